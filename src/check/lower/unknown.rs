//! Words that no declared sentence has: what fits, what is expected, what comes near, and the line that would declare them.

use std::ops::Range;

use crate::check::lower::Lower;
use crate::check::lower::misplaced::{reckoned, table_of_rates, turned_round};
use crate::check::lower::noun::list_in_words;
use crate::check::pattern::{Element, Form};
use crate::check::phrase::{Chart, Nearest, Token, TokenKind, has_all_words, nearest_sentences};
use crate::source::{Problem, Span, nearest};
use crate::syntax::Habit;
use crate::syntax::ast;
use crate::value::Currency;

impl Lower<'_> {
    /// No declared sentence fits.
    pub fn unknown_sentence(&mut self, chart: &Chart<'_>, span: Span, forms: &[Form]) {
        let habit = self.habit(chart, span, forms.contains(&Form::Bare));
        let special = habit
            .or_else(|| no_amount(chart))
            .or_else(|| turned_round(chart));
        if let Some(problem) = special {
            self.refuse(problem);
            return;
        }
        // What is wrong with the declaration is told there.
        let is_declared = |broken: &String| has_all_words(&chart.words, broken);
        if self.vocabulary.broken.iter().any(is_declared) {
            return;
        }
        let said = chart.text(0, chart.tokens.len());
        let problem = Problem::error(
            "unknown-sentence",
            format!("no declared sentence reads `{said}`"),
        );
        if !self.may_search() {
            self.refuse(problem.at(span, "nothing like this is declared"));
            return;
        }
        let nearest = nearest_sentences(chart, forms, 3);
        if let Some((verb, base)) = inflected(chart, forms) {
            let place = chart.span(0, 1);
            self.refuse(
                problem
                    .at(place, format!("`{base}` is expected here"))
                    .help(format!("behind `must`, `must not`, `may` and `cannot` a verb has no ending: `{base}`, not `{verb}`")),
            );
            return;
        }
        let problem = match where_it_stops(chart, &nearest) {
            Some((place, why)) => problem.at(place, why),
            None => problem.at(span, "nothing like this is declared"),
        };
        let help = help_for(chart, &nearest, &said, forms);
        self.refuse(problem.help(help));
    }

    /// A sentence by itself that no declared sentence reads.
    pub fn unknown_main(&mut self, chart: &Chart<'_>, span: Span, forms: &[Form]) {
        if let Some(problem) = period_misspelt(chart) {
            self.refuse(problem);
            return;
        }
        match no_value(chart) {
            Some(problem)
                if self.habit(chart, span, false).is_none() && no_amount(chart).is_none() =>
            {
                self.refuse(problem);
            }
            Some(_) | None => self.unknown_sentence(chart, span, forms),
        }
    }

    /// What drafters are used to write otherwise than the language.
    fn habit(&self, chart: &Chart<'_>, span: Span, is_conduct: bool) -> Option<Problem> {
        let text = self.sources.words(span);
        // A name that a clause gives may hold such words: `the interest per month`.
        let mut seen = text.to_ascii_lowercase();
        for name in self.names_of_clauses() {
            seen = seen.replace(&name, &"_".repeat(name.len()));
        }
        let habit = if is_conduct {
            Habit::of_conduct(&seen)
        } else {
            // Most words hold none: only then it is worth knowing what of them is understood.
            Habit::of_part(&seen)
                .and_then(|_| Habit::of_part_outside(&seen, &places_understood(chart, span)))
        };
        habit.map(|habit| habit.problem(span.source, span.start, text))
    }

    /// The names that clauses give, or mean to give.
    fn names_of_clauses(&self) -> Vec<String> {
        let given = self.vocabulary.parameters.values();
        let given = given.map(|own| own.words.join(" "));
        let meant = self.vocabulary.meant.iter().map(|name| name.words.clone());
        given
            .chain(meant)
            .filter(|name| name.contains(' '))
            .collect()
    }

    /// Nothing has this name.
    pub(super) fn unknown_noun_phrase(&mut self, chart: &Chart<'_>, span: Span) {
        let habit = self.habit(chart, span, false);
        let special = habit
            .or_else(|| no_amount(chart))
            .or_else(|| reckoned(chart, span))
            .or_else(|| table_of_rates(chart, span));
        if let Some(problem) = special {
            self.refuse(problem);
            return;
        }
        let said = chart.text(0, chart.tokens.len());
        let problem = Problem::error("unknown-phrase", format!("nothing is called `{said}`"));
        if let Some(meant) = period_meant(&said) {
            let problem = problem.at(span, "this is no unit of time");
            self.refuse(problem.help(format!("did you mean `{meant}`?")));
            return;
        }
        if !self.may_search() {
            self.refuse(problem.at(span, "no field, measure or thing has this name"));
            return;
        }
        let nearest = nearest_sentences(chart, &[Form::Noun], 3);
        let problem = match where_it_stops(chart, &nearest) {
            Some((place, why)) => problem.at(place, why),
            None => problem.at(span, "no field, measure or thing has this name"),
        };
        let near = nearest_names(chart, &nearest);
        let declares = match chart.words.first().map(String::as_str) {
            Some("a" | "an") => "Thing",
            _ => "Measure",
        };
        let declare = format!("declare it with `{declares} … reads \"{said}\".`");
        let help = if near.is_empty() {
            declare
        } else {
            format!(
                "did you mean {}? otherwise {declare}",
                list_in_words(&near).replace(" and ", " or ")
            )
        };
        self.refuse(problem.help(help));
    }
}

