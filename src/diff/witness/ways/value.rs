//! What must be there for a value to be there, and which event tells it.

use crate::check::program::{Expression, Generator, KernelMeasure, Pick, Sort, VariableId};
use crate::check::schema::{Field, Role};
use crate::value::{Name, Value};

use super::{Finder, Scope};
use crate::diff::witness::way::{Filling, Way, both, either, nothing};

/// So many event types may bring about what is spoken of.
const MOST_TYPES: usize = 4;

impl<'p> Finder<'p> {
    /// Ways to a value that is there.
    pub(super) fn value(&mut self, value: &'p Expression, scope: &Scope<'p>) -> Vec<Way> {
        match value {
            // A variable was found where the rule introduces it.
            Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Party(_)
            | Expression::Parameter(_)
            | Expression::OtherParty(_)
            | Expression::Attribute { .. }
            | Expression::Nothing(_) => nothing(),
            Expression::Field { of, field } => {
                let there = self.value(of, scope);
                if self.may_be_missing(of, field, scope) {
                    both(&there, &self.told(of, field, Filling::Something, scope))
                } else {
                    there
                }
            }
            Expression::Defined { measure, arguments } => {
                let arguments = self.values(arguments, scope);
                both(&arguments, &self.measure(measure))
            }
            Expression::Kernel { measure, arguments } => {
                let arguments = self.values(arguments, scope);
                both(&arguments, &self.kernel(measure, scope))
            }
            Expression::ObligationFor { conduct, thing } => {
                let thing_there = self.value(thing, scope);
                let types = self.types(thing, scope);
                both(&thing_there, &self.duties(conduct, &types))
            }
            Expression::Sum {
                each,
                over,
                only_if,
                of,
                ..
            } => {
                let inner = scope.with_member(*each, over);
                let mut ways = both(&self.value(over, scope), &self.value(of, &inner));
                if let Some(only_if) = only_if {
                    ways = both(&ways, &self.condition(only_if, true, &inner));
                }
                ways
            }
            Expression::Filter {
                each,
                over,
                only_if,
            } => {
                let inner = scope.with_member(*each, over);
                let there = self.value(over, scope);
                both(&there, &self.condition(only_if, true, &inner))
            }
            Expression::AllOf { sort } => self.sort(sort),
            Expression::OrElse(one, other) => {
                either([self.value(one, scope), self.value(other, scope)])
            }
            Expression::ClaimOf(_)
            | Expression::ObligationOf(_)
            | Expression::ThingOf(_)
            | Expression::AgreementOf(_)
            | Expression::Rounded { .. }
            | Expression::Plus(..)
            | Expression::Minus(..)
            | Expression::Times(..)
            | Expression::DaysBetween(..)
            | Expression::Between { .. }
            | Expression::TableFigure { .. }
            | Expression::DividedBy { .. }
            | Expression::PercentOf { .. }
            | Expression::ForEach { .. }
            | Expression::Bounded { .. }
            | Expression::Part { .. }
            | Expression::Shift { .. }
            | Expression::FirstOfSeries { .. } => self.values(value.operands(), scope),
            Expression::Pick { pick, options } => {
                let each: Vec<Vec<Way>> = options
                    .iter()
                    .map(|option| {
                        let value = self.value(&option.value, scope);
                        match &option.only_if {
                            Some(only_if) => both(&value, &self.condition(only_if, true, scope)),
                            None => value,
                        }
                    })
                    .collect();
                let one = either(each.clone());
                if *pick == Pick::First {
                    return one;
                }
                let all = each.iter().fold(nothing(), |ways, more| both(&ways, more));
                if all.is_empty() { one } else { all }
            }
        }
    }

    fn values(
        &mut self,
        values: impl IntoIterator<Item = &'p Expression>,
        scope: &Scope<'p>,
    ) -> Vec<Way> {
        let mut ways = nothing();
        for value in values {
            ways = both(&ways, &self.value(value, scope));
        }
        ways
    }

