//! What stands in the way of a consequence only because a party has not proved something, or has not proved otherwise.
//!
//! A condition that fails is looked at once more, as if nobody knew what is presumed and what must be proved. Where it is then
//! undetermined, it is the burden of proof that decides.

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Body, Condition, Proof, RuleId, Trigger};
use crate::engine::evaluate::{Open, Query};
use crate::engine::instances::{Instance, Kind};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::Truth;

impl Relation<'_> {
    /// The rules that ask for something that is presumed or must be proved.
    pub fn rules_of_proof(&self) -> Vec<RuleId> {
        let rules = self.program.rules.iter();
        let asking = rules.filter(|rule| {
            let mut asks = AsksForProof(false);
            walk::rule(rule, &mut asks);
            asks.0
        });
        asking.map(|rule| rule.id).collect()
    }

    /// Whether a party did what a power would have let it do, and was not justified.
    fn was_used_in_vain(&self, instance: &Instance<'_>) -> bool {
        let Some(Body::Power(power)) = instance.rule().map(|rule| &rule.body) else {
            return false;
        };
        let mut verdicts = self.verdicts.iter();
        verdicts.any(|(fact, verdict)| {
            let ty = self.facts.get(*fact).ty;
            let mut acts = power.acts.iter();
            !verdict.effective().holds() && acts.any(|act| self.names.symbol(&act.event) == ty)
        })
    }

    /// What an instance hangs on that a party has not proved, or not proved otherwise. Only of what happened: whether a party could
    /// prove something about events that never were is no question.
    pub fn hangs_on_proof(&self, id: usize) -> Vec<Open> {
        let instance = &self.instances[id];
        let is_asked = || is_about_what_happened(instance) || self.was_used_in_vain(instance);
        if !instance.truth.fails() || !is_asked() {
            return Vec::new();
        }
        let mut query = Query {
            doubting: true,
            ..Query::default()
        };
        let mut env = self.scope(id);
        let truth = match &instance.kind {
            Kind::Standing(rule) if self.rule_counts(rule, &env, &mut query) => {
                let header = match &rule.trigger {
                    Trigger::While(header) | Trigger::Onset(header) => {
                        self.truth(header, &mut env, &mut query)
                    }
                    Trigger::Standing if matches!(rule.body, Body::Power(_)) => Truth::Holds,
                    Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => {
                        return Vec::new();
                    }
                };
                header.and(self.truth(&rule.condition, &mut env, &mut query))
            }
            Kind::Fired(rule, _, Some(frozen)) => {
                self.fired_truth(id, rule, frozen, &env, &mut query)
            }
            Kind::Violation(_, _, frozen) => self.thaw(frozen, &mut query),
            Kind::Standing(_)
            | Kind::Fired(_, _, None)
            | Kind::Watch(..)
            | Kind::Defined(..)
            | Kind::Ends(..)
            | Kind::Performance(..)
            | Kind::Verdict(_) => Truth::Fails,
        };
        if truth.is_undetermined() {
            query.open
        } else {
            Vec::new()
        }
    }
}

fn is_about_what_happened(instance: &Instance<'_>) -> bool {
    let things = instance.variables.iter();
    let mut things = things.filter(|item| matches!(item, Item::Thing(_)));
    instance.event.is_some() || things.next().is_some()
}

/// Whether a part of a rule asks for something that is presumed or must be proved.
struct AsksForProof(bool);

impl<'p> Visitor<'p> for AsksForProof {
    fn condition(&mut self, condition: &'p Condition) {
        if let Condition::Concept {
            proof: Proof::Presumed { .. } | Proof::MustBeProved { .. },
            ..
        } = condition
        {
            self.0 = true;
        }
    }
}
