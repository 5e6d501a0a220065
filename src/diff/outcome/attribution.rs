//! Which provisions and readings a difference comes from.

use serde::Serialize;

use crate::engine::Outcome;
use crate::value::Money;

use super::entries::{Entry, Shown, entries, value};
use super::trials::{Set, Trials};
use super::{Difference, Origin};

/// What a difference comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Each of these brings it by itself.
    Alone(Vec<Origin>),
    /// Each of these brings a part, and the parts add up.
    Parts(Vec<(Origin, String)>),
    /// These bring it only together: they interact.
    Together(Vec<Origin>),
    /// Each of these groups brings it, and only together.
    EitherTogether(Vec<Vec<Origin>>),
    /// Some bring a part by themselves; the rest comes only of these together.
    PartsAndRest {
        /// Each part.
        parts: Vec<(Origin, String)>,
        /// What is left.
        rest: String,
        /// Those that bring more or less beside the others than by themselves.
        together: Vec<Origin>,
    },
    /// It was not put down to anything.
    Unknown,
}

/// Puts each difference down to what differs between the texts.
pub(super) fn attribute(
    differences: &mut [Difference],
    old: &Outcome,
    new: &Outcome,
    trials: &mut Trials<'_>,
) {
    if trials.too_many() {
        return;
    }
    let (before, after) = (entries(old), entries(new));
    for difference in differences {
        let (kind, what) = (difference.kind, difference.what.clone());
        for field in &mut difference.fields {
            let of = |entries: &[Entry]| value(entries, kind, &what, field.field).cloned();
            let mut values = Values {
                old: of(&before),
                new: of(&after),
                of: &of,
                trials,
            };
            field.cause = values.cause();
        }
    }
}

/// The values of one field under the texts that are tried.
struct Values<'v, 't> {
    old: Option<Shown>,
    new: Option<Shown>,
    of: &'v dyn Fn(&[Entry]) -> Option<Shown>,
    trials: &'v mut Trials<'t>,
}

impl Values<'_, '_> {
    fn cause(&mut self) -> Cause {
        let all = self.trials.all();
        if let [only] = self.trials.origins() {
            return Cause::Alone(vec![only.clone()]);
        }
        let bringing: Vec<Set> = all.singles().filter(|one| self.brings_it(*one)).collect();
        let whole: Vec<Origin> = bringing
            .into_iter()
            .flat_map(|one| self.trials.named(one))
            .collect();
        if !whole.is_empty() {
            return Cause::Alone(whole);
        }
        let (parts, rest) = self.parts().unwrap_or_default();
        if parts.len() > 1 && rest.is_none() {
            return Cause::Parts(parts);
        }
        if let (Some(rest), false) = (rest, parts.is_empty()) {
            let together = self.more_or_less_beside_others();
            if together.len() > 1 {
                return Cause::PartsAndRest {
                    parts,
                    rest,
                    together,
                };
            }
        }
        self.groups(all)
    }

    /// The changes that bring it only together: the smallest group, and those that bring it without one of that group.
    fn groups(&mut self, all: Set) -> Cause {
        let first = self.smallest_within(all);
        let mut groups = vec![first];
        for one in first.singles() {
            let others = all.without(one);
            if self.brings_it(others) {
                let group = self.smallest_within(others);
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        let named = groups.iter().map(|group| self.trials.named(*group));
        let mut named: Vec<Vec<Origin>> = named.collect();
        match named.as_slice() {
            [only] if only.is_empty() => Cause::Unknown,
            [_] => Cause::Together(named.remove(0)),
            _ => Cause::EitherTogether(named),
        }
    }

    /// Whether the old text with these changes has the value of the new one.
    fn brings_it(&mut self, set: Set) -> bool {
        self.under(set).is_some_and(|value| value == self.new)
    }

    /// The value with these changes; none where the text is then not whole.
    fn under(&mut self, set: Set) -> Option<Option<Shown>> {
        let entries = self.trials.with(set)?;
        Some((self.of)(entries))
    }

    /// Of changes that bring it, so few that each is needed: the last one that can be spared is left out, then the one before.
    fn smallest_within(&mut self, set: Set) -> Set {
        let mut needed = set;
        let singles: Vec<Set> = set.singles().collect();
        for one in singles.into_iter().rev() {
            let fewer = needed.without(one);
            if fewer != Set::NONE && self.brings_it(fewer) {
                needed = fewer;
            }
        }
        needed
    }

    /// The parts of a difference that changes bring by themselves, and what is left of the whole.
    fn parts(&mut self) -> Option<(Vec<(Origin, String)>, Option<String>)> {
        let mut rest = Step::between(self.old.as_ref(), self.new.as_ref())?;
        let mut parts = Vec::new();
        for one in self.trials.all().singles() {
            let value = self.under(one)?;
            let part = Step::between(self.old.as_ref(), value.as_ref())?;
            if part.is_none() {
                continue;
            }
            rest = rest.less(part)?;
            let origins = self.trials.named(one).into_iter();
            parts.extend(origins.map(|origin| (origin, part.text())));
        }
        let rest = (!rest.is_none()).then(|| rest.text());
        Some((parts, rest))
    }

    /// The changes that bring more or less beside the others than by themselves.
    fn more_or_less_beside_others(&mut self) -> Vec<Origin> {
        let all = self.trials.all();
        let mut found = Vec::new();
        for one in all.singles() {
            let (alone, without) = (self.under(one), self.under(all.without(one)));
            let alone = alone.and_then(|with| Step::between(self.old.as_ref(), with.as_ref()));
            let last =
                without.and_then(|without| Step::between(without.as_ref(), self.new.as_ref()));
            if alone.is_none() || last.is_none() || alone != last {
                found.extend(self.trials.named(one));
            }
        }
        found
    }
}

/// How much more or less, how much later or earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Amount(Money),
    Days(i64),
}

impl Step {
    fn between(old: Option<&Shown>, new: Option<&Shown>) -> Option<Self> {
        match (old?, new?) {
            (Shown::Money(old), Shown::Money(new)) => new.checked_sub(*old).ok().map(Self::Amount),
            (Shown::Date(old), Shown::Date(new)) => Some(Self::Days((*new - *old).num_days())),
            (Shown::Money(_) | Shown::Date(_) | Shown::Words(_), _) => None,
        }
    }

    fn less(self, part: Self) -> Option<Self> {
        match (self, part) {
            (Self::Amount(whole), Self::Amount(part)) => {
                whole.checked_sub(part).ok().map(Self::Amount)
            }
            (Self::Days(whole), Self::Days(part)) => Some(Self::Days(whole - part)),
            (Self::Amount(_), Self::Days(_)) | (Self::Days(_), Self::Amount(_)) => None,
        }
    }

    fn is_none(self) -> bool {
        match self {
            Self::Amount(amount) => amount.is_zero(),
            Self::Days(days) => days == 0,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Amount(amount) => more_or_less(amount),
            Self::Days(days) => later_or_earlier(days),
        }
    }
}

/// `15 days later`
pub(super) fn later_or_earlier(days: i64) -> String {
    let unit = if days.abs() == 1 { "day" } else { "days" };
    let way = if days < 0 { "earlier" } else { "later" };
    format!("{} {unit} {way}", days.abs())
}

/// `EUR 12.10 less`
pub(super) fn more_or_less(difference: Money) -> String {
    if difference.is_negative() {
        format!("{} less", difference.negated().to_clause_style())
    } else {
        format!("{} more", difference.to_clause_style())
    }
}
