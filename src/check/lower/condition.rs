//! Conditions as written, made conditions of the program.

use crate::check::lower::Lower;
use crate::check::lower::binding::items;
use crate::check::lower::statement::{all_of, unnamed};
use crate::check::phrase::{Matched, Np, NpKind};
use crate::check::program::{Burden, Comparison, Condition, Expression, Item, Proof};
use crate::check::vocabulary::Type;
use crate::source::Problem;
use crate::syntax::ast::{
    self, Comparator, ConditionKind, ConditionList, ItemContent, Quantifier, StatementKind,
};
use crate::value::Name;

impl Lower<'_> {
    /// What must hold. Variables introduced here live in the rule, or in the part in hand when one is open.
    pub fn condition(&mut self, condition: &ast::Condition) -> Option<Condition> {
        match &condition.kind {
            ConditionKind::One(statement) => self.statement(statement),
            ConditionKind::And(statements) => {
                let all = self.each_statement(statements)?;
                let items = all
                    .into_iter()
                    .zip(statements)
                    .map(|(condition, own)| Item {
                        label: String::new(),
                        words: self.words_of(own.span),
                        condition,
                    });
                Some(Condition::All(items.collect()))
            }
            ConditionKind::Or(statements) => {
                let mut any = Vec::new();
                for statement in statements {
                    any.push(self.in_part(|lower| lower.statement(statement)));
                }
                let any: Option<Vec<Condition>> = any.into_iter().collect();
                Some(Condition::Any(items(any?)))
            }
            ConditionKind::List(list) => self.list(list),
        }
    }

    fn each_statement(&mut self, statements: &[ast::Statement]) -> Option<Vec<Condition>> {
        let all: Vec<Option<Condition>> =
            statements.iter().map(|one| self.statement(one)).collect();
        all.into_iter().collect()
    }

    fn list(&mut self, list: &ConditionList) -> Option<Condition> {
        let mut all: Vec<Option<Item>> = Vec::new();
        for item in &list.items {
            let read = |lower: &mut Self| lower.item_content(&item.content);
            let condition = match list.quantifier {
                Quantifier::All => read(self),
                Quantifier::Any | Quantifier::None => self.in_part(read),
            };
            let said = content_span(self.choose(&item.content));
            let words = self.words_of(said);
            all.push(condition.map(|condition| Item {
                label: label(item),
                words,
                condition,
            }));
        }
        let all: Option<Vec<Item>> = all.into_iter().collect();
        Some(match list.quantifier {
            Quantifier::All => Condition::All(all?),
            Quantifier::Any => Condition::Any(all?),
            Quantifier::None => Condition::NoneOf(all?),
        })
    }

    fn item_content(&mut self, content: &ast::WithAlternatives<ItemContent>) -> Option<Condition> {
        match self.choose(content) {
            ItemContent::Statements(condition) => self.condition(condition),
            ItemContent::List(list) => self.list(list),
        }
    }

    fn statement(&mut self, statement: &ast::Statement) -> Option<Condition> {
        match &statement.kind {
            StatementKind::Says(phrase) => self.says(phrase),
            StatementKind::Judged { by, concept } => {
                let assessor = match by {
                    Some(by) => Some(self.role(by)?),
                    None => None,
                };
                self.concept_phrase(concept, Proof::MustBeJudged { assessor })
            }
            StatementKind::Presumed { concept, burden } => {
                let burden = match burden {
                    ast::Burden::Party(phrase) => {
                        let np = self.noun_phrase(phrase, Some(&Type::Party))?;
                        match self.noun(&np)? {
                            Expression::Party(name) => Burden::Party(name),
                            other => Burden::InHand(Box::new(other)),
                        }
                    }
                    ast::Burden::Anyone => Burden::Anyone,
                };
                self.concept_phrase(concept, Proof::Presumed { burden })
            }
            StatementKind::Proved { by, concept } => {
                let by = Burden::Party(self.role(by)?);
                self.concept_phrase(concept, Proof::MustBeProved { by })
            }
            StatementKind::Compares {
                left,
                negated,
                comparator,
                right,
            } => self.compares(left, *negated, *comparator, right),
            StatementKind::OneOf {
                left,
                negated,
                options,
            } => self.one_of(left, *negated, options),
            StatementKind::SamePeriod {
                left,
                negated,
                period,
                right,
            } => self
                .same_period(left, period, right)
                .map(|same| negate(*negated, same)),
            StatementKind::May {
                holder,
                negated,
                conduct,
            } => self.may(holder, *negated, conduct),
            StatementKind::LongerThan {
                statement,
                in_total,
                period,
                after,
            } => {
                let of = Box::new(self.says(statement)?);
                let duration = self.period(period)?;
                let after = match after {
                    Some(after) => Some(self.moment(after)?),
                    None => None,
                };
                Some(Condition::LongerThan {
                    of,
                    duration,
                    after,
                    in_total: *in_total,
                })
            }
        }
    }

    /// A party by its role: `the supplier`.
    pub fn role(&mut self, phrase: &ast::Phrase) -> Option<Name> {
        let np = self.noun_phrase(phrase, Some(&Type::Party))?;
        match self.noun(&np)? {
            Expression::Party(name) => Some(name),
            _other => {
                self.refuse(
                    Problem::error(
                        "no-party",
                        format!("`{}` is not one of the parties by name", np.words),
                    )
                    .at(np.span, "a named party is needed here")
                    .help("say `the supplier` or `the client`"),
                );
                None
            }
        }
    }

    fn concept_phrase(&mut self, phrase: &ast::Phrase, proof: Proof) -> Option<Condition> {
        let matched = self.match_statement(phrase)?;
        self.concept(&matched, proof)
    }

    fn compares(
        &mut self,
        left: &ast::Expression,
        negated: bool,
        comparator: Comparator,
        right: &ast::Expression,
    ) -> Option<Condition> {
        let (left_value, left_type) = self.value(left)?;
        let (right_value, right_type) = self.value(right)?;
        if !comparable(&left_type, &right_type) {
            self.refuse(
                Problem::error(
                    "cannot-compare",
                    format!("{left_type} cannot be compared with {right_type}"),
                )
                .at(left.span, format!("{left_type}"))
                .at(right.span, format!("{right_type}"))
                .maybe_help(comparison_help(&left_type, &right_type)),
            );
            return None;
        }
        self.not_two_figures((&left_value, left.span), (&right_value, right.span))?;
        self.one_currency((&left_value, left.span), (&right_value, right.span))?;
        let compare = Condition::Compare {
            left: left_value,
            comparison: comparison(comparator),
            right: right_value,
        };
        let compare = self.with_relations(compare);
        Some(if negated {
            Condition::Not(Box::new(compare))
        } else {
            compare
        })
    }

    fn one_of(
        &mut self,
        left: &ast::Phrase,
        negated: bool,
        options: &[ast::Phrase],
    ) -> Option<Condition> {
        let np = self.noun_phrase(left, None)?;
        let value = self.noun(&np)?;
        if let Some(weekdays) = weekdays(options).filter(|_| np.ty == Type::Date) {
            return Some(negate(
                negated,
                Condition::Weekday {
                    day: value,
                    one_of: weekdays,
                },
            ));
        }
        let mut all = Vec::new();
        for option in options {
            all.push(self.option(option, &np));
        }
        let options: Option<Vec<Expression>> = all.into_iter().collect();
        let one_of = Condition::OneOf {
            value,
            options: options?,
        };
        Some(negate(negated, self.with_relations(one_of)))
    }

    fn may(
        &mut self,
        holder: &ast::Phrase,
        negated: bool,
        conduct: &ast::Phrase,
    ) -> Option<Condition> {
        let np = self.noun_phrase(holder, Some(&Type::Party))?;
        let holder = self.noun(&np)?;
        let matched = self.match_conduct(conduct)?;
        let under = match &matched.manner.under {
            Some(kinds) => self.provisions(kinds, matched.span)?,
            None => Vec::new(),
        };
        let act = self.name_of_conduct(&matched)?;
        Some(negate(negated, Condition::May { holder, act, under }))
    }

    /// The name in reports of what a bare sentence is about.
    pub fn name_of_conduct(&mut self, matched: &Matched) -> Option<Name> {
        use crate::check::vocabulary::SentenceKind;
        match &self.vocabulary.sentences[matched.sentence].kind {
            SentenceKind::Act { .. } => {
                let act = self.act_of(matched)?;
                Some(act.called())
            }
            SentenceKind::Conduct { conduct, .. } => self
                .vocabulary
                .conducts
                .get(conduct)
                .map(|word| word.called.clone()),
            SentenceKind::State { .. }
            | SentenceKind::Truth { .. }
            | SentenceKind::Concept { .. }
            | SentenceKind::Measure { .. } => {
                self.refuse(
                    Problem::error("not-conduct", "this is nothing that a party can do")
                        .at(matched.span, "an act or a conduct is needed here"),
                );
                None
            }
        }
    }

    /// An enumerated value, or any other value of the type of the left side.
    pub fn option(&mut self, phrase: &ast::Phrase, left: &Np) -> Option<Expression> {
        if let Some(value) = self.said_value(phrase, &left.ty) {
            return Some(Expression::Literal(value));
        }
        if let NpKind::Measure { .. } = left.kind
            && left.ty == Type::Any
        {
            return Some(super::binding::symbol(phrase));
        }
        if let Type::Symbol(values) = &left.ty {
            let values = values.clone();
            self.unknown_value(phrase, &values);
            return None;
        }
        if left.ty == Type::Form && !self.names_something(phrase) {
            self.unknown_form(phrase);
            return None;
        }
        let np = self.noun_phrase(phrase, None)?;
        self.noun(&np)
    }

    fn names_something(&self, phrase: &ast::Phrase) -> bool {
        let tokens = crate::check::phrase::tokens_of_phrase(phrase);
        !self.chart(&tokens).whole_noun_phrase().is_empty()
    }

    /// A value as a clause says it. Words are the name of a value only where the values are declared; a service is one word.
    pub fn said_value(&self, phrase: &ast::Phrase, ty: &Type) -> Option<crate::value::Value> {
        use crate::value::Value;
        if let Some(ast::Token {
            kind: ast::TokenKind::Quoted(text),
            ..
        }) = phrase.only()
        {
            return match ty {
                Type::Text => Some(Value::Text(text.to_string())),
                Type::Service => Some(Value::Service(text.to_string())),
                _ => None,
            };
        }
        match ty {
            // A text is quoted; the head of a claim is told by its name.
            Type::Text => {
                let word = phrase.only().and_then(ast::Token::word)?;
                let mut heads = self.vocabulary.heads.values();
                let is_head = heads.any(|head| head.head.head == *word);
                is_head.then(|| Value::Text(word.to_owned()))
            }
            Type::Service => phrase
                .only()
                .and_then(ast::Token::word)
                .map(|word| Value::Service(word.to_lowercase())),
            Type::Party => {
                let value = crate::check::vocabulary::value_of(phrase, ty)?;
                let known = value
                    .as_name()
                    .is_some_and(|name| self.vocabulary.parties.contains_key(name));
                known.then_some(value)
            }
            Type::Form => {
                let value = crate::check::vocabulary::value_of(phrase, ty)?;
                let known = value
                    .as_name()
                    .is_some_and(|name| self.vocabulary.forms.contains_key(name));
                known.then_some(value)
            }
            Type::Either(all) => all.iter().find_map(|one| self.said_value(phrase, one)),
            Type::List(of) => {
                let value = self.said_value(phrase, of)?;
                Some(Value::List(vec![value]))
            }
            _ => crate::check::vocabulary::value_of(phrase, ty),
        }
    }

    fn unknown_value(&mut self, phrase: &ast::Phrase, values: &[Name]) {
        let words: Vec<String> = crate::check::phrase::tokens_of_phrase(phrase)
            .iter()
            .map(|token| token.text.to_lowercase())
            .collect();
        let said = crate::check::phrase::name_of(&words);
        let known: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
        let near = crate::check::vocabulary::nearest_name(&said, values.iter());
        let help =
            near.unwrap_or_else(|| format!("it is one of {}", super::noun::list_in_words(&known)));
        self.refuse(
            Problem::error(
                "no-such-value",
                format!(
                    "`{}` is none of the values that are told here",
                    words.join(" ")
                ),
            )
            .at(phrase.span, "this value is not declared")
            .help(help),
        );
    }
}

