//! Growth by the period: a rate of what is open at the start of each started month, each month rounded.

use crate::value::Date;

use super::accrual::{Around, Missing, Reached, Spell, Whole, law_on};
use super::growth::{Law, PerPeriod, micro};
use super::minor::LARGEST;
use super::steps::Counted;

/// Counts the periods that are charged through a day. A period is charged at the start of a day, on what is open then.
pub(super) fn count(
    first: PerPeriod,
    laws: &[(Date, Law<'_>)],
    reached: &mut Reached,
    around: &Around<'_>,
    whole: Whole,
    through: Date,
) {
    while reached.through < through
        && let Some((start, end)) = nth(first, reached.period)
        && start <= through
    {
        match charged_on(first, (start, end), around.spells) {
            Some(day) if day <= through => {
                reached.read_base(around, day);
                charge(laws, reached, whole, day);
            }
            // A period that may still be charged, because it runs on, is not passed over.
            Some(_) => break,
            None if end > through => break,
            None => {}
        }
        reached.period += 1;
        if reached.base <= 0 && reached.base_entries_read == around.base.len() {
            break;
        }
    }
    reached.through = reached.through.max(through);
    reached.read_days(around, whole);
}

/// First and last day of period `number`, from the anchor in one go.
fn nth(law: PerPeriod, number: u32) -> Option<(Date, Date)> {
    let start = law.every.after(law.counted_from, number)?;
    let next = law.every.after(law.counted_from, number.checked_add(1)?)?;
    Some((start, next.pred_opt()?))
}

/// The day at whose start a period is charged: its first day in a spell; or its last day, if a spell covers all of it and
/// only complete periods count.
fn charged_on(law: PerPeriod, (start, end): (Date, Date), spells: &[Spell]) -> Option<Date> {
    if law.started {
        let firsts = spells.iter().filter_map(|spell| spell.first_from(start));
        firsts.min().filter(|day| *day <= end)
    } else {
        let covers = |spell: &Spell| {
            spell.from <= start && spell.through.is_none_or(|through| end <= through)
        };
        spells.iter().any(covers).then_some(end)
    }
}

fn charge(laws: &[(Date, Law<'_>)], reached: &mut Reached, whole: Whole, day: Date) {
    let Law::ByPeriod(law) = law_on(laws, day) else {
        return;
    };
    let base = reached.base.max(0);
    let grown = base.checked_mul(micro(law.rate));
    let charged = grown.map(|grown| whole.rounding.quotient(grown, whole.divisor));
    match charged.filter(|charged| reached.arisen + charged <= LARGEST) {
        Some(charged) => {
            let full = whole.is_full(reached.arisen);
            if charged > 0 && !full {
                reached.note(Counted::Period {
                    on: day,
                    base,
                    rate: law.rate,
                    amount: charged,
                });
            }
            reached.arisen += charged;
            if full {
                reached.arisen = whole.under_ceiling(reached.arisen);
            } else {
                reached.cut(whole, day);
            }
        }
        None => reached.misses(Missing::TooLarge { from: day }),
    }
}
