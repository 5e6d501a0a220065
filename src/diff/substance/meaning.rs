//! Rules in other words or in another order that mean the same: what `check` made of the two sentences is compared.
//!
//! The numbers that `check` gives to the things of a rule follow the order of its words; so a thing is compared by its noun, and
//! statements of which all or any must hold in an order of their own.

use std::fmt::Debug;

use crate::check::program::{
    Choice, Comparison, Condition, Expression, Item, Program, Trigger, Variable, VariableId,
};
use crate::diff::facets::{Conditions, FacetKind};
use crate::diff::rules::RuleText;
use crate::diff::words::comparable;
use crate::value::Name;

/// Whether the same follows from two rules. What stands under a reading beside their parts must stand there in the same words.
pub(super) fn is_same(
    old: &RuleText,
    new: &RuleText,
    programs: Option<(&Program, &Program)>,
) -> bool {
    let same_beside = alternatives(old) == alternatives(new);
    let Some((before, after)) = programs.filter(|_| same_beside) else {
        return false;
    };
    let (one, other) = (made_of(old, before), made_of(new, after));
    !one.is_empty() && one == other
}

/// What stands under readings beside the parts of a rule: which part, which statement of it, under which reading, and what.
fn alternatives(rule: &RuleText) -> Vec<(FacetKind, usize, String, String)> {
    let mut found = Vec::new();
    for part in &rule.facets {
        if let Some(under) = &part.under {
            found.push((part.kind, 0, under.clone(), comparable(&part.words)));
        }
        if let Some(conditions) = &part.conditions {
            of_conditions(part.kind, conditions, &mut found);
        }
        for (at, item) in part
            .listed
            .iter()
            .flat_map(|one| one.items.iter().enumerate())
        {
            if let Some((_, beside)) = item.split_once("(under ") {
                found.push((part.kind, at, "item".to_owned(), comparable(beside)));
            }
        }
    }
    found
}

fn of_conditions(
    kind: FacetKind,
    conditions: &Conditions,
    found: &mut Vec<(FacetKind, usize, String, String)>,
) {
    for (at, statement) in conditions.statements.iter().enumerate() {
        for (under, words) in &statement.alternatives {
            found.push((kind, at, under.clone(), comparable(words)));
        }
        if let Some(inner) = &statement.inner {
            of_conditions(kind, inner, found);
        }
    }
}

/// Whether two rules conclude the same, whatever they ask for it.
pub(super) fn has_same_conclusion(
    old: &RuleText,
    new: &RuleText,
    programs: Option<(&Program, &Program)>,
) -> bool {
    let Some((before, after)) = programs else {
        return false;
    };
    let conclusions = |rule: &RuleText, program: &Program| {
        let made = made_of(rule, program).into_iter();
        made.map(|made| made.conclusion).collect::<Vec<_>>()
    };
    let (one, other) = (conclusions(old, before), conclusions(new, after));
    !one.is_empty() && one == other
}

/// What `check` made of a sentence.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Made {
    conclusion: String,
    rest: String,
}

/// What a program has of a sentence: `each party` makes two rules of one. Nothing, where it stands under a reading that is not chosen.
fn made_of(text: &RuleText, program: &Program) -> Vec<Made> {
    if let Some(word) = &text.word {
        return made_of_a_word(word, program);
    }
    let rules = program
        .rules
        .iter()
        .filter(|rule| rule.at.span == text.span);
    let rules = rules.map(|rule| {
        let mut nouns = Nouns::of(&rule.variables);
        let trigger = match &rule.trigger {
            Trigger::Onset(condition) => Trigger::Onset(nouns.plain(condition)),
            Trigger::While(condition) => Trigger::While(nouns.plain(condition)),
            other @ (Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. }) => {
                other.clone()
            }
        };
        let condition = nouns.plain(&rule.condition);
        let mut variables: Vec<String> =
            rule.variables.iter().map(|one| nouns.words(one)).collect();
        variables.sort();
        Made {
            conclusion: nouns.words(&rule.body),
            rest: nouns.words(&(
                variables,
                trigger,
                condition,
                rule.fallback,
                &rule.instead_of,
                &rule.relations,
            )),
        }
    });
    let measures = program.measures.values();
    let definitions = measures.flat_map(|measure| {
        let own = measure.definitions.iter().filter(|definition| {
            let at = definition.at.as_ref();
            at.is_some_and(|at| at.span == text.span)
        });
        own.map(|definition| {
            let mut nouns = Nouns::of(&[]);
            let condition = nouns.plain(&definition.condition);
            let value = nouns.plain_value(&definition.value);
            Made {
                conclusion: measure.name.to_string(),
                rest: nouns.words(&(
                    value,
                    condition,
                    definition.agreed,
                    &definition.stated_in,
                    definition.fallback,
                )),
            }
        })
    });
    let mut made: Vec<Made> = rules.chain(definitions).collect();
    made.sort();
    made
}

/// What a program has of words that the terms declare.
fn made_of_a_word(name: &Name, program: &Program) -> Vec<Made> {
    let mut made = Vec::new();
    let mut nouns = Nouns::of(&[]);
    if let Some(holds_if) = program
        .states
        .get(name)
        .and_then(|one| one.holds_if.as_ref())
    {
        let condition = nouns.plain(holds_if);
        made.push(Made {
            conclusion: name.to_string(),
            rest: nouns.words(&condition),
        });
    }
    let measure = program.measures.get(name);
    let definitions = measure.into_iter().flat_map(|one| &one.definitions);
    for definition in definitions.filter(|one| one.at.is_none()) {
        let condition = nouns.plain(&definition.condition);
        let value = nouns.plain_value(&definition.value);
        made.push(Made {
            conclusion: name.to_string(),
            rest: nouns.words(&(value, condition)),
        });
    }
    made
}

