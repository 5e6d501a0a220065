//! The ways to speak of a day: of an event, its receipt or sending, the first on which something is so, so long before or after another.

use crate::check::pattern::Form;
use crate::check::phrase::{Chart, DayOf, Matched, Np, NpKind};
use crate::check::vocabulary::Type;
use crate::value::{Duration, Unit, Value};

impl Chart<'_> {
    pub(super) fn days(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let day = |(which, of): (DayOf, Option<Np>)| {
            (
                NpKind::DayOf {
                    which,
                    of: of.map(Box::new),
                },
                Type::Date,
            )
        };
        let mut found: Vec<(NpKind, Type)> =
            self.days_of_events(from, to).into_iter().map(day).collect();
        if let Some(start) = self.after(from, to, &["the", "first", "day", "on", "which"]) {
            let matched = self.sentences(start, to, &[Form::Plain]);
            let first = |one: Matched| (NpKind::FirstDay(Box::new(one)), Type::Date);
            found.extend(matched.into_iter().map(first));
        }
        found
    }

    fn days_of_events(&self, from: usize, to: usize) -> Vec<(DayOf, Option<Np>)> {
        let Some(start) = self
            .after(from, to, &["the", "day", "of"])
            .or_else(|| self.after(from, to, &["the", "date", "of"]))
        else {
            return Vec::new();
        };
        let bare = &self.words[start..to];
        let words: Vec<&str> = bare.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["the", "act"] => return vec![(DayOf::Event, None)],
            ["receipt"] | ["its" | "the", "receipt"] => return vec![(DayOf::Receipt, None)],
            ["sending"] | ["its" | "the", "sending"] => return vec![(DayOf::Sending, None)],
            _ => {}
        }
        for (which, word) in [(DayOf::Receipt, "receipt"), (DayOf::Sending, "sending")] {
            let of = self
                .after(start, to, &[word, "of"])
                .or_else(|| self.after(start, to, &["the", word, "of"]));
            if let Some(of) = of {
                return self
                    .things(of, to)
                    .into_iter()
                    .map(|np| (which, Some(np)))
                    .collect();
            }
        }
        self.things(start, to)
            .into_iter()
            .map(|np| (DayOf::Event, Some(np)))
            .collect()
    }

    fn things(&self, from: usize, to: usize) -> Vec<Np> {
        let is_thing = |np: &&Np| matches!(np.ty, Type::Thing(_) | Type::Agreement);
        self.noun_phrases(from, to)
            .iter()
            .filter(is_thing)
            .cloned()
            .collect()
    }

    /// `the day after M`, `the payment term after M`, `2 months before M`
    pub(super) fn shifts(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let mut found = Vec::new();
        for middle in from + 1..to {
            let after = match self.word(middle) {
                "after" => true,
                "before" => false,
                _other => continue,
            };
            for by in self.periods(from, middle) {
                for anchor in self
                    .noun_phrases(middle + 1, to)
                    .iter()
                    .filter(|np| is_date(np))
                {
                    let kind = NpKind::Shift {
                        by: Box::new(by.clone()),
                        after,
                        anchor: Box::new(anchor.clone()),
                    };
                    found.push((kind, Type::Date));
                }
            }
        }
        found
    }

    fn periods(&self, from: usize, to: usize) -> Vec<Np> {
        if self.after(from, to, &["the", "day"]) == Some(to) {
            let day = Value::Duration(Duration::new(1, Unit::Day));
            return vec![Np {
                kind: NpKind::Value(day),
                ty: Type::Duration,
                span: self.span(from, to),
                words: self.text(from, to),
            }];
        }
        let is_period = |np: &&Np| np.ty == Type::Duration;
        self.noun_phrases(from, to)
            .iter()
            .filter(is_period)
            .cloned()
            .collect()
    }
}

fn is_date(np: &Np) -> bool {
    match &np.ty {
        Type::Date => true,
        Type::Either(all) => all.contains(&Type::Date),
        _ => false,
    }
}
