//! Conditions, statements and lists of items.

use pest::iterators::Pair;

use crate::syntax::ast::{
    Burden, Comparator, Condition, ConditionItem, ConditionKind, ConditionList, ItemContent,
    Quantifier, Statement, StatementKind,
};
use crate::syntax::build::figure::one_blank;
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;

impl Builder {
    /// Statements or a list.
    pub(super) fn condition(&self, pair: Pair<'_, Rule>) -> Built<Condition> {
        match pair.as_rule() {
            Rule::condition | Rule::kind_condition => self.condition(self.cursor(pair).next()),
            Rule::condition_list => {
                let span = self.span(&pair);
                let kind = ConditionKind::List(self.condition_list(pair)?);
                Ok(Condition { kind, span })
            }
            _ => self.statements(pair),
        }
    }

    /// One statement, or several joined by one joint.
    pub(super) fn statements(&self, pair: Pair<'_, Rule>) -> Built<Condition> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let first = self.statement(parts.need(Rule::statement))?;
        let Some(joined_by) = parts.peek() else {
            let kind = ConditionKind::One(first);
            return Ok(Condition { kind, span });
        };
        let mut all = vec![first];
        for statement in parts.all(Rule::statement) {
            all.push(self.statement(statement)?);
        }
        let kind = match joined_by {
            Rule::kw_and => ConditionKind::And(all),
            _ => ConditionKind::Or(all),
        };
        Ok(Condition { kind, span })
    }

    /// `all of the following hold: (1) …`, `any of the following holds: (a) …`
    fn condition_list(&self, pair: Pair<'_, Rule>) -> Built<ConditionList> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let quantifier = quantifier(parts.need(Rule::quantifier).as_str());
        parts.need(Rule::colon);
        let mut items = Vec::new();
        while parts.peek().is_some() {
            items.push(self.condition_item(parts.next())?);
        }
        self.check_sequence(items.iter().map(|item| item.mark));
        Ok(ConditionList {
            quantifier,
            items,
            span,
        })
    }

    fn condition_item(&self, pair: Pair<'_, Rule>) -> Built<ConditionItem> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let mark = self.mark(&parts.next());
        let name = parts
            .take(Rule::item_name)
            .map(|name| self.quoted(&self.cursor(name).need(Rule::quoted)));
        let main = self.item_content(parts.next())?;
        let mut alternatives = Vec::new();
        while parts.peek().is_some() {
            alternatives.push(parts.next());
        }
        let content = self.with_alternatives(main, alternatives.into_iter(), |pair| {
            self.item_content(pair)
        })?;
        Ok(ConditionItem {
            mark,
            name,
            content,
            span,
        })
    }

    fn item_content(&self, pair: Pair<'_, Rule>) -> Built<ItemContent> {
        match pair.as_rule() {
            Rule::item_content => self.item_content(self.cursor(pair).next()),
            Rule::inner_list => Ok(ItemContent::List(self.condition_list(pair)?)),
            _ => Ok(ItemContent::Statements(self.statements(pair)?)),
        }
    }

    /// One statement.
    pub(super) fn statement(&self, pair: Pair<'_, Rule>) -> Built<Statement> {
        let span = self.span(&pair);
        let form = self.cursor(pair).next();
        let rule = form.as_rule();
        let parts = self.cursor(form);
        let kind = match rule {
            Rule::judged => self.judged(parts)?,
            Rule::judged_by => self.judged_by(parts)?,
            Rule::proved => self.proved(parts)?,
            Rule::compares => self.compares(parts)?,
            Rule::is_one_of => self.is_one_of(parts)?,
            Rule::same_period => self.same_period(parts)?,
            Rule::same_day => self.same_day(parts)?,
            Rule::may_statement => self.may_statement(parts)?,
            Rule::longer_than => self.longer_than(parts)?,
            _ => self.says(parts)?,
        };
        Ok(Statement { kind, span })
    }

    fn judged(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        parts.need(Rule::kw_it_must_be_judged_whether);
        let concept = self.phrase(parts.next())?;
        Ok(StatementKind::Judged { by: None, concept })
    }

