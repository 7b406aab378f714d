//! The items of a survey, each once, and their scales.

use std::collections::BTreeMap;

use super::super::super::decode::Spanned;
use super::super::super::raw;
use super::super::{Checker, id, number};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Item, ItemColumns, Text};

/// More places than this no scale has.
const MOST_PLACES: f64 = 101.0;

/// The items so far, with where each is written.
#[derive(Default)]
pub(super) struct Items {
    pub(super) list: Vec<Item>,
    places: BTreeMap<String, Span>,
}

impl Items {
    /// Takes in an item, and gives its place. An item that two instruments ask would mix what they mean.
    pub(super) fn take(&mut self, checker: &mut Checker<'_>, item: Item, span: Span) -> usize {
        if let Some(first) = self.places.get(&item.id) {
            let finding = Diagnostic::error("item-twice", format!("two instruments ask the item `{}`", item.id));
            let finding = finding.at(span, "again here").at(*first, "first here");
            let help = "an answer has one scale and one meaning: give each instrument items of its own; a map takes those of \
                        a `servqual` with `of`";
            checker.report(finding.help(help));
        }
        self.places.entry(item.id.clone()).or_insert(span);
        self.list.push(item);
        self.list.len() - 1
    }

    /// The place of an item by its id.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.list.iter().position(|item| item.id == id)
    }

    /// Takes in a listed item on a scale.
    pub(super) fn listed(
        &mut self,
        checker: &mut Checker<'_>,
        raw: &Spanned<raw::SurveyItem>,
        scale: (f64, f64),
        columns: ItemColumns,
    ) -> usize {
        let (id, span) = id::checked(checker, &raw.value.id, "item", raw.span);
        let name = id::called("item", id.as_ref());
        let title = checker.title(&raw.value.title, &name, span);
        self.take(checker, Item { id: id.unwrap_or_default(), title, scale, whole: false, columns }, span)
    }

    /// Takes in an item that is named by its id alone.
    pub(super) fn named(&mut self, checker: &mut Checker<'_>, raw: &Spanned<String>, scale: (f64, f64)) -> usize {
        let title = Text::plain(&raw.value);
        let item = Item { id: raw.value.clone(), title, scale, whole: false, columns: ItemColumns::Value };
        self.take(checker, item, raw.span)
    }
}

/// A scale as written; `None` where there is none or where it is no scale.
pub(super) fn scale(checker: &mut Checker<'_>, raw: Option<&Spanned<Vec<f64>>>) -> Option<(f64, f64)> {
    let raw = raw?;
    if let [low, high] = raw.value[..]
        && low.is_finite()
        && high.is_finite()
        && low < high
    {
        return Some((low, high));
    }
    let listed = raw.value.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", ");
    let finding = Diagnostic::error("scale", format!("`scale` is no scale: [{listed}]"));
    checker.report(finding.at(raw.span, "").help("write the lowest and the highest answer: `[1, 5]`"));
    None
}

/// A scale whose answers are its whole numbers.
pub(super) fn whole_scale(checker: &mut Checker<'_>, raw: Option<&Spanned<Vec<f64>>>) -> Option<(f64, f64)> {
    let (low, high) = scale(checker, raw)?;
    if low.fract() != 0.0 || high.fract() != 0.0 || high - low >= MOST_PLACES {
        let message = format!("answers from {} to {} cannot be counted one by one", number(low), number(high));
        let finding = Diagnostic::error("scale", message).at(raw.map_or_else(Span::default, |raw| raw.span), "");
        checker.report(finding.help("write whole numbers no more than 100 apart"));
        return None;
    }
    Some((low, high))
}
