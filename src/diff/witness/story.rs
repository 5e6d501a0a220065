//! A way told as a timeline: each event with the fields that it must have, and the events that it refers to before it.

use crate::check::schema::{EventKind, EventType, Field, FieldRule, FieldType, Role, Schema};
use crate::value::{ClauseId, Date, Decimal, Name, Truth, Value};

use super::candidate::Candidate;
use super::way::{Filling, Told, Way};

/// The day of the first event.
const FIRST_DAY: Date = match Date::from_ymd_opt(2025, 1, 1) {
    Some(day) => day,
    None => Date::MIN,
};
/// So many days apart events happen, where they do not happen at once.
const APART: u64 = 40;
/// An amount, when it does not matter which, how many times larger a large one is, and one that is more than another.
pub(super) const AN_AMOUNT: i64 = 1_000;
const LARGE: i64 = 100;
const MORE: i64 = 2;
/// A party, when it does not matter which.
const A_PARTY: &str = "client";
const THE_OTHER: &str = "supplier";
/// Events that only serve as what another refers to go so deep.
const DEEPEST: usize = 5;

/// What a story is told with.
pub(super) struct Teller<'s> {
    pub(super) schema: &'s Schema,
    /// The provision that a story is about: where one is asked for and it does not matter which.
    pub(super) clause: &'s ClauseId,
    /// A service, likewise.
    pub(super) service: String,
}

impl Teller<'_> {
    fn role(&self, told: &Told) -> Option<Role> {
        let ty = self.schema.events.get(&told.ty);
        ty.and_then(|ty| ty.role)
    }
}

