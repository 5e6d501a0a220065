//! Conditions, expressions and verdicts in words, for the sentences of the outcome.

use crate::check::program::{
    Argument, Body, Comparison, Condition, Expression, KernelMeasure, Power, Rule, Trigger,
};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::obligations::Obligation;
use crate::engine::outcome::Checked;
use crate::engine::relation::Relation;
use crate::engine::verdict::{Verdict, speaks_of_act};
use crate::value::{ClauseId, Truth};

impl<'p> Relation<'p> {
    /// A thing by its name.
    pub fn thing_in_words(&self, item: &Item) -> String {
        self.shown(item)
            .map_or_else(String::new, |name| name.to_string())
    }

    /// Head and name of a claim.
    pub fn head_in_words(&self, obligation: &Obligation<'p>) -> String {
        match &obligation.head {
            Some(head) => match &head.name {
                Some(name) => format!("{} {}", name.in_words(), head.head.in_words()),
                None => head.head.in_words(),
            },
            None => String::new(),
        }
    }

    /// What an expression speaks of.
    pub fn expression_in_words(&self, expression: &Expression) -> String {
        let of = |inner: &Expression| self.expression_in_words(inner);
        match expression {
            Expression::Literal(value) => value.to_string(),
            Expression::Variable(_) | Expression::Parameter(_) => "it".to_owned(),
            Expression::Party(name) => format!("the {}", name.in_words()),
            Expression::OtherParty(_) => "the other party".to_owned(),
            Expression::Field { field: name, .. }
            | Expression::Attribute {
                attribute: name, ..
            } => format!("the {}", name.in_words()),
            Expression::Defined { measure, .. } => format!("the {}", measure.in_words()),
            Expression::Kernel { measure, .. } => kernel_in_words(measure).to_owned(),
            Expression::ObligationFor { conduct, .. } => {
                format!("the obligation to {}", conduct.in_words())
            }
            Expression::ClaimOf(_) => "the claim".to_owned(),
            Expression::ObligationOf(_) => "the obligation".to_owned(),
            Expression::ThingOf(inner) | Expression::Rounded(inner) => of(inner),
            Expression::AgreementOf(_) => "the agreement".to_owned(),
            Expression::Sum { of: inner, .. } => format!("the sum of {}", of(inner)),
            Expression::Filter { over, .. } => of(over),
            Expression::AllOf { .. } => "all of them".to_owned(),
            Expression::Plus(left, right) => format!("{} plus {}", of(left), of(right)),
            Expression::Minus(left, right) => format!("{} minus {}", of(left), of(right)),
            Expression::Times(left, right) => format!("{} times {}", of(left), of(right)),
            Expression::PercentOf { percent, of: whole } => {
                format!("{} of {}", of(percent), of(whole))
            }
            Expression::ForEach {
                amount, of: units, ..
            } => format!("{} for each of {}", of(amount), of(units)),
            Expression::Part { of: whole, .. } => format!("a part of {}", of(whole)),
            Expression::Pick { options, .. } => {
                let words: Vec<String> = options.iter().map(|option| of(&option.value)).collect();
                words.join(" or ")
            }
            Expression::Bounded {
                of: inner,
                by,
                bound,
            } => {
                let words = match bound {
                    crate::check::program::Bound::AtLeast => "at least",
                    crate::check::program::Bound::AtMost => "at most",
                };
                format!("{}, {words} {}", of(inner), of(by))
            }
            Expression::OrElse(first, _) => of(first),
            Expression::Shift {
                anchor,
                by,
                direction,
            } => {
                let words = match direction {
                    crate::check::program::Direction::After => "after",
                    crate::check::program::Direction::Before => "before",
                };
                format!("{} {words} {}", of(by), of(anchor))
            }
            Expression::FirstOfSeries { start, .. } => {
                format!("the first of the series from {}", of(start))
            }
            Expression::DaysBetween(first, second) => {
                format!("the days from {} to {}", of(first), of(second))
            }
            Expression::Nothing(_) => "nothing".to_owned(),
        }
    }

