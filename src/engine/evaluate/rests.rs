//! What a list of conditions rests on: the presumptions of the parts that decide it, and no others.
//!
//! Where one part fails for certain, that another is presumed decides nothing; nor does it where one of several holds for certain. What
//! a party has to prove is asked all the same.

use std::ops::Range;

use crate::engine::evaluate::{Open, Query};

/// The parts of a list that is being judged, one after the other.
pub(super) struct Rests {
    /// Where the notes of the list begin.
    list: usize,
    /// Where the notes of the part in hand begin.
    part: usize,
    /// Whether a part has decided the list.
    decided: bool,
    /// Whether a part has decided it for certain.
    certain: bool,
}

impl Rests {
    pub(super) fn of_list(query: &Query<'_>) -> Self {
        Self {
            list: query.unproved.len(),
            part: query.unproved.len(),
            decided: false,
            certain: false,
        }
    }

    /// After a part: whether it decides the list (one that fails, of all; one that holds, of any). True where that is certain, so that
    /// nothing else matters.
    pub(super) fn after_part(&mut self, decides: bool, query: &mut Query<'_>) -> bool {
        let unproved = &mut query.unproved;
        let own = self.part..unproved.len();
        if decides && own.is_empty() {
            self.certain = true;
            forget_presumed(unproved, self.list..own.end);
        } else if self.certain || (self.decided && !decides) {
            forget_presumed(unproved, own);
        } else if decides && !self.decided {
            forget_presumed(unproved, self.list..own.start);
        }
        self.decided |= decides;
        self.part = unproved.len();
        self.certain
    }
}

fn forget_presumed(unproved: &mut Vec<Open>, of: Range<usize>) {
    let kept = unproved[of.clone()]
        .iter()
        .filter(|open| !open.is_presumed());
    let kept: Vec<Open> = kept.cloned().collect();
    unproved.splice(of, kept);
}
