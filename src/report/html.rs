//! The report as one HTML page without scripts: the text report's sections as tables that print well.

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use super::Report;
use crate::value::Money;

const STYLE: &str = "body{font:16px/1.45 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c1c1c}\
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.05rem;margin-top:2rem;border-bottom:1px solid #999}\
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0}\
td.amount,th.amount{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\
.clause{color:#555;white-space:nowrap}.why{color:#444;font-size:.92rem}tr.total td{border-top:1px solid #999;font-weight:bold}";

/// The report as a page of its own.
pub fn html(report: &Report) -> String {
    let names: Vec<&str> = report
        .parties
        .iter()
        .map(|(_, name)| name.as_str())
        .collect();
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (names.join(" and ")) ", as of " (report.outcome.as_of) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (names.join(" and ")) }
                p { (report.title) ", version " (report.outcome.terms.version) ". As of " (report.outcome.as_of) "." }
                (balances(report))
                (claims(report))
                (statuses(report))
                (powers(report))
                (duties(report))
                (acts(report))
                (upcoming(report))
                (questions(report))
                (chronicle(report))
                (notes(report))
                p.why { "clausec " (report.receipt.clausec) ", terms " (report.receipt.terms) ", timeline " (report.receipt.timeline) }
            }
        }
    };
    page.into_string()
}

fn balances(report: &Report) -> Markup {
    markup! {
        h2 { "What is owed" }
        @for balance in &report.outcome.balance {
            table {
                @for (head, amount) in balance.heads.iter().filter(|(_, amount)| !amount.is_zero()) {
                    tr { td { (head.in_words()) } td.amount { (amount.to_clause_style()) } }
                }
                tr.total {
                    td { (report.party(&balance.debtor)) " owes " (report.party(&balance.creditor)) }
                    td.amount { (balance.total.to_clause_style()) }
                }
            }
        }
        @if report.outcome.balance.is_empty() { p { "Nothing is owed." } }
    }
}

fn claims(report: &Report) -> Markup {
    let show = |amount: Option<Money>| amount.map(Money::to_clause_style).unwrap_or_default();
    markup! {
        h2 { "Claims" }
        table {
            tr { th { "Claim" } th { "Article" } th.amount { "Arisen" } th.amount { "Settled" } th.amount { "Open" } th { "Last timely day" } }
            @for claim in &report.outcome.claims {
                tr {
                    td {
                        (claim.reference) " "
                        @if let Some(name) = &claim.name { (name.in_words()) " " }
                        (claim.head.in_words())
                        @if !claim.why.is_empty() { br; span.why { (claim.why) } }
                    }
                    td.clause { (claim.clause) }
                    td.amount { (show(claim.amount)) }
                    td.amount { (show(claim.settled)) }
                    td.amount { (show(claim.open)) }
                    td { @if let Some(due) = claim.due { (due) } }
                }
            }
        }
    }
}

fn statuses(report: &Report) -> Markup {
    markup! {
        h2 { "What held, and from when" }
        table {
            @for status in &report.outcome.statuses {
                tr {
                    td { (status.status.in_words()) @if let Some(reference) = &status.reference { " (" (reference) ")" } }
                    td { @if let Some(subject) = &status.subject { (subject) } }
                    td { "from " (status.from) @if let Some(until) = status.until { " until " (until) } }
                    td.clause { @if let Some(clause) = &status.clause { (clause) } }
                }
            }
        }
    }
}

fn powers(report: &Report) -> Markup {
    markup! {
        h2 { "What each party may do" }
        table {
            @for power in &report.outcome.powers {
                tr {
                    td { (report.party(&power.holder)) " may " (power.act.in_words()) br; span.why { (power.why) } }
                    td {
                        @for interval in &power.intervals {
                            (interval.from) " to " @if let Some(until) = interval.until { (until) } @else { "now" } br;
                        }
                    }
                    td.clause { (power.clause) }
                }
            }
        }
    }
}

fn duties(report: &Report) -> Markup {
    markup! {
        h2 { "Duties" }
        table {
            @for duty in &report.outcome.obligations {
                tr {
                    td {
                        (report.party(&duty.bearer)) " must " (duty.act.in_words())
                        @if let Some(reference) = &duty.reference { " (" (reference) ")" }
                        br; span.why { (duty.why) }
                    }
                    td { @if let Some(due) = duty.due { "last timely day " (due) } }
                    td { (format!("{:?}", duty.state)) }
                    td.clause { (duty.clause) }
                }
            }
        }
    }
}

fn acts(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.acts.is_empty() {
            h2 { "What acts came to" }
            table {
                @for act in &report.outcome.acts {
                    tr { td { (act.date) } td { (act.ty.in_words()) " " (act.reference) } td { (act.reason) } }
                }
            }
        }
    }
}

fn upcoming(report: &Report) -> Markup {
    markup! {
        h2 { "What happens next if nobody acts" }
        table {
            @for next in &report.outcome.upcoming {
                tr { td { (next.date) } td { (next.what) } td.clause { (next.clause) } }
            }
        }
    }
}

fn questions(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.questions.is_empty() {
            h2 { "What a person must judge" }
            table {
                @for question in &report.outcome.questions {
                    tr {
                        td { "Whether " (question.words) @if let Some(subject) = &question.subject { " (" (subject) ")" } }
                        td { @for affected in &question.affects { (affected) br; } }
                        td.clause { (question.clause) }
                    }
                }
            }
        }
    }
}

fn chronicle(report: &Report) -> Markup {
    markup! {
        h2 { "Chronicle" }
        table {
            @for entry in &report.outcome.chronicle {
                tr {
                    td { (entry.date) }
                    td {
                        (entry.event.as_deref().unwrap_or("(time passes)"))
                        @for (clause, words) in &entry.consequences { br; span.why { (clause) ": " (words) } }
                    }
                }
            }
        }
    }
}

fn notes(report: &Report) -> Markup {
    markup! {
        @if !report.outcome.notes.is_empty() {
            h2 { "Notes (they decide nothing)" }
            table {
                @for note in &report.outcome.notes {
                    tr { td { (note.kind.in_words()) } td { (note.text) } td.clause { @if let Some(clause) = &note.clause { (clause) } } }
                }
            }
        }
    }
}
