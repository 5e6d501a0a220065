//! Tables as comma separated text: one header line, no quotes.

use std::fmt::Display;

/// A table: its column names, and its rows with the line each stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvTable<'t> {
    columns: Vec<&'t str>,
    rows: Vec<(usize, Vec<&'t str>)>,
}

/// Why a text is no table, or a cell not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// There is nothing in it.
    #[error("the table is empty: its first line must name the columns")]
    Empty,
    /// A column that is needed is not there.
    #[error("the table has no column `{wanted}`; its columns are {present}")]
    NoColumn {
        /// The column that is needed.
        wanted: String,
        /// The columns there are.
        present: String,
    },
    /// A column that is there twice.
    #[error("the table has two columns `{0}`")]
    ColumnTwice(String),
    /// A row with more or fewer cells than there are columns.
    #[error("line {line}: {given} cells, but the table has {columns} columns")]
    CellCount {
        /// The line, from 1.
        line: usize,
        /// The number of cells in it.
        given: usize,
        /// The number of columns.
        columns: usize,
    },
    /// A quoted cell.
    #[error("line {0}: cells are written without quotes, and hold no comma")]
    Quotes(usize),
    /// A cell that cannot be read as what its column holds.
    #[error("line {line}, column `{column}`: {reason}")]
    Cell {
        /// The line, from 1.
        line: usize,
        /// The column.
        column: String,
        /// What is wrong.
        reason: String,
    },
}

impl<'t> CsvTable<'t> {
    /// Reads a table. Empty lines do not count.
    pub fn parse(text: &'t str) -> Result<Self, CsvError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line.trim()));
        let mut lines = lines.filter(|(_, line)| !line.is_empty());
        let (line, header) = lines.next().ok_or(CsvError::Empty)?;
        let columns = cells(line, header)?;
        if let Some(twice) = columns
            .iter()
            .enumerate()
            .find(|(at, name)| columns[..*at].contains(name))
        {
            return Err(CsvError::ColumnTwice((*twice.1).to_owned()));
        }
        let rows = lines
            .map(|(line, text)| row(line, text, columns.len()))
            .collect::<Result<_, _>>()?;
        Ok(Self { columns, rows })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[&'t str] {
        &self.columns
    }

    /// The rows: the cells of these columns, read by `read`, which may refuse one by its column and a reason.
    pub fn read<T, const N: usize>(
        &self,
        columns: [&str; N],
        read: impl Fn([Cell<'_, 't>; N]) -> Result<T, CsvError>,
    ) -> Result<Vec<T>, CsvError> {
        let mut places = [0; N];
        for (place, wanted) in places.iter_mut().zip(columns) {
            *place = self.place(wanted)?;
        }
        self.rows
            .iter()
            .map(|(line, cells)| {
                read(places.map(|at| Cell {
                    line: *line,
                    column: self.columns[at],
                    text: cells[at],
                }))
            })
            .collect()
    }

    fn place(&self, wanted: &str) -> Result<usize, CsvError> {
        let no_column = || CsvError::NoColumn {
            wanted: wanted.to_owned(),
            present: self
                .columns
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", "),
        };
        self.columns
            .iter()
            .position(|name| *name == wanted)
            .ok_or_else(no_column)
    }
}

/// One cell and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'c, 't> {
    /// Its line, from 1.
    pub line: usize,
    /// The name of its column.
    pub column: &'c str,
    /// Its text, without blanks around it.
    pub text: &'t str,
}

impl Cell<'_, '_> {
    /// The error for this cell.
    pub fn refused(self, reason: impl Display) -> CsvError {
        CsvError::Cell {
            line: self.line,
            column: self.column.to_owned(),
            reason: reason.to_string(),
        }
    }
}

fn row(line: usize, text: &str, columns: usize) -> Result<(usize, Vec<&str>), CsvError> {
    let cells = cells(line, text)?;
    if cells.len() == columns {
        Ok((line, cells))
    } else {
        Err(CsvError::CellCount {
            line,
            given: cells.len(),
            columns,
        })
    }
}

fn cells(line: usize, text: &str) -> Result<Vec<&str>, CsvError> {
    if text.contains('"') {
        Err(CsvError::Quotes(line))
    } else {
        Ok(text.split(',').map(str::trim).collect())
    }
}
