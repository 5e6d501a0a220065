//! Looking things up in the relation: fields, attributes, sorts, agreements, days.

use crate::check::program::{Sort, State, VersionId};
use crate::check::schema::{FieldDefault, FieldType};
use crate::engine::cells::Cell;
use crate::engine::evaluate::{Env, Query};
use crate::engine::item::{FactId, Item, ObligationId};
use crate::engine::names::Symbol;
use crate::engine::relation::Relation;
use crate::timeline::NamedDebt;
use crate::value::{ClauseId, Date, Name, NotConfirmed, OutsideCalendar, Truth, Value};

impl<'p> Relation<'p> {
    /// A value of a timeline or a clause, as rules see it. The name of a thing that has come about is that thing.
    pub fn item_of(&self, value: &Value) -> Item {
        match value {
            Value::Truth(Truth::Holds) => Item::Truth(true),
            Value::Truth(Truth::Fails) => Item::Truth(false),
            Value::Truth(Truth::Undetermined) => Item::Undetermined,
            Value::Money(money) => Item::Money(*money),
            Value::Percent(percent) => Item::Percent(*percent),
            Value::Number(number) => Item::Number(*number),
            Value::Date(date) => Item::Date(*date),
            Value::Duration(duration) => Item::Duration(*duration),
            Value::Text(text) | Value::Service(text) => Item::Word(self.names.text(text)),
            Value::Symbol(name) | Value::Form(name) | Value::Concept(name) => {
                Item::Word(self.names.symbol(name))
            }
            Value::Reference(name) => {
                let symbol = self.names.symbol(name);
                match self.facts.named(symbol) {
                    Some(fact) => Item::Thing(fact),
                    None => self.debts_named(name).unwrap_or(Item::Word(symbol)),
                }
            }
            Value::Party(name) => Item::Party(self.party_named(self.names.symbol(name))),
            Value::Provision(clause) => Item::Word(self.names.text(clause.as_str())),
            Value::List(values) => {
                Item::List(values.iter().map(|value| self.item_of(value)).collect())
            }
            Value::Record(fields) => Item::Record(
                fields
                    .iter()
                    .map(|(name, value)| (self.names.symbol(name), self.item_of(value)))
                    .collect(),
            ),
        }
    }

    /// The debts that a name tells by their day or their head (`S1 of 2025-02-15`), as far as they have arisen.
    fn debts_named(&self, name: &Name) -> Option<Item> {
        let symbol = |thing: &str| self.facts.named(self.names.text(thing));
        let told = NamedDebt::read(name.as_str(), &self.program.schema, |thing| {
            symbol(thing).is_some()
        })?;
        let thing = Item::Thing(symbol(told.thing)?);
        let is_meant = |id: &ObligationId| {
            let claim = self.obligations.get(*id).claim;
            let claim = claim.map(|claim| self.ledger.claim(claim).told());
            claim.is_some_and(|claim| {
                told.day.is_none_or(|day| claim.arose == day)
                    && match told.head {
                        Some(head) => claim.head == *head,
                        None => self.is_main(*id),
                    }
            })
        };
        let all = self.obligations.about(&thing).iter().copied();
        let mut meant: Vec<Item> = all.filter(is_meant).map(Item::Obligation).collect();
        match meant.len() {
            0 => None,
            1 => meant.pop(),
            _several => Some(Item::List(meant.into())),
        }
    }

    /// The values under which what stands in a field is found: references, parties and words, one by one; a debt by the thing that it is for.
    pub fn keys_of(&self, item: &Item) -> Vec<Item> {
        let mut keys: Vec<Item> = Vec::new();
        for member in self.thing_of(item).members() {
            let is_key = matches!(
                member,
                Item::Thing(_) | Item::Party(_) | Item::Word(_) | Item::Agreement(_)
            );
            if is_key && !keys.contains(&member) {
                keys.push(member);
            }
        }
        keys
    }

