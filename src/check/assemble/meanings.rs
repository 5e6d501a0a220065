//! What declared states and conducts, and acts as far as they presuppose something, mean to the engine.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::check::assemble::clauses::Setting;
use crate::check::assemble::event_patterns::event_pattern;
use crate::check::lower::{Lower, Place, all_of, unnamed};
use crate::check::program::{
    AboutAct, ActPattern, Condition, Conduct, Expression, KernelState, Performance, State,
    StateEvents, TakesAway,
};
use crate::check::vocabulary::{Meaning, SentenceKind, StateWord, Type};
use crate::source::Problem;
use crate::syntax::ast::{self, ConditionKind, StatementKind};
use crate::value::Name;

/// Reads the meanings of declared words.
pub struct Meanings<'a> {
    pub(super) setting: &'a Setting<'a>,
    place: Place,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

impl<'a> Meanings<'a> {
    /// A reader of meanings.
    pub fn new(setting: &'a Setting<'a>) -> Self {
        Self {
            setting,
            place: Place {
                clause: None,
                article: String::new(),
                provisions: Rc::clone(&setting.provisions),
                groups: Rc::clone(&setting.groups),
            },
            problems: Vec::new(),
        }
    }

    pub(super) fn read<T>(
        &mut self,
        sentence: usize,
        read: impl FnOnce(&mut Lower<'_>) -> Option<T>,
    ) -> Option<T> {
        let setting = self.setting;
        let mut lower = Lower::new(
            setting.vocabulary,
            &self.place,
            setting.sources,
            setting.chosen,
        );
        lower.growths = Rc::clone(&setting.growths);
        lower.searches = Rc::clone(&setting.searches);
        introduce(&mut lower, sentence);
        let found = read(&mut lower);
        self.problems.append(&mut lower.problems);
        found
    }

    /// States and conclusions.
    pub fn states(&mut self) -> IndexMap<Name, State> {
        let mut states = IndexMap::new();
        for (name, word) in &self.setting.vocabulary.states {
            let (mut takes_away, mut refuses, mut subject) = (None, None, Vec::new());
            let mut stood_before = false;
            let mut begins = Vec::new();
            let mut ends = Vec::new();
            let mut holds_if = None;
            let mut kernel = None;
            let mut ends_if = Vec::new();
            for meaning in &word.meaning {
                match meaning {
                    Meaning::Begins(condition) => {
                        begins.extend(self.events(condition, &word.arguments, word.sentence));
                    }
                    Meaning::Ends(condition) => {
                        let (events, others) = self.ends(condition, word);
                        ends.extend(events);
                        ends_if.extend(others);
                    }
                    Meaning::StoodBefore(condition) => {
                        stood_before = true;
                        ends.extend(self.events(condition, &word.arguments, word.sentence));
                    }
                    Meaning::Subject(phrase) => {
                        subject.extend(self.read(word.sentence, |lower| {
                            let np = lower.noun_phrase(phrase, None)?;
                            lower.noun(&np)
                        }));
                    }
                    Meaning::TakesAway(amount, owed_until_then) => {
                        let amount = self.read(word.sentence, |lower| lower.money(amount));
                        takes_away = amount.map(|amount| TakesAway {
                            amount,
                            owed_until_then: *owed_until_then,
                        });
                    }
                    Meaning::RefusesClaim(phrase) => {
                        refuses = self.read(word.sentence, |lower| {
                            let np = lower.noun_phrase(phrase, None)?;
                            lower.noun(&np)
                        });
                    }
                    Meaning::HoldsIf(condition) => {
                        holds_if = self.read(word.sentence, |lower| {
                            lower.in_part(|lower| lower.condition(condition))
                        });
                    }
                    Meaning::Paid(..)
                    | Meaning::PerformedWhen(_)
                    | Meaning::BreachedIf(_)
                    | Meaning::NotOwedIf(_)
                    | Meaning::SuspendedWhile(_)
                    | Meaning::Matter(_)
                    | Meaning::Defined(..) => {}
                    Meaning::Kernel(known_as) => {
                        kernel = self.kernel_state(name, known_as.as_ref(), word);
                    }
                }
            }
            if holds_if.is_some() && !(ends.is_empty() && ends_if.is_empty()) {
                self.problems.push(ends_beside_holds(name, word));
            }
            let events =
                (!begins.is_empty() || !ends.is_empty()).then_some(StateEvents { begins, ends });
            states.insert(
                name.clone(),
                State {
                    name: word.called.clone(),
                    arguments: word.arguments.iter().map(Type::sort).collect(),
                    reported: word.reported,
                    subject,
                    reference: word.reference,
                    events,
                    stood_before,
                    takes_away,
                    refuses,
                    kernel,
                    holds_if,
                    ends_if: any_of(ends_if),
                },
            );
        }
        states
    }

    /// `It is known to the kernel as breach`: of a party and its obligation; as `replacement`: of a party.
    fn kernel_state(
        &mut self,
        name: &Name,
        known_as: Option<&Name>,
        word: &StateWord,
    ) -> Option<KernelState> {
        let known_as = known_as.unwrap_or(name);
        match (known_as.as_str(), word.arguments.as_slice()) {
            ("breach", [Type::Party, Type::Obligation]) => return Some(KernelState::Breach),
            ("replacement", [Type::Party]) => return Some(KernelState::Replacement),
            _ => {}
        }
        self.problems.push(
            Problem::error(
                "unknown-kernel-measure",
                format!("the kernel knows no state `{known_as}` of these"),
            )
            .at(word.span, "this state is declared as known to the kernel")
            .help("the kernel knows the states breach, of a party and its obligation, and replacement, of a party"),
        );
        None
    }

    /// What ends a state: acts, at which it ends, and conditions, while which it does not hold.
    fn ends(
        &mut self,
        condition: &ast::Condition,
        word: &StateWord,
    ) -> (Vec<ActPattern>, Vec<Condition>) {
        let statements: &[ast::Statement] = match &condition.kind {
            ConditionKind::One(statement) => std::slice::from_ref(statement),
            ConditionKind::Or(all) => all,
            ConditionKind::And(_) | ConditionKind::List(_) => {
                let whole = self.part(word.sentence, condition);
                return (Vec::new(), whole.into_iter().collect());
            }
        };
        let (mut events, mut others) = (Vec::new(), Vec::new());
        for statement in statements {
            let alone = ast::Condition {
                kind: ConditionKind::One(statement.clone()),
                ..condition.clone()
            };
            if self.is_act(statement, word.sentence) {
                events.extend(self.events(&alone, &word.arguments, word.sentence));
            } else {
                others.extend(self.part(word.sentence, &alone));
            }
        }
        (events, others)
    }

    /// Whether a statement is about an act.
    fn is_act(&mut self, statement: &ast::Statement, sentence: usize) -> bool {
        let StatementKind::Says(phrase) = &statement.kind else {
            return false;
        };
        let known = self.problems.len();
        let found = self.read(sentence, |lower| {
            let matched = lower.match_statement(phrase)?;
            lower.act_of(&matched)
        });
        // What cannot be read is told once, when it is read for its meaning.
        self.problems.truncate(known);
        found.is_some()
    }

    /// A condition in the words of a declared sentence.
    fn part(&mut self, sentence: usize, condition: &ast::Condition) -> Option<Condition> {
        self.read(sentence, |lower| {
            lower.in_part(|lower| lower.condition(condition))
        })
    }

    /// What acts presuppose.
    pub fn presupposed(&mut self) -> IndexMap<Name, AboutAct> {
        self.about_acts(&self.setting.vocabulary.presupposed)
    }

    /// When acts come too late.
    pub fn too_late(&mut self) -> IndexMap<Name, AboutAct> {
        self.about_acts(&self.setting.vocabulary.too_late)
    }

    fn about_acts(
        &mut self,
        said: &IndexMap<Name, (Vec<ast::Condition>, usize)>,
    ) -> IndexMap<Name, AboutAct> {
        let mut all = IndexMap::new();
        for (event, (conditions, sentence)) in said {
            let declared = &self.setting.vocabulary.sentences[*sentence];
            let SentenceKind::Act { fields, .. } = &declared.kind else {
                continue;
            };
            let conditions = conditions.iter();
            let conditions = conditions.filter_map(|one| self.part(*sentence, one));
            let about = AboutAct {
                fields: fields.clone(),
                condition: all_of(conditions.collect()),
            };
            all.insert(event.clone(), about);
        }
        all
    }

    /// While what duties to do acts rest.
    pub fn resting(&mut self) -> IndexMap<Name, Condition> {
        let declared = self.setting.vocabulary.resting.iter();
        declared
            .filter_map(|(event, rest)| {
                let rest = self.part(usize::MAX, rest)?;
                Some((event.clone(), rest))
            })
            .collect()
    }

    /// The events of `It begins when the supplier suspends the services.`; fields that give an argument of the state stand as parameters.
    fn events(
        &mut self,
        condition: &ast::Condition,
        arguments: &[Type],
        sentence: usize,
    ) -> Vec<ActPattern> {
        let statements: Vec<&ast::Statement> = match &condition.kind {
            ConditionKind::One(statement) => vec![statement],
            ConditionKind::Or(all) => all.iter().collect(),
            ConditionKind::And(_) | ConditionKind::List(_) => {
                self.problems.push(
                    Problem::error("when-without-act", "a state begins and ends with acts")
                        .at(
                            condition.span,
                            "this is not one act, or several joined by `or`",
                        )
                        .help("say `It begins when the supplier suspends the services.`"),
                );
                return Vec::new();
            }
        };
        let mut patterns = Vec::new();
        for statement in statements {
            let StatementKind::Says(phrase) = &statement.kind else {
                continue;
            };
            let pattern = self.read(sentence, |lower| {
                let matched = lower.match_statement(phrase)?;
                event_pattern(lower, &matched, arguments)
            });
            patterns.extend(pattern);
        }
        patterns
    }

    /// Conducts.
    pub fn conducts(&mut self) -> IndexMap<Name, Conduct> {
        let mut conducts = IndexMap::new();
        for (name, word) in &self.setting.vocabulary.conducts {
            let mut in_money = None;
            let mut performed_when = None;
            let mut breached_if = None;
            let mut not_owed_if = None;
            let (mut suspended_while, mut matter) = (None, None);
            for meaning in &word.meaning {
                let mut condition = |condition| {
                    self.read(word.sentence, |lower| {
                        renumber_thing(lower);
                        lower.in_part(|lower| lower.condition(condition))
                    })
                };
                match meaning {
                    Meaning::Paid(head, amount) => {
                        in_money = self.read(word.sentence, |lower| {
                            renumber_thing(lower);
                            let head = lower.head(head)?;
                            let amount = lower.money(amount)?;
                            Some(Performance::Money { head, amount })
                        });
                    }
                    Meaning::PerformedWhen(when) => performed_when = condition(when),
                    Meaning::BreachedIf(breach) => breached_if = condition(breach),
                    Meaning::NotOwedIf(exception) => not_owed_if = condition(exception),
                    Meaning::SuspendedWhile(rest) => suspended_while = condition(rest),
                    Meaning::Matter(words) => matter = Some(words.clone()),
                    Meaning::Begins(_)
                    | Meaning::Ends(_)
                    | Meaning::StoodBefore(_)
                    | Meaning::Subject(_)
                    | Meaning::TakesAway(..)
                    | Meaning::RefusesClaim(_)
                    | Meaning::HoldsIf(_)
                    | Meaning::Defined(..)
                    | Meaning::Kernel(_) => {}
                }
            }
            let performance = in_money.unwrap_or(Performance::Conduct {
                performed_when,
                breached_if,
            });
            conducts.insert(
                name.clone(),
                Conduct {
                    name: word.called.clone(),
                    performance,
                    not_owed_if,
                    suspended_while,
                    matter,
                },
            );
        }
        conducts
    }
}

/// One of several conditions, if there are any.
fn any_of(mut conditions: Vec<Condition>) -> Option<Condition> {
    if conditions.len() > 1 {
        let items = conditions.into_iter().map(unnamed);
        return Some(Condition::Any(items.collect()));
    }
    conditions.pop()
}

/// A state that holds by definition holds as long as that does.
fn ends_beside_holds(name: &Name, word: &StateWord) -> Problem {
    let message = format!(
        "`{}` holds as long as its definition does, and is said to end besides",
        name.in_words()
    );
    Problem::error("ends-beside-holds", message)
        .at(
            word.span,
            "it has both `It holds if …` and `It ends when …`",
        )
        .help("put what ends it among the conditions of `It holds if …`")
}

/// The slots of a declared sentence are the arguments of its meaning.
fn introduce(lower: &mut Lower<'_>, sentence: usize) {
    let Some(sentence) = lower.vocabulary.sentences.get(sentence) else {
        return;
    };
    for (index, slot) in sentence.slots.iter().enumerate() {
        let words: Vec<String> = slot.words.split(' ').skip(1).map(str::to_owned).collect();
        let value = Expression::Parameter(index);
        if slot.ty == Type::Money {
            lower.part_of = Some(value.clone());
        }
        lower
            .scope
            .introduce(&words, slot.ty.clone(), value, sentence.span);
    }
}

/// In the meaning of a conduct its thing is the first parameter, whatever parties its sentence names.
fn renumber_thing(lower: &mut Lower<'_>) {
    let thing = lower
        .scope
        .entries
        .iter_mut()
        .find(|entry| entry.ty != Type::Party);
    if let Some(thing) = thing {
        thing.value = Expression::Parameter(0);
    }
    lower.scope.entries.retain(|entry| entry.ty != Type::Party);
}
