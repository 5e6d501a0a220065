//! Claims, balances, allocations: what the ledger says, by the names that reports use.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use crate::check::program::Body;
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::{Claim as Kept, Position, Standing};
use crate::engine::outcome::{
    Allocation, AllocationPart, Balance, Because, CREDIT, Claim, ClaimState, IN_DEFAULT, Reckoned,
};
use crate::engine::record::SettledBy;
use crate::engine::relation::Relation;
use crate::engine::report::{apart, arithmetic, because, presumed};
use crate::value::{ClauseId, Date, Money, Name};

/// Heads in the order of a balance; others follow.
const HEADS: [&str; 5] = ["principal", "interest", "costs", "fine", "damages"];

/// Claims by reference and head, sorted by the day they arose, reference, head, name.
pub fn list(relation: &Relation<'_>, explain: bool) -> Vec<Claim> {
    let mut groups: IndexMap<Key, Vec<&Kept<'_>>, FxBuildHasher> = IndexMap::default();
    for claim in relation.ledger.claims() {
        let told = claim.told();
        if told.arose > relation.as_of || relation.record.replaced.contains(&claim.id()) {
            continue;
        }
        let key = key_of(relation, claim);
        groups.entry(key).or_default().push(claim);
    }
    let mut all: Vec<(&Key, &[&Kept<'_>])> = groups
        .iter()
        .map(|(key, claims)| (key, claims.as_slice()))
        .collect();
    let arose = |claims: &[&Kept<'_>]| claims.first().map(|claim| claim.told().arose);
    all.sort_by(|(one, claims), (other, others)| {
        (arose(claims), &one.reference, &one.head, &one.name).cmp(&(
            arose(others),
            &other.reference,
            &other.head,
            &other.name,
        ))
    });
    let shown = all.into_iter();
    let mut shown: Vec<Claim> = shown
        .filter_map(|(key, claims)| show(relation, key, claims, explain))
        .collect();
    apart::tell_claims_apart(&mut shown);
    shown
}

/// What tells one claim of a report from another; several claims of the ledger may have one.
#[derive(PartialEq, Eq, Hash)]
pub struct Key {
    reference: Name,
    head: Name,
    name: Option<Name>,
    debtor: Name,
    creditor: Name,
    clause: Option<ClauseId>,
    part: Option<Date>,
}

/// Under which claim of a report a claim of the ledger is shown.
pub fn key_of(relation: &Relation<'_>, claim: &Kept<'_>) -> Key {
    let told = claim.told();
    Key {
        reference: told.reference.clone(),
        head: told.head.head.clone(),
        name: told.head.name.clone(),
        debtor: told.debtor.clone(),
        creditor: told.creditor.clone(),
        clause: told.clause.clone(),
        part: part_of(relation, claim),
    }
}

/// Instalments stand apart, each by its own last timely day, and so does what grows on each; the days of a fine are one claim.
fn part_of(relation: &Relation<'_>, claim: &Kept<'_>) -> Option<Date> {
    let bearing = claim.grows_on().map(|base| relation.ledger.claim(base));
    let bearing = bearing.unwrap_or(claim);
    let of = relation.obligations.of_claim(bearing.id())?;
    let by_the_day = match &relation.obligations.get(of).rule.body {
        Body::Debt(debt) => debt.daily.is_some(),
        _ => false,
    };
    let told = bearing.told();
    told.last_timely_day
        .filter(|_| !by_the_day && told.underlying.is_none())
}

/// Several claims of one name and head together: the parts of a fine by the day, the interest on each.
struct Together {
    amount: Money,
    settled: Money,
    open: Money,
    missing: bool,
    lapsed: bool,
    without_basis: bool,
    waived: bool,
}

fn together(relation: &Relation<'_>, claims: &[&Kept<'_>]) -> Together {
    let currency = claims
        .first()
        .map_or(relation.currency, |claim| claim.currency());
    let zero = Money::zero(currency);
    let positions: Vec<Position> = claims
        .iter()
        .map(|claim| relation.ledger.position(claim.id(), relation.as_of))
        .collect();
    let sum = |of: fn(&Position) -> Money| {
        positions
            .iter()
            .map(of)
            .try_fold(zero, Money::checked_add)
            .unwrap_or(zero)
    };
    let (arisen, lapsed, lost, waived) = (
        sum(|one| one.arisen),
        sum(|one| one.lapsed),
        sum(|one| one.without_basis),
        sum(|one| one.waived),
    );
    let less = |amount: Money, by: Money| amount.checked_sub(by).unwrap_or(amount);
    Together {
        amount: [lapsed, lost, waived].into_iter().fold(arisen, less),
        settled: sum(|one| one.settled),
        open: sum(|one| one.open),
        missing: positions.iter().any(|one| one.missing.is_some()),
        lapsed: lapsed.is_positive(),
        without_basis: lost.is_positive(),
        waived: waived.is_positive(),
    }
}

fn show<'p>(
    relation: &Relation<'p>,
    key: &Key,
    claims: &[&Kept<'p>],
    explain: bool,
) -> Option<Claim> {
    let first = claims.first()?;
    let sums = together(relation, claims);
    let standing = match first.standing(relation.as_of) {
        // What was paid is settled, whatever becomes of it.
        Standing::InDoubt if !sums.open.is_positive() => Standing::Owed,
        standing => standing,
    };
    let grows = first.grows_on().is_some();
    let nothing = grows && sums.amount.is_zero() && !sums.missing && standing == Standing::Owed;
    if nothing {
        return None;
    }
    let in_doubt = standing == Standing::InDoubt;
    let conditional = in_doubt || standing == Standing::Conditional;
    let shown = if standing == Standing::Excluded {
        Money::zero(first.currency())
    } else {
        sums.amount
    };
    let amount = (!conditional && !sums.missing).then_some(shown);
    let known = |money: Money| {
        amount.map(|_| {
            if standing == Standing::Excluded {
                Money::zero(money.currency())
            } else {
                money
            }
        })
    };
    let id = relation.obligations.of_claim(first.id());
    let due = claims
        .iter()
        .filter_map(|claim| claim.last_timely_day())
        .min();
    let rule = id.map(|id| {
        (
            relation.obligations.get(id).rule,
            relation.obligations.get(id).instance,
        )
    });
    let source = arithmetic::source(relation, claims);
    let mut steps = arithmetic::steps(relation, claims);
    if let Some(id) = id.filter(|_| conditional) {
        let behind = relation.behind_obligation(id);
        let words = match relation.record.divided_by_nothing.get(&id) {
            Some(words) => format!("Its amount is {words}, which has no answer"),
            None => because::waits_for(relation, &behind),
        };
        steps.push(Reckoned {
            words: words.trim_end_matches('.').to_owned(),
            amount: None,
        });
    }
    Some(Claim {
        reference: key.reference.clone(),
        head: key.head.clone(),
        name: key.name.clone(),
        called: relation
            .for_people(|| relation.program.head_in_words(&key.head, key.name.as_ref())),
        debtor: key.debtor.clone(),
        joint_debtors: relation.bound_beside(&key.debtor),
        creditor: key.creditor.clone(),
        clause: key.clause.clone()?,
        version: relation
            .obligations
            .of_claim(first.id())
            .and_then(|id| relation.version_in_words(relation.obligations.get(id).version)),
        amount,
        settled: if in_doubt && sums.settled.is_positive() {
            Some(sums.settled)
        } else {
            known(sums.settled)
        },
        open: known(if standing == Standing::AccruedNotInvoiced {
            Money::zero(first.currency())
        } else {
            sums.open
        }),
        arose: first.told().arose,
        due,
        in_default_since: claims
            .iter()
            .filter_map(|claim| default_since(relation, relation.obligations.of_claim(claim.id())?))
            .min(),
        state: state(relation, &sums, standing, due, grows),
        conditional: arithmetic::undecided(relation, claims).is_some()
            || arithmetic::perhaps_since(relation, claims).is_some(),
        why: why(&source, &steps, shown),
        thing: relation.for_people(|| thing(relation, first)),
        source: relation.for_people(|| source),
        steps: relation.for_people(|| steps),
        presumed: presumed::of_own(relation, rule.map(|(_, instance)| instance)),
        because: match rule {
            Some((rule, instance)) if explain => {
                vec![because::of_instance(relation, rule, instance)]
            }
            _ => Vec::new(),
        },
    })
}

/// One sentence: where it comes from, and the arithmetic.
fn why(source: &str, steps: &[Reckoned], amount: Money) -> String {
    let words: Vec<String> = steps.iter().map(Reckoned::in_words).collect();
    let words = if words.is_empty() {
        amount.to_clause_style()
    } else {
        words.join("; ")
    };
    [source, ": ", &words].concat()
}

/// `of invoice I1`, `on invoice I1`; `for violation V1`, which is not itself what is paid.
fn thing(relation: &Relation<'_>, claim: &Kept<'_>) -> String {
    let id = relation.obligations.of_claim(claim.id());
    let is_for = |id| relation.is_main(id) && !relation.is_called_as_its_thing(id);
    let joint = if claim.grows_on().is_some() {
        "on"
    } else if id.is_some_and(is_for) {
        "for"
    } else {
        "of"
    };
    let thing = id.and_then(|id| relation.told(&relation.obligations.get(id).thing));
    let thing = thing.unwrap_or_else(|| claim.told().reference.to_string());
    let day = id.and_then(|id| relation.instalment_of(relation.obligations.get(id)));
    let of_day = day.map_or_else(String::new, |day| format!(" of {day}"));
    format!("{joint} {thing}{of_day}")
}

/// The first day of the default that runs, of an obligation: the state of that name in reports.
fn default_since(relation: &Relation<'_>, id: ObligationId) -> Option<Date> {
    let keys = relation
        .program
        .states
        .iter()
        .filter(|(_, state)| state.name == *IN_DEFAULT && state.reference.is_some());
    let item = Item::Obligation(id);
    keys.filter_map(|(key, state)| {
        let symbol = relation.names.symbol(key);
        let place = state.reference?;
        let active = relation.states.active(symbol, Some((place, &item)));
        active
            .filter_map(|tuple| relation.states.get(tuple).since())
            .min()
    })
    .min()
}

fn state(
    relation: &Relation<'_>,
    sums: &Together,
    standing: Standing,
    due: Option<Date>,
    grows: bool,
) -> ClaimState {
    match standing {
        Standing::AccruedNotInvoiced => return ClaimState::Accrued,
        Standing::InDoubt | Standing::Conditional => return ClaimState::Conditional,
        Standing::Excluded => return ClaimState::Excluded,
        Standing::Owed => {}
    }
    if sums.without_basis && sums.amount.is_zero() {
        ClaimState::WithoutBasis
    } else if sums.waived && !sums.open.is_positive() {
        ClaimState::Waived
    } else if sums.lapsed && !sums.open.is_positive() {
        ClaimState::Lapsed
    } else if sums.missing {
        // What is known of it may be paid; what is not known is not.
        ClaimState::Due
    } else if !sums.open.is_positive() {
        ClaimState::Settled
    } else if sums.settled.is_positive() {
        ClaimState::PartlySettled
    } else if grows || due.is_some_and(|due| due <= relation.as_of) {
        ClaimState::Due
    } else {
        ClaimState::Open
    }
}

/// What each party owes each other.
pub fn balance(relation: &Relation<'_>, explain: bool) -> Vec<Balance> {
    let mut balances = Vec::new();
    for balance in relation.ledger.balances(relation.as_of) {
        let rank = |head: &Name| {
            HEADS
                .iter()
                .position(|known| head == *known)
                .unwrap_or(HEADS.len())
        };
        let mut heads = balance.heads;
        heads.sort_by(|(one, _), (other, _)| (rank(one), one).cmp(&(rank(other), other)));
        let waits = |claim: &Kept<'_>| {
            let told = claim.told();
            (&told.debtor, &told.creditor) == (&balance.debtor, &balance.creditor)
                && claim.standing(relation.as_of) == Standing::Owed
                && (arithmetic::undecided(relation, &[claim]).is_some()
                    || arithmetic::perhaps_since(relation, &[claim]).is_some()
                    || relation
                        .ledger
                        .position(claim.id(), relation.as_of)
                        .missing
                        .is_some())
        };
        let conditional = relation.ledger.claims().any(waits);
        balances.push(Balance {
            because: if explain {
                summed(relation, &balance.debtor, &balance.creditor)
            } else {
                Vec::new()
            },
            joint_debtors: relation.bound_beside(&balance.debtor),
            debtor: balance.debtor,
            creditor: balance.creditor,
            currency: balance.currency.to_string(),
            called: heads
                .iter()
                .map(|(head, _)| (head.clone(), relation.program.head_in_words(head, None)))
                .collect(),
            heads: heads.into_iter().collect(),
            credit: balance.credit.is_positive().then_some(balance.credit),
            total: balance.total,
            conditional,
        });
    }
    balances
}

/// What a balance is the sum of: each claim of which something is open, with its provision and event.
fn summed(relation: &Relation<'_>, debtor: &Name, creditor: &Name) -> Vec<Because> {
    let mut all = Vec::new();
    for claim in relation.ledger.claims() {
        let told = claim.told();
        let open = relation.ledger.position(claim.id(), relation.as_of).open;
        if told.debtor != *debtor || told.creditor != *creditor || !open.is_positive() {
            continue;
        }
        let Some(id) = relation.obligations.of_claim(claim.id()) else {
            continue;
        };
        let duty = relation.obligations.get(id);
        let event = relation.instances[duty.instance].event;
        let fact = event.map(|fact| because::event(relation, fact));
        let amount = format!(
            "{} {}: {} is open",
            relation.head_in_words(duty),
            thing(relation, claim),
            open.to_clause_style()
        );
        let facts = fact.into_iter().chain([amount]).collect();
        all.push(because::of_rule(duty.rule, duty.version, facts));
    }
    if all.is_empty() {
        all.push(because::in_words(
            "nothing is open of the claims between them",
            Vec::new(),
        ));
    }
    all
}

/// What each payment settled, by the claims that the report shows: the days of a fine, and the interest on each, together.
pub fn allocations(relation: &Relation<'_>, explain: bool) -> Vec<Allocation> {
    let of_claim = |claim: &Kept<'_>, amount: Money| {
        let told = claim.told();
        AllocationPart {
            claim: Some(told.reference.clone()),
            head: told.head.head.clone(),
            name: told.head.name.clone(),
            amount,
            thing: relation.for_people(|| thing(relation, claim)),
            called: relation.for_people(|| {
                let (head, name) = (&told.head.head, told.head.name.as_ref());
                relation.program.head_in_words(head, name)
            }),
        }
    };
    let show = |settlement: &crate::engine::record::Settlement<'_>| {
        let mut by_claim: IndexMap<Key, AllocationPart, FxBuildHasher> = IndexMap::default();
        for (claim, amount) in &settlement.parts {
            let claim = relation.ledger.claim(*claim);
            let part = by_claim.entry(key_of(relation, claim));
            part.and_modify(|known| {
                known.amount = known.amount.checked_add(*amount).unwrap_or(known.amount);
            })
            .or_insert_with(|| of_claim(claim, *amount));
        }
        let mut parts: Vec<AllocationPart> = by_claim.into_values().collect();
        if settlement.left.is_positive() {
            parts.push(AllocationPart {
                claim: None,
                head: Name::new(CREDIT),
                name: None,
                amount: settlement.left,
                thing: String::new(),
                called: relation.for_people(|| CREDIT.to_owned()),
            });
        }
        let fact = match &settlement.by {
            SettledBy::Fact(fact) => Some(*fact),
            SettledBy::Itself(_) => None,
        };
        Allocation {
            reference: match &settlement.by {
                SettledBy::Fact(fact) => relation.names.name(relation.facts.get(*fact).name),
                SettledBy::Itself(name) => name.clone(),
            },
            date: settlement.date,
            amount: settlement.amount,
            clause: settlement.rule.map(|rule| rule.at.clause.clone()),
            version: fact.and_then(|fact| relation.version_of_event(fact)),
            parts,
            conditional: settlement.misses,
            remarks: settlement.remarks.clone(),
            because: match settlement.rule {
                Some(rule) if explain => {
                    let facts = fact.map(|fact| because::event(relation, fact));
                    let facts = facts.into_iter().collect();
                    vec![because::of_rule(rule, None, facts)]
                }
                _ => Vec::new(),
            },
            told: relation.for_people(|| match &settlement.by {
                SettledBy::Fact(fact) => relation.thing_in_words(&Item::Thing(*fact)),
                SettledBy::Itself(name) => name.to_string(),
            }),
        }
    };
    relation.record.settlements.iter().map(show).collect()
}
