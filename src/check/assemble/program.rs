//! Everything put together under one choice of readings.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};

use crate::check::alternatives::hold;
use crate::check::assemble::choices::Readings;
use crate::check::assemble::clauses::{Said, Setting, read_clause};
use crate::check::assemble::document::Document;
use crate::check::assemble::known::{Known, known_under, read_known};
use crate::check::assemble::meanings::Meanings;
use crate::check::assemble::sayings::{nouns, sayings};
use crate::check::library::Library;
use crate::check::phrase::tokens_of_phrase;
use crate::check::problems::Problems;
use crate::check::program::{
    ActReading, Address, Condition, Group, Head, Measure, Program, Provision, State, Tables, Terms,
    Version,
};
use crate::check::schema::{FieldType, Schema};
use crate::check::vocabulary::Vocabulary;
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, Entry, SettingKind};
use crate::value::{ClauseId, Name, Rounding};

/// A program, with what the checks of the whole need to know besides.
#[derive(Debug, Clone)]
pub struct Assembled<'d> {
    /// The program.
    pub program: Program,
    /// Parameters that some sentence uses.
    pub used_parameters: IndexSet<Name>,
    /// Where parameters are given.
    pub parameters: IndexMap<Name, Span>,
    /// What the clauses name.
    pub known: Known<'d>,
    /// The states as the vocabulary declares them.
    pub declared_states: IndexMap<Name, State>,
    /// When conclusions hold by what clauses say.
    pub holds: Vec<(ClauseId, Name, Condition)>,
}

/// Reads all clauses under these readings.
pub fn assemble<'d>(
    library: &Library,
    document: &'d Document,
    readings: &Readings,
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> Assembled<'d> {
    let known = read_known(document, &readings.chosen, vocabulary, &library.sources);
    let provisions = Rc::new(document.provisions());
    let vocabulary = Rc::clone(&known.vocabulary);
    let setting = Setting::new(&known, &readings.chosen, &provisions, &library.sources);
    let mut made = Said::default();
    let mut holds = Vec::new();
    for clause in &document.clauses {
        problems.under(Some(clause.breadcrumbs()));
        for problem in read_clause(clause, &setting, &mut made) {
            problems.push(problem);
        }
        let own = made.holds.drain(..);
        holds.extend(own.map(|(state, condition)| (clause.id().clone(), state, condition)));
    }
    problems.under(None);
    let mut meanings = Meanings::new(&setting);
    let declared_states = meanings.states();
    let mut states = declared_states.clone();
    let conducts = meanings.conducts();
    let (presupposed, too_late) = (meanings.presupposed(), meanings.too_late());
    let resting = meanings.resting();
    let mut measures = meanings.measures();
    for (name, definition, _) in in_order(made.definitions) {
        if let Some(measure) = measures.get_mut(&name) {
            measure.definitions.push(definition);
        }
    }
    for (_, state, condition) in &holds {
        hold(&mut states, state, condition.clone());
    }
    let (concepts, heads, paying) = (meanings.concepts(), meanings.heads(), meanings.paying());
    for problem in meanings.problems {
        problems.push(problem);
    }
    let law = Tables {
        working_day: made.working_day,
        ..vocabulary.tables.clone()
    };
    let parameters = vocabulary.parameters.iter();
    let parameters = parameters
        .map(|(name, parameter)| (name.clone(), parameter.span))
        .collect();
    let groups = known.groups.iter().map(|(name, provisions)| {
        let group = Group {
            name: name.clone(),
            provisions: provisions.clone(),
        };
        (name.clone(), group)
    });
    let terms = terms(document);
    let program = Program {
        versions: vec![Version {
            name: terms.version.clone(),
            title: terms.title.clone(),
            written_forms: written_forms(document, &vocabulary),
            called: called(document, &vocabulary),
            rounding: rounding(document, problems),
            reworded: IndexMap::new(),
            law,
        }],
        terms,
        schema: Schema {
            parameters: agreeable(&vocabulary, &measures),
            heads: heads_in_words(&vocabulary),
            ..vocabulary.schema.clone()
        },
        provisions: provisions_of(document),
        readings: readings.all.clone(),
        states,
        conducts,
        concepts,
        heads,
        head_words: head_words(&vocabulary),
        paying,
        measures,
        act_readings: vocabulary.readings.iter().map(act_reading).collect(),
        presupposed,
        too_late,
        resting,
        sayings: sayings(&vocabulary),
        nouns: nouns(&vocabulary),
        groups: groups.collect(),
        rules: made.rules,
        sources: library
            .files
            .iter()
            .map(|file| name_of_file(library, file.source))
            .collect(),
    };
    Assembled {
        holds,
        declared_states,
        program,
        used_parameters: made.used_parameters,
        parameters,
        known,
    }
}

