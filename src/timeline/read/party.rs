//! The parties of the header, and the names they go by.

use indexmap::IndexMap;

use super::header::Header;
use super::scalar;
use crate::check::schema::{Field, FieldDefault, Schema};
use crate::source::nearest;
use crate::timeline::PartyFacts;
use crate::timeline::error::{Problems, TimelineError};
use crate::timeline::read::fields::Fields;
use crate::timeline::read::value::literal;
use crate::timeline::text::{Content, Node};
use crate::value::{Name, Value};

/// The key of the name of a party, and of those bound beside it; all others are attributes that the vocabulary declares.
const NAME: &str = "name";
const JOINT_DEBTORS: &str = "joint_debtors";

/// Every name that a party goes by in a file, with the name that counts: a header's `Fietsatelier Noord` is `client`.
#[derive(Debug)]
pub(super) struct Parties {
    known: IndexMap<Name, Name>,
}

impl Parties {
    /// The parties that every timeline knows, the names that the header gives them, and their joint debtors.
    pub fn new(schema: &Schema, header: &Header<'_, '_>) -> Self {
        let mut known: IndexMap<Name, Name> = schema
            .parties
            .iter()
            .map(|role| (role.clone(), role.clone()))
            .collect();
        let (supplier, client) = (Name::new("supplier"), Name::new("client"));
        let others = header.others.iter();
        for (role, facts) in [(&supplier, &header.supplier), (&client, &header.client)]
            .into_iter()
            .chain(others)
        {
            known.entry(role.clone()).or_insert_with(|| role.clone());
            if let Some(name) = &facts.name {
                known.entry(Name::new(name)).or_insert_with(|| role.clone());
            }
            for debtor in facts
                .joint_debtors
                .iter()
                .filter_map(|debtor| debtor.name.as_deref())
            {
                known
                    .entry(Name::new(debtor))
                    .or_insert_with(|| Name::new(debtor));
            }
        }
        Self { known }
    }

    /// The party of that name.
    pub fn find(&self, name: &str) -> Option<&Name> {
        self.known.get(&Name::new(name))
    }

    /// Every name that a party goes by.
    pub fn names(&self) -> Vec<&str> {
        self.known.keys().map(Name::as_str).collect()
    }

    /// The problem of a name that no party has.
    pub fn unknown(&self, given: &str) -> TimelineError {
        let meant = nearest(given, self.known.keys().map(Name::as_str)).map(str::to_owned);
        TimelineError::UnknownParty {
            given: given.to_owned(),
            meant,
            known: self.known.keys().cloned().collect(),
        }
    }
}

/// The facts of a party of which the header tells nothing.
pub(super) fn untold(schema: &Schema) -> PartyFacts {
    let attributes = schema
        .party_attributes
        .values()
        .filter_map(|field| Some((field.name.clone(), default(field)?)));
    PartyFacts {
        attributes: attributes.collect(),
        ..PartyFacts::default()
    }
}

fn default(field: &Field) -> Option<Value> {
    match field.default.as_ref()? {
        FieldDefault::Literal(text) => literal(&field.ty, text),
        FieldDefault::Field(_) => None,
    }
}

/// Reads what the header tells about a party; `of` is what messages call it.
pub(super) fn read(
    node: &Node<'_>,
    of: &str,
    schema: &Schema,
    problems: &mut Problems,
) -> Option<PartyFacts> {
    if let Content::Text { text, .. } = &node.content {
        return Some(PartyFacts {
            name: Some(text.trim().to_owned()),
            ..untold(schema)
        });
    }
    let entries = scalar::entries(node, &of, problems)?;
    let own = |key: &Name| key != NAME && key != JOINT_DEBTORS;
    let declared = schema.party_attributes.iter().filter(|(key, _)| own(key));
    let declared = declared
        .map(|(key, field)| (key.clone(), field.clone()))
        .collect();
    let name = node
        .get(NAME)
        .and_then(|name| scalar::words(name, &"the name of a party", problems));
    let name = name.map(|name| name.trim().to_owned());
    let joint_debtors = joint_debtors(node, schema, problems);
    let mut fields = Fields::of_a_party(schema, problems);
    let attributes = fields.read(&declared, entries, &[NAME, JOINT_DEBTORS], &of, node.span);
    Some(PartyFacts {
        name,
        attributes,
        joint_debtors,
    })
}

fn joint_debtors(node: &Node<'_>, schema: &Schema, problems: &mut Problems) -> Vec<PartyFacts> {
    let Some(debtors) = node.get(JOINT_DEBTORS) else {
        return Vec::new();
    };
    let items = scalar::items(debtors, &"`joint_debtors`", problems).unwrap_or_default();
    items
        .iter()
        .filter_map(|item| read(item, "a joint debtor", schema, problems))
        .collect()
}
