//! Tables: rates and days, from rows or from files.

use crate::check::library::Library;
use crate::check::lower::TABLES;
use crate::check::problems::Problems;
use crate::check::program::Tables;
use crate::source::Problem;
use crate::syntax::ast::{self, TableEntry};
use crate::value::{Date, DayTable, Decimal, FigureTable, Name, NamedPeriod, RateTable};

/// Reads all tables of the library.
pub fn read_tables(tables: &[ast::Table], library: &Library, problems: &mut Problems) -> Tables {
    let mut found = Tables::default();
    for table in tables {
        problems.under(Some(format!("› {}", table.name.text)));
        read_table(table, library, &mut found, problems);
        let name = &table.name.text;
        let is_known = found.rates.contains_key(name)
            || found.days.contains_key(name)
            || found.figures.contains_key(name);
        if is_known && !is_read(name, library) {
            problems.push(
                Problem::warning(
                    "table-unused",
                    format!("no sentence reads the table `{}`", table.name.text),
                )
                .at(table.name.span, "given here, read nowhere")
                .help(TABLES),
            );
        }
    }
    problems.under(None);
    found
}

fn read_table(table: &ast::Table, library: &Library, found: &mut Tables, problems: &mut Problems) {
    let name = Name::new(&table.name.text);
    if let Some(figures) = figures(&name, table, library) {
        match figures {
            Ok(figures) => {
                found.figures.insert(table.name.text.clone(), figures);
            }
            Err(why) => problems.push(refused(table, &why)),
        }
        return;
    }
    let Some(confirmed) = confirmed_until(table) else {
        problems.push(
            Problem::error(
                "table-without-end",
                format!(
                    "table `{}` does not say until when it is confirmed",
                    table.name.text
                ),
            )
            .at(table.name.span, "until which day are its values known?")
            .help("add `It is confirmed until 2026-12-31.`"),
        );
        return;
    };
    let rows = rows(table);
    if !rows.is_empty() {
        match RateTable::new(name, rows, confirmed) {
            Ok(rates) => {
                found.rates.insert(table.name.text.clone(), rates);
            }
            Err(error) => problems.push(refused(table, &error.to_string())),
        }
        return;
    }
    let Some(source) = source(table) else {
        let why = "it names no file and has no row with a percentage, such as `From 2024-01-01 it is 12.50%.`, or with a figure of a period, such as `For 2024-10 it is 130.30.`";
        problems.push(refused(table, why).help(TABLES));
        return;
    };
    let Some(text) = library.tables.get(&source.file.text) else {
        problems.push(
            Problem::error(
                "table-file-missing",
                format!("the library has no file `{}`", source.file.text),
            )
            .at(source.file.span, "this file is not there")
            .help("the path is counted from the folder of the library"),
        );
        return;
    };
    let (column, by) = (&source.column.text, &source.by.text);
    match RateTable::from_csv(name.clone(), text, by, column, confirmed) {
        Ok(rates) => {
            found.rates.insert(table.name.text.clone(), rates);
        }
        Err(first) => match DayTable::from_csv(name, text, by, column, confirmed) {
            Ok(days) => {
                found.days.insert(table.name.text.clone(), days);
            }
            Err(_) => problems.push(refused(table, &first.to_string())),
        },
    }
}

/// The figures by period of a table, from its rows or its file; none when it has none. A row that gives a rate from a day on is no
/// figure of a period.
fn figures(
    name: &Name,
    table: &ast::Table,
    library: &Library,
) -> Option<Result<FigureTable, String>> {
    let confirmed = confirmed_until(table);
    let rows: Vec<_> = table.entries.iter().filter_map(figure).collect();
    if !rows.is_empty() {
        let mixed = table
            .entries
            .iter()
            .any(|entry| matches!(entry, TableEntry::Row(_) | TableEntry::Source(_)));
        if mixed {
            return Some(Err(
                "it has figures of periods beside rates from a day on, or beside a file".to_owned(),
            ));
        }
        let made = FigureTable::new(name.clone(), rows, confirmed);
        return Some(made.map_err(|error| error.to_string()));
    }
    let source = source(table)?;
    let text = library.tables.get(&source.file.text)?;
    let (by, column) = (&source.by.text, &source.column.text);
    let made = FigureTable::from_csv(name.clone(), text, by, column, confirmed)?;
    Some(made.map_err(|error| error.to_string()))
}

fn figure(entry: &TableEntry) -> Option<(NamedPeriod, Decimal)> {
    match entry {
        TableEntry::Figure(row) => match &row.value.kind {
            ast::TokenKind::Number(number) => Some((row.period, *number)),
            _ => None,
        },
        TableEntry::Row(_)
        | TableEntry::Source(_)
        | TableEntry::ConfirmedUntil(_)
        | TableEntry::Is(_)
        | TableEntry::Note(_) => None,
    }
}

/// Whether some sentence of the library names the table.
fn is_read(name: &str, library: &Library) -> bool {
    let named = [format!("table \"{name}\""), format!("table of {name}")];
    let mut texts = library
        .files
        .iter()
        .filter_map(|file| library.sources.get(file.source));
    texts.any(|source| {
        let words: Vec<&str> = source.text.split_whitespace().collect();
        let text = words.join(" ");
        named.iter().any(|named| text.contains(named))
    })
}

fn refused(table: &ast::Table, why: &str) -> Problem {
    Problem::error(
        "table-not-read",
        format!("table `{}` cannot be read: {why}", table.name.text),
    )
    .at(table.name.span, "this table")
}

fn confirmed_until(table: &ast::Table) -> Option<Date> {
    table.entries.iter().find_map(|entry| match entry {
        TableEntry::ConfirmedUntil(token) => match &token.kind {
            ast::TokenKind::Date(date) => Some(*date),
            _ => None,
        },
        TableEntry::Source(_)
        | TableEntry::Row(_)
        | TableEntry::Figure(_)
        | TableEntry::Is(_)
        | TableEntry::Note(_) => None,
    })
}

fn source(table: &ast::Table) -> Option<&ast::TableSource> {
    table.entries.iter().find_map(|entry| match entry {
        TableEntry::Source(source) => Some(source),
        TableEntry::ConfirmedUntil(_)
        | TableEntry::Row(_)
        | TableEntry::Figure(_)
        | TableEntry::Is(_)
        | TableEntry::Note(_) => None,
    })
}

fn rows(table: &ast::Table) -> Vec<(Date, crate::value::Percent)> {
    let row = |entry: &TableEntry| match entry {
        TableEntry::Row(row) => match (&row.from.kind, &row.value.kind) {
            (ast::TokenKind::Date(date), ast::TokenKind::Percent(percent)) => {
                Some((*date, *percent))
            }
            _ => None,
        },
        TableEntry::Source(_)
        | TableEntry::ConfirmedUntil(_)
        | TableEntry::Figure(_)
        | TableEntry::Is(_)
        | TableEntry::Note(_) => None,
    };
    table.entries.iter().filter_map(row).collect()
}
