//! The next action for a sentence that the grammar refuses, told by the words around the place.

use crate::syntax::grammar::Rule;
use crate::syntax::message::Refusal;

impl Refusal<'_> {
    /// The next action, told by the words at the place.
    pub(super) fn hint(&self) -> Option<String> {
        const OLD_FORMS: [(&str, &str); 11] = [
            (
                "must be judged that",
                "an open concept that must be assessed is written `it must be judged whether …`",
            ),
            (
                "must be judged if",
                "an open concept that must be assessed is written `it must be judged whether …`",
            ),
            (
                "judged that",
                "an open concept that must be assessed is written `it must be judged whether …`",
            ),
            (
                "judged",
                "`judged` is kept for `it must be judged whether …`; a phrase does not hold it",
            ),
            (
                "presumed that",
                "a presumption is written `<concept>, unless the supplier proves otherwise`",
            ),
            (
                "presumed",
                "`presumed` is kept for concepts; a presumption is written `<concept>, unless the supplier proves otherwise`",
            ),
            (
                "together with",
                "several clauses with one claim say so in a sentence: `These costs are owed once, under 8.4 or 18.5.`",
            ),
            (
                "nothing",
                "the main text is the default reading; write the alternative as a sentence that begins `Under …,`",
            ),
            ("Remark:", "a remark begins with `--`"),
            (
                "otherwise",
                "`otherwise` is kept for `unless agreed otherwise` and `unless … proves otherwise`",
            ),
            (
                "despite",
                "`despite` needs a comma before it and a clause number behind it: `, despite 7.8`",
            ),
        ];
        let word_start = self.text[..self.at].rfind([' ', '\n']).unwrap_or(0);
        let around = self.text[word_start..].trim_start();
        let here = self.text[self.at..].trim_start();
        let old = OLD_FORMS
            .into_iter()
            .find(|(words, _)| here.starts_with(words) || around.starts_with(words));
        let point = || {
            let glued = here.starts_with('.') && here[1..].starts_with(char::is_alphabetic);
            glued.then(|| "a full stop ends a sentence only before white space".to_owned())
        };
        let quotes = || {
            let curly = here.starts_with(['“', '”', '„', '‘']);
            curly.then(|| "quotation marks are straight: `\"…\"`".to_owned())
        };
        let joint = || {
            const JOINTS: [&str; 14] = [
                "within", "until", "through", "unless", "while", "if", "when", "then", "must",
                "may", "owes", "plus", "minus", "or",
            ];
            let next = self.next_word();
            let is_joint = JOINTS.contains(&next) && !self.expected.is_empty();
            is_joint.then(|| {
                format!("`{next}` joins the parts of a sentence and is never a word inside one")
            })
        };
        let in_a_header = || {
            const HEADERS: [&str; 4] = ["When ", "While ", "As soon as ", "Every "];
            let before = self.text[..self.at].trim_end();
            let opens = HEADERS.iter().any(|word| self.text.starts_with(word));
            let is_first = before.ends_with(',') && before.matches(',').count() == 1;
            (opens && is_first && matches!(self.next_word(), "if" | "unless")).then(|| {
                "a condition besides what happens stands behind the main part: `When …, the client owes …, if …`".to_owned()
            })
        };
        let in_a_condition = || {
            (self.next_word() == "within" && self.expected.contains(&Rule::kw_for_longer_than)).then(|| {
                "a condition has no last day of its own: say `for longer than 14 days` of what lasts, `in time` of a duty that has one (`the supplier has not paid the invoice in time`), or `the deadline of the notice has passed`".to_owned()
            })
        };
        let day = || {
            let counts = self.expected.contains(&Rule::kw_after) && !here.starts_with("after");
            let period = self.text[..self.at].trim_end();
            (counts && ends_with_period(period)).then(|| {
                "a period is counted from a day: `within 14 days after the invoice date`".to_owned()
            })
        };
        let head = || {
            let as_head = self.text[..self.at]
                .rfind(" as ")
                .map(|at| &self.text[at + 4..self.at]);
            as_head.filter(|_| self.text.contains(" owes ")).map(|_| {
                "what is owed is said with commas around its head: `the client owes the supplier, as costs, EUR 40.00, at once`".to_owned()
            })
        };
        let several = || {
            let next = self.next_word();
            let pick = pick_before(&self.text[..self.at]).filter(|_| next == "and" || next == "or");
            pick.map(|pick| {
                format!("of several amounts one is taken by a list: `{pick} of the following: (1) … (2) …`")
            })
        };
        let which_list = || {
            const BEFORE: [&str; 6] = ["unless", "if", "while", "until", "when", "as soon as"];
            let word = self.text[..self.at].trim_end().to_lowercase();
            let word = BEFORE.into_iter().find(|one| word.ends_with(one));
            word.filter(|_| here.starts_with(':')).map(|word| {
                format!("a list says how many of its items must hold: `{word} all of the following hold: (1) … (2) …`, or `any … holds`, `none … holds`")
            })
        };
        let item_sign = || {
            let is_sign = here.starts_with(['-', '•', '*', '–'])
                || here.starts_with(|letter: char| letter.is_ascii_digit())
                || here.get(1..2) == Some(")");
            let wants = self.expected.iter().any(|rule| {
                matches!(
                    rule,
                    Rule::mark | Rule::condition_item | Rule::pick_item | Rule::step | Rule::rank
                )
            });
            (is_sign && wants).then(|| "the items of a list are numbered in brackets: `(1) …`, `(2) …`, one level deeper `(a) …`".to_owned())
        };
        let joined_behind_comma = || {
            let next = self.next_word();
            let is_joint =
                matches!(next, "and" | "or") && self.text[..self.at].trim_end().ends_with(',');
            is_joint.then(|| {
                format!("no comma stands before `{next}`: conditions are joined by the word alone")
            })
        };
        let colon = || {
            let before = self.text[..self.at].trim_end_matches('(').trim_end();
            let is_list = ["following", "hold", "holds"]
                .iter()
                .any(|end| before.ends_with(end))
                && (here.starts_with('(') || self.text[..self.at].ends_with('('));
            (is_list || self.expected.as_slice() == [Rule::colon])
                .then(|| "a list stands behind a colon: `… all of the following hold:`".to_owned())
        };
        let mark = || {
            let is_mark = self.text.starts_with("Sentence ") || self.text.starts_with("Sentences ");
            (is_mark && self.expected.contains(&Rule::colon))
                .then(|| "a mark ends in a colon: `Sentence 1:`".to_owned())
        };
        let bracket = || {
            here.starts_with('(').then(|| {
                "a bracket opens an item of a list, `(1)`, or an alternative, `(under R8 due_day: …)`".to_owned()
            })
        };
        old.map(|(_, help)| help.to_owned())
            .or_else(which_list)
            .or_else(item_sign)
            .or_else(several)
            .or_else(joined_behind_comma)
            .or_else(point)
            .or_else(quotes)
            .or_else(colon)
            .or_else(in_a_header)
            .or_else(in_a_condition)
            .or_else(mark)
            .or_else(day)
            .or_else(head)
            .or_else(joint)
            .or_else(bracket)
    }
}

