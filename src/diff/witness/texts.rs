//! Two texts between which a change is looked at: by itself, and beside the other changes.

use std::cell::OnceCell;

use crate::check::program::{Program, Rule};
use crate::diff::outcome::{Cause, Changes, Decided, Origin};
use crate::value::ClauseId;

use super::ahead::Both;
use super::candidate::Candidate;
use super::search::{self, Beginnings, Run};
use super::story::Teller;
use super::{Witness, aims, story, ways};

/// About so many timelines are made up for one change, half of them for each text.
const MOST_MADE_UP: usize = 120;

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

    /// The provision of a change; that of the first reading, where readings are the change.
    pub(super) fn clause_of(&self, origin: &Origin) -> Option<ClauseId> {
        match origin {
            Origin::Provision(clause) => Some(clause.clone()),
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

    /// Whether a change makes any rule different.
    pub(super) fn differ(&self, origin: &Origin) -> bool {
        self.rules(origin).iter().any(|rules| !rules.is_empty())
    }

    /// The rules that a change makes different, in the new text and in the old one.
    fn rules(&self, origin: &Origin) -> [Vec<&Rule>; 2] {
        let (before, after) = (self.before(), self.new.program);
        let clause = match origin {
            Origin::Provision(clause) => Some(clause),
            Origin::Readings(_) => None,
        };
        [
            aims::rules(clause, after, before),
            aims::rules(clause, before, after),
        ]
    }

    /// The smallest timeline on which a change makes a difference.
    pub(super) fn look(&self, origin: &Origin, run: &mut Run<'_>) -> Option<Witness> {
        let number = self
            .changes
            .origins()
            .iter()
            .position(|one| one == origin)?;
        let clause = self.clause_of(origin)?;
        let (before, after) = (self.before(), self.new.program);
        let [of_new, of_old] = self.rules(origin);
        let thresholds = match origin {
            Origin::Provision(clause) => aims::thresholds(clause, &[before, after]),
            Origin::Readings(_) => aims::values_of(of_new.iter().chain(&of_old)),
        };
        let own = match origin {
            Origin::Provision(clause) => Some(clause),
            Origin::Readings(_) => None,
        };
        let figures = [
            aims::agreed_otherwise(own, after, before),
            aims::agreed_otherwise(own, before, after),
        ];
        let [now, then] = &figures;
        let made_up = made_up(&clause, [(after, &of_new, now), (before, &of_old, then)]);
        run.begin(Beginnings { made_up, clause }, &thresholds);
        let alone = self.changes.alone(number);
        let without = OnceCell::new();
        let mut steps = search::STEPS.iter();
        let found = steps.find_map(|step| {
            let by_itself = alone.as_ref().and_then(|alone| {
                let both = Both {
                    old: before,
                    new: alone,
                };
                run.look(*step, both, false)
            });
            if by_itself.is_some() || self.changes.origins().len() == 1 {
                return by_itself;
            }
            let without: &Option<Program> = without.get_or_init(|| self.changes.without(number));
            let both = Both {
                old: without.as_ref()?,
                new: after,
            };
            run.look(*step, both, true)
        });
        found.map(|witness| because_of(origin, witness))
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
type Aimed<'a> = (&'a Program, &'a [&'a Rule], &'a [aims::Figure<'a>]);

/// Timelines on which rules come into play, the plainest first; what cannot be read is left out.
fn made_up(clause: &ClauseId, sides: [Aimed<'_>; 2]) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = Vec::new();
    let [one, other] = sides;
    let most_of_each = MOST_MADE_UP / sides.len();
    for ((program, rules, figures), others) in [(one, other.1), (other, one.1)] {
        let only_here = aims::only_named_by(rules, others);
        let teller = Teller {
            schema: &program.schema,
            clause,
            service: aims::service(clause, program),
        };
        let most = all.len() + most_of_each;
        let agreements = ways::agreements(program, figures).into_iter();
        for way in agreements.chain(ways::ways(program, rules, only_here)) {
            if all.len() >= most {
                break;
            }
            for told in story::told(&way, &teller) {
                if !all.contains(&told) && told.can_be_read(teller.schema) {
                    all.push(told);
                }
            }
        }
    }
    all.sort_by_key(|one| one.events.len());
    all
}
