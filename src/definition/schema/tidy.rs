//! What holds for every schema here: nothing is null, no field is unknown.

use schemars::Schema;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::{Value, json};

/// Takes out what Rust types say and YAML does not, and closes objects.
#[derive(Clone, Debug)]
pub(super) struct Tidy;

impl Transform for Tidy {
    fn transform(&mut self, schema: &mut Schema) {
        // A field with nothing behind its colon is an error: an `Option` is left out, not null.
        not_null_type(schema);
        not_null_choice(schema);
        // `double` and `uint32` mean nothing to those who write a book.
        schema.remove("format");
        if schema.get("properties").is_some() {
            schema.insert("additionalProperties".into(), false.into());
        }
        transform_subschemas(self, schema);
    }
}

fn not_null_type(schema: &mut Schema) {
    let Some(Value::Array(types)) = schema.get_mut("type") else { return };
    types.retain(|name| name != "null");
    if let [only] = types.as_slice() {
        let only = only.clone();
        schema.insert("type".into(), only);
    }
}

fn not_null_choice(schema: &mut Schema) {
    let Some(Value::Array(choices)) = schema.get_mut("anyOf") else { return };
    choices.retain(|choice| *choice != json!({"type": "null"}));
    if let [Value::Object(only)] = choices.as_slice() {
        let only = only.clone();
        schema.remove("anyOf");
        for (name, value) in only {
            schema.ensure_object().entry(name).or_insert(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tidied(value: Value) -> Value {
        let mut schema = Schema::try_from(value).expect("a schema");
        Tidy.transform(&mut schema);
        schema.to_value()
    }

    #[test]
    fn null_goes_and_objects_are_closed() {
        assert_eq!(tidied(json!({"type": ["number", "null"], "format": "double"})), json!({"type": "number"}));
        assert_eq!(
            tidied(json!({"description": "d", "anyOf": [{"$ref": "#/$defs/X"}, {"type": "null"}]})),
            json!({"description": "d", "$ref": "#/$defs/X"})
        );
        assert_eq!(
            tidied(json!({"properties": {"a": {"type": ["string", "null"]}}})),
            json!({"properties": {"a": {"type": "string"}}, "additionalProperties": false})
        );
    }
}
