//! Tails of a rule.

use pest::iterators::Pair;

use crate::source::Span;
use crate::syntax::ast::{Phrase, Promptness, Tail, TailKind};
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;
use crate::value::Anchor;

impl Builder {
    /// A tail with its alternatives.
    pub(super) fn tail(&self, pair: Pair<'_, Rule>) -> Built<Tail> {
        let mut parts = self.cursor(pair);
        let end = parts.span;
        parts.skip(Rule::comma);
        parts.skip(Rule::kw_and_bound);
        if parts.peek() == Some(Rule::alternative_tail) {
            return self.added_tail(parts);
        }
        let main = parts.next();
        let span = self.span(&main).to(end_of(end));
        let main = self.tail_kind(main)?;
        let alternatives = parts.all(Rule::alternative_tail);
        let content = self.with_alternatives(main, alternatives, |pair| self.tail_kind(pair))?;
        Ok(Tail { content, span })
    }

    /// `, (under R8 lasting: for good)`: a tail that only an alternative has.
    fn added_tail(&self, mut parts: Cursor<'_>) -> Built<Tail> {
        let end = end_of(parts.span);
        let first = parts.need(Rule::alternative_tail);
        let span = self.span(&first).to(end);
        let all = std::iter::once(first).chain(parts.all(Rule::alternative_tail));
        let content =
            self.with_alternatives(TailKind::Nothing, all, |pair| self.tail_kind(pair))?;
        Ok(Tail { content, span })
    }

    /// `if all of the following hold: (1) …`
    pub(super) fn list_tail(&self, pair: Pair<'_, Rule>) -> Built<Tail> {
        let mut parts = self.cursor(pair);
        let end = parts.span;
        parts.skip(Rule::comma);
        let word = parts.next();
        let span = self.span(&word).to(end_of(end));
        let condition = self.condition(parts.next())?;
        let main = match word.as_rule() {
            Rule::kw_unless => TailKind::Unless(condition),
            Rule::kw_while => TailKind::While(condition),
            Rule::kw_until => TailKind::Until(condition),
            _ => TailKind::If(condition),
        };
        let content = self.with_alternatives(main, std::iter::empty(), |pair| self.tail_kind(pair));
        Ok(Tail {
            content: content?,
            span,
        })
    }

    fn tail_kind(&self, pair: Pair<'_, Rule>) -> Built<TailKind> {
        let kind = pair.as_rule();
        let parts = self.cursor(pair.clone());
        match kind {
            Rule::within_tail
            | Rule::within_that_tail
            | Rule::lapse_tail
            | Rule::latest_tail
            | Rule::earliest_tail
            | Rule::on_tail
            | Rule::from_tail
            | Rule::through_tail
            | Rule::bare_moment
            | Rule::counted_from
            | Rule::compounding => self.tail_of_time(kind, parts),
            Rule::until_tail
            | Rule::if_tail
            | Rule::while_tail
            | Rule::unless_tail
            | Rule::even_if_tail => self.tail_of_condition(kind, parts),
            Rule::counted_by_the_day
            | Rule::rounded
            | Rule::bound
            | Rule::scope_tail
            | Rule::once_for_each => self.tail_of_amount(kind, pair, parts),
            _ => self.tail_of_manner(kind, parts),
        }
    }

