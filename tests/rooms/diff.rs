//! Versions and what differs between them: the cases of `tests/cases/diff/`, and the versions that are shipped.

use std::path::Path;

use clausec::diagnostic::{Style, render};
use clausec::diff::show::{json, markdown, text};
use clausec::diff::versions::{TermsFile, Versions};
use clausec::diff::{Comparison, Parties, Side, compare};
use clausec::source::{Problem, SourceId, Sources};
use clausec::syntax::ast::{ChangeKind, File, Piece};
use clausec::syntax::parse;
use insta::{assert_snapshot, glob};

use crate::mutants::{files, is_of_a_version};

/// Clause files by their paths, read.
struct Folder {
    paths: Vec<String>,
    sources: Sources,
    files: Vec<File>,
}

impl Folder {
    /// Reads a case: files divided by lines `==> path`, below a comment that says what the case is.
    fn of_case(text: &str) -> Self {
        let parts = text.split("==> ").skip(1);
        Self::new(parts.map(|part| {
            let (path, text) = part.split_once('\n').expect("a file has a path and a text");
            (path.trim().to_owned(), text.to_owned())
        }))
    }

    fn new(files: impl Iterator<Item = (String, String)>) -> Self {
        let mut sources = Sources::default();
        let paths: Vec<String> = files
            .map(|(path, text)| {
                sources.add(path.clone(), text);
                path
            })
            .collect();
        let parsed: Vec<_> = sources.iter().map(parse).collect();
        let problems: Vec<Problem> = parsed.iter().flat_map(|one| one.problems.clone()).collect();
        assert!(
            problems.is_empty(),
            "{}",
            render(&problems, &sources, Style::Plain)
        );
        Self {
            paths,
            files: parsed.into_iter().map(|one| one.file).collect(),
            sources,
        }
    }

    fn terms_files(&self) -> Vec<TermsFile<'_>> {
        let pairs = self.paths.iter().zip(&self.files);
        pairs.map(|(path, file)| TermsFile { path, file }).collect()
    }
}

/// What a consolidated version consists of: settings, headings, clauses with the file that they were written in.
fn outline(folder: &Folder, files: &[File]) -> String {
    let mut lines = Vec::new();
    for (path, file) in folder.paths.iter().zip(files) {
        for piece in &file.pieces {
            lines.push(format!("{path}: {}", shown(folder, piece)));
        }
    }
    lines.join("\n")
}

fn shown(folder: &Folder, piece: &Piece) -> String {
    let path = |source: SourceId| folder.paths[source.0 as usize].as_str();
    match piece {
        Piece::Terms(terms) => {
            let words = terms
                .settings
                .iter()
                .map(|one| folder.sources.words(one.span));
            format!(
                "version {}: {}",
                terms.version.text,
                words.collect::<Vec<_>>().join(" ")
            )
        }
        Piece::Article(article) => {
            let heading = article
                .heading
                .as_ref()
                .map_or("", |heading| heading.text.as_str());
            format!("article {} {heading}", article.number.name)
        }
        Piece::Clause(clause) => {
            let wording: Vec<&str> = clause
                .wording
                .iter()
                .map(|line| line.text.as_str())
                .collect();
            let from = path(clause.span.source);
            format!("  {} {} ({from})", clause.name.id, wording.join(" "))
        }
        Piece::Declaration(declaration) => {
            format!("  {}", folder.sources.words(declaration.span()))
        }
        Piece::Amendment(_) | Piece::Change(_) | Piece::Table(_) => {
            "what no consolidated version holds".to_owned()
        }
    }
}

fn read_case(path: &Path) -> String {
    std::fs::read_to_string(path).expect("the case can be read")
}

#[test]
fn versions_that_can_be_consolidated() {
    glob!("..", "cases/diff/versions/good/*.clauses", |path| {
        let text = read_case(path);
        let folder = Folder::of_case(&text);
        let versions = Versions::read(&folder.terms_files());
        assert_eq!(versions.problems(), []);
        let shown = versions.issues().iter().map(|issue| {
            let text = versions
                .consolidate(&issue.version)
                .expect("it has no problems");
            outline(&folder, &text.files)
        });
        assert_snapshot!(shown.collect::<Vec<_>>().join("\n\n"));
    });
}

