//! The chronicle: what happened on a day, and what followed, one sentence each.

use crate::check::program::{Debt, Rule};
use crate::engine::bodies::Turn;
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::obligations::Obligation;
use crate::engine::outcome::Entry;
use crate::engine::relation::Relation;
use crate::engine::world::TupleId;
use crate::timeline::Event;
use crate::value::{ClauseId, Truth};

impl<'p> Relation<'p> {
    pub(super) fn tell_event(&mut self, event: &Event) {
        let by = event
            .by
            .as_ref()
            .map_or_else(String::new, |by| format!(" by the {}", by.in_words()));
        let text = format!("{} {}{by}", event.ty.in_words(), event.reference);
        self.record.chronicle.push(Entry {
            date: event.date,
            event: Some(text),
            consequences: Vec::new(),
        });
    }

    fn tell(&mut self, clause: &ClauseId, sentence: String) {
        let day = self.day;
        let at_start = self.at_start;
        let fits = self
            .record
            .chronicle
            .last()
            .is_some_and(|entry| entry.date == day && (entry.event.is_none() || !at_start));
        if !fits {
            self.record.chronicle.push(Entry {
                date: day,
                event: None,
                consequences: Vec::new(),
            });
        }
        let entry = self.record.chronicle.last_mut().expect("there is an entry");
        let line = (clause.clone(), sentence);
        if !entry.consequences.contains(&line) {
            entry.consequences.push(line);
        }
    }

    pub(super) fn tell_state(&mut self, turn: Turn<'p>, tuple: TupleId) {
        let tuple = self.states.get(tuple);
        let name = self.names.name(tuple.state);
        let declared = self.program.states.get(&name);
        if declared.is_some_and(|state| !state.reported) {
            return;
        }
        let shown = declared.map_or(&name, |state| &state.name).in_words();
        let about: Vec<String> = tuple
            .arguments
            .iter()
            .filter_map(|item| self.shown(item))
            .map(|name| name.to_string())
            .collect();
        let about = about.join(", ");
        let sentence = match tuple.truth {
            Truth::Holds => format!("{shown} ({about}) begins"),
            Truth::Undetermined => format!("{shown} ({about}) waits for a judgement"),
            Truth::Fails => format!("{shown} ({about}) ends"),
        };
        self.tell(&turn.rule.at.clause, sentence);
    }

    pub(super) fn tell_power(&mut self, turn: Turn<'p>, holder: Symbol, act: Symbol, truth: Truth) {
        let (holder, act) = (self.names.name(holder), self.names.name(act).in_words());
        let sentence = match truth {
            Truth::Holds => format!("the {holder} may {act}"),
            Truth::Undetermined => format!("whether the {holder} may {act} waits for a judgement"),
            Truth::Fails => format!("the {holder} may not {act} any more"),
        };
        self.tell(&turn.rule.at.clause, sentence);
    }

    pub(super) fn tell_obligation(&mut self, _instance: usize, id: ObligationId) {
        let obligation = self.obligations.get(id);
        if obligation.grows {
            let sentence = format!(
                "{} begins to grow on {}",
                self.head_in_words(obligation),
                self.thing_in_words(&obligation.thing)
            );
            let clause = &obligation.rule.at.clause;
            self.tell(clause, sentence);
            return;
        }
        let bearer = self.names.name(obligation.bearer);
        let act = self.names.name(obligation.act).in_words();
        let amount = match (obligation.claim, &obligation.head) {
            (Some(claim), Some(_)) => {
                let arisen = self.ledger.position(claim, self.day).arisen;
                format!(
                    ", {} {}",
                    self.head_in_words(obligation),
                    arisen.to_clause_style()
                )
            }
            _ => String::new(),
        };
        let due = obligation
            .due
            .map_or_else(String::new, |due| format!(", at the latest on {due}"));
        let conditional = if obligation.truth.is_undetermined() {
            ", if what must be judged holds"
        } else {
            ""
        };
        let sentence = format!(
            "the {bearer} must {act} {}{amount}{due}{conditional}",
            self.thing_in_words(&obligation.thing)
        );
        let clause = &obligation.rule.at.clause;
        self.tell(clause, sentence);
    }

    pub(super) fn tell_overdue(&mut self, id: ObligationId) {
        let obligation = self.obligations.get(id);
        let passed = obligation.due.is_some_and(|due| due < self.day);
        if !obligation.is_open() || !passed || obligation.truth.is_undetermined() {
            return;
        }
        let act = self.names.name(obligation.act).in_words();
        let sentence = format!(
            "the last day to {act} {} has passed",
            self.thing_in_words(&obligation.thing)
        );
        let clause = &obligation.rule.at.clause;
        self.tell(clause, sentence);
    }

    pub(super) fn tell_performance(&mut self, id: ObligationId) {
        let obligation = self.obligations.get(id);
        let late = if obligation.late(self.day).holds() {
            "late"
        } else {
            "in time"
        };
        let act = self.names.name(obligation.act).in_words();
        let sentence = format!(
            "{act} {} is performed, {late}",
            self.thing_in_words(&obligation.thing)
        );
        let clause = &obligation.rule.at.clause;
        self.tell(clause, sentence);
    }

    pub(super) fn tell_accelerated(&mut self, turn: Turn<'p>, id: ObligationId) {
        let thing = self.thing_in_words(&self.obligations.get(id).thing);
        let day = self.day;
        self.tell(
            &turn.rule.at.clause,
            format!("{thing} becomes due on {day}"),
        );
    }

    pub(super) fn tell_lapsed(&mut self, turn: Turn<'p>, id: ObligationId) {
        let thing = self.thing_in_words(&self.obligations.get(id).thing);
        self.tell(
            &turn.rule.at.clause,
            format!("what is open of {thing} lapses"),
        );
    }

    pub(super) fn tell_violation(&mut self, rule: &'p Rule, fact: FactId) {
        let name = self.names.name(self.facts.get(fact).name);
        self.tell(
            &rule.at.clause,
            format!("{name} violates {}", rule.at.clause),
        );
    }

    pub(super) fn tell_verdict(&mut self, fact: FactId) {
        let Some(verdict) = self.verdicts.get(&fact) else {
            return;
        };
        let (sentence, clauses) = self.verdict_in_words(verdict);
        if let Some(clause) = clauses.first() {
            self.tell(&clause.clone(), sentence);
        }
    }

    /// Writes down how an amount was reckoned.
    pub(super) fn tell_reckoning(
        &mut self,
        obligation: &Obligation<'p>,
        debt: &'p Debt,
        amount: &Item,
    ) {
        if let (Some(claim), Item::Money(money)) = (obligation.claim, amount) {
            let words = self.expression_in_words(&debt.amount);
            self.record
                .reckoned
                .insert(claim, format!("{} is {words}", money.to_clause_style()));
        }
    }
}
