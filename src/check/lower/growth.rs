//! Money that grows with time: a rate a year, or a rate for each month; said in the sentence, or defined elsewhere (`the legal interest on a claim`).

use crate::check::lower::Lower;
use crate::check::lower::table::TableKind;
use crate::check::lower::tails::Tails;
use crate::check::phrase::{Np, NpKind};
use crate::check::program::{Compounding, Expression, Growth, KernelMeasure, Rounded};
use crate::check::vocabulary::{SentenceKind, Type};
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ExpressionKind};
use crate::value::{Duration, Name, Unit};

/// A law of growth and the claim that it grows on.
#[derive(Debug, Clone, PartialEq)]
pub struct Growing {
    /// The claim.
    pub on: Expression,
    /// What bears it, when that is not simply what is open of the claim.
    pub bearing: Option<Expression>,
    /// How.
    pub law: Growth,
    /// How what grows is rounded, where the law of growth says so.
    pub rounded: Option<Rounded>,
    /// The most that it can come to, where the law of growth says so.
    pub ceiling: Option<Expression>,
}

impl Growing {
    fn by(on: Expression, bearing: Option<Expression>, law: Growth) -> Self {
        Self {
            on,
            bearing,
            law,
            rounded: None,
            ceiling: None,
        }
    }
}

/// Whether an amount grows with time by its own words.
pub fn grows(expression: &ast::Expression) -> bool {
    match &expression.kind {
        ExpressionKind::AYear { .. } | ExpressionKind::PerPeriod { .. } => true,
        ExpressionKind::Pick { items, .. } => {
            items.iter().any(|item| grows(&item.value.main.value))
        }
        _ => false,
    }
}

