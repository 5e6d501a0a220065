//! The last day to do what is owed, and what of it the timeline leaves out.

use crate::check::program::{Expression, walk};
use crate::engine::bodies::Turn;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::value::Date;

/// The fields that a value reads.
#[derive(Default)]
struct Fields<'p>(Vec<&'p Expression>);

impl<'p> walk::Visitor<'p> for Fields<'p> {
    fn expression(&mut self, value: &'p Expression) {
        if matches!(value, Expression::Field { .. }) {
            self.0.push(value);
        }
    }
}

impl<'p> Relation<'p> {
    /// The last day that a sentence names. Where it rests on a fact that the timeline leaves out (`the payment term of the
    /// invoice`) there is none, and the report says which fact that is.
    pub(super) fn last_day(
        &mut self,
        turn: Turn<'p>,
        day: &'p Expression,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let found = self.value(day, env, query);
        if matches!(found, Item::NotStated) {
            let mut fields = Fields::default();
            walk::expression(day, &mut fields);
            for field in fields.0 {
                if matches!(self.value(field, env, query), Item::NotStated) {
                    let what = self.expression_in_words(field, env);
                    let clause = turn.rule.at.clause.clone();
                    self.record.without_day.insert((clause, what));
                }
            }
        }
        found.date()
    }
}
