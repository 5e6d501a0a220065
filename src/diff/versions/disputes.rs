//! Two changes of one provision on one day: nobody can say which of them counts.

use crate::source::{Problem, Span};
use crate::syntax::ast::{Change, ChangeKind, ProvisionKind};

use super::collect::Issue;

/// A provision that is changed, and where.
struct Touched {
    name: String,
    span: Span,
}

/// The provisions that are changed twice: within one amendment, or by two amendments of one date.
pub(super) fn on_one_day(issues: &[Issue<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (number, issue) in issues.iter().enumerate() {
        let own: Vec<Touched> = issue
            .changes()
            .iter()
            .map(|change| touched(change))
            .collect();
        for (at, second) in own.iter().enumerate() {
            let first = own[..at].iter().find(|first| first.name == second.name);
            problems.extend(first.map(|first| twice(first, second, "in one amendment")));
        }
        let same_day = issues[..number]
            .iter()
            .filter(|earlier| issue.date().is_some() && earlier.date() == issue.date());
        for earlier in same_day {
            let theirs = earlier.changes().iter().map(|change| touched(change));
            for first in theirs {
                let second = own.iter().find(|second| second.name == first.name);
                problems.extend(second.map(|second| twice(&first, second, "on one day")));
            }
        }
    }
    problems
}

fn touched(change: &Change) -> Touched {
    let (name, span) = match &change.kind {
        ChangeKind::Replace(clause) | ChangeKind::Insert { clause, .. } => {
            (format!("clause {}", clause.name.id), clause.name.span)
        }
        ChangeKind::InsertArticle { article, .. } => (
            format!("article {}", article.number.name),
            article.number.span,
        ),
        ChangeKind::Repeal(provision) => (repealed(&provision.kind), provision.span),
        ChangeKind::Rename { article, .. } => (
            format!("the heading of article {}", article.name),
            article.span,
        ),
    };
    Touched { name, span }
}

fn repealed(kind: &ProvisionKind) -> String {
    match kind {
        ProvisionKind::Clause(id) => format!("clause {id}"),
        ProvisionKind::Range(first, last) => format!("clauses {first} to {last}"),
        ProvisionKind::Article(article) => format!("article {article}"),
        ProvisionKind::Sentence(number) => format!("sentence {number}"),
        ProvisionKind::ThisClause => "this clause".to_owned(),
        ProvisionKind::ThisArticle => "this article".to_owned(),
        ProvisionKind::PrecedingClauses => "the preceding clauses".to_owned(),
        ProvisionKind::TheseTerms => "these terms".to_owned(),
    }
}

fn twice(first: &Touched, second: &Touched, when: &str) -> Problem {
    Problem::error(
        "amended-twice",
        format!("{} is changed twice {when}", second.name),
    )
    .at(second.span, "again here")
    .at(first.span, "first here")
    .help("keep one of the changes, or give the later amendment a later date")
}
