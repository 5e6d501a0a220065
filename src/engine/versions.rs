//! Which version of the terms governs what: read off the clauses that say so, agreement by agreement and day by day.
//!
//! A version reigns from a day, over every agreement or over one. What an event brings about is governed by the version that
//! governs on its day. Whatever else a rule concludes is governed by the version of the day on which it concludes it; but where the
//! clause gives a version `every later event` only, what follows from earlier events goes on under the version that governed then.
//! A ceiling, a gate and a lapse belong to the claim that they are about, and a claim keeps the version under which it arose.

use crate::check::program::{Body, Governs, Rule, StandsIn, Tables, Trigger, Version, VersionId};
use crate::engine::bodies::Turn;
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Date, Name, Rounding};

/// A version governs from a day.
#[derive(Debug, Clone)]
pub struct Reign {
    /// Its name, as it was told.
    pub version: Name,
    /// Its text; absent when that is not at hand.
    pub text: Option<VersionId>,
    /// Only this agreement.
    pub agreement: Option<Symbol>,
    /// The first day.
    pub from: Date,
    /// Only what happens from that day on, and what follows from it.
    pub later_events: bool,
    /// Terms that run are reckoned anew.
    pub running_terms: bool,
    /// Exclusive; absent while nothing has ended it.
    pub until: Option<Date>,
    /// The instance of the rule that says so.
    pub by: usize,
    /// Its provision.
    pub clause: ClauseId,
}

/// What a version is asked for.
#[derive(Debug, Clone, Copy)]
struct Matter {
    agreement: Option<Symbol>,
    /// The day of the event, or on which the thing or claim came about.
    arose: Date,
    /// The day on which it is asked for.
    now: Date,
    /// It keeps the version of that day, whatever the clause says of later events.
    keeps: bool,
}

impl<'p> Relation<'p> {
    /// Whether a rule counts, and stands in the version that governs.
    pub fn rule_stands(&self, rule: &'p Rule, env: &Env<'p>, query: &mut Query<'p>) -> bool {
        self.rule_counts(rule, env, query) && self.stands(&rule.stands_in, env, query)
    }

    /// Whether what stands in these versions stands in the one that governs.
    pub fn stands(&self, stands_in: &StandsIn, env: &Env<'p>, query: &mut Query<'p>) -> bool {
        match stands_in {
            StandsIn::Every => true,
            StandsIn::Only(versions) => self.is_governed_by(versions, env, query),
        }
    }

    /// Whether one of these versions governs.
    pub fn is_governed_by(
        &self,
        versions: &[VersionId],
        env: &Env<'p>,
        query: &mut Query<'p>,
    ) -> bool {
        query.read(Cell::Versions);
        let coming = self.record.reigns.iter().map(|reign| reign.from);
        if let Some(next) = coming.filter(|from| *from > self.day).min() {
            query.wake(next);
        }
        versions.contains(&self.version_of(env))
    }

    /// The version that governs an evaluation.
    pub fn version_of(&self, env: &Env<'p>) -> VersionId {
        if !self.has_versions() {
            return VersionId::FIRST;
        }
        env.version
            .unwrap_or_else(|| self.version_for(&self.matter_of(env, false)))
    }

    /// The version that governs an instance of a rule.
    pub fn version_of_instance(&self, instance: usize, env: &Env<'p>) -> Option<VersionId> {
        if !self.has_versions() {
            return None;
        }
        let instance = &self.instances[instance];
        if instance.progress.version.is_some() {
            return instance.progress.version;
        }
        let keeps = instance.rule().is_some_and(belongs_to_its_claim);
        Some(self.version_for(&self.matter_of(env, keeps)))
    }

    /// The version that governed what an instance of a rule concluded on a day.
    pub fn version_of_instance_on(&self, instance: usize, day: Date) -> Option<VersionId> {
        if !self.has_versions() {
            return None;
        }
        let keeps = self.instances[instance]
            .rule()
            .is_some_and(belongs_to_its_claim);
        let mut matter = self.matter_of(&self.scope(instance), keeps);
        matter.now = day;
        Some(self.version_for(&matter))
    }

    /// The version that governs an agreement, or what belongs to none, on a day.
    pub fn version_on(&self, agreement: Option<Symbol>, day: Date) -> VersionId {
        self.version_for(&Matter {
            agreement,
            arose: day,
            now: day,
            keeps: true,
        })
    }

    /// The first day of the version that governs now; none for the one from which the timeline starts.
    pub fn reigns_since(&self, env: &Env<'p>) -> Option<Date> {
        let matter = self.matter_of(env, false);
        let governing = self.reigns_over(matter.agreement);
        let last = governing.filter(|reign| reign.from <= self.day).last()?;
        (self.record.reigns.len() > 1 || last.text != Some(VersionId::FIRST)).then_some(last.from)
    }

    /// What a rule gives belongs to the version under which it began to give it.
    pub(super) fn keep_version(&mut self, turn: Turn<'p>, env: &Env<'p>) {
        let version = env.version;
        let kept = &mut self.instances[turn.id].progress.version;
        if turn.now.fails() {
            *kept = None;
        } else if turn.begins() {
            *kept = version;
        }
    }

