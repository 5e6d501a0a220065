//! Which tails and which headers a kind of sentence takes. One that it has no use for is refused: nothing that stands in a
//! clause is read and thrown away.

use crate::check::lower::Lower;
use crate::check::program::Trigger;
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ExpressionKind, HeaderKind, MainKind, Promptness, TailKind};

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
enum Place {
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
    fn place(self, tail: &TailKind) -> Option<Place> {
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
    fn words(self) -> &'static str {
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
    fn takes(self) -> &'static str {
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

impl Lower<'_> {
    /// The kind of a sentence that is no definition.
    pub fn kind_of(&mut self, main: &MainKind) -> Kind {
        match main {
            MainKind::Must { .. } => Kind::Duty,
            MainKind::May { .. } => Kind::Power,
            MainKind::MustNot { .. } => Kind::Ban,
            MainKind::Cannot { .. } | MainKind::HasNoEffect(_) => Kind::NoEffect,
            MainKind::Owes { amount, .. } => {
                let amount = self.choose(amount);
                if self.is_growth(amount) {
                    self.growth_kind(amount, false)
                } else {
                    Kind::Debt
                }
            }
            MainKind::Settles { .. } | MainKind::PassInOrder { .. } => Kind::InOrder,
            MainKind::Effect { verb, .. } => match verb {
                ast::EffectVerb::TakesEffect => Kind::TakesEffect,
                ast::EffectVerb::Lapses => Kind::Lapses,
                ast::EffectVerb::Ends | ast::EffectVerb::IsUndone => Kind::Ends,
                ast::EffectVerb::BecomesDue | ast::EffectVerb::BecomesDueWithLater => {
                    Kind::BecomesDue
                }
                ast::EffectVerb::Governs => Kind::Governs,
            },
            MainKind::IsLimitedTo { .. } => Kind::Limit,
            MainKind::IsRefused(_) | MainKind::GroundFor { .. } => Kind::OnCondition,
            MainKind::DoesNotApply { what, to, .. } => {
                if to.is_none() && is_by_sentence(what) {
                    Kind::OfOthers
                } else {
                    Kind::OnCondition
                }
            }
            MainKind::WhatIsLeftIs(_)
            | MainKind::OwedOnce { .. }
            | MainKind::Group { .. }
            | MainKind::Applies { .. }
            | MainKind::DoesNotAffect { .. } => Kind::OfOthers,
            MainKind::Becomes { .. } => Kind::Becomes,
            MainKind::Is { .. } => Kind::Definition,
            MainKind::Says(_) => Kind::Status,
        }
    }

    /// How an amount grows, by its own words; what is defined elsewhere is counted as it is said there.
    pub fn growth_kind(&mut self, amount: &ast::Expression, defined: bool) -> Kind {
        let kind = |yearly, periodic| Kind::Growth {
            yearly,
            periodic,
            defined,
        };
        match &amount.kind {
            ExpressionKind::AYear { .. } => kind(true, false),
            ExpressionKind::PerPeriod { .. } => kind(false, true),
            ExpressionKind::Pick { items, .. } => {
                let mut all = (false, false);
                for item in items {
                    let chosen = self.choose(&item.value);
                    if let Kind::Growth {
                        yearly, periodic, ..
                    } = self.growth_kind(&chosen.value, defined)
                    {
                        all = (all.0 || yearly, all.1 || periodic);
                    }
                }
                kind(all.0, all.1)
            }
            _ => kind(false, false),
        }
    }

    /// Refuses tails that a sentence of a kind has no use for, and what is said twice.
    pub fn fit_tails(&mut self, kind: Kind, tails: &[ast::Tail]) -> Option<()> {
        let mut filled: Vec<(Place, Span)> = Vec::new();
        let mut fine = Some(());
        for tail in tails {
            let content = self.choose(&tail.content).clone();
            let Some(place) = kind.place(&content) else {
                self.tail_out_of_place(kind, tail.span);
                fine = None;
                continue;
            };
            let first = filled.iter().find(|(known, _)| *known == place).copied();
            if let Some((_, first)) = first
                && place != Place::Several
            {
                self.said_twice(place, tail.span, first);
                fine = None;
            }
            filled.push((place, tail.span));
        }
        fine
    }

    fn tail_out_of_place(&mut self, kind: Kind, span: Span) {
        let words = super::context::on_one_line(self.sources.words(span));
        self.refuse(
            Problem::error(
                "tail-out-of-place",
                format!("{} has no use for `{words}`", kind.words()),
            )
            .at(span, "nothing would follow from this")
            .help(kind.takes()),
        );
    }

    fn said_twice(&mut self, place: Place, span: Span, first: Span) {
        let (code, words, help) = match place {
            Place::Deadline => (
                "two-deadlines",
                "has two deadlines",
                "say `the earlier of … and …` when both count",
            ),
            Place::Start => (
                "said-twice",
                "has two first days",
                "say `from the later of … and …` when both count",
            ),
            Place::End => (
                "said-twice",
                "has two last days",
                "say `through the earlier of … and …` when both count",
            ),
            Place::Form => (
                "said-twice",
                "asks for two forms",
                "say `by … or …` when either will do",
            ),
            Place::Several | Place::Once(_) => (
                "said-twice",
                "says the same thing twice",
                "keep the one that is meant",
            ),
        };
        self.refuse(
            Problem::error(code, format!("this sentence {words}"))
                .at(span, "a second one")
                .at(first, "the first one")
                .help(help),
        );
    }

    /// Refuses a form for conduct that is no declaration: nothing in a timeline could have it.
    pub fn form_of_no_act(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "form-of-no-act",
                "only an act that somebody does can have a form",
            )
            .at(span, "this is not done by one act, so that no event can have the form")
            .help("leave the form out, or declare an act (`Act … reads \"…\".`) that performs the duty"),
        );
    }

    /// Refuses headers that a definition, or a sentence about other sentences, has no use for.
    pub fn fit_headers_of(&mut self, kind: Kind, headers: &[ast::Header]) -> Option<()> {
        let mut fine = Some(());
        for header in headers {
            let fits = match header.kind {
                HeaderKind::Under(_) => true,
                HeaderKind::WhereTheTermsAreSilent => kind == Kind::Definition,
                HeaderKind::Trigger { .. } | HeaderKind::Recurring(_) | HeaderKind::InThatCase => {
                    false
                }
            };
            if !fits {
                let help = if kind == Kind::Definition {
                    "a definition always stands; say when it counts with `if …` behind it"
                } else {
                    "it always stands; leave the header out"
                };
                self.header_out_of_place(kind, header.span, help);
                fine = None;
            }
        }
        fine
    }

    /// Refuses a header that a rule of a kind has no use for.
    pub fn fit_trigger(&mut self, kind: Kind, trigger: &Trigger, rule: &ast::Rule) -> Option<()> {
        let help = match (kind, trigger) {
            (Kind::Becomes, Trigger::Standing) => {
                self.never_changes(rule.main.span);
                return None;
            }
            (Kind::Becomes, Trigger::While(_)) => {
                Some("say from when on: `When …,`, `As soon as …,`, `Every year after …,`")
            }
            (_, Trigger::Standing) | (Kind::Ban, Trigger::Event(_)) => None,
            (Kind::OfOthers | Kind::InOrder, _) => Some(
                "it always stands; say when it counts with `if …` behind it, where it takes one",
            ),
            (Kind::NoEffect | Kind::Ban, Trigger::While(_)) => None,
            (Kind::Ban | Kind::NoEffect, Trigger::Onset(_)) => {
                Some("say `While …,` for as long as it holds")
            }
            (Kind::NoEffect, Trigger::Event(_)) => Some(
                "say `While …,`, or `if …` behind it: an act is judged on the day on which it is done",
            ),
            (Kind::Duty | Kind::Debt | Kind::Status | Kind::Becomes, Trigger::Recurring { .. }) => {
                None
            }
            (_, Trigger::Recurring { .. }) => Some(
                "`Every …` brings about duties, claims of a fixed amount, states and other figures (`becomes`)",
            ),
            (_, Trigger::Event(_) | Trigger::Onset(_) | Trigger::While(_)) => None,
        };
        let help = match &trigger {
            Trigger::Event(_) if kind == Kind::Ban && joins(&rule.headers) => Some(
                "say `When <act>,` only, and the rest with `if …` behind the prohibition: it is looked at when it is broken",
            ),
            _ => help,
        };
        let Some(help) = help else { return Some(()) };
        let header = rule
            .headers
            .iter()
            .find(|header| !matches!(header.kind, HeaderKind::Under(_)));
        let span = header.map_or(rule.main.span, |header| header.span);
        self.header_out_of_place(kind, span, help);
        None
    }

    fn never_changes(&mut self, span: Span) {
        self.refuse(
            Problem::error("effect-without-day", "nothing says when this figure becomes another")
                .at(span, "from which day?")
                .help("say it in front: `When …,`, `As soon as …,`, `Every year after …,`; what is so at all times is a definition: `X is …`"),
        );
    }

    fn header_out_of_place(&mut self, kind: Kind, span: Span, help: &str) {
        let words = super::context::on_one_line(self.sources.words(span));
        self.refuse(
            Problem::error(
                "header-out-of-place",
                format!("{} has no use for `{words}`", kind.words()),
            )
            .at(span, "it would count whether this holds or not")
            .help(help),
        );
    }
}

/// `Sentence 2 does not apply`: what a reading leaves out.
fn is_by_sentence(what: &ast::Provisions) -> bool {
    let mut all = what.all.iter();
    all.all(|one| matches!(one.kind, ast::ProvisionKind::Sentence(_)))
}

/// `When <act> and <statement>,`
fn joins(headers: &[ast::Header]) -> bool {
    headers.iter().any(|header| match &header.kind {
        HeaderKind::Trigger { condition, .. } => {
            !matches!(condition.kind, ast::ConditionKind::One(_))
        }
        HeaderKind::Under(_)
        | HeaderKind::WhereTheTermsAreSilent
        | HeaderKind::Recurring(_)
        | HeaderKind::InThatCase => false,
    })
}
