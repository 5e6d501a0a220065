//! Which lines can stand below which words of the vocabulary.

use crate::syntax::ast::{DeclarationWord, LineKind};

/// Whether a line can stand below a word of the vocabulary.
pub(super) fn fits(word: DeclarationWord, line: &LineKind) -> bool {
    use DeclarationWord as W;
    match line {
        LineKind::Field(_) => matches!(
            word,
            W::Party | W::Thing | W::Record | W::Act | W::Occurrence
        ),
        LineKind::Is { .. }
        | LineKind::BringsAbout(_)
        | LineKind::Needs(_)
        | LineKind::FormsAgreement { .. }
        | LineKind::Role(_) => {
            matches!(word, W::Act | W::Occurrence)
        }
        LineKind::Presupposes(_) | LineKind::TooLateIf(_) => word == W::Act,
        LineKind::InOrder { .. } => matches!(word, W::Act | W::Occurrence),
        LineKind::ExactlyOneOf(_) | LineKind::AddsUp { .. } | LineKind::ListAddsUp { .. } => {
            matches!(word, W::Act | W::Occurrence | W::Record)
        }
        LineKind::Called(_) => matches!(word, W::Act | W::Occurrence | W::Conduct | W::State),
        LineKind::PayingCalled(_) | LineKind::Named { .. } => word == W::Head,
        LineKind::PaidInMoney { .. }
        | LineKind::BreachedIf(_)
        | LineKind::NotOwedIf(_)
        | LineKind::PerformedWhen(_) => word == W::Conduct,
        LineKind::SuspendedWhile(_) => matches!(word, W::Act | W::Conduct),
        LineKind::Reported { .. }
        | LineKind::NotReported
        | LineKind::BeginsWhen(_)
        | LineKind::EndsWhen(_)
        | LineKind::StoodBefore(_)
        | LineKind::TakesAway { .. }
        | LineKind::RefusesClaim(_) => word == W::State,
        LineKind::HoldsIf(_) => matches!(word, W::State | W::Conclusion),
        LineKind::Type(_) => matches!(word, W::Measure | W::Concept),
        LineKind::Kernel(_) => matches!(word, W::Measure | W::State),
        LineKind::Defined { .. } => word == W::Measure,
        LineKind::Kind { .. } => word == W::Kind,
        LineKind::About(_) => matches!(word, W::Concept | W::Conduct),
        LineKind::Default(_) | LineKind::DayByDay | LineKind::JudgedBy(_) => word == W::Concept,
    }
}

/// What can stand below a word of the vocabulary.
pub(super) fn lines_of(word: DeclarationWord) -> &'static str {
    match word {
        DeclarationWord::Party | DeclarationWord::Thing | DeclarationWord::Record => {
            "below it stand fields: `It tells the amount (amount: money).`"
        }
        DeclarationWord::Act | DeclarationWord::Occurrence => {
            "below it stand `It is a declaration of …`, `It brings about …`, fields, `It needs a power.`, `It presupposes that …`, `It comes too late if …`, `It is suspended while …`, `It is called …`"
        }
        DeclarationWord::Conduct => {
            "below it stand `It is paid in money, as …: …`, `It is performed when …`, `It is breached if …`, `It is not owed if …`, `It is suspended while …`, `It is called …`"
        }
        DeclarationWord::State => {
            "below it stand `It begins when …`, `It ends when …`, `It holds if …`, `It is reported with …`, `It is called …`"
        }
        DeclarationWord::Conclusion => "below it stands `It holds if …`",
        DeclarationWord::Measure => {
            "below it stand its type (`It is money.`) and its definition (`It is the sum of …`)"
        }
        DeclarationWord::Concept => {
            "below it stand `It is about …`, `It must be assessed.`, `It is judged by …`, `It is judged from day to day.`, its type"
        }
        DeclarationWord::Kind => "below it stands `It is a claim whose head is …`",
        DeclarationWord::Head => "below it stand `It is interest named …`, `Paying it is called …`",
        DeclarationWord::Form => "nothing stands below a form",
    }
}
