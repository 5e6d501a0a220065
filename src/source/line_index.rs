//! From byte offsets to the lines and columns that people count.

/// A line and a column, both counted from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// Where each line of a text begins; made once for a text.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Reads the line ends of a text (`\n`; a `\r` before it belongs to the line).
    pub fn new(text: &str) -> Self {
        let after_breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// The line of an offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The offset at which a line (from 1) begins; the last line's for a line beyond the end.
    pub fn line_start(&self, line: usize) -> usize {
        let line = line.clamp(1, self.starts.len());
        self.starts[line - 1]
    }

    /// The line and column of an offset in `text`, the text this index was made from.
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.line(offset);
        let before = text.get(self.line_start(line)..offset).unwrap_or_default();
        Position {
            line,
            column: before.chars().count() + 1,
        }
    }

    /// The column in UTF-16 units from 0, as the editor protocol counts.
    pub fn utf16_column(&self, text: &str, offset: usize) -> usize {
        let before = text
            .get(self.line_start(self.line(offset))..offset)
            .unwrap_or_default();
        before.chars().map(char::len_utf16).sum()
    }

    /// The offset of a line (from 1) and a column in characters (from 1), at most the end of that line.
    pub fn offset(&self, text: &str, position: Position) -> usize {
        let start = self.line_start(position.line);
        let line = text[start..].split('\n').next().unwrap_or_default();
        let column = line.char_indices().nth(position.column.saturating_sub(1));
        column.map_or(start + line.len(), |(at, _)| start + at)
    }

    /// The number of lines.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "één\ntwee: ß€x\r\n\ndrie";
        let index = LineIndex::new(text);
        let place =
            |needle: &str| index.position(text, text.find(needle).expect("the text has it"));
        assert_eq!(place("n\n"), Position { line: 1, column: 3 });
        assert_eq!(place("x\r"), Position { line: 2, column: 9 });
        assert_eq!(place("drie"), Position { line: 4, column: 1 });
        assert_eq!(
            index.position(text, text.len()),
            Position { line: 4, column: 5 }
        );
        assert_eq!(index.lines(), 4);
    }

    #[test]
    fn offset_undoes_position() {
        let text = "a\nbçd\n\n€";
        let index = LineIndex::new(text);
        for (offset, _) in text.char_indices() {
            assert_eq!(index.offset(text, index.position(text, offset)), offset);
        }
        assert_eq!(
            index.offset(
                text,
                Position {
                    line: 2,
                    column: 99
                }
            ),
            6,
            "the end of the line"
        );
        assert_eq!(
            index.offset(
                text,
                Position {
                    line: 99,
                    column: 99
                }
            ),
            text.len()
        );
    }

    #[test]
    fn the_editor_counts_utf16_units() {
        let text = "x😀y";
        assert_eq!(LineIndex::new(text).utf16_column(text, text.len() - 1), 3);
    }
}
