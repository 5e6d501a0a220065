//! Headings of pieces, and the settings of terms.

use pest::iterators::Pair;

use crate::syntax::ast::{
    ClauseKind, ClauseName, Label, Provision, Quoted, Setting, SettingKind, Version,
};
use crate::syntax::build::figure::one_blank;
use crate::syntax::build::{Builder, Built, Cursor};
use crate::syntax::grammar::Rule;
use crate::value::Rounding;

/// What a heading says, before the rest of its piece is read.
#[derive(Debug)]
pub(in crate::syntax) enum Heading {
    /// `Terms klantfocus, version 1.`
    Terms(Label, Version),
    /// `Amendment of klantfocus, version 2, from version 1.`
    Amendment(Label, Version, Version),
    /// `Replace clause 5.a by:`
    Replace(ClauseName),
    /// `Insert clause 5.e after 5.d:`
    Insert(ClauseName, Provision),
    /// `Insert article 9 after article 8: Levering.`
    InsertArticle(Label, Label, Quoted),
    /// `Repeal clause 9.c.`
    Repeal(Provision),
    /// `Rename article 5: Betaling.`
    Rename(Label, Quoted),
    /// `Article 5. Betaling`
    Article(Label, Option<Quoted>),
    /// `Clause 5.a`
    Clause(ClauseName),
    /// `Table "6:119a BW".`
    Table(Quoted),
}

impl Builder {
    /// A heading of terms, an amendment, an article, a clause or a table.
    pub fn heading(&self, pair: Pair<'_, Rule>) -> Built<Heading> {
        let kind = pair.as_rule();
        let mut parts = self.cursor(pair);
        parts.next();
        Ok(match kind {
            Rule::terms_heading => {
                let id = self.label(&parts.next());
                Heading::Terms(
                    id,
                    self.version(&parts.find(Rule::version).expect("a version follows")),
                )
            }
            Rule::amendment_heading => {
                let id = self.label(&parts.next());
                let mut version = || {
                    let found = parts.find(Rule::version);
                    self.version(&found.expect("the grammar puts two versions here"))
                };
                Heading::Amendment(id, version(), version())
            }
            Rule::replace_heading => Heading::Replace(self.clause_name(parts.next())?),
            Rule::insert_heading => {
                if let Some(number) = parts.take(Rule::article_number) {
                    return Ok(self.inserted_article(&number, parts));
                }
                let name = self.clause_name(parts.next())?;
                parts.need(Rule::kw_after);
                parts.skip(Rule::kw_clause);
                Heading::Insert(name, self.single_provision(&parts.next())?)
            }
            Rule::repeal_heading => Heading::Repeal(self.single_provision(&parts.next())?),
            Rule::rename_heading => {
                let article = self.label(&parts.next());
                let title = parts.find(Rule::new_title);
                Heading::Rename(
                    article,
                    self.quoted(&title.expect("a title follows the colon")),
                )
            }
            Rule::article_heading => {
                let number = self.label(&parts.next());
                let title = parts.find(Rule::title);
                Heading::Article(number, title.map(|title| self.quoted(&title)))
            }
            Rule::clause_heading => Heading::Clause(self.clause_name(parts.next())?),
            _ => Heading::Table(self.quoted(&parts.next())),
        })
    }

    /// `Insert article 9 after article 8: Levering.`, behind the first number.
    fn inserted_article(&self, number: &Pair<'_, Rule>, mut parts: Cursor<'_>) -> Heading {
        parts.need(Rule::kw_after);
        parts.need(Rule::kw_article);
        let after = self.label(&parts.next());
        let title = parts.find(Rule::new_title);
        let title = title.expect("a title follows the colon");
        Heading::InsertArticle(self.label(number), after, self.quoted(&title))
    }

    fn clause_name(&self, pair: Pair<'_, Rule>) -> Built<ClauseName> {
        let span = self.span(&pair);
        let written = self.cursor(pair).next();
        let (kind, text) = match written.as_rule() {
            Rule::law_reference => (ClauseKind::OfCode, one_blank(written.as_str())),
            Rule::quoted => (ClauseKind::Quoted, self.quoted(&written).text),
            _ => (ClauseKind::Numbered, written.as_str().to_owned()),
        };
        let id = self.clause_id_of(&written, &text)?;
        Ok(ClauseName { id, kind, span })
    }

    /// `half up to the cent`
    pub fn way_of_rounding(mut words: Cursor<'_>) -> Rounding {
        match words.next().as_rule() {
            Rule::kw_half_to_the_even_cent => Rounding::HalfToEven,
            Rule::kw_up_to_the_cent => Rounding::Up,
            Rule::kw_down_to_the_cent => Rounding::Down,
            _ => Rounding::HalfUp,
        }
    }

    /// A sentence below `Terms` or `Amendment`.
    pub fn setting(&self, pair: Pair<'_, Rule>) -> Built<Setting> {
        let mut whole = self.cursor(pair);
        let form = whole.next();
        let stop = whole.need(Rule::stop);
        let span = self.span(&form).to(self.span(&stop));
        let kind = form.as_rule();
        let mut words = self.cursor(form);
        let kind = match kind {
            Rule::set_in_writing => {
                let forms: Built<Vec<_>> =
                    words.all(Rule::subject).map(|s| self.phrase(s)).collect();
                SettingKind::InWriting(forms?)
            }
            Rule::set_calls => {
                words.need(Rule::kw_the_wording_calls);
                let party = self.phrase(words.need(Rule::called_party))?;
                let names = words.all(Rule::quoted);
                SettingKind::Calls {
                    party,
                    names: names.map(|name| self.quoted(&name)).collect(),
                }
            }
            Rule::set_rounding => {
                words.need(Rule::kw_the_rounding_is);
                let way = words.need(Rule::way_of_rounding);
                SettingKind::Rounding(Self::way_of_rounding(self.cursor(way)))
            }
            _ => {
                words.next();
                let value = words.next();
                match kind {
                    Rule::set_title => SettingKind::Title(self.quoted(&value)),
                    Rule::set_law => SettingKind::Law(self.quoted(&value)),
                    _ => SettingKind::Date(self.date(&value)?),
                }
            }
        };
        Ok(Setting { kind, span })
    }
}
