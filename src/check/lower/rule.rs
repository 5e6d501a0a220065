//! One sentence made rules: headers, tails, main part.

use crate::check::lower::Lower;
use crate::check::lower::binding::Spoken;
use crate::check::lower::kind::Kind;
use crate::check::lower::own_form::take_form_of_own_act;
use crate::check::lower::tails::Tails;
use crate::check::lower::trigger::Headers;
use crate::check::phrase::{Article, Np, NpKind, PartyWord};
use crate::check::program::{
    Address, Body, Condition, Definition, Generator, Rule, RuleId, StandsIn, Trigger, VariableId,
    walk,
};
use crate::check::vocabulary::Type;
use crate::syntax::ast::{self, MainKind};
use crate::value::Name;

/// What a sentence was made.
#[derive(Debug, Clone, PartialEq)]
pub enum Made {
    /// A rule.
    Rule(Box<Rule>),
    /// A definition of a measure.
    Definition(Name, Box<Definition>),
    /// When a state or conclusion holds by definition.
    Holds(Name, Condition),
    /// When a day is a working day.
    WorkingDay(Condition),
    /// It says something of other sentences (`What is left is credit.`), and is no rule by itself.
    Nothing,
}

/// A variable that nothing speaks of must not stand for every thing of its sort: the rule is not about it.
fn leave_out_unused(rule: &mut Rule) {
    loop {
        let spoken = Spoken::of(|counts| walk::rule(rule, counts));
        let unused = rule
            .variables
            .iter()
            .enumerate()
            .position(|(at, variable)| {
                let is_free = matches!(
                    variable.generator,
                    Generator::Each
                        | Generator::Tuple { .. }
                        | Generator::EachParty
                        | Generator::Is(_)
                );
                is_free && spoken.times(VariableId(at)) == 0
            });
        match unused {
            Some(at) => rule.variables[at].generator = Generator::Local,
            None => return,
        }
    }
}