impl Lower<'_> {
    /// The law of growth when the amount is one; none inside when it is a fixed amount.
    pub fn growing(&mut self, amount: &ast::Expression, tails: &Tails) -> Option<Option<Growing>> {
        match &amount.kind {
            ExpressionKind::AYear { rate, on } => {
                self.yearly(rate, on, tails, amount.span).map(Some)
            }
            ExpressionKind::PerPeriod {
                rate,
                started,
                unit,
                on,
            } => {
                let Some(counted_from) = tails.counted_from.clone() else {
                    self.no_anchor(amount.span);
                    return None;
                };
                if *unit == Unit::WorkingDay {
                    self.grows_by_working_day(amount.span);
                    return None;
                }
                let rate = self.rate(rate)?;
                let (on, bearing) = self.claim_of_amount(on)?;
                let law = Growth::PerPeriod {
                    rate,
                    every: Duration::new(1, *unit),
                    started: *started,
                    counted_from,
                };
                Some(Some(Growing::by(on, bearing, law)))
            }
            ExpressionKind::Phrase(phrase) => self.defined_growth(phrase),
            ExpressionKind::Pick {
                pick: ast::Pick::Highest,
                items,
                ..
            } if items
                .iter()
                .any(|item| self.is_growth(&item.value.main.value)) =>
            {
                self.highest_growth(items, tails)
            }
            _ => Some(None),
        }
    }

    /// Whether an amount grows with time, by its own words or as it is defined elsewhere.
    pub fn is_growth(&self, expression: &ast::Expression) -> bool {
        if grows(expression) {
            return true;
        }
        let ExpressionKind::Phrase(phrase) = &expression.kind else {
            return false;
        };
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        let chart = self.chart(&tokens);
        chart
            .whole_noun_phrase()
            .iter()
            .any(|np| self.growth_of(np).is_some())
    }

    fn highest_growth(
        &mut self,
        items: &[ast::PickItem],
        tails: &Tails,
    ) -> Option<Option<Growing>> {
        let mut laws = Vec::new();
        let mut first = None;
        for item in items {
            let chosen = self.choose(&item.value);
            let growing = self.growing(&chosen.value, tails)??;
            laws.push(growing.law.clone());
            first.get_or_insert(growing);
        }
        let law = Growth::HighestOf(laws);
        Some(Some(Growing { law, ..first? }))
    }

    fn grows_by_working_day(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "growth-by-working-day",
                "interest is not counted by working days",
            )
            .at(span, "periods of interest are days, weeks, months or years")
            .help("say `for each started week`, or owe a fixed amount `Every working day after …`"),
        );
    }

    fn no_anchor(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "period-without-anchor",
                "it is not said from which day the periods are counted",
            )
            .at(span, "counted from when?")
            .help("add `, counted from the first day of default`, or another day"),
        );
    }

    fn yearly(
        &mut self,
        rate: &ast::Expression,
        on: &ast::Phrase,
        tails: &Tails,
        span: Span,
    ) -> Option<Growing> {
        let rate = self.rate(rate)?;
        let (on, bearing) = self.claim_of_amount(on)?;
        let law = Growth::Yearly {
            rate,
            days_to_the_year: self.days_to_the_year(tails, span)?,
            compounding: tails
                .compounding
                .clone()
                .map(|(unit, counted)| Compounding {
                    every: Duration::new(1, unit),
                    counted,
                }),
        };
        Some(Growing::by(on, bearing, law))
    }

    /// How many days a year has is for the clause to say.
    fn days_to_the_year(&mut self, tails: &Tails, span: Span) -> Option<u32> {
        if tails.days_to_the_year.is_none() {
            self.refuse(
                Problem::error(
                    "year-without-days",
                    "it is not said over how many days a year's interest is spread",
                )
                .at(span, "counted at how many days to the year?")
                .help("add `, counted by the day at 365 days to the year`, or at another number"),
            );
        }
        tails.days_to_the_year
    }

    /// A percentage, or a table of rates: `the rate of the interest table of the claim`.
    fn rate(&mut self, rate: &ast::Expression) -> Option<Expression> {
        if let ExpressionKind::Phrase(phrase) = &rate.kind
            && let Some(table) = self.rate_of_table(phrase)
        {
            return Some(table);
        }
        let (value, ty) = self.value(rate)?;
        if matches!(ty, Type::Percent | Type::Table | Type::Any) {
            return Some(value);
        }
        self.wrong_type(rate.span, &ty, "a rate");
        None
    }

    fn rate_of_table(&mut self, phrase: &ast::Phrase) -> Option<Expression> {
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        let chart = self.chart(&tokens);
        let words: Vec<&str> = chart.words.iter().map(String::as_str).collect();
        let table = match words.as_slice() {
            ["the", "rate", "of" | "in", ..] => chart.noun_phrases(3, words.len()),
            _other => chart.whole_noun_phrase(),
        };
        let table = table.iter().find(|np| np.ty == Type::Table).cloned()?;
        if let NpKind::Table(name) = &table.kind {
            self.table_of(name, TableKind::Rates, table.span)?;
        }
        self.noun(&table)
    }

    /// The claim that an amount is open of: `what is open of the claim`, `the open principal of the invoice`, `the claim`; and the
    /// amount itself where it may be another: `what is overdue of the claim`.
    fn claim_of_amount(
        &mut self,
        phrase: &ast::Phrase,
    ) -> Option<(Expression, Option<Expression>)> {
        let np = self.noun_phrase(phrase, None)?;
        let claim = claim_behind(&np).cloned();
        if let Some(behind) = claim {
            let on = self.as_type(&behind, &Type::Claim)?;
            let bearing = match np.ty {
                Type::Money => self.noun(&np),
                _other => None,
            };
            let bearing = bearing.filter(|amount| !is_what_is_open(amount));
            Some((on, bearing))
        } else {
            self.refuse(
                Problem::error(
                    "grows-on-nothing",
                    "interest grows on what is open of a claim",
                )
                .at(phrase.span, "which claim?")
                .help("say `on what is open of the claim of the invoice`"),
            );
            None
        }
    }

    /// `the legal interest on the claim of the invoice`: a measure that a clause defines as growing.
    fn defined_growth(&mut self, phrase: &ast::Phrase) -> Option<Option<Growing>> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let found = chart.whole_noun_phrase();
        let Some(np) = found
            .iter()
            .find(|np| self.growth_of(np).is_some())
            .cloned()
        else {
            return Some(None);
        };
        let measure = self.growth_of(&np)?;
        let NpKind::Measure { fills, .. } = &np.kind else {
            return Some(None);
        };
        let fill = fills.first()?.clone();
        let argument = self.as_type(&fill, &Type::Claim)?;
        self.growth_on(&measure, argument, phrase.span).map(Some)
    }

    fn growth_of(&self, np: &Np) -> Option<Name> {
        let NpKind::Measure { sentence, .. } = &np.kind else {
            return None;
        };
        let SentenceKind::Measure { measure, .. } = &self.vocabulary.sentences[*sentence].kind
        else {
            return None;
        };
        self.growths.contains_key(measure).then(|| measure.clone())
    }

    /// The law that a clause defines, on this claim.
    fn growth_on(&mut self, measure: &Name, argument: Expression, span: Span) -> Option<Growing> {
        let growths = std::rc::Rc::clone(&self.growths);
        let rule = growths.get(measure)?;
        let ast::MainKind::Is { subject, value } = &rule.main.kind else {
            return None;
        };
        // The definition speaks of its own argument only.
        let entries = std::mem::take(&mut self.scope.entries);
        let words = self.argument_words(subject);
        self.scope.introduce(&words, Type::Claim, argument, span);
        let value = self.choose(value);
        let found = self.tails(&rule.tails).and_then(|tails| {
            let growing = self.growing(value, &tails)??;
            Some(Growing {
                rounded: tails.rounded,
                ceiling: self.ceiling_on_growth(&tails.bounds)?,
                ..growing
            })
        });
        self.scope.entries = entries;
        found
    }

    /// The words of the argument in the head of a definition: `claim` in `the legal interest on a claim`.
    fn argument_words(&mut self, subject: &ast::Phrase) -> Vec<String> {
        let tokens = crate::check::phrase::tokens_of_phrase(subject);
        let chart = self.chart(&tokens);
        let found = chart.whole_noun_phrase();
        let fill = found.iter().find_map(|np| match &np.kind {
            NpKind::Measure { fills, .. } => fills.first().cloned(),
            _ => None,
        });
        match fill.map(|np| np.kind) {
            Some(NpKind::Noun { noun, .. }) => self.vocabulary.nouns.get(noun).words.clone(),
            _other => vec!["claim".to_owned()],
        }
    }
}

fn is_what_is_open(amount: &Expression) -> bool {
    matches!(
        amount,
        Expression::Kernel {
            measure: KernelMeasure::Open,
            ..
        }
    )
}

/// The noun phrase of the claim, obligation or thing behind an amount.
fn claim_behind(np: &Np) -> Option<&Np> {
    if np.ty.is_relational() {
        return Some(np);
    }
    match &np.kind {
        NpKind::Measure { fills, .. } => fills.iter().find_map(claim_behind),
        // A sum that a thing tells of is no claim: nothing is open of it.
        NpKind::Field { of: Some(_), .. } if np.ty == Type::Money => None,
        NpKind::Field { of: Some(of), .. } | NpKind::RateOf { of, .. } => claim_behind(of),
        _ => None,
    }
}
