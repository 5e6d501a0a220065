//! What parties agreed otherwise, and provisions set aside.

use std::collections::BTreeSet;

use crate::check::program::walk::{self, Visitor};
use crate::check::program::{Address, Definition, Expression, Rule, StandsIn, VersionId};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Open, Query};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Date, Name, Truth};

/// Another value for a parameter.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The provision it is for.
    pub provision: Symbol,
    /// The value.
    pub value: Item,
    /// What the value itself waits for, where it is open.
    pub open: Vec<Open>,
    /// The first day.
    pub from: Date,
    /// Exclusive; absent while nothing has ended it.
    pub until: Option<Date>,
    /// The event; a rule that says what a figure becomes needs none.
    pub fact: Option<FactId>,
    /// A special term of the parties goes before an amendment of the terms.
    pub special: bool,
    /// The agreement that it was agreed for; absent for whatever is between the parties.
    pub agreement: Option<Symbol>,
}

/// A provision, or a sentence of it, set aside from a day.
#[derive(Debug, Clone)]
pub struct SetAside {
    /// The provision.
    pub provision: Symbol,
    /// Only this sentence.
    pub sentence: Option<u32>,
    /// The first day.
    pub from: Date,
    /// The day on which it was set aside.
    pub declared: Date,
    /// On what ground: `avoidance`.
    pub ground: Option<Name>,
}

/// Where something stands: a rule, or a definition.
pub struct Place<'a> {
    clause: &'a ClauseId,
    sentence: Option<u32>,
    /// The number of the sentence in later versions, where that is another one.
    renumbered: &'a [(VersionId, Option<u32>)],
    stands_in: &'a StandsIn,
}

impl<'a> Place<'a> {
    /// Where a rule stands.
    pub fn of_rule(rule: &'a Rule) -> Self {
        Self {
            clause: &rule.at.clause,
            sentence: rule.at.sentence,
            renumbered: &rule.renumbered,
            stands_in: &rule.stands_in,
        }
    }

    /// Where a definition stands; none for one of the vocabulary.
    pub fn of_definition(definition: &'a Definition) -> Option<Self> {
        let at = definition.at.as_ref()?;
        Some(Self {
            clause: &at.clause,
            sentence: at.sentence,
            renumbered: &definition.renumbered,
            stands_in: &definition.stands_in,
        })
    }

    fn sentence_in(&self, version: Option<VersionId>) -> Option<u32> {
        let mut there = self.renumbered.iter();
        let there = there.find(|(known, _)| Some(*known) == version);
        there.map_or(self.sentence, |(_, sentence)| *sentence)
    }

    /// Whether both stand in a version, and there in the same sentence.
    fn is_beside(&self, other: &Self, version: VersionId) -> bool {
        let stand = self.stands_in.has(version) && other.stands_in.has(version);
        stand
            && self.clause == other.clause
            && self.sentence_in(Some(version)) == other.sentence_in(Some(version))
    }
}

/// The measures that rules reckon with, and those that these are reckoned from.
#[derive(Default)]
struct Reckoned<'p> {
    known: BTreeSet<&'p Name>,
    waiting: Vec<&'p Name>,
}

impl<'p> Visitor<'p> for Reckoned<'p> {
    fn expression(&mut self, value: &'p Expression) {
        if let Expression::Defined { measure, .. } = value
            && self.known.insert(measure)
        {
            self.waiting.push(measure);
        }
    }
}

