//! Words that the kernel itself uses: common fields of events, fields that roles read, values of judgements.

use crate::engine::names::{Names, Symbol};

/// The words, by number.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// `date`
    pub date: Symbol,
    /// `by`
    pub by: Symbol,
    /// `form`
    pub form: Symbol,
    /// `sent_on`
    pub sent_on: Symbol,
    /// `received_on`
    pub received_on: Symbol,
    /// `agreement`
    pub agreement: Symbol,
    /// `services`
    pub services: Symbol,
    /// `agreements`
    pub agreements: Symbol,
    /// `express`
    pub express: Symbol,
    /// `amount`
    pub amount: Symbol,
    /// `designated`
    pub designated: Symbol,
    /// `against`
    pub against: Symbol,
    /// `counterclaim`
    pub counterclaim: Symbol,
    /// `effective_date`
    pub effective_date: Symbol,
    /// `invoice`
    pub invoice: Symbol,
    /// `retroactive`
    pub retroactive: Symbol,
    /// `concept`
    pub concept: Symbol,
    /// `subject`
    pub subject: Symbol,
    /// `value`
    pub value: Symbol,
    /// `provision`
    pub provision: Symbol,
    /// `conduct`
    pub conduct: Symbol,
    /// `parameter`
    pub parameter: Symbol,
    /// `changes`
    pub changes: Symbol,
    /// `paid_for`: the measure that says for whom somebody pays who is no party.
    pub paid_for: Symbol,
    /// `interest_free_from`: the measure of the first day on which what a payment settles bears no interest.
    pub interest_free_from: Symbol,
    /// `claim`
    pub claim: Symbol,
    /// `holds`
    pub holds: Symbol,
    /// `does_not_hold`
    pub does_not_hold: Symbol,
    /// The supplier.
    pub supplier: Symbol,
    /// The client.
    pub client: Symbol,
    /// The agreement that is taken to stand when no event forms one.
    pub the_agreement: Symbol,
}

impl Known {
    /// The words in a table of names.
    pub fn of(names: &Names) -> Self {
        Self {
            date: names.text("date"),
            by: names.text("by"),
            form: names.text("form"),
            sent_on: names.text("sent_on"),
            received_on: names.text("received_on"),
            agreement: names.text("agreement"),
            services: names.text("services"),
            agreements: names.text("agreements"),
            express: names.text("express"),
            amount: names.text("amount"),
            designated: names.text("designated"),
            against: names.text("against"),
            counterclaim: names.text("counterclaim"),
            effective_date: names.text("effective_date"),
            invoice: names.text("invoice"),
            retroactive: names.text("retroactive"),
            concept: names.text("concept"),
            subject: names.text("subject"),
            value: names.text("value"),
            provision: names.text("provision"),
            conduct: names.text("conduct"),
            parameter: names.text("parameter"),
            changes: names.text("changes"),
            paid_for: names.text("paid_for"),
            interest_free_from: names.text("interest_free_from"),
            claim: names.text("claim"),
            holds: names.text("holds"),
            does_not_hold: names.text("does_not_hold"),
            supplier: names.text("supplier"),
            client: names.text("client"),
            the_agreement: names.text("the agreement"),
        }
    }
}
