//! What must hold: statements about the state of the relation at a moment, with three-valued outcomes.

use crate::check::program::{Expression, Series, VariableId, VersionId};
use crate::value::{ClauseId, Name};
use borsh::{BorshDeserialize, BorshSerialize};

/// A condition. Undetermined parts follow Kleene's tables.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Condition {
    /// No condition.
    Always,
    /// `all of the following hold`; also `and`, and several tails of a sentence.
    All(Vec<Item>),
    /// `any of the following holds`; also `or`.
    Any(Vec<Item>),
    /// `none of the following hold`.
    NoneOf(Vec<Item>),
    /// A negated statement.
    Not(Box<Condition>),
    /// `the supplier has recognised the acceptance`: some event so far matches.
    Happened(ActPattern),
    /// `the client is in default of an invoice`: a state or conclusion holds for the arguments ([`Argument::Any`]: for some).
    Holds {
        state: Name,
        arguments: Vec<Argument>,
    },
    /// `the client has performed the obligation` / `has paid the invoice`: the obligation is performed. `by` is the party of the sentence: an
    /// obligation that another party bears is not meant.
    Performed {
        obligation: Expression,
        by: Option<Expression>,
    },
    /// `the client has not performed the obligation in time` is `Late`: its last timely day passed before it was performed.
    Late {
        obligation: Expression,
        by: Option<Expression>,
    },
    /// `the client is in breach of 5.d`: some obligation of the party under one of the provisions is overdue (or a prohibition violated now).
    InBreach {
        party: Expression,
        provisions: Vec<ClauseId>,
    },
    /// `the client violates clauses 3.1 and 10.4`: a violation of one of the provisions by the party lasts.
    Violates {
        party: Expression,
        provisions: Vec<ClauseId>,
    },
    /// `the violation is a breach of 8.d`: the act or event breaks, or broke, one of the provisions.
    Breaks {
        act: Expression,
        provisions: Vec<ClauseId>,
    },
    /// An open concept.
    Concept {
        concept: Name,
        subject: Option<Expression>,
        proof: Proof,
    },
    /// `X is more than Y`, `X is deposit`, …; undetermined when a side is not stated.
    Compare {
        left: Expression,
        comparison: Comparison,
        right: Expression,
    },
    /// `the day of the purchase is in the same calendar year as today`: both lie between one first day of the series and the next.
    SamePeriod {
        /// The first days of the periods.
        series: Series,
        /// A day.
        day: Expression,
        /// The other day.
        other: Expression,
    },
    /// `X is one of a, b or c`; a list expression holds its members.
    OneOf {
        value: Expression,
        options: Vec<Expression>,
    },
    /// `the due date is stated`
    Stated(Expression),
    /// `the deadline of the notice has passed`: the day of evaluation is later.
    Passed(Expression),
    /// `<state> for longer than 1 month [after M]`: without interruption; `in_total` adds up the intervals.
    LongerThan {
        of: Box<Condition>,
        duration: Expression,
        after: Option<Expression>,
        in_total: bool,
    },
    /// `the supplier may suspend the services`: some power carries the act at this moment; `under` restricts it to provisions (`the power of 6.d is available`).
    May {
        holder: Expression,
        act: Name,
        under: Vec<ClauseId>,
    },
    /// `a ground for this clause is given`: some ground of the provision holds, for the holder when it is said of a party.
    GroundGiven {
        provision: ClauseId,
        against: Option<Expression>,
    },
    /// `the services of the invoice are …` for some member of a list.
    Some_ {
        each: VariableId,
        over: Expression,
        holds: Box<Condition>,
    },
    /// The form of a thing's declaration satisfies a requirement (`in writing`, `by registered letter`).
    InForm {
        thing: Expression,
        form: super::FormNeeded,
    },
    /// The weekday of a date (`the day is one of Monday, …`) is Monday (1) to Sunday (7).
    Weekday { day: Expression, one_of: Vec<u8> },
    /// A table of days lists the day (under one of the labels, or any).
    Listed {
        table: String,
        day: Expression,
        labels: Vec<ClauseId>,
    },
    /// A condition with variables of its own, of which some binding must satisfy it: a variable that an item of an `any` list, a definition or an
    /// `unless` introduces (`there is an invoice that …`). Generators may refer to variables outside.
    Exists {
        variables: Vec<(VariableId, super::Variable)>,
        holds: Box<Condition>,
    },
    /// `the notice counts`, `the dissolution counts`: the act that brought the thing about was not without effect; undetermined while that waits for a judgement.
    Counts(Expression),
    /// The statement holds when the event under judgement happens (`the designation names …`): a truth field.
    Truth(Expression),
    /// One of these versions of the terms governs: what a conclusion rests on where versions define it otherwise.
    Governed(Vec<VersionId>),
}

