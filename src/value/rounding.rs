//! How an amount comes to whole cents.

use borsh::{BorshDeserialize, BorshSerialize};
use rust_decimal::RoundingStrategy;

/// `half up to the cent`: what becomes of a part of the smallest unit of a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub enum Rounding {
    /// `half up to the cent`: to the nearest unit, a half away from zero.
    HalfUp,
    /// `half to the even cent`: to the nearest unit, a half to the even one.
    HalfToEven,
    /// `up to the cent`: a part counts as a whole.
    Up,
    /// `down to the cent`: a part does not count.
    Down,
}

impl Rounding {
    /// All of them, in the order in which a message names them.
    pub const ALL: [Self; 4] = [Self::HalfUp, Self::HalfToEven, Self::Up, Self::Down];

    /// As clauses say it.
    pub fn words(self) -> &'static str {
        match self {
            Self::HalfUp => "half up to the cent",
            Self::HalfToEven => "half to the even cent",
            Self::Up => "up to the cent",
            Self::Down => "down to the cent",
        }
    }

    /// The same for decimals.
    pub(super) fn strategy(self) -> RoundingStrategy {
        match self {
            Self::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            Self::HalfToEven => RoundingStrategy::MidpointNearestEven,
            Self::Up => RoundingStrategy::AwayFromZero,
            Self::Down => RoundingStrategy::ToZero,
        }
    }

    /// `numerator / denominator` as a whole number. The denominator is positive.
    pub fn quotient(self, numerator: i128, denominator: i128) -> i128 {
        let (whole, rest) = (numerator / denominator, numerator % denominator);
        let twice = rest.abs() * 2;
        let goes_on = match self {
            Self::HalfUp => twice >= denominator,
            Self::HalfToEven => twice > denominator || (twice == denominator && whole % 2 != 0),
            Self::Up => rest != 0,
            Self::Down => false,
        };
        if goes_on {
            whole + numerator.signum()
        } else {
            whole
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rounding;

    #[test]
    fn each_way_of_rounding_a_quotient() {
        // numerator, denominator, half up, half to even, up, down
        let rows = [
            (5, 10, [1, 0, 1, 0]),
            (15, 10, [2, 2, 2, 1]),
            (25, 10, [3, 2, 3, 2]),
            (4, 10, [0, 0, 1, 0]),
            (6, 10, [1, 1, 1, 0]),
            (20, 10, [2, 2, 2, 2]),
            (-5, 10, [-1, 0, -1, 0]),
            (-15, 10, [-2, -2, -2, -1]),
            (-4, 10, [0, 0, -1, 0]),
            (0, 3, [0, 0, 0, 0]),
            (7, 3, [2, 2, 3, 2]),
        ];
        for (numerator, denominator, expected) in rows {
            let found = Rounding::ALL.map(|way| way.quotient(numerator, denominator));
            assert_eq!(found, expected, "{numerator}/{denominator}");
        }
    }
}
