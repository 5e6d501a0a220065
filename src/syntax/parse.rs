//! The front door: a file becomes a tree, whatever is in it.

use std::ops::Range;

use crate::source::{Problem, Source, Span, sort_by_place};
use crate::syntax::ast::{
    Amendment, Article, Change, ChangeKind, Clause, ClauseName, Declaration, Entry, File, Line,
    Piece, Setting, Table, TableEntry, Terms, WordingLine,
};
use crate::syntax::build::{Builder, Built, Heading};
use crate::syntax::cut::{RawPiece, cut, next_token};
use crate::syntax::fit::{fits, lines_of};
use crate::syntax::grammar::{self, Rule};
use crate::syntax::heading::HeadingWord;
use crate::syntax::message::{Refusal, heading_problem};
use crate::syntax::trivia::{Comment, comments};

/// The longest sentence that is read, in bytes.
const LONGEST_SENTENCE: usize = 30_000;
/// How many words of a sentence may nest one moment or amount in another.
const DEEPEST: usize = 128;
/// Words that put one moment or amount into another.
const NESTING: [&str; 6] = ["after", "before", "later", "earlier", "times", "else"];
/// The most problems of one file that are told; a file that is no clause file has thousands.
const MOST_PROBLEMS: usize = 200;

/// A file that was read: the tree of everything that could be understood, and what could not.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The tree as written.
    pub file: File,
    /// What is wrong, by place.
    pub problems: Vec<Problem>,
    /// The comments, in order.
    pub trivia: Vec<Comment>,
}

/// Reads a clause file. Never fails and never panics: what is broken costs one message, everything else stands.
pub fn parse(source: &Source) -> Parsed {
    let mut reader = Reader::new(source);
    let cut = cut(&source.text);
    if let Some(before) = cut.before {
        let problem = Problem::error(
            "text-before-heading",
            "this text stands before the first heading",
        );
        reader.problems.push(problem.at(reader.first_line(&before), "").help(
            "a file begins with a line such as `Terms klantfocus, version 1.`, `Article 5. Betaling` or `Clause 5.a`",
        ));
    }
    for (place, meant) in cut.unknown {
        reader.unknown_heading(place, meant);
    }
    let mut file = File::default();
    for raw in &cut.pieces {
        reader.heading = reader.heading_of(raw);
        file.pieces.extend(reader.piece(raw));
    }
    let mut problems = reader.problems;
    sort_by_place(&mut problems);
    problems.truncate(MOST_PROBLEMS);
    Parsed {
        file,
        problems,
        trivia: comments(source),
    }
}

