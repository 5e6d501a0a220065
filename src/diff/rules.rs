//! The rules of a clause, each with what it is compared by: its form, its subject and its parts.

use crate::source::Span;
use crate::syntax::ast::{
    Clause, Conduct, Declared, EffectVerb, Entry, HeaderKind, Line, LineKind, MainKind, Note,
    Phrase, Reading, Rule, SharedReading,
};
use crate::value::Name;

use super::facets::{Facet, FacetKind, facets, of_conclusion, of_definition};
use super::words::{Quoted, comparable, inside_a_sentence, listed};

/// How a rule about provisions that do not apply is told from others, whichever these are.
pub(super) const NOT_APPLIED: &str = "what does not apply";

/// A rule and where it stands.
#[derive(Debug, Clone)]
pub(super) struct RuleText {
    /// The Dutch sentence that it stands under, from 1; 0 where none is named.
    pub(super) sentence: u32,
    /// The reading under which it stands: `R14 doubt_required`.
    pub(super) under: Option<String>,
    /// What kind of rule, and about whom and what.
    pub(super) form: Form,
    /// Its parts.
    pub(super) facets: Vec<Facet>,
    /// All its words.
    pub(super) words: String,
    /// Where they stand.
    pub(super) span: Span,
    /// What tells it from another rule of the clause about the same: `as soon as the client is in default of an obligation`.
    pub(super) told_apart: Option<String>,
    /// The word that it says the meaning of, where it stands in a declaration and in no provision.
    pub(super) word: Option<Name>,
}

impl RuleText {
    /// Its words without the reading that it stands under and without the full stop.
    pub(super) fn bare(&self) -> String {
        let head = self
            .under
            .as_ref()
            .map_or_else(String::new, |under| format!("Under {under}, "));
        let words = self.words.strip_prefix(&head).unwrap_or(&self.words);
        words.trim_end_matches('.').to_owned()
    }
}

/// What a rule says, in the words that identify it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// `the client must pay the invoice to the supplier`
    Duty { bearer: String, conduct: String },
    /// `the supplier may suspend the services`
    Power { holder: String, conduct: String },
    /// `the client must not transfer the contract`
    Prohibition { bearer: String, conduct: String },
    /// `the client cannot declare set-off`
    WithoutEffect { party: String, conduct: String },
    /// `the client owes the supplier, as costs`
    Claim {
        debtor: String,
        creditor: String,
        head: String,
    },
    /// `the payment term is`
    Value { name: String },
    /// `a claim of the client for damage is refused`
    Refusal { what: String },
    /// `a claim of the client for damage is limited to`
    Limit { what: String },
    /// `a claim lapses`, `all claims become due`, `the new version governs the agreement`
    Effect {
        subject: String,
        verb: &'static str,
        objects: String,
    },
    /// Everything else, in its own words.
    Other { words: String },
}

/// What stands in a clause besides its wording.
#[derive(Debug, Clone)]
pub(super) struct ClauseText<'a> {
    pub(super) rules: Vec<RuleText>,
    pub(super) readings: Vec<&'a Reading>,
    /// Remarks and declarations, in their own words.
    pub(super) remarks: Vec<String>,
}

/// Reads what stands in a clause.
pub(super) fn clause_text<'a>(clause: &'a Clause, quoted: Quoted<'_>) -> ClauseText<'a> {
    let mut text = ClauseText {
        rules: Vec::new(),
        readings: Vec::new(),
        remarks: Vec::new(),
    };
    let mut sentence = 0;
    for entry in &clause.entries {
        match entry {
            Entry::Mark(mark) => sentence = mark.number.number,
            Entry::Reading(reading) => text.readings.push(reading),
            Entry::Rule(rule) => text.rules.push(rule_text(rule, sentence, quoted)),
            Entry::Note(Note { span, .. })
            | Entry::Declared(Declared { span, .. })
            | Entry::Shared(SharedReading { span, .. }) => {
                text.remarks.push(quoted.words(*span));
            }
            Entry::See(provisions) => text
                .remarks
                .push(format!("See {}.", quoted.words(provisions.span))),
        }
    }
    tell_apart(&mut text.rules);
    text
}

/// Where several rules of a clause are about the same, each is told with what it alone hangs on: its event or its condition.
fn tell_apart(rules: &mut [RuleText]) {
    for at in 0..rules.len() {
        let rule = &rules[at];
        let others = rules.iter().enumerate().filter(|(other, _)| *other != at);
        let alike = others.filter(|(_, other)| other.same_subject(rule));
        let alike: Vec<&RuleText> = alike.map(|(_, other)| other).collect();
        let words = |rule: &RuleText, kind| rule.facet(kind).map(|facet| facet.words.clone());
        let its_own = [FacetKind::When, FacetKind::If]
            .into_iter()
            .find_map(|kind| {
                let own = words(rule, kind)?;
                let same = |other: &&RuleText| words(other, kind).as_ref() == Some(&own);
                (!alike.is_empty() && !alike.iter().any(same)).then_some(own)
            });
        rules[at].told_apart = its_own;
    }
}

