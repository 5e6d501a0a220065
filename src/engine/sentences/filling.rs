//! Putting names into the places of a sentence, and choosing the sentence that takes them.

use crate::check::program::{Said, SaidVerb, Saying, Sort};
use crate::engine::item::Item;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::engine::sentences::catalogue::verb;

/// What fills the places of a sentence.
pub(super) struct Filling<'f> {
    /// Who does it, for a place that holds a party in the subject.
    pub(super) subject: Option<&'f Item>,
    /// Things for the other places, the first that fits each.
    pub(super) things: &'f [&'f Item],
    /// Whose other party `the other party` is.
    pub(super) holder: Option<&'f Item>,
}

impl Relation<'_> {
    /// The sentence that leaves the fewest places empty; the first of those that do equally well.
    pub(super) fn best<'s>(
        &self,
        sayings: &[&'s Saying],
        filling: &Filling<'_>,
    ) -> Option<&'s Saying> {
        if let [only] = sayings {
            return Some(only);
        }
        let score = |saying: &Saying| {
            let other = match (saying.subject.first(), filling.subject) {
                (Some(Said::Party { role, .. }), Some(Item::Party(holder))) => {
                    self.names.symbol(role) != *holder
                }
                _ => false,
            };
            let places: Vec<&Said> = saying.places().collect();
            let filled = self.fill(saying, filling);
            let empty = filled.iter().filter(|one| one.is_none()).count();
            let known = |item: &&&Item| self.has_words(item);
            let wanted = filling.things.iter().filter(known).count();
            let used = filled.iter().filter(|one| one.is_some()).count();
            // One is in default of an invoice rather than of the duty to pay it.
            let roundabout = places.iter().zip(&filled).filter(|(place, item)| {
                matches!(
                    place,
                    Said::Place {
                        sort: Sort::Obligation | Sort::Claim,
                        ..
                    }
                ) && matches!(item, Some(Item::Obligation(id)) if self.is_called_as_its_thing(*id))
            });
            (
                u8::from(other),
                wanted.saturating_sub(used),
                empty,
                roundabout.count(),
            )
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
    fn fill(&self, saying: &Saying, filling: &Filling<'_>) -> Vec<Option<Item>> {
        let is_place = |part: &Said| matches!(part, Said::Place { .. });
        let has_open_subject = saying.subject.iter().any(is_place);
        let mut left: Vec<&Item> = filling.things.to_vec();
        let mut filled = Vec::new();
        let if_told = |item: &Item| Some(item.clone()).filter(|item| self.has_words(item));
        for (number, place) in saying.places().enumerate() {
            let Said::Place { sort, words, .. } = place else {
                filled.push(None);
                continue;
            };
            if words == "the other party"
                && let Some(holder) = filling.holder
            {
                filled.push(if_told(&self.other_party(holder)));
                continue;
            }
            let is_party = *sort == Sort::Party;
            if is_party
                && has_open_subject
                && number == 0
                && let Some(subject) = filling.subject
            {
                filled.push(if_told(subject));
                continue;
            }
            let fits = |item: &&Item| {
                item.is_known() && (self.fits(item, sort) || self.fits(&self.thing_of(item), sort))
            };
            let at = left.iter().position(fits);
            filled.push(at.and_then(|at| if_told(left.remove(at))));
        }
        filled
    }

    pub(super) fn said(&self, saying: &Saying, tense: Tense, filling: &Filling<'_>) -> String {
        let mut filled = self.fill(saying, filling).into_iter();
        let passed = match tense {
            Tense::Infinitive => saying
                .subject
                .iter()
                .filter(|part| matches!(part, Said::Place { .. }))
                .count(),
            Tense::Present | Tense::Perfect | Tense::Past | Tense::Contrary | Tense::NoLonger => 0,
        };
        for _ in 0..passed {
            filled.next();
        }
        let filled = std::cell::RefCell::new(filled);
        self.sentence(saying, tense, |place| {
            if !matches!(place, Said::Place { .. }) {
                return self.place_in_words(place, filling);
            }
            let next = filled.borrow_mut().next().flatten();
            let told = next.and_then(|item| self.told_at(place, &item));
            told.unwrap_or_else(|| self.place_in_words(place, filling))
        })
    }

    /// What stands at a place. Where the sentence speaks of a claim, the thing that it is for does not stand for it: `the claim for
    /// damage DM1`.
    pub(super) fn told_at(&self, place: &Said, item: &Item) -> Option<String> {
        match (place, item) {
            (Said::Place { words, .. }, Item::Obligation(id))
                if words == "a claim" && self.is_main(*id) =>
            {
                let thing = self.told(&self.thing_of(item))?;
                let day = self.instalment_of(self.obligations.get(*id));
                let of_day = day.map_or_else(String::new, |day| format!(" of {day}"));
                Some(claim_for(thing + &of_day))
            }
            (Said::Place { words, .. }, _) if words == "a claim" => self.told(item).map(claim_for),
            (
                Said::Place {
                    sort: Sort::Obligation,
                    ..
                },
                Item::Obligation(id),
            ) => {
                let asked = self.duty_asks_for(self.obligations.get(*id));
                Some(format!("the duty to {asked}"))
            }
            (Said::Place { .. } | Said::Word(_) | Said::Party { .. }, _) => self.told(item),
        }
    }

    /// A place for which there is nothing in particular: as declared, or the only agreement that there is.
    pub(super) fn place_in_words(&self, place: &Said, filling: &Filling<'_>) -> String {
        match place {
            Said::Word(word) => word.clone(),
            Said::Party { role, words } => self.party_or(role, words),
            Said::Place { words, .. } if words == "the other party" => filling
                .holder
                .and_then(|holder| self.told(&self.other_party(holder)))
                .unwrap_or_else(|| words.clone()),
            Said::Place { sort, words, .. } => match (sort, self.agreements.as_slice()) {
                (Sort::Agreement, [only]) => self.told(&Item::Agreement(*only)),
                _ => None,
            }
            .unwrap_or_else(|| words.clone()),
        }
    }

    /// The words of a sentence. `place` says what stands at each place of it, and what a party is called that is its subject.
    pub(super) fn sentence(
        &self,
        saying: &Saying,
        tense: Tense,
        place: impl Fn(&Said) -> String,
    ) -> String {
        let part = |part: &Said| match part {
            Said::Word(word) => word.clone(),
            Said::Party { role, words } => self.party_or(role, words),
            Said::Place { .. } => place(part),
        };
        let mut words: Vec<String> = Vec::new();
        if tense != Tense::Infinitive {
            let subject = saying.subject.iter();
            words.extend(subject.map(|one| match one {
                Said::Word(word) => word.clone(),
                Said::Party { .. } | Said::Place { .. } => place(one),
            }));
        }
        let rest = saying.rest.iter().map(part);
        if matches!(tense, Tense::Contrary | Tense::NoLonger) {
            let rest: Vec<String> = rest.collect();
            return denied(words, &saying.verb, &rest, tense);
        }
        words.extend(verb(&saying.verb, tense));
        words.extend(rest);
        words.join(" ")
    }
}