impl Lower<'_> {
    /// No form is called so.
    pub fn unknown_form(&mut self, phrase: &ast::Phrase) {
        let said = self.words_of(phrase.span);
        let forms = self.vocabulary.forms.values();
        let known: Vec<String> = forms.map(|words| words.join(" ")).collect();
        let near = nearest(&said, known.iter().map(String::as_str));
        let quoted: Vec<String> = known.iter().map(|words| format!("`{words}`")).collect();
        let forms = format!("the forms are {}", list_in_words(&quoted));
        let help = near.map_or(forms, |near| format!("did you mean `{near}`?"));
        self.refuse(
            Problem::error("no-such-form", format!("no form is called `{said}`"))
                .at(phrase.span, "this form is not declared")
                .help(help),
        );
    }
}

/// `The payment term is 15 dayz`
fn period_misspelt(chart: &Chart<'_>) -> Option<Problem> {
    let is = chart.words.iter().position(|word| word == "is")?;
    let said = chart.text(is + 1, chart.tokens.len());
    let meant = period_meant(&said)?;
    Some(
        Problem::error("unknown-phrase", format!("`{said}` is no period"))
            .at(
                chart.span(is + 1, chart.tokens.len()),
                "this is no unit of time",
            )
            .help(format!("did you mean `{meant}`?")),
    )
}

/// The places of the runs of several words that have a meaning by themselves: `the monthly fee` in `the surcharge of the monthly fee`.
fn places_understood(chart: &Chart<'_>, span: Span) -> Vec<Range<usize>> {
    let words = chart.words.len();
    let runs = (0..words).flat_map(|from| (from + 2..=words).map(move |to| (from, to)));
    runs.filter(|(from, to)| !chart.noun_phrases(*from, *to).is_empty())
        .map(|(from, to)| {
            let place = chart.span(from, to);
            place.start.saturating_sub(span.start)..place.end.saturating_sub(span.start)
        })
        .collect()
}

/// The period that a number with a misspelt unit was meant to be: `15 dayz`.
fn period_meant(said: &str) -> Option<String> {
    const UNITS: [&str; 10] = [
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "working day",
        "working days",
    ];
    let (number, unit) = said.split_once(' ')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let unit = nearest(unit, UNITS).filter(|_| is_number)?;
    let one = unit.trim_end_matches('s');
    let ending = if number == "1" { "" } else { "s" };
    Some(format!("{number} {one}{ending}"))
}

impl Lower<'_> {
    /// Whether the nearest sentences are still searched: where hundreds of phrases fit nowhere, the first ones tell why.
    fn may_search(&self) -> bool {
        let left = self.searches.get();
        self.searches.set(left.saturating_sub(1));
        left > 0
    }
}

