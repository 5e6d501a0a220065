//! Parties and things by the names that readers know them by.

use crate::check::program::{Performance, Trigger, Version};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::obligations::Obligation;
use crate::engine::relation::Relation;
use crate::timeline::Timeline;
use crate::value::{Date, Name};

/// What a party is called: by the header of the timeline, or else as this version of the terms calls it.
pub fn name_of_party(version: &Version, timeline: &Timeline, role: &Name) -> Option<String> {
    let facts = if *role == "supplier" {
        Some(&timeline.supplier)
    } else if *role == "client" {
        Some(&timeline.client)
    } else {
        timeline.others.get(role)
    };
    let in_terms = || {
        let own = version.called.iter().find(|(party, _)| party == role);
        own.and_then(|(_, names)| names.first().cloned())
    };
    facts.and_then(|facts| facts.name.clone()).or_else(in_terms)
}

impl Relation<'_> {
    /// A party by its name.
    pub fn party_in_words(&self, party: Symbol) -> String {
        let role = self.names.name(party);
        let named = name_of_party(self.version_today(), self.timeline, &role)
            .or_else(|| self.name_of_joint_debtor(party));
        named.unwrap_or_else(|| format!("the {}", role.in_words()))
    }

    fn name_of_joint_debtor(&self, party: Symbol) -> Option<String> {
        let parties = [&self.timeline.supplier, &self.timeline.client];
        let mut names = parties
            .into_iter()
            .flat_map(|bound| &bound.joint_debtors)
            .filter_map(|one| one.name.clone());
        names.find(|name| self.names.text(name) == party)
    }

    /// A party that a sentence names: by its name, or in the words of the sentence.
    pub(super) fn party_or(&self, role: &Name, words: &str) -> String {
        let named = name_of_party(self.version_today(), self.timeline, role);
        named.unwrap_or_else(|| words.to_owned())
    }

    /// Anything that a sentence can speak of: `invoice I1`, `KlantFocus`, `EUR 150.00`.
    pub fn told(&self, item: &Item) -> Option<String> {
        let words = match item {
            Item::Unbound | Item::NotStated | Item::Undetermined | Item::Record(_) => return None,
            Item::Truth(truth) => if *truth { "yes" } else { "no" }.to_owned(),
            Item::Money(money) => money.to_clause_style(),
            Item::Percent(percent) => percent.to_string(),
            Item::Number(number) => number.normalize().to_string(),
            Item::Date(date) => date.to_string(),
            Item::Duration(duration) => duration.to_string(),
            Item::Word(word) => self.names.name(*word).in_words(),
            Item::Party(party) => self.party_in_words(*party),
            Item::Thing(fact) => self.thing_told(*fact),
            Item::Obligation(id) => return self.claim_told(*id),
            Item::Agreement(name) if *name == self.known.the_agreement => {
                "the agreement".to_owned()
            }
            Item::Agreement(name) => format!("agreement {}", self.names.name(*name)),
            Item::List(items) => {
                let words: Vec<String> = items.iter().filter_map(|one| self.told(one)).collect();
                if words.is_empty() {
                    return None;
                }
                words.join(", ")
            }
        };
        Some(words)
    }

    /// Whether a sentence can speak of it.
    pub(super) fn has_words(&self, item: &Item) -> bool {
        match item {
            Item::Unbound | Item::NotStated | Item::Undetermined | Item::Record(_) => false,
            Item::Truth(_)
            | Item::Money(_)
            | Item::Percent(_)
            | Item::Number(_)
            | Item::Date(_)
            | Item::Duration(_)
            | Item::Word(_)
            | Item::Party(_)
            | Item::Thing(_)
            | Item::Agreement(_) => true,
            Item::Obligation(id) => {
                let duty = self.obligations.get(*id);
                duty.claim.is_none() || self.has_words(&duty.thing)
            }
            Item::List(items) => items.iter().any(|item| self.has_words(item)),
        }
    }

    /// `invoice I1` for the claim that an invoice stands for; `the fine for violation V1`, `the collection costs for invoice I1` for any
    /// other debt; `the duty to repair defect DF1` where nothing is to be paid.
    fn claim_told(&self, id: ObligationId) -> Option<String> {
        let duty = self.obligations.get(id);
        if duty.claim.is_none() {
            return Some(format!("the duty to {}", self.duty_asks_for(duty)));
        }
        let thing = self.told(&duty.thing)?;
        if self.is_called_as_its_thing(id) {
            return Some(thing);
        }
        let asked = self.duty_asks_for(duty);
        Some(match asked.strip_prefix("pay ") {
            Some(debt) => debt.to_owned(),
            None => format!("the {} for {thing}", self.head_in_words(duty)),
        })
    }

    /// The day of an instalment, by which it is told from the others that bear its name; also of what grows on one.
    pub fn instalment_of(&self, duty: &Obligation<'_>) -> Option<Date> {
        let claim = duty.claim?;
        let bearing = self.ledger.claim(claim).grows_on().unwrap_or(claim);
        let bearing = self.obligations.get(self.obligations.of_claim(bearing)?);
        matches!(bearing.rule.trigger, Trigger::Recurring { .. }).then_some(bearing.arose)
    }

    /// Whether the thing stands for its claim, as one pays an invoice: a conduct says so. A fine is paid for a violation, which nobody
    /// pays.
    pub fn is_called_as_its_thing(&self, id: ObligationId) -> bool {
        let head = self.obligations.get(id).head.as_ref();
        let mut conducts = self.program.conducts.values();
        let is_paid = conducts.any(|conduct| match &conduct.performance {
            Performance::Money { head: own, .. } => head == Some(own),
            Performance::Conduct { .. } => false,
        });
        is_paid && self.is_main(id)
    }

    /// The duty that somebody fails in who is judged about a thing: the main one about it if that is broken or the only one, else the only
    /// one that is.
    pub(super) fn duty_failed_in(&self, thing: &Item) -> Option<Item> {
        let about = self.obligations.about(thing).iter().copied();
        let broken: Vec<ObligationId> = about
            .clone()
            .filter(|id| !self.obligations.is_broken(*id).fails())
            .collect();
        let main: Vec<ObligationId> = about.filter(|id| self.is_main(*id)).collect();
        let only = match (broken.as_slice(), main.as_slice()) {
            ([only], _) | ([], [only]) => Some(*only),
            (broken, [main]) if broken.contains(main) => Some(*main),
            _ => None,
        };
        only.map(Item::Obligation)
    }

    /// Whether the timeline gives a thing a name of its own.
    pub(super) fn has_name(&self, fact: FactId) -> bool {
        let name = self.names.name(self.facts.get(fact).name);
        !name.as_str().contains('#')
    }

    /// `invoice I1`; without a name of its own `the payment of 2024-03-18`, or `the deadline “provide content”`.
    pub(super) fn thing_told(&self, fact: FactId) -> String {
        let fact = self.facts.get(fact);
        let (name, ty) = (self.names.name(fact.name), self.names.name(fact.ty));
        let noun = self.program.nouns.get(&ty).cloned();
        let noun = noun.unwrap_or_else(|| ty.in_words());
        if name.as_str().contains('#') {
            let declared = self.program.schema.events.get(&ty);
            let label = declared.and_then(|event| event.told_by.as_ref());
            let label = label.and_then(|field| self.told(&fact.field(self.names.symbol(field))));
            match label {
                Some(label) => format!("the {noun} “{label}”"),
                None => format!("the {noun} of {}", fact.date),
            }
        } else {
            format!("{noun} {name}")
        }
    }
}
