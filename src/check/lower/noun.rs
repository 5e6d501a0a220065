//! Noun phrases as expressions: what each stands for, in terms of the things in scope.

use crate::check::lower::Lower;
use crate::check::phrase::{Article, DayOf, FieldOf, Np, NpKind, PartyWord};
use crate::check::program::{
    Direction, Expression, Generator, KernelMeasure, Sort, Variable, VariableId,
};
use crate::check::vocabulary::{Owner, SentenceKind, Type};
use crate::source::{Problem, Span};
use crate::value::{Name, Value};

impl Lower<'_> {
    /// The value of a noun phrase; a problem when it has none.
    pub fn noun(&mut self, np: &Np) -> Option<Expression> {
        match &np.kind {
            NpKind::Value(value) => Some(Expression::Literal(value.clone())),
            NpKind::Party(name) => Some(Expression::Party(name.clone())),
            NpKind::AnyParty(word) => self.party_word(*word, np.span),
            NpKind::Noun {
                article: Article::The,
                ..
            } => self.the(np),
            NpKind::Noun { .. } => Some(Expression::Variable(self.introduce(np, None))),
            NpKind::Named { name, .. } => Some(named(&np.ty, name)),
            NpKind::Field { fields, of } => self.field(fields, of.as_deref(), np),
            NpKind::Measure { sentence, fills } => self.measure(*sentence, fills, np.span),
            NpKind::Parameter(name) => Some(self.parameter(name)),
            NpKind::RateOf { parameter, of } => {
                let percent = Box::new(self.parameter(parameter));
                let of = Box::new(self.noun(of)?);
                Some(Expression::PercentOf { percent, of })
            }
            NpKind::Each { .. } => {
                self.each_outside_sum(np.span);
                None
            }
            NpKind::SumOf(of) => self.sum(of, None),
            NpKind::ClaimOf(of) => self.as_type(of, &Type::Claim),
            NpKind::ObligationOf(of) => self.as_type(of, &Type::Obligation),
            NpKind::AgreementOf(of) => Some(Expression::AgreementOf(Box::new(self.noun(of)?))),
            NpKind::ActorOf(of) => {
                let of = self.noun(of)?;
                Some(kernel(KernelMeasure::ActorOf, vec![of]))
            }
            NpKind::FormOf(of) => {
                let of = self.noun(of)?;
                Some(kernel(KernelMeasure::FormOf, vec![of]))
            }
            NpKind::Member { over, .. } => {
                let over = self.noun(over)?;
                let id = self.introduce(np, Some(Generator::Members(over)));
                Some(Expression::Variable(id))
            }
            NpKind::Provisions(all) => self.one_provision(all, np.span),
            NpKind::Group(name) => Some(Expression::Literal(Value::Text(name.to_string()))),
            NpKind::Table(name) => Some(Expression::Literal(Value::Text(name.clone()))),
            NpKind::DayOf { which, of } => self.day_of(*which, of.as_deref(), np.span),
            NpKind::Latest(act) => {
                let pattern = self.act_pattern(act)?;
                Some(kernel(
                    KernelMeasure::LatestThing(Box::new(pattern)),
                    Vec::new(),
                ))
            }
            NpKind::Count(act) => {
                let pattern = self.act_pattern(act)?;
                let measure = KernelMeasure::Count(Box::new(pattern));
                Some(kernel(measure, Vec::new()))
            }
            NpKind::FirstDay(state) => self.first_day(state),
            NpKind::Shift { by, after, anchor } => Some(Expression::Shift {
                by: Box::new(self.noun(by)?),
                anchor: Box::new(self.noun(anchor)?),
                direction: if *after {
                    Direction::After
                } else {
                    Direction::Before
                },
            }),
            NpKind::Today => Some(kernel(KernelMeasure::Today, Vec::new())),
        }
    }

    /// The value of a noun phrase where a type is needed: claims, obligations and things stand for each other.
    pub fn as_type(&mut self, np: &Np, wanted: &Type) -> Option<Expression> {
        let value = self.noun(np)?;
        Some(self.coerce(value, &np.ty, wanted))
    }

    /// A claim for an obligation, a thing for the obligation to pay it, and so on.
    pub fn coerce(&self, value: Expression, is: &Type, wanted: &Type) -> Expression {
        let of = Box::new(value);
        match (is, wanted) {
            (Type::Thing(events), Type::Obligation) => match self.paying(events) {
                Some(conduct) => Expression::ObligationFor { conduct, thing: of },
                None => Expression::ObligationOf(of),
            },
            (Type::Claim, Type::Obligation) => Expression::ObligationOf(of),
            (Type::Thing(_) | Type::Obligation, Type::Claim) => Expression::ClaimOf(of),
            (Type::Claim | Type::Obligation, Type::Thing(events)) if !events.is_empty() => {
                Expression::ThingOf(of)
            }
            (Type::Thing(_) | Type::Claim | Type::Obligation, Type::Agreement) => {
                Expression::AgreementOf(of)
            }
            _ => *of,
        }
    }

    /// The conduct paid in money that is about things of these events: `pay`.
    pub fn paying(&self, events: &[Name]) -> Option<Name> {
        use crate::check::vocabulary::Meaning;
        let thing = Type::Thing(events.to_vec());
        let mut conducts = self.vocabulary.conducts.values();
        let pays = conducts.find(|conduct| {
            let in_money = |meaning: &Meaning| matches!(meaning, Meaning::Paid(..));
            conduct.meaning.iter().any(in_money)
                && matches!(&conduct.thing, Some(own @ Type::Thing(_)) if thing.fits(own))
        });
        pays.map(|conduct| conduct.called.clone())
    }

    fn party_word(&mut self, word: PartyWord, span: Span) -> Option<Expression> {
        let known = self.introduced_at(span);
        if let (PartyWord::A | PartyWord::Each, Some(value)) = (word, known) {
            return Some(value);
        }
        let wanted: &[&str] = if word == PartyWord::Other && self.has_other_party() {
            &["other", "party"]
        } else {
            &["party"]
        };
        let other_named = wanted.len() > 1;
        let parties: Vec<Expression> = self
            .scope
            .such_that(|entry| entry.ty == Type::Party && entry.words == wanted)
            .into_iter()
            .map(|entry| entry.value.clone())
            .collect();
        match (word, parties.as_slice()) {
            (PartyWord::Other, [one]) if !other_named => {
                Some(Expression::OtherParty(Box::new(one.clone())))
            }
            (PartyWord::The | PartyWord::Each | PartyWord::Other, [one]) => Some(one.clone()),
            (PartyWord::A | PartyWord::Each, _) => {
                let each = word == PartyWord::Each;
                let generator = if each {
                    Generator::EachParty
                } else {
                    Generator::Each
                };
                let id = self.scope.add_here(Variable {
                    noun: "party".to_owned(),
                    sort: Sort::Party,
                    generator,
                });
                let value = Expression::Variable(id);
                self.scope
                    .introduce(&["party".to_owned()], Type::Party, value.clone(), span);
                Some(value)
            }
            (PartyWord::The, _) => {
                self.no_antecedent("the party", parties.len(), span);
                None
            }
            (PartyWord::Other, _) => {
                self.no_antecedent("the other party", parties.len(), span);
                None
            }
            (PartyWord::Anyone, _) => None,
        }
    }

    fn has_other_party(&self) -> bool {
        self.scope
            .entries
            .iter()
            .any(|entry| entry.words == ["other", "party"])
    }

    /// `the invoice`: the one that was introduced.
    fn the(&mut self, np: &Np) -> Option<Expression> {
        let NpKind::Noun {
            noun, by, of, on, ..
        } = &np.kind
        else {
            return None;
        };
        let noun = self.vocabulary.nouns.get(*noun).clone();
        let found: Vec<(Expression, Type)> = self
            .scope
            .called(&noun.words, &np.ty)
            .into_iter()
            .map(|entry| (entry.value.clone(), entry.ty.clone()))
            .collect();
        if let [(value, ty)] = found.as_slice() {
            return Some(self.coerce(value.clone(), ty, &np.ty));
        }
        if found.len() > 1 {
            self.no_antecedent(&np.words, found.len(), np.span);
            return None;
        }
        if let Some(value) = self.field_of_something(&noun.words) {
            return Some(value);
        }
        if let Some(value) = self.relative(&np.ty) {
            return Some(value);
        }
        if np.ty == Type::Date && noun.words.as_slice() == ["day"] {
            // `on that day`: the day of the act, or the day on which the rule begins to apply.
            return Some(self.day_it_arises());
        }
        if let Type::Thing(events) = &np.ty
            && events.iter().any(|event| self.act_itself.contains(event))
        {
            return Some(self.act_itself(&noun.words, &np.ty, np.span));
        }
        if np.ty == Type::Agreement {
            return Some(Expression::Variable(self.introduce(np, None)));
        }
        if by.is_some() || of.is_some() || on.is_some() {
            return Some(Expression::Variable(self.introduce(np, None)));
        }
        self.no_antecedent(&np.words, 0, np.span);
        None
    }

    /// `the offer` of an acceptance in scope: the only field of something in scope that has these words.
    fn field_of_something(&mut self, words: &[String]) -> Option<Expression> {
        let fields: Vec<FieldOf> = self
            .vocabulary
            .labels_at(words)
            .filter(|label| label.words == words)
            .flat_map(|label| label.fields.clone())
            .collect();
        let mut owners = self.owners_of(&fields);
        match owners.len() {
            1 => owners
                .pop()
                .map(|(value, field)| field_expression(value, &field)),
            _none_or_several => None,
        }
    }

    /// Things in scope that have one of these fields.
    pub(super) fn owners_of(&self, fields: &[FieldOf]) -> Vec<(Expression, FieldOf)> {
        let mut owners: Vec<(Expression, FieldOf)> = Vec::new();
        for entry in &self.scope.entries {
            let field = fields.iter().find(|field| has_field(&entry.ty, field));
            if let Some(field) = field
                && !owners.iter().any(|(value, _)| *value == entry.value)
            {
                owners.push((entry.value.clone(), field.clone()));
            }
        }
        owners
    }

    /// The claim, obligation or agreement of the only thing in scope that has one.
    fn relative(&mut self, wanted: &Type) -> Option<Expression> {
        if !matches!(wanted, Type::Claim | Type::Obligation | Type::Agreement) {
            return None;
        }
        let related = self.scope.such_that(|entry| entry.ty.is_relational());
        let [one] = related.as_slice() else {
            return None;
        };
        let (value, ty) = (one.value.clone(), one.ty.clone());
        Some(self.coerce(value, &ty, wanted))
    }

    fn act_itself(&mut self, words: &[String], ty: &Type, span: Span) -> Expression {
        let id = self.scope.add(Variable {
            noun: words.join(" "),
            sort: ty.sort(),
            generator: Generator::ActItself,
        });
        let value = Expression::Variable(id);
        self.scope.introduce(words, ty.clone(), value.clone(), span);
        value
    }

    fn field(&mut self, fields: &[FieldOf], of: Option<&Np>, np: &Np) -> Option<Expression> {
        if let Some(of) = of {
            let owner = self.noun(of)?;
            let field = fields.first()?;
            return Some(field_expression(owner, field));
        }
        let mut owners = self.owners_of(fields);
        if owners.len() == 1 {
            return owners
                .pop()
                .map(|(owner, field)| field_expression(owner, &field));
        }
        let things: Vec<String> = fields
            .iter()
            .map(|field| owner_in_words(&field.owner))
            .collect();
        let message = if owners.is_empty() {
            format!("nothing in this sentence has `{}`", np.words)
        } else {
            format!("`{}` may be that of {} things", np.words, owners.len())
        };
        self.refuse(
            Problem::error("whose-field", message)
                .at(np.span, "it is not said of what")
                .help(format!(
                    "say `{} of …`; it is told of {}",
                    np.words,
                    list_in_words(&things)
                )),
        );
        None
    }

    fn measure(&mut self, sentence: usize, fills: &[Np], span: Span) -> Option<Expression> {
        let SentenceKind::Measure { measure, .. } = &self.vocabulary.sentences[sentence].kind
        else {
            return None;
        };
        if self.vocabulary.concepts.contains_key(measure) {
            return self.assessed(&measure.clone(), fills);
        }
        let word = self.vocabulary.measures.get(measure)?;
        let slots: Vec<Type> = self.vocabulary.sentences[sentence]
            .slots
            .iter()
            .map(|slot| slot.ty.clone())
            .collect();
        let mut arguments = Vec::new();
        for ((fill, slot), declared) in fills.iter().zip(&slots).zip(&word.arguments) {
            let value = self.as_type(fill, slot)?;
            arguments.push(self.coerce(value, slot, declared));
        }
        if let Some(crate::check::vocabulary::Meaning::Kernel(name)) = &word.meaning {
            let name = name.clone().unwrap_or_else(|| measure.clone());
            return self.kernel_measure(&name, arguments, span);
        }
        Some(Expression::Defined {
            measure: measure.clone(),
            arguments,
        })
    }

    fn assessed(&mut self, concept: &Name, fills: &[Np]) -> Option<Expression> {
        let arguments: Option<Vec<Expression>> = fills.iter().map(|fill| self.noun(fill)).collect();
        let mut arguments = arguments?;
        if arguments.is_empty() {
            arguments.extend(self.subject_in_scope(concept));
        }
        Some(kernel(KernelMeasure::Assessed(concept.clone()), arguments))
    }

    /// The thing in scope that a concept is about.
    pub(super) fn subject_in_scope(&self, concept: &Name) -> Option<Expression> {
        use crate::check::vocabulary::About;
        let word = self.vocabulary.concepts.get(concept)?;
        for about in &word.about {
            match about {
                About::Party(name) => return Some(Expression::Party(name.clone())),
                About::Type(ty) => {
                    let found = self
                        .scope
                        .such_that(|entry| entry.ty.fits(ty) && ty.fits(&entry.ty));
                    if let Some(entry) = found.last() {
                        return Some(entry.value.clone());
                    }
                }
            }
        }
        None
    }

    /// A measure that the kernel knows by this name, of these arguments.
    pub fn kernel_measure(
        &mut self,
        name: &Name,
        arguments: Vec<Expression>,
        span: Span,
    ) -> Option<Expression> {
        let measure = match name.as_str() {
            "open" => KernelMeasure::Open,
            "arisen" => KernelMeasure::Arisen,
            "settled" => KernelMeasure::Settled,
            "head_of" => KernelMeasure::HeadOf,
            "bearer" => KernelMeasure::Bearer,
            "claims_of" => KernelMeasure::ClaimsOf(None),
            "last_timely_day" => KernelMeasure::LastTimelyDay,
            "own_last_timely_day" => KernelMeasure::OwnLastTimelyDay,
            "arose" => KernelMeasure::Arose,
            "day_of" => KernelMeasure::DayOf,
            "day_of_receipt" => KernelMeasure::DayOfReceipt,
            "day_of_sending" => KernelMeasure::DayOfSending,
            "day_of_acknowledgement" => KernelMeasure::DayOfAcknowledgement,
            "form_of" => KernelMeasure::FormOf,
            "actor_of" => KernelMeasure::ActorOf,
            "today" => KernelMeasure::Today,
            "version_of_terms" => KernelMeasure::VersionOfTerms,
            "price_spread_per_day" => KernelMeasure::PriceSpreadPerDay,
            "lines_charged" => KernelMeasure::LinesCharged,
            "settled_on_line" => KernelMeasure::SettledOnLine,
            "days_between" => {
                let mut days = arguments.into_iter();
                let (from, to) = (days.next()?, days.next()?);
                return Some(Expression::DaysBetween(Box::new(from), Box::new(to)));
            }
            other => {
                if let Some(head) = other.strip_prefix("claims_of_") {
                    KernelMeasure::ClaimsOf(Some(Name::new(head)))
                } else if let Some(state) = other.strip_prefix("first_day_of_") {
                    let state = Name::new(state);
                    let arguments = self.with_bearer(&state, arguments);
                    return Some(kernel(KernelMeasure::FirstDay(state), arguments));
                } else if let Some(state) = other.strip_prefix("days_of_") {
                    KernelMeasure::DaysOf(Name::new(state))
                } else {
                    self.unknown_kernel_measure(name, span);
                    return None;
                }
            }
        };
        Some(kernel(measure, arguments))
    }

    /// The arguments of a state of a party and its obligation, when only the obligation is named.
    fn with_bearer(&self, state: &Name, mut arguments: Vec<Expression>) -> Vec<Expression> {
        let declared = self
            .vocabulary
            .states
            .get(state)
            .map_or(0, |word| word.arguments.len());
        if let [only] = arguments.as_slice()
            && declared == 2
        {
            let bearer = kernel(KernelMeasure::Bearer, vec![only.clone()]);
            arguments.insert(0, bearer);
        }
        arguments
    }

    fn unknown_kernel_measure(&mut self, name: &Name, span: Span) {
        self.refuse(
            Problem::error("unknown-kernel-measure", format!("the kernel knows no `{name}`"))
                .at(span, "this measure is declared as known to the kernel")
                .help("the kernel knows open, arisen, settled, head_of, bearer, claims_of, last_timely_day, own_last_timely_day, arose, first_day, days_of, day_of, day_of_receipt, day_of_sending, day_of_acknowledgement, form_of, actor_of, today"),
        );
    }

    fn parameter(&mut self, name: &Name) -> Expression {
        self.used_parameters.insert(name.clone());
        Expression::Defined {
            measure: name.clone(),
            arguments: Vec::new(),
        }
    }

    fn day_of(&mut self, which: DayOf, of: Option<&Np>, span: Span) -> Option<Expression> {
        let of = match of {
            Some(np) => self.noun(np)?,
            None => {
                if let Some(event) = self.event {
                    Expression::Variable(event)
                } else {
                    self.no_antecedent("the act", 0, span);
                    return None;
                }
            }
        };
        let measure = match which {
            DayOf::Event => KernelMeasure::DayOf,
            DayOf::Receipt => KernelMeasure::DayOfReceipt,
            DayOf::Sending => KernelMeasure::DayOfSending,
        };
        Some(kernel(measure, vec![of]))
    }

    fn first_day(&mut self, state: &crate::check::phrase::Matched) -> Option<Expression> {
        let SentenceKind::State { state: name } = &self.vocabulary.sentences[state.sentence].kind
        else {
            return None;
        };
        let name = name.clone();
        let arguments = self.plain_arguments(state)?;
        Some(kernel(KernelMeasure::FirstDay(name), arguments))
    }

    /// Introduces `an invoice`; where its values come from is `generator`, or every thing of the sort.
    pub fn introduce(&mut self, np: &Np, generator: Option<Generator>) -> VariableId {
        let (words, kind) = match &np.kind {
            NpKind::Noun { noun, .. } | NpKind::Each { noun, .. } | NpKind::Member { noun, .. } => {
                let noun = self.vocabulary.nouns.get(*noun);
                (noun.words.clone(), noun.kind.clone())
            }
            _ => (vec![np.words.clone()], None),
        };
        let id = self.scope.add_here(Variable {
            noun: words.join(" "),
            sort: np.ty.sort(),
            generator: generator.unwrap_or(Generator::Each),
        });
        let value = Expression::Variable(id);
        self.scope
            .introduce(&words, np.ty.clone(), value.clone(), np.span);
        if let Some(kind) = kind {
            self.restrict_to_kind(&kind, &value);
        }
        if let NpKind::Noun { by, of, on, .. } = &np.kind {
            self.restrict_to_relations(
                &value,
                np.ty == Type::Claim,
                [by, of, on].map(Option::as_deref),
            );
        }
        id
    }

    fn each_outside_sum(&mut self, span: Span) {
        self.refuse(
            Problem::error("each-outside-sum", "`each … in …` speaks of many things where one is needed")
                .at(span, "one value is needed here")
                .help("say `the sum of …`, or begin the sentence with the act that brings each of them about"),
        );
    }

    /// `the X` with no or several things that it can mean.
    pub fn no_antecedent(&mut self, words: &str, candidates: usize, span: Span) {
        let message = if candidates == 0 {
            format!("nothing before `{words}` says which one is meant")
        } else {
            format!("`{words}` may mean {candidates} things of this sentence")
        };
        let known: Vec<String> = self
            .scope
            .entries
            .iter()
            .map(|entry| format!("the {}", entry.words.join(" ")))
            .collect();
        let help = if known.is_empty() {
            format!(
                "introduce it first, for example with `When …` and `a {}`",
                words.trim_start_matches("the ")
            )
        } else {
            format!("this sentence has introduced {}", list_in_words(&known))
        };
        self.refuse(
            Problem::error("no-antecedent", message)
                .at(span, "which one?")
                .help(help),
        );
    }
}

