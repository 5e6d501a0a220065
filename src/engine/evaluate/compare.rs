//! Comparisons of values.

use std::cmp::Ordering;

use crate::check::program::{Comparison, Expression, KernelMeasure};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::Truth;

impl<'p> Relation<'p> {
    /// How two values compare; what is not known leaves it open.
    pub(super) fn compare(
        &self,
        left: &'p Expression,
        comparison: Comparison,
        right: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let (first, second) = (self.value(left, env, query), self.value(right, env, query));
        if !first.is_known() {
            return self.not_stated(&first, left, env, query);
        }
        if !second.is_known() {
            return self.not_stated(&second, right, env, query);
        }
        self.wake_for_today(left, &second, query);
        self.wake_for_today(right, &first, query);
        match comparison {
            Comparison::Equal => return Truth::from(self.same(&first, &second)),
            Comparison::NotEqual => return Truth::from(!self.same(&first, &second)),
            Comparison::More | Comparison::AtLeast | Comparison::Less | Comparison::AtMost => {}
        }
        let Some(Ok(ordering)) = Self::ordering(&first, &second) else {
            return Truth::Undetermined;
        };
        Truth::from(match comparison {
            Comparison::More => ordering.is_gt(),
            Comparison::AtLeast => ordering.is_ge(),
            Comparison::Less => ordering.is_lt(),
            Comparison::AtMost => ordering.is_le(),
            Comparison::Equal | Comparison::NotEqual => unreachable!("answered above"),
        })
    }

    /// A comparison with today changes at the other day, and on the day after it.
    fn wake_for_today(&self, expression: &Expression, other: &Item, query: &mut Query<'p>) {
        let is_today = matches!(
            expression,
            Expression::Kernel {
                measure: KernelMeasure::Today,
                ..
            }
        );
        if let (true, Item::Date(date)) = (is_today, other) {
            let next = if *date > self.day {
                Some(*date)
            } else {
                date.succ_opt().filter(|next| *next > self.day)
            };
            if let Some(next) = next {
                query.wake(next);
            }
        }
    }

    /// Whether a value is one of some others.
    pub(super) fn one_of(
        &self,
        value: &'p Expression,
        options: &'p [Expression],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let found = self.value(value, env, query);
        if !found.is_known() {
            return self.not_stated(&found, value, env, query);
        }
        let mut truth = Truth::Fails;
        for option in options {
            let option = self.value(option, env, query);
            truth = truth.or(match option {
                Item::Undetermined => Truth::Undetermined,
                other => Truth::from(
                    other
                        .members()
                        .iter()
                        .any(|member| self.same(&found, member)),
                ),
            });
        }
        truth
    }

    /// Whether two values are the same; a list is the same as any of its members, a claim as its obligation and the thing it is for.
    pub fn same(&self, left: &Item, right: &Item) -> bool {
        match (left, right) {
            (Item::List(items), other) | (other, Item::List(items)) => {
                items.iter().any(|item| self.same(item, other))
            }
            (Item::Obligation(id), other) | (other, Item::Obligation(id))
                if !matches!(other, Item::Obligation(_)) =>
            {
                self.obligations.get(*id).thing == *other && self.is_main(*id)
            }
            (Item::Agreement(name), Item::Thing(fact))
            | (Item::Thing(fact), Item::Agreement(name)) => self.facts.get(*fact).name == *name,
            (Item::Duration(left), Item::Duration(right)) => {
                left.compare(*right) == Some(Ordering::Equal)
            }
            (left, right) => left == right,
        }
    }
}
