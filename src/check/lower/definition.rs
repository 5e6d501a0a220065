//! Definitions: what a parameter or a measure is, when a conclusion holds, what a working day is.

use crate::check::lower::Lower;
use crate::check::lower::growth::grows;
use crate::check::lower::kind::Kind;
use crate::check::lower::rule::Made;
use crate::check::lower::says::STATED;
use crate::check::lower::tails::Tails;
use crate::check::pattern::Form;
use crate::check::phrase::{Np, NpKind, name_of};
use crate::check::program::{
    Address, AgreedForm, Argument, Condition, Definition, Expression, StandsIn,
};
use crate::check::vocabulary::{SentenceKind, Type};
use crate::source::Problem;
use crate::syntax::ast::{self, MainKind};
use crate::value::Name;

impl Lower<'_> {
    /// The definition that a sentence gives, if it is one; none when it is a rule of another kind.
    pub fn definition(&mut self, rule: &ast::Rule, at: &Address) -> Option<Option<Made>> {
        match &rule.main.kind {
            MainKind::Is { subject, value } => {
                let value = self.choose(value);
                if grows(value) {
                    let kind = self.growth_kind(value, true);
                    if self.fit_headers_of(kind, &rule.headers).is_none()
                        || self.fit_tails(kind, &rule.tails).is_none()
                    {
                        return Some(None);
                    }
                    // It is read where it is used, with the claim in the place of its argument.
                    return Some(Some(Made::Nothing));
                }
                Some(self.value_definition(rule, subject, value, at))
            }
            MainKind::Says(phrase) => self.says_definition(rule, phrase, at),
            _ => None,
        }
    }

    /// `A day is a working day if …`, `An acceptance is complete if …`, `The starting day is the completion of the work`
    fn says_definition(
        &mut self,
        rule: &ast::Rule,
        phrase: &ast::Phrase,
        at: &Address,
    ) -> Option<Option<Made>> {
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        let chart = self.chart(&tokens);
        let words: Vec<&str> = chart.words.iter().map(String::as_str).collect();
        if words.as_slice() == ["a", "day", "is", "a", "working", "day"] {
            return Some(self.working_day(rule));
        }
        if !chart.statements().is_empty() {
            return None;
        }
        // `X is Y` of two phrases, where X is a measure or a parameter.
        for middle in 1..tokens.len().saturating_sub(1) {
            if !matches!(chart.words[middle].as_str(), "is" | "are") {
                continue;
            }
            let left = self.defined_by(&chart.words[..middle], &tokens[..middle]);
            if left.is_none() {
                continue;
            }
            let subject = ast::Phrase::of(phrase.tokens[..middle].to_vec())?;
            let value = ast::Phrase::of(phrase.tokens[middle + 1..].to_vec())?;
            // A sentence that gives its subject a name of its own is none where what it says is no value.
            let names_itself = self.gives_its_name(&rule.main.span);
            if names_itself
                && self
                    .chart(&tokens[middle + 1..])
                    .whole_noun_phrase()
                    .is_empty()
            {
                self.unknown_main(&chart, phrase.span, &STATED);
                return Some(None);
            }
            let span = value.span;
            let value = ast::Expression {
                kind: ast::ExpressionKind::Phrase(value),
                span,
            };
            return Some(self.value_definition(rule, &subject, &value, at));
        }
        None
    }

    /// Whether a measure or a parameter has its name from the sentence at this place.
    fn gives_its_name(&self, at: &crate::source::Span) -> bool {
        let sentences = self.vocabulary.sentences.iter();
        let mut names = sentences
            .filter(|own| matches!(own.kind, SentenceKind::Measure { .. }))
            .map(|own| own.span)
            .chain(self.vocabulary.parameters.values().map(|own| own.span));
        names.any(|own| at.holds(own))
    }

    fn working_day(&mut self, rule: &ast::Rule) -> Option<Made> {
        self.fit_headers_of(Kind::OnCondition, &rule.headers)?;
        self.fit_tails(Kind::OnCondition, &rule.tails)?;
        let words = ["day".to_owned()];
        self.scope
            .introduce(&words, Type::Date, Expression::Parameter(0), rule.main.span);
        let condition = self.in_part(|lower| {
            let tails = lower.tails(&rule.tails)?;
            Some(tails.condition.unwrap_or(Condition::Always))
        });
        condition.map(Made::WorkingDay)
    }

    /// The measure or parameter that the words before `is` name, with the arguments it introduces.
    fn defined_by(
        &self,
        words: &[String],
        tokens: &[crate::check::phrase::Token],
    ) -> Option<(Name, Vec<Np>, Type)> {
        let skip = usize::from(words.first().is_some_and(|word| word == "the"));
        let name = name_of(&words[skip..]);
        if let Some(parameter) = self.vocabulary.parameters.get(&name)
            && parameter.words == words[skip..]
        {
            return Some((name, Vec::new(), parameter.ty.clone()));
        }
        let chart = self.chart(tokens);
        let found = chart.whole_noun_phrase();
        found.iter().find_map(|np| {
            let NpKind::Measure { sentence, fills } = &np.kind else {
                return None;
            };
            let SentenceKind::Measure { measure, gives } =
                &self.vocabulary.sentences[*sentence].kind
            else {
                return None;
            };
            Some((measure.clone(), fills.clone(), gives.clone()))
        })
    }

    fn value_definition(
        &mut self,
        rule: &ast::Rule,
        subject: &ast::Phrase,
        value: &ast::Expression,
        at: &Address,
    ) -> Option<Made> {
        let tokens = self.tokens(subject)?;
        let words: Vec<String> = tokens
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        let Some((name, arguments, gives)) = self.defined_by(&words, &tokens) else {
            self.undefined(subject, &words);
            return None;
        };
        self.introduce_arguments(&arguments);
        self.fit_headers_of(Kind::Definition, &rule.headers)?;
        self.fit_tails(Kind::Definition, &rule.tails)?;
        let headers = self.headers(&rule.headers, &[])?;
        let (members, others) = self.members_that_count(value, &rule.tails);
        let tails = self.tails(&others)?;
        let expression = self.defined(value, members, &gives)?;
        let expression = self.bounded(expression, &tails.bounds)?;
        let definition = self.as_definition(expression, &tails, at, headers.fallback)?;
        Some(Made::Definition(name, Box::new(definition)))
    }

    /// `the sum of the amount of each purchase, if …` says which of the purchases count; the other tails speak of the whole.
    fn members_that_count<'t>(
        &self,
        value: &ast::Expression,
        tails: &'t [ast::Tail],
    ) -> (Option<&'t ast::Condition>, Vec<ast::Tail>) {
        let mut others = tails.to_vec();
        let ast::ExpressionKind::Phrase(phrase) = &value.kind else {
            return (None, others);
        };
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        let chart = self.chart(&tokens);
        let meanings = chart.whole_noun_phrase();
        if !meanings
            .iter()
            .any(|np| matches!(np.kind, NpKind::SumOf(_)))
        {
            return (None, others);
        }
        let members = tails.iter().enumerate().find_map(|(at, tail)| {
            match (&tail.content.main, tail.content.alternatives.is_empty()) {
                (ast::TailKind::If(condition), true) => Some((at, condition)),
                _ => None,
            }
        });
        let condition = members.map(|(at, condition)| {
            others.remove(at);
            condition
        });
        (condition, others)
    }

    /// The arguments of a definition stand for themselves: `a claim` in `the interest table of a claim`.
    pub fn introduce_arguments(&mut self, arguments: &[Np]) {
        for (index, np) in arguments.iter().enumerate() {
            let words = match &np.kind {
                NpKind::Noun { noun, .. } => self.vocabulary.nouns.get(*noun).words.clone(),
                NpKind::AnyParty(_) => vec!["party".to_owned()],
                _ => vec![np.words.clone()],
            };
            let value = Expression::Parameter(index);
            if np.ty == Type::Money {
                self.part_of = Some(value.clone());
            }
            self.scope.introduce(&words, np.ty.clone(), value, np.span);
        }
    }

    fn as_definition(
        &mut self,
        value: Expression,
        tails: &Tails,
        at: &Address,
        fallback: bool,
    ) -> Option<Definition> {
        let stated_in = match &tails.stated {
            Some(phrase) => Some(self.thing_that_states(phrase)?),
            None => None,
        };
        Some(Definition {
            at: Some(at.clone()),
            value,
            condition: tails.condition.clone().unwrap_or(Condition::Always),
            agreed: tails.agreed.map(|(expressly, in_writing)| AgreedForm {
                expressly,
                in_writing,
            }),
            stated_in,
            fallback,
            readings: self.readings.iter().cloned().collect(),
            stands_in: StandsIn::Every,
            renumbered: Vec::new(),
        })
    }

    /// `unless the offer states otherwise`: the name of the thing whose field may replace the value.
    fn thing_that_states(&mut self, phrase: &ast::Phrase) -> Option<Name> {
        let tokens = self.tokens(phrase)?;
        let words: Vec<String> = tokens
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        let skip = usize::from(matches!(
            words.first().map(String::as_str),
            Some("the" | "an" | "a")
        ));
        if let Some(name) = self.vocabulary.thing_names.get(&words[skip..]) {
            Some(name.clone())
        } else {
            self.refuse(
                Problem::error(
                    "unknown-noun",
                    format!("nothing is called `{}`", words.join(" ")),
                )
                .at(
                    phrase.span,
                    "what may state otherwise is a thing such as `the offer`",
                ),
            );
            None
        }
    }

    fn undefined(&mut self, subject: &ast::Phrase, words: &[String]) {
        self.refuse(
            Problem::error(
                "not-a-measure",
                format!("`{}` is no measure and no parameter", words.join(" ")),
            )
            .at(subject.span, "nothing with this name can be given a value")
            .help(format!(
                "declare it with `Measure … reads \"{}\".`",
                words.join(" ")
            )),
        );
    }

    /// A conclusion that a clause gives for any of its kind: `An acceptance is complete if …`, `The reasonable term of a notice is over if …`,
    /// or flatly: `The legal interest is owed beside the agreed interest.`
    pub fn conclusion(&mut self, rule: &ast::Rule) -> Option<Option<Made>> {
        let MainKind::Says(phrase) = &rule.main.kind else {
            return None;
        };
        if !rule
            .headers
            .iter()
            .all(|header| matches!(header.kind, ast::HeaderKind::Under(_)))
        {
            return None;
        }
        let only_conditions = rule.tails.iter().all(|tail| {
            matches!(
                tail.content.main,
                ast::TailKind::If(_) | ast::TailKind::While(_) | ast::TailKind::Unless(_)
            )
        });
        if !only_conditions {
            return None;
        }
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        let chart = self.chart(&tokens);
        let matched = chart.statements();
        let [one] = matched.as_slice() else {
            return None;
        };
        let SentenceKind::State { state } = &self.vocabulary.sentences[one.sentence].kind else {
            return None;
        };
        let state = state.clone();
        let word = &self.vocabulary.states[&state];
        // What is reported has an interval and an address of its own: it stays a rule.
        if word.reported || one.form != Form::Plain {
            return None;
        }
        let arguments: Vec<Np> = one.fills.iter().flatten().cloned().collect();
        if arguments.len() != word.arguments.len() || !arguments.iter().all(super::act::is_any) {
            return None;
        }
        self.introduce_arguments(&arguments);
        // Said flatly, it always holds: an alternative reading may say when it does not.
        let condition = if rule.tails.is_empty() {
            Some(Condition::Always)
        } else {
            // What the condition introduces lives there: some such thing satisfies it.
            self.in_part(|lower| lower.tails(&rule.tails).and_then(|tails| tails.condition))
        };
        Some(condition.map(|condition| Made::Holds(state, condition)))
    }

    /// The arguments of a state in a sentence, introduced where they are new.
    pub fn arguments_of(
        &mut self,
        state: &Name,
        matched: &crate::check::phrase::Matched,
    ) -> Option<Vec<Argument>> {
        self.arguments(state, matched)
    }
}
