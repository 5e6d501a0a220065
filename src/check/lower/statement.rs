//! Matched sentences as conditions.

use crate::check::lower::Lower;
use crate::check::lower::act::is_any;
use crate::check::pattern::Form;
use crate::check::phrase::{Article, Matched, Np, NpKind, PartyWord};
use crate::check::program::{
    Argument, Condition, Expression, Generator, Item, KernelMeasure, Variable, VariableId,
};
use crate::check::vocabulary::{Meaning, Owner, SentenceKind, Type};
use crate::source::Problem;
use crate::value::Name;

impl Lower<'_> {
    /// What a matched sentence says; what a negated one introduces lives in it only.
    pub fn matched(&mut self, matched: &Matched) -> Option<Condition> {
        if says_none(matched) {
            return self.of_none(matched);
        }
        if matched.is_negated() && matched.manner.in_time {
            return self.late(matched);
        }
        if matched.is_negated() && self.in_trigger {
            // `As soon as the client has not paid an invoice` goes on about that invoice.
            let positive = self.positive(matched)?;
            return Some(Condition::Not(Box::new(positive)));
        }
        if matched.is_negated() {
            let positive = self.in_part(|lower| lower.positive(matched))?;
            return Some(Condition::Not(Box::new(positive)));
        }
        self.positive(matched)
    }

    /// `no invoice is overdue`: it is not so that one is.
    fn of_none(&mut self, matched: &Matched) -> Option<Condition> {
        if matched.is_negated() {
            let message = "this sentence says twice that something is not so";
            self.refuse(
                Problem::error("negated-twice", message)
                    .at(matched.span, "`no` and `not` in one statement")
                    .help("leave one of them out, or put the statement in a list `none of the following holds`"),
            );
            return None;
        }
        let positive = self.in_part(|lower| lower.positive(matched))?;
        Some(Condition::Not(Box::new(positive)))
    }

    /// `the client has not paid the invoice in time`
    fn late(&mut self, matched: &Matched) -> Option<Condition> {
        let obligation = self.obligation_of(matched)?;
        let by = self.subject_of(matched)?;
        let late = Condition::Late { obligation, by };
        Some(self.with_relations(late))
    }

    /// The party that a sentence says something of, when it names one: whose obligation is meant.
    fn subject_of(&mut self, matched: &Matched) -> Option<Option<Expression>> {
        let sentence = &self.vocabulary.sentences[matched.sentence];
        let mut parties = self.vocabulary.parties.iter();
        let named = parties.find(|(_, reads)| sentence.words.starts_with(&reads.join(" ")));
        if let Some((name, _)) = named {
            return Some(Some(Expression::Party(name.clone())));
        }
        let first = sentence.slots.first().filter(|slot| slot.ty == Type::Party);
        let fill = first.and(matched.fills.first()).cloned().flatten();
        let said_of_all = |fill: &Np| matches!(fill.kind, NpKind::AnyParty(PartyWord::Anyone));
        match fill.filter(|fill| !said_of_all(fill)) {
            Some(fill) => Some(Some(self.noun(&fill)?)),
            None => Some(None),
        }
    }

    /// The obligation that a sentence says something about: to do this with that thing.
    fn obligation_of(&mut self, matched: &Matched) -> Option<Expression> {
        let kind = self.vocabulary.sentences[matched.sentence].kind.clone();
        let (called, fill) = if let SentenceKind::Conduct { conduct, thing } = kind {
            let word = self.vocabulary.conducts.get(&conduct)?;
            (
                word.called.clone(),
                thing.and_then(|at| matched.fills[at].clone()),
            )
        } else {
            let act = self.act_of(matched)?;
            let mut things = matched.fills.iter().flatten();
            let thing = things.find(|fill| fill.ty != Type::Party).cloned();
            (act.called(), thing)
        };
        let Some(fill) = fill else {
            self.nothing_in_time(matched);
            return None;
        };
        let value = self.noun(&fill)?;
        Some(match &fill.ty {
            Type::Claim | Type::Obligation => self.coerce(value, &fill.ty, &Type::Obligation),
            _ => Expression::ObligationFor {
                conduct: called,
                thing: Box::new(value),
            },
        })
    }

    fn positive(&mut self, matched: &Matched) -> Option<Condition> {
        let condition = match self.vocabulary.sentences[matched.sentence].kind.clone() {
            SentenceKind::Act { .. } => self.happened(matched),
            SentenceKind::Conduct { .. } => self.performed(matched),
            SentenceKind::State { state } => self.state(&state, matched),
            SentenceKind::Truth { owners, field } => self.truth(&owners, &field, matched),
            SentenceKind::Concept { concept } => {
                self.bare_concept(&concept, matched);
                None
            }
            SentenceKind::Measure { .. } => None,
        }?;
        Some(self.with_relations(condition))
    }

    /// Adds what came with the nouns: `a notice by the supplier`.
    pub fn with_relations(&mut self, condition: Condition) -> Condition {
        let mut all = std::mem::take(&mut self.also);
        if all.is_empty() {
            return condition;
        }
        all.insert(0, condition);
        all_of(all)
    }

    fn happened(&mut self, matched: &Matched) -> Option<Condition> {
        if matched.manner.in_time {
            return self.act_in_time(matched);
        }
        if matched.form == Form::Plain && !self.present_is_fine(matched) {
            return None;
        }
        let under = matched.manner.under.clone();
        let pattern = self.act_pattern(matched)?;
        let Some(under) = under else {
            return Some(Condition::Happened(pattern));
        };
        let provisions = self.provisions(&under, matched.span)?;
        let holder = pattern.by.clone();
        let act = pattern
            .called
            .clone()
            .unwrap_or_else(|| pattern.event.clone());
        let happened = Condition::Happened(pattern);
        match holder {
            Some(holder) => Some(all_of(vec![
                happened,
                Condition::May {
                    holder,
                    act,
                    under: provisions,
                },
            ])),
            None => Some(happened),
        }
    }

    /// A statement about an act is in the perfect: `the supplier has issued an invoice`.
    fn present_is_fine(&mut self, matched: &Matched) -> bool {
        let Some(act) = self.act_of(matched) else {
            return true;
        };
        self.refuse(
            Problem::error("act-in-present", "a condition about an act says that it has happened")
                .at(matched.span, "this says that it happens")
                .help(format!("say `has …`, as in the sentence `{}` with `has` before its participle; or begin with `When`", act.reading.words)),
        );
        false
    }

    /// `the client has reported the damage in time`
    fn act_in_time(&mut self, matched: &Matched) -> Option<Condition> {
        let obligation = self.obligation_of(matched)?;
        Some(in_time(obligation, self.subject_of(matched)?))
    }

    fn nothing_in_time(&mut self, matched: &Matched) {
        self.refuse(
            Problem::error(
                "nothing-in-time",
                "`in time` is said of an obligation, and none is named",
            )
            .at(matched.span, "what had to be done in time?")
            .help("name what the obligation is about: `has paid the invoice in time`"),
        );
    }

    /// `the client has paid the invoice`, `… in time`
    fn performed(&mut self, matched: &Matched) -> Option<Condition> {
        let obligation = self.obligation_of(matched)?;
        let by = self.subject_of(matched)?;
        if matched.manner.in_time {
            return Some(in_time(obligation, by));
        }
        Some(Condition::Performed { obligation, by })
    }

    fn state(&mut self, state: &Name, matched: &Matched) -> Option<Condition> {
        let arguments = self.arguments(state, matched)?;
        Some(Condition::Holds {
            state: state.clone(),
            arguments,
        })
    }

    /// Which slot of this sentence gives each argument of the state.
    fn slots_of_arguments(&self, state: &Name, sentence: usize) -> Vec<Option<usize>> {
        let word = &self.vocabulary.states[state];
        let slots = &self.vocabulary.sentences[sentence].slots;
        let mut taken = vec![false; slots.len()];
        let mut find = |declared: &Type| {
            let fits = |at: &usize| {
                let ty = &slots[*at].ty;
                !taken[*at] && (ty == declared || ty.fits(declared))
            };
            let at = (0..slots.len()).find(fits);
            if let Some(at) = at {
                taken[at] = true;
            }
            at
        };
        word.arguments.iter().map(&mut find).collect()
    }

    pub(super) fn arguments(&mut self, state: &Name, matched: &Matched) -> Option<Vec<Argument>> {
        let slots = self.slots_of_arguments(state, matched.sentence);
        let declared = self.vocabulary.states[state].arguments.clone();
        let mut arguments = vec![Argument::Any; declared.len()];
        for (at, slot) in slots.iter().enumerate() {
            if let Some(fill) = fill_of(matched, *slot)
                && !is_any(fill)
            {
                let fill = fill.clone();
                let value = self.as_type(&fill, &declared[at])?;
                arguments[at] = Argument::Is(self.act_in_hand(value));
            }
        }
        for (at, slot) in slots.iter().enumerate() {
            if let Some(fill) = fill_of(matched, *slot)
                && is_any(fill)
                && !matches!(fill.kind, NpKind::AnyParty(PartyWord::Anyone))
            {
                let fill = fill.clone();
                let id = self.bind_argument(state, at, &fill, &declared[at], &arguments);
                arguments[at] = Argument::Variable(id);
            }
        }
        Some(arguments)
    }

    /// What is concluded of the act of a power or a bar itself is asked of the act under judgement, and of no other: as long as there is
    /// none, it is so of nothing.
    fn act_in_hand(&self, value: Expression) -> Expression {
        let is_act = matches!(&value, Expression::Variable(id)
            if self.scope.variables[id.0].generator == Generator::ActItself);
        if is_act {
            super::noun::kernel(KernelMeasure::ActUnderJudgement, Vec::new())
        } else {
            value
        }
    }

    /// The variable of an argument that a sentence introduces: `the client is in default of an invoice`.
    fn bind_argument(
        &mut self,
        state: &Name,
        position: usize,
        fill: &Np,
        declared: &Type,
        arguments: &[Argument],
    ) -> VariableId {
        let by_definition = self.vocabulary.states[state]
            .meaning
            .iter()
            .any(|meaning| matches!(meaning, Meaning::HoldsIf(_)));
        let generator = if by_definition {
            Generator::Each
        } else {
            Generator::Tuple {
                state: state.clone(),
                position,
                arguments: arguments.to_vec(),
            }
        };
        if let NpKind::AnyParty(_) = fill.kind {
            let id = self.scope.add_here(Variable {
                noun: "party".to_owned(),
                sort: declared.sort(),
                generator,
            });
            let words = ["party".to_owned()];
            self.scope
                .introduce(&words, Type::Party, Expression::Variable(id), fill.span);
            self.prunable.push(id);
            return id;
        }
        let crosses = match (&fill.ty, declared) {
            (Type::Thing(_), Type::Thing(_)) => false,
            (is, wanted) => is != wanted,
        };
        if !crosses {
            let id = self.introduce(fill, Some(generator));
            if fill.ty == *declared && self.also.is_empty() {
                self.prunable.push(id);
            }
            return id;
        }
        let hidden = self.scope.add_here(Variable {
            noun: declared.to_string(),
            sort: declared.sort(),
            generator,
        });
        let value = self.coerce(Expression::Variable(hidden), declared, &fill.ty);
        self.introduce(fill, Some(Generator::Is(value)));
        hidden
    }

    /// The arguments of a state as plain values: `the first day on which the client is in default of the invoice`.
    pub fn plain_arguments(&mut self, matched: &Matched) -> Option<Vec<Expression>> {
        let SentenceKind::State { state } = &self.vocabulary.sentences[matched.sentence].kind
        else {
            return None;
        };
        let state = state.clone();
        let slots = self.slots_of_arguments(&state, matched.sentence);
        let declared = self.vocabulary.states[&state].arguments.clone();
        let mut values = Vec::new();
        for (at, slot) in slots.iter().enumerate() {
            let fill = fill_of(matched, *slot)?.clone();
            values.push(self.as_type(&fill, &declared[at])?);
        }
        Some(values)
    }

    fn truth(&mut self, owners: &[Owner], field: &Name, matched: &Matched) -> Option<Condition> {
        if let Some(Owner::Party(_)) = owners.first() {
            let role = self.party_of_truth(owners, matched)?;
            return Some(Condition::Truth(Expression::Attribute {
                of: Box::new(Expression::Party(role)),
                attribute: field.clone(),
            }));
        }
        let events: Vec<Name> = owners
            .iter()
            .filter_map(|owner| match owner {
                Owner::Event(name) => Some(name.clone()),
                Owner::Party(_) | Owner::Record(_) => None,
            })
            .collect();
        let thing = Type::Thing(events);
        let own = matched
            .fills
            .iter()
            .flatten()
            .find(|fill| fill.ty.fits(&thing) && matches!(fill.ty, Type::Thing(_)));
        let of = if let Some(fill) = own.cloned() {
            self.noun(&fill)?
        } else {
            let found = self
                .scope
                .such_that(|entry| matches!(entry.ty, Type::Thing(_)) && entry.ty.fits(&thing));
            match found.as_slice() {
                [one] => one.value.clone(),
                [] if self.is_act_itself(&thing) => self.act_under_judgement(&thing, matched.span),
                several => {
                    let count = several.len();
                    self.no_antecedent("the act", count, matched.span);
                    return None;
                }
            }
        };
        Some(Condition::Truth(Expression::Field {
            of: Box::new(of),
            field: field.clone(),
        }))
    }

    fn is_act_itself(&self, thing: &Type) -> bool {
        matches!(thing, Type::Thing(events) if events.iter().any(|event| self.act_itself.contains(event)))
    }

    fn act_under_judgement(&mut self, thing: &Type, span: crate::source::Span) -> Expression {
        let words = ["act".to_owned()];
        let id = self.scope.add(Variable {
            noun: "act".to_owned(),
            sort: thing.sort(),
            generator: Generator::ActItself,
        });
        self.scope
            .introduce(&words, thing.clone(), Expression::Variable(id), span);
        Expression::Variable(id)
    }

    /// The party whose words stand before the verb, or the only one that has the attribute.
    fn party_of_truth(&mut self, owners: &[Owner], matched: &Matched) -> Option<Name> {
        let words = &self.vocabulary.sentences[matched.sentence].words;
        let named = self
            .vocabulary
            .parties
            .iter()
            .find(|(_, reads)| words.starts_with(&reads.join(" ")));
        if let Some((name, _)) = named {
            return Some(name.clone());
        }
        let [Owner::Party(only)] = owners else {
            let message = "this sentence does not say of which party it is so";
            self.refuse(
                Problem::error("no-party", message)
                    .at(matched.span, "each of several parties may tell this of itself")
                    .help("declare the sentence with the party that it begins with: `It tells whether \"the client …\"`"),
            );
            return None;
        };
        Some(only.clone())
    }
}

/// Not late, and done.
fn in_time(obligation: Expression, by: Option<Expression>) -> Condition {
    all_of(vec![
        Condition::Performed {
            obligation: obligation.clone(),
            by: by.clone(),
        },
        Condition::Not(Box::new(Condition::Late { obligation, by })),
    ])
}

fn fill_of(matched: &Matched, slot: Option<usize>) -> Option<&Np> {
    matched.fills.get(slot?)?.as_ref()
}

/// Whether it speaks of none: `no invoice is overdue`.
fn says_none(matched: &Matched) -> bool {
    let is_none = |fill: &Np| match &fill.kind {
        NpKind::Noun { article, .. } => *article == Article::No,
        _ => false,
    };
    matched.fills.iter().flatten().any(is_none)
}

/// Conditions that all must hold, without names.
pub fn all_of(mut all: Vec<Condition>) -> Condition {
    all.retain(|condition| *condition != Condition::Always);
    match all.len() {
        0 => Condition::Always,
        1 => all.remove(0),
        _several => Condition::All(all.into_iter().map(unnamed).collect()),
    }
}

/// An item without a name or words of its own.
pub fn unnamed(condition: Condition) -> Item {
    Item {
        label: String::new(),
        words: String::new(),
        condition,
    }
}
