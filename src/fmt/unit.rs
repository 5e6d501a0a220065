//! The headings, wording lines and sentences of a file, each with its place, its indent and its line breaks.

use crate::fmt::chunk::chunks;
use crate::fmt::layout::{INNER, Layout, Planner, SENTENCE};
use crate::source::{Source, Span};
use crate::syntax::Comment;
use crate::syntax::ast::{
    Change, ChangeKind, Clause, Declaration, Entry, File, Line, LineKind, Piece, WordingLine,
};

/// A heading, a wording line or a sentence.
#[derive(Debug)]
pub(super) struct Unit {
    /// Where it stands; a wording line without its `>`.
    pub span: Span,
    /// What it is, for the blank lines around it.
    pub kind: UnitKind,
    /// Line breaks and new numbers.
    pub layout: Layout,
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitKind {
    /// `Clause 5.a` and all headings that are not words of the vocabulary
    Heading,
    /// `Act invoice_issued reads …`
    Word,
    /// `> Facturen …`
    Wording,
    /// `Sentence 2:`, `Sentence 1 is a declaration: …`
    Mark,
    /// `Reading R8 is …`
    Reading,
    /// Any other sentence of a clause
    Entry,
    /// A setting, a line of a word, a sentence of a table
    Line,
}

impl UnitKind {
    /// The indent of its first line.
    pub fn indent(self) -> usize {
        match self {
            Self::Heading | Self::Word | Self::Wording => 0,
            Self::Mark | Self::Reading | Self::Entry | Self::Line => SENTENCE,
        }
    }

    /// Whether it stands at the margin and opens a piece.
    pub fn opens_piece(self) -> bool {
        matches!(self, Self::Heading | Self::Word)
    }
}

/// All units of a file, in order.
pub(super) fn units(source: &Source, file: &File, comments: &[Comment]) -> Vec<Unit> {
    let mut units = Units {
        text: &source.text,
        comments,
        all: Vec::new(),
    };
    for piece in &file.pieces {
        units.piece(piece);
    }
    units.all
}

struct Units<'t> {
    text: &'t str,
    comments: &'t [Comment],
    all: Vec<Unit>,
}

