//! Verdicts: whether an act had the power, the form and the ground that it needs, judged before its own effects.

mod carriers;

pub use carriers::speaks_of_act;

use std::rc::Rc;

use crate::check::program::{Body, Definition, Rule};
use crate::check::schema::{Needs, Role};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Frozen, Open, Query};
use crate::engine::instances::Kind;
use crate::engine::item::{FactId, Item};
use crate::engine::record::Stood;
use crate::engine::relation::Relation;
use crate::value::{ClauseId, Name, Truth};

/// A provision that carries an act, or denies it effect.
#[derive(Debug, Clone)]
pub struct Carrier<'p> {
    /// The provisions to be named.
    pub clauses: Vec<&'p ClauseId>,
    /// The rule.
    pub rule: &'p Rule,
    /// Whether it does.
    pub frozen: Frozen<'p>,
    /// Of a rule that would deny the act effect: whether its header `While …` holds; if it does not, the rule does not speak of the act.
    pub header: Option<Frozen<'p>>,
    /// The instance, for powers.
    pub instance: Option<usize>,
    /// What the act lacked, or met with, when a rule denied it effect.
    pub met: Option<String>,
    /// How the conditions stood at the moment of the act, where derivations are asked for; and whether it carried the act then.
    pub stood: Option<(Truth, Stood)>,
}

impl Carrier<'_> {
    /// Whether its rule says `despite` the provision of a rule that would deny the act effect.
    fn stands_despite(&self, bar: &Carrier<'_>) -> bool {
        let over = &bar.rule.at.clause;
        let mut relations = self.rule.relations.iter();
        relations.any(|(words, clause)| words == "despite" && over.is_within(clause))
    }
}

/// The verdict on an act.
#[derive(Debug, Clone)]
pub struct Verdict<'p> {
    /// What the act needs.
    pub needs: Needs,
    /// Provisions that may carry it.
    pub carriers: Vec<Carrier<'p>>,
    /// Provisions that may deny it effect.
    pub bars: Vec<Carrier<'p>>,
    /// A form that is missing, under which provision, and to what extent it was kept.
    pub form: Option<(ClauseId, Truth)>,
    /// Why no power carries it, provision by provision.
    pub why_not: Vec<(ClauseId, String)>,
    /// Whether it is carried.
    pub carried: Truth,
    /// Whether it is denied effect.
    pub barred: Truth,
    /// Its consequences were taken.
    pub took_effect: bool,
    /// What it waits for.
    pub open: Vec<Open>,
}

impl Verdict<'_> {
    /// Whether it is what it is meant to be: a ground carries it, a power, or no clause denies it.
    pub fn effective(&self) -> Truth {
        let form = self.form.as_ref().map_or(Truth::Holds, |(_, truth)| *truth);
        let free = (!self.barred).and(form);
        match self.needs {
            Needs::Nothing | Needs::NoBar => free,
            Needs::Ground | Needs::Power => self.carried.and(free),
        }
    }

    /// Whether it counts as a fact for other rules: an act without ground has still happened.
    pub fn counts(&self) -> Truth {
        if self.needs == Needs::Ground {
            !self.barred
        } else {
            self.effective()
        }
    }
}

/// That the timeline leaves out in which form an act was done.
pub fn form_not_stated(act: &str) -> Open {
    Open::NotStated(format!("the form of {act}"))
}

impl<'p> Relation<'p> {
    /// Judges an act that has just been added and does not count yet.
    pub fn judge_act(&mut self, fact: FactId) -> Truth {
        let ty = self.facts.get(fact).ty;
        let needs = self
            .catalogue
            .needs
            .get(&ty)
            .copied()
            .unwrap_or(Needs::Nothing);
        let carriers = self.carriers(fact);
        let bars = self.bars(fact);
        let form = self.form_of_replacement(fact);
        if needs == Needs::Nothing && carriers.is_empty() && bars.is_empty() && form.is_none() {
            return Truth::Holds;
        }
        let why_not = if carriers.is_empty() && matches!(needs, Needs::Ground | Needs::Power) {
            self.why_not(fact)
        } else {
            Vec::new()
        };
        let verdict = Verdict {
            needs,
            carriers,
            bars,
            form,
            why_not,
            carried: Truth::Fails,
            barred: Truth::Fails,
            took_effect: false,
            open: Vec::new(),
        };
        self.verdicts.insert(fact, verdict);
        let mut query = Query::default();
        self.verdict_truth(fact, &mut query);
        let verdict = &self.verdicts[&fact];
        let counts = verdict.counts();
        self.use_powers(fact);
        self.facts.mark_used(fact);
        self.add_new_instance(Kind::Verdict(fact), Rc::default(), Some(fact));
        counts
    }

    /// How a verdict comes out now.
    pub fn verdict_truth(&mut self, fact: FactId, query: &mut Query<'p>) -> Truth {
        let Some(verdict) = self.verdicts.get(&fact) else {
            return Truth::Holds;
        };
        let mut holding = |all: &[&Carrier<'p>]| {
            all.iter().fold(Truth::Fails, |truth, carrier| {
                truth.or(self.carrier_truth(fact, carrier, query))
            })
        };
        let carriers: Vec<&Carrier<'p>> = verdict.carriers.iter().collect();
        let carried = holding(&carriers);
        let mut barred = Truth::Fails;
        for bar in &verdict.bars {
            let despite: Vec<&Carrier<'p>> = verdict
                .carriers
                .iter()
                .filter(|carrier| carrier.stands_despite(bar))
                .collect();
            barred = barred.or(holding(&[bar]).and(!holding(&despite)));
        }
        let verdict = self.verdicts.get_mut(&fact).expect("it was there");
        verdict.carried = carried;
        verdict.barred = barred;
        let effective = verdict.effective();
        let form_is_open = (verdict.form.as_ref()).is_some_and(|(_, kept)| kept.is_undetermined());
        if form_is_open {
            let open = form_not_stated(self.names.name(self.facts.get(fact).name).as_str());
            if !query.open.contains(&open) {
                query.open.push(open);
            }
        }
        verdict.open = if effective.is_undetermined() {
            query.open.clone()
        } else {
            Vec::new()
        };
        effective
    }

