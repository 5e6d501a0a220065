//! References of discourse: `an invoice` introduces, `the invoice` refers to the one that was introduced, `the invoice date` belongs to the only
//! thing in scope that has one. With two candidates the sentence is refused.

use crate::check::lower::Lower;
use crate::check::lower::noun::{field_expression, list_in_words};
use crate::check::phrase::{FieldOf, Np, NpKind, PartyWord};
use crate::check::program::{Expression, Generator, Sort, Variable, VariableId};
use crate::check::vocabulary::{Owner, Type, with_article};
use crate::source::{Problem, Span};

impl Lower<'_> {
    pub(super) fn party_word(&mut self, word: PartyWord, span: Span) -> Option<Expression> {
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
        // Each party is both of them, also where the header speaks of one: `When a party …, each party must …`.
        let each_in_turn = parties.iter().find(|party| self.is_each_party(party));
        match (word, parties.as_slice(), each_in_turn) {
            (PartyWord::Other, [one], _) | (PartyWord::Other, _, Some(one)) if !other_named => {
                Some(Expression::OtherParty(Box::new(one.clone())))
            }
            (PartyWord::The | PartyWord::Other, [one], _) | (PartyWord::Each, _, Some(one)) => {
                Some(one.clone())
            }
            (PartyWord::A | PartyWord::Each, _, _) => {
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
            (PartyWord::The, _, _) => {
                self.no_antecedent("the party", parties.len(), span);
                None
            }
            (PartyWord::Other, _, _) => {
                self.no_antecedent("the other party", parties.len(), span);
                if let Some(problem) = self
                    .problems
                    .last_mut()
                    .filter(|one| one.span() == Some(span))
                {
                    problem.help = Some("`the other party` is the other one of `each party`, `either party` or `a party`, which stand for both in turn: `Each party may …`".to_owned());
                }
                None
            }
            (PartyWord::Anyone, _, _) => None,
        }
    }

    fn is_each_party(&self, party: &Expression) -> bool {
        let Expression::Variable(id) = party else {
            return false;
        };
        let of_the_rule = self.scope.variables.get(id.0);
        let of_a_part = self.scope.locals.iter().flatten();
        let of_a_part = of_a_part.filter(|(own, _)| own == id).map(|(_, one)| one);
        (of_the_rule.into_iter().chain(of_a_part))
            .any(|variable| variable.generator == Generator::EachParty)
    }

    fn has_other_party(&self) -> bool {
        self.scope
            .entries
            .iter()
            .any(|entry| entry.words == ["other", "party"])
    }

    /// What `that day` means, where it is not the day on which the rule begins to apply.
    pub(super) fn the_day_is(&mut self, day: Expression, at: Span) {
        let words = ["day".to_owned()];
        self.scope.introduce(&words, Type::Date, day, at);
    }

    /// `the invoice`: the one that was introduced.
    pub(super) fn the(&mut self, np: &Np) -> Option<Expression> {
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

    pub(super) fn field(
        &mut self,
        fields: &[FieldOf],
        of: Option<&Np>,
        np: &Np,
    ) -> Option<Expression> {
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

    /// Introduces `an invoice`; where its values come from is `generator`, or every thing of the sort.
    pub fn introduce(&mut self, np: &Np, generator: Option<Generator>) -> VariableId {
        let words = match &np.kind {
            NpKind::Noun { noun, .. } | NpKind::Each { noun, .. } | NpKind::Member { noun, .. } => {
                self.vocabulary.nouns.get(*noun).words.clone()
            }
            _ => vec![np.words.clone()],
        };
        let id = self.scope.add_here(Variable {
            noun: words.join(" "),
            sort: np.ty.sort(),
            generator: generator.unwrap_or(Generator::Each),
        });
        let value = Expression::Variable(id);
        self.scope
            .introduce(&words, np.ty.clone(), value.clone(), np.span);
        self.restrict_as_introduced(np, &value);
        id
    }

    pub(super) fn each_outside_sum(&mut self, span: Span) {
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
                "introduce it first, for example with `When …` and `{}`",
                with_article(words.trim_start_matches("the "))
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
