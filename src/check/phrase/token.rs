//! The words of a phrase, each with its place, and the values that can be told by their form alone.

use crate::source::Span;
use crate::syntax::ast;
use crate::value::{
    ClauseId, Duration, Money, Name, Percent, Value, is_code, parse_date, parse_decimal,
};

/// A word of a phrase, or something that stands as one: an amount, a date, a number of a provision, a quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// As written, blanks and line breaks inside an amount or a period made one blank.
    pub text: String,
    /// What can be told by its form.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// What a token is by its form.
#[derive(Debug, Clone, PartialEq)]
pub enum TokenKind {
    /// `invoice`
    Word,
    /// `EUR 150.00`, `15%`, `2025-01-31`, `15 days`, `3`
    Value(Value),
    /// `5.a`, `6:119 BW`, `3.1, 3.2 and 10.4`
    Provisions(Vec<ast::ProvisionKind>),
    /// `"intent or conscious recklessness"`
    Quoted(String),
}

impl Token {
    /// Whether it is this word; case counts for nothing.
    pub fn is(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// The word in small letters; empty for what is no word.
    pub fn word(&self) -> String {
        if self.kind == TokenKind::Word {
            self.text.to_lowercase()
        } else {
            String::new()
        }
    }
}

/// The tokens of a phrase of a clause file.
pub fn tokens_of_phrase(phrase: &ast::Phrase) -> Vec<Token> {
    phrase.tokens.iter().map(token_of).collect()
}

fn token_of(token: &ast::Token) -> Token {
    let (text, kind) = match &token.kind {
        ast::TokenKind::Word(word) => (word.to_string(), TokenKind::Word),
        ast::TokenKind::Number(number) => value_token(Value::Number(*number)),
        ast::TokenKind::Money(money) => value_token(Value::Money(*money)),
        ast::TokenKind::Percent(percent) => value_token(Value::Percent(*percent)),
        ast::TokenKind::Duration(duration) => value_token(Value::Duration(*duration)),
        ast::TokenKind::Date(date) => value_token(Value::Date(*date)),
        ast::TokenKind::Quoted(text) => {
            (format!("\"{text}\""), TokenKind::Quoted(text.to_string()))
        }
        ast::TokenKind::Provisions(all) => {
            let kinds: Vec<_> = all.iter().map(|one| one.kind.clone()).collect();
            let words: Vec<String> = kinds.iter().map(provision_in_words).collect();
            (words.join(", "), TokenKind::Provisions(kinds))
        }
    };
    Token {
        text,
        kind,
        span: token.span,
    }
}

fn value_token(value: Value) -> (String, TokenKind) {
    (value.to_string(), TokenKind::Value(value))
}

/// A reference to provisions as clauses write it.
pub fn provision_in_words(kind: &ast::ProvisionKind) -> String {
    match kind {
        ast::ProvisionKind::Clause(id) => id.to_string(),
        ast::ProvisionKind::Range(first, last) => format!("{first} to {last}"),
        ast::ProvisionKind::Article(id) => format!("article {id}"),
        ast::ProvisionKind::Sentence(number) => format!("sentence {number}"),
        ast::ProvisionKind::ThisClause => "this clause".to_owned(),
        ast::ProvisionKind::ThisArticle => "this article".to_owned(),
        ast::ProvisionKind::PrecedingClauses => "the preceding clauses of this article".to_owned(),
        ast::ProvisionKind::TheseTerms => "these terms".to_owned(),
    }
}

/// The tokens of words without a place of their own: a sentence of the vocabulary, a search.
pub fn tokens_of_words(words: &str) -> Vec<Token> {
    join_values(raw_tokens(words, Span::default()))
}

fn raw_tokens(words: &str, span: Span) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = words[at..].chars().next() {
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let length = raw_length(&words[at..]);
        let place = Span::new(span.source, span.start + at, span.start + at + length);
        found.push(Token {
            text: words[at..at + length].to_owned(),
            kind: raw_kind(&words[at..at + length]),
            span: place,
        });
        at += length;
    }
    found
}

/// How many bytes the token at the start of the text takes.
fn raw_length(text: &str) -> usize {
    if let Some(quoted) = text.strip_prefix('"') {
        return quoted.find('"').map_or(text.len(), |end| end + 2);
    }
    let ends = |(at, c): (usize, char)| {
        let rest = &text[at + c.len_utf8()..];
        let last_of_word = rest.chars().next().is_none_or(char::is_whitespace);
        let separates = matches!(c, ',' | ';' | ':' | '.') && last_of_word;
        (c.is_whitespace() || separates || matches!(c, '(' | ')')).then_some(at)
    };
    let end = text.char_indices().find_map(ends).unwrap_or(text.len());
    end.max(text.chars().next().map_or(1, char::len_utf8))
}

