//! Effects: acts without effect, claims that fall due or lapse, versions that govern, agreements that end; statuses.

use crate::check::lower::Lower;
use crate::check::lower::tails::Tails;
use crate::check::pattern::Form;
use crate::check::phrase::{Article, Matched, Np, NpKind, PartyWord, tokens_of_phrase};
use crate::check::program::{
    ActPattern, Argument, Body, Deadline, Expression, Generator, Governs, Sort, Status, Variable,
};
use crate::check::vocabulary::{SentenceKind, Type};
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, EffectVerb};
use crate::value::Name;

impl Lower<'_> {
    /// `the rent becomes 103% of the rent`: another value for a figure that a clause names.
    pub fn becomes(
        &mut self,
        subject: &ast::Phrase,
        value: &ast::Expression,
        tails: &Tails,
    ) -> Option<Body> {
        let np = self.noun_phrase(subject, None)?;
        let NpKind::Parameter(figure) = &np.kind else {
            self.no_figure(&np.words, subject.span);
            return None;
        };
        let value = self.defined(value, None, &np.ty)?;
        let value = self.bounded(value, &tails.bounds)?;
        Some(Body::Becomes {
            figure: figure.clone(),
            value,
        })
    }

    fn no_figure(&mut self, words: &str, span: Span) {
        self.refuse(
            Problem::error(
                "not-a-measure",
                format!("`{words}` is no figure that a clause names"),
            )
            .at(span, "only a figure with a name can become another one")
            .help("name it where it begins: `The rent is EUR 1,000.00.`; what follows from other things is defined: `X is …`"),
        );
    }

    /// `the client is in default of the invoice`: a state or conclusion that the rule brings about.
    pub fn status(&mut self, phrase: &ast::Phrase, tails: &Tails) -> Option<Body> {
        let matched = self.match_statement(phrase)?;
        let SentenceKind::State { state } = &self.vocabulary.sentences[matched.sentence].kind
        else {
            self.not_a_state(&matched);
            return None;
        };
        let state = state.clone();
        if matched.form != Form::Plain {
            self.refuse(
                Problem::error(
                    "negated-status",
                    "a clause says what holds, not what does not hold",
                )
                .at(matched.span, "this says that something does not hold")
                .help("say under which conditions it does hold, or end it with `until`"),
            );
            return None;
        }
        let arguments = self.status_arguments(&state, &matched)?;
        Some(Body::Status(Status {
            state,
            arguments,
            from: tails.from.clone().or_else(|| tails.day_after_lapse()),
            until: tails.until.clone(),
            through: tails.through.clone(),
        }))
    }

    /// Before the tails of a status are read: what its sentence introduces.
    pub fn before_status(&mut self, phrase: &ast::Phrase) -> Option<()> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let matched = chart.statements();
        let [one] = matched.as_slice() else {
            return Some(());
        };
        for fill in one.fills.iter().flatten() {
            let introduces = matches!(
                &fill.kind,
                NpKind::Noun {
                    article: Article::A | Article::Each,
                    ..
                }
            );
            if introduces {
                self.introduce(fill, None);
            } else if matches!(fill.kind, NpKind::AnyParty(PartyWord::A | PartyWord::Each)) {
                self.noun(fill);
            }
        }
        Some(())
    }

    fn status_arguments(&mut self, state: &Name, matched: &Matched) -> Option<Vec<Expression>> {
        // What was introduced before the tails were read is meant here, not another one.
        let mut matched = matched.clone();
        for fill in matched.fills.iter_mut().flatten() {
            let introduced = self
                .scope
                .entries
                .iter()
                .any(|entry| entry.span == fill.span);
            match &mut fill.kind {
                NpKind::Noun { article, .. } if introduced => *article = Article::The,
                NpKind::AnyParty(word @ PartyWord::A) if introduced => *word = PartyWord::The,
                _ => {}
            }
        }
        let matched = &matched;
        let known = self.arguments_of(state, matched)?;
        let values = known.into_iter().map(|argument| match argument {
            Argument::Is(value) => Some(value),
            Argument::Variable(id) => Some(Expression::Variable(id)),
            Argument::Any => None,
        });
        let values: Option<Vec<Expression>> = values.collect();
        if values.is_none() {
            self.refuse(
                Problem::error("status-of-nothing", "it is not said of what this holds")
                    .at(matched.span, "something is missing here")
                    .help("use the longest sentence of this state, which names everything it is about"),
            );
        }
        values
    }

    fn not_a_state(&mut self, matched: &Matched) {
        let words = self.vocabulary.sentences[matched.sentence].words.clone();
        self.refuse(
            Problem::error("not-a-state", format!("`{words}` is not for a clause to bring about"))
                .at(matched.span, "a state or a conclusion is needed here")
                .help("a clause brings about states and conclusions; acts happen in a timeline, concepts are assessed"),
        );
    }

    /// `The designation of a payment by the client has no effect`, `An offer has no effect if …`
    pub fn has_no_effect(&mut self, what: &ast::Phrase) -> Option<Body> {
        let tokens = self.tokens(what)?;
        let chart = self.chart(&tokens);
        let words: Vec<&str> = chart.words.iter().map(String::as_str).collect();
        if words.starts_with(&["the", "designation", "of", "a", "payment"]) {
            let payer = self.payer(what)?;
            return Some(Body::DesignationIgnored { payer });
        }
        let found: Vec<Np> = chart
            .whole_noun_phrase()
            .iter()
            .filter(|np| matches!(np.ty, Type::Thing(_)))
            .cloned()
            .collect();
        let Some(np) = found.first() else {
            self.unknown_sentence(&chart, what.span, &[Form::Noun]);
            return None;
        };
        let act = self.act_of_thing(np)?;
        Some(Body::NoEffect { act })
    }

    /// The events that bring about a thing: `an offer`, `the acceptance`.
    fn act_of_thing(&mut self, np: &Np) -> Option<ActPattern> {
        let Type::Thing(events) = &np.ty else {
            return None;
        };
        let event = events.first()?.clone();
        let reference = self.vocabulary.schema.events.get(&event)?.reference.clone();
        let mut pattern = ActPattern {
            event: event.clone(),
            called: None,
            by: None,
            fields: Vec::new(),
            form: None,
            since: None,
            before: None,
        };
        let NpKind::Noun { article, by, .. } = &np.kind else {
            return Some(pattern);
        };
        if let Some(by) = by {
            pattern.by = self.noun(by);
        }
        let the = *article == Article::The;
        if let Some(reference) = reference.filter(|_| the) {
            let value = self.noun(np)?;
            pattern.fields.push((reference, value));
        }
        Some(pattern)
    }

    /// What happens to the subject of an effect.
    pub fn effect(
        &mut self,
        subject: &ast::Phrase,
        verb: EffectVerb,
        objects: &[ast::Phrase],
        tails: &Tails,
        span: Span,
    ) -> Option<Body> {
        match verb {
            EffectVerb::BecomesDue => self.becomes_due(subject, false, tails),
            EffectVerb::BecomesDueWithLater => self.becomes_due(subject, true, tails),
            EffectVerb::Lapses => self.lapses(subject, tails, span),
            EffectVerb::TakesEffect => {
                let np = self.noun_phrase(subject, None)?;
                let thing = self.noun(&np)?;
                let on = self.day_of_effect(tails, span)?;
                Some(Body::TakesEffect { thing, on })
            }
            EffectVerb::Ends => self.ends(subject, "ended", false, tails),
            EffectVerb::IsUndone => self.ends(subject, "undone", true, tails),
            EffectVerb::Governs => self.governs(subject, objects, tails),
        }
    }

    fn day_of_effect(&mut self, tails: &Tails, span: Span) -> Option<Expression> {
        let on = tails.on.clone().or_else(|| tails.from.clone());
        let Some(on) = on else {
            self.no_moment(span);
            return None;
        };
        Some(match &tails.earliest {
            Some(earliest) => later_of(on, earliest.clone()),
            None => on,
        })
    }

    fn no_moment(&mut self, span: Span) {
        self.refuse(
            Problem::error(
                "effect-without-day",
                "it is not said when this takes effect",
            )
            .at(span, "on which day?")
            .help("add `on …`, or a period with its anchor: `1 month after …`"),
        );
    }

    fn becomes_due(
        &mut self,
        subject: &ast::Phrase,
        with_later: bool,
        tails: &Tails,
    ) -> Option<Body> {
        let (creditor, debtor, heads) = self.claims(subject)?;
        let on = match tails.last_day() {
            Some(Deadline::On(on)) => on,
            Some(Deadline::Open(_) | Deadline::WithinThat(_)) | None => self.day_it_arises(),
        };
        Some(Body::BecomeDue {
            creditor,
            debtor,
            heads,
            with_later,
            on,
        })
    }

    /// `all claims of the supplier on the client`, `all price claims of …`: whose, on whom, under which heads (none: all).
    fn claims(&mut self, subject: &ast::Phrase) -> Option<(Expression, Expression, Vec<Name>)> {
        let np = self.noun_phrase(subject, Some(&Type::Claim))?;
        let NpKind::Noun { noun, of, on, .. } = &np.kind else {
            self.whose_claims(subject.span);
            return None;
        };
        let heads = self.heads_of_kind(*noun);
        let (Some(of), on) = (of, on) else {
            self.whose_claims(subject.span);
            return None;
        };
        let creditor = self.noun(of)?;
        let debtor = match on {
            Some(on) => self.noun(on)?,
            None => Expression::OtherParty(Box::new(creditor.clone())),
        };
        Some((creditor, debtor, heads))
    }

    fn whose_claims(&mut self, span: Span) {
        self.refuse(
            Problem::error("whose-claims", "it is not said whose claims these are")
                .at(span, "claims of whom, on whom?")
                .help("say `all claims of the supplier on the client`"),
        );
    }

    /// The heads of a kind of claims.
    fn heads_of_kind(&self, noun: usize) -> Vec<Name> {
        let kind = self.vocabulary.nouns.get(noun).kind.clone();
        let restriction = kind.and_then(|kind| self.vocabulary.kinds.get(&kind));
        let Some(restriction) = restriction else {
            return Vec::new();
        };
        let ast::ConditionKind::One(statement) = &restriction.condition.kind else {
            return Vec::new();
        };
        let symbol = |phrase: &ast::Phrase| match super::binding::symbol(phrase) {
            Expression::Literal(crate::value::Value::Symbol(name)) => Some(name),
            _ => None,
        };
        match &statement.kind {
            ast::StatementKind::OneOf { options, .. } => {
                options.iter().filter_map(symbol).collect()
            }
            ast::StatementKind::Says(phrase) => phrase
                .split_at("is")
                .and_then(|(_, after)| symbol(&after))
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }

    fn lapses(&mut self, subject: &ast::Phrase, tails: &Tails, span: Span) -> Option<Body> {
        let Some((period, after)) = tails.lapse.clone() else {
            self.refuse(
                Problem::error(
                    "lapse-without-term",
                    "it is not said after which term this lapses",
                )
                .at(span, "after how long, counted from which day?")
                .help("add `after lapse of 1 year after …`"),
            );
            return None;
        };
        let np = self.noun_phrase(subject, None)?;
        let NpKind::Noun { noun, of, on, .. } = &np.kind else {
            self.whose_claims(subject.span);
            return None;
        };
        let creditor = if let Some(of) = of {
            self.noun(of)?
        } else {
            self.whose_claims(subject.span);
            return None;
        };
        let debtor = match on {
            Some(on) => self.noun(on)?,
            None => Expression::OtherParty(Box::new(creditor.clone())),
        };
        let heads = self.heads_of_kind(*noun);
        let claim = self.claim_spoken_of();
        Some(Body::Lapse {
            creditor,
            debtor,
            heads,
            claim,
            after,
            period,
        })
    }

    /// The variable of the claim when the tails speak of it.
    fn claim_spoken_of(&self) -> Option<crate::check::program::VariableId> {
        let mut claims = self
            .scope
            .such_that(|entry| entry.ty == Type::Claim)
            .into_iter();
        match claims.next().map(|entry| &entry.value) {
            Some(Expression::Variable(id)) => Some(*id),
            _ => None,
        }
    }

    fn ends(
        &mut self,
        subject: &ast::Phrase,
        status: &str,
        retroactive: bool,
        tails: &Tails,
    ) -> Option<Body> {
        let np = self.noun_phrase(subject, None)?;
        let value = self.noun(&np)?;
        let (what, service) = match np.ty {
            Type::Service | Type::Text => {
                let agreement = self.agreement_in_hand();
                (agreement, Some(value))
            }
            Type::Agreement => (value, None),
            Type::Thing(ref events) if self.is_replacement(events) => (value, None),
            _ => (self.coerce(value, &np.ty, &Type::Agreement), None),
        };
        let on = tails
            .on
            .clone()
            .or_else(|| tails.from.clone())
            .unwrap_or_else(|| self.day_it_arises());
        Some(Body::Ends {
            what,
            service,
            status: Name::new(status),
            on,
            retroactive,
        })
    }

    /// Whether these events replace a parameter: a special term ends by itself, not with its agreement.
    fn is_replacement(&self, events: &[Name]) -> bool {
        let events = events
            .iter()
            .filter_map(|event| self.vocabulary.schema.events.get(event));
        events
            .into_iter()
            .any(|event| event.role == Some(crate::check::schema::Role::Replacement))
    }

    fn agreement_in_hand(&mut self) -> Expression {
        if let Some(event) = self.event {
            Expression::AgreementOf(Box::new(Expression::Variable(event)))
        } else {
            let id = self.scope.add(Variable {
                noun: "agreement".to_owned(),
                sort: Sort::Agreement,
                generator: Generator::Each,
            });
            Expression::Variable(id)
        }
    }

    /// `the new version governs every agreement and every later event, from …`
    fn governs(
        &mut self,
        subject: &ast::Phrase,
        objects: &[ast::Phrase],
        tails: &Tails,
    ) -> Option<Body> {
        let np = self.noun_phrase(subject, None)?;
        let version = self.noun(&np)?;
        let from = tails.from.clone().or_else(|| tails.on.clone());
        let mut governs = Governs {
            version,
            agreement: None,
            later_events: false,
            running_terms: false,
            from: from.unwrap_or_else(|| self.day_it_arises()),
        };
        for object in objects {
            let words: Vec<String> = tokens_of_phrase(object)
                .iter()
                .map(|token| token.text.to_lowercase())
                .collect();
            match words.join(" ").as_str() {
                "every agreement" => {}
                "every later event" => governs.later_events = true,
                "every running term" => governs.running_terms = true,
                _ => {
                    let np = self.noun_phrase(object, Some(&Type::Agreement))?;
                    governs.agreement = Some(self.noun(&np)?);
                }
            }
        }
        Some(Body::Governs(governs))
    }
}

/// The later of two days.
pub fn later_of(first: Expression, second: Expression) -> Expression {
    let always = |value| crate::check::program::Choice {
        value,
        only_if: None,
    };
    Expression::Pick {
        pick: crate::check::program::Pick::Later,
        options: vec![always(first), always(second)],
    }
}
