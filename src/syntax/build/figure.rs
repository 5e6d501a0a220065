//! Figures, dates and periods: the grammar lets more through than there is, the values decide.

use pest::iterators::Pair;
use rust_decimal::Decimal;

use crate::source::Problem;
use crate::syntax::ast::{Mark, Numeral, Token, TokenKind, Version};
use crate::syntax::build::{Builder, Built};
use crate::syntax::grammar::Rule;
use crate::syntax::habits::amount_as_written;
use crate::value::{
    Duration, FigureError, Money, MoneyParseError, NamedPeriod, Percent, Unit, parse_date,
    parse_decimal,
};

impl Builder {
    /// `EUR 2,500.00`
    pub(super) fn money(&self, pair: &Pair<'_, Rule>) -> Built<Token> {
        let words = one_blank(pair.as_str());
        let money = Money::parse_clause_style(&words)
            .map_err(|error| Box::new(self.not_an_amount(pair, &words, &error)))?;
        Ok(self.token(pair, TokenKind::Money(money)))
    }

    /// `10.5%`
    pub(super) fn percent(&self, pair: &Pair<'_, Rule>) -> Built<Token> {
        let percent = Percent::parse(pair.as_str()).map_err(|error| {
            let help = "decimals stand behind a point, at most six: `10.5%`";
            Box::new(self.refused(pair, "percentage-misread", error.to_string(), help))
        })?;
        Ok(self.token(pair, TokenKind::Percent(percent)))
    }

    /// `1,000`, `1.5`
    pub(super) fn number(&self, pair: &Pair<'_, Rule>) -> Built<Token> {
        let number = self.decimal(pair)?;
        Ok(self.token(pair, TokenKind::Number(number)))
    }

    fn decimal(&self, pair: &Pair<'_, Rule>) -> Built<Decimal> {
        let written = pair.as_str();
        let refuse = || {
            let message = format!("`{written}` is not a number such as `1,000` or `1.5`");
            let help = "commas stand between groups of three digits, decimals behind one point";
            Box::new(self.refused(pair, "number-misread", message, help))
        };
        let (whole, _) = written.split_once('.').unwrap_or((written, ""));
        if whole.contains(',') && !commas_in_threes(whole) {
            return Err(refuse());
        }
        parse_decimal(&written.replace(',', "")).map_err(|_| refuse())
    }

    /// `2024-12-31`
    pub(super) fn date(&self, pair: &Pair<'_, Rule>) -> Built<Token> {
        let date = parse_date(pair.as_str()).map_err(|error| {
            let help = "a date is written year, month, day: `2024-12-31`";
            Box::new(self.refused(pair, "no-such-date", error.to_string(), help))
        })?;
        Ok(self.token(pair, TokenKind::Date(date)))
    }

    /// `15 days`
    pub(super) fn duration(&self, pair: &Pair<'_, Rule>) -> Built<Token> {
        let duration = self.period_of(pair)?;
        Ok(self.token(pair, TokenKind::Duration(duration)))
    }

    /// The period itself.
    pub(super) fn period_of(&self, pair: &Pair<'_, Rule>) -> Built<Duration> {
        let text = one_blank(pair.as_str());
        let period = Duration::parse(&text).map_err(|error| {
            let help = "a period is a whole number of days, working days, weeks, months or years";
            Box::new(self.refused(pair, "period-misread", error.to_string(), help))
        })?;
        if text.ends_with('s') == (period.count == 1) {
            let message = format!("`{text}` is neither one nor several");
            let help = format!("write `{period}`");
            return Err(Box::new(self.refused(
                pair,
                "period-misread",
                message,
                &help,
            )));
        }
        Ok(period)
    }

    /// `months`
    pub(super) fn unit(pair: &Pair<'_, Rule>) -> Unit {
        Unit::from_words(&one_blank(pair.as_str())).expect("the grammar lists the units that exist")
    }

    /// A month, quarter or year: `2024-10`.
    pub(super) fn named_period(&self, pair: &Pair<'_, Rule>) -> Built<NamedPeriod> {
        pair.as_str().parse().map_err(|error: FigureError| {
            Box::new(self.refused(
                pair,
                "no-such-period",
                error.to_string(),
                "write it as `2024-10`, `2024-Q3` or `2024`",
            ))
        })
    }

    /// A whole number: `365`.
    pub(super) fn whole(&self, pair: &Pair<'_, Rule>) -> Built<Numeral> {
        let number = pair.as_str().parse().map_err(|_| {
            let message = format!("`{}` is not a whole number", pair.as_str());
            Box::new(self.refused(
                pair,
                "number-misread",
                message,
                "write digits only, such as `3`",
            ))
        })?;
        Ok(Numeral {
            number,
            span: self.span(pair),
        })
    }

    /// `(2)`, `(b)`
    pub(super) fn mark(&self, pair: &Pair<'_, Rule>) -> Mark {
        let inside = pair.as_str().trim_matches(['(', ')']);
        let letter = inside.bytes().next().filter(u8::is_ascii_lowercase);
        let ordinal = letter.map_or_else(
            || {
                inside
                    .parse()
                    .expect("the grammar reads at most four digits")
            },
            |letter| u32::from(letter - b'a') + 1,
        );
        Mark {
            ordinal,
            letter: letter.is_some(),
            span: self.span(pair),
        }
    }

    /// `1`, `2025-03`
    pub(super) fn version(&self, pair: &Pair<'_, Rule>) -> Version {
        Version {
            text: pair.as_str().to_owned(),
            span: self.span(pair),
        }
    }

    pub(super) fn token(&self, pair: &Pair<'_, Rule>, kind: TokenKind) -> Token {
        Token {
            kind,
            span: self.span(pair),
        }
    }

    fn refused(
        &self,
        pair: &Pair<'_, Rule>,
        code: &'static str,
        message: String,
        help: &str,
    ) -> Problem {
        Problem::error(code, message)
            .at(self.span(pair), "")
            .help(help)
    }

    fn not_an_amount(
        &self,
        pair: &Pair<'_, Rule>,
        words: &str,
        error: &MoneyParseError,
    ) -> Problem {
        let continental = amount_as_written(words);
        let help = match error {
            _ if continental.is_some() => {
                "commas stand between thousands, a point before the cents"
            }
            MoneyParseError::PartDecimals { exponent: 2, .. }
            | MoneyParseError::TooManyDecimals { most: 2, .. } => {
                "an amount has no decimals or two: `EUR 500.00`"
            }
            _ => {
                "an amount is a currency and a number, with commas between groups of three digits: `EUR 2,500.00`"
            }
        };
        let message = match &continental {
            Some(_) => format!("`{words}` has its cents behind a comma"),
            None => format!("`{words}`: {error}"),
        };
        Problem::error("amount-misread", message)
            .at(
                self.span(pair),
                continental.map_or_else(String::new, |right| format!("write `{right}`")),
            )
            .help(help)
    }
}

/// `1,000,000` and not `10,00`
fn commas_in_threes(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// A group of words with one blank between two: it may be broken over lines.
pub(super) fn one_blank(words: &str) -> String {
    let lines = words
        .lines()
        .map(|line| line.split("--").next().unwrap_or_default());
    let words: Vec<&str> = lines
        .flat_map(|line| line.split(|c: char| c.is_whitespace()))
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