#[test]
fn versions_with_problems() {
    glob!("..", "cases/diff/versions/bad/*.clauses", |path| {
        let text = read_case(path);
        let folder = Folder::of_case(&text);
        let problems = Versions::read(&folder.terms_files()).problems();
        assert!(problems.iter().any(Problem::is_error), "{text}");
        assert_snapshot!(render(&problems, &folder.sources, Style::Plain));
    });
}

#[test]
fn a_version_that_nobody_wrote_is_refused() {
    let text = read_case(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases/diff/versions/good/amendment-of-an-amendment.clauses"),
    );
    let folder = Folder::of_case(&text);
    let versions = Versions::read(&folder.terms_files());
    let problems = versions
        .consolidate("7")
        .expect_err("there is no version 7");
    assert_snapshot!(render(&problems, &folder.sources, Style::Plain), @r"
    version-unknown

      × there is no version 7 of `voorbeeld`
      help: there are versions 1, 2, 3, 4
    ");
}

#[test]
fn changes_of_each_kind_are_among_the_cases() {
    let text = read_case(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases/diff/versions/good/replace-insert-repeal-rename.clauses"),
    );
    let folder = Folder::of_case(&text);
    let versions = Versions::read(&folder.terms_files());
    let changes = versions.issue("2").expect("version 2 is there").changes();
    let has = |wanted: fn(&ChangeKind) -> bool| changes.iter().any(|one| wanted(&one.kind));
    assert!(has(|kind| matches!(kind, ChangeKind::Replace(_))));
    assert!(has(|kind| matches!(kind, ChangeKind::Insert { .. })));
    assert!(has(|kind| matches!(kind, ChangeKind::Repeal(_))));
    assert!(has(|kind| matches!(kind, ChangeKind::Rename { .. })));
}

/// The files of a case below a folder.
fn part<'f>(folder: &'f Folder, under: &str) -> Vec<&'f File> {
    let pairs = folder.paths.iter().zip(&folder.files);
    let within = pairs.filter(|(path, _)| path.starts_with(under));
    within.map(|(_, file)| file).collect()
}

/// Two texts of a case compared.
fn compared(folder: &Folder, old: Vec<&File>, new: Vec<&File>, names: [&str; 2]) -> Comparison {
    let own = |files: Vec<&File>| -> Vec<File> { files.into_iter().cloned().collect() };
    let (old, new) = (own(old), own(new));
    let parties = Parties::of(&folder.files);
    let side = |name, files| Side {
        name,
        files,
        sources: &folder.sources,
        parties: &parties,
        program: None,
    };
    compare(side(names[0], &old), side(names[1], &new))
}

#[test]
fn pairs_of_texts() {
    glob!("..", "cases/diff/pairs/*.clauses", |path| {
        let case = read_case(path);
        let folder = Folder::of_case(&case);
        let (old, new) = (part(&folder, "old/"), part(&folder, "new/"));
        let found = compared(&folder, old, new, ["old", "new"]);
        let shown = text(&found, 80);
        assert!(
            shown.lines().all(|line| line.chars().count() <= 80),
            "{shown}"
        );
        assert_snapshot!(shown);
    });
}

/// The folder of terms that are shipped, read with its versions.
fn shipped(terms: &str) -> Folder {
    fn below(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                below(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "clause") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("clauses")
        .join(terms);
    let mut paths = Vec::new();
    below(&root, &mut paths);
    paths.sort();
    Folder::new(paths.into_iter().map(|path| {
        let inside = path.strip_prefix(&root).expect("it lies in the folder");
        (
            inside.to_string_lossy().replace('\\', "/"),
            read_case(&path),
        )
    }))
}

/// The first and the second version of terms that are shipped.
fn second_version(terms: &str) -> Comparison {
    let folder = shipped(terms);
    let versions = Versions::read(&folder.terms_files());
    assert_eq!(versions.problems(), [], "the versions of {terms} stand");
    let text = |version: &str| versions.consolidate(version).expect("it has no problems");
    let (old, new) = (text("1").files, text("2").files);
    let names = [format!("{terms}, version 1"), format!("{terms}, version 2")];
    let names = [names[0].as_str(), names[1].as_str()];
    compared(&folder, old.iter().collect(), new.iter().collect(), names)
}

#[test]
fn klantfocus_2() {
    let comparison = second_version("klantfocus");
    assert_snapshot!("klantfocus_2_text", text(&comparison, 80));
    assert_snapshot!("klantfocus_2_markdown", markdown(&comparison));
    assert_snapshot!("klantfocus_2_json", json(&comparison));
}

#[test]
fn krachtig_online_2() {
    let comparison = second_version("krachtig-online");
    assert_snapshot!("krachtig_online_2_text", text(&comparison, 80));
    assert_snapshot!("krachtig_online_2_markdown", markdown(&comparison));
    assert_snapshot!("krachtig_online_2_json", json(&comparison));
}

/// A call of `clausec diff` from the root of the project: status, output, messages.
fn call(arguments: &[&str]) -> (i32, String, String) {
    program(&[&["diff"], arguments].concat())
}

/// A call of the program from the root of the project.
fn program(arguments: &[&str]) -> (i32, String, String) {
    program_in(Path::new(env!("CARGO_MANIFEST_DIR")), arguments)
}

/// A call of the program from a folder.
fn program_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = assert_cmd::Command::new(env!("CARGO_BIN_EXE_clausec"))
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .args(arguments)
        .output()
        .expect("the program can be started");
    let text = |bytes| String::from_utf8(bytes).expect("it is UTF-8");
    let status = output.status.code().expect("the program ends by itself");
    (status, text(output.stdout), text(output.stderr))
}

