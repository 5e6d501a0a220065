//! Rules that went in one provision and came in another, word for word: they moved.

use crate::diff::words::comparable;

use super::{Kind, SubstanceChange};

/// The differences, with a rule that moved told once, where it stands now.
pub(super) fn told(all: Vec<SubstanceChange>) -> Vec<SubstanceChange> {
    let mut left: Vec<Option<SubstanceChange>> = all.into_iter().map(Some).collect();
    for at in 0..left.len() {
        let from = left[at].as_ref().and_then(|came| {
            left.iter()
                .position(|went| went.as_ref().is_some_and(|went| is_moved(went, came)))
        });
        if let Some(from) = from
            && let Some(went) = left[from].take()
            && let Some(came) = left[at].take()
        {
            left[at] = Some(SubstanceChange {
                kind: Kind::Moved,
                text: format!(
                    "A rule of {} stands here now, unchanged: {}",
                    went.place,
                    came.new.as_deref().unwrap_or_default()
                ),
                favours: None,
                old: went.old,
                ..came
            });
        }
    }
    left.into_iter().flatten().collect()
}

fn is_moved(went: &SubstanceChange, came: &SubstanceChange) -> bool {
    let same = || {
        let words = |rule: &Option<String>| rule.as_deref().map(comparable);
        words(&went.old) == words(&came.new)
    };
    went.kind == Kind::Gone && came.kind == Kind::Added && went.place != came.place && same()
}
