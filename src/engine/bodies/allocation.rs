//! Payments, set-offs, credit notes: what they settle.

use crate::check::program::{Allocation, Body, Rule};
use crate::check::schema::Role;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::ledger::{
    Act, Adjusted, Allocated, AllocationOrder, ClaimId, Designated, Payment,
};
use crate::engine::names::Symbol;
use crate::engine::parameters::Place;
use crate::engine::record::{SettledBy, Settlement};
use crate::engine::relation::Relation;
use crate::value::{Currency, Date, Money, Name};

impl<'p> Relation<'p> {
    /// A payment settles what its payer owes, or the party for whom another pays.
    pub fn receive_payment(&mut self, fact: FactId) {
        let (Some(payer), Item::Money(amount)) = (
            self.facts.get(fact).by,
            self.facts.get(fact).field(self.known.amount),
        ) else {
            return;
        };
        let designated = if self.is_for_one_claim(fact) {
            self.designation_of(fact, self.known.claim, None)
        } else {
            self.designation_of(fact, self.known.designated, None)
        };
        let debtor = self.debtor_of(fact, payer);
        let order = debtor.and_then(|debtor| Some((debtor, self.order_for(Some(fact), debtor)?)));
        match order {
            Some((debtor, order)) => {
                self.pay(fact, debtor, order, amount, &designated, None);
            }
            None => self.keep_as_credit(fact, debtor.unwrap_or(payer), amount),
        }
    }

    /// Whose debts a payment settles: those of the payer, when it is a party; otherwise the law or the terms say for whom others pay.
    fn debtor_of(&self, fact: FactId, payer: Symbol) -> Option<Symbol> {
        if payer == self.known.client || payer == self.known.supplier {
            return Some(payer);
        }
        let mut env = Env::of(Vec::new(), None, Some(fact));
        let paid_for = self.names.name(self.known.paid_for);
        let payment = vec![Item::Thing(fact)];
        self.defined(&paid_for, payment, &mut env, &mut Query::default())
            .party()
    }

    /// The first day on which what a payment settles bears no interest, as the law or the terms say.
    fn free_from(&self, fact: FactId, mut env: Env<'p>) -> Option<Date> {
        let is_payment = self.catalogue.roles.get(&self.facts.get(fact).ty) == Some(&Role::Payment);
        let measure = self.names.name(self.known.interest_free_from);
        let payment = vec![Item::Thing(fact)];
        is_payment
            .then(|| self.defined(&measure, payment, &mut env, &mut Query::default()))?
            .date()
    }

    /// What no rule says the use of stays with the payer.
    fn keep_as_credit(&mut self, fact: FactId, payer: Symbol, amount: Money) {
        let name = self.names.name(self.facts.get(fact).name);
        self.record.without_order.push(name);
        let Some(creditor) = self.other_party(&Item::Party(payer)).party() else {
            return;
        };
        let (debtor, creditor) = (self.names.name(payer), self.names.name(creditor));
        match self
            .ledger
            .keep_credit(&debtor, &creditor, amount, self.day)
        {
            Ok(()) => self.record.settlements.push(Settlement {
                by: SettledBy::Fact(fact),
                date: self.day,
                amount,
                rule: None,
                parts: Vec::new(),
                left: amount,
                misses: false,
                remarks: Vec::new(),
            }),
            Err(error) => self.ledger_problem(&error),
        }
    }

    /// Whether a payment is for one claim by its kind: the act tells which.
    fn is_for_one_claim(&self, fact: FactId) -> bool {
        let event = self.facts.get(fact);
        self.catalogue.roles.get(&event.ty) == Some(&Role::Payment)
            && event.field(self.known.claim).is_known()
    }