/// The part of an answer from the outcomes on.
fn outcomes_of(answer: &str) -> &str {
    let at = answer.find("\nOutcome: ").expect("there are outcomes");
    answer[at..].trim_start()
}

#[test]
fn what_a_reading_is_worth() {
    let timeline = "tests/cases/diff/outcome/klantfocus.yaml";
    let reading = ["--reading", "5.a:R8=due_day"];
    let sides = ["klantfocus", "klantfocus", "--timeline", timeline];
    let (_, output, messages) = call(&[&sides[..], &reading[..]].concat());
    assert_eq!(messages, "");
    assert_snapshot!(output);
}

/// Two acts set the same aside from the same day; under the new text the one of them no longer does.
#[test]
fn the_ground_on_which_a_provision_is_set_aside() {
    let folder = tempfile::tempdir().expect("there is room for it");
    for (path, text) in files("clauses/klantfocus", "clause") {
        if !is_of_a_version(&path) {
            let name = path.file_name().expect("it is a file");
            let text = text.replace(
                "When a party sets a provision",
                "When a court sets a provision",
            );
            std::fs::write(folder.path().join(name), text).expect("it can be written");
        }
    }
    let new = folder.path().to_string_lossy().into_owned();
    let timeline = "tests/cases/diff/outcome/two-grounds.yaml";
    let (_, output, messages) = call(&["klantfocus", &new, "--timeline", timeline]);
    assert_eq!(messages, "");
    assert_snapshot!(outcomes_of(&output));
}

/// By pencil, of EUR 1,000.00 at 11.15%: 35 days from 26 January are EUR 10.69, 20 days from 10 February EUR 6.11.
#[test]
fn a_sentence_that_is_set_aside_is_that_of_each_text() {
    let timeline = "tests/cases/diff/outcome/a-sentence-set-aside.yaml";
    let (_, output, messages) = call(&["klantfocus", "klantfocus@2", "--timeline", timeline]);
    assert_eq!(messages, "");
    assert_snapshot!(outcomes_of(&output));
}

#[test]
fn each_text_has_readings_of_its_own() {
    let timeline = ["--timeline", "tests/cases/diff/outcome/klantfocus.yaml"];
    let due_day = |which| [which, "5.a:R8=due_day"];
    let (_, output, messages) = call(
        &[
            &["klantfocus", "klantfocus@2"],
            &timeline[..],
            &due_day("--reading"),
        ]
        .concat(),
    );
    assert_eq!(messages, "");
    assert_snapshot!("a_reading_beside_changes", outcomes_of(&output));
    let same = ["klantfocus", "klantfocus"];
    let (_, one, _) = call(&[&same[..], &timeline, &due_day("--old-reading")].concat());
    let (_, other, _) = call(&[&same[..], &timeline, &due_day("--reading")].concat());
    assert!(
        one.contains("amount: EUR 0.49 → EUR 0.48 (EUR 0.01 less)"),
        "{one}"
    );
    assert!(
        other.contains("amount: EUR 0.48 → EUR 0.49 (EUR 0.01 more)"),
        "{other}"
    );
    let both = [due_day("--old-reading"), due_day("--reading")].concat();
    let (_, neither, _) = call(&[&same[..], &timeline, &both].concat());
    assert!(
        neither.contains("Under both texts the same follows."),
        "{neither}"
    );
}