    fn kernel(&mut self, measure: &'p KernelMeasure, scope: &Scope<'p>) -> Vec<Way> {
        match measure {
            KernelMeasure::Latest(pattern)
            | KernelMeasure::LatestThing(pattern)
            | KernelMeasure::Count(pattern) => self.act(pattern, scope),
            KernelMeasure::FirstDay(state) | KernelMeasure::DaysOf(state) => {
                self.state(state, &[], scope)
            }
            KernelMeasure::ClaimsOf(_) => self.claims(),
            KernelMeasure::Settled | KernelMeasure::SettledOnLine => {
                self.events_of_role(Role::Payment, &[])
            }
            KernelMeasure::Assessed(concept) => {
                let concept = Filling::Is(Value::Concept(concept.clone()));
                let value = (Name::new("value"), Filling::Something);
                self.events_of_role(Role::Assessment, &[(Name::new("concept"), concept), value])
            }
            KernelMeasure::Open
            | KernelMeasure::Arisen
            | KernelMeasure::LeftFor
            | KernelMeasure::Currency
            | KernelMeasure::HeadOf
            | KernelMeasure::Bearer
            | KernelMeasure::LastTimelyDay
            | KernelMeasure::OwnLastTimelyDay
            | KernelMeasure::DayOfDischarge
            | KernelMeasure::Arose
            | KernelMeasure::DayOf
            | KernelMeasure::DayOfReceipt
            | KernelMeasure::DayOfSending
            | KernelMeasure::DayOfAcknowledgement
            | KernelMeasure::FormOf
            | KernelMeasure::ActorOf
            | KernelMeasure::Today
            | KernelMeasure::ActUnderJudgement
            | KernelMeasure::VersionOfTerms
            | KernelMeasure::YearlyParts
            | KernelMeasure::LinesCharged => nothing(),
        }
    }

    /// The events that bring a thing about, or hold a record, with this in that field.
    pub(super) fn told(
        &mut self,
        of: &'p Expression,
        field: &Name,
        filling: Filling,
        scope: &Scope<'p>,
    ) -> Vec<Way> {
        if self.is_record(of, scope) {
            let lists = self.lists(of, field, scope);
            let record = Filling::Records(vec![vec![(field.clone(), filling)]]);
            let ways = lists.into_iter().map(|(ty, list)| {
                let held = (list, record.clone());
                vec![Way::of(&ty, vec![held])]
            });
            return either(ways);
        }
        let types = self.types(of, scope);
        if types.is_empty() {
            return self.value(of, scope);
        }
        let tell = types.iter().filter(|ty| self.has_field(ty, field));
        let ways = tell.map(|ty| vec![Way::of(ty, vec![(field.clone(), filling.clone())])]);
        either(ways)
    }

    /// The acts of this party that bring a thing about.
    pub(super) fn acts_of(
        &mut self,
        party: &Value,
        of: &'p Expression,
        scope: &Scope<'p>,
    ) -> Vec<Way> {
        let program = self.program;
        let types = self.types(of, scope);
        let types = types.iter().filter_map(|ty| program.schema.events.get(ty));
        let ways = types.filter_map(|ty| match &ty.actor {
            Some(actor) => {
                (Value::Party(actor.clone()) == *party).then(|| Way::of(&ty.name, Vec::new()))
            }
            None => {
                let by = (Name::new("by"), Filling::Is(party.clone()));
                Some(Way::of(&ty.name, vec![by]))
            }
        });
        let ways: Vec<Way> = ways.collect();
        if ways.is_empty() {
            return self.value(of, scope);
        }
        either([ways])
    }

    fn has_field(&self, ty: &Name, field: &Name) -> bool {
        let common = ["by", "form", "sent_on", "received_on", "agreement"];
        let ty = self.program.schema.events.get(ty);
        ty.is_some_and(|ty| ty.fields.contains_key(field)) || common.contains(&field.as_str())
    }

    /// A field that may be left out, and for which nothing stands in.
    fn may_be_missing(&self, of: &'p Expression, field: &Name, scope: &Scope<'p>) -> bool {
        let events = &self.program.schema.events;
        let is_open = |field: &Field| !field.required && field.default.is_none();
        if self.is_record(of, scope) {
            let lists = self.lists(of, field, scope);
            return lists.iter().any(|(ty, list)| {
                let list = events.get(ty).and_then(|ty| ty.fields.get(list));
                let record = list.and_then(|list| list.ty.records());
                record
                    .and_then(|record| record.get(field))
                    .is_some_and(is_open)
            });
        }
        self.types(of, scope).iter().any(|ty| {
            let ty = events.get(ty);
            ty.and_then(|ty| ty.fields.get(field)).is_some_and(is_open)
        })
    }

