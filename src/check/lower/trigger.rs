//! Headers: when a rule applies, and the things that its trigger introduces.

use crate::check::lower::Lower;
use crate::check::lower::act::{Act, is_any};
use crate::check::lower::noun::kernel;
use crate::check::lower::series::shifted;
use crate::check::pattern::Form;
use crate::check::phrase::{Article, Matched, Np, NpKind, PartyWord};
use crate::check::program::{
    ActPattern, Condition, Direction, Expression, Generator, KernelMeasure, Series, Sort, Trigger,
    Variable, VariableId,
};
use crate::check::vocabulary::{SentenceKind, Type};
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ConditionKind, HeaderKind, Rhythm, StatementKind, TriggerWord};
use crate::value::{CalendarDay, CalendarPeriod, Duration, Name, Unit};

/// What the headers of a rule say.
#[derive(Debug, Clone, PartialEq)]
pub struct Headers {
    /// When it applies.
    pub trigger: Trigger,
    /// What must hold besides.
    pub condition: Condition,
    /// It fills a gap of the terms.
    pub fallback: bool,
}

impl Lower<'_> {
    /// The headers of a rule; `before` are those of the rule before it, for `In that case`.
    pub fn headers(&mut self, headers: &[ast::Header], before: &[ast::Header]) -> Option<Headers> {
        let mut found = Headers {
            trigger: Trigger::Standing,
            condition: Condition::Always,
            fallback: false,
        };
        for header in headers {
            match &header.kind {
                HeaderKind::Under(_) => {}
                HeaderKind::WhereTheTermsAreSilent => found.fallback = true,
                HeaderKind::InThatCase => {
                    let again = self.headers(before, &[])?;
                    if again.trigger == Trigger::Standing {
                        self.no_case(header.span);
                        return None;
                    }
                    found.trigger = again.trigger;
                    found.condition = again.condition;
                }
                HeaderKind::Trigger { word, condition } => {
                    let (trigger, besides) = self.trigger(*word, condition)?;
                    found.trigger = trigger;
                    found.condition = besides;
                }
                HeaderKind::Recurring(recurring) => {
                    found.trigger = self.recurring(recurring)?;
                }
            }
        }
        let relations = std::mem::take(&mut self.also);
        found.condition = relations
            .into_iter()
            .fold(found.condition, super::condition::and);
        Some(found)
    }

    fn no_case(&mut self, span: Span) {
        self.refuse(
            Problem::error("no-case-before", "`In that case` has no case before it")
                .at(
                    span,
                    "the sentence before it has no `When`, `While` or `As soon as`",
                )
                .help("say the case again: `When …,`"),
        );
    }

    fn trigger(
        &mut self,
        word: TriggerWord,
        condition: &ast::Condition,
    ) -> Option<(Trigger, Condition)> {
        self.in_trigger = true;
        let found = self.trigger_of(word, condition);
        self.in_trigger = false;
        found
    }

    fn trigger_of(
        &mut self,
        word: TriggerWord,
        condition: &ast::Condition,
    ) -> Option<(Trigger, Condition)> {
        match word {
            TriggerWord::When => self.when(condition),
            TriggerWord::AsSoonAs => {
                let condition = self.condition(condition)?;
                Some((Trigger::Onset(condition), Condition::Always))
            }
            TriggerWord::While => {
                let condition = self.condition(condition)?;
                Some((Trigger::While(condition), Condition::Always))
            }
        }
    }

    /// `When the client accepts an offer and the offer is open`: one act, and what must hold then.
    fn when(&mut self, condition: &ast::Condition) -> Option<(Trigger, Condition)> {
        let statements: Vec<&ast::Statement> = match &condition.kind {
            ConditionKind::One(statement) => vec![statement],
            ConditionKind::And(all) => all.iter().collect(),
            ConditionKind::Or(_) | ConditionKind::List(_) => {
                self.no_act(condition.span);
                return None;
            }
        };
        let act = statements
            .iter()
            .find_map(|statement| self.act_in(statement));
        let Some(act) = act else {
            return self.when_without_act(condition, &statements);
        };
        let (act_span, matched) = act;
        let pattern = self.event_trigger(&matched)?;
        // What came with the act (`under this clause`) is a condition of the case, not of the first statement after it.
        let with_the_act = std::mem::take(&mut self.also);
        let mut besides = with_the_act
            .into_iter()
            .fold(Condition::Always, super::condition::and);
        for statement in statements {
            if statement.span != act_span {
                let one = ast::Condition {
                    kind: ConditionKind::One(statement.clone()),
                    span: statement.span,
                };
                besides = super::condition::and(besides, self.condition(&one)?);
            }
        }
        Some((Trigger::Event(pattern), besides))
    }

    fn when_without_act(
        &mut self,
        condition: &ast::Condition,
        statements: &[&ast::Statement],
    ) -> Option<(Trigger, Condition)> {
        // A statement that matches nothing gets the message for that.
        if let [one] = statements
            && let StatementKind::Says(phrase) = &one.kind
        {
            let tokens = self.tokens(phrase)?;
            let chart = self.chart(&tokens);
            if chart.statements().is_empty() {
                self.unknown_sentence(&chart, phrase.span, &[Form::Plain]);
                return None;
            }
        }
        self.no_act(condition.span);
        None
    }

    fn no_act(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "when-without-act",
                "`When` is followed by one act, in the present",
            )
            .at(span, "this is not an act that happens")
            .help("say `As soon as …` for what begins to hold, `While …` for as long as it holds"),
        );
    }

    fn act_in(&mut self, statement: &ast::Statement) -> Option<(Span, Matched)> {
        let StatementKind::Says(phrase) = &statement.kind else {
            return None;
        };
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let acts: Vec<Matched> = chart
            .statements()
            .into_iter()
            .filter(|one| {
                let kind = &self.vocabulary.sentences[one.sentence].kind;
                one.form == Form::Plain && matches!(kind, SentenceKind::Act { .. })
            })
            .collect();
        match acts.as_slice() {
            [one] => Some((statement.span, one.clone())),
            [] => None,
            several => {
                let first = several[0].clone();
                let _told = self.match_statement(phrase);
                Some((statement.span, first))
            }
        }
    }

    /// The pattern of the triggering act; introduces what it brings about, who does it and what it speaks of.
    pub fn event_trigger(&mut self, matched: &Matched) -> Option<ActPattern> {
        let act = self.act_of(matched)?;
        let mut pattern = act.bare_pattern();
        let itself = self.introduce_event(&act, matched.span);
        self.event = Some(itself);
        for (at, fill) in matched.fills.iter().enumerate() {
            let Some(fill) = fill else { continue };
            let field = act.fields[at].clone();
            let slot = self.vocabulary.sentences[matched.sentence].slots[at]
                .ty
                .clone();
            if let Some(value) = self.trigger_slot(&act, itself, &field, fill, &slot)? {
                if field.as_str() == "by" {
                    pattern.by = Some(value);
                } else {
                    pattern.fields.push((field, value));
                }
            }
        }
        self.add_manner(&mut pattern, &matched.manner)?;
        self.under_clause(matched, &pattern, itself);
        Some(pattern)
    }

    /// `When the supplier demands security under this clause`: the power of the clause carried it.
    fn under_clause(&mut self, matched: &Matched, pattern: &ActPattern, itself: VariableId) {
        let Some(kinds) = &matched.manner.under else {
            return;
        };
        let provisions = self.provisions(kinds, matched.span);
        // `a party` is whoever did it.
        let holder = pattern.by.clone().unwrap_or_else(|| Expression::Kernel {
            measure: KernelMeasure::ActorOf,
            arguments: vec![Expression::Variable(itself)],
        });
        if let Some(under) = provisions {
            let act = pattern
                .called
                .clone()
                .unwrap_or_else(|| pattern.event.clone());
            self.also.push(Condition::May { holder, act, under });
        }
    }

    /// The thing that the event brings about, or the event itself as a thing.
    fn introduce_event(&mut self, act: &Act, span: Span) -> VariableId {
        let events = vec![act.event.clone()];
        let event = self.vocabulary.schema.events.get(&act.event);
        let reference = event.and_then(|event| event.reference.clone());
        let nouns: Vec<Vec<String>> = self
            .vocabulary
            .nouns
            .iter()
            .filter(|(_, noun)| {
                noun.kind.is_none()
                    && matches!(&noun.ty, Type::Thing(own) if own.contains(&act.event))
            })
            .map(|(_, noun)| noun.words.clone())
            .collect();
        let noun = nouns
            .first()
            .map_or_else(|| "act".to_owned(), |words| words.join(" "));
        let id = self.scope.add(Variable {
            noun,
            sort: Sort::Thing(events.clone()),
            generator: Generator::Trigger {
                field: reference.unwrap_or_else(|| act.event.clone()),
            },
        });
        let value = Expression::Variable(id);
        if nouns.is_empty() {
            let words = ["act".to_owned()];
            self.scope
                .introduce(&words, Type::Thing(events), value, span);
        } else {
            let ty = Type::Thing(events);
            self.scope.introduce_by_all(&nouns, &ty, &value, span);
        }
        id
    }

    /// The value that a slot of the triggering act must have; none when it may have any.
    fn trigger_slot(
        &mut self,
        act: &Act,
        itself: VariableId,
        field: &Name,
        fill: &Np,
        slot: &Type,
    ) -> Option<Option<Expression>> {
        let event = self.vocabulary.schema.events.get(&act.event);
        let own = event.is_some_and(|event| event.reference.as_ref() == Some(field));
        if own || *field == act.event {
            return Some(None);
        }
        let whole = Expression::Variable(itself);
        let told = Expression::Field {
            of: Box::new(whole.clone()),
            field: field.clone(),
        };
        match &fill.kind {
            NpKind::AnyParty(PartyWord::Anyone | PartyWord::Other) => Some(None),
            NpKind::AnyParty(PartyWord::A | PartyWord::Each) => {
                self.introduce_party(field, fill.span);
                Some(None)
            }
            NpKind::Noun { article, .. }
                if is_any(fill) || (*article == Article::The && self.is_new(fill)) =>
            {
                let generator = if *slot == Type::Agreement && field.as_str() == "agreement" {
                    Generator::Is(Expression::AgreementOf(Box::new(whole)))
                } else if self.is_list(&act.event, field) {
                    Generator::Members(told)
                } else {
                    Generator::Trigger {
                        field: field.clone(),
                    }
                };
                self.introduce(fill, Some(generator));
                Some(None)
            }
            _ => Some(Some(self.as_type(fill, slot)?)),
        }
    }

    fn is_new(&self, np: &Np) -> bool {
        let NpKind::Noun { noun, .. } = &np.kind else {
            return false;
        };
        let words = &self.vocabulary.nouns.get(*noun).words;
        self.scope.called(words, &np.ty).is_empty()
    }

    fn is_list(&self, event: &Name, field: &Name) -> bool {
        let event = self.vocabulary.schema.events.get(event);
        let field = event.and_then(|event| event.fields.get(field));
        field.is_some_and(|field| matches!(field.ty, crate::check::schema::FieldType::List(_)))
    }

    fn introduce_party(&mut self, field: &Name, span: Span) {
        let id = self.scope.add(Variable {
            noun: "party".to_owned(),
            sort: Sort::Party,
            generator: Generator::Trigger {
                field: field.clone(),
            },
        });
        let words = ["party".to_owned()];
        self.scope
            .introduce(&words, Type::Party, Expression::Variable(id), span);
    }

    /// `Every month after M, for N times,`, `Every year from M,`
    fn recurring(&mut self, recurring: &ast::Recurring) -> Option<Trigger> {
        let anchor = self.moment(&recurring.anchor)?;
        let (every, anchor, first) = match recurring.rhythm {
            Rhythm::Every(every) => (every, anchor, u32::from(!recurring.at_once)),
            Rhythm::AtTheEndOf(period) => {
                self.the_day_is(day_before_today(), recurring.anchor.span);
                let after = if recurring.at_once { 1 } else { 2 };
                (
                    period.length(),
                    the_period_is_over(period, anchor, after),
                    0,
                )
            }
        };
        let times = match &recurring.times {
            Some(times) => Some(self.value(times)?.0),
            None => None,
        };
        Some(Trigger::Recurring {
            every,
            anchor,
            first,
            times,
        })
    }
}

/// The first day behind a period of the calendar, at least so many days after another.
fn the_period_is_over(period: CalendarPeriod, anchor: Expression, days: u32) -> Expression {
    let start = CalendarDay::Of {
        period,
        last: false,
    };
    Expression::FirstOfSeries {
        series: Series::Calendar(start),
        back: None,
        not_before: Box::new(shifted(
            anchor,
            Duration::new(days, Unit::Day),
            Direction::After,
        )),
    }
}

fn day_before_today() -> Expression {
    let today = kernel(KernelMeasure::Today, Vec::new());
    shifted(today, Duration::new(1, Unit::Day), Direction::Before)
}
