//! Amounts as whole numbers of the smallest unit of their currency, and back.

use crate::value::{Currency, Decimal, Money};

use super::LedgerError;

/// An amount in the smallest unit of its currency: cents.
pub(super) type Minor = i128;

/// The largest amount of one claim or payment: what texts can say is below it, and the product of two sums of thousands of them fits.
pub(super) const LARGEST: Minor = 10_i128.pow(17);

/// The amount in whole units; how others come to whole units is for the caller to know.
pub(super) fn minor_of(money: Money) -> Result<Minor, LedgerError> {
    if !money.is_rounded() {
        return Err(LedgerError::NotWhole(money));
    }
    let mut amount = money.amount().normalize();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_keep_the_unit_of_their_currency() {
        let yen = Currency::from_code("JPY").expect("a currency");
        for (text, currency, minor) in [
            ("1000.5", Currency::EUR, 100_050),
            ("-0.050", Currency::EUR, -5),
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
