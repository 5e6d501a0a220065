//! Two texts between which a change is looked at: by itself, and beside the other changes.

use std::cell::OnceCell;

use crate::check::program::Program;
use crate::diff::Place;
use crate::diff::outcome::{Cause, Changes, Decided, Origin};
use crate::value::ClauseId;

use super::ahead::Both;
use super::aims::{About, Aimed};
use super::candidate::Candidate;
use super::search::{Beginnings, Run};
use super::story::Teller;
use super::way::one_of_each;
use super::ways::Sides;
use super::{Witness, aims, search, story, ways};

/// About so many timelines are made up for one change, half of them for each text.
const MOST_MADE_UP: usize = 240;

/// Two texts under their readings.
pub(super) struct Texts<'a> {
    changes: Changes<'a>,
    old: &'a Decided<'a>,
    new: &'a Decided<'a>,
    with_new_words: OnceCell<Option<Program>>,
}

impl<'a> Texts<'a> {
    pub(super) fn between(old: &'a Decided<'a>, new: &'a Decided<'a>) -> Self {
        Self {
            changes: Changes::between(old, new),
            old,
            new,
            with_new_words: OnceCell::new(),
        }
    }

    pub(super) fn changes(&self) -> &Changes<'a> {
        &self.changes
    }

    /// The provision that a change is about: that of the first reading, where readings are the change; the first that uses words which
    /// are declared otherwise; or else the first of all.
    pub(super) fn clause_of(&self, origin: &Origin) -> Option<ClauseId> {
        match origin {
            Origin::At(Place::Clause(clause)) => Some(clause.clone()),
            Origin::At(Place::Word(_) | Place::Setting(_)) => {
                let rules = self.rules(origin);
                let first = rules.iter().flat_map(Aimed::all).next();
                let clause = first.map(|rule| rule.at.clause.clone());
                clause.or_else(|| self.new.program.provisions.keys().next().cloned())
            }
            Origin::Readings(readings) => {
                let first = readings.first()?.split('=').next()?;
                let reading = self.new.program.readings.get(first)?;
                Some(reading.clause.clone())
            }
        }
    }

    /// The old text, with the words of the new one.
    fn before(&self) -> &Program {
        let made = self
            .with_new_words
            .get_or_init(|| self.changes.old_with_new_words());
        made.as_ref().unwrap_or(self.old.program)
    }

    /// Whether a change makes any rule or definition different.
    pub(super) fn differ(&self, origin: &Origin) -> bool {
        let mut texts = self.rules(origin).into_iter();
        texts.any(|rules| !rules.is_empty() || !rules.words.is_empty())
    }

    /// The rules that a change makes different, in the new text and in the old one.
    fn rules(&self, origin: &Origin) -> [Aimed<'_>; 2] {
        let (before, after) = (self.before(), self.new.program);
        let about = about(origin);
        [
            aims::rules(about, after, before),
            aims::rules(about, before, after),
        ]
    }

    /// Begins to look for a timeline on which a change makes a difference.
    pub(super) fn begin(&self, origin: &Origin, run: &mut Run<'_>) -> Option<Look<'_>> {
        let number = self
            .changes
            .origins()
            .iter()
            .position(|one| one == origin)?;
        let clause = self.clause_of(origin)?;
        let (before, after) = (self.before(), self.new.program);
        let [of_new, of_old] = self.rules(origin);
        let about = about(origin);
        let mut thresholds = match about {
            About::Clause(_) | About::Word(_) => aims::thresholds(about, &[before, after]),
            About::Anything => Vec::new(),
        };
        if let About::Word(_) | About::Anything = about {
            thresholds.extend(aims::values_of(of_new.all().chain(of_old.all())));
        }
        let figures = [
            aims::agreed_otherwise(about, after, before),
            aims::agreed_otherwise(about, before, after),
        ];
        let [now, then] = &figures;
        let made_up = made_up(&clause, [(after, &of_new, now), (before, &of_old, then)]);
        run.begin(made_up.len());
        let beginnings = Beginnings::new(made_up, clause, &thresholds);
        Some(Look {
            texts: self,
            number,
            beginnings,
            alone: self.changes.alone(number),
            without: OnceCell::new(),
            left: [search::nothing_begun(), search::nothing_begun()],
        })
    }
}

