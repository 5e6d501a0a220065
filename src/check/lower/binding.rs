//! Variables that live in a part of a sentence only, what comes with a noun, and variables that turn out to be spoken of once.

use crate::check::lower::Lower;
use crate::check::lower::statement::{all_of, unnamed};
use crate::check::phrase::Np;
use crate::check::program::{
    ActPattern, Argument, Comparison, Condition, Expression, Generator, Item, KernelMeasure, Sort,
    Variable, VariableId, walk,
};
use crate::check::vocabulary::Type;
use crate::syntax::ast;
use crate::value::{Name, Value};

use super::noun::kernel;

impl Lower<'_> {
    /// Reads a part whose variables live there only: an item of an `any` list, what is negated, an exception.
    pub fn in_part(
        &mut self,
        read: impl FnOnce(&mut Self) -> Option<Condition>,
    ) -> Option<Condition> {
        let known = self.scope.entries.len();
        let also = std::mem::take(&mut self.also);
        self.scope.locals.push(Vec::new());
        let condition = read(self).map(|condition| self.with_relations(condition));
        let variables = self.scope.locals.pop().unwrap_or_default();
        self.scope.entries.truncate(known);
        self.also = also;
        let mut condition = condition?;
        let variables = self.without_single(variables, &mut condition);
        if variables.is_empty() {
            return Some(condition);
        }
        Some(Condition::Exists {
            variables,
            holds: Box::new(condition),
        })
    }

    /// Leaves out the variables that are spoken of once: `has sent a reminder` is about any.
    fn without_single(
        &mut self,
        mut variables: Vec<(VariableId, Variable)>,
        condition: &mut Condition,
    ) -> Vec<(VariableId, Variable)> {
        loop {
            let spoken = Spoken::of(|counts| {
                walk::condition(condition, counts);
                walk::all(variables.iter().map(|(_, one)| one), counts, walk::variable);
            });
            let single = variables
                .iter()
                .position(|(id, _)| self.prunable.contains(id) && spoken.times(*id) == 1);
            let Some(at) = single else {
                return variables;
            };
            let (id, _) = variables.remove(at);
            forget(condition, id);
        }
    }

    /// Leaves out the variables of a whole rule that its trigger or conditions speak of once.
    pub fn prune_rule(&self, conditions: &mut [&mut Condition], whole: &Spoken) {
        for id in &self.prunable {
            if whole.times(*id) == 1 {
                for condition in conditions.iter_mut() {
                    forget(condition, *id);
                }
            }
        }
    }

    /// What a phrase says of the things that it speaks of beside their sort: their kind, whose they are.
    pub(super) fn restrict_as_introduced(&mut self, np: &Np, value: &Expression) {
        use crate::check::phrase::NpKind;
        if let NpKind::Noun { noun, .. } | NpKind::Each { noun, .. } | NpKind::Member { noun, .. } =
            &np.kind
            && let Some(kind) = self.vocabulary.nouns.get(*noun).kind.clone()
        {
            self.restrict_to_kind(&kind, value);
        }
        if let NpKind::Noun { by, of, on, .. } = &np.kind {
            let relations = [by, of, on].map(Option::as_deref);
            self.restrict_to_relations(value, np.ty == Type::Claim, relations);
        }
    }

    /// `a money claim`: a claim whose head is one of these.
    fn restrict_to_kind(&mut self, kind: &Name, value: &Expression) {
        let Some(restriction) = self.vocabulary.kinds.get(kind) else {
            return;
        };
        let restriction = restriction.clone();
        let condition = kind_condition(&restriction, value);
        self.also.extend(condition);
    }

    /// `by the supplier`, `of the client`, `on the supplier`
    fn restrict_to_relations(
        &mut self,
        value: &Expression,
        is_claim: bool,
        relations: [Option<&Np>; 3],
    ) {
        let [by, of, on] = relations;
        for (party, measure) in [
            (by, KernelMeasure::ActorOf),
            (of, KernelMeasure::Bearer),
            (on, KernelMeasure::Bearer),
        ] {
            let Some(party) = party else { continue };
            // `an obligation of the client` is owed by the client; `a claim of the client` is owed to it.
            let is_creditor = of.is_some_and(|of| std::ptr::eq(of, party)) && is_claim;
            if let Some(right) = self.noun(party) {
                let owed_by = kernel(measure, vec![value.clone()]);
                self.also.push(Condition::Compare {
                    left: if is_creditor {
                        Expression::OtherParty(Box::new(owed_by))
                    } else {
                        owed_by
                    },
                    comparison: Comparison::Equal,
                    right,
                });
            }
        }
    }

    /// The sum of something over the members of a list.
    pub(super) fn sum(&mut self, of: &Np, only_if: Option<&ast::Condition>) -> Option<Expression> {
        let known = self.scope.entries.len();
        let found = self.sum_of(of, only_if);
        self.scope.entries.truncate(known);
        found
    }

    fn sum_of(&mut self, of: &Np, only_if: Option<&ast::Condition>) -> Option<Expression> {
        let mut of = of.clone();
        let each = take_each(&mut of)?;
        let over = match &each.kind {
            crate::check::phrase::NpKind::Each {
                over: Some(over), ..
            } => claims_meant(each.ty.sort(), self.noun(over)?),
            _ => Expression::AllOf {
                sort: each.ty.sort(),
            },
        };
        let also = std::mem::take(&mut self.also);
        let id = self.scope.add(Variable {
            noun: each.words.clone(),
            sort: each.ty.sort(),
            generator: Generator::Local,
        });
        let words = self.noun_words_of(&each);
        let value = Expression::Variable(id);
        self.scope
            .introduce(&words, each.ty.clone(), value.clone(), each.span);
        self.restrict_as_introduced(&each, &value);
        let value = self.noun(&of);
        let condition = match only_if {
            Some(condition) => Some(self.in_part(|lower| lower.condition(condition))?),
            None => None,
        };
        let kind = std::mem::replace(&mut self.also, also);
        let condition = all_of(condition.into_iter().chain(kind).collect());
        Some(Expression::Sum {
            each: id,
            over: Box::new(over),
            only_if: (condition != Condition::Always).then(|| Box::new(condition)),
            of: Box::new(value?),
            of_numbers: of.ty == Type::Number,
        })
    }

    fn noun_words_of(&self, np: &Np) -> Vec<String> {
        use crate::check::phrase::NpKind;
        match &np.kind {
            NpKind::Each { noun, .. } | NpKind::Noun { noun, .. } => {
                self.vocabulary.nouns.get(*noun).words.clone()
            }
            _ => vec![np.words.clone()],
        }
    }
}