/// The values that clauses give and that parties may agree otherwise, with their types.
fn agreeable(
    vocabulary: &Vocabulary,
    measures: &IndexMap<Name, Measure>,
) -> IndexMap<Name, FieldType> {
    let given_by_a_clause = |name: &Name| {
        let measure = measures.get(name);
        measure.is_some_and(|measure| measure.definitions.iter().any(|one| one.at.is_some()))
    };
    let parameters = vocabulary.parameters.iter();
    let parameters = parameters.map(|(name, parameter)| (name, &parameter.ty));
    let declared = vocabulary.measures.iter();
    let declared = declared.map(|(name, measure)| (name, &measure.gives));
    parameters
        .chain(declared)
        .filter(|(name, _)| given_by_a_clause(name))
        .filter_map(|(name, ty)| Some((name.clone(), ty.as_field()?)))
        .collect()
}

/// Reads the clause that declares a reading once more, with one of its other values. Gives what it says then. What clauses name
/// under the choices so far is in `known`, and is read anew only when other sentences give names.
pub fn read_alternative<'d>(
    library: &Library,
    document: &'d Document,
    readings: &Readings,
    vocabulary: &Vocabulary,
    known: &mut Vec<Known<'d>>,
    clause: &ClauseId,
    problems: &mut Problems,
) -> Said {
    let known = known_under(
        known,
        document,
        &readings.chosen,
        vocabulary,
        &library.sources,
    );
    let provisions = Rc::new(document.provisions());
    let setting = Setting::new(&known, &readings.chosen, &provisions, &library.sources);
    let mut made = Said::default();
    for own in document
        .clauses
        .iter()
        .filter(|own| own.id().is_within(clause))
    {
        problems.under(Some(own.breadcrumbs()));
        for problem in read_clause(own, &setting, &mut made) {
            problems.push(problem);
        }
    }
    problems.under(None);
    made
}

fn name_of_file(library: &Library, source: crate::source::SourceId) -> String {
    library
        .sources
        .get(source)
        .map_or_else(String::new, |source| source.name.clone())
}

/// Definitions of the terms before those of the law, those that fill gaps last.
fn in_order<T>(
    mut definitions: Vec<(T, crate::check::program::Definition, bool)>,
) -> Vec<(T, crate::check::program::Definition, bool)> {
    definitions.sort_by_key(|(_, definition, is_law)| (definition.fallback, *is_law));
    definitions
}

fn act_reading(word: &crate::check::vocabulary::ReadingWord) -> ActReading {
    ActReading {
        event: word.event.clone(),
        called: word.called.clone(),
        fixed: word.fixed.clone(),
        words: word.words.clone(),
    }
}

fn terms(document: &Document) -> Terms {
    let mut titles = document.settings.iter().rev().filter_map(|setting| {
        if let SettingKind::Title(text) = &setting.kind {
            Some(text.text.clone())
        } else {
            None
        }
    });
    Terms {
        id: document
            .terms
            .as_ref()
            .map_or_else(|| Name::new("terms"), |terms| terms.id.name.clone()),
        version: document.version.clone().unwrap_or_else(|| "1".to_owned()),
        title: titles.next().unwrap_or_default(),
    }
}

/// What the wording calls the parties: role and names.
fn called(document: &Document, vocabulary: &Vocabulary) -> Vec<(Name, Vec<String>)> {
    let mut all: Vec<(Name, Vec<String>)> = Vec::new();
    for setting in &document.settings {
        if let SettingKind::Calls { party, names } = &setting.kind {
            let words: Vec<String> = tokens_of_phrase(party)
                .iter()
                .map(|token| token.text.to_lowercase())
                .collect();
            let role = vocabulary.party_called(&words).cloned();
            let role = role.unwrap_or_else(|| Name::new(&words.join("_")));
            let names = names.iter().map(|name| name.text.clone());
            all.push((role, names.collect()));
        }
    }
    all
}

