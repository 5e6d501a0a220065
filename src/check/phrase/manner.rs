//! Adverbs of an act, which stand at the end of its sentence in any order: `beforehand in writing since the notice`.

use crate::check::phrase::{Chart, Manner, TokenKind};
use crate::check::vocabulary::Type;
use crate::syntax::ast::ProvisionKind;

impl Chart<'_> {
    /// The ways to take adverbs off the end of a run of words: where the sentence itself ends, and what was said.
    /// The run as it is comes first.
    pub(super) fn without_manner(&self, from: usize, to: usize) -> Vec<(usize, Manner)> {
        let mut found = vec![(to, Manner::default())];
        let mut next = 0;
        while let Some((end, manner)) = found.get(next).cloned() {
            next += 1;
            found.extend(self.last_adverb(from, end, &manner));
        }
        found
    }

    fn last_adverb(&self, from: usize, to: usize, manner: &Manner) -> Vec<(usize, Manner)> {
        let mut found = Vec::new();
        for (words, set) in FIXED {
            let start = to.saturating_sub(words.len());
            if start > from && self.words[start..to].iter().zip(words).all(|(a, b)| a == b) {
                let mut manner = manner.clone();
                set(&mut manner);
                found.push((start, manner));
            }
        }
        found.extend(self.under(from, to, manner));
        found.extend(self.since_or_before(from, to, manner));
        found.extend(self.by_form(from, to, manner));
        found
    }

    /// `under this clause`, `under 5.d`, `under clause 5.d`
    fn under(&self, from: usize, to: usize, manner: &Manner) -> Option<(usize, Manner)> {
        let start = (from + 1..to).rev().find(|at| self.words[*at] == "under")?;
        let provisions = match &self.tokens[start + 1..to] {
            [this, clause] if this.is("this") && clause.is("clause") => {
                vec![ProvisionKind::ThisClause]
            }
            [this, article] if this.is("this") && article.is("article") => {
                vec![ProvisionKind::ThisArticle]
            }
            [only] | [_, only] => match &only.kind {
                TokenKind::Provisions(all) => all.clone(),
                TokenKind::Word | TokenKind::Value(_) | TokenKind::Quoted(_) => return None,
            },
            _other => return None,
        };
        let mut manner = manner.clone();
        manner.under = Some(provisions);
        Some((start, manner))
    }

    /// `since the latest reminder`, `before the collection`
    fn since_or_before(&self, from: usize, to: usize, manner: &Manner) -> Vec<(usize, Manner)> {
        let mut found = Vec::new();
        for start in from + 1..to {
            let since = match self.words[start].as_str() {
                "since" => true,
                "before" => false,
                _other => continue,
            };
            for moment in self.noun_phrases(start + 1, to).iter() {
                let dated = matches!(moment.ty, Type::Date | Type::Thing(_) | Type::Agreement);
                if !dated {
                    continue;
                }
                let mut manner = manner.clone();
                let place = if since {
                    &mut manner.since
                } else {
                    &mut manner.before
                };
                *place = Some(Box::new(moment.clone()));
                found.push((start, manner));
            }
        }
        found
    }

    /// `by registered letter`, `by registered letter or bailiff's writ`
    fn by_form(&self, from: usize, to: usize, manner: &Manner) -> Option<(usize, Manner)> {
        let start = (from + 1..to).rev().find(|at| self.words[*at] == "by")?;
        let mut manner = manner.clone();
        for words in self.words[start + 1..to].split(|word| word == "or") {
            manner.by_form.push(self.vocabulary.form_named(words)?);
        }
        Some((start, manner))
    }
}

type Set = fn(&mut Manner);

const FIXED: [(&[&str], Set); 5] = [
    (&["in", "writing"], |manner| manner.in_writing = true),
    (&["expressly"], |manner| manner.expressly = true),
    (&["in", "time"], |manner| manner.in_time = true),
    (&["beforehand"], |manner| manner.beforehand = true),
    (&["with", "reasons"], |manner| manner.with_reasons = true),
];
