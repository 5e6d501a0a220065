//! References: the provision that a sentence speaks of exists.

use crate::source::Problem;
use crate::syntax::ast::{self, Piece, Provision, ProvisionKind};
use crate::value::ClauseId;

use super::visit::{self, Visitor};

/// The numbers of all provisions of a library.
#[derive(Debug, Default)]
pub(crate) struct Register(Vec<ClauseId>);

impl Register {
    /// The provisions of these files, in order.
    pub(crate) fn of(files: &[&ast::File]) -> Self {
        let numbers = files
            .iter()
            .flat_map(|file| &file.pieces)
            .filter_map(|piece| match piece {
                Piece::Clause(clause) => Some(clause.name.id.clone()),
                Piece::Terms(_)
                | Piece::Amendment(_)
                | Piece::Change(_)
                | Piece::Article(_)
                | Piece::Table(_)
                | Piece::Declaration(_) => None,
            })
            .collect();
        Self(numbers)
    }

    /// Whether a provision exists; `8` stands for article 8 and all that is in it, `3.2` for 3.2 and its items.
    pub(crate) fn has(&self, id: &ClauseId) -> bool {
        let wanted = id.without_code();
        self.0.iter().any(|known| {
            let known = known.without_code();
            known == wanted
                || known
                    .strip_prefix(wanted)
                    .is_some_and(|rest| rest.starts_with('.'))
        })
    }

    /// Whether it holds anything of the code of an article; of any code, where the article does not name one.
    fn holds_code_of(&self, id: &ClauseId) -> bool {
        let codes = self.0.iter().filter(|known| known.is_of_code());
        codes
            .map(ClauseId::code)
            .any(|code| id.code().is_none() || code == id.code())
    }

    /// The number most like it.
    fn nearest(&self, id: &ClauseId) -> Option<&ClauseId> {
        let wanted = id.to_string();
        self.0
            .iter()
            .map(|known| (strsim::levenshtein(&known.to_string(), &wanted), known))
            .min_by_key(|(distance, _)| *distance)
            .filter(|(distance, _)| *distance <= 2)
            .map(|(_, known)| known)
    }
}

struct References<'a> {
    register: &'a Register,
    heading: String,
    problems: &'a mut Vec<Problem>,
}

impl Visitor for References<'_> {
    fn provisions(&mut self, provisions: &[Provision]) {
        for provision in provisions {
            match &provision.kind {
                ProvisionKind::Clause(id) | ProvisionKind::Article(id) => self.one(id, provision),
                ProvisionKind::Range(first, last) => {
                    self.one(first, provision);
                    self.one(last, provision);
                }
                ProvisionKind::Sentence(_)
                | ProvisionKind::ThisClause
                | ProvisionKind::ThisArticle
                | ProvisionKind::PrecedingClauses
                | ProvisionKind::TheseTerms => {}
            }
        }
    }
}

impl References<'_> {
    fn one(&mut self, id: &ClauseId, provision: &Provision) {
        if self.register.has(id) {
            return;
        }
        let near = self.register.nearest(id).map(ClauseId::as_str);
        let problem = if !id.is_of_code() {
            no_such_provision(id, near).at(provision.span, NO_NUMBER)
        } else if self.register.holds_code_of(id) {
            article_not_held(id, near).at(
                provision.span,
                "nothing here shows that there is such an article",
            )
        } else {
            // Of a code of which the library holds nothing, nothing can be said.
            return;
        };
        self.problems.push(problem.under(self.heading.clone()));
    }
}

/// Why a reference leads nowhere.
pub(crate) const NO_NUMBER: &str = "no clause of the terms or of the law has this number";

/// A reference to nothing, with the number that is nearest to it.
pub(crate) fn no_such_provision(id: &ClauseId, near: Option<&str>) -> Problem {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a clause is named by the number behind `Clause`, as `5.a`".to_owned(),
    };
    Problem::error("no-such-provision", format!("there is no provision `{id}`")).help(help)
}

/// An article of a code that the library holds in part, but not this article: it may exist, and may be a slip.
fn article_not_held(id: &ClauseId, near: Option<&str>) -> Problem {
    let help = match near {
        Some(near) => format!(
            "did you mean `{near}`? otherwise give it a clause in the folder of the law, with its wording"
        ),
        None => {
            "give it a clause in the folder of the law, with its wording and a reason without rules"
                .to_owned()
        }
    };
    Problem::warning(
        "article-not-held",
        format!("the law library does not hold article `{id}`"),
    )
    .help(help)
}

/// Checks every reference in every clause.
pub(super) fn exist(files: &[&ast::File], register: &Register, problems: &mut Vec<Problem>) {
    for piece in files.iter().flat_map(|file| &file.pieces) {
        let Piece::Clause(clause) = piece else {
            continue;
        };
        let mut references = References {
            register,
            heading: format!("› {}", clause.name.id),
            problems: &mut *problems,
        };
        for entry in &clause.entries {
            visit::entry(entry, &mut references);
        }
    }
}
