//! What the kernel itself can tell: of claims, obligations, days and events.

use std::rc::Rc;

use crate::check::program::{ConceptDefault, KernelMeasure};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Asked, Env, Open, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::world::{Interval, Tuple};
use crate::value::{Decimal, Duration, Money, Name, Unit};

impl<'p> Relation<'p> {
    pub(super) fn kernel(
        &self,
        measure: &'p KernelMeasure,
        arguments: &[Item],
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let first = arguments.first().cloned().unwrap_or(Item::NotStated);
        match measure {
            KernelMeasure::Open => {
                self.wake_while_it_grows(&first, query);
                self.of_claims(&first, query, Relation::open_of)
            }
            KernelMeasure::Arisen => {
                self.wake_while_it_grows(&first, query);
                self.of_claims(&first, query, Relation::arisen_of)
            }
            KernelMeasure::Settled => self.of_claims(&first, query, Relation::settled_of),
            KernelMeasure::LeftFor => self.left_for(arguments, query),
            KernelMeasure::Currency => first.money().map_or(Item::NotStated, |amount| {
                Item::Word(self.names.text(amount.currency().code()))
            }),
            KernelMeasure::HeadOf => self.of_obligation(&first, query, |relation, id| {
                let head = relation.obligations.get(id).head.as_ref();
                head.map_or(Item::NotStated, |head| {
                    Item::Word(relation.names.symbol(&head.head))
                })
            }),
            KernelMeasure::Bearer => self.of_obligation(&first, query, |relation, id| {
                Item::Party(relation.obligations.get(id).bearer)
            }),
            KernelMeasure::ClaimsOf(head) => {
                Item::List(Rc::from(self.claims_of(&first, head.as_ref(), query)))
            }
            KernelMeasure::LastTimelyDay => {
                let found = self.of_obligation(&first, query, |relation, id| {
                    let due = relation.obligations.get(id).known_due(relation.day);
                    due.map_or(Item::Undetermined, |due| {
                        due.map_or(Item::NotStated, Item::Date)
                    })
                });
                if found == Item::Undetermined {
                    self.supposing_last_day(&first, query)
                } else {
                    found
                }
            }
            KernelMeasure::OwnLastTimelyDay => self.of_obligation(&first, query, |relation, id| {
                relation
                    .obligations
                    .get(id)
                    .own_due
                    .map_or(Item::NotStated, Item::Date)
            }),
            KernelMeasure::DayOfDischarge => self.of_obligation(&first, query, |relation, id| {
                let ended = relation.obligations.get(id).ended;
                ended.map_or(Item::NotStated, |(day, _)| Item::Date(day))
            }),
            KernelMeasure::Arose => match &first {
                Item::Thing(fact) => Item::Date(self.facts.get(*fact).date),
                other => self.of_obligation(other, query, |relation, id| {
                    Item::Date(relation.obligations.get(id).arose)
                }),
            },
            KernelMeasure::FirstDay(state) => self.first_day(state, arguments, query),
            KernelMeasure::DaysOf(state) => self.days_of(state, arguments, query),
            KernelMeasure::DayOf => self.of_event(&first, |relation, fact| {
                Item::Date(relation.facts.get(fact).date)
            }),
            KernelMeasure::DayOfReceipt => self.of_event(&first, |relation, fact| {
                let fact = relation.facts.get(fact);
                Item::Date(fact.received.unwrap_or(fact.date))
            }),
            KernelMeasure::DayOfSending => self.of_event(&first, |relation, fact| {
                let fact = relation.facts.get(fact);
                Item::Date(fact.sent.unwrap_or(fact.date))
            }),
            KernelMeasure::DayOfAcknowledgement => self.of_event(&first, |relation, fact| {
                relation
                    .facts
                    .get(fact)
                    .acknowledged
                    .map_or(Item::NotStated, Item::Date)
            }),
            KernelMeasure::FormOf => self.of_event(&first, |relation, fact| {
                relation
                    .facts
                    .get(fact)
                    .form
                    .map_or(Item::NotStated, Item::Word)
            }),
            KernelMeasure::ActorOf => self.of_event(&first, |relation, fact| {
                relation
                    .facts
                    .get(fact)
                    .by
                    .map_or(Item::NotStated, Item::Party)
            }),
            KernelMeasure::Latest(pattern) => self
                .latest(pattern, env, query)
                .map_or(Item::NotStated, |fact| {
                    Item::Date(self.facts.get(fact).date)
                }),
            KernelMeasure::LatestThing(pattern) => {
                self.latest(pattern, env, query)
                    .map_or(Item::NotStated, |fact| {
                        query.facts.push(fact);
                        Item::Thing(fact)
                    })
            }
            KernelMeasure::Count(pattern) => {
                Item::Number(Decimal::from(self.count(pattern, env, query)))
            }
            KernelMeasure::Assessed(concept) => self.assessed(concept, &first, query),
            KernelMeasure::ActUnderJudgement => env.event.map_or(Item::NotStated, Item::Thing),
            KernelMeasure::Today => Item::Date(self.day),
            KernelMeasure::VersionOfTerms => {
                Item::Word(self.names.text(&self.program.terms.version))
            }
            KernelMeasure::YearlyParts => self.yearly_parts(arguments, env, query),
            KernelMeasure::LinesCharged => self.lines_charged(query),
            KernelMeasure::SettledOnLine => self.settled_on_line(&first, query),
        }
    }

