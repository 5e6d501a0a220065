//! Things, duties, amounts and days in words.

use crate::check::program::{Bound, Direction, Expression, KernelMeasure, Series};
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{Item, ObligationId};
use crate::engine::obligations::Obligation;
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::value::{ClauseId, Name};

impl<'p> Relation<'p> {
    /// A thing by its name in the timeline.
    pub fn thing_in_words(&self, item: &Item) -> String {
        self.told(item).unwrap_or_default()
    }

    /// Head and name of a claim.
    pub fn head_in_words(&self, obligation: &Obligation<'p>) -> String {
        match &obligation.head {
            Some(head) => self.program.head_in_words(&head.head, head.name.as_ref()),
            None => String::new(),
        }
    }

    pub(super) fn item(&self, expression: &'p Expression, env: &Env<'p>) -> Item {
        self.value(expression, &mut env.clone(), &mut Query::default())
    }

    /// What an expression speaks of, with the names of the things in scope.
    pub fn expression_in_words(&self, expression: &'p Expression, env: &Env<'p>) -> String {
        let of = |inner: &'p Expression| self.expression_in_words(inner, env);
        let of_all = |arguments: &'p [Expression]| {
            let words: Vec<String> = arguments.iter().map(of).collect();
            if words.is_empty() {
                String::new()
            } else {
                format!(" of {}", words.join(" and "))
            }
        };
        let named = |item: &Item| self.told(item).unwrap_or_else(|| "it".to_owned());
        match expression {
            Expression::Literal(value) => value.to_string(),
            Expression::Variable(id) => named(&env.variable(*id)),
            Expression::Parameter(index) => {
                named(env.parameters.get(*index).unwrap_or(&Item::Unbound))
            }
            Expression::Party(name) => self.party_in_words(self.names.symbol(name)),
            Expression::OtherParty(_) => named(&self.item(expression, env)),
            Expression::Field { of: whole, field } => {
                let field = self.field_in_words(field, &self.item(whole, env));
                format!("the {field} of {}", of(whole))
            }
            Expression::Attribute {
                of: whole,
                attribute,
            } => format!("the {} of {}", attribute.in_words(), of(whole)),
            Expression::Defined { measure, arguments } => {
                let things = arguments.iter().map(|argument| self.item(argument, env));
                self.measure_in_words(measure, &things.collect::<Vec<_>>())
                    .unwrap_or_else(|| format!("the {}{}", measure.in_words(), of_all(arguments)))
            }
            Expression::Kernel { measure, arguments } => match measure {
                KernelMeasure::Latest(pattern) => {
                    format!("the day of the latest {}", self.noun_of(&pattern.event))
                }
                KernelMeasure::LatestThing(pattern) => match self.item(expression, env) {
                    thing @ Item::Thing(_) => named(&thing),
                    _ => format!("the latest {}", self.noun_of(&pattern.event)),
                },
                KernelMeasure::Count(pattern) => {
                    format!("how often {}", self.pattern_in_words(pattern, env))
                }
                KernelMeasure::FirstDay(state) => {
                    let state = self.state_of_words(state, arguments, env);
                    format!("the first day on which {state}")
                }
                KernelMeasure::DaysOf(state) => {
                    let state = self.state_of_words(state, arguments, env);
                    format!("the days on which {state}")
                }
                KernelMeasure::Bearer => match arguments.first().map(|of| self.item(of, env)) {
                    Some(Item::Obligation(id)) => {
                        format!("who must {}", self.duty_asks_for(self.obligations.get(id)))
                    }
                    _ => format!("the bearer{}", of_all(arguments)),
                },
                _ => format!("{}{}", kernel_in_words(measure), of_all(arguments)),
            },
            Expression::ObligationFor { conduct, thing } => match self.item(expression, env) {
                Item::Obligation(id) => self.duty_in_words(id),
                _ => format!("the duty to {} {}", conduct.in_words(), of(thing)),
            },
            Expression::ClaimOf(inner) => format!("the claim of {}", of(inner)),
            Expression::ObligationOf(inner) => match self.item(inner, env) {
                Item::Obligation(id) => self.duty_in_words(id),
                _ => format!("the duty of {}", of(inner)),
            },
            Expression::ThingOf(inner) | Expression::Rounded { of: inner, .. } => of(inner),
            Expression::AgreementOf(_) => named(&self.item(expression, env)),
            Expression::Sum { of: inner, .. } => format!("the sum of {}", of(inner)),
            Expression::Filter { over, .. } => of(over),
            Expression::AllOf { .. } => "all of them".to_owned(),
            Expression::Plus(left, right) => format!("{} plus {}", of(left), of(right)),
            Expression::Minus(left, right) => format!("{} minus {}", of(left), of(right)),
            Expression::Times(left, right) => format!("{} times {}", of(left), of(right)),
            Expression::DividedBy { of: whole, by } => {
                format!("{} divided by {}", of(whole), of(by))
            }
            Expression::PercentOf { percent, of: whole } => {
                format!("{} of {}", of(percent), of(whole))
            }
            Expression::ForEach {
                amount,
                of: units,
                started,
                unit,
            } => {
                let started = if *started { "started " } else { "" };
                format!("{} for each {started}{unit} of {}", of(amount), of(units))
            }
            Expression::Part { of: whole, .. } => format!("a part of {}", of(whole)),
            Expression::Pick { options, .. } => {
                let words: Vec<String> = options.iter().map(|option| of(&option.value)).collect();
                words.join(" or ")
            }
            Expression::Bounded {
                of: inner,
                by,
                bound,
            } => {
                let words = match bound {
                    Bound::AtLeast => "at least",
                    Bound::AtMost => "at most",
                };
                format!("{}, {words} {}", of(inner), of(by))
            }
            Expression::OrElse(first, _) => of(first),
            Expression::Shift {
                anchor,
                by,
                direction,
            } => {
                let words = match direction {
                    Direction::After => "after",
                    Direction::Before => "before",
                };
                // `60 days after …` is a day; `the arrears period after …` lasts, and it is its end that counts.
                let by = of(by);
                let end = if by.starts_with("the ") {
                    "the end of "
                } else {
                    ""
                };
                format!("{end}{by} {words} {}", of(anchor))
            }
            Expression::FirstOfSeries { series, .. } => match series {
                Series::Calendar(day) => format!("the first {}", day.in_words()),
                Series::Counted { start, .. } => {
                    format!("the first of the series from {}", of(start))
                }
            },
            Expression::DaysBetween(first, second) => {
                format!("the days from {} to {}", of(first), of(second))
            }
            Expression::Between {
                from,
                to,
                unit,
                started,
            } => {
                let started = if *started { "started " } else { "" };
                let unit = unit.word();
                format!("the {started}{unit}s between {} and {}", of(from), of(to))
            }
            Expression::TableFigure { table, day } => {
                format!("the figure of the table {table} for {}", of(day))
            }
            Expression::Nothing(_) => "nothing".to_owned(),
        }
    }

    /// `effective date`: what sentences call a field of a thing.
    fn field_in_words(&self, field: &Name, of: &Item) -> String {
        let declared = match of {
            Item::Thing(fact) => {
                let ty = self.names.name(self.facts.get(*fact).ty);
                let event = self.program.schema.events.get(&ty);
                event.and_then(|event| event.fields.get(field)?.words.clone())
            }
            _ => None,
        };
        declared.unwrap_or_else(|| field.in_words())
    }

    /// `price change`: what an event of a type brings about, or the event itself where that has no name.
    pub fn noun_of(&self, event: &Name) -> String {
        let noun = self.program.nouns.get(event).cloned();
        noun.unwrap_or_else(|| event.in_words())
    }

    /// `agreement A1 is over`
    fn state_of_words(&self, state: &Name, arguments: &'p [Expression], env: &Env<'p>) -> String {
        let things: Vec<Item> = arguments.iter().map(|one| self.item(one, env)).collect();
        self.state_in_words(state, &things, Tense::Present)
    }

    /// `the duty of Fietsatelier Noord B.V. to pay invoice I1`
    pub fn duty_in_words(&self, id: ObligationId) -> String {
        let duty = self.obligations.get(id);
        format!(
            "the duty of {} to {}",
            self.party_in_words(duty.bearer),
            self.duty_asks_for(duty)
        )
    }
}

