//! Single changes of the shipped terms: what is said of each, in whose favour, and whether a timeline shows it. The snapshots are
//! documents that lawyers review; what is random is the same on every machine.

use std::fmt::Write;
use std::path::Path;

use clausec::check::{self, Library, LibraryFile, Program, ReadingChoice};
use clausec::diagnostic::{Style, render};
use clausec::diff::outcome::{Decided, outcomes};
use clausec::diff::witness::{Search, Unchosen};
use clausec::diff::{Comparison, Place, compare};
use clausec::source::{Source, Sources};
use clausec::syntax::parse;
use insta::assert_snapshot;

use crate::decidable::{Text, found};
use crate::mutants::{Dice, is_of_a_version};

/// Words of a clause and what stands in their place.
struct Change {
    clause: String,
    old: String,
    new: String,
}

/// The text with these changes, or why it is refused.
fn with(old: &Text, changes: &[Change]) -> Result<Text, String> {
    let mut sources = Sources::default();
    let mut parsed = Vec::new();
    for (source, file) in old.library.sources.iter().zip(&old.library.files) {
        let mut text = source.text.clone();
        for change in changes {
            put(&mut text, change);
        }
        let is_same = text == *source.text;
        let id = sources.add(source.name.clone(), text);
        let file = if is_same {
            file.file.clone()
        } else {
            let parsed = parse(sources.get(id).expect("it was just added"));
            if !parsed.problems.is_empty() {
                return Err(render(&parsed.problems, &sources, Style::Plain));
            }
            parsed.file
        };
        parsed.push(LibraryFile { source: id, file });
    }
    let library = Library {
        sources,
        files: parsed,
        ..old.library.clone()
    };
    Text::of("the changed text", library, old.files.len())
}

/// A text under a reading that a timeline chooses.
struct Read<'t> {
    text: &'t Text,
    readings: ReadingChoice,
    program: Option<Program>,
}

impl<'t> Read<'t> {
    fn under(text: &'t Text, reading: Option<&Unchosen>) -> Self {
        let mut readings = ReadingChoice::default();
        let mut program = None;
        if let Some(reading) = reading {
            let chosen = (reading.id.clone(), reading.value.clone());
            readings.0.extend([chosen]);
            program = check::compile(&text.library, &readings).program;
        }
        Self {
            text,
            readings,
            program,
        }
    }

    fn decided(&self) -> Decided<'_> {
        Decided {
            readings: self.readings.clone(),
            program: self.program.as_ref().unwrap_or(&self.text.program),
            ..self.text.decided()
        }
    }
}

/// Where the lines of a clause begin and end in a file.
fn clause(text: &str, number: &str) -> Option<(usize, usize)> {
    let start = text.find(&format!("\nClause {number}\n"))? + 1;
    let rest = text[start..].find("\nClause ");
    Some((start, rest.map_or(text.len(), |end| start + end)))
}

fn put(text: &mut String, change: &Change) {
    if let Some((start, end)) = clause(text, &change.clause)
        && let Some(at) = text[start..end].find(&change.old)
    {
        let at = start + at;
        text.replace_range(at..at + change.old.len(), &change.new);
    }
}

/// A list of changes: `8.3`, a line `- old`, a line `+ new`; ` / ` stands for the end of a line.
fn listed(text: &str) -> Vec<Change> {
    let blocks = text.split("\n\n").filter(|block| block.contains("\n- "));
    let line = |block: &str, mark: char| {
        let mut lines = block.lines();
        let found = lines.find_map(|line| line.strip_prefix(mark));
        let words = found.unwrap_or_else(|| panic!("no line `{mark}` in {block}"));
        let words = words.strip_prefix(' ').unwrap_or(words);
        words.replace(" / ", "\n    ")
    };
    let change = |block: &str| Change {
        clause: block.lines().next().unwrap_or_default().to_owned(),
        old: line(block, '-'),
        new: line(block, '+'),
    };
    blocks.map(change).collect()
}

/// The changes of a list with what is said of each, as a page.
fn page(terms: &str, list: &str) -> String {
    let changes = listed(list);
    let old = Text::shipped(terms, "1");
    for change in &changes {
        let stands = old.library.sources.iter().any(|source| {
            clause(&source.text, &change.clause)
                .is_some_and(|(start, end)| source.text[start..end].contains(&change.old))
        });
        assert!(stands, "{} has no `{}`", change.clause, change.old);
    }
    let new = with(&old, &changes);
    let new = new.unwrap_or_else(|refused| panic!("{refused}"));
    let (comparison, searches) = found(&old.decided(), &new.decided(), terms);
    let mut page = String::new();
    for change in &changes {
        let words = |words: &str| words.replace("\n    ", " ");
        let (before, after) = (words(&change.old), words(&change.new));
        let _ = writeln!(page, "{}  [{before} → {after}]", change.clause);
        let is_here = |place: &Place| place.to_string() == change.clause;
        let said = comparison.substance.iter();
        for said in said.filter(|one| one.kind.is_of_rules() && is_here(&one.place)) {
            let favours = said.favours.as_ref();
            let favours = favours.map_or_else(String::new, |one| format!(" In favour of {one}."));
            let _ = writeln!(page, "  {}{favours}", said.text);
        }
        let is_told = comparison.substance.iter().any(|one| is_here(&one.place));
        if !is_told {
            page.push_str("  Nothing: both mean the same.\n");
        }
        for search in searches.iter().filter(|one| is_here(&one.place)) {
            let _ = writeln!(page, "  {}", witnessed(search));
        }
        page.push('\n');
    }
    page
}