    /// The claims of a thing, under a head or else those that it stands for itself: neither interest nor costs. Of a list, those of each
    /// member; a claim is itself.
    fn claims_of(&self, of: &Item, head: Option<&Name>, query: &mut Query<'p>) -> Vec<Item> {
        match of {
            Item::List(items) => items
                .iter()
                .flat_map(|item| self.claims_of(item, head, query))
                .collect(),
            Item::Obligation(_) => vec![of.clone()],
            _ => {
                query.read(Cell::ObligationsOf(of.clone()));
                let fits = |id: &ObligationId| {
                    let given = self.obligations.get(*id).head.as_ref();
                    given.is_some_and(|given| match head {
                        Some(head) => given.head == *head,
                        None => self.is_main(*id),
                    })
                };
                let found = self.obligations.about(of).iter().copied().filter(fits);
                found.map(Item::Obligation).collect()
            }
        }
    }

    /// What an amount leaves for a claim: the earlier claims for its thing under its head, such as the parts of an invoice that fall due
    /// before it, take of it first what is open of them.
    fn left_for(&self, arguments: &[Item], query: &mut Query<'p>) -> Item {
        let [amount, claim] = arguments else {
            return Item::NotStated;
        };
        let (Item::Money(mut left), Item::Obligation(id)) =
            (amount.clone(), self.obligation_for(None, claim, query))
        else {
            return amount.clone();
        };
        let own = self.obligations.get(id);
        let of_thing = self.obligations.about(&own.thing).iter();
        for earlier in of_thing.take_while(|earlier| **earlier != id) {
            if !left.is_positive() {
                break;
            }
            if self.obligations.get(*earlier).head == own.head {
                query.read(Cell::Amount(*earlier));
                let open = self.open_of(*earlier).money();
                left = open
                    .and_then(|open| left.checked_sub(open).ok())
                    .unwrap_or(left);
            }
        }
        let nothing = Money::zero(left.currency());
        Item::Money(if left.is_positive() { left } else { nothing })
    }

    fn assessed(&self, concept: &Name, subject: &Item, query: &mut Query<'p>) -> Item {
        let concept = self.names.symbol(concept);
        query.read(Cell::Concept(concept, subject.clone()));
        let subject = Some(subject).filter(|subject| subject.is_known());
        match self.judgement_for(concept, subject, self.day) {
            Some(judgement) => judgement.value.clone(),
            None if self.is_stated_only_once_assessed(concept) => Item::NotStated,
            None => {
                let subject = subject.cloned().unwrap_or(Item::NotStated);
                query.open.push(Open::Concept {
                    concept,
                    subject,
                    asked: Asked::Judged(None),
                });
                Item::Undetermined
            }
        }
    }

    /// An amount or a date that is presumed not to hold: until somebody assesses it, `or else …` says what stands in.
    fn is_stated_only_once_assessed(&self, concept: Symbol) -> bool {
        let declared = self.program.concepts.get(&self.names.name(concept));
        declared.is_some_and(|concept| concept.default == ConceptDefault::PresumedNotToHold)
    }

    fn first_day(&self, state: &Name, arguments: &[Item], query: &mut Query<'p>) -> Item {
        let tuple = self.tuple_of(state, arguments, query);
        match tuple.and_then(Tuple::first_day) {
            Some(first) => Item::Date(first),
            // Whether it holds at all waits for a judgement, and with it since when.
            None if tuple.is_some_and(|tuple| tuple.truth.is_undetermined()) => Item::Undetermined,
            None => Item::NotStated,
        }
    }

