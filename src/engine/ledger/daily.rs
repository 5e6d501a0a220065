//! Growth by the day, counted in closed form: from one change (rate, base, fixing, anniversary) to the next.

use crate::value::{Date, Percent, RateTable};

use super::accrual::{Around, MICRO_PERCENT, Missing, RateUnknown, Reached, Spell, law_on};
use super::growth::{Compounding, Law, Rate, micro};
use super::minor::{LARGEST, Minor};
use super::steps::Counted;

/// Counts through a day. Order inside a day: what joins the base at its start, the interest of the day on what is open at its
/// start, the fixing, what is paid.
pub(super) fn count(
    laws: &[(Date, Law<'_>)],
    reached: &mut Reached,
    around: &Around<'_>,
    through: Date,
) {
    let Law::Daily {
        days_to_the_year,
        compounding,
        ..
    } = laws[0].1
    else {
        return;
    };
    let divisor = divisor(days_to_the_year);
    reached.read_days(around, divisor);
    while reached.through < through
        && let Some(day) = reached.through.succ_opt()
    {
        let anniversary = compounding.and_then(|law| next_anniversary(law, reached));
        if anniversary.is_some_and(|anniversary| anniversary < day) {
            capitalise(reached, divisor, anniversary);
            continue;
        }
        reached.read_base(around, day);
        let base = reached.base.max(0) + reached.capitalised;
        let grows = base > 0;
        if !grows && nothing_is_left(reached, around) {
            reached.through = through;
            reached.read_days(around, divisor);
            return;
        }
        let stop = [
            anniversary,
            next_fixing(reached, around).filter(|_| grows),
            next_payment(reached, around),
            next_base(reached, around),
        ];
        let stop = stop.into_iter().flatten().fold(through, Date::min).max(day);
        if grows {
            grow(laws, reached, base, (day, stop), around.spells);
        }
        reached.through = stop;
        reached.read_days(around, divisor);
    }
}

/// By what a running fraction is divided to give whole units.
pub(super) fn divisor(days_to_the_year: u32) -> i128 {
    MICRO_PERCENT * i128::from(days_to_the_year)
}

/// The end of the first year that has not been capitalised yet.
fn next_anniversary(law: Compounding, reached: &mut Reached) -> Option<Date> {
    law.every.last_day(law.counted, reached.period + 1)
}

/// What is unpaid at the end of a year is rounded and joins the base. Years that ended before the first day bring nothing.
fn capitalise(reached: &mut Reached, divisor: i128, anniversary: Option<Date>) {
    if anniversary == Some(reached.through) {
        reached.fix(divisor);
        reached.capitalised = (reached.arisen - reached.reduced).max(0);
        if reached.capitalised > 0 {
            reached.note(Counted::JoinedBase {
                on: reached.through,
                amount: reached.capitalised,
            });
        }
    }
    reached.period += 1;
}

/// Whether neither the base nor what grew on it has anything left, nor will have by what is known: all later days are alike.
fn nothing_is_left(reached: &Reached, around: &Around<'_>) -> bool {
    reached.fraction == 0
        && reached.arisen <= reached.reduced
        && reached.base_entries_read == around.base.len()
        && reached.own_entries_read == around.own.len()
}

fn next_fixing(reached: &Reached, around: &Around<'_>) -> Option<Date> {
    let next = |days: &[Date], read: usize| days.get(read).copied();
    let of_all = next(around.fixings, reached.fixings_read);
    let of_own = next(around.own_fixings, reached.own_fixings_read);
    of_all.into_iter().chain(of_own).min()
}

fn next_payment(reached: &Reached, around: &Around<'_>) -> Option<Date> {
    around
        .own
        .get(reached.own_entries_read)
        .map(|entry| entry.on)
}

fn next_base(reached: &Reached, around: &Around<'_>) -> Option<Date> {
    let next = around.base.get(reached.base_entries_read)?;
    next.counts_from.pred_opt()
}

/// Interest of the days from `first` through `last` that lie in a spell.
fn grow(
    laws: &[(Date, Law<'_>)],
    reached: &mut Reached,
    base: Minor,
    (first, last): (Date, Date),
    spells: &[Spell],
) {
    for spell in spells {
        let Some(mut from) = spell.first_from(first) else {
            continue;
        };
        let last = spell.through.map_or(last, |through| through.min(last));
        while from <= last {
            let until = laws
                .iter()
                .map(|(day, _)| *day)
                .find(|day| *day > from)
                .and_then(|day| day.pred_opt())
                .map_or(last, |until| until.min(last));
            if let Law::Daily {
                rate,
                days_to_the_year,
                ..
            } = law_on(laws, from)
            {
                add(
                    reached,
                    (rate, divisor(days_to_the_year)),
                    base,
                    (from, until),
                );
            }
            let Some(next) = until.succ_opt() else { return };
            from = next;
        }
    }
}

fn add(reached: &mut Reached, law: (Rate<'_>, i128), base: Minor, (first, last): (Date, Date)) {
    let (rate, divisor) = law;
    let mut segment = |percent: Percent, from: Date, through: Date| {
        let days = i128::from((through - from).num_days() + 1);
        let grown = base
            .checked_mul(micro(percent) * days)
            .and_then(|grown| grown.checked_add(reached.fraction))
            .filter(|grown| grown.abs() / divisor <= LARGEST);
        match grown.filter(|_| reached.arisen <= LARGEST) {
            Some(grown) => {
                reached.fraction = grown;
                reached.note(Counted::Days {
                    from,
                    through,
                    base,
                    rate: percent,
                });
            }
            None => reached.misses(Missing::TooLarge { from }),
        }
    };
    match rate {
        Rate::Fixed(percent) => segment(percent, first, last),
        Rate::Table(table) => {
            let known = (
                first.max(table.confirmed_from()),
                last.min(table.confirmed_until()),
            );
            each_segment(table, known, &mut segment);
            if let Some(from) = first_unknown(table, (first, last)) {
                reached.misses(Missing::RateUnknown(RateUnknown {
                    table: table.name().clone(),
                    from,
                }));
            }
        }
    }
}

fn first_unknown(table: &RateTable, (first, last): (Date, Date)) -> Option<Date> {
    if first < table.confirmed_from() {
        Some(first)
    } else if last > table.confirmed_until() {
        table.confirmed_until().succ_opt().map(|day| day.max(first))
    } else {
        None
    }
}

fn each_segment(
    table: &RateTable,
    (first, last): (Date, Date),
    segment: &mut impl FnMut(Percent, Date, Date),
) {
    let rows = table.rows();
    let mut row = rows.partition_point(|(from, _)| *from <= first);
    let mut from = first;
    while from <= last && row > 0 {
        let next = rows.get(row).map(|(day, _)| *day);
        let until = next
            .and_then(|day| day.pred_opt())
            .map_or(last, |day| day.min(last));
        segment(rows[row - 1].1, from, until);
        let Some(day) = until.succ_opt() else { return };
        from = day;
        row += 1;
    }
}
