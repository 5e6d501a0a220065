//! The subjects of a comparison, read off the two outcomes.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::rows::Rows;
use super::{Entry, Row, Run, Subject};
use crate::engine::outcome::{
    Balance, CAP_REACHED, Claim, ClaimState, Power, PowerState, Reckoned, VERSION_IN_FORCE, Verdict,
};
use crate::report::Report;
use crate::report::words::{
    beginning, cited, claim_state, duty_state, grounds, holds_now, is_open, power_time,
    stands_open, status_time, verdict, violated,
};
use crate::value::{ClauseId, Money, Name};

/// All subjects, in a fixed order.
pub(super) fn all(runs: [Run<'_>; 2]) -> Vec<Subject> {
    let reports = runs.map(|run| run.now);
    let subject = |kind, title: &str, rows| Subject {
        kind,
        title: title.to_owned(),
        matter: None,
        rows,
    };
    let mut all = vec![
        subject("balance", "What is owed", balances(reports)),
        subject(
            "cost_so_far",
            "What interest, costs and fines have come to so far, paid or not",
            cost_so_far(reports),
        ),
        subject(
            "another_month",
            "What another month adds if nobody acts",
            another_month(runs),
        ),
        subject(
            "claims",
            "What it is made of",
            claims(reports, |claim| !is_for_damage(claim)),
        ),
        subject(
            "damages",
            "What damage is paid",
            claims(reports, is_for_damage),
        ),
        subject(
            "statuses",
            "Who is in default, and what else holds",
            statuses(reports),
        ),
    ];
    all.extend(powers_by_matter(reports));
    all.extend([
        subject("obligations", "Which duties stand open", duties(reports)),
        subject("prohibitions", "What was violated", violations(reports)),
        subject("acts", "What acts came to", acts(reports)),
        subject(
            "upcoming",
            "What happens next if nobody acts",
            upcoming(reports),
        ),
        subject(
            "questions",
            "Which questions a person must answer",
            questions(reports),
        ),
    ]);
    all
}

/// Powers, apart for each matter that the vocabulary names (`stopping the service`), then all others.
fn powers_by_matter(reports: [&Report; 2]) -> Vec<Subject> {
    let told = reports.iter().flat_map(|report| &report.outcome.powers);
    let matters: BTreeSet<&String> = told.filter_map(|power| power.matter.as_ref()).collect();
    let mut all: Vec<Subject> = matters
        .iter()
        .map(|matter| Subject {
            kind: "powers",
            title: format!("{}: who may, and when", beginning(matter)),
            matter: Some((*matter).clone()),
            rows: powers(reports, Some(matter)),
        })
        .collect();
    let title = if all.is_empty() {
        "Who may do what"
    } else {
        "What else a party may do"
    };
    all.push(Subject {
        kind: "powers",
        title: title.to_owned(),
        matter: None,
        rows: powers(reports, None),
    });
    all
}

fn entry(words: String, clauses: Vec<String>) -> Entry {
    Entry {
        words,
        amount: None,
        clauses,
    }
}

fn money(amount: Money) -> Entry {
    Entry {
        words: amount.to_clause_style(),
        amount: Some(amount),
        clauses: Vec::new(),
    }
}

fn sides(reports: [&Report; 2]) -> impl Iterator<Item = (usize, &Report)> {
    reports.into_iter().enumerate()
}

/// `The client owes the supplier`
fn who_owes_whom(report: &Report, balance: &Balance) -> String {
    let debtor = report.beginning_with(&balance.debtor);
    format!("{debtor} owes {}", report.party(&balance.creditor))
}

/// What the sum of all heads is called.
const IN_ALL: &str = "in all";

fn head_rows(balance: &Balance) -> impl Iterator<Item = (&str, Money)> {
    let heads = balance.heads.iter();
    let heads = heads.map(|(head, amount)| (head.as_str(), *amount));
    std::iter::once((IN_ALL, balance.total)).chain(heads)
}

fn head_in_words(balance: &Balance, head: &str) -> String {
    if head == IN_ALL {
        IN_ALL.to_owned()
    } else {
        balance.head_in_words(&Name::new(head))
    }
}

fn balance_key(balance: &Balance, head: &str) -> String {
    format!(
        "{} {} {} {head}",
        balance.debtor, balance.creditor, balance.currency
    )
}

fn balances(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut known: IndexMap<String, Money> = IndexMap::new();
    for (side, report) in sides(reports) {
        for balance in &report.outcome.balance {
            let who = who_owes_whom(report, balance);
            let owed = head_rows(balance).filter(|(_, amount)| !amount.is_zero());
            for (head, amount) in owed {
                let key = balance_key(balance, head);
                known.insert(key.clone(), Money::zero(amount.currency()));
                let what = format!("{who}, {}", head_in_words(balance, head));
                rows.add(side, key, &what, money(amount));
            }
        }
    }
    for (key, nothing) in known {
        for side in 0..2 {
            rows.complete(side, &key, || money(nothing));
        }
    }
    let mut rows = rows.finish();
    // The heads of one debtor stand together.
    let who = |row: &Row| row.what.rsplit_once(',').map(|(who, _)| who.to_owned());
    let order: Vec<_> = rows.iter().map(who).collect();
    rows.sort_by_key(|row| order.iter().position(|known| *known == who(row)));
    rows
}

/// The heads that add to what somebody owed: interest, costs and fines.
const ADDED: [&str; 3] = ["interest", "costs", "fine"];

/// What was added to the debts of each party until now, in all and by head, whether it was paid or not.
fn cost_so_far(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut known: IndexMap<String, Money> = IndexMap::new();
    let of_each = reports.map(added_by_head);
    for (side, (report, by_head)) in reports.into_iter().zip(&of_each).enumerate() {
        for ((debtor, creditor, head), (sum, clauses)) in by_head {
            let key = format!("{debtor} {creditor} {head}");
            let of = report.beginning_with(debtor);
            let what = format!("{of} to {}, {head}", report.party(creditor));
            known.insert(key.clone(), Money::zero(sum.currency()));
            let entry = Entry {
                clauses: clauses.iter().map(|(_, words)| words.clone()).collect(),
                ..money(*sum)
            };
            rows.add(side, key, &what, entry);
        }
    }
    for (key, nothing) in known {
        for side in 0..2 {
            rows.complete(side, &key, || money(nothing));
        }
    }
    rows.finish()
}

/// Who owes whom, and under which head.
type Added<'r> = (&'r Name, &'r Name, &'static str);
/// A sum, and the provisions that it comes from.
type Sum<'r> = (Money, BTreeSet<(&'r ClauseId, String)>);