    /// A set-off settles what both owe each other, on the day from which it works; what is left of it, what one of them owes with the credit
    /// that it has with the other.
    pub fn set_off(&mut self, fact: FactId) {
        let event = self.facts.get(fact);
        let (Some(by), Item::Money(amount)) = (event.by, event.field(self.known.amount)) else {
            return;
        };
        let effective = event.field(self.known.effective_date).date();
        let Some(other) = self.other_party(&Item::Party(by)).party() else {
            return;
        };
        if let Some(debtor) = self.debtor_set_off_against_words(fact) {
            self.set_off_against_words(fact, debtor, amount, effective);
            return;
        }
        let both_owe = [
            self.owed(by, other, amount.currency()),
            self.owed(other, by, amount.currency()),
            Some(amount),
        ];
        let mutual = least_of(both_owe).filter(|mutual| mutual.is_positive());
        for debtor in [by, other] {
            if let Some(mutual) = mutual {
                self.settle_by_set_off(fact, debtor, mutual, effective);
            }
        }
        let mut left = mutual.map_or(Ok(amount), |mutual| amount.checked_sub(mutual));
        for of in [(other, by), (by, other)] {
            let Ok(at_most) = left else { return };
            let used = self.set_off_credit(fact, of, at_most, effective);
            left = at_most.checked_sub(used);
        }
        if let Ok(left) = left {
            self.tell_what_found_nothing(fact, amount, left);
        }
    }

    /// Whose debt is set off, where the counterclaim is told in words: it stands outside the timeline.
    fn debtor_set_off_against_words(&self, fact: FactId) -> Option<Symbol> {
        let event = self.facts.get(fact);
        if !matches!(event.field(self.known.counterclaim), Item::Word(_)) {
            return None;
        }
        match event.field(self.known.against) {
            Item::Obligation(id) => Some(self.obligations.get(id).bearer),
            thing => {
                let about = self.obligations.about(&thing).iter();
                about.map(|id| self.obligations.get(*id).bearer).next()
            }
        }
    }

    /// A debt is settled with a counterclaim that is told in words: it comes to what was declared.
    fn set_off_against_words(
        &mut self,
        fact: FactId,
        debtor: Symbol,
        amount: Money,
        effective: Option<Date>,
    ) {
        let Some(creditor) = self.other_party(&Item::Party(debtor)).party() else {
            return;
        };
        let settled = least_of([self.owed(debtor, creditor, amount.currency()), Some(amount)]);
        let settled = settled.filter(|settled| settled.is_positive());
        if let Some(settled) = settled {
            self.settle_by_set_off(fact, debtor, settled, effective);
            let event = self.facts.get(fact);
            let (act, counterclaim) = (event.name, event.field(self.known.counterclaim));
            let text = format!(
                "{}: the counterclaim “{}” stands outside the timeline; it is taken to come to the {} declared",
                self.names.name(act),
                self.shown(&counterclaim).unwrap_or_else(|| Name::new("?")),
                amount.to_clause_style()
            );
            self.record.told_of_acts.insert(("assumption", fact, text));
        }
        let left = settled.map_or(Ok(amount), |settled| amount.checked_sub(settled));
        if let Ok(left) = left {
            self.tell_what_found_nothing(fact, amount, left);
        }
    }

    /// What a set-off had left when nothing more was owed both ways.
    fn tell_what_found_nothing(&mut self, fact: FactId, amount: Money, left: Money) {
        if !left.is_positive() {
            return;
        }
        let name = self.names.name(self.facts.get(fact).name);
        let (whole, left) = (amount.to_clause_style(), left.to_clause_style());
        let text = if whole == left {
            format!("{name} of {whole} found no debts of both to set off: it settled nothing")
        } else {
            format!("{left} of {name}, of {whole} in all, found nothing more to set off")
        };
        self.record
            .told_of_acts
            .insert(("nothing_to_settle", fact, text));
    }

    /// What a party owes is settled with the credit that it has with the other; returns how much of it.
    fn set_off_credit(
        &mut self,
        fact: FactId,
        (debtor, creditor): (Symbol, Symbol),
        at_most: Money,
        effective: Option<Date>,
    ) -> Money {
        let nothing = Money::zero(at_most.currency());
        let at_most = least_of([
            self.owed(debtor, creditor, at_most.currency()),
            Some(at_most),
        ]);
        let Some(at_most) = at_most.filter(|most| most.is_positive()) else {
            return nothing;
        };
        let (of, with) = (self.names.name(debtor), self.names.name(creditor));
        match self.ledger.take_credit(&of, &with, at_most, self.day) {
            Ok(taken) if taken.is_positive() => {
                self.settle_by_set_off(fact, debtor, taken, effective);
                taken
            }
            Ok(_) => nothing,
            Err(error) => {
                self.ledger_problem(&error);
                nothing
            }
        }
    }