    fn judged_by(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        parts.need(Rule::kw_it_is_for);
        let by = Some(self.phrase(parts.need(Rule::judge))?);
        parts.need(Rule::kw_to_judge_whether);
        let concept = self.phrase(parts.next())?;
        Ok(StatementKind::Judged { by, concept })
    }

    fn proved(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let by = self.phrase(parts.need(Rule::subject))?;
        parts.need(Rule::kw_proves_that);
        let concept = self.phrase(parts.next())?;
        Ok(StatementKind::Proved { by, concept })
    }

    fn compares(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let left = Box::new(self.expression(parts.next())?);
        parts.need(Rule::kw_is);
        let negated = parts.skip(Rule::kw_not);
        let comparator = comparator(&one_blank(parts.next().as_str()));
        let right = Box::new(self.expression(parts.next())?);
        Ok(StatementKind::Compares {
            left,
            negated,
            comparator,
            right,
        })
    }

    fn is_one_of(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let left = self.phrase(parts.need(Rule::subject))?;
        parts.need(Rule::kw_is);
        let negated = parts.skip(Rule::kw_not);
        parts.need(Rule::kw_one_of);
        let options: Built<Vec<_>> = parts
            .all(Rule::option)
            .map(|option| self.phrase(option))
            .collect();
        Ok(StatementKind::OneOf {
            left,
            negated,
            options: options?,
        })
    }

    fn same_period(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let left = self.phrase(parts.need(Rule::subject))?;
        parts.need(Rule::kw_is);
        let negated = parts.skip(Rule::kw_not);
        parts.need(Rule::kw_in_the_same);
        let period = self.phrase(parts.need(Rule::period_phrase))?;
        parts.need(Rule::kw_as);
        let right = Box::new(self.expression(parts.next())?);
        Ok(StatementKind::SamePeriod {
            left,
            negated,
            period,
            right,
        })
    }

    fn same_day(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let left = Box::new(self.expression(parts.need(Rule::subject))?);
        parts.need(Rule::kw_is);
        let negated = parts.skip(Rule::kw_not);
        let right = Box::new(self.expression(parts.next())?);
        Ok(StatementKind::Compares {
            left,
            negated,
            comparator: Comparator::On,
            right,
        })
    }

    fn may_statement(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let holder = self.phrase(parts.need(Rule::subject))?;
        parts.need(Rule::kw_may);
        let negated = parts.skip(Rule::kw_not);
        let conduct = self.phrase(parts.next())?;
        Ok(StatementKind::May {
            holder,
            negated,
            conduct,
        })
    }

    fn longer_than(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let statement = self.phrase(parts.need(Rule::lasting_phrase))?;
        let in_total = parts.skip(Rule::kw_in_total);
        parts.need(Rule::kw_for_longer_than);
        let period = self.phrase(parts.next())?;
        let after = parts
            .skip(Rule::kw_after)
            .then(|| self.expression(parts.next()));
        Ok(StatementKind::LongerThan {
            statement,
            in_total,
            period,
            after: after.transpose()?.map(Box::new),
        })
    }

    fn says(&self, mut parts: Cursor<'_>) -> Built<StatementKind> {
        let concept = self.phrase(parts.need(Rule::phrase))?;
        if !parts.skip(Rule::comma) {
            return Ok(StatementKind::Says(concept));
        }
        parts.need(Rule::kw_unless);
        let burden = match parts.take(Rule::subject) {
            Some(who) => Burden::Party(self.phrase(who)?),
            None => Burden::Anyone,
        };
        Ok(StatementKind::Presumed { concept, burden })
    }
}

fn quantifier(words: &str) -> Quantifier {
    match words.as_bytes().get(1) {
        Some(b'l') => Quantifier::All,
        Some(b'n') => Quantifier::Any,
        _ => Quantifier::None,
    }
}

fn comparator(words: &str) -> Comparator {
    match words {
        "more than" => Comparator::MoreThan,
        "less than" => Comparator::LessThan,
        "at least" => Comparator::AtLeast,
        "at most" => Comparator::AtMost,
        "on or before" => Comparator::OnOrBefore,
        "on or after" => Comparator::OnOrAfter,
        "later than" => Comparator::LaterThan,
        "earlier than" => Comparator::EarlierThan,
        "before" => Comparator::Before,
        _ => Comparator::After,
    }
}
