//! Sentences of acts as patterns of events: who did it, to what, in what form.

use crate::check::lower::Lower;
use crate::check::phrase::{Article, Manner, Matched, Np, NpKind, PartyWord};
use crate::check::program::{ActPattern, Expression, FormNeeded};
use crate::check::vocabulary::{ReadingWord, SentenceKind, Type};
use crate::value::Name;

/// The act of a sentence: its event type, its reading, the field of each slot.
pub struct Act {
    /// The event type.
    pub event: Name,
    /// The reading.
    pub reading: ReadingWord,
    /// The field of each slot.
    pub fields: Vec<Name>,
}

impl Act {
    /// Its name in reports.
    pub fn called(&self) -> Name {
        let own = self.reading.called.clone();
        own.unwrap_or_else(|| self.event.clone())
    }

    /// The pattern of an act without its slots.
    pub fn bare_pattern(&self) -> ActPattern {
        let literal = |(field, value): &(Name, crate::value::Value)| {
            (field.clone(), Expression::Literal(value.clone()))
        };
        ActPattern {
            event: self.event.clone(),
            called: Some(self.called()),
            by: self.reading.by.clone().map(Expression::Party),
            fields: self.reading.fixed.iter().map(literal).collect(),
            form: None,
            since: None,
            before: None,
        }
    }
}

impl Lower<'_> {
    /// The act that a matched sentence is about; none when it is about something else.
    pub fn act_of(&self, matched: &Matched) -> Option<Act> {
        let sentence = &self.vocabulary.sentences[matched.sentence];
        let SentenceKind::Act {
            event,
            reading,
            fields,
        } = &sentence.kind
        else {
            return None;
        };
        Some(Act {
            event: event.clone(),
            reading: self.vocabulary.readings[*reading].clone(),
            fields: fields.clone(),
        })
    }

    /// The events that a sentence speaks of; what it introduces becomes a variable.
    pub fn act_pattern(&mut self, matched: &Matched) -> Option<ActPattern> {
        self.pattern_of(matched, true)
    }

    /// The events of conduct that is owed, allowed or forbidden: `an invoice` there means any.
    pub fn conduct_pattern(&mut self, matched: &Matched) -> Option<ActPattern> {
        self.pattern_of(matched, false)
    }

    fn pattern_of(&mut self, matched: &Matched, introduces: bool) -> Option<ActPattern> {
        let act = self.act_of(matched)?;
        let mut pattern = act.bare_pattern();
        for (at, fill) in matched.fills.iter().enumerate() {
            let Some(fill) = fill else { continue };
            let known = self.introduced_at(fill.span);
            if is_any(fill) && !introduces && known.is_none() {
                continue;
            }
            let field = act.fields[at].clone();
            if field == act.event {
                // The act itself, told by the noun for it.
                continue;
            }
            let slot = self.vocabulary.sentences[matched.sentence].slots[at]
                .ty
                .clone();
            if let Some(value) = known.filter(|_| !introduces && is_any(fill)) {
                // Any will do, unless the rest of the sentence speaks of it.
                if self.is_spoken_of(&value) {
                    pattern.fields.push((field, value));
                }
                continue;
            }
            let before = self.scope.variables.len();
            let Some(value) = self.fill(fill, &slot) else {
                if matches!(fill.kind, NpKind::AnyParty(PartyWord::Anyone)) {
                    continue;
                }
                return None;
            };
            if introduces
                && is_any(fill)
                && fill.ty == slot
                && self.scope.variables.len() == before + 1
            {
                self.prunable
                    .push(crate::check::program::VariableId(before));
            }
            if field.as_str() == "by" {
                pattern.by = Some(value);
            } else {
                pattern.fields.push((field, value));
            }
        }
        self.add_manner(&mut pattern, &matched.manner)?;
        Some(pattern)
    }

    /// What was introduced at a place of the sentence.
    pub fn introduced_at(&self, span: crate::source::Span) -> Option<Expression> {
        let entry = self.scope.entries.iter().find(|entry| entry.span == span)?;
        Some(entry.value.clone())
    }

    fn is_spoken_of(&self, value: &Expression) -> bool {
        match value {
            Expression::Variable(id) => self.spoken_of.times(*id) > 0,
            _ => true,
        }
    }

    fn fill(&mut self, fill: &Np, slot: &Type) -> Option<Expression> {
        self.as_type(fill, slot)
    }

    /// `in writing`, `since the notice`, `before the collection`
    pub fn add_manner(&mut self, pattern: &mut ActPattern, manner: &Manner) -> Option<()> {
        pattern.form = form_of(manner);
        if let Some(since) = &manner.since {
            pattern.since = Some(self.moment_or_thing(since)?);
        }
        if let Some(before) = &manner.before {
            pattern.before = Some(self.moment_or_thing(before)?);
        } else if manner.beforehand {
            pattern.before = Some(match self.event {
                Some(event) => Expression::Variable(event),
                None => super::noun::kernel(
                    crate::check::program::KernelMeasure::ActUnderJudgement,
                    Vec::new(),
                ),
            });
        }
        Some(())
    }

    fn moment_or_thing(&mut self, np: &Np) -> Option<Expression> {
        self.noun(np)
    }
}

/// The form that adverbs ask for.
pub fn form_of(manner: &Manner) -> Option<FormNeeded> {
    if !manner.by_form.is_empty() {
        return Some(FormNeeded::OneOf(manner.by_form.clone()));
    }
    (manner.in_writing || manner.expressly).then_some(FormNeeded::Written {
        expressly: manner.expressly,
    })
}

/// Whether it stands for any: `an invoice`, `a party`, `anyone`.
pub fn is_any(np: &Np) -> bool {
    match &np.kind {
        NpKind::Noun { article, .. } => {
            matches!(
                article,
                Article::A | Article::No | Article::Plural | Article::Each
            )
        }
        NpKind::AnyParty(word) => matches!(word, PartyWord::A | PartyWord::Anyone),
        _ => false,
    }
}