impl<'p> Relation<'p> {
    /// The sentence that gives a value that parties name together with a provision: it stands there; or the provision rests on it by
    /// what it reckons with, and one other provision gives it (one lets the parties agree a least duration, the next says which).
    pub fn value_meant(&self, provision: &Name, parameter: &Name) -> Option<&'p Definition> {
        let program = self.program;
        let definitions = &program.measures.get(parameter)?.definitions;
        let is_there = |at: &Address| at.clause.as_str() == provision.as_str();
        let place = |definition: &'p Definition| definition.at.as_ref().map(|at| (definition, at));
        let given: Vec<_> = definitions.iter().filter_map(place).collect();
        if let Some((definition, _)) = given.iter().find(|(_, at)| is_there(at)) {
            return Some(definition);
        }
        let [(elsewhere, _)] = given.as_slice() else {
            return None;
        };
        let mut reckoned = Reckoned::default();
        for rule in program.rules.iter().filter(|rule| is_there(&rule.at)) {
            walk::rule(rule, &mut reckoned);
        }
        // What the provision itself speaks of is agreed for the provision alone.
        if reckoned.known.contains(parameter) {
            return None;
        }
        while let Some(measure) = reckoned.waiting.pop() {
            for one in program
                .measures
                .get(measure)
                .into_iter()
                .flat_map(|one| &one.definitions)
            {
                walk::expression(&one.value, &mut reckoned);
            }
        }
        reckoned.known.contains(parameter).then_some(*elsewhere)
    }

    /// The value that parties gave a parameter of a provision, if they gave one that counts now. What an amendment changed before a
    /// version wrote the value anew, which came on the day `written`, that version has replaced; a special term of the parties stays.
    pub fn replaced(
        &self,
        measure: &Name,
        clause: &ClauseId,
        written: Option<Date>,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> Option<Item> {
        let measure = self.names.symbol(measure);
        let known = self.replacements.get(&measure)?;
        let provision = self.names.text(clause.as_str());
        let in_hand = self.agreement_in_hand(env);
        let is_for_another = |one: &Replacement| {
            let other = one.agreement.filter(|own| self.agreements.contains(own));
            other.is_some() && in_hand.is_some() && other != in_hand
        };
        // What an amendment changes does not count for the amendment itself.
        let brings_it =
            |one: &Replacement| !one.special && env.event.is_some() && env.event == one.fact;
        let reached = |one: &Replacement| {
            let later_only =
                !one.special && one.fact.is_some_and(|fact| self.is_for_later_events(fact));
            env.arose.filter(|_| later_only).unwrap_or(self.day)
        };
        let applies = |one: &&Replacement| {
            one.provision == provision
                && !is_for_another(one)
                && !brings_it(one)
                && (one.special || written.is_none_or(|written| one.from >= written))
                && one.from <= reached(one)
                && one.until.is_none_or(|until| until > self.day)
        };
        query.read(Cell::Measure(measure));
        for one in known.iter().filter(|one| one.provision == provision) {
            if let Some(fact) = one.fact {
                query.read(Cell::Counts(fact));
            }
            if one.from > self.day {
                query.wake(one.from);
            }
        }
        let mut standing: Vec<&Replacement> = known.iter().filter(applies).collect();
        standing.sort_by_key(|one| (one.special, one.from, one.fact));
        for one in standing.into_iter().rev() {
            let mut counts = self.counts(one);
            if let Some(fact) = one.fact.filter(|_| counts.is_undetermined()) {
                counts = Self::supposing_event(fact, query);
            }
            if counts.fails() {
                continue;
            }
            query.facts.extend(one.fact);
            if counts.holds() {
                query.open.extend(one.open.iter().cloned());
                return Some(one.value.clone());
            }
            // What rests on a value of which it is open whether the parties agreed on it is open as well.
            let verdict = one.fact.and_then(|fact| self.verdicts.get(&fact));
            let open = verdict.into_iter().flat_map(|verdict| &verdict.open);
            query.open.extend(open.cloned());
            return Some(Item::Undetermined);
        }
        None
    }

    /// The day of what is in hand, if a timeline amends a figure at all.
    pub fn day_in_hand(&self, env: &Env<'p>) -> Option<Date> {
        let mut known = self.replacements.values().flatten();
        let amended = known.any(|one| !one.special);
        amended.then(|| env.arose.unwrap_or_else(|| self.day_of_matter(env)))
    }

    /// Whether what brought another value about is effective.
    fn counts(&self, one: &Replacement) -> Truth {
        one.fact
            .map_or(Truth::Holds, |fact| self.facts.get(fact).counts)
    }

    /// From today a figure has another value, wherever a clause names it.
    pub fn change(
        &mut self,
        figure: &Name,
        (value, open): (&Item, &[Open]),
        agreement: Option<Symbol>,
    ) {
        let Some(measure) = self.program.measures.get(figure) else {
            return;
        };
        let symbol = self.names.symbol(figure);
        for at in measure.definitions.iter().filter_map(|one| one.at.as_ref()) {
            let one = Replacement {
                provision: self.names.text(at.clause.as_str()),
                value: value.clone(),
                open: open.to_vec(),
                from: self.day,
                until: None,
                fact: None,
                special: true,
                agreement,
            };
            self.replacements.entry(symbol).or_default().push(one);
        }
        self.touch(&Cell::Measure(symbol));
    }

    /// Whether what stands there counts now.
    pub fn in_force(&self, place: &Place<'_>, query: &mut Query<'p>) -> bool {
        self.in_force_on(self.day, place, query)
    }

    /// Whether it counts, and did so on a day as far as the timeline may have set it aside.
    pub(super) fn in_force_on(&self, day: Date, place: &Place<'_>, query: &mut Query<'p>) -> bool {
        self.set_aside_since(day, place, query).is_none()
            && !self.is_switched_off(place.clause, query)
    }

    /// The first day from which the timeline sets aside what stands there, if it is set aside on a day.
    pub(super) fn set_aside_since(
        &self,
        day: Date,
        place: &Place<'_>,
        query: &mut Query<'p>,
    ) -> Option<Date> {
        let mut since: Option<Date> = None;
        for aside in &self.set_aside {
            if !self.is_meant(place, aside, query) {
                continue;
            }
            if aside.from > day {
                query.wake(aside.from);
            } else if !self.is_replaced(day, place, aside, query)
                && !self.is_written_anew(day, place, aside)
            {
                since = Some(since.map_or(aside.from, |known| known.min(aside.from)));
            }
        }
        since
    }

    /// Whether a setting aside is about what stands there: in the text that governed on the day of the act, or on the first day set
    /// aside, under the number of its sentence in that text. What a later version has written anew was never set aside.
    fn is_meant(&self, place: &Place<'_>, aside: &SetAside, query: &mut Query<'p>) -> bool {
        let provision = self.names.name(aside.provision);
        let whole = ClauseId::new(provision.as_str());
        if !whole.is_ok_and(|whole| place.clause.is_within(&whole)) {
            return false;
        }
        let numbered = |version: Option<VersionId>| {
            aside.sentence.is_none() || place.sentence_in(version) == aside.sentence
        };
        if !self.has_versions() {
            return numbered(None);
        }
        query.read(Cell::Versions);
        let meant = self.governing_on(&[aside.declared, aside.from]);
        let mut meant = meant.into_iter();
        meant.any(|version| place.stands_in.has(version) && numbered(Some(version)))
    }

    /// The versions that govern on one of these days, whichever agreement.
    fn governing_on(&self, days: &[Date]) -> Vec<VersionId> {
        let agreements = self.agreements.iter().copied().map(Some);
        let each = [None].into_iter().chain(agreements);
        each.flat_map(|agreement| days.iter().map(move |day| self.version_on(agreement, *day)))
            .collect()
    }

    /// Whether a version that governs on a day has given a sentence that was set aside before it another figure: then it is another
    /// sentence, though its rule reads the same.
    fn is_written_anew(&self, day: Date, place: &Place<'_>, aside: &SetAside) -> bool {
        if !self.has_versions() {
            return false;
        }
        let (now, then) = (
            self.governing_on(&[day]),
            self.governing_on(&[aside.declared, aside.from]),
        );
        let measures = self.program.measures.values();
        let definitions = measures.flat_map(|measure| &measure.definitions);
        let mut places = definitions.filter_map(Place::of_definition);
        places.any(|figure| {
            let mut now = now.iter();
            now.any(|version| figure.is_beside(place, *version))
                && !then.iter().any(|version| figure.stands_in.has(*version))
        })
    }

    /// Whether the parties have by then agreed another figure for a sentence that was set aside: then it works again, with that figure.
    fn is_replaced(
        &self,
        day: Date,
        place: &Place<'_>,
        aside: &SetAside,
        query: &mut Query<'p>,
    ) -> bool {
        let versions: Vec<VersionId> = (0..self.program.versions.len()).map(VersionId).collect();
        let stands_here = |definition: &Definition| {
            let figure = Place::of_definition(definition);
            figure.is_some_and(|figure| {
                let mut versions = versions.iter();
                versions.any(|version| figure.is_beside(place, *version))
            })
        };
        let provision = self.names.text(place.clause.as_str());
        let measures = self.program.measures.values();
        let own = measures.filter(|measure| measure.definitions.iter().any(stands_here));
        let mut replaced = false;
        for measure in own.map(|measure| self.names.symbol(&measure.name)) {
            query.read(Cell::Measure(measure));
            let agreed = self.replacements.get(&measure);
            for one in agreed.into_iter().flatten() {
                if one.from > day {
                    query.wake(one.from);
                } else if one.provision == provision
                    && one.from >= aside.declared
                    && one.value.is_known()
                {
                    if let Some(fact) = one.fact {
                        query.read(Cell::Counts(fact));
                    }
                    replaced |= one.from <= self.day && self.counts(one).holds();
                }
            }
        }
        replaced
    }

    /// Whether a rule switches a provision off for what a sentence speaks of: for one of its things, or for the agreement that it is about or
    /// that its things belong to. What belongs to no agreement it is switched off for once it is so for all of them.
    pub fn switched_off_for(
        &self,
        clause: &ClauseId,
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        let Some(off) = self.switched_off_by(clause, query) else {
            return false;
        };
        let for_what: Vec<&Item> = off.iter().filter_map(|(_, to)| to.as_ref()).collect();
        let is_spoken_of = |to: &&Item| env.variables.iter().any(|one| self.same(one, to));
        if for_what.iter().any(is_spoken_of) {
            return true;
        }
        let is_for = |agreement: Symbol| for_what.contains(&&Item::Agreement(agreement));
        if !self.agreements.iter().any(|one| is_for(*one)) {
            return false;
        }
        let event = env.event.map(Item::Thing);
        let mut known = env.variables.iter().chain(&event);
        match known.find_map(|one| self.own_agreement(one)) {
            Some(own) => is_for(own),
            None => {
                query.read(Cell::Agreements);
                self.agreements.iter().all(|one| is_for(*one))
            }
        }
    }

    /// Whether a rule switches a provision off altogether.
    pub(super) fn is_switched_off(&self, clause: &ClauseId, query: &mut Query<'p>) -> bool {
        let off = self.switched_off_by(clause, query);
        off.is_some_and(|off| off.iter().any(|(_, to)| to.is_none()))
    }

    /// The instances that switch a provision off now, and for what.
    fn switched_off_by(
        &self,
        clause: &ClauseId,
        query: &mut Query<'p>,
    ) -> Option<&[(usize, Option<Item>)]> {
        let number = self.names.text(clause.as_str());
        if !self.catalogue.switchable.contains(&number) {
            return None;
        }
        query.read(Cell::Provision(number));
        self.switched_off.get(&number).map(Vec::as_slice)
    }
}
