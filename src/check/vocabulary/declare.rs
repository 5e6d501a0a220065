//! Reads the declarations of all files into the table of words.

use indexmap::IndexMap;

use crate::check::pattern::{compile_noun, compile_sentence};
use crate::check::phrase::{name_of, tokens_of_phrase};
use crate::check::problems::Problems;
use crate::check::program::Head;
use crate::check::schema::Field;
use crate::check::vocabulary::events::Events;
use crate::check::vocabulary::field_types::Types;
use crate::check::vocabulary::sayings::Sayings;
use crate::check::vocabulary::{HeadWord, Type, Verb, Verbs, Vocabulary, without_article};
use crate::source::{Problem, SourceId};
use crate::syntax::ast::{self, Declaration, DeclarationWord, LineKind};
use crate::value::Name;

/// A declaration with a name: `Act invoice_issued reads "…".`
pub(super) struct Word<'f> {
    /// What it declares.
    pub declares: DeclarationWord,
    /// Its name.
    pub name: &'f ast::Label,
    /// Its sentences or nouns.
    pub readings: &'f [ast::VocabularyReading],
    /// The lines below it.
    pub lines: &'f [ast::Line],
}

/// The words that these declarations declare; the files are those of the terms themselves.
pub fn declare<'f>(
    declarations: impl Iterator<Item = &'f Declaration>,
    own_files: &[SourceId],
    problems: &mut Problems,
) -> Vocabulary {
    let mut vocabulary = Vocabulary {
        nouns: super::Nouns::new(own_files),
        ..Vocabulary::default()
    };
    let mut words = Vec::new();
    for declaration in declarations {
        match declaration {
            Declaration::Verb(forms) => {
                let all = [&forms.base, &forms.third_person, &forms.participle];
                if let Some(form) = all.iter().find(|form| form.text.contains(' ')) {
                    problems.push(verb_of_several_words(form));
                }
                let [base, third_person, participle] = all.map(|form| form.text.to_lowercase());
                vocabulary.verbs.add(Verb {
                    base,
                    third_person,
                    participle,
                });
            }
            Declaration::Forms { names, .. } => {
                for label in names {
                    let words = label
                        .name
                        .in_words()
                        .split(' ')
                        .map(str::to_owned)
                        .collect();
                    vocabulary.forms.entry(label.name.clone()).or_insert(words);
                }
            }
            Declaration::InWriting { names, .. } => {
                let names = names.iter().map(|label| label.name.clone());
                vocabulary.written.extend(names);
            }
            Declaration::Term(term) => vocabulary.glossary.push(term.clone()),
            Declaration::Word {
                word,
                name,
                readings,
                lines,
                ..
            } => words.push(Word {
                declares: *word,
                name,
                readings,
                lines,
            }),
        }
    }
    refuse_repeated(&words, problems);
    declare_nouns(&words, &mut vocabulary, problems);
    let records = Events::new(&mut vocabulary, problems).declare(&words);
    Sayings::new(&mut vocabulary, &records, problems).declare(&words);
    finish(&mut vocabulary);
    vocabulary
}

/// Makes the index of patterns and the schema's lists.
fn finish(vocabulary: &mut Vocabulary) {
    vocabulary.index_sentences();
    vocabulary.schema.parties = vocabulary.parties.keys().cloned().collect();
    vocabulary.schema.forms = vocabulary.forms.keys().cloned().collect();
}

