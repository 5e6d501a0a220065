//! Where lines break inside a sentence, and which items get another number.

use std::collections::BTreeMap;

use crate::fmt::WIDTH;
use crate::fmt::chunk::chunks;

use crate::source::Span;
use crate::syntax::ast::{
    Alternative, Condition, ConditionItem, ConditionKind, ConditionList, Expression,
    ExpressionKind, ItemContent, Mark, PickItem, WithAlternatives,
};

/// The indent of a sentence below a heading.
pub(super) const SENTENCE: usize = 2;
/// The indent of what follows a header, of tails and of items.
pub(super) const INNER: usize = 4;
/// The indent of items one level deeper, and of alternatives of tails and amounts.
pub(super) const DEEPER: usize = 6;

/// What is to be done at places of the source.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Before the chunk that begins here: a new line with this indent.
    pub breaks: BTreeMap<usize, usize>,
    /// The mark that begins here gets this text.
    pub marks: BTreeMap<usize, String>,
    /// A title: it stays as it is, blanks included.
    pub title: Option<Span>,
}

/// A layout in the making, for one source.
#[derive(Debug)]
pub(super) struct Planner<'t> {
    text: &'t str,
    /// What was planned so far.
    pub layout: Layout,
}

impl<'t> Planner<'t> {
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            layout: Layout::default(),
        }
    }

    /// A new line before the token at `at`.
    pub fn break_at(&mut self, at: usize, indent: usize) {
        self.layout.breaks.insert(at, indent);
    }

    /// A new line before the last word that ends before `at`: the `or` of a reading, the `then` of a trigger.
    pub fn break_at_word_before(&mut self, from: usize, at: usize, indent: usize) {
        if let Some(word) = chunks(self.text, from, at).last() {
            self.break_at(word.start, indent);
        }
    }

    /// How many characters a stretch takes on one line.
    pub fn width(&self, start: usize, end: usize) -> usize {
        let mut width = 0;
        for chunk in chunks(self.text, start, end) {
            let blank = usize::from(width > 0 && !chunk.clings);
            width += blank + self.text[chunk.start..chunk.end].chars().count();
        }
        width
    }

    /// Whether a stretch fits on a line with this indent.
    pub fn fits(&self, indent: usize, start: usize, end: usize) -> bool {
        indent + self.width(start, end) < WIDTH
    }

    /// Whether a comma stands before a token.
    pub fn comma_before(&self, from: usize, at: usize) -> bool {
        self.text[from..at].contains(',')
    }

    /// Alternatives stand on the line of what they replace when all of it fits, otherwise each on a line of its own.
    pub fn alternatives<T>(
        &mut self,
        line: (usize, usize),
        indent: usize,
        of: &WithAlternatives<T>,
    ) {
        let Some(last) = of.alternatives.last() else {
            return;
        };
        let (line_indent, line_start) = line;
        if self.fits(line_indent, line_start, last.span.end) {
            return;
        }
        for alternative in &of.alternatives {
            self.break_at(alternative.span.start, indent);
        }
    }

    /// The items of a condition, when it is a list.
    pub fn condition(&mut self, condition: &Condition, indent: usize) {
        match &condition.kind {
            ConditionKind::List(list) => self.condition_list(list, indent),
            ConditionKind::One(_) | ConditionKind::And(_) | ConditionKind::Or(_) => {}
        }
    }

    fn condition_list(&mut self, list: &ConditionList, indent: usize) {
        self.renumber(list.items.iter().map(|item| item.mark));
        for item in &list.items {
            self.condition_item(item, indent);
        }
    }

    fn condition_item(&mut self, item: &ConditionItem, indent: usize) {
        self.break_at(item.span.start, indent);
        let deeper = indent + 2;
        self.item_content(&item.content.main, deeper);
        let behind = match &item.content.main {
            ItemContent::List(list) => list
                .items
                .last()
                .map_or(list.span.start, |last| last.span.start),
            ItemContent::Statements(_) => item.span.start,
        };
        self.alternatives((indent, behind), indent + 4, &item.content);
        for alternative in &item.content.alternatives {
            self.item_content(&alternative.content, deeper + 4);
        }
    }

    fn item_content(&mut self, content: &ItemContent, indent: usize) {
        match content {
            ItemContent::List(list) => self.condition_list(list, indent),
            ItemContent::Statements(condition) => self.condition(condition, indent),
        }
    }

    /// The items of an expression, when it is a list.
    pub fn expression(&mut self, expression: &Expression, indent: usize) {
        if let ExpressionKind::Pick { items, .. } = &expression.kind {
            self.renumber(items.iter().map(|item| item.mark));
            for item in items {
                self.pick_item(item, indent);
            }
        }
    }

    fn pick_item(&mut self, item: &PickItem, indent: usize) {
        self.break_at(item.span.start, indent);
        self.alternatives((indent, item.span.start), indent + 4, &item.value);
    }

    /// An amount with its alternatives; the line on which it stands begins at `line`.
    pub fn amount(&mut self, line: (usize, usize), amount: &WithAlternatives<Expression>) {
        self.expression(&amount.main, INNER);
        self.alternatives(line, DEEPER, amount);
        for Alternative { content, .. } in &amount.alternatives {
            self.expression(content, DEEPER + 2);
        }
    }

    /// The marks of a list, counted from the first.
    pub fn renumber(&mut self, marks: impl IntoIterator<Item = Mark>) {
        for (number, mark) in (1_u32..).zip(marks) {
            if mark.ordinal == number {
                continue;
            }
            let letter = u8::try_from(number)
                .ok()
                .filter(|number| mark.letter && *number <= 26);
            let text = letter.map_or_else(
                || format!("({number})"),
                |number| format!("({})", char::from(b'a' + number - 1)),
            );
            self.layout.marks.insert(mark.span.start, text);
        }
    }
}
