//! Claims for damage on their way through gates and limits, in the order that the terms give.
//!
//! Each gate that stops a claim and each limit that reaches it keeps its outcome here; whenever one of them changes, the claim is
//! brought to what is left after all of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::program::{Body, Condition, Gate, Limit, Scope};
use crate::engine::bodies::Turn;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::ledger::{Act, Standing};
use crate::engine::obligations::End;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Money, Name, Truth};

/// What one provision does to a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It stops the claim, or one head of it.
    Stops {
        /// To what extent.
        truth: Truth,
        /// Only this head.
        head: Option<Item>,
        /// The provision that brought about the state it looks at: `while the damage is excluded`.
        because_of: Option<ClauseId>,
    },
    /// It limits the claim, or one head of it.
    Limits {
        /// To what extent.
        truth: Truth,
        /// Only this head.
        head: Option<Item>,
        /// The ceiling.
        ceiling: Item,
        /// What shares the ceiling.
        group: String,
    },
}

impl Step {
    /// Whether it is still to be judged, or what it limits to is not known.
    fn is_open(&self) -> bool {
        match self {
            Self::Stops { truth, .. } => truth.is_undetermined(),
            Self::Limits { truth, ceiling, .. } => {
                truth.is_undetermined() || !truth.fails() && !matches!(ceiling, Item::Money(_))
            }
        }
    }

    /// Takes away the heads that it stops.
    fn strike(&self, heads: &mut [(Item, Money)]) {
        let Self::Stops { truth, head, .. } = self else {
            return;
        };
        let stops = |name: &Item| {
            head.as_ref()
                .is_none_or(|head| head == name || *name == Item::NotStated)
        };
        if truth.holds() {
            for (_, amount) in heads.iter_mut().filter(|(name, _)| stops(name)) {
                *amount = Money::zero(amount.currency());
            }
        }
    }

    /// Whether nothing is left after it, whatever else is still to be judged.
    fn stops_all(&self) -> bool {
        match self {
            Self::Stops { truth, head, .. } => truth.holds() && head.is_none(),
            Self::Limits { .. } => false,
        }
    }
}

/// What the provisions do to a claim: by instance.
#[derive(Debug, Clone, Default)]
pub struct Course<'p> {
    steps: BTreeMap<usize, (&'p ClauseId, Step)>,
    /// The amount at the start.
    original: Option<Money>,
    /// What is left after each step, for explanations.
    pub told: Vec<(ClauseId, String)>,
    /// What came through.
    through: Option<Money>,
    /// Steps to which nothing is left that they could stop or limit: by instance.
    pub idle: BTreeSet<usize>,
}

impl Course<'_> {
    /// The instances that may stop or limit a claim, which is open, and by how much.
    pub fn open(&self) -> impl Iterator<Item = usize> + '_ {
        let deciding = self.deciding();
        deciding.filter(|instance| {
            let step = self.steps.get(instance);
            step.is_some_and(|(_, step)| step.is_open())
        })
    }

    /// The instances that stop or limit a claim and still decide something about it.
    pub fn deciding(&self) -> impl Iterator<Item = usize> + '_ {
        let all = self.steps.keys().copied();
        all.filter(|instance| !self.idle.contains(instance))
    }
}

impl<'p> Relation<'p> {
    pub(super) fn apply_gate(
        &mut self,
        turn: Turn<'p>,
        gate: &Gate,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let head = gate.by_head.map(|head| env.variable(head));
        let step = Step::Stops {
            truth: turn.now,
            head,
            because_of: self.brought_about(&turn.rule.condition, env, query),
        };
        let clause = &turn.rule.at.clause;
        self.take_step(turn.id, clause, &env.variable(gate.claim), step, query);
    }