fn added_by_head(report: &Report) -> IndexMap<Added<'_>, Sum<'_>> {
    let mut sums: IndexMap<Added<'_>, Sum<'_>> = IndexMap::new();
    let claims = report.outcome.claims.iter();
    for claim in claims.filter(|claim| claim.state != ClaimState::Conditional) {
        let head = ADDED.into_iter().find(|head| *head == claim.head.as_str());
        let (Some(head), Some(amount)) = (head, claim.amount) else {
            continue;
        };
        for head in [IN_ALL, head] {
            let nothing = (Money::zero(amount.currency()), BTreeSet::new());
            let key = (&claim.debtor, &claim.creditor, head);
            let (sum, clauses) = sums.entry(key).or_insert(nothing);
            if let Ok(more) = sum.checked_add(amount)
                && amount.is_positive()
            {
                *sum = more;
                clauses.insert((&claim.clause, cited(&claim.clause, claim.version.as_ref())));
            }
        }
    }
    sums.retain(|_, (sum, _)| sum.is_positive());
    let heads = |head: &str| ADDED.iter().position(|one| *one == head);
    sums.sort_by(|one, _, other, _| {
        (one.0, one.1, heads(one.2)).cmp(&(other.0, other.1, heads(other.2)))
    });
    sums
}

fn is_for_damage(claim: &Claim) -> bool {
    claim.head.as_str() == DAMAGES
}

/// The head of what is owed for damage.
const DAMAGES: &str = "damages";