/// Provisions in a row.
pub fn listed(clauses: &[ClauseId]) -> String {
    let words: Vec<String> = clauses.iter().map(ToString::to_string).collect();
    words.join(", ")
}

pub(super) fn kernel_in_words(measure: &KernelMeasure) -> &'static str {
    match measure {
        KernelMeasure::Open => "what is open",
        KernelMeasure::Arisen => "what has arisen",
        KernelMeasure::Settled => "what was settled",
        KernelMeasure::LeftFor => "what is left for the claim",
        KernelMeasure::Currency => "the currency",
        KernelMeasure::HeadOf => "the head of the claim",
        KernelMeasure::Bearer => "the bearer",
        KernelMeasure::ClaimsOf(_) => "the claims",
        KernelMeasure::LastTimelyDay => "the last timely day",
        KernelMeasure::OwnLastTimelyDay => "the own last timely day",
        KernelMeasure::DayOfDischarge => "the day of discharge",
        KernelMeasure::Arose => "the day it arose",
        KernelMeasure::FirstDay(_) => "the first day",
        KernelMeasure::DaysOf(_) => "the days",
        KernelMeasure::DayOf => "the day",
        KernelMeasure::DayOfReceipt => "the day of receipt",
        KernelMeasure::DayOfSending => "the day of sending",
        KernelMeasure::DayOfAcknowledgement => "the day of acknowledgement",
        KernelMeasure::FormOf => "the form",
        KernelMeasure::ActorOf => "the actor",
        KernelMeasure::Latest(_) => "the latest day",
        KernelMeasure::LatestThing(_) => "the latest",
        KernelMeasure::Count(_) => "the number",
        KernelMeasure::Assessed(_) => "what is judged",
        KernelMeasure::ActUnderJudgement => "the act itself",
        KernelMeasure::Today => "today",
        KernelMeasure::VersionOfTerms => "the version of these terms",
        KernelMeasure::YearlyParts => "the yearly parts",
        KernelMeasure::LinesCharged => "the lines charged",
        KernelMeasure::SettledOnLine => "what was settled on the line",
    }
}
