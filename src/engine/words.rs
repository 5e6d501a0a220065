//! Conditions and expressions in words, with the names of the things in scope, for the sentences of the outcome.

use crate::check::program::{
    Argument, Bound, Comparison, Condition, Direction, Expression, Item as Part, KernelMeasure,
    Series, VersionId,
};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::obligations::Obligation;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::value::{ClauseId, Truth};

impl<'p> Relation<'p> {
    /// A thing by its name in the timeline.
    pub fn thing_in_words(&self, item: &Item) -> String {
        self.told(item).unwrap_or_default()
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

    fn item(&self, expression: &'p Expression, env: &Env<'p>) -> Item {
        self.value(expression, &mut env.clone(), &mut Query::default())
    }

    /// What an expression speaks of, with the names of the things in scope.
    pub fn expression_in_words(&self, expression: &'p Expression, env: &Env<'p>) -> String {
        let of = |inner: &'p Expression| self.expression_in_words(inner, env);
        let of_all = |arguments: &'p [Expression]| {
            let words: Vec<String> = arguments.iter().map(of).collect();
            if words.is_empty() {
                String::new()
            } else {
                format!(" of {}", words.join(" and "))
            }
        };
        let named = |item: &Item| self.told(item).unwrap_or_else(|| "it".to_owned());
        match expression {
            Expression::Literal(value) => value.to_string(),
            Expression::Variable(id) => named(&env.variable(*id)),
            Expression::Parameter(index) => {
                named(env.parameters.get(*index).unwrap_or(&Item::Unbound))
            }
            Expression::Party(name) => self.party_in_words(self.names.symbol(name)),
            Expression::OtherParty(_) => named(&self.item(expression, env)),
            Expression::Field { of: whole, field } => {
                format!("the {} of {}", field.in_words(), of(whole))
            }
            Expression::Attribute {
                of: whole,
                attribute,
            } => format!("the {} of {}", attribute.in_words(), of(whole)),
            Expression::Defined { measure, arguments } => {
                let things = arguments.iter().map(|argument| self.item(argument, env));
                self.measure_in_words(measure, &things.collect::<Vec<_>>())
                    .unwrap_or_else(|| format!("the {}{}", measure.in_words(), of_all(arguments)))
            }
            Expression::Kernel { measure, arguments } => {
                format!("{}{}", kernel_in_words(measure), of_all(arguments))
            }
            Expression::ObligationFor { conduct, thing } => match self.item(expression, env) {
                Item::Obligation(id) => self.duty_in_words(id),
                _ => format!("the duty to {} {}", conduct.in_words(), of(thing)),
            },
            Expression::ClaimOf(inner) => format!("the claim of {}", of(inner)),
            Expression::ObligationOf(inner) => match self.item(inner, env) {
                Item::Obligation(id) => self.duty_in_words(id),
                _ => format!("the duty of {}", of(inner)),
            },
            Expression::ThingOf(inner) | Expression::Rounded { of: inner, .. } => of(inner),
            Expression::AgreementOf(_) => named(&self.item(expression, env)),
            Expression::Sum { of: inner, .. } => format!("the sum of {}", of(inner)),
            Expression::Filter { over, .. } => of(over),
            Expression::AllOf { .. } => "all of them".to_owned(),
            Expression::Plus(left, right) => format!("{} plus {}", of(left), of(right)),
            Expression::Minus(left, right) => format!("{} minus {}", of(left), of(right)),
            Expression::Times(left, right) => format!("{} times {}", of(left), of(right)),
            Expression::DividedBy { of: whole, by } => {
                format!("{} divided by {}", of(whole), of(by))
            }
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
                    Bound::AtLeast => "at least",
                    Bound::AtMost => "at most",
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
                    Direction::After => "after",
                    Direction::Before => "before",
                };
                format!("{} {words} {}", of(by), of(anchor))
            }
            Expression::FirstOfSeries { series, .. } => match series {
                Series::Calendar(day) => format!("the first {}", day.in_words()),
                Series::Counted { start, .. } => {
                    format!("the first of the series from {}", of(start))
                }
            },
            Expression::DaysBetween(first, second) => {
                format!("the days from {} to {}", of(first), of(second))
            }
            Expression::Nothing(_) => "nothing".to_owned(),
        }
    }

    /// `the duty of Fietsatelier Noord B.V. to pay invoice I1`
    pub fn duty_in_words(&self, id: ObligationId) -> String {
        let duty = self.obligations.get(id);
        format!(
            "the duty of {} to {}",
            self.party_in_words(duty.bearer),
            self.duty_asks_for(duty)
        )
    }

    /// What a condition says, with the names of the things in scope.
    pub fn condition_in_words(&self, condition: &'p Condition, env: &Env<'p>) -> String {
        let of = |inner: &'p Expression| self.expression_in_words(inner, env);
        match condition {
            Condition::Always => "nothing more is asked".to_owned(),
            // Joined by `and` in the clause: no list that a reader could look at.
            Condition::All(items) if items.iter().all(|item| item.label.is_empty()) => {
                let parts = items.iter().map(|item| &item.condition);
                let words: Vec<String> = parts
                    .map(|part| self.condition_in_words(part, env))
                    .collect();
                words.join(" and ")
            }
            Condition::All(_) => "all of the following".to_owned(),
            Condition::Any(_) => "any of the following".to_owned(),
            Condition::NoneOf(_) => "none of the following".to_owned(),
            Condition::Not(of) => format!("not: {}", self.condition_in_words(of, env)),
            Condition::Happened(pattern) => self.pattern_in_words(pattern, env),
            Condition::Counts(act) => format!("{} counts", of(act)),
            Condition::Holds { state, arguments } => {
                let items: Vec<Item> = arguments
                    .iter()
                    .map(|argument| self.what_stands_for(argument, env))
                    .collect();
                self.state_in_words(state, &items, Tense::Present)
            }
            Condition::Performed { obligation, .. } => format!("{} is performed", of(obligation)),
            Condition::Late { obligation, .. } => {
                format!("{} was not performed in time", of(obligation))
            }
            Condition::InBreach { party, provisions } => {
                format!("{} is in breach of {}", of(party), listed(provisions))
            }
            Condition::Violates { party, provisions } => {
                format!("{} violates {}", of(party), listed(provisions))
            }
            Condition::Breaks { act, provisions } => {
                format!("{} is a breach of {}", of(act), listed(provisions))
            }
            Condition::Concept {
                concept, subject, ..
            } => {
                let subject = subject.as_ref().map(|subject| self.item(subject, env));
                self.concept_in_words(concept, &subject.unwrap_or(Item::NotStated))
            }
            Condition::Compare {
                left,
                comparison,
                right,
            } => self.comparison_in_words(left, *comparison, right, env),
            Condition::SamePeriod { series, day, other } => {
                let period = series.period_in_words();
                format!("{} is in the same {period} as {}", of(day), of(other))
            }
            Condition::OneOf { value, options } => {
                let words: Vec<String> = options.iter().map(of).collect();
                format!("{} is one of {}", of(value), words.join(", "))
            }
            Condition::Stated(expression) => stated(&of(expression), "is"),
            Condition::Passed(expression) => format!("{} has passed", of(expression)),
            Condition::LongerThan {
                of: inner,
                duration,
                ..
            } => format!(
                "{} for longer than {}",
                self.condition_in_words(inner, env),
                of(duration)
            ),
            Condition::May { holder, act, .. } => {
                let who = self.item(holder, env).party();
                let what = who.map_or_else(
                    || act.in_words(),
                    |who| self.conduct_in_words(self.names.symbol(act), who, &Item::NotStated),
                );
                format!("{} may {what}", of(holder))
            }
            Condition::GroundGiven { provision, .. } => {
                format!("a ground for {provision} is given")
            }
            Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => {
                self.condition_in_words(holds, env)
            }
            Condition::InForm { thing, .. } => {
                format!("{} has the form that is asked for", of(thing))
            }
            Condition::Weekday { day, .. } => format!("{} is such a day of the week", of(day)),
            Condition::Listed { table, .. } => format!("the table {table} lists the day"),
            Condition::Truth(expression) => self
                .truth_said(expression, env, Tense::Present)
                .unwrap_or_else(|| of(expression)),
            Condition::Governed(versions) => self.versions_in_words(versions),
        }
    }

    /// `acceptance A1 is dated`, where an event tells it.
    pub fn truth_said(
        &self,
        expression: &'p Expression,
        env: &Env<'p>,
        tense: Tense,
    ) -> Option<String> {
        match expression {
            Expression::Field { of, field } => {
                self.truth_in_words(field, &self.item(of, env), tense)
            }
            _ => None,
        }
    }

    /// `today is before the first day of notice`, `the sum is at most EUR 100.00`
    fn comparison_in_words(
        &self,
        left: &'p Expression,
        comparison: Comparison,
        right: &'p Expression,
        env: &Env<'p>,
    ) -> String {
        let is_day = |side| {
            self.value(side, &mut env.clone(), &mut Query::default())
                .date()
        };
        let words = match is_day(left).or_else(|| is_day(right)) {
            Some(_) => of_days(comparison),
            None => of_amounts(comparison),
        };
        let of = |side| self.expression_in_words(side, env);
        format!("{} {words} {}", of(left), of(right))
    }

    /// The contrary of a condition, where a sentence can say it.
    fn contrary_in_words(&self, condition: &'p Condition, env: &Env<'p>) -> Option<String> {
        let of = |inner: &'p Expression| self.expression_in_words(inner, env);
        Some(match condition {
            Condition::Holds { state, arguments } => {
                let items: Vec<Item> = arguments
                    .iter()
                    .map(|argument| self.what_stands_for(argument, env))
                    .collect();
                self.state_in_words(state, &items, Tense::Contrary)
            }
            Condition::Concept {
                concept, subject, ..
            } => {
                let subject = subject.as_ref().map(|subject| self.item(subject, env));
                let subject = subject.unwrap_or(Item::NotStated);
                self.concept_said(concept, &subject, Tense::Contrary)
            }
            Condition::Truth(expression) => self.truth_said(expression, env, Tense::Contrary)?,
            Condition::Compare {
                left,
                comparison,
                right,
            } => self.comparison_in_words(left, comparison.contrary(), right, env),
            Condition::SamePeriod { series, day, other } => {
                let period = series.period_in_words();
                format!("{} is not in the same {period} as {}", of(day), of(other))
            }
            Condition::OneOf { value, options } => {
                let words: Vec<String> = options.iter().map(of).collect();
                format!("{} is none of {}", of(value), words.join(", "))
            }
            Condition::Happened(pattern) => {
                let words = self.pattern_in_words(pattern, env);
                let once = words.matches(" has ").count() == 1;
                once.then(|| words.replacen(" has ", " has not ", 1))?
            }
            Condition::Counts(act) => format!("{} does not count", of(act)),
            Condition::Performed { obligation, .. } => {
                format!("{} is not performed", of(obligation))
            }
            Condition::InBreach { party, provisions } => {
                format!("{} is not in breach of {}", of(party), listed(provisions))
            }
            Condition::Violates { party, provisions } => {
                format!("{} does not violate {}", of(party), listed(provisions))
            }
            Condition::Breaks { act, provisions } => {
                format!("{} is no breach of {}", of(act), listed(provisions))
            }
            Condition::Stated(expression) => stated(&of(expression), "is not"),
            Condition::Passed(expression) => format!("{} has not passed", of(expression)),
            Condition::GroundGiven { provision, .. } => {
                format!("no ground for {provision} is given")
            }
            Condition::InForm { thing, .. } => {
                format!("{} does not have the form that is asked for", of(thing))
            }
            Condition::May { holder, act, .. } => {
                let who = self.item(holder, env).party()?;
                let act = self.names.symbol(act);
                let what = self.conduct_in_words(act, who, &Item::NotStated);
                format!("{} may not {what}", of(holder))
            }
            Condition::Not(inner) => self.condition_in_words(inner, env),
            _ => return None,
        })
    }

    /// How a part that keeps something from holding is told: the contrary of what it says, with its mark.
    fn missing_part(&self, item: &'p Part, env: &Env<'p>, truth: Truth) -> String {
        // The words of the clause say which form is asked for.
        let says_form =
            matches!(item.condition, Condition::InForm { .. }) && !item.words.is_empty();
        let contrary = match truth {
            Truth::Fails if !says_form => self.contrary_in_words(&item.condition, env),
            Truth::Fails | Truth::Undetermined | Truth::Holds => None,
        };
        let open = || match &item.condition {
            Condition::Concept { .. } if truth.is_undetermined() => {
                let words = self.condition_in_words(&item.condition, env);
                Some(format!("nobody has judged whether {words}"))
            }
            _ => None,
        };
        contrary.or_else(open).map_or_else(
            || missing(&self.item_in_words(item, env), truth),
            |words| format!("{} {words}", item.label).trim().to_owned(),
        )
    }

    /// What an argument of a state stands for.
    pub fn what_stands_for(&self, argument: &'p Argument, env: &Env<'p>) -> Item {
        match argument {
            Argument::Is(expression) => self.item(expression, env),
            Argument::Any => Item::Unbound,
            Argument::Variable(id) => env.variable(*id),
        }
    }

    fn versions_in_words(&self, versions: &[VersionId]) -> String {
        let names = versions
            .iter()
            .map(|one| self.program.versions[one.0].name.as_str());
        format!("version {} governs", names.collect::<Vec<_>>().join(" or "))
    }

    /// An item of a list: its label and words, or what it says when it has none.
    pub fn item_in_words(&self, item: &'p Part, env: &Env<'p>) -> String {
        if item.words.is_empty() {
            self.condition_in_words(&item.condition, env)
        } else {
            format!("{} {}", item.label, item.words).trim().to_owned()
        }
    }

    /// Of many alternatives that do not hold: those that are met in part, then the others together.
    fn none_of_many(&self, items: &'p [Part], env: &mut Env<'p>) -> String {
        let mut told = Vec::new();
        for item in items {
            let query = &mut Query::default();
            let met_in_part = match &item.condition {
                Condition::All(parts) => parts
                    .iter()
                    .any(|part| self.truth(&part.condition, env, query).holds()),
                other => self.truth(other, env, query).is_undetermined(),
            };
            if met_in_part && let Some(missing) = self.what_fails(&item.condition, env) {
                told.push(format!("{} {missing}", item.label).trim().to_owned());
            }
        }
        let marks = items.first().zip(items.last());
        let all = marks.map_or_else(String::new, |(first, last)| {
            format!("none of {} to {} holds", first.label, last.label)
        });
        told.push(all);
        told.join("; ")
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
                    // A tail `unless …`; an item of a list has a mark, and is told as it stands.
                    Condition::Not(_) if item.label.is_empty() => {
                        self.what_fails(&item.condition, env)
                    }
                    _ => None,
                };
                Some(inner.unwrap_or_else(|| self.missing_part(item, env, truth)))
            }),
            Condition::Any(items) | Condition::NoneOf(items) => {
                let none_wanted = matches!(condition, Condition::NoneOf(_));
                let words: Vec<String> = items
                    .iter()
                    .filter_map(|item| {
                        let truth = self.truth(&item.condition, env, &mut Query::default());
                        if (none_wanted && truth.fails()) || (!none_wanted && truth.holds()) {
                            return None;
                        }
                        // Of an item that is a list itself, the part that is missing says more than the whole.
                        let is_list =
                            matches!(item.condition, Condition::All(_) | Condition::Any(_));
                        let inner = if is_list && !none_wanted {
                            self.what_fails(&item.condition, env)
                        } else {
                            None
                        };
                        Some(inner.map_or_else(
                            || self.missing_part(item, env, truth),
                            |inner| format!("{} {inner}", item.label).trim().to_owned(),
                        ))
                    })
                    .collect();
                if !none_wanted && items.len() > MOST_ALTERNATIVES && words.len() == items.len() {
                    return Some(self.none_of_many(items, env));
                }
                if words.is_empty() {
                    None
                } else {
                    Some(words.join("; "))
                }
            }
            Condition::Always => None,
            Condition::Not(unwanted)
                if self.truth(unwanted, env, &mut Query::default()).holds() =>
            {
                let words = match unwanted.as_ref() {
                    Condition::All(items) | Condition::NoneOf(items) => {
                        let items = items.iter().map(|item| self.item_in_words(item, env));
                        items.collect::<Vec<String>>().join("; ")
                    }
                    Condition::Any(items) => {
                        let mut words = Vec::new();
                        for item in items {
                            let query = &mut Query::default();
                            if self.truth(&item.condition, env, query).holds() {
                                words.push(self.item_in_words(item, env));
                            }
                        }
                        words.join("; ")
                    }
                    other => self.condition_in_words(other, env),
                };
                Some(format!("its exception applies: {words}"))
            }
            other => {
                let truth = self.truth(other, env, &mut Query::default());
                let contrary = truth.fails().then(|| self.contrary_in_words(other, env));
                let contrary = contrary.flatten();
                (!truth.holds()).then(|| {
                    let words = || missing(&self.condition_in_words(other, env), truth);
                    contrary.unwrap_or_else(words)
                })
            }
        }
    }
}

