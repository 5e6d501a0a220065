//! Statements that the kernel itself understands: `is stated`, `has passed`, `is in breach of 5.d`, `X is Y`.

use crate::check::lower::Lower;
use crate::check::lower::condition::negate;
use crate::check::lower::noun::kernel;
use crate::check::lower::table::TableKind;
use crate::check::phrase::{Chart, Np, NpKind, Token, TokenKind};
use crate::check::program::{Comparison, Condition, Expression, FormNeeded, KernelMeasure, Series};
use crate::check::vocabulary::Type;
use crate::source::Problem;
use crate::syntax::ast;
use crate::value::{CalendarDay, ClauseId, Value};

impl Lower<'_> {
    /// Statements that the kernel itself understands.
    pub(super) fn built_in(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        self.stated_or_passed(chart)
            .or_else(|| self.stated_whether(chart))
            .or_else(|| self.about_provisions(chart))
            .or_else(|| self.listed(chart))
            .or_else(|| self.counts(chart))
            .or_else(|| self.formed(chart))
            .or_else(|| self.working_day_or_not(chart))
            .or_else(|| self.one_of_texts(chart))
            .or_else(|| self.equal(chart))
    }

    /// `the due date is stated`, `the deadline of the notice has passed`
    fn stated_or_passed(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        type Make = fn(Expression) -> Condition;
        let forms: [(&[&str], bool, Make); 8] = [
            (&["is", "stated"], false, Condition::Stated),
            (&["are", "stated"], false, Condition::Stated),
            (&["is", "not", "stated"], true, Condition::Stated),
            (&["are", "not", "stated"], true, Condition::Stated),
            (&["has", "passed"], false, Condition::Passed),
            (&["has", "not", "passed"], true, Condition::Passed),
            (&["has", "come"], false, Condition::Passed),
            (&["has", "not", "come"], true, Condition::Passed),
        ];
        for (words, negated, make) in forms {
            let Some(end) = ends_with(chart, words) else {
                continue;
            };
            let np = self.noun_in(chart, 0, end)?;
            let reached = words.contains(&"come");
            let condition = self.noun(&np).map(|value| {
                if reached {
                    reached_day(value)
                } else {
                    make(value)
                }
            });
            return Some(condition.map(|condition| negate(negated, condition)));
        }
        None
    }

    /// `it is stated whether the client publishes full accounts`: the timeline says so, or says that it is not so.
    fn stated_whether(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        let forms: [(&[&str], bool); 2] = [
            (&["it", "is", "stated", "whether"], false),
            (&["it", "is", "not", "stated", "whether"], true),
        ];
        let begins = |words: &&[&str]| chart.words.iter().zip(words.iter()).all(|(a, b)| a == b);
        let (words, negated) = forms.iter().find(|(words, _)| begins(words))?;
        let whether = self.chart(chart.tokens.get(words.len()..)?);
        let [told] = whether.statements().try_into().ok()?;
        match self.matched(&told) {
            Some(Condition::Truth(field)) => Some(Some(negate(*negated, Condition::Stated(field)))),
            _ => None,
        }
    }

    /// `the client is in breach of 5.d`, `the client violates the conduct rules`, `a ground for this clause is given`
    fn about_provisions(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        let breach: [(&[&str], bool); 2] = [
            (&["is", "in", "breach", "of"], false),
            (&["is", "not", "in", "breach", "of"], true),
        ];
        for (words, negated) in breach {
            if let Some((before, after)) = around(chart, words) {
                let party = self.noun_in(chart, 0, before)?;
                let provisions = self.provisions_in(chart, after, chart.tokens.len())?;
                let party = self.noun(&party);
                return Some(
                    party.map(|party| negate(negated, Condition::InBreach { party, provisions })),
                );
            }
        }
        let breaks: [(&[&str], bool); 2] = [
            (&["is", "a", "breach", "of"], false),
            (&["is", "not", "a", "breach", "of"], true),
        ];
        for (words, negated) in breaks {
            if let Some((before, after)) = around(chart, words) {
                let act = self.noun_in(chart, 0, before)?;
                let provisions = self.provisions_in(chart, after, chart.tokens.len())?;
                let act = self.noun(&act);
                return Some(act.map(|act| negate(negated, Condition::Breaks { act, provisions })));
            }
        }
        let violates: [(&[&str], bool); 3] = [
            (&["violates"], false),
            (&["violate"], false),
            (&["does", "not", "violate"], true),
        ];
        for (words, negated) in violates {
            if let Some((before, after)) = around(chart, words) {
                let party = self.noun_in(chart, 0, before)?;
                let provisions = self.provisions_in(chart, after, chart.tokens.len())?;
                let party = self.noun(&party);
                return Some(
                    party.map(|party| negate(negated, Condition::Violates { party, provisions })),
                );
            }
        }
        self.ground_given(chart)
    }

    fn ground_given(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        let starts: [(&[&str], bool); 3] = [
            (&["a", "ground", "for"], false),
            (&["the", "ground", "for"], false),
            (&["no", "ground", "for"], true),
        ];
        let (start, negated) = starts.iter().find_map(|(words, negated)| {
            let fits = chart.words.len() > words.len()
                && chart.words.iter().zip(*words).all(|(a, b)| a == b);
            fits.then_some((words.len(), *negated))
        })?;
        let (given, behind) = around(chart, &["is", "given"])
            .or_else(|| ends_with(chart, &["is", "given"]).map(|end| (end, chart.tokens.len())))?;
        let provisions = self.provisions_in(chart, start, given)?;
        let against = if chart
            .words
            .get(behind)
            .is_some_and(|word| word == "against")
        {
            let np = self.noun_in(chart, behind + 1, chart.tokens.len())?;
            let Some(party) = self.noun(&np) else {
                return Some(None);
            };
            Some(party)
        } else {
            None
        };
        let given = provisions
            .into_iter()
            .map(|provision| Condition::GroundGiven {
                provision,
                against: against.clone(),
            });
        let condition = match given.collect::<Vec<_>>() {
            mut one if one.len() == 1 => one.remove(0),
            several => Condition::Any(super::binding::items(several)),
        };
        Some(Some(negate(negated, condition)))
    }

    /// The provisions that a run of words names: numbers, `this clause`, `this article`, a group.
    fn provisions_in(
        &mut self,
        chart: &Chart<'_>,
        from: usize,
        to: usize,
    ) -> Option<Vec<ClauseId>> {
        use ast::ProvisionKind;
        let words: Vec<&str> = chart.words[from..to].iter().map(String::as_str).collect();
        let span = chart.span(from, to);
        let by_words = match words.as_slice() {
            ["this", "clause"] => Some(ProvisionKind::ThisClause),
            ["this", "article"] => Some(ProvisionKind::ThisArticle),
            ["these", "terms"] => Some(ProvisionKind::TheseTerms),
            ["article", number] => ClauseId::new(number).ok().map(ProvisionKind::Article),
            ["the", "preceding", "clauses", "of", "this", "article"] => {
                Some(ProvisionKind::PrecedingClauses)
            }
            _other => None,
        };
        if let Some(kind) = by_words {
            return self.provisions(&[kind], span);
        }
        let skip = usize::from(matches!(words.first(), Some(&("clause" | "clauses"))));
        if let [token] = &chart.tokens[from + skip..to]
            && let TokenKind::Provisions(kinds) = &token.kind
        {
            return self.provisions(&kinds.clone(), span);
        }
        let phrases = chart.noun_phrases(from, to);
        let group = phrases.iter().find_map(|np| match &np.kind {
            NpKind::Group(name) => Some(name.clone()),
            _ => None,
        })?;
        Some(self.group(&group))
    }

    /// `the table "public holidays" does not list the day under "atw-3-1"`
    fn listed(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        let verbs: [(&[&str], bool); 2] = [(&["lists"], false), (&["does", "not", "list"], true)];
        let (before, after, negated) = verbs.iter().find_map(|(words, negated)| {
            around(chart, words).map(|(before, after)| (before, after, *negated))
        })?;
        let table = self.noun_in(chart, 0, before)?;
        let NpKind::Table(table) = table.kind else {
            return None;
        };
        self.table_of(&table, TableKind::Days, chart.span(0, before))?;
        let under = (after..chart.words.len()).find(|at| chart.words[*at] == "under");
        let day = self.noun_in(chart, after, under.unwrap_or(chart.words.len()))?;
        let day = self.noun(&day);
        let labels = under.map_or_else(Vec::new, |under| labels(&chart.tokens[under + 1..]));
        Some(day.map(|day| negate(negated, Condition::Listed { table, day, labels })))
    }

    /// `the dissolution counts`
    fn counts(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        let forms: [(&[&str], bool); 2] = [(&["counts"], false), (&["does", "not", "count"], true)];
        let (end, negated) = forms
            .iter()
            .find_map(|(words, negated)| ends_with(chart, words).map(|end| (end, *negated)))?;
        let np = self.noun_in(chart, 0, end)?;
        Some(
            self.noun(&np)
                .map(|thing| negate(negated, Condition::Counts(thing))),
        )
    }

    /// `the notice is in writing`, `the obligation is no claim`
    fn formed(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        for (words, negated) in [
            (&["is", "in", "writing"][..], false),
            (&["is", "not", "in", "writing"][..], true),
        ] {
            if let Some(end) = ends_with(chart, words) {
                let np = self.noun_in(chart, 0, end)?;
                let form = FormNeeded::Written { expressly: false };
                let thing = self.noun(&np);
                return Some(thing.map(|thing| negate(negated, Condition::InForm { thing, form })));
            }
        }
        for (words, negated) in [
            (&["is", "a", "claim"][..], false),
            (&["is", "no", "claim"][..], true),
        ] {
            if let Some(end) = ends_with(chart, words) {
                let np = self.noun_in(chart, 0, end)?;
                let claim = self.as_type(&np, &Type::Claim);
                return Some(claim.map(|claim| negate(negated, Condition::Stated(claim))));
            }
        }
        None
    }

    /// `today is a working day`: the first working day from it on is the day itself.
    fn working_day_or_not(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        let forms: [(&[&str], Comparison); 3] = [
            (&["is", "a", "working", "day"], Comparison::Equal),
            (&["is", "not", "a", "working", "day"], Comparison::NotEqual),
            (&["is", "no", "working", "day"], Comparison::NotEqual),
        ];
        let (end, comparison) = forms.iter().find_map(|(words, comparison)| {
            ends_with(chart, words).map(|end| (end, *comparison))
        })?;
        let np = self.noun_in(chart, 0, end)?;
        let span = chart.span(0, end);
        let day = self.noun(&np);
        let day = day.and_then(|day| self.as_day(day, np.ty, span));
        Some(day.map(|day| {
            let first = Expression::FirstOfSeries {
                series: Series::Calendar(CalendarDay::Working),
                back: None,
                not_before: Box::new(day.clone()),
            };
            self.with_relations(Condition::Compare {
                left: day,
                comparison,
                right: first,
            })
        }))
    }

    /// `the description of the violation is one of "hacking" or "fraud"`
    fn one_of_texts(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        let forms: [(&[&str], bool); 2] = [
            (&["is", "one", "of"], false),
            (&["is", "not", "one", "of"], true),
        ];
        let (before, after, negated) = forms.iter().find_map(|(words, negated)| {
            around(chart, words).map(|(before, after)| (before, after, *negated))
        })?;
        let left = self.noun_in(chart, 0, before)?;
        let mut options = Vec::new();
        for token in &chart.tokens[after..] {
            match &token.kind {
                TokenKind::Quoted(text) => {
                    options.push(Expression::Literal(Value::Text(text.clone())));
                }
                TokenKind::Word if token.is("or") => {}
                TokenKind::Word | TokenKind::Value(_) | TokenKind::Provisions(_) => return None,
            }
        }
        let value = self.noun(&left);
        Some(value.map(|value| negate(negated, Condition::OneOf { value, options })))
    }

    /// `the kind of the security is deposit`, `the head of the claim is not principal`
    fn equal(&mut self, chart: &Chart<'_>) -> Option<Option<Condition>> {
        for at in 1..chart.words.len().saturating_sub(1) {
            if !matches!(chart.words[at].as_str(), "is" | "are") {
                continue;
            }
            let negated = chart.words[at + 1] == "not";
            let right = at + 1 + usize::from(negated);
            let Some(left) = self.noun_in(chart, 0, at) else {
                continue;
            };
            if right >= chart.words.len() {
                continue;
            }
            let phrase = phrase_of(&chart.tokens[right..])?;
            // What is spoken of with an article is a thing; a bare word is a value.
            let is_spoken_of = matches!(chart.words[right].as_str(), "the" | "a" | "an" | "what")
                && self.noun_in(chart, right, chart.words.len()).is_some();
            let value = self.said_value(&phrase, &left.ty).filter(|_| !is_spoken_of);
            let right_type = if value.is_some() {
                left.ty.clone()
            } else {
                self.noun_in(chart, right, chart.words.len())?.ty
            };
            let of_members = match &left.ty {
                Type::List(of) => of.fits(&right_type) || right_type.fits(of),
                _ => false,
            };
            let is_formation = self.are_agreement_and_formation(&left.ty, &right_type);
            if !is_formation
                && !of_members
                && !right_type.fits(&left.ty)
                && !left.ty.fits(&right_type)
            {
                self.refuse(
                    Problem::error(
                        "cannot-compare",
                        format!("{} is never {right_type}", left.ty),
                    )
                    .at(chart.span(0, at), format!("{}", left.ty))
                    .at(
                        chart.span(right, chart.words.len()),
                        format!("{right_type}"),
                    ),
                );
                return Some(None);
            }
            let left_value = self.noun(&left);
            let right_value = if let Some(value) = value {
                Some(Expression::Literal(value))
            } else {
                let np = self.noun_in(chart, right, chart.words.len())?;
                if is_formation {
                    self.noun(&np)
                } else {
                    self.as_type(&np, &left.ty)
                }
            };
            let (Some(left_value), Some(right_value)) = (left_value, right_value) else {
                return Some(None);
            };
            let comparison = if negated {
                Comparison::NotEqual
            } else {
                Comparison::Equal
            };
            let compare = list_or_equal(left_value, comparison, right_value, &left.ty);
            return Some(Some(self.with_relations(compare)));
        }
        None
    }

    /// `the agreement of the order is the order`: an agreement is what formed it.
    fn are_agreement_and_formation(&self, left: &Type, right: &Type) -> bool {
        match (left, right) {
            (Type::Agreement, Type::Thing(events)) | (Type::Thing(events), Type::Agreement) => {
                let mut events = events.iter();
                events.all(|event| self.vocabulary.forms_agreement(event))
            }
            _ => false,
        }
    }

    /// The meaning of a run of words as a noun phrase; two meanings are told once.
    fn noun_in(&mut self, chart: &Chart<'_>, from: usize, to: usize) -> Option<Np> {
        let found = chart.noun_phrases(from, to);
        if found.len() > 1 {
            self.ambiguous_noun(&found, chart.span(from, to));
        }
        found.first().cloned()
    }
}

