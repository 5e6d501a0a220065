//! Which judgements a timeline holds, and for which days each counts.

use crate::check::program::TellsOf;
use crate::check::schema::Role;
use crate::engine::evaluate::Open;
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::engine::world::{Assessments, Judgement, Subject};
use crate::timeline::Event;
use crate::value::{ClauseId, Date, Name, Value};

/// The judgements up to the day as of which the run is asked for.
pub fn in_timeline(relation: &Relation<'_>) -> Assessments {
    let mut all = Assessments::default();
    let is_judgement = |event: &&Event| {
        let role = relation
            .catalogue
            .roles
            .get(&relation.names.symbol(&event.ty));
        role == Some(&Role::Assessment) && event.date <= relation.as_of
    };
    for (place, event) in relation.timeline.events.iter().enumerate() {
        if !is_judgement(&event) {
            continue;
        }
        let field = |name: &str| event.fields.get(name);
        let Some(concept) = field("concept").and_then(Value::as_name) else {
            continue;
        };
        let before = &relation.timeline.events[..place];
        let subject = match field("subject") {
            Some(told) => subject_told(relation, told),
            None => subject_untold(relation, concept, before),
        };
        let symbol = relation.names.symbol(concept);
        let is_first = !all.is_judged(symbol, &subject);
        let since = field("since").and_then(Value::as_date);
        let from = if !is_first {
            event.date
        } else if tells_of_an_event(relation, concept, &subject) {
            Date::MIN
        } else {
            since.map_or(event.date, |since| since.min(event.date))
        };
        let value = match field("value").map(|value| relation.item_of(value)) {
            Some(Item::Word(word)) if word == relation.known.holds => Item::Truth(true),
            Some(Item::Word(word)) if word == relation.known.does_not_hold => Item::Truth(false),
            other => other.unwrap_or(Item::NotStated),
        };
        let judgement = Judgement {
            from,
            given: event.date,
            fact: None,
            value,
        };
        all.expect(symbol, subject, judgement);
    }
    all
}

/// What a timeline judges something of.
fn subject_told(relation: &Relation<'_>, told: &Value) -> Subject {
    let name = match told {
        Value::Reference(name) => Some(name.clone()),
        Value::Text(text) | Value::Service(text) => Some(Name::new(text)),
        _ => None,
    };
    let events = &relation.timeline.events;
    let thing = name.filter(|name| events.iter().any(|event| event.reference == *name));
    thing.map_or_else(
        || Subject::Other(relation.item_of(told)),
        |name| Subject::Thing(relation.names.symbol(&name)),
    )
}

/// What a judgement without a subject is about: the only thing of its kind that there is by then; of several the timeline does not say
/// which one.
fn subject_untold(relation: &Relation<'_>, concept: &Name, before: &[Event]) -> Subject {
    let declared = relation.program.concepts.get(concept);
    let about = declared.map_or(&[][..], |concept| &concept.about);
    let mut things = before.iter().filter(|event| about.contains(&event.ty));
    match (things.next(), things.next()) {
        (None, _) => Subject::Any,
        (Some(only), None) => Subject::Thing(relation.names.symbol(&only.reference)),
        (Some(_), Some(_)) => Subject::Untold,
    }
}

/// Whether a judgement says what was so of an event, or of a provision, from the start.
fn tells_of_an_event(relation: &Relation<'_>, concept: &Name, subject: &Subject) -> bool {
    let declared = relation.program.concepts.get(concept);
    let tells_of = declared.map_or(TellsOf::EachDay, |concept| concept.tells_of);
    match (tells_of, subject) {
        (TellsOf::EachDay | TellsOf::EachDayOfMore, _) | (TellsOf::EventsAndMore, Subject::Any) => {
            false
        }
        (TellsOf::Events, Subject::Any) | (_, Subject::Thing(_)) => true,
        (_, Subject::Untold) => false,
        (_, Subject::Other(item)) => relation.is_a_provision(item),
    }
}

