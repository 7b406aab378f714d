//! Lists, maps, structs and enums as `serde` walks through them.

use std::collections::BTreeMap;

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

/// An entry of a map, under a name of its own.
struct Entry<'a> {
    name: &'a str,
    key: &'a Node,
    value: &'a Node,
}

/// The entries of a map; names that are not text or are used again are reported and left out.
fn entries<'a>(parent: NodeDeserializer<'a>, map: &'a [(Node, Node)]) -> Vec<Entry<'a>> {
    let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
    let mut entries = Vec::new();
    for (key, value) in map {
        let (Value::Text(name) | Value::Number(_, name)) = &key.value else {
            let finding = Diagnostic::error("bad-key", "the name of a field must be text").at(key.span, "not a name");
            parent.note(finding.help("write `name: value`"));
            continue;
        };
        if let Some(first) = seen.get(name.as_str()) {
            parent.note(written_twice(name, key, first));
            continue;
        }
        seen.insert(name, key);
        entries.push(Entry { name, key, value });
    }
    entries
}

fn written_twice(name: &str, again: &Node, first: &Node) -> Diagnostic {
    Diagnostic::error("duplicate-field", format!("`{name}` is written twice"))
        .at(again.span, "again here")
        .at(first.span, "first here")
        .help("keep one of them")
}

/// The fields of a struct: unknown ones are reported and skipped.
pub(super) struct FieldsAccess<'a> {
    parent: NodeDeserializer<'a>,
    rest: std::vec::IntoIter<Entry<'a>>,
    value: Option<NodeDeserializer<'a>>,
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
        Self { parent, rest: entries(parent, map).into_iter(), value: None, name, fields }
    }

    fn unknown(&self, field: &Entry<'_>) {
        let place = match self.parent.context {
            Context::Field(field) => format!("`{field}`"),
            Context::Document | Context::Entry(_) => words::noun(self.name),
        };
        let help = match did_you_mean(field.name, self.fields.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are {}", words::enumeration(self.fields, "and")),
        };
        let finding = Diagnostic::error("unknown-field", format!("{place} has no field `{}`", field.name));
        self.parent.note(finding.at(field.key.span, "not known here").help(help));
    }
}

/// A field with nothing behind its colon: most often a forgotten value or a `#` that YAML took for a comment.
fn empty(field: &Entry<'_>) -> Diagnostic {
    let help = "write a value, or delete the line; a value that begins with `#` needs quotes, \
                as it is a comment otherwise";
    Diagnostic::error("empty-field", format!("`{}` has no value", field.name))
        .at(field.key.span, "nothing follows")
        .help(help)
}

impl<'de> de::MapAccess<'de> for FieldsAccess<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        while let Some(field) = self.rest.next() {
            if !self.fields.contains(&field.name) {
                self.unknown(&field);
                continue;
            }
            let value = self.parent.child(field.value, Context::Field(field.name));
            if field.value.value == Value::Null {
                value.refuse(empty(&field));
            }
            self.value = Some(value);
            let name: StrDeserializer<'_, Fault> = field.name.into_deserializer();
            return seed.deserialize(name).map(Some);
        }
        Ok(None)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        self.value.take().ok_or(Fault::Reported).and_then(|value| seed.deserialize(value))
    }
}

/// The entries of a map whose keys the author chooses.
pub(super) struct EntriesAccess<'a> {
    parent: NodeDeserializer<'a>,
    rest: std::vec::IntoIter<Entry<'a>>,
    value: Option<NodeDeserializer<'a>>,
}

impl<'a> EntriesAccess<'a> {
    pub(super) fn new(parent: NodeDeserializer<'a>, map: &'a [(Node, Node)]) -> Self {
        Self { parent, rest: entries(parent, map).into_iter(), value: None }
    }
}

impl<'de> de::MapAccess<'de> for EntriesAccess<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        let readings = self.parent.readings;
        let Some(entry) = self.rest.find(|entry| !readings.is_set_aside(entry.value)) else { return Ok(None) };
        self.value = Some(self.parent.child(entry.value, Context::Field(entry.name)));
        seed.deserialize(self.parent.child(entry.key, self.parent.context)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        self.value.take().ok_or(Fault::Reported).and_then(|value| seed.deserialize(value))
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