/// Three changes of which two interact, and a difference that two groups of them bring.
#[test]
fn changes_that_bring_it_only_together() {
    let old = "tests/cases/diff/together/depot";
    let new = format!("{old}@2");
    let timeline = "tests/cases/diff/together/damage.yaml";
    let (_, output, messages) = call(&[old, &new, "--timeline", timeline]);
    assert_eq!(messages, "");
    let outcome = output.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "EUR 100.00 more because of 1.2, EUR 50.00 more because of 1.3; the rest, EUR 300.00 more, because of 1.1 and 1.2 together, beyond what each brings by itself: they interact.",
        "Because of 1.1 and 1.2 together, or of 1.1 and 1.3 together: none of them brings it by itself, they interact.",
    ] {
        assert!(outcome.contains(told), "{output}");
    }
}

/// Two texts that declare one measure differently: told, warned of, put down to the measure, with a witness.
#[test]
fn words_that_two_texts_declare_differently() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff/words");
    let (_, output, messages) = program_in(
        &folder,
        &[
            "diff",
            "./old",
            "./new",
            "--timeline",
            "an-invoice.yaml",
            "--witness",
        ],
    );
    assert_eq!(messages, "");
    let told = output.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "\"the billed part of an invoice\" Warning: What these words mean changed, and the wording of 1.4 did not",
        "The billed part of an invoice: 60% of the principal of the invoice — instead of: 50% of the principal of the invoice.",
        "\"the billed part of an invoice\": the change makes a difference by itself.",
        "All of it EUR 30.00 more because of 1.3, EUR 100.00 more because of \"the billed part of an invoice\".",
        "amount: EUR 550.00 → EUR 680.00 (EUR 130.00 more)",
    ] {
        assert!(told.contains(words), "{words}\n{output}");
    }
    let (_, output, _) = program_in(&folder, &["diff", "./old", "./new", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&output).expect("it is JSON");
    let places = answer["substance"]
        .as_array()
        .expect("there are differences");
    let word = |one: &serde_json::Value| one["word"] == "\"the billed part of an invoice\"";
    assert!(places.iter().any(word), "{output}");
    assert!(places.iter().any(|one| one["clause"] == "1.3"), "{output}");
}

/// A setting that decides something is told, and so is that no wording says so.
#[test]
fn settings_that_two_texts_set_differently() {
    let folder = tempfile::tempdir().expect("there is room for it");
    let text = read_case(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff/words/old/00-opslag.clause"),
    );
    for (name, text) in [
        ("old", text.clone()),
        ("new", text.replace("half up to the cent", "up to the cent")),
    ] {
        let terms = folder.path().join(name);
        std::fs::create_dir_all(&terms).expect("a folder can be made");
        std::fs::write(terms.join("00.clause"), text).expect("it can be written");
    }
    let (_, output, messages) = program_in(folder.path(), &["diff", "./old", "./new"]);
    assert_eq!(messages, "");
    for words in [
        "the rounding  Warning: This changed, and no wording did",
        "the rounding  The rounding is up to the cent — instead of: the rounding is half",
    ] {
        assert!(output.contains(words), "{output}");
    }
}

/// Figures by hand, in the comments of the timelines: what waits for a judgement, a power that is gone, a verdict that flips, a
/// balance in parts.
#[test]
fn outcomes_by_hand_under_several_timelines() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diff/by-hand");
    let timelines = ["1-conditional.yaml", "2-verdict.yaml", "3-parts.yaml"];
    let call = [
        &["diff", "./opslag", "./opslag@2", "--timeline"],
        &timelines[..],
    ]
    .concat();
    let (_, output, messages) = program_in(&folder, &call);
    assert_eq!(messages, "");
    let pages: Vec<String> = output
        .split("\nOutcome: ")
        .skip(1)
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    let expected: [&[&str]; 3] = [
        &[
            "claim: fine A, client to supplier due: 2025-03-16 → 2025-03-23 (7 days later) Because of 1.1.",
            "amount: EUR 3.05 → EUR 0.92 (EUR 2.13 less)",
            "power: supplier: suspend (1.5) (only under the old text) stands: from 2025-03-16 state: available Because of 1.5.",
        ],
        &[
            "claim: fine A, client to supplier (only under the old text) amount: EUR 50.00",
            "total: EUR 1,050.92 → EUR 1,000.00 (EUR 50.92 less) Because of 1.1.",
            "act: service suspended S1 of 2025-03-17 verdict: effective → without ground Because of 1.1 and 1.5, each by itself.",
        ],
        &[
            "amount: EUR 50.00 → EUR 80.00 (EUR 30.00 more)",
            "total: EUR 1,053.05 → EUR 1,080.92 (EUR 27.87 more) EUR 2.13 less because of 1.1, EUR 30.00 more because of 1.3.",
        ],
    ];
    assert_eq!(pages.len(), expected.len(), "{output}");
    for (page, expected) in pages.iter().zip(expected) {
        for words in expected {
            assert!(page.contains(words), "{words}\n{output}");
        }
    }
}