fn refuse_repeated(words: &[Word<'_>], problems: &mut Problems) {
    let mut seen: IndexMap<(String, &Name), &ast::Label> = IndexMap::new();
    for word in words {
        let kind = format!("{:?}", namespace(word.declares));
        if let Some(first) = seen.insert((kind, &word.name.name), word.name) {
            let problem = Problem::error(
                "declared-twice",
                format!("`{}` is declared twice", word.name.name),
            )
            .at(word.name.span, "declared again here")
            .at(first.span, "declared here first")
            .help("give one of them another name, or leave it out");
            problems.push(problem);
        }
    }
}

/// Words of one namespace must have different names; a thing may have the name of a state.
fn namespace(word: DeclarationWord) -> DeclarationWord {
    match word {
        DeclarationWord::Occurrence => DeclarationWord::Act,
        DeclarationWord::Conclusion => DeclarationWord::State,
        DeclarationWord::Kind => DeclarationWord::Thing,
        other => other,
    }
}

fn declare_nouns(words: &[Word<'_>], vocabulary: &mut Vocabulary, problems: &mut Problems) {
    for word in words {
        match word.declares {
            DeclarationWord::Party => {
                for reading in word.readings {
                    let reads = reading.text.text.to_lowercase();
                    let reads = reads.split_whitespace().map(str::to_owned).collect();
                    vocabulary.parties.insert(word.name.name.clone(), reads);
                }
            }
            DeclarationWord::Form => {
                if let Some(reading) = word.readings.first() {
                    let reads = without_article(&reading.text.text);
                    vocabulary.forms.insert(word.name.name.clone(), reads);
                }
            }
            DeclarationWord::Head => declare_head(word, vocabulary),
            DeclarationWord::Thing => {
                let ty = type_of_thing(word, words);
                if matches!(&ty, Type::Thing(events) if events.as_slice() == std::slice::from_ref(&word.name.name))
                {
                    problems.push(thing_without_event(word));
                }
                for reading in word.readings {
                    add_noun(&reading.text, ty.clone(), None, vocabulary, problems);
                    let words = without_article(&reading.text.text);
                    vocabulary.thing_names.insert(words, word.name.name.clone());
                }
            }
            DeclarationWord::Record => {
                for reading in word.readings {
                    let ty = Type::Record(word.name.name.clone());
                    add_noun(&reading.text, ty, None, vocabulary, problems);
                }
            }
            DeclarationWord::Conduct => {
                vocabulary.conduct_names.push(word.name.name.clone());
            }
            DeclarationWord::Kind
            | DeclarationWord::Act
            | DeclarationWord::Occurrence
            | DeclarationWord::State
            | DeclarationWord::Conclusion
            | DeclarationWord::Measure
            | DeclarationWord::Concept => {}
        }
    }
    for word in words
        .iter()
        .filter(|word| word.declares == DeclarationWord::Kind)
    {
        declare_kind(word, vocabulary, problems);
    }
}

fn add_noun(
    text: &ast::Quoted,
    ty: Type,
    kind: Option<Name>,
    vocabulary: &mut Vocabulary,
    problems: &mut Problems,
) {
    if let Err(first) = vocabulary.nouns.add(&text.text, ty, kind, text.span) {
        let problem = Problem::error(
            "declared-twice",
            format!("two things are called `{}`", text.text),
        )
        .at(text.span, "so called here")
        .at(first, "this is called so already")
        .help("call it otherwise, or leave it out where the same is meant");
        problems.push(problem);
    }
}

/// What the events bring about that say they bring it about; the agreement is known to the kernel.
fn type_of_thing(thing: &Word<'_>, words: &[Word<'_>]) -> Type {
    let nouns: Vec<Vec<String>> = thing
        .readings
        .iter()
        .map(|reading| without_article(&reading.text.text))
        .collect();
    if nouns.iter().any(|noun| noun.as_slice() == ["agreement"]) {
        return Type::Agreement;
    }
    let brings = |word: &&Word<'_>| {
        word.lines.iter().any(|line| match &line.kind {
            LineKind::BringsAbout(phrase) => nouns.contains(&noun_words(phrase)),
            LineKind::Role(phrase) => spoken_of(phrase).is_some_and(|noun| nouns.contains(&noun)),
            _ => false,
        })
    };
    let mut events: Vec<Name> = words
        .iter()
        .filter(brings)
        .map(|word| word.name.name.clone())
        .collect();
    if events.is_empty() {
        events.push(thing.name.name.clone());
    }
    Type::Thing(events)
}

/// `is spoken of as a measurement`: the noun for an act that brings nothing about.
pub(super) fn spoken_of(phrase: &ast::Phrase) -> Option<Vec<String>> {
    let words: Vec<String> = tokens_of_phrase(phrase)
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    let noun = words.strip_prefix(["is", "spoken", "of", "as"].map(str::to_owned).as_slice())?;
    let skip = usize::from(matches!(noun.first().map(String::as_str), Some("a" | "an")));
    Some(noun[skip..].to_vec())
}

fn thing_without_event(word: &Word<'_>) -> Problem {
    let noun = word
        .readings
        .first()
        .map_or("", |reading| reading.text.text.as_str());
    Problem::warning("thing-without-event", format!("no act or occurrence brings about `{noun}`"))
        .at(word.name.span, "nothing of this kind can ever come into being")
        .help(format!("add `It brings about {noun}.` to an act, or `It is spoken of as {noun}.` when it gives it no name"))
}

/// The words of a noun phrase in small letters, without its article.
pub(super) fn noun_words(phrase: &ast::Phrase) -> Vec<String> {
    let words: Vec<String> = tokens_of_phrase(phrase)
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    let skip = usize::from(matches!(
        words.first().map(String::as_str),
        Some("a" | "an" | "the")
    ));
    words[skip..].to_vec()
}