impl<'p> Relation<'p> {
    /// What a condition that holds rests on, in words: its parts that hold; of `unless all of the following hold`, those that do not.
    pub fn what_holds(&self, condition: &'p Condition, env: &mut Env<'p>) -> Vec<String> {
        let query = &mut Query::default();
        if !self.truth(condition, env, query).holds() {
            return Vec::new();
        }
        match condition {
            Condition::Always | Condition::NoneOf(_) => Vec::new(),
            Condition::All(items) | Condition::Any(items) => {
                let mut found = Vec::new();
                for item in items {
                    let is_list = matches!(
                        item.condition,
                        Condition::All(_) | Condition::Any(_) | Condition::Not(_)
                    );
                    if is_list {
                        found.extend(self.what_holds(&item.condition, env));
                    } else if self.truth(&item.condition, env, query).holds() {
                        found.push(self.item_in_words(item, env));
                    }
                }
                found
            }
            Condition::Not(unmet) => match unmet.as_ref() {
                Condition::All(items) => items
                    .iter()
                    .filter_map(|item| {
                        let truth = self.truth(&item.condition, env, query);
                        (!truth.holds()).then(|| self.missing_part(item, env, truth))
                    })
                    .collect(),
                other => self.what_fails(other, env).into_iter().collect(),
            },
            other => vec![self.condition_in_words(other, env)],
        }
    }
}

