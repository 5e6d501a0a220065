//! The report as one HTML page without scripts: the sections of the text report as tables that print well.

mod happened;
mod money;
mod standing;

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::Report;
use super::words::{checked_line, presumption};
use crate::engine::outcome::{Because, Checked, Presumption};

const STYLE: &str = "body{font:16px/1.45 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}\
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.05rem;margin-top:2rem;border-bottom:1px solid #999;break-after:avoid}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0}tr{break-inside:avoid}\
td.amount,th.amount{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\
.day{white-space:nowrap}.few{color:#444}code{font-size:.85rem;overflow-wrap:anywhere}.clause{color:#555;white-space:nowrap;text-align:right}\
.why{color:#444;font-size:.92rem}tr.total td{border-top:1px solid #999;font-weight:bold}tr.total details{font-weight:normal}\
tr:has(+tr.made){break-after:avoid}tr.made td{padding:0 0 .5rem 1.2rem}tr.made span.why{display:block}tr.made br{display:none}ul{margin:.2rem 0;padding-left:1.2rem}\
@media(max-width:44rem){table.claims tr,table.claims td{display:block;text-align:left}table.claims tr.head,table.claims td:empty{display:none}\
table.claims td[data-is]{padding-left:1.2rem}table.claims td[data-is]::before{content:attr(data-is) ' '}}\
@media print{details::details-content{content-visibility:visible;block-size:auto}summary{list-style:none}}";

/// The report as a page of its own.
pub fn html(report: &Report) -> String {
    let names: Vec<&str> = report
        .parties
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    let outcome = &report.outcome;
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (names.join(" and ")) ", as of " (outcome.as_of) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (names.join(" and ")) }
                p {
                    (report.title) ", version " (outcome.terms.version) ". As of " (outcome.as_of)
                    @if outcome.as_of_assumed { " (the day of the last event)" }
                    "."
                }
                (money::balances(report))
                (money::claims(report))
                (money::allocations(report))
                (standing::statuses(report))
                (standing::powers(report))
                (standing::duties(report))
                (standing::upcoming(report))
                (standing::questions(report))
                (happened::violations(report))
                (happened::acts(report))
                (happened::chronicle(report))
                (happened::notes(report))
                (happened::readings(report))
                p.why {
                    "Terms version " (outcome.terms.version) ": " (outcome.terms.why) ". clausec " (report.receipt.clausec)
                    ", terms " (report.receipt.terms) ", timeline " (report.receipt.timeline)
                }
            }
        }
    };
    page.into_string()
}

/// What an entry rests on that is presumed.
fn presumed(presumptions: &[Presumption]) -> Markup {
    markup! {
        @for one in presumptions { br; span.why { (presumption(one)) } }
    }
}

/// How a conclusion was reached, folded away until it is asked for.
fn because<'b>(derivations: impl IntoIterator<Item = &'b Because>) -> Markup {
    markup! {
        @for one in derivations {
            details.why {
                summary { "because" @if !one.clause.is_empty() { " of " (one.clause) } }
                @if one.clause.is_empty() { p { (one.words) } }
                @else if !one.words.is_empty() { p { "\u{201c}" (one.words) "\u{201d}" } }
                ul {
                    @for fact in &one.facts { li { (fact) } }
                    @if let Some(day) = one.as_of { li { "as of " (day) ":" } }
                    @for condition in &one.conditions { (checked(condition)) }
                    @for reading in &one.readings { li { "reading " (reading) } }
                }
            }
        }
    }
}

fn checked(condition: &Checked) -> Markup {
    markup! {
        li {
            (checked_line(condition))
            @if !condition.parts.is_empty() {
                ul { @for part in &condition.parts { (checked(part)) } }
            }
        }
    }
}