fn rule_text(rule: &Rule, sentence: u32, quoted: Quoted<'_>) -> RuleText {
    let under = rule.headers.iter().find_map(|header| match &header.kind {
        HeaderKind::Under(under) => Some(quoted.words(under.span)),
        HeaderKind::WhereTheTermsAreSilent
        | HeaderKind::Trigger { .. }
        | HeaderKind::Recurring(_)
        | HeaderKind::InThatCase => None,
    });
    RuleText {
        sentence,
        under: under.map(|words| words.trim_start_matches("Under ").to_owned()),
        form: form(rule, quoted),
        facets: facets(rule, quoted),
        words: quoted.words(rule.span),
        span: rule.span,
        told_apart: None,
        word: None,
    }
}

/// What the lines of a declaration say that are like rules: when a conclusion holds, what a measure is.
pub(super) fn rules_of_a_word(
    name: &Name,
    reads: &str,
    lines: &[Line],
    quoted: Quoted<'_>,
) -> Vec<RuleText> {
    let rules = lines.iter().filter_map(|line| {
        let (form, facets) = match &line.kind {
            LineKind::HoldsIf(condition) => (
                Form::Other {
                    words: reads.to_owned(),
                },
                of_conclusion(condition, quoted),
            ),
            LineKind::Defined { value, only_if } => (
                Form::Value {
                    name: reads.to_owned(),
                },
                of_definition(value, only_if.as_ref(), quoted),
            ),
            _ => return None,
        };
        Some(RuleText {
            sentence: 0,
            under: None,
            form,
            facets,
            words: quoted.words(line.span),
            span: line.span,
            told_apart: None,
            word: Some(name.clone()),
        })
    });
    rules.collect()
}

fn form(rule: &Rule, quoted: Quoted<'_>) -> Form {
    let text = |phrase: &Phrase| inside_a_sentence(&quoted.words(phrase.span));
    let joined = |phrases: &[Phrase]| listed(&phrases.iter().map(text).collect::<Vec<_>>());
    match &rule.main.kind {
        MainKind::Must { bearer, conduct } => Form::Duty {
            bearer: text(bearer),
            conduct: match conduct {
                Conduct::One(phrases) => joined(phrases),
                Conduct::Steps(_) => "take certain steps in order".to_owned(),
            },
        },
        MainKind::May { holder, conduct } => Form::Power {
            holder: text(holder),
            conduct: joined(conduct),
        },
        MainKind::MustNot { bearer, conduct } => Form::Prohibition {
            bearer: text(bearer),
            conduct: joined(conduct),
        },
        MainKind::Cannot { party, conduct } => Form::WithoutEffect {
            party: text(party),
            conduct: joined(conduct),
        },
        MainKind::Owes {
            debtor,
            creditor,
            head,
            ..
        } => Form::Claim {
            debtor: text(debtor),
            creditor: text(creditor),
            head: text(head),
        },
        MainKind::Is { subject, .. } => Form::Value {
            name: text(subject),
        },
        MainKind::Becomes { subject, .. } => Form::Other {
            words: format!("what {} becomes", text(subject)),
        },
        MainKind::IsRefused(what) => Form::Refusal { what: text(what) },
        MainKind::IsLimitedTo { what, .. } => Form::Limit { what: text(what) },
        MainKind::Effect {
            subject,
            verb,
            objects,
        } => Form::Effect {
            subject: text(subject),
            verb: verb_words(*verb),
            objects: joined(objects),
        },
        MainKind::Settles { what, .. } => Form::Other {
            words: format!("the order in which {} settles", text(what)),
        },
        MainKind::Group { name, .. } => Form::Other { words: text(name) },
        MainKind::OwedOnce { what, .. } => Form::Other {
            words: format!("{} are owed once", text(what)),
        },
        MainKind::PassInOrder { claims, .. } => Form::Other {
            words: format!("the order in which {} pass the clauses", text(claims)),
        },
        MainKind::WhatIsLeftIs(_) => Form::Other {
            words: "what is left of a payment".to_owned(),
        },
        MainKind::DoesNotApply { to, .. } => Form::Other {
            words: match to {
                Some(to) => format!("{NOT_APPLIED} to {}", text(to)),
                None => NOT_APPLIED.to_owned(),
            },
        },
        MainKind::DoesNotAffect { what, .. } => Form::Other {
            words: format!(
                "what {} does not affect",
                inside_a_sentence(&quoted.words(what.span))
            ),
        },
        MainKind::SetOff => Form::Other {
            words: "that debts of both are set off by themselves".to_owned(),
        },
        MainKind::HasNoEffect(_)
        | MainKind::GroundFor { .. }
        | MainKind::Applies { .. }
        | MainKind::Says(_) => Form::Other {
            words: inside_a_sentence(&quoted.words(rule.main.span)),
        },
    }
}

