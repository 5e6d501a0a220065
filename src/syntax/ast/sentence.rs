//! What stands in a clause: marks, readings, rules, notes, declarations.

use crate::source::Span;
use crate::syntax::ast::{
    Condition, Expression, Label, Mark, Numeral, Phrase, Provision, Provisions, Quoted, Tail,
    Under, WithAlternatives,
};
use crate::value::{CalendarPeriod, Duration};

/// One entry of a clause, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// `Sentence 2:` what follows belongs to the second Dutch sentence
    Mark(SentenceMark),
    /// `Reading R8 is …`
    Reading(Reading),
    /// `Reading R29 is that of 6.b.`
    Shared(SharedReading),
    /// A rule: one norm.
    Rule(Box<Rule>),
    /// `Note on mandatory law, if C: "…".`
    Note(Note),
    /// `This clause is a declaration: "…".`
    Declared(Declared),
    /// `See 8.7.`
    See(Provisions),
}

impl Entry {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Mark(entry) => entry.span,
            Self::Reading(entry) => entry.span,
            Self::Shared(entry) => entry.span,
            Self::Rule(entry) => entry.span,
            Self::Note(entry) => entry.span,
            Self::Declared(entry) => entry.span,
            Self::See(provisions) => provisions.span,
        }
    }
}

/// `Sentence 2:`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentenceMark {
    /// 2
    pub number: Numeral,
    /// With the colon.
    pub span: Span,
}

/// `Reading R8 is day_after_last_timely_day, because "…", or due_day.`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// `R8`
    pub id: Label,
    /// The value that counts when nobody chooses.
    pub default: ReadingValue,
    /// The other values.
    pub others: Vec<ReadingValue>,
    /// With the full stop.
    pub span: Span,
}

/// `Reading R29 is that of 6.b.`: a reading that another clause declares governs this one too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedReading {
    /// `R29`
    pub id: Label,
    /// The clause that declares it.
    pub declared_in: Provision,
    /// With the full stop.
    pub span: Span,
}

/// `day_after_last_timely_day, because "…"`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingValue {
    /// The value.
    pub label: Label,
    /// Why (the default always has a reason).
    pub because: Option<Quoted>,
}

/// `[headers,] main part [, tails] [list].`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// When it applies.
    pub headers: Vec<Header>,
    /// What it says.
    pub main: Main,
    /// What it adds. A condition in a list is the last tail.
    pub tails: Vec<Tail>,
    /// With the full stop.
    pub span: Span,
}

/// `When the supplier issues an invoice,`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// What it says.
    pub kind: HeaderKind,
    /// Without the comma.
    pub span: Span,
}

/// What a header says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeaderKind {
    /// `Under R9 always_6_119,`
    Under(Under),
    /// `Where the terms are silent,`
    WhereTheTermsAreSilent,
    /// `When …,` `As soon as …,` `While …,` `While all of the following hold: (1) … then`
    Trigger {
        /// Its first words.
        word: TriggerWord,
        /// What happens or holds.
        condition: Condition,
    },
    /// `Every month after the day of a loan, for 36 times,`, `Every year from the day of a lease,`
    Recurring(Box<Recurring>),
    /// `In that case,`
    InThatCase,
}

/// The first words of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerWord {
    /// `When`: at the event
    When,
    /// `As soon as`: once, when it begins to hold
    AsSoonAs,
    /// `While`: as long as it holds
    While,
}

/// `Every month after the day of a loan, for 36 times,`, `At the end of each calendar year from the day of a lease,`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring {
    /// How often.
    pub rhythm: Rhythm,
    /// `after M`, `from M`
    pub anchor: Expression,
    /// `from M`: the first day is the anchor itself; `after M`: it is one period later.
    pub at_once: bool,
    /// `for 36 times`, `for the number of instalments of the loan times`: a phrase
    pub times: Option<Expression>,
}

/// How often something returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// `Every month`: 1 month; each day is computed from the anchor.
    Every(Duration),
    /// `At the end of each calendar year`: when the period is over.
    AtTheEndOf(CalendarPeriod),
}

