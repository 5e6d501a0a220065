//! The order in which a payment settles claims.

use crate::check::lower::Lower;
use crate::check::phrase::{NpKind, PartyWord, Token};
use crate::check::program::{Allocation, Body, Expression, Tier, TierOrder};
use crate::source::{Problem, Span};
use crate::syntax::ast;
use crate::value::Name;

impl Lower<'_> {
    /// `a payment by the client settles the following in this order: …`; `any payment by …` also where the act says what it is for.
    pub fn settles(
        &mut self,
        what: &ast::Phrase,
        ranks: &[ast::Rank],
        claim_by_claim: bool,
    ) -> Option<Body> {
        let payer = self.payer(what)?;
        let any = self
            .tokens(what)?
            .first()
            .is_some_and(|token| token.is("any"));
        let mut tiers: Vec<Tier> = Vec::new();
        let mut seen: Vec<(Tier, Span)> = Vec::new();
        for rank in ranks {
            let content = self.choose(&rank.content);
            let tier = self.tier(content)?;
            for (one, phrase) in single(&tier).zip(&content.heads) {
                if let Some((_, first)) = seen.iter().find(|(known, _)| *known == one) {
                    self.refuse(ranked_twice(phrase, *first));
                }
                seen.push((one, phrase.span));
            }
            tiers.push(tier);
        }
        Some(Body::Allocation(Allocation {
            payer,
            any,
            tiers,
            residue_is_credit: false,
            claim_by_claim,
        }))
    }

    /// `a payment by the client`
    pub fn payer(&mut self, what: &ast::Phrase) -> Option<Expression> {
        let tokens = self.tokens(what)?;
        let chart = self.chart(&tokens);
        let by = chart.words.iter().rposition(|word| word == "by");
        let found = by.and_then(|at| chart.noun_phrases(at + 1, tokens.len()).first().cloned());
        if let Some(np) = found {
            if let NpKind::AnyParty(PartyWord::A | PartyWord::Each | PartyWord::Anyone) = np.kind {
                return Some(self.each_party());
            }
            self.noun(&np)
        } else {
            self.refuse(
                Problem::error("whose-payment", "it is not said whose payments these are")
                    .at(what.span, "a payment by whom?")
                    .help("say `A payment by the client settles …`"),
            );
            None
        }
    }

    fn each_party(&mut self) -> Expression {
        let id = self.scope.add(crate::check::program::Variable {
            noun: "party".to_owned(),
            sort: crate::check::program::Sort::Party,
            generator: crate::check::program::Generator::EachParty,
        });
        Expression::Variable(id)
    }

    fn tier(&mut self, content: &ast::RankContent) -> Option<Tier> {
        let mut tier = Tier {
            heads: Vec::new(),
            due: None,
            order: Vec::new(),
        };
        for phrase in &content.heads {
            let tokens = self.tokens(phrase)?;
            match in_words(&tokens).as_str() {
                "what is due" => tier.due = Some(true),
                "what is not yet due" => tier.due = Some(false),
                "every other debt" => {}
                words => {
                    if let Some(head) = self.head_of_rank(&tokens, words) {
                        tier.heads.push(head);
                    } else {
                        self.unknown_rank(phrase, words);
                        return None;
                    }
                }
            }
        }
        for phrase in &content.orders {
            let order = self.order(phrase)?;
            match order {
                Ordered::By(order) => tier.order.push(order),
                Ordered::Due(due) => tier.due = Some(due),
            }
        }
        Some(tier)
    }

    /// A head of claims, or one that several heads share: `interest`.
    fn head_of_rank(&self, tokens: &[Token], words: &str) -> Option<Name> {
        if let Some((_, head)) = self.vocabulary.head_named(tokens) {
            return Some(head.head.head.clone());
        }
        let shared = self
            .vocabulary
            .heads
            .values()
            .find(|head| head.head.head.in_words() == words);
        shared.map(|head| head.head.head.clone())
    }

    fn unknown_rank(&mut self, phrase: &ast::Phrase, words: &str) {
        self.refuse(
            Problem::error("unknown-rank", format!("`{words}` is no rank of claims"))
                .at(phrase.span, "no head of claims has this name")
                .help("a rank is a head of claims, `what is due`, `what is not yet due` or `every other debt`"),
        );
    }

    fn order(&mut self, phrase: &ast::Phrase) -> Option<Ordered> {
        let tokens = self.tokens(phrase)?;
        let words = in_words(&tokens);
        let by = |order| Some(Ordered::By(order));
        match words.as_str() {
            "the oldest first" => by(TierOrder::Oldest),
            "by due day" => by(TierOrder::ByDueDay),
            "by own last timely day" => by(TierOrder::ByOwnLastTimelyDay),
            "by order of arising" => by(TierOrder::ByOrderOfArising),
            "capitalised before running" => by(TierOrder::CapitalisedBeforeRunning),
            "the designated first" => by(TierOrder::DesignatedFirst),
            "the most onerous first" => by(TierOrder::MostOnerousFirst),
            "in proportion" => by(TierOrder::InProportion),
            "what is due" | "due" => Some(Ordered::Due(true)),
            "what is not yet due" | "not yet due" => Some(Ordered::Due(false)),
            other => {
                let found = self.by_field(other).or_else(|| by_name(other));
                if found.is_none() {
                    self.unknown_order(phrase, other);
                }
                found.map(Ordered::By)
            }
        }
    }

    /// `by invoice date`
    fn by_field(&self, words: &str) -> Option<TierOrder> {
        let label: Vec<String> = words
            .strip_prefix("by ")?
            .split(' ')
            .map(str::to_owned)
            .collect();
        let found = self
            .vocabulary
            .labels_at(&label)
            .find(|one| one.words == label)?;
        Some(TierOrder::ByField(found.fields.first()?.field.clone()))
    }

    fn unknown_order(&mut self, phrase: &ast::Phrase, words: &str) {
        self.refuse(
            Problem::error("unknown-order", format!("`{words}` is no order of claims"))
                .at(phrase.span, "claims cannot be put in order by this")
                .help("say `the oldest first`, `by due day`, `by <date field>`, `by own last timely day`, `by order of arising`, `contractual before statutory`, `capitalised before running`, `the designated first`, `the most onerous first` or `in proportion`"),
        );
    }
}

/// The heads of a rank, each as a rank by itself: what is due and what is not yet due are two.
fn single(tier: &Tier) -> impl Iterator<Item = Tier> {
    let alone = |heads: Vec<Name>| Tier {
        heads,
        due: tier.due,
        order: Vec::new(),
    };
    let heads = tier.heads.iter().map(move |head| alone(vec![head.clone()]));
    let rest = tier.heads.is_empty().then(|| alone(Vec::new()));
    heads.chain(rest)
}

fn ranked_twice(phrase: &ast::Phrase, first: Span) -> Problem {
    Problem::error("ranked-twice", "this has its place in the order already")
        .at(phrase.span, "named again here, where nothing of it is left")
        .at(first, "its place")
        .help("leave one of them out")
}

enum Ordered {
    By(TierOrder),
    Due(bool),
}

/// `contractual before statutory`
fn by_name(words: &str) -> Option<TierOrder> {
    let names: Vec<Name> = words.split(" before ").map(Name::new).collect();
    (names.len() > 1).then_some(TierOrder::ByName(names))
}

fn in_words(tokens: &[Token]) -> String {
    let words: Vec<String> = tokens
        .iter()
        .map(|token| token.text.to_lowercase())
        .collect();
    words.join(" ")
}