/// A folder with the full texts of several terms is none of them.
#[test]
fn a_folder_of_several_terms_is_refused() {
    let (status, _, messages) = call(&["./clauses", "klantfocus"]);
    assert_eq!(status, 2, "{messages}");
    assert!(messages.contains("folder-of-several-terms"), "{messages}");
    assert!(
        messages.contains("`klantfocus` and `krachtig-online`"),
        "{messages}"
    );
}

/// A repository with terms at two revisions; a payment term of 21, then of 28 days.
struct Repository(tempfile::TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("there is room for it"));
        let terms = repository.0.path().join("terms");
        copy_terms("noordwind-verhuur", &terms);
        repository.git(&["init", "--quiet"]);
        repository.commit();
        let clause = terms.join("01-huur.clause");
        let text = read_case(&clause).replace("21 dagen", "28 dagen");
        let text = text.replace("is 21 days", "is 28 days");
        std::fs::write(&clause, text).expect("it can be written");
        repository.commit();
        repository
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
        let commit = ["commit", "--quiet", "--no-gpg-sign", "-m", "terms"];
        self.git(&[&author[..], &commit[..]].concat());
    }

    fn git(&self, arguments: &[&str]) {
        let status = std::process::Command::new("git")
            .current_dir(self.0.path())
            .args(arguments)
            .status()
            .expect("git can be started");
        assert!(status.success(), "git {arguments:?}");
    }

    fn diff(&self, arguments: &[&str]) -> (i32, String, String) {
        program_in(self.0.path(), &[&["diff"], arguments].concat())
    }
}

/// The clause files of the terms of a test, without scenarios.
fn copy_terms(id: &str, to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/terms")
        .join(id);
    std::fs::create_dir_all(to).expect("a folder can be made");
    for entry in std::fs::read_dir(from).expect("there are such terms") {
        let path = entry.expect("it can be read").path();
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            std::fs::copy(&path, to.join(name)).expect("it can be copied");
        }
    }
}

#[test]
fn revisions_of_a_repository() {
    let repository = Repository::new();
    let (status, output, messages) =
        repository.diff(&["git:HEAD~1:terms", "git:HEAD:terms", "--exit-code"]);
    assert_eq!((status, messages.as_str()), (1, ""));
    assert_snapshot!("between_two_revisions", output);

    let (status, output, messages) = repository.diff(&["git:HEAD:terms", "./terms", "--exit-code"]);
    assert_eq!((status, messages.as_str()), (0, ""));
    assert!(
        output.contains("Nothing differs in wording or in rules."),
        "{output}"
    );

    let second = repository.0.path().join("terms/versions/2");
    std::fs::create_dir_all(&second).expect("a folder can be made");
    let amendment = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases/diff/witness/amendments/noordwind-verhuur.clause");
    std::fs::copy(amendment, second.join("amendment.clause")).expect("it can be copied");
    repository.commit();
    let (_, of_revision, messages) = repository.diff(&["git:HEAD~1:terms", "git:HEAD:terms@2"]);
    assert_eq!(messages, "");
    let (_, of_folder, _) = repository.diff(&["git:HEAD~1:terms", "./terms@2"]);
    let below = |text: &str| text.find("\nWording").map(|at| text[at..].to_owned());
    assert_eq!(below(&of_revision), below(&of_folder));
    assert!(
        of_revision.contains("Wording: 3 provisions"),
        "{of_revision}"
    );

    let (status, _, messages) = repository.diff(&["git:HEAD:elsewhere", "./terms"]);
    assert_eq!(status, 2);
    assert_snapshot!("a_path_that_a_revision_has_not", messages);
}

