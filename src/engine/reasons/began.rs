//! What began on a day and made a rule apply from it.

use crate::check::program::{Condition, Rule, Trigger};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::value::{ClauseId, Date};

/// The most reasons that are told of one thing.
const MOST_REASONS: usize = 3;

impl<'p> Relation<'p> {
    /// What began on a day and made the rule apply from it: a state, an act, a last timely day that had passed.
    pub fn what_began(&self, rule: &'p Rule, instance: usize, day: Date) -> Vec<String> {
        self.what_began_in(rule, &self.scope(instance), day)
    }

    fn what_began_in(&self, rule: &'p Rule, env: &Env<'p>, day: Date) -> Vec<String> {
        let mut found = Vec::new();
        if let Trigger::While(condition) | Trigger::Onset(condition) = &rule.trigger {
            self.began(condition, env, day, &mut found);
        }
        if let (Trigger::Event(_), Some(fact)) = (&rule.trigger, env.event)
            && self.facts.get(fact).date == day
        {
            found.push(self.fact_in_words(fact, Tense::Perfect));
        }
        self.began(&rule.condition, env, day, &mut found);
        found.dedup();
        found
    }

    fn began(&self, condition: &'p Condition, env: &Env<'p>, day: Date, found: &mut Vec<String>) {
        let mut query = Query::default();
        if !self.truth(condition, &mut env.clone(), &mut query).holds() {
            return;
        }
        match condition {
            Condition::All(items) | Condition::Any(items) => {
                for item in items {
                    self.began(&item.condition, env, day, found);
                }
            }
            Condition::Holds { state, arguments } => {
                let arguments: Vec<Item> = arguments
                    .iter()
                    .map(|argument| self.what_stands_for(argument, env))
                    .collect();
                self.state_began(state, &arguments, env, day, found);
            }
            Condition::GroundGiven { provision, against } => {
                let against = against.as_ref();
                let against = against.map(|of| self.value(of, &mut env.clone(), &mut query));
                let confined_to = self.confined_to(env);
                let given = self.grounds_given(provision, against.as_ref(), env, &mut query);
                for (id, _) in given.into_iter().filter(|(_, truth)| truth.holds()) {
                    if let Some(rule) = self.instances[id].rule() {
                        let env = self.scope_of_ground(id, confined_to);
                        found.extend(self.what_began_in(rule, &env, day));
                    }
                }
            }
            Condition::Happened(_) => {
                let facts = query.facts.iter().rev();
                let of_day = facts
                    .copied()
                    .find(|fact| self.facts.get(*fact).date == day);
                found.extend(of_day.map(|fact| self.fact_in_words(fact, Tense::Perfect)));
            }
            Condition::Late { obligation, .. } => {
                let item = self.value(obligation, &mut env.clone(), &mut query);
                if let Item::Obligation(id) = item
                    && let Some(due) = self.obligations.get(id).due
                    && due.succ_opt() == Some(day)
                {
                    found.push(format!(
                        "the last timely day of {} was {due}",
                        self.duty_in_words(id)
                    ));
                }
            }
            Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => {
                self.began(holds, env, day, found);
            }
            Condition::Violates { party, provisions }
            | Condition::InBreach { party, provisions } => {
                let party = self.value(party, &mut env.clone(), &mut query);
                self.violations_began(provisions, Some(&party), day, found);
            }
            Condition::Breaks { provisions, .. } => {
                self.violations_began(provisions, None, day, found);
            }
            Condition::Always
            | Condition::NoneOf(_)
            | Condition::Not(_)
            | Condition::Counts(_)
            | Condition::Performed { .. }
            | Condition::Concept { .. }
            | Condition::Compare { .. }
            | Condition::SamePeriod { .. }
            | Condition::OneOf { .. }
            | Condition::Stated(_)
            | Condition::Passed(_)
            | Condition::LongerThan { .. }
            | Condition::May { .. }
            | Condition::InForm { .. }
            | Condition::Weekday { .. }
            | Condition::Listed { .. }
            | Condition::Truth(_)
            | Condition::Governed(_) => {}
        }
    }

    /// Violations of provisions that began on a day; those of a party, if it is asked of one.
    fn violations_began(
        &self,
        provisions: &'p [ClauseId],
        party: Option<&Item>,
        day: Date,
        found: &mut Vec<String>,
    ) {
        let broken = self.clauses_within(provisions);
        let lasting = broken.flat_map(|clause| self.violations.lasting(clause));
        let meant = lasting.filter(|violation| {
            violation.from == day
                && party.is_none_or(|party| Item::Party(violation.bearer) == *party)
        });
        found.extend(meant.map(|violation| {
            let clause = self.names.name(violation.clause);
            let what = self.fact_in_words(violation.fact, Tense::Perfect);
            format!("{what}, against {clause}")
        }));
    }

    /// A state that began on a day; one that holds by its definition began with what it rests on.
    fn state_began(
        &self,
        state: &'p crate::value::Name,
        arguments: &[Item],
        env: &Env<'p>,
        day: Date,
        found: &mut Vec<String>,
    ) {
        let symbol = self.names.symbol(state);
        let known = arguments
            .iter()
            .enumerate()
            .find(|(_, item)| item.is_known());
        let fits = |own: &[Item]| {
            own.iter().zip(arguments).all(|(own, wanted)| {
                !wanted.is_known() || own == wanted || self.thing_of(own) == *wanted
            })
        };
        let some_fit = self.states.active(symbol, known).next().is_some();
        let all = self.states.active(symbol, known.filter(|_| some_fit));
        let begun = all.map(|id| self.states.get(id)).find(|tuple| {
            tuple.truth.holds() && tuple.since() == Some(day) && fits(&tuple.arguments)
        });
        if let Some(tuple) = begun {
            let event = tuple.intervals.last().and_then(|interval| interval.event);
            let told = self.as_told(tuple, event);
            let said = self.state_in_words(state, &told, Tense::Present);
            let due = tuple.arguments.iter().find_map(|item| match item {
                Item::Obligation(id) => self.obligations.get(*id).due,
                _ => None,
            });
            let due = due.filter(|due| due.succ_opt() == Some(day));
            found.push(due.map_or(said.clone(), |due| {
                format!("{said}, the last timely day being {due}")
            }));
            return;
        }
        let definition = self.program.states.get(state);
        if let Some(condition) = definition.and_then(|state| state.holds_if.as_ref())
            && found.len() < MOST_REASONS
        {
            self.began(condition, &env.called(arguments.to_vec()), day, found);
        }
    }
}
