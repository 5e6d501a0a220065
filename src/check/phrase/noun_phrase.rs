//! The ways to speak of something: values, parties, things, fields, measures, members of lists.

use crate::check::pattern::Form;
use crate::check::phrase::{Article, Chart, Matched, Np, NpKind, PartyWord, TokenKind, name_of};
use crate::check::vocabulary::{SentenceKind, Type};
use crate::value::{CalendarPeriod, Name, Value};

impl Chart<'_> {
    /// Every meaning of a run of words as a noun phrase.
    pub(super) fn find_noun_phrases(&self, from: usize, to: usize) -> Vec<Np> {
        let mut found: Vec<(NpKind, Type)> = Vec::new();
        found.extend(self.single(from, to));
        found.extend(self.party(from, to));
        found.extend(self.noun(from, to));
        let fields = self.fields(from, to);
        // A field that is told goes before what the kernel would find by itself.
        let is_told = !fields.is_empty();
        found.extend(fields);
        found.extend(self.measures(from, to));
        found.extend(self.parameters(from, to));
        found.extend(self.each(from, to));
        found.extend(self.members(from, to));
        found.extend(self.sum(from, to));
        if !is_told {
            found.extend(self.relatives(from, to));
        }
        found.extend(self.days(from, to));
        found.extend(self.latest(from, to));
        found.extend(self.shifts(from, to));
        found.extend(self.related(from, to));
        found.extend(self.tables_and_groups(from, to));
        found.extend(self.figures(from, to));
        let whole = |(kind, ty)| Np {
            kind,
            ty,
            span: self.span(from, to),
            words: self.text(from, to),
        };
        found.into_iter().map(whole).collect()
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", String::as_str)
    }

    /// Whether the run begins with these words; the place behind them.
    pub(super) fn after(&self, from: usize, to: usize, words: &[&str]) -> Option<usize> {
        let end = from + words.len();
        let fits = end <= to
            && (from..end)
                .zip(words)
                .all(|(at, word)| self.words[at] == *word);
        fits.then_some(end)
    }

    fn single(&self, from: usize, to: usize) -> Option<(NpKind, Type)> {
        if from + 1 != to {
            return None;
        }
        match &self.tokens[from].kind {
            TokenKind::Value(value) => Some((NpKind::Value(value.clone()), type_of_value(value))),
            TokenKind::Provisions(all) => Some((NpKind::Provisions(all.clone()), Type::Provision)),
            TokenKind::Quoted(text) => Some((NpKind::Value(Value::Text(text.clone())), Type::Text)),
            TokenKind::Word if self.words[from] == "today" => Some((NpKind::Today, Type::Date)),
            TokenKind::Word => None,
        }
    }

    fn party(&self, from: usize, to: usize) -> Option<(NpKind, Type)> {
        let words = &self.words[from..to];
        if let Some(name) = self.vocabulary.party_called(words) {
            return Some((NpKind::Party(name.clone()), Type::Party));
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let word = match words.as_slice() {
            ["a", "party"] => PartyWord::A,
            ["the" | "that", "party"] => PartyWord::The,
            ["each" | "either" | "any", "party"] => PartyWord::Each,
            ["the", "other", "party"] => PartyWord::Other,
            ["anyone" | "somebody" | "anybody"] => PartyWord::Anyone,
            _ => return None,
        };
        Some((NpKind::AnyParty(word), Type::Party))
    }

    fn noun(&self, from: usize, to: usize) -> Option<(NpKind, Type)> {
        let article = match self.word(from) {
            "a" | "an" | "any" => Some(Article::A),
            "the" | "that" | "this" => Some(Article::The),
            "each" | "every" => Some(Article::Each),
            "no" => Some(Article::No),
            "all" => Some(Article::Plural),
            _other => None,
        };
        let start = from + usize::from(article.is_some());
        if start >= to {
            return None;
        }
        if let TokenKind::Quoted(name) = &self.tokens[to - 1].kind
            && let Some((noun, false)) = self.vocabulary.nouns.find(&self.words[start..to - 1])
        {
            let ty = self.vocabulary.nouns.get(noun).ty.clone();
            return Some((
                NpKind::Named {
                    noun,
                    name: name.clone(),
                },
                ty,
            ));
        }
        let (noun, plural) = self.vocabulary.nouns.find(&self.words[start..to])?;
        let ty = self.vocabulary.nouns.get(noun).ty.clone();
        let article = match (article, plural) {
            (None | Some(Article::Plural | Article::The), true) => Article::Plural,
            (Some(article), false) => article,
            (None, false) | (Some(_), true) => return None,
        };
        // `the services` are the whole of them, in words of sentences; no single service.
        if ty == Type::Party || (plural && ty == Type::Service) {
            return None;
        }
        let kind = NpKind::Noun {
            noun,
            article,
            by: None,
            of: None,
            on: None,
        };
        Some((kind, ty))
    }

    fn fields(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let start = from + usize::from(self.word(from) == "the");
        let mut found = Vec::new();
        let taken = self.noun(from, to).is_some()
            || self.party(from, to).is_some()
            || self.is_parameter(from, to);
        for label in self.vocabulary.labels_at(&self.words[start..to]) {
            let end = start + label.words.len();
            if end == to && taken {
                // A noun or a parameter of the same words goes before a field whose owner is not named.
            } else if end == to {
                let ty = union(label.fields.iter().map(|field| field.ty.clone()));
                found.push((
                    NpKind::Field {
                        fields: label.fields.clone(),
                        of: None,
                    },
                    ty,
                ));
            } else if self.word(end) == "of" {
                for owner in self.noun_phrases(end + 1, to).iter() {
                    let fields: Vec<_> = label
                        .fields
                        .iter()
                        .filter(|field| self.vocabulary.has_field(&owner.ty, owner, field))
                        .cloned()
                        .collect();
                    if !fields.is_empty() {
                        let ty = union(fields.iter().map(|field| field.ty.clone()));
                        found.push((
                            NpKind::Field {
                                fields,
                                of: Some(Box::new(owner.clone())),
                            },
                            ty,
                        ));
                    }
                }
            }
        }
        found
    }

    fn measures(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let matched = self.sentences(from, to, &[Form::Noun]);
        let as_noun = |one: Matched| {
            let SentenceKind::Measure { gives, .. } = &self.vocabulary.sentences[one.sentence].kind
            else {
                return None;
            };
            let fills: Vec<Np> = one.fills.into_iter().flatten().collect();
            Some((
                NpKind::Measure {
                    sentence: one.sentence,
                    fills,
                },
                gives.clone(),
            ))
        };
        matched.into_iter().filter_map(as_noun).collect()
    }

    fn is_parameter(&self, from: usize, to: usize) -> bool {
        let words = &self.words[from..to];
        let mut parameters = self.vocabulary.parameters.values();
        self.word(from) == "the" && parameters.any(|parameter| parameter.words == words[1..])
    }

    fn parameters(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let mut found = Vec::new();
        if self.word(from) != "the" {
            return found;
        }
        for (name, parameter) in &self.vocabulary.parameters {
            if !self.words[from + 1..to].starts_with(&parameter.words) {
                continue;
            }
            let end = from + 1 + parameter.words.len();
            if end == to {
                found.push((NpKind::Parameter(name.clone()), parameter.ty.clone()));
            } else if self.word(end) == "of" && parameter.ty == Type::Percent {
                for of in self
                    .noun_phrases(end + 1, to)
                    .iter()
                    .filter(|of| of.ty == Type::Money)
                {
                    let kind = NpKind::RateOf {
                        parameter: name.clone(),
                        of: Box::new(of.clone()),
                    };
                    found.push((kind, Type::Money));
                }
            }
        }
        found
    }

    fn each(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        if !matches!(self.word(from), "each" | "every") {
            return Vec::new();
        }
        let mut found = Vec::new();
        for middle in from + 2..to {
            if !matches!(self.word(middle), "in" | "of" | "on" | "under") {
                continue;
            }
            let Some((noun, false)) = self.vocabulary.nouns.find(&self.words[from + 1..middle])
            else {
                continue;
            };
            let ty = self.vocabulary.nouns.get(noun).ty.clone();
            for over in self.noun_phrases(middle + 1, to).iter() {
                if over.ty.fits(&Type::List(Box::new(ty.clone()))) {
                    let kind = NpKind::Each {
                        noun,
                        over: Some(Box::new(over.clone())),
                    };
                    found.push((kind, ty.clone()));
                }
            }
        }
        found
    }

    fn sum(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let Some(start) = self.after(from, to, &["the", "sum", "of"]) else {
            return Vec::new();
        };
        self.noun_phrases(start, to)
            .iter()
            .filter(|of| holds_each(of))
            .map(|of| (NpKind::SumOf(Box::new(of.clone())), of.ty.clone()))
            .collect()
    }

    /// `a line in the lines of the invoice`: some member of a list.
    fn members(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        if !matches!(self.word(from), "a" | "an") {
            return Vec::new();
        }
        let mut found = Vec::new();
        for middle in (from + 2..to).filter(|at| self.word(*at) == "in") {
            let Some((noun, false)) = self.vocabulary.nouns.find(&self.words[from + 1..middle])
            else {
                continue;
            };
            let ty = self.vocabulary.nouns.get(noun).ty.clone();
            for over in self.noun_phrases(middle + 1, to).iter() {
                if over.ty.fits(&Type::List(Box::new(ty.clone()))) {
                    let over = Box::new(over.clone());
                    found.push((NpKind::Member { noun, over }, ty.clone()));
                }
            }
        }
        found
    }

    /// `the claim of the invoice`, `the agreement of the notice`
    fn relatives(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let Some(start) = self.after(from, to, &["the"]) else {
            return Vec::new();
        };
        let Some(of) = self.after(start + 1, to, &["of"]) else {
            return Vec::new();
        };
        let word = self.word(start);
        let make: fn(Box<Np>) -> (NpKind, Type) = match word {
            "claim" => |of| (NpKind::ClaimOf(of), Type::Claim),
            "obligation" => |of| (NpKind::ObligationOf(of), Type::Obligation),
            "agreement" => |of| (NpKind::AgreementOf(of), Type::Agreement),
            "actor" => |of| (NpKind::ActorOf(of), Type::Party),
            "form" => |of| (NpKind::FormOf(of), Type::Form),
            _other => return Vec::new(),
        };
        self.noun_phrases(of, to)
            .iter()
            .filter(|np| np.ty.is_relational())
            .map(|np| make(Box::new(np.clone())))
            .collect()
    }

    /// `the figure of the table "CPI" for the month of M`
    fn figures(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let Some(at) = self.after(from, to, &["the", "figure", "of", "the", "table"]) else {
            return Vec::new();
        };
        let Some(TokenKind::Quoted(table)) = self.tokens.get(at).map(|token| &token.kind) else {
            return Vec::new();
        };
        let every = match self.word(at + 3) {
            "month" => CalendarPeriod::Month,
            "quarter" => CalendarPeriod::Quarter,
            "year" => CalendarPeriod::Year,
            _other => return Vec::new(),
        };
        let around = self.after(at + 1, to, &["for", "the"]);
        if around.is_none() || self.after(at + 4, to, &["of"]).is_none() {
            return Vec::new();
        }
        let days = self.noun_phrases(at + 5, to);
        let days = days
            .iter()
            .filter(|np| matches!(np.ty, Type::Date | Type::Thing(_)));
        let figure = |day: &Np| NpKind::Figure {
            table: table.clone(),
            every,
            day: Box::new(day.clone()),
        };
        days.map(|day| (figure(day), Type::Number)).collect()
    }

    fn tables_and_groups(&self, from: usize, to: usize) -> Vec<(NpKind, Type)> {
        let mut found = Vec::new();
        if let Some(start) = self
            .after(from, to, &["the", "table", "of"])
            .or_else(|| self.after(from, to, &["the", "table"]))
            && start + 1 == to
        {
            let name = match &self.tokens[start].kind {
                TokenKind::Provisions(_) => Some(self.tokens[start].text.clone()),
                TokenKind::Quoted(name) => Some(name.clone()),
                TokenKind::Value(_) | TokenKind::Word => None,
            };
            found.extend(name.map(|name| (NpKind::Table(name), Type::Table)));
        }
        if self.word(from) == "the" && to > from + 1 && !self.vocabulary.groups.is_empty() {
            let name = name_of(&self.words[from + 1..to]);
            if self.vocabulary.groups.contains(&name) {
                found.push((NpKind::Group(name), Type::Provision));
            }
        }
        found
    }
}