/// One numbered item of a list.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct Item {
    /// The name in the text: `(1)`, `(1)(b)`, or a quoted name given by the clause.
    pub label: String,
    /// Its words.
    pub words: String,
    /// What it says.
    pub condition: Condition,
}

/// Events that a statement speaks of.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub struct ActPattern {
    /// The event types: one, for most statements.
    pub event: Name,
    /// The name of the act in reports (`suspend`).
    pub called: Option<Name>,
    /// Who did it.
    pub by: Option<Expression>,
    /// Fields that must have a value: the reference itself is the field of its name; a list field matches when it holds the value.
    pub fields: Vec<(Name, Expression)>,
    /// `in writing`, `expressly`, `by e-mail`
    pub form: Option<super::FormNeeded>,
    /// `since M`: on or after the day, later in order.
    pub since: Option<Expression>,
    /// `beforehand`: before the act under judgement.
    pub before: Option<Expression>,
}

/// An argument of a state in a statement.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Argument {
    /// This one.
    Is(Expression),
    /// Any (`the client is in default`).
    Any,
    /// Binds or equals the variable (`the client is in default of an invoice`, where the rule goes on about the invoice).
    Variable(VariableId),
}

/// How an open concept counts while nobody has assessed it.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Proof {
    /// `it must be judged whether …`: undetermined; by whom, where the rule or the declaration of the concept names a party.
    MustBeJudged { assessor: Option<Name> },
    /// `…, unless the supplier proves otherwise`: holds.
    Presumed { burden: Burden },
    /// `the client proves that …`: does not hold.
    MustBeProved { by: Burden },
}

impl Proof {
    /// Who must prove it, where that is whoever it is in the case at hand.
    #[must_use]
    pub fn party_in_hand(&self) -> Option<&Expression> {
        match self {
            Self::Presumed { burden: by } | Self::MustBeProved { by } => match by {
                Burden::InHand(party) => Some(party),
                Burden::Party(_) | Burden::Anyone => None,
            },
            Self::MustBeJudged { .. } => None,
        }
    }

    /// How the contrary counts until it is assessed: who proves that something is not so must shake that it is, and the other way round.
    #[must_use]
    pub fn of_the_contrary(self) -> Self {
        match self {
            Self::MustBeJudged { assessor } => Self::MustBeJudged { assessor },
            Self::Presumed { burden } => Self::MustBeProved { by: burden },
            Self::MustBeProved { by } => Self::Presumed { burden: by },
        }
    }
}

/// Who must prove it.
#[derive(Debug, Clone, PartialEq, BorshSerialize, BorshDeserialize)]
pub enum Burden {
    /// A party.
    Party(Name),
    /// `the other party`: whoever that is in the case at hand.
    InHand(Box<Expression>),
    /// `unless shown otherwise`
    Anyone,
}

/// A comparison of two values of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub enum Comparison {
    /// `is`
    Equal,
    /// `is not`
    NotEqual,
    /// `is more than`, `is later than`, `is after`
    More,
    /// `is at least`, `is on or after`
    AtLeast,
    /// `is less than`, `is earlier than`, `is before`
    Less,
    /// `is at most`, `is on or before`
    AtMost,
}

impl Comparison {
    /// What holds where it does not.
    #[must_use]
    pub fn contrary(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::More => Self::AtMost,
            Self::AtLeast => Self::Less,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::More,
        }
    }
}
