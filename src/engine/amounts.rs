//! What the ledger says of obligations to pay, and the sums that need it line by line.

use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::Position;
use crate::engine::relation::Relation;
use crate::source::Problem;
use crate::value::{Date, Decimal, Duration, Money, Unit};

impl<'p> Relation<'p> {
    /// What is open of an obligation to pay.
    pub fn open_of(&self, id: ObligationId) -> Item {
        self.of_position(id, |position| position.open)
    }

    /// What has arisen of it.
    pub fn arisen_of(&self, id: ObligationId) -> Item {
        self.of_position(id, |position| position.arisen)
    }

    /// What was settled of it.
    pub fn settled_of(&self, id: ObligationId) -> Item {
        self.of_position(id, |position| position.settled)
    }

    fn of_position(&self, id: ObligationId, of: impl Fn(&Position) -> Money) -> Item {
        let claim = self.obligations.get(id).claim;
        claim.map_or(Item::NotStated, |claim| {
            Item::Money(of(&self.ledger.position(claim, self.day)))
        })
    }

    /// A day a period after another.
    pub fn value_of_shift(
        &self,
        anchor: Date,
        by: Duration,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        match by.shift_forward(anchor, &self.working_days(env)) {
            Ok(date) => Some(date),
            Err(error) => {
                query.no_day(error);
                None
            }
        }
    }

    /// The last day of the day, the week, the month, … that begins on a day.
    pub fn last_day_within(
        &self,
        unit: Unit,
        first: Date,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let next = self.value_of_shift(first, Duration::new(1, unit), env, query)?;
        next.pred_opt()
    }

    /// The last day of a period after a day.
    pub fn last_day_of(
        &self,
        after: &Item,
        period: &Item,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        match (after, period) {
            (Item::Date(after), Item::Duration(period)) => {
                self.value_of_shift(*after, *period, env, query)
            }
            _ => None,
        }
    }

    /// An amount divided over the years from a first day through a last one, each with its share by days. What is rounded is the
    /// sum of the years so far, so that the parts come to the whole.
    pub fn yearly_parts(&self, arguments: &[Item], env: &Env<'p>, query: &mut Query<'p>) -> Item {
        let [Item::Money(whole), Item::Date(first), Item::Date(last)] = arguments else {
            return Item::NotStated;
        };
        let [from, to] = ["from", "to"].map(|name| self.names.text(name));
        let days = |through: Date| Decimal::from((through - *first).num_days() + 1);
        let mut parts = Vec::new();
        let mut before = Money::zero(whole.currency());
        let mut begins = *first;
        while begins <= *last {
            let years = Duration::new(
                u32::try_from(parts.len() + 1).unwrap_or(u32::MAX),
                Unit::Year,
            );
            let Some(next) = self.value_of_shift(*first, years, env, query) else {
                return Item::NotStated;
            };
            let through = next.pred_opt().unwrap_or(next).min(*last);
            let share = (whole.amount().checked_mul(days(through)))
                .and_then(|product| product.checked_div(days(*last)));
            let rounding = self.rounding_of(env);
            let so_far = share.map(|share| Money::new(share, whole.currency()).rounded(rounding));
            let Some((so_far, part)) =
                so_far.and_then(|so_far| Some((so_far, so_far.checked_sub(before).ok()?)))
            else {
                return query.fail(Problem::error(
                    "amount-without-answer",
                    "the price becomes too large to reckon with",
                ));
            };
            let fields = [
                (from, Item::Date(begins)),
                (to, Item::Date(through)),
                (self.known.amount, Item::Money(part)),
            ];
            parts.push(Item::Record(fields.into()));
            (before, begins) = (so_far, next);
        }
        Item::List(parts.into())
    }

    /// The lines of everything charged so far, each with the claim that it is part of; what has no lines is one line.
    pub fn lines_charged(&self, query: &mut Query<'p>) -> Item {
        let [lines, service] = ["lines", "service"].map(|name| self.names.text(name));
        let mut all = Vec::new();
        for (id, obligation) in self.obligations.iter() {
            let Item::Thing(fact) = obligation.thing else {
                continue;
            };
            let is_principal = obligation.claim.is_some_and(|claim| {
                !obligation.grows && self.ledger.claim(claim).told().underlying.is_none()
            });
            if !is_principal {
                continue;
            }
            query.read(Cell::Amount(id));
            let whole = self.facts.get(fact).field(service);
            for record in self.facts.get(fact).field(lines).members() {
                let Item::Record(fields) = record else {
                    continue;
                };
                let mut fields = fields.to_vec();
                if !fields.iter().any(|(name, _)| *name == service) && whole.is_known() {
                    fields.push((service, whole.clone()));
                }
                fields.push((self.known.claim, Item::Obligation(id)));
                all.push(Item::Record(fields.into()));
            }
            if self.facts.get(fact).field(lines).members().is_empty() {
                let fields = [
                    (service, whole),
                    (self.known.amount, self.arisen_of(id)),
                    (self.known.claim, Item::Obligation(id)),
                ];
                all.push(Item::Record(fields.into()));
            }
        }
        query.read(Cell::Obligations);
        Item::List(all.into())
    }

    /// What is settled of the principal of a line charged: a payment of a part counts pro rata over the lines.
    pub fn settled_on_line(&self, line: &Item, query: &mut Query<'p>) -> Item {
        let of = |field| self.field_of(line, field, &mut Query::default());
        let Item::Obligation(id) = of(self.known.claim) else {
            return Item::NotStated;
        };
        query.read(Cell::Amount(id));
        let part = of(self.known.amount).money();
        let (settled, whole) = (self.settled_of(id).money(), self.charged(id));
        let share = part
            .zip(settled)
            .zip(whole)
            .and_then(|((part, settled), whole)| {
                let product = settled.amount().checked_mul(part.amount())?;
                product.checked_div(whole.amount())
            });
        share.map_or(Item::NotStated, |share| {
            Item::Money(Money::new(share, self.currency))
        })
    }

    /// What an invoice came to when it was issued: its lines together, or what arose.
    fn charged(&self, id: ObligationId) -> Option<Money> {
        let lines = self.field_of(
            &Item::Obligation(id),
            self.names.text("lines"),
            &mut Query::default(),
        );
        let parts: Vec<Money> = lines
            .members()
            .iter()
            .filter_map(|line| {
                self.field_of(line, self.known.amount, &mut Query::default())
                    .money()
            })
            .collect();
        let whole = parts
            .iter()
            .copied()
            .try_fold(Money::zero(self.currency), Money::checked_add)
            .ok()
            .filter(|_| !parts.is_empty())
            .or_else(|| self.arisen_of(id).money())?;
        (!whole.amount().is_zero()).then_some(whole)
    }
}
