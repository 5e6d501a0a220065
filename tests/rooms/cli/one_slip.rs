//! One slip in a clause file costs one message: what only follows from what could not be read is not told as well.

use super::{ONE_INVOICE, call_in, folder};

const TERMS: &str = "Terms mine, version 1.
  The title is \"Mine\".
  The law is \"nl\".
  The rounding is half up to the cent.

Head commission reads \"commission\".
Thing sale reads \"a sale\".
Act sale_brought reads \"the supplier brings a sale\".
  It is an act of the supplier.
  It brings about a sale.
  It tells the value (value: money).

Article 1. Betaling

Clause 1.1
> De klant betaalt binnen 10 dagen.

  Reading R1 is day_after, because \"op de laatste dag is op tijd\", or last_day.

  The payment term is 10 days, unless agreed otherwise in writing.
  When the supplier issues an invoice,
    the client must pay the invoice to the supplier,
    within the payment term after the invoice date.
  As soon as the client has not paid an invoice in time,
    the client is in default of the invoice,
    from the day after the last timely day of the invoice (under R1 last_day: from the last timely day of the invoice),
    until the client has paid the invoice.
  While the client is in default of an invoice,
    the client owes the supplier, as statutory interest, the legal interest on the claim of the invoice,
    from the day after the last timely day of the invoice.

Clause 1.2
> De klant betaalt provisie.

  When the supplier brings a sale,
    the client owes the supplier, as commission, 8% of the value of the sale,
    at once.
  This clause does not affect 1.1.

Clause 1.3
> Zie 1.2.

  See 1.2.
  The supplier may dissolve the agreement
    while all of the following hold:
    (1) the client is in default of an invoice
    (2) the kind of the invoice is price.
";

/// The codes of the messages about these terms with one place changed.
fn codes(from: &str, to: &str) -> Vec<String> {
    assert!(TERMS.contains(from), "{from}");
    codes_of(&TERMS.replacen(from, to, 1))
}

/// The codes of the messages about these terms.
fn codes_of(text: &str) -> Vec<String> {
    let folder = folder(&[("mine/1.clause", text.as_bytes())]);
    let check = call_in(folder.path(), &["check", "mine/1.clause"]);
    let is_code = |line: &&str| {
        let letters = line
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '-');
        letters && line.contains('-')
    };
    let codes: Vec<String> = check
        .messages
        .lines()
        .filter(is_code)
        .map(str::to_owned)
        .collect();
    let helps = check.messages.matches("  help: ").count();
    assert_eq!(helps, codes.len(), "each has a help: {}", check.messages);
    codes
}

#[test]
fn each_slip_is_told_once() {
    for (from, to, code) in [
        // Headings, and clauses that others speak of.
        ("Clause 1.2", "1.2", "unknown-heading"),
        ("Clause 1.2", "Clause Clause 1.2", "heading-not-understood"),
        ("Clause 1.2", "Clause 1.2 1.2", "heading-not-understood"),
        // Settings on which the rest leans.
        ("The law is", "law is", "sentence-not-understood"),
        // Declarations that sentences use.
        (
            "brings a sale\".",
            "bringz a sale\".",
            "sentence-without-verb",
        ),
        ("Head commission", "Heda commission", "unknown-heading"),
        // What a sentence would have introduced.
        (
            "(1) the client is in default of an",
            "(1) the client in is default of an",
            "unknown-sentence",
        ),
        (
            "the client is in default of the invoice",
            "the client is default of the invoice",
            "unknown-sentence",
        ),
        // A full stop, a comma, a colon.
        ("at once.\n", "at once\n", "missing-full-stop"),
        ("brings a sale,", "brings a sale", "missing-comma"),
        (
            "following hold:",
            "following hold",
            "sentence-not-understood",
        ),
    ] {
        let told = codes(from, to);
        assert_eq!(told, [code], "`{from}` made `{to}`");
    }
    assert_eq!(codes("Zie", "Zie"), Vec::<String>::new());
}

/// What a declaration would have given is not missed elsewhere.
#[test]
fn a_declaration_that_cannot_be_read_costs_one_message() {
    let verb = "Verb \"fetch\", \"fetches\", \"fetched\".\n";
    let fetched = format!("{verb}{TERMS}").replace("brings a sale", "fetches a sale");
    assert_eq!(codes_of(&fetched), Vec::<String>::new());
    for (from, to, code) in [
        ("about a sale.", "about 1: sale.", "sentence-not-understood"),
        (
            "the value (value: money)",
            "the value value: money",
            "sentence-not-understood",
        ),
        ("\"fetches\", ", "\"fetches\" ", "heading-not-understood"),
    ] {
        let told = codes_of(&fetched.replacen(from, to, 1));
        assert_eq!(told, [code], "`{from}` made `{to}`");
    }
}

/// What a clause gives a name is not missed elsewhere, when its value cannot be read.
#[test]
fn a_value_that_cannot_be_read_costs_one_message() {
    for (value, code) in [
        ("10 dayz", "unknown-phrase"),
        ("10 dagen", "written-otherwise"),
        ("ten (10) days", "written-otherwise"),
        ("soon", "unknown-sentence"),
        ("EUR 10.000,00", "amount-misread"),
        ("10 procent", "written-otherwise"),
        ("(10) days", "sentence-not-understood"),
    ] {
        let to = format!("The deferral is {value},");
        let told = codes_of(&DEFERRED.replace("The deferral is 10 days,", &to));
        assert_eq!(told, [code], "{value}");
    }
    assert_eq!(codes_of(DEFERRED), Vec::<String>::new());
}

/// Terms with a period that no field is called by.
const DEFERRED: &str = "Terms mine, version 1.
  The title is \"Mine\".
  The law is \"nl\".
  The rounding is half up to the cent.

Article 1. Betaling

Clause 1.1
> De klant betaalt binnen 10 dagen.

  The deferral is 10 days, unless agreed otherwise in writing.
  When the supplier issues an invoice,
    the client must pay the invoice to the supplier,
    within the deferral after the invoice date.

Clause 1.2
> De opschorting.

  While today is later than the deferral after the invoice date of an invoice,
    the supplier may suspend the services.
";

/// A head that does not say what paying it is called is paid all the same.
#[test]
fn paying_a_head_has_a_name() {
    let timeline = ONE_INVOICE.replace("klantfocus", "./mine").replace(
        "invoice_issued, invoice: I1, amount",
        "sale_brought, sale: S1, value",
    );
    let folder = folder(&[
        ("mine/1.clause", TERMS.as_bytes()),
        ("timeline.yaml", timeline.as_bytes()),
    ]);
    let run = call_in(folder.path(), &["run", "timeline.yaml"]);
    assert!(
        run.output.contains("must pay the commission for sale S1"),
        "{}{}",
        run.output,
        run.messages
    );
}
