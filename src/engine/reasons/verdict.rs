//! A verdict in one sentence.

use crate::check::program::Body;
use crate::check::schema::EventKind;
use crate::engine::evaluate::Query;
use crate::engine::item::FactId;
use crate::engine::relation::Relation;
use crate::engine::verdict::{Carrier, Verdict};
use crate::engine::words::listed;
use crate::value::{ClauseId, Truth};

/// Of an act that no provision speaks of.
const NOTHING_AGAINST: &str =
    "nothing in these terms denies it effect, nor need any provision carry it";

impl<'p> Relation<'p> {
    /// Whether an act speaks to the other party, so that it works by being received.
    fn is_declaration(&self, fact: FactId) -> bool {
        let ty = self.names.name(self.facts.get(fact).ty);
        let event = self.program.schema.events.get(&ty);
        event.is_some_and(|event| event.kind == EventKind::Declaration)
    }

    /// A verdict in one sentence, with the provisions to be named.
    pub fn verdict_in_words(&self, fact: FactId, verdict: &Verdict<'p>) -> (String, Vec<ClauseId>) {
        let query = &mut Query::default();
        let mut holding = |carriers: &[Carrier<'p>], least: Truth| -> Vec<ClauseId> {
            let mut clauses: Vec<ClauseId> = carriers
                .iter()
                .filter(|carrier| self.carrier_truth(fact, carrier, query) >= least)
                .flat_map(|carrier| carrier.clauses.iter().map(|clause| (*clause).clone()))
                .collect();
            clauses.sort();
            clauses.dedup();
            clauses
        };
        if verdict.barred.holds() {
            let clauses = holding(&verdict.bars, Truth::Holds);
            let mut met: Vec<String> = verdict
                .bars
                .iter()
                .filter(|bar| self.carrier_truth(fact, bar, &mut Query::default()).holds())
                .filter_map(|bar| bar.met.clone())
                .collect();
            met.dedup();
            let met = if met.is_empty() {
                String::new()
            } else {
                format!(": {}", met.join("; "))
            };
            return (format!("{} effect{met}", denying(&clauses)), clauses);
        }
        if let Some((clause, truth)) = &verdict.form
            && truth.fails()
        {
            return (
                format!("{clause} asks for another form"),
                vec![clause.clone()],
            );
        }
        let effective = verdict.effective();
        if effective.holds() {
            let clauses = holding(&verdict.carriers, Truth::Holds);
            if !clauses.is_empty() {
                return (format!("{} the power to do so", giving(&clauses)), clauses);
            }
            let speaking = verdict.bars.iter().filter(|bar| self.speaks_of_it(bar));
            let speaking: Vec<Carrier<'p>> = speaking.cloned().collect();
            let looked_at = holding(&speaking, Truth::Fails);
            let allowed = self.replaced_by(fact).and_then(|one| one.at.as_ref());
            let worked = self.worked_under(fact);
            let (words, looked_at) = match (looked_at.is_empty(), allowed, worked.is_empty()) {
                (false, _, _) => (
                    format!("{} denies it effect", none_of(&looked_at)),
                    looked_at,
                ),
                (true, Some(at), _) => {
                    let words = format!("{} lets the parties agree otherwise", at.clause);
                    (words, vec![at.clause.clone()])
                }
                (true, None, false) => (format!("{} it effect", giving(&worked)), worked),
                (true, None, true) => (NOTHING_AGAINST.to_owned(), Vec::new()),
            };
            let words = if self.is_declaration(fact) {
                format!("it has been received, and {words}")
            } else {
                words
            };
            return (words, looked_at);
        }
        if effective.is_undetermined() {
            let mut clauses = holding(&verdict.carriers, Truth::Undetermined);
            clauses.extend(holding(&verdict.bars, Truth::Undetermined));
            clauses.sort();
            clauses.dedup();
            let open: Vec<String> = verdict
                .open
                .iter()
                .map(|open| self.open_in_words(open))
                .collect();
            return (
                format!(
                    "it depends on {}",
                    if open.is_empty() {
                        "what must be judged".to_owned()
                    } else {
                        open.join("; ")
                    }
                ),
                clauses,
            );
        }
        let why_not = || {
            let too_late = self.judged_too_late_under(fact, verdict).into_iter();
            verdict.why_not.iter().cloned().chain(too_late)
        };
        let why: Vec<String> = why_not()
            .map(|(clause, missing)| format!("{clause}: {missing}"))
            .collect();
        let words = if why.is_empty() {
            "no provision carries it".to_owned()
        } else {
            format!("no provision carries it ({})", why.join("; "))
        };
        let mut clauses: Vec<ClauseId> = why_not().map(|(clause, _)| clause).collect();
        clauses.sort();
        clauses.dedup();
        (words, clauses)
    }

    /// Whether a rule that would deny an act effect speaks of it at all: its header `While …` is not known to fail.
    fn speaks_of_it(&self, bar: &Carrier<'p>) -> bool {
        let thaw = |header| self.thaw(header, &mut Query::default());
        bar.header.as_ref().map(thaw) != Some(Truth::Fails)
    }

    /// The provisions from which something follows because of an act.
    fn worked_under(&self, fact: FactId) -> Vec<ClauseId> {
        let triggered = self.record.triggered.get(&fact).into_iter().flatten();
        let holding = triggered.filter(|id| self.instances[**id].truth.holds());
        let rules = holding.filter_map(|id| self.instances[*id].rule());
        let rules = rules.filter(|rule| !matches!(rule.body, Body::Note { .. }));
        let mut clauses: Vec<ClauseId> = rules.map(|rule| rule.at.clause.clone()).collect();
        clauses.sort();
        clauses.dedup();
        clauses
    }

    /// The provisions that would carry an act if somebody had judged for its day what was judged for later days only.
    fn judged_too_late_under(
        &self,
        fact: FactId,
        verdict: &Verdict<'p>,
    ) -> Vec<(ClauseId, String)> {
        let day = self.facts.get(fact).date;
        let mut all = Vec::new();
        for carrier in &verdict.carriers {
            let query = &mut Query::default();
            if !self.thaw(&carrier.frozen, query).is_undetermined() {
                continue;
            }
            for open in &query.open {
                let Some(judged) = self.judged_too_late(open, day) else {
                    continue;
                };
                let words = format!(
                    "nobody judged for that day {}; it was judged from {} on",
                    self.open_in_words(open),
                    judged.from
                );
                let clauses = carrier.clauses.iter();
                all.extend(clauses.map(|clause| ((*clause).clone(), words.clone())));
            }
        }
        all.dedup();
        all
    }
}

/// `13.a gives`, `6.e.1 and 13.a give`
fn giving(clauses: &[ClauseId]) -> String {
    match clauses {
        [one] => format!("{one} gives"),
        [others @ .., last] => format!("{} and {last} give", listed(others)),
        [] => "something gives".to_owned(),
    }
}

/// `5.b denies it`, `5.b and 8.3 deny it`
fn denying(clauses: &[ClauseId]) -> String {
    match clauses {
        [one] => format!("{one} denies it"),
        [others @ .., last] => format!("{} and {last} deny it", listed(others)),
        [] => "something denies it".to_owned(),
    }
}

/// `neither 6.b nor 14.a`, `nothing in 6.b`
fn none_of(clauses: &[ClauseId]) -> String {
    match clauses {
        [one] => format!("nothing in {one}"),
        [one, other] => format!("neither {one} nor {other}"),
        _ => format!("none of {}", listed(clauses)),
    }
}
