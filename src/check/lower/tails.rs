//! Tails of a rule: conditions, deadlines, bounds, forms and how it relates to other clauses.

use crate::check::lower::Lower;
use crate::check::lower::condition::and;
use crate::check::lower::statement::all_of;
use crate::check::program::{
    Comparison, Condition, Deadline, Direction, Expression, FormNeeded, KernelMeasure, Promptness,
    Rounded, walk,
};
use crate::source::Span;
use crate::syntax::ast::{self, TailKind};
use crate::value::{Anchor, ClauseId, Duration, Unit, Value};

use super::noun::kernel;

/// What the tails of a rule say.
#[derive(Debug, Clone, Default)]
pub struct Tails {
    /// `if`, `while`, not `unless`
    pub condition: Option<Condition>,
    /// By when.
    pub deadline: Option<Deadline>,
    /// `from M`
    pub from: Option<Expression>,
    /// `until C`
    pub until: Option<Condition>,
    /// `through M`
    pub through: Option<Expression>,
    /// `on M`
    pub on: Option<Expression>,
    /// `at the earliest on M`
    pub earliest: Option<Expression>,
    /// `after lapse of D after M`
    pub lapse: Option<(Expression, Expression)>,
    /// `in writing`, `by registered letter`
    pub form: Option<FormNeeded>,
    /// `unless agreed otherwise [expressly] [in writing]`
    pub agreed: Option<(bool, bool)>,
    /// `unless the offer states otherwise`: the words of what may state it.
    pub stated: Option<ast::Phrase>,
    /// `at least`, `at most`, as written.
    pub bounds: Vec<ast::Bound>,
    /// `for all claims on the component`
    pub scope: Option<ast::Scope>,
    /// `once for each invoice`
    pub once_for_each: Option<ast::Phrase>,
    /// `once invoiced`
    pub once_invoiced: bool,
    /// `for good`
    pub for_good: bool,
    /// `instead of 20.2`
    pub instead_of: Vec<ClauseId>,
    /// `despite 7.8`, `subject to 6.d`
    pub relations: Vec<(String, ClauseId)>,
    /// `counted from M`
    pub counted_from: Option<Expression>,
    /// Days to the year.
    pub days_to_the_year: Option<u32>,
    /// `compounding every year after M`
    pub compounding: Option<(Unit, Anchor<Expression>)>,
    /// `rounded half up to the cent on each day of payment`
    pub rounded: Option<Rounded>,
    /// The place of the form.
    pub form_span: Option<Span>,
}

impl Tails {
    /// The last timely day: `within D after M`, `on M`, or the day that comes when a term has lapsed.
    pub fn last_day(&self) -> Option<Deadline> {
        let on = self.on.clone().or_else(|| self.day_after_lapse());
        self.deadline.clone().or(on.map(Deadline::On))
    }

    /// `after lapse of D after M`: the day after the term.
    pub fn day_after_lapse(&self) -> Option<Expression> {
        let (period, after) = self.lapse.clone()?;
        let after_that = |anchor, by| Expression::Shift {
            anchor: Box::new(anchor),
            by: Box::new(by),
            direction: Direction::After,
        };
        let day = Expression::Literal(Value::Duration(Duration::new(1, Unit::Day)));
        Some(after_that(after_that(after, period), day))
    }

    /// The days on which a prohibition stands, as conditions: `from M`, `within D after M`, `through M`, `until C`.
    pub fn window(&self) -> Vec<Condition> {
        let today = |comparison, right| Condition::Compare {
            left: kernel(KernelMeasure::Today, Vec::new()),
            comparison,
            right,
        };
        let mut all = Vec::new();
        let from = self.from.clone().or_else(|| self.day_after_lapse());
        all.extend(from.map(|from| today(Comparison::AtLeast, from)));
        if let Some(Deadline::On(last)) = &self.deadline {
            if let Expression::Shift { anchor, .. } = last {
                all.push(today(Comparison::AtLeast, (**anchor).clone()));
            }
            all.push(today(Comparison::AtMost, last.clone()));
        }
        let through = self.through.clone();
        all.extend(through.map(|through| today(Comparison::AtMost, through)));
        let until = self.until.clone();
        all.extend(until.map(|until| Condition::Not(Box::new(until))));
        all
    }