impl Relation<'_> {
    /// What something is judged of, as judgements are kept.
    pub fn subject_of(&self, item: Option<&Item>) -> Subject {
        match item.map(|item| self.thing_of(item)) {
            None | Some(Item::NotStated) => Subject::Any,
            Some(Item::Thing(fact)) => Subject::Thing(self.facts.get(fact).name),
            Some(other) => Subject::Other(other),
        }
    }

    /// What an event judges, as judgements are kept.
    pub fn subject_judged(&self, concept: Symbol, subject: &Item) -> Subject {
        if *subject != Item::NotStated {
            return self.subject_of(Some(subject));
        }
        let declared = self.program.concepts.get(&self.names.name(concept));
        let about = declared.map_or(&[][..], |concept| &concept.about);
        let types = about.iter().map(|ty| self.names.symbol(ty));
        let mut things = types.flat_map(|ty| self.facts.of_type(ty));
        match (things.next(), things.next()) {
            (None, _) => Subject::Any,
            (Some(only), None) => Subject::Thing(self.facts.get(*only).name),
            (Some(_), Some(_)) => Subject::Untold,
        }
    }

    /// The judgement of something that counts for a day.
    pub fn judgement_for(
        &self,
        concept: Symbol,
        item: Option<&Item>,
        day: Date,
    ) -> Option<&Judgement> {
        let all = self.judgements_of(concept, item).into_iter();
        let counting = all.filter(|judgement| judgement.counts_on(day));
        counting.max_by_key(|judgement| judgement.from)
    }

    /// The first judgement of something that counts for a later day only, given in this run sooner or later.
    pub fn judgement_after(
        &self,
        concept: Symbol,
        item: Option<&Item>,
        day: Date,
    ) -> Option<&Judgement> {
        let all = self.judgements_of(concept, item).into_iter();
        let later = all.filter(|judgement| judgement.from > day);
        later.min_by_key(|judgement| judgement.from)
    }

    /// What was judged of something, for whatever day: of itself, or else of the services that its event names.
    fn judgements_of(&self, concept: Symbol, item: Option<&Item>) -> Vec<&Judgement> {
        let subject = self.subject_of(item);
        let of_services = self.judged_of_its_services(concept, item, &subject);
        if of_services.is_empty() {
            self.assessments.all_about(concept, &subject).collect()
        } else {
            of_services
        }
    }

    /// What was judged of the services that an event names, once it had happened, where nobody judged the event itself: what happens
    /// later is to be judged anew.
    fn judged_of_its_services(
        &self,
        concept: Symbol,
        item: Option<&Item>,
        subject: &Subject,
    ) -> Vec<&Judgement> {
        let Some(Item::Thing(fact)) = item.map(|item| self.thing_of(item)) else {
            return Vec::new();
        };
        if self.assessments.is_judged(concept, subject) || !self.is_about_services_too(concept) {
            return Vec::new();
        }
        let happened = self.facts.get(fact).date;
        let mut judged = Vec::new();
        for service in self.services_named_by(fact) {
            let subject = Subject::Other(service);
            let of_it = self.assessments.of(concept, &subject);
            judged.extend(of_it.filter(|judgement| judgement.given >= happened));
        }
        judged
    }

    /// Whether a concept is declared to be about events and about what lasts: `It is about an indication of misuse or a service.`
    pub fn is_about_services_too(&self, concept: Symbol) -> bool {
        let declared = self.program.concepts.get(&self.names.name(concept));
        declared.is_some_and(|declared| {
            matches!(
                declared.tells_of,
                TellsOf::EventsAndMore | TellsOf::EachDayOfMore
            )
        })
    }

    /// The labels that an event names: its services among them.
    pub fn services_named_by(&self, fact: FactId) -> Vec<Item> {
        let fields = self.facts.get(fact).fields.iter();
        let named = fields.flat_map(|(_, item)| self.keys_of(item));
        named.filter(|item| matches!(item, Item::Word(_))).collect()
    }

    /// Whether a word is the number of a provision.
    pub fn is_a_provision(&self, item: &Item) -> bool {
        let Item::Word(word) = item else {
            return false;
        };
        ClauseId::new(self.names.name(*word).as_str())
            .is_ok_and(|provision| self.program.provisions.contains_key(&provision))
    }

    /// Whether what a result for a day waits for was judged too late for it: for later days only, of all that it waits for, or to hold
    /// from a later day on. Then it was not shown for that day.
    pub fn is_judged_too_late(&self, open: &[Open], day: Date) -> bool {
        let later = |open: &Open| self.judged_too_late(open, day);
        let holds = |judged: &Judgement| judged.value == Item::Truth(true);
        (!open.is_empty() && open.iter().all(|open| later(open).is_some()))
            || open.iter().any(|open| later(open).is_some_and(holds))
    }

    /// The judgement of what is open for a day, if it counts for later days only.
    pub fn judged_too_late(&self, open: &Open, day: Date) -> Option<&Judgement> {
        let Open::Concept {
            concept, subject, ..
        } = open
        else {
            return None;
        };
        let judged = self.judgement_for(*concept, Some(subject), day);
        let later = self.judgement_after(*concept, Some(subject), day);
        later.filter(|_| judged.is_none())
    }
}
