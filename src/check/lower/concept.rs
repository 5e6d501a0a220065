//! Open concepts in conditions: what they are about, and how they count until somebody assesses them.

use crate::check::lower::Lower;
use crate::check::phrase::{Matched, Np};
use crate::check::program::{Condition, Expression, Generator, Proof, Variable};
use crate::check::vocabulary::{SentenceKind, Type};
use crate::source::Problem;
use crate::value::Name;

impl Lower<'_> {
    pub(super) fn bare_concept(&mut self, concept: &Name, matched: &Matched) {
        let words = self
            .vocabulary
            .concepts
            .get(concept)
            .map_or("", |word| &word.words);
        self.refuse(
            Problem::error("bare-concept", "an open concept stands here as if it were a fact")
                .at(matched.span, "who judges this, and what counts until then?")
                .help(format!("say `it must be judged whether {words}`, `{words}, unless the supplier proves otherwise`, or `the client proves that {words}`")),
        );
    }

    /// An open concept with the way in which it counts until it is assessed.
    pub fn concept(&mut self, matched: &Matched, proof: Proof) -> Option<Condition> {
        let SentenceKind::Concept { concept } =
            self.vocabulary.sentences[matched.sentence].kind.clone()
        else {
            self.refuse(
                Problem::error(
                    "not-a-concept",
                    "only an open concept is judged, presumed or proved",
                )
                .at(
                    matched.span,
                    "this is a fact, a state or a conclusion: it holds or it does not",
                )
                .help("leave out who judges or proves it"),
            );
            return None;
        };
        let fitting = self.subject_fill(&concept, matched);
        let subject = match fitting {
            Some(fill) => Some(self.noun(&fill)?),
            None => self
                .subject_in_scope(&concept)
                .or_else(|| self.subject_by_act(&concept)),
        };
        let negated = matched.is_negated();
        let proof = self.judged_by_whom(&concept, proof);
        let condition = Condition::Concept {
            concept,
            subject,
            proof: if negated {
                proof.of_the_contrary()
            } else {
                proof
            },
        };
        let condition = self.with_relations(condition);
        Some(if negated {
            Condition::Not(Box::new(condition))
        } else {
            condition
        })
    }

    /// Who judges it: the party that the rule names, or else the one that the declaration of the concept names.
    fn judged_by_whom(&self, concept: &Name, proof: Proof) -> Proof {
        match proof {
            Proof::MustBeJudged { assessor: None } => {
                let declared = self.vocabulary.concepts.get(concept);
                let assessor = declared.and_then(|word| word.assessor.clone());
                Proof::MustBeJudged { assessor }
            }
            named @ (Proof::MustBeJudged { .. }
            | Proof::Presumed { .. }
            | Proof::MustBeProved { .. }) => named,
        }
    }

    /// What the sentence names of the things that the concept is about.
    fn subject_fill(&self, concept: &Name, matched: &Matched) -> Option<Np> {
        use crate::check::vocabulary::About;
        let word = self.vocabulary.concepts.get(concept)?;
        let fits = |np: &&Np| {
            word.about.iter().any(|about| match about {
                About::Type(ty) => np.ty.fits(ty),
                About::Party(_) => np.ty == Type::Party,
            })
        };
        matched.fills.iter().flatten().find(fits).cloned()
    }

    /// In a power: the thing that the act under judgement brings about, when the concept is about such a thing.
    fn subject_by_act(&mut self, concept: &Name) -> Option<Expression> {
        use crate::check::vocabulary::About;
        let word = self.vocabulary.concepts.get(concept)?;
        let of_act = |about: &About| match about {
            About::Type(ty @ Type::Thing(events)) => events
                .iter()
                .any(|event| self.act_itself.contains(event))
                .then(|| ty.clone()),
            About::Type(_) | About::Party(_) => None,
        };
        let ty = word.about.iter().find_map(of_act)?;
        let nouns = self.vocabulary.nouns.iter();
        let words = nouns
            .into_iter()
            .find(|(_, noun)| noun.ty == ty)?
            .1
            .words
            .clone();
        let id = self.scope.add(Variable {
            noun: words.join(" "),
            sort: ty.sort(),
            generator: Generator::ActItself,
        });
        let span = word.span;
        self.scope
            .introduce(&words, ty, Expression::Variable(id), span);
        Some(Expression::Variable(id))
    }
}
