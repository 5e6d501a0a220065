//! A timeline as lines of text, for the snapshots.

use std::fmt::Write as _;

use clausec::timeline::{Content, Event, Expectation, Node, PartyFacts, Timeline};

/// Everything that was read.
pub fn timeline(timeline: &Timeline) -> String {
    let mut shown = String::new();
    let terms = timeline.terms.as_deref().unwrap_or("-");
    let as_of = timeline
        .as_of
        .map_or("-".to_owned(), |date| date.to_string());
    let _ = writeln!(
        shown,
        "terms {terms}, as of {as_of}, readings {:?}",
        timeline.readings
    );
    party(&mut shown, "supplier", &timeline.supplier);
    party(&mut shown, "client", &timeline.client);
    for (role, facts) in &timeline.others {
        party(&mut shown, role.as_str(), facts);
    }
    for one in &timeline.events {
        event(&mut shown, one);
    }
    for block in &timeline.expectations {
        expectation(&mut shown, block);
    }
    shown
}

fn party(shown: &mut String, role: &str, facts: &PartyFacts) {
    let _ = write!(shown, "{role} {:?}", facts.name.as_deref().unwrap_or("-"));
    for (key, value) in &facts.attributes {
        let _ = write!(shown, ", {key} {value}");
    }
    let _ = writeln!(shown);
    for debtor in &facts.joint_debtors {
        party(shown, "  beside", debtor);
    }
}

fn event(shown: &mut String, event: &Event) {
    let name = if event.named {
        format!("{}", event.reference)
    } else {
        format!("({})", event.reference)
    };
    let _ = write!(
        shown,
        "{} {} {name} line {} seq {}",
        event.date, event.ty, event.line, event.seq
    );
    let dates = [
        ("sent", event.sent_on),
        ("received", event.received_on),
        ("acknowledged", event.receipt_acknowledged_on),
    ];
    for (word, date) in dates
        .into_iter()
        .filter_map(|(word, date)| Some((word, date?)))
    {
        let _ = write!(shown, ", {word} {date}");
    }
    let names = [
        ("by", &event.by),
        ("form", &event.form),
        ("agreement", &event.agreement),
    ];
    for (word, name) in names
        .into_iter()
        .filter_map(|(word, name)| Some((word, name.as_ref()?)))
    {
        let _ = write!(shown, ", {word} {name}");
    }
    let _ = event
        .note
        .iter()
        .try_for_each(|note| write!(shown, ", note {note:?}"));
    let _ = writeln!(shown);
    for (key, value) in &event.fields {
        let _ = writeln!(shown, "    {key}: {value:?}");
    }
}

fn expectation(shown: &mut String, block: &Expectation) {
    let as_of = block.as_of.map_or("-".to_owned(), |date| date.to_string());
    let title = block.title.as_deref().unwrap_or("-");
    let _ = writeln!(
        shown,
        "expect as of {as_of}: {title}, readings {:?}",
        block.readings
    );
    for (word, lists) in [
        ("", &block.lists),
        ("absent ", &block.absent),
        ("exactly ", &block.exactly),
    ] {
        for (name, list) in lists {
            let _ = writeln!(shown, "    {word}{name}: {}", node(list));
        }
    }
}

fn node(one: &Node<'_>) -> String {
    match &one.content {
        Content::Nothing { .. } | Content::Refused => "~".to_owned(),
        Content::Text { text, .. } => format!("{text:?}"),
        Content::List(items) => format!(
            "[{}]",
            items.iter().map(node).collect::<Vec<_>>().join(", ")
        ),
        Content::Map(entries) => {
            let entries = entries
                .iter()
                .map(|entry| format!("{}: {}", entry.key, node(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
