//! What customers are worth: how value lies with them, their tiers, and who moved between these.

mod moves;
mod shares;
mod sight;
mod time;

use serde::Serialize;

use super::Material;
use super::figure::Figure;
use super::pen::Pen;
use super::sentence::Headline;
use super::sources::{TableView, model_text, table_view};
use super::view::{Link, Quantity};

pub use moves::{MoveCell, MoveRow, MovesView};
pub use shares::{ClassRow, TierRow, TopRow};
pub use sight::Sight;
pub use time::TimeRow;

/// What a page about customers says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomersPage {
    /// Its name.
    pub title: String,
    /// The period reported on; empty without any.
    pub period: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// What it is for.
    pub description: Option<String>,
    /// (`Customers`, `23,570`), …
    pub facts: Vec<(String, String)>,
    /// Over the curve: it is another one where some customers are worth less than nothing.
    pub curve_title: String,
    /// What to know about the curve.
    pub curve_note: String,
    /// How value lies with customers.
    pub curve: Option<Figure>,
    /// What the top customers bring.
    pub top: Vec<TopRow>,
    /// Classes A, B and C; none where the value of all is not positive.
    pub abc: Vec<ClassRow>,
    /// Tiers by their share of customers and of value.
    pub shares: Figure,
    /// The same as a table.
    pub tiers: Vec<TierRow>,
    /// Who went where since the period before; `None` where there is none.
    pub moves: Option<MovesView>,
    /// Every period looked at, the latest first.
    pub over_time: Vec<TimeRow>,
    /// How it was counted, a sentence each.
    pub rules: Vec<String>,
    /// What the transactions are.
    pub about: Option<String>,
    /// The query.
    pub sql: String,
    /// `scorecards/customers.yaml, line 12`.
    pub place: String,
    /// Models the query reads: (name, SQL).
    pub models: Vec<(String, String)>,
    /// Tables it reads.
    pub tables: Vec<TableView>,
}

/// Builds the page of the document at a place; `None` when there is no such place.
pub fn page(pen: Pen, material: &Material, at: usize) -> Option<CustomersPage> {
    let sight = Sight::new(pen, material.counted.get(at)?, at);
    let (document, facts) = (sight.own.customers, sight.own.facts);
    let (line, _) = material.sources.line_column(document.transactions.span);
    let path = material.sources.path(document.transactions.span.file);
    let models = facts.models.iter();
    let read = material.drop.tables.iter().filter(|table| facts.tables.contains(&table.name));
    Some(CustomersPage {
        title: sight.title(),
        period: sight.period(),
        lead: sight.lead(),
        description: pen.some_text(document.description.as_ref()),
        facts: sight.facts(),
        curve_title: pen.say(&format!("customers.curve{}", sight.whale()), &[]),
        curve_note: sight.curve_note(),
        curve: sight.curve(),
        top: sight.top(),
        abc: sight.classes(),
        shares: sight.shares(),
        tiers: sight.tiers(),
        moves: sight.moves(),
        over_time: sight.over_time(),
        rules: sight.rules(),
        about: pen.some_text(document.about.as_ref()),
        sql: document.transactions.text.trim_end().to_owned(),
        place: pen.say("source.place", &[("path", path), ("line", &line.to_string())]),
        models: models.filter_map(|name| Some((name.clone(), model_text(material, name)?))).collect(),
        tables: read.map(|table| table_view(pen, material, table)).collect(),
    })
}

/// A document of customers on the cover.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CustomersLine {
    /// Its page.
    pub link: Link,
    /// The period reported on.
    pub period: String,
    /// One sentence.
    pub headline: String,
    /// How many there are.
    pub customers: Quantity,
    /// What stands beside their number.
    pub word: String,
}

/// Every document of customers in a line.
pub fn lines(pen: Pen, material: &Material) -> Vec<CustomersLine> {
    let sights = material.counted.iter().enumerate().map(|(at, own)| Sight::new(pen, own, at));
    let line = |sight: Sight| CustomersLine {
        link: sight.link(),
        period: sight.period(),
        headline: sight.lead().headline,
        customers: sight.count(sight.now().map_or(0, |now| now.all.customers)),
        word: pen.say("customers.word", &[]),
    };
    sights.map(line).collect()
}