    /// How a provision that carries an act, or denies it effect, comes out for the moment of the act. What was judged for later days only
    /// was not shown at that moment.
    pub fn carrier_truth(
        &self,
        fact: FactId,
        carrier: &Carrier<'p>,
        query: &mut Query<'p>,
    ) -> Truth {
        let waiting = query.open.len();
        let truth = self.thaw(&carrier.frozen, query);
        let day = self.facts.get(fact).date;
        if truth.is_undetermined() && self.is_judged_too_late(&query.open[waiting..], day) {
            query.open.truncate(waiting);
            return Truth::Fails;
        }
        truth
    }

    /// A verdict has changed.
    pub fn apply_verdict(&mut self, fact: FactId, _now: Truth) {
        let Some(verdict) = self.verdicts.get(&fact) else {
            return;
        };
        let counts = verdict.counts();
        let took_effect = verdict.took_effect;
        let before = self.facts.get(fact).counts;
        self.facts.get_mut(fact).counts = counts;
        self.touch(&Cell::Counts(fact));
        if before != counts {
            self.touch_event(fact);
            if counts.holds() && !took_effect {
                self.take_effects(fact);
            }
        }
    }

    /// Whether an act is effective.
    pub fn is_effective(&self, fact: FactId) -> Truth {
        self.verdicts
            .get(&fact)
            .map_or(self.facts.get(fact).counts, Verdict::effective)
    }

    /// Whether powers under these provisions (any, if there are none) carry an act. Of named ones it is read from what they rest
    /// on, so that the verdict itself may ask.
    pub fn carried_under(&self, fact: FactId, under: &[ClauseId], query: &mut Query<'p>) -> Truth {
        let Some(verdict) = self.verdicts.get(&fact) else {
            return Truth::Fails;
        };
        if under.is_empty() {
            query.read(Cell::Counts(fact));
            return verdict.carried;
        }
        let fits = |carrier: &&Carrier<'p>| {
            carrier
                .clauses
                .iter()
                .any(|clause| under.iter().any(|whole| clause.is_within(whole)))
        };
        verdict
            .carriers
            .iter()
            .filter(fits)
            .fold(Truth::Fails, |truth, carrier| {
                truth.or(self.carrier_truth(fact, carrier, query))
            })
    }

    /// The sentence that lets the parties agree on what a special term replaces.
    pub fn replaced_by(&self, fact: FactId) -> Option<&'p Definition> {
        let event = self.facts.get(fact);
        if self.catalogue.roles.get(&event.ty) != Some(&Role::Replacement) {
            return None;
        }
        let (Item::Word(provision), Item::Word(parameter)) = (
            event.field(self.known.provision),
            event.field(self.known.parameter),
        ) else {
            return None;
        };
        self.value_meant(&self.names.name(provision), &self.names.name(parameter))
    }

    /// A special term in a form that the provision does not accept.
    fn form_of_replacement(&self, fact: FactId) -> Option<(ClauseId, Truth)> {
        let definition = self.replaced_by(fact)?;
        let agreed = definition.agreed?;
        if !agreed.in_writing && !agreed.expressly {
            return None;
        }
        let form = crate::check::program::FormNeeded::Written {
            expressly: agreed.expressly,
        };
        let mut query = Query::default();
        let truth = if agreed.in_writing {
            self.in_form(fact, &form, &mut query)
        } else {
            Truth::from(self.facts.get(fact).field(self.known.express) != Item::Truth(false))
        };
        let clause = definition.at.as_ref().map(|at| at.clause.clone())?;
        Some((clause, truth))
    }

    /// Powers that end when they are used; an act for some services leaves the power for the others.
    fn use_powers(&mut self, fact: FactId) {
        let used: Vec<(usize, &'p Rule)> = {
            let verdict = &self.verdicts[&fact];
            let is_partial = self.facts.get(fact).field(self.known.services).is_known();
            if !verdict.effective().holds() || is_partial {
                return;
            }
            verdict
                .carriers
                .iter()
                .filter_map(|carrier| Some((carrier.instance?, carrier.rule)))
                .collect()
        };
        for (id, rule) in used {
            let Body::Power(power) = &rule.body else {
                continue;
            };
            if !power.ends_when_used || speaks_of_act(rule) {
                continue;
            }
            for pattern in &power.acts {
                let needs = self.catalogue.needs.get(&self.names.symbol(&pattern.event));
                let mut env = self.scope(id);
                let fits = self.fits_pattern(pattern, fact, &mut env, &mut Query::default());
                if needs == Some(&Needs::Power) && !fits.fails() {
                    let act: &Name = pattern.called.as_ref().unwrap_or(&pattern.event);
                    let act = self.names.symbol(act);
                    self.record.used_powers.insert((id, act));
                    self.powers.exercise(id, act, self.day);
                }
            }
            self.wake(id);
        }
    }
}
