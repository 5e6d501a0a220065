//! Reads the sentences of one clause under the chosen readings.

use std::cell::Cell;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use crate::check::assemble::document::ClauseText;
use crate::check::assemble::known::Known;
use crate::check::assemble::select::{Standing, standing};
use crate::check::lower::{Lower, Made, Place};
use crate::check::phrase::tokens_of_phrase;
use crate::check::program::{
    Address, Body, Condition, Definition, NoteKind, Rule, RuleId, StandsIn, Trigger,
};
use crate::check::vocabulary::Vocabulary;
use crate::source::{Problem, Sources};
use crate::syntax::ast::{self, Entry, MainKind};
use crate::value::{ClauseId, Name};

/// What the sentences of all clauses come to.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// Rules in the order of the files.
    pub rules: Vec<Rule>,
    /// Definitions of measures, in the order of the files, with whether they stand in the law.
    pub definitions: Vec<(Name, Definition, bool)>,
    /// Conclusions that clauses give.
    pub holds: Vec<(Name, Condition)>,
    /// When a day is a working day.
    pub working_day: Option<Condition>,
    /// Parameters that some sentence uses.
    pub used_parameters: IndexSet<Name>,
}

/// What is the same for all clauses.
pub struct Setting<'a> {
    /// The declared words.
    pub vocabulary: &'a Vocabulary,
    /// The texts.
    pub sources: &'a Sources,
    /// The readings chosen.
    pub chosen: &'a IndexMap<Name, Name>,
    /// Provisions with their articles.
    pub provisions: Rc<IndexMap<ClauseId, String>>,
    /// Groups of provisions.
    pub groups: Rc<IndexMap<Name, Vec<ClauseId>>>,
    /// Growing measures.
    pub growths: Rc<IndexMap<Name, ast::Rule>>,
    /// For how many more phrases the nearest sentences are searched.
    pub searches: Rc<Cell<u32>>,
}

impl<'a> Setting<'a> {
    /// What is the same for all clauses under these readings.
    pub fn new(
        known: &'a Known<'_>,
        chosen: &'a IndexMap<Name, Name>,
        provisions: &Rc<IndexMap<ClauseId, String>>,
        sources: &'a Sources,
    ) -> Self {
        Self {
            vocabulary: &known.vocabulary,
            sources,
            chosen,
            provisions: Rc::clone(provisions),
            groups: Rc::clone(&known.groups),
            growths: Rc::clone(&known.growths),
            searches: Rc::new(Cell::new(SEARCHES)),
        }
    }
}

/// A file with more phrases that fit nowhere than this is told about the first ones at length.
const SEARCHES: u32 = 100;

/// Reads one clause; gives the problems in it.
pub fn read_clause(clause: &ClauseText, setting: &Setting<'_>, made: &mut Said) -> Vec<Problem> {
    let mut problems = Vec::new();
    let place = Place {
        clause: Some(clause.id().clone()),
        article: clause.article.clone(),
        provisions: Rc::clone(&setting.provisions),
        groups: Rc::clone(&setting.groups),
    };
    let is_chosen = |under: &ast::Under| {
        let value = setting.chosen.get(&under.reading.name);
        value.is_some_and(|value| under.values.iter().any(|label| label.name == *value))
    };
    let rules = standing(
        &clause.clause.entries,
        &is_chosen,
        setting.sources,
        &mut problems,
    );
    let from = made.rules.len();
    let mut before: Vec<ast::Header> = Vec::new();
    let mut said_of_others: Vec<&Standing<'_>> = Vec::new();
    for one in &rules {
        let mut lower = Lower::new(setting.vocabulary, &place, setting.sources, setting.chosen);
        lower.growths = Rc::clone(&setting.growths);
        lower.searches = Rc::clone(&setting.searches);
        lower.readings.extend(one.readings.iter().cloned());
        let at = Address {
            clause: clause.id().clone(),
            sentence: one.sentence,
            file: clause.file,
            span: one.rule.span,
        };
        let found = lower.rule(one.rule, &before, &at);
        before = headers_of(one.rule, before);
        made.used_parameters.extend(lower.used_parameters);
        let had_problems = !lower.problems.is_empty();
        problems.append(&mut lower.problems);
        match found {
            Some(Made::Rule(rule)) => made.add(*rule),
            Some(Made::Definition(name, definition)) => {
                made.definitions.push((name, *definition, clause.is_law));
            }
            Some(Made::Holds(state, condition)) => made.holds.push((state, condition)),
            Some(Made::WorkingDay(condition)) => made.working_day = Some(condition),
            Some(Made::Nothing) => said_of_others.push(one),
            // What is wrong with a declaration that the sentence uses is told there.
            None if !had_problems && setting.vocabulary.broken.is_empty() => {
                problems.push(not_understood(one.rule));
            }
            None => {}
        }
    }
    // Where a sentence before it was not understood, that is what is wrong.
    let understood = problems.is_empty();
    for one in said_of_others.into_iter().filter(|_| understood) {
        about_others(one, &mut made.rules[from..], setting, &place, &mut problems);
    }
    read_notes(clause, setting, &place, made, &mut problems);
    problems
}

impl Said {
    fn add(&mut self, mut rule: Rule) {
        rule.id = RuleId(self.rules.len());
        self.rules.push(rule);
    }
}

