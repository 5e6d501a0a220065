//! What was meant to be a value and is none: a misspelt unit, a currency without a number, a figure that nothing gives.

use crate::check::lower::unknown::near::inside_a_sentence;
use crate::check::phrase::{Chart, TokenKind};
use crate::source::{Problem, nearest};
use crate::value::{Currency, Unit};

/// `The payment term is 15 dayz`
pub(super) fn period_misspelt(chart: &Chart<'_>) -> Option<Problem> {
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

/// The period that a number with a misspelt unit was meant to be: `15 dayz`.
pub(super) fn period_meant(said: &str) -> Option<String> {
    let (number, unit) = said.split_once(' ')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let one =
        nearest(unit.trim_end_matches('s'), Unit::ALL.map(Unit::word)).filter(|_| is_number)?;
    let ending = if number == "1" { "" } else { "s" };
    Some(format!("{number} {one}{ending}"))
}

/// `EUR NaN`, `EUR zero`: a currency without a number.
pub(super) fn no_amount(chart: &Chart<'_>) -> Option<Problem> {
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
pub(super) fn no_value(chart: &Chart<'_>) -> Option<Problem> {
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
