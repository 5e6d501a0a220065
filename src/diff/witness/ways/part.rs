//! Ways to what a changed rule makes different: it comes into play, is kept from it, is used, comes into play twice.

use crate::check::program::{Body, Condition, Program, Rule, Step, Trigger};
use crate::check::schema::Role;
use crate::value::{ClauseId, Name, Truth, Value};

use super::{Finder, Scope};
use crate::diff::witness::aims::{Aimed, Figure};
use crate::diff::witness::way::{Filling, Way, both, either, nothing, one_of_each};

/// So many ways at most for one change.
const MOST_WAYS: usize = 48;
/// So many statements on which a rule hinges are told in one turn.
const HINGES_A_TURN: usize = 3;
/// So many ways of a changed rule are told with each rule that uses what it gives, and so many of that rule.
const MOST_WITH_A_USE: usize = 12;
const MOST_OF_A_USE: usize = 2;

/// What ways are looked for.
pub(in crate::diff::witness) struct Sides<'r> {
    /// The rules that differ in this text, and those that use what they give.
    pub(in crate::diff::witness) rules: &'r Aimed<'r>,
    /// The other text, and what differs in it.
    pub(in crate::diff::witness) other_text: &'r Program,
    pub(in crate::diff::witness) others: &'r Aimed<'r>,
    /// Values that these rules name in this text only: of several that will do, those come first.
    pub(in crate::diff::witness) only_here: Vec<Value>,
}

/// Ways to these rules of a program, the plainest first.
pub(in crate::diff::witness) fn ways(program: &Program, sides: Sides<'_>) -> Vec<Way> {
    let mut finder = Finder::new(program, sides.only_here);
    let others = sides.others;
    finder.statements_there = super::hinge::told_by(&others.own, &others.words, sides.other_text);
    let known = |rules: &[&Rule]| -> Vec<&Rule> {
        let known = rules
            .iter()
            .filter_map(|rule| program.rules.iter().find(|known| known.id == rule.id));
        known.collect()
    };
    let (own, users) = (known(&sides.rules.own), known(&sides.rules.users));
    let mut kinds: Vec<Turns> = Vec::new();
    for rule in &own {
        let [plain, used, kept, twice] = finder.around(rule);
        let hinges = one_of_each(finder.hinges(rule));
        for (ways, each) in [
            (plain, 1),
            (hinges, HINGES_A_TURN),
            (used, 1),
            (kept, 1),
            (twice, 1),
        ] {
            kinds.push(Turns { ways, each });
        }
    }
    let mut sources: Vec<Vec<Way>> = Vec::new();
    for changed in &own {
        sources.push(finder.rule(changed));
        sources.extend(finder.hinges(changed));
    }
    for name in &sides.rules.words {
        let known = program.states.get_key_value(*name).map(|(name, _)| name);
        let known = known.or_else(|| Some(program.measures.get_key_value(*name)?.0));
        sources.extend(known.into_iter().flat_map(|name| finder.hinges_of(name)));
    }
    let sources = one_of_each(sources);
    for rule in users {
        let used = finder.rule(rule);
        let with_source = sources.iter().take(MOST_WITH_A_USE).flat_map(|source| {
            let uses = used.iter().take(MOST_OF_A_USE);
            uses.filter_map(|way| source.and(way)).collect::<Vec<_>>()
        });
        let ways = one_of_each(vec![used.clone(), with_source.collect()]);
        kinds.push(Turns { ways, each: 2 });
    }
    // Some ways of each kind for each rule, then the next of each.
    let turns = kinds.iter().map(Turns::count).max().unwrap_or_default();
    let mut all: Vec<Way> = Vec::new();
    for turn in 0..turns {
        for way in kinds.iter().flat_map(|kind| kind.of(turn)) {
            if !way.events.is_empty() && !all.contains(way) {
                all.push(way.clone());
            }
        }
    }
    all.truncate(MOST_WAYS);
    all
}

/// Ways of one kind, of which some are told in one turn.
struct Turns {
    ways: Vec<Way>,
    each: usize,
}

impl Turns {
    fn count(&self) -> usize {
        self.ways.len().div_ceil(self.each)
    }

    fn of(&self, turn: usize) -> impl Iterator<Item = &Way> {
        self.ways.iter().skip(turn * self.each).take(self.each)
    }
}