/// The place of what an item says, without its mark and its alternatives.
fn content_span(content: &ItemContent) -> crate::source::Span {
    match content {
        ItemContent::Statements(condition) => condition.span,
        ItemContent::List(list) => list.span,
    }
}

fn label(item: &ast::ConditionItem) -> String {
    if let Some(name) = &item.name {
        return name.text.clone();
    }
    mark(item.mark)
}

/// `(1)`, `(b)`
pub fn mark(mark: ast::Mark) -> String {
    if !mark.letter {
        return format!("({})", mark.ordinal);
    }
    let letter = char::from_u32(u32::from('a') + mark.ordinal.saturating_sub(1));
    format!("({})", letter.unwrap_or('?'))
}

/// A condition, or that it does not hold.
pub fn negate(negated: bool, condition: Condition) -> Condition {
    if negated {
        Condition::Not(Box::new(condition))
    } else {
        condition
    }
}

fn comparison(comparator: Comparator) -> Comparison {
    match comparator {
        Comparator::MoreThan | Comparator::LaterThan | Comparator::After => Comparison::More,
        Comparator::LessThan | Comparator::EarlierThan | Comparator::Before => Comparison::Less,
        Comparator::AtLeast | Comparator::OnOrAfter => Comparison::AtLeast,
        Comparator::AtMost | Comparator::OnOrBefore => Comparison::AtMost,
        Comparator::On => Comparison::Equal,
    }
}

