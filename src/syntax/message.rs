//! Puts a sentence that the grammar refuses into a reader's words.

use pest::error::{Error, ErrorVariant, InputLocation};

use crate::source::{Problem, SourceId, Span};
use crate::syntax::expected::shown;
use crate::syntax::grammar::Rule;
use crate::syntax::habits::Habit;

/// A refused sentence: its words, where they stand, and what the grammar said.
pub(super) struct Refusal<'t> {
    source: SourceId,
    offset: usize,
    text: &'t str,
    /// Where the grammar gave up, in the sentence.
    at: usize,
    expected: Vec<Rule>,
    too_involved: bool,
}

/// What is wrong, told by what stands around the place.
enum Wrong {
    Unclosed(usize),
    Mixed,
    NoStop,
    NoComma(&'static str),
    NoCommaBefore(&'static str),
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
        if let Some(word) = self.open_header() {
            return Wrong::NoComma(word);
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

    /// The first word of a header that has no comma yet, when the main part begins where the grammar gave up.
    fn open_header(&self) -> Option<&'static str> {
        const OPENERS: [&str; 6] = [
            "When",
            "While",
            "As soon as",
            "Under",
            "In that case",
            "Where the terms are silent",
        ];
        const MAIN: [&str; 5] = ["must", "may", "owes", "owe", "cannot"];
        let before = &self.text[..self.at];
        let opener = OPENERS
            .into_iter()
            .find(|opener| before.starts_with(opener))?;
        let open = !before.contains([',', ':']) && self.expected.contains(&Rule::comma);
        (open && MAIN.contains(&self.next_word())).then_some(opener)
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
        self.expected.contains(&Rule::comma).then_some(words)
    }

    fn does_not_fit(&self) -> String {
        match self.next_word() {
            "" if self.at == self.text.len() => "the sentence breaks off".to_owned(),
            "" => "this place is not understood".to_owned(),
            word => format!("`{word}` does not fit here"),
        }
    }

    /// The next action, told by the words at the place.
    fn hint(&self) -> Option<String> {
        const OLD_FORMS: [(&str, &str); 9] = [
            (
                "judged that",
                "an open concept that must be assessed is written `it must be judged whether …`",
            ),
            (
                "judged",
                "`judged` is kept for `it must be judged whether …`; a phrase does not hold it",
            ),
            (
                "presumed that",
                "a presumption is written `<concept>, unless the supplier proves otherwise`",
            ),
            (
                "presumed",
                "`presumed` is kept for concepts; a presumption is written `<concept>, unless the supplier proves otherwise`",
            ),
            (
                "together with",
                "several clauses with one claim say so in a sentence: `These costs are owed once, under 8.4 or 18.5.`",
            ),
            (
                "nothing",
                "the main text is the default reading; write the alternative as a sentence that begins `Under …,`",
            ),
            ("Remark:", "a remark begins with `--`"),
            (
                "otherwise",
                "`otherwise` is kept for `unless agreed otherwise` and `unless … proves otherwise`",
            ),
            (
                "despite",
                "`despite` needs a comma before it and a clause number behind it: `, despite 7.8`",
            ),
        ];
        let word_start = self.text[..self.at].rfind([' ', '\n']).unwrap_or(0);
        let around = self.text[word_start..].trim_start();
        let here = self.text[self.at..].trim_start();
        let old = OLD_FORMS
            .into_iter()
            .find(|(words, _)| here.starts_with(words) || around.starts_with(words));
        let point = || {
            let glued = here.starts_with('.') && here[1..].starts_with(char::is_alphabetic);
            glued.then(|| "a full stop ends a sentence only before white space".to_owned())
        };
        let quotes = || {
            let curly = here.starts_with(['“', '”', '„', '‘']);
            curly.then(|| "quotation marks are straight: `\"…\"`".to_owned())
        };
        let joint = || {
            const JOINTS: [&str; 14] = [
                "within", "until", "through", "unless", "while", "if", "when", "then", "must",
                "may", "owes", "plus", "minus", "or",
            ];
            let next = self.next_word();
            let is_joint = JOINTS.contains(&next) && !self.expected.is_empty();
            is_joint.then(|| {
                format!("`{next}` joins the parts of a sentence and is never a word inside one")
            })
        };
        let in_a_header = || {
            const HEADERS: [&str; 4] = ["When ", "While ", "As soon as ", "Every "];
            let before = self.text[..self.at].trim_end();
            let opens = HEADERS.iter().any(|word| self.text.starts_with(word));
            let is_first = before.ends_with(',') && before.matches(',').count() == 1;
            (opens && is_first && matches!(self.next_word(), "if" | "unless")).then(|| {
                "a condition besides what happens stands behind the main part: `When …, the client owes …, if …`".to_owned()
            })
        };
        let in_a_condition = || {
            (self.next_word() == "within" && self.expected.contains(&Rule::kw_for_longer_than)).then(|| {
                "a condition has no last day of its own: say `for longer than 14 days` of what lasts, `in time` of a duty that has one (`the supplier has not paid the invoice in time`), or `the deadline of the notice has passed`".to_owned()
            })
        };
        let day = || {
            let counts = self.expected.contains(&Rule::kw_after) && !here.starts_with("after");
            let period = self.text[..self.at].trim_end();
            (counts && ends_with_period(period)).then(|| {
                "a period is counted from a day: `within 14 days after the invoice date`".to_owned()
            })
        };
        let head = || {
            let as_head = self.text[..self.at]
                .rfind(" as ")
                .map(|at| &self.text[at + 4..self.at]);
            as_head.filter(|_| self.text.contains(" owes ")).map(|_| {
                "what is owed is said with commas around its head: `the client owes the supplier, as costs, EUR 40.00, at once`".to_owned()
            })
        };
        let colon = || {
            let before = self.text[..self.at].trim_end_matches('(').trim_end();
            let is_list = ["following", "hold", "holds"]
                .iter()
                .any(|end| before.ends_with(end))
                && (here.starts_with('(') || self.text[..self.at].ends_with('('));
            (is_list || self.expected.as_slice() == [Rule::colon])
                .then(|| "a list stands behind a colon: `… all of the following hold:`".to_owned())
        };
        let mark = || {
            let is_mark = self.text.starts_with("Sentence ") || self.text.starts_with("Sentences ");
            (is_mark && self.expected.contains(&Rule::colon))
                .then(|| "a mark ends in a colon: `Sentence 1:`".to_owned())
        };
        let bracket = || {
            here.starts_with('(').then(|| {
                "a bracket opens an item of a list, `(1)`, or an alternative, `(under R8 due_day: …)`".to_owned()
            })
        };
        old.map(|(_, help)| help.to_owned())
            .or_else(point)
            .or_else(quotes)
            .or_else(colon)
            .or_else(in_a_header)
            .or_else(in_a_condition)
            .or_else(mark)
            .or_else(day)
            .or_else(head)
            .or_else(joint)
            .or_else(bracket)
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

    fn next_word(&self) -> &'t str {
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

/// How a sentence of this kind reads, told by the words that it has.
fn form_of(text: &str) -> &'static str {
    const BEGINNINGS: [(&str, &str); 5] = [
        ("Sentence", "a mark stands by itself: `Sentence 1:`"),
        (
            "Reading",
            "a reading is declared so: `Reading R8 is due_day, because \"…\", or next_day.`",
        ),
        ("Note", "a note reads `Note on mandatory law, if …: \"…\".`"),
        (
            "It ",
            "docs/language.md lists the lines that stand below a declared word: `It is an act of the client.`, `It tells the amount (amount: money).`",
        ),
        ("The law", "it reads `The law is \"nl\".`"),
    ];
    const FORMS: [(&str, &str); 9] = [
        (
            "following",
            "a list reads `all of the following hold: (1) … (2) …`, or `any`, or `none`",
        ),
        (
            " holds",
            "a list reads `all of the following hold: (1) … (2) …`, or `any`, or `none`",
        ),
        (
            " owes ",
            "what is owed reads `the client owes the supplier, as costs, EUR 40.00, at once`",
        ),
        (
            " must not ",
            "a prohibition reads `The client must not …, unless …`",
        ),
        (
            " must ",
            "a duty reads `the client must pay the invoice to the supplier, within 14 days after the invoice date`",
        ),
        (
            " may ",
            "a power reads `The supplier may suspend the services while …`",
        ),
        (
            " cannot ",
            "what has no effect reads `The client cannot …, unless …`",
        ),
        (
            " settle",
            "an order reads `A payment by the client settles the following in this order: (1) costs (2) principal`",
        ),
        (
            " is ",
            "a value reads `The payment term is 14 days.`, a state `the client is in default of the invoice, until …`",
        ),
    ];
    let begins = BEGINNINGS.iter().find(|(words, _)| text.starts_with(words));
    let form = begins.or_else(|| FORMS.iter().find(|(words, _)| text.contains(words)));
    form.map_or(
        "a sentence says who must, may, must not or owes what; `clausec words` lists what can be said",
        |(_, form)| form,
    )
}

/// Whether the words end in a period: `within 14 days`.
fn ends_with_period(words: &str) -> bool {
    let unit = words.rsplit(' ').next().unwrap_or_default();
    crate::value::Unit::from_words(unit).is_some() || unit == "term" || unit == "period"
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

/// The names of the rules that could stand here, for a message of one line.
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