/// `each claim in the claims collected`: every claim of each thing in the list, since a violation may have a claim for each day.
fn claims_meant(sort: Sort, over: Expression) -> Expression {
    if sort == Sort::Claim {
        Expression::Kernel {
            measure: KernelMeasure::ClaimsOf(None),
            arguments: vec![over],
        }
    } else {
        over
    }
}

/// A value of a list of names: `principal`.
pub fn symbol(phrase: &ast::Phrase) -> Expression {
    let words: Vec<String> = crate::check::phrase::tokens_of_phrase(phrase)
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    Expression::Literal(Value::Symbol(crate::check::phrase::name_of(&words)))
}

/// Takes the `each …` out of a noun phrase and leaves `the …` in its place.
fn take_each(np: &mut Np) -> Option<Np> {
    use crate::check::phrase::{Article, NpKind};
    let noun = match &np.kind {
        NpKind::Each { noun, .. }
        | NpKind::Noun {
            noun,
            article: Article::Each,
            ..
        } => Some(*noun),
        _ => None,
    };
    if let Some(noun) = noun {
        let the = NpKind::Noun {
            noun,
            article: Article::The,
            by: None,
            of: None,
            on: None,
        };
        let each = np.clone();
        np.kind = the;
        return Some(each);
    }
    match &mut np.kind {
        NpKind::Field { of: Some(of), .. }
        | NpKind::ClaimOf(of)
        | NpKind::ObligationOf(of)
        | NpKind::AgreementOf(of)
        | NpKind::RateOf { of, .. } => take_each(of),
        NpKind::Measure { fills, .. } => fills.iter_mut().find_map(take_each),
        _ => None,
    }
}

