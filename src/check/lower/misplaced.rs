//! Words that mean something, but not in this place: a calculation or `what is open` on the left of a comparison, a table as an amount.

use crate::check::phrase::{Chart, TokenKind};
use crate::source::{Problem, Span};

/// `what is open of the claim is more than EUR 0.00`: the left side of a comparison holds no `is`; turned round it can be said.
pub(super) fn turned_round(chart: &Chart<'_>) -> Option<Problem> {
    const TURNED: [(&str, &str); 8] = [
        ("more than", "less than"),
        ("less than", "more than"),
        ("at least", "at most"),
        ("at most", "at least"),
        ("later than", "earlier than"),
        ("earlier than", "later than"),
        ("before", "after"),
        ("after", "before"),
    ];
    let words = chart.words.len();
    (1..words).find_map(|at| {
        if !matches!(chart.words[at].as_str(), "is" | "are") {
            return None;
        }
        let not = chart.words.get(at + 1).is_some_and(|word| word == "not");
        let behind = at + 1 + usize::from(not);
        let follows = |said: &str| {
            let mut pairs = said.split(' ').zip(chart.words.iter().skip(behind));
            pairs.all(|(one, word)| one == word)
        };
        let (said, turned) = TURNED.iter().find(|(said, _)| follows(said))?;
        let right = behind + said.split(' ').count();
        if right >= words || chart.noun_phrases(0, at).is_empty() {
            return None;
        }
        let not = if not { "not " } else { "" };
        let (left, right) = (chart.text(0, at), chart.text(right, words));
        Some(
            Problem::error(
                "written-otherwise",
                format!("`{left}` cannot stand on the left of a comparison"),
            )
            .at(
                chart.span(0, at),
                "it has a verb of its own; on the right it can stand",
            )
            .help(format!("turn it round: `{right} is {not}{turned} {left}`")),
        )
    })
}

/// `100 times the new figure`: a calculation where a name is needed, as on the left of a comparison.
pub(super) fn reckoned(chart: &Chart<'_>, span: Span) -> Option<Problem> {
    let words: Vec<&str> = chart.words.iter().map(String::as_str).collect();
    let is_reckoned = words.windows(2).any(|pair| match pair {
        ["divided", "by"] | ["for", "each"] => true,
        [first, "of"] => first.ends_with('%'),
        [_, "times"] => true,
        _ => false,
    });
    if !is_reckoned {
        return None;
    }
    let said = chart.text(0, chart.tokens.len());
    Some(
        Problem::error(
            "unknown-phrase",
            format!("`{said}` is reckoned, and a name is needed here"),
        )
        .at(span, "what is reckoned stands on the right of `is more than`, `is less than`, `is at least`, `is at most`")
        .help(format!(
            "turn the comparison round when its other side is a name; or give what is reckoned a name: `Measure … reads \"…\".`, below it its type (`It is a number.`) and `It is {said}.`"
        )),
    )
}

/// `the rate of the table of CPI`, `the CPI of the table "CPI"`: a table tells the rate of interest on a claim, and nothing else.
pub(super) fn table_of_rates(chart: &Chart<'_>, span: Span) -> Option<Problem> {
    let at = chart
        .words
        .windows(2)
        .position(|pair| pair[0] == "the" && pair[1] == "table")?;
    let named = chart.tokens.get(at + 2..).unwrap_or_default();
    let named = named.iter().find(|token| !token.is("of"))?;
    let said = chart.text(0, chart.tokens.len());
    let problem = Problem::error("unknown-phrase", format!("nothing is called `{said}`"));
    if named.kind == TokenKind::Word {
        return Some(problem.at(named.span, "a table is named by its provision, or in quotes").help(format!(
            "write `the table \"{}\"`; a table is read as the rate of interest on a claim: `the rate of the table \"…\" a year on the claim of the invoice`",
            named.text
        )));
    }
    Some(
        problem
            .at(span, "a table is no amount and no number")
            .help(TABLES),
    )
}

/// What a table can do, and what stands in for it where it cannot.
pub const TABLES: &str = "a table with rows such as `From 2024-01-01 it is 12.50%.` tells the rate of interest on a claim: `the rate of the table \"…\" a year on the claim of the invoice`; one with rows such as `For 2024-10 it is 130.30.` tells an index, or another figure, for each month, quarter or year: `the figure of the table \"…\" for the month of that day`";