fn declare_kind(word: &Word<'_>, vocabulary: &mut Vocabulary, problems: &mut Problems) {
    for line in word.lines {
        let LineKind::Kind { noun, restriction } = &line.kind else {
            continue;
        };
        let records = IndexMap::<Name, IndexMap<Name, Field>>::new();
        let types = Types {
            nouns: &vocabulary.nouns,
            records: &records,
            conducts: &vocabulary.conduct_names,
        };
        match types.of_noun(noun) {
            Ok(ty) => {
                let kind = Some(word.name.name.clone());
                for reading in word.readings {
                    let (ty, kind) = (ty.clone(), kind.clone());
                    add_noun(&reading.text, ty, kind, vocabulary, problems);
                }
                vocabulary
                    .kinds
                    .insert(word.name.name.clone(), restriction.clone());
            }
            Err(phrase) => problems.push(unknown_noun(&phrase, &vocabulary.nouns)),
        }
    }
}

fn declare_head(word: &Word<'_>, vocabulary: &mut Vocabulary) {
    let mut head = Head {
        head: word.name.name.clone(),
        name: None,
    };
    let mut paying = None;
    for line in word.lines {
        match &line.kind {
            LineKind::Named { head: of, name } => {
                head = Head {
                    head: of.name.clone(),
                    name: Some(name.name.clone()),
                };
            }
            LineKind::PayingCalled(label) => paying = Some(label.name.clone()),
            _ => {}
        }
    }
    let words = word.readings.first();
    let words = words
        .map(|reading| without_article(&reading.text.text))
        .unwrap_or_default();
    // A head that does not say what paying it is called: `pay_commission`.
    let paying = paying.or_else(|| Some(Name::new(&format!("pay_{}", word.name.name))));
    let declared = HeadWord {
        words,
        head,
        paying,
        span: word.name.span,
    };
    vocabulary.heads.insert(word.name.name.clone(), declared);
}

/// A noun that nothing declares, with the nearest declared ones.
pub(super) fn unknown_noun(phrase: &ast::Phrase, nouns: &super::Nouns) -> Problem {
    unknown(phrase, nouns, "")
}

/// The type of a field that is neither a value nor a declared noun.
pub(super) fn unknown_type(phrase: &ast::Phrase, nouns: &super::Nouns) -> Problem {
    let words = noun_words(phrase);
    let said = super::with_article(&words.join(" "));
    let is_value = super::field_types::VALUES.contains(&format!("`{said}`"));
    let has_the = tokens_of_phrase(phrase)
        .first()
        .is_some_and(|first| first.is("the"));
    if has_the && (is_value || nouns.find(&words).is_some()) {
        return Problem::error(
            "unknown-noun",
            format!("the type of a field is said with its article: `{said}`"),
        )
        .at(phrase.span, format!("`{said}` is expected here"))
        .help(format!("write `{said}`"));
    }
    let values = format!(
        "a field is {}, or a declared noun",
        super::field_types::VALUES
    );
    unknown(phrase, nouns, &values)
}

fn unknown(phrase: &ast::Phrase, nouns: &super::Nouns, values: &str) -> Problem {
    let words = noun_words(phrase);
    let said = words.join(" ");
    let mut near: Vec<(usize, String)> = nouns
        .iter()
        .map(|(_, noun)| noun.words.join(" "))
        .filter(|noun| *noun != said)
        .map(|noun| (strsim::damerau_levenshtein(&noun, &said), noun))
        .filter(|(far, _)| *far <= 1 + said.len() / 3)
        .collect();
    near.sort();
    let near: Vec<String> = near
        .into_iter()
        .take(3)
        .map(|(_, noun)| format!("`{noun}`"))
        .collect();
    let declare = format!(
        "declare it with `Thing {} reads \"{}\".`",
        name_of(&words),
        super::with_article(&said)
    );
    let help = if near.is_empty() {
        declare
    } else {
        format!("did you mean {}? otherwise {declare}", near.join(" or "))
    };
    let help = if values.is_empty() {
        help
    } else {
        format!("{values}; {help}")
    };
    Problem::error("unknown-noun", format!("nothing is called `{said}`"))
        .at(phrase.span, "this noun is not declared")
        .help(help)
}

