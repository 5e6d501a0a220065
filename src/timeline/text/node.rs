//! A value of a file, with its place.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::source::Span;

/// A value and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'t> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub content: Content<'t>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content<'t> {
    /// `~` or `null`, or nothing behind the colon.
    Nothing {
        /// Whether it was written.
        written: bool,
    },
    /// A word, a number, a date: its letters as written, quotes and escapes undone.
    Text {
        /// The letters.
        text: Cow<'t, str>,
        /// Written without quotes: other programs may take it for a number.
        plain: bool,
    },
    /// Several values.
    List(Vec<Node<'t>>),
    /// Values with keys, in the order of the file; a key stands in it once.
    Map(Vec<Entry<'t>>),
    /// What cannot be read, or must not stand there; its problem has been noted already.
    Refused,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The key.
    pub key: Cow<'t, str>,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node<'t>,
}

impl<'t> Node<'t> {
    /// The letters, if it is a text.
    pub fn text(&self) -> Option<&str> {
        if let Content::Text { text, .. } = &self.content {
            Some(text)
        } else {
            None
        }
    }

    /// The entries, if it is a map.
    pub fn entries(&self) -> Option<&[Entry<'t>]> {
        if let Content::Map(entries) = &self.content {
            Some(entries)
        } else {
            None
        }
    }

    /// The items, if it is a list; none otherwise.
    pub fn items(&self) -> &[Self] {
        if let Content::List(items) = &self.content {
            items
        } else {
            &[]
        }
    }

    /// The value of a key, if it is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries()?
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// Whether there is nothing to read: it was written to say that there is no value, or its problem has been noted.
    pub fn is_absent(&self) -> bool {
        matches!(
            self.content,
            Content::Nothing { written: true } | Content::Refused
        )
    }

    /// What it is, for a message.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.content {
            Content::Nothing { .. } => "nothing",
            Content::Text { .. } => "a single value",
            Content::List(_) => "a list",
            Content::Map(_) => "a group of keys",
            Content::Refused => "nothing that can be read",
        }
    }

    /// The same, without a hold on the text of the file.
    pub(crate) fn into_owned(self) -> Node<'static> {
        let content = match self.content {
            Content::Nothing { written } => Content::Nothing { written },
            Content::Text { text, plain } => Content::Text {
                text: Cow::Owned(text.into_owned()),
                plain,
            },
            Content::List(items) => {
                Content::List(items.into_iter().map(Node::into_owned).collect())
            }
            Content::Map(entries) => {
                Content::Map(entries.into_iter().map(Entry::into_owned).collect())
            }
            Content::Refused => Content::Refused,
        };
        Node {
            span: self.span,
            content,
        }
    }
}

impl Entry<'_> {
    fn into_owned(self) -> Entry<'static> {
        let key = Cow::Owned(self.key.into_owned());
        Entry {
            key,
            key_span: self.key_span,
            value: self.value.into_owned(),
        }
    }
}

/// From so many keys on, a map is searched by hash.
const MANY_KEYS: usize = 32;

/// Collects the entries of a map, each key once.
#[derive(Default)]
pub(super) struct Entries<'t> {
    all: Vec<Entry<'t>>,
    places: FxHashMap<Cow<'t, str>, Span>,
}

impl<'t> Entries<'t> {
    /// The place of a key that is there already.
    pub fn place_of(&self, key: &str) -> Option<Span> {
        if self.all.len() < MANY_KEYS {
            self.all
                .iter()
                .find(|entry| entry.key == key)
                .map(|entry| entry.key_span)
        } else {
            self.places.get(key).copied()
        }
    }

    /// Whether it has no entry yet.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds an entry whose key is not there yet.
    pub fn add(&mut self, entry: Entry<'t>) {
        self.all.push(entry);
        if self.all.len() == MANY_KEYS {
            self.places = self
                .all
                .iter()
                .map(|entry| (entry.key.clone(), entry.key_span))
                .collect();
        } else if let Some(entry) = self.all.last().filter(|_| self.all.len() > MANY_KEYS) {
            self.places.insert(entry.key.clone(), entry.key_span);
        }
    }

    /// Takes in an entry whose key is there already, so far as what it tells can be checked beside what the first one tells:
    /// a second list of events is read behind the first.
    pub fn add_again(&mut self, entry: Entry<'t>) {
        let mut there = self.all.iter_mut();
        let Some(first) = there.find(|one| one.key == entry.key) else {
            return;
        };
        match (&mut first.value.content, entry.value.content) {
            (Content::List(items), Content::List(more)) => items.extend(more),
            (Content::Map(entries), Content::Map(more)) => {
                for entry in more {
                    if entries.iter().all(|one| one.key != entry.key) {
                        entries.push(entry);
                    }
                }
            }
            (_, _) => {}
        }
    }

    /// The entries, in the order of the file.
    pub fn into_content(self) -> Content<'t> {
        Content::Map(self.all)
    }
}
