//! Kinds of sentences: which tails each takes, what a tail fills in it, and how a reader calls it.

use crate::syntax::ast::{Promptness, TailKind};

/// A kind of sentence, by what it can be tailed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `must`
    Duty,
    /// `may`
    Power,
    /// `must not`
    Ban,
    /// `cannot`, `has no effect`
    NoEffect,
    /// `owes`, with a fixed amount
    Debt,
    /// `owes`, with an amount that grows with time
    Growth {
        /// By a rate a year.
        yearly: bool,
        /// By a rate for each period.
        periodic: bool,
        /// Said once, for other sentences to use.
        defined: bool,
    },
    /// `settles the following in this order`, `pass these clauses in this order`
    InOrder,
    /// A state or a conclusion
    Status,
    /// `X is A`
    Definition,
    /// `becomes 103% of the rent`
    Becomes,
    /// `takes effect`
    TakesEffect,
    /// `ends`, `is undone`
    Ends,
    /// `becomes due`
    BecomesDue,
    /// `lapses`
    Lapses,
    /// `governs`
    Governs,
    /// `is limited to`
    Limit,
    /// `is refused`, `It is a ground for 6.e`, `Clause 17.1 does not apply`, `A day is a working day`
    OnCondition,
    /// `What is left is credit`, `Sentence 2 does not apply`: said of other sentences
    OfOthers,
}

/// What a tail fills in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Conditions, other clauses, bounds: there may be several.
    Several,
    /// The first day.
    Start,
    /// The last day.
    End,
    /// The last timely day.
    Deadline,
    /// The form.
    Form,
    /// Anything else that is said once: its place among the kinds of tails.
    Once(u8),
}

impl Kind {
    /// What a tail fills; nothing when the sentence has no use for it.
    pub(super) fn place(self, tail: &TailKind) -> Option<Place> {
        let only = |fits: bool, place: Place| fits.then_some(place);
        let is = |kinds: &[Self]| kinds.contains(&self);
        let growth = matches!(self, Self::Growth { defined: false, .. });
        let grows_elsewhere = matches!(self, Self::Growth { defined: true, .. });
        let yearly = matches!(self, Self::Growth { yearly: true, .. });
        let periodic = matches!(self, Self::Growth { periodic: true, .. });
        let dated = is(&[Self::Duty, Self::Debt, Self::BecomesDue]);
        let lasting = is(&[Self::Power, Self::Ban]);
        match tail {
            TailKind::If(_) | TailKind::While(_) | TailKind::Unless(_) | TailKind::EvenIf(_) => {
                only(self != Self::OfOthers && !grows_elsewhere, Place::Several)
            }
            TailKind::Despite(_)
            | TailKind::SubjectTo(_)
            | TailKind::InAdditionTo(_)
            | TailKind::Under(_) => only(
                !is(&[Self::OfOthers, Self::Definition]) && !grows_elsewhere,
                Place::Several,
            ),
            TailKind::InsteadOf(_) => only(
                !is(&[
                    Self::OfOthers,
                    Self::Definition,
                    Self::Ban,
                    Self::NoEffect,
                    Self::InOrder,
                ]) && !grows_elsewhere,
                Place::Several,
            ),
            TailKind::Within { .. } => only(dated, Place::Deadline).or(only(lasting, Place::End)),
            TailKind::WithinThat(_) => only(is(&[Self::Duty, Self::Debt]), Place::Deadline),
            TailKind::AtTheLatestOn(_) => {
                only(dated, Place::Deadline).or(only(self == Self::Power, Place::End))
            }
            TailKind::AtTheEarliestOn(_) => only(self == Self::Power, Place::Start)
                .or(only(self == Self::TakesEffect, Place::Once(0))),
            TailKind::On(_) => only(dated, Place::Deadline).or(only(
                is(&[Self::TakesEffect, Self::Ends, Self::Governs]),
                Place::Start,
            )),
            TailKind::From(_) => only(
                lasting
                    || growth
                    || is(&[Self::Status, Self::TakesEffect, Self::Ends, Self::Governs]),
                Place::Start,
            ),
            TailKind::Until(_) => only(lasting || is(&[Self::Debt, Self::Status]), Place::Several),
            TailKind::Through(_) => only(lasting || self == Self::Status, Place::End),
            TailKind::AfterLapseOf { .. } => only(dated, Place::Deadline).or(only(
                lasting || is(&[Self::Status, Self::Lapses]),
                Place::Start,
            )),
            TailKind::UnlessAgreedOtherwise { .. } => {
                only(self == Self::Definition, Place::Once(1))
            }
            TailKind::UnlessStatedOtherwise(_) => only(self == Self::Definition, Place::Once(2)),
            TailKind::Promptly(promptness) => match promptness {
                Promptness::AtOnce | Promptness::Forthwith => {
                    only(dated, Place::Deadline).or(only(self == Self::Power, Place::End))
                }
                Promptness::OnFirstRequest => only(dated, Place::Deadline),
                Promptness::AsSoonAsPossible | Promptness::WithoutDelay => {
                    only(is(&[Self::Duty, Self::Debt]), Place::Deadline)
                }
                Promptness::AtAllTimes => only(self == Self::Duty, Place::Deadline)
                    .or(only(self == Self::Power, Place::End)),
            },
            TailKind::InWriting { .. } | TailKind::By(_) => {
                only(is(&[Self::Duty, Self::Power]), Place::Form)
            }
            // It says what is not needed. Of what must not be done it would say when that is allowed after all.
            TailKind::Without(_) => only(
                is(&[
                    Self::Duty,
                    Self::Power,
                    Self::Debt,
                    Self::Status,
                    Self::TakesEffect,
                    Self::Ends,
                    Self::BecomesDue,
                ]) || growth,
                Place::Several,
            ),
            TailKind::Bound(_) => only(
                is(&[Self::Debt, Self::Definition, Self::Becomes]) || growth,
                Place::Several,
            ),
            TailKind::Scope(_) => only(self == Self::Limit, Place::Once(4)),
            TailKind::OnceForEach(_) => only(self == Self::Debt, Place::Once(5)),
            TailKind::OnceInvoiced => only(self == Self::Debt, Place::Once(6)),
            TailKind::Nothing => only(true, Place::Several),
            TailKind::ForGood => only(self == Self::Power, Place::Once(7)),
            TailKind::CountedFrom(_) => only(periodic, Place::Once(8)),
            TailKind::CountedByTheDay { .. } => only(yearly, Place::Once(9)),
            TailKind::Compounding { .. } => only(yearly, Place::Once(10)),
            TailKind::Rounded {
                each, on_payment, ..
            } => only(
                each.is_none()
                    && matches!(self, Self::Growth { .. } | Self::Debt)
                    && (!on_payment || yearly),
                Place::Once(11),
            ),
        }
    }

