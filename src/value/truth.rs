//! Truth with three values.

use borsh::{BorshDeserialize, BorshSerialize};
use std::fmt;

use serde::{Serialize, Serializer};

/// Whether something holds; *undetermined* when it rests on what no one has told or judged.
///
/// Combined as in the strong logic of Kleene: what is undetermined never makes a result that the rest already settles
/// undetermined, and never becomes a no.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, BorshSerialize, BorshDeserialize,
)]
pub enum Truth {
    /// It does not hold.
    Fails,
    /// It cannot be said.
    Undetermined,
    /// It holds.
    Holds,
}

impl Truth {
    /// Whether both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Whether one of them holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether it does not hold.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Fails => Self::Holds,
            Self::Undetermined => Self::Undetermined,
            Self::Holds => Self::Fails,
        }
    }

    /// Whether it is settled that it holds.
    pub fn holds(self) -> bool {
        self == Self::Holds
    }

    /// Whether it is settled that it does not hold.
    pub fn fails(self) -> bool {
        self == Self::Fails
    }

    /// Whether it cannot be said.
    pub fn is_undetermined(self) -> bool {
        self == Self::Undetermined
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        self.negated()
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Fails => "does not hold",
            Self::Undetermined => "undetermined",
            Self::Holds => "holds",
        })
    }
}

/// As a timeline writes it: `holds`, `does_not_hold`, `undetermined`.
impl Serialize for Truth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Fails => "does_not_hold",
            Self::Undetermined => "undetermined",
            Self::Holds => "holds",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, Fails, Holds, Undetermined};

    #[test]
    fn tables_of_kleene() {
        let rows = [
            (Holds, Holds, Holds, Holds),
            (Holds, Undetermined, Undetermined, Holds),
            (Holds, Fails, Fails, Holds),
            (Undetermined, Undetermined, Undetermined, Undetermined),
            (Undetermined, Fails, Fails, Undetermined),
            (Fails, Fails, Fails, Fails),
        ];
        for (a, b, both, either) in rows {
            assert_eq!((a.and(b), b.and(a)), (both, both), "{a} and {b}");
            assert_eq!((a.or(b), b.or(a)), (either, either), "{a} or {b}");
            assert_eq!(!a.and(b), (!a).or(!b), "De Morgan for {a}, {b}");
        }
        assert_eq!(
            [Holds, Fails, Undetermined].map(Truth::negated),
            [Fails, Holds, Undetermined]
        );
    }
}