    /// What a condition says.
    pub fn condition_in_words(&self, condition: &Condition) -> String {
        match condition {
            Condition::Always => "nothing more is asked".to_owned(),
            Condition::All(_) => "all of the following".to_owned(),
            Condition::Any(_) => "any of the following".to_owned(),
            Condition::NoneOf(_) => "none of the following".to_owned(),
            Condition::Not(of) => format!("not: {}", self.condition_in_words(of)),
            Condition::Happened(pattern) => format!("{} has happened", pattern.event.in_words()),
            Condition::Counts(_) => "the act counts".to_owned(),
            Condition::Holds { state, arguments } => {
                let about: Vec<String> = arguments
                    .iter()
                    .filter_map(|argument| match argument {
                        Argument::Is(expression) => Some(self.expression_in_words(expression)),
                        Argument::Any | Argument::Variable(_) => None,
                    })
                    .filter(|words| words != "it")
                    .collect();
                let name = self
                    .program
                    .states
                    .get(state)
                    .map_or(state, |state| &state.name)
                    .in_words();
                if about.is_empty() {
                    name
                } else {
                    format!("{name} ({})", about.join(", "))
                }
            }
            Condition::Performed { obligation } => {
                format!("{} is performed", self.expression_in_words(obligation))
            }
            Condition::Late { obligation } => format!(
                "{} was not performed in time",
                self.expression_in_words(obligation)
            ),
            Condition::InBreach { party, provisions } => {
                format!(
                    "{} is in breach of {}",
                    self.expression_in_words(party),
                    listed(provisions)
                )
            }
            Condition::Violates { party, provisions } => {
                format!(
                    "{} violates {}",
                    self.expression_in_words(party),
                    listed(provisions)
                )
            }
            Condition::Breaks { act, provisions } => {
                format!(
                    "{} is a breach of {}",
                    self.expression_in_words(act),
                    listed(provisions)
                )
            }
            Condition::Concept { concept, .. } => self
                .program
                .concepts
                .get(concept)
                .map_or_else(|| concept.in_words(), |concept| concept.words.clone()),
            Condition::Compare {
                left,
                comparison,
                right,
            } => format!(
                "{} {} {}",
                self.expression_in_words(left),
                comparison_in_words(*comparison),
                self.expression_in_words(right)
            ),
            Condition::OneOf { value, options } => {
                let words: Vec<String> = options
                    .iter()
                    .map(|option| self.expression_in_words(option))
                    .collect();
                format!(
                    "{} is one of {}",
                    self.expression_in_words(value),
                    words.join(", ")
                )
            }
            Condition::Stated(expression) => {
                format!("{} is stated", self.expression_in_words(expression))
            }
            Condition::Passed(expression) => {
                format!("{} has passed", self.expression_in_words(expression))
            }
            Condition::LongerThan { of, duration, .. } => {
                format!(
                    "{} for longer than {}",
                    self.condition_in_words(of),
                    self.expression_in_words(duration)
                )
            }
            Condition::May { holder, act, .. } => format!(
                "{} may {}",
                self.expression_in_words(holder),
                act.in_words()
            ),
            Condition::GroundGiven { provision, .. } => {
                format!("a ground for {provision} is given")
            }
            Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => {
                self.condition_in_words(holds)
            }
            Condition::InForm { .. } => "it has the form that is asked for".to_owned(),
            Condition::Weekday { .. } => "it is such a day of the week".to_owned(),
            Condition::Listed { table, .. } => format!("the table {table} lists the day"),
            Condition::Truth(expression) => self.expression_in_words(expression),
        }
    }

    /// An item of a list: its label and words, or what it says when it has none.
    fn item_in_words(&self, item: &crate::check::program::Item) -> String {
        if item.words.is_empty() {
            self.condition_in_words(&item.condition)
        } else {
            format!("{} {}", item.label, item.words).trim().to_owned()
        }
    }

    /// A condition with its outcome, part by part.
    pub fn checked(&self, condition: &'p Condition, env: &mut Env<'p>) -> Vec<Checked> {
        match condition {
            Condition::Always => Vec::new(),
            Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => items
                .iter()
                .map(|item| {
                    let truth = self.truth(&item.condition, env, &mut Query::default());
                    Checked {
                        words: self.item_in_words(item),
                        outcome: truth.to_string(),
                        parts: self.inner_parts(&item.condition, env),
                    }
                })
                .collect(),
            _ => {
                let truth = self.truth(condition, env, &mut Query::default());
                vec![Checked {
                    words: self.condition_in_words(condition),
                    outcome: truth.to_string(),
                    parts: self.inner_parts(condition, env),
                }]
            }
        }
    }

    fn inner_parts(&self, condition: &'p Condition, env: &mut Env<'p>) -> Vec<Checked> {
        match condition {
            Condition::All(_) | Condition::Any(_) | Condition::NoneOf(_) => {
                self.checked(condition, env)
            }
            _ => Vec::new(),
        }
    }

