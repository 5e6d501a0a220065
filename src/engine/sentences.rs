//! The declared sentences said of what there is: *KlantFocus issues invoice I1*, *may suspend the services*.
//!
//! A sentence of the vocabulary has places (`an invoice`); what stands there in the relation is named in them. Of several sentences
//! for one thing, the one counts that leaves the fewest places empty.

use rustc_hash::FxHashMap;

use crate::check::Program;
use crate::check::program::{ActPattern, Expression, Said, SaidOf, SaidVerb, Saying, Sort};
use crate::check::schema::{FieldDefault, Role};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::timeline::{Event, Timeline};
use crate::value::{Name, Value};

/// How a verb is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// `issues`
    Present,
    /// `has issued`
    Perfect,
    /// `issued`, on a day that is told; of a verb that is irregular `has given`.
    Past,
    /// `issue`; the subject is left out.
    Infinitive,
}

/// The declared sentences by what they speak of.
#[derive(Debug, Default)]
pub struct Sayings<'p> {
    by_subject: FxHashMap<&'p SaidOf, Vec<&'p Saying>>,
    by_called: FxHashMap<&'p Name, Vec<&'p Saying>>,
}

impl<'p> Sayings<'p> {
    /// Sorts the sentences of a program.
    pub fn of(program: &'p Program) -> Self {
        let mut sayings = Self::default();
        for saying in &program.sayings {
            sayings
                .by_subject
                .entry(&saying.of)
                .or_default()
                .push(saying);
            if matches!(saying.of, SaidOf::Act(_) | SaidOf::Conduct(_)) {
                let known = sayings.by_called.entry(&saying.called).or_default();
                known.push(saying);
            }
        }
        sayings
    }

    fn about(&self, of: &SaidOf) -> &[&'p Saying] {
        self.by_subject.get(of).map_or(&[], Vec::as_slice)
    }

    fn called(&self, name: &Name) -> &[&'p Saying] {
        self.by_called.get(name).map_or(&[], Vec::as_slice)
    }
}

/// What a party is called: by the header of the timeline; the supplier, whose terms they are, otherwise as the terms call it.
pub fn name_of_party(program: &Program, timeline: &Timeline, role: &Name) -> Option<String> {
    let supplier = *role == "supplier";
    let facts = if supplier {
        Some(&timeline.supplier)
    } else if *role == "client" {
        Some(&timeline.client)
    } else {
        timeline.others.get(role)
    };
    let in_terms = || {
        let mut called = program.terms.called.iter();
        let own = called.find(|(party, _)| supplier && party == role);
        own.and_then(|(_, names)| names.first().cloned())
    };
    facts.and_then(|facts| facts.name.clone()).or_else(in_terms)
}

/// What fills the places of a sentence.
struct Filling<'f> {
    /// Who does it, for a place that holds a party in the subject.
    subject: Option<&'f Item>,
    /// Things for the other places, the first that fits each.
    things: &'f [&'f Item],
    /// Whose other party `the other party` is.
    holder: Option<&'f Item>,
}

impl<'p> Relation<'p> {
    /// A party by its name.
    pub fn party_in_words(&self, party: Symbol) -> String {
        let role = self.names.name(party);
        let named = name_of_party(self.program, self.timeline, &role);
        named.unwrap_or_else(|| format!("the {}", role.in_words()))
    }

    /// Anything that a sentence can speak of: `invoice I1`, `KlantFocus`, `EUR 150.00`.
    pub fn told(&self, item: &Item) -> Option<String> {
        let words = match item {
            Item::Unbound | Item::NotStated | Item::Undetermined | Item::Record(_) => return None,
            Item::Truth(truth) => if *truth { "yes" } else { "no" }.to_owned(),
            Item::Money(money) => money.to_clause_style(),
            Item::Percent(percent) => percent.to_string(),
            Item::Number(number) => number.normalize().to_string(),
            Item::Date(date) => date.to_string(),
            Item::Duration(duration) => duration.to_string(),
            Item::Word(word) => self.names.name(*word).in_words(),
            Item::Party(party) => self.party_in_words(*party),
            Item::Thing(fact) => self.thing_told(*fact),
            Item::Obligation(id) => return self.claim_told(*id),
            Item::Agreement(name) if *name == self.known.the_agreement => {
                "the agreement".to_owned()
            }
            Item::Agreement(name) => format!("agreement {}", self.names.name(*name)),
            Item::List(items) => {
                let words: Vec<String> = items.iter().filter_map(|one| self.told(one)).collect();
                if words.is_empty() {
                    return None;
                }
                words.join(", ")
            }
        };
        Some(words)
    }

