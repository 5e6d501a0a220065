//! What makes a condition hold, or fail.

use crate::check::program::{
    Body, Comparison, Condition, Expression, FormNeeded, Item, KernelMeasure, Proof, Variable,
    VariableId,
};
use crate::check::schema::Role;
use crate::value::{ClauseId, Decimal, Duration, Money, Name, Percent, Truth, Value};

use super::{Finder, Scope};
use crate::diff::witness::way::{Filling, Way, both, either, nothing};

/// Of many values that will do so many are told; they would crowd out what else may differ.
const MOST_OPTIONS: usize = 2;

impl<'p> Finder<'p> {
    /// The scope with the variables that a condition is about, and the ways to things that they can stand for.
    pub(super) fn with_each(
        &mut self,
        variables: &'p [(VariableId, Variable)],
        scope: &Scope<'p>,
    ) -> (Scope<'p>, Vec<Way>) {
        let mut inner = scope.clone();
        let introduced = variables.iter().map(|(id, one)| (*id, one));
        inner.variables.extend(introduced);
        let ways = variables.iter().fold(nothing(), |ways, (_, variable)| {
            both(&ways, &self.variable(variable, &inner))
        });
        (inner, ways)
    }

    /// Ways to a condition that holds, or that fails; nothing has to happen for what does not hold to go on not holding.
    pub(super) fn condition(
        &mut self,
        condition: &'p Condition,
        holds: bool,
        scope: &Scope<'p>,
    ) -> Vec<Way> {
        match condition {
            Condition::Always | Condition::Governed(_) => nothing(),
            Condition::All(items) if holds => self.each(items, true, scope),
            Condition::All(items) => self.one_of(items, false, scope),
            Condition::Any(items) if holds => self.one_of(items, true, scope),
            Condition::Any(items) => self.each(items, false, scope),
            Condition::NoneOf(items) if holds => self.each(items, false, scope),
            Condition::NoneOf(items) => self.one_of(items, true, scope),
            Condition::Not(of) => self.condition(of, !holds, scope),
            Condition::Concept { concept, proof, .. } => self.concept(concept, proof, holds),
            Condition::Compare {
                left,
                comparison,
                right,
            } => self.compare(left, *comparison, right, holds, scope),
            Condition::OneOf { value, options } => {
                let mut options: Vec<&Expression> = options.iter().collect();
                options.sort_by_key(|option| {
                    let value = self.literal(option);
                    !value.is_some_and(|value| self.only_here.contains(&value))
                });
                let told = options.into_iter().take(MOST_OPTIONS).map(|option| {
                    let comparison = if holds {
                        Comparison::Equal
                    } else {
                        Comparison::NotEqual
                    };
                    self.compare(value, comparison, option, true, scope)
                });
                either(told.collect::<Vec<_>>())
            }
            Condition::Truth(Expression::Field { of, field }) => {
                let truth = if holds { Truth::Holds } else { Truth::Fails };
                self.told(of, field, Filling::Is(Value::Truth(truth)), scope)
            }
            Condition::Exists {
                variables,
                holds: of,
            } => {
                if !holds {
                    return nothing();
                }
                let (inner, ways) = self.with_each(variables, scope);
                both(&ways, &self.condition(of, true, &inner))
            }
            Condition::Stated(Expression::Field { of, field }) if holds => {
                self.told(of, field, Filling::Something, scope)
            }
            // An obligation must be there to be broken.
            Condition::Performed { obligation, .. } if !holds => self.value(obligation, scope),
            _ if !holds => nothing(),
            _ => self.statement(condition, scope),
        }
    }

