//! Percentages.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{Money, MoneyError, parse_decimal};

/// The most decimals of a percentage, and the largest one: a product with an amount in whole cents then stays exact.
const MOST_DECIMALS: u32 = 6;
const LARGEST: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// A number of hundredths: `2%`, `10.5%`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub struct Percent(Decimal);

/// Why a text is no percentage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PercentError {
    /// `2 percent`, `two%`
    #[error("`{0}` is not a percentage such as `10.5%`")]
    NotAPercentage(String),
    /// More than ten thousand percent, or more than six decimals.
    #[error("`{0}` is not a percentage of at most 10000% with at most 6 decimals")]
    OutOfRange(String),
}

impl Percent {
    /// So many hundredths.
    pub fn new(hundredths: Decimal) -> Self {
        Self(hundredths)
    }

    /// Reads `10.5%`, with the sign.
    pub fn parse(text: &str) -> Result<Self, PercentError> {
        let number = text.trim().strip_suffix('%').map(str::trim_end);
        let number = number.ok_or_else(|| PercentError::NotAPercentage(text.to_owned()))?;
        Self::parse_number(number)
    }

    /// Reads `10.5`, without the sign: the way of tables.
    pub fn parse_number(text: &str) -> Result<Self, PercentError> {
        let number =
            parse_decimal(text).map_err(|_| PercentError::NotAPercentage(text.to_owned()))?;
        let fits = number.abs() <= LARGEST && number.normalize().scale() <= MOST_DECIMALS;
        if fits {
            Ok(Self(number))
        } else {
            Err(PercentError::OutOfRange(text.to_owned()))
        }
    }

    /// The number before the sign: 10.5 of `10.5%`.
    pub fn hundredths(self) -> Decimal {
        self.0
    }

    /// The factor: 0.105 of `10.5%`.
    pub fn factor(self) -> Decimal {
        self.0 * Decimal::new(1, 2)
    }

    /// That part of an amount, not rounded.
    pub fn of(self, whole: Money) -> Result<Money, MoneyError> {
        whole.checked_mul(self.factor())
    }
}

/// As written, without needless zeros: `10.5%`.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}%", self.0.normalize()))
    }
}

/// As text: `"10.5%"`.
impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_shows() {
        for (text, shown) in [
            ("2%", "2%"),
            ("10.50%", "10.5%"),
            ("0.5 %", "0.5%"),
            ("-1%", "-1%"),
            ("100%", "100%"),
        ] {
            assert_eq!(
                Percent::parse(text)
                    .map(|percent| percent.to_string())
                    .as_deref(),
                Ok(shown)
            );
        }
        for text in ["2", "%", "two%", "1e2%", "2,5%", "2 percent"] {
            assert!(
                matches!(Percent::parse(text), Err(PercentError::NotAPercentage(_))),
                "{text}"
            );
        }
        assert!(matches!(
            Percent::parse("10001%"),
            Err(PercentError::OutOfRange(_))
        ));
        assert!(matches!(
            Percent::parse("0.1234567%"),
            Err(PercentError::OutOfRange(_))
        ));
    }

    #[test]
    fn part_of_an_amount_is_not_rounded() {
        let whole = Money::parse("0.01").expect("an amount");
        let part = Percent::parse("10.5%").expect("a percentage").of(whole);
        assert_eq!(part, Ok(Money::eur(Decimal::new(105, 5))));
    }
}
