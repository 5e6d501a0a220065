//! Options that several subcommands have, and how their values are read.

use std::path::PathBuf;

use clap::Args;
use indexmap::IndexMap;

use crate::value::{Date, Name, parse_date};

/// Where clause files come from.
#[derive(Debug, Clone, Default, Args)]
pub struct LibraryOption {
    /// The folder of the clause library, instead of the one beside the timeline or the one in the program
    #[arg(long, value_name = "DIR")]
    pub clauses: Option<PathBuf>,
}

/// Which terms, which readings.
#[derive(Debug, Clone, Default, Args)]
pub struct TermsOptions {
    /// The terms, instead of those that the timeline names
    #[arg(long, value_name = "ID|PATH")]
    pub terms: Option<String>,
    /// A reading of the terms, on top of those that the timeline chooses; may be given several times
    #[arg(long = "reading", value_name = "ID=VALUE", value_parser = reading)]
    pub readings: Vec<(Name, Name)>,
}

impl TermsOptions {
    /// These readings on top of others.
    pub fn on_top_of(&self, mut readings: IndexMap<Name, Name>) -> IndexMap<Name, Name> {
        readings.extend(self.readings.iter().cloned());
        readings
    }
}

/// `R8=due_day`, also `5.a:R8=due_day`: the clause is for the reader
pub fn reading(text: &str) -> Result<(Name, Name), String> {
    match text.split_once('=') {
        Some((id, value)) if !id.trim().is_empty() && !value.trim().is_empty() => {
            let id = id.rsplit_once(':').map_or(id, |(_, id)| id);
            Ok((Name::new(id), Name::new(value)))
        }
        Some(_) | None => Err("a reading is chosen as ID=VALUE, as R8=due_day".to_owned()),
    }
}

/// `2025-05-06`
pub fn date(text: &str) -> Result<Date, String> {
    parse_date(text).map_err(|error| error.to_string())
}
