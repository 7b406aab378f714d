//! Lists, maps, structs and enums as `serde` walks through them.

use serde::de::{self, DeserializeSeed, IntoDeserializer, value::StrDeserializer};

use super::super::yaml::{Node, Value};
use super::deserializer::{Context, NodeDeserializer};
use super::fault::Fault;
use super::words;
use crate::diagnostic::{Diagnostic, did_you_mean};

/// The entries of a list.
pub(super) struct ListAccess<'a> {
    parent: NodeDeserializer<'a>,
    rest: std::slice::Iter<'a, Node>,
    skipping: bool,
}

impl<'a> ListAccess<'a> {
    /// A list that can do without the entries set aside.
    pub(super) fn skipping(parent: NodeDeserializer<'a>, list: &'a [Node]) -> Self {
        Self { parent, rest: list.iter(), skipping: true }
    }

    /// A list that needs all its entries.
    pub(super) fn whole(parent: NodeDeserializer<'a>, list: &'a [Node]) -> Self {
        Self { parent, rest: list.iter(), skipping: false }
    }
}

impl<'de> de::SeqAccess<'de> for ListAccess<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let (skipping, readings) = (self.skipping, self.parent.readings);
        let next = self.rest.find(|node| !(skipping && readings.is_set_aside(node)));
        next.map(|node| seed.deserialize(self.parent.child(node, self.parent.context.entry()))).transpose()
    }
}

/// The name of an entry, numbers as written; nothing else is a name.
fn key_text(key: &Node) -> Option<&str> {
    match &key.value {
        Value::Text(text) => Some(text),
        Value::Number(_, written) => Some(written),
        _ => None,
    }
}

/// Checks the key of one entry against those before it, and that it is text at all.
fn checked_key<'a>(parent: NodeDeserializer<'a>, map: &'a [(Node, Node)], at: usize) -> Option<&'a str> {
    let key = &map[at].0;
    let Some(text) = key_text(key) else {
        let finding = Diagnostic::error("bad-key", "the name of a field must be text").at(key.span, "not a name");
        parent.readings.fields.borrow_mut().push(finding.help("write `name: value`"));
        return None;
    };
    let Some((first, _)) = map[..at].iter().find(|(earlier, _)| key_text(earlier) == Some(text)) else {
        return Some(text);
    };
    let finding = Diagnostic::error("duplicate-field", format!("`{text}` is written twice"))
        .at(key.span, "again here")
        .at(first.span, "first here")
        .help("keep one of them");
    parent.readings.fields.borrow_mut().push(finding);
    None
}

/// The value of an entry, called by its key in findings.
fn value_of<'a>(parent: NodeDeserializer<'a>, (key, value): &'a (Node, Node)) -> NodeDeserializer<'a> {
    parent.child(value, key_text(key).map_or(parent.context, Context::Field))
}

/// The fields of a struct: unknown ones are reported and skipped.
pub(super) struct FieldsAccess<'a> {
    parent: NodeDeserializer<'a>,
    map: &'a [(Node, Node)],
    next: usize,
    name: &'static str,
    fields: &'static [&'static str],
}

impl<'a> FieldsAccess<'a> {
    pub(super) fn new(
        parent: NodeDeserializer<'a>,
        map: &'a [(Node, Node)],
        name: &'static str,
        fields: &'static [&'static str],
    ) -> Self {
        Self { parent, map, next: 0, name, fields }
    }

    fn unknown(&self, key: &Node, word: &str) {
        let place = match self.parent.context {
            Context::Field(field) => format!("`{field}`"),
            Context::Document | Context::Entry(_) => words::noun(self.name),
        };
        let known = format!("known are {}", words::enumeration(self.fields, "and"));
        let help = match did_you_mean(word, self.fields.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => known,
        };
        let finding = Diagnostic::error("unknown-field", format!("{place} has no field `{word}`"));
        self.parent.readings.fields.borrow_mut().push(finding.at(key.span, "not known here").help(help));
    }

    /// A field with nothing behind its colon: most often a forgotten value or a `#` that YAML took for a comment.
    fn empty(&self, key: &Node, word: &str, value: &Node) {
        let finding = Diagnostic::error("empty-field", format!("`{word}` has no value"))
            .at(key.span, "nothing follows")
            .help("write a value, or delete the line; a value that begins with `#` needs quotes, as it is a comment otherwise");
        self.parent.child(value, Context::Field(word)).refuse(finding);
    }
}

impl<'de> de::MapAccess<'de> for FieldsAccess<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        while let Some((key, value)) = self.map.get(self.next) {
            self.next += 1;
            let Some(word) = checked_key(self.parent, self.map, self.next - 1) else { continue };
            if !self.fields.contains(&word) {
                self.unknown(key, word);
                continue;
            }
            if value.value == Value::Null {
                self.empty(key, word, value);
            }
            let word: StrDeserializer<'_, Fault> = word.into_deserializer();
            return seed.deserialize(word).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(value_of(self.parent, &self.map[self.next - 1]))
    }
}

/// The entries of a map whose keys the author chooses.
pub(super) struct EntriesAccess<'a> {
    parent: NodeDeserializer<'a>,
    map: &'a [(Node, Node)],
    next: usize,
}

impl<'a> EntriesAccess<'a> {
    pub(super) fn new(parent: NodeDeserializer<'a>, map: &'a [(Node, Node)]) -> Self {
        Self { parent, map, next: 0 }
    }
}

impl<'de> de::MapAccess<'de> for EntriesAccess<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        while let Some((key, value)) = self.map.get(self.next) {
            self.next += 1;
            let known = checked_key(self.parent, self.map, self.next - 1).is_some();
            if known && !self.parent.readings.is_set_aside(value) {
                return seed.deserialize(self.parent.child(key, self.parent.context)).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        seed.deserialize(value_of(self.parent, &self.map[self.next - 1]))
    }
}

/// What a [`super::Spanned`] is made of: file, start, end and the value.
pub(super) struct SpannedAccess<'a> {
    value: NodeDeserializer<'a>,
    part: u8,
}

impl<'a> SpannedAccess<'a> {
    pub(super) fn new(value: NodeDeserializer<'a>) -> Self {
        Self { value, part: 0 }
    }
}

impl<'de> de::SeqAccess<'de> for SpannedAccess<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let span = self.value.node.span;
        self.part += 1;
        match self.part {
            1 => seed.deserialize(span.file.0.into_deserializer()).map(Some),
            2 => seed.deserialize(span.start.into_deserializer()).map(Some),
            3 => seed.deserialize(span.end.into_deserializer()).map(Some),
            4 => seed.deserialize(self.value).map(Some),
            _ => Ok(None),
        }
    }
}

/// The variant of an enum and what it holds.
pub(super) struct VariantAccess<'a> {
    pub(super) variant: &'static str,
    pub(super) value: NodeDeserializer<'a>,
}

impl<'de> de::EnumAccess<'de> for VariantAccess<'_> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Fault> {
        let variant: StrDeserializer<'_, Fault> = self.variant.into_deserializer();
        seed.deserialize(variant).map(|picked| (picked, self))
    }
}

impl<'de> de::VariantAccess<'de> for VariantAccess<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(self.value)
    }

    fn tuple_variant<V: de::Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_tuple(self.value, len, visitor)
    }

    fn struct_variant<V: de::Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_struct(self.value, self.variant, fields, visitor)
    }
}
