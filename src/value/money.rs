//! Exact amounts of money, each with its currency.

use borsh::{BorshDeserialize, BorshSerialize};
use std::cmp::Ordering;
use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::{Currency, Rounding};

/// The most digits before the decimal point of an amount that is read: with them a product with a rate stays exact.
const MOST_INTEGER_DIGITS: usize = 15;
/// The most decimals of a number that is not money.
const MOST_DECIMALS: usize = 10;

/// An amount in a currency, exact: not rounded unless someone asked for it.
///
/// Two amounts are equal when their values and currencies are (`1.0` is `1.00`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

/// A calculation with amounts that has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// `EUR 1.00 + USD 1.00`
    #[error("an amount in {left} and an amount in {right} cannot be reckoned together")]
    CurrenciesDiffer {
        /// The currency of the first amount.
        left: Currency,
        /// The currency of the second.
        right: Currency,
    },
    /// More than 28 digits.
    #[error("the amount becomes too large to reckon with")]
    Overflow,
    /// Division by nothing.
    #[error("an amount cannot be divided by zero")]
    DivisionByZero,
}

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyParseError {
    /// `12a`, `1e3`, `NaN`, `1,000.00` outside clause files.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// `10.005 EUR`
    #[error("`{text}` has {given} decimals; an amount in {currency} has at most {most}")]
    TooManyDecimals {
        /// The text.
        text: String,
        /// The number of decimals given.
        given: usize,
        /// The currency of the amount.
        currency: Currency,
        /// The number of decimals that the currency has.
        most: u32,
    },
    /// A number with more decimals than any calculation needs.
    #[error("`{0}` has more than {MOST_DECIMALS} decimals")]
    TooPrecise(String),
    /// More digits than an amount can have.
    #[error("`{0}` has more than {MOST_INTEGER_DIGITS} digits before the point")]
    TooLarge(String),
    /// `10.00 XYZ`
    #[error("`{0}` is not a currency that amounts can be in")]
    UnknownCurrency(String),
    /// `EUR 1,00,0.00`
    #[error("in `{0}` the commas do not stand between groups of three digits")]
    Commas(String),
    /// `EUR 2,500.0`
    #[error("`{text}` must have {exponent} decimals or none")]
    PartDecimals {
        /// The text.
        text: String,
        /// The number of decimals that the currency has.
        exponent: u32,
    },
    /// An amount in a clause without a currency before it.
    #[error("`{0}` has no currency before it, as in `EUR 2,500.00`")]
    NoCurrency(String),
}

impl Money {
    /// An amount.
    pub fn new(amount: Decimal, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// An amount in euros.
    pub fn eur(amount: Decimal) -> Self {
        Self::new(amount, Currency::EUR)
    }

    /// Nothing.
    pub fn zero(currency: Currency) -> Self {
        Self::new(Decimal::ZERO, currency)
    }

    /// The number.
    pub fn amount(self) -> Decimal {
        self.amount
    }

    /// The currency.
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Whether it is exactly nothing.
    pub fn is_zero(self) -> bool {
        self.amount.is_zero()
    }

    /// Whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self.amount < Decimal::ZERO
    }

