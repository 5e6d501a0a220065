//! Lines below the words of the vocabulary, and sentences of tables.

use pest::iterators::Pair;

use crate::syntax::ast::{
    ActorKind, ConceptDefault, FigureRow, Label, Line, LineKind, MeasureType, Needs, Phrase,
    Restriction, RestrictionWord, Row, TableEntry, TableSource,
};
use crate::syntax::build::figure::one_blank;
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;

impl Builder {
    /// A line below any word of the vocabulary.
    pub fn line(&self, pair: Pair<'_, Rule>) -> Built<Line> {
        let mut whole = self.cursor(pair);
        let form = whole.next();
        let stop = whole.need(Rule::stop);
        let span = self.span(&form).to(self.span(&stop));
        let kind = form.as_rule();
        let parts = self.cursor(form);
        let kind = match kind {
            Rule::field_line => LineKind::Field(self.field(parts)?),
            Rule::exactly_one
            | Rule::in_order
            | Rule::event_kind
            | Rule::brings_about
            | Rule::adds_up
            | Rule::list_adds_up
            | Rule::needs
            | Rule::forms_agreement
            | Rule::role => self.event_line(kind, parts)?,
            Rule::breached_if
            | Rule::not_owed_if
            | Rule::too_late_if
            | Rule::suspended_while
            | Rule::performed_when
            | Rule::begins_when
            | Rule::ends_when
            | Rule::stood_before
            | Rule::presupposes
            | Rule::holds_if => self.condition_line(kind, parts)?,
            Rule::takes_away => {
                let mut parts = parts;
                let amount = parts
                    .find(Rule::amount)
                    .expect("the grammar puts an amount");
                LineKind::TakesAway {
                    amount: self.expression(amount)?,
                    owed_until_then: parts.find(Rule::kw_which_is_owed_until_then).is_some(),
                }
            }
            Rule::refuses_claim => {
                let mut parts = parts;
                let thing = parts.find(Rule::phrase).expect("the grammar puts a phrase");
                LineKind::RefusesClaim(self.phrase(thing)?)
            }
            Rule::paid_in_money | Rule::definition | Rule::type_line => {
                self.value_line(kind, parts)?
            }
            Rule::reported | Rule::kind_line => self.shape_line(kind, parts)?,
            _ => self.name_line(kind, parts)?,
        };
        Ok(Line { kind, span })
    }