/// A declared sentence that cannot be read.
pub(super) fn without_verb(text: &ast::Quoted, verbs: &Verbs) -> Problem {
    if let Some(verb) = bare_verb(&text.text, verbs) {
        let (base, third) = (&verb.base, &verb.third_person);
        return Problem::error(
            "sentence-without-verb",
            format!("`{base}` stands in no declared sentence: it says `{third}`"),
        )
        .at(text.span, format!("`{third}` is expected here"))
        .help(format!(
            "a sentence says what one party does or what happens to one thing: `the client {third} …`, `a party {third} …`; what both do together is told of one of them"
        ));
    }
    Problem::error(
        "sentence-without-verb",
        format!("the sentence `{}` has no verb that is declared", text.text),
    )
    .at(
        text.span,
        "no word of it is the third person of a declared verb",
    )
    .help(format!("declare its verb, {}", verb_line(&text.text)))
}

/// A declared verb that stands in a sentence without the ending of the third person: `the parties sign a contract`.
fn bare_verb(sentence: &str, verbs: &Verbs) -> Option<Verb> {
    const BEFORE_NOUNS: [&str; 9] = ["a", "an", "the", "of", "to", "for", "by", "in", "with"];
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let mut pairs = words.windows(2);
    pairs.find_map(|pair| {
        let verb = verbs.iter().find(|verb| verb.base == pair[1])?;
        (!BEFORE_NOUNS.contains(&pair[0])).then(|| verb.clone())
    })
}

/// Verbs of dealings whose participle has no ending of its own.
const IRREGULAR: [(&str, &str); 20] = [
    ("bring", "brought"),
    ("build", "built"),
    ("buy", "bought"),
    ("choose", "chosen"),
    ("draw", "drawn"),
    ("drive", "driven"),
    ("find", "found"),
    ("forbid", "forbidden"),
    ("lay", "laid"),
    ("lead", "led"),
    ("leave", "left"),
    ("lend", "lent"),
    ("rebuild", "rebuilt"),
    ("sell", "sold"),
    ("spend", "spent"),
    ("split", "split"),
    ("submit", "submitted"),
    ("teach", "taught"),
    ("undertake", "undertaken"),
    ("write", "written"),
];

/// The line that would declare the verb of a sentence, as far as its words let it be guessed.
fn verb_line(sentence: &str) -> String {
    let mut words = sentence.split_whitespace().skip(1);
    let third_person =
        words.find(|word| word.len() > 3 && word.ends_with('s') && !word.ends_with("ss"));
    let Some(third_person) = third_person else {
        return "for example `Verb \"issue\", \"issues\", \"issued\".`".to_owned();
    };
    let base = if let Some(stem) = third_person.strip_suffix("ies") {
        format!("{stem}y")
    } else if ["shes", "ches", "sses", "xes", "zzes"]
        .iter()
        .any(|end| third_person.ends_with(end))
    {
        third_person[..third_person.len() - 2].to_owned()
    } else {
        third_person[..third_person.len() - 1].to_owned()
    };
    let irregular = IRREGULAR.iter().find(|(known, _)| *known == base);
    let participle = match (base.strip_suffix('e'), base.strip_suffix('y')) {
        (Some(stem), _) => format!("{stem}ed"),
        (None, Some(stem)) if third_person.ends_with("ies") => format!("{stem}ied"),
        (None, _) => format!("{base}ed"),
    };
    let participle = irregular.map_or(participle, |(_, participle)| (*participle).to_owned());
    format!("perhaps with `Verb \"{base}\", \"{third_person}\", \"{participle}\".`")
}

/// `Verb "hand over", …`: a sentence finds its verb by one word.
fn verb_of_several_words(form: &ast::Quoted) -> Problem {
    let verb = form.text.split(' ').next().unwrap_or_default();
    Problem::error(
        "verb-of-several-words",
        format!("the verb `{}` is more than one word", form.text),
    )
    .at(form.span, "a verb is declared by itself")
    .help(format!(
        "declare `{verb}` alone; the words behind it stand in the sentences that use it"
    ))
}

/// Compiles the name of something or a sentence.
pub(super) fn compiled(
    text: &ast::Quoted,
    is_noun: bool,
    vocabulary: &Vocabulary,
    problems: &mut Problems,
) -> Option<crate::check::pattern::Compiled> {
    if is_noun {
        return Some(compile_noun(
            &text.text,
            text.span.source,
            &vocabulary.nouns,
        ));
    }
    let file = text.span.source;
    let compiled = compile_sentence(&text.text, file, &vocabulary.nouns, &vocabulary.verbs);
    if compiled.is_none() {
        problems.push(without_verb(text, &vocabulary.verbs));
    }
    compiled
}