fn raw_kind(text: &str) -> TokenKind {
    if let Some(quoted) = text.strip_prefix('"') {
        return TokenKind::Quoted(quoted.trim_end_matches('"').to_owned());
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return TokenKind::Word;
    }
    if let Ok(percent) = Percent::parse(text) {
        return TokenKind::Value(Value::Percent(percent));
    }
    if let Ok(date) = parse_date(text) {
        return TokenKind::Value(Value::Date(date));
    }
    if is_provision(text)
        && let Ok(id) = ClauseId::new(text)
    {
        return TokenKind::Provisions(vec![ast::ProvisionKind::Clause(id)]);
    }
    match parse_decimal(&text.replace(',', "")) {
        Ok(number) => TokenKind::Value(Value::Number(number)),
        Err(_) => TokenKind::Word,
    }
}

/// `5.a`, `6.e.1`, `18.5`, `6:119a`; a bare number is no provision.
fn is_provision(text: &str) -> bool {
    let pointed = text.contains('.') || text.contains(':');
    pointed && !text.contains(',') && !text.ends_with('%')
}

/// Joins `EUR` and its number, a number and its unit, a statute's number and its law.
fn join_values(raw: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(raw.len());
    let mut rest = raw.into_iter().peekable();
    while let Some(token) = rest.next() {
        let mut whole = token;
        while let Some(next) = rest.peek() {
            let text = format!("{} {}", whole.text, next.text);
            let Some(kind) = joined_kind(&whole, next, &text) else {
                break;
            };
            whole = Token {
                text,
                kind,
                span: whole.span.to(next.span),
            };
            rest.next();
        }
        joined.push(whole);
    }
    joined
}

fn joined_kind(first: &Token, second: &Token, text: &str) -> Option<TokenKind> {
    if first.kind == TokenKind::Word && first.text.len() == 3 {
        return Money::parse_clause_style(text)
            .ok()
            .map(|money| TokenKind::Value(Value::Money(money)));
    }
    if let TokenKind::Provisions(_) = &first.kind {
        let of_law = first.text.contains(':') && is_code(&second.text);
        let joined = |id| TokenKind::Provisions(vec![ast::ProvisionKind::Clause(id)]);
        return of_law
            .then(|| ClauseId::new(text).ok().map(joined))
            .flatten();
    }
    let counts = matches!(first.kind, TokenKind::Value(Value::Number(_)));
    if !counts && !(first.text.ends_with(" working")) {
        return None;
    }
    if second.is("working") && counts {
        return Some(TokenKind::Word);
    }
    Duration::parse(text)
        .ok()
        .map(|duration| TokenKind::Value(Value::Duration(duration)))
}

/// A name made of words: `payment term` is `payment_term`.
pub fn name_of(words: &[String]) -> Name {
    let joined = words.join("_").to_lowercase();
    let clean: String = joined
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect();
    Name::new(&clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(words: &str) -> Vec<String> {
        let shown = |token: Token| match token.kind {
            TokenKind::Word => token.text,
            TokenKind::Value(value) => format!("[{value}]"),
            TokenKind::Provisions(all) => {
                format!(
                    "<{}>",
                    all.iter()
                        .map(provision_in_words)
                        .collect::<Vec<_>>()
                        .join("; ")
                )
            }
            TokenKind::Quoted(text) => format!("«{text}»"),
        };
        tokens_of_words(words).into_iter().map(shown).collect()
    }

    #[test]
    fn values_stand_as_one_word() {
        assert_eq!(
            kinds("EUR 2,500.00 within 2 working days after 2025-01-31, under 3:11a XY and 5.a"),
            [
                "[EUR 2,500.00]",
                "within",
                "[2 working days]",
                "after",
                "[2025-01-31]",
                ",",
                "under",
                "<3:11a XY>",
                "and",
                "<5.a>"
            ]
        );
        assert_eq!(
            kinds("15% of the sum\n \"so be it\""),
            ["[15%]", "of", "the", "sum", "«so be it»"]
        );
        assert_eq!(kinds("3 times the fine"), ["[3]", "times", "the", "fine"]);
    }
}