    fn event_line(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<LineKind> {
        Ok(match kind {
            Rule::event_kind => {
                parts.need(Rule::kw_it_is);
                let kind = match one_blank(parts.next().as_str()).as_str() {
                    "a declaration" => ActorKind::Declaration,
                    "an act" => ActorKind::Act,
                    _ => ActorKind::Occurrence,
                };
                let of = self.one_phrase(parts)?;
                LineKind::Is { kind, of }
            }
            Rule::brings_about => LineKind::BringsAbout(self.last_phrase(parts)?),
            Rule::exactly_one => LineKind::ExactlyOneOf(self.labels(parts)),
            Rule::in_order => {
                parts.need(Rule::kw_its);
                let first = self.label(&parts.need(Rule::label));
                parts.need(Rule::kw_is_on_or_before_its);
                let last = self.label(&parts.need(Rule::label));
                LineKind::InOrder { first, last }
            }
            Rule::adds_up => {
                let mut labels = self.labels(parts);
                let sum = labels.pop().expect("the grammar puts a sum at the end");
                LineKind::AddsUp { parts: labels, sum }
            }
            Rule::list_adds_up => {
                parts.need(Rule::kw_the);
                let list = self.label(&parts.need(Rule::label));
                let sums = self.labels(parts);
                LineKind::ListAddsUp { list, sums }
            }
            Rule::needs => LineKind::Needs(match parts.next().as_rule() {
                Rule::kw_it_needs_a_ground => Needs::Ground,
                Rule::kw_it_needs_a_power => Needs::Power,
                _ => Needs::NoBar,
            }),
            Rule::forms_agreement => {
                let unless = parts.find(Rule::label).map(|field| self.label(&field));
                LineKind::FormsAgreement { unless }
            }
            _ => LineKind::Role(self.last_phrase(parts)?),
        })
    }

    fn condition_line(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<LineKind> {
        let condition = parts.find(Rule::condition);
        let condition =
            self.condition(condition.expect("the grammar puts a condition at the end"))?;
        Ok(match kind {
            Rule::breached_if => LineKind::BreachedIf(condition),
            Rule::not_owed_if => LineKind::NotOwedIf(condition),
            Rule::too_late_if => LineKind::TooLateIf(condition),
            Rule::suspended_while => LineKind::SuspendedWhile(condition),
            Rule::performed_when => LineKind::PerformedWhen(condition),
            Rule::begins_when => LineKind::BeginsWhen(condition),
            Rule::ends_when => LineKind::EndsWhen(condition),
            Rule::stood_before => LineKind::StoodBefore(condition),
            Rule::presupposes => LineKind::Presupposes(condition),
            _ => LineKind::HoldsIf(condition),
        })
    }

    fn value_line(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<LineKind> {
        match kind {
            Rule::type_line => {
                let words = parts.find(Rule::type_words);
                let words = words.expect("the grammar puts a type behind `It is`");
                Ok(LineKind::Type(self.measure_type(words)?))
            }
            Rule::definition => {
                parts.need(Rule::kw_it_is);
                let value = self.expression(parts.next())?;
                let only_if = parts
                    .find(Rule::condition)
                    .map(|c| self.condition(c))
                    .transpose()?;
                Ok(LineKind::Defined { value, only_if })
            }
            _ => {
                let head = parts.find(Rule::phrase).expect("the grammar puts a head");
                let head = self.phrase(head)?;
                let amount = parts
                    .find(Rule::amount)
                    .expect("the grammar puts an amount");
                let amount = self.expression(amount)?;
                Ok(LineKind::PaidInMoney { head, amount })
            }
        }
    }

    fn shape_line(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<LineKind> {
        if kind == Rule::reported {
            let (mut subject, mut reference) = (None, None);
            while parts.peek().is_some() {
                let part = parts.next();
                match part.as_rule() {
                    Rule::reported_subject => subject = Some(self.reported(part)?),
                    Rule::reported_ref => reference = Some(self.reported(part)?),
                    _ => {}
                }
            }
            return Ok(LineKind::Reported { subject, reference });
        }
        let noun = parts
            .find(Rule::kind_noun)
            .expect("the grammar puts a noun");
        let noun = self.phrase(noun)?;
        let word = if parts.skip(Rule::kw_whose) {
            RestrictionWord::Whose
        } else {
            parts.need(Rule::kw_that);
            RestrictionWord::That
        };
        let condition = self.condition(parts.next())?;
        let restriction = Restriction { word, condition };
        Ok(LineKind::Kind { noun, restriction })
    }

    fn reported(&self, pair: Pair<'_, Rule>) -> Built<Phrase> {
        self.phrase(self.cursor(pair).next())
    }

    fn name_line(&self, kind: Rule, mut parts: Cursor<'_>) -> Built<LineKind> {
        Ok(match kind {
            Rule::not_reported => LineKind::NotReported,
            Rule::default_line => LineKind::Default(match parts.next().as_rule() {
                Rule::kw_it_must_be_assessed => ConceptDefault::MustBeAssessed,
                Rule::kw_it_is_presumed_to_hold => ConceptDefault::PresumedToHold,
                _ => ConceptDefault::PresumedNotToHold,
            }),
            Rule::day_by_day_line => LineKind::DayByDay,
            Rule::judged_by_line => LineKind::JudgedBy(self.last_phrase(parts)?),
            Rule::about => LineKind::About(self.phrases(parts)?),
            Rule::kernel => {
                let name = parts.find(Rule::label);
                LineKind::Kernel(name.map(|name| self.label(&name)))
            }
            Rule::named => {
                let mut labels = self.labels(parts).into_iter();
                let mut next = || labels.next().expect("the grammar puts two names here");
                let head = next();
                LineKind::Named { head, name: next() }
            }
            _ => {
                let name = parts.find(Rule::label);
                let name = self.label(&name.expect("the grammar puts a name at the end"));
                match kind {
                    Rule::paying_called => LineKind::PayingCalled(name),
                    _ => LineKind::Called(name),
                }
            }
        })
    }

    /// `money`, `a date`, `a list of claims`, `an invoice`
    fn measure_type(&self, pair: Pair<'_, Rule>) -> Built<MeasureType> {
        let written = one_blank(pair.as_str());
        let mut parts = self.cursor(pair);
        let simple = match written.as_str() {
            "money" => Some(MeasureType::Money),
            "a date" => Some(MeasureType::Date),
            "a number" | "a decimal" => Some(MeasureType::Number),
            "a count" => Some(MeasureType::Count),
            "a percentage" | "a percent" => Some(MeasureType::Percent),
            "a duration" => Some(MeasureType::Duration),
            "text" | "a text" => Some(MeasureType::Text),
            "a truth value" => Some(MeasureType::Truth),
            "a rate table" => Some(MeasureType::RateTable),
            _ => None,
        };
        if let Some(simple) = simple {
            return Ok(simple);
        }
        parts.skip(Rule::kw_a);
        let part = parts.next();
        Ok(match part.as_rule() {
            Rule::one_of_type => MeasureType::OneOf(self.labels(self.cursor(part))),
            Rule::list_type => {
                let noun = self.cursor(part).find(Rule::noun);
                let noun = noun.expect("the grammar puts a noun behind `a list of`");
                MeasureType::List(self.phrase(self.cursor(noun).next())?)
            }
            _ => MeasureType::Thing(self.phrase(part)?),
        })
    }

    /// A sentence of a table.
    pub fn table_entry(&self, pair: Pair<'_, Rule>) -> Built<TableEntry> {
        let form = self.cursor(pair).next();
        let kind = form.as_rule();
        let mut parts = self.cursor(form);
        let span = parts.span;
        Ok(match kind {
            Rule::table_source => {
                let mut quoted = parts.all(Rule::quoted).map(|text| self.quoted(&text));
                let mut next = || quoted.next().expect("the grammar puts three texts here");
                TableEntry::Source(TableSource {
                    file: next(),
                    column: next(),
                    by: next(),
                    span,
                })
            }
            Rule::confirmed => {
                let date = parts.find(Rule::date);
                TableEntry::ConfirmedUntil(self.date(&date.expect("the grammar puts a date here"))?)
            }
            Rule::row => {
                parts.need(Rule::kw_from_row);
                let from = self.atom(parts.next())?;
                parts.need(Rule::kw_it_is);
                let value = self.atom(parts.next())?;
                TableEntry::Row(Row { from, value, span })
            }
            Rule::figure_row => {
                parts.need(Rule::kw_for_row);
                let period = self.named_period(&parts.next())?;
                parts.need(Rule::kw_it_is);
                let value = self.atom(parts.next())?;
                TableEntry::Figure(FigureRow {
                    period,
                    value,
                    span,
                })
            }
            Rule::table_type => {
                parts.need(Rule::kw_it_is);
                TableEntry::Is(self.measure_type(parts.next())?)
            }
            _ => TableEntry::Note(self.note(parts.next())?),
        })
    }

    /// The names among the parts.
    pub(super) fn labels(&self, parts: Cursor<'_>) -> Vec<Label> {
        parts
            .all(Rule::label)
            .map(|label| self.label(&label))
            .collect()
    }

    fn one_phrase(&self, mut parts: Cursor<'_>) -> Built<Option<Phrase>> {
        parts
            .find(Rule::phrase)
            .map(|words| self.phrase(words))
            .transpose()
    }

    fn last_phrase(&self, parts: Cursor<'_>) -> Built<Phrase> {
        let words = self.one_phrase(parts)?;
        Ok(words.expect("the grammar puts words at the end"))
    }
}