/// `EUR NaN`, `EUR zero`: a currency without a number.
fn no_amount(chart: &Chart<'_>) -> Option<Problem> {
    let at = chart.tokens.iter().position(|token| {
        matches!(token.kind, TokenKind::Word)
            && token.text.chars().all(|letter| letter.is_ascii_uppercase())
            && Currency::from_code(&token.text).is_some()
    })?;
    let said = chart.text(at, chart.tokens.len().min(at + 2));
    let place = chart.span(at, chart.tokens.len().min(at + 2));
    Some(
        Problem::error("amount-misread", format!("`{said}` is not an amount"))
            .at(place, "a currency is followed by a number")
            .help("write for example `EUR 2,500.00`"),
    )
}

/// `The payment term is soon`: what a clause calls so is given no value, and no state reads so.
fn no_value(chart: &Chart<'_>) -> Option<Problem> {
    let is = chart
        .words
        .iter()
        .position(|word| word == "is" || word == "are")?;
    let last = chart.tokens.len();
    let is_name = chart.words.first().is_some_and(|word| word == "the")
        && (2..=5).contains(&is)
        && is + 1 < last
        && !chart.words[1..is]
            .iter()
            .any(|word| is_known_noun(chart, word));
    if !is_name || !chart.noun_phrases(0, is).is_empty() {
        return None;
    }
    let (name, value) = (chart.text(0, is), chart.text(is + 1, last));
    let is_reckoned =
        value.starts_with("the sum of ") || chart.words[is + 1..].iter().any(|word| word == "each");
    if is_reckoned {
        return Some(undeclared_measure(chart, is, &inside_a_sentence(&name)));
    }
    if chart.words[is] == "are" {
        return None;
    }
    Some(
        Problem::error(
            "unknown-sentence",
            format!("`{}` is nothing that is declared, and `{value}` is no value", inside_a_sentence(&name)),
        )
        .at(chart.span(is + 1, last), "an amount, a percentage, a number, a period or a date is expected here")
        .help(format!(
            "`{name} is 14 days.` gives a figure a name; what else is said of something is declared: `State … reads \"{}\".`",
            inside_a_sentence(&chart.text(0, last))
        )),
    )
}

/// `The hours of the quarter are the sum of …`: what is reckoned has a name that is declared.
fn undeclared_measure(chart: &Chart<'_>, is: usize, name: &str) -> Problem {
    Problem::error(
        "unknown-sentence",
        format!("`{name}` is nothing that is declared"),
    )
    .at(chart.span(0, is), "what is reckoned is declared first")
    .help(format!(
        "declare it with `Measure … reads \"{name}\".` and `It is money.` (or `It is a number.`)"
    ))
}

fn is_known_noun(chart: &Chart<'_>, word: &str) -> bool {
    let words = [word.to_owned()];
    chart.vocabulary.nouns.find(&words).is_some()
}

/// The verb of conduct with an ending that it does not have there: `must pays`, `may suspended`.
fn inflected(chart: &Chart<'_>, forms: &[Form]) -> Option<(String, String)> {
    if !forms.contains(&Form::Bare) {
        return None;
    }
    let word = chart.words.first()?;
    let verb = chart.vocabulary.verbs.iter().find(|verb| {
        verb.base != *word && (verb.third_person == *word || verb.participle == *word)
    })?;
    Some((word.clone(), verb.base.clone()))
}

/// A word that no declared sentence and no name has, and what it was probably meant to be.
struct UnknownWord {
    /// Its place among the words.
    at: usize,
    /// Words that are spelt like it.
    near: Vec<String>,
    /// The English word of the glossary, when it is Dutch.
    english: Option<String>,
}