    /// A joint debtor is the party that it is bound with.
    pub fn party_named(&self, name: Symbol) -> Symbol {
        let joint = |party: &crate::timeline::PartyFacts| {
            party.joint_debtors.iter().any(|one| {
                one.name
                    .as_deref()
                    .is_some_and(|known| self.names.text(known) == name)
            })
        };
        if joint(&self.timeline.client) {
            self.known.client
        } else if joint(&self.timeline.supplier) {
            self.known.supplier
        } else {
            name
        }
    }

    /// Who is bound beside a party for the whole: one ledger, whoever pays.
    pub fn bound_beside(&self, party: &Name) -> Vec<Name> {
        let bound = [
            (self.known.client, &self.timeline.client),
            (self.known.supplier, &self.timeline.supplier),
        ];
        bound
            .into_iter()
            .filter(|(role, _)| self.names.symbol(party) == *role)
            .flat_map(|(_, told)| &told.joint_debtors)
            .filter_map(|one| one.name.as_deref().map(Name::new))
            .collect()
    }

    /// What stands in a field of a thing, a record, or each member of a list.
    pub fn field_of(&self, of: &Item, field: Symbol, query: &mut Query<'p>) -> Item {
        match of {
            Item::Thing(fact) => self.field_of_fact(*fact, field),
            Item::Obligation(id) => {
                let thing = self.obligations.get(*id).thing.clone();
                self.field_of(&thing, field, query)
            }
            Item::Agreement(name) => self
                .facts
                .named(*name)
                .map_or(Item::NotStated, |fact| self.field_of_fact(fact, field)),
            Item::Record(fields) => fields
                .iter()
                .find(|(name, _)| *name == field)
                .map_or(Item::NotStated, |(_, item)| item.clone()),
            Item::List(items) => {
                let all: Vec<Item> = items
                    .iter()
                    .map(|item| self.field_of(item, field, query))
                    .collect();
                Item::List(all.into_iter().flat_map(|item| item.members()).collect())
            }
            Item::Undetermined | Item::Unbound => of.clone(),
            Item::NotStated
            | Item::Truth(_)
            | Item::Money(_)
            | Item::Percent(_)
            | Item::Number(_)
            | Item::Date(_)
            | Item::Duration(_)
            | Item::Word(_)
            | Item::Party(_) => Item::NotStated,
        }
    }

    fn field_of_fact(&self, id: FactId, field: Symbol) -> Item {
        let fact = self.facts.get(id);
        let found = fact.field(field);
        if found != Item::NotStated {
            return found;
        }
        let known = &self.known;
        if fact.reference == Some(field) || fact.ty == field {
            Item::Thing(id)
        } else if field == known.date {
            Item::Date(fact.date)
        } else if field == known.by {
            fact.by.map_or(Item::NotStated, Item::Party)
        } else if field == known.form {
            fact.form.map_or(Item::NotStated, Item::Word)
        } else if field == known.sent_on {
            Item::Date(fact.sent.unwrap_or(fact.date))
        } else if field == known.received_on {
            Item::Date(fact.received.unwrap_or(fact.date))
        } else if field == known.agreement {
            self.agreement_of(&Item::Thing(id))
                .map_or(Item::NotStated, Item::Agreement)
        } else {
            self.as_a_way(fact.ty, field)
        }
    }

    /// What stands in a field of the act that an act of another type is a way to do, where nothing is told: to disable access is to
    /// suspend, in its usual scope.
    fn as_a_way(&self, ty: Symbol, field: Symbol) -> Item {
        let Some(way) = self.catalogue.ways.get(&ty) else {
            return Item::NotStated;
        };
        let events = &self.program.schema.events;
        let field = self.names.name(field);
        if (events.get(&self.names.name(ty))).is_some_and(|own| own.fields.contains_key(&field)) {
            return Item::NotStated;
        }
        let mut readings = self.program.act_readings.iter();
        let act = readings.find(|act| {
            let called = act.called.as_ref().unwrap_or(&act.event);
            act.fixed.is_empty() && self.names.symbol(called) == *way
        });
        let declared = act.and_then(|act| events.get(&act.event)?.fields.get(&field));
        match declared.map(|field| (&field.ty, &field.default)) {
            Some((FieldType::OneOf(_), Some(FieldDefault::Literal(usual)))) => {
                Item::Word(self.names.text(usual))
            }
            _ => Item::NotStated,
        }
    }

