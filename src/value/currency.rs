//! Currencies by their ISO 4217 code.

use std::fmt;

/// A currency: its ISO code and the number of decimals of its smallest unit. The euro by default.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    code: &'static str,
    exponent: u32,
}

/// The currencies that amounts can be in. Source: ISO 4217, list one.
const KNOWN: [Currency; 14] = [
    Currency::EUR,
    Currency::USD,
    Currency::GBP,
    Currency::CHF,
    Currency {
        code: "AUD",
        exponent: 2,
    },
    Currency {
        code: "CAD",
        exponent: 2,
    },
    Currency {
        code: "CZK",
        exponent: 2,
    },
    Currency {
        code: "DKK",
        exponent: 2,
    },
    Currency {
        code: "HUF",
        exponent: 2,
    },
    Currency {
        code: "JPY",
        exponent: 0,
    },
    Currency {
        code: "KWD",
        exponent: 3,
    },
    Currency {
        code: "NOK",
        exponent: 2,
    },
    Currency {
        code: "PLN",
        exponent: 2,
    },
    Currency {
        code: "SEK",
        exponent: 2,
    },
];

impl Currency {
    /// The euro.
    pub const EUR: Self = Self {
        code: "EUR",
        exponent: 2,
    };
    /// The dollar of the United States.
    pub const USD: Self = Self {
        code: "USD",
        exponent: 2,
    };
    /// The pound sterling.
    pub const GBP: Self = Self {
        code: "GBP",
        exponent: 2,
    };
    /// The Swiss franc.
    pub const CHF: Self = Self {
        code: "CHF",
        exponent: 2,
    };

    /// The currency with that code, if it is one of those that amounts can be in.
    pub fn from_code(code: &str) -> Option<Self> {
        KNOWN.into_iter().find(|currency| currency.code == code)
    }

    /// The ISO code: `EUR`.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The number of decimals of its smallest unit: 2 for the euro.
    pub fn exponent(self) -> u32 {
        self.exponent
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::EUR
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}
