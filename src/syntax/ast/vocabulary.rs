//! Words of the vocabulary: what phrases exist, and what they mean.

use crate::source::Span;
use crate::syntax::ast::{Condition, Expression, Label, Phrase, Quoted};

/// A word of the vocabulary and the lines below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Declaration {
    /// `Verb "issue", "issues", "issued".`
    Verb(VerbForms),
    /// `Forms: oral, email and letter.`
    Forms {
        /// The names.
        names: Vec<Label>,
        /// The whole piece.
        span: Span,
    },
    /// `In writing are letter, registered_letter and portal.`
    InWriting {
        /// The names.
        names: Vec<Label>,
        /// The whole piece.
        span: Span,
    },
    /// `Term "default" is "verzuim": "the state of …".`
    Term(GlossaryTerm),
    /// `Act invoice_issued reads "…" or "…".` and everything else that has a name, readings and lines
    Word {
        /// What it declares.
        word: DeclarationWord,
        /// `invoice_issued`
        name: Label,
        /// Its sentences or nouns. Never empty.
        readings: Vec<VocabularyReading>,
        /// The lines below it.
        lines: Vec<Line>,
        /// The whole piece.
        span: Span,
    },
}

impl Declaration {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Verb(verb) => verb.span,
            Self::Term(term) => term.span,
            Self::Forms { span, .. } | Self::InWriting { span, .. } | Self::Word { span, .. } => {
                *span
            }
        }
    }
}

/// What a declaration declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclarationWord {
    /// `Party client reads "the client".`
    Party,
    /// `Thing invoice reads "an invoice".`
    Thing,
    /// `Record line reads "a line".`
    Record,
    /// `Kind money_claim reads "a money claim".`
    Kind,
    /// `Head costs reads "costs".`
    Head,
    /// `Form email reads "e-mail".`
    Form,
    /// `Act invoice_issued reads "the supplier issues an invoice".`
    Act,
    /// `Occurrence damage_arose reads "damage arises to a party".`
    Occurrence,
    /// `Conduct pay reads "a party pays an invoice to the other party".`
    Conduct,
    /// `State suspended reads "the services are suspended".`
    State,
    /// `Conclusion consumer reads "a party is a consumer".`
    Conclusion,
    /// `Measure open_principal reads "the open principal of a claim".`
    Measure,
    /// `Concept justified_doubt reads "there is justified doubt about …".`
    Concept,
}

/// `"issue", "issues", "issued"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbForms {
    /// `issue`
    pub base: Quoted,
    /// `issues`
    pub third_person: Quoted,
    /// `issued`
    pub participle: Quoted,
    /// The whole piece.
    pub span: Span,
}

/// `Term "default" is "verzuim": "the state of a debtor who …".`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// `default`
    pub word: Quoted,
    /// `verzuim`
    pub dutch: Quoted,
    /// What it means.
    pub meaning: Option<Quoted>,
    /// The whole piece.
    pub span: Span,
}

/// `"the supplier stops the work" with scope work, called stop_work`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyReading {
    /// The sentence or noun.
    pub text: Quoted,
    /// `with scope work and kind all`
    pub with: Vec<Fixed>,
    /// `called stop_work`
    pub called: Option<Label>,
}

/// `scope work`: a field and the value it has
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// `scope`
    pub field: Label,
    /// `work`
    pub value: Phrase,
}

/// A line below a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub kind: LineKind,
    /// With the full stop.
    pub span: Span,
}