    /// The name of a version, where more than one takes part.
    pub fn version_in_words(&self, version: Option<VersionId>) -> Option<String> {
        let version = version.filter(|_| self.has_versions())?;
        Some(self.program.versions[version.0].name.clone())
    }

    /// The version that governs what is said on the day itself.
    pub fn version_today(&self) -> &'p Version {
        &self.program.versions[self.version_of(&Env::default()).0]
    }

    /// The calendar and the tables of the version that governs an evaluation.
    pub fn law_of(&self, env: &Env<'p>) -> &'p Tables {
        &self.program.versions[self.version_of(env).0].law
    }

    /// How amounts come to whole cents.
    pub fn rounding_of(&self, env: &Env<'p>) -> Rounding {
        self.program.versions[self.version_of(env).0].rounding
    }

    /// How what is owed on an obligation comes to whole cents.
    pub fn rounding_of_obligation(&self, id: ObligationId) -> Rounding {
        let version = self.obligations.get(id).version;
        self.program.versions[version.unwrap_or(VersionId::FIRST).0].rounding
    }

    /// The version that governs an event.
    pub fn version_over(&self, fact: FactId) -> &'p Version {
        let day = self.facts.get(fact).date;
        let agreement = self.agreement_on(&Item::Thing(fact), day);
        &self.program.versions[self.version_on(agreement, day).0]
    }

    /// The version that governs an event, where more than one takes part.
    pub fn version_of_event(&self, fact: FactId) -> Option<String> {
        let version = self.version_over(fact);
        self.has_versions().then(|| version.name.clone())
    }

    /// Whether more than one version takes part.
    pub fn has_versions(&self) -> bool {
        self.program.versions.len() > 1
    }

    /// The agreement that the event or the latest of the things in hand belongs to.
    pub fn agreement_of_matter(&self, env: &Env<'p>) -> Option<Symbol> {
        self.matter_of(env, true).agreement
    }

    /// The day of the event, or of the latest of the things in hand; else today.
    pub fn day_of_matter(&self, env: &Env<'p>) -> Date {
        self.matter_of(env, true).arose
    }

    /// Whether the clause gives an amendment later events only, and what follows from them.
    pub fn is_for_later_events(&self, amendment: FactId) -> bool {
        let mut reigns = self.record.reigns.iter();
        let reign = reigns.find(|reign| self.instances[reign.by].event == Some(amendment));
        reign.is_some_and(|reign| reign.later_events && !reign.running_terms)
    }

    /// Looks at what is in hand as at something that came about on an earlier day, for amendments of later events only.
    pub fn put_back_to(&self, day: Date, env: &mut Env<'p>) {
        let known = env.arose.unwrap_or_else(|| self.day_of_matter(env));
        let arose = known.min(day);
        let agreement = self.agreement_in_hand(env);
        let agreement = agreement.or_else(|| self.agreement_of_matter(env));
        let came_since = |reign: &Reign| {
            let for_later = reign.later_events && !reign.running_terms;
            for_later && reign.from > arose && reign.from <= self.day
        };
        if self.reigns_over(agreement).any(came_since) {
            env.version = Some(self.version_for(&Matter {
                agreement,
                arose,
                now: self.day,
                keeps: false,
            }));
        }
        env.arose = Some(arose);
    }

    fn matter_of(&self, env: &Env<'p>, keeps: bool) -> Matter {
        if let Some(fact) = env.event {
            let arose = self.facts.get(fact).date;
            return Matter {
                agreement: self.agreement_on(&Item::Thing(fact), arose),
                arose,
                now: arose,
                keeps: true,
            };
        }
        let known = env.variables.iter().chain(&env.parameters);
        let dated = known.filter_map(|item| Some((self.arose(item)?, item)));
        let latest = dated.max_by_key(|(day, _)| *day);
        match latest {
            Some((arose, item)) => Matter {
                agreement: self.agreement_on(item, arose),
                arose,
                now: self.day,
                keeps,
            },
            None => Matter {
                agreement: self.agreement_on(&Item::NotStated, self.day),
                arose: self.day,
                now: self.day,
                keeps,
            },
        }
    }

    /// The day on which what stands in some versions came with one of them; none for what the timeline starts from.
    pub fn stands_since(&self, stands_in: &StandsIn, env: &Env<'p>) -> Option<Date> {
        let StandsIn::Only(versions) = stands_in else {
            return None;
        };
        let mut stood = versions.contains(&VersionId::FIRST);
        let mut since = None;
        for reign in self.reigns_over(self.matter_of(env, false).agreement) {
            let has_come =
                reign.from <= self.day && reign.until.is_none_or(|until| until > self.day);
            let Some(text) = reign.text.filter(|_| has_come) else {
                continue;
            };
            let stands = versions.contains(&text);
            if stands && !stood {
                since = Some(reign.from);
            }
            stood = stands;
        }
        since
    }

    fn version_for(&self, matter: &Matter) -> VersionId {
        let mut governing = VersionId::FIRST;
        for reign in self.reigns_over(matter.agreement) {
            let by_arising = matter.keeps || (reign.later_events && !reign.running_terms);
            let day = if by_arising { matter.arose } else { matter.now };
            if reign.from <= day && reign.until.is_none_or(|until| until > day) {
                governing = reign.text.unwrap_or(governing);
            }
        }
        governing
    }

    fn reigns_over(&self, agreement: Option<Symbol>) -> impl Iterator<Item = &Reign> {
        let reigns = self.record.reigns.iter();
        reigns.filter(move |reign| reign.agreement.is_none() || reign.agreement == agreement)
    }

    /// The day on which a thing, an obligation or an agreement came about.
    fn arose(&self, item: &Item) -> Option<Date> {
        match item {
            Item::Thing(fact) => Some(self.facts.get(*fact).date),
            Item::Obligation(id) => Some(self.obligations.get(*id).arose),
            _ => None,
        }
    }

    /// The agreement that something belongs to: the one that it names or formed, else the latest that was there on its day.
    fn agreement_on(&self, item: &Item, day: Date) -> Option<Symbol> {
        if let Some(own) = self.own_agreement(item) {
            return Some(own);
        }
        let formed = |name: &&Symbol| {
            let fact = self.facts.named(**name);
            fact.is_none_or(|fact| self.facts.get(fact).date <= day)
        };
        self.agreements.iter().rev().find(formed).copied()
    }

    /// A version governs from a day, if the clause that says so holds.
    pub(super) fn govern(
        &mut self,
        turn: Turn<'p>,
        governs: &'p Governs,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        self.doubt_reign(turn, governs, env, query);
        if !turn.now.holds() {
            if turn.before.holds() && matches!(turn.rule.trigger, Trigger::While(_)) {
                self.end_reign(turn);
            }
            return;
        }
        let version = self.value(&governs.version, env, query);
        let from = self.value(&governs.from, env, query);
        let (Some(version), Item::Date(from)) = (self.shown(&version), from) else {
            return;
        };
        if turn.begins() {
            let reign = self.reign(turn, governs, (version, from), env, query);
            self.begin_reign(reign);
        }
        if governs.running_terms && !self.instances[turn.id].progress.over {
            if self.day < from {
                query.wake(from);
            } else {
                self.instances[turn.id].progress.over = true;
                self.reckon_running_terms();
            }
        }
    }

    /// A version governs if what waits for a judgement, or is not stated, is so: told as open, and applied to nothing.
    fn doubt_reign(
        &mut self,
        turn: Turn<'p>,
        governs: &'p Governs,
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) {
        if turn.now == turn.before {
            return;
        }
        self.record.reigns_in_doubt.retain(|one| one.by != turn.id);
        if !turn.now.is_undetermined() {
            return;
        }
        let version = self.value(&governs.version, env, query);
        let from = self.value(&governs.from, env, query);
        if let (Some(version), Item::Date(from)) = (self.shown(&version), from) {
            let reign = self.reign(turn, governs, (version, from), env, query);
            self.record.reigns_in_doubt.push(reign);
        }
    }

    fn reign(
        &self,
        turn: Turn<'p>,
        governs: &'p Governs,
        (version, from): (Name, Date),
        env: &mut Env<'p>,
        query: &mut Query<'p>,
    ) -> Reign {
        let agreement = governs.agreement.as_ref();
        let agreement = agreement.map(|agreement| self.value(agreement, env, query));
        let versions = &self.program.versions;
        let text = versions.iter().position(|one| one.name == version.as_str());
        Reign {
            text: text.map(VersionId),
            agreement: agreement.and_then(|agreement| self.agreement_of(&agreement)),
            from: from.max(self.day),
            later_events: governs.later_events,
            running_terms: governs.running_terms,
            clause: turn.rule.at.clause.clone(),
            version,
            until: None,
            by: turn.id,
        }
    }

    /// What a version governed as long as something held, it governs no longer; what was there on the day itself falls away.
    fn end_reign(&mut self, turn: Turn<'p>) {
        let day = self.day;
        for reign in &mut self.record.reigns {
            if reign.by == turn.id && reign.until.is_none() {
                reign.until = Some(day);
            }
        }
        self.record
            .reigns
            .retain(|reign| reign.until != Some(reign.from));
        self.touch(&Cell::Versions);
    }

    fn begin_reign(&mut self, reign: Reign) {
        let reigns = &mut self.record.reigns;
        let at = reigns.partition_point(|known| known.from <= reign.from);
        self.tell_reign(&reign);
        self.record.reigns.insert(at, reign);
        self.touch(&Cell::Versions);
    }
}

/// Ceilings, gates and lapse are of the claim that they are about.
fn belongs_to_its_claim(rule: &Rule) -> bool {
    matches!(
        rule.body,
        Body::Refuse(_) | Body::Limit(_) | Body::Order(_) | Body::Lapse { .. }
    )
}
