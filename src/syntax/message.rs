//! Puts a sentence that the grammar refuses into a reader's words.

use pest::error::{Error, ErrorVariant, InputLocation};

use crate::source::{Problem, SourceId, Span};
use crate::syntax::expected::shown;
use crate::syntax::grammar::Rule;
use crate::syntax::habits::Habit;
use crate::syntax::hint::form_of;

/// A refused sentence: its words, where they stand, and what the grammar said.
pub(super) struct Refusal<'t> {
    source: SourceId,
    offset: usize,
    pub(super) text: &'t str,
    /// Where the grammar gave up, in the sentence.
    pub(super) at: usize,
    pub(super) expected: Vec<Rule>,
    too_involved: bool,
}

/// What is wrong, told by what stands around the place.
enum Wrong {
    Unclosed(usize),
    Mixed,
    NoStop,
    NoComma(&'static str),
    /// A header runs on to the end of a line; there its comma is missing.
    NoCommaAt(&'static str, usize),
    NoCommaBefore(&'static str),
    /// What is owed stands without commas around its head.
    NoCommaAroundHead(usize),
    NoThen(usize),
    NoBracket(usize),
    Habit(Habit),
    Other,
}

impl<'t> Refusal<'t> {
    /// Of the sentence `text`, which begins at `offset`.
    pub fn new(source: SourceId, offset: usize, text: &'t str, error: Error<Rule>) -> Self {
        let at = match error.location {
            InputLocation::Pos(at) => at,
            InputLocation::Span((start, _)) => start,
        };
        let (expected, too_involved) = match error.variant {
            ErrorVariant::ParsingError { positives, .. } => {
                let too_involved = positives.is_empty();
                (positives, too_involved)
            }
            ErrorVariant::CustomError { .. } => (Vec::new(), true),
        };
        Self {
            source,
            offset,
            text,
            at: at.min(text.len()),
            expected,
            too_involved,
        }
    }

    /// The message.
    pub fn problem(&self) -> Problem {
        if self.too_involved {
            return Problem::error(
                "sentence-too-involved",
                "this sentence is too involved to be read",
            )
            .at(self.first_line(), "")
            .help("make two sentences of it, or a numbered list");
        }
        match self.wrong() {
            Wrong::Unclosed(quote) => {
                Problem::error("quotation-not-closed", "a text in quotes ends on the line on which it begins")
                    .at(self.span(quote, quote + 1), "the quotation begins here")
                    .help("put the closing `\"` on this line")
            }
            Wrong::Mixed => Problem::error(
                "and-or-mixed",
                format!("`{}` stands where conditions are joined by the other joint", self.next_word()),
            )
            .at(self.next_span(), "")
            .help("one place joins conditions with only `and` or only `or`; for both write `all of the following hold:` with items (1), (2)"),
            Wrong::NoStop => Problem::error("missing-full-stop", "a sentence has no full stop")
                .at(self.place(), "a full stop is expected here")
                .help(self.hint().unwrap_or_else(|| {
                    "each sentence ends in a full stop, also the last one above a heading".to_owned()
                })),
            Wrong::NoComma(word) => Problem::error("missing-comma", format!("`{word} …` is not closed by a comma"))
                .at(self.place(), "a comma is expected here")
                .help(format!("a comma stands between `{word} …` and what then applies")),
            Wrong::NoCommaAt(word, at) => Problem::error("missing-comma", format!("`{word} …` is not closed by a comma"))
                .at(self.span(at, at), "a comma is expected here")
                .help(format!("a comma stands between `{word} …` and what then applies")),
            Wrong::NoCommaAroundHead(at) => {
                Problem::error("missing-comma", "commas are missing around the head of what is owed")
                    .at(self.span(at, at), "the head stands between two commas, behind `as`")
                    .help("what is owed reads `the client owes the supplier, as costs, EUR 40.00, at once`")
            }
            Wrong::NoThen(at) => Problem::error("missing-then", "`then` is missing behind the list of a header")
                .at(self.span(at, at), "`then` is expected here")
                .help("behind `When / As soon as / While … of the following hold:` and its items, `then` stands before what applies: `(2) … then the client must …`, without a comma"),
            Wrong::NoBracket(at) => Problem::error("sentence-not-understood", "a bracket is opened and not closed")
                .at(self.span(at, at + 1), "it is opened here")
                .help("an alternative ends in `)`: `(under R8 due_day: …)`"),
            Wrong::NoCommaBefore(words) => {
                Problem::error("missing-comma", format!("`{words}` has no comma before it"))
                    .at(self.place(), "a comma is expected here")
                    .help(format!("`, {words}` is said of the whole sentence"))
            }
            Wrong::Habit(habit) => habit.problem(self.source, self.offset, self.text),
            Wrong::Other => {
                let expected = shown(&self.expected);
                Problem::error("sentence-not-understood", self.does_not_fit())
                    .at(self.place(), format!("expected {expected}"))
                    .help(self.hint().unwrap_or_else(|| form_of(self.text).to_owned()))
            }
        }
    }

    /// Where the grammar gave up, in the source.
    pub fn offset_in_source(&self) -> usize {
        self.offset + self.at
    }

    fn wrong(&self) -> Wrong {
        if let Some(quote) = unclosed_quote(&self.text[self.at..]) {
            return Wrong::Unclosed(self.at + quote);
        }
        let next = self.next_word();
        let stop = self.expected.contains(&Rule::stop);
        if (next == "and" || next == "or") && self.has_statement_before() {
            return Wrong::Mixed;
        }
        if let Some(at) = self.list_without_then() {
            return Wrong::NoThen(at);
        }
        if let Some(word) = self.open_header() {
            return Wrong::NoComma(word);
        }
        if let Some((word, at)) = self.header_runs_on() {
            return Wrong::NoCommaAt(word, at);
        }
        if let Some(at) = self.open_alternative() {
            return Wrong::NoBracket(at);
        }
        if let Some(at) = self.head_without_commas() {
            return Wrong::NoCommaAroundHead(at);
        }
        if let Some(words) = self.tail_without_comma() {
            return Wrong::NoCommaBefore(words);
        }
        let begins_sentence = next.starts_with(char::is_uppercase);
        if stop && (self.at == self.text.len() || begins_sentence) {
            return Wrong::NoStop;
        }
        self.habit().map_or(Wrong::Other, Wrong::Habit)
    }

    /// What the words up to the place are written for, when drafters are used to write it so.
    fn habit(&self) -> Option<Habit> {
        let reached = self.text.len() - self.text[self.at..].trim_start().len();
        Habit::of_sentence(self.text).filter(|habit| habit.at.start <= reached)
    }

    /// Whether the other joint stands between statements before the place.
    fn has_statement_before(&self) -> bool {
        let other = if self.next_word() == "and" {
            " or "
        } else {
            " and "
        };
        let before = &self.text[..self.at];
        let clause = before
            .rfind([',', ':', '('])
            .map_or(before, |at| &before[at..]);
        clause.contains(other)
    }

    /// The words of a tail that needs a comma, when they stand here without one.
    fn tail_without_comma(&self) -> Option<&'static str> {
        const TAILS: [&str; 6] = [
            "at the latest on",
            "at the earliest on",
            "at once",
            "at all times",
            "as soon as possible",
            "on first request",
        ];
        let here = self.text[self.at..].trim_start();
        let words = TAILS.into_iter().find(|words| here.starts_with(words))?;
        (self.expected.contains(&Rule::comma) || self.expected.contains(&Rule::tail))
            .then_some(words)
    }

    fn does_not_fit(&self) -> String {
        match self.next_word() {
            "" if self.at == self.text.len() => "the sentence breaks off".to_owned(),
            "" => "this place is not understood".to_owned(),
            word => format!("`{word}` does not fit here"),
        }
    }

    /// The end of the token before the place where the grammar gave up; the place itself at the beginning.
    fn place(&self) -> Span {
        let before = self.text[..self.at].trim_end();
        let at = if before.is_empty() {
            self.at
        } else {
            self.behind_comments(before)
        };
        self.span(at, at)
    }

    /// The end of the last token of `before`, which may end in a comment.
    fn behind_comments(&self, before: &str) -> usize {
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = &before[line_start..];
        match line.find("--") {
            Some(at) if !line[..at].contains('"') => {
                let rest = before[..line_start + at].trim_end();
                if rest.is_empty() { self.at } else { rest.len() }
            }
            _ => before.len(),
        }
    }

    pub(super) fn next_word(&self) -> &'t str {
        let rest = self.text[self.at..].trim_start();
        let end = rest.find(|c: char| c.is_whitespace() || ",:()\"".contains(c));
        let word = &rest[..end.unwrap_or(rest.len())];
        let word = if word.is_empty() {
            rest.get(..1).unwrap_or("")
        } else {
            word
        };
        match word.char_indices().nth(40) {
            Some((cut, _)) => &word[..cut],
            None => word,
        }
    }

    fn next_span(&self) -> Span {
        let start = self.text.len() - self.text[self.at..].trim_start().len();
        self.span(start, start + self.next_word().len())
    }

    fn first_line(&self) -> Span {
        let line = self.text.lines().next().unwrap_or_default();
        self.span(0, line.len().min(self.text.len()))
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.source, self.offset + start, self.offset + end)
    }
}