    /// The provision behind a state that a gate looks at; none when it looks at something else.
    fn brought_about(
        &self,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<ClauseId> {
        let (state, arguments) = match condition {
            Condition::Holds { state, arguments } => (state, arguments),
            Condition::All(items) => {
                return items
                    .iter()
                    .find_map(|item| self.brought_about(&item.condition, env, query));
            }
            _ => return None,
        };
        let [argument] = arguments.as_slice() else {
            return None;
        };
        let thing = self.argument(argument, env, query)?;
        let mut tuples = self
            .states
            .active(self.names.symbol(state), Some((0, &thing)));
        let tuple = self.states.get(tuples.next()?);
        let rule = self.instances[tuple.intervals.last()?.by?].rule()?;
        Some(rule.at.clause.clone())
    }

    pub(super) fn apply_limit(
        &mut self,
        turn: Turn<'p>,
        limit: &'p Limit,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let head = limit.by_head.map(|head| env.variable(head));
        let ceiling = self.value(&limit.amount, env, query);
        let group = match &limit.scope {
            Scope::Each => String::new(),
            Scope::Agreement => "all".to_owned(),
            Scope::SameValue(value) => {
                let value = self.value(value, env, query);
                self.shown(&value)
                    .map_or_else(|| "all".to_owned(), |name| name.to_string())
            }
        };
        let group = if group.is_empty() {
            group
        } else {
            format!("{} {group}", turn.rule.id.0)
        };
        let step = Step::Limits {
            truth: turn.now,
            head,
            ceiling,
            group,
        };
        let clause = &turn.rule.at.clause;
        self.take_step(turn.id, clause, &env.variable(limit.claim), step, query);
    }

    /// A state refuses the claim for its thing as long as a provision lets it hold: `It refuses the claim for the damage.`
    pub(super) fn refuse_while(
        &mut self,
        instance: usize,
        clause: &'p ClauseId,
        state: &Name,
        arguments: &[Item],
        truth: Truth,
    ) {
        let catalogue = self.catalogue.clone();
        let declared = catalogue.states.get(state);
        let Some(refused) = declared.and_then(|state| state.refuses.as_ref()) else {
            return;
        };
        let mut query = Query::default();
        let mut env = Env {
            parameters: arguments.to_vec(),
            ..Env::default()
        };
        let thing = self.value(refused, &mut env, &mut query);
        let step = Step::Stops {
            truth,
            head: None,
            because_of: None,
        };
        self.take_step(instance, clause, &thing, step, &mut query);
    }

    /// The states that refuse the claim for a thing, when it arises only after them.
    pub(super) fn refuse_if_known(&mut self, thing: &Item) {
        let program = self.program;
        for (key, _) in program
            .states
            .iter()
            .filter(|(_, state)| state.refuses.is_some())
        {
            let symbol = self.names.symbol(key);
            let active: Vec<_> = self.states.active(symbol, Some((0, thing))).collect();
            for tuple in active {
                let tuple = self.states.get(tuple);
                let (arguments, supports) = (tuple.arguments.clone(), tuple.supports());
                for (by, truth) in supports {
                    if let Some(rule) = self.instances[by].rule() {
                        self.refuse_while(by, &rule.at.clause, key, &arguments, truth);
                    }
                }
            }
        }
    }

    fn take_step(
        &mut self,
        instance: usize,
        clause: &'p ClauseId,
        claim: &Item,
        step: Step,
        query: &mut Query<'p>,
    ) {
        let Item::Obligation(id) = self.obligation_for(None, claim, query) else {
            return;
        };
        let course = self.record.courses.entry(id).or_default();
        let known = course.steps.insert(instance, (clause, step.clone()));
        if known.is_some_and(|(_, known)| known == step) {
            return;
        }
        self.bring_through(id);
    }

    /// Brings a claim to what is left of it after all gates and limits.
    pub(super) fn bring_through(&mut self, id: ObligationId) {
        let Some(claim) = self.obligations.get(id).claim else {
            return;
        };
        if matches!(self.obligations.get(id).ended, Some((_, End::Lapsed))) {
            return;
        }
        let told_before =
            (self.record.tells).then(|| self.obligation_told(self.obligations.get(id)));
        let arisen = self.ledger.position(claim, self.day).arisen;
        let course = self.record.courses.get(&id).cloned().unwrap_or_default();
        let original = course.original.unwrap_or(arisen);
        let mut heads = self.heads_of(id, original);
        let instance = self.obligations.get(id).instance;
        let mut truth = match self.instances[instance].truth {
            Truth::Undetermined => Truth::Undetermined,
            Truth::Holds | Truth::Fails => self.obligations.get(id).beyond_doubt(),
        };
        let mut told = Vec::new();
        let (mut idle, mut stopped) = (BTreeSet::new(), false);
        for (instance, clause, step) in self.in_order(&course) {
            if heads.iter().any(|(_, amount)| amount.is_positive()) {
                stopped |= step.stops_all();
                truth = truth.and(self.pass(id, clause, step, &mut heads, &mut told));
            } else {
                idle.insert(instance);
            }
        }
        if stopped {
            idle.insert(instance);
        }
        let left = total(&heads, original).rounded(self.rounding_of_obligation(id));
        // Of heads that are all refused nothing is left, whatever is still to be judged.
        let mut admitted = self.heads_of(id, original);
        for (_, step) in course.steps.values() {
            step.strike(&mut admitted);
        }
        if original.is_positive() && admitted.iter().all(|(_, amount)| !amount.is_positive()) {
            truth = Truth::Holds;
            let open = course.steps.iter().filter(|(_, (_, step))| step.is_open());
            idle.extend(open.map(|(instance, _)| *instance));
        }
        let standing = match (truth, left.is_positive()) {
            _ if stopped => Standing::Excluded,
            (Truth::Undetermined, _) => Standing::Conditional,
            (_, false) => Standing::Excluded,
            (_, true) => Standing::Owed,
        };
        let name = Name::new(&format!(
            "limits of {}",
            self.shown(&Item::Obligation(id))
                .unwrap_or_else(|| Name::new("damage"))
        ));
        self.adjust(claim, arisen, left, &name);
        self.ledger.set_standing(claim, standing, self.day);
        let entry = self.record.courses.entry(id).or_default();
        entry.original = Some(original);
        entry.told = told;
        entry.idle = idle;
        let through_before = entry.through.replace(left);
        let obligation = self.obligations.get_mut(id);
        obligation.stand(if truth.is_undetermined() {
            Truth::Undetermined
        } else {
            Truth::Holds
        });
        if let Some(before) = told_before {
            self.retell(id, before);
        }
        self.obligation_changed(id);
        if through_before != Some(left) {
            self.share_ceiling_anew(id);
        }
    }

    /// Later claims under a ceiling that this one shares get what it leaves of it now.
    pub(super) fn share_ceiling_anew(&mut self, id: ObligationId) {
        let groups = |course: &Course<'p>| -> BTreeSet<String> {
            let groups = course.steps.values().filter_map(|(_, step)| match step {
                Step::Limits { group, .. } if !group.is_empty() => Some(group.clone()),
                Step::Limits { .. } | Step::Stops { .. } => None,
            });
            groups.collect()
        };
        let Some(own) = self.record.courses.get(&id).map(groups) else {
            return;
        };
        if own.is_empty() {
            return;
        }
        let courses = self.record.courses.iter();
        let later: Vec<ObligationId> = courses
            .filter(|(other, course)| **other > id && !groups(course).is_disjoint(&own))
            .map(|(other, _)| *other)
            .collect();
        for other in later {
            self.bring_through(other);
        }
    }