/// The way as timelines: at once (looked at on the day itself, some months and some years later) and over some months, the payments
/// and judgements where the way has them or behind what they may be about, agreements formed before all else, nothing judged, and the last
/// before the first.
pub(super) fn told(way: &Way, teller: &Teller<'_>) -> Vec<Candidate> {
    let answers = |told: &Told| {
        !matches!(
            teller.role(told),
            None | Some(Role::Formation | Role::Violation | Role::Disapplication)
        )
    };
    let forms = |told: &Told| teller.role(told) == Some(Role::Formation);
    let mut answers_last = way.clone();
    answers_last.events.sort_by_key(answers);
    let mut formed_first = answers_last.clone();
    formed_first.events.sort_by_key(|told| !forms(told));
    let mut turned = way.clone();
    turned.events.reverse();
    let mut unjudged = way.clone();
    unjudged
        .events
        .retain(|told| teller.role(told) != Some(Role::Assessment));
    let at_once = at_intervals(&answers_last, teller, 0);
    let looked_at = |look: fn(&Candidate) -> Candidate| at_once.as_ref().map(look);
    let apart = |way: &Way| at_intervals(way, teller, APART);
    let told = [
        looked_at(Clone::clone),
        apart(&answers_last),
        looked_at(Candidate::on_the_day),
        apart(way),
        apart(&turned),
        apart(&formed_first),
        apart(&unjudged),
        looked_at(Candidate::years_later),
    ];
    let mut all: Vec<Candidate> = Vec::new();
    for one in told.into_iter().flatten() {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// The way with its events so many days apart; none when a field asks for something that nothing can be.
fn at_intervals(way: &Way, teller: &Teller<'_>, apart: u64) -> Option<Candidate> {
    let mut story = Story {
        way,
        teller,
        placed: vec![None; way.events.len()],
        begun: Vec::new(),
        events: Vec::new(),
    };
    for at in 0..way.events.len() {
        story.place(at, 0)?;
    }
    let mut day = FIRST_DAY;
    let mut events = Vec::new();
    for mut event in story.events {
        event.fields.insert(0, format!("date: {day}"));
        events.push(event.fields);
        day = day + chrono::Days::new(apart);
    }
    let mut candidate = Candidate {
        header: header(way),
        events,
        as_of: FIRST_DAY,
    };
    candidate.look_from_later();
    Some(candidate)
}

fn header(way: &Way) -> Vec<String> {
    let mut parties: Vec<(&Name, Vec<String>)> = Vec::new();
    for (party, attribute, value) in &way.facts {
        let fact = format!("{attribute}: {}", written(value));
        match parties.iter_mut().find(|(known, _)| *known == party) {
            Some((_, facts)) => facts.push(fact),
            None => parties.push((party, vec![fact])),
        }
    }
    let blocks = parties.iter();
    let blocks = blocks.map(|(party, facts)| format!("{party}: {{ {} }}", facts.join(", ")));
    blocks.collect()
}

/// An event as it will be written.
struct Written {
    ty: Name,
    name: String,
    fields: Vec<String>,
}

struct Story<'s> {
    way: &'s Way,
    teller: &'s Teller<'s>,
    /// Where each event of the way stands among those written.
    placed: Vec<Option<usize>>,
    /// Those that are being written.
    begun: Vec<usize>,
    events: Vec<Written>,
}

impl Story<'_> {
    /// Writes an event of the way, after those that it refers to.
    fn place(&mut self, at: usize, depth: usize) -> Option<usize> {
        if let Some(place) = self.placed[at] {
            return Some(place);
        }
        if self.begun.contains(&at) {
            return None;
        }
        self.begun.push(at);
        let place = self.write(&self.way.events[at], depth);
        self.begun.retain(|one| *one != at);
        self.placed[at] = place;
        place
    }

    fn write(&mut self, told: &Told, depth: usize) -> Option<usize> {
        if depth > DEEPEST {
            return None;
        }
        let ty = self.teller.schema.events.get(&told.ty)?;
        let mut fields = vec![format!("type: {}", ty.name)];
        for field in ty.fields.values() {
            let filling = told.fields.iter().find(|(name, _)| *name == field.name);
            let filling = match filling {
                Some((_, filling)) => filling.clone(),
                None if is_asked_for(field, ty, told) => Filling::Something,
                None => continue,
            };
            // An act is towards the other party.
            let towards = match (&field.ty, &filling, actor(ty, told)) {
                (FieldType::Party, Filling::Something, Some(actor)) if actor == A_PARTY => {
                    Some(THE_OTHER)
                }
                _ => None,
            };
            let text = match towards {
                Some(other) => other.to_owned(),
                None => self.filled(field, ty, &filling, told, depth)?,
            };
            fields.push(format!("{}: {text}", field.name));
        }
        fields.extend(common(ty, told));
        let before = self
            .events
            .iter()
            .filter(|event| event.ty == ty.name)
            .count();
        let name = match &ty.reference {
            Some(reference) => {
                let letter = reference.as_str().chars().next()?.to_ascii_uppercase();
                let name = format!("{letter}{}", self.events.len() + 1);
                fields.insert(1, format!("{reference}: {name}"));
                name
            }
            None => format!("{}#{}", ty.name, before + 1),
        };
        self.events.push(Written {
            ty: ty.name.clone(),
            name,
            fields,
        });
        Some(self.events.len() - 1)
    }

    fn filled(
        &mut self,
        field: &Field,
        ty: &EventType,
        filling: &Filling,
        told: &Told,
        depth: usize,
    ) -> Option<String> {
        match filling {
            Filling::Is(value) => Some(in_a_list(&field.ty, written(value))),
            Filling::Something => {
                let large = if self.way.large.contains(&ty.name) {
                    LARGE
                } else {
                    1
                };
                let amount = AN_AMOUNT * large * lines_of(field, ty, told);
                self.something(&field.ty, Decimal::from(amount), depth)
            }
            Filling::More => match &field.ty {
                FieldType::Money => {
                    let amount = Decimal::from(AN_AMOUNT * MORE);
                    self.something(&field.ty, amount, depth)
                }
                FieldType::Decimal | FieldType::Count => Some(MORE.to_string()),
                FieldType::Date => {
                    let later = FIRST_DAY + chrono::Days::new(APART * 2);
                    Some(later.to_string())
                }
                ty => self.something(ty, Decimal::from(AN_AMOUNT), depth),
            },
            Filling::Records(records) => {
                let FieldType::List(of) = &field.ty else {
                    return None;
                };
                let FieldType::Record(known) = of.as_ref() else {
                    return None;
                };
                let mut all = Vec::new();
                for record in records {
                    let mut parts = Vec::new();
                    for (name, own) in known {
                        let filling = record.iter().find(|(told, _)| told == name);
                        let part = match filling {
                            Some((_, Filling::Is(value))) => in_a_list(&own.ty, written(value)),
                            Some(_) => self.something(&own.ty, Decimal::from(AN_AMOUNT), depth)?,
                            None if own.required && own.default.is_none() => {
                                self.something(&own.ty, Decimal::from(AN_AMOUNT), depth)?
                            }
                            None => continue,
                        };
                        parts.push(format!("{name}: {part}"));
                    }
                    all.push(format!("{{ {} }}", parts.join(", ")));
                }
                Some(format!("[ {} ]", all.join(", ")))
            }
        }
    }

    /// Something of a type.
    fn something(&mut self, ty: &FieldType, amount: Decimal, depth: usize) -> Option<String> {
        Some(match ty {
            FieldType::Date => FIRST_DAY.to_string(),
            FieldType::Money => format!("{amount:.2}"),
            FieldType::Decimal | FieldType::Count | FieldType::Any => "1".to_owned(),
            FieldType::Percent => "10%".to_owned(),
            FieldType::Duration => "14 days".to_owned(),
            FieldType::Truth => "yes".to_owned(),
            FieldType::Text => "something".to_owned(),
            FieldType::OneOf(options) => options.first()?.to_string(),
            FieldType::Reference(types) => self.reference(types, depth)?,
            FieldType::List(of) => match of.as_ref() {
                FieldType::Reference(types) => {
                    let names = self.all(types, depth)?;
                    format!("[ {} ]", names.join(", "))
                }
                of => format!("[ {} ]", self.something(of, amount, depth)?),
            },
            FieldType::Party => A_PARTY.to_owned(),
            FieldType::Form => self.teller.schema.forms.first()?.to_string(),
            FieldType::Provision => format!("\"{}\"", self.teller.clause),
            FieldType::Service => format!("{:?}", self.teller.service),
            FieldType::Concept => self.teller.schema.concepts.keys().next()?.to_string(),
            FieldType::Record(fields) => {
                let mut parts = Vec::new();
                for field in fields.values().filter(|field| field.required) {
                    let part = self.something(&field.ty, amount, depth)?;
                    parts.push(format!("{}: {part}", field.name));
                }
                format!("{{ {} }}", parts.join(", "))
            }
            FieldType::Either(options) => options
                .iter()
                .find_map(|option| self.something(option, amount, depth))?,
        })
    }

    /// The name of what an event of one of these types brought about; of any event where no type is given.
    fn reference(&mut self, types: &[Name], depth: usize) -> Option<String> {
        if let Some(event) = self
            .events
            .iter()
            .rev()
            .find(|event| self.fits(&event.ty, types))
        {
            return Some(event.name.clone());
        }
        let mut unwritten = self.way.events.iter().enumerate();
        let at =
            unwritten.find(|(at, told)| !self.begun.contains(at) && self.fits(&told.ty, types));
        let place = match (at, types.first()) {
            (Some((at, _)), _) => self.place(at, depth + 1)?,
            (None, Some(first)) => {
                let told = Told {
                    ty: first.clone(),
                    fields: Vec::new(),
                };
                self.write(&told, depth + 1)?
            }
            (None, None) => return None,
        };
        Some(self.events[place].name.clone())
    }

    /// The names of all such things of the way; at least of one.
    fn all(&mut self, types: &[Name], depth: usize) -> Option<Vec<String>> {
        self.reference(types, depth)?;
        for (at, told) in self.way.events.iter().enumerate() {
            if depth < DEEPEST && self.fits(&told.ty, types) {
                self.place(at, depth + 1);
            }
        }
        let all = self
            .events
            .iter()
            .filter(|event| self.fits(&event.ty, types));
        Some(all.map(|event| event.name.clone()).collect())
    }

    /// Whether an event brings about something of these types; where there are none, anything that has a name.
    fn fits(&self, ty: &Name, types: &[Name]) -> bool {
        let named = || {
            let ty = self.teller.schema.events.get(ty);
            ty.is_some_and(|ty| ty.reference.is_some())
        };
        if types.is_empty() {
            named()
        } else {
            types.contains(ty)
        }
    }
}

