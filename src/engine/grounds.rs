//! Grounds for a provision: which instances give one, by rule and by the party it is given against, so that a provision with many
//! grounds is judged without going through them.

use std::collections::BTreeSet;

use crate::check::program::Rule;
use crate::engine::cells::Reader;
use crate::engine::item::Item;
use crate::value::Truth;

/// The grounds for one provision.
#[derive(Debug, Clone, Default)]
pub struct Grounds<'p> {
    given: Vec<Given<'p>>,
}

/// What the instances of one rule give against one party.
#[derive(Debug, Clone)]
struct Given<'p> {
    rule: &'p Rule,
    /// The party; absent when the rule says nothing of one.
    against: Option<Item>,
    /// Instances that give a ground.
    sure: BTreeSet<Reader>,
    /// Instances whose ground waits for a judgement.
    waiting: BTreeSet<Reader>,
}

impl<'p> Grounds<'p> {
    /// An instance says to what extent it gives a ground, and against whom.
    pub fn give(&mut self, rule: &'p Rule, instance: Reader, against: Option<Item>, truth: Truth) {
        for given in self.given.iter_mut().filter(|one| one.rule.id == rule.id) {
            given.sure.remove(&instance);
            given.waiting.remove(&instance);
        }
        let known =
            (self.given.iter()).position(|one| one.rule.id == rule.id && one.against == against);
        let at = known.unwrap_or_else(|| {
            self.given.push(Given {
                rule,
                against,
                sure: BTreeSet::new(),
                waiting: BTreeSet::new(),
            });
            self.given.len() - 1
        });
        match truth {
            Truth::Holds => {
                self.given[at].sure.insert(instance);
            }
            Truth::Undetermined => {
                self.given[at].waiting.insert(instance);
            }
            Truth::Fails => {}
        }
    }

    /// Whether a ground is given; against a party, if it is asked of one.
    pub fn truth(&self, against: Option<&Item>) -> Truth {
        if self.meant(against).any(|given| !given.sure.is_empty()) {
            Truth::Holds
        } else if self.meant(against).any(|given| !given.waiting.is_empty()) {
            Truth::Undetermined
        } else {
            Truth::Fails
        }
    }

    /// The instances that give a ground, or may give one.
    pub fn instances(&self, against: Option<&Item>) -> Vec<Reader> {
        let all = self.meant(against);
        let all = all.flat_map(|given| given.sure.iter().chain(&given.waiting));
        let sorted: BTreeSet<Reader> = all.copied().collect();
        sorted.into_iter().collect()
    }

    /// The instances whose ground waits for a judgement.
    pub fn waiting(&self, against: Option<&Item>) -> BTreeSet<Reader> {
        let all = self.meant(against).flat_map(|given| &given.waiting);
        all.copied().collect()
    }

    /// The rules that give a ground to at least some extent, each once, in the order of their first instances.
    pub fn rules(&self, least: Truth, against: Option<&Item>) -> Vec<&'p Rule> {
        let first_of = |given: &Given<'p>| {
            let waiting = given.waiting.first().filter(|_| !least.holds());
            let first = given.sure.first().into_iter().chain(waiting).min()?;
            Some((*first, given.rule))
        };
        let mut found: Vec<(Reader, &'p Rule)> = self.meant(against).filter_map(first_of).collect();
        found.sort_unstable_by_key(|(first, _)| *first);
        let mut rules: Vec<&'p Rule> = Vec::new();
        for (_, rule) in found {
            if !rules.iter().any(|known| known.id == rule.id) {
                rules.push(rule);
            }
        }
        rules
    }

    /// Those against this party, and those that name none.
    fn meant<'g>(&'g self, party: Option<&'g Item>) -> impl Iterator<Item = &'g Given<'p>> {
        self.given.iter().filter(move |given| {
            let (Some(party), Some(against)) = (party, &given.against) else {
                return true;
            };
            against == party
        })
    }
}
