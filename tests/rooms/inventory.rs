//! What the inventories ask for, entry by entry, and the scenarios that hold it (`tests/figures/*-scenarios.txt`).
//!
//! The scenarios themselves are run in `terms`; here it is held that none of what the inventory lists went missing: each mini scenario
//! and interaction has its dates and amounts, each value of a reading is tried, each concept is judged, each remark is expected.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// One line of a list.
struct Entry {
    kind: String,
    id: String,
    scenarios: Vec<String>,
    rest: String,
}

impl Entry {
    fn id(&self) -> &str {
        &self.id
    }
}

/// A list, and the scenarios of its terms by their path below the folder of scenarios.
struct Inventory {
    entries: Vec<Entry>,
    scenarios: BTreeMap<String, String>,
    clauses: PathBuf,
}

impl Inventory {
    fn of(terms: &str) -> Self {
        let list = root().join(format!("tests/figures/{terms}-scenarios.txt"));
        let list = fs::read_to_string(list).expect("the list can be read");
        let lines = list
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let clauses = root().join("clauses").join(terms);
        let mut scenarios = BTreeMap::new();
        read_below(&clauses.join("scenarios"), "", &mut scenarios);
        Self {
            entries: lines.map(entry).collect(),
            scenarios,
            clauses,
        }
    }

    fn entries(&self, kind: &str) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    /// What the scenarios of an entry tell and expect, without comments.
    fn told(&self, entry: &Entry) -> Result<String, String> {
        let texts = entry.scenarios.iter().map(|name| {
            let text = self.scenarios.get(name);
            text.map(|text| without_comments(text))
                .ok_or_else(|| format!("{} {}: no scenario {name}", entry.kind, entry.id))
        });
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        if texts.is_empty() {
            return Err(format!("{} {} has no scenario", entry.kind, entry.id));
        }
        Ok(texts.join("\n"))
    }
}

/// The values of each reading that the clause files of a folder declare, the default first.
fn readings(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let mut readings = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("it can be read").path();
        if !path.is_dir() {
            let text = fs::read_to_string(path).expect("it can be read");
            readings.extend(text.lines().filter_map(declared_reading));
        }
    }
    readings
}

fn read_below(folder: &Path, before: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("it can be read").path();
        let name = path.file_stem().expect("it has a name").to_string_lossy();
        let name = format!("{before}{name}");
        if path.is_dir() {
            read_below(&path, &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read_to_string(&path).expect("it can be read"));
        }
    }
}

fn entry(line: &str) -> Entry {
    let columns: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
    let [kind, id, scenarios, rest] = columns[..] else {
        panic!("four columns: {line}");
    };
    Entry {
        kind: kind.to_owned(),
        id: id.to_owned(),
        scenarios: scenarios.split_whitespace().map(str::to_owned).collect(),
        rest: rest.to_owned(),
    }
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| match line.find('#') {
        Some(0) => "",
        Some(at) if line[..at].ends_with(' ') => &line[..at],
        Some(_) | None => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `Reading R8 is day_after_last_timely_day, because "…", or due_day.`
fn declared_reading(line: &str) -> Option<(String, Vec<String>)> {
    let (id, said) = line.trim().strip_prefix("Reading ")?.split_once(" is ")?;
    let (default, _) = said.split_once(", because ")?;
    let (_, others) = said.rsplit_once('"')?;
    let others = others.trim_end_matches('.').split(", or ");
    let others = others.filter(|other| !other.is_empty()).map(str::to_owned);
    let values = std::iter::once(default.to_owned()).chain(others);
    Some((id.to_owned(), values.collect()))
}

/// Whether a figure stands there, and not as a part of a longer one.
fn holds(text: &str, figure: &str) -> bool {
    text.match_indices(figure).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + figure.len()..].chars().next();
        !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
            && !after.is_some_and(|c| c.is_ascii_digit())
    })
}

/// What is wrong with one entry.
fn missing(inventory: &Inventory, entry: &Entry, default: bool) -> Vec<String> {
    let told = match inventory.told(entry) {
        Ok(told) => told,
        Err(nothing) => return vec![nothing],
    };
    let of = format!("{} {}", entry.kind, entry.id);
    let (first, second) = entry.id.split_once(' ').unwrap_or((&entry.id, ""));
    let lacks = |what: String| format!("{of}: {:?} without {what}", entry.scenarios);
    match entry.kind.as_str() {
        "scenario" | "interaction" => {
            let figures = entry
                .rest
                .split("; ")
                .filter(|figure| !figure.is_empty() && !holds(&told, figure));
            figures.map(|figure| lacks(figure.to_owned())).collect()
        }
        "reading" => {
            let chosen = format!("{first}: {second}");
            let is_there = default || told.contains(&chosen);
            (!is_there).then(|| lacks(chosen)).into_iter().collect()
        }
        "concept" => {
            let judged = format!("concept: {first}");
            let is_there = told.contains(&judged);
            (!is_there).then(|| lacks(judged)).into_iter().collect()
        }
        "note" => {
            let is_there = told.contains("notes:") && told.contains(&entry.rest);
            let words = entry.rest.clone();
            (!is_there || words.is_empty())
                .then(|| lacks(words))
                .into_iter()
                .collect()
        }
        other => vec![format!("{of}: `{other}` is no kind of entry")],
    }
}

fn assert_held(terms: &str, [scenarios, interactions, registered, concepts]: [usize; 4]) {
    let inventory = Inventory::of(terms);
    let own = readings(&inventory.clauses);
    let of_law = readings(&root().join("clauses/law/nl"));
    let mut wrong = Vec::new();
    for entry in &inventory.entries {
        let (id, value) = entry.id.split_once(' ').unwrap_or((&entry.id, ""));
        let values = own.get(id).or_else(|| of_law.get(id));
        let is_default = values.is_some_and(|values| values[0] == value);
        wrong.extend(missing(&inventory, entry, is_default));
    }
    assert_eq!(wrong, Vec::<String>::new());
    let listed: BTreeSet<&str> = inventory.entries("reading").map(Entry::id).collect();
    for (id, values) in &own {
        for value in values {
            let one = format!("{id} {value}");
            assert!(listed.contains(one.as_str()), "reading {one} is listed");
        }
    }
    let ids: BTreeSet<Option<&str>> = listed.iter().map(|one| one.split(' ').next()).collect();
    assert_eq!(ids.len(), registered, "readings of {terms}");
    for (kind, count) in [
        ("scenario", scenarios),
        ("interaction", interactions),
        ("concept", concepts),
    ] {
        let listed = inventory.entries(kind).count();
        assert_eq!(listed, count, "{kind} entries of {terms}");
    }
}

/// 131 mini scenarios, the example M5, D1 to D25, R1 to R30.
#[test]
fn what_the_inventory_of_klantfocus_asks_for_has_its_scenarios() {
    assert_held("klantfocus", [132, 25, 30, 31]);
}

/// 147 mini scenarios, I-1 to I-24, 30 readings and one of the clause files.
#[test]
fn what_the_inventory_of_krachtig_online_asks_for_has_its_scenarios() {
    assert_held("krachtig-online", [147, 24, 31, 33]);
}
