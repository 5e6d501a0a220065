//! Where a claim comes from and how its amount was reckoned, line by line, so that a reader can reckon it again.

use indexmap::IndexMap;

use crate::check::program::{Body, Growth};
use crate::engine::evaluate::Query;
use crate::engine::item::Item;
use crate::engine::ledger::{Claim as Kept, EntryKind, Movement, Step};
use crate::engine::outcome::Reckoned;
use crate::engine::relation::Relation;
use crate::engine::report::because;
use crate::value::{Date, Decimal, Money, Name, Percent};

/// How many decimals an amount is shown with before it is rounded.
const DECIMALS: u32 = 4;

/// The provision with its sentence, the event behind it, and the table of rates if there is one.
pub fn source(relation: &Relation<'_>, claims: &[&Kept<'_>]) -> String {
    let Some(first) = claims.first() else {
        return String::new();
    };
    let Some(id) = relation.obligations.of_claim(first.id()) else {
        return String::new();
    };
    let obligation = relation.obligations.get(id);
    let mut source = because::address(obligation.rule, obligation.version);
    if let Some(fact) = relation.instances[obligation.instance].event {
        source.push_str(&format!(", {}", because::event(relation, fact)));
    }
    if let Some(table) = table_of(relation, first) {
        source.push_str(&format!(", at the rates of {table}"));
    }
    source
}

/// The lines of the arithmetic; none where the amount was told as it is.
pub fn steps(relation: &Relation<'_>, claims: &[&Kept<'_>]) -> Vec<Reckoned> {
    let Some(first) = claims.first() else {
        return Vec::new();
    };
    let mut lines = if first.grows_on().is_some() && claims.len() > 1 {
        of_growths(relation, claims)
    } else if first.grows_on().is_some() {
        of_growth(relation, first)
    } else if claims.len() > 1 {
        of_parts(relation, claims)
    } else {
        let words = relation.record.reckoned.get(&first.id()).cloned();
        let told = first.told().amount.to_clause_style();
        words
            .filter(|words| *words != told)
            .map(plain)
            .into_iter()
            .collect()
    };
    lines.extend(course(relation, first));
    lines.extend(claims.iter().flat_map(|claim| waived(relation, claim)));
    let fallen_away = |claim: &&Kept<'_>| relation.record.fallen_away.get(&claim.id()).cloned();
    lines.extend(claims.iter().filter_map(fallen_away).map(plain));
    lines.extend(undecided(relation, claims).map(|part| {
        plain(format!(
            "nothing is counted on {} of it, of which it must still be judged whether it rests",
            part.to_clause_style()
        ))
    }));
    lines.extend(perhaps_since(relation, claims).map(|since| {
        plain(format!(
            "it may have grown from {since} on: the last timely day, which must still be judged or is not stated, may have been earlier"
        ))
    }));
    let unknown = claims.iter().any(|claim| {
        relation
            .ledger
            .position(claim.id(), relation.as_of)
            .missing
            .is_some()
    });
    if unknown {
        lines.push(plain(
            "the table of rates is not confirmed for all its days, so there is no amount"
                .to_owned(),
        ));
    }
    lines
}

fn plain(words: String) -> Reckoned {
    Reckoned {
        words,
        amount: None,
    }
}

/// Of what grows, the part of the claim on which nothing is counted until it is judged whether it rests.
pub fn undecided(relation: &Relation<'_>, claims: &[&Kept<'_>]) -> Option<Money> {
    let of = |claim: &&Kept<'_>| {
        let id = relation.obligations.of_claim(claim.id())?;
        let instance = relation.obligations.get(id).instance;
        relation.record.undecided_rest.get(&instance)
    };
    let parts = claims
        .iter()
        .filter_map(of)
        .flatten()
        .map(|(_, part)| *part);
    parts.reduce(|sum, part| sum.checked_add(part).unwrap_or(sum))
}

/// Of what grows on a claim whose last timely day waits for a judgement, the first day on which it may have grown already.
pub fn perhaps_since(relation: &Relation<'_>, claims: &[&Kept<'_>]) -> Option<Date> {
    let of = |claim: &&Kept<'_>| {
        let base = relation.obligations.of_claim(claim.grows_on()?)?;
        relation.obligations.get(base).due_perhaps?.succ_opt()
    };
    claims.iter().filter_map(of).min()
}

