//! The chronicle: what happened on a day, and what followed, one sentence each.

use crate::check::program::{Argument, Body, Condition, Debt, Expression, Rule, Sort, Trigger};
use crate::engine::bodies::Turn;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::ledger::Standing;
use crate::engine::names::Symbol;
use crate::engine::obligations::Obligation;
use crate::engine::outcome::Entry;
use crate::engine::powers::PowerKey;
use crate::engine::relation::Relation;
use crate::engine::sentences::{Tense, claim_for};
use crate::engine::versions::Reign;
use crate::engine::world::Change;
use crate::timeline::Event;
use crate::value::{ClauseId, Date, Money, Name, Truth};

/// Whether a rule gives its power or duty from the start and for as long as the terms govern: it asks for nothing.
pub fn stands_always(rule: &Rule) -> bool {
    let asks_nothing = match &rule.body {
        Body::Power(power) => power.window == crate::check::program::Window::default(),
        _ => true,
    };
    matches!(rule.trigger, Trigger::Standing) && rule.condition == Condition::Always && asks_nothing
}

/// Whether a state stands where a power does not: `a suspension is without ground`.
pub fn rests_on_no_power(condition: &Condition) -> bool {
    match condition {
        Condition::All(items) | Condition::Any(items) => {
            items.iter().any(|item| rests_on_no_power(&item.condition))
        }
        Condition::NoneOf(items) => {
            let mut items = items.iter();
            items.any(|item| matches!(item.condition, Condition::May { .. }))
        }
        Condition::Not(of) => matches!(**of, Condition::May { .. }),
        _ => false,
    }
}

impl<'p> Relation<'p> {
    pub(super) fn tell_event(&mut self, event: &Event, fact: FactId) {
        self.record.tells_events = true;
        if self.record.tells {
            let text = self.event_in_words(event, fact);
            self.begin_entry(event.date, Some((text, event.reference.clone())));
        }
    }

    fn begin_entry(&mut self, date: Date, told: Option<(String, Name)>) {
        let (event, about) = told.unzip();
        self.record.chronicle.push(Entry {
            date,
            event,
            about,
            consequences: Vec::new(),
        });
        self.record.said.clear();
        self.record.opened.clear();
    }

    /// Whether what is told now belongs to the latest entry.
    fn is_under_way(&self) -> bool {
        let (day, at_start) = (self.day, self.at_start);
        let last = self.record.chronicle.last();
        last.is_some_and(|entry| entry.date == day && (entry.event.is_none() || !at_start))
    }

    fn tell(&mut self, clause: &ClauseId, sentence: String) {
        self.tell_under(Some(clause.clone()), sentence);
    }

    fn tell_under(&mut self, clause: Option<ClauseId>, sentence: String) {
        if !self.is_under_way() {
            self.begin_entry(self.day, None);
        }
        let entry = self.record.chronicle.last_mut().expect("there is an entry");
        let line = (clause, sentence);
        if self.record.explains
            && let Some(by) = self.record.telling
        {
            self.record.told_by.insert(line.clone(), by);
        }
        if self.record.said.insert(line.clone()) {
            entry.consequences.push(line);
        }
    }

    /// That something is so, is open, or is over. What was open only while one entry was worked out is told as it came out.
    fn tell_truth(
        &mut self,
        clause: Option<ClauseId>,
        (said, over): (String, impl FnOnce() -> String),
        (before, now): (Truth, Truth),
    ) {
        let key = (clause.clone(), said);
        let for_a_moment = self.record.opened.remove(&key);
        let for_a_moment = for_a_moment.filter(|_| self.is_under_way());
        if for_a_moment.is_some() {
            self.untell(&(clause.clone(), is_open(&key.1)));
        }
        let before = for_a_moment.unwrap_or(before);
        if before == now {
            return;
        }
        let sentence = match now {
            Truth::Holds => key.1.clone(),
            Truth::Undetermined => is_open(&key.1),
            Truth::Fails if before.is_undetermined() => {
                format!("it is no longer open whether {}", key.1)
            }
            Truth::Fails => over(),
        };
        self.tell_under(clause, sentence);
        if now.is_undetermined() {
            self.record.opened.insert(key, before);
        }
    }

