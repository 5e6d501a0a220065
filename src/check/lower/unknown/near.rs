//! What comes near to words that no declared sentence has: how far they fit, the nearest sentences, and the line that would declare them.

use crate::check::lower::noun::list_in_words;
use crate::check::lower::unknown::word::{corrected, in_other_words, told_of, unknown_word};
use crate::check::pattern::Form;
use crate::check::phrase::{Chart, Nearest};
use crate::source::Span;

/// The most words that are named as what is expected; where more could follow, only those that are spelt like what stands there help.
const MOST_EXPECTED: usize = 4;

fn is_spelt_like(word: &str, other: &str) -> bool {
    strsim::damerau_levenshtein(word, other) <= (word.len().saturating_sub(1) / 2).min(2)
}

/// The place where the words stop to fit, and what is expected there.
pub(super) fn where_it_stops(chart: &Chart<'_>, nearest: &Nearest) -> Option<(Span, String)> {
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

pub(super) fn help_for(chart: &Chart<'_>, nearest: &Nearest, said: &str, forms: &[Form]) -> String {
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
pub(super) fn inside_a_sentence(said: &str) -> String {
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
pub(super) fn nearest_names(chart: &Chart<'_>, nearest: &Nearest) -> Vec<String> {
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
