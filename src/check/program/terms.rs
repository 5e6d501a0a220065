//! The whole of a set of terms: provisions with their wording, declared words, definitions, tables, rules.

use borsh::{BorshDeserialize, BorshSerialize};
use indexmap::IndexMap;

use crate::check::program::{
    ActPattern, Address, Condition, Expression, Rule, Saying, StandsIn, Version, VersionId,
};
use crate::check::schema::Schema;
use crate::value::stored::read_list;
use crate::value::{ClauseId, Name, Value};

/// Everything a run needs of the clause files, under one choice of readings.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Program {
    /// The terms.
    pub terms: Terms,
    /// The versions that take part in a run; the first is that of `terms`.
    pub versions: Vec<Version>,
    /// Types of facts.
    pub schema: Schema,
    /// Provisions of the terms, in the order of the document; provisions of the law behind them.
    pub provisions: IndexMap<ClauseId, Provision>,
    /// Readings with the value chosen.
    pub readings: IndexMap<Name, Reading>,
    /// States and conclusions.
    pub states: IndexMap<Name, State>,
    /// Conducts.
    pub conducts: IndexMap<Name, Conduct>,
    /// Concepts.
    pub concepts: IndexMap<Name, Concept>,
    /// Heads of claims.
    pub heads: IndexMap<Name, Head>,
    /// What a head is called where its words are not its name: `a purchase price`.
    pub head_words: IndexMap<Head, String>,
    /// What paying a claim under a head is called in `obligations[]`: `Paying it is called pay_fine.`
    pub paying: IndexMap<Head, Name>,
    /// Measures that clause files or the vocabulary define; parameters are measures without arguments.
    pub measures: IndexMap<Name, Measure>,
    /// Sentences under which acts go by another name: all declared readings of all acts.
    pub act_readings: Vec<ActReading>,
    /// What acts presuppose, by event type.
    pub presupposed: IndexMap<Name, AboutAct>,
    /// When an act that performed a duty came too late, by event type.
    pub too_late: IndexMap<Name, AboutAct>,
    /// While this holds a duty to do an act rests, by event type.
    pub resting: IndexMap<Name, Condition>,
    /// Declared sentences, in which outcomes are told.
    #[borsh(deserialize_with = "read_list")]
    pub sayings: Vec<Saying>,
    /// What the thing is called that an event of a type brings about: `invoice`.
    pub nouns: IndexMap<Name, String>,
    /// Groups of provisions by name (`the conduct rules`).
    pub groups: IndexMap<Name, Group>,
    /// Rules, in the order of the files.
    #[borsh(deserialize_with = "read_list")]
    pub rules: Vec<Rule>,
    /// Paths of the files that `Address::file` points into.
    pub sources: Vec<String>,
}

/// `Terms klantfocus, version 1.`
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Terms {
    /// The id.
    pub id: Name,
    /// The version.
    pub version: String,
    /// The title.
    pub title: String,
}

/// A provision: wording and place in the document.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Provision {
    /// Its number.
    pub id: ClauseId,
    /// The number of its article, and its heading.
    pub article: String,
    /// The heading of the article.
    pub heading: String,
    /// The wording, one Dutch sentence each.
    pub wording: Vec<String>,
    /// A provision of the law, not of the terms.
    pub is_law: bool,
    /// Why a run computes nothing from it (or from a sentence of it): kind (`declaration`, `definition`,
    /// `interpretation`, `gaps`), sentence, reason.
    pub declared: Vec<(Name, Option<u32>, String)>,
    /// Where it stands.
    pub at: Address,
}

impl Provision {
    /// Whether another reads the same, wherever it stands.
    pub fn reads_like(&self, other: &Self) -> bool {
        self.heading == other.heading
            && self.wording == other.wording
            && self.declared == other.declared
    }
}

/// `Reading R8 is day_after_last_timely_day, because "…", or due_day.`
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Reading {
    /// The id.
    pub id: Name,
    /// Its provision.
    pub clause: ClauseId,
    /// The default and why.
    pub default: Name,
    /// Why it is the default.
    pub reason: String,
    /// The other values.
    pub others: Vec<Name>,
    /// The value chosen for this program.
    pub chosen: Name,
}

impl Reading {
    /// Every value, the default first.
    pub fn values(&self) -> impl Iterator<Item = &Name> {
        std::iter::once(&self.default).chain(&self.others)
    }