fn verb_words(verb: EffectVerb) -> &'static str {
    match verb {
        EffectVerb::TakesEffect => "takes effect",
        EffectVerb::Lapses => "lapses",
        EffectVerb::Ends => "ends",
        EffectVerb::BecomesDue => "becomes due",
        EffectVerb::BecomesDueWithLater => "becomes due with all later instalments",
        EffectVerb::IsUndone => "is undone",
        EffectVerb::Governs => "governs",
    }
}

impl RuleText {
    /// Whether two rules are about the same thing.
    pub(super) fn same_subject(&self, other: &Self) -> bool {
        self.form == other.form && self.under == other.under
    }

    /// Whether two rules are about the same thing, which the one introduces (`an outage`) and the other does not (`the outage`).
    pub(super) fn same_subject_elsewhere(&self, other: &Self) -> bool {
        self.under == other.under && self.form.is_introduced(&other.form)
    }

    /// Whether two rules say the same.
    pub(super) fn same_words(&self, other: &Self) -> bool {
        comparable(&self.words) == comparable(&other.words)
    }

    /// Whether two rules say the same of how something is done: `without compensation`, of which a run makes nothing.
    pub(super) fn same_manner(&self, other: &Self) -> bool {
        let manner = |rule: &Self| {
            let parts = rule.facets.iter();
            let parts = parts.filter(|part| {
                part.kind == FacetKind::Manner
                    || (matches!(rule.form, Form::Power { .. }) && part.kind == FacetKind::Deadline)
            });
            let mut words: Vec<String> = parts.map(|part| comparable(&part.words)).collect();
            words.sort();
            words
        };
        manner(self) == manner(other)
    }

    /// The beginning of a sentence about it: `the client owes the supplier a fine`, with what tells it from another.
    pub(super) fn sentence(&self) -> String {
        self.told_with(&self.form.sentence())
    }

    /// What it says, without when and unless what: `clauses 6.a and 7.a do not apply`.
    pub(super) fn what_it_says(&self) -> String {
        let content = self.facet(FacetKind::Content);
        match (&self.form, content) {
            (Form::Other { words }, Some(content)) if words.starts_with(NOT_APPLIED) => {
                inside_a_sentence(&content.words)
            }
            _ => self.form.sentence(),
        }
    }

    /// A sentence about it, with what tells it from another.
    pub(super) fn told_with(&self, sentence: &str) -> String {
        match &self.told_apart {
            Some(when) => format!("{sentence} {when}"),
            None => sentence.to_owned(),
        }
    }

    /// The first part of a kind that is no alternative.
    pub(super) fn facet(&self, kind: FacetKind) -> Option<&Facet> {
        self.facets
            .iter()
            .find(|facet| facet.kind == kind && facet.under.is_none())
    }
}

