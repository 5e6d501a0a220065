//! Money that grows: begun, stopped and resumed with the condition that it rests on.

use crate::check::program::{Accrual, Expression, Growth as Law, Rule, StandsIn, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::ledger::{
    Act, Compounding, Growth, NewAccrual, PerPeriod, Period, Rate, Yearly,
};
use crate::engine::obligations::Obligation;
use crate::engine::relation::Relation;
use crate::value::{Date, Money};

impl<'p> Relation<'p> {
    pub(super) fn apply_accrual(
        &mut self,
        turn: Turn<'p>,
        accrual: &'p Accrual,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let mut grows = match turn.rule.trigger {
            Trigger::Onset(_) | Trigger::Event(_) => {
                turn.now.holds() || self.instances[turn.id].progress.latched
            }
            Trigger::Standing | Trigger::While(_) | Trigger::Recurring { .. } => turn.now.holds(),
        };
        self.instances[turn.id].progress.latched = grows;
        let known = self.instances[turn.id]
            .progress
            .obligations
            .first()
            .copied();
        if grows && let Some(bearing) = &accrual.bearing {
            let begins = known.is_none();
            grows = self.let_rest(turn, accrual, (bearing, begins), env, query);
        }
        match (known, grows) {
            (None, true) => self.begin_growth(turn, accrual, env, query),
            (Some(id), true) if self.instances[turn.id].progress.over => {
                self.instances[turn.id].progress.over = false;
                let from = self.first_day_of(accrual, env, query).max(self.day);
                if let Some(claim) = self.obligations.get(id).claim
                    && let Err(error) = self.ledger.resume(claim, from)
                {
                    self.ledger_problem(&error);
                }
            }
            (Some(id), false) if !self.instances[turn.id].progress.over => {
                self.instances[turn.id].progress.over = true;
                let through = if self.at_start {
                    self.day.pred_opt().unwrap_or(self.day)
                } else {
                    self.day
                };
                if let Some(claim) = self.obligations.get(id).claim
                    && let Err(error) = self.ledger.stop(claim, through)
                {
                    self.ledger_problem(&error);
                }
            }
            (Some(id), true) => self.follow_rate(id, accrual, env, query),
            (None | Some(_), _) => {}
        }
    }

    /// Nothing grows on what is open beside the amount that bears it. Whether the amount is known: until it is, nothing grows. Of an amount
    /// of which a part waits for a judgement the rest is known, and grows; once it is judged that the part bears too, it does so from
    /// the day on which it was left out.
    fn let_rest(
        &mut self,
        turn: Turn<'p>,
        accrual: &'p Accrual,
        (bearing, begins): (&'p Expression, bool),
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let on = self.value(&accrual.on, env, query);
        let Item::Obligation(base) = self.obligation_for(None, &on, query) else {
            return false;
        };
        let Some(claim) = self.obligations.get(base).claim else {
            return false;
        };
        query.read(Cell::Amount(base));
        let Item::Money(open) = self.open_of(base) else {
            return false;
        };
        let (bears, at_most) = match self.value(bearing, env, query) {
            Item::Money(bears) => (bears, bears),
            Item::Undetermined => match self.bounds(bearing, env, query) {
                Some(bounds) => bounds,
                None => return false,
            },
            _ => return false,
        };
        let from = match (begins, self.at_start) {
            (true, _) => None,
            (false, true) => Some(self.day),
            (false, false) => self.day.succ_opt(),
        };
        let rounding = self.rounding_of(env);
        let beside = |bears: Money| {
            let nothing = Money::zero(open.currency());
            let rests = open.checked_sub(bears).unwrap_or(nothing);
            let rests = if rests.is_positive() { rests } else { nothing };
            rests.rounded(rounding)
        };
        let (in_all, for_sure) = (beside(bears), beside(at_most));
        let undecided = in_all.checked_sub(for_sure).unwrap_or(in_all);
        let from = self.follow_undecided(turn.id, undecided, from);
        let by = self.names.name(self.obligations.get(base).clause);
        if let Err(error) = self
            .ledger
            .rest(claim, in_all, &Act::new(&by, self.day), from)
        {
            self.ledger_problem(&error);
        }
        true
    }

    /// What grows, by its instance, on a claim of which a part rests or not according to how an act is judged.
    pub fn waits_in_part_for(&self, act: FactId) -> Vec<usize> {
        let readers = self.cells.readers_of_event(act);
        let waits = readers.filter(|reader| self.record.undecided_rest.contains_key(reader));
        let mut found: Vec<usize> = waits.collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Keeps what rests until it is judged whether it does, and tells the day from which a change of it works: what is judged to bear does so
    /// from the day on which it was left out.
    fn follow_undecided(
        &mut self,
        id: usize,
        undecided: Money,
        today: Option<Date>,
    ) -> Option<Date> {
        let known = self.record.undecided_rest.remove(&id);
        let mut parts = known.unwrap_or_default();
        let before = parts.iter().map(|(_, part)| *part);
        let before = before.reduce(|sum, part| sum.checked_add(part).unwrap_or(sum));
        let before = before.unwrap_or(Money::zero(undecided.currency()));
        let more = undecided.checked_sub(before).unwrap_or(undecided);
        let mut works_from = today;
        if more.is_positive() {
            parts.push((today, more));
        } else if more.is_negative() {
            let less = before.checked_sub(undecided).unwrap_or(before);
            let at = parts.iter().rposition(|(_, part)| *part == less);
            let (from, part) = parts.remove(at.unwrap_or(parts.len() - 1));
            let left = part.checked_sub(less).unwrap_or(part);
            if left.is_positive() {
                parts.push((from, left));
            }
            works_from = from;
        }
        if !parts.is_empty() {
            self.record.undecided_rest.insert(id, parts);
        }
        works_from
    }

    /// The rate is that of the day: another version, or a term agreed, may have changed it. What was charged stays.
    fn follow_rate(
        &mut self,
        id: ObligationId,
        accrual: &'p Accrual,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let Some(claim) = self.obligations.get(id).claim else {
            return;
        };
        if let Some(growth) = self.growth(&accrual.law, env, query)
            && self.ledger.grows_at_another_rate(claim, &growth)
            && let Err(error) = self.ledger.change_rate(claim, self.day, &growth)
        {
            self.ledger_problem(&error);
        }
    }

    fn first_day_of(&self, accrual: &'p Accrual, env: &mut Env<'p>, query: &mut Query<'p>) -> Date {
        let from = accrual
            .from
            .as_ref()
            .map(|from| self.value(from, env, query));
        from.and_then(|from| from.date()).unwrap_or(self.day)
    }

    fn begin_growth(
        &mut self,
        turn: Turn<'p>,
        accrual: &'p Accrual,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let on = self.value(&accrual.on, env, query);
        let Item::Obligation(base) = self.obligation_for(None, &on, query) else {
            return;
        };
        let Some(on) = self.obligations.get(base).claim else {
            return;
        };
        let (Item::Party(debtor), Item::Party(creditor)) = (
            self.value(&accrual.debtor, env, query),
            self.value(&accrual.creditor, env, query),
        ) else {
            return;
        };
        if self.grows_already(accrual, on) {
            return;
        }
        let from = self.first_day_of(accrual, env, query);
        let Some(growth) = self.growth(&accrual.law, env, query) else {
            return;
        };
        let from = self.not_before_its_version(turn.rule, from, &growth, env);
        let silent = if turn.rule.fallback {
            self.silent_since(turn.rule, env, query)
        } else {
            None
        };
        // Until the terms were silent it grew by the terms.
        let from = silent.map_or(from, |since| from.max(since));
        let rounding = (accrual.rounded).map_or(self.rounding_of(env), |rounded| rounded.way);
        let ceiling = match &accrual.ceiling {
            Some(most) => match self.value(most, env, query) {
                Item::Money(most) => Some(most.rounded(rounding)),
                // Until the most is known, nothing is known of what grows.
                _ => return,
            },
            None => None,
        };
        let told = NewAccrual {
            on,
            head: accrual.head.clone(),
            growth,
            rounding,
            rounds_on_payment: (accrual.rounded).is_some_and(|rounded| rounded.on_payment),
            ceiling,
            from,
            rule: Some(turn.rule.id),
            clause: Some(turn.rule.at.clause.clone()),
        };
        match self.ledger.accrue(told) {
            Ok(claim) => {
                let thing = self.obligations.get(base).thing.clone();
                let paying = self
                    .program
                    .paying
                    .get(&accrual.head)
                    .unwrap_or(&accrual.head.head);
                let obligation = Obligation {
                    act: self.names.symbol(paying),
                    head: Some(accrual.head.clone()),
                    claim: Some(claim),
                    grows: true,
                    listed: true,
                    ..self.new_obligation(turn, debtor, Some(creditor), &thing, from, None)
                };
                let id = self.keep_obligation(obligation, None);
                self.instances[turn.id].progress.obligations.push(id);
            }
            Err(error) => self.ledger_problem(&error),
        }
    }

    /// What grows by a sentence that a later version brought does not grow before that version, nor in a period that began before it.
    fn not_before_its_version(
        &self,
        rule: &'p Rule,
        from: Date,
        growth: &Growth<'p>,
        env: &Env<'p>,
    ) -> Date {
        let since = match rule.stands_in {
            StandsIn::Every => None,
            StandsIn::Only(_) => self.reigns_since(env),
        };
        let Some(since) = since.filter(|since| *since > from) else {
            return from;
        };
        match growth {
            Growth::PerPeriod(law) => law.first_start_from(since).unwrap_or(since),
            Growth::Yearly(_) | Growth::HighestOf(_) => since,
        }
    }

    /// Whether another clause that grants the same already lets it grow.
    fn grows_already(&self, accrual: &Accrual, on: crate::engine::ledger::ClaimId) -> bool {
        self.ledger.claim(on).rest_on_it().iter().any(|id| {
            let told = self.ledger.claim(*id).told();
            let shares = |clause: &crate::value::ClauseId| {
                accrual.once_under.iter().any(|one| clause.is_within(one))
            };
            told.head == accrual.head && told.clause.as_ref().is_some_and(shares)
        })
    }

    fn growth(
        &mut self,
        law: &'p Law,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Growth<'p>> {
        match law {
            Law::Yearly {
                rate,
                days_to_the_year,
                compounding,
            } => {
                let rate = match self.value(rate, env, query) {
                    Item::Percent(percent) => Rate::Fixed(percent),
                    Item::Word(table) => Rate::Table(
                        self.law_of(env)
                            .rates
                            .get(self.names.name(table).as_str())?,
                    ),
                    _ => return None,
                };
                let compounding = compounding.as_ref().and_then(|compounding| {
                    let counted = &compounding.counted;
                    let day = self.value(counted.moment(), env, query).date();
                    Some(Compounding {
                        every: Period::new(compounding.every).ok()?,
                        counted: counted.with(day)?,
                    })
                });
                Some(Growth::Yearly(Yearly {
                    rate,
                    days_to_the_year: *days_to_the_year,
                    compounding,
                }))
            }
            Law::PerPeriod {
                rate,
                every,
                started,
                counted_from,
            } => {
                let Item::Percent(rate) = self.value(rate, env, query) else {
                    return None;
                };
                let counted_from = self.value(counted_from, env, query).date()?;
                let every = Period::new(*every).ok()?;
                Some(Growth::PerPeriod(PerPeriod {
                    rate,
                    every,
                    started: *started,
                    counted_from,
                }))
            }
            Law::HighestOf(laws) => {
                let all: Vec<Growth<'p>> = laws
                    .iter()
                    .filter_map(|law| self.growth(law, env, query))
                    .collect();
                Some(Growth::HighestOf(all))
            }
        }
    }
}
