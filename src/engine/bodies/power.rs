//! Powers: standing while their grounds hold, for a window, or for good.

use crate::check::program::{Body, Condition, Power, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::powers::{PowerHistory, Standing};
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Date, Truth};

impl<'p> Relation<'p> {
    pub(super) fn apply_power(
        &mut self,
        turn: Turn<'p>,
        power: &'p Power,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        let Item::Party(holder) = self.value(&power.holder, env, query) else {
            return;
        };
        let (truth, fixed_end) = self.power_truth(turn, power, env, query);
        let since = power
            .window
            .from
            .as_ref()
            .and_then(|from| self.value(from, env, query).date());
        let told = if truth.fails() {
            Vec::new()
        } else {
            self.told_under(turn, env, query)
        };
        let standing = Standing {
            truth,
            told,
            since,
            fixed_end,
            before_all_events: self.facts.is_empty(),
        };
        let gone = Standing {
            truth: Truth::Fails,
            told: Vec::new(),
            ..standing.clone()
        };
        for pattern in &power.acts {
            let act = self
                .names
                .symbol(pattern.called.as_ref().unwrap_or(&pattern.event));
            let thing = self.thing_of_act(pattern, env, query);
            let used = self.record.used_powers.contains(&(turn.id, act));
            let possible = self.is_possible(power, pattern, env, query);
            let left = if used || possible.fails() {
                gone.clone()
            } else {
                Standing {
                    truth: truth.and(possible),
                    ..standing.clone()
                }
            };
            let given = (holder, act, &thing);
            if self.powers.set(turn.id, turn.rule, given, &left) {
                self.touch(&Cell::Power(act));
                self.tell_power(turn, holder, act, &thing, left.truth);
            }
        }
    }

    /// Keeps apart the instances of a power among which an act may find the one that carries it.
    pub(super) fn note_standing_power(&mut self, turn: Turn<'p>) {
        let latched = self.instances[turn.id].progress.latched;
        let standing = self.record.standing_powers.entry(turn.rule.id.0);
        if latched || !turn.now.fails() {
            standing.or_default().insert(turn.id);
        } else {
            standing.or_default().remove(&turn.id);
        }
    }

    fn power_truth(
        &mut self,
        turn: Turn<'p>,
        power: &'p Power,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> (Truth, Option<Date>) {
        let progress = &mut self.instances[turn.id].progress;
        if turn.now.holds() && (power.for_good || matches!(turn.rule.trigger, Trigger::Onset(_))) {
            progress.latched = true;
        }
        let mut truth = if progress.latched {
            Truth::Holds
        } else {
            turn.now
        };
        if truth.fails() {
            return (truth, None);
        }
        let window = &power.window;
        if let Some(from) = &window.from {
            match self.value(from, env, query) {
                Item::Date(from) if from > self.day => {
                    query.wake(from);
                    return (Truth::Fails, None);
                }
                Item::Date(_) => {}
                _ => truth = truth.and(Truth::Undetermined),
            }
        }
        let mut end = None;
        if let Some(through) = &window.through
            && let Item::Date(through) = self.value(through, env, query)
        {
            if self.day > through {
                return (Truth::Fails, None);
            }
            end = Some(through);
            if let Some(next) = through.succ_opt() {
                query.wake(next);
            }
        }
        if let Some(until) = &window.until {
            truth = truth.and(!self.truth(until, env, query));
        }
        (truth, end)
    }

    /// The thing that a power concerns: what its act is about, or else the agreement that it is about.
    fn thing_of_act(
        &self,
        pattern: &'p crate::check::program::ActPattern,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Item {
        let mut concerned = Item::NotStated;
        for (_, expression) in &pattern.fields {
            match self.value(expression, env, query) {
                thing @ Item::Thing(_) => return thing,
                agreement @ Item::Agreement(_) => concerned = agreement,
                _ => {}
            }
        }
        concerned
    }

    /// Under which provisions a power is told, and on what grounds: under those that give the grounds when it rests on grounds given elsewhere.
    pub fn told_under(
        &self,
        turn: Turn<'p>,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Vec<(&'p ClauseId, String)> {
        let header = match &turn.rule.trigger {
            Trigger::While(condition) | Trigger::Onset(condition) => Some(condition),
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => None,
        };
        let mut told = Vec::new();
        for condition in header.into_iter().chain([&turn.rule.condition]) {
            self.grounds_of(turn, condition, env, query, &mut told);
        }
        if told.is_empty() {
            told.push((&turn.rule.at.clause, turn.rule.at.clause.to_string()));
        }
        told
    }

    fn grounds_of(
        &self,
        turn: Turn<'p>,
        condition: &'p Condition,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
        told: &mut Vec<(&'p ClauseId, String)>,
    ) {
        match condition {
            Condition::GroundGiven { provision, against } => {
                let against = against.as_ref().map(|of| self.value(of, env, query));
                for rule in self.rules_given(turn.now, provision, against.as_ref(), env, query) {
                    told.push((&rule.at.clause, rule.at.clause.to_string()));
                }
            }
            Condition::All(items) => {
                for item in items {
                    self.grounds_of(turn, &item.condition, env, query, told);
                }
            }
            Condition::Any(items) => {
                for item in items {
                    if self.truth(&item.condition, env, query) < turn.now.and(Truth::Holds) {
                        continue;
                    }
                    let before = told.len();
                    self.grounds_of(turn, &item.condition, env, query, told);
                    if told.len() == before && !item.label.is_empty() {
                        let clause = &turn.rule.at.clause;
                        told.push((clause, format!("{clause} {}", item.label)));
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether a power to do an act stands now; of the act under judgement itself, whether it was carried. On a day for which what it
    /// waits for was judged too late it does not stand.
    pub fn may(
        &self,
        holder: &Item,
        act: &crate::value::Name,
        under: &[ClauseId],
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        if self.is_act_of_trigger(act, env) {
            let fact = env.event.expect("there is a trigger");
            return self.carried_under(fact, under, query);
        }
        let mut truth = Truth::Fails;
        for act in self.other_names(act) {
            query.read(Cell::Power(act));
            let powers = self.powers_to(holder, act, under, env);
            truth = powers.fold(truth, |truth, history| truth.or(history.truth()));
        }
        if truth.is_undetermined() {
            let open = self.power_waits_for(holder, act, under, env);
            if self.is_judged_too_late(&open, self.day) {
                return Truth::Fails;
            }
        }
        truth
    }

    /// The powers of a party to do an act, under these provisions if any are named, that stand or may stand.
    fn powers_to(
        &self,
        holder: &Item,
        act: Symbol,
        under: &[ClauseId],
        env: &Env<'p>,
    ) -> impl Iterator<Item = &PowerHistory<'p>> {
        let confined_to = self.confined_to(env);
        self.powers.to_do(act).filter(move |history| {
            let key = &history.key;
            let is_of_another = matches!(key.thing, Item::Agreement(about) if confined_to.is_some_and(|meant| meant != about));
            !is_of_another
                && (under.is_empty() || under.iter().any(|whole| key.clause.is_within(whole)))
                && Item::Party(key.holder) == *holder
        })
    }

    /// What powers of a party to do an act wait for.
    pub fn power_waits_for(
        &self,
        holder: &Item,
        act: &crate::value::Name,
        under: &[ClauseId],
        env: &Env<'p>,
    ) -> Vec<Open> {
        let acts = self.other_names(act).into_iter();
        let powers = acts.flat_map(|act| self.powers_to(holder, act, under, env));
        let instances = powers.flat_map(PowerHistory::instances);
        instances.flat_map(|id| self.open_behind(id)).collect()
    }

    /// The names under which one and the same act goes: readings of one event that fix the same fields.
    fn other_names(&self, act: &crate::value::Name) -> Vec<Symbol> {
        let readings = &self.program.act_readings;
        let called = |reading: &'p crate::check::program::ActReading| {
            reading.called.as_ref().unwrap_or(&reading.event)
        };
        let own: Vec<_> = readings
            .iter()
            .filter(|reading| called(reading) == act)
            .collect();
        let mut names = vec![self.names.symbol(act)];
        for reading in readings {
            let same = own
                .iter()
                .any(|one| one.event == reading.event && one.fixed == reading.fixed);
            let name = self.names.symbol(called(reading));
            if same && !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// To what extent an instance of a power stands.
    pub fn power_stands(&self, id: usize) -> Truth {
        let Some(Body::Power(power)) = self.instances[id].rule().map(|rule| &rule.body) else {
            return Truth::Fails;
        };
        let acts: Vec<Symbol> = power
            .acts
            .iter()
            .map(|pattern| {
                self.names
                    .symbol(pattern.called.as_ref().unwrap_or(&pattern.event))
            })
            .collect();
        self.powers.stands(id, &acts)
    }

    /// Whether a ground for a provision is given; against a party, if it is said of one; in the agreement that is in hand.
    pub fn ground_given(
        &self,
        provision: &ClauseId,
        against: Option<&Item>,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        if self.confined_to(env).is_some() {
            let given = self.grounds_given(provision, against, env, query);
            return given
                .into_iter()
                .fold(Truth::Fails, |truth, (_, extent)| truth.or(extent));
        }
        let provision = self.names.text(provision.as_str());
        query.read(Cell::Ground(provision));
        let Some(given) = self.grounds.get(&provision) else {
            return Truth::Fails;
        };
        let truth = given.truth(against);
        if truth.is_undetermined() {
            let waiting = given.waiting(against).into_iter();
            let open = waiting.flat_map(|id| self.instances[id].open.iter().cloned());
            query.open.extend(open);
        }
        truth
    }

    /// Whether the event that triggers a rule is such an act.
    pub fn is_act_of_trigger(&self, act: &crate::value::Name, env: &Env<'p>) -> bool {
        let Some(fact) = env.event else { return false };
        self.acts_of(fact).contains(&self.names.symbol(act))
    }

    /// The names under which an event goes as an act.
    pub fn acts_of(&self, fact: crate::engine::item::FactId) -> Vec<Symbol> {
        let event = self.facts.get(fact);
        let mut acts = Vec::new();
        for reading in &self.program.act_readings {
            let fits = self.names.symbol(&reading.event) == event.ty
                && reading.fixed.iter().all(|(field, value)| {
                    self.same(&event.field(self.names.symbol(field)), &self.item_of(value))
                });
            if fits {
                let name = reading.called.as_ref().unwrap_or(&reading.event);
                let name = self.names.symbol(name);
                if !acts.contains(&name) {
                    acts.push(name);
                }
            }
        }
        acts
    }
}