impl Form {
    /// Whether two rules of one kind are about the same party, so that one may be the other in other words.
    pub(super) fn is_of_the_same_party(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Duty { bearer: one, .. }, Self::Duty { bearer: two, .. })
            | (Self::Prohibition { bearer: one, .. }, Self::Prohibition { bearer: two, .. })
            | (Self::Power { holder: one, .. }, Self::Power { holder: two, .. })
            | (Self::WithoutEffect { party: one, .. }, Self::WithoutEffect { party: two, .. })
            | (Self::Claim { debtor: one, .. }, Self::Claim { debtor: two, .. }) => one == two,
            (Self::Value { .. }, Self::Value { .. })
            | (Self::Effect { .. }, Self::Effect { .. })
            | (Self::Other { .. }, Self::Other { .. }) => true,
            (
                Self::Duty { .. }
                | Self::Power { .. }
                | Self::Prohibition { .. }
                | Self::WithoutEffect { .. }
                | Self::Claim { .. }
                | Self::Value { .. }
                | Self::Refusal { .. }
                | Self::Limit { .. }
                | Self::Effect { .. }
                | Self::Other { .. },
                _,
            ) => false,
        }
    }

    /// Whether one of two rules is a definition by a calculation, and the other a plain phrase about the same:
    /// `the last day of an offer is the last day stated in the offer`.
    pub(super) fn is_value_or_saying(&self, other: &Self) -> bool {
        let is_one = |value: &Self, saying: &Self| match (value, saying) {
            (Self::Value { name }, Self::Other { words }) => {
                words.starts_with(&format!("{name} is "))
            }
            _ => false,
        };
        is_one(self, other) || is_one(other, self)
    }

    /// Whether two rules are of one kind and about the same, but for what the one introduces and the other does not.
    pub(super) fn is_introduced(&self, other: &Self) -> bool {
        let named = |form: &Self| {
            let words = form.sentence();
            let words = words
                .split(' ')
                .filter(|word| !matches!(*word, "a" | "an" | "the"));
            words.collect::<Vec<_>>().join(" ")
        };
        std::mem::discriminant(self) == std::mem::discriminant(other) && named(self) == named(other)
    }

    /// Whether two rules tell of the same conduct of the same party, and the one allows what the other asks or forbids.
    pub(super) fn is_another_norm_than(&self, other: &Self) -> bool {
        self != other && self.norm().is_some_and(|norm| other.norm() == Some(norm))
    }

    /// Whether two rules of one kind say the same of different parties.
    pub(super) fn is_turned(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Claim {
                    debtor,
                    creditor,
                    head,
                },
                Self::Claim {
                    debtor: new_debtor,
                    creditor: new_creditor,
                    head: new_head,
                },
            ) => head == new_head && debtor == new_creditor && creditor == new_debtor,
            (Self::Duty { .. }, Self::Duty { .. })
            | (Self::Power { .. }, Self::Power { .. })
            | (Self::Prohibition { .. }, Self::Prohibition { .. })
            | (Self::WithoutEffect { .. }, Self::WithoutEffect { .. }) => {
                self != other && self.conduct() == other.conduct()
            }
            (
                Self::Duty { .. }
                | Self::Power { .. }
                | Self::Prohibition { .. }
                | Self::WithoutEffect { .. }
                | Self::Claim { .. }
                | Self::Value { .. }
                | Self::Refusal { .. }
                | Self::Limit { .. }
                | Self::Effect { .. }
                | Self::Other { .. },
                _,
            ) => false,
        }
    }

    /// Who acts or pays, where the rule is about that.
    pub(super) fn actor(&self) -> Option<&str> {
        match self {
            Self::Claim { debtor, .. } => Some(debtor),
            Self::Duty { .. }
            | Self::Power { .. }
            | Self::Prohibition { .. }
            | Self::WithoutEffect { .. }
            | Self::Value { .. }
            | Self::Refusal { .. }
            | Self::Limit { .. }
            | Self::Effect { .. }
            | Self::Other { .. } => self.norm().map(|(party, _)| party),
        }
    }

    /// What is done, where the rule is about that.
    pub(super) fn conduct(&self) -> Option<&str> {
        self.norm().map(|(_, conduct)| conduct)
    }

    /// Whether the rule says what a party must, may, must not or cannot do.
    pub(super) fn is_a_norm(&self) -> bool {
        self.norm().is_some()
    }

    /// Who does what, where the rule is about that.
    fn norm(&self) -> Option<(&str, &str)> {
        match self {
            Self::Duty {
                bearer: party,
                conduct,
            }
            | Self::Power {
                holder: party,
                conduct,
            }
            | Self::Prohibition {
                bearer: party,
                conduct,
            }
            | Self::WithoutEffect { party, conduct } => Some((party, conduct)),
            Self::Claim { .. }
            | Self::Value { .. }
            | Self::Refusal { .. }
            | Self::Limit { .. }
            | Self::Effect { .. }
            | Self::Other { .. } => None,
        }
    }

    /// The beginning of a sentence about the rule: `the client must pay the invoice to the supplier`.
    pub(super) fn sentence(&self) -> String {
        match self {
            Self::Duty { bearer, conduct } => format!("{bearer} must {conduct}"),
            Self::Power { holder, conduct } => format!("{holder} may {conduct}"),
            Self::Prohibition { bearer, conduct } => format!("{bearer} must not {conduct}"),
            Self::WithoutEffect { party, conduct } => format!("{party} cannot {conduct}"),
            Self::Claim {
                debtor,
                creditor,
                head,
            } => format!("{debtor} owes {creditor} {head}"),
            Self::Value { name } => name.clone(),
            Self::Refusal { what } => format!("{what} is refused"),
            Self::Limit { what } => format!("{what} is limited"),
            Self::Effect {
                subject,
                verb,
                objects,
            } => {
                let verb = if subject.starts_with("all ") {
                    verb.replacen("becomes", "become", 1)
                } else {
                    (*verb).to_owned()
                };
                format!("{subject} {verb} {objects}").trim_end().to_owned()
            }
            Self::Other { words } => words.clone(),
        }
    }
}