    /// Walks over the parts of the tails that were read.
    pub fn walk<'t>(&'t self, visitor: &mut impl walk::Visitor<'t>) {
        let conditions = self.condition.iter().chain(&self.until);
        walk::all(conditions, visitor, walk::condition);
        walk::all(&self.deadline, visitor, walk::deadline);
        let moments = [
            &self.from,
            &self.through,
            &self.on,
            &self.earliest,
            &self.counted_from,
        ];
        walk::all(moments.into_iter().flatten(), visitor, walk::expression);
        if let Some((after, period)) = &self.lapse {
            walk::all([after, period], visitor, walk::expression);
        }
        if let Some((_, counted)) = &self.compounding {
            walk::expression(counted.moment(), visitor);
        }
    }
}

impl Lower<'_> {
    /// Reads the tails. Conditions come first, so that what they introduce can be spoken of.
    pub fn tails(&mut self, tails: &[ast::Tail]) -> Option<Tails> {
        let mut found = Tails::default();
        let chosen: Vec<(&TailKind, Span)> = tails
            .iter()
            .map(|tail| (self.choose(&tail.content), tail.span))
            .collect();
        let (conditions, others): (Vec<_>, Vec<_>) =
            chosen.into_iter().partition(|(kind, _)| is_condition(kind));
        let mut fine = true;
        for (kind, span) in conditions.into_iter().chain(others) {
            fine &= self.tail(kind, span, &mut found).is_some();
        }
        fine.then_some(found)
    }

    fn tail(&mut self, kind: &TailKind, span: Span, found: &mut Tails) -> Option<()> {
        match kind {
            TailKind::If(condition) | TailKind::While(condition) => {
                let condition = self.condition(condition)?;
                add(&mut found.condition, condition);
            }
            TailKind::Unless(condition) => {
                let lifted = self.in_part(|lower| lower.condition(condition))?;
                add(&mut found.condition, Condition::Not(Box::new(lifted)));
            }
            // Says that a fact makes no difference: it is read, so that it is about something, and changes nothing.
            TailKind::EvenIf(condition) => {
                self.in_part(|lower| lower.condition(condition))?;
            }
            TailKind::Within { period, after } => {
                let on = self.after_period(period, after)?;
                found.deadline = Some(Deadline::On(on));
            }
            TailKind::WithinThat(unit) => {
                found.deadline = Some(Deadline::WithinThat(*unit));
            }
            TailKind::AtTheLatestOn(moment) => {
                let on = self.moment(moment)?;
                found.deadline = Some(Deadline::On(on));
            }
            TailKind::AtTheEarliestOn(moment) => found.earliest = Some(self.moment(moment)?),
            TailKind::On(moment) => found.on = Some(self.moment(moment)?),
            TailKind::From(moment) => found.from = Some(self.moment(moment)?),
            TailKind::Until(condition) => {
                let until = self.in_part(|lower| lower.condition(condition))?;
                found.until = Some(match found.until.take() {
                    Some(other) => Condition::Any(super::binding::items(vec![other, until])),
                    None => until,
                });
            }
            TailKind::Through(moment) => found.through = Some(self.moment(moment)?),
            TailKind::AfterLapseOf { period, after } => {
                found.lapse = Some((self.period(period)?, self.moment(after)?));
            }
            TailKind::UnlessAgreedOtherwise {
                expressly,
                in_writing,
            } => found.agreed = Some((*expressly, *in_writing)),
            TailKind::UnlessStatedOtherwise(phrase) => found.stated = Some(phrase.clone()),
            TailKind::Promptly(promptness) => self.promptly(*promptness, found),
            TailKind::InWriting { expressly } => {
                found.form = Some(FormNeeded::Written {
                    expressly: *expressly,
                });
                found.form_span = Some(span);
            }
            TailKind::By(forms) => {
                found.form = Some(self.forms(forms)?);
                found.form_span = Some(span);
            }
            // `without notice of default` says what is not needed; nothing asks for it.
            TailKind::Without(_) => {}
            TailKind::Bound(bound) => found.bounds.push(bound.clone()),
            TailKind::Scope(scope) => found.scope = Some(scope.clone()),
            TailKind::OnceForEach(phrase) => found.once_for_each = Some(phrase.clone()),
            TailKind::OnceInvoiced => found.once_invoiced = true,
            TailKind::ForGood => found.for_good = true,
            TailKind::Nothing => {}
            TailKind::Despite(provisions) => self.relation("despite", provisions, found)?,
            TailKind::SubjectTo(provisions) => self.relation("subject to", provisions, found)?,
            TailKind::InAdditionTo(provisions) => {
                self.relation("in addition to", provisions, found)?;
            }
            TailKind::Under(provisions) => self.relation("under", provisions, found)?,
            TailKind::InsteadOf(provisions) => {
                found.instead_of = self.provision_list(provisions)?;
                self.relation("instead of", provisions, found)?;
            }
            TailKind::CountedFrom(moment) => found.counted_from = Some(self.moment(moment)?),
            TailKind::CountedByTheDay { days_to_the_year } => {
                found.days_to_the_year = Some(*days_to_the_year);
            }
            TailKind::Compounding { every, counted } => {
                let counted = counted.with(self.moment(counted.moment()))?;
                found.compounding = Some((*every, counted));
            }
            TailKind::Rounded {
                way, on_payment, ..
            } => {
                found.rounded = Some(Rounded {
                    way: *way,
                    on_payment: *on_payment,
                });
            }
        }
        Some(())
    }

    fn after_period(
        &mut self,
        period: &ast::Phrase,
        after: &ast::Expression,
    ) -> Option<Expression> {
        let by = self.period(period);
        let anchor = self.moment(after);
        Some(Expression::Shift {
            by: Box::new(by?),
            anchor: Box::new(anchor?),
            direction: Direction::After,
        })
    }

    fn promptly(&self, promptness: ast::Promptness, found: &mut Tails) {
        use ast::Promptness as Words;
        let deadline = match promptness {
            Words::AtOnce | Words::Forthwith | Words::OnFirstRequest => {
                Deadline::On(self.day_it_arises())
            }
            Words::AsSoonAsPossible | Words::WithoutDelay => Deadline::Open(Some(Promptness::Soon)),
            Words::AtAllTimes => Deadline::Open(Some(Promptness::Always)),
        };
        found.deadline = Some(deadline);
    }

    /// The day of the triggering event, or the day on which the rule begins to apply.
    pub fn day_it_arises(&self) -> Expression {
        match self.event {
            Some(event) => kernel(KernelMeasure::DayOf, vec![Expression::Variable(event)]),
            None => kernel(KernelMeasure::Today, Vec::new()),
        }
    }

    fn forms(&mut self, forms: &[ast::Phrase]) -> Option<FormNeeded> {
        let mut names = Vec::new();
        for phrase in forms {
            let tokens = self.tokens(phrase)?;
            let words: Vec<String> = tokens
                .iter()
                .map(|token| token.text.to_lowercase())
                .collect();
            let Some(name) = self.vocabulary.form_named(&words) else {
                self.unknown_form(phrase);
                return None;
            };
            names.push(name);
        }
        Some(FormNeeded::OneOf(names))
    }

    fn relation(
        &mut self,
        words: &str,
        provisions: &ast::Provisions,
        found: &mut Tails,
    ) -> Option<()> {
        let all = self.provision_list(provisions)?;
        let relations = all.into_iter().map(|id| (words.to_owned(), id));
        found.relations.extend(relations);
        Some(())
    }
}

fn is_condition(kind: &TailKind) -> bool {
    matches!(kind, TailKind::If(_) | TailKind::While(_))
}

fn add(place: &mut Option<Condition>, condition: Condition) {
    *place = Some(match place.take() {
        Some(first) => and_flat(first, condition),
        None => condition,
    });
}

/// Several tails of a sentence must all hold; a list keeps its items.
fn and_flat(first: Condition, second: Condition) -> Condition {
    match &first {
        Condition::All(_) => all_of(vec![first, second]),
        _other => and(first, second),
    }
}