    /// Ways to a single statement that holds.
    fn statement(&mut self, condition: &'p Condition, scope: &Scope<'p>) -> Vec<Way> {
        match condition {
            Condition::Happened(pattern) => self.act(pattern, scope),
            Condition::Holds { state, arguments } => self.state(state, arguments, scope),
            Condition::Performed { obligation, .. } => {
                let owed = self.value(obligation, scope);
                both(&owed, &self.performing(obligation, scope))
            }
            Condition::InBreach { provisions, .. } => self.breach(provisions),
            Condition::Violates { provisions, .. } => self.violation(provisions),
            Condition::Breaks { act, provisions } => {
                let act = self.value(act, scope);
                let breaks = either([self.violation(provisions), self.breach(provisions)]);
                both(&act, &breaks)
            }
            Condition::LongerThan { of, .. } => self.condition(of, true, scope),
            Condition::May { act, under, .. } => self.power(act, under),
            Condition::GroundGiven { provision, .. } => self.ground(provision),
            Condition::Some_ { each, over, holds } => {
                let there = self.value(over, scope);
                let inner = scope.with_member(*each, over);
                both(&there, &self.condition(holds, true, &inner))
            }
            Condition::InForm { thing, form } => {
                let form = self.form(form);
                self.told(thing, &Name::new("form"), form, scope)
            }
            Condition::Late {
                obligation: value, ..
            }
            | Condition::Stated(value)
            | Condition::Passed(value)
            | Condition::Weekday { day: value, .. }
            | Condition::Listed { day: value, .. }
            | Condition::Counts(value)
            | Condition::Truth(value) => self.value(value, scope),
            // The days on which they are told lie close together.
            Condition::SamePeriod { day, other, .. } => {
                let day = self.value(day, scope);
                both(&day, &self.value(other, scope))
            }
            Condition::Always
            | Condition::Governed(_)
            | Condition::All(_)
            | Condition::Any(_)
            | Condition::NoneOf(_)
            | Condition::Not(_)
            | Condition::Concept { .. }
            | Condition::Compare { .. }
            | Condition::OneOf { .. }
            | Condition::Exists { .. } => self.condition(condition, true, scope),
        }
    }

    fn each(&mut self, items: &'p [Item], holds: bool, scope: &Scope<'p>) -> Vec<Way> {
        let mut ways = nothing();
        for item in items {
            ways = both(&ways, &self.condition(&item.condition, holds, scope));
        }
        ways
    }

    fn one_of(&mut self, items: &'p [Item], holds: bool, scope: &Scope<'p>) -> Vec<Way> {
        let ways = items
            .iter()
            .map(|item| self.condition(&item.condition, holds, scope));
        either(ways.collect::<Vec<_>>())
    }

    /// Somebody judges it; or nobody, where that is enough.
    fn concept(&self, concept: &Name, proof: &Proof, holds: bool) -> Vec<Way> {
        let stands = match proof {
            Proof::MustBeJudged { .. } => false,
            Proof::Presumed { .. } => holds,
            Proof::MustBeProved { .. } => !holds,
        };
        if stands {
            nothing()
        } else {
            self.judged(concept, holds)
        }
    }

    /// Somebody judges that a concept holds, or that it does not.
    pub(super) fn judged(&self, concept: &Name, holds: bool) -> Vec<Way> {
        let judged = if holds { "holds" } else { "does_not_hold" };
        let fields = [
            ("concept", Value::Concept(concept.clone())),
            ("value", Value::Symbol(Name::new(judged))),
        ];
        let fields = fields.map(|(name, value)| (Name::new(name), Filling::Is(value)));
        self.events_of_role(Role::Assessment, &fields)
    }

    /// A violation of one of these provisions, told by a clause that forbids something.
    fn violation(&self, provisions: &[ClauseId]) -> Vec<Way> {
        let rules = self.program.rules.iter();
        let bans = rules.filter(|rule| matches!(rule.body, Body::Ban { .. }));
        let mut clauses: Vec<&ClauseId> = bans.map(|rule| &rule.at.clause).collect();
        clauses.retain(|clause| provisions.iter().any(|one| clause.is_within(one)));
        clauses.dedup();
        if clauses.is_empty() {
            clauses = provisions.iter().collect();
        }
        either(clauses.into_iter().map(|clause| self.breaking(clause)))
    }

