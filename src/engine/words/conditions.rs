//! What a condition says, and its contrary.

use crate::check::program::{Argument, Comparison, Condition, Expression, Item as Part, VersionId};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::engine::words::listed;
use crate::value::ClauseId;

impl<'p> Relation<'p> {
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
            Condition::Not(of) => match of.as_ref() {
                Condition::Any(_) => "none of the following".to_owned(),
                Condition::All(_) => "not all of the following".to_owned(),
                of => {
                    let contrary = self.contrary_in_words(of, env);
                    contrary.unwrap_or_else(|| format!("not: {}", self.condition_in_words(of, env)))
                }
            },
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
            Condition::May { holder, act, under } => {
                let who = self.item(holder, env).party();
                let what = who.map_or_else(
                    || act.in_words(),
                    |who| self.conduct_in_words(self.names.symbol(act), who, &Item::NotStated),
                );
                format!("{} may {what}{}", of(holder), under_which(under))
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
    pub(super) fn comparison_in_words(
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
        let of = |side| self.expression_in_words(side, env);
        match (is_day(left), is_day(right)) {
            (None, None) => format!("{} {} {}", of(left), of_amounts(comparison), of(right)),
            (_, day) => {
                let right = of(right);
                let day = day.map(|day| day.to_string());
                let told = day.filter(|day| !right.contains(day.as_str()) && right != "today");
                let told = told.map_or_else(String::new, |day| format!(" ({day})"));
                format!("{} {} {right}{told}", of(left), of_days(comparison))
            }
        }
    }

    /// The contrary of a condition, where a sentence can say it.
    pub(super) fn contrary_in_words(
        &self,
        condition: &'p Condition,
        env: &Env<'p>,
    ) -> Option<String> {
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
            Condition::May { holder, act, under } => {
                let who = self.item(holder, env).party()?;
                let act = self.names.symbol(act);
                let what = self.conduct_in_words(act, who, &Item::NotStated);
                format!("{} may not {what}{}", of(holder), under_which(under))
            }
            Condition::Not(inner) => self.condition_in_words(inner, env),
            _ => return None,
        })
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

    /// An item of a list: its mark or name and its words, or what it says when it has none.
    pub fn item_in_words(&self, item: &'p Part, env: &Env<'p>) -> String {
        let words = self.unmarked_in_words(item, env);
        if item.words.is_empty() {
            words
        } else {
            behind(&item.label, &words)
        }
    }

    /// The same without the mark.
    pub(super) fn unmarked_in_words(&self, item: &'p Part, env: &Env<'p>) -> String {
        if item.words.is_empty() {
            self.condition_in_words(&item.condition, env)
        } else {
            item.words.clone()
        }
    }
}

/// `(2) the deadline has passed`, `impossible: there is force majeure`: what stands behind the mark or the name of an item.
pub(super) fn behind(label: &str, words: &str) -> String {
    match label {
        "" => words.to_owned(),
        mark if mark.starts_with('(') => format!("{mark} {words}"),
        name => format!("{name}: {words}"),
    }
}

/// `the kind of damage DM1 is stated`, `the heads of damage DM1 are stated`: what ends in a plural is plural.
pub(super) fn stated(words: &str, is: &str) -> String {
    let noun = words.split(" of ").next().unwrap_or(words);
    let plural = noun.ends_with('s') && !noun.ends_with("ss") && !noun.ends_with("basis");
    let verb = if plural {
        is.replacen("is", "are", 1)
    } else {
        is.to_owned()
    };
    format!("{words} {verb} stated")
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

/// ` under 7.9`: the provisions of which a power is meant; nothing where any will do.
fn under_which(provisions: &[ClauseId]) -> String {
    if provisions.is_empty() {
        String::new()
    } else {
        format!(" under {}", listed(provisions))
    }
}
