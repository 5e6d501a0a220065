//! Floors and ceilings of claims, and what they are counted over.

use crate::check::lower::Lower;
use crate::check::lower::arithmetic::bound_of;
use crate::check::lower::figures::money_of;
use crate::check::program::{Cap, Expression, Scope};
use crate::check::schema::Role;
use crate::check::vocabulary::Type;
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, BoundKind, ScopeKind};

impl Lower<'_> {
    /// Floors of one claim go into the amount; a ceiling, that also holds for what grows by the day, is a cap.
    pub fn floor_and_cap(
        &mut self,
        mut amount: Expression,
        bounds: &[ast::Bound],
    ) -> Option<(Expression, Option<Cap>)> {
        let mut cap: Option<(Cap, Span)> = None;
        let mut fine = true;
        self.floor_above_ceiling(bounds);
        for bound in bounds {
            let Some(scope) = &bound.scope else {
                self.together_or_each(bound.span);
                fine = false;
                continue;
            };
            let by = self.money(&bound.amount)?;
            match (bound.kind, scope.kind) {
                (BoundKind::AtMost, ScopeKind::Each | ScopeKind::All) => {
                    let scope = self.scope_of_claim(scope)?;
                    if let Some((_, first)) = &cap {
                        self.two_ceilings(bound.span, *first);
                        return None;
                    }
                    cap = Some((Cap { amount: by, scope }, bound.span));
                }
                (BoundKind::AtLeast, ScopeKind::All) => {
                    self.floor_over_several(bound.span);
                    fine = false;
                }
                (BoundKind::AtLeast, ScopeKind::Each) | (_, ScopeKind::AsAWhole) => {
                    if self.scope_of_claim(scope)? != Scope::Each {
                        self.floor_over_several(bound.span);
                        return None;
                    }
                    amount = Expression::Bounded {
                        of: Box::new(amount),
                        bound: bound_of(bound.kind),
                        by: Box::new(by),
                    };
                }
            }
        }
        fine.then_some((amount, cap.map(|(cap, _)| cap)))
    }

    /// The most that what grows on each claim can come to.
    pub fn ceiling_on_growth(&mut self, bounds: &[ast::Bound]) -> Option<Option<Expression>> {
        let mut ceiling: Option<(Expression, Span)> = None;
        for bound in bounds {
            if bound.kind == BoundKind::AtLeast {
                self.bound_on_growth(bound.span, "what grows with time has no least amount");
                return None;
            }
            let Some(scope) = &bound.scope else {
                self.together_or_each(bound.span);
                return None;
            };
            if self.scope_of_claim(scope)? != Scope::Each {
                let what = "interest of several claims has no ceiling together";
                self.bound_on_growth(scope.span, what);
                return None;
            }
            if let Some((_, first)) = &ceiling {
                self.two_ceilings(bound.span, *first);
                return None;
            }
            ceiling = Some((self.money(&bound.amount)?, bound.span));
        }
        Some(ceiling.map(|(amount, _)| amount))
    }

    fn bound_on_growth(&mut self, span: Span, what: &str) {
        self.refuse(
            Problem::error("bound-on-growth", what)
                .at(span, "this bound")
                .help("say `, at most … for each claim`, by which what grows on each claim ends"),
        );
    }

    /// What the ceiling of a claim is counted over: each claim, named by the thing that it is for, or several together.
    pub fn scope_of_claim(&mut self, scope: &ast::Scope) -> Option<Scope> {
        if scope.kind == ScopeKind::All {
            return self.scope_of(Some(scope), scope.span);
        }
        let words = self.words_of_scope(scope)?;
        let noun = self.vocabulary.nouns.find(&words);
        let ty = noun.map(|(noun, _)| self.vocabulary.nouns.get(noun).ty.clone());
        if scope.kind == ScopeKind::Each && ty == Some(Type::Agreement) {
            return Some(Scope::Agreement);
        }
        let spoken_of = |ty: &Type| {
            let known = self.scope.called(&words, ty);
            !known.is_empty()
        };
        let is_one = match &ty {
            Some(Type::Claim) => true,
            Some(ty @ Type::Thing(events)) => {
                let mut events = events.iter();
                spoken_of(ty) || events.any(|event| self.is_violation(event))
            }
            Some(ty @ Type::Obligation) => spoken_of(ty),
            Some(_) | None => false,
        };
        if is_one {
            return Some(Scope::Each);
        }
        let words = words.join(" ");
        self.refuse(
            Problem::error(
                "unknown-scope",
                format!("`{words}` does not say which claims count together"),
            )
            .at(scope.span, "this sentence gives no claim for each of these")
            .help("name the thing that each claim is for (`for each invoice`), say `for each claim`, `for each agreement` or `for all … under the agreement`; a ceiling over a period of time cannot be said"),
        );
        None
    }

    fn is_violation(&self, event: &crate::value::Name) -> bool {
        let event = self.vocabulary.schema.events.get(event);
        event.is_some_and(|event| event.role == Some(Role::Violation))
    }

    fn words_of_scope(&mut self, scope: &ast::Scope) -> Option<Vec<String>> {
        let tokens = self.tokens(&scope.what)?;
        let mut words: Vec<String> = tokens
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        if words.first().is_some_and(|word| word == "the") {
            words.remove(0);
        }
        Some(words)
    }

    /// What a limit is counted over; `all … under the agreement` for a ceiling too.
    pub fn scope_of(&mut self, scope: Option<&ast::Scope>, span: Span) -> Option<Scope> {
        let Some(scope) = scope else {
            self.together_or_each(span);
            return None;
        };
        let words = self.words_of_scope(scope)?;
        if scope.kind == ScopeKind::Each || scope.kind == ScopeKind::AsAWhole {
            let noun = self.vocabulary.nouns.find(&words);
            let ty = noun.map(|(noun, _)| &self.vocabulary.nouns.get(noun).ty);
            match ty {
                Some(Type::Claim | Type::Record(_)) => return Some(Scope::Each),
                Some(Type::Thing(_)) if words == ["damage"] => return Some(Scope::Each),
                Some(Type::Agreement) => return Some(Scope::Agreement),
                Some(_) | None => {}
            }
            self.unknown_scope(scope, &words);
            return None;
        }
        let tokens = self.tokens(&scope.what)?;
        let chart = self.chart(&tokens);
        let all: Vec<&str> = chart.words.iter().map(String::as_str).collect();
        // `claims on the component`: all claims that share the value behind the joint.
        let joint = all
            .iter()
            .position(|word| matches!(*word, "on" | "of" | "under" | "for"));
        if let Some(at) = joint {
            let counted = &chart.words[..at];
            let is_known = self.vocabulary.nouns.find(counted).is_some();
            if is_known && all[at..] == ["under", "the", "agreement"] {
                return Some(Scope::Agreement);
            }
            let shared = chart.noun_phrases(at + 1, tokens.len()).first().cloned();
            if let Some(np) = shared.filter(|_| is_known) {
                return Some(Scope::SameValue(self.noun(&np)?));
            }
        }
        self.unknown_scope(scope, &words);
        None
    }

    fn unknown_scope(&mut self, scope: &ast::Scope, words: &[String]) {
        let words = words.join(" ");
        self.refuse(
            Problem::error("unknown-scope", format!("`{words}` does not say which claims count together"))
                .at(scope.span, "counted over what?")
                .help("say `for all violations under the agreement`, `for all claims on the component` or `for each claim`"),
        );
    }

    fn together_or_each(&mut self, span: Span) {
        self.refuse(
            Problem::error("together-or-each", "it is not said what this is counted over")
                .at(span, "for each, or for all together?")
                .help("add `for the collection as a whole`, `for each invoice` or `for all violations under the agreement`"),
        );
    }

    fn two_ceilings(&mut self, span: Span, first: Span) {
        self.refuse(
            Problem::error("said-twice", "this sentence has two ceilings")
                .at(span, "a second one")
                .at(first, "the first one")
                .help("say `at most the lowest of …` when both are counted over the same, or two sentences"),
        );
    }

    fn floor_over_several(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "floor-over-several",
                "a floor is one of each claim, not of several together",
            )
            .at(span, "which of the claims would be raised?")
            .help("say `for each …` of the thing that each claim is for, or owe what is missing in a sentence of its own"),
        );
    }

    /// A floor that lies above the ceiling, both in figures.
    pub fn floor_above_ceiling(&mut self, bounds: &[ast::Bound]) {
        let of_kind = |kind| {
            let bounds = bounds.iter().filter(move |bound| bound.kind == kind);
            bounds.filter_map(|bound| Some((money_of(&bound.amount)?, bound.span)))
        };
        for (floor, floor_span) in of_kind(BoundKind::AtLeast) {
            for (ceiling, span) in of_kind(BoundKind::AtMost) {
                if floor.compare(ceiling) == Ok(std::cmp::Ordering::Greater) {
                    self.refuse(
                        Problem::error("floor-above-ceiling", "the floor lies above the ceiling")
                            .at(span, "at most this")
                            .at(floor_span, "and at least this")
                            .help("one of the two figures is not what was meant"),
                    );
                }
            }
        }
    }
}
