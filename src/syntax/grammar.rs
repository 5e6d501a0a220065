//! The parser that pest makes of the three grammar files.

use std::num::NonZeroUsize;
use std::sync::Once;

use pest::Parser as _;
use pest::error::Error;
use pest::iterators::Pair;
use pest_derive::Parser;

/// The most calls of grammar rules for one sentence: about half a second. A sentence as written needs some thousands.
const MOST_CALLS: NonZeroUsize = NonZeroUsize::new(20_000_000).expect("it is not zero");

#[derive(Parser)]
#[grammar = "../grammar/clause.pest"]
#[grammar = "../grammar/expression.pest"]
#[grammar = "../grammar/lexical.pest"]
struct ClauseParser;

/// Reads a heading or a sentence by one of the rules that begin and end it.
pub(super) fn parse(rule: Rule, text: &str) -> Result<Pair<'_, Rule>, Box<Error<Rule>>> {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| pest::set_call_limit(Some(MOST_CALLS)));
    let mut pairs = ClauseParser::parse(rule, text).map_err(Box::new)?;
    Ok(pairs.next().expect("a rule that matched is one pair"))
}