impl Lower<'_> {
    /// Reads a sentence. None when something was wrong with it.
    pub fn rule(&mut self, rule: &ast::Rule, before: &[ast::Header], at: &Address) -> Option<Made> {
        if let Some(definition) = self.definition(rule, at) {
            return definition;
        }
        if let Some(conclusion) = self.conclusion(rule) {
            return conclusion;
        }
        if let MainKind::Says(phrase) = &rule.main.kind {
            self.must_be_declared(phrase)?;
        }
        self.conduct_must_be_declared(&rule.main.kind);
        let kind = self.kind_of(&rule.main.kind);
        if kind == Kind::OfOthers {
            self.fit_headers_of(kind, &rule.headers)?;
        }
        let headers = self.headers(&rule.headers, before)?;
        self.fit_trigger(kind, &headers.trigger, rule)?;
        self.fit_tails(kind, &rule.tails)?;
        self.before_tails(rule)?;
        let tails = self.tails(&rule.tails)?;
        self.spoken_of = Spoken::of(|counts| {
            walk::trigger(&headers.trigger, counts);
            walk::condition(&headers.condition, counts);
            tails.walk(counts);
            walk::all(&self.also, counts, walk::condition);
            walk::all(&self.scope.variables, counts, walk::variable);
        });
        let body = self.body(rule, &headers, &tails)?;
        let Some(body) = body else {
            return Some(Made::Nothing);
        };
        let condition = super::condition::and(
            headers.condition.clone(),
            tails.condition.clone().unwrap_or(Condition::Always),
        );
        let relations = std::mem::take(&mut self.also);
        let condition = relations.into_iter().fold(condition, super::condition::and);
        // A prohibition is looked at when it is broken: the days on which it stands are conditions of it.
        let window = match kind {
            Kind::Ban => tails.window(),
            _ => Vec::new(),
        };
        let condition = window.into_iter().fold(condition, super::condition::and);
        Some(Made::Rule(Box::new(
            self.finish(rule, at, headers, &tails, condition, body),
        )))
    }

    fn finish(
        &mut self,
        rule: &ast::Rule,
        at: &Address,
        headers: Headers,
        tails: &Tails,
        condition: Condition,
        body: Body,
    ) -> Rule {
        let mut made = Rule {
            id: RuleId(0),
            at: at.clone(),
            words: self.words_of_rule(rule),
            readings: self.readings.iter().cloned().collect(),
            variables: self.scope.variables.clone(),
            trigger: headers.trigger,
            condition,
            body,
            fallback: headers.fallback,
            instead_of: tails.instead_of.clone(),
            relations: tails.relations.clone(),
            stands_in: StandsIn::Every,
            renumbered: Vec::new(),
        };
        let spoken = Spoken::of(|counts| walk::rule(&made, counts));
        match &mut made.trigger {
            Trigger::Onset(trigger) | Trigger::While(trigger) => {
                self.prune_rule(&mut [trigger, &mut made.condition], &spoken);
            }
            Trigger::Standing | Trigger::Event(_) | Trigger::Recurring { .. } => {
                self.prune_rule(&mut [&mut made.condition], &spoken);
            }
        }
        take_form_of_own_act(&mut made);
        leave_out_unused(&mut made);
        made
    }

    /// The words of a rule on one line; alternatives that were not chosen are left out.
    fn words_of_rule(&self, rule: &ast::Rule) -> String {
        let span = rule.span;
        let mut left_out: Vec<(usize, usize)> = Vec::new();
        for tail in &rule.tails {
            self.not_chosen(&tail.content, &mut left_out);
        }
        if let MainKind::Owes { amount, .. }
        | MainKind::IsLimitedTo { amount, .. }
        | MainKind::Is { value: amount, .. }
        | MainKind::Becomes { value: amount, .. } = &rule.main.kind
        {
            self.not_chosen(amount, &mut left_out);
        }
        if let MainKind::Must {
            conduct: ast::Conduct::Steps(steps),
            ..
        } = &rule.main.kind
        {
            for step in steps {
                self.not_chosen(&step.content, &mut left_out);
            }
        }
        if let MainKind::Settles { ranks, .. } = &rule.main.kind {
            for rank in ranks {
                self.not_chosen(&rank.content, &mut left_out);
            }
        }
        left_out.sort_unstable();
        let whole = self.sources.words(span);
        let mut words = String::new();
        let mut at = span.start;
        for (start, end) in left_out {
            words.push_str(
                whole
                    .get(at - span.start..start - span.start)
                    .unwrap_or_default(),
            );
            at = end;
        }
        words.push_str(whole.get(at - span.start..).unwrap_or_default());
        super::context::on_one_line(&words)
            .replace(" ,", ",")
            .replace(" .", ".")
            .replace(",,", ",")
            .replace(",.", ".")
    }

    fn not_chosen<T>(&self, text: &ast::WithAlternatives<T>, left_out: &mut Vec<(usize, usize)>) {
        for alternative in &text.alternatives {
            if !self.is_chosen(&alternative.under) {
                left_out.push((alternative.span.start, alternative.span.end));
            }
        }
    }

    /// What the main part introduces, which the tails may speak of: they are read first.
    fn before_tails(&mut self, rule: &ast::Rule) -> Option<()> {
        match &rule.main.kind {
            MainKind::Says(phrase) => self.before_status(phrase),
            MainKind::IsRefused(what) | MainKind::IsLimitedTo { what, .. } => {
                self.before_gate(what)
            }
            MainKind::May { holder, conduct } => {
                self.introduce_party_of(holder);
                self.introduce_objects(conduct, true);
                Some(())
            }
            MainKind::Cannot { party, conduct } => {
                self.introduce_party_of(party);
                self.introduce_objects(conduct, true);
                Some(())
            }
            MainKind::MustNot { bearer, conduct } => {
                self.introduce_party_of(bearer);
                self.introduce_objects(conduct, true);
                self.act_itself.extend(self.violations());
                Some(())
            }
            MainKind::Must { bearer, conduct } => {
                self.introduce_party_of(bearer);
                if let ast::Conduct::One(phrases) = conduct {
                    self.introduce_objects(phrases, false);
                }
                Some(())
            }
            MainKind::DoesNotApply {
                each: true, what, ..
            } => self.introduce_each_of(what),
            MainKind::GroundFor {
                against: Some(against),
                ..
            } => {
                self.introduce_party_of(against);
                Some(())
            }
            MainKind::Effect {
                subject,
                verb: ast::EffectVerb::Lapses,
                ..
            } => {
                self.introduce_claim_of(subject);
                Some(())
            }
            _ => Some(()),
        }
    }

    /// `a claim of the client on the supplier lapses`: each such claim has its own term.
    fn introduce_claim_of(&mut self, phrase: &ast::Phrase) {
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        let chart = self.chart(&tokens);
        let found = chart.whole_noun_phrase().first().cloned();
        if let Some(np) = found
            && matches!(
                np.kind,
                NpKind::Noun {
                    article: Article::A,
                    ..
                }
            )
        {
            self.noun(&np);
        }
    }

    /// `each party`, `a party`: introduced once, whatever is read first.
    fn introduce_party_of(&mut self, phrase: &ast::Phrase) {
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        let chart = self.chart(&tokens);
        let found = chart.whole_noun_phrase().first().cloned();
        if let Some(np) = found
            && matches!(np.kind, NpKind::AnyParty(PartyWord::A | PartyWord::Each))
        {
            self.noun(&np);
        }
    }

    /// `an offer` in `may revoke an offer`, and `the agreement` in `may dissolve the agreement`, which is each in turn; of a power also what the
    /// act under judgement itself brings about.
    fn introduce_objects(&mut self, conduct: &[ast::Phrase], judged: bool) {
        for phrase in conduct {
            let tokens = crate::check::phrase::tokens_of_phrase(phrase);
            let chart = self.chart(&tokens);
            for matched in chart.conducts() {
                let act = self.act_of(&matched);
                let own: Vec<Name> = act.iter().map(|act| act.event.clone()).collect();
                for fill in matched.fills.iter().flatten() {
                    let makes_it = matches!(&fill.ty, Type::Thing(events) if events.iter().any(|event| own.contains(event)));
                    let any = matches!(
                        &fill.kind,
                        NpKind::Noun {
                            article: Article::A,
                            ..
                        }
                    );
                    let known = self
                        .scope
                        .entries
                        .iter()
                        .any(|entry| entry.span == fill.span);
                    if (any && !makes_it && !known) || self.is_each_agreement(fill) {
                        self.introduce(fill, None);
                    }
                }
                if judged {
                    self.act_itself.extend(own);
                }
            }
        }
    }

    /// Whether it is `the agreement`, where nothing before it speaks of one or of anything that belongs to one.
    fn is_each_agreement(&self, fill: &Np) -> bool {
        let is_the = matches!(
            &fill.kind,
            NpKind::Noun {
                article: Article::The,
                ..
            }
        );
        let has_one = |ty: &Type| *ty == Type::Agreement || ty.is_relational();
        let nothing_before = self.scope.entries.iter().all(|entry| !has_one(&entry.ty));
        is_the && fill.ty == Type::Agreement && nothing_before
    }

    /// Events that break prohibitions.
    fn violations(&self) -> Vec<Name> {
        let events = self.vocabulary.schema.events.values();
        let is_violation = |event: &&crate::check::schema::EventType| {
            event.role == Some(crate::check::schema::Role::Violation)
        };
        events
            .filter(is_violation)
            .map(|event| event.name.clone())
            .collect()
    }
}