/// Whether it speaks of each member of a list.
pub(super) fn holds_each(np: &Np) -> bool {
    match &np.kind {
        NpKind::Each { .. } => true,
        NpKind::Noun { article, .. } => *article == Article::Each,
        NpKind::Field { of, .. } => of.as_deref().is_some_and(holds_each),
        NpKind::Measure { fills, .. } => fills.iter().any(holds_each),
        NpKind::ClaimOf(of)
        | NpKind::ObligationOf(of)
        | NpKind::AgreementOf(of)
        | NpKind::RateOf { of, .. } => holds_each(of),
        NpKind::Value(_)
        | NpKind::Party(_)
        | NpKind::AnyParty(_)
        | NpKind::Named { .. }
        | NpKind::Member { .. }
        | NpKind::ActorOf(_)
        | NpKind::FormOf(_)
        | NpKind::Parameter(_)
        | NpKind::SumOf(_)
        | NpKind::Provisions(_)
        | NpKind::Group(_)
        | NpKind::Table(_)
        | NpKind::Figure { .. }
        | NpKind::DayOf { .. }
        | NpKind::Latest(_)
        | NpKind::Count(_)
        | NpKind::FirstDay(_)
        | NpKind::Shift { .. }
        | NpKind::Today => false,
    }
}

/// The type of a literal.
pub fn type_of_value(value: &Value) -> Type {
    match value {
        Value::Truth(_) => Type::Truth,
        Value::Money(_) => Type::Money,
        Value::Percent(_) => Type::Percent,
        Value::Number(_) => Type::Number,
        Value::Date(_) => Type::Date,
        Value::Duration(_) => Type::Duration,
        Value::Text(_) => Type::Text,
        Value::Symbol(name) => Type::Symbol(vec![name.clone()]),
        Value::Reference(_) => Type::Thing(Vec::new()),
        Value::Party(_) => Type::Party,
        Value::Form(_) => Type::Form,
        Value::Provision(_) => Type::Provision,
        Value::Service(_) => Type::Service,
        Value::Concept(_) => Type::Any,
        Value::List(items) => Type::List(Box::new(items.first().map_or(Type::Any, type_of_value))),
        Value::Record(_) => Type::Record(Name::new("")),
    }
}

fn union(types: impl Iterator<Item = Type>) -> Type {
    let mut all: Vec<Type> = Vec::new();
    for ty in types {
        if !all.contains(&ty) {
            all.push(ty);
        }
    }
    match all.len() {
        1 => all.remove(0),
        _several => Type::Either(all),
    }
}