/// Claims by debtor, head and name: each set of terms may name them after another thing.
fn claims(reports: [&Report; 2], is_meant: impl Fn(&Claim) -> bool) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for claim in report.outcome.claims.iter().filter(|claim| is_meant(claim)) {
            let head = &claim.called;
            let key = format!("{} {} {head}", claim.debtor, claim.creditor);
            let debtor = report.party(&claim.debtor);
            let what = beginning(&format!("{head}, owed by {debtor}"));
            rows.add(side, key, &what, of_claim(claim));
        }
    }
    rows.finish()
}

fn of_claim(claim: &Claim) -> Entry {
    let state = claim_state(claim);
    let amount = claim.amount.map(Money::to_clause_style);
    let mut words = match (&amount, claim.open.filter(|_| is_open(claim))) {
        (Some(amount), Some(open)) if claim.amount != Some(open) => {
            format!(
                "{amount} {}, {} of it open",
                claim.thing,
                open.to_clause_style()
            )
        }
        (Some(amount), Some(_)) => format!("{amount} {}, {state}", claim.thing),
        (Some(amount), None) => format!("{amount} {}, {state}", claim.thing),
        (None, _) => format!("{}: {state}", claim.thing),
    };
    for step in steps_that_tell(claim) {
        words.push_str("; ");
        words.push_str(&step);
    }
    Entry {
        words,
        amount: claim.amount,
        clauses: vec![cited(&claim.clause, claim.version.as_ref())],
    }
}

/// The arithmetic in few words: of money that grows the latest step, for it says at which rate.
fn steps_that_tell(claim: &Claim) -> Vec<String> {
    let grows = claim.thing.starts_with("on ");
    let all = claim.steps.iter().map(Reckoned::in_words);
    if !grows || claim.steps.len() < 2 {
        return all.collect();
    }
    let latest = all.rev().find(|words| words.contains('%'));
    latest
        .map(|words| format!("lastly {words}"))
        .into_iter()
        .collect()
}