    /// Whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.amount > Decimal::ZERO
    }

    /// The amount with the other sign.
    #[must_use]
    pub fn negated(self) -> Self {
        Self::new(-self.amount, self.currency)
    }

    /// The sum.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.together(other, self.amount.checked_add(other.amount))
    }

    /// The difference; it may be less than nothing.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.together(other, self.amount.checked_sub(other.amount))
    }

    /// The amount so many times, exact up to 28 digits.
    pub fn checked_mul(self, factor: Decimal) -> Result<Self, MoneyError> {
        self.with(self.amount.checked_mul(factor))
    }

    /// The amount divided, exact up to 28 digits.
    pub fn checked_div(self, divisor: Decimal) -> Result<Self, MoneyError> {
        if divisor.is_zero() {
            Err(MoneyError::DivisionByZero)
        } else {
            self.with(self.amount.checked_div(divisor))
        }
    }

    /// Which of two amounts is more.
    pub fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        self.currency_with(other)?;
        Ok(self.amount.cmp(&other.amount))
    }

    /// The lesser of two amounts.
    pub fn lesser(self, other: Self) -> Result<Self, MoneyError> {
        Ok(if self.compare(other)?.is_le() {
            self
        } else {
            other
        })
    }

    /// The greater of two amounts.
    pub fn greater(self, other: Self) -> Result<Self, MoneyError> {
        Ok(if self.compare(other)?.is_ge() {
            self
        } else {
            other
        })
    }

    /// Rounded to the smallest unit of the currency.
    #[must_use]
    pub fn rounded(self, way: Rounding) -> Self {
        let exponent = self.currency.exponent();
        let rounded = self.amount.round_dp_with_strategy(exponent, way.strategy());
        Self::new(rounded, self.currency)
    }

    /// Whether it has no more decimals than its currency.
    pub fn is_rounded(self) -> bool {
        self.amount.normalize().scale() <= self.currency.exponent()
    }

    /// Reads `1000.00`, `1000`, `1000.00 EUR` or `EUR 1000.00`: the way of timelines. Without a currency: euros.
    pub fn parse(text: &str) -> Result<Self, MoneyParseError> {
        let (number, currency) = match text.trim().split_once(' ') {
            None => (text.trim(), Currency::EUR),
            Some((first, second)) if is_code(first) => (second.trim(), known(first)?),
            Some((first, second)) => (first, known(second.trim())?),
        };
        Self::parse_number(number, currency)
    }

    /// Reads `EUR 2,500.00`, `EUR 500`: the way of clause files. Commas stand only between groups of three digits; the
    /// decimals are all there or none.
    pub fn parse_clause_style(text: &str) -> Result<Self, MoneyParseError> {
        let (code, number) = text
            .trim()
            .split_once(' ')
            .ok_or_else(|| MoneyParseError::NoCurrency(text.to_owned()))?;
        let currency = known(code)?;
        let number = number.trim();
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        if whole.contains(',') && !commas_in_threes(whole) {
            return Err(MoneyParseError::Commas(number.to_owned()));
        }
        let money = Self::parse_number(&number.replace(',', ""), currency)?;
        if number.contains('.') && decimals.len() != currency.exponent() as usize {
            return Err(MoneyParseError::PartDecimals {
                text: number.to_owned(),
                exponent: currency.exponent(),
            });
        }
        Ok(money)
    }

    /// As clause files write it: `EUR 2,500.00`, `-EUR 5.00`.
    pub fn to_clause_style(self) -> String {
        let shown = self.to_string();
        let (sign, shown) = shown
            .strip_prefix('-')
            .map_or(("", shown.as_str()), |rest| ("-", rest));
        let (whole, decimals) = shown
            .split_once('.')
            .map_or((shown, None), |(whole, decimals)| (whole, Some(decimals)));
        let decimals = decimals.map_or_else(String::new, |decimals| format!(".{decimals}"));
        format!("{sign}{} {}{decimals}", self.currency, in_threes(whole))
    }

    fn parse_number(text: &str, currency: Currency) -> Result<Self, MoneyParseError> {
        let digits = Digits::read(text)?;
        if digits.decimals > currency.exponent() as usize {
            return Err(MoneyParseError::TooManyDecimals {
                text: text.to_owned(),
                given: digits.decimals,
                currency,
                most: currency.exponent(),
            });
        }
        Ok(Self::new(digits.value, currency))
    }

    /// The currency in which two amounts are reckoned together: nothing is nothing in each currency.
    fn currency_with(self, other: Self) -> Result<Currency, MoneyError> {
        if self.currency == other.currency || other.is_zero() {
            Ok(self.currency)
        } else if self.is_zero() {
            Ok(other.currency)
        } else {
            Err(MoneyError::CurrenciesDiffer {
                left: self.currency,
                right: other.currency,
            })
        }
    }

    fn together(self, other: Self, amount: Option<Decimal>) -> Result<Self, MoneyError> {
        Self::zero(self.currency_with(other)?).with(amount)
    }

    fn with(self, amount: Option<Decimal>) -> Result<Self, MoneyError> {
        amount
            .map(|amount| Self::new(amount, self.currency))
            .ok_or(MoneyError::Overflow)
    }
}

/// Reads a plain decimal number, exact: `0.75`, `-3`. At most 15 digits before the point and 10 after it.
pub fn parse_decimal(text: &str) -> Result<Decimal, MoneyParseError> {
    let digits = Digits::read(text.trim())?;
    if digits.decimals > MOST_DECIMALS {
        Err(MoneyParseError::TooPrecise(text.to_owned()))
    } else {
        Ok(digits.value)
    }
}

/// A number in its written form: an optional minus, digits, and perhaps a point with digits after it.
struct Digits {
    value: Decimal,
    decimals: usize,
}

impl Digits {
    fn read(text: &str) -> Result<Self, MoneyParseError> {
        let not_a_number = || MoneyParseError::NotANumber(text.to_owned());
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (whole, decimals) = match unsigned.split_once('.') {
            Some((_, "")) => return Err(not_a_number()),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        if whole.is_empty()
            || !whole
                .bytes()
                .chain(decimals.bytes())
                .all(|byte| byte.is_ascii_digit())
        {
            return Err(not_a_number());
        }
        if whole.trim_start_matches('0').len() > MOST_INTEGER_DIGITS {
            return Err(MoneyParseError::TooLarge(text.to_owned()));
        }
        let shown = &text[..text.len() - decimals.len().saturating_sub(MOST_DECIMALS + 1)];
        let value = Decimal::from_str_exact(shown).map_err(|_| not_a_number())?;
        Ok(Self {
            value,
            decimals: decimals.len(),
        })
    }
}

fn is_code(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn known(code: &str) -> Result<Currency, MoneyParseError> {
    Currency::from_code(code).ok_or_else(|| MoneyParseError::UnknownCurrency(code.to_owned()))
}

fn commas_in_threes(whole: &str) -> bool {
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn in_threes(digits: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The number at the decimals of its currency, rounded half up for the eye: `1000.00`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rounded = self.rounded(Rounding::HalfUp).amount;
        rounded.rescale(self.currency.exponent());
        if rounded.is_zero() {
            rounded.set_sign_positive(true);
        }
        f.pad(&rounded.to_string())
    }
}

/// The exact number and the currency: `1000.005 EUR`.
impl fmt::Debug for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

/// As a report shows it: `"1000.00"`.
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