/// The first word that no declared sentence and no name has.
fn unknown_word(chart: &Chart<'_>) -> Option<UnknownWord> {
    let known = known_words(chart);
    let is_word = |word: &str| {
        let letters = |letter: char| letter.is_alphabetic() || letter == '\'';
        word.len() > 2 && word.chars().all(letters)
    };
    let at = chart
        .words
        .iter()
        .position(|word| is_word(word) && known.binary_search(&word.as_str()).is_err())?;
    let word = &chart.words[at];
    let most = if word.len() > 4 { 2 } else { 1 };
    let mut near: Vec<(usize, &str)> = known
        .iter()
        .map(|other| (strsim::damerau_levenshtein(word, other), *other))
        .filter(|(far, _)| *far <= most)
        .collect();
    near.sort_unstable();
    let english = chart.vocabulary.glossary.iter().find_map(|term| {
        let is_it = term.dutch.text.eq_ignore_ascii_case(word);
        is_it.then(|| term.word.text.clone())
    });
    Some(UnknownWord {
        at,
        near: near.into_iter().map(|(_, word)| word.to_owned()).collect(),
        english,
    })
}

/// What is said of an unknown word before the nearest sentences.
fn told_of(chart: &Chart<'_>, unknown: &UnknownWord) -> String {
    let word = &chart.words[unknown.at];
    if let Some(verb) = word.strip_suffix("n't") {
        return format!("write `{verb} not` in full; ");
    }
    if let Some(english) = &unknown.english {
        return format!("`{word}` is Dutch; the word for it here is `{english}`; ");
    }
    // Short words lie near to many.
    let most = match word.len() {
        0..=4 => 0,
        5..=8 => 1,
        _ => 2,
    };
    let is_alike = |other: &&String| {
        other.chars().next() == word.chars().next()
            && strsim::damerau_levenshtein(word, other) <= most
    };
    let near: Vec<String> = unknown
        .near
        .iter()
        .filter(is_alike)
        .take(2)
        .map(|other| format!("`{other}`"))
        .collect();
    if near.is_empty() {
        return format!("`{word}` stands in no declared sentence; ");
    }
    let near = list_in_words(&near).replace(" and ", " or ");
    format!("`{word}` stands in no declared sentence; did you mean {near}? ")
}

/// The words with an unknown one spelt as it was meant, where they then are understood.
fn corrected(chart: &Chart<'_>, unknown: &UnknownWord, forms: &[Form]) -> Option<String> {
    const MOST_TRIED: usize = 4;
    let english = unknown.english.iter();
    let words = english.chain(&unknown.near).take(MOST_TRIED);
    words.into_iter().find_map(|word| {
        let mut tokens: Vec<Token> = chart.tokens.to_vec();
        tokens[unknown.at].text.clone_from(word);
        // `De opdrachtgever` is `the client`.
        if let Some(article) = unknown.at.checked_sub(1).map(|at| &mut tokens[at])
            && article.is("de")
        {
            "the".clone_into(&mut article.text);
        }
        understood(chart, &tokens, forms)
    })
}

/// The words with another word for the same thing, where they then are understood: `dissolve the contract`.
fn in_other_words(chart: &Chart<'_>, forms: &[Form]) -> Option<String> {
    const SAME: [(&str, &str); 12] = [
        ("contract", "agreement"),
        ("customer", "client"),
        ("buyer", "client"),
        ("purchaser", "client"),
        ("vendor", "supplier"),
        ("seller", "supplier"),
        ("provider", "supplier"),
        ("contractor", "supplier"),
        ("bill", "invoice"),
        ("penalty", "fine"),
        ("his", "the"),
        ("its", "the"),
    ];
    (0..chart.words.len()).find_map(|at| {
        let (_, other) = SAME.iter().find(|(word, _)| *word == chart.words[at])?;
        let mut tokens: Vec<Token> = chart.tokens.to_vec();
        (*other).clone_into(&mut tokens[at].text);
        understood(chart, &tokens, forms)
    })
}

