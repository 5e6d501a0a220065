//! Acts that may or must be done, states and concepts, said of parties and things.

use crate::check::program::{ActPattern, Body, Expression, Said, SaidOf, Saying, Sort};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::Item;
use crate::engine::names::Symbol;
use crate::engine::obligations::Obligation;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::engine::sentences::filling::Filling;
use crate::value::Name;

impl<'p> Relation<'p> {
    /// `suspend the services`: what an act or conduct is called in reports, said of a thing.
    pub fn conduct_in_words(&self, act: Symbol, holder: Symbol, thing: &Item) -> String {
        self.acts_in_words(&[], act, holder, thing)
    }

    /// `make a daily back-up`, `keep the website reachable`: what a duty asks for, in the words of its own sentence.
    pub fn duty_asks_for(&self, duty: &Obligation<'p>) -> String {
        let asked = self.asked_of_all(duty);
        match self.instalment_of(duty) {
            Some(day) => format!("{asked} of {day}"),
            None => asked,
        }
    }

    /// The same for every instalment of a debt.
    fn asked_of_all(&self, duty: &Obligation<'p>) -> String {
        if duty.grows {
            let on = self.thing_in_words(&duty.thing);
            return format!("pay the {} on {on}", self.head_in_words(duty));
        }
        if let Some(pattern) = duty.pattern {
            let mut things = vec![duty.thing.clone()];
            things.extend(self.parties_named(pattern, duty));
            let pattern = std::slice::from_ref(pattern);
            return self.acts_about(pattern, duty.act, duty.bearer, &things);
        }
        let catalogue = self.catalogue.clone();
        let of_conduct = |name: &Name| {
            let sayings = catalogue.sayings.about(&SaidOf::Conduct(name.clone()));
            self.conduct_said(sayings, duty.bearer, std::slice::from_ref(&duty.thing))
        };
        let said = if let Body::Duty(of) = &duty.rule.body
            && let [step] = of.steps.as_slice()
        {
            step.conduct.as_ref().and_then(of_conduct)
        } else {
            None
        };
        said.or_else(|| self.payment_of(duty))
            .unwrap_or_else(|| self.conduct_in_words(duty.act, duty.bearer, &duty.thing))
    }

    /// Parties for whom the sentence of a duty has a place of its own: to whom something must be sent.
    fn parties_named(&self, pattern: &'p ActPattern, duty: &Obligation<'p>) -> Vec<Item> {
        let mut env = self.scope(duty.instance);
        let fields = pattern.fields.iter();
        let said = fields.map(|(_, value)| self.value(value, &mut env, &mut Query::default()));
        said.filter(|item| item.party().is_some()).collect()
    }

    /// `pay the restitution for dissolution X1`: a debt for the payment of which the vocabulary has no sentence.
    fn payment_of(&self, duty: &Obligation<'p>) -> Option<String> {
        let called = self.names.name(duty.act);
        let has_words = !self.catalogue.sayings.called(&called).is_empty();
        let head = duty.head.as_ref();
        let has_own_name = head.is_some_and(|head| self.program.head_words.contains_key(head));
        let says_it = called.as_str().starts_with("pay_") && !has_own_name;
        // What bears no name cannot stand in a sentence that says `an invoice`.
        let has_name = !matches!(&duty.thing, Item::Thing(fact) if !self.has_name(*fact));
        if duty.claim.is_none() || has_words && has_name || says_it {
            return None;
        }
        let thing = self.told(&duty.thing)?;
        Some(format!("pay the {} for {thing}", self.head_in_words(duty)))
    }

    /// The same, where a rule says which acts of that name it speaks of.
    pub fn acts_in_words(
        &self,
        patterns: &[ActPattern],
        act: Symbol,
        holder: Symbol,
        thing: &Item,
    ) -> String {
        self.acts_about(patterns, act, holder, std::slice::from_ref(thing))
    }

    /// The same about several things, the first of which is what the act is about.
    fn acts_about(
        &self,
        patterns: &[ActPattern],
        act: Symbol,
        holder: Symbol,
        things: &[Item],
    ) -> String {
        let called = self.names.name(act);
        let catalogue = self.catalogue.clone();
        let all = catalogue.sayings.called(&called);
        let own =
            |pattern: &&ActPattern| pattern.called.as_ref().unwrap_or(&pattern.event) == &called;
        let mut words: Vec<String> = Vec::new();
        for pattern in patterns.iter().filter(own) {
            let said = self.conduct_said(&closest(all, pattern), holder, things);
            words.extend(said.filter(|said| !words.contains(said)));
        }
        if words.is_empty() {
            words.extend(self.conduct_said(all, holder, things));
        }
        if words.is_empty() {
            let of = things.first().and_then(|thing| self.told(thing));
            let of = of.map_or_else(String::new, |thing| format!(" for {thing}"));
            let called = called.in_words();
            return match called.strip_prefix("pay ") {
                Some(head) => format!("pay the {head}{of}"),
                None => format!("{called}{of}"),
            };
        }
        words.join(" or ")
    }

    /// The same in the first sentence that the vocabulary has for such an act, whichever the rule uses: `disable the access` also where a
    /// clause speaks of closing the account.
    pub fn acts_plainly(
        &self,
        patterns: &[ActPattern],
        act: Symbol,
        holder: Symbol,
        thing: &Item,
    ) -> String {
        let called = self.names.name(act);
        let own =
            |pattern: &&ActPattern| pattern.called.as_ref().unwrap_or(&pattern.event) == &called;
        let catalogue = self.catalogue.clone();
        let said = patterns.iter().find(own).and_then(|pattern| {
            let all = catalogue.sayings.about(&SaidOf::Act(pattern.event.clone()));
            self.conduct_said(&closest(all, pattern), holder, std::slice::from_ref(thing))
        });
        said.unwrap_or_else(|| self.acts_in_words(patterns, act, holder, thing))
    }

