//! Tables that sentences name: each is there, and holds what is asked of it.

use crate::check::lower::Lower;
use crate::check::phrase::Np;
use crate::check::program::Expression;
use crate::check::vocabulary::nearest_name;
use crate::source::{Problem, Span};
use crate::value::{CalendarPeriod, Name, Value};

/// What a sentence asks of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// `the rate of the table "…" a year on …`
    Rates,
    /// `the table "…" lists the day`
    Days,
    /// `the figure of the table "…" for the month of …`
    Figures,
}

impl TableKind {
    fn words(self) -> &'static str {
        match self {
            Self::Rates => "rates, each from a day on",
            Self::Days => "days",
            Self::Figures => "figures by month, quarter or year",
        }
    }
}

impl Lower<'_> {
    /// That a table of this name is there, and holds such values.
    pub fn table_of(&mut self, name: &str, wanted: TableKind, span: Span) -> Option<()> {
        let tables = &self.vocabulary.tables;
        let holds = if tables.rates.contains_key(name) {
            TableKind::Rates
        } else if tables.days.contains_key(name) {
            TableKind::Days
        } else if tables.figures.contains_key(name) {
            TableKind::Figures
        } else {
            self.no_such_table(name, span);
            return None;
        };
        if holds == wanted {
            return Some(());
        }
        self.refuse(
            Problem::error(
                "another-table",
                format!(
                    "the table `{name}` holds {}, not {}",
                    holds.words(),
                    wanted.words()
                ),
            )
            .at(span, format!("{} are asked for", wanted.words()))
            .help(super::TABLES),
        );
        None
    }

    fn no_such_table(&mut self, name: &str, span: Span) {
        let names = &self.vocabulary.table_names;
        // One that is there and cannot be read is told where it stands.
        let name = Name::new(name);
        if names.contains(&name) {
            return;
        }
        let help = match nearest_name(&name, names.iter()) {
            Some(near) => format!("there is a table `{near}`"),
            None => {
                format!("give it: `Table \"{name}\".`, below it where it is read from, or its rows")
            }
        };
        self.refuse(
            Problem::error("no-such-table", format!("there is no table `{name}`"))
                .at(span, "no clause file gives this table")
                .help(help),
        );
    }

    /// `the figure of the table "CPI" for the month of M`
    pub(super) fn figure(
        &mut self,
        table: &str,
        every: CalendarPeriod,
        day: &Np,
        span: Span,
    ) -> Option<Expression> {
        self.table_of(table, TableKind::Figures, span)?;
        let value = self.noun(day)?;
        let value = self.as_day(value, day.ty.clone(), day.span)?;
        let found = self.vocabulary.tables.figures.get(table)?;
        let own = found.every();
        if own != every {
            self.refuse(
                Problem::error(
                    "another-table",
                    format!(
                        "the table `{table}` has a figure for each {}, not for each {}",
                        own.word(),
                        every.word()
                    ),
                )
                .at(
                    span,
                    format!("a figure for a {} is asked for", every.word()),
                )
                .help(format!("say `for the {} of …`", own.word())),
            );
            return None;
        }
        if let Expression::Literal(Value::Date(day)) = &value
            && let Err(missing) = found.figure_of(*day)
        {
            self.refuse(
                Problem::error("no-such-figure", missing.to_string())
                    .at(span, "this figure is asked for")
                    .help("give the table a row for it, or name a period that it has"),
            );
            return None;
        }
        Some(Expression::TableFigure {
            table: table.to_owned(),
            day: Box::new(value),
        })
    }
}