    /// What a reader calls such a sentence.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Duty => "a duty",
            Self::Power => "a power",
            Self::Ban => "a prohibition",
            Self::NoEffect => "an act without effect",
            Self::Debt => "a claim of a fixed amount",
            Self::Growth { .. } => "an amount that grows with time in this way",
            Self::InOrder => "an order",
            Self::Status => "a state",
            Self::Definition => "a definition",
            Self::Becomes => "a figure that becomes another",
            Self::TakesEffect => "what takes effect",
            Self::Ends => "an end",
            Self::BecomesDue => "a claim that becomes due",
            Self::Lapses => "a lapse",
            Self::Governs => "a version that governs",
            Self::Limit => "a limit",
            Self::OnCondition => "this sentence",
            Self::OfOthers => "a sentence about other sentences",
        }
    }

    /// The tails that it takes.
    pub(super) fn takes(self) -> &'static str {
        match self {
            Self::Duty => {
                "a duty takes a last day (`within … after …`, `at the latest on …`, `on …`, `after lapse of … after …`, `at once`, `as soon as possible`), a form (`in writing`, `by …`) and conditions; for a duty that ends say `while …`"
            }
            Self::Power => {
                "a power takes a first day (`from …`, `after lapse of … after …`), a last day (`within … after …`, `through …`), `until …`, a form (`in writing`, `by …`), `at once`, `at all times`, `for good` and conditions"
            }
            Self::Ban => {
                "a prohibition takes a first day (`from …`, `after lapse of … after …`), a last day (`within … after …`, `through …`), `until …` and conditions (`if`, `while`, `unless`); a form belongs to the act: `make an offer in writing`"
            }
            Self::NoEffect => "it takes conditions only: `if`, `while`, `unless`",
            Self::Debt => {
                "a claim of a fixed amount takes a last day (`within … after …`, `at the latest on …`, `on …`, `after lapse of … after …`, `at once`), floors and ceilings (`at least`, `at most`), `once for each …`, `once invoiced`, `until …` and conditions"
            }
            Self::Growth { defined: true, .. } => {
                "where growth is defined stands how it is counted (`counted by the day at … days to the year`, `compounding every … after …`, `counted from …`); from when and under which conditions stands where it is owed"
            }
            Self::Growth { yearly: true, .. } => {
                "a rate a year takes `from …`, `counted by the day at … days to the year`, `compounding every … after …` and conditions"
            }
            Self::Growth { periodic: true, .. } => {
                "a rate for each period takes `counted from …`, `from …` and conditions"
            }
            Self::Growth { .. } => {
                "it takes `from …` and conditions; the rest stands where its growth is defined"
            }
            Self::InOrder => "an order takes conditions only: `if`, `while`, `unless`",
            Self::Status => {
                "a state takes `from …`, `after lapse of … after …`, `through …`, `until …` and conditions"
            }
            Self::Definition => {
                "a definition takes floors and ceilings, `unless agreed otherwise`, `unless the … states otherwise` and conditions"
            }
            Self::Becomes => {
                "it takes floors and ceilings (`at least`, `at most`) and conditions; when it changes is said in front: `When …,`, `Every year after …,`"
            }
            Self::TakesEffect => {
                "say `takes effect on …`, with `at the earliest on …` besides and conditions"
            }
            Self::Ends => "say `ends on …` or `ends from …`, with conditions",
            Self::BecomesDue => {
                "say `become due on …`, `within … after …`, `after lapse of … after …` or `at once`, with conditions"
            }
            Self::Lapses => "say `lapses after lapse of … after …`, with conditions",
            Self::Governs => "say `governs …, from …`, with conditions",
            Self::Limit => {
                "a limit takes what it is counted over (`for each …`, `for all …`) and conditions"
            }
            Self::OnCondition => "it takes conditions only: `if`, `while`, `unless`",
            Self::OfOthers => {
                "it takes nothing besides: it says something of the sentences that it names"
            }
        }
    }
}
