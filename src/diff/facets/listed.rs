//! What a part of a rule lists: the values of which it is one, the ranks of an order, provisions.

use crate::diff::words::comparable;
use crate::source::Span;
use crate::syntax::ast::{Expression, ExpressionKind, MainKind, Pick, Provisions, Rank};

use super::read::Reader;

/// The items of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::diff) struct Listed {
    /// What they are to the part.
    pub(in crate::diff) how: Listing,
    /// The words of each, its mark aside, with its alternatives.
    pub(in crate::diff) items: Vec<String>,
}

/// What the items of a list are to the part that lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diff) enum Listing {
    /// `the first of the following that applies`: values of which one is made.
    Values(Pick),
    /// `in this order`
    Order,
    /// `The conduct rules are clauses 3.1 and 3.2.`
    Group,
    /// `Clauses 6.a and 6.c do not apply.`
    NotApplying,
    /// `These costs are owed once, under 8.4 or 18.5.`
    OwedOnce,
    /// `This clause does not affect 5.a and 8.e.`
    NotAffected,
}

impl Listed {
    /// The items that another list has not, in the order in which they stand.
    pub(in crate::diff) fn beside(&self, other: &Self) -> Vec<&str> {
        let there = |item: &&String| {
            let mut known = other.items.iter();
            known.any(|known| comparable(known) == comparable(item))
        };
        let own = self.items.iter().filter(|item| !there(item));
        own.map(String::as_str).collect()
    }
}

impl Reader<'_> {
    /// What the main part of a rule lists.
    pub(super) fn listed(&self, kind: &MainKind) -> Option<Listed> {
        let (how, items) = match kind {
            MainKind::Settles { ranks, .. } => {
                let rank = |rank: &Rank| self.list_item(rank.span);
                (Listing::Order, ranks.iter().map(rank).collect())
            }
            MainKind::PassInOrder { groups, .. } => {
                let groups = groups.iter().map(|group| self.words(group.span));
                (Listing::Order, groups.collect())
            }
            MainKind::Group { provisions, .. } => (Listing::Group, self.provisions(provisions)),
            MainKind::DoesNotApply { what, .. } => (Listing::NotApplying, self.provisions(what)),
            MainKind::OwedOnce { under, .. } => (Listing::OwedOnce, self.provisions(under)),
            MainKind::DoesNotAffect { provisions, .. } => {
                (Listing::NotAffected, self.provisions(provisions))
            }
            MainKind::Must { .. }
            | MainKind::May { .. }
            | MainKind::MustNot { .. }
            | MainKind::Cannot { .. }
            | MainKind::Owes { .. }
            | MainKind::WhatIsLeftIs(_)
            | MainKind::SetOff
            | MainKind::HasNoEffect(_)
            | MainKind::Effect { .. }
            | MainKind::IsRefused(_)
            | MainKind::IsLimitedTo { .. }
            | MainKind::GroundFor { .. }
            | MainKind::Applies { .. }
            | MainKind::Becomes { .. }
            | MainKind::Is { .. }
            | MainKind::Says(_) => return None,
        };
        Some(Listed { how, items })
    }

    /// The values of which an amount is made, where it names them in a list.
    pub(super) fn values(&self, amount: &Expression) -> Option<Listed> {
        let ExpressionKind::Pick { pick, items, .. } = &amount.kind else {
            return None;
        };
        Some(Listed {
            how: Listing::Values(*pick),
            items: items.iter().map(|item| self.list_item(item.span)).collect(),
        })
    }

    fn provisions(&self, provisions: &Provisions) -> Vec<String> {
        let all = provisions.all.iter();
        all.map(|one| self.words(one.span)).collect()
    }

    /// The words of an item without its mark.
    fn list_item(&self, span: Span) -> String {
        let words = self.words(span);
        match words.split_once(' ') {
            Some((_, item)) => item.to_owned(),
            None => words,
        }
    }
}
