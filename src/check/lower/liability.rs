//! Claims for damage: when they are refused, to what they are limited, in which order the clauses are passed.

use crate::check::lower::Lower;
use crate::check::lower::tails::Tails;
use crate::check::phrase::{Np, NpKind};
use crate::check::program::{
    Body, Comparison, Condition, Expression, Gate, Generator, Limit, Order, Variable, VariableId,
};
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::syntax::ast;
use crate::value::ClauseId;

fn passed_twice(id: &ClauseId, second: Span, first: Span) -> Problem {
    Problem::error(
        "ranked-twice",
        format!("{id} has its place in the order already"),
    )
    .at(second, "named again here")
    .at(first, "its place")
    .help("leave one of them out")
}

impl Lower<'_> {
    /// `a claim of the client for damage is refused`
    pub fn refused(&mut self, what: &ast::Phrase) -> Option<Body> {
        let (claim, by_head) = self.damage(what)?;
        Some(Body::Refuse(Gate { claim, by_head }))
    }

    /// `a claim of the client for damage is limited to AMOUNT`
    pub fn limited(
        &mut self,
        what: &ast::Phrase,
        amount: &ast::Expression,
        tails: &Tails,
    ) -> Option<Body> {
        let (claim, by_head) = self.damage(what)?;
        let amount = self.money(amount)?;
        let scope = self.scope_of(tails.scope.as_ref(), what.span)?;
        Some(Body::Limit(Limit {
            claim,
            by_head,
            amount,
            scope,
        }))
    }

    /// `claims of the client for damage pass these clauses in this order: …`
    pub fn pass_in_order(
        &mut self,
        claims: &ast::Phrase,
        groups: &[ast::Provisions],
    ) -> Option<Body> {
        let tokens = self.tokens(claims)?;
        let chart = self.chart(&tokens);
        let of = chart.words.iter().position(|word| word == "of");
        let party = of.and_then(|at| {
            let longest = (at + 2..=tokens.len()).rev();
            longest
                .filter_map(|end| chart.noun_phrases(at + 1, end).first().cloned())
                .find(|np| np.ty == Type::Party)
        });
        let Some(party) = party else {
            self.refuse(
                Problem::error("whose-claims", "it is not said whose claims these are")
                    .at(claims.span, "claims of whom?")
                    .help("say `claims of the client for damage`"),
            );
            return None;
        };
        let creditor = self.noun(&party)?;
        let mut all: Vec<Vec<ClauseId>> = Vec::new();
        let mut seen: Vec<(ClauseId, Span)> = Vec::new();
        for group in groups {
            for one in &group.all {
                for id in self.provision(&one.kind, one.span)? {
                    let first = seen.iter().find(|(known, _)| *known == id);
                    if let Some(twice) = first.map(|(_, first)| passed_twice(&id, one.span, *first))
                    {
                        self.refuse(twice);
                    }
                    seen.push((id, one.span));
                }
            }
            all.push(self.provision_list(group)?);
        }
        Some(Body::Order(Order {
            creditor,
            groups: all,
        }))
    }

    /// The damage, and the head of it, that a gate or a limit is about. The tails may have spoken of the damage already.
    fn damage(&mut self, what: &ast::Phrase) -> Option<(VariableId, Option<VariableId>)> {
        let known = self.damage_in_scope();
        let np = self.damage_phrase(what)?;
        match &np.kind {
            NpKind::Noun { .. } if matches!(np.ty, Type::Record(_)) => {
                let damage = self.gate_variable(known);
                let head = self.head_variable(&np);
                Some((damage, Some(head)))
            }
            _ => {
                let damage = self.gate_variable(known);
                Some((damage, None))
            }
        }
    }

    fn damage_in_scope(&self) -> Option<VariableId> {
        let found = self
            .scope
            .such_that(|entry| matches!(entry.ty, Type::Thing(_)));
        found.into_iter().find_map(|entry| match &entry.value {
            Expression::Variable(id) => Some(*id),
            _ => None,
        })
    }

    fn gate_variable(&mut self, known: Option<VariableId>) -> VariableId {
        known.unwrap_or_else(|| {
            self.scope.add(Variable {
                noun: "damage".to_owned(),
                sort: crate::check::program::Sort::Claim,
                generator: Generator::Each,
            })
        })
    }

    fn head_variable(&mut self, np: &Np) -> VariableId {
        let words = vec![np.words.clone()];
        let found = self.scope.called(&words, &np.ty);
        if let Some(Expression::Variable(id)) = found.first().map(|entry| &entry.value) {
            return *id;
        }
        self.scope.add(Variable {
            noun: np.words.clone(),
            sort: np.ty.sort(),
            generator: Generator::Local,
        })
    }

    /// The words of a claim for damage: `a claim of the client for damage`, `a damage of the client`, `a head of damage of the client`.
    fn damage_phrase(&mut self, what: &ast::Phrase) -> Option<Np> {
        let tokens = self.tokens(what)?;
        let chart = self.chart(&tokens);
        let whole = chart.whole_noun_phrase();
        if let Some(np) = whole.first() {
            return Some(np.clone());
        }
        // `a head of damage of the client`: the last words say whose.
        if let Some(at) = chart.words.iter().rposition(|word| word == "of")
            && let Some(head) = chart.noun_phrases(0, at).first()
            && let Some(party) = chart.noun_phrases(at + 1, tokens.len()).first()
            && matches!((&head.ty, &party.ty), (Type::Record(_), Type::Party))
        {
            let mut whole = head.clone();
            if let NpKind::Noun { of, .. } = &mut whole.kind {
                *of = Some(Box::new(party.clone()));
            }
            return Some(whole);
        }
        // `… for damage`: the words behind say what the claim is for.
        let cut = chart
            .words
            .iter()
            .position(|word| word == "for")
            .unwrap_or(tokens.len());
        let found = chart.noun_phrases(0, cut).first().cloned();
        if found.is_none() {
            self.unknown_sentence(&chart, what.span, &[crate::check::pattern::Form::Noun]);
        }
        found
    }

    /// Before the tails of a gate are read: the damage that they speak of, and whose it is.
    pub fn before_gate(&mut self, what: &ast::Phrase) -> Option<()> {
        let events: Vec<crate::value::Name> = self
            .vocabulary
            .nouns
            .iter()
            .find(|(_, noun)| noun.words.as_slice() == ["damage"])
            .and_then(|(_, noun)| match &noun.ty {
                Type::Thing(events) => Some(events.clone()),
                _ => None,
            })?;
        let np = self.damage_phrase(what)?;
        let ty = Type::Thing(events);
        let id = self.scope.add(Variable {
            noun: "damage".to_owned(),
            sort: ty.sort(),
            generator: Generator::Each,
        });
        let value = Expression::Variable(id);
        self.scope
            .introduce(&["damage".to_owned()], ty, value.clone(), what.span);
        if let NpKind::Noun { noun, of, by, .. } = &np.kind {
            if let Type::Record(_) = np.ty {
                let words = self.vocabulary.nouns.get(*noun).words.clone();
                let head = self.scope.add(Variable {
                    noun: words.join(" "),
                    sort: np.ty.sort(),
                    generator: Generator::Members(Expression::Field {
                        of: Box::new(value.clone()),
                        field: crate::value::Name::new("heads"),
                    }),
                });
                self.scope
                    .introduce(&words, np.ty.clone(), Expression::Variable(head), what.span);
            }
            let whose = of.as_ref().or(by.as_ref());
            if let Some(party) = whose {
                let right = self.noun(party)?;
                self.also.push(Condition::Compare {
                    left: Expression::Field {
                        of: Box::new(value),
                        field: crate::value::Name::new("party"),
                    },
                    comparison: Comparison::Equal,
                    right,
                });
            }
        }
        Some(())
    }
}