/// What the creditor waived of a claim.
fn waived(relation: &Relation<'_>, claim: &Kept<'_>) -> Vec<Reckoned> {
    let movements = claim.movements(relation.as_of).into_iter();
    let waivers = movements.filter(|movement| movement.kind == EntryKind::Waived);
    let line = |waiver: Movement| {
        let amount = waiver.amount.to_clause_style();
        plain(format!("{amount} of it was waived on {}", waiver.on))
    };
    waivers.map(line).collect()
}

/// Gates and ceilings that the claim passed.
fn course(relation: &Relation<'_>, claim: &Kept<'_>) -> Vec<Reckoned> {
    let course = relation
        .obligations
        .of_claim(claim.id())
        .and_then(|id| relation.record.courses.get(&id));
    let told = course.map_or(&[][..], |course| course.told.as_slice());
    told.iter()
        .map(|(clause, words)| plain(format!("{clause}: {words}")))
        .collect()
}

/// `2025-04-02 to 2025-04-13: 12 x EUR 500.00`: the parts of a fine by the day, equal ones together.
fn of_parts(relation: &Relation<'_>, claims: &[&Kept<'_>]) -> Vec<Reckoned> {
    struct Run {
        from: Date,
        through: Date,
        count: u32,
        each: Money,
        sum: Money,
    }
    let mut runs: Vec<Run> = Vec::new();
    for claim in claims {
        let each = relation.ledger.position(claim.id(), relation.as_of).arisen;
        let on = claim.told().arose;
        match runs.last_mut() {
            Some(run) if run.each == each => {
                run.through = on;
                run.count += 1;
                run.sum = run.sum.checked_add(each).unwrap_or(run.sum);
            }
            Some(_) | None => runs.push(Run {
                from: on,
                through: on,
                count: 1,
                each,
                sum: each,
            }),
        }
    }
    let line = |run: &Run| Reckoned {
        words: if run.count == 1 {
            run.from.to_string()
        } else {
            let each = run.each.to_clause_style();
            format!("{} to {}: {} x {each}", run.from, run.through, run.count)
        },
        amount: Some(run.sum),
    };
    runs.iter().map(line).collect()
}

/// Stretches of days with one base and one rate, periods, roundings, what joined the base.
fn of_growth(relation: &Relation<'_>, claim: &Kept<'_>) -> Vec<Reckoned> {
    let steps = relation.ledger.steps(claim.id(), relation.as_of);
    let arisen = relation.ledger.position(claim.id(), relation.as_of).arisen;
    let year = year_of(relation, claim).unwrap_or(1);
    let several = steps.len() > 1;
    let mut lines = Vec::new();
    let mut told = Money::zero(arisen.currency());
    let mut running = false;
    for step in &steps {
        match step {
            Step::Days {
                from,
                through,
                base,
                rate,
            } => {
                running = true;
                let words = stretch((*from, *through), *base, *rate, year, several);
                lines.push(plain(words));
            }
            Step::Period {
                on,
                base,
                rate,
                amount,
            } => {
                told = told.checked_add(*amount).unwrap_or(told);
                lines.push(Reckoned {
                    words: format!("{on}: {rate} of {}", base.to_clause_style()),
                    amount: Some(*amount),
                });
            }
            Step::Rounded { on, amount } => {
                running = false;
                told = told.checked_add(*amount).unwrap_or(told);
                lines.push(Reckoned {
                    words: format!("together, rounded on {on}"),
                    amount: Some(*amount),
                });
            }
            Step::Ceiling { on, amount } => {
                (running, told) = (false, *amount);
                lines.push(plain(format!(
                    "by {on} it comes to the most that can be owed, {}",
                    amount.to_clause_style()
                )));
            }
            Step::JoinedBase { on, amount } => lines.push(plain(format!(
                "from the day after {on} {} of unpaid interest bears interest too",
                amount.to_clause_style()
            ))),
        }
    }
    if running && several {
        lines.push(Reckoned {
            words: format!("together, rounded as of {}", relation.as_of),
            amount: arisen.checked_sub(told).ok(),
        });
    }
    lines
}