#[test]
fn a_revision_with_words_that_nobody_declares() {
    let repository = Repository::new();
    let clause = repository.0.path().join("terms/01-huur.clause");
    let text = read_case(&clause);
    let older = text.replace("issues an invoice", "renders an account");
    assert_ne!(text, older);
    std::fs::write(&clause, older).expect("it can be written");
    repository.commit();
    let sides = ["git:HEAD:terms", "git:HEAD~1:terms"];
    let (status, output, messages) = repository.diff(&sides);
    assert_eq!((status, messages.as_str()), (0, ""));
    assert!(
        output.contains("instead of: when the supplier renders an account"),
        "{output}"
    );

    let (status, _, messages) = repository.diff(&[&sides[..], &["--witness"]].concat());
    assert_eq!(status, 2);
    assert_snapshot!("a_revision_with_other_words", messages);

    let unreadable = text.replace("must pay", "must must pay");
    std::fs::write(&clause, unreadable).expect("it can be written");
    repository.commit();
    let (status, _, messages) = repository.diff(&sides);
    assert_eq!(status, 2);
    assert_snapshot!("a_revision_in_another_language", messages);
}

#[test]
fn a_revision_from_wherever_one_stands() {
    let repository = Repository::new();
    let root = repository.0.path();
    copy_terms("noordwind-verhuur", &root.join("een map/mijn voorwaarden"));
    repository.commit();
    let places = [
        ("", "een map/mijn voorwaarden"),
        ("een map", "./mijn voorwaarden"),
        ("een map/mijn voorwaarden", "."),
        ("terms", "../een map/mijn voorwaarden"),
    ];
    for (folder, path) in places {
        let revision = format!("git:HEAD:{path}");
        let call = ["diff", &revision, path, "--exit-code"];
        let (status, output, messages) = program_in(&root.join(folder), &call);
        assert_eq!((status, messages.as_str()), (0, ""), "{revision}");
        assert!(
            output.contains("Nothing differs in wording or in rules."),
            "{output}"
        );
    }
}

#[test]
fn a_revision_where_there_is_no_repository() {
    let folder = tempfile::tempdir().expect("there is room for it");
    let call = ["diff", "git:HEAD:terms", "klantfocus"];
    let (status, output, messages) = program_in(folder.path(), &call);
    assert_eq!((status, output.as_str()), (2, ""));
    let words = messages.split_whitespace().filter(|word| *word != "│");
    let words = words.collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("cannot be read: this folder lies in no git repository"),
        "{messages}"
    );
}

#[test]
fn calls_that_cannot_be_used() {
    let timeline = "tests/cases/diff/outcome/reading-of-the-old-text-only.yaml";
    let new_words = "tests/cases/diff/outcome/words-of-the-new-text-only.yaml";
    let keys = [
        "./tests/terms/sleutelbeheer",
        "./tests/terms/sleutelbeheer@2",
    ];
    let calls: [&[&str]; 8] = [
        &["klantfocus", "klantfocus@7"],
        &["klantfocus", "./clauses/vocabulary"],
        &["klantfocus", "klantfokus"],
        &["git:clauses", "klantfocus"],
        &["git:no-such-revision:clauses/klantfocus", "klantfocus"],
        &[
            "krachtig-online",
            "krachtig-online@2",
            "--timeline",
            timeline,
        ],
        &[keys[0], keys[1], "--timeline", new_words],
        &["klantfocus", "klantfocus", "--reading", "R8=due_day"],
    ];
    let shown = calls.map(|arguments| {
        let (status, output, messages) = call(arguments);
        assert_eq!((status, output.as_str()), (2, ""), "{arguments:?}");
        format!("clausec diff {}\n\n{messages}", arguments.join(" "))
    });
    assert_snapshot!(shown.join("\n"));
}