/// A search between an old text and a new one, that may go on where it stopped.
pub(super) struct Look<'t> {
    texts: &'t Texts<'t>,
    /// The change, by its number.
    number: usize,
    beginnings: Beginnings,
    /// The old text with this change only.
    alone: Option<Program>,
    /// The new text without it.
    without: OnceCell<Option<Program>>,
    /// What each step still has to try, by itself and beside the other changes.
    left: [search::Left; 2],
}

impl Look<'_> {
    /// Goes on with each step for a while, beside the other changes from the second turn on; the smallest timeline on which the change
    /// makes a difference.
    pub(super) fn go_on(&mut self, turn: u32, run: &mut Run<'_>) -> Option<Witness> {
        let origins = self.texts.changes.origins();
        let (before, after) = (self.texts.before(), self.texts.new.program);
        let [by_itself, beside] = &mut self.left;
        for step in 0..search::STEPS.len() {
            if let Some(alone) = &self.alone {
                let both = Both {
                    old: before,
                    new: alone,
                };
                let found = run.look(step, turn, both, &self.beginnings, by_itself);
                if let Some(witness) = found {
                    return Some(because_of(&origins[self.number], witness));
                }
            }
            let Some(turn_beside) = turn.checked_sub(1) else {
                continue;
            };
            if origins.len() == 1 {
                continue;
            }
            let without = self
                .without
                .get_or_init(|| self.texts.changes.without(self.number));
            let Some(without) = without else {
                continue;
            };
            let both = Both {
                old: without,
                new: after,
            };
            let found = run.look(step, turn_beside, both, &self.beginnings, beside);
            if let Some(witness) = found {
                let beside_others = true;
                let witness = Witness {
                    beside_others,
                    ..witness
                };
                return Some(because_of(&origins[self.number], witness));
            }
        }
        None
    }

    /// Whether there is nothing left to try.
    pub(super) fn is_exhausted(&self) -> bool {
        let origins = self.texts.changes.origins().len();
        let tried = |left: &search::Left| {
            left.iter()
                .all(|step| matches!(step, Some(left) if left.is_empty()))
        };
        let [by_itself, beside] = &self.left;
        let no_text_alone = self.alone.is_none();
        let no_text_without = origins == 1 || matches!(self.without.get(), Some(None));
        (no_text_alone || tried(by_itself)) && (no_text_without || tried(beside))
    }
}

/// What a search for a change is about.
fn about(origin: &Origin) -> About<'_> {
    match origin {
        Origin::At(Place::Clause(clause)) => About::Clause(clause),
        Origin::At(Place::Word(word)) => About::Word(&word.name),
        Origin::At(Place::Setting(_)) | Origin::Readings(_) => About::Anything,
    }
}

/// What a witness differs in comes from the change that it is a witness of.
fn because_of(origin: &Origin, mut witness: Witness) -> Witness {
    let differences = witness.differences.iter_mut();
    for field in differences.flat_map(|difference| &mut difference.fields) {
        field.cause = Cause::Alone(vec![origin.clone()]);
    }
    witness
}

/// A text, the rules that differ in it, and the figures in whose place parties may agree others in another form.
type Side<'a> = (&'a Program, &'a Aimed<'a>, &'a [aims::Figure<'a>]);

/// Timelines on which rules come into play, the plainest first; what cannot be read is left out.
fn made_up(clause: &ClauseId, sides: [Side<'_>; 2]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let [one, other] = sides;
    let most_of_each = MOST_MADE_UP / sides.len();
    for ((program, rules, figures), (other_text, others, _)) in [(one, other), (other, one)] {
        let teller = Teller {
            schema: &program.schema,
            clause,
            service: aims::service(clause, program),
        };
        let most = all.len() + most_of_each;
        let agreements = ways::agreements(program, figures, &rules.users).into_iter();
        let sides = Sides {
            rules,
            other_text,
            others,
            only_here: aims::only_named_by(&rules.own, &others.own),
        };
        // Each way once, before any is told once more.
        let ways = agreements.chain(ways::ways(program, sides));
        let told = ways.map(|way| story::told(&way, &teller)).collect();
        for told in one_of_each(told) {
            if all.len() >= most {
                break;
            }
            if !all.contains(&told) && told.can_be_read(teller.schema) {
                all.push(told);
            }
        }
    }
    all.sort_by_key(|one| one.events.len());
    all
}
