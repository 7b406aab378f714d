//! JSON Schema of every kind of document, for editors: read off the structs of [`super::raw`], so that there is one
//! place that says what can be written.
//!
//! A schema knows shapes: fields, types, words, how a period is written. What holds between fields (weights that sum,
//! ids that exist) only `scorebook check` knows.

mod shape;
mod tidy;

pub(super) use shape::{ByPeriod, Colour, Id, InPeriod, Language, Pair, Percent, Size, Weight};

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::document::KINDS;
use super::raw;
use tidy::Tidy;

/// The schema that picks by `kind`: for everything under `scorecards/`.
const COMBINED: &str = "scorebook";

/// The schema of `scorebook.yaml`.
const BOOK: &str = "book";

/// A JSON Schema document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonSchemaFile {
    /// What it describes: `scorebook` for everything under `scorecards/`, `book` for `scorebook.yaml`, or a `kind`.
    pub subject: &'static str,
    /// `scorecard.schema.json`
    pub name: String,
    /// Its text, draft 2020-12, with a line break at its end.
    pub text: String,
}

/// Every schema: the combined one, the book's, and one for each kind of document.
pub fn all() -> Vec<JsonSchemaFile> {
    let kinds = KINDS.iter().map(|kind| file(kind.name, &of_kind(kind.name, kind.schema)));
    [file(COMBINED, &combined()), file(BOOK, &book())].into_iter().chain(kinds).collect()
}

fn file(subject: &'static str, schema: &Schema) -> JsonSchemaFile {
    let text = format!("{:#}\n", schema.as_value());
    JsonSchemaFile { subject, name: format!("{subject}.schema.json"), text }
}

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().for_deserialize().with_transform(Tidy).into_generator()
}

fn book() -> Schema {
    let mut schema = generator().into_root_schema_for::<raw::Book>();
    schema.insert("title".into(), "scorebook.yaml".into());
    schema
}

fn of_kind(name: &str, reference: fn(&mut SchemaGenerator) -> Schema) -> Schema {
    let mut generator = generator();
    let picked = reference(&mut generator);
    let mut definitions = generator.take_definitions(true);
    name_kinds(&mut definitions);
    let mut root = json_schema!({"$schema": DRAFT, "title": format!("kind: {name}")});
    root.insert("$ref".into(), picked.get("$ref").cloned().unwrap_or_default());
    root.insert("$defs".into(), definitions.into());
    root
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// One schema for all kinds: the root looks at `kind` and hands the document on.
fn combined() -> Schema {
    let mut generator = generator();
    let mut choices = Vec::new();
    for kind in KINDS {
        let picked = (kind.schema)(&mut generator);
        let is_kind = json!({"properties": {"kind": {"const": kind.name}}, "required": ["kind"]});
        choices.push(json!({"if": is_kind, "then": picked}));
    }
    let mut definitions = generator.take_definitions(true);
    name_kinds(&mut definitions);
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    json_schema!({
        "$schema": DRAFT,
        "title": "A document under scorecards/",
        "description": "One document a file. Its `kind` says what it is.",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"description": "What the document is.", "enum": names}},
        "allOf": choices,
        "$defs": definitions,
    })
}

/// Lets a document of a kind have only that word in its `kind`.
fn name_kinds(definitions: &mut Map<String, Value>) {
    let mut generator = generator();
    for kind in KINDS {
        let reference = (kind.schema)(&mut generator);
        let name = reference.get("$ref").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
        let Some(schema) = name.and_then(|name| definitions.get_mut(name)) else { continue };
        schema["properties"]["kind"]["const"] = kind.name.into();
        if let Some(required) = schema["required"].as_array_mut() {
            required.insert(0, "kind".into());
        }
    }
}

/// The reference to the schema of a raw struct, for the table of kinds.
pub(super) fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_schema_of_its_own_and_a_choice_in_the_combined_one() {
        let all = all();
        let subjects: Vec<&str> = all.iter().map(|file| file.subject).collect();
        assert_eq!(subjects[..2], ["scorebook", "book"]);
        assert_eq!(subjects[2..], KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>());
        let combined: Value = serde_json::from_str(&all[0].text).expect("JSON");
        for (kind, choice) in KINDS.iter().zip(combined["allOf"].as_array().expect("choices")) {
            assert_eq!(choice["if"]["properties"]["kind"]["const"], kind.name);
            let name = choice["then"]["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")).expect("a name");
            assert_eq!(combined["$defs"][name]["properties"]["kind"]["const"], kind.name);
            assert_eq!(combined["$defs"][name]["required"][0], "kind");
        }
    }

    #[test]
    fn every_field_says_what_it_means() {
        fn undescribed(value: &Value, path: &str, found: &mut Vec<String>) {
            for (name, field) in value["properties"].as_object().into_iter().flatten() {
                if !field["description"].is_string() && field.get("const").is_none() && field.is_object() {
                    found.push(format!("{path}.{name}"));
                }
            }
            for (name, definition) in value["$defs"].as_object().into_iter().flatten() {
                undescribed(definition, name, found);
            }
        }
        let mut found = Vec::new();
        for file in all() {
            undescribed(&serde_json::from_str(&file.text).expect("JSON"), file.subject, &mut found);
        }
        assert_eq!(found, [""; 0]);
    }
}
