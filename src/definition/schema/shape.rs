//! The shapes JSON Schema sees where Rust types say more, or less, than what is written.

use std::borrow::Cow;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::super::decode::{Entries, Field, Spanned, Written};

/// A period as it is written: `2026`, `2026-Q3`, `2026-10`, `2026-W44`, `2026-10-31`.
const PERIOD: &str = r"^\d{4}(-(Q[1-4]|W(0[1-9]|[1-4]\d|5[0-3])|(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?))?$";

/// A year alone is a number in YAML.
const YEARS: (i64, i64) = (1000, 9999);

/// Takes the schema of the value inside: a place and an absence are not written.
macro_rules! see_through {
    ($($wrapper:ident),*) => {$(
        impl<T: JsonSchema> JsonSchema for $wrapper<T> {
            fn inline_schema() -> bool {
                T::inline_schema()
            }
            fn schema_name() -> Cow<'static, str> {
                T::schema_name()
            }
            fn schema_id() -> Cow<'static, str> {
                T::schema_id()
            }
            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                T::json_schema(generator)
            }
        }
    )*};
}

see_through!(Spanned, Field);

/// Declares a shape that is written out where it is used.
macro_rules! inline {
    ($name:literal, $schema:expr) => {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> Cow<'static, str> {
            $name.into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let schema: fn(&mut SchemaGenerator) -> Schema = $schema;
            schema(generator)
        }
    };
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    inline!("Entries", |generator| {
        json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<T>()})
    });
}

impl JsonSchema for Written {
    inline!("Written", |_| json_schema!({"type": ["string", "number"]}));
}

/// A period in a field of its own.
pub(in crate::definition) struct InPeriod;

impl JsonSchema for InPeriod {
    inline!("Period", |_| {
        json_schema!({"anyOf": [
            {"type": "string", "pattern": PERIOD},
            {"type": "integer", "minimum": YEARS.0, "maximum": YEARS.1},
        ]})
    });
}

/// Values by period: keys such as `2026-10`, and `2026`, which is text as a key in JSON.
pub(in crate::definition) struct ByPeriod<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for ByPeriod<T> {
    inline!("ByPeriod", |generator| {
        json_schema!({
            "type": "object",
            "minProperties": 1,
            "patternProperties": {PERIOD: generator.subschema_for::<T>()},
            "additionalProperties": false,
        })
    });
}

/// Lower-case letters, digits and hyphens: `keep-customers`.
pub(in crate::definition) struct Id;

impl JsonSchema for Id {
    inline!("Id", |_| json_schema!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}));
}

/// A share with its sign: `60%`.
pub(in crate::definition) struct Percent;

impl JsonSchema for Percent {
    inline!(
        "Percent",
        |_| json_schema!({"type": "string", "pattern": r"^\s*(100(\.0+)?|\d{1,2}(\.\d+)?)\s*[%％]\s*$"})
    );
}

/// A size with its unit: `4GB`.
pub(in crate::definition) struct Size;

impl JsonSchema for Size {
    inline!("Size", |_| json_schema!({"type": "string", "pattern": r"^\s*\d+(\.\d+)?\s*[MGTmgt][Ii]?[Bb]\s*$"}));
}

/// A colour `#rrggbb`.
pub(in crate::definition) struct Colour;

impl JsonSchema for Colour {
    inline!("Colour", |_| json_schema!({"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"}));
}

/// A language of the site.
pub(in crate::definition) struct Language;

impl JsonSchema for Language {
    inline!("Language", |_| json_schema!({"type": "string", "enum": ["zh", "en"]}));
}

/// A share of 100, or of what the siblings have together.
pub(in crate::definition) struct Weight;

impl JsonSchema for Weight {
    inline!("Weight", |_| json_schema!({"type": "number", "minimum": 0}));
}

/// A pair (value, score).
pub(in crate::definition) struct Pair;

impl JsonSchema for Pair {
    inline!("Pair", |_| {
        json_schema!({
            "type": "array",
            "minItems": 2,
            "maxItems": 2,
            "prefixItems": [{"type": "number"}, {"type": "number", "minimum": 0, "maximum": 100}],
        })
    });
}
