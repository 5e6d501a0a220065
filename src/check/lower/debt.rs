//! `P owes Q, as HEAD, AMOUNT`: a claim, or money that grows with time.

use crate::check::lower::Lower;
use crate::check::lower::tails::Tails;
use crate::check::lower::trigger::Headers;
use crate::check::program::{
    Accrual, Body, Cap, DayLaw, Deadline, Debt, Expression, Head, Scope, Trigger,
};
use crate::check::vocabulary::Type;
use crate::source::Problem;
use crate::syntax::ast::{self, ExpressionKind, ScopeKind};

impl Lower<'_> {
    /// A claim or an accrual.
    pub fn owes(
        &mut self,
        debtor: &ast::Phrase,
        creditor: &ast::Phrase,
        head: &ast::Phrase,
        amount: &ast::Expression,
        headers: &Headers,
        tails: &Tails,
    ) -> Option<Body> {
        let debtor = self.party(debtor);
        let creditor = self.party(creditor);
        let head = self.head(head);
        if let Some(growing) = self.growing(amount, tails)? {
            return Some(Body::Accrual(Accrual {
                debtor: debtor?,
                creditor: creditor?,
                head: head?,
                on: growing.on,
                bearing: growing.bearing,
                law: growing.law,
                from: tails.from.clone(),
                once_under: Vec::new(),
            }));
        }
        let (debtor, creditor, head) = (debtor?, creditor?, head?);
        let (amount, daily) = self.amount_and_days(amount)?;
        let (amount, cap) = self.floor_and_cap(amount, &tails.bounds)?;
        let once_for_each = match &tails.once_for_each {
            Some(phrase) => {
                let np = self.noun_of_words(phrase)?;
                Some(np)
            }
            None => None,
        };
        let named_after = self.named_after(headers);
        Some(Body::Debt(Debt {
            debtor,
            creditor,
            head,
            amount,
            cap,
            deadline: tails.deadline.clone().unwrap_or(Deadline::Open(None)),
            daily,
            once_for_each,
            once_under: Vec::new(),
            once_invoiced: tails.once_invoiced,
            until: tails.until.clone(),
            named_after,
        }))
    }

    /// A head by its words: `statutory interest`.
    pub fn head(&mut self, phrase: &ast::Phrase) -> Option<Head> {
        let tokens = self.tokens(phrase)?;
        let skip = usize::from(
            tokens
                .first()
                .is_some_and(|token| token.is("a") || token.is("an")),
        );
        if let Some((_, head)) = self.vocabulary.head_named(&tokens[skip..]) {
            return Some(head.head.clone());
        }
        let heads: Vec<String> = self
            .vocabulary
            .heads
            .values()
            .map(|head| format!("`{}`", head.words.join(" ")))
            .collect();
        let words: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
        self.refuse(
            Problem::error(
                "unknown-head",
                format!("no head of claims is called `{}`", words.join(" ")),
            )
            .at(phrase.span, "this head is not declared")
            .help(format!(
                "the heads are {}",
                super::noun::list_in_words(&heads)
            )),
        );
        None
    }

    /// The fixed amount, and what is added for each day that something lasts.
    fn amount_and_days(
        &mut self,
        amount: &ast::Expression,
    ) -> Option<(Expression, Option<DayLaw>)> {
        if let ExpressionKind::ForEachDay {
            amount: each,
            later,
            on_which,
        } = &amount.kind
        {
            let daily = self.day_law(each, *later, on_which)?;
            let nothing = Expression::Nothing(crate::value::Currency::EUR);
            return Some((nothing, Some(daily)));
        }
        if let ExpressionKind::Sum { first, rest } = &amount.kind
            && let [(ast::Sign::Plus, last)] = rest.as_slice()
            && let ExpressionKind::ForEachDay {
                amount: each,
                later,
                on_which,
            } = &last.kind
        {
            let fixed = self.money(first)?;
            let daily = self.day_law(each, *later, on_which)?;
            return Some((fixed, Some(daily)));
        }
        Some((self.money(amount)?, None))
    }

    fn day_law(
        &mut self,
        each: &ast::Expression,
        later: bool,
        on_which: &ast::Statement,
    ) -> Option<DayLaw> {
        let amount = self.money(each)?;
        let condition = ast::Condition {
            kind: ast::ConditionKind::One(on_which.clone()),
            span: on_which.span,
        };
        let while_ = self.in_part(|lower| lower.condition(&condition))?;
        Some(DayLaw {
            amount,
            first_day_counts: !later,
            while_,
        })
    }

    /// Floors and ceilings of one claim go into the amount; a ceiling over several claims is a cap.
    fn floor_and_cap(
        &mut self,
        mut amount: Expression,
        bounds: &[ast::Bound],
    ) -> Option<(Expression, Option<Cap>)> {
        let mut cap = None;
        for bound in bounds {
            let over_all = matches!(&bound.scope, Some(scope) if scope.kind == ScopeKind::All);
            let by = self.money(&bound.amount)?;
            match bound.kind {
                ast::BoundKind::AtMost if over_all => {
                    let scope = self.scope_of(bound.scope.as_ref())?;
                    cap = Some(Cap { amount: by, scope });
                }
                ast::BoundKind::AtMost if is_daily(bound) => {
                    cap = Some(Cap {
                        amount: by,
                        scope: Scope::Each,
                    });
                }
                kind => {
                    if bound.scope.is_none() {
                        self.together_or_each(bound);
                    }
                    amount = Expression::Bounded {
                        of: Box::new(amount),
                        bound: super::amount::bound_of(kind),
                        by: Box::new(by),
                    };
                }
            }
        }
        Some((amount, cap))
    }

    fn together_or_each(&mut self, bound: &ast::Bound) {
        self.refuse(
            Problem::error("together-or-each", "it is not said what this is counted over")
                .at(bound.span, "for each, or for all together?")
                .help("add `for the collection as a whole`, `for each invoice` or `for all violations under the agreement`"),
        );
    }

    /// What a ceiling or a limit is counted over.
    pub fn scope_of(&mut self, scope: Option<&ast::Scope>) -> Option<Scope> {
        let Some(scope) = scope else {
            return Some(Scope::Each);
        };
        if scope.kind == ScopeKind::Each || scope.kind == ScopeKind::AsAWhole {
            return Some(Scope::Each);
        }
        let tokens = self.tokens(&scope.what)?;
        let chart = self.chart(&tokens);
        let words: Vec<&str> = chart.words.iter().map(String::as_str).collect();
        if words.ends_with(&["under", "the", "agreement"]) {
            return Some(Scope::Agreement);
        }
        // `claims on the component`: all claims that share the value behind the joint.
        let joint = chart
            .words
            .iter()
            .position(|word| matches!(word.as_str(), "on" | "of" | "under" | "for"));
        if let Some(at) = joint {
            let shared = chart.noun_phrases(at + 1, tokens.len()).first().cloned();
            if let Some(np) = shared {
                return Some(Scope::SameValue(self.noun(&np)?));
            }
        }
        self.refuse(
            Problem::error("unknown-scope", format!("`{}` does not say which claims count together", words.join(" ")))
                .at(scope.span, "counted over what?")
                .help("say `for all violations under the agreement`, `for all claims on the component` or `for each claim`"),
        );
        None
    }

    fn noun_of_words(&mut self, phrase: &ast::Phrase) -> Option<Expression> {
        let tokens = self.tokens(phrase)?;
        let words: Vec<String> = tokens
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        // `once for each of the invoices of the latest reminder of the invoice`
        if words.first().is_some_and(|word| word == "of") {
            let chart = self.chart(&tokens);
            let of = chart.noun_phrases(1, tokens.len()).first().cloned();
            if let Some(of) = of {
                return self.noun(&of);
            }
        }
        let found = self
            .vocabulary
            .nouns
            .find(&words)
            .map(|(noun, _)| self.vocabulary.nouns.get(noun).ty.clone());
        let ty = found.unwrap_or(Type::Any);
        let known: Vec<Expression> = self
            .scope
            .called(&words, &ty)
            .into_iter()
            .map(|entry| entry.value.clone())
            .collect();
        if let [one] = known.as_slice() {
            return Some(one.clone());
        }
        self.no_antecedent(
            &format!("the {}", words.join(" ")),
            known.len(),
            phrase.span,
        );
        None
    }

    /// The thing whose name a claim bears: what the triggering event brings about, or the first thing that the sentence speaks of.
    fn named_after(&mut self, headers: &Headers) -> Expression {
        if let (Trigger::Event(_), Some(event)) = (&headers.trigger, self.event) {
            return Expression::Variable(event);
        }
        let things = self
            .scope
            .such_that(|entry| entry.ty.is_relational() || matches!(entry.ty, Type::Agreement));
        if let Some(first) = things.first() {
            let value = first.value.clone();
            return match first.ty {
                Type::Claim | Type::Obligation => Expression::ThingOf(Box::new(value)),
                _ => value,
            };
        }
        self.start_agreement()
    }

    fn start_agreement(&mut self) -> Expression {
        let id = self.scope.add(crate::check::program::Variable {
            noun: "agreement".to_owned(),
            sort: crate::check::program::Sort::Agreement,
            generator: crate::check::program::Generator::Each,
        });
        Expression::Variable(id)
    }
}

/// A ceiling for each claim over what it grows to in days is a cap of that claim.
fn is_daily(bound: &ast::Bound) -> bool {
    matches!(&bound.scope, Some(scope) if scope.kind == ScopeKind::Each)
}