    /// Whether it can be this value.
    pub fn has(&self, value: &Name) -> bool {
        self.values().any(|known| known == value)
    }
}

/// What a variable or slot ranges over.
#[derive(Debug, Clone, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub enum Sort {
    /// A party.
    Party,
    /// A claim.
    Claim,
    /// An obligation.
    Obligation,
    /// An agreement.
    Agreement,
    /// A provision.
    Provision,
    /// A service label.
    Service,
    /// A thing that an event of one of these types brought about.
    Thing(Vec<Name>),
    /// A record of a list (`a line`, `a head of damage`).
    Record(Name),
    /// A value of a type: `money`, `date`, `number`, `percent`, `duration`, `text`, `truth`, `form`, `day`, `table`.
    Value(Name),
}

/// `It takes away the principal of the invoice.`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct TakesAway {
    /// How much of the claim is not owed.
    pub amount: Expression,
    /// `, which is owed until then`: the claim does not wait while it is open whether the state holds.
    pub owed_until_then: bool,
}

/// A state (reported) or a conclusion (not reported).
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct State {
    /// Its name in reports.
    pub name: Name,
    /// The sorts of its arguments.
    pub arguments: Vec<Sort>,
    /// Reported among the statuses; which argument is the subject, which the ref.
    pub reported: bool,
    /// What is shown as `subject`, told of its arguments: the first of these that is stated, a status for each when it is several.
    pub subject: Vec<Expression>,
    /// Index of the argument shown as `ref`.
    pub reference: Option<usize>,
    /// Begun and ended by events.
    pub events: Option<StateEvents>,
    /// `It has stood before C`: a timeline that tells of its end shows that it stood from the start.
    pub stood_before: bool,
    /// `It takes away the principal of the invoice`: what is not owed of the claim of its first argument while it holds.
    pub takes_away: Option<TakesAway>,
    /// `It refuses the claim for the damage`: the thing on the claim for which nothing is owed while it holds.
    pub refuses: Option<Expression>,
    /// `It is known to the kernel as breach`: what the kernel has to do with it.
    pub kernel: Option<KernelState>,
    /// Held by definition: `It holds if …` (arguments are `Expression::Parameter`).
    pub holds_if: Option<Condition>,
    /// `It ends when the agreement is over.`: whatever began it, it does not hold while this holds (arguments are `Expression::Parameter`).
    pub ends_if: Option<Condition>,
}

/// A state that means something to the kernel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum KernelState {
    /// `breach`: it holds of a party and its obligation while that is broken; the duties themselves tell it.
    Breach,
    /// `replacement`: while it holds of a party, what that party does is done by the supplier.
    Replacement,
}

/// `It begins when … It ends when …`: the fields of the events that give the arguments stand in the patterns as `Expression::Parameter(i)`.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct StateEvents {
    /// Events that begin it.
    pub begins: Vec<ActPattern>,
    /// Events that end it, whatever began it.
    pub ends: Vec<ActPattern>,
}

/// Conduct that can be owed, allowed or forbidden without being an event of its own.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Conduct {
    /// Its name in reports.
    pub name: Name,
    /// How it is performed.
    pub performance: Performance,
    /// `It is not owed if C`: a duty to do it does not arise where this holds (its thing is `Expression::Parameter(0)`).
    pub not_owed_if: Option<Condition>,
    /// While this holds a duty to do it rests (its thing is `Expression::Parameter(0)`).
    pub suspended_while: Option<Condition>,
    /// `It is about stopping the service.`: under which heading a comparison tells of powers to do it.
    pub matter: Option<String>,
}

/// How conduct is performed.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Performance {
    /// Paid in money: a duty to do it is a claim under the head, of the amount (its thing is `Expression::Parameter(0)`).
    Money { head: Head, amount: Expression },
    /// Done (its thing is `Expression::Parameter(0)`).
    Conduct {
        /// Performed when this holds; a standing duty has none and is never performed.
        performed_when: Option<Condition>,
        /// Breached while this holds.
        breached_if: Option<Condition>,
    },
}

/// An open concept.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Concept {
    /// Its name in timelines.
    pub name: Name,
    /// Its sentence, for the question.
    pub words: String,
    /// Declared default.
    pub default: ConceptDefault,
    /// The events whose things it is about, where it is about nothing else.
    pub about: Vec<Name>,
    /// Whether a judgement of an event says what was so from the event on.
    pub tells_of: TellsOf,
}