/// Who does an act, where that is told or always the same.
fn actor<'t>(ty: &'t EventType, told: &'t Told) -> Option<&'t str> {
    if ty.kind == EventKind::Occurrence {
        return None;
    }
    let by = told.fields.iter().find(|(name, _)| *name == *"by");
    match (by, &ty.actor) {
        (Some((_, Filling::Is(Value::Party(by)))), _) => Some(by.as_str()),
        (_, Some(actor)) => Some(actor.as_str()),
        (_, None) => Some(A_PARTY),
    }
}

/// A field that an event of the type cannot do without.
fn is_asked_for(field: &Field, ty: &EventType, told: &Told) -> bool {
    let alternatives = ty.rules.iter().find_map(|rule| match rule {
        FieldRule::ExactlyOne(fields) if fields.contains(&field.name) => Some(fields),
        FieldRule::ExactlyOne(_)
        | FieldRule::Sum { .. }
        | FieldRule::ListSum { .. }
        | FieldRule::InOrder { .. } => None,
    });
    match alternatives {
        Some(fields) => {
            let one_is_told = told.fields.iter().any(|(name, _)| fields.contains(name));
            fields.last() == Some(&field.name) && !one_is_told
        }
        None => field.required && field.default.is_none(),
    }
}

/// So many records add up to this amount; one, where none do.
fn lines_of(field: &Field, ty: &EventType, told: &Told) -> i64 {
    let list = ty.rules.iter().find_map(|rule| match rule {
        FieldRule::ListSum { list, whole, .. } if whole.contains(&field.name) => Some(list),
        FieldRule::ListSum { .. }
        | FieldRule::ExactlyOne(_)
        | FieldRule::Sum { .. }
        | FieldRule::InOrder { .. } => None,
    });
    let records = told
        .fields
        .iter()
        .find_map(|(name, filling)| match filling {
            Filling::Records(records) if Some(name) == list => Some(records.len()),
            Filling::Records(_) | Filling::Is(_) | Filling::Something | Filling::More => None,
        });
    records.map_or(1, |count| i64::try_from(count).unwrap_or(1))
}