/// The words as a sentence, if they are understood in one of these forms; whether something was done `in time` is asked of any duty.
fn understood(chart: &Chart<'_>, tokens: &[Token], forms: &[Form]) -> Option<String> {
    let asked = match tokens {
        [asked @ .., before, last] if before.is("in") && last.is("time") => asked,
        all => all,
    };
    let meant = Chart::new(chart.vocabulary, asked);
    let is_understood = if forms.contains(&Form::Noun) {
        !meant.whole_noun_phrase().is_empty()
    } else if forms.contains(&Form::Bare) {
        !meant.conducts().is_empty()
    } else {
        !meant.statements().is_empty()
    };
    let whole = Chart::new(chart.vocabulary, tokens);
    is_understood.then(|| inside_a_sentence(&whole.text(0, tokens.len())))
}

/// The words of all declared sentences and names, sorted.
fn known_words<'v>(chart: &Chart<'v>) -> Vec<&'v str> {
    let vocabulary = chart.vocabulary;
    let mut known: Vec<&str> = vec![
        "the", "a", "an", "of", "in", "breach", "violates", "ground", "given", "counts", "may",
        "not", "has", "is", "does", "to", "by", "with",
    ];
    for pattern in vocabulary.patterns.all() {
        for element in &pattern.elements {
            match element {
                Element::Word(word) => known.push(word),
                Element::OneOf(words) => known.extend(words.iter().map(String::as_str)),
                Element::Slot(_) => {}
            }
        }
    }
    let nouns = vocabulary.nouns.iter().flat_map(|(_, noun)| &noun.words);
    let labels = vocabulary.labels.iter().flat_map(|label| &label.words);
    let parameters = vocabulary.parameters.values().flat_map(|own| &own.words);
    known.extend(nouns.chain(labels).chain(parameters).map(String::as_str));
    known.sort_unstable();
    known.dedup();
    known
}

/// The most words that are named as what is expected; where more could follow, only those that are spelt like what stands there help.
const MOST_EXPECTED: usize = 4;

fn is_spelt_like(word: &str, other: &str) -> bool {
    strsim::damerau_levenshtein(word, other) <= (word.len().saturating_sub(1) / 2).min(2)
}

/// The place where the words stop to fit, and what is expected there.
fn where_it_stops(chart: &Chart<'_>, nearest: &Nearest) -> Option<(Span, String)> {
    if nearest.fits == 0 || nearest.expected.is_empty() {
        return None;
    }
    let expected = &nearest.expected;
    let next = chart.words.get(nearest.fits);
    let unlike = next.filter(|word| !expected.iter().any(|other| is_spelt_like(word, other)));
    // That an article fits helps nobody, unless the word behind it is a slip.
    let article = nearest.fits == 1 && matches!(chart.words[0].as_str(), "a" | "an" | "the");
    if article && unlike.is_some() {
        return None;
    }
    let fitting = chart.text(0, nearest.fits);
    if let Some(word) = unlike
        && expected.len() > MOST_EXPECTED
    {
        let place = chart.span(nearest.fits, chart.tokens.len());
        return Some((
            place,
            format!("`{fitting}` fits; no declared sentence goes on with `{word}`"),
        ));
    }
    let expected: Vec<String> = nearest
        .expected
        .iter()
        .take(MOST_EXPECTED)
        .map(|word| format!("`{word}`"))
        .collect();
    let expected = list_in_words(&expected).replace(" and ", " or ");
    if nearest.fits >= chart.tokens.len() {
        let end = chart.span(chart.tokens.len() - 1, chart.tokens.len());
        return Some((
            end,
            format!("`{fitting}` fits so far; {expected} is missing behind it"),
        ));
    }
    let place = chart.span(nearest.fits, chart.tokens.len());
    Some((
        place,
        format!("`{fitting}` fits; then {expected} is expected"),
    ))
}

