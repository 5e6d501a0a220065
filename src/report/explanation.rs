//! Why, and why not: everything that a report concludes about one thing, with the words that it rests on.

use indexmap::IndexSet;

use super::Report;
use super::text::{
    Look, Page, one_act, one_claim, one_duty, one_power, one_prohibition, one_question, one_status,
};
use super::words::beginning;
use crate::check::program::{Program, Provision, Version};
use crate::value::{ClauseId, Name};

/// What the report concludes about `what`: the name of a thing, the number of a provision, an act, a status, a head. Without such a
/// thing: the names that could be asked for.
pub fn explanation(
    report: &Report,
    program: &Program,
    what: &str,
    look: Look,
) -> Result<String, Known> {
    let wanted = Wanted::new(what);
    let mut page = Page::new(look);
    let wording = wording(program, &wanted, &mut page);
    let concluded = conclusions(report, &wanted, &mut page);
    match (wording, concluded) {
        (false, false) => Err(Known {
            names: known(report),
            provisions: program.provisions.keys().map(ToString::to_string).collect(),
        }),
        (true, false) => {
            page.heading("The report draws no conclusion from it as of this day.");
            Ok(page.finish())
        }
        (_, true) => Ok(page.finish()),
    }
}

/// What could be asked for.
#[derive(Debug, Clone)]
pub struct Known {
    /// Names of the report, each once, sorted.
    pub names: Vec<String>,
    /// Numbers of provisions, in the order of the document.
    pub provisions: Vec<String>,
}

/// What is asked for.
struct Wanted {
    name: Name,
    words: String,
    clause: Option<ClauseId>,
}

impl Wanted {
    fn new(what: &str) -> Self {
        Self {
            name: Name::new(what),
            words: Name::new(what).in_words().to_lowercase(),
            clause: ClauseId::new(what).ok(),
        }
    }

    fn is(&self, names: &[Option<&Name>], clause: Option<&ClauseId>) -> bool {
        let by_name = names
            .iter()
            .flatten()
            .any(|name| **name == self.name || name.in_words() == self.words);
        by_name || clause.is_some_and(|clause| self.is_clause(clause))
    }

    fn is_clause(&self, clause: &ClauseId) -> bool {
        self.clause
            .as_ref()
            .is_some_and(|wanted| clause.is_within(wanted))
    }
}

/// The wording of the provision that is asked for; each version's own, where it is another.
fn wording(program: &Program, wanted: &Wanted, page: &mut Page) -> bool {
    let mut any = false;
    for provision in program.provisions.values() {
        if !wanted.is_clause(&provision.id) {
            continue;
        }
        let later = program.versions.iter().skip(1);
        let reworded: Vec<(&Version, &Provision)> = later
            .filter_map(|version| Some((version, version.reworded.get(&provision.id)?)))
            .collect();
        let first = program.versions.first().filter(|_| !reworded.is_empty());
        one_provision(provision, first, page);
        for (version, provision) in reworded {
            one_provision(provision, Some(version), page);
        }
        any = true;
    }
    any
}

fn one_provision(provision: &Provision, version: Option<&Version>, page: &mut Page) {
    let version = version.map_or_else(String::new, |one| format!(" (version {})", one.name));
    page.line(
        0,
        &format!("{}{version}  {}", provision.id, provision.wording.join(" ")),
    );
    for (kind, sentence, reason) in &provision.declared {
        let which = sentence.map_or_else(|| "it".to_owned(), |number| format!("sentence {number}"));
        page.line(
            2,
            &format!("nothing is computed from {which} ({kind}): {reason}"),
        );
    }
}

fn conclusions(report: &Report, wanted: &Wanted, page: &mut Page) -> bool {
    let before = page.len();
    let outcome = &report.outcome;
    let about = |names: &[Option<&Name>], clause: &ClauseId| wanted.is(names, Some(clause));
    for claim in &outcome.claims {
        if about(
            &[
                Some(&claim.reference),
                Some(&claim.head),
                claim.name.as_ref(),
            ],
            &claim.clause,
        ) {
            one_claim(claim, page);
        }
    }
    for status in &outcome.statuses {
        if wanted.is(
            &[Some(&status.status), status.reference.as_ref()],
            status.clause.as_ref(),
        ) {
            one_status(status, page);
        }
    }
    for power in &outcome.powers {
        if about(&[Some(&power.act), power.reference.as_ref()], &power.clause) {
            one_power(power, page);
        }
    }
    for lacking in &outcome.not_given {
        if about(&[Some(&lacking.act)], &lacking.clause) {
            page.line(
                2,
                &format!("{} ({})", beginning(&lacking.told), lacking.clause),
            );
            let missing = &lacking.missing;
            let stop = if missing.ends_with('.') { "" } else { "." };
            page.line(4, &format!("{} Why not: {missing}{stop}", lacking.words));
        }
    }
    for duty in &outcome.obligations {
        if about(&[Some(&duty.act), duty.reference.as_ref()], &duty.clause) {
            one_duty(duty, page);
        }
    }
    for prohibition in &outcome.prohibitions {
        if about(&[Some(&prohibition.act)], &prohibition.clause) {
            one_prohibition(prohibition, page);
        }
    }
    for act in &outcome.acts {
        let named = wanted.is(&[Some(&act.reference), Some(&act.ty)], None);
        if named || act.clauses.iter().any(|clause| wanted.is_clause(clause)) {
            one_act(act, page);
        }
    }
    for question in &outcome.questions {
        if about(&[Some(&question.concept)], &question.clause) {
            one_question(question, page);
        }
    }
    page.len() > before
}

/// The names of the report, each once, sorted.
fn known(report: &Report) -> Vec<String> {
    let outcome = &report.outcome;
    let mut names: IndexSet<String> = IndexSet::new();
    names.extend(
        outcome
            .claims
            .iter()
            .flat_map(|claim| [claim.reference.to_string(), claim.head.to_string()]),
    );
    names.extend(
        outcome
            .statuses
            .iter()
            .map(|status| status.status.to_string()),
    );
    names.extend(outcome.powers.iter().map(|power| power.act.to_string()));
    names.extend(
        outcome
            .not_given
            .iter()
            .map(|lacking| lacking.act.to_string()),
    );
    names.extend(outcome.obligations.iter().map(|duty| duty.act.to_string()));
    names.extend(outcome.acts.iter().map(|act| act.reference.to_string()));
    names.sort_unstable();
    names.into_iter().collect()
}
