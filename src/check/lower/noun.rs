//! Noun phrases as expressions: what each stands for, in terms of the things in scope.

use crate::check::lower::Lower;
use crate::check::phrase::{Article, FieldOf, Np, NpKind};
use crate::check::program::{Direction, Expression, Generator, KernelMeasure};
use crate::check::vocabulary::{Owner, Type};
use crate::value::{Name, Value};

impl Lower<'_> {
    /// The value of a noun phrase; a problem when it has none.
    pub fn noun(&mut self, np: &Np) -> Option<Expression> {
        match &np.kind {
            NpKind::Value(value) => Some(Expression::Literal(value.clone())),
            NpKind::Party(name) => Some(Expression::Party(name.clone())),
            NpKind::AnyParty(word) => self.party_word(*word, np.span),
            NpKind::Noun {
                article: Article::The,
                ..
            } => self.the(np),
            NpKind::Noun { .. } => Some(Expression::Variable(self.introduce(np, None))),
            NpKind::Named { name, .. } => Some(named(&np.ty, name)),
            NpKind::Field { fields, of } => self.field(fields, of.as_deref(), np),
            NpKind::Measure { sentence, fills } => self.measure(*sentence, fills, np.span),
            NpKind::Parameter(name) => Some(self.parameter(name)),
            NpKind::RateOf { parameter, of } => {
                let percent = Box::new(self.parameter(parameter));
                let of = Box::new(self.noun(of)?);
                Some(Expression::PercentOf { percent, of })
            }
            NpKind::Each { .. } => {
                self.each_outside_sum(np.span);
                None
            }
            NpKind::SumOf(of) => self.sum(of, None),
            NpKind::ClaimOf(of) => self.as_type(of, &Type::Claim),
            NpKind::ObligationOf(of) => self.as_type(of, &Type::Obligation),
            NpKind::AgreementOf(of) => Some(Expression::AgreementOf(Box::new(self.noun(of)?))),
            NpKind::ActorOf(of) => {
                let of = self.noun(of)?;
                Some(kernel(KernelMeasure::ActorOf, vec![of]))
            }
            NpKind::FormOf(of) => {
                let of = self.noun(of)?;
                Some(kernel(KernelMeasure::FormOf, vec![of]))
            }
            NpKind::Member { over, .. } => {
                let over = self.noun(over)?;
                let id = self.introduce(np, Some(Generator::Members(over)));
                Some(Expression::Variable(id))
            }
            NpKind::Provisions(all) => self.one_provision(all, np.span),
            NpKind::Group(name) => Some(Expression::Literal(Value::Text(name.to_string()))),
            NpKind::Table(name) => Some(Expression::Literal(Value::Text(name.clone()))),
            NpKind::Figure { table, every, day } => self.figure(table, *every, day, np.span),
            NpKind::DayOf { which, of } => self.day_of(*which, of.as_deref(), np.span),
            NpKind::Latest(act) => {
                let pattern = self.act_pattern(act)?;
                Some(kernel(
                    KernelMeasure::LatestThing(Box::new(pattern)),
                    Vec::new(),
                ))
            }
            NpKind::Count(act) => {
                let pattern = self.act_pattern(act)?;
                let measure = KernelMeasure::Count(Box::new(pattern));
                Some(kernel(measure, Vec::new()))
            }
            NpKind::FirstDay(state) => self.first_day(state),
            NpKind::Shift { by, after, anchor } => Some(Expression::Shift {
                by: Box::new(self.noun(by)?),
                anchor: Box::new(self.noun(anchor)?),
                direction: if *after {
                    Direction::After
                } else {
                    Direction::Before
                },
            }),
            NpKind::Today => Some(kernel(KernelMeasure::Today, Vec::new())),
        }
    }

    /// The value of a noun phrase where a type is needed: claims, obligations and things stand for each other.
    pub fn as_type(&mut self, np: &Np, wanted: &Type) -> Option<Expression> {
        let value = self.noun(np)?;
        Some(self.coerce(value, &np.ty, wanted))
    }

    /// A claim for an obligation, a thing for the obligation to pay it, and so on.
    pub fn coerce(&self, value: Expression, is: &Type, wanted: &Type) -> Expression {
        let of = Box::new(value);
        match (is, wanted) {
            (Type::Thing(events), Type::Obligation) => match self.paying(events) {
                Some(conduct) => Expression::ObligationFor { conduct, thing: of },
                None => Expression::ObligationOf(of),
            },
            (Type::Claim, Type::Obligation) => Expression::ObligationOf(of),
            (Type::Thing(_) | Type::Obligation, Type::Claim) => Expression::ClaimOf(of),
            (Type::Claim | Type::Obligation, Type::Thing(events)) if !events.is_empty() => {
                Expression::ThingOf(of)
            }
            (Type::Thing(_) | Type::Claim | Type::Obligation, Type::Agreement) => {
                Expression::AgreementOf(of)
            }
            _ => *of,
        }
    }

    /// The conduct paid in money that is about things of these events: `pay`.
    pub fn paying(&self, events: &[Name]) -> Option<Name> {
        use crate::check::vocabulary::Meaning;
        let thing = Type::Thing(events.to_vec());
        let mut conducts = self.vocabulary.conducts.values();
        let pays = conducts.find(|conduct| {
            let in_money = |meaning: &Meaning| matches!(meaning, Meaning::Paid(..));
            conduct.meaning.iter().any(in_money)
                && matches!(&conduct.thing, Some(own @ Type::Thing(_)) if thing.fits(own))
        });
        pays.map(|conduct| conduct.called.clone())
    }
}

/// A measure of the kernel.
pub fn kernel(measure: KernelMeasure, arguments: Vec<Expression>) -> Expression {
    Expression::Kernel { measure, arguments }
}

/// A field of a thing or record, or an attribute of a party.
pub fn field_expression(of: Expression, field: &FieldOf) -> Expression {
    let of = Box::new(of);
    match &field.owner {
        Owner::Party(_) => Expression::Attribute {
            of,
            attribute: field.field.clone(),
        },
        Owner::Event(_) | Owner::Record(_) => Expression::Field {
            of,
            field: field.field.clone(),
        },
    }
}

/// `a, b or c`
pub fn list_in_words(all: &[String]) -> String {
    let mut kept: Vec<&String> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    match kept.as_slice() {
        [] => String::new(),
        [one] => (*one).clone(),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(|one| one.as_str()).collect();
            format!("{} and {last}", start.join(", "))
        }
    }
}

fn named(ty: &Type, name: &str) -> Expression {
    Expression::Literal(match ty {
        Type::Service => Value::Service(name.to_owned()),
        Type::Thing(_) | Type::Claim | Type::Obligation | Type::Agreement => {
            Value::Reference(Name::new(name))
        }
        _ => Value::Text(name.to_owned()),
    })
}