    /// `invoice I1` for the claim that an invoice stands for; `costs of invoice I1` for what rests on it.
    fn claim_told(&self, id: ObligationId) -> Option<String> {
        let duty = self.obligations.get(id);
        let thing = self.told(&duty.thing);
        if self.is_main(id) {
            return thing;
        }
        let joint = if duty.grows { "on" } else { "of" };
        thing.map(|thing| format!("{} {joint} {thing}", self.head_in_words(duty)))
    }

    /// Whether the timeline gives a thing a name of its own.
    fn has_name(&self, fact: FactId) -> bool {
        let name = self.names.name(self.facts.get(fact).name);
        !name.as_str().contains('#')
    }

    /// `invoice I1`; without a name of its own `the payment of 2024-03-18`.
    fn thing_told(&self, fact: FactId) -> String {
        let fact = self.facts.get(fact);
        let (name, ty) = (self.names.name(fact.name), self.names.name(fact.ty));
        let noun = self.program.nouns.get(&ty).cloned();
        let noun = noun.unwrap_or_else(|| ty.in_words());
        if name.as_str().contains('#') {
            format!("the {noun} of {}", fact.date)
        } else {
            format!("{noun} {name}")
        }
    }

    /// `suspend the services`: what an act or conduct is called in reports, said of a thing.
    pub fn conduct_in_words(&self, act: Symbol, holder: Symbol, thing: &Item) -> String {
        self.acts_in_words(&[], act, holder, thing)
    }

    /// The same, where a rule says which acts of that name it speaks of.
    pub fn acts_in_words(
        &self,
        patterns: &[ActPattern],
        act: Symbol,
        holder: Symbol,
        thing: &Item,
    ) -> String {
        let called = self.names.name(act);
        let catalogue = self.catalogue.clone();
        let all = catalogue.sayings.called(&called);
        let own =
            |pattern: &&ActPattern| pattern.called.as_ref().unwrap_or(&pattern.event) == &called;
        let mut words: Vec<String> = Vec::new();
        for pattern in patterns.iter().filter(own) {
            let of_pattern: Vec<&Saying> = all
                .iter()
                .copied()
                .filter(|saying| is_of_pattern(saying, pattern))
                .collect();
            let said = self.conduct_said(&of_pattern, holder, thing);
            words.extend(said.filter(|said| !words.contains(said)));
        }
        if words.is_empty() {
            words.extend(self.conduct_said(all, holder, thing));
        }
        if words.is_empty() {
            let of = self.told(thing);
            let of = of.map_or_else(String::new, |thing| format!(" for {thing}"));
            return format!("{}{of}", called.in_words());
        }
        words.join(" or ")
    }

    fn conduct_said(&self, sayings: &[&Saying], holder: Symbol, thing: &Item) -> Option<String> {
        let holder = Item::Party(holder);
        let things = [thing];
        let filling = Filling {
            subject: Some(&holder),
            things: &things,
            holder: Some(&holder),
        };
        let best = self.best(sayings, &filling)?;
        let words = self.said(best, Tense::Infinitive, &filling);
        let named = !matches!(thing, Item::Thing(fact) if !self.has_name(*fact));
        let unnamed = self
            .told(thing)
            .filter(|name| named && !words.contains(name.as_str()));
        Some(unnamed.map_or(words.clone(), |name| format!("{words} for {name}")))
    }

