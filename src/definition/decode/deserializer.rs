//! One node as `serde` sees it.

use serde::de::{self, Visitor};
use serde::forward_to_deserialize_any;

use super::super::yaml::{Node, Value};
use super::Readings;
use super::access::{EntriesAccess, FieldsAccess, ListAccess, SpannedAccess, VariantAccess};
use super::fault::Fault;
use super::field::{SPANNED, WRITTEN};
use super::words;
use crate::diagnostic::{Diagnostic, did_you_mean};

/// What findings call the node: its field, or what it is an entry of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Context<'a> {
    /// The document itself.
    Document,
    /// The value of a field or of a map's key.
    Field(&'a str),
    /// An entry of the list in a field.
    Entry(&'a str),
}

impl Context<'_> {
    pub(super) fn document() -> Self {
        Self::Document
    }

    /// The context of an entry of a list that has this context.
    pub(super) fn entry(self) -> Self {
        match self {
            Self::Field(name) | Self::Entry(name) => Self::Entry(name),
            Self::Document => Self::Document,
        }
    }

    pub(super) fn name(self) -> String {
        match self {
            Self::Document => "the document".into(),
            Self::Field(name) => format!("`{name}`"),
            Self::Entry(name) => format!("an entry of `{name}`"),
        }
    }
}

/// Reads one node.
#[derive(Clone, Copy)]
pub(super) struct NodeDeserializer<'a> {
    pub(super) node: &'a Node,
    pub(super) context: Context<'a>,
    pub(super) readings: &'a Readings,
}

impl<'a> NodeDeserializer<'a> {
    pub(super) fn new(node: &'a Node, context: Context<'a>, readings: &'a Readings) -> Self {
        Self { node, context, readings }
    }

    pub(super) fn child(self, node: &'a Node, context: Context<'a>) -> Self {
        Self { node, context, ..self }
    }

    /// Reports a misfit of this node and sets the node aside.
    fn settle<T>(self, result: Result<T, Fault>) -> Result<T, Fault> {
        result.map_err(|fault| {
            if let Fault::Misfit(expected) = fault {
                self.report(&expected);
            }
            Fault::Reported
        })
    }

    fn report(self, expected: &str) {
        let message = format!("{} must be {expected}, found {}", self.context.name(), words::found(&self.node.value));
        let mut finding = Diagnostic::error("wrong-type", message).at(self.node.span, "");
        if let Some(remedy) = words::remedy(self.node, expected) {
            finding = finding.help(remedy);
        }
        self.refuse(finding);
    }

    /// Reports something about a field that does not keep its value from being read.
    pub(super) fn note(self, finding: Diagnostic) {
        self.readings.fields.borrow_mut().push(finding);
    }

    /// Sets this node aside for a reason; once.
    pub(super) fn refuse(self, finding: Diagnostic) {
        if self.readings.is_set_aside(self.node) {
            return;
        }
        self.readings.set_aside(self.node);
        self.readings.misfits.borrow_mut().push(finding);
    }

    fn unknown_variant(self, word: &str, variants: &[&str]) -> Fault {
        let message = format!("{} cannot be `{word}`", self.context.name());
        let known = words::enumeration(variants, "or");
        let help = match did_you_mean(word, variants.iter().copied()) {
            Some(near) => format!("did you mean `{near}`? It can be {known}"),
            None => format!("write {known}"),
        };
        self.refuse(Diagnostic::error("unknown-value", message).at(self.node.span, "not known here").help(help));
        Fault::Reported
    }

    /// A whole number from 0 to `most`.
    fn whole(self, most: u32) -> Result<u64, Fault> {
        match self.node.value {
            Value::Number(value, _) if value.fract() == 0.0 && (0.0..=f64::from(most)).contains(&value) => {
                Ok(value as u64)
            }
            Value::Number(value, _) if value > f64::from(most) => {
                Err(Fault::Misfit(format!("a whole number of at most {most}")))
            }
            _ => Err(Fault::Misfit("a whole number of 0 or more".into())),
        }
    }

    fn text(self) -> Result<&'a str, Fault> {
        match &self.node.value {
            Value::Text(text) => Ok(text),
            _ => Err(Fault::Misfit(words::wanted("text").into())),
        }
    }

    fn list(self) -> Result<&'a [Node], Fault> {
        match &self.node.value {
            Value::List(list) => Ok(list),
            _ => Err(Fault::Misfit(words::wanted("list").into())),
        }
    }

    fn map(self) -> Result<&'a [(Node, Node)], Fault> {
        match &self.node.value {
            Value::Map(map) => Ok(map),
            _ => Err(Fault::Misfit(words::wanted("map").into())),
        }
    }

    /// The variant of an enum that the node's shape or its word asks for.
    fn variant(self, variants: &'static [&'static str]) -> Result<&'static str, Fault> {
        let pick = |wanted: &str| variants.iter().copied().find(|variant| *variant == wanted);
        if variants.iter().all(|variant| words::SHAPES.contains(variant)) {
            return words::shape(&self.node.value).and_then(pick).ok_or_else(|| {
                let wanted: Vec<&str> = variants.iter().map(|shape| words::wanted(shape)).collect();
                Fault::Misfit(wanted.join(" or "))
            });
        }
        match &self.node.value {
            Value::Text(word) => pick(word).ok_or_else(|| self.unknown_variant(word, variants)),
            _ => Err(Fault::Misfit(words::enumeration(variants, "or"))),
        }
    }
}

impl<'de> de::Deserializer<'de> for NodeDeserializer<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.node.value {
            Value::Null => self.settle(visitor.visit_unit()),
            Value::Bool(value) => self.settle(visitor.visit_bool(*value)),
            Value::Number(value, _) => self.settle(visitor.visit_f64(*value)),
            Value::Text(text) => self.settle(visitor.visit_str(text)),
            Value::List(_) => self.deserialize_seq(visitor),
            Value::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.settle(match self.node.value {
            Value::Bool(value) => visitor.visit_bool(value),
            _ => Err(Fault::Misfit(words::wanted("boolean").into())),
        })
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.settle(match self.node.value {
            Value::Number(value, _) => visitor.visit_f64(value),
            _ => Err(Fault::Misfit(words::wanted("number").into())),
        })
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.settle(self.whole(u32::MAX).and_then(|value| visitor.visit_u64(value)))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.settle(self.text().and_then(|text| visitor.visit_str(text)))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.readings.is_set_aside(self.node) { visitor.visit_unit() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Fault> {
        match (name, &self.node.value) {
            (SPANNED, _) => visitor.visit_seq(SpannedAccess::new(self)),
            (WRITTEN, Value::Number(_, written)) => self.settle(visitor.visit_str(written)),
            (WRITTEN, _) => self.deserialize_str(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.settle(self.list().and_then(|list| visitor.visit_seq(ListAccess::skipping(self, list))))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Fault> {
        let fits = self.list().ok().filter(|list| list.len() == len);
        let list = fits.ok_or_else(|| Fault::Misfit(format!("a list of {len}")));
        let result = self.settle(list.and_then(|list| visitor.visit_seq(ListAccess::whole(self, list))));
        if result.is_err() {
            // A tuple cannot do without one of its entries.
            self.readings.set_aside(self.node);
        }
        result
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.settle(self.map().and_then(|map| visitor.visit_map(EntriesAccess::new(self, map))))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.settle(self.map().and_then(|map| visitor.visit_map(FieldsAccess::new(self, map, name, fields))))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        let variant = self.settle(self.variant(variants))?;
        visitor.visit_enum(VariantAccess { variant, value: self })
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}
