//! Names, currencies and days in the form in which a compiled program is stored: bytes of the `borsh` format.
//!
//! Everything else is stored field by field, as its `derive` says. What is read here was written by the same version of this program.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Read, Result, Write};

use borsh::{BorshDeserialize, BorshSerialize};
use chrono::Datelike;

use super::{ClauseId, Currency, Date, Name};

impl BorshSerialize for Name {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.as_str().serialize(writer)
    }
}

impl BorshDeserialize for Name {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        read_letters(reader, Self::in_normal_form)
    }
}

impl BorshSerialize for ClauseId {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.as_str().serialize(writer)
    }
}

impl BorshDeserialize for ClauseId {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        read_letters(reader, Self::well_formed)
    }
}

impl BorshSerialize for Currency {
    fn serialize<W: Write>(&self, writer: &mut W) -> Result<()> {
        self.code().serialize(writer)
    }
}

impl BorshDeserialize for Currency {
    fn deserialize_reader<R: Read>(reader: &mut R) -> Result<Self> {
        let code = String::deserialize_reader(reader)?;
        Self::from_code(&code).ok_or_else(|| wrong(format!("`{code}` is no currency")))
    }
}

/// The longest name, in bytes, that is read without memory of its own: nearly every one.
const SHORT: usize = 64;

/// Reads letters, and makes of them what they are the name of.
fn read_letters<R: Read, T>(reader: &mut R, make: impl FnOnce(&str) -> T) -> Result<T> {
    let length = u32::deserialize_reader(reader)? as usize;
    let (mut short, mut long) = ([0; SHORT], Vec::new());
    let bytes = match short.get_mut(..length) {
        Some(bytes) => bytes,
        None => {
            long.resize(length, 0);
            &mut long
        }
    };
    reader.read_exact(bytes)?;
    let letters = std::str::from_utf8(bytes).map_err(|error| wrong(error.to_string()))?;
    Ok(make(letters))
}

/// Reads a long list into memory of its size; the reader of `borsh` lets it grow, and copies it each time.
pub fn read_list<T: BorshDeserialize, R: Read>(reader: &mut R) -> Result<Vec<T>> {
    let length = u32::deserialize_reader(reader)? as usize;
    let mut list = Vec::with_capacity(length);
    for _ in 0..length {
        list.push(T::deserialize_reader(reader)?);
    }
    Ok(list)
}

/// Writes a day as its number.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "`borsh` hands over each field by reference"
)]
pub fn write_date<W: Write>(date: &Date, writer: &mut W) -> Result<()> {
    date.num_days_from_ce().serialize(writer)
}

/// Reads a day.
pub fn read_date<R: Read>(reader: &mut R) -> Result<Date> {
    let number = i32::deserialize_reader(reader)?;
    Date::from_num_days_from_ce_opt(number).ok_or_else(|| wrong(format!("{number} is no day")))
}

/// Something that holds a value for each of several days.
pub trait ByDay: FromIterator<(Date, Self::Value)> {
    /// What it holds for a day.
    type Value: BorshSerialize + BorshDeserialize;
    /// Its days with what it holds for each.
    fn entries(&self) -> impl ExactSizeIterator<Item = (&Date, &Self::Value)>;
}

impl<V: BorshSerialize + BorshDeserialize> ByDay for Vec<(Date, V)> {
    type Value = V;
    fn entries(&self) -> impl ExactSizeIterator<Item = (&Date, &V)> {
        self.iter().map(|(date, value)| (date, value))
    }
}

impl<V: BorshSerialize + BorshDeserialize> ByDay for BTreeMap<Date, V> {
    type Value = V;
    fn entries(&self) -> impl ExactSizeIterator<Item = (&Date, &V)> {
        self.iter()
    }
}

/// Writes days with their values.
pub fn write_days<D: ByDay, W: Write>(days: &D, writer: &mut W) -> Result<()> {
    let entries = days.entries();
    (entries.len() as u64).serialize(writer)?;
    for (date, value) in entries {
        write_date(date, writer)?;
        value.serialize(writer)?;
    }
    Ok(())
}

/// Reads days with their values.
pub fn read_days<D: ByDay, R: Read>(reader: &mut R) -> Result<D> {
    let length = u64::deserialize_reader(reader)?;
    (0..length)
        .map(|_| Ok((read_date(reader)?, D::Value::deserialize_reader(reader)?)))
        .collect()
}

fn wrong(what: String) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}