    /// The first part of a condition that keeps it from holding, in words.
    pub fn what_fails(&self, condition: &'p Condition, env: &mut Env<'p>) -> Option<String> {
        match condition {
            Condition::All(items) => items.iter().find_map(|item| {
                let truth = self.truth(&item.condition, env, &mut Query::default());
                if truth.holds() {
                    return None;
                }
                let inner = match &item.condition {
                    Condition::Any(_) | Condition::All(_) => self.what_fails(&item.condition, env),
                    _ => None,
                };
                Some(inner.unwrap_or_else(|| format!("{} — {truth}", self.item_in_words(item))))
            }),
            Condition::Any(items) | Condition::NoneOf(items) => {
                let words: Vec<String> = items
                    .iter()
                    .filter_map(|item| {
                        let truth = self.truth(&item.condition, env, &mut Query::default());
                        let unwanted = matches!(condition, Condition::NoneOf(_)) != truth.holds();
                        (!unwanted).then(|| format!("{} — {truth}", self.item_in_words(item)))
                    })
                    .collect();
                if words.is_empty() {
                    None
                } else {
                    Some(words.join("; "))
                }
            }
            Condition::Always => None,
            other => {
                let truth = self.truth(other, env, &mut Query::default());
                (!truth.holds()).then(|| format!("{} {truth}", self.condition_in_words(other)))
            }
        }
    }

    /// Why no power carries an act: for each provision that speaks of such an act, what is missing.
    pub fn why_not(&self, fact: FactId) -> Vec<(ClauseId, String)> {
        let ty = self.facts.get(fact).ty;
        let rules = self.catalogue.powers.get(&ty).into_iter().flatten();
        rules
            .filter_map(|rule| Some((rule.at.clause.clone(), self.why_not_under(rule, fact)?)))
            .collect()
    }

    /// What a power lacks to carry an act; nothing when the power is about something else.
    fn why_not_under(&self, rule: &'p Rule, fact: FactId) -> Option<String> {
        let Body::Power(power) = &rule.body else {
            return None;
        };
        let by = self.facts.get(fact).by.map_or(Item::NotStated, Item::Party);
        let ids = self.record.power_instances.get(&rule.id.0)?;
        let query = &mut Query::default();
        let (id, mut env) = ids.iter().rev().find_map(|id| {
            let mut env = if speaks_of_act(rule) {
                self.scope_of_act(rule, *id, fact)
            } else {
                self.scope(*id)
            };
            let is_holder = self.value(&power.holder, &mut env, query) == by;
            let mut fits = power.acts.iter().map(|pattern| {
                let fits = self.fits_pattern(pattern, fact, &mut env.clone(), query);
                !fits.fails()
            });
            (is_holder && fits.any(|fits| fits)).then_some((*id, env))
        })?;
        if self.instances[id].progress.latched {
            return self.outside_window(power, &mut env);
        }
        let header = match &rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => {
                self.what_fails(condition, &mut env)
            }
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        let in_form = |form| self.in_form(fact, form, query).holds();
        header
            .or_else(|| self.what_fails(&rule.condition, &mut env))
            .or_else(|| self.outside_window(power, &mut env))
            .or_else(|| {
                let missing = !power.form.as_ref().is_none_or(in_form);
                missing.then(|| "it was not done in the form that is asked for".to_owned())
            })
    }

    /// Why a power does not stand today although its conditions hold.
    fn outside_window(&self, power: &'p Power, env: &mut Env<'p>) -> Option<String> {
        let query = &mut Query::default();
        let mut day = |moment: &'p Option<_>, env: &mut Env<'p>| {
            let moment = moment.as_ref()?;
            self.value(moment, env, query).date()
        };
        let from = day(&power.window.from, env).filter(|from| *from > self.day);
        if let Some(from) = from {
            return Some(format!("the first day for it is {from}"));
        }
        let through = day(&power.window.through, env).filter(|through| *through < self.day);
        if let Some(through) = through {
            return Some(format!("the last day for it was {through}"));
        }
        let until = power.window.until.as_ref()?;
        let ended = self.truth(until, env, query).holds();
        ended.then(|| "the power has ended".to_owned())
    }