    /// `Fietsatelier Noord B.V. is in default of invoice I1`
    pub fn state_in_words(&self, state: &Name, arguments: &[Item], tense: Tense) -> String {
        let catalogue = self.catalogue.clone();
        let all = catalogue.sayings.about(&SaidOf::State(state.clone()));
        let holder = arguments.iter().find(|one| one.party().is_some());
        let things: Vec<&Item> = arguments.iter().collect();
        let filling = Filling {
            subject: None,
            things: &things,
            holder,
        };
        let unsaid = |words: &str| -> Vec<String> {
            let told = arguments.iter().filter_map(|item| self.told(item));
            told.filter(|name| !words.contains(name.as_str())).collect()
        };
        let words = self.best(all, &filling).map_or_else(
            || state.in_words(),
            |saying| self.said(saying, tense, &filling),
        );
        let unsaid = unsaid(&words);
        if unsaid.is_empty() {
            words
        } else {
            format!("{words} ({})", unsaid.join(", "))
        }
    }

    /// `there is justified doubt about the creditworthiness of Fietsatelier Noord B.V.`
    pub fn concept_in_words(&self, concept: &Name, subject: &Item) -> String {
        let catalogue = self.catalogue.clone();
        let all = catalogue.sayings.about(&SaidOf::Concept(concept.clone()));
        let things = [subject];
        let filling = Filling {
            subject: None,
            things: &things,
            holder: None,
        };
        self.best(all, &filling).map_or_else(
            || concept.in_words(),
            |saying| self.said(saying, Tense::Present, &filling),
        )
    }