    /// Days of the past do not change: only the interval that runs grows, by the day.
    fn days_of(&self, state: &Name, arguments: &[Item], query: &mut Query<'p>) -> Item {
        let Some((Item::Date(since), arguments)) = arguments.split_last() else {
            return Item::NotStated;
        };
        let tuple = self.tuple_of(state, arguments, query);
        let tomorrow = self.day.succ_opt().unwrap_or(self.day);
        if tuple.is_some_and(|tuple| tuple.since().is_some()) {
            query.wake(tomorrow);
        }
        let days: i64 = tuple.map_or(0, |tuple| {
            let long = |interval: &Interval| {
                let until = interval.until.unwrap_or(tomorrow);
                (until - interval.from.max(*since)).num_days().max(0)
            };
            tuple.intervals.iter().map(long).sum()
        });
        let count = u32::try_from(days).expect("a timeline has fewer days than that");
        Item::Duration(Duration::new(count, Unit::Day))
    }

    /// What a state holds of, as the timeline has it so far.
    fn tuple_of(&self, state: &Name, arguments: &[Item], query: &mut Query<'p>) -> Option<&Tuple> {
        let declared = self.state(state);
        let arguments: Rc<[Item]> = arguments
            .iter()
            .enumerate()
            .map(|(position, item)| {
                self.as_sort(
                    item.clone(),
                    declared.and_then(|state| state.arguments.get(position)),
                    query,
                )
            })
            .collect();
        let state = self.names.symbol(state);
        let found = self.states.find(state, &arguments);
        query.read(Cell::Tuple(state, arguments));
        found.map(|id| self.states.get(id))
    }

    fn of_event(
        &self,
        item: &Item,
        of: impl Fn(&Self, crate::engine::item::FactId) -> Item,
    ) -> Item {
        match item {
            Item::Thing(fact) => of(self, *fact),
            Item::Obligation(id) => match self.obligations.get(*id).thing {
                Item::Thing(fact) => of(self, fact),
                _ => Item::NotStated,
            },
            Item::Agreement(name) => self
                .facts
                .named(*name)
                .map_or(Item::NotStated, |fact| of(self, fact)),
            Item::Undetermined => Item::Undetermined,
            _ => Item::NotStated,
        }
    }

    /// Something of the life of an obligation.
    fn of_obligation(
        &self,
        item: &Item,
        query: &mut Query<'p>,
        of: impl Fn(&Self, ObligationId) -> Item,
    ) -> Item {
        self.read_of(Cell::Obligation, item, query, of)
    }

    fn read_of(
        &self,
        cell: fn(ObligationId) -> Cell,
        item: &Item,
        query: &mut Query<'p>,
        of: impl Fn(&Self, ObligationId) -> Item,
    ) -> Item {
        match self.obligation_for(None, item, query) {
            Item::Obligation(id) => {
                query.read(cell(id));
                of(self, id)
            }
            Item::Undetermined => Item::Undetermined,
            _ => Item::NotStated,
        }
    }

    /// What is open of money that grows is another amount tomorrow.
    fn wake_while_it_grows(&self, item: &Item, query: &mut Query<'p>) {
        let grows = |one: &Item| match one {
            Item::Obligation(id) => {
                let claim = self.obligations.get(*id).claim;
                claim.is_some_and(|claim| self.ledger.grows_now(claim))
            }
            _ => false,
        };
        if item.members().iter().any(grows)
            && let Some(tomorrow) = self.day.succ_opt()
        {
            query.wake(tomorrow);
        }
    }

    /// An amount of a claim, or of several together.
    fn of_claims(
        &self,
        item: &Item,
        query: &mut Query<'p>,
        of: impl Fn(&Self, ObligationId) -> Item + Copy,
    ) -> Item {
        match item {
            Item::List(items) => {
                let mut total = Item::NotStated;
                for item in items.iter() {
                    let one = self.of_claims(item, query, of);
                    if one.is_known() {
                        total = if total.is_known() {
                            Self::add(&total, &one, query)
                        } else {
                            one
                        };
                    }
                }
                if total.is_known() {
                    total
                } else {
                    Item::Money(Money::zero(self.currency))
                }
            }
            other => self.read_of(Cell::Amount, other, query, of),
        }
    }
}
