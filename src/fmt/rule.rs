//! Where a rule breaks: behind its headers, before tails that say when or whether, before items.

use crate::fmt::WIDTH;
use crate::fmt::layout::{DEEPER, INNER, Planner, SENTENCE};
use crate::syntax::ast::{
    ConditionKind, Conduct, Expression, ExpressionKind, Header, HeaderKind, MainKind, Rule, Tail,
    TailKind, WithAlternatives,
};

impl Planner<'_> {
    /// Plans a rule that begins at the indent of a sentence.
    pub fn rule(&mut self, rule: &Rule) {
        let mut line = (SENTENCE, rule.span.start);
        for (at, header) in rule.headers.iter().enumerate() {
            let next = rule
                .headers
                .get(at + 1)
                .map_or(rule.main.span, |next| next.span);
            line = self.header(header, line, next.start);
        }
        self.main(&rule.main.kind, rule.main.span.start, line);
        let broken = self.broken_tails(rule, line);
        for (tail, broken) in rule.tails.iter().zip(broken) {
            if broken {
                self.break_at(tail.span.start, INNER);
                line = (INNER, tail.span.start);
            }
            self.tail(tail, line);
        }
    }

    /// Plans a header; gives the indent and the start of the line that is open behind it.
    fn header(&mut self, header: &Header, line: (usize, usize), next: usize) -> (usize, usize) {
        match &header.kind {
            HeaderKind::Under(_) | HeaderKind::WhereTheTermsAreSilent | HeaderKind::InThatCase => {
                line
            }
            HeaderKind::Recurring(_) => {
                self.break_at(next, INNER);
                (INNER, next)
            }
            HeaderKind::Trigger { condition, .. } => {
                self.condition(condition, INNER);
                if matches!(condition.kind, ConditionKind::List(_)) {
                    self.break_at_word_before(condition.span.end, next, SENTENCE);
                    (SENTENCE, next)
                } else {
                    self.break_at(next, INNER);
                    (INNER, next)
                }
            }
        }
    }

    fn main(&mut self, main: &MainKind, start: usize, line: (usize, usize)) {
        if let MainKind::Must { conduct, .. } = main {
            self.steps(conduct);
        }
        if let MainKind::Settles { ranks, .. } = main {
            self.renumber(ranks.iter().map(|rank| rank.mark));
            for rank in ranks {
                self.break_at(rank.span.start, INNER);
                self.alternatives((INNER, rank.span.start), INNER + 4, &rank.content);
            }
        }
        if let Some(amount) = main.amount() {
            self.amount((line.0, line.1.min(start)), amount);
        }
    }

    fn steps(&mut self, conduct: &Conduct) {
        let Conduct::Steps(steps) = conduct else {
            return;
        };
        self.renumber(steps.iter().map(|step| step.mark));
        for step in steps {
            self.break_at(step.span.start, INNER);
            self.alternatives((INNER, step.span.start), INNER + 4, &step.content);
        }
    }

    /// Which tails stand on lines of their own: those that say when, whether or how much, and all behind them. One that is
    /// alone and needs no comma stays on the line of the main part, when the sentence is short.
    fn broken_tails(&self, rule: &Rule, line: (usize, usize)) -> Vec<bool> {
        let alone: Vec<bool> = rule
            .tails
            .iter()
            .enumerate()
            .map(|(at, tail)| self.stands_alone(rule, at, tail))
            .collect();
        let (indent, start) = line;
        let short = indent + self.width(start, rule.span.end) <= WIDTH;
        let has_list = rule.tails.iter().any(is_list) || has_items(&rule.main.kind);
        let count = alone.iter().filter(|alone| **alone).count();
        let first = alone.iter().position(|alone| *alone);
        let comma = first.is_some_and(|at| self.comma_before_tail(rule, at));
        if count == 0 || (count == 1 && short && !has_list && !comma) {
            return vec![false; alone.len()];
        }
        let mut behind = false;
        let break_before = |(at, alone): (usize, bool)| {
            behind |= alone;
            behind && !self.is_joined(rule, at)
        };
        alone.into_iter().enumerate().map(break_before).collect()
    }

    /// `at least A and at most B`: a ceiling stays with its floor.
    fn is_joined(&self, rule: &Rule, at: usize) -> bool {
        at > 0
            && matches!(rule.tails[at].content.main, TailKind::Bound(_))
            && !self.comma_before_tail(rule, at)
    }

    fn comma_before_tail(&self, rule: &Rule, at: usize) -> bool {
        let before = match at.checked_sub(1) {
            Some(before) => rule.tails[before].span,
            None => rule.main.span,
        };
        self.comma_before(before.end, rule.tails[at].span.start)
    }

    fn stands_alone(&self, rule: &Rule, at: usize, tail: &Tail) -> bool {
        let main = &rule.main;
        let behind_verb = at == 0
            && !self.comma_before_tail(rule, at)
            && matches!(main.kind, MainKind::Effect { .. });
        let of_claim = matches!(main.kind, MainKind::Owes { .. });
        let has_alternatives = !tail.content.alternatives.is_empty();
        !behind_verb && (of_claim || has_alternatives || says_when_or_whether(&tail.content.main))
    }

    fn tail(&mut self, tail: &Tail, line: (usize, usize)) {
        if let Some(condition) = tail.content.main.condition() {
            self.condition(condition, INNER);
        }
        self.alternatives(line, DEEPER, &tail.content);
    }
}

/// Whether a tail says when, whether, how much, or how it stands to other clauses. Manner stays with the main part.
fn says_when_or_whether(tail: &TailKind) -> bool {
    match tail {
        TailKind::Within { .. }
        | TailKind::WithinThat(_)
        | TailKind::AtTheLatestOn(_)
        | TailKind::AtTheEarliestOn(_)
        | TailKind::On(_)
        | TailKind::From(_)
        | TailKind::Until(_)
        | TailKind::Through(_)
        | TailKind::AfterLapseOf { .. }
        | TailKind::If(_)
        | TailKind::While(_)
        | TailKind::Unless(_)
        | TailKind::EvenIf(_)
        | TailKind::Bound(_)
        | TailKind::Scope(_)
        | TailKind::CountedFrom(_)
        | TailKind::CountedByTheDay { .. }
        | TailKind::Compounding { .. }
        | TailKind::Rounded { .. }
        | TailKind::Despite(_)
        | TailKind::SubjectTo(_)
        | TailKind::InsteadOf(_)
        | TailKind::InAdditionTo(_) => true,
        TailKind::UnlessAgreedOtherwise { .. }
        | TailKind::UnlessStatedOtherwise(_)
        | TailKind::Promptly(_)
        | TailKind::InWriting { .. }
        | TailKind::By(_)
        | TailKind::Without(_)
        | TailKind::OnceForEach(_)
        | TailKind::OnceInvoiced
        | TailKind::ForGood
        | TailKind::Nothing
        | TailKind::Under(_) => false,
    }
}

fn is_list(tail: &Tail) -> bool {
    let condition = tail.content.main.condition();
    condition.is_some_and(|condition| matches!(condition.kind, ConditionKind::List(_)))
}

/// Whether the main part ends in items or alternatives: a tail behind them has a line of its own.
fn has_items(main: &MainKind) -> bool {
    if let MainKind::Must { conduct, .. } = main {
        return matches!(conduct, Conduct::Steps(_));
    }
    let picks = |amount: &WithAlternatives<Expression>| {
        matches!(amount.main.kind, ExpressionKind::Pick { .. }) || !amount.alternatives.is_empty()
    };
    matches!(main, MainKind::Settles { .. }) || main.amount().is_some_and(picks)
}