    fn settle_by_set_off(
        &mut self,
        fact: FactId,
        debtor: Symbol,
        amount: Money,
        effective: Option<Date>,
    ) {
        let mut designated = self.designation_of(fact, self.known.against, Some(debtor));
        designated.extend(self.designation_of(fact, self.known.counterclaim, Some(debtor)));
        match self.order_for(Some(fact), debtor) {
            Some(order) => self.pay(fact, debtor, order, amount, &designated, effective),
            None => {
                let name = self.names.name(self.facts.get(fact).name);
                self.record.without_order.push(name);
            }
        }
    }

    fn owed(&self, debtor: Symbol, creditor: Symbol, currency: Currency) -> Option<Money> {
        let (debtor, creditor) = (self.names.name(debtor), self.names.name(creditor));
        self.ledger
            .balance(&debtor, &creditor, currency, self.day)
            .map(|balance| balance.total)
    }

    /// What an act designates; of a set-off, which settles debts both ways, what one of the two owes.
    fn designation_of(
        &self,
        fact: FactId,
        field: Symbol,
        debtor: Option<Symbol>,
    ) -> Vec<Designated> {
        let owes = |item: &Item| {
            debtor.is_none_or(|debtor| match item {
                Item::Obligation(id) => self.obligations.get(*id).bearer == debtor,
                thing => (self.obligations.about(thing).iter())
                    .any(|id| self.obligations.get(*id).bearer == debtor),
            })
        };
        let members = self.facts.get(fact).field(field).members();
        let own = members.iter().filter(|item| owes(item));
        let designated = |item: &Item| match item {
            Item::Obligation(id) => self.obligations.get(*id).claim.map(Designated::Claim),
            thing => self.shown(thing).map(Designated::Thing),
        };
        own.filter_map(designated).collect()
    }

    /// Whether a payer designated a claim, or what it is for.
    fn is_designated(&self, claim: ClaimId, designated: &[Designated]) -> bool {
        designated.iter().any(|one| match one {
            Designated::Thing(name) => self.ledger.claim(claim).told().reference == *name,
            Designated::Claim(of) => {
                *of == claim || self.ledger.claim(claim).grows_on() == Some(*of)
            }
        })
    }

    /// What a payer designated, in its words.
    fn in_words(&self, designated: &Designated) -> String {
        match designated {
            Designated::Thing(name) => name.to_string(),
            Designated::Claim(claim) => {
                let told = self.ledger.claim(*claim).told();
                format!("{} of {}", told.reference, told.arose)
            }
        }
    }

    fn pay(
        &mut self,
        fact: FactId,
        debtor: Symbol,
        (rule, order): (&'p Rule, &'p Allocation),
        amount: Money,
        designated: &[Designated],
        effective: Option<Date>,
    ) {
        let Some(creditor) = self.other_party(&Item::Party(debtor)).party() else {
            return;
        };
        let (debtor, creditor) = (self.names.name(debtor), self.names.name(creditor));
        let name = self.names.name(self.facts.get(fact).name);
        let env = Env::of(Vec::new(), Some(&rule.at.clause), Some(fact));
        let rounding = self.rounding_of(&env);
        let act = Act {
            by: &name,
            on: self.day,
            effective,
            free_from: self.free_from(fact, env),
        };
        let payment = Payment {
            debtor: &debtor,
            creditor: &creditor,
            amount,
            designated,
        };
        match self
            .ledger
            .pay(&payment, &AllocationOrder::of(order, rounding), &act)
        {
            Ok(allocated) => self.after_payment(fact, rule, amount, designated, &allocated),
            Err(error) => self.ledger_problem(&error),
        }
    }