/// A day that has come: it is not later than today.
fn reached_day(day: Expression) -> Condition {
    Condition::Compare {
        left: kernel(KernelMeasure::Today, Vec::new()),
        comparison: Comparison::AtLeast,
        right: day,
    }
}

/// Where the words begin with which a phrase ends.
fn ends_with(chart: &Chart<'_>, words: &[&str]) -> Option<usize> {
    let start = chart.words.len().checked_sub(words.len())?;
    let fits = chart.words[start..].iter().zip(words).all(|(a, b)| a == b);
    (fits && start > 0).then_some(start)
}

/// The end of what stands before some words, and the start of what stands behind them.
fn around(chart: &Chart<'_>, words: &[&str]) -> Option<(usize, usize)> {
    (1..chart.words.len().saturating_sub(words.len())).find_map(|at| {
        let end = at + words.len();
        let fits = chart.words[at..end].iter().zip(words).all(|(a, b)| a == b);
        fits.then_some((at, end))
    })
}

fn labels(tokens: &[Token]) -> Vec<ClauseId> {
    let quoted = tokens.iter().filter_map(|token| match &token.kind {
        TokenKind::Quoted(text) => ClauseId::new(text).ok(),
        TokenKind::Word | TokenKind::Value(_) | TokenKind::Provisions(_) => None,
    });
    quoted.collect()
}

