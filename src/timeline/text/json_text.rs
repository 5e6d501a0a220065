//! Texts in quotes of JSON, with what `\\` escapes in them.

use std::borrow::Cow;

use super::json::{Read, Reader, not_readable};
use crate::source::Span;

impl<'t> Reader<'t, '_> {
    /// The text in quotes that begins here.
    pub(super) fn string(&mut self) -> Read<Cow<'t, str>> {
        self.at += 1;
        let start = self.at;
        let mut unescaped: Option<String> = None;
        let mut copied = start;
        loop {
            match self.peek() {
                Some(b'"') => {
                    let rest = &self.text[copied..self.at];
                    self.at += 1;
                    return Ok(
                        unescaped.map_or(Cow::Borrowed(rest), |text| Cow::Owned(text + rest))
                    );
                }
                Some(b'\\') => {
                    let before = &self.text[copied..self.at];
                    let escaped = self.escape()?;
                    let text = unescaped.get_or_insert_default();
                    text.push_str(before);
                    text.push(escaped);
                    copied = self.at;
                }
                Some(0..=0x1f) | None => {
                    return self.stop(
                        self.since(start - 1),
                        not_readable("a quotation mark is opened and not closed"),
                    );
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Read<char> {
        let start = self.at;
        let letter = self.bytes.get(self.at + 1).copied();
        self.at += 2;
        let escaped = match letter {
            Some(plain @ (b'"' | b'\\' | b'/')) => Some(char::from(plain)),
            Some(b'b') => Some('\u{8}'),
            Some(b'f') => Some('\u{c}'),
            Some(b'n') => Some('\n'),
            Some(b'r') => Some('\r'),
            Some(b't') => Some('\t'),
            Some(b'u') => self.unicode(),
            Some(_) | None => None,
        };
        self.at = self.at.min(self.bytes.len());
        escaped.map_or_else(
            || {
                self.stop(
                    Span::at(self.id, start),
                    not_readable("this `\\` escapes no letter"),
                )
            },
            Ok,
        )
    }

    fn unicode(&mut self) -> Option<char> {
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        let second = self.bytes[self.at..].starts_with(b"\\u").then(|| {
            self.at += 2;
            self.four_digits()
        })??;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low)
    }

    fn four_digits(&mut self) -> Option<u32> {
        let digits = self.bytes.get(self.at..self.at + 4)?;
        self.at += 4;
        digits.iter().try_fold(0, |number, digit| {
            Some(number * 16 + char::from(*digit).to_digit(16)?)
        })
    }
}