    /// A verdict in one sentence, with the provisions to be named.
    pub fn verdict_in_words(&self, verdict: &Verdict<'p>) -> (String, Vec<ClauseId>) {
        let query = &mut Query::default();
        let mut holding =
            |carriers: &[crate::engine::verdict::Carrier<'p>], least: Truth| -> Vec<ClauseId> {
                let mut clauses: Vec<ClauseId> = carriers
                    .iter()
                    .filter(|carrier| self.thaw(&carrier.frozen, query) >= least)
                    .flat_map(|carrier| carrier.clauses.iter().map(|clause| (*clause).clone()))
                    .collect();
                clauses.sort();
                clauses.dedup();
                clauses
            };
        if verdict.barred.holds() {
            let clauses = holding(&verdict.bars, Truth::Holds);
            return (
                format!("it has no effect under {}", listed(&clauses)),
                clauses,
            );
        }
        if let Some((clause, truth)) = &verdict.form
            && truth.fails()
        {
            return (
                format!("{clause} asks for another form"),
                vec![clause.clone()],
            );
        }
        let effective = verdict.effective();
        if effective.holds() {
            let clauses = holding(&verdict.carriers, Truth::Holds);
            if !clauses.is_empty() {
                return (format!("it is carried by {}", listed(&clauses)), clauses);
            }
            let looked_at = holding(&verdict.bars, Truth::Fails);
            let words = if looked_at.is_empty() {
                "no clause denies it effect".to_owned()
            } else {
                format!("{} does not deny it effect", listed(&looked_at))
            };
            return (words, looked_at);
        }
        if effective.is_undetermined() {
            let mut clauses = holding(&verdict.carriers, Truth::Undetermined);
            clauses.extend(holding(&verdict.bars, Truth::Undetermined));
            let open: Vec<String> = verdict
                .open
                .iter()
                .map(|open| self.open_in_words(open))
                .collect();
            return (
                format!(
                    "it depends on {}",
                    if open.is_empty() {
                        "what must be judged".to_owned()
                    } else {
                        open.join("; ")
                    }
                ),
                clauses,
            );
        }
        let why: Vec<String> = verdict
            .why_not
            .iter()
            .map(|(clause, missing)| format!("{clause}: {missing}"))
            .collect();
        let words = if why.is_empty() {
            "no provision carries it".to_owned()
        } else {
            format!("no provision carries it ({})", why.join("; "))
        };
        let mut clauses: Vec<ClauseId> = verdict
            .why_not
            .iter()
            .map(|(clause, _)| clause.clone())
            .collect();
        clauses.sort();
        clauses.dedup();
        (words, clauses)
    }

    /// What a result waits for.
    pub fn open_in_words(&self, open: &crate::engine::evaluate::Open) -> String {
        match open {
            crate::engine::evaluate::Open::Concept { concept, .. } => {
                let name = self.names.name(*concept);
                let words = self
                    .program
                    .concepts
                    .get(&name)
                    .map_or_else(|| name.in_words(), |concept| concept.words.clone());
                format!("whether {words}")
            }
            crate::engine::evaluate::Open::NotStated(what) => {
                format!("{what}, which is not stated")
            }
        }
    }
}

/// Provisions in a row.
pub fn listed(clauses: &[ClauseId]) -> String {
    let words: Vec<String> = clauses.iter().map(ToString::to_string).collect();
    words.join(", ")
}

fn comparison_in_words(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "is",
        Comparison::NotEqual => "is not",
        Comparison::More => "is more than",
        Comparison::AtLeast => "is at least",
        Comparison::Less => "is less than",
        Comparison::AtMost => "is at most",
    }
}

fn kernel_in_words(measure: &KernelMeasure) -> &'static str {
    match measure {
        KernelMeasure::Open => "what is open",
        KernelMeasure::Arisen => "what has arisen",
        KernelMeasure::Settled => "what was settled",
        KernelMeasure::HeadOf => "the head of the claim",
        KernelMeasure::Bearer => "who must",
        KernelMeasure::ClaimsOf(_) => "the claims",
        KernelMeasure::LastTimelyDay => "the last timely day",
        KernelMeasure::OwnLastTimelyDay => "the own last timely day",
        KernelMeasure::Arose => "the day it arose",
        KernelMeasure::FirstDay(_) => "the first day of it",
        KernelMeasure::DaysOf(_) => "the days of it",
        KernelMeasure::DayOf => "the day of it",
        KernelMeasure::DayOfReceipt => "the day of receipt",
        KernelMeasure::DayOfSending => "the day of sending",
        KernelMeasure::DayOfAcknowledgement => "the day of acknowledgement",
        KernelMeasure::FormOf => "the form",
        KernelMeasure::ActorOf => "who did it",
        KernelMeasure::Latest(_) => "the day of the latest one",
        KernelMeasure::LatestThing(_) => "the latest one",
        KernelMeasure::Count(_) => "the number of them",
        KernelMeasure::Assessed(_) => "what is judged",
        KernelMeasure::Today => "today",
        KernelMeasure::PriceSpreadPerDay => "the price spread by the day",
        KernelMeasure::LinesCharged => "the lines charged",
        KernelMeasure::SettledOnLine => "what was settled on the line",
    }
}
