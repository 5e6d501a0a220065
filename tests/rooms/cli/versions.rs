//! Further versions of a user's own terms: `check` looks at each of them, whichever of their files is named.

use super::{call_in, folder};

const TERMS: &[u8] = b"Terms mine, version 1.
  The title is \"Mine\".
  The rounding is half up to the cent.
  The law is \"nl\".

Article 1. Betaling

Clause 1.1
> De klant betaalt binnen 10 dagen.

  The payment term is 10 days.
  When the supplier issues an invoice,
    the client must pay the invoice to the supplier,
    within the payment term after the invoice date.
";

const HEAD: &str = "Amendment of mine, version 2, from version 1.
  The title is \"Mine, second version\".
  The date is 2026-01-01.
";

/// What `check` says of terms with this second version: asked about the folder, and about the file alone.
fn said_of(amendment: &str) -> (i32, String) {
    let folder = folder(&[
        ("mine/1.clause", TERMS),
        ("mine/versions/2/amendment.clause", amendment.as_bytes()),
    ]);
    let whole = call_in(folder.path(), &["check", "mine"]);
    let alone = call_in(
        folder.path(),
        &["check", "mine/versions/2/amendment.clause"],
    );
    assert_eq!(
        (whole.status, &whole.messages),
        (alone.status, &alone.messages)
    );
    (whole.status, whole.messages)
}

#[test]
fn an_amendment_without_faults() {
    let text = format!(
        "{HEAD}
Insert clause 1.2 after 1.1:
> De leverancier mag dan opschorten.

  The supplier may suspend the services while the client is in default of an invoice.
"
    );
    assert_eq!(said_of(&text), (0, String::new()));
}

#[test]
fn each_fault_of_an_amendment_is_told_with_its_place() {
    let text = format!(
        "{HEAD}
Replace clause 1.1 by:
> De klant betaalt binnen 20 dagen.

  The payment term is 20 days.
  The client must frobnicate the invoice.

Insert clause 1.3 after 1.2:
> De klant meldt verlies.

  The supplier may suspend the services while the moon is full.

Repeal clause 9.9.
"
    );
    let (status, messages) = said_of(&text);
    assert_eq!(status, 1);
    insta::assert_snapshot!(messages);
}

#[test]
fn a_slip_in_the_line_that_names_the_version() {
    let text = format!(
        "{}\nRepeal clause 1.1.\n",
        HEAD.replace("Amendment", "Amendement")
    );
    let (status, messages) = said_of(&text);
    assert_eq!(status, 1);
    insta::assert_snapshot!(messages);
}
