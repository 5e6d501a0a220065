//! What a debt comes to: in whole cents, less what other clauses gave for the same, under its ceiling; and what waits for a judgement.

use crate::check::program::{Body, Cap, Debt, Head, Rule, Scope, StandsIn};
use crate::engine::bodies::duty::standing_of;
use crate::engine::bodies::{Portion, Turn};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::ledger::Act;
use crate::engine::obligations::Obligation;
use crate::engine::record::CapReached;
use crate::engine::relation::Relation;
use crate::value::{Money, Name, Truth};

impl<'p> Relation<'p> {
    /// What is owed: in whole cents, less what other clauses gave for the same, and under the ceiling.
    pub(super) fn amount_now(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        portion: Portion<'p>,
        thing: &Item,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> (Item, Option<Name>) {
        let amount = match portion {
            Portion::Whole => self.value(&debt.amount, env, query),
            Portion::Day(law) => self.value(&law.amount, env, query),
        };
        // What is claimed is fixed in whole cents: a fraction of a cent is no claim beside what another clause gave.
        let amount = match amount {
            Item::Money(money) => Item::Money(money.rounded(self.rounding_of(env))),
            other => other,
        };
        if let Item::Money(money) = &amount
            && money.is_negative()
        {
            self.note_below_zero(turn.rule, &debt.head, thing, *money);
        }
        let amount = self.less_what_others_gave(turn.rule, debt, thing, amount, query);
        self.under_ceiling(turn, debt.cap.as_ref(), thing, amount, env, query)
    }

    /// Debts of which the amount waits for a judgement get it once it is known.
    pub(super) fn settle_amounts(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        for id in self.instances[turn.id].progress.obligations.clone() {
            let obligation = self.obligations.get(id);
            let thing = obligation.thing.clone();
            let portion_of = |claim| Some((claim, *self.record.without_amount.get(&claim)?));
            let Some((claim, portion)) = obligation.claim.and_then(portion_of) else {
                continue;
            };
            let (amount, _) = self.amount_now(turn, debt, portion, &thing, env, query);
            if amount == Item::Undetermined {
                continue;
            }
            self.record.without_amount.remove(&claim);
            let by = Name::new(turn.rule.at.clause.as_str());
            let act = Act::new(&by, self.day);
            let owed = amount.money().filter(|money| money.is_positive());
            if let Some(Err(error)) = owed.map(|owed| self.ledger.raise(claim, owed, &act)) {
                self.ledger_problem(&error);
            }
            let truth = if owed.is_some() {
                turn.now
            } else {
                Truth::Fails
            };
            let obligation = self.obligations.get_mut(id);
            obligation.stand(truth);
            let standing = standing_of(truth, obligation.beyond_doubt());
            self.ledger.set_standing(claim, standing, self.day);
            let told = self.obligations.get(id).clone();
            self.tell_reckoning(&told, debt, &amount, env);
            self.obligation_changed(id);
        }
    }

    /// A debt is never less than nothing, nor a debt of the other party; that a reckoning gives less is said.
    fn note_below_zero(&mut self, rule: &'p Rule, head: &Head, thing: &Item, amount: Money) {
        let of = self
            .told(thing)
            .map_or_else(String::new, |thing| format!(" of {thing}"));
        let name = head.name.as_ref().unwrap_or(&head.head).in_words();
        let amount = amount.to_clause_style();
        let text = format!(
            "the {name}{of} comes to {amount}, which is less than nothing: nothing is owed"
        );
        self.record
            .below_zero
            .insert((rule.at.clause.clone(), text));
    }

    /// `These costs are owed once, under 8.4, 18.5 or 21.2`: what arose under these for the same thing is taken off.
    fn less_what_others_gave(
        &self,
        rule: &'p Rule,
        debt: &Debt,
        thing: &Item,
        amount: Item,
        query: &mut Query<'p>,
    ) -> Item {
        let Item::Money(mut left) = amount else {
            return amount;
        };
        if debt.once_under.is_empty() {
            return amount;
        }
        // What another clause gave may fall away: then this one gives it.
        query.read(Cell::ObligationsOf(thing.clone()));
        for id in self.obligations.about(thing) {
            if !Self::is_owed_once_with(rule, debt, self.obligations.get(*id)) {
                continue;
            }
            query.read(Cell::Amount(*id));
            if let Some(given) = self.arisen_of(*id).money() {
                match left.checked_sub(given) {
                    Ok(rest) => left = rest,
                    Err(error) => {
                        query.fail(crate::source::Problem::error(
                            "amount-without-answer",
                            error.to_string(),
                        ));
                    }
                }
            }
        }
        Item::Money(left)
    }

    /// Whether a debt comes from a clause under which this one is owed once.
    fn is_owed_once_with(rule: &Rule, debt: &Debt, other: &Obligation<'p>) -> bool {
        let given_by = &other.rule.at.clause;
        let by_earlier_version = *given_by == rule.at.clause
            && !matches!(other.rule.stands_in, StandsIn::Every)
            && other.rule.stands_in != rule.stands_in;
        let mut once_under = debt.once_under.iter();
        let shares = by_earlier_version || once_under.any(|clause| given_by.is_within(clause));
        shares && other.head.as_ref() == Some(&debt.head)
    }

    /// Whether another clause under which it is owed once has given it already, if a question is answered so or without an amount as yet:
    /// it is one debt, told once.
    pub(super) fn waits_elsewhere(
        &self,
        rule: &'p Rule,
        debt: &Debt,
        thing: &Item,
        query: &mut Query<'p>,
    ) -> bool {
        if debt.once_under.is_empty() {
            return false;
        }
        query.read(Cell::ObligationsOf(thing.clone()));
        let mut others = self.obligations.iter().filter(|(_, other)| {
            other.thing == *thing
                && other.truth.is_undetermined()
                && Self::is_owed_once_with(rule, debt, other)
        });
        let found = others.next();
        if let Some((id, _)) = found {
            query.read(Cell::Obligation(id));
        }
        found.is_some()
    }

    /// The first rule of the clause that has this ceiling: several sentences of one clause with one ceiling share it.
    fn shares_ceiling(&self, turn: Turn<'p>, cap: &Cap) -> usize {
        let own = turn.rule;
        let mut rules = self.program.rules.iter();
        let first = rules.find(|rule| {
            let same = |debt: &Debt| debt.cap.as_ref() == Some(cap);
            rule.at.clause == own.at.clause
                && rule.stands_in == own.stands_in
                && matches!(&rule.body, Body::Debt(debt) if same(debt))
        });
        first.map_or(own.id.0, |rule| rule.id.0)
    }

    fn under_ceiling(
        &mut self,
        turn: Turn<'p>,
        cap: Option<&'p Cap>,
        thing: &Item,
        amount: Item,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> (Item, Option<Name>) {
        let (Some(cap), Item::Money(money)) = (cap, &amount) else {
            return (amount, None);
        };
        let Item::Money(ceiling) = self.value(&cap.amount, env, query) else {
            return (amount, None);
        };
        let ceiling = ceiling.rounded(self.rounding_of(env));
        let over = match &cap.scope {
            Scope::Each => self
                .shown(thing)
                .map_or_else(String::new, |name| name.to_string()),
            Scope::Agreement => self
                .agreement_of(thing)
                .map_or_else(String::new, |name| self.names.name(name).to_string()),
            Scope::SameValue(expression) => {
                let value = self.value(expression, env, query);
                self.shown(&value)
                    .map_or_else(String::new, |name| name.to_string())
            }
        };
        let group = Name::new(&format!(
            "rule {} over {over}",
            self.shares_ceiling(turn, cap)
        ));
        match self.ledger.room_under(&group, ceiling) {
            Ok(room) => {
                let lesser = money.lesser(room).unwrap_or(*money);
                (Item::Money(lesser), Some(group))
            }
            Err(error) => {
                self.ledger_problem(&error);
                (amount, None)
            }
        }
    }

    /// Notes the day on which a ceiling leaves no more room.
    pub(super) fn note_ceiling(
        &mut self,
        turn: Turn<'p>,
        debt: &'p Debt,
        (group, thing): (Option<&Name>, &Item),
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let (Some(cap), Some(group)) = (&debt.cap, group) else {
            return;
        };
        let Item::Money(ceiling) = self.value(&cap.amount, env, query) else {
            return;
        };
        let ceiling = ceiling.rounded(self.rounding_of(env));
        let full = self
            .ledger
            .room_under(group, ceiling)
            .is_ok_and(Money::is_zero);
        if full && !self.record.caps_reached.contains_key(group) {
            let version = self.version_of_instance(turn.id, env);
            let over = match &cap.scope {
                Scope::Each => thing.clone(),
                Scope::Agreement => self
                    .agreement_of(thing)
                    .map_or(Item::NotStated, Item::Agreement),
                Scope::SameValue(expression) => self.value(expression, env, query),
            };
            let reached = CapReached {
                day: self.day,
                head: debt.head.head.clone(),
                over,
                rule: turn.rule,
                version,
            };
            self.record.caps_reached.insert(group.clone(), reached);
        }
    }
}