/// By how much each balance is higher a month later.
fn another_month(runs: [Run<'_>; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut keys: Vec<String> = Vec::new();
    for (side, run) in runs.iter().enumerate() {
        let Some(later) = run.later.filter(|later| is_confirmed(later)) else {
            continue;
        };
        for balance in &later.outcome.balance {
            let before = run.now.outcome.balance.iter().find(|one| {
                (&one.debtor, &one.creditor, &one.currency)
                    == (&balance.debtor, &balance.creditor, &balance.currency)
            });
            let who = who_owes_whom(later, balance);
            for (head, amount) in head_rows(balance) {
                let was = before.and_then(|one| {
                    head_rows(one)
                        .find(|(name, _)| *name == head)
                        .map(|(_, was)| was)
                });
                let more = was.map_or(Ok(amount), |was| amount.checked_sub(was));
                if let Ok(more) = more
                    && !more.is_zero()
                {
                    let key = balance_key(balance, head);
                    let what = format!("{who}, {}", head_in_words(balance, head));
                    keys.push(key.clone());
                    rows.add(
                        side,
                        key,
                        &what,
                        added(more, behind(run, later, balance, head)),
                    );
                }
            }
        }
    }
    for (side, run) in runs.iter().enumerate() {
        let told = run.later.is_some_and(is_confirmed);
        for key in &keys {
            rows.complete(side, key, || {
                let words = if told {
                    "nothing"
                } else {
                    "cannot be told: a table of rates is not confirmed so far"
                };
                entry(words.to_owned(), Vec::new())
            });
        }
    }
    rows.finish()
}

/// Whether every amount of an outcome is known.
fn is_confirmed(report: &Report) -> bool {
    let claims = &report.outcome.claims;
    let unknown = |claim: &Claim| claim.amount.is_none() && claim.state != ClaimState::Conditional;
    !claims.iter().any(unknown)
}

/// The provisions under which a balance changes within the month.
fn behind(run: &Run<'_>, later: &Report, balance: &Balance, head: &str) -> Vec<String> {
    let of_balance = |claim: &&Claim| {
        (&claim.debtor, &claim.creditor) == (&balance.debtor, &balance.creditor)
            && (head == IN_ALL || claim.head.as_str() == head)
    };
    let is_same = |one: &Claim, other: &Claim| {
        (&one.reference, &one.head, &one.name, &one.clause)
            == (&other.reference, &other.head, &other.name, &other.clause)
    };
    let mut clauses = BTreeMap::new();
    for claim in later.outcome.claims.iter().filter(of_balance) {
        let mut before = run.now.outcome.claims.iter();
        let was = before.find(|one| is_same(one, claim));
        if was.and_then(|one| one.open) != claim.open {
            let words = cited(&claim.clause, claim.version.as_ref());
            clauses.insert((&claim.clause, words.clone()), words);
        }
    }
    clauses.into_values().collect()
}

fn added(more: Money, clauses: Vec<String>) -> Entry {
    let words = if more.is_negative() {
        format!("{} less", more.negated().to_clause_style())
    } else {
        format!("{} more", more.to_clause_style())
    };
    Entry {
        words,
        amount: Some(more),
        clauses,
    }
}

fn statuses(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut named: IndexMap<String, &Name> = IndexMap::new();
    for (side, report) in sides(reports) {
        for status in holds_now(&report.outcome) {
            if status.status == *VERSION_IN_FORCE {
                continue;
            }
            let name = |name: Option<&Name>| name.map_or("", |name| name.as_str()).to_owned();
            let subject = status.subject.clone().unwrap_or_default();
            let key = format!(
                "{} {subject} {}",
                status.status,
                name(status.reference.as_ref())
            );
            let clauses = status.clause.iter().map(ToString::to_string).collect();
            let words = status_time(status);
            named.insert(key.clone(), &status.status);
            rows.add(side, key, &beginning(&status.told), entry(words, clauses));
        }
    }
    for (key, name) in named {
        for (side, report) in sides(reports) {
            // What has a ceiling is told by the arithmetic of the claim.
            let is_known = report.outcome.speaks_of.statuses.contains(name)
                || name.as_str().ends_with(CAP_REACHED);
            if !is_known {
                rows.complete(side, &key, || not_in_these("status"));
            }
        }
    }
    let mut rows = rows.finish();
    rows.extend(versions(reports));
    rows
}

/// What a set of terms does not know at all: that is no fact of the case.
fn not_in_these(what: &str) -> Entry {
    entry(format!("no such {what} in these terms"), Vec::new())
}

/// Which version governs: for some terms the relation as a whole, for others each agreement.
fn versions(reports: [&Report; 2]) -> Option<Row> {
    let of_side = |report: &Report| -> Vec<Entry> {
        let statuses = report.outcome.statuses.iter();
        let now = statuses.filter(|status| {
            status.status == *VERSION_IN_FORCE
                && status
                    .until
                    .is_none_or(|until| until > report.outcome.as_of)
        });
        let told = now.map(|status| {
            let clauses = status.clause.iter().map(ToString::to_string).collect();
            entry(format!("{}, {}", status.told, status_time(status)), clauses)
        });
        told.collect()
    };
    let sides = reports.map(of_side);
    sides.iter().any(|side| !side.is_empty()).then(|| Row {
        what: "Which version governs".to_owned(),
        sides,
    })
}

/// Powers about one matter, or about none, by holder and act. Where one set of terms gives it and the other knows it but does not give it, what is missing is told.
fn powers(reports: [&Report; 2], matter: Option<&String>) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut named: IndexMap<String, &Name> = IndexMap::new();
    let only = the_only_agreement(reports);
    // Where there is one agreement only, a power for it and one for the relation are the same matter.
    let of_relation = |told: &str| {
        let told = told.replace(" could ", " may ");
        match only.as_deref().and_then(|only| told.strip_suffix(only)) {
            Some(of_relation) => of_relation.to_owned(),
            None => told,
        }
    };
    for (side, report) in sides(reports) {
        let powers = report.outcome.powers.iter();
        for power in powers.filter(|power| power.matter.as_ref() == matter) {
            let told = beginning(&of_relation(&power.told));
            let key = of_relation(&power.plainly);
            named.insert(key.clone(), &power.act);
            rows.add(side, key, &told, of_power(power));
        }
    }
    for (side, report) in sides(reports) {
        for lacking in &report.outcome.not_given {
            rows.complete(side, &of_relation(&lacking.plainly), || {
                entry(
                    format!("no: {}", lacking.missing),
                    vec![lacking.clause.to_string()],
                )
            });
        }
    }
    for (key, act) in named {
        for (side, report) in sides(reports) {
            if !report.outcome.speaks_of.powers.contains(act) {
                rows.complete(side, &key, || not_in_these("power"));
            }
        }
    }
    rows.sorted()
}

