//! How problems look on a screen.

use ansi_str::AnsiStr;
use clausec::diagnostic::{Style, render};
use clausec::source::{Problem, SourceId, Sources, Span};
use insta::assert_snapshot;

const ARTICLE_8: &str =
    "Clause 8.4\n> Één rente.\n\n  The client owes the supplier, as interest, 2% a month.\n";
const ARTICLE_18: &str = "Clause 18.5\n\n  The client owes the supplier, as interest, 8% a year.\n";

fn sources() -> Sources {
    let mut sources = Sources::default();
    sources.add("08-facturatie.clause", ARTICLE_8);
    sources.add("18-verzuim.clause", ARTICLE_18);
    sources
}

fn at(source: u32, words: &str) -> Span {
    let text = [ARTICLE_8, ARTICLE_18][source as usize];
    let start = text.find(words).expect("the text has these words");
    Span::new(SourceId(source), start, start + words.len())
}

fn two_interests() -> Problem {
    Problem::error(
        "two-claims-in-one-place",
        "two clauses give interest on the same invoice",
    )
    .at(at(0, "2% a month"), "here 2% a month")
    .at(at(1, "8% a year"), "here 8% a year")
    .help("say how they relate: `instead of 18.5` or `in addition to 18.5`")
    .under("› 8 Facturatie en betaling › 8.4")
}

#[test]
fn a_conflict_shows_both_places() {
    assert_snapshot!(render(&[two_interests()], &sources(), Style::Plain));
}

#[test]
fn letters_only() {
    assert_snapshot!(render(&[two_interests()], &sources(), Style::Ascii));
}

#[test]
fn sorted_by_place_and_nothing_hidden() {
    let problems = [
        Problem::warning("never-used", "nothing uses this ground").at(at(1, "Clause 18.5"), ""),
        Problem::error("column", "the column counts characters")
            .at(at(0, "rente"), "column 7, not 9"),
        Problem::advice("no-place", "a remark without a place"),
        Problem::error("end", "something is missing")
            .at(Span::at(SourceId(0), ARTICLE_8.len()), "at the end"),
        Problem::error("elsewhere", "a problem in a text that is not at hand")
            .at(Span::at(SourceId(9), 5), "nowhere"),
    ];
    assert_snapshot!(render(&problems, &sources(), Style::Plain));
}

#[test]
fn several_lines_are_bracketed() {
    let start = at(0, "Clause 8.4");
    let problem = Problem::error("whole-clause", "this clause has no end")
        .at(start.to(at(0, "2% a month.")), "this clause");
    assert_snapshot!(render(&[problem], &sources(), Style::Plain));
}

/// The codes that a file of the library gives to problems itself.
fn codes_in(text: &str) -> impl Iterator<Item = &str> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let made = ["Problem::error(", "Problem::warning("];
    made.into_iter().flat_map(move |made| {
        let calls = text.split(made).skip(1);
        calls.filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next())
    })
}

#[test]
fn each_code_has_a_page() {
    fn below(folder: &std::path::Path, missing: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                below(&path, missing);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("it is text");
            let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics");
            for code in codes_in(&text) {
                let page = std::fs::read_to_string(pages.join(format!("{code}.md")));
                if !page.is_ok_and(|page| page.starts_with(&format!("# {code}: "))) {
                    missing.push(format!("{}: {code}", path.display()));
                }
            }
        }
    }
    let mut missing = Vec::new();
    below(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut missing,
    );
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn of_a_long_line_the_part_that_is_wrong() {
    let lines = "service: hosting, pricing: per_year, ".repeat(10);
    let text = format!("terms: x\n- {{ {lines}amont: 5, {lines}}}\n");
    let mut sources = Sources::default();
    sources.add("t.yaml", &*text);
    let wrong = text.find("amont").expect("the text has this word");
    let problem = Problem::error("unknown-key", "an offer has no `amont`")
        .at(Span::new(SourceId(0), wrong, wrong + 5), "not known here");
    let plain = render(std::slice::from_ref(&problem), &sources, Style::Plain);
    let coloured = render(&[problem], &sources, Style::Colour);
    assert_eq!(coloured.ansi_strip(), plain);
    assert_snapshot!(plain);
}

#[test]
fn of_a_long_line_what_has_a_mark_without_words() {
    let text = "terms: x\n- { date: 2025-05-03, type: assessment, concept: gross_negligence, subject: DM1, value: fails }\n";
    let mut sources = Sources::default();
    sources.add("t.yaml", text);
    let wrong = text.find("fails").expect("the text has this word");
    let problem = Problem::error("neither-yes-nor-no", "`fails` is no answer")
        .at(Span::new(SourceId(0), wrong, wrong + 5), "");
    let drawn = render(&[problem], &sources, Style::Plain);
    assert!(drawn.contains("value: fails"), "{drawn}");
    assert!(drawn.contains("─────"), "{drawn}");
    assert!(
        drawn.lines().all(|line| line.chars().count() <= 80),
        "{drawn}"
    );
}