    fn conduct_said(&self, sayings: &[&Saying], holder: Symbol, about: &[Item]) -> Option<String> {
        let holder = Item::Party(holder);
        let things: Vec<&Item> = about.iter().collect();
        let filling = Filling {
            subject: Some(&holder),
            things: &things,
            holder: Some(&holder),
        };
        let best = self.best(sayings, &filling)?;
        let words = self.said(best, Tense::Infinitive, &filling);
        let thing = about.first()?;
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
            let is_said = |item: &Item| {
                let told = [self.told(item), self.told(&self.thing_of(item))];
                told.into_iter().flatten().any(|name| words.contains(&name))
            };
            let rest = arguments.iter().filter(|item| !is_said(item));
            rest.filter_map(|item| self.told(item)).collect()
        };
        let said = self.said_with_alternatives(all, tense, &filling);
        let words = said.unwrap_or_else(|| state.in_words());
        let unsaid = unsaid(&words);
        if unsaid.is_empty() {
            words
        } else {
            format!("{words} ({})", unsaid.join(", "))
        }
    }

    /// `there is justified doubt about the creditworthiness of Fietsatelier Noord B.V.`
    pub fn concept_in_words(&self, concept: &Name, subject: &Item) -> String {
        self.concept_said(concept, subject, Tense::Present)
    }

    /// A concept of something, or its contrary; what it is of stands behind it where the sentence has no place for it.
    pub fn concept_said(&self, concept: &Name, subject: &Item, tense: Tense) -> String {
        let catalogue = self.catalogue.clone();
        let all = catalogue.sayings.about(&SaidOf::Concept(concept.clone()));
        let duty = self.duty_judged(all, subject);
        let subject = duty.as_ref().unwrap_or(subject);
        let things = [subject];
        let filling = Filling {
            subject: None,
            things: &things,
            holder: None,
        };
        let said = self.said_with_alternatives(all, tense, &filling);
        let said = said.unwrap_or_else(|| concept.in_words());
        match self.told(subject) {
            Some(told) if !said.contains(&told) => format!("{said} ({told})"),
            Some(_) | None => said,
        }
    }

    /// The duty that a concept speaks of where what is judged is told by the thing that the duty is about, or by nothing.
    fn duty_judged(&self, sayings: &[&Saying], subject: &Item) -> Option<Item> {
        let places = sayings.iter().flat_map(|saying| saying.places());
        let of_duty = |place: &Said| {
            matches!(
                place,
                Said::Place {
                    sort: Sort::Obligation,
                    ..
                }
            )
        };
        let fits =
            |place: &Said| matches!(place, Said::Place { sort, .. } if self.fits(subject, sort));
        let (mut speaks_of_duty, mut is_told_itself) = (false, false);
        for place in places {
            speaks_of_duty |= of_duty(place);
            is_told_itself |= subject.is_known() && fits(place);
        }
        if speaks_of_duty && !is_told_itself {
            self.duty_failed_in(subject)
        } else {
            None
        }
    }

    /// `acceptance A1 is dated`: a truth that an event tells.
    pub fn truth_in_words(&self, field: &Name, of: &Item, tense: Tense) -> Option<String> {
        let catalogue = self.catalogue.clone();
        let all = catalogue.sayings.about(&SaidOf::Truth(field.clone()));
        let things = [of];
        let filling = Filling {
            subject: None,
            things: &things,
            holder: None,
        };
        let saying = self.best(all, &filling)?;
        Some(self.said(saying, tense, &filling))
    }

    /// `the end of agreement A1`: a measure, where each thing that it is of has words or is an agreement.
    pub fn measure_in_words(&self, measure: &Name, of: &[Item]) -> Option<String> {
        let catalogue = self.catalogue.clone();
        let all = catalogue.sayings.about(&SaidOf::Measure(measure.clone()));
        let things: Vec<&Item> = of.iter().collect();
        let filling = Filling {
            subject: None,
            things: &things,
            holder: None,
        };
        let saying = self.best(all, &filling)?;
        let mut places = saying.places().zip(of);
        let each_is_told = saying.places().count() == of.len()
            && places.all(|(place, item)| {
                let agreement =
                    matches!(place, Said::Place { sort, .. } if *sort == Sort::Agreement);
                agreement || self.has_words(item)
            });
        each_is_told.then(|| self.said(saying, Tense::Present, &filling))
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
        let mut words = best.map_or_else(
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
        );
        for (joint, time) in [("since", &pattern.since), ("before", &pattern.before)] {
            if let Some(time) = time {
                words.push_str(&format!(" {joint} {}", self.expression_in_words(time, env)));
            }
        }
        words
    }
}

/// Whether a sentence is one under which the pattern speaks of its act: what it fixes stands in the pattern.
/// The sentences that say most of what a rule asks of an act: `disclose data to a shareholder`, not `disclose data`.
fn closest<'s>(all: &[&'s Saying], pattern: &ActPattern) -> Vec<&'s Saying> {
    let fits = all.iter().filter(|saying| is_of_pattern(saying, pattern));
    let most = fits.clone().map(|saying| saying.fixed.len()).max();
    fits.copied()
        .filter(|saying| Some(saying.fixed.len()) == most)
        .collect()
}

fn is_of_pattern(saying: &Saying, pattern: &ActPattern) -> bool {
    let of_event = match &saying.of {
        SaidOf::Act(event) => *event == pattern.event,
        SaidOf::Conduct(conduct) => *conduct == pattern.event,
        SaidOf::State(_) | SaidOf::Concept(_) | SaidOf::Truth(_) | SaidOf::Measure(_) => false,
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
