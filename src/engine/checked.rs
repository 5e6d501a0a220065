//! Conditions with their outcomes, part by part: the derivation of an entry.

use crate::check::program::{Comparison, Condition, Item as Part, Trigger};
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::instances::Kind;
use crate::engine::outcome::Checked;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::value::Truth;

/// The most events that are told of one condition.
const MOST_EVENTS: usize = 3;

impl<'p> Relation<'p> {
    /// The conditions of an instance, each with its outcome today.
    pub fn conditions_behind(&self, instance: usize) -> Vec<Checked> {
        let mut env = self.scope(instance);
        let conditions = conditions_of(&self.instances[instance].kind).into_iter();
        conditions
            .flat_map(|condition| self.checked(condition, &mut env))
            .collect()
    }

    /// Whether they hold today.
    pub fn stand_today(&self, instance: usize) -> Truth {
        let mut env = self.scope(instance);
        let conditions = conditions_of(&self.instances[instance].kind).into_iter();
        conditions
            .map(|condition| self.truth(condition, &mut env, &mut Query::default()))
            .fold(Truth::Holds, Truth::and)
    }

    /// A condition with its outcome, part by part.
    pub fn checked(&self, condition: &'p Condition, env: &mut Env<'p>) -> Vec<Checked> {
        match condition {
            Condition::Always => Vec::new(),
            Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => {
                let says_nothing =
                    |item: &&Part| item.words.is_empty() && self.says_nothing(&item.condition, env);
                let told: Vec<&Part> = items.iter().filter(|item| !says_nothing(item)).collect();
                let told = told.into_iter();
                told.map(|item| {
                    self.checked_as(&item.condition, self.item_in_words(item, env), env)
                })
                .collect()
            }
            _ if self.says_nothing(condition, env) => Vec::new(),
            _ => vec![self.checked_as(condition, self.condition_in_words(condition, env), env)],
        }
    }

    /// `the debtor of the claim is KOL` where the names in scope make it `KOL is KOL`.
    fn says_nothing(&self, condition: &'p Condition, env: &Env<'p>) -> bool {
        let Condition::Compare {
            left,
            comparison: Comparison::Equal,
            right,
        } = condition
        else {
            return false;
        };
        self.expression_in_words(left, env) == self.expression_in_words(right, env)
    }

    fn checked_as(&self, condition: &'p Condition, words: String, env: &mut Env<'p>) -> Checked {
        let outcome = self.outcome_of(condition, &words, env);
        Checked {
            words,
            outcome,
            parts: self.inner_parts(condition, env),
        }
    }

    /// `holds`, `does not hold`, `undetermined`, and why: what it says of the things in scope, the events, what is presumed, what is
    /// not stated.
    fn outcome_of(&self, condition: &'p Condition, words: &str, env: &mut Env<'p>) -> String {
        let mut query = Query::default();
        let truth = self.truth(condition, env, &mut query);
        let mut reasons: Vec<String> = Vec::new();
        if truth.holds() && says_something(condition) && !self.says_nothing(condition, env) {
            let said = self.condition_in_words(condition, env);
            reasons.extend(Some(said).filter(|said| !words.ends_with(said.as_str())));
        }
        if truth.holds() && !matches!(condition, Condition::Always | Condition::GroundGiven { .. })
        {
            if query.unproved.iter().any(Open::is_presumed) {
                reasons.push("presumed, unless assessed otherwise".to_owned());
            }
            let facts = query.facts.iter().take(MOST_EVENTS);
            reasons.extend(facts.map(|fact| {
                let day = self.facts.get(*fact).date;
                format!("{} on {day}", self.fact_in_words(*fact, Tense::Past))
            }));
        }
        if truth.is_undetermined() {
            let open = query.open.iter();
            reasons.extend(open.filter_map(|open| match open {
                Open::NotStated(what) => Some(format!("it is not stated {what}")),
                Open::NotInTable(what) => Some(format!("no table holds {what}")),
                Open::Concept { .. } => None,
            }));
        }
        reasons.dedup();
        if reasons.is_empty() {
            truth.to_string()
        } else {
            format!("{truth}: {}", reasons.join("; "))
        }
    }

    fn inner_parts(&self, condition: &'p Condition, env: &mut Env<'p>) -> Vec<Checked> {
        match condition {
            Condition::All(_) | Condition::Any(_) | Condition::NoneOf(_) => {
                self.checked(condition, env)
            }
            Condition::Not(of) => self.inner_parts(of, env),
            Condition::Exists { variables, holds } => {
                let example = self.example(variables, holds, env);
                example.map_or_else(Vec::new, |mut env| self.checked(holds, &mut env))
            }
            Condition::GroundGiven { provision, against } => {
                let query = &mut Query::default();
                let against = against.as_ref().map(|of| self.value(of, env, query));
                let given = self.grounds_given(provision, against.as_ref(), env, query);
                let confined_to = self.confined_to(env);
                let grounds = given.into_iter();
                grounds
                    .filter_map(|(id, truth)| self.ground_checked(id, truth, confined_to))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// A ground that a provision gives, with the events and conditions behind it.
    fn ground_checked(
        &self,
        instance: usize,
        truth: Truth,
        agreement: Option<crate::engine::names::Symbol>,
    ) -> Option<Checked> {
        let rule = self.instances[instance].rule()?;
        let mut env = self.scope_of_ground(instance, agreement);
        let mut parts = Vec::new();
        if let Trigger::While(header) | Trigger::Onset(header) = &rule.trigger {
            parts.extend(self.checked(header, &mut env));
        }
        parts.extend(self.checked(&rule.condition, &mut env));
        let event = self.instances[instance].event.map(|fact| {
            let day = self.facts.get(fact).date;
            format!(": {} on {day}", self.fact_in_words(fact, Tense::Past))
        });
        Some(Checked {
            words: format!("{}: {}", rule.at.clause, rule.words.trim_end_matches('.')),
            outcome: format!("{truth}{}", event.unwrap_or_default()),
            parts,
        })
    }
}

/// What an instance asks for: the header of its rule and its conditions, or the condition of a definition.
fn conditions_of<'p>(kind: &Kind<'p>) -> Vec<&'p Condition> {
    match kind {
        Kind::Standing(rule) | Kind::Fired(rule, _, _) | Kind::Violation(rule, _, _) => {
            let header = match &rule.trigger {
                Trigger::Onset(header) | Trigger::While(header) => Some(header),
                Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
            };
            header
                .into_iter()
                .chain(std::iter::once(&rule.condition))
                .collect()
        }
        Kind::Defined(_, condition)
        | Kind::Ends(_, condition)
        | Kind::Performance(_, condition, _) => vec![condition],
        Kind::Watch(..) | Kind::Verdict(_) => Vec::new(),
    }
}

/// Whether a condition says something of the things in scope, and no list, no ground and no event that is told anyway.
fn says_something(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::Holds { .. }
            | Condition::Concept { .. }
            | Condition::Compare { .. }
            | Condition::SamePeriod { .. }
            | Condition::Passed(_)
            | Condition::Violates { .. }
            | Condition::InBreach { .. }
            | Condition::Breaks { .. }
            | Condition::Late { .. }
            | Condition::Performed { .. }
    )
}
