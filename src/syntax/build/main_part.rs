//! The main part of a rule.

use pest::iterators::Pair;

use crate::source::Span;
use crate::syntax::ast::{
    Conduct, EffectVerb, Main, MainKind, Phrase, Rank, RankContent, Step, StepContent,
};
use crate::syntax::build::figure::one_blank;
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;

impl Builder {
    /// The main part; the moment that stands straight behind the verb of an effect is left in `rest` for the tails.
    pub(super) fn main_part<'i>(
        &self,
        pair: Pair<'i, Rule>,
    ) -> Built<(Main, Option<Pair<'i, Rule>>)> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let first = parts.next();
        let kind = match first.as_rule() {
            Rule::ground => self.ground(self.cursor(first))?,
            Rule::owed_once => self.owed_once(self.cursor(first))?,
            Rule::provision_main => self.provision_main(self.cursor(first))?,
            Rule::what_is_left => {
                let mut words = self.cursor(first);
                words.need(Rule::kw_what_is_left_is);
                MainKind::WhatIsLeftIs(self.phrase(words.next())?)
            }
            Rule::set_off => MainKind::SetOff,
            Rule::main_phrase => MainKind::Says(self.phrase(self.cursor(first).next())?),
            _ => return self.predicate(span, first, parts.next()),
        };
        Ok((Main { kind, span }, None))
    }

    fn predicate<'i>(
        &self,
        span: Span,
        subject: Pair<'i, Rule>,
        predicate: Pair<'i, Rule>,
    ) -> Built<(Main, Option<Pair<'i, Rule>>)> {
        let subject = self.phrase(subject)?;
        let subject_span = subject.span;
        let form = predicate.as_rule();
        let mut parts = self.cursor(predicate);
        if form == Rule::effect {
            let verb = parts.need(Rule::effect_verb);
            let span = subject_span.to(self.span(&verb));
            let verb = effect_verb(&one_blank(verb.as_str()));
            let objects = Vec::new();
            let kind = MainKind::Effect {
                subject,
                verb,
                objects,
            };
            return Ok((Main { kind, span }, parts.take(Rule::effect_moment)));
        }
        let kind = match form {
            Rule::must_not | Rule::must | Rule::may | Rule::cannot => {
                self.modal(form, subject, parts)?
            }
            Rule::owes => self.owes(subject, parts)?,
            Rule::settles => self.settles(subject, parts)?,
            Rule::no_effect => MainKind::HasNoEffect(subject),
            Rule::refused => MainKind::IsRefused(subject),
            Rule::limited => {
                parts.need(Rule::kw_is_limited_to);
                let amount = self.amount_with_alternatives(parts)?;
                MainKind::IsLimitedTo {
                    what: subject,
                    amount,
                }
            }
            Rule::pass_in_order => {
                let groups: Built<Vec<_>> = parts
                    .all(Rule::provisions)
                    .map(|g| self.provisions(g))
                    .collect();
                MainKind::PassInOrder {
                    claims: subject,
                    groups: groups?,
                }
            }
            Rule::becomes => {
                parts.need(Rule::kw_becomes);
                let value = self.amount_with_alternatives(parts)?;
                MainKind::Becomes { subject, value }
            }
            Rule::governs => MainKind::Effect {
                subject,
                verb: EffectVerb::Governs,
                objects: self.phrases(parts)?,
            },
            Rule::group => {
                let provisions = parts
                    .find(Rule::provisions)
                    .expect("the grammar puts provisions here");
                let provisions = self.provisions(provisions)?;
                MainKind::Group {
                    name: subject,
                    provisions,
                }
            }
            _ => {
                parts.need(Rule::kw_is);
                let value = self.amount_with_alternatives(parts)?;
                MainKind::Is { subject, value }
            }
        };
        Ok((Main { kind, span }, None))
    }

    fn modal(&self, form: Rule, subject: Phrase, mut parts: Cursor<'_>) -> Built<MainKind> {
        parts.next();
        let what = parts.next();
        if what.as_rule() == Rule::steps {
            let conduct = Conduct::Steps(self.steps(what)?);
            return Ok(MainKind::Must {
                bearer: subject,
                conduct,
            });
        }
        let acts = self.cursor(what).all(Rule::act);
        let conduct: Built<Vec<Phrase>> = acts.map(|act| self.phrase(act)).collect();
        let conduct = conduct?;
        Ok(match form {
            Rule::must_not => MainKind::MustNot {
                bearer: subject,
                conduct,
            },
            Rule::may => MainKind::May {
                holder: subject,
                conduct,
            },
            Rule::cannot => MainKind::Cannot {
                party: subject,
                conduct,
            },
            _ => MainKind::Must {
                bearer: subject,
                conduct: Conduct::One(conduct),
            },
        })
    }

    fn steps(&self, pair: Pair<'_, Rule>) -> Built<Vec<Step>> {
        let steps: Built<Vec<Step>> = self
            .cursor(pair)
            .all(Rule::step)
            .map(|step| self.step(step))
            .collect();
        let steps = steps?;
        self.check_sequence(steps.iter().map(|step| step.mark));
        Ok(steps)
    }

    fn step(&self, pair: Pair<'_, Rule>) -> Built<Step> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let mark = self.mark(&parts.need(Rule::mark));
        let main = self.step_content(parts.need(Rule::step_content))?;
        let alternatives = parts.all(Rule::alternative_step);
        let content = self.with_alternatives(main, alternatives, |pair| self.step_content(pair))?;
        Ok(Step {
            mark,
            content,
            span,
        })
    }

    fn step_content(&self, pair: Pair<'_, Rule>) -> Built<StepContent> {
        let mut parts = self.cursor(pair);
        let conduct = self.phrase(parts.next())?;
        let only_if = parts
            .skip(Rule::kw_if)
            .then(|| self.statements(parts.next()));
        Ok(StepContent {
            conduct,
            only_if: only_if.transpose()?,
        })
    }

    fn owes(&self, debtor: Phrase, mut parts: Cursor<'_>) -> Built<MainKind> {
        parts.need(Rule::kw_owes);
        let creditor = self.phrase(self.cursor(parts.need(Rule::creditor)).next())?;
        parts.need(Rule::comma);
        parts.need(Rule::kw_as);
        let head = self.phrase(self.cursor(parts.need(Rule::head)).next())?;
        parts.need(Rule::comma);
        let amount = self.amount_with_alternatives(parts)?;
        Ok(MainKind::Owes {
            debtor,
            creditor,
            head,
            amount,
        })
    }

    fn settles(&self, what: Phrase, mut parts: Cursor<'_>) -> Built<MainKind> {
        let words = one_blank(parts.need(Rule::kw_settles_the_following).as_str());
        let ranks: Built<Vec<Rank>> = parts.all(Rule::rank).map(|rank| self.rank(rank)).collect();
        let ranks = ranks?;
        self.check_sequence(ranks.iter().map(|rank| rank.mark));
        Ok(MainKind::Settles {
            what,
            claim_by_claim: words.contains("claim by claim"),
            ranks,
        })
    }

    fn rank(&self, pair: Pair<'_, Rule>) -> Built<Rank> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let mark = self.mark(&parts.need(Rule::mark));
        let main = self.rank_content(parts.next())?;
        let alternatives = parts.all(Rule::alternative_rank);
        let content = self.with_alternatives(main, alternatives, |pair| self.rank_content(pair))?;
        Ok(Rank {
            mark,
            content,
            span,
        })
    }

    fn rank_content(&self, pair: Pair<'_, Rule>) -> Built<RankContent> {
        let mut parts = self.cursor(pair);
        let heads = self.phrases(self.cursor(parts.need(Rule::rank_heads)))?;
        let orders = self.phrases(parts)?;
        Ok(RankContent { heads, orders })
    }

    fn ground(&self, mut parts: Cursor<'_>) -> Built<MainKind> {
        parts.need(Rule::kw_it_is_a_ground_for);
        let provisions = self.provisions(parts.next())?;
        let against = parts
            .skip(Rule::kw_against)
            .then(|| self.phrase(parts.next()));
        let against = against.transpose()?;
        Ok(MainKind::GroundFor {
            provisions,
            against,
        })
    }

    fn owed_once(&self, mut parts: Cursor<'_>) -> Built<MainKind> {
        let what = self.phrase(parts.need(Rule::subject))?;
        let under = parts
            .find(Rule::provisions)
            .expect("the grammar puts provisions here");
        let under = self.provisions(under)?;
        Ok(MainKind::OwedOnce { what, under })
    }

    fn provision_main(&self, mut parts: Cursor<'_>) -> Built<MainKind> {
        let each = parts.skip(Rule::kw_each_of);
        let what = self.provisions(parts.next())?;
        let form = parts.next();
        let kind = form.as_rule();
        let mut rest = self.cursor(form);
        if kind == Rule::not_affect {
            rest.need(Rule::kw_does_not_affect);
            let provisions = self.provisions(rest.next())?;
            return Ok(MainKind::DoesNotAffect { what, provisions });
        }
        let to = rest
            .find(Rule::phrase)
            .map(|words| self.phrase(words))
            .transpose()?;
        Ok(match kind {
            Rule::not_apply => MainKind::DoesNotApply { each, what, to },
            _ => MainKind::Applies { what, to },
        })
    }
}

fn effect_verb(words: &str) -> EffectVerb {
    match words.split(' ').next() {
        Some("takes" | "take") => EffectVerb::TakesEffect,
        Some("lapses" | "lapse") => EffectVerb::Lapses,
        Some("ends" | "end") => EffectVerb::Ends,
        Some("becomes" | "become") if words.ends_with("instalments") => {
            EffectVerb::BecomesDueWithLater
        }
        Some("becomes" | "become") => EffectVerb::BecomesDue,
        _ => EffectVerb::IsUndone,
    }
}
