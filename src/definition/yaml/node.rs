//! The tree: values as written, each with its place in the file.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use crate::diagnostic::{FileId, Span};

/// A value in a YAML file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// Its number in the document: the same value has the same number however often it is read.
    pub(crate) id: usize,
    /// Where it stands; of a list or a map, from the first entry to the last.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) value: Value,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Nothing after the colon, `~` or `null`.
    Null,
    /// `true` or `false`; `yes` and `no` are text.
    Bool(bool),
    /// A finite number and how it was written.
    Number(f64, String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<(Node, Node)>),
}

/// The tree as the YAML crate hands it over: places not yet in terms of the file.
pub(super) struct Draft(Spanned<DraftValue>);

enum DraftValue {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Draft>),
    Map(Vec<(Draft, Draft)>),
}

impl<'de> Deserialize<'de> for Draft {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for DraftValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DraftVisitor)
    }
}

struct DraftVisitor;

impl<'de> Visitor<'de> for DraftVisitor {
    type Value = DraftValue;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<DraftValue, E> {
        Ok(DraftValue::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<DraftValue, E> {
        Ok(DraftValue::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<DraftValue, E> {
        Ok(DraftValue::Number(value as f64))
    }

    fn visit_u64<E>(self, value: u64) -> Result<DraftValue, E> {
        Ok(DraftValue::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<DraftValue, E> {
        Ok(DraftValue::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<DraftValue, E> {
        Ok(DraftValue::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<DraftValue, A::Error> {
        let mut list = Vec::new();
        while let Some(entry) = access.next_element()? {
            list.push(entry);
        }
        Ok(DraftValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<DraftValue, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = access.next_entry()? {
            map.push(entry);
        }
        Ok(DraftValue::Map(map))
    }
}

/// Puts places in terms of the file and numbers the nodes.
pub(super) fn place(file: FileId, text: &str, draft: Draft) -> Node {
    Placer { file, text, next: 0 }.node(draft)
}

struct Placer<'a> {
    file: FileId,
    text: &'a str,
    next: usize,
}

impl Placer<'_> {
    fn node(&mut self, Draft(draft): Draft) -> Node {
        let id = self.next;
        self.next += 1;
        // Byte offsets: the plain ones count characters, which is wrong after Chinese text.
        let place = draft.defined.span();
        let start = place.byte_offset().map_or(0, |at| at as usize).min(self.text.len());
        let end = (start + place.byte_len().map_or(0, |len| len as usize)).min(self.text.len());
        let span = Span { file: self.file, start, end };
        let (span, value) = match draft.value {
            DraftValue::Null => (span, Value::Null),
            DraftValue::Bool(value) => (span, Value::Bool(value)),
            DraftValue::Number(value) => (span, self.number(span, value)),
            DraftValue::Text(value) => (span, Value::Text(value)),
            DraftValue::List(list) => self.list(span, list),
            DraftValue::Map(map) => self.map(span, map),
        };
        Node { id, span, value }
    }

    fn number(&self, span: Span, value: f64) -> Value {
        let written = self.text.get(span.start..span.end).unwrap_or_default().trim();
        Value::Number(value, if written.is_empty() { value.to_string() } else { written.to_owned() })
    }

    fn list(&mut self, span: Span, list: Vec<Draft>) -> (Span, Value) {
        let list: Vec<Node> = list.into_iter().map(|entry| self.node(entry)).collect();
        let span = self.around(span, list.last().map(|last| last.span));
        (span, Value::List(list))
    }

    fn map(&mut self, span: Span, map: Vec<(Draft, Draft)>) -> (Span, Value) {
        let map: Vec<(Node, Node)> = map.into_iter().map(|(key, value)| (self.node(key), self.node(value))).collect();
        let span = self.around(span, map.last().map(|(_, last)| last.span));
        (span, Value::Map(map))
    }

    /// The place of a list or map up to its last entry, and up to its bracket if it has one.
    fn around(&self, span: Span, last: Option<Span>) -> Span {
        // What an alias or a merge key repeats may stand further up in the file.
        let end = last.map_or(span.end, |last| last.end.max(span.end));
        let (Some(written), Some(rest)) = (self.text.get(span.start..), self.text.get(end..)) else { return span };
        let bracket = match written.chars().next() {
            Some('[') => ']',
            Some('{') => '}',
            _ => return Span { end, ..span },
        };
        let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
        let closed = rest.get(skipped..).is_some_and(|rest| rest.starts_with(bracket));
        Span { end: if closed { end + skipped + 1 } else { end }, ..span }
    }
}
