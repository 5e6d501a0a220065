//! Events in words: the sentence of what happened, and what it tells besides.

use crate::check::program::{Said, SaidOf, Saying, Sort};
use crate::check::schema::{FieldDefault, Role};
use crate::engine::item::{FactId, Item};
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::engine::sentences::filling::Filling;
use crate::engine::world::Tuple;
use crate::timeline::Event;
use crate::value::{Name, Value};

/// A longer list is left out: the timeline tells it.
const MOST_LISTED: usize = 5;

impl Relation<'_> {
    /// `KlantFocus has issued invoice I1`: the event of a fact, without its figures.
    pub fn fact_in_words(&self, id: FactId, tense: Tense) -> String {
        if self.is_assessment(id) {
            return self.assessment_in_words(id, tense);
        }
        let fact = self.facts.get(id);
        let ty = self.names.name(fact.ty);
        let by = fact.by.map(Item::Party);
        let catalogue = self.catalogue.clone();
        let best = self.saying_of(catalogue.sayings.about(&SaidOf::Act(ty.clone())), id);
        let name = self.names.name(fact.name);
        let Some(best) = best else {
            return format!("{} {name}", ty.in_words());
        };
        let doer = fact.doer.map(Item::Party);
        let filling = Filling {
            subject: doer.as_ref(),
            things: &[],
            holder: by.as_ref(),
        };
        let words = self.sentence(best, tense, |place| {
            self.place_of_event(place, id)
                .unwrap_or_else(|| self.place_in_words(place, &filling))
        });
        if !self.has_name(id) || words.contains(name.as_str()) {
            words
        } else {
            format!("{words} ({name})")
        }
    }

    /// The sentence that says most of an event: that fixes most of its fields, has its actor in it, and leaves the fewest places empty.
    fn saying_of<'s>(&self, sayings: &[&'s Saying], id: FactId) -> Option<&'s Saying> {
        let by = self.facts.get(id).by;
        let all: Vec<&Saying> = sayings
            .iter()
            .copied()
            .filter(|saying| self.fixes_what_is(saying, id))
            .collect();
        all.iter().copied().max_by_key(|saying| {
            let empty = saying
                .places()
                .filter(|place| self.place_of_event(place, id).is_none())
                .count();
            let other = matches!(saying.subject.first(), Some(Said::Party { role, .. }) if by != Some(self.names.symbol(role)));
            let earlier = all.iter().position(|one| std::ptr::eq(*one, *saying));
            (saying.fixed.len(), !other, usize::MAX - empty, usize::MAX - earlier.unwrap_or(0))
        })
    }

    /// What stands at a place of the sentence of an event, or what its subject is called: of several who are bound together, the one who
    /// did it, or whom it happened to.
    fn place_of_event(&self, place: &Said, id: FactId) -> Option<String> {
        if let Said::Party { role, .. } = place {
            let event = self.facts.get(id);
            let doer = event.doer.filter(|doer| event.by != Some(*doer))?;
            let is_actor = event.by == Some(self.names.symbol(role));
            return is_actor.then(|| self.party_in_words(doer));
        }
        let Said::Place { sort, field, words } = place else {
            return None;
        };
        let field = field.as_ref()?;
        let fact = self.facts.get(id);
        let symbol = self.names.symbol(field);
        if symbol == self.known.by {
            return fact.doer.map(|doer| self.party_in_words(doer));
        }
        if fact.reference == Some(symbol) || symbol == fact.ty {
            return Some(if self.has_name(id) {
                self.thing_told(id)
            } else {
                words.clone()
            });
        }
        if symbol == self.known.agreement {
            let agreement = fact.agreement.map(Item::Agreement);
            return agreement.and_then(|agreement| self.told(&agreement));
        }
        let told = self.told_at(place, &fact.person_told(fact.field(symbol)))?;
        // A label says nothing without the word for what it labels.
        Some(if *sort == Sort::Service {
            format!("service {told}")
        } else {
            told
        })
    }

    fn fixes_what_is(&self, saying: &Saying, id: FactId) -> bool {
        let fact = self.facts.get(id);
        saying.fixed.iter().all(|(field, value)| {
            self.same(&fact.field(self.names.symbol(field)), &self.item_of(value))
        })
    }

    /// An event of the chronicle: its sentence, and what it tells besides.
    pub fn event_in_words(&self, event: &Event, id: FactId) -> String {
        let words = self.fact_in_words(id, Tense::Present);
        let details = if self.is_assessment(id) {
            Vec::new()
        } else {
            self.details(event, id, &words)
        };
        if details.is_empty() {
            words
        } else {
            format!("{words}: {}", details.join(", "))
        }
    }

    /// What a state holds of, each party by the name that the event has for it: of several who are bound for one debt, the one it
    /// happened to.
    pub fn as_told(&self, tuple: &Tuple, event: Option<FactId>) -> Vec<Item> {
        let event = event.map(|event| self.facts.get(event));
        let told = |item: &Item| match event {
            Some(event) => event.person_told(item.clone()),
            None => item.clone(),
        };
        tuple.arguments.iter().map(told).collect()
    }

    /// Whether an event judges a concept.
    pub fn is_assessment(&self, id: FactId) -> bool {
        self.catalogue.roles.get(&self.facts.get(id).ty) == Some(&Role::Assessment)
    }

    /// `it is judged that …`
    fn assessment_in_words(&self, id: FactId, tense: Tense) -> String {
        let fact = self.facts.get(id);
        let concept = match fact.field(self.known.concept) {
            Item::Word(word) => self.names.name(word),
            _ => self.names.name(fact.ty),
        };
        let subject = fact.field(self.known.subject);
        let said = self.concept_in_words(&concept, &subject);
        let contrary = || self.concept_said(&concept, &subject, Tense::Contrary);
        let is = if tense == Tense::Present { "is" } else { "was" };
        match fact.field(self.known.value) {
            Item::Truth(true) => format!("it {is} judged that {said}"),
            Item::Word(word) if word == self.known.holds => format!("it {is} judged that {said}"),
            Item::Truth(false) => format!("it {is} judged that {}", contrary()),
            Item::Word(word) if word == self.known.does_not_hold => {
                format!("it {is} judged that {}", contrary())
            }
            value => {
                let value = self.told(&value).unwrap_or_default();
                format!("{said} {is} set at {value}")
            }
        }
    }

    /// What an event tells besides its sentence: amounts, days and words that were written down.
    fn details(&self, event: &Event, id: FactId, words: &str) -> Vec<String> {
        let catalogue = self.catalogue.clone();
        let said = self.saying_of(catalogue.sayings.about(&SaidOf::Act(event.ty.clone())), id);
        let is_said = |name: &Name| {
            said.is_some_and(|said| said.fixed.iter().any(|(field, _)| field == name))
        };
        let declared = self.program.schema.events.get(&event.ty);
        let amounts = event
            .fields
            .values()
            .filter(|value| value.as_money().is_some());
        let several = amounts.count() > 1;
        let mut details = Vec::new();
        for (name, value) in event.fields.iter().filter(|(name, _)| !is_said(name)) {
            let field = declared.and_then(|declared| declared.fields.get(name));
            let usual = field
                .and_then(|field| field.default.as_ref())
                .is_some_and(|default| match default {
                    FieldDefault::Literal(text) => {
                        value.to_string() == *text || value.to_string().replace('_', " ") == *text
                    }
                    FieldDefault::Field(other) => {
                        event.fields.get(other) == Some(value)
                            || value.as_date() == Some(event.date)
                    }
                });
            let label = name.in_words();
            let told = match value {
                Value::Record(_) => continue,
                Value::List(items) if items.len() > MOST_LISTED => continue,
                Value::Truth(truth) if !usual && truth.holds() => Some(label.clone()),
                Value::Truth(_) => continue,
                _ => {
                    let told = self.facts.get(id).person_told(self.item_of(value));
                    self.told(&told)
                }
            };
            let Some(told) = told.filter(|told| !usual && !words.contains(told.as_str())) else {
                continue;
            };
            details.push(match value {
                Value::Truth(_) => told,
                Value::Money(_) if !several => told,
                // `what` labels nothing: what was found, asked or disclosed says itself what it is.
                _ if name.as_str() == "what" => told,
                _ if told.starts_with(label.trim_end_matches('s')) => told,
                _ => format!("{label} {told}"),
            });
        }
        details
    }
}