/// A measure of the kernel.
pub fn kernel(measure: KernelMeasure, arguments: Vec<Expression>) -> Expression {
    Expression::Kernel { measure, arguments }
}

/// A field of a thing or record, or an attribute of a party.
pub fn field_expression(of: Expression, field: &FieldOf) -> Expression {
    let of = Box::new(of);
    match &field.owner {
        Owner::Party(_) => Expression::Attribute {
            of,
            attribute: field.field.clone(),
        },
        Owner::Event(_) | Owner::Record(_) => Expression::Field {
            of,
            field: field.field.clone(),
        },
    }
}

fn has_field(ty: &Type, field: &FieldOf) -> bool {
    match (ty, &field.owner) {
        (Type::Thing(events), Owner::Event(event)) => events.contains(event),
        (Type::Record(name), Owner::Record(record)) => name == record,
        _ => false,
    }
}

fn owner_in_words(owner: &Owner) -> String {
    match owner {
        Owner::Event(name) | Owner::Party(name) | Owner::Record(name) => {
            format!("`{}`", name.in_words())
        }
    }
}

/// `a, b or c`
pub fn list_in_words(all: &[String]) -> String {
    let mut kept: Vec<&String> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    match kept.as_slice() {
        [] => String::new(),
        [one] => (*one).clone(),
        [start @ .., last] => {
            let start: Vec<&str> = start.iter().map(|one| one.as_str()).collect();
            format!("{} and {last}", start.join(", "))
        }
    }
}

fn named(ty: &Type, name: &str) -> Expression {
    Expression::Literal(match ty {
        Type::Service => Value::Service(name.to_owned()),
        Type::Thing(_) | Type::Claim | Type::Obligation | Type::Agreement => {
            Value::Reference(Name::new(name))
        }
        _ => Value::Text(name.to_owned()),
    })
}
