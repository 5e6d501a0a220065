//! Tails and headers fitted to the kind of a sentence. One that it has no use for is refused: nothing that stands in a
//! clause is read and thrown away.

use crate::check::lower::Lower;
use crate::check::lower::kind::{Kind, Place};
use crate::check::program::Trigger;
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ExpressionKind, HeaderKind, MainKind};

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
            MainKind::SetOff => Kind::OnCondition,
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
                self.tail_out_of_place(kind, &content, tail.span);
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

    fn tail_out_of_place(&mut self, kind: Kind, tail: &ast::TailKind, span: Span) {
        use ast::TailKind as Tail;
        // Who does something by a day has a duty.
        let is_term = matches!(tail, Tail::Within { .. } | Tail::AtTheLatestOn(_));
        let help = if kind == Kind::Status && is_term {
            "what somebody has to do by a day is a duty, said with `must`: `the client must pay the invoice to the supplier, within 14 days after the invoice date`; a state takes `from …`, `through …`, `until …` and conditions"
        } else {
            kind.takes()
        };
        let words = super::context::on_one_line(self.sources.words(span));
        self.refuse(
            Problem::error(
                "tail-out-of-place",
                format!("{} has no use for `{words}`", kind.words()),
            )
            .at(span, "nothing would follow from this")
            .help(help),
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