    /// Whether a field gives the name of what events of a type bring about, or the event itself where it brings nothing about.
    pub fn is_reference_field(&self, ty: Symbol, field: Symbol) -> bool {
        field == ty || self.catalogue.references.get(&ty) == Some(&field)
    }

    /// What the header tells about a party.
    pub fn attribute_of(&self, of: &Item, attribute: Symbol) -> Item {
        let party = of.party();
        party
            .and_then(|party| self.attributes.get(&(party, attribute)).cloned())
            .unwrap_or(Item::NotStated)
    }

    /// The one of supplier and client that a party is not.
    pub fn other_party(&self, party: &Item) -> Item {
        match party {
            Item::Party(party) if *party == self.known.supplier => Item::Party(self.known.client),
            Item::Party(_) => Item::Party(self.known.supplier),
            other => other.clone(),
        }
    }

    /// Supplier and client.
    pub fn both_parties(&self) -> Vec<Item> {
        vec![
            Item::Party(self.known.supplier),
            Item::Party(self.known.client),
        ]
    }

    /// Whether an obligation is the one that its thing stands for: not the costs of an invoice, nor the interest on it.
    pub fn is_main(&self, id: ObligationId) -> bool {
        let obligation = self.obligations.get(id);
        let rests = |claim| self.ledger.claim(claim).told().underlying.is_some();
        !obligation.grows && !obligation.claim.is_some_and(rests)
    }

    /// The thing that an obligation or claim is for; a thing is itself.
    pub fn thing_of(&self, of: &Item) -> Item {
        match of {
            Item::Obligation(id) => self.obligations.get(*id).thing.clone(),
            Item::List(items) => Item::List(items.iter().map(|item| self.thing_of(item)).collect()),
            other => other.clone(),
        }
    }

    /// All things of a sort so far.
    pub fn all_of(&self, sort: &Sort, query: &mut Query<'p>) -> Vec<Item> {
        match sort {
            Sort::Party => self.both_parties(),
            Sort::Claim => {
                query.read(Cell::Obligations);
                self.obligations
                    .iter()
                    .filter(|(_, one)| one.claim.is_some())
                    .map(|(id, _)| Item::Obligation(id))
                    .collect()
            }
            Sort::Obligation => {
                query.read(Cell::Obligations);
                self.obligations
                    .iter()
                    .map(|(id, _)| Item::Obligation(id))
                    .collect()
            }
            Sort::Agreement => {
                query.read(Cell::Agreements);
                self.agreements
                    .iter()
                    .map(|name| Item::Agreement(*name))
                    .collect()
            }
            Sort::Thing(types) => {
                let mut all: Vec<FactId> = Vec::new();
                for ty in types {
                    let ty = self.names.symbol(ty);
                    query.read(Cell::Events(ty));
                    all.extend(self.facts.of_type(ty));
                }
                all.sort_unstable();
                all.into_iter().map(Item::Thing).collect()
            }
            Sort::Provision => self
                .catalogue
                .provisions
                .iter()
                .map(|clause| Item::Word(self.names.text(clause.as_str())))
                .collect(),
            Sort::Service | Sort::Record(_) | Sort::Value(_) => Vec::new(),
        }
    }

    /// Whether a value is of a sort.
    pub fn fits(&self, item: &Item, sort: &Sort) -> bool {
        match (sort, item) {
            (_, Item::Unbound) => true,
            (Sort::Party, Item::Party(_))
            | (Sort::Agreement, Item::Agreement(_))
            | (Sort::Obligation, Item::Obligation(_)) => true,
            (Sort::Claim, Item::Obligation(id)) => self.obligations.get(*id).claim.is_some(),
            (Sort::Thing(types), Item::Thing(fact)) => {
                let ty = self.facts.get(*fact).ty;
                types.iter().any(|one| self.names.symbol(one) == ty)
            }
            (
                Sort::Party | Sort::Agreement | Sort::Obligation | Sort::Claim | Sort::Thing(_),
                _,
            ) => false,
            (Sort::Record(_), item) => matches!(item, Item::Record(_)),
            (Sort::Provision | Sort::Service | Sort::Value(_), item) => item.is_known(),
        }
    }