/// The headers that `In that case` in the next sentence speaks of.
fn headers_of(rule: &ast::Rule, before: Vec<ast::Header>) -> Vec<ast::Header> {
    let in_that_case = rule
        .headers
        .iter()
        .any(|header| header.kind == ast::HeaderKind::InThatCase);
    if in_that_case {
        return before;
    }
    let own = rule.headers.iter();
    own.filter(|header| !matches!(header.kind, ast::HeaderKind::Under(_)))
        .cloned()
        .collect()
}

fn not_understood(rule: &ast::Rule) -> Problem {
    Problem::error("sentence-without-meaning", "this sentence has no meaning as a whole")
        .at(rule.main.span, "its parts are known, but together they say nothing that a run could compute")
        .help("say it in the form of a neighbouring clause, or declare what it says as a conclusion of its own")
}

/// `What is left is credit.`, `These costs are owed once, under 8.4, 18.5 or 21.2.`
fn about_others(
    one: &Standing<'_>,
    rules: &mut [Rule],
    setting: &Setting<'_>,
    place: &Place,
    problems: &mut Vec<Problem>,
) {
    match &one.rule.main.kind {
        MainKind::WhatIsLeftIs(_) => {
            let mut found = false;
            for rule in rules.iter_mut() {
                if let Body::Allocation(allocation) = &mut rule.body {
                    allocation.residue_is_credit = true;
                    found = true;
                }
            }
            if !found {
                let problem = Problem::error(
                    "nothing-is-left",
                    "there is no order of a payment before this sentence",
                )
                .at(one.rule.main.span, "what is left of what?")
                .help("put it behind `A payment by … settles the following in this order: …`");
                problems.push(problem);
            }
        }
        MainKind::OwedOnce { what, under } => {
            let mut lower = Lower::new(setting.vocabulary, place, setting.sources, setting.chosen);
            lower.searches = Rc::clone(&setting.searches);
            let provisions = lower.provision_list(under).unwrap_or_default();
            problems.append(&mut lower.problems);
            owed_once(what, &provisions, one.sentence, rules, problems);
        }
        _ => {}
    }
}

fn owed_once(
    what: &ast::Phrase,
    provisions: &[ClauseId],
    sentence: Option<u32>,
    rules: &mut [Rule],
    problems: &mut Vec<Problem>,
) {
    let word = tokens_of_phrase(what)
        .last()
        .map_or_else(String::new, |token| token.text.to_lowercase());
    let mut found = false;
    for rule in rules.iter_mut().filter(|rule| rule.at.sentence == sentence) {
        let own = rule.at.clause.clone();
        let others = || {
            provisions
                .iter()
                .filter(|id| **id != own)
                .cloned()
                .collect::<Vec<_>>()
        };
        match &mut rule.body {
            Body::Debt(debt) if debt.head.head.as_str() == word => {
                debt.once_under = others();
                found = true;
            }
            Body::Accrual(accrual) if accrual.head.head.as_str() == word => {
                accrual.once_under = others();
                found = true;
            }
            _ => {}
        }
    }
    if !found {
        let problem = Problem::error(
            "nothing-owed-once",
            format!("no sentence before this one says that `{word}` is owed"),
        )
        .at(what.span, "which claim is owed once?")
        .help("put it behind the sentence that says what is owed, in the same Dutch sentence");
        problems.push(problem);
    }
}

fn read_notes(
    clause: &ClauseText,
    setting: &Setting<'_>,
    place: &Place,
    made: &mut Said,
    problems: &mut Vec<Problem>,
) {
    let mut sentence = None;
    for entry in &clause.clause.entries {
        match entry {
            Entry::Mark(mark) => sentence = Some(mark.number.number),
            Entry::Note(note) => {
                let mut lower =
                    Lower::new(setting.vocabulary, place, setting.sources, setting.chosen);
                lower.searches = Rc::clone(&setting.searches);
                let rule = read_note(note, clause, sentence, &mut lower);
                problems.append(&mut lower.problems);
                if let Some(rule) = rule {
                    made.add(rule);
                }
            }
            Entry::See(provisions) => {
                let mut lower =
                    Lower::new(setting.vocabulary, place, setting.sources, setting.chosen);
                lower.searches = Rc::clone(&setting.searches);
                lower.provision_list(provisions);
                problems.append(&mut lower.problems);
            }
            Entry::Reading(_) | Entry::Shared(_) | Entry::Rule(_) | Entry::Declared(_) => {}
        }
    }
}

fn read_note(
    note: &ast::Note,
    clause: &ClauseText,
    sentence: Option<u32>,
    lower: &mut Lower<'_>,
) -> Option<Rule> {
    let condition = match &note.condition {
        Some(condition) => lower.in_part(|lower| lower.condition(condition))?,
        None => Condition::Always,
    };
    let words: Vec<String> = tokens_of_phrase(&note.kind)
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    Some(Rule {
        id: RuleId(0),
        at: Address {
            clause: clause.id().clone(),
            sentence,
            file: clause.file,
            span: note.span,
        },
        words: lower.words_of(note.span),
        readings: lower.readings.iter().cloned().collect(),
        variables: lower.scope.variables.clone(),
        trigger: Trigger::Standing,
        condition,
        body: Body::Note {
            kind: NoteKind(Name::new(&words.join("_"))),
            text: note.text.text.clone(),
        },
        fallback: false,
        instead_of: Vec::new(),
        relations: Vec::new(),
        stands_in: StandsIn::Every,
        renumbered: Vec::new(),
    })
}
