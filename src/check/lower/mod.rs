//! From sentences to rules: which things a sentence speaks of, what must hold, what it does, under one choice of readings.

#![allow(
    clippy::option_option,
    reason = "the outer tells whether the words have this form, the inner whether they could be read"
)]

mod act;
mod amount;
mod arithmetic;
mod binding;
mod body;
mod built_in;
mod ceiling;
mod concept;
mod condition;
mod context;
mod debt;
mod definition;
mod discourse;
mod effect;
mod figures;
mod fitting;
mod growth;
mod kind;
mod liability;
mod measure;
mod misplaced;
mod noun;
mod own_form;
mod provisions;
mod rule;
mod says;
mod scope;
mod series;
mod settle;
mod statement;
mod table;
mod tails;
mod trigger;
mod unknown;

pub use context::{Lower, Place, on_one_line};
pub use growth::grows;
pub use misplaced::TABLES;
pub use rule::Made;
pub use scope::Scope;
pub use statement::{all_of, unnamed};