/// ` of agreement A1`, where the powers of both sides are about no other agreement.
fn the_only_agreement(reports: [&Report; 2]) -> Option<String> {
    let told = reports.iter().flat_map(|report| &report.outcome.powers);
    let about: BTreeSet<String> = told
        .filter_map(|power| {
            let words = format!(" of agreement {}", power.reference.as_ref()?);
            power.told.ends_with(&words).then_some(words)
        })
        .collect();
    let mut about = about.into_iter();
    about.next().filter(|_| about.next().is_none())
}

fn of_power(power: &Power) -> Entry {
    let words = match power.state {
        PowerState::Available if power.always && power.doubted_by.is_some() => {
            "as long as nobody judges that it no longer applies".to_owned()
        }
        PowerState::Available if power.always => "without any event".to_owned(),
        PowerState::Conditional => "if an open question is answered so".to_owned(),
        PowerState::Available | PowerState::Exercised | PowerState::Ended => {
            let time = power_time(power);
            time.trim_start_matches([',', ' ']).to_owned()
        }
    };
    entry(words, vec![grounds(power)])
}

fn duties(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        let open = report.outcome.obligations.iter();
        for duty in open.filter(|duty| stands_open(duty)) {
            let words = if duty.always {
                "at all times".to_owned()
            } else {
                duty_state(duty)
            };
            let clauses = vec![cited(&duty.clause, duty.version.as_ref())];
            rows.add(
                side,
                duty.told.clone(),
                &beginning(&duty.told),
                entry(words, clauses),
            );
        }
    }
    rows.finish()
}

fn violations(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut named: IndexMap<String, &Name> = IndexMap::new();
    for (side, report) in sides(reports) {
        for prohibition in &report.outcome.prohibitions {
            let what = beginning(&prohibition.told);
            named.insert(prohibition.told.clone(), &prohibition.act);
            for violation in &prohibition.violations {
                let clauses = vec![prohibition.clause.to_string()];
                rows.add(
                    side,
                    prohibition.told.clone(),
                    &what,
                    entry(violated(violation), clauses),
                );
            }
        }
    }
    for (key, act) in named {
        for (side, report) in sides(reports) {
            if !report.outcome.speaks_of.prohibitions.contains(act) {
                rows.complete(side, &key, || not_in_these("prohibition"));
            }
        }
    }
    rows.finish()
}

fn acts(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for act in &report.outcome.acts {
            let key = format!("{} {} {}", act.date, act.ty, act.reference);
            let what = format!("{}: {}", act.date, act.told);
            let clauses = act.clauses.iter().map(ToString::to_string).collect();
            let words = match act.verdict {
                Verdict::Effective => verdict(act.verdict).to_owned(),
                Verdict::WithoutEffect | Verdict::WithoutGround | Verdict::Conditional => {
                    format!("{}: {}", verdict(act.verdict), act.reason)
                }
            };
            rows.add(side, key, &what, entry(words, clauses));
        }
    }
    rows.sorted()
}

fn upcoming(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for next in &report.outcome.upcoming {
            let date = next.date.to_string();
            let clauses = vec![next.clause.to_string()];
            rows.add(side, date.clone(), &date, entry(next.what.clone(), clauses));
        }
    }
    rows.sorted()
}

fn questions(reports: [&Report; 2]) -> Vec<Row> {
    let mut rows = Rows::new();
    for (side, report) in sides(reports) {
        for question in &report.outcome.questions {
            let subject = question.subject.clone().unwrap_or_default();
            let key = format!("{} {subject}", question.concept);
            let what = format!("Whether {}", question.told);
            let asked_by = format!(" ({})", question.clause);
            let decided = question
                .decides
                .iter()
                .map(|one| one.trim_end_matches(&asked_by));
            let words = format!("decides {}", decided.collect::<Vec<_>>().join("; "));
            rows.add(
                side,
                key,
                &what,
                entry(words, vec![question.clause.to_string()]),
            );
        }
    }
    rows.finish()
}
