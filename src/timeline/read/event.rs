//! One event: its type, the fields that every event has, its own fields.

use std::fmt::Display;

use super::Reader;
use super::amounts;
use super::fields::Fields;
use super::scalar::{self, Quoted};
use crate::check::schema::{EventKind, EventType, FieldType, Role};
use crate::source::Span;
use crate::timeline::Event;
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::text::{Content, Entry, Node};
use crate::value::{Date, Name, Value};

/// The key of the type of an event.
const TYPE: &str = "type";
/// Keys of every event.
const COMMON: [&str; 6] = ["date", TYPE, "sent_on", "received_on", "agreement", "note"];

/// The dates of an event.
pub(super) struct Dates {
    pub date: Option<Date>,
    sent_on: Option<Date>,
    received_on: Option<Date>,
    acknowledged_on: Option<Date>,
}

impl<'a> Reader<'a> {
    /// Reads the event at that place in the file; nothing when something is wrong with it.
    pub(super) fn event(&mut self, seq: usize, node: &Node<'_>) -> Option<Event> {
        let entries = scalar::entries(node, &"an event", self.problems)?;
        let Some(ty) = self.event_type(seq, node) else {
            self.untyped(seq, node, entries);
            return None;
        };
        let type_span = node.get("type").map_or(node.span, |node| node.span);
        let others = common_keys(ty);
        let slips = slips(entries, ty, &others);
        let dates = self.dates(node, &Quoted(&ty.name), type_span, &slips);
        let named = self.name(node, ty);
        let remark = remark(node, self.problems);
        let mut fields = Fields::of_an_event(
            self,
            dates.date.map(|date| (date, seq)),
            common_values(&dates),
        );
        fields.concept = assessed(node, ty).and_then(|concept| fields.schema.concepts.get(concept));
        let agreement = fields.agreement(node, ty);
        let form = common(node, ty, "form").and_then(|(key, given)| fields.form(given, &key));
        let by = fields.actor(node, ty, type_span, &slips);
        let own = fields.read(&ty.fields, entries, &others, &Quoted(&ty.name), type_span);
        amounts::check(
            ty,
            &own,
            (node, &slips),
            dates.date,
            &Quoted(&ty.name),
            fields.problems,
        );
        Some(Event {
            seq,
            ty: ty.name.clone(),
            date: dates.date?,
            sent_on: dates.sent_on,
            received_on: dates.received_on,
            by: by.or_else(|| own.get("by").and_then(Value::as_name).cloned()),
            form: form.as_ref().and_then(Value::as_name).cloned(),
            receipt_acknowledged_on: dates.acknowledged_on,
            agreement: agreement
                .as_ref()
                .or_else(|| own.get("agreement"))
                .and_then(Value::as_name)
                .cloned(),
            note: remark,
            named: named.is_some(),
            reference: named.or_else(|| self.register.made_name(seq).cloned())?,
            fields: own,
            span: node.span,
            line: self.lines.line(node.span.start),
        })
    }

    /// The declared type of an event; what is wrong with an event of no declared type is noted.
    fn event_type(&mut self, seq: usize, node: &Node<'_>) -> Option<&'a EventType> {
        let Some(given) = node.get(TYPE) else {
            self.without_type(node);
            return None;
        };
        if matches!(given.content, Content::Refused) {
            return None;
        }
        let text = scalar::words(given, &"`type`", self.problems)?;
        let found = self.schema.events.get(text);
        if found.is_none() {
            let meant = self.register.meant(seq);
            let error = TimelineError::UnknownEventType {
                given: text.to_owned(),
                meant: meant.map(|one| one.suggestions.clone()).unwrap_or_default(),
                read_as: meant.and_then(|one| one.clear.clone()),
            };
            self.problems.add(given.span, error);
        }
        found
    }

    fn without_type(&mut self, node: &Node<'_>) {
        let entries = node.entries().unwrap_or_default();
        // What should come out stands among the events where `expect:` above it is missing.
        if let Some(entry) = entries.iter().find(|entry| entry.key == "as-of") {
            let key = (&entry.key, entry.key_span);
            scalar::unknown_key(key, "an event", [], self.problems);
            return;
        }
        let mut undeclared = entries.iter().filter(|one| !COMMON.contains(&&*one.key));
        match undeclared.find(|one| scalar::key_meant(&one.key, COMMON) == Some(TYPE)) {
            Some(entry) => {
                let key = (&entry.key, entry.key_span);
                scalar::unknown_key(key, "an event", COMMON, self.problems);
            }
            None => self.problems.add(
                node.span,
                TimelineError::Missing {
                    field: Name::new(TYPE),
                    of: "an event".to_owned(),
                },
            ),
        }
    }

    pub(super) fn dates(
        &mut self,
        node: &Node<'_>,
        of: &dyn Display,
        span: Span,
        slips: &[&str],
    ) -> Dates {
        let date = self.date(node, "date");
        let is_stated =
            |given: &Node<'_>| !matches!(given.content, Content::Nothing { written: true });
        if !node.get("date").is_some_and(is_stated) && !slips.contains(&"date") {
            self.problems.add(
                span,
                TimelineError::Missing {
                    field: Name::new("date"),
                    of: of.to_string(),
                },
            );
        }
        let (sent_on, received_on) = (self.date(node, "sent_on"), self.date(node, "received_on"));
        let acknowledged_on = self.date(node, "receipt_acknowledged_on");
        if let (Some(sent), Some(received)) = (sent_on, received_on.or(date))
            && received < sent
        {
            let span = node.get("sent_on").map_or(span, |node| node.span);
            self.problems
                .add(span, TimelineError::ReceivedBeforeSent { sent, received });
        }
        let arrived = received_on.or(date).or(sent_on);
        if let (Some(arrived), Some(acknowledged)) = (arrived, acknowledged_on)
            && acknowledged < arrived
        {
            const ACKNOWLEDGED: &str = "receipt_acknowledged_on";
            let key = if received_on.is_some() {
                "received_on"
            } else {
                "date"
            };
            let span = node.get(ACKNOWLEDGED).map_or(span, |node| node.span);
            let error = TimelineError::OutOfOrder {
                first: (Name::new(key), arrived),
                last: (Name::new(ACKNOWLEDGED), acknowledged),
            };
            self.problems.add(span, error);
        }
        Dates {
            date,
            sent_on,
            received_on,
            acknowledged_on,
        }
    }

    fn date(&mut self, node: &Node<'_>, key: &'static str) -> Option<Date> {
        let given = node.get(key).filter(|given| !given.is_absent())?;
        scalar::date(given, &Quoted(&Name::new(key)), self.problems)
    }

    /// The name that the file gives to what the event brings about.
    fn name(&mut self, node: &Node<'_>, ty: &EventType) -> Option<Name> {
        let key = ty.reference.as_ref()?;
        let given = node.get(key.as_str()).filter(|given| !given.is_absent())?;
        scalar::name(given, &Quoted(key), self.problems)
    }
}

impl Fields<'_> {
    /// The agreement that an event names: what formed it came about before.
    fn agreement(&mut self, node: &Node<'_>, ty: &EventType) -> Option<Value> {
        let (key, given) = common(node, ty, "agreement")?;
        self.agreement_named(given, &key)
    }

