//! Phrases, names, texts in quotes, references.

use pest::iterators::Pair;

use crate::source::Problem;
use crate::syntax::ast::{
    Alternative, Label, Phrase, Provision, ProvisionKind, Provisions, Quoted, Token, TokenKind,
    Under, WithAlternatives,
};
use crate::syntax::build::figure::one_blank;
use crate::syntax::build::{Builder, Built};
use crate::syntax::grammar::Rule;
use crate::value::{ClauseId, Name};

impl Builder {
    /// Words between two joints.
    pub(super) fn phrase(&self, pair: Pair<'_, Rule>) -> Built<Phrase> {
        let span = self.span(&pair);
        let tokens: Built<Vec<Token>> = pair.into_inner().map(|token| self.atom(token)).collect();
        Ok(Phrase {
            tokens: tokens?,
            span,
        })
    }

    /// One token of a phrase.
    pub(super) fn atom(&self, pair: Pair<'_, Rule>) -> Built<Token> {
        match pair.as_rule() {
            Rule::money => self.money(&pair),
            Rule::percent => self.percent(&pair),
            Rule::date => self.date(&pair),
            Rule::duration => self.duration(&pair),
            Rule::number => self.number(&pair),
            Rule::quoted => {
                let text = Self::unquoted(&pair);
                Ok(self.token(&pair, TokenKind::Quoted(text.into())))
            }
            Rule::provision_list => {
                let span = self.span(&pair);
                let kind = TokenKind::Provisions(self.ranges(pair)?);
                Ok(Token { kind, span })
            }
            _ => Ok(self.token(&pair, TokenKind::Word(pair.as_str().into()))),
        }
    }

    /// `invoice_issued`
    pub(super) fn label(&self, pair: &Pair<'_, Rule>) -> Label {
        Label {
            name: Name::new(pair.as_str()),
            span: self.span(pair),
        }
    }

    /// `"a text"`
    pub(super) fn quoted(&self, pair: &Pair<'_, Rule>) -> Quoted {
        Quoted {
            text: Self::unquoted(pair).to_owned(),
            span: self.span(pair),
        }
    }

    fn unquoted<'i>(pair: &Pair<'i, Rule>) -> &'i str {
        let written = pair.as_str();
        let inside = written.strip_prefix('"');
        inside
            .and_then(|rest| rest.strip_suffix('"'))
            .unwrap_or(written)
    }

    /// `under R8 due_day or receipt`
    pub(super) fn under(&self, pair: Pair<'_, Rule>) -> Under {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        parts.need(Rule::kw_under);
        let reading = self.label(&parts.need(Rule::reading_id));
        let values = parts.all(Rule::reading_value);
        Under {
            reading,
            values: values.map(|value| self.label(&value)).collect(),
            in_addition: false,
            span,
        }
    }

    /// `(under R8 due_day: …)`, its content read by `build`.
    pub(super) fn alternative<'i, T>(
        &self,
        pair: Pair<'i, Rule>,
        build: impl Fn(Pair<'i, Rule>) -> Built<T>,
    ) -> Built<Alternative<T>> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let mut head = self.cursor(parts.need(Rule::alternative_head));
        head.need(Rule::open_bracket);
        let under = self.under(head.need(Rule::under));
        let content = parts.next();
        if content.as_str().trim() == "nothing" {
            return Err(Box::new(
                Problem::error("alternative-without-words", "an alternative cannot be `nothing`")
                    .at(self.span(&content), "")
                    .help("the main text is the default; write the alternative as a sentence of its own: `Under R14 doubt_required, …`"),
            ));
        }
        let content = build(content)?;
        Ok(Alternative {
            under,
            content,
            span,
        })
    }

    /// Words with the alternatives behind them.
    pub(super) fn with_alternatives<'i, T>(
        &self,
        main: T,
        alternatives: impl Iterator<Item = Pair<'i, Rule>>,
        build: impl Fn(Pair<'i, Rule>) -> Built<T>,
    ) -> Built<WithAlternatives<T>> {
        let alternatives: Built<Vec<_>> = alternatives
            .map(|pair| self.alternative(pair, &build))
            .collect();
        Ok(WithAlternatives {
            main,
            alternatives: alternatives?,
        })
    }

    /// `clauses 3.1, 3.2 and 10.4`
    pub(super) fn provisions(&self, pair: Pair<'_, Rule>) -> Built<Provisions> {
        let span = self.span(&pair);
        let parts = self.cursor(pair).all(Rule::provision);
        let all: Built<Vec<Vec<Provision>>> = parts.map(|part| self.provision(part)).collect();
        Ok(Provisions {
            all: all?.concat(),
            span,
        })
    }

    fn provision(&self, pair: Pair<'_, Rule>) -> Built<Vec<Provision>> {
        let span = self.span(&pair);
        let mut parts = self.cursor(pair);
        parts.skip(Rule::kw_clause);
        let part = parts.next();
        let kind = match part.as_rule() {
            Rule::sentence_reference => {
                let number = self.cursor(part).find(Rule::number);
                let number = number.expect("the grammar puts a number behind `sentence`");
                ProvisionKind::Sentence(self.whole(&number)?.number)
            }
            Rule::article_reference => {
                let number = self.cursor(part).find(Rule::clause_number);
                let number = number.expect("the grammar puts a number behind `article`");
                ProvisionKind::Article(self.clause_id(&number)?)
            }
            Rule::this_clause => ProvisionKind::ThisClause,
            Rule::this_article => ProvisionKind::ThisArticle,
            Rule::these_terms => ProvisionKind::TheseTerms,
            Rule::preceding_clauses => ProvisionKind::PrecedingClauses,
            _ => return Ok(vec![self.range(part)?]),
        };
        Ok(vec![Provision { kind, span }])
    }

    fn ranges(&self, pair: Pair<'_, Rule>) -> Built<Vec<Provision>> {
        let ranges = self.cursor(pair).all(Rule::provision_range);
        ranges.map(|range| self.range(range)).collect()
    }

    /// `8.a to 8.e`, `8.a`
    fn range(&self, pair: Pair<'_, Rule>) -> Built<Provision> {
        let mut parts = self.cursor(pair);
        let span = parts.span;
        let first = self.clause_id(&parts.next())?;
        let kind = if parts.skip(Rule::kw_to) {
            ProvisionKind::Range(first, self.clause_id(&parts.next())?)
        } else {
            ProvisionKind::Clause(first)
        };
        Ok(Provision { kind, span })
    }

    /// One reference as a provision of its own: `after 5.d`.
    pub(super) fn single_provision(&self, pair: &Pair<'_, Rule>) -> Built<Provision> {
        Ok(Provision {
            kind: ProvisionKind::Clause(self.clause_id(pair)?),
            span: self.span(pair),
        })
    }

    /// `5.a`, `6:119a BW`
    pub(super) fn clause_id(&self, pair: &Pair<'_, Rule>) -> Built<ClauseId> {
        self.clause_id_of(pair, &one_blank(pair.as_str()))
    }

    /// The number of a provision that is written as `text`.
    pub(super) fn clause_id_of(&self, pair: &Pair<'_, Rule>, text: &str) -> Built<ClauseId> {
        ClauseId::new(text).map_err(|error| {
            Box::new(
                Problem::error("no-such-number", error.to_string())
                    .at(self.span(pair), "")
                    .help("a clause is named by its number (`5.a`), by an article of a code (`1:1 BW`), or by a text in quotes"),
            )
        })
    }
}
