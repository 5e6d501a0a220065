//! What is known while a sentence is read: its place, the words, the readings chosen, what has been introduced.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};

use crate::check::lower::Scope;
use crate::check::phrase::{Chart, LONGEST_PHRASE, Token, tokens_of_phrase};
use crate::check::program::{Expression, VariableId};
use crate::check::vocabulary::{Type, Vocabulary};
use crate::source::{Problem, Sources, Span};
use crate::syntax::ast;
use crate::value::{ClauseId, Name};

/// Where a sentence stands.
#[derive(Debug, Clone)]
pub struct Place {
    /// The provision; none in the vocabulary.
    pub clause: Option<ClauseId>,
    /// The number of its article.
    pub article: String,
    /// All provisions of the terms and the law, in the order of the files, with their articles.
    pub provisions: std::rc::Rc<IndexMap<ClauseId, String>>,
    /// The provisions that groups name.
    pub groups: std::rc::Rc<IndexMap<Name, Vec<ClauseId>>>,
}

/// Reads the parts of one sentence.
pub struct Lower<'a> {
    /// The declared words.
    pub vocabulary: &'a Vocabulary,
    /// Where the sentence stands.
    pub place: &'a Place,
    /// The texts.
    pub sources: &'a Sources,
    /// The readings chosen.
    pub chosen: &'a IndexMap<Name, Name>,
    /// What has been introduced.
    pub scope: Scope,
    /// The readings on which what was read rests.
    pub readings: BTreeSet<Name>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// The thing that the triggering event brings about, or is.
    pub event: Option<VariableId>,
    /// The event types that the act of a power brings about, while its conditions are read.
    pub act_itself: Vec<Name>,
    /// The amount of which `the part up to …` is taken.
    pub part_of: Option<Expression>,
    /// Parameters that were used.
    pub used_parameters: IndexSet<Name>,
    /// The condition of a header is being read: what it introduces is spoken of in the rest of the sentence.
    pub in_trigger: bool,
    /// Variables that may be left out when they are spoken of once.
    pub prunable: Vec<VariableId>,
    /// How often the headers and tails speak of each variable: what the main part introduces and they speak of is one.
    pub spoken_of: super::binding::Spoken,
    /// Measures that a clause defines as growing with time, with the sentence that does.
    pub growths: std::rc::Rc<IndexMap<Name, ast::Rule>>,
    /// For how many more phrases the nearest sentences are searched: a file in which nothing fits needs no hundreds of them.
    pub searches: std::rc::Rc<std::cell::Cell<u32>>,
    /// Conditions that come with what was introduced: `a notice by the supplier`.
    pub also: Vec<crate::check::program::Condition>,
}

impl<'a> Lower<'a> {
    /// Reads a sentence at this place.
    pub fn new(
        vocabulary: &'a Vocabulary,
        place: &'a Place,
        sources: &'a Sources,
        chosen: &'a IndexMap<Name, Name>,
    ) -> Self {
        Self {
            vocabulary,
            place,
            sources,
            chosen,
            scope: Scope::default(),
            readings: BTreeSet::new(),
            problems: Vec::new(),
            event: None,
            act_itself: Vec::new(),
            part_of: None,
            used_parameters: IndexSet::new(),
            in_trigger: false,
            prunable: Vec::new(),
            spoken_of: super::binding::Spoken::default(),
            growths: std::rc::Rc::default(),
            searches: std::rc::Rc::default(),
            also: Vec::new(),
        }
    }

    /// Notes a problem. What words that are not understood would have introduced is not missed as well.
    pub fn refuse(&mut self, problem: Problem) {
        const NOT_UNDERSTOOD: [&str; 3] =
            ["unknown-sentence", "unknown-phrase", "written-otherwise"];
        let is_known = |known: &Problem| NOT_UNDERSTOOD.contains(&known.code);
        let follows = self.problems.iter().any(is_known) || !self.vocabulary.broken.is_empty();
        if problem.code == "no-antecedent" && follows {
            return;
        }
        let problem = match self.named_elsewhere(&problem) {
            Some(from) => problem.following(from),
            None => problem,
        };
        self.problems.push(problem);
    }

    /// The sentence that means to give a name which a problem speaks of.
    fn named_elsewhere(&self, problem: &Problem) -> Option<Span> {
        let meant = &self.vocabulary.meant;
        if meant.is_empty() {
            return None;
        }
        let mut said = problem.message.to_lowercase();
        for (span, _) in &problem.labels {
            said.push('\n');
            said.push_str(&self.words_of(*span).to_lowercase());
        }
        let place = problem.span();
        let elsewhere = |at: &Span| place.is_none_or(|place| !at.holds(place));
        let speaks_of_it = meant
            .iter()
            .find(|name| elsewhere(&name.at) && has_words(&said, &name.words));
        speaks_of_it.map(|name| name.at)
    }