/// A phrase of words and values again, for a value of a field.
fn phrase_of(tokens: &[Token]) -> Option<ast::Phrase> {
    let back = |token: &Token| {
        let kind = match &token.kind {
            TokenKind::Word => ast::TokenKind::Word(token.text.clone().into_boxed_str()),
            TokenKind::Value(Value::Money(money)) => ast::TokenKind::Money(*money),
            TokenKind::Value(Value::Percent(percent)) => ast::TokenKind::Percent(*percent),
            TokenKind::Value(Value::Number(number)) => ast::TokenKind::Number(*number),
            TokenKind::Value(Value::Date(date)) => ast::TokenKind::Date(*date),
            TokenKind::Value(Value::Duration(duration)) => ast::TokenKind::Duration(*duration),
            TokenKind::Value(_) | TokenKind::Provisions(_) => {
                ast::TokenKind::Word(token.text.clone().into_boxed_str())
            }
            TokenKind::Quoted(text) => ast::TokenKind::Quoted(text.clone().into_boxed_str()),
        };
        ast::Token {
            kind,
            span: token.span,
        }
    };
    ast::Phrase::of(tokens.iter().map(back).collect())
}

/// A list is equal to a value when it holds it: `what it covers of the notice is the obligation`.
fn list_or_equal(
    left: Expression,
    comparison: Comparison,
    right: Expression,
    left_type: &Type,
) -> Condition {
    if let Type::List(_) = left_type {
        let holds = Condition::OneOf {
            value: right,
            options: vec![left],
        };
        return negate(comparison == Comparison::NotEqual, holds);
    }
    Condition::Compare {
        left,
        comparison,
        right,
    }
}
