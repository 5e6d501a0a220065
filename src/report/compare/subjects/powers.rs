//! Who may do what, under the matters that the vocabulary names.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{entry, sides};
use crate::engine::outcome::{NotGiven, Power, PowerState};
use crate::report::Report;
use crate::report::compare::rows::Rows;
use crate::report::compare::{Entry, Row, Subject};
use crate::report::words::{beginning, grounds, power_time};
use crate::value::Name;

/// Powers about each matter that the vocabulary names (`stopping the service`): those that either set of terms gives, and those that
/// both know and neither gives, with what is missing.
pub(super) fn by_matter(reports: [&Report; 2]) -> Vec<Subject> {
    let given = reports.iter().flat_map(|report| &report.outcome.powers);
    let lacking = reports.iter().flat_map(|report| &report.outcome.not_given);
    let matters: BTreeSet<&String> = given
        .filter_map(|power| power.matter.as_ref())
        .chain(lacking.filter_map(|power| power.matter.as_ref()))
        .collect();
    let subject = |matter: &String| Subject {
        kind: "powers",
        title: format!("{}: who may, and when", beginning(matter)),
        matter: Some(matter.clone()),
        rows: powers(reports, Some(matter)),
    };
    matters.into_iter().map(subject).collect()
}

/// Powers about no matter that the vocabulary names.
pub(super) fn about_nothing_named(reports: [&Report; 2]) -> Subject {
    let mut given = reports.iter().flat_map(|report| &report.outcome.powers);
    let title = if given.any(|power| power.matter.is_some()) {
        "What else a party may do"
    } else {
        "Who may do what"
    };
    super::subject("powers", title, powers(reports, None))
}

/// Powers about one matter, or about none, by holder and act. Where one set of terms gives it and the other knows it but does not give it, what is missing is told.
fn powers(reports: [&Report; 2], matter: Option<&String>) -> Vec<Row> {
    let mut rows = Rows::new();
    let mut named: IndexMap<String, &Name> = IndexMap::new();
    let only = the_only_agreement(reports);
    // Where there is one agreement only, a power for it and one for the relation are the same matter.
    let of_relation = |told: &str| {
        let told = told.replace(" could ", " may ");
        match only.as_deref().and_then(|only| told.strip_suffix(only)) {
            Some(of_relation) => of_relation.to_owned(),
            None => told,
        }
    };
    for (side, report) in sides(reports) {
        let powers = report.outcome.powers.iter();
        for power in powers.filter(|power| power.matter.as_ref() == matter) {
            let told = beginning(&of_relation(&power.told));
            let key = of_relation(&power.plainly);
            named.insert(key.clone(), &power.event);
            rows.add(side, key, &told, of_power(power));
        }
    }
    let lacks = |side: usize, key: &str| {
        let all = reports[side].outcome.not_given.iter();
        let of_matter = all.filter(|power| power.matter.as_ref() == matter);
        let same = of_matter.filter(|power| of_relation(&power.plainly) == key);
        same.map(not_given).collect::<Vec<_>>()
    };
    if matter.is_some() {
        for (_, report) in sides(reports) {
            let all = report.outcome.not_given.iter();
            let of_matter = all.filter(|power| power.matter.as_ref() == matter);
            for lacking in of_matter.filter(|power| !is_told(reports, power)) {
                let key = of_relation(&lacking.plainly);
                named.insert(key.clone(), &lacking.event);
                rows.name(key.clone(), &beginning(&key));
            }
        }
    }
    for side in 0..2 {
        for key in rows.keys() {
            let missing = lacks(side, &key);
            rows.complete(side, &key, missing);
        }
    }
    for (key, act) in named {
        for (side, report) in sides(reports) {
            if !report.outcome.speaks_of.powers.contains(act) {
                rows.unknown_to(side, &key);
            }
        }
    }
    rows.sorted()
}

/// ` of agreement A1`, where the powers of both sides are about no other agreement.
fn the_only_agreement(reports: [&Report; 2]) -> Option<String> {
    let told = reports.iter().flat_map(|report| &report.outcome.powers);
    let about: BTreeSet<String> = told
        .filter_map(|power| {
            let words = format!(" of agreement {}", power.reference.as_ref()?);
            power.told.ends_with(&words).then_some(words)
        })
        .collect();
    let mut about = about.into_iter();
    about.next().filter(|_| about.next().is_none())
}

/// Whether one side or the other tells of a power of the same party to do the same: what is missing for one more adds nothing.
fn is_told(reports: [&Report; 2], lacking: &NotGiven) -> bool {
    let mut told = reports.iter().flat_map(|report| &report.outcome.powers);
    let who = |plainly: &str| plainly.split_once(" may ").map(|(who, _)| who.to_owned());
    told.any(|power| power.event == lacking.event && who(&power.plainly) == who(&lacking.plainly))
}

fn not_given(lacking: &NotGiven) -> Entry {
    let words = format!("no: {}", lacking.missing);
    entry(words, vec![lacking.clause.to_string()])
}

fn of_power(power: &Power) -> Entry {
    let time = power_time(power);
    let time = time.trim_start_matches([',', ' ']);
    let words = match power.state {
        PowerState::Available if power.always && power.doubted_by.is_some() => {
            "at all times, unless a person judges that it no longer applies".to_owned()
        }
        PowerState::Available if power.always => "at all times".to_owned(),
        PowerState::Conditional => {
            let open = power.waits_for.join("; ");
            format!("{time} it depends on {open}")
                .trim_start()
                .to_owned()
        }
        PowerState::Available | PowerState::Exercised | PowerState::Ended => time.to_owned(),
    };
    entry(words, vec![grounds(power)])
}