/// The main part of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Main {
    /// What it says.
    pub kind: MainKind,
    /// From the first to the last token, alternatives of an amount included.
    pub span: Span,
}

/// What a main part says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MainKind {
    /// `the client must pay the invoice to the supplier`
    Must {
        /// Who.
        bearer: Phrase,
        /// What.
        conduct: Conduct,
    },
    /// `each party may terminate hosting or terminate domain registration`
    May {
        /// Who.
        holder: Phrase,
        /// What; joined by `or`.
        conduct: Vec<Phrase>,
    },
    /// `the client must not transfer the contract`
    MustNot {
        /// Who.
        bearer: Phrase,
        /// What; joined by `or`.
        conduct: Vec<Phrase>,
    },
    /// `the client cannot declare set-off`: such an act has no effect
    Cannot {
        /// Who.
        party: Phrase,
        /// What; joined by `or`.
        conduct: Vec<Phrase>,
    },
    /// `the client owes the supplier, as costs, the collection rate of …`
    Owes {
        /// Who owes.
        debtor: Phrase,
        /// To whom.
        creditor: Phrase,
        /// Under what head.
        head: Phrase,
        /// How much, with its alternatives.
        amount: WithAlternatives<Expression>,
    },
    /// `a payment by the client settles the following in this order: (1) costs, the oldest first (2) …`
    Settles {
        /// `a payment by the client`
        what: Phrase,
        /// `claim by claim`: all ranks of one claim before the next claim.
        claim_by_claim: bool,
        /// The ranks.
        ranks: Vec<Rank>,
    },
    /// `What is left is credit`
    WhatIsLeftIs(Phrase),
    /// `What one party owes is set off against what the other party owes as soon as both are due`
    SetOff,
    /// `set-off by the client has no effect`
    HasNoEffect(Phrase),
    /// `the new version takes effect …`, `the service ends …`, `all claims … become due …`; when stands in the tails
    Effect {
        /// What it happens to.
        subject: Phrase,
        /// What happens.
        verb: EffectVerb,
        /// `governs` has objects, joined by `and`.
        objects: Vec<Phrase>,
    },
    /// `a claim of the client for damage is refused`
    IsRefused(Phrase),
    /// `a claim of the client for damage is limited to AMOUNT` (its scope is a tail)
    IsLimitedTo {
        /// What.
        what: Phrase,
        /// How much, with its alternatives.
        amount: WithAlternatives<Expression>,
    },
    /// `claims of the client for damage pass these clauses in this order: 20.11, then 15.1 and 17.2`
    PassInOrder {
        /// Which claims.
        claims: Phrase,
        /// Groups of provisions, first to last.
        groups: Vec<Provisions>,
    },
    /// `It is a ground for 6.e`, `It is a ground for 17.3 against a party`
    GroundFor {
        /// The provision that uses it.
        provisions: Provisions,
        /// `against a party`
        against: Option<Phrase>,
    },
    /// `clause 17.1 does not apply to hosting`, `each of clauses 8.k and 12.a does not apply`
    DoesNotApply {
        /// `each of`: one by one, `the provision` being the one in hand.
        each: bool,
        /// What does not apply.
        what: Provisions,
        /// `to hosting`
        to: Option<Phrase>,
    },
    /// `this article applies to every claim of the client`
    Applies {
        /// What applies.
        what: Provisions,
        /// `to every claim of the client`, without `to`
        to: Option<Phrase>,
    },
    /// `this clause does not affect 18.3`
    DoesNotAffect {
        /// What does not affect.
        what: Provisions,
        /// What stays as it is.
        provisions: Provisions,
    },
    /// `the conduct rules are clauses 3.1, 3.2 and 10.4`
    Group {
        /// `the conduct rules`
        name: Phrase,
        /// The provisions.
        provisions: Provisions,
    },
    /// `these costs are owed once, under 8.4, 18.5 or 21.2`
    OwedOnce {
        /// `these costs`
        what: Phrase,
        /// Under which provisions.
        under: Provisions,
    },
    /// `the payment term is 15 days`; `the legal interest on a principal is the sum of the following: …`; `X is 3 times Y`:
    /// only where the right side is a literal, a list or a calculation.
    Is {
        /// What is defined.
        subject: Phrase,
        /// Its value, with its alternatives.
        value: WithAlternatives<Expression>,
    },
    /// `the rent becomes 103% of the rent`: from now on, reckoned with what it was.
    Becomes {
        /// The figure that changes.
        subject: Phrase,
        /// What it is from now on, with its alternatives.
        value: WithAlternatives<Expression>,
    },
    /// `the client is in default of the invoice`, `an acceptance is complete`, `the starting day is the completion of the work`:
    /// a state, a conclusion, or `X is Y` of two phrases.
    Says(Phrase),
}

