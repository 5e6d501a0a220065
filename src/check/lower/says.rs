//! Phrases that say something, and noun phrases: the one meaning that each has, or what is wrong with it.

use crate::check::lower::Lower;
use crate::check::lower::noun::list_in_words;
use crate::check::pattern::Form;
use crate::check::phrase::{Chart, Matched, Np};
use crate::check::program::Condition;
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::syntax::ast;

/// Forms of a statement, for the sentences nearest to it.
pub(super) const STATED: [Form; 4] = [
    Form::Plain,
    Form::Perfect,
    Form::Negated,
    Form::NegatedPerfect,
];

impl Lower<'_> {
    /// What a phrase says.
    pub fn says(&mut self, phrase: &ast::Phrase) -> Option<Condition> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let matched = chart.statements();
        match matched.as_slice() {
            [one] => {
                let one = one.clone();
                self.matched(&one)
            }
            [] => {
                if let Some(found) = self.built_in(&chart) {
                    found
                } else {
                    self.unknown_sentence(&chart, phrase.span, &STATED);
                    None
                }
            }
            several => {
                let several = several.to_vec();
                self.ambiguous(&several, phrase.span);
                None
            }
        }
    }

    /// The declared sentence that a phrase states.
    pub fn match_statement(&mut self, phrase: &ast::Phrase) -> Option<Matched> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let matched = chart.statements();
        self.only(matched, &chart, phrase.span, &STATED)
    }

    /// That some declared sentence reads so: what else is wrong with words that mean nothing is not worth telling.
    pub fn must_be_declared(&mut self, phrase: &ast::Phrase) -> Option<()> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        if chart.statements().is_empty() {
            self.unknown_main(&chart, phrase.span, &STATED);
            return None;
        }
        Some(())
    }

    /// That what a party must, may or cannot do is declared: told before what hangs on it.
    pub fn conduct_must_be_declared(&mut self, main: &ast::MainKind) {
        use ast::MainKind as Main;
        let phrases: Vec<&ast::Phrase> = match main {
            Main::Must {
                conduct: ast::Conduct::One(phrases),
                ..
            }
            | Main::May {
                conduct: phrases, ..
            }
            | Main::MustNot {
                conduct: phrases, ..
            }
            | Main::Cannot {
                conduct: phrases, ..
            } => phrases.iter().collect(),
            _ => Vec::new(),
        };
        for phrase in phrases {
            let Some(tokens) = self.tokens(phrase) else {
                continue;
            };
            let chart = self.chart(&tokens);
            if chart.conducts().is_empty() {
                self.unknown_sentence(&chart, phrase.span, &[Form::Bare]);
            }
        }
    }

    /// The declared sentence that a phrase names as conduct.
    pub fn match_conduct(&mut self, phrase: &ast::Phrase) -> Option<Matched> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let matched = chart.conducts();
        self.only(matched, &chart, phrase.span, &[Form::Bare])
    }

    fn only(
        &mut self,
        mut matched: Vec<Matched>,
        chart: &Chart<'_>,
        span: Span,
        forms: &[Form],
    ) -> Option<Matched> {
        match matched.len() {
            0 => {
                self.unknown_sentence(chart, span, forms);
                None
            }
            1 => matched.pop(),
            _several => {
                self.ambiguous(&matched, span);
                None
            }
        }
    }

    /// The meaning of a phrase as a noun phrase, of a type when one is wanted.
    pub fn noun_phrase(&mut self, phrase: &ast::Phrase, wanted: Option<&Type>) -> Option<Np> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let found = chart.whole_noun_phrase();
        let fits = |np: &&Np| wanted.is_none_or(|wanted| np.ty.fits(wanted));
        let fitting: Vec<Np> = found.iter().filter(fits).cloned().collect();
        match (fitting.as_slice(), found.first()) {
            ([one], _) => Some(one.clone()),
            ([], Some(other)) => {
                let wanted = wanted.map_or_else(String::new, ToString::to_string);
                let ty = other.ty.clone();
                self.wrong_type(phrase.span, &ty, &wanted);
                None
            }
            ([], None) => {
                self.unknown_noun_phrase(&chart, phrase.span);
                None
            }
            (several, _) => {
                let several = several.to_vec();
                self.ambiguous_noun(&several, phrase.span);
                None
            }
        }
    }

    fn ambiguous(&mut self, matched: &[Matched], span: Span) {
        let sentence = |one: &Matched| &self.vocabulary.sentences[one.sentence];
        let words: Vec<String> = matched
            .iter()
            .map(|one| format!("`{}`", sentence(one).words))
            .collect();
        let mut problem = Problem::error(
            "ambiguous-sentence",
            format!(
                "this can be read as {}",
                list_in_words(&words).replace(" and ", " or as ")
            ),
        )
        .at(span, "two declared sentences fit");
        let mut shown = Vec::new();
        for one in matched {
            if !shown.contains(&one.sentence) {
                shown.push(one.sentence);
                problem = problem.at(sentence(one).span, "declared here");
            }
        }
        self.refuse(problem.help(
            "say it with words that fit one of them only, or change one of the declarations",
        ));
    }

    pub(super) fn ambiguous_noun(&mut self, found: &[Np], span: Span) {
        let types: Vec<String> = found.iter().map(|np| np.ty.to_string()).collect();
        self.refuse(
            Problem::error("ambiguous-phrase", "this can be read in two ways")
                .at(
                    span,
                    format!(
                        "it may be {}",
                        list_in_words(&types).replace(" and ", " or ")
                    ),
                )
                .help("name it in other words, or change one of the declarations that fit"),
        );
    }
}