    /// The rule that orders a payment: of the terms, or else of the law. One for payments at large does not order what by its kind is for
    /// one claim.
    pub(super) fn order_for(
        &mut self,
        fact: Option<FactId>,
        debtor: Symbol,
    ) -> Option<(&'p Rule, &'p Allocation)> {
        let catalogue = self.catalogue.clone();
        for rule in &catalogue.allocations {
            let Body::Allocation(order) = &rule.body else {
                continue;
            };
            if !order.any && fact.is_some_and(|fact| self.is_for_one_claim(fact)) {
                continue;
            }
            let mut query = Query::default();
            let clause = Some(&rule.at.clause);
            let unbound = vec![Item::Unbound; rule.variables.len()];
            let mut found = Vec::new();
            self.bindings(rule, 0, &mut Env::of(unbound, clause, fact), &mut found);
            let of_payment = Env::of(Vec::new(), clause, fact);
            let in_force = self.in_force(&Place::of_rule(rule), &mut query)
                && self.stands(&rule.stands_in, &of_payment, &mut query);
            let fits = in_force
                && found.into_iter().any(|variables| {
                    let mut env = Env::of(variables, clause, fact);
                    let named = self.value(&order.payer, &mut env, &mut query);
                    (!named.is_known() || named == Item::Party(debtor))
                        && self.truth(&rule.condition, &mut env, &mut query).holds()
                });
            if fits {
                self.record.readings.extend(rule.readings.iter());
                return Some((rule, order));
            }
        }
        None
    }

    fn after_payment(
        &mut self,
        fact: FactId,
        rule: &'p Rule,
        amount: Money,
        designated: &[Designated],
        allocated: &Allocated,
    ) {
        let mut remarks = Vec::new();
        let mut parts = allocated.parts.iter();
        let elsewhere = parts.any(|part| !self.is_designated(part.claim, designated));
        if !designated.is_empty() && elsewhere && self.designation_is_ignored(fact) {
            let names: Vec<String> = designated.iter().map(|one| self.in_words(one)).collect();
            remarks.push(format!(
                "the designation of {} is not followed ({})",
                names.join(", "),
                rule.at.clause
            ));
        }
        self.allocated(SettledBy::Fact(fact), rule, amount, allocated, remarks);
    }

    /// Keeps what an amount settled under an order of payments.
    pub(super) fn allocated(
        &mut self,
        by: SettledBy,
        rule: &'p Rule,
        amount: Money,
        allocated: &Allocated,
        remarks: Vec<String>,
    ) {
        let fact = match &by {
            SettledBy::Fact(fact) => Some(*fact),
            SettledBy::Itself(_) => None,
        };
        let parts = allocated.parts.iter();
        self.record.settlements.push(Settlement {
            by,
            date: self.day,
            amount,
            rule: Some(rule),
            parts: parts
                .clone()
                .map(|part| (part.claim, part.amount))
                .collect(),
            left: allocated.left,
            misses: !allocated.missing.is_empty(),
            remarks,
        });
        let claims: Vec<ClaimId> = parts.map(|part| part.claim).collect();
        self.claims_settled(fact, &claims);
    }

    fn designation_is_ignored(&self, fact: FactId) -> bool {
        let payer = self.facts.get(fact).by.map(Item::Party);
        self.program.rules.iter().any(|rule| {
            let Body::DesignationIgnored { payer: of } = &rule.body else {
                return false;
            };
            let mut query = Query::default();
            let mut env = Env::of(Vec::new(), Some(&rule.at.clause), Some(fact));
            let named = self.value(of, &mut env, &mut query);
            (Some(named) == payer)
                && self.in_force(&Place::of_rule(rule), &mut query)
                && self.stands(&rule.stands_in, &env, &mut query)
                && self.truth(&rule.condition, &mut env, &mut query).holds()
        })
    }

    /// What was settled: obligations to pay are performed when nothing is open of them.
    pub fn claims_settled(&mut self, fact: Option<FactId>, claims: &[ClaimId]) {
        for claim in claims {
            let Some(id) = self.obligations.of_claim(*claim) else {
                continue;
            };
            let is_left = || self.ledger.position(*claim, self.day).open.is_positive();
            if !self.obligations.get(id).grows && !is_left() {
                self.perform(id, fact);
            }
            self.touch(&Cell::Amount(id));
        }
        if let Some(fact) = fact {
            self.facts.mark_used(fact);
        }
    }

