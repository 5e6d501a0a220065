//! The front door: a file becomes a tree, whatever is in it.

use std::ops::Range;

use crate::source::{Problem, Source, Span, sort_by_place};
use crate::syntax::ast::{
    Amendment, Article, Change, ChangeKind, Clause, ClauseName, Entry, File, Line, Piece, Setting,
    Table, TableEntry, Terms, WordingLine,
};
use crate::syntax::build::{Builder, Heading};
use crate::syntax::cut::{RawPiece, cut};
use crate::syntax::grammar::Rule;
use crate::syntax::heading::HeadingWord;
use crate::syntax::message::heading_problem;
use crate::syntax::sentences::Refused;
use crate::syntax::trivia::{Comment, comments};

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
            "a file begins with a line such as `Terms my-terms, version 1.`, `Article 5. Betaling` or `Clause 5.a`",
        ));
    }
    for unread in cut.unknown {
        reader.lost.push(reader.span(&unread.whole));
        reader.unknown_heading(unread.word, unread.meant);
    }
    let mut file = File::default();
    for raw in &cut.pieces {
        reader.heading = reader.heading_of(raw);
        file.pieces.extend(reader.piece(raw));
    }
    file.lost = reader.lost;
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
pub(super) struct Reader<'s> {
    pub source: &'s Source,
    pub problems: Vec<Problem>,
    /// Where sentences and pieces stand that could not be read.
    pub lost: Vec<Span>,
    /// The heading of the article that is being read.
    pub article: Option<String>,
    /// The headings above the sentence that is being read: `› Betaling › 5.a`.
    pub heading: String,
}

impl<'s> Reader<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            source,
            problems: Vec::new(),
            lost: Vec::new(),
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
            Heading::InsertArticle(number, after, heading) => {
                self.nothing_below(raw);
                let article = Article {
                    number,
                    heading: Some(heading),
                    printed: Vec::new(),
                    span,
                };
                let kind = ChangeKind::InsertArticle { article, after };
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
        read.map_err(|refused| self.refused_heading(refused, raw))
            .ok()
    }

    fn refused_heading(&mut self, refused: Refused<'_>, raw: &RawPiece) {
        self.lost.push(self.span(&raw.whole));
        let heading = &self.source.text[raw.heading.clone()];
        let word = heading.split(|letter: char| !letter.is_alphabetic()).next();
        let word = word.unwrap_or_default();
        let problem = match refused {
            Refused::ByGrammar(refusal) => heading_problem(&refusal, word),
            Refused::ByValue(problem) => *problem,
        };
        self.push(problem);
    }

    fn clause(&mut self, name: ClauseName, raw: &RawPiece) -> Clause {
        let problems_before = self.problems.len();
        let entries: Vec<Entry> = self.sentences(raw, &[Rule::entry], Builder::entry);
        Clause {
            name,
            wording: self.wording(raw),
            entries,
            is_broken: self.problems.len() > problems_before,
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
                self.refused_heading(refused, raw);
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
}
