//! Nouns with a relation: `a notice by the supplier`, `an obligation of the client`, `all claims of the supplier on the client`.

use crate::check::phrase::{Article, Chart, Np, NpKind, PartyWord};
use crate::check::vocabulary::Type;

impl Chart<'_> {
    /// A noun with its article, and behind it who did it, who owes it, or against whom it is.
    pub(super) fn related(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let mut found = Vec::new();
        for middle in from + 1..to {
            let word = self.words[middle].as_str();
            if !matches!(word, "by" | "of" | "on" | "against") {
                continue;
            }
            for np in self.noun_phrases(from, middle).iter() {
                for party in self.parties(middle + 1, to) {
                    if let Some(kind) = with_relation(np, word, party) {
                        found.push((kind, np.ty.clone()));
                    }
                }
            }
        }
        found
    }

    fn parties(&self, from: usize, to: usize) -> Vec<Np> {
        let is_party = |np: &&Np| {
            np.ty == Type::Party && !matches!(np.kind, NpKind::AnyParty(PartyWord::Anyone))
        };
        self.noun_phrases(from, to)
            .iter()
            .filter(is_party)
            .cloned()
            .collect()
    }
}

fn with_relation(np: &Np, word: &str, party: Np) -> Option<NpKind> {
    let NpKind::Noun {
        noun,
        article,
        by,
        of,
        on,
    } = &np.kind
    else {
        return None;
    };
    let (noun, article) = (*noun, *article);
    let (mut by, mut of, mut on) = (by.clone(), of.clone(), on.clone());
    // `the claim of the client` is read so too; `the claim of the invoice` is not: the invoice is no party.
    let place = match (word, &np.ty) {
        ("by", Type::Thing(_)) => &mut by,
        ("of", Type::Claim | Type::Obligation) => &mut of,
        ("of", Type::Thing(_)) if article != Article::The => &mut by,
        ("on" | "against", Type::Claim) => &mut on,
        _ => return None,
    };
    if place.is_some() {
        return None;
    }
    *place = Some(Box::new(party));
    Some(NpKind::Noun {
        noun,
        article,
        by,
        of,
        on,
    })
}
