//! What keeps a condition from holding, and what one that holds rests on.

use crate::check::program::{Condition, Item as Part, Variable, VariableId};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::engine::words::conditions::behind;
use crate::value::Truth;

/// Of more alternatives than this that all fail, only those that are met in part are told one by one.
const MOST_ALTERNATIVES: usize = 4;

impl<'p> Relation<'p> {
    /// How a part that keeps something from holding is told: the contrary of what it says, without its mark.
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
        let words = || missing(&self.unmarked_in_words(item, env), truth);
        contrary.or_else(open).unwrap_or_else(words)
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
                told.push(missing);
            }
        }
        let cases = items.len();
        told.push(if told.is_empty() {
            format!("none of the {cases} cases holds")
        } else {
            format!("no other of the {cases} cases holds")
        });
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
                let words: Vec<(&str, String)> = items
                    .iter()
                    .filter_map(|item| {
                        let truth = self.truth(&item.condition, env, &mut Query::default());
                        if (none_wanted && truth.fails()) || (!none_wanted && truth.holds()) {
                            return None;
                        }
                        // Of an item that is a list itself, the part that is missing says more than the whole.
                        let is_list = matches!(
                            item.condition,
                            Condition::All(_) | Condition::Any(_) | Condition::Exists { .. }
                        );
                        let inner = if is_list && !none_wanted {
                            self.what_fails(&item.condition, env)
                        } else {
                            None
                        };
                        let words = inner.unwrap_or_else(|| self.missing_part(item, env, truth));
                        Some((item.label.as_str(), words))
                    })
                    .collect();
                if !none_wanted && items.len() > MOST_ALTERNATIVES && words.len() == items.len() {
                    return Some(self.none_of_many(items, env));
                }
                marked(&words)
            }
            Condition::Exists { variables, holds } => self.what_fails_of_all(variables, holds, env),
            Condition::Always => None,
            Condition::Not(unwanted)
                if self.truth(unwanted, env, &mut Query::default()).holds() =>
            {
                let words = match unwanted.as_ref() {
                    Condition::All(items) | Condition::NoneOf(items) => {
                        let items = items.iter().map(|item| self.unmarked_in_words(item, env));
                        items.collect::<Vec<String>>().join("; ")
                    }
                    Condition::Any(items) => {
                        let mut words = Vec::new();
                        for item in items {
                            let query = &mut Query::default();
                            if self.truth(&item.condition, env, query).holds() {
                                words.push(self.unmarked_in_words(item, env));
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

    /// `a notice covers an obligation` and `the client has not performed the obligation`: that there is no such notice, or what fails
    /// for one that there is.
    fn what_fails_of_all(
        &self,
        variables: &'p [(VariableId, Variable)],
        holds: &'p Condition,
        env: &mut Env<'p>,
    ) -> Option<String> {
        let Condition::All(items) = holds else {
            return None;
        };
        let first = items.first()?;
        if let Some(mut env) = self.example(variables, &first.condition, env) {
            return self.what_fails(holds, &mut env);
        }
        // Whether there is a thing at all is a question only of what holds or has happened.
        let of_things = matches!(
            first.condition,
            Condition::Holds { .. } | Condition::Happened(_)
        );
        let mut env = env.clone();
        for (id, _) in variables {
            env.bind(*id, Item::Unbound);
        }
        let truth = self.truth(&first.condition, &mut env, &mut Query::default());
        if !of_things || !truth.fails() {
            return None;
        }
        let words = self.condition_in_words(&first.condition, &env);
        let none = words
            .strip_prefix("a ")
            .or_else(|| words.strip_prefix("an "));
        Some(none.map_or_else(
            || self.missing_part(first, &env, truth),
            |thing| format!("no {thing}"),
        ))
    }

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
                        found.push(self.unmarked_in_words(item, env));
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

/// Reasons in a row: the marks of the clause tell several apart, and say nothing before one.
fn marked(words: &[(&str, String)]) -> Option<String> {
    let told = match words {
        [] => return None,
        [(_, only)] => only.clone(),
        several => {
            let several = several.iter();
            let told = several.map(|(mark, words)| behind(mark, words));
            told.collect::<Vec<String>>().join("; ")
        }
    };
    Some(told)
}

/// How a part that keeps something from holding is told.
fn missing(words: &str, truth: Truth) -> String {
    if truth.fails()
        && let Some(list) = words.strip_prefix("all of the following hold: ")
    {
        return format!("these do not all hold: {list}");
    }
    match truth {
        Truth::Fails if words.matches(" is ").count() == 1 && !words.contains(" that ") => {
            words.replacen(" is ", " is not ", 1)
        }
        Truth::Fails => format!("it is not so that {words}"),
        Truth::Undetermined => format!("it is not decided whether {words}"),
        Truth::Holds => words.to_owned(),
    }
}
