//! Measures: those that clause files define, those that the kernel knows, and what a person has judged to be so much.

use crate::check::lower::Lower;
use crate::check::lower::noun::kernel;
use crate::check::phrase::{DayOf, Np};
use crate::check::program::{Expression, KernelMeasure};
use crate::check::vocabulary::{SentenceKind, Type};
use crate::source::{Problem, Span};
use crate::value::Name;

impl Lower<'_> {
    pub(super) fn measure(
        &mut self,
        sentence: usize,
        fills: &[Np],
        span: Span,
    ) -> Option<Expression> {
        let SentenceKind::Measure { measure, .. } = &self.vocabulary.sentences[sentence].kind
        else {
            return None;
        };
        if self.vocabulary.concepts.contains_key(measure) {
            return self.assessed(&measure.clone(), fills);
        }
        let word = self.vocabulary.measures.get(measure)?;
        let slots: Vec<Type> = self.vocabulary.sentences[sentence]
            .slots
            .iter()
            .map(|slot| slot.ty.clone())
            .collect();
        let mut arguments = Vec::new();
        for ((fill, slot), declared) in fills.iter().zip(&slots).zip(&word.arguments) {
            let value = self.as_type(fill, slot)?;
            arguments.push(self.coerce(value, slot, declared));
        }
        if let Some(crate::check::vocabulary::Meaning::Kernel(name)) = &word.meaning {
            let name = name.clone().unwrap_or_else(|| measure.clone());
            return self.kernel_measure(&name, arguments, span);
        }
        Some(Expression::Defined {
            measure: measure.clone(),
            arguments,
        })
    }

    fn assessed(&mut self, concept: &Name, fills: &[Np]) -> Option<Expression> {
        let arguments: Option<Vec<Expression>> = fills.iter().map(|fill| self.noun(fill)).collect();
        let mut arguments = arguments?;
        if arguments.is_empty() {
            arguments.extend(self.subject_in_scope(concept));
        }
        Some(kernel(KernelMeasure::Assessed(concept.clone()), arguments))
    }

    /// The thing in scope that a concept is about.
    pub(super) fn subject_in_scope(&self, concept: &Name) -> Option<Expression> {
        use crate::check::vocabulary::About;
        let word = self.vocabulary.concepts.get(concept)?;
        for about in &word.about {
            match about {
                About::Party(name) => return Some(Expression::Party(name.clone())),
                About::Type(ty) => {
                    let found = self
                        .scope
                        .such_that(|entry| entry.ty.fits(ty) && ty.fits(&entry.ty));
                    if let Some(entry) = found.last() {
                        return Some(entry.value.clone());
                    }
                }
            }
        }
        None
    }

    /// A measure that the kernel knows by this name, of these arguments.
    pub fn kernel_measure(
        &mut self,
        name: &Name,
        arguments: Vec<Expression>,
        span: Span,
    ) -> Option<Expression> {
        let measure = match name.as_str() {
            "open" => KernelMeasure::Open,
            "arisen" => KernelMeasure::Arisen,
            "settled" => KernelMeasure::Settled,
            "left_for" => KernelMeasure::LeftFor,
            "head_of" => KernelMeasure::HeadOf,
            "currency" => KernelMeasure::Currency,
            "bearer" => KernelMeasure::Bearer,
            "claims_of" => KernelMeasure::ClaimsOf(None),
            "last_timely_day" => KernelMeasure::LastTimelyDay,
            "own_last_timely_day" => KernelMeasure::OwnLastTimelyDay,
            "day_of_discharge" => KernelMeasure::DayOfDischarge,
            "arose" => KernelMeasure::Arose,
            "day_of" => KernelMeasure::DayOf,
            "day_of_receipt" => KernelMeasure::DayOfReceipt,
            "day_of_sending" => KernelMeasure::DayOfSending,
            "day_of_acknowledgement" => KernelMeasure::DayOfAcknowledgement,
            "form_of" => KernelMeasure::FormOf,
            "actor_of" => KernelMeasure::ActorOf,
            "today" => KernelMeasure::Today,
            "version_of_terms" => KernelMeasure::VersionOfTerms,
            "yearly_parts" => KernelMeasure::YearlyParts,
            "lines_charged" => KernelMeasure::LinesCharged,
            "settled_on_line" => KernelMeasure::SettledOnLine,
            "days_between" => {
                let mut days = arguments.into_iter();
                let (from, to) = (days.next()?, days.next()?);
                return Some(Expression::DaysBetween(Box::new(from), Box::new(to)));
            }
            other => {
                if let Some(head) = other.strip_prefix("claims_of_") {
                    KernelMeasure::ClaimsOf(Some(Name::new(head)))
                } else if let Some(state) = other.strip_prefix("first_day_of_") {
                    let state = Name::new(state);
                    let arguments = self.with_bearer(&state, arguments);
                    return Some(kernel(KernelMeasure::FirstDay(state), arguments));
                } else if let Some(state) = other.strip_prefix("days_of_") {
                    KernelMeasure::DaysOf(Name::new(state))
                } else {
                    self.unknown_kernel_measure(name, span);
                    return None;
                }
            }
        };
        Some(kernel(measure, arguments))
    }

    /// The arguments of a state of a party and its obligation, when only the obligation is named.
    fn with_bearer(&self, state: &Name, mut arguments: Vec<Expression>) -> Vec<Expression> {
        let declared = self
            .vocabulary
            .states
            .get(state)
            .map_or(0, |word| word.arguments.len());
        if let [only] = arguments.as_slice()
            && declared == 2
        {
            let bearer = kernel(KernelMeasure::Bearer, vec![only.clone()]);
            arguments.insert(0, bearer);
        }
        arguments
    }

    fn unknown_kernel_measure(&mut self, name: &Name, span: Span) {
        self.refuse(
            Problem::error("unknown-kernel-measure", format!("the kernel knows no `{name}`"))
                .at(span, "this measure is declared as known to the kernel")
                .help("the kernel knows open, arisen, settled, left_for, currency, head_of, bearer, claims_of, last_timely_day, own_last_timely_day, day_of_discharge, arose, first_day, days_of, day_of, day_of_receipt, day_of_sending, day_of_acknowledgement, form_of, actor_of, today"),
        );
    }

    pub(super) fn parameter(&mut self, name: &Name) -> Expression {
        self.used_parameters.insert(name.clone());
        Expression::Defined {
            measure: name.clone(),
            arguments: Vec::new(),
        }
    }

    pub(super) fn first_day(
        &mut self,
        state: &crate::check::phrase::Matched,
    ) -> Option<Expression> {
        let SentenceKind::State { state: name } = &self.vocabulary.sentences[state.sentence].kind
        else {
            return None;
        };
        let name = name.clone();
        let arguments = self.plain_arguments(state)?;
        Some(kernel(KernelMeasure::FirstDay(name), arguments))
    }

    pub(super) fn day_of(
        &mut self,
        which: DayOf,
        of: Option<&Np>,
        span: Span,
    ) -> Option<Expression> {
        let of = match of {
            Some(np) => self.noun(np)?,
            None => {
                if let Some(event) = self.event {
                    Expression::Variable(event)
                } else {
                    self.no_antecedent("the act", 0, span);
                    return None;
                }
            }
        };
        let measure = match which {
            DayOf::Event => KernelMeasure::DayOf,
            DayOf::Receipt => KernelMeasure::DayOfReceipt,
            DayOf::Sending => KernelMeasure::DayOfSending,
        };
        Some(kernel(measure, vec![of]))
    }
}