/// `the kind of damage DM1 is stated`, `the heads of damage DM1 are stated`: what ends in a plural is plural.
fn stated(words: &str, is: &str) -> String {
    let noun = words.split(" of ").next().unwrap_or(words);
    let plural = noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("basis");
    let verb = if plural {
        is.replacen("is", "are", 1)
    } else {
        is.to_owned()
    };
    format!("{words} {verb} stated")
}

/// How a part that keeps something from holding is told.
fn missing(words: &str, truth: Truth) -> String {
    let (label, rest) = match words.split_once(") ") {
        Some((label, rest)) if label.starts_with('(') => (format!("{label}) "), rest),
        _ => (String::new(), words),
    };
    if truth.fails()
        && let Some(list) = rest.strip_prefix("all of the following hold: ")
    {
        return format!("{label}these do not all hold: {list}");
    }
    match truth {
        Truth::Fails if rest.matches(" is ").count() == 1 && !rest.contains(" that ") => {
            format!("{label}{}", rest.replacen(" is ", " is not ", 1))
        }
        Truth::Fails => format!("{label}it is not so that {rest}"),
        Truth::Undetermined => format!("{label}it is not decided whether {rest}"),
        Truth::Holds => words.to_owned(),
    }
}

/// Provisions in a row.
pub fn listed(clauses: &[ClauseId]) -> String {
    let words: Vec<String> = clauses.iter().map(ToString::to_string).collect();
    words.join(", ")
}

fn of_amounts(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "is",
        Comparison::NotEqual => "is not",
        Comparison::More => "is more than",
        Comparison::AtLeast => "is at least",
        Comparison::Less => "is less than",
        Comparison::AtMost => "is at most",
    }
}

fn of_days(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "is",
        Comparison::NotEqual => "is not",
        Comparison::More => "is after",
        Comparison::AtLeast => "is on or after",
        Comparison::Less => "is before",
        Comparison::AtMost => "is on or before",
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
        KernelMeasure::DayOfDischarge => "the day of discharge",
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
        KernelMeasure::ActUnderJudgement => "the act itself",
        KernelMeasure::Today => "today",
        KernelMeasure::VersionOfTerms => "the version of these terms",
        KernelMeasure::YearlyParts => "the yearly parts",
        KernelMeasure::LinesCharged => "the lines charged",
        KernelMeasure::SettledOnLine => "what was settled on the line",
    }
}

/// Of more alternatives than this that all fail, only those that are met in part are told one by one.
const MOST_ALTERNATIVES: usize = 3;
