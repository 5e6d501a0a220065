//! Amounts as whole numbers of the smallest unit of their currency, and the one way in which they are rounded.

use crate::value::{Currency, Decimal, Money};

use super::LedgerError;

/// An amount in the smallest unit of its currency: cents.
pub(super) type Minor = i128;

/// The largest amount of one claim or payment: what texts can say is below it, and the product of two sums of thousands of them fits.
pub(super) const LARGEST: Minor = 10_i128.pow(17);

/// The amount in whole units, rounded half up when it is not whole.
pub(super) fn minor_of(money: Money) -> Result<Minor, LedgerError> {
    let mut amount = money.round_half_up().amount();
    amount.rescale(money.currency().exponent());
    let minor = amount.mantissa();
    if amount.scale() == money.currency().exponent() && minor.abs() <= LARGEST {
        Ok(minor)
    } else {
        Err(LedgerError::TooLarge(money))
    }
}

/// The amount with its currency.
pub(super) fn money_of(minor: Minor, currency: Currency) -> Money {
    let amount = Decimal::try_from_i128_with_scale(minor, currency.exponent())
        .expect("amounts in the ledger, and sums of them, stay far below 28 digits");
    Money::new(amount, currency)
}

/// `numerator / denominator` to the nearest whole number; a half goes away from zero. The denominator is positive.
pub(super) fn half_up(numerator: i128, denominator: i128) -> i128 {
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    if rest.abs() * 2 >= denominator {
        whole + numerator.signum()
    } else {
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_goes_away_from_zero() {
        let rows = [
            (5, 10, 1),
            (4, 10, 0),
            (15, 10, 2),
            (-5, 10, -1),
            (-4, 10, 0),
            (0, 3, 0),
            (1, 2, 1),
            (7, 3, 2),
        ];
        for (numerator, denominator, expected) in rows {
            assert_eq!(
                half_up(numerator, denominator),
                expected,
                "{numerator}/{denominator}"
            );
        }
    }

    #[test]
    fn amounts_keep_the_unit_of_their_currency() {
        let yen = Currency::from_code("JPY").expect("a currency");
        for (text, currency, minor) in [
            ("1000.5", Currency::EUR, 100_050),
            ("0.005", Currency::EUR, 1),
            ("-0.005", Currency::EUR, -1),
            ("12", yen, 12),
        ] {
            let amount = crate::value::parse_decimal(text).expect("a number");
            assert_eq!(minor_of(Money::new(amount, currency)), Ok(minor), "{text}");
        }
        assert_eq!(
            money_of(100_050, Currency::EUR),
            Money::parse("1000.50").expect("an amount")
        );
    }
}