    /// The agreement of that name.
    pub fn agreement_named(&mut self, given: &Node<'_>, key: &Name) -> Option<Value> {
        let events = self.schema.events.values();
        let forming = events.filter(|event| event.role == Some(Role::Formation));
        let kinds: Vec<Name> = forming.map(|event| event.name.clone()).collect();
        self.reference(&kinds, given, key)
    }

    /// Who did it; an act of which neither the file nor its type tells that is a problem.
    fn actor(
        &mut self,
        node: &Node<'_>,
        ty: &EventType,
        span: Span,
        slips: &[&str],
    ) -> Option<Name> {
        if ty.kind == EventKind::Occurrence || ty.fields.contains_key("by") {
            return None;
        }
        if let Some((key, given)) = common(node, ty, "by") {
            return self.party(given, &key)?.as_name().cloned();
        }
        if ty.actor.is_none() && !slips.contains(&"by") {
            self.problems.add(
                span,
                TimelineError::ActorMissing {
                    event: ty.name.clone(),
                },
            );
        }
        ty.actor.clone()
    }
}

/// A key of every event, unless the type declares a field of that name or the file says that it has no value.
fn common<'n, 't>(
    node: &'n Node<'t>,
    ty: &EventType,
    key: &'static str,
) -> Option<(Name, &'n Node<'t>)> {
    let key = Name::new(key);
    let allowed = common_keys(ty).contains(&key.as_str());
    let given = node
        .get(key.as_str())
        .filter(|given| allowed && !given.is_absent())?;
    Some((key, given))
}

/// The keys that the misspelt ones of an event were meant to be; most events have none.
fn slips<'k>(entries: &[Entry<'_>], ty: &'k EventType, others: &[&'k str]) -> Vec<&'k str> {
    let is_declared = |key: &str| ty.fields.contains_key(key) || others.contains(&key);
    if entries.iter().all(|one| is_declared(&one.key)) {
        return Vec::new();
    }
    let own = ty.fields.keys().map(Name::as_str);
    let keys: Vec<&str> = own.chain(others.iter().copied()).collect();
    scalar::slips(entries, &keys)
}

/// The keys that an event of the type may have beside its own fields.
pub(super) fn common_keys(ty: &EventType) -> Vec<&str> {
    let by_kind: &[&str] = match ty.kind {
        EventKind::Declaration => &["by", "form", "receipt_acknowledged_on"],
        EventKind::Act => &["by"],
        EventKind::Occurrence => &[],
    };
    let keys = COMMON
        .iter()
        .chain(by_kind)
        .copied()
        .filter(|key| !ty.fields.contains_key(*key));
    keys.chain(ty.reference.as_ref().map(Name::as_str))
        .collect()
}

/// The dates of an event as values that can stand in for its fields: `otherwise the date of the act`.
pub(super) fn common_values(dates: &Dates) -> Vec<(&'static str, Value)> {
    let value = |key, date: Option<Date>| Some((key, Value::Date(date.or(dates.date)?)));
    let all = [
        value("date", None),
        value("sent_on", dates.sent_on),
        value("received_on", dates.received_on),
    ];
    all.into_iter().flatten().collect()
}

/// The concept that an event assesses, as the file writes it.
pub(super) fn assessed<'n>(node: &'n Node<'_>, ty: &EventType) -> Option<&'n str> {
    let field = ty
        .fields
        .values()
        .find(|field| field.ty == FieldType::Concept)?;
    node.get(field.name.as_str())?.text()
}

pub(super) fn remark(node: &Node<'_>, problems: &mut Problems) -> Option<String> {
    let given = node.get("note").filter(|given| !given.is_absent())?;
    scalar::text(given, &"`note`", problems).map(str::to_owned)
}