    fn untell(&mut self, line: &(Option<ClauseId>, String)) {
        self.record.said.remove(line);
        if let Some(entry) = self.record.chronicle.last_mut() {
            entry.consequences.retain(|told| told != line);
        }
    }

    /// What the terms give before anything has happened is no part of the chronicle: it stands among powers and duties.
    fn is_from_the_outset(&self, rule: &Rule) -> bool {
        stands_always(rule) || !self.record.tells_events
    }

    /// What was due both ways has been set off, by itself.
    pub(super) fn tell_set_off(&mut self, clause: &ClauseId, amount: Money) {
        if self.record.tells {
            let [one, other] = [self.known.client, self.known.supplier];
            let (one, other) = (self.party_in_words(one), self.party_in_words(other));
            let amount = amount.to_clause_style();
            let told = format!(
                "what {one} and {other} owe each other is set off: {amount} of the debts of each is paid"
            );
            self.tell(clause, told);
        }
    }

    pub(super) fn tell_state(&mut self, turn: Turn<'p>, change: Change) {
        self.tell_change(Some(&turn.rule.at.clause), change);
    }

    /// A state ends otherwise than with what began it: under the provision that had brought it about.
    pub(super) fn tell_end_of_state(&mut self, change: Change) {
        let tuple = self.states.get(change.tuple);
        let by = tuple.intervals.last().and_then(|interval| interval.by);
        let rule = by.and_then(|by| self.instances.get(by)?.rule());
        if let Some(rule) = rule {
            self.tell_change(Some(&rule.at.clause), change);
        }
    }

    /// A state that stands where a power does not: no provision brings it about, and nothing else tells of it.
    pub(super) fn tell_defined(&mut self, condition: &Condition, change: Change) {
        if rests_on_no_power(condition) {
            self.tell_change(None, change);
        }
    }

    fn tell_change(&mut self, clause: Option<&ClauseId>, change: Change) {
        if !self.record.tells {
            return;
        }
        let tuple = self.states.get(change.tuple);
        let name = self.names.name(tuple.state);
        let declared = self.program.states.get(&name);
        let is_of_nothing = |item: &Item| match item {
            Item::Obligation(id) => self.is_left_nothing(self.obligations.get(*id)),
            _ => false,
        };
        if declared.is_some_and(|state| !state.reported)
            || tuple.arguments.iter().any(is_of_nothing)
        {
            return;
        }
        let event = tuple.intervals.last().and_then(|interval| interval.event);
        let told = self.as_told(tuple, event);
        let said = self.state_in_words(&name, &told, Tense::Present);
        let now = tuple.truth;
        let over = if now.fails() {
            let lasting = self.lasting_name(&name).unwrap_or(&name);
            self.state_in_words(lasting, &told, Tense::NoLonger)
        } else {
            String::new()
        };
        self.tell_truth(clause.cloned(), (said, || over), (change.before, now));
    }