impl Units<'_> {
    fn piece(&mut self, piece: &Piece) {
        let span = piece.span();
        match piece {
            Piece::Terms(terms) => {
                self.heading_sentence(span, UnitKind::Heading, Layout::default());
                self.lines(terms.settings.iter().map(|setting| setting.span));
            }
            Piece::Amendment(amendment) => {
                self.heading_sentence(span, UnitKind::Heading, Layout::default());
                self.lines(amendment.settings.iter().map(|setting| setting.span));
            }
            Piece::Change(change) => self.change(change),
            Piece::Article(article) => {
                self.heading_line(span, article.heading.as_ref().map(|heading| heading.span));
                self.wording(&article.printed);
            }
            Piece::Clause(clause) => self.clause(clause, span),
            Piece::Table(_) => {
                self.heading_sentence(span, UnitKind::Heading, Layout::default());
                let sentences = self.sentences(span);
                self.lines(sentences.into_iter().skip(1));
            }
            Piece::Declaration(declaration) => self.declaration(declaration),
        }
    }

    fn change(&mut self, change: &Change) {
        match &change.kind {
            ChangeKind::Replace(clause) | ChangeKind::Insert { clause, .. } => {
                self.clause(clause, change.span);
            }
            ChangeKind::Repeal(_) => self.heading_line(change.span, None),
            ChangeKind::Rename { heading, .. } => {
                self.heading_line(change.span, Some(heading.span));
            }
            ChangeKind::InsertArticle { article, .. } => {
                let title = article.heading.as_ref().map(|heading| heading.span);
                self.heading_line(change.span, title);
            }
        }
    }

    fn clause(&mut self, clause: &Clause, span: Span) {
        self.heading_line(span, None);
        self.wording(&clause.wording);
        for entry in &clause.entries {
            self.entry(entry);
        }
    }

    /// A heading of one line: its words, without a comment behind them.
    fn heading_line(&mut self, piece: Span, title: Option<Span>) {
        let line = self.text[piece.start..piece.end].lines().next();
        let end = piece.start + line.map_or(0, str::len);
        let words = chunks(self.text, piece.start, end);
        let last = words.filter(|chunk| !self.in_comment(chunk.start)).last();
        let end = last.map_or(end, |chunk| chunk.end);
        let span = Span::new(piece.source, piece.start, end);
        let layout = Layout {
            title,
            ..Layout::default()
        };
        self.push(span, UnitKind::Heading, layout);
    }

    /// A heading that is a sentence.
    fn heading_sentence(&mut self, piece: Span, kind: UnitKind, layout: Layout) {
        let first = self.sentences(piece).into_iter().next();
        self.push(first.unwrap_or(piece), kind, layout);
    }

    /// The sentences of a piece that holds nothing but short ones; the first is its heading.
    fn sentences(&self, piece: Span) -> Vec<Span> {
        let mut sentences = Vec::new();
        let mut start = None;
        let words = chunks(self.text, piece.start, piece.end);
        for chunk in words.filter(|chunk| !self.in_comment(chunk.start)) {
            let from = *start.get_or_insert(chunk.start);
            if self.text[chunk.start..chunk.end].ends_with('.') {
                sentences.push(Span::new(piece.source, from, chunk.end));
                start = None;
            }
        }
        sentences
    }

    fn in_comment(&self, at: usize) -> bool {
        let covers = |comment: &Comment| (comment.span.start..comment.span.end).contains(&at);
        self.comments.iter().any(covers)
    }

    fn wording(&mut self, lines: &[WordingLine]) {
        for line in lines {
            self.push(line.span, UnitKind::Wording, Layout::default());
        }
    }

    fn lines(&mut self, spans: impl Iterator<Item = Span>) {
        for span in spans {
            self.push(span, UnitKind::Line, Layout::default());
        }
    }

    fn entry(&mut self, entry: &Entry) {
        let mut planner = Planner::new(self.text);
        let kind = match entry {
            Entry::Mark(_) => UnitKind::Mark,
            Entry::Reading(_) | Entry::Shared(_) => UnitKind::Reading,
            Entry::Rule(rule) => {
                planner.rule(rule);
                UnitKind::Entry
            }
            Entry::Note(note) => {
                if let Some(condition) = &note.condition {
                    planner.condition(condition, INNER);
                }
                UnitKind::Entry
            }
            Entry::Declared(declared) if declared.sentence.is_some() => UnitKind::Mark,
            Entry::Declared(_) | Entry::See(_) => UnitKind::Entry,
        };
        let span = match entry {
            Entry::See(provisions) => self.whole(provisions.span),
            Entry::Mark(_)
            | Entry::Reading(_)
            | Entry::Shared(_)
            | Entry::Rule(_)
            | Entry::Note(_)
            | Entry::Declared(_) => entry.span(),
        };
        self.push(span, kind, planner.layout);
    }

    /// The whole sentence that some of its words stand in: from behind the unit before it to its full stop.
    fn whole(&self, words: Span) -> Span {
        let from = self.all.last().map_or(0, |unit| unit.span.end);
        let mut before = chunks(self.text, from, words.start);
        let first = before.find(|chunk| !self.in_comment(chunk.start));
        let start = first.map_or(words.start, |chunk| chunk.start);
        let mut behind = chunks(self.text, words.end, self.text.len());
        let stop = behind.find(|chunk| !self.in_comment(chunk.start));
        let end = stop.map_or(words.end, |chunk| chunk.start + 1);
        Span::new(words.source, start, end)
    }

    fn declaration(&mut self, declaration: &Declaration) {
        let span = declaration.span();
        let Declaration::Word {
            readings, lines, ..
        } = declaration
        else {
            self.push(span, UnitKind::Word, Layout::default());
            return;
        };
        let mut planner = Planner::new(self.text);
        for pair in readings.windows(2) {
            planner.break_at_word_before(pair[0].text.span.end, pair[1].text.span.start, INNER);
        }
        self.heading_sentence(span, UnitKind::Word, planner.layout);
        for line in lines {
            self.line(line);
        }
    }

    fn line(&mut self, line: &Line) {
        let mut planner = Planner::new(self.text);
        match &line.kind {
            LineKind::BreachedIf(condition)
            | LineKind::NotOwedIf(condition)
            | LineKind::TooLateIf(condition)
            | LineKind::SuspendedWhile(condition)
            | LineKind::PerformedWhen(condition)
            | LineKind::BeginsWhen(condition)
            | LineKind::EndsWhen(condition)
            | LineKind::StoodBefore(condition)
            | LineKind::HoldsIf(condition)
            | LineKind::Presupposes(condition) => planner.condition(condition, INNER),
            LineKind::PaidInMoney { amount, .. } | LineKind::TakesAway { amount, .. } => {
                planner.expression(amount, INNER);
            }
            LineKind::Defined { value, only_if } => {
                planner.expression(value, INNER);
                if let Some(condition) = only_if {
                    planner.condition(condition, INNER);
                    if !planner.fits(SENTENCE, line.span.start, line.span.end) {
                        planner.break_at_word_before(value.span.end, condition.span.start, INNER);
                    }
                }
            }
            LineKind::Is { .. }
            | LineKind::BringsAbout(_)
            | LineKind::Field(_)
            | LineKind::ExactlyOneOf(_)
            | LineKind::InOrder { .. }
            | LineKind::AddsUp { .. }
            | LineKind::ListAddsUp { .. }
            | LineKind::Needs(_)
            | LineKind::Called(_)
            | LineKind::PayingCalled(_)
            | LineKind::FormsAgreement { .. }
            | LineKind::Role(_)
            | LineKind::Reported { .. }
            | LineKind::NotReported
            | LineKind::RefusesClaim(_)
            | LineKind::Type(_)
            | LineKind::Kernel(_)
            | LineKind::Kind { .. }
            | LineKind::Named { .. }
            | LineKind::About(_)
            | LineKind::Default(_)
            | LineKind::DayByDay
            | LineKind::JudgedBy(_) => {}
        }
        self.push(line.span, UnitKind::Line, planner.layout);
    }

    fn push(&mut self, span: Span, kind: UnitKind, layout: Layout) {
        self.all.push(Unit { span, kind, layout });
    }
}