fn help_for(chart: &Chart<'_>, nearest: &Nearest, said: &str, forms: &[Form]) -> String {
    let declare = if forms.contains(&Form::Bare) {
        format!(
            "declare it with `Act … reads \"a party {}\".`",
            in_third_person(chart, said)
        )
    } else {
        format!(
            "declare it with `State … reads \"{}\".`, or as an `Act`, a `Conclusion` or a `Concept`",
            inside_a_sentence(said)
        )
    };
    let unknown = unknown_word(chart);
    let meant = unknown
        .as_ref()
        .and_then(|word| corrected(chart, word, forms));
    let meant = meant.or_else(|| in_other_words(chart, forms));
    if let Some(meant) = meant {
        return format!("did you mean `{meant}`?");
    }
    if let (true, Some(meant)) = (nearest.is_slip, nearest.sentences.first()) {
        return format!("did you mean `{meant}`?");
    }
    if let Some(help) = in_time(chart, nearest) {
        return help;
    }
    if is_a_value(chart) && forms.contains(&Form::Plain) {
        return format!(
            "a condition says something of somebody or something; several values of one thing are said with `one of`: `the form of the notice is one of letter or {said}`"
        );
    }
    let unknown = unknown.map_or_else(String::new, |word| told_of(chart, &word));
    if nearest.sentences.is_empty() {
        return format!("{unknown}{declare}");
    }
    let near: Vec<String> = nearest
        .sentences
        .iter()
        .map(|words| format!("`{words}`"))
        .collect();
    format!(
        "{unknown}the nearest {} {}; or {declare}",
        if near.len() == 1 {
            "sentence is"
        } else {
            "sentences are"
        },
        list_in_words(&near)
    )
}

/// `bailiff` in `the form of the notice is letter or bailiff`
fn is_a_value(chart: &Chart<'_>) -> bool {
    chart.vocabulary.form_named(&chart.words).is_some()
}

/// `the supplier has not delivered the work in time`: a duty that is no duty of its verb is asked by its clause.
fn in_time(chart: &Chart<'_>, nearest: &Nearest) -> Option<String> {
    let [.., before, last] = chart.words.as_slice() else {
        return None;
    };
    let reached = chart.words.get(nearest.fits.wrapping_sub(1));
    let is_of_a_verb = reached.is_some_and(|word| matches!(word.as_str(), "has" | "have" | "not"));
    let is_asked = is_of_a_verb && before == "in" && last == "time";
    is_asked.then(|| {
        "whether a duty was performed in time is asked of the clause that gives it, `the supplier is in breach of 6.a`, or of duties as such, `the supplier has not performed an obligation in time`; a verb stands so only where a duty of these terms is called by it: `the client has not paid an invoice in time`".to_owned()
    })
}

/// `The shop is open` as a declaration says it: `the shop is open`.
fn inside_a_sentence(said: &str) -> String {
    match said.split_once(' ') {
        Some((first @ ("The" | "A" | "An" | "Each" | "No"), rest)) => {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => said.to_owned(),
    }
}

/// `pay the bill` as a declaration says it: `pays the bill`.
fn in_third_person(chart: &Chart<'_>, said: &str) -> String {
    let (verb, rest) = said.split_once(' ').unwrap_or((said, ""));
    let declared = chart.vocabulary.verbs.iter().find(|own| own.base == verb);
    let third = declared.map_or_else(|| format!("{verb}s"), |own| own.third_person.clone());
    format!("{third} {rest}").trim_end().to_owned()
}

/// Names of measures, fields, parameters and things near to a phrase.
fn nearest_names(chart: &Chart<'_>, nearest: &Nearest) -> Vec<String> {
    let said = chart.words.join(" ");
    let vocabulary = chart.vocabulary;
    let fields = vocabulary
        .labels
        .iter()
        .map(|label| format!("the {}", label.words.join(" ")));
    let parameters = vocabulary
        .parameters
        .values()
        .map(|own| format!("the {}", own.words.join(" ")));
    let nouns = vocabulary
        .nouns
        .iter()
        .map(|(_, noun)| format!("the {}", noun.words.join(" ")));
    let mut ranked: Vec<(usize, String)> = fields
        .chain(parameters)
        .chain(nouns)
        .chain(nearest.sentences.iter().cloned())
        .map(|name| (strsim::damerau_levenshtein(&name, &said), name))
        .filter(|(far, _)| *far <= 1 + said.len() / 3)
        .collect();
    ranked.sort();
    ranked.dedup();
    ranked
        .into_iter()
        .take(3)
        .map(|(_, name)| format!("`{name}`"))
        .collect()
}
