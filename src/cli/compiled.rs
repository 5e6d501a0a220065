//! A program made of clause files, with what a run needs of them besides; and the same as bytes.
//!
//! Reading and checking the clause files takes ten times as long as deciding a small timeline. So the terms that the program
//! carries are compiled while it is built (`build.rs`, which uses this very room), and stored as bytes.

use std::io;
use std::rc::Rc;

use borsh::{BorshDeserialize, BorshSerialize};
use indexmap::IndexMap;

use crate::check::{Checked, Program};
use crate::cli::status::Failure;
use crate::cli::terms::Clauses;
use crate::source::Problem;
use crate::value::Name;

/// A program, and the hash of the files that it was made of.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// SHA-256 of the clause files and tables.
    pub hash: String,
}

impl Compiled {
    /// The program of clause files under these readings, checked as they are read under them; their problems when there are errors.
    /// Mistakes in readings that nobody chose are for `clausec check` to find.
    pub fn checked(
        clauses: &Clauses,
        readings: &IndexMap<Name, Name>,
    ) -> Result<Rc<Self>, Failure> {
        Self::of(clauses, clauses.check_as_chosen(readings))
    }

    /// The program in what came out, unless it or the clause files had errors.
    pub fn of(clauses: &Clauses, checked: Checked) -> Result<Rc<Self>, Failure> {
        let all = [clauses.problems.clone(), checked.problems].concat();
        match checked.program {
            Some(program) if !all.iter().any(Problem::is_error) => Ok(Rc::new(Self {
                program,
                hash: clauses.hash.clone(),
            })),
            Some(_) | None => Err(Failure::new(all, clauses.library.sources.clone())),
        }
    }
}

/// What clause files say of themselves.
#[derive(Debug, Clone, Default, BorshSerialize, BorshDeserialize)]
pub struct Declared {
    /// The readings, each with its values, the default first.
    pub readings: IndexMap<Name, Vec<Name>>,
    /// The other versions of the terms, in the order in which they are built on each other.
    pub others: Vec<String>,
    /// The laws of which files take part.
    pub laws: Vec<String>,
}

/// Terms under their default readings, ready to be stored.
#[derive(Debug, BorshSerialize, BorshDeserialize)]
pub struct Ready {
    /// The program.
    pub compiled: Rc<Compiled>,
    /// What its files declare.
    pub declared: Declared,
}

impl Ready {
    /// These clause files, checked and compiled.
    pub fn of(clauses: &Clauses) -> Result<Self, Failure> {
        Ok(Self {
            compiled: Compiled::of(clauses, clauses.check(&IndexMap::new()))?,
            declared: clauses.declared().clone(),
        })
    }

    /// Whether these readings are the ones that it was compiled under.
    pub fn is_under(&self, chosen: &IndexMap<Name, Name>) -> bool {
        chosen.iter().all(|(id, value)| {
            let values = self.declared.readings.get(id);
            values.and_then(|values| values.first()) == Some(value)
        })
    }

    /// As bytes.
    pub fn to_bytes(&self) -> io::Result<Vec<u8>> {
        borsh::to_vec(self)
    }

    /// From the bytes that the same version of this program wrote.
    pub fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
        borsh::from_slice(bytes)
    }
}
