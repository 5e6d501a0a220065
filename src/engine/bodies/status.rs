//! States and conclusions: brought about for good by an event, or held while conditions hold.

use std::collections::BTreeSet;

use crate::check::program::{Condition, Status, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::instances::Spell;
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::engine::world::Ground;
use crate::value::{Date, Name, Truth};

impl<'p> Relation<'p> {
    pub(super) fn apply_status(
        &mut self,
        turn: Turn<'p>,
        status: &'p Status,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        if matches!(turn.rule.trigger, Trigger::Recurring { .. }) {
            self.apply_recurring_status(turn, status, env, query);
            return;
        }
        let arguments = self.state_arguments(&status.state, &status.arguments, env, query);
        let Some(arguments) = arguments else { return };
        let carried = self.carried(turn);
        let mut support = carried;
        let mut left_out = BTreeSet::new();
        if !support.fails()
            && let Some(until) = &status.until
        {
            let known = query.open.len();
            let over = self.truth(until, env, query);
            if over.is_undetermined() {
                left_out.extend(query.open[known..].iter().filter_map(Open::left_out));
            }
            support = support.and(!over);
            if support.fails() && Self::speaks_once(turn.rule) {
                self.instances[turn.id].progress.latched = false;
                self.instances[turn.id].progress.over =
                    matches!(turn.rule.trigger, Trigger::Event(_));
            }
        }
        let from = status
            .from
            .as_ref()
            .map(|from| self.value(from, env, query));
        let through = status
            .through
            .as_ref()
            .map(|through| self.value(through, env, query));
        if !support.fails()
            && let Some((Item::NotStated, day)) = through.as_ref().zip(status.through.as_ref())
        {
            left_out.extend(self.left_out_of(day, env, query));
        }
        self.record.without_end.remove(&turn.id);
        let (support, from, end) = self.within(support, from.as_ref(), through.as_ref(), query);
        if !support.fails() && !left_out.is_empty() {
            self.record.without_end.insert(turn.id, left_out);
        }
        self.hold(turn, &status.state, &arguments, support, from, end);
    }

    /// `Every year from M, X is <state>, through D`: one spell each time, reckoned on its day.
    fn apply_recurring_status(
        &mut self,
        turn: Turn<'p>,
        status: &'p Status,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        for day in self.recurrences(turn, env, query) {
            let arguments = self.state_arguments(&status.state, &status.arguments, env, query);
            let Some(arguments) = arguments else { continue };
            let from = status.from.as_ref();
            let from = from.map_or(Item::Date(day), |from| self.value(from, env, query));
            let through = status.through.as_ref();
            let through = through.map(|through| self.value(through, env, query));
            self.instances[turn.id].progress.spells.push(Spell {
                arguments,
                from,
                through,
            });
        }
        let ended = status.until.as_ref();
        let ended = ended.map_or(Truth::Fails, |until| self.truth(until, env, query));
        let spells = self.instances[turn.id].progress.spells.clone();
        for (index, spell) in spells.iter().enumerate() {
            let (from, through) = (Some(&spell.from), spell.through.as_ref());
            let (support, from, end) = self.within(!ended, from, through, query);
            let goes_on = spells[index + 1..]
                .iter()
                .any(|later| later.arguments == spell.arguments);
            if !support.fails() || !goes_on {
                self.hold(turn, &status.state, &spell.arguments, support, from, end);
            }
        }
    }

    /// Whether a consequence stands: as long as the condition holds, or since the trigger came.
    fn carried(&mut self, turn: Turn<'p>) -> Truth {
        let progress = &mut self.instances[turn.id].progress;
        progress.cut &= !turn.now.fails();
        if progress.over || progress.cut {
            return Truth::Fails;
        }
        match turn.rule.trigger {
            Trigger::Event(_)
            | Trigger::Standing
            | Trigger::While(_)
            | Trigger::Recurring { .. } => turn.now,
            Trigger::Onset(_) => {
                if turn.now.holds() && !turn.before.holds() {
                    progress.latched = true;
                }
                if progress.latched {
                    Truth::Holds
                } else {
                    turn.now.and(Truth::Undetermined)
                }
            }
        }
    }

    /// Narrows a support to the days between a first and a last one.
    fn within(
        &self,
        support: Truth,
        from: Option<&Item>,
        through: Option<&Item>,
        query: &mut Query<'p>,
    ) -> (Truth, Date, Option<Date>) {
        let mut support = support;
        let mut first = self.day;
        if let Some(from) = from {
            match from {
                Item::Date(from) if *from > self.day => {
                    query.wake(*from);
                    support = Truth::Fails;
                }
                Item::Date(from) => first = *from,
                _ => support = support.and(Truth::Undetermined),
            }
        }
        let mut end = None;
        if let Some(Item::Date(through)) = through {
            end = through.succ_opt();
            if self.day > *through {
                support = Truth::Fails;
            } else if let Some(end) = end {
                query.wake(end);
            }
        }
        (support, first, end)
    }

    /// An instance says to what extent a tuple of a state holds.
    pub(super) fn hold(
        &mut self,
        turn: Turn<'p>,
        state: &Name,
        arguments: &[Item],
        support: Truth,
        from: Date,
        end: Option<Date>,
    ) {
        let ground = Ground {
            by: Some(turn.id),
            event: self.instances[turn.id].event,
            from: from.min(self.day),
            fixed_end: end,
        };
        let symbol = self.names.symbol(state);
        self.refuse_while(turn.id, &turn.rule.at.clause, state, arguments, support);
        if !support.fails() {
            self.follow_end(state, arguments);
        }
        if let Some(change) = self
            .states
            .support(symbol, arguments, support, ground, self.day)
        {
            self.tell_state(turn, change);
            self.tuple_changed(change);
            let truth = self.states.get(change.tuple).truth;
            self.follow_taking(&turn.rule.at.clause, state, (change.tuple, truth));
        }
    }

    /// The arguments of a state; none when one of them is not there.
    pub(super) fn state_arguments(
        &self,
        state: &Name,
        arguments: &'p [crate::check::program::Expression],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Vec<Item>> {
        let declared = self.state(state);
        let mut items = Vec::with_capacity(arguments.len());
        for (position, argument) in arguments.iter().enumerate() {
            let sort = declared.and_then(|state| state.arguments.get(position));
            let item = self.value(argument, env, query);
            let item = self.as_sort(item, sort, query);
            if !item.is_known() {
                return None;
            }
            items.push(item);
        }
        Some(items)
    }

    /// A state that holds by definition.
    pub(super) fn apply_definition(
        &mut self,
        id: usize,
        (state, holds_if): (&'p Name, &'p Condition),
        now: Truth,
    ) {
        let ground = Ground {
            by: Some(id),
            event: None,
            from: self.day,
            fixed_end: None,
        };
        let arguments = self.instances[id].variables.clone();
        let symbol = self.names.symbol(state);
        if let Some(change) = self
            .states
            .support(symbol, &arguments, now, ground, self.day)
        {
            self.tell_defined(holds_if, change);
            self.tuple_changed(change);
        }
    }
}