/// Where a quotation begins that its line does not close.
fn unclosed_quote(text: &str) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let marks: Vec<usize> = line.match_indices('"').map(|(at, _)| at).collect();
        if marks.len() % 2 == 1 {
            return marks.last().map(|at| offset + at);
        }
        offset += line.len();
    }
    None
}

/// The message on a heading that is not understood.
pub(super) fn heading_problem(refusal: &Refusal<'_>, word: &str) -> Problem {
    let example = match word {
        "Terms" => "`Terms my-terms, version 1.`",
        "Amendment" => "`Amendment of my-terms, version 2, from version 1.`",
        "Replace" => "`Replace clause 5.a by:`",
        "Insert" => "`Insert clause 5.e after 5.d:`, `Insert article 6 after article 5: Betaling.`",
        "Repeal" => "`Repeal clause 9.c.`",
        "Rename" => "`Rename article 5: Betaling.`",
        "Article" => "`Article 5. Betaling`",
        "Clause" => "`Clause 5.a`, `Clause 1:1 BW`, `Clause \"Title of a statute, article 3\"`",
        "Table" => "`Table \"1:1 BW\".`",
        "Verb" => "`Verb \"issue\", \"issues\", \"issued\".`",
        "Party" => "`Party client reads \"the client\".`",
        "Thing" => "`Thing invoice reads \"an invoice\".`",
        "Record" => "`Record line reads \"a line\".`",
        "Kind" => "`Kind money_claim reads \"a money claim\".`",
        "Head" => "`Head costs reads \"costs\".`",
        "Form" => "`Form letter reads \"letter\".`",
        "Conduct" => "`Conduct host reads \"the supplier provides hosting\".`",
        "State" => "`State suspended reads \"the services are suspended\".`",
        "Conclusion" => "`Conclusion consumer reads \"a party is a consumer\".`",
        "Measure" => "`Measure invoice_principal reads \"the principal of an invoice\".`",
        "Concept" => "`Concept term_reasonable reads \"the term of a notice is reasonable\".`",
        "Term" => "`Term \"offer\" is \"aanbod\": \"a proposal that becomes an agreement\".`",
        _ => "`Act invoice_issued reads \"the supplier issues an invoice\".`",
    };
    let why = format!("expected {}", shown(&refusal.expected));
    Problem::error(
        "heading-not-understood",
        format!("this heading is not understood: {}", refusal.does_not_fit()),
    )
    .at(refusal.place(), why)
    .help(format!("it reads {example}"))
}