/// What every act tells: who did it, in what form.
fn common(ty: &EventType, told: &Told) -> Vec<String> {
    let mut fields = Vec::new();
    for (name, filling) in &told.fields {
        if let (Filling::Is(value), false) = (filling, ty.fields.contains_key(name)) {
            fields.push(format!("{name}: {}", written(value)));
        }
    }
    let nobody = ty.actor.is_none() && !fields.iter().any(|field| field.starts_with("by:"));
    if nobody && ty.kind != EventKind::Occurrence && !ty.fields.contains_key("by") {
        fields.push(format!("by: {A_PARTY}"));
    }
    fields
}

fn in_a_list(ty: &FieldType, text: String) -> String {
    match ty {
        FieldType::List(_) if !text.starts_with('[') => format!("[ {text} ]"),
        _ => text,
    }
}

/// A value as a timeline writes it.
fn written(value: &Value) -> String {
    match value {
        Value::Truth(Truth::Holds) => "yes".to_owned(),
        Value::Truth(_) => "no".to_owned(),
        Value::Money(money) => format!("{:.2}", money.amount()),
        Value::Percent(percent) => format!("{}%", percent.hundredths().normalize()),
        Value::Number(number) => number.normalize().to_string(),
        Value::Date(date) => date.to_string(),
        Value::Duration(duration) => duration.to_string(),
        Value::Text(text) | Value::Service(text) => format!("{text:?}"),
        Value::Symbol(name)
        | Value::Reference(name)
        | Value::Party(name)
        | Value::Form(name)
        | Value::Concept(name) => name.to_string(),
        Value::Provision(id) => format!("\"{id}\""),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(written).collect();
            format!("[ {} ]", items.join(", "))
        }
        Value::Record(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(name, value)| format!("{name}: {}", written(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
    }
}