/// For which days a judgement tells something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum TellsOf {
    /// What it is about are events: from the event on.
    Events,
    /// What it is about are events, parties or services: from the event on, or from the day of the judgement.
    EventsAndMore,
    /// From the day of the judgement on.
    EachDay,
    /// The same; what is judged of a service counts for the events that name it.
    EachDayOfMore,
}

/// `It must be assessed.` / `It is presumed [not] to hold.`
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum ConceptDefault {
    /// Undetermined until assessed.
    MustBeAssessed,
    /// Holds until assessed otherwise.
    PresumedToHold,
    /// Does not hold until assessed otherwise.
    PresumedNotToHold,
}

/// `Head contractual_interest reads "contractual interest". It is interest named contractual.`
#[derive(Debug, Clone, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct Head {
    /// The head in reports.
    pub head: Name,
    /// The name that tells claims of one head apart.
    pub name: Option<Name>,
}

impl Program {
    /// A head in words: `contractual interest`, `purchase price`.
    pub fn head_in_words(&self, head: &Name, name: Option<&Name>) -> String {
        let key = Head {
            head: head.clone(),
            name: name.cloned(),
        };
        if let Some(words) = self.head_words.get(&key) {
            return words.clone();
        }
        match name {
            Some(name) => format!("{} {}", name.in_words(), head.in_words()),
            None => head.in_words(),
        }
    }
}

impl Head {
    /// As a reader says it: `contractual interest`.
    pub fn in_words(&self) -> String {
        match &self.name {
            Some(name) => format!("{} {}", name.in_words(), self.head.in_words()),
            None => self.head.in_words(),
        }
    }
}

/// A measure with its definitions, the one that counts first.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Measure {
    /// Its name: `payment_term`.
    pub name: Name,
    /// The sorts of its arguments.
    pub arguments: Vec<Sort>,
    /// Definitions: those of the terms before those of the law (`fallback`).
    pub definitions: Vec<Definition>,
}

/// `The payment term is 15 days, unless agreed otherwise in writing.`
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Definition {
    /// Where it stands; absent for definitions of the vocabulary.
    pub at: Option<Address>,
    /// The value (arguments are `Expression::Parameter`).
    pub value: Expression,
    /// It counts only if.
    pub condition: Condition,
    /// A special term may replace it.
    pub agreed: Option<AgreedForm>,
    /// A field of the triggering thing may replace it (`unless the offer states otherwise`).
    pub stated_in: Option<Name>,
    /// A gap rule of the law.
    pub fallback: bool,
    /// Readings it rests on.
    pub readings: Vec<Name>,
    /// In which of the versions it stands.
    pub stands_in: StandsIn,
    /// The Dutch sentence that it belongs to in later versions, where that has another number there.
    pub renumbered: Vec<(VersionId, Option<u32>)>,
}

impl Definition {
    /// Whether another definition of the clause means the same.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let clause = |definition: &Self| definition.at.as_ref().map(|at| at.clause.clone());
        clause(self) == clause(other)
            && Self {
                at: self.at.clone(),
                stands_in: self.stands_in.clone(),
                renumbered: self.renumbered.clone(),
                ..other.clone()
            } == *self
    }
}

/// `unless agreed otherwise [expressly] [in writing]`
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct AgreedForm {
    /// `expressly`
    pub expressly: bool,
    /// `in writing`
    pub in_writing: bool,
}

/// `The conduct rules are clauses 3.1, 3.2 and 10.4.`
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Group {
    /// Its name.
    pub name: Name,
    /// The provisions it covers.
    pub provisions: Vec<ClauseId>,
}

/// What the vocabulary says of an act. `It presupposes that the agreement is not over.`: while this does not hold, no power to do the act
/// stands. `It comes too late if …`: while this holds, a duty that it performed was performed too late.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct AboutAct {
    /// The fields of the event that are the arguments of the condition, in order.
    pub fields: Vec<Name>,
    /// The condition (arguments are `Expression::Parameter`).
    pub condition: Condition,
}

/// One sentence under which an act goes, with the fields it fixes.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct ActReading {
    /// The event type.
    pub event: Name,
    /// Its name in reports, when it has one.
    pub called: Option<Name>,
    /// `with scope work`
    pub fixed: Vec<(Name, Value)>,
    /// The sentence.
    pub words: String,
}