/// Agreements in the place of these figures, each in every form: alone and where the figure counts.
pub(in crate::diff::witness) fn agreements(
    program: &Program,
    figures: &[Figure<'_>],
    users: &[&Rule],
) -> Vec<Way> {
    let mut finder = Finder::new(program, Vec::new());
    let agreed = figures.iter().map(|figure| {
        let fields = [
            ("provision", Value::Provision(figure.clause.clone())),
            ("parameter", Value::Text(figure.name.to_string())),
            ("value", figure.other_value.clone()),
        ];
        let fields = fields.map(|(name, value)| (Name::new(name), Filling::Is(value)));
        let agreed = finder.events_of_role(Role::Replacement, &fields);
        let expressly = [Truth::Fails, Truth::Holds].map(|truth| {
            let told = (Name::new("express"), Filling::Is(Value::Truth(truth)));
            let fields = [fields.to_vec(), vec![told]].concat();
            finder.events_of_role(Role::Replacement, &fields)
        });
        let ways = one_of_each([vec![agreed], expressly.to_vec()].concat());
        let in_forms = finder.a_form_of_each_kind().into_iter();
        let in_forms = in_forms.map(|form| in_form(&ways, &form));
        one_of_each([ways.clone()].into_iter().chain(in_forms).collect())
    });
    let agreed = one_of_each(agreed.collect());
    let users = users
        .iter()
        .filter_map(|rule| program.rules.iter().find(|known| known.id == rule.id));
    let mut counted: Vec<Vec<Way>> = Vec::new();
    for rule in users.take(MOST_OF_A_USE * 2) {
        let used: Vec<Way> = finder.rule(rule).into_iter().take(MOST_OF_A_USE).collect();
        for way in used {
            counted.push(
                agreed
                    .iter()
                    .filter_map(|agreed| agreed.and(&way))
                    .collect(),
            );
        }
    }
    [agreed, one_of_each(counted)].concat()
}

impl<'p> Finder<'p> {
    /// In play; used; kept from it; twice.
    fn around(&mut self, rule: &'p Rule) -> [Vec<Way>; 4] {
        let scope = Scope::of_rule(rule);
        let plain = self.rule(rule);
        let used = self.used(rule, &scope);
        let used = both(&plain, &used);
        let mut kept = vec![self.header_alone(rule, &scope)];
        kept.extend(self.exceptions(&rule.condition, &scope));
        kept.extend(self.ends(rule, &scope));
        // What keeps a rule away comes before what the rule is about, or behind it.
        let kept = kept
            .iter()
            .flat_map(|way| [both(way, &used), both(&plain, way), both(&used, way)]);
        let in_place = both(&self.set_aside(rule), &plain);
        let kept = one_of_each([in_place].into_iter().chain(kept).collect());
        let twice = plain.iter().map(Way::twice).collect();
        [plain, used, kept, twice]
    }

    /// The event of the header, whatever else the rule asks for: an act that does not count, for want of a power or a form.
    fn header_alone(&mut self, rule: &'p Rule, scope: &Scope<'p>) -> Vec<Way> {
        match (&rule.trigger, &rule.condition) {
            (Trigger::Event(_), Condition::Always) => Vec::new(),
            (Trigger::Event(pattern), _) => {
                let act = self.act(pattern, scope);
                let about = self.body(&rule.body, scope);
                one_of_each(vec![act.clone(), both(&act, &about)])
            }
            (
                Trigger::Standing
                | Trigger::Onset(_)
                | Trigger::While(_)
                | Trigger::Recurring { .. },
                _,
            ) => Vec::new(),
        }
    }

    /// The provisions set aside under which the same is owed once: what they give hides what the rule gives.
    fn set_aside(&self, rule: &Rule) -> Vec<Way> {
        let once_under = match &rule.body {
            Body::Debt(debt) => &debt.once_under,
            Body::Accrual(accrual) => &accrual.once_under,
            _ => return Vec::new(),
        };
        let others: Vec<&ClauseId> = once_under
            .iter()
            .filter(|one| **one != rule.at.clause)
            .collect();
        if others.is_empty() {
            return Vec::new();
        }
        others.into_iter().fold(nothing(), |ways, other| {
            let provision = Filling::Is(Value::Provision(other.clone()));
            let fields = [(Name::new("provision"), provision)];
            both(&ways, &self.events_of_role(Role::Disapplication, &fields))
        })
    }

    /// What is done with what the rule gives: a power is used, a duty performed, a ban broken, a claim paid.
    fn used(&mut self, rule: &'p Rule, scope: &Scope<'p>) -> Vec<Way> {
        match &rule.body {
            Body::Power(power) => {
                let acts = self.acts(&power.acts, scope);
                self.in_each_form(&acts)
            }
            Body::Ban { acts, called, .. } => {
                let acts = self.acts(acts, scope);
                let broken = self.breaking(&rule.at.clause);
                let ended = self.events_of_role(Role::EndOfViolation, &[]);
                let ended = both(&broken, &ended);
                either([acts, broken, self.done(called, Vec::new()), ended])
            }
            Body::NoEffect { act } => {
                let acts = self.act(act, scope);
                self.in_each_form(&acts)
            }
            Body::Duty(duty) => {
                let done = duty.steps.iter().map(|step| match &step.performed_by {
                    Some(act) => self.act(act, scope),
                    None => {
                        let with = self.types_of_step(step, scope);
                        self.done(step.conduct.as_ref().unwrap_or(&step.called), with)
                    }
                });
                let done: Vec<Vec<Way>> = done.collect();
                either(done)
            }
            Body::SetOff | Body::Allocation(_) => {
                let owed = self.under_two_heads();
                both(&owed, &self.events_of_role(Role::Payment, &[]))
            }
            Body::Debt(_)
            | Body::Accrual(_)
            | Body::DesignationIgnored { .. }
            | Body::BecomeDue { .. }
            | Body::Lapse { .. } => self.events_of_role(Role::Payment, &[]),
            Body::Ground { provision, .. } => {
                let program = self.program;
                let rules = program.rules.iter();
                let served = rules.filter(|one| one.at.clause == *provision);
                either(served.map(|one| self.rule(one)).collect::<Vec<_>>())
            }
            Body::SwitchOff { provisions, .. } => self.of_provisions(provisions),
            Body::Order(order) => self.of_provisions(&order.groups.concat()),
            Body::Status(_)
            | Body::TakesEffect { .. }
            | Body::Becomes { .. }
            | Body::Ends { .. }
            | Body::Refuse(_)
            | Body::Limit(_)
            | Body::WithoutBasis { .. }
            | Body::Governs(_)
            | Body::Note { .. } => Vec::new(),
        }
    }

    fn of_provisions(&mut self, provisions: &[ClauseId]) -> Vec<Way> {
        let program = self.program;
        let within = |rule: &&Rule| provisions.iter().any(|one| rule.at.clause.is_within(one));
        let rules = program.rules.iter().filter(within);
        either(rules.map(|rule| self.rule(rule)).collect::<Vec<_>>())
    }

    pub(super) fn breaking(&self, clause: &ClauseId) -> Vec<Way> {
        let provision = Filling::Is(Value::Provision(clause.clone()));
        self.events_of_role(Role::Violation, &[(Name::new("provision"), provision)])
    }

    /// The event types that bring about what a duty is about.
    fn types_of_step(&self, step: &Step, scope: &Scope<'p>) -> Vec<Name> {
        let thing = step.thing.as_ref();
        thing.map_or_else(Vec::new, |thing| self.types(thing, scope))
    }

    /// What ends it, or lets it rest.
    fn ends(&mut self, rule: &'p Rule, scope: &Scope<'p>) -> Vec<Vec<Way>> {
        let until = match &rule.body {
            Body::Status(status) => status.until.as_ref(),
            Body::Power(power) => power.window.until.as_ref(),
            Body::Debt(debt) => debt.until.as_ref(),
            _ => None,
        };
        let mut ways: Vec<Vec<Way>> = Vec::new();
        if let Some(until) = until {
            ways.push(self.condition(until, true, scope));
        }
        if let Body::Duty(duty) = &rule.body {
            for step in &duty.steps {
                let with = self.types_of_step(step, scope);
                ways.extend(self.not_owed(step.conduct.as_ref().unwrap_or(&step.called), with));
            }
        }
        if let Trigger::While(condition) = &rule.trigger {
            ways.extend(self.stops(condition, scope));
        }
        ways.extend(self.stops(&rule.condition, scope));
        ways
    }

    /// The same acts in no form that is told, and in each form.
    fn in_each_form(&self, ways: &[Way]) -> Vec<Way> {
        let forms = self.program.schema.forms.iter();
        let told = forms.map(|form| in_form(ways, form));
        either([ways.to_vec()].into_iter().chain(told))
    }

    /// A form that is in writing, and one that is not.
    fn a_form_of_each_kind(&self) -> Vec<Name> {
        let version = self.program.versions.first();
        let written = version.map_or(&[][..], |version| version.written_forms.as_slice());
        let forms = &self.program.schema.forms;
        let other = forms.iter().find(|form| !written.contains(form));
        written.first().into_iter().chain(other).cloned().collect()
    }
}

/// The same, the last act of each in this form.
fn in_form(ways: &[Way], form: &Name) -> Vec<Way> {
    let form = Filling::Is(Value::Form(form.clone()));
    let ways = ways.iter().filter_map(|way| {
        let mut way = way.clone();
        let last = way.events.last_mut()?;
        last.fields.retain(|(name, _)| *name != *"form");
        last.fields.push((Name::new("form"), form.clone()));
        Some(way)
    });
    ways.collect()
}
