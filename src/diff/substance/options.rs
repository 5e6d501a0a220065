//! Values of which something must be one: the cases in which a statement holds now, or holds no longer.

use crate::diff::words::listed;

/// What came to or went from the values of which something must be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Options {
    /// Whether the statement now holds in these cases too, or in them no longer.
    pub(super) more: bool,
    /// The cases: `the cause of the damage is delay`.
    pub(super) cases: String,
}

/// The cases by which two statements differ that ask of the same to be one of several values; none where some came and others went.
pub(super) fn options(old: &str, new: &str) -> Option<Options> {
    // `is delay` is one of one where the other statement names several; by itself `is` may begin anything.
    let lists = |statement: &str| statement.contains(" one of ");
    let ((subject, is_one, before), (other, is_one_too, after)) = (one_of(old)?, one_of(new)?);
    if subject != other || is_one != is_one_too || !(lists(old) || lists(new)) {
        return None;
    }
    let beside = |own: &[&'_ str], others: &[&str]| -> Vec<String> {
        let own = own.iter().filter(|one| !others.contains(one));
        own.map(|one| (*one).to_owned()).collect()
    };
    let (came, went) = (beside(&after, &before), beside(&before, &after));
    let nothing_stays = went.len() == before.len();
    if nothing_stays {
        return None;
    }
    let (named_more, cases) = match (came.as_slice(), went.as_slice()) {
        ([_, ..], []) => (true, came),
        ([], [_, ..]) => (false, went),
        ([], []) | ([_, ..], [_, ..]) => return None,
    };
    Some(Options {
        more: named_more == is_one,
        cases: format!("{subject} is {}", listed(&cases)),
    })
}

/// What `the cause of the damage is one of delay, fire or leak` asks of what: the subject, whether it must be one of them, and these.
fn one_of(statement: &str) -> Option<(&str, bool, Vec<&str>)> {
    let (subject, is_one, values) = [(" is not one of ", false), (" is one of ", true)]
        .into_iter()
        .find_map(|(words, is_one)| {
            let (subject, values) = statement.split_once(words)?;
            Some((subject, is_one, values))
        })
        .or_else(|| {
            let (subject, value) = statement.rsplit_once(" is ")?;
            let value = (!value.starts_with("not ")).then_some(value)?;
            Some((subject, true, value))
        })?;
    let (before, last) = values.split_once(" or ").unwrap_or(("", values));
    let mut all: Vec<&str> = before.split(", ").filter(|one| !one.is_empty()).collect();
    all.push(last);
    Some((subject, is_one, all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_fewer_values_holds_less_often_and_is_told_by_its_cases() {
        let cause = |words: &str| format!("the cause of the damage is {words}");
        let told = |old: &str, new: &str| {
            options(&cause(old), &cause(new)).map(|options| (options.more, options.cases))
        };
        let case = |more, words: &str| Some((more, cause(words)));
        let three = "one of delay, fire or leak";
        assert_eq!(told(three, "one of delay or fire"), case(false, "leak"));
        assert_eq!(told("fire", three), case(true, "delay or leak"));
        assert_eq!(told("fire", "one of fire or leak"), case(true, "leak"));
        assert_eq!(told("one of fire or leak", "fire"), case(false, "leak"));
        assert_eq!(told("fire", "one of delay or leak"), None);
        assert_eq!(
            told("not one of delay, fire or leak", "not one of fire or leak"),
            case(true, "delay")
        );
        assert_eq!(told(three, "one of delay, fire or theft"), None);
        assert_eq!(told("on or before today", "before today"), None);
    }
}
