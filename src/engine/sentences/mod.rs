//! The declared sentences said of what there is: `KlantFocus issues invoice I1`, `may suspend the services`.
//!
//! A sentence of the vocabulary has places (`an invoice`); what stands there in the relation is named in them. Of several sentences
//! for one thing, the one counts that leaves the fewest places empty.

mod acts;
mod alternatives;
mod catalogue;
mod events;
mod filling;
mod names;

pub use catalogue::{Sayings, Tense};
pub use filling::claim_for;
pub use names::name_of_party;
