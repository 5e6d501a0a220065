//! Derivations of a report, all at once.

use super::Report;
use crate::engine::outcome::Because;

impl Report {
    /// Leaves out how the conclusions were reached; what they are stays.
    pub fn forget_derivations(&mut self) {
        for because in self.derivations() {
            because.clear();
        }
    }

    fn derivations(&mut self) -> impl Iterator<Item = &mut Vec<Because>> {
        let outcome = &mut self.outcome;
        let obligations = outcome.obligations.iter_mut().map(|one| &mut one.because);
        let powers = outcome.powers.iter_mut().map(|one| &mut one.because);
        let prohibitions = outcome.prohibitions.iter_mut().map(|one| &mut one.because);
        let statuses = outcome.statuses.iter_mut().map(|one| &mut one.because);
        let claims = outcome.claims.iter_mut().map(|one| &mut one.because);
        let acts = outcome.acts.iter_mut().map(|one| &mut one.because);
        obligations
            .chain(powers)
            .chain(prohibitions)
            .chain(statuses)
            .chain(claims)
            .chain(acts)
    }
}
