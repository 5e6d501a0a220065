//! What clauses name and other sentences use: parameters, groups of provisions, measures that grow with time.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::check::assemble::document::Document;
use crate::check::assemble::meant::{may_mean_a_name, meant_names};
use crate::check::assemble::select::standing;
use crate::check::lower::{Lower, Place, grows};
use crate::check::pattern::compile_noun;
use crate::check::phrase::{Chart, NpKind, TokenKind, name_of, tokens_of_phrase, type_of_value};
use crate::check::vocabulary::{
    Meaning, MeasureWord, Parameter, Sentence, SentenceKind, Type, Vocabulary,
};
use crate::source::{Problem, Sources};
use crate::syntax::ast::{self, ExpressionKind, MainKind};
use crate::value::{ClauseId, Name};

/// What clauses name under a choice of readings.
#[derive(Debug, Clone)]
pub struct Known<'d> {
    /// The declared words with those that the standing sentences name.
    pub vocabulary: Rc<Vocabulary>,
    /// Provisions of each group.
    pub groups: Rc<IndexMap<Name, Vec<ClauseId>>>,
    /// The sentence that defines each growing measure.
    pub growths: Rc<IndexMap<Name, ast::Rule>>,
    /// The sentences that it was read from.
    naming: Vec<&'d ast::Rule>,
}

/// Reads what the standing sentences name, on top of the declared words.
pub fn read_known<'d>(
    document: &'d Document,
    chosen: &IndexMap<Name, Name>,
    vocabulary: &Vocabulary,
    sources: &Sources,
) -> Known<'d> {
    let rules = naming_rules(document, chosen, sources);
    read(&rules, document, chosen, vocabulary, sources)
}

/// The same under another choice: one that is known, or read anew when other sentences give names under it.
pub fn known_under<'d>(
    known: &mut Vec<Known<'d>>,
    document: &'d Document,
    chosen: &IndexMap<Name, Name>,
    vocabulary: &Vocabulary,
    sources: &Sources,
) -> Known<'d> {
    let rules = naming_rules(document, chosen, sources);
    let is_same = |one: &Known<'d>| {
        let pairs = rules.iter().zip(&one.naming);
        rules.len() == one.naming.len()
            && pairs
                .into_iter()
                .all(|((_, rule), other)| std::ptr::eq(*rule, *other))
    };
    if let Some(same) = known.iter().find(|one| is_same(one)) {
        return same.clone();
    }
    let new = read(&rules, document, chosen, vocabulary, sources);
    known.push(new.clone());
    new
}

fn read<'d>(
    rules: &[(ClauseId, &'d ast::Rule)],
    document: &Document,
    chosen: &IndexMap<Name, Name>,
    vocabulary: &Vocabulary,
    sources: &Sources,
) -> Known<'d> {
    let mut vocabulary = vocabulary.clone();
    let (mut all_groups, mut growths) = (IndexMap::new(), IndexMap::new());
    let provisions = Rc::new(document.provisions());
    // A sentence that says something declared gives no value, and will not later: it is not looked at again.
    let mut giving: Vec<&ast::Rule> = rules.iter().map(|(_, rule)| *rule).collect();
    // Twice: the type of a value may be that of a parameter further on.
    for _pass in 0..2 {
        giving.retain(|rule| {
            let said = said_to_be(rule, &vocabulary);
            if let Some((subject, value)) = &said {
                declare_parameter(subject, value, &mut vocabulary);
            }
            said.is_some()
        });
    }
    // Until nothing is new: the value of a measure may speak of one further on.
    loop {
        let before = vocabulary.sentences.len();
        giving.retain(|rule| {
            let said = said_to_be(rule, &vocabulary);
            if let Some((subject, value)) = &said {
                declare_measure(subject, value, &mut vocabulary);
            }
            said.is_some()
        });
        if vocabulary.sentences.len() == before {
            break;
        }
        vocabulary.index_sentences();
    }
    for (clause, rule) in rules {
        match &rule.main.kind {
            MainKind::Group {
                name,
                provisions: own,
            } => {
                let tokens = tokens_of_phrase(name);
                let words: Vec<String> = tokens
                    .iter()
                    .map(|token| token.text.to_lowercase())
                    .collect();
                let skip = usize::from(words.first().is_some_and(|word| word == "the"));
                let name = name_of(&words[skip..]);
                let place = Place {
                    clause: Some(clause.clone()),
                    article: provisions.get(clause).cloned().unwrap_or_default(),
                    provisions: Rc::clone(&provisions),
                    groups: Rc::default(),
                };
                let mut lower = Lower::new(&vocabulary, &place, sources, chosen);
                let all = lower.provision_list(own).unwrap_or_default();
                vocabulary.groups.insert(name.clone());
                all_groups.insert(name, all);
            }
            MainKind::Is { subject, value } if grows(&value.main) => {
                if let Some(measure) = measure_of(subject, &vocabulary) {
                    growths.insert(measure, (*rule).clone());
                }
            }
            _ => {}
        }
    }
    let said = rules.iter().map(|(_, rule)| *rule);
    let said = said.filter(|rule| may_mean_a_name(rule));
    vocabulary.meant = meant_names(
        &document.lost,
        said.map(|rule| rule.span),
        &vocabulary,
        sources,
    );
    Known {
        vocabulary: Rc::new(vocabulary),
        groups: Rc::new(all_groups),
        growths: Rc::new(growths),
        naming: rules.iter().map(|(_, rule)| *rule).collect(),
    }
}