/// Reads the pieces of one file, one after another.
struct Reader<'s> {
    source: &'s Source,
    problems: Vec<Problem>,
    /// The heading of the article that is being read.
    article: Option<String>,
    /// The headings above the sentence that is being read: `› Betaling › 5.a`.
    heading: String,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            source,
            problems: Vec::new(),
            article: None,
            heading: String::new(),
        }
    }

    fn piece(&mut self, raw: &RawPiece) -> Option<Piece> {
        self.misplaced(raw);
        self.wording_without_clause(raw);
        match raw.word {
            HeadingWord::Event => self.declaration(raw, Rule::event_line),
            HeadingWord::Word => self.declaration(raw, Rule::word_line),
            HeadingWord::Terms
            | HeadingWord::Amendment
            | HeadingWord::Replace
            | HeadingWord::Insert
            | HeadingWord::Repeal
            | HeadingWord::Rename
            | HeadingWord::Article
            | HeadingWord::Clause
            | HeadingWord::Table => self.headed(raw),
        }
    }

    /// A piece that is no word of the vocabulary.
    fn headed(&mut self, raw: &RawPiece) -> Option<Piece> {
        let heading = self.read_heading(raw);
        let span = self.span(&raw.whole);
        Some(match heading? {
            Heading::Terms(id, version) => {
                let settings = self.settings(raw);
                Piece::Terms(Terms {
                    id,
                    version,
                    settings,
                    span,
                })
            }
            Heading::Amendment(of, version, from) => {
                let settings = self.settings(raw);
                Piece::Amendment(Amendment {
                    of,
                    version,
                    from,
                    settings,
                    span,
                })
            }
            Heading::Replace(name) => {
                let kind = ChangeKind::Replace(self.clause(name, raw));
                Piece::Change(Change { kind, span })
            }
            Heading::Insert(name, after) => {
                let clause = self.clause(name, raw);
                let kind = ChangeKind::Insert { clause, after };
                Piece::Change(Change { kind, span })
            }
            Heading::Repeal(provision) => {
                self.nothing_below(raw);
                let kind = ChangeKind::Repeal(provision);
                Piece::Change(Change { kind, span })
            }
            Heading::Rename(article, heading) => {
                self.nothing_below(raw);
                let kind = ChangeKind::Rename { article, heading };
                Piece::Change(Change { kind, span })
            }
            Heading::Article(number, heading) => {
                self.nothing_below(raw);
                let printed = self.wording(raw);
                Piece::Article(Article {
                    number,
                    heading,
                    printed,
                    span,
                })
            }
            Heading::Clause(name) => Piece::Clause(self.clause(name, raw)),
            Heading::Table(name) => {
                let entries = self.table_entries(raw);
                Piece::Table(Table {
                    name,
                    entries,
                    span,
                })
            }
        })
    }

    fn read_heading(&mut self, raw: &RawPiece) -> Option<Heading> {
        let form = match raw.word {
            HeadingWord::Terms => Rule::terms_heading,
            HeadingWord::Amendment => Rule::amendment_heading,
            HeadingWord::Replace => Rule::replace_heading,
            HeadingWord::Insert => Rule::insert_heading,
            HeadingWord::Repeal => Rule::repeal_heading,
            HeadingWord::Rename => Rule::rename_heading,
            HeadingWord::Article => Rule::article_heading,
            HeadingWord::Table => Rule::table_heading,
            HeadingWord::Clause | HeadingWord::Event | HeadingWord::Word => Rule::clause_heading,
        };
        let read = self.sentence(form, raw.heading.clone(), Builder::heading);
        read.map_err(|refused| self.refused_heading(refused, raw.word.word()))
            .ok()
    }

    fn refused_heading(&mut self, refused: Refused<'_>, word: &str) {
        let problem = match refused {
            Refused::ByGrammar(refusal) => heading_problem(&refusal, word),
            Refused::ByValue(problem) => *problem,
        };
        self.push(problem);
    }

    fn clause(&mut self, name: ClauseName, raw: &RawPiece) -> Clause {
        let entries: Vec<Entry> = self.sentences(raw, &[Rule::entry], Builder::entry);
        Clause {
            name,
            wording: self.wording(raw),
            entries,
            span: self.span(&raw.whole),
        }
    }

    fn settings(&mut self, raw: &RawPiece) -> Vec<Setting> {
        self.sentences(raw, &[Rule::setting], Builder::setting)
    }

    fn table_entries(&mut self, raw: &RawPiece) -> Vec<TableEntry> {
        self.sentences(raw, &[Rule::table_entry], Builder::table_entry)
    }

    fn declaration(&mut self, raw: &RawPiece, line_form: Rule) -> Option<Piece> {
        let misfit = match line_form {
            Rule::event_line => Rule::word_line,
            _ => Rule::event_line,
        };
        let lines: Vec<Line> = self.sentences(raw, &[line_form, misfit], Builder::line);
        let built = self.sentence(Rule::declaration, raw.heading.clone(), |builder, pair| {
            builder.declaration(pair, lines.clone())
        });
        match built {
            Ok(declaration) => {
                self.check_lines(&declaration);
                Some(Piece::Declaration(declaration))
            }
            Err(refused) => {
                let word = self.source.text[raw.heading.clone()]
                    .split(' ')
                    .next()
                    .unwrap_or_default();
                self.refused_heading(refused, word);
                None
            }
        }
    }

    fn wording(&self, raw: &RawPiece) -> Vec<WordingLine> {
        let line = |range: &Range<usize>| WordingLine {
            text: self.source.text[range.clone()].to_owned(),
            span: self.span(range),
        };
        raw.wording.iter().map(line).collect()
    }

    /// The sentences of a piece; each that is refused costs one message. The first of `forms` is the form they should have.
    fn sentences<T>(
        &mut self,
        raw: &RawPiece,
        forms: &[Rule],
        build: impl Fn(&Builder, pest::iterators::Pair<'_, Rule>) -> Built<T>,
    ) -> Vec<T> {
        let mut read = Vec::new();
        for range in &raw.sentences {
            let mut rest = Some(range.clone());
            while let Some(range) = rest.take() {
                match self.first_form(forms, &range, &build) {
                    Ok(sentence) => read.push(sentence),
                    Err(Refused::ByValue(problem)) => self.push(*problem),
                    Err(Refused::ByGrammar(refusal)) => {
                        rest = self.refused(&refusal, forms[0], &range, &build, &mut read);
                    }
                }
            }
        }
        read
    }

    /// Reads a sentence by the first of these forms that it has; what the first form says counts when it has none.
    fn first_form<T>(
        &mut self,
        forms: &[Rule],
        range: &Range<usize>,
        build: impl Fn(&Builder, pest::iterators::Pair<'_, Rule>) -> Built<T>,
    ) -> Result<T, Refused<'s>> {
        let first = self.sentence(forms[0], range.clone(), &build);
        if let Err(Refused::ByGrammar(_)) = first {
            for other in &forms[1..] {
                if let Ok(sentence) = self.sentence(*other, range.clone(), &build) {
                    return Ok(sentence);
                }
            }
        }
        first
    }

    /// Reports a refused sentence. Where a full stop is missing, two sentences stand in one: the first line inside it that
    /// begins like a sentence is where reading goes on.
    fn refused<T>(
        &mut self,
        refusal: &Refusal<'_>,
        form: Rule,
        range: &Range<usize>,
        build: impl Fn(&Builder, pest::iterators::Pair<'_, Rule>) -> Built<T>,
        read: &mut Vec<T>,
    ) -> Option<Range<usize>> {
        let Some(next) = sentence_line(&self.source.text, range) else {
            self.push(refusal.problem());
            return None;
        };
        let end = range.start + self.source.text[range.start..next].trim_end().len();
        if refusal.offset_in_source() < end {
            self.push(refusal.problem());
        } else {
            match self.sentence(form, range.start..end, build) {
                Ok(sentence) => read.push(sentence),
                Err(Refused::ByValue(problem)) => self.push(*problem),
                Err(Refused::ByGrammar(refusal)) => self.push(refusal.problem()),
            }
        }
        Some(next..range.end)
    }

    /// Reads one sentence.
    fn sentence<T>(
        &mut self,
        form: Rule,
        range: Range<usize>,
        build: impl FnOnce(&Builder, pest::iterators::Pair<'_, Rule>) -> Built<T>,
    ) -> Result<T, Refused<'s>> {
        let text = &self.source.text[range.clone()];
        if let Some(problem) = self.out_of_bounds(text, &range) {
            return Err(Refused::ByValue(Box::new(problem)));
        }
        let pair = grammar::parse(form, text).map_err(|error| {
            Refused::ByGrammar(Refusal::new(self.source.id, range.start, text, *error))
        })?;
        let builder = Builder::new(self.source.id, range.start);
        let result = build(&builder, pair).map_err(Refused::ByValue);
        for problem in builder.into_problems() {
            self.push(problem);
        }
        result
    }

    /// A sentence that is not read at all, because it is too long or too deep.
    fn out_of_bounds(&self, text: &str, range: &Range<usize>) -> Option<Problem> {
        if text.len() > LONGEST_SENTENCE {
            let message =
                format!("a sentence of more than {LONGEST_SENTENCE} characters is not read");
            let problem = Problem::error("sentence-too-long", message);
            return Some(
                problem
                    .at(self.first_line(range), "it begins here")
                    .help("a full stop may be missing"),
            );
        }
        let nesting = text
            .split_ascii_whitespace()
            .filter(|word| NESTING.contains(word));
        if nesting.count() > DEEPEST {
            let message = "moments and amounts are nested too deep in this sentence";
            let problem = Problem::error("sentence-too-deep", message);
            return Some(
                problem
                    .at(self.first_line(range), "it begins here")
                    .help("give a part of it a name in a sentence of its own"),
            );
        }
        None
    }

    /// Lines that do not fit their declaration.
    fn check_lines(&mut self, declaration: &Declaration) {
        if let Declaration::Word { word, lines, .. } = declaration {
            for line in lines.iter().filter(|line| !fits(*word, &line.kind)) {
                let message = "this line does not fit what it stands below";
                let problem = Problem::error("line-does-not-fit", message).at(line.span, "");
                self.push(problem.help(lines_of(*word)));
            }
        }
    }

    fn misplaced(&mut self, raw: &RawPiece) {
        if let Some(line) = raw.misplaced.first() {
            let problem = Problem::error(
                "wording-below-rules",
                "wording stands below the rules of its clause",
            );
            let span = self.span(line);
            self.push(
                problem
                    .at(span, "")
                    .help("the wording as signed stands straight below the heading"),
            );
        }
    }

    fn wording_without_clause(&mut self, raw: &RawPiece) {
        let has_wording = match raw.word {
            HeadingWord::Article
            | HeadingWord::Clause
            | HeadingWord::Replace
            | HeadingWord::Insert => true,
            HeadingWord::Terms
            | HeadingWord::Amendment
            | HeadingWord::Repeal
            | HeadingWord::Rename
            | HeadingWord::Table
            | HeadingWord::Event
            | HeadingWord::Word => false,
        };
        if let Some(line) = raw.wording.first().filter(|_| !has_wording) {
            let message = "wording stands below a heading that has none";
            let span = self.span(line);
            let problem = Problem::error("wording-without-clause", message).at(span, "");
            self.push(problem.help("the wording as signed stands below `Clause …`"));
        }
    }

    fn nothing_below(&mut self, raw: &RawPiece) {
        if let Some(sentence) = raw.sentences.first() {
            let problem = Problem::error(
                "sentence-without-clause",
                "no sentence can stand below this heading",
            );
            let span = self.first_line(sentence);
            self.push(
                problem
                    .at(span, "")
                    .help("rules, readings and notes stand below `Clause …`"),
            );
        }
    }

    fn unknown_heading(&mut self, place: Range<usize>, meant: HeadingWord) {
        let word = &self.source.text[place.clone()];
        let message = format!("`{word}` is no heading");
        let help = format!("did you mean `{}`?", meant.word());
        let problem = Problem::error("unknown-heading", message);
        self.problems.push(
            problem
                .at(self.span(&place), "a line that begins at the margin opens a heading; what stands below it is not read")
                .help(help),
        );
    }

    /// The headings above the sentences of a piece.
    fn heading_of(&mut self, raw: &RawPiece) -> String {
        let text = &self.source.text[raw.heading.clone()];
        let first_line = text.lines().next().unwrap_or_default().trim_end();
        let short: String = first_line.chars().take(60).collect();
        match raw.word {
            HeadingWord::Article => {
                self.article = Some(short.clone());
                format!("› {short}")
            }
            HeadingWord::Clause => match &self.article {
                Some(article) => format!("› {article} › {short}"),
                None => format!("› {short}"),
            },
            HeadingWord::Event | HeadingWord::Word => {
                let words: Vec<&str> = first_line.split(' ').take(2).collect();
                format!("› {}", words.join(" "))
            }
            HeadingWord::Terms
            | HeadingWord::Amendment
            | HeadingWord::Replace
            | HeadingWord::Insert
            | HeadingWord::Repeal
            | HeadingWord::Rename
            | HeadingWord::Table => format!("› {short}"),
        }
    }

    fn push(&mut self, problem: Problem) {
        let heading = self.heading.clone();
        self.problems.push(problem.under(heading));
    }

    fn span(&self, range: &Range<usize>) -> Span {
        self.source.span(range.start, range.end)
    }

    /// The first line of a range.
    fn first_line(&self, range: &Range<usize>) -> Span {
        const SHOWN: usize = 60;
        let line = self.source.text[range.clone()]
            .lines()
            .next()
            .unwrap_or_default();
        let line = line
            .char_indices()
            .nth(SHOWN)
            .map_or(line, |(cut, _)| &line[..cut]);
        self.source
            .span(range.start, range.start + line.trim_end().len())
    }
}

/// Why a sentence was not read.
enum Refused<'t> {
    /// It has not the form of a sentence.
    ByGrammar(Refusal<'t>),
    /// A figure in it is none, or it is out of bounds.
    ByValue(Box<Problem>),
}

/// The first line inside a sentence, behind its own first line, that begins like a sentence.
fn sentence_line(text: &str, range: &Range<usize>) -> Option<usize> {
    const STARTERS: [&str; 31] = [
        "The",
        "A",
        "An",
        "Each",
        "Every",
        "Any",
        "All",
        "No",
        "Either",
        "When",
        "While",
        "As",
        "Under",
        "In",
        "On",
        "This",
        "These",
        "Claims",
        "Clause",
        "Clauses",
        "Note",
        "Reading",
        "Sentence",
        "See",
        "What",
        "Where",
        "It",
        "From",
        "Paying",
        "Note:",
        "Sentence:",
    ];
    let mut at = range.start + text[range.clone()].find('\n')? + 1;
    while let Some(start) = next_token(text, at, range.end) {
        let line_end = text[start..range.end]
            .find('\n')
            .map_or(range.end, |len| start + len);
        let word = text[start..line_end]
            .split(|c: char| c.is_whitespace())
            .next()
            .unwrap_or_default();
        if STARTERS.contains(&word) {
            return Some(start);
        }
        at = line_end;
    }
    None
}
