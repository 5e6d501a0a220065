//! What the inputs mean: names, types and units, and the program that the engine evaluates.

mod laws;
pub mod program;
pub mod schema;

pub use program::Program;
pub use schema::Schema;