    /// The tokens of a phrase; none, and a problem, when they are too many to be looked at.
    pub fn tokens(&mut self, phrase: &ast::Phrase) -> Option<Vec<Token>> {
        let tokens = tokens_of_phrase(phrase);
        if tokens.len() <= LONGEST_PHRASE {
            return Some(tokens);
        }
        self.refuse(
            Problem::error(
                "phrase-too-long",
                format!("a phrase of {} words is too long to be read", tokens.len()),
            )
            .at(phrase.span, format!("more than {LONGEST_PHRASE} words without a joint"))
            .help("say it in two sentences, or name a part of it with a measure or a conclusion of its own"),
        );
        None
    }

    /// The words of a place on one line, without comments.
    pub fn words_of(&self, span: Span) -> String {
        on_one_line(self.sources.words(span))
    }

    /// A chart of these tokens.
    pub fn chart<'t>(&self, tokens: &'t [Token]) -> Chart<'t>
    where
        'a: 't,
    {
        Chart::new(self.vocabulary, tokens)
    }

    /// The main text, or the alternative that the chosen readings put in its place; notes the readings it rests on.
    pub fn choose<'t, T>(&mut self, text: &'t ast::WithAlternatives<T>) -> &'t T {
        let mut chosen = &text.main;
        for alternative in &text.alternatives {
            self.readings.insert(alternative.under.reading.name.clone());
            if self.is_chosen(&alternative.under) {
                chosen = &alternative.content;
            }
        }
        chosen
    }

    /// Whether a reading has one of the values of an `under …`.
    pub fn is_chosen(&self, under: &ast::Under) -> bool {
        let value = self.chosen.get(&under.reading.name);
        value.is_some_and(|value| under.values.iter().any(|label| label.name == *value))
    }

    /// A type that does not fit.
    pub fn wrong_type(&mut self, span: Span, is: &Type, wanted: &str) {
        self.refuse(
            Problem::error("wrong-type", format!("this is {is}, not {wanted}"))
                .at(span, format!("{wanted} is needed here"))
                .help(instead_of(is, wanted)),
        );
    }
}

/// What to write where another type is needed.
fn instead_of(is: &Type, wanted: &str) -> String {
    let example = match wanted {
        "a party" => "a party is called `the client`, `the supplier`, or as its declaration reads",
        "a date" => {
            "a day is a date, `2025-03-01`, or a day of something: `the day of the invoice`, `14 days after the invoice date`"
        }
        "an amount of money" => {
            "an amount is `EUR 100.00`, or what has a name that is money: `the amount of the invoice`"
        }
        "a number" | "a number or a period" => {
            "a number is `3`, or what has a name that is a number"
        }
        "a rate" => "a rate is a percentage, `5%`, or a table: `the rate of the table \"…\"`",
        "a period" => {
            "a period is `14 days`, or what has a name that is a period: `the payment term`"
        }
        _other => {
            return format!(
                "name something that is {wanted}, and not {is}; `clausec words` shows what there is"
            );
        }
    };
    example.to_owned()
}

/// A text on one line, comments left out.
pub fn on_one_line(text: &str) -> String {
    let without_comment = |line: &str| line.split("--").next().unwrap_or_default().to_owned();
    let lines: Vec<String> = text.lines().map(without_comment).collect();
    let lines = lines.join(" ");
    let mut one_line = String::with_capacity(lines.len());
    for word in lines.split_whitespace() {
        if is_mark(word) && !one_line.ends_with([':', ',', ';', '.']) {
            one_line.push(';');
        }
        if !one_line.is_empty() {
            one_line.push(' ');
        }
        one_line.push_str(word);
    }
    one_line
}

/// `(2)`, `(b)`: the mark of an item, which stands on a line of its own in a clause and behind a semicolon on one line.
fn is_mark(word: &str) -> bool {
    let mark = word
        .strip_prefix('(')
        .and_then(|word| word.strip_suffix(')'));
    mark.is_some_and(|mark| {
        let is_letter = mark.len() == 1 && mark.starts_with(|one: char| one.is_ascii_lowercase());
        is_letter || mark.parse::<u8>().is_ok()
    })
}

/// Whether these words stand in a text, whole.
pub fn has_words(text: &str, words: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, found)| {
        let (before, behind) = (&text[..at], &text[at + found.len()..]);
        !is_letter(before.chars().next_back()) && !is_letter(behind.chars().next())
    })
}