/// The standing sentences that may name something: a value, a measure, a group.
fn naming_rules<'d>(
    document: &'d Document,
    chosen: &IndexMap<Name, Name>,
    sources: &Sources,
) -> Vec<(ClauseId, &'d ast::Rule)> {
    let is_chosen = |under: &ast::Under| {
        let value = chosen.get(&under.reading.name);
        value.is_some_and(|value| under.values.iter().any(|label| label.name == *value))
    };
    let mut all = Vec::new();
    for clause in &document.clauses {
        let mut told_elsewhere: Vec<Problem> = Vec::new();
        let rules = standing(
            &clause.clause.entries,
            &is_chosen,
            sources,
            &mut told_elsewhere,
        );
        let naming = rules.into_iter().filter(|one| may_name(one.rule));
        all.extend(naming.map(|one| (clause.id().clone(), one.rule)));
    }
    all
}

fn may_name(rule: &ast::Rule) -> bool {
    match &rule.main.kind {
        MainKind::Is { .. } | MainKind::Group { .. } => true,
        MainKind::Says(phrase) => phrase.split_at("is").is_some(),
        _ => false,
    }
}

/// What a sentence gives a value: `The payment term is 15 days`, `The interest table of a claim is the table of 6:119 BW`.
fn said_to_be(rule: &ast::Rule, vocabulary: &Vocabulary) -> Option<(ast::Phrase, ast::Expression)> {
    match &rule.main.kind {
        MainKind::Is { subject, value } => Some((subject.clone(), value.main.clone())),
        MainKind::Says(phrase) => {
            let (subject, value) = phrase.split_at("is")?;
            let tokens = tokens_of_phrase(phrase);
            let chart = Chart::new(vocabulary, &tokens);
            if !chart.statements().is_empty() {
                return None;
            }
            let span = value.span;
            let value = ast::Expression {
                kind: ExpressionKind::Phrase(value),
                span,
            };
            Some((subject, value))
        }
        _ => None,
    }
}

fn measure_of(subject: &ast::Phrase, vocabulary: &Vocabulary) -> Option<Name> {
    let tokens = tokens_of_phrase(subject);
    let chart = Chart::new(vocabulary, &tokens);
    chart.whole_noun_phrase().iter().find_map(|np| {
        let NpKind::Measure { sentence, .. } = &np.kind else {
            return None;
        };
        match &vocabulary.sentences[*sentence].kind {
            SentenceKind::Measure { measure, .. } => Some(measure.clone()),
            _ => None,
        }
    })
}

/// `The payment term is 15 days`: a value that a clause gives needs no declaration.
fn declare_parameter(subject: &ast::Phrase, value: &ast::Expression, vocabulary: &mut Vocabulary) {
    let tokens = tokens_of_phrase(subject);
    let words: Vec<String> = tokens
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    if words.first().is_none_or(|word| word != "the") || words.len() < 2 {
        return;
    }
    let has_argument = !compile_noun(&words.join(" "), subject.span.source, &vocabulary.nouns)
        .slots
        .is_empty();
    if has_argument || measure_of(subject, vocabulary).is_some() {
        return;
    }
    let Some(ty) = type_of(value, vocabulary) else {
        return;
    };
    let name = name_of(&words[1..]);
    let parameter = Parameter {
        words: words[1..].to_vec(),
        ty,
        span: subject.span,
    };
    leave_the_name(&name, vocabulary);
    vocabulary.parameters.insert(name, parameter);
}