fn witnessed(search: &Search) -> String {
    let Some(witness) = &search.witness else {
        return if search.same_rules {
            "A run makes the same of both texts.".to_owned()
        } else {
            format!(
                "No timeline found that shows it, of {} tried.",
                search.tried
            )
        };
    };
    let events = witness.timeline.lines();
    let events = events.filter_map(|line| line.split_once("type: "));
    let types: Vec<&str> = events
        .map(|(_, event)| event.split([',', ' ']).next().unwrap_or_default())
        .collect();
    let under = witness.under.as_ref();
    let under = under.map_or_else(String::new, |one| {
        format!(" under {}={}", one.id, one.value)
    });
    let beside = if witness.beside_others {
        " beside the other changes"
    } else {
        ""
    };
    format!("Shown{under}{beside} by: {}.", types.join(", "))
}

#[test]
fn of_klantfocus() {
    let list = include_str!("../cases/diff/single-changes/klantfocus.txt");
    assert_snapshot!(page("klantfocus", list));
}

#[test]
fn of_krachtig_online() {
    let list = include_str!("../cases/diff/single-changes/krachtig-online.txt");
    assert_snapshot!(page("krachtig-online", list));
}

/// Words that can stand in the place of others, in most sentences.
const TURNS: [(&str, &str); 14] = [
    (" must not ", " may "),
    (" must ", " may "),
    (" may ", " must not "),
    (" is on or before ", " is before "),
    (" is more than ", " is at least "),
    (" is later than ", " is on or after "),
    ("all of the following hold:", "any of the following holds:"),
    ("any of the following holds:", "all of the following hold:"),
    (",\n    at once", ",\n    within 5 days after today"),
    (", in writing", ""),
    (" is not ", " is "),
    ("As soon as ", "While "),
    (" days", " weeks"),
    (", unless shown otherwise", ""),
];

/// A change somewhere in the rules of the terms.
fn any(old: &Text, dice: &mut Dice) -> Option<Change> {
    let own = old.library.sources.iter().take(old.files.len());
    let own: Vec<&Source> = own
        .filter(|source| !is_of_a_version(Path::new(&source.name)))
        .collect();
    let text = &own[dice.below(own.len())].text;
    let numbers: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("Clause "))
        .collect();
    let number = *numbers.get(dice.below(numbers.len()))?;
    let (start, end) = clause(text, number)?;
    // Below the wording.
    let rules = text[start..end].find("\n\n  ")?;
    let body = &text[start + rules..end];
    let (from, to) = TURNS[dice.below(TURNS.len())];
    let at = body.find(from)?;
    // With the rest of its line, so that it is this place in the clause.
    let line = body[at + from.len()..].find('\n')?;
    let rest = &body[at + from.len()..at + from.len() + line];
    Some(Change {
        clause: number.to_owned(),
        old: format!("{from}{rest}"),
        new: format!("{to}{rest}"),
    })
}

/// Every witness is true, and the way back favours the other party.
fn hold_for_random_changes(terms: &str, seed: u64, wanted: usize) {
    let old = Text::shipped(terms, "1");
    let mut dice = Dice::new(seed);
    let (mut seen, mut witnessed) = (0, 0);
    while seen < wanted {
        let Some(change) = any(&old, &mut dice) else {
            continue;
        };
        let what = format!("{}: {} → {}", change.clause, change.old, change.new);
        let Ok(new) = with(&old, &[change]) else {
            continue;
        };
        seen += 1;
        let (before, after) = (old.decided(), new.decided());
        let (there, searches) = found(&before, &after, terms);
        let back = compare(after.side, before.side);
        let favoured = |comparison: &Comparison, turned: bool| {
            let favours = comparison.substance.iter().map(|one| one.favours.clone());
            let mut all: Vec<Option<String>> = favours
                .map(|party| match party {
                    Some(party) if turned => old.other(&party),
                    party => party,
                })
                .collect();
            all.sort();
            all
        };
        assert_eq!(favoured(&there, false), favoured(&back, true), "{what}");
        for search in searches {
            let Some(witness) = search.witness else {
                continue;
            };
            witnessed += 1;
            let facts = Source::new("witness.yaml", witness.timeline.as_str());
            // A reading that one text alone knows is of no timeline.
            let under = witness.under.as_ref().filter(|one| one.only.is_none());
            let (before, after) = (Read::under(&old, under), Read::under(&new, under));
            let (before, after) = (before.decided(), after.decided());
            let found = outcomes(&facts, None, &before, &after).expect("it fits both texts");
            assert!(
                !found.differences.is_empty(),
                "{what}\n{}",
                witness.timeline
            );
        }
    }
    assert!(witnessed * 2 >= wanted, "most changes have a witness");
}

#[test]
fn witnesses_are_true_and_the_way_back_favours_the_other_klantfocus() {
    hold_for_random_changes("klantfocus", 0x9e37_79b9_7f4a_7c15, 3);
}

#[test]
fn witnesses_are_true_and_the_way_back_favours_the_other_krachtig_online() {
    hold_for_random_changes("krachtig-online", 0xd1b5_4a32_d192_ed03, 2);
}
