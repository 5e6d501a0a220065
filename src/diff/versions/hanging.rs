//! References that a repeal leaves hanging: a rule that speaks of a provision that is gone.

use crate::check::laws::visit::{self, Visitor};
use crate::source::{Problem, Span};
use crate::syntax::ast::{ChangeKind, Clause, File, Provision, ProvisionKind};
use crate::value::ClauseId;

use super::apply::clauses;
use super::collect::Issue;

/// The references in the text after an amendment to what only the text before it has.
pub(super) fn references(before: &[File], after: &[File], issue: &Issue<'_>) -> Vec<Problem> {
    let gone: Vec<&ClauseId> = clauses(before)
        .map(|clause| &clause.name.id)
        .filter(|id| clauses(after).all(|clause| clause.name.id != **id))
        .collect();
    if gone.is_empty() {
        return Vec::new();
    }
    clauses(after)
        .flat_map(|clause| in_clause(clause, &gone, issue))
        .collect()
}

fn in_clause(clause: &Clause, gone: &[&ClauseId], issue: &Issue<'_>) -> Vec<Problem> {
    let mut references = References::default();
    for entry in &clause.entries {
        visit::entry(entry, &mut references);
    }
    let hanging = references
        .0
        .into_iter()
        .filter(|(id, _)| gone.contains(&id));
    hanging
        .map(|(id, span)| hangs(clause, &id, span, issue))
        .collect()
}

fn hangs(clause: &Clause, id: &ClauseId, span: Span, issue: &Issue<'_>) -> Problem {
    let problem = Problem::error(
        "repeal-leaves-reference",
        format!(
            "clause `{}` speaks of `{id}`, which version {} repeals",
            clause.name.id, issue.version
        ),
    )
    .at(span, "spoken of here");
    match repeal_of(id, issue) {
        Some(repeal) => problem.at(repeal, "repealed here"),
        None => problem,
    }
    .help(format!(
        "let the amendment replace clause {} as well",
        clause.name.id
    ))
    .under(format!("› {}", clause.name.id))
}

/// Where the amendment takes the clause away.
fn repeal_of(id: &ClauseId, issue: &Issue<'_>) -> Option<Span> {
    issue
        .changes()
        .iter()
        .find_map(|change| match &change.kind {
            ChangeKind::Repeal(provision) => takes(provision, id).then_some(provision.span),
            ChangeKind::Replace(_)
            | ChangeKind::Insert { .. }
            | ChangeKind::InsertArticle { .. }
            | ChangeKind::Rename { .. } => None,
        })
}

fn takes(provision: &Provision, id: &ClauseId) -> bool {
    match &provision.kind {
        ProvisionKind::Clause(whole) | ProvisionKind::Article(whole) => id.is_within(whole),
        ProvisionKind::Range(first, last) => first <= id && id <= last,
        ProvisionKind::Sentence(_)
        | ProvisionKind::ThisClause
        | ProvisionKind::ThisArticle
        | ProvisionKind::PrecedingClauses
        | ProvisionKind::TheseTerms => false,
    }
}

#[derive(Default)]
struct References(Vec<(ClauseId, Span)>);

impl Visitor for References {
    fn provisions(&mut self, provisions: &[Provision]) {
        for provision in provisions {
            match &provision.kind {
                ProvisionKind::Clause(id) => self.0.push((id.clone(), provision.span)),
                ProvisionKind::Range(first, last) => {
                    self.0.push((first.clone(), provision.span));
                    self.0.push((last.clone(), provision.span));
                }
                ProvisionKind::Article(_)
                | ProvisionKind::Sentence(_)
                | ProvisionKind::ThisClause
                | ProvisionKind::ThisArticle
                | ProvisionKind::PrecedingClauses
                | ProvisionKind::TheseTerms => {}
            }
        }
    }
}
