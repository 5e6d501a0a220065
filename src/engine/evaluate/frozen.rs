//! A condition as it stood at a moment, of which only what persons judge can still change.
//!
//! A rule that an event triggers looks at its conditions once, on that event. What it found about facts stays so; a concept
//! that no one had judged then may be judged later, about the thing itself, and the result follows.

use crate::engine::evaluate::{Asked, Open};
use crate::engine::item::{FactId, Item};
use crate::engine::names::Symbol;
use crate::value::{ClauseId, Date, Truth};

/// A condition as it stood.
#[derive(Debug, Clone)]
pub enum Frozen<'p> {
    /// It came to this, and stays so.
    Was(Truth),
    /// It could not be said, for want of this, and stays so.
    Waits(Vec<Open>),
    /// It rests on a concept.
    Concept {
        /// The concept.
        concept: Symbol,
        /// About what.
        subject: Option<Item>,
        /// On whom the answer lies, and what counts while no one has judged it.
        asked: Asked,
        /// The day on which it was asked.
        on: Date,
        /// It counts as it was on that day: the verdict on an act is given once.
        once: bool,
    },
    /// It rests on whether an act counts.
    Counts(FactId),
    /// It rests on whether an act is effective.
    Effective(FactId),
    /// It rests on whether a power carries an act: one under these provisions, if any are named.
    Carried(FactId, &'p [ClauseId]),
    /// All of these.
    All(Vec<Frozen<'p>>),
    /// One of these.
    Any(Vec<Frozen<'p>>),
    /// Not this.
    Not(Box<Frozen<'p>>),
}

impl Frozen<'_> {
    /// What was looked at once, and for want of what it could not be said, where that is known.
    pub fn of(truth: Truth, open: Vec<Open>) -> Self {
        if truth.is_undetermined() && !open.is_empty() {
            Frozen::Waits(open)
        } else {
            Frozen::Was(truth)
        }
    }

    /// The same in fewer words where nothing can change it any more, so that it need not be kept.
    pub fn settled(self) -> Self {
        if self.rests_on_a_concept() {
            return self;
        }
        let was = |part: &Self, truth| matches!(part, Frozen::Was(known) if *known == truth);
        match self {
            Frozen::All(parts) => {
                let mut parts: Vec<Self> = parts.into_iter().map(Self::settled).collect();
                if parts.iter().any(|part| was(part, Truth::Fails)) {
                    return Frozen::Was(Truth::Fails);
                }
                parts.retain(|part| !was(part, Truth::Holds));
                parts.shrink_to_fit();
                if parts.is_empty() {
                    Frozen::Was(Truth::Holds)
                } else {
                    Frozen::All(parts)
                }
            }
            Frozen::Any(parts) => {
                let mut parts: Vec<Self> = parts.into_iter().map(Self::settled).collect();
                if parts.iter().any(|part| was(part, Truth::Holds)) {
                    return Frozen::Was(Truth::Holds);
                }
                parts.retain(|part| !was(part, Truth::Fails));
                parts.shrink_to_fit();
                if parts.is_empty() {
                    Frozen::Was(Truth::Fails)
                } else {
                    Frozen::Any(parts)
                }
            }
            Frozen::Not(part) => match part.settled() {
                Frozen::Was(truth) => Frozen::Was(!truth),
                part => Frozen::Not(Box::new(part)),
            },
            Frozen::Was(_)
            | Frozen::Waits(_)
            | Frozen::Concept { .. }
            | Frozen::Counts(_)
            | Frozen::Effective(_)
            | Frozen::Carried(..) => self,
        }
    }

    /// The same, for a verdict: each concept counts as it was on the day on which it was asked.
    pub fn once(self) -> Self {
        let all = |parts: Vec<Self>| parts.into_iter().map(Self::once).collect();
        match self {
            Frozen::Concept {
                concept,
                subject,
                asked,
                on,
                once: _,
            } => Frozen::Concept {
                concept,
                subject,
                asked,
                on,
                once: true,
            },
            Frozen::All(parts) => Frozen::All(all(parts)),
            Frozen::Any(parts) => Frozen::Any(all(parts)),
            Frozen::Not(part) => Frozen::Not(Box::new(part.once())),
            Frozen::Was(_)
            | Frozen::Waits(_)
            | Frozen::Counts(_)
            | Frozen::Effective(_)
            | Frozen::Carried(..) => self,
        }
    }

    /// Whether it rests on a concept: that is asked or proved whatever the whole comes to. What it waits for otherwise is told only
    /// where the whole waits for it.
    fn rests_on_a_concept(&self) -> bool {
        match self {
            Frozen::Concept { .. } => true,
            Frozen::All(parts) | Frozen::Any(parts) => parts.iter().any(Self::rests_on_a_concept),
            Frozen::Not(part) => part.rests_on_a_concept(),
            Frozen::Was(_)
            | Frozen::Waits(_)
            | Frozen::Counts(_)
            | Frozen::Effective(_)
            | Frozen::Carried(..) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a condition comes to, when each act counts as this says.
    fn comes_to(frozen: &Frozen<'_>, counts: [Truth; 2]) -> Truth {
        let each = |parts: &[Frozen<'_>]| -> Vec<Truth> {
            parts.iter().map(|part| comes_to(part, counts)).collect()
        };
        match frozen {
            Frozen::Was(truth) => *truth,
            Frozen::Waits(_) | Frozen::Concept { .. } => Truth::Undetermined,
            Frozen::Counts(fact) | Frozen::Effective(fact) | Frozen::Carried(fact, _) => {
                counts[fact.place()]
            }
            Frozen::All(parts) => each(parts).into_iter().fold(Truth::Holds, Truth::and),
            Frozen::Any(parts) => each(parts).into_iter().fold(Truth::Fails, Truth::or),
            Frozen::Not(part) => !comes_to(part, counts),
        }
    }

    const TRUTHS: [Truth; 3] = [Truth::Holds, Truth::Fails, Truth::Undetermined];

    /// Everything that can be said with one word more than these.
    fn one_deeper(parts: &[Frozen<'static>]) -> Vec<Frozen<'static>> {
        let mut all = parts.to_vec();
        for one in parts {
            all.push(Frozen::Not(Box::new(one.clone())));
            for other in parts {
                let both = vec![one.clone(), other.clone()];
                all.push(Frozen::All(both.clone()));
                all.push(Frozen::Any(both));
            }
        }
        all.extend([Frozen::All(Vec::new()), Frozen::Any(Vec::new())]);
        all
    }

    #[test]
    fn what_is_settled_comes_to_the_same_whatever_counts_later() {
        let mut words: Vec<Frozen<'static>> = TRUTHS.map(Frozen::Was).into();
        words.push(Frozen::Waits(Vec::new()));
        words.extend([0, 1].map(|place| Frozen::Counts(FactId::at(place))));
        for frozen in one_deeper(&one_deeper(&words)) {
            let settled = frozen.clone().settled();
            for counts in TRUTHS
                .map(|one| TRUTHS.map(|other| [one, other]))
                .as_flattened()
            {
                let (before, after) = (comes_to(&frozen, *counts), comes_to(&settled, *counts));
                assert_eq!(before, after, "{frozen:?} became {settled:?}");
            }
        }
    }

    #[test]
    fn what_nothing_can_change_is_one_word() {
        let counts = || Frozen::Counts(FactId::at(0));
        let was = Frozen::Was;
        let rows = [
            (
                Frozen::All(vec![was(Truth::Holds), was(Truth::Holds)]),
                "Was(Holds)",
            ),
            (Frozen::All(vec![counts(), was(Truth::Fails)]), "Was(Fails)"),
            (Frozen::Any(vec![counts(), was(Truth::Holds)]), "Was(Holds)"),
            (
                Frozen::Not(Box::new(Frozen::Any(vec![was(Truth::Fails)]))),
                "Was(Holds)",
            ),
            (
                Frozen::All(vec![was(Truth::Holds), counts()]),
                "All([Counts(FactId(0))])",
            ),
            (
                Frozen::Any(vec![was(Truth::Undetermined), was(Truth::Fails)]),
                "Any([Was(Undetermined)])",
            ),
        ];
        for (frozen, expected) in rows {
            assert_eq!(format!("{:?}", frozen.settled()), expected);
        }
    }

    #[test]
    fn what_it_waits_for_is_kept_where_it_decides() {
        let waits = || Frozen::Waits(vec![Open::NotStated("the form of N1".to_owned())]);
        let was = Frozen::Was;
        let all = |first, second| format!("{:?}", Frozen::All(vec![first, second]).settled());
        assert_eq!(all(was(Truth::Fails), waits()), "Was(Fails)");
        let kept = format!("{:?}", Frozen::All(vec![waits()]));
        assert_eq!(all(was(Truth::Holds), waits()), kept);
    }

    #[test]
    fn a_concept_is_asked_though_its_answer_decides_nothing() {
        let concept = Frozen::Concept {
            concept: crate::engine::names::Names::default().text("unreasonable"),
            subject: None,
            asked: Asked::Judged(None),
            on: Date::MIN,
            once: false,
        };
        let frozen = Frozen::All(vec![Frozen::Was(Truth::Fails), concept]);
        let before = format!("{frozen:?}");
        assert_eq!(format!("{:?}", frozen.settled()), before);
    }
}
