//! Words that no declared sentence has: what fits, what is expected, what comes near, and the line that would declare them.

mod near;
mod value;
mod word;

use std::ops::Range;

use crate::check::lower::Lower;
use crate::check::lower::misplaced::{reckoned, table_of_rates, turned_round};
use crate::check::lower::noun::list_in_words;
use crate::check::lower::unknown::near::{help_for, nearest_names, where_it_stops};
use crate::check::lower::unknown::value::{no_amount, no_value, period_meant, period_misspelt};
use crate::check::lower::unknown::word::inflected;
use crate::check::pattern::Form;
use crate::check::phrase::{Chart, has_all_words, nearest_sentences};
use crate::source::{Problem, Span, nearest};
use crate::syntax::Habit;
use crate::syntax::ast;

/// What to do where the nearest sentences are not searched any more.
const WORDS: &str = "mend what is told above first; `clausec words` shows the sentences that exist";

impl Lower<'_> {
    /// No declared sentence fits.
    pub fn unknown_sentence(&mut self, chart: &Chart<'_>, span: Span, forms: &[Form]) {
        let habit = self.habit(chart, span, forms.contains(&Form::Bare));
        let special = habit
            .or_else(|| no_amount(chart))
            .or_else(|| turned_round(chart));
        if let Some(problem) = special {
            self.refuse(problem);
            return;
        }
        // What is wrong with the declaration is told there.
        let is_declared = |broken: &String| has_all_words(&chart.words, broken);
        if self.vocabulary.broken.iter().any(is_declared) {
            return;
        }
        let said = chart.text(0, chart.tokens.len());
        let problem = Problem::error(
            "unknown-sentence",
            format!("no declared sentence reads `{said}`"),
        );
        if !self.may_search() {
            self.refuse(
                problem
                    .at(span, "nothing like this is declared")
                    .help(WORDS),
            );
            return;
        }
        let nearest = nearest_sentences(chart, forms, 3);
        if let Some((verb, base)) = inflected(chart, forms) {
            let place = chart.span(0, 1);
            self.refuse(
                problem
                    .at(place, format!("`{base}` is expected here"))
                    .help(format!("behind `must`, `must not`, `may` and `cannot` a verb has no ending: `{base}`, not `{verb}`")),
            );
            return;
        }
        let problem = match where_it_stops(chart, &nearest) {
            Some((place, why)) => problem.at(place, why),
            None => problem.at(span, "nothing like this is declared"),
        };
        let help = help_for(chart, &nearest, &said, forms);
        self.refuse(problem.help(help));
    }

    /// A sentence by itself that no declared sentence reads.
    pub fn unknown_main(&mut self, chart: &Chart<'_>, span: Span, forms: &[Form]) {
        if let Some(problem) = period_misspelt(chart) {
            self.refuse(problem);
            return;
        }
        match no_value(chart) {
            Some(problem)
                if self.habit(chart, span, false).is_none() && no_amount(chart).is_none() =>
            {
                self.refuse(problem);
            }
            Some(_) | None => self.unknown_sentence(chart, span, forms),
        }
    }

    /// What drafters are used to write otherwise than the language.
    fn habit(&self, chart: &Chart<'_>, span: Span, is_conduct: bool) -> Option<Problem> {
        let text = self.sources.words(span);
        // A name that a clause gives may hold such words: `the interest per month`.
        let mut seen = text.to_ascii_lowercase();
        for name in self.names_of_clauses() {
            seen = seen.replace(&name, &"_".repeat(name.len()));
        }
        let glossary = |word: &str| {
            let mut terms = self.vocabulary.glossary.iter();
            let term = terms.find(|term| term.dutch.text.eq_ignore_ascii_case(word));
            term.map(|term| term.word.text.to_lowercase())
        };
        let habit = if is_conduct {
            Habit::of_conduct(&seen, &glossary)
        } else {
            // Most words hold none: only then it is worth knowing what of them is understood.
            Habit::of_part(&seen, &glossary).and_then(|_| {
                Habit::of_part_outside(&seen, &glossary, &places_understood(chart, span))
            })
        };
        habit.map(|habit| habit.problem(span.source, span.start, text))
    }

    /// The names that clauses give, or mean to give.
    fn names_of_clauses(&self) -> Vec<String> {
        let given = self.vocabulary.parameters.values();
        let given = given.map(|own| own.words.join(" "));
        let meant = self.vocabulary.meant.iter().map(|name| name.words.clone());
        given
            .chain(meant)
            .filter(|name| name.contains(' '))
            .collect()
    }

    /// Nothing has this name.
    pub(super) fn unknown_noun_phrase(&mut self, chart: &Chart<'_>, span: Span) {
        let habit = self.habit(chart, span, false);
        let special = habit
            .or_else(|| no_amount(chart))
            .or_else(|| reckoned(chart, span))
            .or_else(|| table_of_rates(chart, span));
        if let Some(problem) = special {
            self.refuse(problem);
            return;
        }
        let said = chart.text(0, chart.tokens.len());
        let problem = Problem::error("unknown-phrase", format!("nothing is called `{said}`"));
        if let Some(meant) = period_meant(&said) {
            let problem = problem.at(span, "this is no unit of time");
            self.refuse(problem.help(format!("did you mean `{meant}`?")));
            return;
        }
        if !self.may_search() {
            self.refuse(
                problem
                    .at(span, "no field, measure or thing has this name")
                    .help(WORDS),
            );
            return;
        }
        let nearest = nearest_sentences(chart, &[Form::Noun], 3);
        let problem = match where_it_stops(chart, &nearest) {
            Some((place, why)) => problem.at(place, why),
            None => problem.at(span, "no field, measure or thing has this name"),
        };
        let near = nearest_names(chart, &nearest);
        let declares = match chart.words.first().map(String::as_str) {
            Some("a" | "an") => "Thing",
            _ => "Measure",
        };
        let declare = format!("declare it with `{declares} … reads \"{said}\".`");
        let help = if near.is_empty() {
            declare
        } else {
            format!(
                "did you mean {}? otherwise {declare}",
                list_in_words(&near).replace(" and ", " or ")
            )
        };
        self.refuse(problem.help(help));
    }

    /// No form is called so.
    pub fn unknown_form(&mut self, phrase: &ast::Phrase) {
        let said = self.words_of(phrase.span);
        let forms = self.vocabulary.forms.values();
        let known: Vec<String> = forms.map(|words| words.join(" ")).collect();
        let near = nearest(&said, known.iter().map(String::as_str));
        let quoted: Vec<String> = known.iter().map(|words| format!("`{words}`")).collect();
        let forms = format!("the forms are {}", list_in_words(&quoted));
        let help = near.map_or(forms, |near| format!("did you mean `{near}`?"));
        self.refuse(
            Problem::error("no-such-form", format!("no form is called `{said}`"))
                .at(phrase.span, "this form is not declared")
                .help(help),
        );
    }

    /// Whether the nearest sentences are still searched: where hundreds of phrases fit nowhere, the first ones tell why.
    fn may_search(&self) -> bool {
        let left = self.searches.get();
        self.searches.set(left.saturating_sub(1));
        left > 0
    }
}

/// The places of the runs of several words that have a meaning by themselves: `the monthly fee` in `the surcharge of the monthly fee`.
fn places_understood(chart: &Chart<'_>, span: Span) -> Vec<Range<usize>> {
    let words = chart.words.len();
    let runs = (0..words).flat_map(|from| (from + 2..=words).map(move |to| (from, to)));
    runs.filter(|(from, to)| !chart.noun_phrases(*from, *to).is_empty())
        .map(|(from, to)| {
            let place = chart.span(from, to);
            place.start.saturating_sub(span.start)..place.end.saturating_sub(span.start)
        })
        .collect()
}