#[test]
fn the_same_text_does_not_differ() {
    let (status, output, _) = call(&["klantfocus", "klantfocus@1", "--exit-code"]);
    assert_eq!(status, 0);
    assert_snapshot!(output, @"
    klantfocus, version 1 → klantfocus, version 1

    Nothing differs in wording or in rules.
    ");
}

#[test]
fn a_witness_under_a_reading_that_nobody_chose() {
    let library = ["--clauses", "tests/cases/diff/witness/clauses"];
    let sides = ["lockers", "lockers@2"];
    let witness = |format| {
        let arguments = ["--witness", "--format", format];
        call(&[&sides[..], &arguments, &library].concat())
    };
    let (_, output, messages) = witness("text");
    assert_eq!(messages, "");
    let at = output.find("\nWitnesses\n").expect("there are witnesses");
    assert_snapshot!("under_a_reading_text", output[at..].trim_start());
    let (_, output, _) = witness("markdown");
    let at = output.find("## Witnesses").expect("there are witnesses");
    assert_snapshot!("under_a_reading_markdown", &output[at..]);
    let (_, output, _) = witness("json");
    let at = output.find("\"witnesses\"").expect("there are witnesses");
    assert_snapshot!("under_a_reading_json", &output[at..]);
}

/// The timeline that is printed chooses the reading: as a file it shows the difference.
#[test]
fn a_witness_is_a_timeline_that_can_be_run() {
    let library = ["--clauses", "tests/cases/diff/witness/clauses"];
    let arguments = ["lockers", "lockers@2", "--witness"];
    let (_, output, _) = call(&[&arguments[..], &library].concat());
    let lines = output.lines().filter_map(|line| line.strip_prefix("    "));
    let is_of_timeline = |line: &&str| {
        ["terms:", "as-of:", "readings:", "events:", "  - {"]
            .iter()
            .any(|beginning| line.starts_with(beginning))
    };
    let lines: Vec<&str> = lines.filter(is_of_timeline).collect();
    assert!(
        lines.iter().any(|line| line.starts_with("readings:")),
        "{output}"
    );
    let folder = tempfile::tempdir().expect("there is room for it");
    let file = folder.path().join("witness.yaml");
    std::fs::write(&file, lines.join("\n") + "\n").expect("it can be written");
    let file = file.to_string_lossy().into_owned();
    let sides = ["lockers", "lockers@2", "--timeline", &file];
    let (_, output, messages) = call(&[&sides[..], &library].concat());
    assert_eq!(messages, "");
    assert!(
        outcomes_of(&output).contains("All of it because of 1.1."),
        "{output}"
    );
}

#[test]
fn a_witness_of_a_reading() {
    let sides = ["lockers", "lockers"];
    let arguments = ["--reading", "1.1:R1=share_of_damage", "--witness"];
    let library = ["--clauses", "tests/cases/diff/witness/clauses"];
    let (_, output, messages) = call(&[&sides[..], &arguments, &library].concat());
    assert_eq!(messages, "");
    assert_snapshot!(output);
}

/// A reading that only one of the texts has, with what chooses it in the call; and the parts of an amount, which must add up.
#[test]
fn a_witness_under_a_reading_of_one_text_only() {
    let library = ["--clauses", "tests/cases/diff/witness/clauses"];
    let sides = ["bikes", "bikes@2"];
    let (_, output, messages) = call(&[&sides[..], &["--witness"], &library].concat());
    assert_eq!(messages, "");
    let at = output.find("\nWitnesses\n").expect("there are witnesses");
    assert_snapshot!(output[at..].trim_start());
    let folder = tempfile::tempdir().expect("there is room for it");
    for (party, readings, clause) in [
        ("supplier", ["--reading", "R1=share_of_damage"], "1.1"),
        ("client", ["--old-reading", "R2=share_of_damage"], "1.2"),
    ] {
        let file = folder.path().join("witness.yaml");
        let event =
            format!("{{ date: 2025-01-01, type: damage_arose, party: {party}, amount: 1000.00 }}");
        let text = format!("terms: bikes\nevents:\n  - {event}\n");
        std::fs::write(&file, text).expect("it can be written");
        let file = file.to_string_lossy().into_owned();
        let arguments = ["--timeline", &file];
        let (_, output, messages) = call(&[&sides[..], &arguments, &readings, &library].concat());
        assert_eq!(messages, "");
        let cause = format!("All of it because of {clause}.");
        assert!(outcomes_of(&output).contains(&cause), "{output}");
    }
}

#[test]
fn a_path_is_not_broken_at_a_hyphen() {
    let folder = "clauses/klantfocus/scenarios/05";
    let timeline = format!("{folder}/5.a-S1-default-the-day-after-the-last-timely-day.yaml");
    let sides = ["klantfocus", "klantfocus@2"];
    let (_, output, messages) = call(&[&sides[..], &["--timeline", &timeline]].concat());
    assert_eq!(messages, "");
    assert!(
        output.lines().any(|line| line.contains(&timeline)),
        "{output}"
    );
}

#[test]
fn a_witness_beyond_what_the_scenarios_tell() {
    let library = ["--clauses", "tests/cases/diff/witness/clauses"];
    let (_, output, messages) = call(&[&["shop", "shop@2", "--witness"], &library[..]].concat());
    assert_eq!(messages, "");
    let at = output.find("\nWitnesses\n").expect("there are witnesses");
    assert_snapshot!(output[at..].trim_start());
}

/// What shows only where an agreement has come to its end, only where an invoice is received later than it is sent, and nowhere.
#[test]
fn witnesses_of_an_end_of_a_later_receipt_and_of_nothing() {
    let library = ["--clauses", "tests/cases/diff/witness/clauses"];
    let sides = ["archive", "archive@2", "--witness"];
    let (_, output, messages) = call(&[&sides[..], &library].concat());
    assert_eq!(messages, "");
    let at = output.find("\nWitnesses\n").expect("there are witnesses");
    assert_snapshot!(output[at..].trim_start());
}

/// The terms of other suppliers, of which no scenario is at hand, with an amendment each.
#[test]
fn witnesses_that_no_scenario_tells() {
    glob!(
        "..",
        "cases/diff/witness/amendments/*.clause",
        |amendment| {
            let id = amendment.file_stem().expect("it is named for its terms");
            let folder = tempfile::tempdir().expect("there is room for it");
            copy_terms(&id.to_string_lossy(), folder.path());
            let second = folder.path().join("versions/2");
            std::fs::create_dir_all(&second).expect("a folder can be made");
            std::fs::copy(amendment, second.join("amendment.clause")).expect("it can be copied");
            let old = folder.path().to_string_lossy().into_owned();
            let (_, output, messages) = call(&[&old, &format!("{old}@2"), "--witness"]);
            assert_eq!(messages, "");
            assert!(!output.contains("no timeline found"), "{output}");
            let at = output.find("\nWitnesses\n").expect("there are witnesses");
            assert_snapshot!(output[at..].trim_start().replace(&old, "TERMS"));
        }
    );
}

#[test]
fn settings_count_for_what_their_version_governs() {
    let folder = "tests/cases/diff/settings/clauses";
    let scenario = format!("{folder}/depot/scenarios/each-version-its-own-law.yaml");
    let library = ["--clauses", folder];
    let (status, output, messages) = program(&[&["test", &scenario], &library[..]].concat());
    assert_eq!((status, messages.as_str()), (0, ""), "{output}");
    let called = |day| {
        let as_of = ["--as-of", day];
        let (_, output, _) = program(&[&["run", &scenario], &library[..], &as_of[..]].concat());
        output.lines().next().map(str::to_owned)
    };
    assert_eq!(
        called("2026-01-31").as_deref(),
        Some("Depot and Bewaargever")
    );
    assert_eq!(
        called("2026-02-01").as_deref(),
        Some("Nieuw Depot and Bewaargever")
    );
}

#[test]
fn each_version_is_explained_in_its_own_words() {
    let scenarios = "clauses/krachtig-online/scenarios/interactions";
    let timeline = format!("{scenarios}/I-07-new-terms-in-the-middle-of-a-default.yaml");
    let (_, output, messages) = program(&["explain", &timeline, "5.2"]);
    assert_eq!(messages, "");
    let shown = output.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("5.2 (version 1) "), "{output}");
    assert!(shown.contains("een maximum van € 50.000,00."), "{output}");
    assert!(shown.contains("5.2 (version 2) "), "{output}");
    assert!(shown.contains("5.000,00 per overtreding."), "{output}");
}

/// The blocks of a page that show a call: the arguments, and what must come out.
fn shown_calls(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("```console\n$ clausec ").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap_or_default());
    blocks
        .map(|block| {
            let (call, output) = block.split_once('\n').expect("a call has an output");
            (call.to_owned(), output.trim().to_owned())
        })
        .collect()
}

/// Whether an output is what a page shows of it; `[..]` stands for what the page leaves out.
fn shows(output: &str, page: &str) -> bool {
    let mut parts = page.split("[..]").map(str::trim);
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = output.strip_prefix(first) else {
        return false;
    };
    let mut last = None;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        last = Some(part);
    }
    rest.is_empty() || last == Some("")
}

#[test]
fn the_page_on_versions_shows_what_comes_out() {
    let page = read_case(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/versions.md"));
    let calls = shown_calls(&page);
    assert!(calls.len() >= 3, "the page shows calls");
    for (shown, expected) in calls {
        let arguments: Vec<&str> = shown.split(' ').collect();
        let (_, output, messages) = program(&arguments);
        assert_eq!(messages, "", "{shown}");
        assert!(shows(output.trim(), &expected), "{shown}\n{output}");
    }
}