    /// What is so exactly as long as a state is: an agreement that was formed is running, and that is what it is no longer.
    fn lasting_name(&self, state: &Name) -> Option<&'p Name> {
        let mut states = self.program.states.iter();
        let is_its_course = |holds_if: &Condition, arguments: &[Sort]| match holds_if {
            Condition::Holds {
                state: own,
                arguments: of,
            } => {
                let same = |(place, argument): (usize, &Argument)| matches!(argument, Argument::Is(Expression::Parameter(at)) if *at == place);
                own == state && of.len() == arguments.len() && of.iter().enumerate().all(same)
            }
            _ => false,
        };
        let found = states.find(|(_, one)| {
            let holds_if = one.holds_if.as_ref();
            holds_if.is_some_and(|holds_if| is_its_course(holds_if, &one.arguments))
        });
        found.map(|(name, _)| name)
    }

    pub(super) fn tell_power(
        &mut self,
        turn: Turn<'p>,
        holder: Symbol,
        act: Symbol,
        thing: &Item,
        truth: Truth,
    ) {
        let clause = &turn.rule.at.clause;
        let key = PowerKey {
            clause,
            holder,
            act,
            thing: thing.clone(),
        };
        let grounds = self.record.grounds_of_powers.entry(key).or_default();
        let before = grounds.truth();
        grounds.set(turn.id, truth);
        let now = grounds.truth();
        if now == before || self.is_from_the_outset(turn.rule) {
            return;
        }
        // The end of what was never told to begin is not told either.
        let key = PowerKey {
            clause,
            holder,
            act,
            thing: thing.clone(),
        };
        let is_told = if now.fails() {
            self.record.told_powers.remove(&key)
        } else {
            self.record.told_powers.insert(key);
            true
        };
        if !self.record.tells || !is_told {
            return;
        }
        let patterns = match &turn.rule.body {
            Body::Power(power) => power.acts.as_slice(),
            _ => &[],
        };
        let what = self.acts_in_words(patterns, act, holder, thing);
        let who = self.party_in_words(holder);
        let said = format!("{who} may {what}");
        let over = || format!("{who} may no longer {what}");
        self.tell_truth(Some(clause.clone()), (said, over), (before, now));
    }

    pub(super) fn tell_obligation(&mut self, _instance: usize, id: ObligationId) {
        if !self.record.tells {
            return;
        }
        let obligation = self.obligations.get(id);
        if obligation.claim.is_none() && self.is_from_the_outset(obligation.rule) {
            return;
        }
        if obligation.grows {
            let head = self.head_in_words(obligation);
            let on = self.thing_in_words(&obligation.thing);
            let clause = &obligation.rule.at.clause;
            self.tell(clause, format!("{head} begins to grow on {on}"));
            return;
        }
        let sentence = self.obligation_told(obligation);
        let clause = &obligation.rule.at.clause;
        self.note_if_vague(id, &sentence);
        self.tell(clause, sentence);
    }

    /// `KlantFocus must pay the damages for damage DM1, EUR 1,500.00, at the latest on 2024-04-03`; one of which provisions left nothing
    /// need not be paid.
    pub(super) fn obligation_told(&self, obligation: &Obligation<'p>) -> String {
        if self.is_left_nothing(obligation) {
            let what = self.duty_asks_for(obligation);
            return format!("{} need not {what}", self.party_in_words(obligation.bearer));
        }
        let amount = match (obligation.claim, &obligation.head) {
            (Some(claim), Some(_)) if self.record.without_amount.contains_key(&claim) => {
                ", an amount that waits for a judgement".to_owned()
            }
            (Some(claim), Some(_)) => {
                let arisen = self.ledger.position(claim, self.day).arisen;
                format!(", {}", arisen.to_clause_style())
            }
            _ => String::new(),
        };
        let due = match (obligation.due, obligation.due_perhaps) {
            (Some(due), Some(perhaps)) => {
                format!(", at the latest on {perhaps} or on {due}, which is open")
            }
            (Some(due), None) => format!(", at the latest on {due}"),
            (None, Some(perhaps)) => {
                format!(", at the latest on {perhaps} or without a last day, which is open")
            }
            (None, None) => String::new(),
        };
        let waits = self.waits_in_words(obligation);
        let conditional = match (obligation.truth.is_undetermined(), waits.is_empty()) {
            (false, _) => String::new(),
            (true, true) => ", if what must be judged holds".to_owned(),
            (true, false) => format!("; it depends on {}", waits.join("; ")),
        };
        format!("{}{amount}{due}{conditional}", self.duty_told(obligation))
    }

    /// What it waits for whether an obligation stands.
    fn waits_in_words(&self, obligation: &Obligation<'p>) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        if !obligation.truth.is_undetermined() {
            return words;
        }
        let known = obligation
            .claim
            .and_then(|claim| self.obligations.of_claim(claim));
        let behind = known.map_or_else(
            || vec![obligation.instance],
            |id| self.behind_obligation(id),
        );
        for open in behind.into_iter().flat_map(|id| self.open_behind(id)) {
            let word = self.open_in_words(&open);
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }

    /// What an obligation waits for is known only once all that follows from an event has been worked out: then it is told.
    pub(super) fn tell_what_was_vague(&mut self) {
        let vague = std::mem::take(&mut self.record.told_vaguely);
        for (id, before) in vague {
            self.retell(id, before);
        }
    }

    fn note_if_vague(&mut self, id: ObligationId, told: &str) {
        let obligation = self.obligations.get(id);
        if obligation.truth.is_undetermined() && self.waits_in_words(obligation).is_empty() {
            self.record.told_vaguely.push((id, told.to_owned()));
        }
    }

    /// Whether provisions leave nothing of a claim, whatever must still be judged: nobody is late with it, and there is nothing to lapse.
    fn is_left_nothing(&self, obligation: &Obligation<'p>) -> bool {
        let is_excluded = |claim| self.ledger.claim(claim).standing(self.day) == Standing::Excluded;
        obligation.truth.holds() && obligation.claim.is_some_and(is_excluded)
    }

    /// What was told of an obligation today, before provisions took something off it, is told as it is now.
    pub(super) fn retell(&mut self, id: ObligationId, before: String) {
        let obligation = self.obligations.get(id);
        let clause = &obligation.rule.at.clause;
        let (old, new) = (
            (Some(clause.clone()), before),
            (Some(clause.clone()), self.obligation_told(obligation)),
        );
        let told_today = self.record.chronicle.last_mut();
        let lines = told_today.filter(|entry| entry.date == self.day);
        let lines = lines.map(|entry| entry.consequences.as_mut_slice());
        let line = lines
            .unwrap_or_default()
            .iter_mut()
            .find(|line| **line == old);
        let Some(line) = line else { return };
        line.clone_from(&new);
        self.note_if_vague(id, &new.1);
        self.record.said.remove(&old);
        self.record.said.insert(new.clone());
        if let Some(by) = self.record.told_by.get(&old).copied() {
            self.record.told_by.insert(new, by);
        }
    }

    /// `Fietsatelier Noord B.V. must pay invoice I1`
    pub fn duty_told(&self, duty: &Obligation<'p>) -> String {
        let what = self.duty_asks_for(duty);
        format!("{} must {what}", self.party_in_words(duty.bearer))
    }

    pub(super) fn tell_overdue(&mut self, id: ObligationId) {
        if !self.record.tells {
            return;
        }
        let obligation = self.obligations.get(id);
        let passed = obligation.due.is_some_and(|due| due < self.day);
        // One that was brought forward has been told on the day after that.
        let own_day_only = obligation.due < obligation.own_due
            && obligation.own_due.and_then(|own| own.succ_opt()) == Some(self.day);
        let passed = passed && !own_day_only;
        let is_late = obligation.is_open() && passed && !obligation.truth.is_undetermined();
        if !is_late || self.is_left_nothing(obligation) {
            return;
        }
        let what = self.duty_asks_for(obligation);
        let clause = &obligation.rule.at.clause;
        self.record.telling = Some(obligation.instance);
        self.tell(clause, format!("the last timely day to {what} has passed"));
    }

    pub(super) fn tell_performance(&mut self, id: ObligationId) {
        if !self.record.tells {
            return;
        }
        let obligation = self.obligations.get(id);
        let on = obligation.performed_on.unwrap_or(self.day);
        let how = obligation.how_performed(on);
        let since = if on < self.day {
            format!(" as of {on}")
        } else {
            String::new()
        };
        let duty = self.duty_in_words(id);
        let clause = &obligation.rule.at.clause;
        let is_done = |earlier: &ObligationId| self.obligations.get(*earlier).is_performed();
        let words = match obligation.after.filter(|earlier| !is_done(earlier)) {
            Some(earlier) => {
                let earlier = self.duty_in_words(earlier);
                format!("{duty} is broken: it is done{since} before {earlier} is performed")
            }
            None => format!("{duty} is performed{since}, {how}"),
        };
        self.tell(clause, words);
    }

    /// A duty turns out to be broken otherwise than by being late, or not to be after all.
    pub(super) fn tell_broken(&mut self, id: ObligationId) {
        if !self.record.tells {
            return;
        }
        let obligation = self.obligations.get(id);
        let how = match (obligation.breached, obligation.performed_on) {
            (true, Some(_)) => "was performed too late",
            (true, None) => "is broken",
            (false, Some(_)) => "was not performed too late",
            (false, None) => "is no longer broken",
        };
        let words = format!("{} {how}", self.duty_in_words(id));
        let clause = &obligation.rule.at.clause;
        self.tell(clause, words);
    }

    pub(super) fn tell_accelerated(&mut self, turn: Turn<'p>, id: ObligationId) {
        if !self.record.tells {
            return;
        }
        let thing = self.thing_in_words(&self.obligations.get(id).thing);
        let day = self.obligations.get(id).due.unwrap_or(self.day);
        let sentence = format!("what is open of {thing} becomes due on {day}");
        self.tell(&turn.rule.at.clause, sentence);
    }

    /// In the words of the status that its clause may give it besides, so that it is told once.
    pub(super) fn tell_lapsed(&mut self, turn: Turn<'p>, id: ObligationId) {
        if !self.record.tells {
            return;
        }
        let obligation = self.obligations.get(id);
        if self.is_left_nothing(obligation) {
            return;
        }
        let thing = self.thing_in_words(&obligation.thing);
        let sentence = format!("{} has lapsed", claim_for(thing));
        self.tell(&turn.rule.at.clause, sentence);
    }

    pub(super) fn tell_violation(
        &mut self,
        rule: &'p Rule,
        fact: FactId,
        before: Truth,
        now: Truth,
    ) {
        if !self.record.tells {
            return;
        }
        let thing = self.thing_in_words(&Item::Thing(fact));
        let clause = &rule.at.clause;
        let said = format!("{thing} is a violation of {clause}");
        let over = || format!("{thing} is no violation of {clause}");
        self.tell_truth(Some(clause.clone()), (said, over), (before, now));
    }

    pub(super) fn tell_verdict(&mut self, fact: FactId) {
        if !self.record.tells {
            return;
        }
        let Some(verdict) = self.verdicts.get(&fact) else {
            return;
        };
        let (words, clauses) = self.verdict_in_words(fact, verdict);
        let carried = !verdict.carriers.is_empty();
        let sentence = match verdict.effective() {
            Truth::Holds if carried && clauses.len() > 1 => {
                self.tell_under(None, words);
                return;
            }
            Truth::Holds if carried => "there is a power to do so".to_owned(),
            Truth::Holds => return,
            Truth::Fails if verdict.barred.holds() => "it has no effect".to_owned(),
            // The reason names each provision that was looked at.
            Truth::Fails if verdict.form.as_ref().is_none_or(|(_, form)| !form.fails()) => {
                self.tell_under(None, words);
                return;
            }
            Truth::Fails | Truth::Undetermined => words,
        };
        if let Some(clause) = clauses.first() {
            self.tell(&clause.clone(), sentence);
        }
    }

    pub(super) fn tell_reign(&mut self, reign: &Reign) {
        if !self.record.tells {
            return;
        }
        let of = reign.agreement.map(Item::Agreement);
        let of = of.map_or_else(String::new, |of| format!(" {}", self.thing_in_words(&of)));
        let sentence = format!("version {} governs{of} from {}", reign.version, reign.from);
        self.tell(&reign.clause, sentence);
    }

    /// Writes down how an amount was reckoned.
    pub(super) fn tell_reckoning(
        &mut self,
        obligation: &Obligation<'p>,
        debt: &'p Debt,
        amount: &Item,
        env: &Env<'p>,
    ) {
        let (Some(claim), Item::Money(owed)) = (obligation.claim, amount) else {
            return;
        };
        let words = self.reckoned(&debt.amount, env);
        let whole = self.value(&debt.amount, &mut env.clone(), &mut Query::default());
        let rounding = self.rounding_of(env);
        let less = whole.money().map(|whole| whole.rounded(rounding));
        let less = less.filter(|whole| *whole != owed.rounded(rounding));
        let words = less.map_or(words.clone(), |_| {
            format!("{words}, of which {} is left", owed.to_clause_style())
        });
        self.record.reckoned.insert(claim, words);
    }
}

fn is_open(said: &str) -> String {
    format!("it is open whether {said}")
}