/// Whether one can be more or less than the other.
fn comparable(left: &Type, right: &Type) -> bool {
    let ordered = |ty: &Type| {
        matches!(
            ty,
            Type::Money | Type::Date | Type::Number | Type::Percent | Type::Duration | Type::Any
        )
    };
    match (left, right) {
        (Type::Either(all), other) | (other, Type::Either(all)) => {
            all.iter().any(|one| comparable(one, other))
        }
        (left, right) => ordered(left) && ordered(right) && left.fits(right),
    }
}

fn comparison_help(left: &Type, right: &Type) -> Option<String> {
    match (left, right) {
        (Type::Money, Type::Number) | (Type::Number, Type::Money) => {
            Some("write the amount with its currency: `EUR 500.00`".to_owned())
        }
        (Type::Date, Type::Duration) | (Type::Duration, Type::Date) => {
            Some("say from which day the period runs: `14 days after …`".to_owned())
        }
        _ => None,
    }
}

fn weekdays(options: &[ast::Phrase]) -> Option<Vec<u8>> {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    options
        .iter()
        .map(|option| {
            let word = option.only()?.word()?.to_lowercase();
            let at = DAYS.iter().position(|day| *day == word)?;
            u8::try_from(at + 1).ok()
        })
        .collect()
}

/// All of several conditions, kept as one list when the first is a list already.
pub fn and(first: Condition, second: Condition) -> Condition {
    match (first, second) {
        (Condition::Always, other) | (other, Condition::Always) => other,
        (Condition::All(mut items), other) => {
            items.push(unnamed(other));
            Condition::All(items)
        }
        (first, second) => all_of(vec![first, second]),
    }
}