/// A measure whose name a clause gives to a value of its own (`The excess is EUR 250.00` beside `the excess of a measurement`) goes by all
/// its words from then on.
fn leave_the_name(name: &Name, vocabulary: &mut Vocabulary) {
    let Some(mut word) = vocabulary.measures.shift_remove(name) else {
        return;
    };
    let words: Vec<String> = (vocabulary.sentences[word.sentence].words)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let other = name_of(&words);
    if let Some(Meaning::Kernel(kernel)) = &mut word.meaning {
        kernel.get_or_insert_with(|| name.clone());
    }
    for sentence in &mut vocabulary.sentences {
        if let SentenceKind::Measure { measure, .. } = &mut sentence.kind
            && measure == name
        {
            *measure = other.clone();
        }
    }
    vocabulary.measures.insert(other, word);
}

/// `The collection tariff of an amount is …`: a measure that a clause gives, with its arguments.
fn declare_measure(subject: &ast::Phrase, value: &ast::Expression, vocabulary: &mut Vocabulary) {
    let tokens = tokens_of_phrase(subject);
    let words: Vec<String> = tokens
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    let has_argument = !compile_noun(&words.join(" "), subject.span.source, &vocabulary.nouns)
        .slots
        .is_empty();
    let is_name = words.first().is_some_and(|word| word == "the");
    if !is_name || !has_argument || measure_of(subject, vocabulary).is_some() {
        return;
    }
    // `The reasonable term of an notice is over` says something that is not declared; it gives no value.
    if let ExpressionKind::Phrase(phrase) = &value.kind {
        let tokens = tokens_of_phrase(phrase);
        if Chart::new(vocabulary, &tokens)
            .whole_noun_phrase()
            .is_empty()
        {
            return;
        }
    }
    let said = words.join(" ");
    let compiled = compile_noun(&said, subject.span.source, &vocabulary.nouns);
    let before: Vec<String> = words
        .iter()
        .skip(usize::from(words.first().is_some_and(|word| word == "the")))
        .take_while(|word| *word != "a" && *word != "an")
        .cloned()
        .collect();
    let name = name_of(&before[..before.len().saturating_sub(1)]);
    let gives = if grows(value) {
        Type::Money
    } else {
        type_of(value, vocabulary).unwrap_or(Type::Any)
    };
    let known = vocabulary
        .sentences
        .iter()
        .any(|sentence| sentence.words == said);
    if known || compiled.slots.is_empty() || vocabulary.measures.contains_key(&name) {
        return;
    }
    let arguments = compiled.slots.iter().map(|slot| slot.ty.clone()).collect();
    vocabulary.sentences.push(Sentence {
        words: said,
        span: subject.span,
        kind: SentenceKind::Measure {
            measure: name.clone(),
            gives: gives.clone(),
        },
        slots: compiled.slots,
        subject: compiled.subject,
        verb: compiled.verb,
        rest: compiled.rest,
    });
    let measure = MeasureWord {
        arguments,
        gives,
        meaning: None,
        sentence: vocabulary.sentences.len() - 1,
        span: subject.span,
    };
    vocabulary.measures.insert(name, measure);
}

/// The type of a value as far as its form tells.
fn type_of(value: &ast::Expression, vocabulary: &Vocabulary) -> Option<Type> {
    match &value.kind {
        ExpressionKind::Phrase(phrase) => {
            let tokens = tokens_of_phrase(phrase);
            if let [token] = tokens.as_slice()
                && let TokenKind::Value(value) = &token.kind
            {
                return Some(type_of_value(value));
            }
            let chart = Chart::new(vocabulary, &tokens);
            chart.whole_noun_phrase().first().map(|np| np.ty.clone())
        }
        ExpressionKind::Sum { first, .. } => type_of(first, vocabulary),
        ExpressionKind::Times { factor, of } => match type_of(factor, vocabulary) {
            Some(Type::Number | Type::Percent | Type::Duration) | None => type_of(of, vocabulary),
            other => other,
        },
        ExpressionKind::Bounded { of: first, .. }
        | ExpressionKind::DividedBy { of: first, .. }
        | ExpressionKind::OrElse { first, .. } => type_of(first, vocabulary),
        ExpressionKind::PercentOf { .. }
        | ExpressionKind::Part { .. }
        | ExpressionKind::ForEach { .. }
        | ExpressionKind::ForEachBetween { .. } => Some(Type::Money),
        ExpressionKind::Between { .. } => Some(Type::Duration),
        ExpressionKind::Pick { items, .. } => items
            .iter()
            .find_map(|item| type_of(&item.value.main.value, vocabulary)),
        ExpressionKind::Shifted { .. }
        | ExpressionKind::NextDay { .. }
        | ExpressionKind::OfTwo { .. }
        | ExpressionKind::FirstOfSeries { .. } => Some(Type::Date),
        ExpressionKind::ForEachDay { .. }
        | ExpressionKind::PerPeriod { .. }
        | ExpressionKind::AYear { .. } => None,
    }
}
