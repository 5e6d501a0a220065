//! The fields of an event as a timeline writes them.

use crate::value::{Date, Decimal, parse_date};

/// The day of an event, when it can be read.
pub(super) fn day_of(fields: &[String]) -> Option<Date> {
    let date = fields
        .iter()
        .find_map(|field| field.strip_prefix("date:"))?;
    parse_date(date.trim()).ok()
}

/// `amount` of `amount: 1000.00`
pub(super) fn key_of(field: &str) -> &str {
    field.split(':').next().unwrap_or_default()
}

/// The number behind `amount: `, its currency aside.
pub(super) fn number_of(field: &str) -> Option<Decimal> {
    let (_, value) = field.split_once(": ")?;
    value.split(' ').next()?.parse().ok()
}

/// Whether a field holds a date.
pub(super) fn is_date(field: &str) -> bool {
    field
        .split_once(": ")
        .is_some_and(|(_, value)| parse_date(value).is_ok())
}

/// Whether a field holds an amount: digits with two decimals, and perhaps a currency.
pub(super) fn is_amount(field: &str) -> bool {
    let value = field.split_once(": ").map_or("", |(_, value)| value);
    let digits = value.trim_end_matches(|letter: char| letter.is_alphabetic() || letter == ' ');
    let whole = digits.split_once('.');
    whole.is_some_and(|(whole, cents)| {
        let all_digits = |text: &str| text.chars().all(|letter| letter.is_ascii_digit());
        !whole.is_empty() && cents.len() == 2 && all_digits(whole) && all_digits(cents)
    })
}

/// The field with each amount in it so many times as large, also in records.
pub(super) fn multiplied(field: &str, times: Decimal) -> String {
    let words = field.split(' ').map(|word| {
        let number = word.trim_end_matches(',');
        let amount = number
            .parse::<Decimal>()
            .ok()
            .filter(|one| one.scale() == 2);
        match amount {
            Some(amount) => word.replacen(number, &format!("{:.2}", amount * times), 1),
            None => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a field holds a number that is no amount.
pub(super) fn is_number(field: &str) -> bool {
    let value = field.split_once(": ").map_or("", |(_, value)| value);
    !is_amount(field) && value.parse::<Decimal>().is_ok()
}

pub(super) fn is_needed(field: &str) -> bool {
    field.starts_with("date:") || field.starts_with("type:") || is_amount(field)
}

/// The blocks of the header that are facts.
pub(super) fn header(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut kept = false;
    for line in text.lines() {
        let begins = line.starts_with(|letter: char| letter.is_alphabetic());
        if begins {
            let key = line.split(':').next().unwrap_or_default();
            kept = !["terms", "as-of", "readings", "events", "expect", "title"].contains(&key);
            if kept {
                blocks.push(line.to_owned());
            }
        } else if let (true, Some(block)) = (kept && line.starts_with(' '), blocks.last_mut()) {
            block.push('\n');
            block.push_str(line);
        }
    }
    blocks
}

/// The records of `lines: [ { amount: 1.00 }, { amount: 2.00 } ]`, each by its fields; none when it is no list of records.
pub(super) fn records(field: &str) -> Option<Vec<Vec<String>>> {
    let (_, list) = field.split_once(": ")?;
    let inside = list.trim().strip_prefix('[')?.strip_suffix(']')?;
    at_commas(inside).iter().map(|one| fields(one)).collect()
}

/// The fields of `{ date: 2025-01-01, type: …, lines: [ … ] }`.
pub(super) fn fields(event: &str) -> Option<Vec<String>> {
    let inside = event.trim().strip_prefix('{')?.strip_suffix('}')?;
    Some(at_commas(inside))
}

/// What stands between the commas that stand in no bracket and in no quotation.
fn at_commas(inside: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut depth, mut quoted) = (0_u32, false);
    for letter in inside.chars() {
        match letter {
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let tidy = |part: &String| part.split_whitespace().collect::<Vec<_>>().join(" ");
    let tidied = parts.iter().map(tidy);
    tidied.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_cut_at_its_own_commas() {
        assert_eq!(
            fields("{ date: 2025-01-01, lines: [ { a: 1, b: 2 } ],\n note: \"a, b\" }"),
            Some(vec![
                "date: 2025-01-01".to_owned(),
                "lines: [ { a: 1, b: 2 } ]".to_owned(),
                "note: \"a, b\"".to_owned(),
            ])
        );
    }

    #[test]
    fn amounts_are_told_from_dates_and_names() {
        assert!(is_amount("amount: 1000.00"));
        assert!(is_amount("amount: 1000.00 EUR"));
        assert!(!is_amount("date: 2025-01-01"));
        assert!(!is_amount("provision: \"3.4\""));
        assert!(!is_amount("users: 2"));
    }

    #[test]
    fn records_of_a_list() {
        let record = |fields: &[&str]| fields.iter().map(ToString::to_string).collect();
        assert_eq!(
            records("lines: [ { amount: 1.00, item: \"a, b\" }, { amount: 2.00 } ]"),
            Some(vec![
                record(&["amount: 1.00", "item: \"a, b\""]),
                record(&["amount: 2.00"])
            ])
        );
        assert_eq!(records("covers: [ I1, I2 ]"), None);
    }

    #[test]
    fn the_header_keeps_facts() {
        let text = "# title\nterms: x\nclient:\n  capacity: consumer\nas-of: 2025-01-01\nevents:\n  - { a: 1 }\nexpect:\n  - as-of: 2025-01-01\n";
        assert_eq!(header(text), ["client:\n  capacity: consumer"]);
    }
}