    fn adjust(&mut self, claim: crate::engine::ledger::ClaimId, from: Money, to: Money, by: &Name) {
        let act = Act::new(by, self.day);
        let result = match from.checked_sub(to) {
            Ok(less) if less.is_positive() => {
                self.ledger.credit_note(claim, less, &act, true).map(|_| ())
            }
            Ok(more) if more.is_negative() => self.ledger.raise(claim, more.negated(), &act),
            Ok(_) => Ok(()),
            Err(_) => return,
        };
        if let Err(error) = result {
            self.ledger_problem(&error);
        }
    }

    /// The heads of a damage with their amounts; one without a name when it has no heads.
    fn heads_of(&self, id: ObligationId, original: Money) -> Vec<(Item, Money)> {
        let thing = self.obligations.get(id).thing.clone();
        let Item::Thing(fact) = thing else {
            return vec![(Item::NotStated, original)];
        };
        let lists = self
            .facts
            .get(fact)
            .fields
            .iter()
            .filter_map(|(_, item)| match item {
                Item::List(items) if items.iter().any(|item| matches!(item, Item::Record(_))) => {
                    Some(items.clone())
                }
                _ => None,
            });
        let amount = self.known.amount;
        let records: Vec<(Item, Money)> = lists
            .flat_map(|items| items.to_vec())
            .filter_map(|item| {
                let money = self
                    .field_of(&item, amount, &mut Query::default())
                    .money()?;
                Some((item, money))
            })
            .collect();
        if records.is_empty() {
            vec![(Item::NotStated, original)]
        } else {
            records
        }
    }

