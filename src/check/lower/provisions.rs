//! References to provisions: numbers, ranges, `this clause`, `the preceding clauses of this article`, groups.

use crate::check::laws::{NO_NUMBER, no_such_provision};
use crate::check::lower::Lower;
use crate::check::program::{Expression, Generator, Variable, VariableId};
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span, nearest};
use crate::syntax::ast::{self, ProvisionKind};
use crate::value::{ClauseId, Name, Value};

/// The word by which the one in hand is meant.
const PROVISION: &str = "provision";

impl Lower<'_> {
    /// The provisions that references name, each with the parts of it that are provisions of their own.
    pub fn provisions(&mut self, kinds: &[ProvisionKind], span: Span) -> Option<Vec<ClauseId>> {
        let mut all = Vec::new();
        for kind in kinds {
            for id in self.provision(kind, span)? {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        Some(all)
    }

    /// The provisions of a list as written in a sentence.
    pub fn provision_list(&mut self, provisions: &ast::Provisions) -> Option<Vec<ClauseId>> {
        let mut all = Vec::new();
        for one in &provisions.all {
            for id in self.provision(&one.kind, one.span)? {
                if !all.contains(&id) {
                    all.push(id);
                }
            }
        }
        Some(all)
    }

    /// `each of clauses 8.k and 12.a`: each in turn is `the provision` in what follows.
    pub fn introduce_each_of(&mut self, provisions: &ast::Provisions) -> Option<()> {
        let all = self.provision_list(provisions)?;
        let all = all.into_iter().map(Value::Provision).collect();
        let id = self.scope.add(Variable {
            noun: PROVISION.to_owned(),
            sort: Type::Provision.sort(),
            generator: Generator::Members(Expression::Literal(Value::List(all))),
        });
        let span = provisions.all.first()?.span;
        self.scope.introduce(
            &[PROVISION.to_owned()],
            Type::Provision,
            Expression::Variable(id),
            span,
        );
        Some(())
    }

    /// The variable that [`Self::introduce_each_of`] introduced.
    pub fn provision_in_hand(&self) -> Option<VariableId> {
        let mut variables = self.scope.variables.iter();
        let at = variables.position(|one| {
            one.noun == PROVISION && matches!(one.generator, Generator::Members(_))
        });
        at.map(VariableId)
    }

    pub(super) fn provision(&mut self, kind: &ProvisionKind, span: Span) -> Option<Vec<ClauseId>> {
        let place = self.place;
        match kind {
            ProvisionKind::Clause(id) => self.with_parts(id, span),
            ProvisionKind::Range(first, last) => {
                let all: Vec<ClauseId> = place.provisions.keys().cloned().collect();
                let from = self.position(first, span)?;
                let to = self.position(last, span)?;
                Some(all.get(from..=to).unwrap_or_default().to_vec())
            }
            ProvisionKind::Article(id) => Some(self.of_article(id.as_str())),
            ProvisionKind::ThisArticle => Some(self.of_article(&place.article)),
            ProvisionKind::ThisClause | ProvisionKind::Sentence(_) => {
                if place.clause.is_none() {
                    self.refuse(
                        Problem::error(
                            "no-such-provision",
                            "`this clause` is said outside a clause",
                        )
                        .at(span, "no clause here"),
                    );
                }
                place.clause.clone().map(|id| vec![id])
            }
            ProvisionKind::PrecedingClauses => {
                let own = place.clause.as_ref()?;
                let of_article = self.of_article(&place.article);
                Some(of_article.into_iter().take_while(|id| id != own).collect())
            }
            ProvisionKind::TheseTerms => {
                let of_law = |article: &String| article == "law";
                let terms = place
                    .provisions
                    .iter()
                    .filter(|(_, article)| !of_law(article));
                Some(terms.map(|(id, _)| id.clone()).collect())
            }
        }
    }

    fn of_article(&self, article: &str) -> Vec<ClauseId> {
        let own = self
            .place
            .provisions
            .iter()
            .filter(|(_, of)| of.as_str() == article);
        own.map(|(id, _)| id.clone()).collect()
    }

    /// A provision and its own parts: `6.e` with `6.e.1`.
    fn with_parts(&mut self, id: &ClauseId, span: Span) -> Option<Vec<ClauseId>> {
        if self.place.provisions.contains_key(id) {
            return Some(vec![id.clone()]);
        }
        // A statute is named with or without the law it belongs to.
        let of_law = |own: &&ClauseId| own.is_of_code() && own.without_code() == id.as_str();
        if let Some(own) = self.place.provisions.keys().find(of_law) {
            return Some(vec![own.clone()]);
        }
        if id.is_of_code() {
            // A statute that the library does not hold: the reference is for the reader.
            return Some(vec![id.clone()]);
        }
        self.no_such_provision(id, span);
        None
    }

    fn position(&mut self, id: &ClauseId, span: Span) -> Option<usize> {
        let at = self.place.provisions.get_index_of(id);
        if at.is_none() {
            self.no_such_provision(id, span);
        }
        at
    }

    fn no_such_provision(&mut self, id: &ClauseId, span: Span) {
        let numbers = self.place.provisions.keys().map(ClauseId::as_str);
        let near = nearest(id.as_str(), numbers);
        self.refuse(no_such_provision(id, near).at(span, NO_NUMBER));
    }

    /// The provisions of a group that a clause names.
    pub fn group(&self, name: &Name) -> Vec<ClauseId> {
        self.place.groups.get(name).cloned().unwrap_or_default()
    }

    /// A single provision as a value.
    pub fn one_provision(&mut self, kinds: &[ProvisionKind], span: Span) -> Option<Expression> {
        let all = self.provisions(kinds, span)?;
        let values: Vec<Value> = all.into_iter().map(Value::Provision).collect();
        Some(Expression::Literal(match values.as_slice() {
            [one] => one.clone(),
            _several => Value::List(values),
        }))
    }
}
