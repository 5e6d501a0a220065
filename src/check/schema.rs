//! The types of facts that timelines may hold, as the vocabulary declares them: event types, their fields, the parties.

use borsh::{BorshDeserialize, BorshSerialize};
use indexmap::IndexMap;

use crate::check::program::Head;
use crate::value::Name;

/// Everything a timeline may name: filled from `Party`, `Thing`, `Act` and `Occurrence` declarations of the clause files.
#[derive(Debug, Clone, Default, BorshSerialize, BorshDeserialize)]
pub struct Schema {
    /// Event types by name, in the order of their declaration.
    pub events: IndexMap<Name, EventType>,
    /// Attributes that a party of the header may have (`capacity`, `kind`, …).
    pub party_attributes: IndexMap<Name, Field>,
    /// Names of parties that every timeline knows (`supplier`, `client`, `third_party`, …).
    pub parties: Vec<Name>,
    /// Forms of a declaration (`oral`, `email`, `letter`, …).
    pub forms: Vec<Name>,
    /// Concepts that an `assessment` may name.
    pub concepts: IndexMap<Name, ConceptType>,
    /// Values that clauses give and that parties may agree otherwise (`payment_term`), each with its type.
    pub parameters: IndexMap<Name, FieldType>,
    /// Heads of claims, by the words with which a timeline may tell one debt of a thing from another (`deposit for L1`).
    pub heads: IndexMap<String, Head>,
}

/// `Act invoice_issued reads "the supplier issues an invoice".`
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct EventType {
    /// The name in a timeline: `invoice_issued`.
    pub name: Name,
    /// Declaration, act or occurrence.
    pub kind: EventKind,
    /// Who does it when the timeline does not say: `It is an act of the supplier.`; absent: `by` is required (acts) or impossible (occurrences).
    pub actor: Option<Name>,
    /// The field that gives the thing it brings about its name: `It brings about an invoice.` (`invoice`).
    pub reference: Option<Name>,
    /// Its own fields; the common ones (`date`, `by`, `form`, …) are not listed.
    pub fields: IndexMap<Name, Field>,
    /// What an act needs to count.
    pub needs: Needs,
    /// `It is told by its obligation.`: the field whose words tell what it brings about, when that has no name.
    pub told_by: Option<Name>,
    /// `It is a way to suspend.`: a power to do that act carries this one too.
    pub way_to: Option<Name>,
    /// `It is about stopping the service.`: under which heading a comparison tells of powers to do it.
    pub matter: Option<String>,
    /// What the kernel does with it, besides what rules say.
    pub role: Option<Role>,
    /// `It forms an agreement, unless its work is stated.`: where this field is given the event is for an agreement that stands.
    pub forms_unless: Option<Name>,
    /// What its fields must be together.
    pub rules: Vec<FieldRule>,
}

/// What the fields of one event must be together, so that a slip of the pen in a timeline is found.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum FieldRule {
    /// `It adds up: amount_excl_vat plus vat is amount_incl_vat.` It counts where all of them are given.
    Sum {
        /// The amounts that are added.
        parts: Vec<Name>,
        /// The amount that they come to.
        whole: Name,
    },
    /// `It tells exactly one of amount_incl_vat or amount.`
    ExactlyOne(Vec<Name>),
    /// `Its period_from is on or before its period_to.` It counts where both are given, also within the records that it tells.
    InOrder {
        /// The day that comes first.
        first: Name,
        /// The day that comes last, or is the same.
        last: Name,
    },
    /// `The lines add up to amount_incl_vat or amount.` It counts where the list is given.
    ListSum {
        /// The field with the list of records.
        list: Name,
        /// The field of each record that is added: `amount`.
        part: Name,
        /// The amount that they come to: the first of these that is given.
        whole: Vec<Name>,
    },
}

/// What an event is to the kernel, which knows no event by its name. The fields that a role reads have fixed names; those in
/// brackets may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Role {
    /// `It is a payment.`: `amount`, (`designated`, or the `claim` that it is for by its kind); its actor pays. Settles claims by the rules of allocation.
    Payment,
    /// `It is a set-off.`: `amount`, (`against`), (`effective_date`). When it counts, it settles as a payment by its actor would, on the effective date.
    SetOff,
    /// `It is a credit note.`: `invoice`, `amount`, (`retroactive`). Takes the amount off the principal.
    CreditNote,
    /// `It assesses a concept.`: `concept`, (`subject`), `value`.
    Assessment,
    /// `It replaces a parameter.`: `provision`, `parameter`, `value`, (`express`). Counts where the definition lets parties agree otherwise.
    Replacement,
    /// `It amends the terms.`: (`changes`: records of `provision`, `parameter`, `value`). Counts from the day on which the version takes effect.
    Amendment,
    /// `It disapplies a provision.`: `provision`, (`part`), `since`, (`retroactive`).
    Disapplication,
    /// `It forms an agreement.`: the agreement bears its reference. One that names the agreement that it is for forms none.
    Formation,
    /// `It is a violation of a provision.`: `provision`, (`by`). Breaks the prohibitions of that provision, from its day.
    Violation,
    /// `It ends a violation.`: `violation`.
    EndOfViolation,
    /// `It waives a claim.`: `claim`.
    Waiver,
}