/// What grows on each of many parts: periods of one base and rate together, days of one base and rate together. Each part is
/// rounded by itself, so that only the sum of all is told.
fn of_growths(relation: &Relation<'_>, claims: &[&Kept<'_>]) -> Vec<Reckoned> {
    let mut periods: IndexMap<(Money, Percent), (u32, Money)> = IndexMap::new();
    let mut days: IndexMap<(Money, Percent), i64> = IndexMap::new();
    let mut whole = Money::zero(claims[0].currency());
    for claim in claims {
        let arisen = relation.ledger.position(claim.id(), relation.as_of).arisen;
        whole = whole.checked_add(arisen).unwrap_or(whole);
        for step in relation.ledger.steps(claim.id(), relation.as_of) {
            match step {
                Step::Days {
                    from,
                    through,
                    base,
                    rate,
                } => {
                    *days.entry((base, rate)).or_default() += (through - from).num_days() + 1;
                }
                Step::Period {
                    base, rate, amount, ..
                } => {
                    let (count, sum) = periods
                        .entry((base, rate))
                        .or_insert((0, Money::zero(amount.currency())));
                    *count += 1;
                    *sum = sum.checked_add(amount).unwrap_or(*sum);
                }
                Step::Rounded { .. } | Step::Ceiling { .. } | Step::JoinedBase { .. } => {}
            }
        }
    }
    let year = year_of(relation, claims[0]).unwrap_or(1);
    let mut lines: Vec<Reckoned> = periods
        .iter()
        .map(|((base, rate), (count, sum))| Reckoned {
            words: format!("{count} x {rate} of {}", base.to_clause_style()),
            amount: Some(*sum),
        })
        .collect();
    lines.extend(days.iter().map(|((base, rate), days)| {
        let base = base.to_clause_style();
        plain(format!(
            "{base} x {rate} x {days}/{year}, the days of all parts together"
        ))
    }));
    if !days.is_empty() {
        lines.push(Reckoned {
            words: format!("{} parts, each rounded by itself", claims.len()),
            amount: Some(whole),
        });
    }
    lines
}

/// `2024-03-17 to 2024-04-15: EUR 1,000.00 x 12.5% x 30/365`, before rounding when it is one of several.
fn stretch(
    (from, through): (Date, Date),
    base: Money,
    rate: Percent,
    year: u32,
    several: bool,
) -> String {
    let days = (through - from).num_days() + 1;
    let when = if days == 1 {
        from.to_string()
    } else {
        format!("{from} to {through}")
    };
    let product = base
        .amount()
        .checked_mul(rate.hundredths())
        .and_then(|product| product.checked_mul(Decimal::from(days)))
        .and_then(|product| product.checked_div(Decimal::from(100 * u64::from(year))));
    let product = product
        .filter(|_| several)
        .map_or_else(String::new, |product| {
            format!(" = {:.*}", DECIMALS as usize, product.round_dp(DECIMALS))
        });
    format!(
        "{when}: {} x {rate} x {days}/{year}{product}",
        base.to_clause_style()
    )
}

/// The growth of the rule that a claim comes from.
fn law_of<'p>(relation: &Relation<'p>, claim: &Kept<'_>) -> Option<&'p Growth> {
    let id = relation.obligations.of_claim(claim.id())?;
    match &relation.obligations.get(id).rule.body {
        Body::Accrual(accrual) => Some(&accrual.law),
        _ => None,
    }
}

fn year_of(relation: &Relation<'_>, claim: &Kept<'_>) -> Option<u32> {
    fn within(law: &Growth) -> Option<u32> {
        match law {
            Growth::Yearly {
                days_to_the_year, ..
            } => Some(*days_to_the_year),
            Growth::PerPeriod { .. } => None,
            Growth::HighestOf(laws) => laws.iter().find_map(within),
        }
    }
    law_of(relation, claim).and_then(within)
}

/// The table that the rate of a growth was read from, when it was one.
fn table_of(relation: &Relation<'_>, claim: &Kept<'_>) -> Option<Name> {
    let id = relation.obligations.of_claim(claim.id())?;
    let Growth::Yearly { rate, .. } = law_of(relation, claim)? else {
        return None;
    };
    let mut env = relation.scope(relation.obligations.get(id).instance);
    match relation.value(rate, &mut env, &mut Query::default()) {
        Item::Word(word) => Some(relation.names.name(word)),
        _ => None,
    }
}