    /// A record: a member of a list of records, or of a list that only the kernel knows.
    fn is_record(&self, of: &'p Expression, scope: &Scope<'p>) -> bool {
        let sort = match of {
            Expression::Variable(id) => match (scope.variable(*id), scope.list(*id)) {
                (Some(variable), None) => Some(&variable.sort),
                (_, Some(list)) => return self.types(list, scope).is_empty(),
                (None, None) => None,
            },
            Expression::Parameter(at) => scope.parameters.get(*at),
            _ => None,
        };
        matches!(sort, Some(Sort::Record(_)))
    }

    /// The lists that a record with this field may stand in: that of the thing it is a member of, else any such list.
    fn lists(&self, of: &'p Expression, field: &Name, scope: &Scope<'p>) -> Vec<(Name, Name)> {
        let list = match of {
            Expression::Variable(id) => match scope.variable(*id).map(|one| &one.generator) {
                Some(Generator::Members(of)) => Some(of),
                Some(_) | None => scope.list(*id),
            },
            _ => None,
        };
        if let Some(Expression::Field { of, field }) = list {
            let types = self.types(of, scope).into_iter();
            return types.map(|ty| (ty, field.clone())).collect();
        }
        let fields = self.program.schema.events.values().flat_map(|ty| {
            let fields = ty.fields.values();
            fields.map(move |field| (&ty.name, field))
        });
        let holds = |list: &Field| {
            let record = list.ty.records();
            record.is_some_and(|record| record.contains_key(field))
        };
        let lists = fields.filter(|(_, list)| holds(list));
        let lists = lists.map(|(ty, list)| (ty.clone(), list.name.clone()));
        lists.take(MOST_TYPES).collect()
    }

    /// The event types that bring about what an expression speaks of.
    pub(super) fn types(&self, of: &Expression, scope: &Scope<'_>) -> Vec<Name> {
        let mut types = match of {
            Expression::Variable(id) => self.types_of_variable(*id, scope),
            Expression::Parameter(at) => match scope.parameters.get(*at) {
                Some(Sort::Thing(types)) => types.clone(),
                Some(_) => Vec::new(),
                None => scope.conduct_with.clone(),
            },
            Expression::Field { of, field } => self.types_of_field(of, field, scope),
            Expression::AllOf {
                sort: Sort::Thing(types),
            } => types.clone(),
            Expression::Filter { over, .. } => self.types(over, scope),
            Expression::Kernel {
                measure: KernelMeasure::LatestThing(pattern),
                ..
            } => vec![pattern.event.clone()],
            Expression::ObligationFor { thing: of, .. }
            | Expression::ClaimOf(of)
            | Expression::ObligationOf(of)
            | Expression::ThingOf(of) => self.types(of, scope),
            _ => Vec::new(),
        };
        types.truncate(MOST_TYPES);
        types
    }

    fn types_of_variable(&self, id: VariableId, scope: &Scope<'_>) -> Vec<Name> {
        if let Some(list) = scope.list(id) {
            return self.types(list, scope);
        }
        let Some(variable) = scope.variable(id) else {
            return Vec::new();
        };
        match (&variable.sort, &variable.generator) {
            (_, Generator::Is(of) | Generator::Members(of)) => self.types(of, scope),
            // What is forbidden is done by one of these acts, or told as a violation.
            (Sort::Thing(types), Generator::ActItself) => {
                [scope.forbidden.as_slice(), types.as_slice()].concat()
            }
            (Sort::Thing(types), _) => types.clone(),
            _ => Vec::new(),
        }
    }

    fn types_of_field(&self, of: &Expression, field: &Name, scope: &Scope<'_>) -> Vec<Name> {
        let mut all = Vec::new();
        for ty in self.types(of, scope) {
            let ty = self.program.schema.events.get(&ty);
            if let Some(field) = ty.and_then(|ty| ty.fields.get(field)) {
                all.extend(field.ty.referred_to().into_iter().cloned());
            }
        }
        all
    }

    /// The value that an expression is whatever happens: a literal, or a parameter that is one.
    pub(super) fn literal(&self, value: &Expression) -> Option<Value> {
        match value {
            Expression::Literal(value) => Some(value.clone()),
            Expression::Party(party) => Some(Value::Party(party.clone())),
            Expression::Defined { measure, arguments } if arguments.is_empty() => {
                let measure = self.program.measures.get(measure)?;
                let first = measure.definitions.first()?;
                self.literal(&first.value)
            }
            _ => None,
        }
    }
}
