//! One sentence made rules: headers, tails, main part.

use crate::check::lower::Lower;
use crate::check::lower::tails::Tails;
use crate::check::lower::trigger::Headers;
use crate::check::program::{Address, Body, Condition, Definition, Rule, RuleId, Trigger};
use crate::syntax::ast::{self, MainKind};
use crate::value::Name;

/// What a sentence was made.
#[derive(Debug, Clone, PartialEq)]
pub enum Made {
    /// A rule.
    Rule(Box<Rule>),
    /// A definition of a measure.
    Definition(Name, Box<Definition>),
    /// When a state or conclusion holds by definition.
    Holds(Name, Condition),
    /// When a day is a working day.
    WorkingDay(Condition),
    /// It says something of other sentences (`What is left is credit.`), and is no rule by itself.
    Nothing,
}

impl Lower<'_> {
    /// Reads a sentence. None when something was wrong with it.
    pub fn rule(&mut self, rule: &ast::Rule, before: &[ast::Header], at: &Address) -> Option<Made> {
        if let Some(definition) = self.definition(rule, at) {
            return definition;
        }
        if let Some(conclusion) = self.conclusion(rule) {
            return conclusion;
        }
        let headers = self.headers(&rule.headers, before)?;
        self.before_tails(rule)?;
        let tails = self.tails(&rule.tails)?;
        let body = self.body(rule, &headers, &tails)?;
        let Some(body) = body else {
            return Some(Made::Nothing);
        };
        let condition = super::condition::and(
            headers.condition.clone(),
            tails.condition.clone().unwrap_or(Condition::Always),
        );
        let relations = std::mem::take(&mut self.also);
        let condition = relations.into_iter().fold(condition, super::condition::and);
        Some(Made::Rule(Box::new(
            self.finish(rule, at, headers, &tails, condition, body),
        )))
    }

    fn finish(
        &mut self,
        rule: &ast::Rule,
        at: &Address,
        headers: Headers,
        tails: &Tails,
        condition: Condition,
        body: Body,
    ) -> Rule {
        let mut made = Rule {
            id: RuleId(0),
            at: at.clone(),
            words: self.words_of_rule(rule),
            readings: self.readings.iter().cloned().collect(),
            variables: self.scope.variables.clone(),
            trigger: headers.trigger,
            condition,
            body,
            fallback: headers.fallback,
            instead_of: tails.instead_of.clone(),
            relations: tails.relations.clone(),
        };
        let shown = format!("{made:?}");
        match &mut made.trigger {
            Trigger::Onset(trigger) | Trigger::While(trigger) => {
                self.prune_rule(&mut [trigger, &mut made.condition], &shown);
            }
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => {
                self.prune_rule(&mut [&mut made.condition], &shown);
            }
        }
        made
    }

    /// The words of a rule on one line; alternatives that were not chosen are left out.
    fn words_of_rule(&self, rule: &ast::Rule) -> String {
        let span = rule.span;
        let mut left_out: Vec<(usize, usize)> = Vec::new();
        for tail in &rule.tails {
            self.not_chosen(&tail.content, &mut left_out);
        }
        if let MainKind::Owes { amount, .. }
        | MainKind::IsLimitedTo { amount, .. }
        | MainKind::Is { value: amount, .. } = &rule.main.kind
        {
            self.not_chosen(amount, &mut left_out);
        }
        left_out.sort_unstable();
        let whole = self.sources.words(span);
        let mut words = String::new();
        let mut at = span.start;
        for (start, end) in left_out {
            words.push_str(
                whole
                    .get(at - span.start..start - span.start)
                    .unwrap_or_default(),
            );
            at = end;
        }
        words.push_str(whole.get(at - span.start..).unwrap_or_default());
        super::context::on_one_line(&words)
            .replace(" ,", ",")
            .replace(" .", ".")
    }

    fn not_chosen<T>(&self, text: &ast::WithAlternatives<T>, left_out: &mut Vec<(usize, usize)>) {
        for alternative in &text.alternatives {
            if !self.is_chosen(&alternative.under) {
                left_out.push((alternative.span.start, alternative.span.end));
            }
        }
    }

    /// What the conditions of a power may speak of: the act under judgement.
    fn before_tails(&mut self, rule: &ast::Rule) -> Option<()> {
        let conduct = match &rule.main.kind {
            MainKind::May { conduct, .. }
            | MainKind::Cannot { conduct, .. }
            | MainKind::MustNot { conduct, .. } => conduct,
            MainKind::Says(phrase) => return self.before_status(phrase),
            MainKind::IsRefused(what) | MainKind::IsLimitedTo { what, .. } => {
                return self.before_gate(what);
            }
            _ => return Some(()),
        };
        for phrase in conduct {
            let tokens = crate::check::phrase::tokens_of_phrase(phrase);
            let chart = self.chart(&tokens);
            for matched in chart.conducts() {
                if let Some(act) = self.act_of(&matched) {
                    self.act_itself.push(act.event);
                }
            }
        }
        Some(())
    }
}
