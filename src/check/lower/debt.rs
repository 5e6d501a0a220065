//! `P owes Q, as HEAD, AMOUNT`: a claim, or money that grows with time.

use crate::check::lower::Lower;
use crate::check::lower::tails::Tails;
use crate::check::lower::trigger::Headers;
use crate::check::phrase::name_of;
use crate::check::program::{
    Accrual, Body, Cap, Condition, DayLaw, Deadline, Debt, Expression, Head, Rounded, Scope,
    Trigger,
};
use crate::check::vocabulary::{Type, with_article};
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, ExpressionKind};

fn debt_without_day(span: Span) -> Problem {
    Problem::error("debt-without-day", "nothing says by when this must be paid")
        .at(span, "owed, but never due")
        .help("add `, at once`, `, within 14 days after …`, `, at the latest on …`, `, after lapse of 14 days after …` or `, once invoiced`")
}

fn debt_without_occasion(span: Span) -> Problem {
    Problem::error("debt-without-occasion", "nothing says what this is owed for")
        .at(span, "owed from no day and for nothing in particular")
        .help("begin with `When …,`, `As soon as …,` or `Every month from …,`, or say `if …` of what it is owed for")
}

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
        let (debtor_span, creditor_span) = (debtor.span, creditor.span);
        let debtor = self.party(debtor);
        let creditor = self.party(creditor);
        let head = self.head(head);
        if debtor.is_some() && debtor == creditor {
            self.owes_itself(debtor_span.to(creditor_span));
            return None;
        }
        if let Some(growing) = self.growing(amount, tails)? {
            return Some(Body::Accrual(Accrual {
                debtor: debtor?,
                creditor: creditor?,
                head: head?,
                on: growing.on,
                bearing: growing.bearing,
                law: growing.law,
                rounded: tails.rounded.or(growing.rounded),
                ceiling: self.ceiling_on_growth(&tails.bounds)?.or(growing.ceiling),
                from: tails.from.clone(),
                once_under: Vec::new(),
            }));
        }
        let (debtor, creditor, head) = (debtor?, creditor?, head?);
        let span = debtor_span.to(amount.span);
        let (amount, daily) = self.amount_and_days(amount)?;
        let deadline = match tails.last_day() {
            Some(deadline) => deadline,
            None if tails.once_invoiced => Deadline::Open(None),
            None => {
                self.refuse(debt_without_day(span));
                return None;
            }
        };
        let Some(named_after) = self.named_after(headers) else {
            self.refuse(debt_without_occasion(span));
            return None;
        };
        let (amount, cap) = self.floor_and_cap(amount, &tails.bounds)?;
        self.not_of_the_debtor(cap.as_ref(), &debtor, &tails.bounds)?;
        let rounded = |amount| match tails.rounded {
            Some(Rounded { way, .. }) => Expression::Rounded {
                of: Box::new(amount),
                way,
            },
            None => amount,
        };
        let amount = rounded(amount);
        let daily = daily.map(|law| DayLaw {
            amount: rounded(law.amount),
            ..law
        });
        let once_for_each = match &tails.once_for_each {
            Some(phrase) => {
                let np = self.noun_of_words(phrase)?;
                Some(np)
            }
            None => None,
        };
        Some(Body::Debt(Debt {
            debtor,
            creditor,
            head,
            amount,
            cap,
            deadline,
            daily,
            once_for_each,
            once_under: Vec::new(),
            once_invoiced: tails.once_invoiced,
            until: tails.until.clone(),
            named_after,
        }))
    }

    /// `at most EUR 100.00 for all claims of the client`, where the client owes: they are claims on it.
    fn not_of_the_debtor(
        &mut self,
        cap: Option<&Cap>,
        debtor: &Expression,
        bounds: &[ast::Bound],
    ) -> Option<()> {
        let over = match cap.map(|cap| &cap.scope) {
            Some(Scope::SameValue(over)) if over == debtor => over,
            Some(_) | None => return Some(()),
        };
        let mut scopes = bounds.iter().filter_map(|bound| bound.scope.as_ref());
        let scope = scopes.find(|scope| scope.what.tokens.iter().any(|token| token.is("of")));
        let (Some(scope), Expression::Party(party)) = (scope, over) else {
            return Some(());
        };
        let party = party.in_words();
        self.refuse(
            Problem::error(
                "whose-claims",
                format!("the {party} owes here: these are no claims of the {party}"),
            )
            .at(scope.span, "claims of whom?")
            .help(format!(
                "name the party that has the claims, or say `for all claims on the {party}`"
            )),
        );
        None
    }

    fn owes_itself(&mut self, span: Span) {
        self.refuse(
            Problem::error("owes-itself", "nobody owes anything to itself")
                .at(span, "the same party on both sides")
                .help("name the other party as the one who is owed"),
        );
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
        let words: Vec<String> = tokens[skip..]
            .iter()
            .map(|token| token.text.clone())
            .collect();
        self.refuse(
            Problem::error(
                "unknown-head",
                format!("no head of claims is called `{}`", words.join(" ")),
            )
            .at(phrase.span, "this head is not declared")
            .help(format!(
                "the heads are {}; another one is declared: `Head {} reads \"{}\".`",
                super::noun::list_in_words(&heads),
                name_of(&words),
                if skip > 0 {
                    with_article(&words.join(" "))
                } else {
                    words.join(" ")
                },
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
            except,
        } = &amount.kind
        {
            let daily = self.day_law(each, *later, on_which, except.as_deref())?;
            let nothing = Expression::Nothing(crate::value::Currency::EUR);
            return Some((nothing, Some(daily)));
        }
        if let ExpressionKind::Sum { first, rest } = &amount.kind
            && let [(ast::Sign::Plus, last)] = rest.as_slice()
            && let ExpressionKind::ForEachDay {
                amount: each,
                later,
                on_which,
                except,
            } = &last.kind
        {
            let fixed = self.money(first)?;
            let daily = self.day_law(each, *later, on_which, except.as_deref())?;
            return Some((fixed, Some(daily)));
        }
        Some((self.money(amount)?, None))
    }

    fn day_law(
        &mut self,
        each: &ast::Expression,
        later: bool,
        on_which: &ast::Statement,
        except: Option<&ast::Statement>,
    ) -> Option<DayLaw> {
        let amount = self.money(each)?;
        let while_ = self.of_a_day(on_which)?;
        let except = match except {
            Some(except) => Some(self.of_a_day(except)?),
            None => None,
        };
        Some(DayLaw {
            amount,
            first_day_counts: !later,
            while_,
            except,
        })
    }

    fn of_a_day(&mut self, statement: &ast::Statement) -> Option<Condition> {
        let condition = ast::Condition {
            kind: ast::ConditionKind::One(statement.clone()),
            span: statement.span,
        };
        self.in_part(|lower| lower.condition(&condition))
    }

    fn noun_of_words(&mut self, phrase: &ast::Phrase) -> Option<Expression> {
        let tokens = self.tokens(phrase)?;
        let words: Vec<String> = tokens
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
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
    /// None where a sentence without header speaks of nothing.
    fn named_after(&mut self, headers: &Headers) -> Option<Expression> {
        if let (Trigger::Event(_), Some(event)) = (&headers.trigger, self.event) {
            return Some(Expression::Variable(event));
        }
        let things = self
            .scope
            .such_that(|entry| entry.ty.is_relational() || matches!(entry.ty, Type::Agreement));
        if let Some(first) = things.first() {
            let value = first.value.clone();
            return Some(match first.ty {
                Type::Claim | Type::Obligation => Expression::ThingOf(Box::new(value)),
                _ => value,
            });
        }
        (headers.trigger != Trigger::Standing).then(|| self.start_agreement())
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