/// The nouns of the things that a rule speaks of.
struct Nouns(Vec<(VariableId, String)>);

impl Nouns {
    fn of(variables: &[Variable]) -> Self {
        let mut nouns = Self(Vec::new());
        for (number, variable) in variables.iter().enumerate() {
            nouns.add(VariableId(number), variable);
        }
        nouns
    }

    /// Two things with one noun keep their numbers.
    fn add(&mut self, id: VariableId, variable: &Variable) {
        if !self.0.iter().any(|(_, known)| *known == variable.noun) {
            self.0.push((id, variable.noun.clone()));
        }
    }

    /// Something of a program in words, with nouns for numbers.
    fn words(&self, part: &impl Debug) -> String {
        let text = format!("{part:?}");
        let ids = self.0.iter();
        ids.fold(text, |text, (id, noun)| {
            text.replace(&format!("{id:?}"), &format!("<{noun}>"))
        })
    }

    /// A condition in one order and in one form.
    fn plain(&mut self, condition: &Condition) -> Condition {
        match condition {
            Condition::All(items) => self.all(items.iter().map(|item| (item, true)).collect()),
            Condition::NoneOf(items) => self.all(items.iter().map(|item| (item, false)).collect()),
            Condition::Any(items) => {
                let mut any = Vec::new();
                for item in items {
                    match self.plain(&item.condition) {
                        Condition::Any(inner) if is_number(item) => any.extend(inner),
                        condition => any.push(unnumbered(item, condition)),
                    }
                }
                self.in_order(any, Condition::Any)
            }
            Condition::Not(of) => negated(self.plain(of)),
            Condition::Compare {
                left,
                comparison: comparison @ (Comparison::More | Comparison::AtLeast),
                right,
            } => Condition::Compare {
                left: right.clone(),
                comparison: match comparison {
                    Comparison::More => Comparison::Less,
                    _ => Comparison::AtMost,
                },
                right: left.clone(),
            },
            Condition::OneOf { value, options } => {
                let mut options = options.clone();
                options.sort_by_key(|option| self.words(option));
                Condition::OneOf {
                    value: value.clone(),
                    options,
                }
            }
            Condition::Exists { variables, holds } => {
                for (id, variable) in variables {
                    self.add(*id, variable);
                }
                Condition::Exists {
                    variables: variables.clone(),
                    holds: Box::new(self.plain(holds)),
                }
            }
            other => other.clone(),
        }
    }

    /// A value whose conditions are in one order and in one form.
    fn plain_value(&mut self, value: &Expression) -> Expression {
        match value {
            Expression::Pick { pick, options } => Expression::Pick {
                pick: *pick,
                options: options
                    .iter()
                    .map(|option| Choice {
                        value: self.plain_value(&option.value),
                        only_if: option.only_if.as_ref().map(|only_if| self.plain(only_if)),
                    })
                    .collect(),
            },
            Expression::Sum {
                each,
                over,
                only_if,
                of,
                of_numbers,
            } => Expression::Sum {
                each: *each,
                over: Box::new(self.plain_value(over)),
                only_if: only_if
                    .as_ref()
                    .map(|only_if| Box::new(self.plain(only_if))),
                of: of.clone(),
                of_numbers: *of_numbers,
            },
            Expression::Filter {
                each,
                over,
                only_if,
            } => Expression::Filter {
                each: *each,
                over: over.clone(),
                only_if: Box::new(self.plain(only_if)),
            },
            other => other.clone(),
        }
    }

    /// All of these, or of what is contrary to them.
    fn all(&mut self, items: Vec<(&Item, bool)>) -> Condition {
        let mut all = Vec::new();
        for (item, holds) in items {
            let condition = self.plain(&item.condition);
            let condition = if holds { condition } else { negated(condition) };
            match condition {
                Condition::Always => {}
                Condition::All(inner) if is_number(item) => all.extend(inner),
                condition => all.push(unnumbered(item, condition)),
            }
        }
        if all.is_empty() {
            return Condition::Always;
        }
        self.in_order(all, Condition::All)
    }

    fn in_order(&self, mut items: Vec<Item>, together: fn(Vec<Item>) -> Condition) -> Condition {
        if let [only] = items.as_slice()
            && only.label.is_empty()
        {
            return items.remove(0).condition;
        }
        items.sort_by_key(|item| self.words(item));
        together(items)
    }
}

fn negated(condition: Condition) -> Condition {
    match condition {
        Condition::Not(of) => *of,
        other => Condition::Not(Box::new(other)),
    }
}

/// `(1)`, `(1)(b)`: no name that a clause gives.
fn is_number(item: &Item) -> bool {
    item.label.is_empty() || item.label.starts_with('(')
}

/// The item without its number and its words; a name that the clause gives it stays.
fn unnumbered(item: &Item, condition: Condition) -> Item {
    Item {
        label: if is_number(item) {
            String::new()
        } else {
            item.label.clone()
        },
        words: String::new(),
        condition,
    }
}
