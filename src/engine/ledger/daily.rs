//! Growth by the day, counted in closed form: from one change (rate, base, fixing, anniversary) to the next.

use crate::value::{Date, Percent, RateTable};

use super::accrual::{Around, MICRO_PERCENT, Missing, RateUnknown, Reached, Spell, Whole, law_on};
use super::growth::{Compounding, Law, Rate, micro};
use super::minor::{LARGEST, Minor};
use super::steps::Counted;

/// Counts through a day. Order inside a day: what joins the base at its start, the interest of the day on what is open at its
/// start, the fixing, what is paid.
pub(super) fn count(
    laws: &[(Date, Law<'_>)],
    reached: &mut Reached,
    around: &Around<'_>,
    whole: Whole,
    through: Date,
) {
    let Law::Daily { compounding, .. } = laws[0].1 else {
        return;
    };
    reached.read_days(around, whole);
    while reached.through < through
        && let Some(day) = reached.through.succ_opt()
    {
        let anniversary = compounding.and_then(|law| next_anniversary(law, reached));
        if anniversary.is_some_and(|anniversary| anniversary < day) {
            capitalise(reached, whole, anniversary);
            continue;
        }
        reached.read_base(around, day);
        let base = reached.base.max(0) + reached.capitalised;
        let grows = base > 0;
        if !grows && nothing_is_left(reached, around) {
            reached.through = through;
            reached.read_days(around, whole);
            return;
        }
        let stop = [
            anniversary,
            next_fixing(reached, around).filter(|_| grows),
            next_payment(reached, around),
            next_base(reached, around),
        ];
        let stop = stop.into_iter().flatten().fold(through, Date::min).max(day);
        if grows && !whole.is_full(reached.arisen) {
            grow(laws, reached, base, (day, stop), around.spells);
        }
        reached.through = stop;
        reached.read_days(around, whole);
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
fn capitalise(reached: &mut Reached, whole: Whole, anniversary: Option<Date>) {
    if anniversary == Some(reached.through) {
        reached.fix(whole);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::ledger::claim::{Entry, EntryKind};
    use crate::engine::ledger::growth::Period;
    use crate::value::{Anchor, Name, Rounding, parse_date};

    const WHOLE: Whole = Whole {
        divisor: MICRO_PERCENT * 365,
        rounding: Rounding::HalfUp,
        ceiling: None,
    };

    fn day(text: &str) -> Date {
        parse_date(text).expect("a date")
    }

    /// EUR 1,000.00 at 10% a year of 365 days from 1 January 2023 on; what is unpaid after a year bears interest too.
    fn counted(base: &[Entry], own: &[Entry], fixings: &[Date], through: &str) -> Reached {
        let law = Law::Daily {
            rate: Rate::Fixed(Percent::parse("10%").expect("a percentage")),
            days_to_the_year: 365,
            compounding: Some(Compounding {
                every: Period::year(),
                counted: Anchor::From(day("2023-01-01")),
            }),
        };
        let spells = [Spell {
            from: day("2023-01-01"),
            through: None,
        }];
        let around = Around {
            base,
            own,
            fixings,
            own_fixings: &[],
            spells: &spells,
            as_of: day(through),
        };
        let mut reached = Reached::nothing(day("2022-12-31"), 100_000);
        count(
            &[(Date::MIN, law)],
            &mut reached,
            &around,
            WHOLE,
            day(through),
        );
        reached
    }

    /// So much was settled on a day; less than nothing is raised.
    fn settled(on: &str, amount: Minor) -> Entry {
        Entry {
            on: day(on),
            counts_from: day(on).succ_opt().expect("a day"),
            amount,
            kind: EntryKind::Settled,
            by: Name::new("P1"),
        }
    }

    #[test]
    fn once_nothing_is_left_no_year_is_gone_through() {
        // 100 days: 1,000.00 x 10% x 100/365 = 27.397.. = 27.40, and all is paid.
        let paid = "2023-04-10";
        let (base, own) = ([settled(paid, 100_000)], [settled(paid, 2_740)]);
        let reached = counted(&base, &own, &[day(paid)], "2073-04-10");
        assert_eq!((reached.arisen, reached.reduced), (2_740, 2_740));
        assert_eq!(reached.through, day("2073-04-10"));
        assert_eq!(reached.period, 0, "fifty years were gone through");
    }

    #[test]
    fn unpaid_interest_goes_on_to_bear_interest() {
        // 365 days: 100.00, and the principal alone is paid; a year later 100.00 x 10% = 10.00 more.
        let paid = "2023-12-31";
        let base = [settled(paid, 100_000)];
        let reached = counted(&base, &[], &[day(paid)], "2024-12-30");
        assert_eq!(reached.shown(WHOLE), 11_000);
    }

    #[test]
    fn a_fraction_of_a_cent_that_is_not_rounded_yet_is_left() {
        // 10 days: 1,000.00 x 10% x 10/365 = 2.739.., not rounded while nothing is paid of it.
        let base = [settled("2023-01-10", 100_000)];
        let own = [settled("2023-01-10", 274)];
        let reached = counted(&base, &own, &[], "2024-06-30");
        assert_eq!(reached.fraction, 0, "it is rounded at the end of the year");
        assert_eq!(reached.arisen, 274);
    }

    #[test]
    fn what_is_raised_later_grows_from_the_next_day() {
        // Paid in full on day 100; on 31 December 2024 it is raised by 500.00: 73 days at 10% are 10.00.
        let paid = "2023-04-10";
        let raised = settled("2024-12-31", -50_000);
        let base = [settled(paid, 100_000), raised];
        let own = [settled(paid, 2_740)];
        let reached = counted(&base, &own, &[day(paid)], "2025-03-14");
        assert_eq!(reached.shown(WHOLE), 2_740 + 1_000);
    }
}