    /// Steps in the order that the terms give; of those that it does not name, what stops a claim comes first and what limits it last.
    fn in_order<'c>(&self, course: &'c Course<'p>) -> Vec<(usize, &'p ClauseId, &'c Step)> {
        let groups = self.program.rules.iter().find_map(|rule| match &rule.body {
            Body::Order(order) => Some(&order.groups),
            _ => None,
        });
        let rank = |clause: &ClauseId, step: &Step| {
            let known = groups.and_then(|groups| {
                groups
                    .iter()
                    .position(|group| group.iter().any(|one| clause.is_within(one)))
            });
            match (known, step) {
                (Some(at), _) => at + 1,
                (None, Step::Stops { .. }) => 0,
                (None, Step::Limits { .. }) => usize::MAX,
            }
        };
        let mut steps: Vec<(usize, usize, &'p ClauseId, &'c Step)> = course
            .steps
            .iter()
            .map(|(id, (clause, step))| (rank(clause, step), *id, *clause, step))
            .collect();
        steps.sort_by_key(|(rank, id, _, _)| (*rank, *id));
        steps
            .into_iter()
            .map(|(_, instance, clause, step)| (instance, clause, step))
            .collect()
    }

    fn pass(
        &self,
        id: ObligationId,
        clause: &ClauseId,
        step: &Step,
        heads: &mut [(Item, Money)],
        told: &mut Vec<(ClauseId, String)>,
    ) -> Truth {
        let before = total(heads, Money::zero(self.currency));
        let truth = match step {
            Step::Stops { truth, .. } => {
                step.strike(heads);
                *truth
            }
            Step::Limits {
                truth,
                head,
                ceiling,
                group,
            } => {
                if let (Truth::Holds, Item::Money(ceiling)) = (truth, ceiling) {
                    let room = self.room(id, *ceiling, group);
                    shrink(heads, head.as_ref(), room);
                }
                if matches!(ceiling, Item::Money(_)) {
                    *truth
                } else {
                    truth.and(Truth::Undetermined)
                }
            }
        };
        let after = total(heads, Money::zero(self.currency));
        let clause = match step {
            Step::Stops {
                because_of: Some(behind),
                ..
            } => behind,
            Step::Stops { .. } | Step::Limits { .. } => clause,
        };
        if before != after {
            told.push((
                clause.clone(),
                format!(
                    "{} is left of {}",
                    after.to_clause_style(),
                    before.to_clause_style()
                ),
            ));
        } else if truth.holds() && told.last().is_none_or(|(known, _)| known != clause) {
            told.push((
                clause.clone(),
                format!("nothing is taken off {}", after.to_clause_style()),
            ));
        }
        if truth.is_undetermined() && before.is_positive() {
            Truth::Undetermined
        } else {
            Truth::Holds
        }
    }

    /// What earlier claims leave of a ceiling that they share.
    fn room(&self, id: ObligationId, ceiling: Money, group: &str) -> Money {
        let mut room = ceiling;
        if group.is_empty() {
            return room;
        }
        for (other, course) in self.record.courses.range(..id) {
            let shares = course.steps.values().any(|(_, step)| matches!(step, Step::Limits { group: one, truth, .. } if one == group && truth.holds()));
            let other = self.obligations.get(*other);
            let drawn = match (other.ended, other.claim) {
                (None, _) => course.through,
                (Some(_), claim) => claim.map(|one| self.ledger.position(one, self.day).settled),
            };
            if let (true, Some(drawn)) = (shares, drawn) {
                room = room.checked_sub(drawn).unwrap_or(room);
            }
        }
        if room.is_negative() {
            Money::zero(room.currency())
        } else {
            room
        }
    }
}

fn total(heads: &[(Item, Money)], none: Money) -> Money {
    let sum = heads
        .iter()
        .map(|(_, amount)| *amount)
        .try_fold(Money::zero(none.currency()), Money::checked_add);
    sum.unwrap_or(none)
}

fn shrink(heads: &mut [(Item, Money)], head: Option<&Item>, ceiling: Money) {
    let mut room = ceiling;
    for (name, amount) in heads.iter_mut() {
        if head.is_some_and(|head| head != name && *name != Item::NotStated) {
            continue;
        }
        let kept = amount.lesser(room).unwrap_or(*amount);
        room = room.checked_sub(kept).unwrap_or(room);
        *amount = kept;
    }
}