/// What a line says. The parser refuses a line that does not fit its declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineKind {
    /// `It is a declaration of the supplier.`, `It is an act.`, `It is an occurrence.`
    Is {
        /// Declaration, act, occurrence.
        kind: ActorKind,
        /// `of the supplier`
        of: Option<Phrase>,
    },
    /// `It brings about an invoice.`
    BringsAbout(Phrase),
    /// `It tells the amount (amount: money).` and the like
    Field(FieldLine),
    /// `It tells exactly one of amount_incl_vat or amount.`
    ExactlyOneOf(Vec<Label>),
    /// `Its period_from is on or before its period_to.`
    InOrder {
        /// The day that comes first.
        first: Label,
        /// The day that comes last, or is the same.
        last: Label,
    },
    /// `It adds up: amount_excl_vat plus vat is amount_incl_vat.`
    AddsUp {
        /// The fields that are added.
        parts: Vec<Label>,
        /// Their sum.
        sum: Label,
    },
    /// `The lines add up to amount_incl_vat or amount.`
    ListAddsUp {
        /// `lines`
        list: Label,
        /// The first of these that is given.
        sums: Vec<Label>,
    },
    /// `It needs a ground.`, `It needs a power.`, `It counts unless a clause denies it effect.`
    Needs(Needs),
    /// `It presupposes that the agreement is not over.`
    Presupposes(Condition),
    /// `It is called suspend.`
    Called(Label),
    /// `Paying it is called pay_fine.`
    PayingCalled(Label),
    /// `It forms an agreement.`, `It forms an agreement, unless its work is stated.`
    FormsAgreement {
        /// The field that tells of an agreement that stands: `work`
        unless: Option<Label>,
    },
    /// `It is a payment.`, `It assesses a concept.`: what the kernel does with the event; the words after `It`
    Role(Phrase),
    /// `It is paid in money, as principal: the principal of the invoice.`
    PaidInMoney {
        /// `principal`
        head: Phrase,
        /// How much.
        amount: Expression,
    },
    /// `It is breached if C.`
    BreachedIf(Condition),
    /// `It is not owed if the invoice charges a fine.`
    NotOwedIf(Condition),
    /// `It comes too late if C.`: a duty that such an act performed was performed too late.
    TooLateIf(Condition),
    /// `It is suspended while C.`: a duty to do it rests.
    SuspendedWhile(Condition),
    /// `It is performed when C.`
    PerformedWhen(Condition),
    /// `It is reported with the party as subject and the obligation as ref.`
    Reported {
        /// `the party`
        subject: Option<Phrase>,
        /// `the obligation`
        reference: Option<Phrase>,
    },
    /// `It is not reported.`
    NotReported,
    /// `It begins when C.`
    BeginsWhen(Condition),
    /// `It ends when C.`
    EndsWhen(Condition),
    /// `It has stood before the client provides the equipment.`: the act that ends it shows that it stood until then.
    StoodBefore(Condition),
    /// `It takes away the principal of the invoice.`: what of the claim of its first thing is not owed while it holds.
    TakesAway {
        /// What is not owed.
        amount: Expression,
        /// `, which is owed until then`: also as long as it is open whether it holds.
        owed_until_then: bool,
    },
    /// `It refuses the claim for the damage.`: while it holds, nothing is owed on the claim for that thing.
    RefusesClaim(Phrase),
    /// `It holds if C.`
    HoldsIf(Condition),
    /// `It is money.`, `It is a date.`
    Type(MeasureType),
    /// `It is known to the kernel as open.`
    Kernel(Option<Label>),
    /// `It is the sum of the open principal of each invoice in the collection, if the invoice is overdue.`: the definition of a measure
    Defined {
        /// Its value.
        value: Expression,
        /// `if …`: which members count.
        only_if: Option<Condition>,
    },
    /// `It is a claim whose head is one of principal, fine or indemnity.`
    Kind {
        /// `a claim`
        noun: Phrase,
        /// `whose …`, `that …`
        restriction: Restriction,
    },
    /// `It is interest named contractual.`
    Named {
        /// `interest`
        head: Label,
        /// `contractual`
        name: Label,
    },
    /// `It is about the client.`, `It is about a notice or a period.`
    About(Vec<Phrase>),
    /// `It must be assessed.`, `It is presumed [not] to hold.`
    Default(ConceptDefault),
    /// `It is judged from day to day.`
    DayByDay,
    /// `It is judged by the supplier.`
    JudgedBy(Phrase),
}

/// What kind of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorKind {
    /// `a declaration`
    Declaration,
    /// `an act`
    Act,
    /// `an occurrence`
    Occurrence,
}

/// What an act needs to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// `It needs a ground.`
    Ground,
    /// `It needs a power.`
    Power,
    /// `It counts unless a clause denies it effect.`
    NoBar,
}

/// How a concept counts while nobody has assessed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConceptDefault {
    /// `It must be assessed.`
    MustBeAssessed,
    /// `It is presumed to hold.`
    PresumedToHold,
    /// `It is presumed not to hold.`
    PresumedNotToHold,
}

/// `It may tell the service (service: a service).`, `It tells whether "…" (deviates), otherwise no.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldLine {
    /// `may tell`: it may be left out.
    pub may: bool,
    /// `the amount`: how clauses refer to it; absent for truth values
    pub words: Option<Phrase>,
    /// `whether "…" or "…"`: the sentences of a truth value
    pub whether: Vec<Quoted>,
    /// `amount`
    pub name: Label,
    /// `money`
    pub ty: FieldType,
    /// `otherwise …`
    pub otherwise: Option<FieldDefault>,
}

/// What stands in for a field that is not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldDefault {
    /// `otherwise the date of the act`
    DateOfTheAct,
    /// `otherwise price`, `otherwise no`, `otherwise EUR 0.00`, `otherwise <the name of another field>`
    Value(Phrase),
}

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldType {
    /// `whether "…"`
    Truth,
    /// `money`, `date`, `a party`, `an invoice`, `anything`: one noun
    Noun(Phrase),
    /// `one of price, usage or other`
    OneOf(Vec<Label>),
    /// `a list of invoices`, `a list of anything, services or text`
    List(Vec<Phrase>),
    /// `an outage or text`
    Either(Vec<Phrase>),
}

/// The type of a measure or a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MeasureType {
    /// `money`
    Money,
    /// `a date`
    Date,
    /// `a number`, `a decimal`
    Number,
    /// `a count`
    Count,
    /// `a percentage`
    Percent,
    /// `a duration`
    Duration,
    /// `text`, `a text`
    Text,
    /// `a truth value`
    Truth,
    /// `a rate table`
    RateTable,
    /// `a list of claims`
    List(Phrase),
    /// `a party`, `a claim`, `an invoice`: a thing
    Thing(Phrase),
    /// `one of price, usage or other`
    OneOf(Vec<Label>),
}

/// `whose head is one of principal, fine or indemnity`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restriction {
    /// `whose` or `that`
    pub word: RestrictionWord,
    /// What must hold; after `whose` the subject is a field or measure, after `that` it is left out (`is overdue`).
    pub condition: Condition,
}

/// How a restriction is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RestrictionWord {
    /// `whose`
    Whose,
    /// `that`
    That,
}
