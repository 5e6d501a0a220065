//! What changes things otherwise: acceleration, effect from a day, ends, lapse, waiver.

use crate::check::program::{Expression, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::{Act, ClaimId, Standing};
use crate::engine::obligations::End;
use crate::engine::relation::Relation;
use crate::value::{Date, Name};

impl<'p> Relation<'p> {
    /// All claims between two parties become due.
    pub(super) fn make_due(
        &mut self,
        turn: Turn<'p>,
        parties: &[Item; 2],
        (heads, with_later): (&[Name], bool),
        on: &Item,
    ) {
        let later = if with_later {
            self.bring_forward(parties, heads)
        } else {
            Vec::new()
        };
        let [Item::Party(debtor), Item::Party(creditor)] = parties else {
            return;
        };
        let on = on.date().unwrap_or(self.day);
        let (debtor, creditor) = (self.names.name(*debtor), self.names.name(*creditor));
        let mut due = self.ledger.accelerate(&debtor, &creditor, heads, on);
        if !matches!(turn.rule.trigger, Trigger::Onset(_)) {
            due.extend(self.arisen_today(&debtor, &creditor, heads));
        }
        let due: Vec<ObligationId> = (due.into_iter())
            .filter_map(|claim| self.obligations.of_claim(claim))
            .chain(later)
            .collect();
        for id in due {
            if let Some(claim) = self.obligations.get(id).claim {
                self.ledger.set_last_timely_day(claim, Some(on));
            }
            self.obligations.get_mut(id).due = Some(on);
            self.obligations.get_mut(id).due_perhaps = None;
            self.obligations.get_mut(id).accelerated = Some((on, turn.rule));
            if let Some(next) = on.succ_opt() {
                self.record.deadlines.entry(next).or_default().insert(id);
            }
            self.tell_accelerated(turn, id);
            self.obligation_changed(id);
        }
    }

    /// Claims that arose today and would be due later: they are due at once while all claims are.
    fn arisen_today(&mut self, debtor: &Name, creditor: &Name, heads: &[Name]) -> Vec<ClaimId> {
        let day = self.day;
        let mut found = Vec::new();
        for claim in self.ledger.active_claims(debtor, creditor) {
            let kept = self.ledger.claim(claim);
            let told = kept.told();
            let meant = heads.is_empty() || heads.contains(&told.head.head);
            let later = kept.last_timely_day().is_some_and(|due| due > day);
            if told.arose == day && meant && later {
                found.push(claim);
            }
        }
        for claim in &found {
            self.ledger.set_last_timely_day(*claim, Some(day));
        }
        found
    }

    /// A version of the terms, or a special term, counts from a day.
    pub(super) fn take_effect(&mut self, thing: &Item, on: &Item) {
        let (Item::Thing(fact), Item::Date(on)) = (thing, on) else {
            return;
        };
        let mut measures = Vec::new();
        for (measure, replacements) in &mut self.replacements {
            for one in replacements
                .iter_mut()
                .filter(|one| one.fact == Some(*fact))
            {
                one.from = *on;
                measures.push(*measure);
            }
        }
        measures.sort_unstable();
        for measure in measures {
            self.touch(&Cell::Measure(measure));
        }
    }

    /// A figure becomes another one, each time that the rule speaks.
    pub(super) fn apply_change(
        &mut self,
        turn: Turn<'p>,
        figure: &'p Name,
        value: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let times = if matches!(turn.rule.trigger, Trigger::Recurring { .. }) {
            self.recurrences(turn, env, query).len()
        } else {
            usize::from(turn.now.holds() && turn.begins())
        };
        for _ in 0..times {
            let known = query.open.len();
            let value = match self.value(value, env, query) {
                Item::Money(money) => Item::Money(money.rounded(self.rounding_of(env))),
                other => other,
            };
            let agreement = self.agreement_in_hand(env);
            let open: &[_] = if value == Item::Undetermined {
                &query.open[known..]
            } else {
                &[]
            };
            self.change(figure, (&value, open), agreement);
        }
    }

    /// A special term no longer stands in the place of what the terms say.
    fn end_replacement(&mut self, fact: crate::engine::item::FactId, from: Date) {
        let mut measures = Vec::new();
        for (measure, replacements) in &mut self.replacements {
            for one in replacements.iter_mut().filter(|one| one.fact == Some(fact)) {
                one.until = Some(from);
                measures.push(*measure);
            }
        }
        measures.sort_unstable();
        for measure in measures {
            self.touch(&Cell::Measure(measure));
        }
    }

    /// An agreement, a service or a right ends.
    pub(super) fn apply_end(
        &mut self,
        turn: Turn<'p>,
        status: &Name,
        arguments: &[Item],
        on: &Item,
    ) {
        let from = on.date().unwrap_or(self.day);
        if let Some(Item::Thing(fact)) = arguments.first() {
            self.end_replacement(*fact, from);
            return;
        }
        if from > self.day {
            self.wake_on(turn.id, from);
            return;
        }
        let known: Vec<Item> = arguments
            .iter()
            .filter(|item| item.is_known())
            .cloned()
            .collect();
        self.hold(turn, status, &known, turn.now, from, None);
    }

    /// Claims lapse when their time has passed.
    pub(super) fn apply_lapse(
        &mut self,
        turn: Turn<'p>,
        parties: &[Item; 2],
        heads: &[Name],
        claim: Option<&Item>,
        last: Option<Date>,
        query: &mut Query<'p>,
    ) {
        let Some(last) = last else { return };
        if self.day <= last {
            if let Some(next) = last.succ_opt() {
                query.wake(next);
            }
            return;
        }
        if !turn.now.holds() {
            return;
        }
        let claims: Vec<ClaimId> = match claim {
            Some(claim) => match self.obligation_for(None, claim, query) {
                Item::Obligation(id) => self.obligations.get(id).claim.into_iter().collect(),
                _ => Vec::new(),
            },
            None => {
                let [Item::Party(debtor), Item::Party(creditor)] = parties else {
                    return;
                };
                self.ledger
                    .active_claims(&self.names.name(*debtor), &self.names.name(*creditor))
            }
        };
        for claim in claims {
            self.lapse(turn, claim, heads);
        }
    }

    fn lapse(&mut self, turn: Turn<'p>, claim: ClaimId, heads: &[Name]) {
        let told = self.ledger.claim(claim).told();
        if !heads.is_empty() && !heads.contains(&told.head.head) {
            return;
        }
        let by = Name::new(turn.rule.at.clause.as_str());
        let act = Act::new(&by, self.day);
        // What rests on an open judgement lapses as well: no answer brings it back.
        if self.ledger.claim(claim).standing(self.day) == Standing::Conditional {
            let comes_through = self.ledger.position(claim, self.day).open.is_positive();
            let standing = if comes_through {
                Standing::Owed
            } else {
                Standing::Excluded
            };
            self.ledger.set_standing(claim, standing, self.day);
        }
        match self.ledger.lapse(claim, &act) {
            Ok(open) if open.is_positive() => {
                if let Some(id) = self.obligations.of_claim(claim) {
                    let day = self.day;
                    self.obligations.get_mut(id).ended = Some((day, End::Lapsed));
                    self.tell_lapsed(turn, id);
                    self.obligation_changed(id);
                    self.share_ceiling_anew(id);
                }
            }
            Ok(_) => {}
            Err(error) => self.ledger_problem(&error),
        }
    }

    /// A party waives a claim of its own: what is open of it is not owed any more (6:160 BW), what was paid stays paid.
    pub fn waive(&mut self, fact: crate::engine::item::FactId) {
        let thing = self.facts.get(fact).field(self.known.claim);
        let by = self.facts.get(fact).by;
        let name = self.names.name(self.facts.get(fact).name);
        let mut waived = Vec::new();
        for item in thing.members() {
            match item {
                Item::Obligation(id) => waived.push(id),
                thing => waived.extend(self.obligations.about(&thing)),
            }
        }
        for id in waived {
            if by == Some(self.obligations.get(id).bearer) {
                continue;
            }
            let day = self.day;
            if let Some(claim) = self.obligations.get(id).claim
                && let Err(error) = self.ledger.waive(claim, &Act::new(&name, day))
            {
                self.ledger_problem(&error);
            }
            if self.obligations.get(id).performed_on.is_none() {
                self.obligations.get_mut(id).ended = Some((day, End::Discharged));
            }
            self.obligation_changed(id);
        }
        self.facts.mark_used(fact);
    }
}
