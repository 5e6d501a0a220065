//! Currencies by their ISO 4217 code.

use std::fmt;

/// A currency that amounts can be in, in the order of their codes; the euro by default. Source: ISO 4217, list one.
///
/// A byte, because each amount has one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Currency {
    /// The Australian dollar.
    Aud,
    /// The Canadian dollar.
    Cad,
    /// The Swiss franc.
    Chf,
    /// The Czech koruna.
    Czk,
    /// The Danish krone.
    Dkk,
    /// The euro.
    #[default]
    Eur,
    /// The pound sterling.
    Gbp,
    /// The Hungarian forint.
    Huf,
    /// The yen.
    Jpy,
    /// The Kuwaiti dinar.
    Kwd,
    /// The Norwegian krone.
    Nok,
    /// The Polish zloty.
    Pln,
    /// The Swedish krona.
    Sek,
    /// The dollar of the United States.
    Usd,
}

const KNOWN: [Currency; 14] = [
    Currency::Aud,
    Currency::Cad,
    Currency::Chf,
    Currency::Czk,
    Currency::Dkk,
    Currency::Eur,
    Currency::Gbp,
    Currency::Huf,
    Currency::Jpy,
    Currency::Kwd,
    Currency::Nok,
    Currency::Pln,
    Currency::Sek,
    Currency::Usd,
];

impl Currency {
    /// The euro.
    pub const EUR: Self = Self::Eur;
    /// The dollar of the United States.
    pub const USD: Self = Self::Usd;
    /// The pound sterling.
    pub const GBP: Self = Self::Gbp;
    /// The Swiss franc.
    pub const CHF: Self = Self::Chf;

    /// The currency with that code, if it is one of those that amounts can be in.
    pub fn from_code(code: &str) -> Option<Self> {
        KNOWN.into_iter().find(|currency| currency.code() == code)
    }

    /// The ISO code: `EUR`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Aud => "AUD",
            Self::Cad => "CAD",
            Self::Chf => "CHF",
            Self::Czk => "CZK",
            Self::Dkk => "DKK",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Huf => "HUF",
            Self::Jpy => "JPY",
            Self::Kwd => "KWD",
            Self::Nok => "NOK",
            Self::Pln => "PLN",
            Self::Sek => "SEK",
            Self::Usd => "USD",
        }
    }

    /// The number of decimals of its smallest unit: 2 for the euro.
    pub fn exponent(self) -> u32 {
        match self {
            Self::Jpy => 0,
            Self::Aud
            | Self::Cad
            | Self::Chf
            | Self::Czk
            | Self::Dkk
            | Self::Eur
            | Self::Gbp
            | Self::Huf
            | Self::Nok
            | Self::Pln
            | Self::Sek
            | Self::Usd => 2,
            Self::Kwd => 3,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_that_of_its_currency_and_they_stand_in_order() {
        for currency in KNOWN {
            assert_eq!(Currency::from_code(currency.code()), Some(currency));
        }
        assert!(KNOWN.is_sorted() && KNOWN.is_sorted_by_key(|currency| currency.code()));
        assert_eq!(Currency::from_code("XXX"), None);
    }
}
