//! Turns a tree of YAML nodes into the structs of [`super::raw`], finding everything that does not fit.
//!
//! It is a `serde` deserializer, so that one derive on the raw structs says what the fields are. It differs from
//! others in not stopping at the first misfit: a value of the wrong type is reported, set aside, and the document is
//! read again as if it were absent, until a reading finds nothing new. [`Field`] tells "absent" from "set aside".

mod access;
mod deserializer;
mod fault;
mod field;
mod words;

pub(super) use field::{Entries, Field, Required, Spanned, Written};

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Deserialize;

use super::yaml::Node;
use crate::diagnostic::{Diagnostic, Findings};
use deserializer::{Context, NodeDeserializer};

/// After this many misfits in one document the rest can wait.
const MOST_READINGS: usize = 200;

/// What the readings of one document share.
#[derive(Default)]
struct Readings {
    /// Nodes of the wrong type, by number: read as absent from then on.
    set_aside: RefCell<BTreeSet<usize>>,
    /// What was found about them.
    misfits: RefCell<Vec<Diagnostic>>,
    /// Unknown and empty fields, as the latest reading found them.
    fields: RefCell<Vec<Diagnostic>>,
}

impl Readings {
    fn is_set_aside(&self, node: &Node) -> bool {
        self.set_aside.borrow().contains(&node.id)
    }

    fn set_aside(&self, node: &Node) {
        self.set_aside.borrow_mut().insert(node.id);
    }
}

/// Reads a document; `None` when the document as a whole does not have the shape asked for.
pub(super) fn decode<T: for<'de> Deserialize<'de>>(root: &Node, findings: &mut Findings) -> Option<T> {
    let readings = Readings::default();
    let mut decoded = None;
    for _ in 0..MOST_READINGS {
        let known = readings.set_aside.borrow().len();
        readings.fields.borrow_mut().clear();
        decoded = T::deserialize(NodeDeserializer::new(root, Context::document(), &readings)).ok();
        if decoded.is_some() || readings.set_aside.borrow().len() == known {
            break;
        }
    }
    findings.extend(readings.misfits.into_inner());
    findings.extend(readings.fields.into_inner());
    decoded
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;
    use crate::diagnostic::FileId;

    #[derive(Debug, Deserialize)]
    struct Shelf {
        name: Required<String>,
        width: Field<f64>,
        books: Option<Vec<f64>>,
        place: Option<Place>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Place {
        Text(String),
        Map(Entries<f64>),
    }

    fn read(text: &str) -> (Option<Shelf>, Vec<String>) {
        let mut findings = Findings::default();
        let root = yaml::parse(FileId(0), text).expect("YAML");
        let shelf = decode(&root, &mut findings);
        (shelf, findings.sorted().iter().map(|finding| finding.message.clone()).collect())
    }

    #[test]
    fn absent_is_told_from_set_aside() {
        let (shelf, messages) = read("width: wide\n");
        let shelf = shelf.expect("a shelf");
        assert_eq!((shelf.name, shelf.width), (Field::Absent, Field::SetAside));
        assert_eq!(messages, ["`width` must be a number, found the text `wide`"]);
    }

    #[test]
    fn every_misfit_is_found_and_the_rest_is_read() {
        let (shelf, messages) = read("name: 1\nbooks: [1, a, 3, {}]\nplace: {x: 1, y: z}\n");
        let shelf = shelf.expect("a shelf");
        assert_eq!(shelf.books, Some(vec![1.0, 3.0]));
        let Some(Place::Map(Entries(entries))) = shelf.place else { panic!("a map") };
        assert_eq!(entries.iter().map(|(key, value)| (key.value.as_str(), *value)).collect::<Vec<_>>(), [("x", 1.0)]);
        assert_eq!(
            messages,
            [
                "`name` must be text, found the number `1`",
                "an entry of `books` must be a number, found the text `a`",
                "an entry of `books` must be a number, found `name: value` pairs",
                "`y` must be a number, found the text `z`",
            ]
        );
    }

    #[test]
    fn an_enum_of_shapes_takes_what_is_written() {
        let (shelf, messages) = read("name: a\nplace: here\n");
        assert_eq!(shelf.and_then(|shelf| shelf.place), Some(Place::Text("here".into())));
        assert_eq!(messages, [""; 0]);
        assert_eq!(read("place: 5\n").1, ["`place` must be text or `name: value` pairs, found the number `5`"]);
    }

    #[test]
    fn names_are_known_and_used_once() {
        let (shelf, messages) = read("name: a\nnames: b\nname: c\n[x]: d\n");
        assert_eq!(shelf.map(|shelf| shelf.name), Some(Field::Given("a".into())));
        assert_eq!(
            messages,
            ["a shelf has no field `names`", "`name` is written twice", "the name of a field must be text"]
        );
    }
}