    /// `KlantFocus has issued invoice I1`: the event of a fact, without its figures.
    pub fn fact_in_words(&self, id: FactId, tense: Tense) -> String {
        if self.is_assessment(id) {
            return self.assessment_in_words(id, tense);
        }
        let fact = self.facts.get(id);
        let ty = self.names.name(fact.ty);
        let catalogue = self.catalogue.clone();
        let all: Vec<&Saying> = catalogue
            .sayings
            .about(&SaidOf::Act(ty.clone()))
            .iter()
            .copied()
            .filter(|saying| self.fixes_what_is(saying, id))
            .collect();
        let by = fact.by.map(Item::Party);
        let best = all.iter().copied().max_by_key(|saying| {
            let empty = saying
                .places()
                .filter(|place| self.place_of_event(place, id).is_none())
                .count();
            let other = matches!(saying.subject.first(), Some(Said::Party(role)) if by != Some(Item::Party(self.names.symbol(role))));
            let earlier = all.iter().position(|one| std::ptr::eq(*one, *saying));
            (saying.fixed.len(), !other, usize::MAX - empty, usize::MAX - earlier.unwrap_or(0))
        });
        let name = self.names.name(fact.name);
        let Some(best) = best else {
            return format!("{} {name}", ty.in_words());
        };
        let filling = Filling {
            subject: by.as_ref(),
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

    /// What stands at a place of the sentence of an event.
    fn place_of_event(&self, place: &Said, id: FactId) -> Option<String> {
        let Said::Place { sort, field, words } = place else {
            return None;
        };
        let field = field.as_ref()?;
        let fact = self.facts.get(id);
        let symbol = self.names.symbol(field);
        if symbol == self.known.by {
            return fact.by.map(|by| self.party_in_words(by));
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
        let told = self.told(&fact.field(symbol))?;
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

    /// `KlantFocus has issued invoice I1`: events that a condition speaks of.
    pub fn pattern_in_words(&self, pattern: &'p ActPattern, env: &Env<'p>) -> String {
        let catalogue = self.catalogue.clone();
        let of = SaidOf::Act(pattern.event.clone());
        let told = |place: &Said| {
            let Said::Place {
                field: Some(field), ..
            } = place
            else {
                return None;
            };
            let own = if field.as_str() == "by" {
                pattern.by.as_ref()
            } else {
                let mut fields = pattern.fields.iter();
                fields
                    .find(|(name, _)| name == field)
                    .map(|(_, value)| value)
            };
            let item = self.value(own?, &mut env.clone(), &mut Query::default());
            self.told(&item)
        };
        let all = catalogue.sayings.about(&of).iter().copied();
        let best = all
            .filter(|saying| is_of_pattern(saying, pattern))
            .min_by_key(|saying| {
                let filled = saying
                    .places()
                    .filter(|place| told(place).is_some())
                    .count();
                pattern
                    .fields
                    .len()
                    .saturating_sub(filled + saying.fixed.len())
            });
        best.map_or_else(
            || format!("{} has happened", pattern.event.in_words()),
            |saying| {
                self.sentence(saying, Tense::Perfect, |place| {
                    let filling = Filling {
                        subject: None,
                        things: &[],
                        holder: None,
                    };
                    told(place).unwrap_or_else(|| self.place_in_words(place, &filling))
                })
            },
        )
    }

    /// An event of the chronicle: its sentence, and what it tells besides.
    pub fn event_in_words(&self, event: &Event, id: FactId) -> String {
        let words = self.fact_in_words(id, Tense::Present);
        let details = if self.is_assessment(id) {
            Vec::new()
        } else {
            self.details(event, &words)
        };
        if details.is_empty() {
            words
        } else {
            format!("{words}: {}", details.join(", "))
        }
    }

    fn is_assessment(&self, id: FactId) -> bool {
        self.catalogue.roles.get(&self.facts.get(id).ty) == Some(&Role::Assessment)
    }

    /// `it is judged that …`
    fn assessment_in_words(&self, id: FactId, tense: Tense) -> String {
        let fact = self.facts.get(id);
        let concept = match fact.field(self.known.concept) {
            Item::Word(word) => self.names.name(word),
            _ => self.names.name(fact.ty),
        };
        let said = self.concept_in_words(&concept, &fact.field(self.known.subject));
        let is = if tense == Tense::Present { "is" } else { "was" };
        match fact.field(self.known.value) {
            Item::Truth(true) => format!("it {is} judged that {said}"),
            Item::Word(word) if word == self.known.holds => format!("it {is} judged that {said}"),
            Item::Truth(false) => format!("it {is} judged not to be so that {said}"),
            Item::Word(word) if word == self.known.does_not_hold => {
                format!("it {is} judged not to be so that {said}")
            }
            value => {
                let value = self.told(&value).unwrap_or_default();
                format!("{said} {is} set at {value}")
            }
        }
    }

    /// What an event tells besides its sentence: amounts, days and words that were written down.
    fn details(&self, event: &Event, words: &str) -> Vec<String> {
        let declared = self.program.schema.events.get(&event.ty);
        let amounts = event
            .fields
            .values()
            .filter(|value| value.as_money().is_some());
        let several = amounts.count() > 1;
        let mut details = Vec::new();
        for (name, value) in &event.fields {
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
                Value::List(_) | Value::Record(_) => continue,
                Value::Truth(truth) if !usual && truth.holds() => Some(label.clone()),
                Value::Truth(_) => continue,
                _ => self.told(&self.item_of(value)),
            };
            let Some(told) = told.filter(|told| !usual && !words.contains(told.as_str())) else {
                continue;
            };
            details.push(match value {
                Value::Truth(_) => told,
                Value::Money(_) if !several => told,
                _ => format!("{label} {told}"),
            });
        }
        details
    }

    /// The sentence that leaves the fewest places empty; the first of those that do equally well.
    fn best<'s>(&self, sayings: &[&'s Saying], filling: &Filling<'_>) -> Option<&'s Saying> {
        let score = |saying: &Saying| {
            let other = match (saying.subject.first(), filling.subject) {
                (Some(Said::Party(role)), Some(Item::Party(holder))) => {
                    self.names.symbol(role) != *holder
                }
                _ => false,
            };
            let places: Vec<&Said> = saying.places().collect();
            let filled = self.fill(&places, filling);
            let empty = filled.iter().filter(|one| one.is_none()).count();
            let known = |item: &&&Item| self.told(item).is_some();
            let wanted = filling.things.iter().filter(known).count();
            let used = filled.iter().filter(|one| one.is_some()).count();
            (u8::from(other), wanted.saturating_sub(used), empty)
        };
        let mut best: Option<(&Saying, _)> = None;
        for saying in sayings {
            let own = score(saying);
            if best.as_ref().is_none_or(|(_, score)| own < *score) {
                best = Some((saying, own));
            }
        }
        best.map(|(saying, _)| saying)
    }

    /// What stands at each place: parties and things that fit, each once.
    fn fill(&self, places: &[&Said], filling: &Filling<'_>) -> Vec<Option<String>> {
        let mut left: Vec<&Item> = filling.things.to_vec();
        let mut filled = Vec::new();
        for (number, place) in places.iter().enumerate() {
            let Said::Place { sort, words, .. } = place else {
                filled.push(None);
                continue;
            };
            if words == "the other party"
                && let Some(holder) = filling.holder
            {
                filled.push(self.told(&self.other_party(holder)));
                continue;
            }
            let is_party = *sort == Sort::Party;
            if is_party
                && number == 0
                && let Some(subject) = filling.subject
            {
                filled.push(self.told(subject));
                continue;
            }
            let fits = |item: &&Item| {
                item.is_known() && (self.fits(item, sort) || self.fits(&self.thing_of(item), sort))
            };
            let at = left.iter().position(fits);
            filled.push(at.and_then(|at| self.told(left.remove(at))));
        }
        filled
    }

    fn said(&self, saying: &Saying, tense: Tense, filling: &Filling<'_>) -> String {
        let places: Vec<&Said> = saying.places().collect();
        let mut filled = self.fill(&places, filling).into_iter();
        let passed = match tense {
            Tense::Infinitive => saying
                .subject
                .iter()
                .filter(|part| matches!(part, Said::Place { .. }))
                .count(),
            Tense::Present | Tense::Perfect | Tense::Past => 0,
        };
        for _ in 0..passed {
            filled.next();
        }
        let filled = std::cell::RefCell::new(filled);
        self.sentence(saying, tense, |place| {
            let next = filled.borrow_mut().next().flatten();
            next.unwrap_or_else(|| self.place_in_words(place, filling))
        })
    }

    /// A place for which there is nothing in particular: as declared.
    fn place_in_words(&self, place: &Said, filling: &Filling<'_>) -> String {
        match place {
            Said::Word(word) => word.clone(),
            Said::Party(role) => self.party_in_words(self.names.symbol(role)),
            Said::Place { words, .. } if words == "the other party" => filling
                .holder
                .and_then(|holder| self.told(&self.other_party(holder)))
                .unwrap_or_else(|| words.clone()),
            Said::Place { words, .. } => words.clone(),
        }
    }

    fn sentence(&self, saying: &Saying, tense: Tense, place: impl Fn(&Said) -> String) -> String {
        let part = |part: &Said| match part {
            Said::Word(word) => word.clone(),
            Said::Party(role) => self.party_in_words(self.names.symbol(role)),
            Said::Place { .. } => place(part),
        };
        let mut words: Vec<String> = Vec::new();
        if tense != Tense::Infinitive {
            words.extend(saying.subject.iter().map(part));
        }
        words.extend(verb(&saying.verb, tense));
        words.extend(saying.rest.iter().map(part));
        words.join(" ")
    }
}

fn verb(verb: &SaidVerb, tense: Tense) -> Option<String> {
    Some(match (verb, tense) {
        (SaidVerb::None, _) => return None,
        (SaidVerb::Full { third_person, .. }, Tense::Present) => third_person.clone(),
        (SaidVerb::Full { participle, .. }, Tense::Past) if participle.ends_with("ed") => {
            participle.clone()
        }
        (SaidVerb::Full { participle, .. }, Tense::Perfect | Tense::Past) => {
            format!("has {participle}")
        }
        (SaidVerb::Full { base, .. }, Tense::Infinitive) => base.clone(),
        (SaidVerb::Auxiliary(word), Tense::Present | Tense::Perfect | Tense::Past) => word.clone(),
        (SaidVerb::Auxiliary(word), Tense::Infinitive) => match word.as_str() {
            "is" | "are" | "was" | "were" => "be".to_owned(),
            "has" | "have" => "have".to_owned(),
            "stands" => "stand".to_owned(),
            other => other.to_owned(),
        },
    })
}

/// Whether a sentence is one under which the pattern speaks of its act: what it fixes stands in the pattern.
fn is_of_pattern(saying: &Saying, pattern: &ActPattern) -> bool {
    let of_event = match &saying.of {
        SaidOf::Act(event) => *event == pattern.event,
        SaidOf::Conduct(_) => saying.called == pattern.event,
        SaidOf::State(_) | SaidOf::Concept(_) => false,
    };
    let literals = pattern
        .fields
        .iter()
        .filter_map(|(field, value)| match value {
            Expression::Literal(value) => Some((field, value)),
            _ => None,
        });
    let mut fixed = saying.fixed.iter();
    of_event && fixed.all(|(field, value)| literals.clone().any(|own| own == (field, value)))
}