    /// Credit notes that work back lower a claim on the day it arises.
    pub fn credit_from_start(&mut self, thing: &Item, claim: ClaimId) {
        let Some(name) = self.shown(thing) else {
            return;
        };
        for (_, amount, by) in self
            .record
            .credits_from_start
            .get(&name)
            .cloned()
            .unwrap_or_default()
        {
            let adjusted = self.lower(claim, amount, &by, true);
            let fact = self.facts.named(self.names.symbol(&by));
            if let (Some(adjusted), Some(fact)) = (adjusted, fact) {
                self.tell_what_exceeds(fact, claim, amount, &adjusted);
            }
        }
    }

    /// A credit note takes an amount off a principal.
    pub fn credit(&mut self, fact: FactId) {
        let event = self.facts.get(fact);
        let invoice = event.field(self.known.invoice);
        let Item::Money(amount) = event.field(self.known.amount) else {
            return;
        };
        if event.field(self.known.retroactive) == Item::Truth(true) {
            self.facts.mark_used(fact);
            return;
        }
        let name = self.names.name(event.name);
        self.fix_between_parties_of(&invoice);
        self.credit_thing(fact, &invoice, amount, &name);
    }

    /// What grows between the parties to the claim of a thing is rounded on this day, as it is at a payment.
    fn fix_between_parties_of(&mut self, thing: &Item) {
        let mut about = self.obligations.about(thing).iter();
        let Some(claim) = about.find_map(|id| self.obligations.get(*id).claim) else {
            return;
        };
        let told = self.ledger.claim(claim).told();
        let (debtor, creditor) = (told.debtor.clone(), told.creditor.clone());
        if let Err(error) = self.ledger.fix(&debtor, &creditor, self.day) {
            self.ledger_problem(&error);
        }
    }

    /// A credit note of more than a claim still came to lowers it to nothing, and no further.
    fn tell_what_exceeds(
        &mut self,
        fact: FactId,
        claim: ClaimId,
        amount: Money,
        adjusted: &Adjusted,
    ) {
        let Ok(beyond) = amount.checked_sub(adjusted.lowered) else {
            return;
        };
        if !beyond.is_positive() {
            return;
        }
        let name = self.names.name(self.facts.get(fact).name);
        let reference = &self.ledger.claim(claim).told().reference;
        let mut text = format!(
            "{name} of {} goes beyond the {} to which {reference} still came: {reference} comes to nothing",
            amount.to_clause_style(),
            adjusted.lowered.to_clause_style()
        );
        if adjusted.credit.is_positive() {
            let credit = adjusted.credit.to_clause_style();
            text.push_str(&format!(", {credit} that was paid becomes credit"));
        }
        let beyond = beyond.to_clause_style();
        text.push_str(&format!(", and the other {beyond} does nothing"));
        self.record
            .told_of_acts
            .insert(("beyond_claim", fact, text));
    }

    /// Takes an amount off the claim of a thing.
    pub fn credit_thing(&mut self, fact: FactId, thing: &Item, amount: Money, by: &Name) {
        let principal = self.obligations.about(thing).iter().find_map(|id| {
            let one = self.obligations.get(*id);
            one.claim
                .filter(|claim| !one.grows && self.ledger.claim(*claim).told().underlying.is_none())
        });
        if let Some(claim) = principal {
            if let Some(adjusted) = self.lower(claim, amount, by, false) {
                self.tell_what_exceeds(fact, claim, amount, &adjusted);
            }
            self.claims_settled(Some(fact), &[claim]);
        }
    }
}

/// The least of some amounts; none where one of them is not known.
fn least_of<const N: usize>(amounts: [Option<Money>; N]) -> Option<Money> {
    let mut least: Option<Money> = None;
    for amount in amounts {
        let amount = amount?;
        least = Some(least.map_or(amount, |least| least.lesser(amount).unwrap_or(least)));
    }
    least
}