/// What heads are called whose words are not their name.
fn head_words(vocabulary: &Vocabulary) -> IndexMap<Head, String> {
    let heads = vocabulary.heads.values();
    let declared = heads.map(|own| (own.head.clone(), own.words.join(" ")));
    let by_name = |head: &Head| match &head.name {
        Some(name) => format!("{} {}", name.in_words(), head.head.in_words()),
        None => head.head.in_words(),
    };
    declared
        .filter(|(head, words)| !words.is_empty() && *words != by_name(head))
        .collect()
}

fn written_forms(document: &Document, vocabulary: &Vocabulary) -> Vec<Name> {
    let mut written = vocabulary.written.clone();
    for setting in &document.settings {
        if let SettingKind::InWriting(phrases) = &setting.kind {
            for phrase in phrases {
                let words: Vec<String> = tokens_of_phrase(phrase)
                    .iter()
                    .map(|token| token.text.to_lowercase())
                    .collect();
                written.extend(vocabulary.form_named(&words));
            }
        }
    }
    written
}

/// The way of rounding that the terms set; every set of terms must.
fn rounding(document: &Document, problems: &mut Problems) -> Rounding {
    let mut set = document.settings.iter().rev().filter_map(|setting| {
        if let SettingKind::Rounding(way) = &setting.kind {
            Some(*way)
        } else {
            None
        }
    });
    let way = set.next();
    if let (None, Some(terms)) = (way, &document.terms) {
        let ways = Rounding::ALL.map(|way| format!("`The rounding is {}.`", way.words()));
        problems.push(
            Problem::error(
                "rounding-not-set",
                "the terms do not say how amounts come to whole cents",
            )
            .at(terms.id.span, "these terms")
            .help(format!("add a setting below `Terms`: {}", ways.join(", "))),
        );
    }
    way.unwrap_or(Rounding::HalfUp)
}

fn provisions_of(document: &Document) -> IndexMap<ClauseId, Provision> {
    let mut provisions = IndexMap::new();
    for clause in &document.clauses {
        let declared = clause
            .clause
            .entries
            .iter()
            .filter_map(|entry| match entry {
                Entry::Declared(declared) => Some((
                    Name::new(match declared.is {
                        ast::DeclaredAs::Declaration => "declaration",
                        ast::DeclaredAs::Definition => "definition",
                        ast::DeclaredAs::Interpretation => "interpretation",
                        ast::DeclaredAs::Gaps => "gaps",
                    }),
                    declared.sentence.map(|sentence| sentence.number),
                    declared
                        .reason
                        .as_ref()
                        .map_or_else(String::new, |text| text.text.clone()),
                )),
                Entry::Mark(_)
                | Entry::Reading(_)
                | Entry::Shared(_)
                | Entry::Rule(_)
                | Entry::Note(_)
                | Entry::See(_) => None,
            });
        let provision = Provision {
            id: clause.id().clone(),
            article: clause.article.clone(),
            heading: clause.heading.clone(),
            wording: clause
                .clause
                .wording
                .iter()
                .map(|line| line.text.clone())
                .collect(),
            is_law: clause.is_law,
            declared: declared.collect(),
            at: Address {
                clause: clause.id().clone(),
                sentence: None,
                file: clause.file,
                span: clause.clause.name.span,
            },
        };
        provisions.insert(clause.id().clone(), provision);
    }
    provisions
}

/// Heads by their own words (`a purchase price`) and by those that reports use (`price rest`, `statutory interest`).
fn heads_in_words(vocabulary: &Vocabulary) -> IndexMap<String, Head> {
    let mut heads = IndexMap::new();
    for head in vocabulary.heads.values() {
        heads.insert(head.words.join(" "), head.head.clone());
    }
    for head in vocabulary.heads.values() {
        let words = head.head.in_words();
        heads.entry(words).or_insert_with(|| head.head.clone());
    }
    heads
}