    /// A state, as declared.
    pub fn state(&self, name: &Name) -> Option<&'p State> {
        self.catalogue.states.get(name).copied()
    }

    /// Whether days on which a state held are kept: it is brought about by events or rules, or it is reported.
    pub fn keeps_history(&self, state: &Name) -> bool {
        self.state(state)
            .is_none_or(|state| state.holds_if.is_none() || state.reported)
    }

    /// Whether a day is a working day, as the clause files of a version say.
    ///
    /// # Errors
    /// They do not say, or a table that they ask does not know the day.
    pub fn is_working_day(&self, date: Date, version: VersionId) -> Result<bool, OutsideCalendar> {
        let condition = self.program.versions[version.0].law.working_day.as_ref();
        let condition = condition.ok_or(OutsideCalendar::NoCalendar)?;
        let mut env = Env {
            parameters: vec![Item::Date(date)],
            version: Some(version),
            ..Env::default()
        };
        let mut query = Query::default();
        let truth = self.truth(condition, &mut env, &mut query);
        if truth.is_undetermined() {
            let unknown = query.unconfirmed.map(OutsideCalendar::from);
            return Err(unknown.unwrap_or(OutsideCalendar::NoCalendar));
        }
        Ok(truth.holds())
    }

    /// Whether a table of days lists a day, under one of these labels if there are any.
    ///
    /// # Errors
    /// The table is not confirmed for the day.
    pub fn listed(
        &self,
        table: &str,
        day: Date,
        labels: &[ClauseId],
        env: &Env<'p>,
    ) -> Result<bool, NotConfirmed> {
        let Some(table) = self.law_of(env).days.get(table) else {
            return Ok(false);
        };
        let mut found = table.labels_on(day)?.iter();
        let is_meant = |one: &Name| labels.iter().any(|label| one == label.as_str());
        Ok(found.any(|one| labels.is_empty() || is_meant(one)))
    }

    /// The provisions that are these or parts of these.
    pub fn clauses_within<'r>(
        &'r self,
        provisions: &'r [ClauseId],
    ) -> impl Iterator<Item = Symbol> + 'r {
        let within = |whole: &ClauseId| {
            let within = self.catalogue.within.get(&self.names.text(whole.as_str()));
            within.map_or(&[][..], Vec::as_slice).iter().copied()
        };
        provisions.iter().flat_map(within)
    }

    /// The name of a thing, party, agreement or word, as reports show it; none for the agreement that is only taken to stand.
    pub fn shown(&self, item: &Item) -> Option<Name> {
        match item {
            Item::Thing(fact) => Some(self.names.name(self.facts.get(*fact).name)),
            Item::Party(symbol) | Item::Word(symbol) => Some(self.names.name(*symbol)),
            Item::Agreement(symbol) => {
                (*symbol != self.known.the_agreement).then(|| self.names.name(*symbol))
            }
            Item::Obligation(id) => {
                let obligation = self.obligations.get(*id);
                // A claim for no thing bears the name under which the ledger keeps it.
                let of_claim = |claim| self.ledger.claim(claim).told().reference.clone();
                self.shown(&obligation.thing)
                    .or_else(|| obligation.claim.map(of_claim))
            }
            Item::Money(money) => Some(Name::new(&money.to_string())),
            Item::Date(date) => Some(Name::new(&date.to_string())),
            Item::List(items) => items.first().and_then(|item| self.shown(item)),
            Item::Truth(_)
            | Item::Percent(_)
            | Item::Number(_)
            | Item::Duration(_)
            | Item::Record(_) => None,
            Item::Unbound | Item::NotStated | Item::Undetermined => None,
        }
    }
}