/// What kind of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum EventKind {
    /// `It is a declaration …`: has an actor, a form and a day of receipt.
    Declaration,
    /// `It is an act …`: has an actor.
    Act,
    /// `It is an occurrence.`
    Occurrence,
}

/// What an act needs, so that a verdict on it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Needs {
    /// No verdict is given.
    Nothing,
    /// `It needs a ground.`: without a power it is a fact, but not justified (`without_ground`).
    Ground,
    /// `It needs a power.`: without one it does not count (`without_effect`).
    Power,
    /// `It counts unless a clause denies it effect.`: verdict `effective` or `without_effect`.
    NoBar,
}

/// `It tells the amount (amount: money).`
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Field {
    /// The key in a timeline.
    pub name: Name,
    /// The type of its value.
    pub ty: FieldType,
    /// Whether it must be given (`It tells …` without `otherwise`).
    pub required: bool,
    /// The value when it is not given.
    pub default: Option<FieldDefault>,
    /// What sentences call it: `effective date`; absent for what is true or not.
    pub words: Option<String>,
}

/// What stands in for a field that is not given.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum FieldDefault {
    /// `otherwise the date of the act`, or another field of the same event.
    Field(Name),
    /// A literal in its written form: `otherwise no`, `otherwise price`, `otherwise EUR 0.00`.
    Literal(String),
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum FieldType {
    /// `date`
    Date,
    /// `money`
    Money,
    /// `decimal`
    Decimal,
    /// `count`
    Count,
    /// `percent`
    Percent,
    /// `duration`
    Duration,
    /// `whether "…"`
    Truth,
    /// `text`
    Text,
    /// `one of price, usage or other`
    OneOf(Vec<Name>),
    /// `an invoice`: a reference to the thing that one of these event types brings about; empty: to anything with a reference.
    Reference(Vec<Name>),
    /// `a list of …`
    List(Box<FieldType>),
    /// `a party`
    Party,
    /// `a form`
    Form,
    /// `a provision`: the number of a provision of the terms.
    Provision,
    /// `a service`: a label; not a reference.
    Service,
    /// `a concept`
    Concept,
    /// `a line`: a record with fields of its own.
    Record(IndexMap<Name, Field>),
    /// `a value`: whatever the parameter it is for takes.
    Any,
    /// `an invoice, a service or text`: the first that fits.
    Either(Vec<FieldType>),
}

/// `Concept justified_doubt … reads "…". It must be assessed.`
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct ConceptType {
    /// The name in a timeline.
    pub name: Name,
    /// The type of `value`: truth (`holds`, `does_not_hold`), money or a date.
    pub value: FieldType,
}

impl FieldType {
    /// The fields of the records in a list.
    pub fn records(&self) -> Option<&IndexMap<Name, Field>> {
        if let Self::List(of) = self
            && let Self::Record(fields) = of.as_ref()
        {
            Some(fields)
        } else {
            None
        }
    }

    /// The event types that bring about what a value refers to; none where it refers to nothing, or to anything that has a name.
    pub fn referred_to(&self) -> Vec<&Name> {
        match self {
            Self::Reference(types) => types.iter().collect(),
            Self::List(of) => of.referred_to(),
            Self::Either(options) => referred_to(options),
            Self::Date
            | Self::Money
            | Self::Decimal
            | Self::Count
            | Self::Percent
            | Self::Duration
            | Self::Truth
            | Self::Text
            | Self::OneOf(_)
            | Self::Party
            | Self::Form
            | Self::Provision
            | Self::Service
            | Self::Concept
            | Self::Record(_)
            | Self::Any => Vec::new(),
        }
    }
}

/// The event types that bring about what a value of one of these types refers to; none when one of them refers to anything.
pub fn referred_to(types: &[FieldType]) -> Vec<&Name> {
    if types.contains(&FieldType::Reference(Vec::new())) {
        return Vec::new();
    }
    types.iter().flat_map(FieldType::referred_to).collect()
}
