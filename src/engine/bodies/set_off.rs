//! Set-off by itself: what the parties owe each other is settled as soon as debts of both are due, without anybody declaring it.

use crate::check::program::Rule;
use crate::engine::evaluate::{Env, Query};
use crate::engine::ledger::{Act, AllocationOrder, Payment};
use crate::engine::names::Symbol;
use crate::engine::parameters::Place;
use crate::engine::record::SettledBy;
use crate::engine::relation::Relation;
use crate::value::{Currency, Date, Money, Name};

/// More often than this debts are set off on one day only where each set-off makes new ones.
const MOST_ON_ONE_DAY: usize = 100;

impl<'p> Relation<'p> {
    /// Sets off what is due both ways, where a rule says that this happens by itself; what follows from it may be set off in turn.
    pub fn set_off_by_itself(&mut self) {
        for _ in 0..MOST_ON_ONE_DAY {
            let Some(rule) = self.rule_of_set_off() else {
                return;
            };
            if !self.set_off_what_is_due(rule) {
                return;
            }
            self.settle();
        }
    }

    /// The next day on which a debt falls due that could be set off by itself.
    pub fn next_set_off(&self) -> Option<Date> {
        if self.catalogue.set_offs.is_empty() {
            return None;
        }
        let [one, other] = self.names_of_both();
        let ways = [(&one, &other), (&other, &one)];
        let next =
            ways.map(|(debtor, creditor)| self.ledger.next_due_day(debtor, creditor, self.day));
        next.into_iter().flatten().min()
    }

    fn names_of_both(&self) -> [Name; 2] {
        [self.known.client, self.known.supplier].map(|party| self.names.name(party))
    }

    fn rule_of_set_off(&self) -> Option<&'p Rule> {
        let mut rules = self.catalogue.set_offs.iter().copied();
        rules.find(|rule| {
            let mut query = Query::default();
            let mut env = Env::of(Vec::new(), Some(&rule.at.clause), None);
            self.in_force(&Place::of_rule(rule), &mut query)
                && self.stands(&rule.stands_in, &env, &mut query)
                && self.truth(&rule.condition, &mut env, &mut query).holds()
        })
    }

    /// Whether something was set off, in whichever currency debts of both are due: debts in two currencies are not set off against
    /// each other.
    fn set_off_what_is_due(&mut self, rule: &'p Rule) -> bool {
        let [one, other] = self.names_of_both();
        let has_due = |debtor, creditor| self.ledger.has_due(debtor, creditor, self.day);
        if !has_due(&one, &other) || !has_due(&other, &one) {
            return false;
        }
        let due = |debtor, creditor| self.ledger.currencies_due(debtor, creditor, self.day);
        let (first, second) = (due(&one, &other), due(&other, &one));
        let both = first.intersection(&second);
        let mut any = false;
        for currency in both {
            any |= self.set_off_in(*currency, rule);
        }
        any
    }

    fn set_off_in(&mut self, currency: Currency, rule: &'p Rule) -> bool {
        let both = [
            (self.known.client, self.known.supplier),
            (self.known.supplier, self.known.client),
        ];
        let by = Name::new(&format!("set-off of {}", self.day));
        if self.mutual(both, currency, &by).is_none() {
            return false;
        }
        // What grows is rounded on this day only where something is set off.
        let [one, other] = self.names_of_both();
        if let Err(error) = self.ledger.fix(&one, &other, self.day) {
            self.ledger_problem(&error);
            return false;
        }
        let Some(amount) = self.mutual(both, currency, &by) else {
            return false;
        };
        self.record.readings.extend(rule.readings.iter());
        self.tell_set_off(&rule.at.clause, amount);
        for of in both {
            self.settle_by_itself(of, amount, &by, rule);
        }
        true
    }

    /// The lesser of what is due both ways, as far as the order of payments of each reaches it; none where that is nothing.
    fn mutual(
        &mut self,
        both: [(Symbol, Symbol); 2],
        currency: Currency,
        by: &Name,
    ) -> Option<Money> {
        let [one, other] = both;
        let (one, other) = (
            self.due_to_set_off(one, currency, by)?,
            self.due_to_set_off(other, currency, by)?,
        );
        one.lesser(other).ok().filter(|amount| amount.is_positive())
    }

    /// What the order of payments reaches of what a party owes and is due.
    fn due_to_set_off(
        &mut self,
        (debtor, creditor): (Symbol, Symbol),
        currency: Currency,
        by: &Name,
    ) -> Option<Money> {
        let Some((rule, order)) = self.order_for(None, debtor) else {
            self.record.without_order.push(by.clone());
            return None;
        };
        let env = Env::of(Vec::new(), Some(&rule.at.clause), None);
        let order = AllocationOrder::of(order, self.rounding_of(&env));
        let (debtor, creditor) = (self.names.name(debtor), self.names.name(creditor));
        let payment = Payment {
            debtor: &debtor,
            creditor: &creditor,
            amount: Money::zero(currency),
            designated: &[],
        };
        let act = Act::new(by, self.day);
        Some(self.ledger.reach_of_what_is_due(&payment, &order, &act))
    }

    fn settle_by_itself(
        &mut self,
        (debtor, creditor): (Symbol, Symbol),
        amount: Money,
        by: &Name,
        ground: &'p Rule,
    ) {
        let Some((rule, order)) = self.order_for(None, debtor) else {
            return;
        };
        let env = Env::of(Vec::new(), Some(&rule.at.clause), None);
        let order = AllocationOrder::of(order, self.rounding_of(&env));
        let (debtor, creditor) = (self.names.name(debtor), self.names.name(creditor));
        let payment = Payment {
            debtor: &debtor,
            creditor: &creditor,
            amount,
            designated: &[],
        };
        let act = Act::new(by, self.day);
        let allocated = match self.ledger.pay_what_is_due(&payment, &order, &act) {
            Ok(allocated) => allocated,
            Err(error) => {
                self.ledger_problem(&error);
                return;
            }
        };
        let remarks = vec![format!("set off by itself ({})", ground.at.clause)];
        let by = SettledBy::Itself(by.clone());
        self.allocated(by, rule, amount, &allocated, remarks);
    }
}
