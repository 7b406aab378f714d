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