/// How a sentence of this kind reads, told by the words that it has.
pub(super) fn form_of(text: &str) -> &'static str {
    const BEGINNINGS: [(&str, &str); 5] = [
        ("Sentence", "a mark stands by itself: `Sentence 1:`"),
        (
            "Reading",
            "a reading is declared so: `Reading R8 is due_day, because \"…\", or next_day.`",
        ),
        ("Note", "a note reads `Note on mandatory law, if …: \"…\".`"),
        (
            "It ",
            "docs/language.md lists the lines that stand below a declared word: `It is an act of the client.`, `It tells the amount (amount: money).`",
        ),
        ("The law", "it reads `The law is \"nl\".`"),
    ];
    const FORMS: [(&str, &str); 9] = [
        (
            "following",
            "a list reads `all of the following hold: (1) … (2) …`, or `any`, or `none`",
        ),
        (
            " holds",
            "a list reads `all of the following hold: (1) … (2) …`, or `any`, or `none`",
        ),
        (
            " owes ",
            "what is owed reads `the client owes the supplier, as costs, EUR 40.00, at once`",
        ),
        (
            " must not ",
            "a prohibition reads `The client must not …, unless …`",
        ),
        (
            " must ",
            "a duty reads `the client must pay the invoice to the supplier, within 14 days after the invoice date`",
        ),
        (
            " may ",
            "a power reads `The supplier may suspend the services while …`",
        ),
        (
            " cannot ",
            "what has no effect reads `The client cannot …, unless …`",
        ),
        (
            " settle",
            "an order reads `A payment by the client settles the following in this order: (1) costs (2) principal`",
        ),
        (
            " is ",
            "a value reads `The payment term is 14 days.`, a state `the client is in default of the invoice, until …`",
        ),
    ];
    let begins = BEGINNINGS.iter().find(|(words, _)| text.starts_with(words));
    let form = begins.or_else(|| FORMS.iter().find(|(words, _)| text.contains(words)));
    form.map_or(
        "a sentence says who must, may, must not or owes what; `clausec words` lists what can be said",
        |(_, form)| form,
    )
}

/// Whether the words end in a period: `within 14 days`.
fn ends_with_period(words: &str) -> bool {
    let unit = words.rsplit(' ').next().unwrap_or_default();
    crate::value::Unit::from_words(unit).is_some() || unit == "term" || unit == "period"
}

/// `the lowest` where words end in `the lowest of X`, in the words of a list.
fn pick_before(words: &str) -> Option<&'static str> {
    const PICKS: [(&str, &str); 11] = [
        ("the lowest of ", "the lowest"),
        ("the lower of ", "the lowest"),
        ("the lesser of ", "the lowest"),
        ("the smaller of ", "the lowest"),
        ("the least of ", "the lowest"),
        ("the highest of ", "the highest"),
        ("the higher of ", "the highest"),
        ("the greater of ", "the highest"),
        ("the larger of ", "the highest"),
        ("the most of ", "the highest"),
        ("the sum of ", "the sum"),
    ];
    let part = words
        .rfind([',', ':', '('])
        .map_or(words, |at| &words[at..]);
    PICKS
        .into_iter()
        .find(|(said, _)| part.contains(said))
        .map(|(_, pick)| pick)
}
