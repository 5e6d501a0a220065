//! Witnesses on a page.

use crate::diff::outcome::{Difference, Only};
use crate::diff::witness::{Search, Unchosen, Witness};

use super::outcome::{change, headline};
use super::{counted, filled};

/// The witnesses in lines of at most `width` columns; lines of a timeline are never broken.
pub fn witness_text(searches: &[Search], width: usize) -> String {
    let mut text = format!("Witnesses\n{}\n", "─".repeat(9));
    if searches.is_empty() {
        text.push_str("No rule changed, so there is nothing to look for.\n");
    }
    for search in searches {
        text.push('\n');
        text.push_str(&filled(&said(search), width, "", "  "));
        if let Some(witness) = &search.witness {
            shown(witness, width, &mut text);
        }
    }
    text
}

/// The witnesses as a part of a Markdown page.
pub fn witness_markdown(searches: &[Search]) -> String {
    let mut lines = vec!["## Witnesses".to_owned()];
    for search in searches {
        lines.push(format!("\n{}", said(search)));
        if let Some(witness) = &search.witness {
            lines.push(format!("\n```yaml\n{}```\n", witness.timeline));
            let differences = witness.differences.iter();
            lines.extend(differences.map(|difference| format!("- {}", whole(difference))));
        }
    }
    lines.join("\n") + "\n"
}

fn said(search: &Search) -> String {
    let tried = format!(
        "{} tried{}, starting from {} made up and {}{}",
        counted(search.tried, "timeline"),
        if search.tried >= search.most {
            ", the most for one change"
        } else {
            ""
        },
        search.made_up,
        counted(search.scenarios, "scenario"),
        match search.also_under.as_slice() {
            readings if search.witness.is_none() && !readings.is_empty() => {
                let readings: Vec<String> = readings.iter().map(unchosen).collect();
                format!(", also under {}", readings.join(", "))
            }
            _ => String::new(),
        }
    );
    let change = match search.changed_readings.as_slice() {
        [] => "the change".to_owned(),
        [one] => format!("the reading {one}"),
        several => format!("the choice of the readings {}", several.join(", ")),
    };
    match &search.witness {
        Some(witness) => {
            let beside = if witness.beside_others {
                "beside the other changes"
            } else {
                "by itself"
            };
            let under = witness.under.as_ref().map_or_else(String::new, |reading| {
                let option = option(reading).map_or_else(String::new, |option| {
                    format!(" (`{option} {}={}` chooses it)", reading.id, reading.value)
                });
                format!(
                    ", but only under the reading {}, which nobody chose{option}",
                    unchosen(reading)
                )
            });
            format!(
                "{}: {change} makes a difference {beside}{under}. The smallest timeline found ({tried}):",
                search.place
            )
        }
        None if search.same_rules => format!(
            "{}: a run makes the same of both texts, under each reading; there is no timeline to look for.",
            search.place
        ),
        None => format!(
            "{}: no timeline found on which {change} makes a difference ({tried}). That does not say that there is none.",
            search.place
        ),
    }
}

/// `R3=future_only`, `R3=future_only of the new text`
fn unchosen(reading: &Unchosen) -> String {
    let of = match reading.only {
        Some(Only::Old) => " of the old text",
        Some(Only::New) => " of the new text",
        None => "",
    };
    format!("{}={}{of}", reading.id, reading.value)
}

/// What in the call chooses a reading that a timeline cannot choose, since only one of the texts can be read so.
fn option(reading: &Unchosen) -> Option<&'static str> {
    match reading.only {
        Some(Only::Old) => Some("--old-reading"),
        Some(Only::New) => Some("--reading"),
        None => None,
    }
}

fn shown(witness: &Witness, width: usize, text: &mut String) {
    text.push('\n');
    for line in witness.timeline.lines() {
        text.push_str("    ");
        text.push_str(line);
        text.push('\n');
    }
    text.push('\n');
    for difference in &witness.differences {
        text.push_str(&filled(&whole(difference), width, "  ", "    "));
    }
}

/// A difference with all its fields.
fn whole(difference: &Difference) -> String {
    let fields = difference.fields.iter();
    let fields: Vec<String> = fields.map(|field| change(field, difference.only)).collect();
    format!("{}; {}", headline(difference), fields.join("; "))
}
