//! What of a business case a reader can search for.

use super::Desk;
use crate::report::Material;
use crate::report::pen::Pen;
use crate::report::search::SearchEntry;

/// Every business case with its items.
pub fn entries(pen: Pen, material: &Material) -> Vec<SearchEntry> {
    let desks = material.cases.iter().enumerate().map(|(at, own)| Desk::new(pen, own, at));
    desks.flat_map(|desk| desk.entries()).collect()
}

impl Desk<'_> {
    fn entries(&self) -> Vec<SearchEntry> {
        let link = self.link();
        let whole = SearchEntry {
            kind: "business-case",
            title: link.title.clone(),
            path: self.pen.text(&self.pen.book.title),
            href: link.href.clone(),
            status: None,
            owner: None,
        };
        let items = self.own.case.costs.iter().map(|item| SearchEntry {
            kind: "case-item",
            title: self.pen.text(&item.title),
            path: format!("{} / {}", link.title, self.line_title(item.line)),
            href: format!("{}#item-{}", link.href, item.id),
            status: None,
            owner: self.pen.some_text(item.owner.as_ref()),
        });
        let benefits = self.own.case.benefits.iter().map(|item| SearchEntry {
            kind: "case-item",
            title: self.pen.text(&item.title),
            path: format!("{} / {}", link.title, self.pen.say("case.benefit", &[])),
            href: format!("{}#item-{}", link.href, item.id),
            status: None,
            owner: self.pen.some_text(item.owner.as_ref()),
        });
        std::iter::once(whole).chain(items).chain(benefits).collect()
    }
}
