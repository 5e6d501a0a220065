//! Entries of a clause: marks, readings, notes, declarations, rules.

use pest::iterators::Pair;

use crate::syntax::ast::{
    Declared, DeclaredAs, Entry, Header, HeaderKind, Note, Reading, ReadingValue, Recurring,
    Rhythm, Rule as Norm, SentenceMark, SharedReading, TriggerWord,
};
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;
use crate::value::{CalendarPeriod, Duration};

impl Builder {
    /// A sentence of a clause.
    pub fn entry(&self, pair: Pair<'_, Rule>) -> Built<Entry> {
        let form = self.cursor(pair).next();
        Ok(match form.as_rule() {
            Rule::sentence_mark => Entry::Mark(self.sentence_mark(form)?),
            Rule::reading => Entry::Reading(self.reading(form)),
            Rule::shared_reading => Entry::Shared(self.shared_reading(form)?),
            Rule::note => Entry::Note(self.note(form)?),
            Rule::declared => Entry::Declared(self.declared(form)?),
            Rule::see => {
                let mut parts = self.cursor(form);
                parts.need(Rule::kw_see);
                Entry::See(self.provisions(parts.next())?)
            }
            _ => Entry::Rule(Box::new(self.norm(form)?)),
        })
    }

    fn sentence_mark(&self, pair: Pair<'_, Rule>) -> Built<SentenceMark> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_sentence);
        let number = self.whole(&parts.next())?;
        Ok(SentenceMark { number, span })
    }

    fn reading(&self, pair: Pair<'_, Rule>) -> Reading {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_reading);
        let id = self.label(&parts.need(Rule::reading_id));
        parts.need(Rule::kw_is);
        let default = self.reading_choice(parts.next());
        let others = parts.all(Rule::reading_choice);
        Reading {
            id,
            default,
            others: others.map(|choice| self.reading_choice(choice)).collect(),
            span,
        }
    }

    fn shared_reading(&self, pair: Pair<'_, Rule>) -> Built<SharedReading> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_reading);
        let id = self.label(&parts.need(Rule::reading_id));
        parts.need(Rule::kw_is_that_of);
        Ok(SharedReading {
            id,
            declared_in: self.single_provision(&parts.next())?,
            span,
        })
    }

    fn reading_choice(&self, pair: Pair<'_, Rule>) -> ReadingValue {
        let mut parts = self.cursor(pair);
        let label = self.label(&parts.need(Rule::reading_value));
        let because = parts.find(Rule::quoted).map(|reason| self.quoted(&reason));
        ReadingValue { label, because }
    }

    /// `Note on mandatory law, if C: "…".`
    pub(super) fn note(&self, pair: Pair<'_, Rule>) -> Built<Note> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_note_on);
        let kind = self.phrase(parts.next())?;
        let condition = parts.skip(Rule::comma).then(|| {
            parts.need(Rule::kw_if);
            self.condition(parts.next())
        });
        let condition = condition.transpose()?;
        let text = parts.find(Rule::quoted);
        let text = self.quoted(&text.expect("the grammar puts a text behind the colon"));
        Ok(Note {
            kind,
            condition,
            text,
            span,
        })
    }

    fn declared(&self, pair: Pair<'_, Rule>) -> Built<Declared> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let sentence = if parts.skip(Rule::this_clause) {
            None
        } else {
            parts.need(Rule::kw_sentence);
            Some(self.whole(&parts.next())?)
        };
        parts.need(Rule::kw_is);
        let is = match parts.next().as_str().rsplit(char::is_whitespace).next() {
            Some("declaration") => DeclaredAs::Declaration,
            Some("interpretation") => DeclaredAs::Interpretation,
            Some("gaps") => DeclaredAs::Gaps,
            _ => DeclaredAs::Definition,
        };
        let reason = parts.find(Rule::quoted).map(|reason| self.quoted(&reason));
        Ok(Declared {
            sentence,
            is,
            reason,
            span,
        })
    }

    /// `[headers,] main part [, tails] [list].`
    fn norm(&self, pair: Pair<'_, Rule>) -> Built<Norm> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let mut headers = Vec::new();
        while let Some(header) = parts.take(Rule::header) {
            headers.push(self.header(header)?);
        }
        let (main, moment) = self.main_part(parts.need(Rule::main))?;
        let mut tails = Vec::new();
        if let Some(moment) = moment {
            tails.push(self.tail(moment)?);
        }
        while let Some(tail) = parts.take(Rule::tail) {
            tails.push(self.tail(tail)?);
        }
        if let Some(list) = parts.take(Rule::list_tail) {
            tails.push(self.list_tail(list)?);
        }
        Ok(Norm {
            headers,
            main,
            tails,
            span,
        })
    }

    fn header(&self, pair: Pair<'_, Rule>) -> Built<Header> {
        let form = self.cursor(pair).next();
        let form_kind = form.as_rule();
        let mut parts = self.cursor(form);
        let mut span = parts.span;
        let kind = match form_kind {
            Rule::under_header => {
                let mut under = self.under(parts.need(Rule::under));
                parts.skip(Rule::comma);
                if let Some(words) = parts.take(Rule::kw_in_addition) {
                    under.in_addition = true;
                    under.span = under.span.to(self.span(&words));
                }
                span = under.span;
                HeaderKind::Under(under)
            }
            Rule::silent_header => {
                span = self.span(&parts.next());
                HeaderKind::WhereTheTermsAreSilent
            }
            Rule::case_header => {
                span = self.span(&parts.next());
                HeaderKind::InThatCase
            }
            Rule::recurring => HeaderKind::Recurring(Box::new(self.recurring(parts)?)),
            _ => {
                let word = parts.next();
                let condition = self.condition(parts.next())?;
                span = self.span(&word).to(condition.span);
                let word = match word.as_rule() {
                    Rule::kw_when => TriggerWord::When,
                    Rule::kw_while => TriggerWord::While,
                    _ => TriggerWord::AsSoonAs,
                };
                HeaderKind::Trigger { word, condition }
            }
        };
        Ok(Header { kind, span })
    }

    fn recurring(&self, mut parts: Cursor<'_>) -> Built<Recurring> {
        let of_the_calendar = parts.skip(Rule::kw_at_the_end_of_each);
        if !of_the_calendar {
            parts.need(Rule::kw_every);
        }
        let period = parts.next();
        let rhythm = match period.as_rule() {
            Rule::calendar_period => Rhythm::AtTheEndOf(calendar_period(period.as_str())),
            Rule::unit => Rhythm::Every(Duration::new(1, Self::unit(&period))),
            _ => Rhythm::Every(self.period_of(&period)?),
        };
        let at_once = parts.skip(Rule::kw_from);
        if !at_once {
            parts.need(Rule::kw_after);
        }
        let anchor = self.expression(parts.next())?;
        let times = parts.find(Rule::times_phrase);
        let times = times.map(|times| self.expression(times)).transpose()?;
        Ok(Recurring {
            rhythm,
            anchor,
            at_once,
            times,
        })
    }
}

fn calendar_period(word: &str) -> CalendarPeriod {
    match word {
        "week" => CalendarPeriod::Week,
        "month" => CalendarPeriod::Month,
        "quarter" => CalendarPeriod::Quarter,
        _ => CalendarPeriod::Year,
    }
}