/// The contrary of a sentence: `invoice I1 is not overdue`, `there is no doubt`; or that what it says is over.
fn denied(subject: Vec<String>, own: &SaidVerb, rest: &[String], tense: Tense) -> String {
    let first = rest.first().map(String::as_str);
    let plain = || {
        let present = verb(own, Tense::Present);
        let words: Vec<&str> = (subject.iter().map(String::as_str))
            .chain(present.as_deref())
            .chain(rest.iter().map(String::as_str))
            .collect();
        words.join(" ")
    };
    let over = tense == Tense::NoLonger;
    match (subject.join(" ").as_str(), first) {
        (_, Some("no" | "not" | "no longer")) if over => format!("it ends that {}", plain()),
        ("there", Some("no")) => format!("it is not so that {}", plain()),
        ("there", Some(article)) if !over => {
            let skipped = usize::from(matches!(article, "a" | "an"));
            let are = verb(own, Tense::Present).filter(|verb| verb == "are");
            let is = are.as_deref().unwrap_or("is");
            format!("there {is} no {}", rest[skipped..].join(" "))
        }
        (_, Some("not")) => plain().replacen(" not ", " ", 1),
        _ => match verb(own, tense) {
            Some(verb) => {
                let words = subject.iter().cloned().chain([verb]);
                let words = words.chain(rest.iter().cloned());
                words.collect::<Vec<_>>().join(" ")
            }
            None if over => format!("it ends that {}", plain()),
            None => format!("it is not so that {}", plain()),
        },
    }
}

/// `the claim for damage DM1`
pub fn claim_for(thing: String) -> String {
    if thing.contains("claim") {
        thing
    } else {
        format!("the claim for {thing}")
    }
}
