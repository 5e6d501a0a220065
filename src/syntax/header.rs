//! Headers that are not closed, and other joints that a refused sentence lacks: told by the whole sentence, since the grammar gives
//! up only behind them.

use crate::syntax::grammar::Rule;
use crate::syntax::message::Refusal;

impl Refusal<'_> {
    /// What the sentence begins with, when that is a header.
    fn opener(&self) -> Option<&'static str> {
        const OPENERS: [&str; 6] = [
            "When",
            "While",
            "As soon as",
            "Under",
            "In that case",
            "Where the terms are silent",
        ];
        OPENERS
            .into_iter()
            .find(|opener| self.text.starts_with(opener))
    }

    /// The first word of a header that has no comma yet, when the main part begins where the grammar gave up.
    pub(super) fn open_header(&self) -> Option<&'static str> {
        const MAIN: [&str; 5] = ["must", "may", "owes", "owe", "cannot"];
        let before = &self.text[..self.at];
        let opener = self.opener()?;
        let open = !before.contains([',', ':']) && self.expected.contains(&Rule::comma);
        (open && MAIN.contains(&self.next_word())).then_some(opener)
    }

    /// The first word of a header and the end of its line, when it runs on into the next line: `When … an offer ⏎ the offer is
    /// open, through …`. Its first comma belongs to what follows, so that a tail comes where the main part should be.
    pub(super) fn header_runs_on(&self) -> Option<(&'static str, usize)> {
        const TAILS: [&str; 13] = [
            "through", "until", "from", "within", "while", "unless", "if", "at", "on", "after",
            "as", "in", "to",
        ];
        let opener = self.opener().filter(|opener| *opener != "Under")?;
        let before = self.text[..self.at].trim_end();
        let line = before.find('\n')?;
        let head = before[..line].trim_end();
        let is_first = before.ends_with(',') && before.matches(',').count() == 1;
        let runs_on = is_first && !head.ends_with([',', ':']) && TAILS.contains(&self.next_word());
        runs_on.then_some((opener, head.len()))
    }

    /// Where `then` is missing: behind the last item of the list of a header.
    pub(super) fn list_without_then(&self) -> Option<usize> {
        const LISTS: [&str; 6] = [
            "following hold:",
            "following holds:",
            "following happen:",
            "following happens:",
            "following hold",
            "following holds",
        ];
        self.opener()?;
        let list = LISTS
            .iter()
            .filter_map(|words| self.text.find(words))
            .min()?;
        if self.text[..list].contains(',') || self.at < list {
            return None;
        }
        let mut column = None;
        let mut end = None;
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let words = line.trim_start();
            let indent = line.len() - words.len();
            if start < list || words.is_empty() {
                continue;
            }
            if words.starts_with('(') {
                column.get_or_insert(indent);
            } else if column.is_some_and(|column| indent <= column) {
                let is_closed = words.starts_with("then") || end.is_none();
                return end.filter(|_| !is_closed);
            }
            if column.is_some() {
                end = Some(start + line.trim_end().len());
            }
        }
        None
    }

    /// The bracket of an alternative that is not closed before the next one, or before the end.
    pub(super) fn open_alternative(&self) -> Option<usize> {
        let expects = self.expected.contains(&Rule::close_bracket);
        let here = self.text[self.at..].trim_start();
        let ends = here.starts_with("(under ") || here.starts_with('.') || here.is_empty();
        if !expects || !ends {
            return None;
        }
        let open = self.text[..self.at].rfind("(under ")?;
        (!self.text[open..self.at].contains(')')).then_some(open)
    }

    /// Where the head of what is owed begins, when it stands without commas: `owes the supplier as costs EUR 40.00`.
    pub(super) fn head_without_commas(&self) -> Option<usize> {
        let owes = self
            .text
            .find(" owes ")
            .or_else(|| self.text.find(" owe "))?;
        let as_head = owes + self.text[owes..].find(" as ")?;
        if !self.text[owes..].contains(", as ") {
            return (self.at >= as_head).then_some(as_head);
        }
        let behind = &self.text[as_head + 4..];
        let head = behind
            .find([',', '\n'])
            .map_or(behind, |end| &behind[..end]);
        let is_long = head.split_whitespace().count() > 2;
        let gives_up_here = (as_head..=as_head + head.len() + 8).contains(&self.at);
        (is_long && gives_up_here).then_some(as_head)
    }
}
