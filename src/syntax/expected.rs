//! The rules of the grammar in a reader's words, for "expected …".

use crate::syntax::grammar::Rule;

/// The most alternatives that a message names.
const MOST_SHOWN: usize = 7;

/// As in: a full stop, or a comma, or `within`.
pub(super) fn shown(expected: &[Rule]) -> String {
    let mut words: Vec<(u8, String)> = Vec::new();
    for word in expected.iter().flat_map(|kind| all_in_words(*kind)) {
        if !words.iter().any(|(_, known)| *known == word) {
            words.push((rank(&word), word));
        }
    }
    words.sort_by_key(|(rank, _)| *rank);
    let names: Vec<&str> = words
        .iter()
        .take(MOST_SHOWN)
        .map(|(_, word)| word.as_str())
        .collect();
    match names.as_slice() {
        [] => "nothing more here".to_owned(),
        names => names.join(", or "),
    }
}

/// Joints that a writer most often needs; they are named before rarer ones.
const COMMON: [&str; 14] = [
    "`must`",
    "`may`",
    "`must not`",
    "`cannot`",
    "`owes`",
    "`is`",
    "`within`",
    "`until`",
    "`while`",
    "`if`",
    "`unless`",
    "`after`",
    "`and`",
    "`or`",
];

/// What closes comes first, joints next, words of the writer last.
fn rank(word: &str) -> u8 {
    match word {
        "a full stop" => 0,
        "a comma" => 1,
        "a colon" => 2,
        "words" => 9,
        _ if COMMON.contains(&word) => 3,
        _ if word.starts_with('`') => 4,
        _ => 5,
    }
}

fn all_in_words(kind: Rule) -> Vec<String> {
    let several: &[&str] = match kind {
        Rule::tail | Rule::list_tail | Rule::joint_tail => &[
            "a comma", "`within`", "`until`", "`while`", "`if`", "`unless`",
        ],
        Rule::statement | Rule::statements | Rule::condition => &["words"],
        Rule::predicate => &["`must`", "`may`", "`must not`", "`owes`", "`is`"],
        _ => &[],
    };
    if several.is_empty() {
        in_words(kind)
            .map(str::to_owned)
            .or_else(|| keyword(kind))
            .into_iter()
            .collect()
    } else {
        several.iter().map(|word| (*word).to_owned()).collect()
    }
}

/// `kw_must_not` is `must not`.
fn keyword(kind: Rule) -> Option<String> {
    if kind == Rule::kw_and_bound {
        return None;
    }
    let name = format!("{kind:?}");
    let words = name.strip_prefix("kw_")?.replace('_', " ");
    Some(format!("`{words}`"))
}

/// A token or a part in a reader's words; none for keywords and for parts that say nothing to a reader.
pub(super) fn in_words(kind: Rule) -> Option<&'static str> {
    Some(match kind {
        Rule::stop => "a full stop",
        Rule::comma => "a comma",
        Rule::colon => "a colon",
        Rule::open_bracket => "`(`",
        Rule::close_bracket => "`)`",
        Rule::quoted | Rule::quotation => "a text in quotes",
        Rule::date => "a date such as 2024-12-31",
        Rule::money => "an amount such as EUR 150.00",
        Rule::percent | Rule::percent_of => "a percentage",
        Rule::number => "a number",
        Rule::duration => "a period such as 14 days",
        Rule::unit => "`days`, `weeks`, `months` or `years`",
        Rule::reference
        | Rule::law_reference
        | Rule::provision_list
        | Rule::provision_range
        | Rule::provision
        | Rule::provisions
        | Rule::single_reference
        | Rule::clause_name
        | Rule::clause_number => "the number of a clause",
        Rule::mark | Rule::condition_item | Rule::pick_item | Rule::step | Rule::rank => {
            "an item `(1)`"
        }
        Rule::letter_mark | Rule::inner_item => "an item `(a)`",
        Rule::label => "a name such as `invoice_date`",
        Rule::reading_value | Rule::reading_choice => "a value of the reading",
        Rule::reading_id => "a reading such as `R8`",
        Rule::terms_id => "the name of the terms",
        Rule::version => "a version number",
        Rule::article_number => "the number of an article",
        Rule::quantifier | Rule::condition_list | Rule::inner_list => {
            "`all of the following hold:`"
        }
        Rule::alternative_tail
        | Rule::alternative_amount
        | Rule::alternative_item
        | Rule::alternative_statements
        | Rule::alternative_pick
        | Rule::alternative_step
        | Rule::alternative_rank
        | Rule::alternative_head => "`(under …`",
        Rule::word
        | Rule::next_word
        | Rule::noun_word
        | Rule::next_noun_word
        | Rule::phrase
        | Rule::option
        | Rule::period_phrase
        | Rule::subject
        | Rule::amount_phrase
        | Rule::moment_phrase
        | Rule::lasting_phrase
        | Rule::period
        | Rule::times_phrase
        | Rule::amount
        | Rule::sum
        | Rule::plain_sum
        | Rule::factor
        | Rule::plain_factor
        | Rule::product
        | Rule::plain_product
        | Rule::moment
        | Rule::moment_part
        | Rule::main
        | Rule::main_phrase
        | Rule::creditor
        | Rule::head
        | Rule::noun
        | Rule::called_party
        | Rule::act
        | Rule::acts
        | Rule::judge => "words",
        Rule::entry | Rule::norm | Rule::header => "a sentence",
        _ => return None,
    })
}