/// How often each variable is spoken of in some parts of a program.
#[derive(Debug, Clone, Default)]
pub struct Spoken(Vec<usize>);

impl Spoken {
    /// Counts in the parts that a walk visits.
    pub fn of(walk: impl FnOnce(&mut Self)) -> Self {
        let mut counts = Self::default();
        walk(&mut counts);
        counts
    }

    /// How often a variable is spoken of.
    pub fn times(&self, id: VariableId) -> usize {
        self.0.get(id.0).copied().unwrap_or(0)
    }
}

impl walk::Visitor<'_> for Spoken {
    fn variable(&mut self, id: VariableId) {
        if self.0.len() <= id.0 {
            self.0.resize(id.0 + 1, 0);
        }
        self.0[id.0] += 1;
    }
}

/// Takes a variable that is spoken of once out of the conditions: what it stood for may then be any.
fn forget(condition: &mut Condition, id: VariableId) {
    match condition {
        Condition::Happened(pattern) => forget_in_act(pattern, id),
        Condition::Holds { arguments, .. } => {
            for argument in arguments {
                if *argument == Argument::Variable(id) {
                    *argument = Argument::Any;
                }
            }
        }
        Condition::All(items) | Condition::Any(items) | Condition::NoneOf(items) => {
            for Item { condition, .. } in items {
                forget(condition, id);
            }
        }
        Condition::Not(of) | Condition::LongerThan { of, .. } => forget(of, id),
        Condition::Some_ { holds, .. } | Condition::Exists { holds, .. } => forget(holds, id),
        Condition::Always
        | Condition::Performed { .. }
        | Condition::Late { .. }
        | Condition::InBreach { .. }
        | Condition::Violates { .. }
        | Condition::Breaks { .. }
        | Condition::Concept { .. }
        | Condition::Compare { .. }
        | Condition::SamePeriod { .. }
        | Condition::OneOf { .. }
        | Condition::Stated(_)
        | Condition::Passed(_)
        | Condition::May { .. }
        | Condition::GroundGiven { .. }
        | Condition::InForm { .. }
        | Condition::Weekday { .. }
        | Condition::Listed { .. }
        | Condition::Counts(_)
        | Condition::Truth(_)
        | Condition::Governed(_) => {}
    }
}

fn forget_in_act(pattern: &mut ActPattern, id: VariableId) {
    pattern
        .fields
        .retain(|(_, value)| *value != Expression::Variable(id));
    if pattern.by == Some(Expression::Variable(id)) {
        pattern.by = None;
    }
}

/// The conditions of a list as items of a program.
pub fn items(conditions: Vec<Condition>) -> Vec<Item> {
    conditions.into_iter().map(unnamed).collect()
}

fn kind_condition(restriction: &ast::Restriction, value: &Expression) -> Option<Condition> {
    let ast::ConditionKind::One(statement) = &restriction.condition.kind else {
        return None;
    };
    let head = kernel(KernelMeasure::HeadOf, vec![value.clone()]);
    match &statement.kind {
        ast::StatementKind::OneOf {
            options, negated, ..
        } => {
            let options: Vec<Expression> = options.iter().map(symbol).collect();
            let one_of = Condition::OneOf {
                value: head,
                options,
            };
            Some(if *negated {
                Condition::Not(Box::new(one_of))
            } else {
                one_of
            })
        }
        ast::StatementKind::Says(phrase) => {
            let (_, after) = phrase.split_at("is")?;
            Some(Condition::Compare {
                left: head,
                comparison: Comparison::Equal,
                right: symbol(&after),
            })
        }
        _ => None,
    }
}