impl MainKind {
    /// The amount or value that it states, when it states one.
    pub fn amount(&self) -> Option<&WithAlternatives<Expression>> {
        match self {
            Self::Owes { amount, .. }
            | Self::IsLimitedTo { amount, .. }
            | Self::Is { value: amount, .. }
            | Self::Becomes { value: amount, .. } => Some(amount),
            Self::Must { .. }
            | Self::May { .. }
            | Self::MustNot { .. }
            | Self::Cannot { .. }
            | Self::Settles { .. }
            | Self::WhatIsLeftIs(_)
            | Self::SetOff
            | Self::HasNoEffect(_)
            | Self::Effect { .. }
            | Self::IsRefused(_)
            | Self::PassInOrder { .. }
            | Self::GroundFor { .. }
            | Self::DoesNotApply { .. }
            | Self::Applies { .. }
            | Self::DoesNotAffect { .. }
            | Self::Group { .. }
            | Self::OwedOnce { .. }
            | Self::Says(_) => None,
        }
    }
}

/// What must be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conduct {
    /// `pay the invoice`; joined by `or`
    One(Vec<Phrase>),
    /// `do the following in this order: (1) … (2) … if …`
    Steps(Vec<Step>),
}

/// `(2) transfer the data to the client if the client has requested a transfer of the data`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `(2)`
    pub mark: Mark,
    /// What, and when.
    pub content: WithAlternatives<StepContent>,
    /// From the mark to the last token.
    pub span: Span,
}

/// `transfer the data to the client if the client has requested a transfer of the data`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepContent {
    /// What.
    pub conduct: Phrase,
    /// `if …`
    pub only_if: Option<Condition>,
}

/// `(2) interest, of all invoices, the oldest invoice first`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// `(2)`
    pub mark: Mark,
    /// The heads (`costs and interest`), then what follows after commas; with alternatives.
    pub content: WithAlternatives<RankContent>,
    /// From the mark to the last token.
    pub span: Span,
}

/// `interest, of all invoices, the oldest invoice first`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankContent {
    /// `interest`; joined by `and`
    pub heads: Vec<Phrase>,
    /// `of all invoices`, `the oldest invoice first`
    pub orders: Vec<Phrase>,
}

/// What happens to the subject of an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EffectVerb {
    /// `takes effect`
    TakesEffect,
    /// `lapses`
    Lapses,
    /// `ends`
    Ends,
    /// `becomes due`, `become due`
    BecomesDue,
    /// `become due with all later instalments`
    BecomesDueWithLater,
    /// `is undone`
    IsUndone,
    /// `governs`
    Governs,
}

/// `Note on mandatory law, if the client is a consumer: "…".`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// `mandatory law`, `drafting`
    pub kind: Phrase,
    /// `if …`
    pub condition: Option<Condition>,
    /// The remark.
    pub text: Quoted,
    /// With the full stop.
    pub span: Span,
}

/// `Sentence 1 is a declaration: "an offer does not bind".`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The Dutch sentence; absent: the clause.
    pub sentence: Option<Numeral>,
    /// Declaration or definition.
    pub is: DeclaredAs,
    /// Why a run computes nothing from it.
    pub reason: Option<Quoted>,
    /// With the full stop.
    pub span: Span,
}

/// Why a run computes nothing from some wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeclaredAs {
    /// `a declaration`
    Declaration,
    /// `a definition`
    Definition,
    /// `a rule of interpretation`: a report cites it where a reading is chosen
    Interpretation,
    /// `a rule for gaps`: a report cites it beside what the terms say nothing about
    Gaps,
}
