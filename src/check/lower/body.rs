//! The main part of a rule: what it does.

use crate::check::lower::Lower;
use crate::check::lower::tails::Tails;
use crate::check::lower::trigger::Headers;
use crate::check::phrase::{Matched, Np, NpKind};
use crate::check::program::{
    ActPattern, Body, Condition, Deadline, Duty, Expression, Power, Promptness, Step, Window,
};
use crate::check::schema::Needs;
use crate::check::vocabulary::{SentenceKind, Type};
use crate::source::{Problem, Span};
use crate::syntax::ast::{self, Conduct, MainKind};
use crate::value::Name;

impl Lower<'_> {
    /// What the main part does; none inside when it only says something of other sentences.
    pub fn body(
        &mut self,
        rule: &ast::Rule,
        headers: &Headers,
        tails: &Tails,
    ) -> Option<Option<Body>> {
        let body = match &rule.main.kind {
            MainKind::Must { bearer, conduct } => Body::Duty(self.duty(bearer, conduct, tails)?),
            MainKind::May { holder, conduct } => Body::Power(self.power(holder, conduct, tails)?),
            MainKind::MustNot { bearer, conduct } => self.ban(bearer, conduct)?,
            MainKind::Cannot { party, conduct } => self.cannot(party, conduct)?,
            MainKind::Owes {
                debtor,
                creditor,
                head,
                amount,
            } => {
                let amount = self.choose(amount);
                self.owes(debtor, creditor, head, amount, headers, tails)?
            }
            MainKind::Settles {
                what,
                ranks,
                claim_by_claim,
            } => self.settles(what, ranks, *claim_by_claim)?,
            MainKind::SetOff => Body::SetOff,
            MainKind::HasNoEffect(what) => self.has_no_effect(what)?,
            MainKind::Effect {
                subject,
                verb,
                objects,
            } => self.effect(subject, *verb, objects, tails, rule.main.span)?,
            MainKind::IsRefused(what) => self.refused(what)?,
            MainKind::IsLimitedTo { what, amount } => {
                let amount = self.choose(amount);
                self.limited(what, amount, tails)?
            }
            MainKind::Becomes { subject, value } => {
                let value = self.choose(value);
                self.becomes(subject, value, tails)?
            }
            MainKind::PassInOrder { claims, groups } => self.pass_in_order(claims, groups)?,
            MainKind::GroundFor {
                provisions,
                against,
            } => self.ground_for(provisions, against.as_ref())?,
            MainKind::DoesNotApply { each, what, to } => {
                return self.does_not_apply(*each, what, to.as_ref());
            }
            MainKind::Says(phrase) => self.status(phrase, tails)?,
            MainKind::WhatIsLeftIs(_) | MainKind::OwedOnce { .. } | MainKind::Group { .. } => {
                return Some(None);
            }
            MainKind::Applies { what, .. } => {
                self.provision_list(what)?;
                return Some(None);
            }
            MainKind::DoesNotAffect { what, provisions } => {
                self.provision_list(what)?;
                self.provision_list(provisions)?;
                return Some(None);
            }
            MainKind::Is { subject, .. } => {
                self.not_defined(subject);
                return None;
            }
        };
        Some(Some(body))
    }

    /// A party, of whatever words.
    pub fn party(&mut self, phrase: &ast::Phrase) -> Option<Expression> {
        let np = self.noun_phrase(phrase, Some(&Type::Party))?;
        self.noun(&np)
    }

    fn duty(&mut self, bearer: &ast::Phrase, conduct: &Conduct, tails: &Tails) -> Option<Duty> {
        let bearer_span = bearer.span;
        let bearer = self.party(bearer)?;
        let mut steps = Vec::new();
        let mut counterparty = None;
        match conduct {
            Conduct::One(phrases) => {
                let [phrase] = phrases.as_slice() else {
                    self.one_conduct_only(phrases, bearer_span);
                    return None;
                };
                let matched = self.match_conduct(phrase)?;
                steps.push(self.step(&matched, &bearer, bearer_span, Condition::Always)?);
                counterparty = self.counterparty(&matched)?;
            }
            Conduct::Steps(all) => {
                for step in all {
                    let chosen = self.choose(&step.content);
                    let only_if = match &chosen.only_if {
                        Some(condition) => self.in_part(|lower| lower.condition(condition))?,
                        None => Condition::Always,
                    };
                    let matched = self.match_conduct(&chosen.conduct)?;
                    steps.push(self.step(&matched, &bearer, bearer_span, only_if)?);
                    if counterparty.is_none() {
                        counterparty = self.counterparty(&matched)?;
                    }
                }
            }
        }
        if let Some(span) = tails.form_span
            && steps.iter().any(|step| step.performed_by.is_none())
        {
            self.form_of_no_act(span);
            return None;
        }
        let other = Expression::OtherParty(Box::new(bearer.clone()));
        Some(Duty {
            bearer,
            counterparty: counterparty.or(Some(other)),
            steps,
            deadline: tails.last_day().unwrap_or(Deadline::Open(None)),
            form: tails.form.clone(),
        })
    }

    fn one_conduct_only(&mut self, phrases: &[ast::Phrase], span: Span) {
        let place = phrases.get(1).map_or(span, |phrase| phrase.span);
        self.refuse(
            Problem::error(
                "duty-with-a-choice",
                "a duty says one thing that must be done",
            )
            .at(place, "a second thing")
            .help("say it in two sentences; or `may … or …` when the party has the choice"),
        );
    }

    fn step(
        &mut self,
        matched: &Matched,
        bearer: &Expression,
        bearer_span: Span,
        only_if: Condition,
    ) -> Option<Step> {
        let called = self.name_of_conduct(matched)?;
        let kind = &self.vocabulary.sentences[matched.sentence].kind;
        let conduct = if let SentenceKind::Conduct { conduct, .. } = kind {
            Some(conduct.clone())
        } else {
            None
        };
        let about = self.thing_of_conduct(matched);
        let thing = match about {
            Some(np) => Some(self.noun(&np)?),
            None => self.event.map(Expression::Variable).filter(|_| false),
        };
        let performed_by = match self.act_of(matched) {
            Some(act) => {
                self.fits_actor(
                    act.reading.by.as_ref(),
                    bearer,
                    &act.reading.words,
                    bearer_span,
                )?;
                let mut pattern = self.conduct_pattern(matched)?;
                pattern.by = Some(bearer.clone());
                Some(pattern)
            }
            None => None,
        };
        Some(Step {
            called,
            conduct,
            thing,
            performed_by,
            only_if,
        })
    }

    /// What conduct is about: the first noun phrase of its sentence that is no party.
    pub fn thing_of_conduct(&self, matched: &Matched) -> Option<Np> {
        if let SentenceKind::Conduct {
            thing: Some(thing), ..
        } = &self.vocabulary.sentences[matched.sentence].kind
        {
            return matched.fills[*thing].clone();
        }
        let definite = |np: &&Np| np.ty != Type::Party && !super::act::is_any(np);
        matched.fills.iter().flatten().find(definite).cloned()
    }

    /// The party to whom conduct is owed, when its sentence names one.
    fn counterparty(&mut self, matched: &Matched) -> Option<Option<Expression>> {
        let party = matched
            .fills
            .iter()
            .flatten()
            .find(|np| np.ty == Type::Party);
        match party.cloned() {
            Some(np)
                if !matches!(
                    np.kind,
                    NpKind::AnyParty(crate::check::phrase::PartyWord::Other)
                ) =>
            {
                Some(Some(self.noun(&np)?))
            }
            Some(_) | None => Some(None),
        }
    }

    /// The sentence of an act that names its actor fits no other party.
    fn fits_actor(
        &mut self,
        by: Option<&Name>,
        actor: &Expression,
        words: &str,
        span: Span,
    ) -> Option<()> {
        match (by, actor) {
            (Some(own), Expression::Party(name)) if own != name => {
                self.refuse(
                    Problem::error(
                        "wrong-actor",
                        format!("the sentence `{words}` is not about this party"),
                    )
                    .at(
                        span,
                        format!("it is an act of {}", self.words_of_party(own)),
                    )
                    .help("name that party, or declare a sentence `a party …`"),
                );
                None
            }
            _ => Some(()),
        }
    }

    fn words_of_party(&self, name: &Name) -> String {
        let words = self.vocabulary.parties.get(name);
        words.map_or_else(|| name.to_string(), |words| words.join(" "))
    }

    fn power(
        &mut self,
        holder: &ast::Phrase,
        conduct: &[ast::Phrase],
        tails: &Tails,
    ) -> Option<Power> {
        let span = holder.span;
        let holder = self.party(holder)?;
        let mut acts = Vec::new();
        let mut form = tails.form.clone();
        let mut ends_when_used = false;
        for phrase in conduct {
            let matched = self.match_conduct(phrase)?;
            let pattern = self.allowed(&matched, &holder, span)?;
            let event = self.vocabulary.schema.events.get(&pattern.event);
            ends_when_used |= event.is_some_and(|event| event.needs == Needs::Power);
            form = form.or_else(|| pattern.form.clone());
            acts.push(pattern);
        }
        // What a party may do at all times it may do again.
        ends_when_used &= tails.deadline != Some(Deadline::Open(Some(Promptness::Always)));
        let through = match &tails.deadline {
            Some(Deadline::On(day)) => Some(day.clone()),
            Some(Deadline::Open(_) | Deadline::WithinThat(_)) | None => None,
        };
        // `at once` says that no term has to pass first, not that the power ends today.
        let at_once = tails.deadline.as_ref() == Some(&Deadline::On(self.day_it_arises()));
        let always = Deadline::Open(Some(Promptness::Always));
        Some(Power {
            holder,
            acts,
            form,
            window: Window {
                from: tails
                    .from
                    .clone()
                    .or_else(|| tails.earliest.clone())
                    .or_else(|| tails.day_after_lapse()),
                through: tails.through.clone().or(through.filter(|_| !at_once)),
                until: tails.until.clone(),
            },
            for_good: tails.for_good,
            ends_when_used: ends_when_used && tails.deadline.as_ref() != Some(&always),
        })
    }

    /// Conduct of a party as a pattern of events; conduct without an event goes by its name.
    fn allowed(&mut self, matched: &Matched, by: &Expression, span: Span) -> Option<ActPattern> {
        let Some(act) = self.act_of(matched) else {
            let called = self.name_of_conduct(matched)?;
            let own = match &self.vocabulary.sentences[matched.sentence].kind {
                SentenceKind::Conduct { conduct, .. } => Some(conduct.clone()),
                SentenceKind::Act { .. }
                | SentenceKind::State { .. }
                | SentenceKind::Truth { .. }
                | SentenceKind::Concept { .. }
                | SentenceKind::Measure { .. } => None,
            };
            return Some(ActPattern {
                event: own.unwrap_or_else(|| called.clone()),
                called: Some(called),
                by: Some(by.clone()),
                fields: Vec::new(),
                form: None,
                since: None,
                before: None,
            });
        };
        self.fits_actor(act.reading.by.as_ref(), by, &act.reading.words, span)?;
        let mut pattern = self.conduct_pattern(matched)?;
        pattern.by = Some(by.clone());
        Some(pattern)
    }

    fn ban(&mut self, bearer: &ast::Phrase, conduct: &[ast::Phrase]) -> Option<Body> {
        let span = bearer.span;
        let bearer = self.party(bearer)?;
        let mut acts = Vec::new();
        let mut called = None;
        for phrase in conduct {
            let matched = self.match_conduct(phrase)?;
            let name = self.name_of_conduct(&matched)?;
            called.get_or_insert(name);
            acts.push(self.allowed(&matched, &bearer, span)?);
        }
        Some(Body::Ban {
            bearer,
            acts,
            called: called?,
        })
    }

    fn cannot(&mut self, party: &ast::Phrase, conduct: &[ast::Phrase]) -> Option<Body> {
        let span = party.span;
        let by = self.party(party)?;
        let [phrase] = conduct else {
            self.one_conduct_only(conduct, span);
            return None;
        };
        let matched = self.match_conduct(phrase)?;
        let act = self.allowed(&matched, &by, span)?;
        // What the act brings about can be spoken of in its exceptions.
        Some(Body::NoEffect { act })
    }

    fn ground_for(
        &mut self,
        provisions: &ast::Provisions,
        against: Option<&ast::Phrase>,
    ) -> Option<Body> {
        let all = self.provision_list(provisions)?;
        let provision = all.first()?.clone();
        let against = match against {
            Some(phrase) => Some(self.party(phrase)?),
            None => None,
        };
        Some(Body::Ground { provision, against })
    }

    fn does_not_apply(
        &mut self,
        each: bool,
        what: &ast::Provisions,
        to: Option<&ast::Phrase>,
    ) -> Option<Option<Body>> {
        let by_sentence = what
            .all
            .iter()
            .all(|one| matches!(one.kind, ast::ProvisionKind::Sentence(_)));
        if by_sentence && to.is_none() {
            // The sentences themselves are left out when the clause is read.
            return Some(None);
        }
        let all = self.provision_list(what)?;
        let to = match to {
            Some(phrase) => Some(self.applies_to(phrase)?),
            None => None,
        };
        Some(Some(Body::SwitchOff {
            each: if each { self.provision_in_hand() } else { None },
            provisions: all,
            to,
        }))
    }

    /// `to hosting`, `to the client`
    fn applies_to(&mut self, phrase: &ast::Phrase) -> Option<Expression> {
        let tokens = self.tokens(phrase)?;
        let chart = self.chart(&tokens);
        let found = chart.whole_noun_phrase().first().cloned();
        if let Some(np) = found {
            self.noun(&np)
        } else {
            let words = chart.words.join(" ");
            Some(Expression::Literal(crate::value::Value::Service(words)))
        }
    }

    fn not_defined(&mut self, subject: &ast::Phrase) {
        self.refuse(
            Problem::error("not-a-measure", "this cannot be given a value")
                .at(subject.span, "no measure and no parameter has this name")
                .help("declare it with `Measure … reads \"…\".`, or name a parameter: `The payment term is 15 days.`"),
        );
    }
}