    fn compare(
        &mut self,
        left: &'p Expression,
        comparison: Comparison,
        right: &'p Expression,
        holds: bool,
        scope: &Scope<'p>,
    ) -> Vec<Way> {
        let there = both(&self.value(left, scope), &self.value(right, scope));
        let comparison = if holds {
            comparison
        } else {
            contrary(comparison)
        };
        let Some(literal) = self.literal(right) else {
            let more = match comparison {
                Comparison::More => left,
                Comparison::Less => right,
                Comparison::Equal
                | Comparison::NotEqual
                | Comparison::AtMost
                | Comparison::AtLeast => return there,
            };
            return match more {
                Expression::Field { of, field } => {
                    both(&there, &self.told(of, field, Filling::More, scope))
                }
                _ => there,
            };
        };
        let Some(value) = on_its_side(comparison, &literal) else {
            return there;
        };
        match left {
            Expression::Field { of, field } => {
                both(&there, &self.told(of, field, Filling::Is(value), scope))
            }
            // `a notice by the supplier`, `the form of the acceptance`
            Expression::Kernel { measure, arguments } => {
                let told = match (measure, arguments.as_slice()) {
                    (KernelMeasure::ActorOf, [act]) => self.acts_of(&value, act, scope),
                    (KernelMeasure::FormOf, [act]) => {
                        self.told(act, &Name::new("form"), Filling::Is(value), scope)
                    }
                    _ => return there,
                };
                both(&there, &told)
            }
            Expression::Attribute { of, attribute } => {
                let party = match of.as_ref() {
                    Expression::Party(party) => party.clone(),
                    _ => Name::new("client"),
                };
                let fact = Way {
                    events: Vec::new(),
                    facts: vec![(party, attribute.clone(), value)],
                    large: Vec::new(),
                };
                both(&there, &[fact])
            }
            _ => there,
        }
    }

    /// A form that satisfies what is asked.
    pub(super) fn form(&self, needed: &FormNeeded) -> Filling {
        let version = self.program.versions.first();
        let written = version.and_then(|version| version.written_forms.first());
        let form = match needed {
            FormNeeded::Written { .. } => written.cloned(),
            FormNeeded::OneOf(forms) => forms.first().cloned(),
        };
        form.map_or(Filling::Something, |form| Filling::Is(Value::Form(form)))
    }
}

fn contrary(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::More => Comparison::AtMost,
        Comparison::AtMost => Comparison::More,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtLeast => Comparison::Less,
    }
}

/// A value just on that side of another; none where any other value will do.
fn on_its_side(comparison: Comparison, literal: &Value) -> Option<Value> {
    match comparison {
        Comparison::Equal | Comparison::AtLeast | Comparison::AtMost => Some(literal.clone()),
        Comparison::More => beside(literal, 1),
        Comparison::Less => beside(literal, -1),
        Comparison::NotEqual => match literal {
            Value::Truth(Truth::Holds) => Some(Value::Truth(Truth::Fails)),
            Value::Truth(_) => Some(Value::Truth(Truth::Holds)),
            _ => None,
        },
    }
}

/// The next value up or down.
pub(in crate::diff::witness) fn beside(value: &Value, step: i64) -> Option<Value> {
    Some(match value {
        Value::Money(money) => {
            let amount = money.amount() + Decimal::new(step, 2);
            Value::Money(Money::new(amount, money.currency()))
        }
        Value::Number(number) => Value::Number(number + Decimal::from(step)),
        Value::Percent(percent) => {
            Value::Percent(Percent::new(percent.hundredths() + Decimal::from(step)))
        }
        Value::Date(date) if step > 0 => Value::Date(date.succ_opt()?),
        Value::Date(date) => Value::Date(date.pred_opt()?),
        Value::Duration(duration) => {
            let count = i64::from(duration.count) + step;
            Value::Duration(Duration::new(count.try_into().ok()?, duration.unit))
        }
        Value::Truth(_)
        | Value::Text(_)
        | Value::Symbol(_)
        | Value::Reference(_)
        | Value::Party(_)
        | Value::Form(_)
        | Value::Provision(_)
        | Value::Service(_)
        | Value::Concept(_)
        | Value::List(_)
        | Value::Record(_) => return None,
    })
}