    fn tail_of_time(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<TailKind> {
        if kind == Rule::bare_moment {
            return Ok(TailKind::On(self.expression(parts.next())?));
        }
        parts.next();
        match kind {
            Rule::within_tail | Rule::lapse_tail => {
                let period = self.phrase(parts.need(Rule::period))?;
                parts.need(Rule::kw_after);
                let after = self.expression(parts.next())?;
                Ok(if kind == Rule::within_tail {
                    TailKind::Within { period, after }
                } else {
                    TailKind::AfterLapseOf { period, after }
                })
            }
            Rule::within_that_tail => {
                parts.need(Rule::kw_that);
                let unit = Self::unit(&parts.need(Rule::unit));
                Ok(TailKind::WithinThat(unit))
            }
            Rule::compounding => {
                let every = Self::unit(&parts.need(Rule::unit));
                let preposition = parts.next().as_rule();
                let moment = self.expression(parts.next())?;
                let counted = match preposition {
                    Rule::kw_from => Anchor::From(moment),
                    _ => Anchor::After(moment),
                };
                Ok(TailKind::Compounding { every, counted })
            }
            _ => {
                parts.skip(Rule::kw_from);
                let moment = self.expression(parts.next())?;
                Ok(match kind {
                    Rule::latest_tail => TailKind::AtTheLatestOn(moment),
                    Rule::earliest_tail => TailKind::AtTheEarliestOn(moment),
                    Rule::on_tail => TailKind::On(moment),
                    Rule::from_tail => TailKind::From(moment),
                    Rule::through_tail => TailKind::Through(moment),
                    _ => TailKind::CountedFrom(moment),
                })
            }
        }
    }

    fn tail_of_condition(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<TailKind> {
        let statements = parts.find(Rule::statements);
        let condition =
            self.statements(statements.expect("the grammar puts statements behind the joint"))?;
        Ok(match kind {
            Rule::until_tail => TailKind::Until(condition),
            Rule::if_tail => TailKind::If(condition),
            Rule::while_tail => TailKind::While(condition),
            Rule::unless_tail => TailKind::Unless(condition),
            _ => TailKind::EvenIf(condition),
        })
    }

    fn tail_of_amount(
        &self,
        kind: Rule,
        pair: Pair<'_, Rule>,
        mut parts: Cursor<'_>,
    ) -> Built<TailKind> {
        match kind {
            Rule::bound => Ok(TailKind::Bound(self.bound(pair)?)),
            Rule::scope_tail => Ok(TailKind::Scope(self.scope(parts.next())?)),
            Rule::counted_by_the_day => {
                let days = parts.find(Rule::number);
                let days = self.whole(&days.expect("the grammar puts a number here"))?;
                Ok(TailKind::CountedByTheDay {
                    days_to_the_year: days.number,
                })
            }
            Rule::rounded => {
                parts.need(Rule::kw_rounded);
                let way = parts.need(Rule::way_of_rounding);
                let way = Self::way_of_rounding(self.cursor(way));
                let on_payment = parts.peek() == Some(Rule::kw_on_each_day_of_payment);
                let each = parts.find(Rule::unit).map(|unit| Self::unit(&unit));
                Ok(TailKind::Rounded {
                    way,
                    on_payment,
                    each,
                })
            }
            _ => {
                let what = parts.find(Rule::phrase);
                let what = self.phrase(what.expect("the grammar puts words behind `for each`"))?;
                Ok(TailKind::OnceForEach(what))
            }
        }
    }

    fn tail_of_manner(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<TailKind> {
        Ok(match kind {
            Rule::agreed_tail => {
                parts.need(Rule::kw_unless);
                parts.need(Rule::kw_agreed_otherwise);
                TailKind::UnlessAgreedOtherwise {
                    expressly: parts.skip(Rule::kw_expressly),
                    in_writing: parts.skip(Rule::kw_in_writing),
                }
            }
            Rule::stated_tail => {
                parts.need(Rule::kw_unless);
                TailKind::UnlessStatedOtherwise(self.phrase(parts.next())?)
            }
            Rule::promptly => TailKind::Promptly(promptness(parts.next().as_rule())),
            Rule::in_writing_tail => TailKind::InWriting {
                expressly: parts.skip(Rule::kw_expressly),
            },
            Rule::by_tail => TailKind::By(self.phrases(parts)?),
            Rule::without_tail => {
                parts.need(Rule::kw_without);
                TailKind::Without(self.phrase(parts.next())?)
            }
            Rule::once_invoiced => TailKind::OnceInvoiced,
            Rule::for_good => TailKind::ForGood,
            _ => self.relation(parts)?,
        })
    }

    fn relation(&self, mut parts: Cursor<'_>) -> Built<TailKind> {
        let joined_by = parts.next().as_rule();
        let provisions = self.provisions(parts.next())?;
        Ok(match joined_by {
            Rule::kw_despite => TailKind::Despite(provisions),
            Rule::kw_subject_to => TailKind::SubjectTo(provisions),
            Rule::kw_instead_of => TailKind::InsteadOf(provisions),
            Rule::kw_in_addition_to => TailKind::InAdditionTo(provisions),
            _ => TailKind::Under(provisions),
        })
    }

    /// All phrases among the parts: `A or B`.
    pub(super) fn phrases(&self, parts: Cursor<'_>) -> Built<Vec<Phrase>> {
        parts
            .all(Rule::phrase)
            .map(|pair| self.phrase(pair))
            .collect()
    }
}

/// The place where a span ends.
fn end_of(span: Span) -> Span {
    Span::at(span.source, span.end)
}

fn promptness(words: Rule) -> Promptness {
    match words {
        Rule::kw_at_once => Promptness::AtOnce,
        Rule::kw_forthwith => Promptness::Forthwith,
        Rule::kw_as_soon_as_possible => Promptness::AsSoonAsPossible,
        Rule::kw_without_delay => Promptness::WithoutDelay,
        Rule::kw_at_all_times => Promptness::AtAllTimes,
        _ => Promptness::OnFirstRequest,
    }
}
