//! Words that terms of one's own declare beside those of the library.

use super::{call_in, folder};

const TERMS: &str = "Terms mine, version 1.
  The title is \"Mine\".
  The rounding is half up to the cent.

Article 1. Levering

Clause 1.1
> De leverancier levert binnen 10 dagen na de bestelling van goederen.

  The delivery period is 10 days.
  When the client wants goods,
    the supplier must deliver the goods of the wish, within the delivery period after the day of the wish.

Verb \"want\", \"wants\", \"wanted\".
Thing wish reads \"a wish\".
Act goods_wanted reads \"the client wants goods\".
  It is a declaration of the client.
  It brings about a wish.
";

/// What `check` says of these terms with further words.
fn said_of(words: &str) -> (i32, String) {
    let text = format!("{TERMS}{words}");
    let folder = folder(&[("mine/1.clause", text.as_bytes())]);
    let check = call_in(folder.path(), &["check", "mine/1.clause"]);
    (check.status, check.messages)
}

/// The library says `the delivery of a service is a failure of the supplier`; a thing of one's own changes nothing there.
#[test]
fn a_noun_of_ones_own_changes_no_sentence_of_the_library() {
    let words = "
Thing delivery reads \"a delivery\".
Act goods_brought reads \"the supplier delivers the goods of a wish\".
  It is an act of the supplier.
  It brings about a delivery.
  It tells the wish (wish: a wish).
";
    assert_eq!(said_of(words), (0, String::new()));
}

/// A noun that the library has already is refused where the terms declare it.
#[test]
fn a_noun_that_the_library_has() {
    let words = "
Thing bill reads \"an invoice\".
Act goods_brought reads \"the supplier delivers the goods of a wish\".
  It is an act of the supplier.
  It brings about an invoice.
  It tells the wish (wish: a wish).
";
    let (status, messages) = said_of(words);
    assert_eq!(status, 1);
    insta::assert_snapshot!(messages);
}
