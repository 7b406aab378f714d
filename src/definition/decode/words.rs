//! How values and fields are called in findings.

use super::super::yaml::{Node, Value};

/// The shapes a field may have more than one of: an enum with only these variants takes whichever is written.
pub(super) const SHAPES: [&str; 5] = ["text", "number", "list", "map", "boolean"];

/// The shape of a node, one of [`SHAPES`]; `None` when nothing is written.
pub(super) fn shape(value: &Value) -> Option<&'static str> {
    match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(..) => Some("number"),
        Value::Text(_) => Some("text"),
        Value::List(_) => Some("list"),
        Value::Map(_) => Some("map"),
    }
}

/// What must be written for a shape.
pub(super) fn wanted(shape: &str) -> &'static str {
    match shape {
        "boolean" => "`true` or `false`",
        "number" => "a number",
        "list" => "a list",
        "map" => "`name: value` pairs",
        _ => "text",
    }
}

/// What was found, with the words of the author where they are short.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Null => "nothing".into(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Number(_, written) => format!("the number `{written}`"),
        Value::Text(text) if text.chars().count() <= 40 && !text.contains('\n') => format!("the text `{text}`"),
        Value::Text(_) => "text".into(),
        Value::List(list) => format!("a list of {}", list.len()),
        Value::Map(_) => "`name: value` pairs".into(),
    }
}

/// What usually was meant, when a value of one shape stands where another belongs.
pub(super) fn remedy(node: &Node, expected: &str) -> Option<String> {
    match &node.value {
        Value::Text(text) if expected.contains("`true`") => boolean_remedy(text),
        Value::Text(text) if expected.contains("number") => number_remedy(text),
        Value::Number(_, written) if expected.starts_with("text") => {
            Some(format!("put it in quotes to make it text: \"{written}\""))
        }
        Value::Bool(value) if expected.starts_with("text") => {
            Some(format!("put it in quotes to make it text: \"{value}\""))
        }
        _ if expected.starts_with("a list") => {
            Some("write the entries one a line, each after `- `, or in brackets: [a, b]".into())
        }
        _ => None,
    }
}

fn boolean_remedy(text: &str) -> Option<String> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "on" | "是" => Some("write `true`".into()),
        "no" | "n" | "off" | "否" => Some("write `false`".into()),
        "true" | "false" => Some(format!("write `{}` without quotes", text.to_lowercase())),
        _ => None,
    }
}

fn number_remedy(text: &str) -> Option<String> {
    let ornaments = [',', '，', '_', ' ', '%', '‰', '¥', '￥', '$', '元'];
    let bare: String = text.chars().filter(|letter| !ornaments.contains(letter)).collect();
    let (digits, factor) = match (bare.strip_suffix('万'), bare.strip_suffix('亿')) {
        (Some(digits), _) => (digits, 1e4),
        (_, Some(digits)) => (digits, 1e8),
        _ => (bare.as_str(), 1.0),
    };
    let value = digits.parse::<f64>().ok().filter(|value| value.is_finite())? * factor;
    Some(if digits == text {
        format!("write `{value}` without quotes")
    } else {
        format!("write the bare number: {value}")
    })
}

/// "a measure", "an objective": the name of a raw struct in running text.
pub(super) fn noun(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {words}")
}

/// "`a`, `b` and `c`"
pub(super) fn enumeration(names: &[&str], last: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{} {last} {end}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structs_are_named_in_running_text() {
        assert_eq!(noun("Objective"), "an objective");
        assert_eq!(noun("EntityTop"), "an entity top");
        assert_eq!(noun("Measure"), "a measure");
    }

    #[test]
    fn numbers_with_ornaments_are_offered_bare() {
        assert_eq!(number_remedy("1,200").as_deref(), Some("write the bare number: 1200"));
        assert_eq!(number_remedy("80%").as_deref(), Some("write the bare number: 80"));
        assert_eq!(number_remedy("80").as_deref(), Some("write `80` without quotes"));
        assert_eq!(number_remedy("3.5万元").as_deref(), Some("write the bare number: 35000"));
        assert_eq!(number_remedy("many"), None);
        assert_eq!(number_remedy("inf"), None);
    }

    #[test]
    fn names_are_listed_with_a_last_word() {
        assert_eq!(enumeration(&["a", "b", "c"], "or"), "`a`, `b` or `c`");
        assert_eq!(enumeration(&["a"], "or"), "`a`");
    }
}
