//! Words that drafters are used to write, and those of the language that stand in their place.

/// Words, what stands in their place, and how it is said whole.
pub(super) type Row = (&'static str, &'static str, &'static str);

const DUTY: &str = "what somebody owes is said with `must`: `the client must pay the invoice to the supplier, within 14 days after the invoice date`";
const POWER: &str = "what somebody is free to do is said with `may`: `The supplier may suspend the services while …`";
pub(super) const BAN: &str = "what is forbidden is said with `must not`, what has no effect with `cannot`: `The client must not …`, `The client cannot …`";
const IN_FULL: &str = "verbs are written in full: `does not`, `has not`, `is not`";
pub(super) const RATE: &str = "money that grows is said by its rate and its claim: `2% for each started month on the claim of the invoice, counted from …`, or `8% a year on …, counted by the day at 365 days to the year`";

pub(super) const RETURNS: &str = "what returns stands first, closed by a comma: `Every month from the commencement of the lease, …`, `Every 3 months after the day of the loan, …`, or `At the end of each calendar quarter from the day of the lease, …`";
const BOUND: &str = "a floor or a ceiling stands behind a comma and says what it is counted over: `2% of the amount of the invoice, at least EUR 40.00 for each claim`";
const BREACH: &str = "an act breaks a clause: `if the resale is a breach of 2.1`; a party does, as long as its violation lasts: `the client violates 2.1`; a duty is late or broken: `the client is in breach of 2.1`";
const AGREED: &str = "a value that parties may replace reads `The payment term is 14 days, unless agreed otherwise in writing.`";
const COMPARED: &str = "figures are compared with `is more than`, `is less than`, `is at least` or `is at most`: `if the amount of the invoice is more than EUR 100.00`";
const IN_TIME: &str = "whether a duty was performed in time is said at the end: `the client has not paid the invoice in time`";
pub(super) const TIME: &str = "time is said with `within 14 days after …`, `at the latest on …`, `from …`, `through …`, `until …` or `while …`";

/// Anywhere in a sentence; longer words first.
pub(super) const ANYWHERE: &[Row] = &[
    ("unless otherwise agreed", "unless agreed otherwise", AGREED),
    (
        "unless the parties agree otherwise",
        "unless agreed otherwise",
        AGREED,
    ),
    ("greater than", "more than", COMPARED),
    ("higher than", "more than", COMPARED),
    ("larger than", "more than", COMPARED),
    ("lower than", "less than", COMPARED),
    ("smaller than", "less than", COMPARED),
    ("fewer than", "less than", COMPARED),
    ("exceeds", "is more than", COMPARED),
    ("exceed", "is more than", COMPARED),
    ("has not timely", "has not … in time", IN_TIME),
    ("not paid on time", "not paid … in time", IN_TIME),
    ("no later than", "at the latest on", TIME),
    ("not later than", "at the latest on", TIME),
    ("prior to", "before", TIME),
    ("during", "while", TIME),
    ("as long as", "while", TIME),
    ("immediately", "at once", TIME),
    ("promptly", "without delay", TIME),
    ("within a period of", "within", TIME),
    ("with a minimum of", ", at least …", BOUND),
    ("subject to a minimum of", ", at least …", BOUND),
    ("with a maximum of", ", at most …", BOUND),
    ("subject to a maximum of", ", at most …", BOUND),
    ("up to a maximum of", ", at most …", BOUND),
    ("not exceeding", ", at most …", BOUND),
    ("is a violation of", "is a breach of", BREACH),
    ("in violation of", "in breach of", BREACH),
    (
        "upon",
        "When …,",
        "what happens stands first, closed by a comma: `When the supplier issues an invoice, …`",
    ),
    ("monthly", "Every month from …,", RETURNS),
    ("each month", "Every month from …,", RETURNS),
    ("quarterly", "Every 3 months from …,", RETURNS),
    ("annually", "Every year from …,", RETURNS),
    (
        "pursuant to",
        "under",
        "a clause is referred to by its number: `under 7.9`",
    ),
    (
        "notwithstanding",
        "despite",
        "a clause that is set aside is named behind a comma: `…, despite 7.8`",
    ),
    (
        "without prejudice to",
        "This clause does not affect 18.3.",
        "what stays as it is stands in a sentence of its own: `This clause does not affect 18.3.`",
    ),
    (
        "save for",
        "unless",
        "an exception stands behind what it is an exception to: `…, unless …`",
    ),
    (
        "except",
        "unless",
        "an exception stands behind what it is an exception to: `…, unless …`",
    ),
    ("shall not", "must not", BAN),
    ("shall", "must", DUTY),
    ("is obliged to", "must", DUTY),
    ("are obliged to", "must", DUTY),
    ("is required to", "must", DUTY),
    ("is bound to", "must", DUTY),
    ("undertakes to", "must", DUTY),
    ("has to", "must", DUTY),
    ("have to", "must", DUTY),
    ("should", "must", DUTY),
    ("will", "must", DUTY),
    ("may no longer", "must not", BAN),
    ("is not entitled to", "must not", BAN),
    ("is not allowed to", "must not", BAN),
    ("is not permitted to", "must not", BAN),
    ("is prohibited from", "must not", BAN),
    ("can not", "cannot", BAN),
    ("is entitled to", "may", POWER),
    ("has the right to", "may", POWER),
    ("is authorised to", "may", POWER),
    ("is allowed to", "may", POWER),
    ("is permitted to", "may", POWER),
    ("can", "may", POWER),
    ("doesn't", "does not", IN_FULL),
    ("don't", "do not", IN_FULL),
    ("hasn't", "has not", IN_FULL),
    ("isn't", "is not", IN_FULL),
    ("per annum", "a year", RATE),
    (
        "provided that",
        "if",
        "a condition stands behind what it is a condition of: `…, if …` or `…, unless …`",
    ),
    (
        "and/or",
        "or",
        "several things of which one is enough are a list: `if any of the following hold: (1) … (2) …`",
    ),
    (
        "on condition that",
        "if",
        "a condition stands behind what it is a condition of: `…, if …` or `…, unless …`",
    ),
];

const CONDITION_FIRST: &str = "begin with `When …,` (what happens), `As soon as …,` (once it is so) or `While …,` (as long as it is so), or put the condition behind: `The supplier may … if …`";

/// At the head of a sentence.
pub(super) const AT_THE_HEAD: [Row; 7] = [
    (
        "if",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "in case",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "in the event",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "where",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "provided",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "should",
        "`When …,`, `As soon as …,` or `While …,`",
        CONDITION_FIRST,
    ),
    (
        "unless",
        "`…, unless …` at the end",
        "an exception stands behind what it is an exception to: `The supplier may suspend the services, unless the client is a consumer`",
    ),
];
