//! Sentences that are declared for one thing beside each other: `a damage follows from intent …` or `… from conscious recklessness …`.
//!
//! A clause may use any of them; a report says the whole of what was judged.

use crate::check::program::{Said, Saying, Sort};
use crate::engine::relation::Relation;
use crate::engine::sentences::Tense;
use crate::engine::sentences::filling::Filling;

impl Relation<'_> {
    /// The sentence that fits best, with those that are said of the same in other words: `damage D1 follows from intent or conscious
    /// recklessness of KOL`.
    pub(super) fn said_with_alternatives(
        &self,
        all: &[&Saying],
        tense: Tense,
        filling: &Filling<'_>,
    ) -> Option<String> {
        let best = self.best(all, filling)?;
        let alike = all.iter().filter(|one| sorts(one).eq(sorts(best)));
        let mut said = alike.map(|one| self.said(one, tense, filling));
        let first = said.next()?;
        Some(said.fold(first, |whole, other| either(&whole, &other)))
    }
}

fn sorts(saying: &Saying) -> impl Iterator<Item = &Sort> {
    saying.places().filter_map(|place| match place {
        Said::Place { sort, .. } => Some(sort),
        Said::Word(_) | Said::Party { .. } => None,
    })
}

/// Two sentences in one, with `or` between the words in which they differ; the first alone where one says nothing that the other does
/// not.
fn either(one: &str, other: &str) -> String {
    let (one_words, other_words): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    let shorter = one_words.len().min(other_words.len());
    let alike = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(left, right)| left == right).count()
    };
    let before = alike(&mut one_words.iter().zip(&other_words));
    let after = alike(&mut one_words.iter().rev().zip(other_words.iter().rev()));
    let after = after.min(shorter - before);
    let (own, its) = (
        &one_words[before..one_words.len() - after],
        &other_words[before..other_words.len() - after],
    );
    if own.is_empty() || its.is_empty() {
        return one.to_owned();
    }
    let rest = &one_words[one_words.len() - after..];
    let parts = [&one_words[..before], own, &["or"], its, rest];
    parts.concat().join(" ")
}

#[cfg(test)]
mod tests {
    use super::either;

    #[test]
    fn two_sentences_differ_in_the_middle_at_the_end_or_not_at_all() {
        for (one, other, both) in [
            (
                "D1 follows from intent of KOL",
                "D1 follows from conscious recklessness of KOL",
                "D1 follows from intent or conscious recklessness of KOL",
            ),
            (
                "V1 is contrary to the law",
                "V1 is contrary to morality",
                "V1 is contrary to the law or morality",
            ),
            ("V1 lasts", "V1 lasts", "V1 lasts"),
            ("V1 lasts", "V1 lasts today", "V1 lasts"),
        ] {
            assert_eq!(either(one, other), both);
        }
    }
}
