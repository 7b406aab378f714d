//! Where everything lies: every page and file with its path, before anything is written.

use super::slug::slug;
use crate::report::address::{Address, Download, Links};
use crate::report::{Card, Material, decisions, initiatives};
use crate::scorecard::{EntityTree, Locale, NodeIndex, Scorecard};

/// What the site itself puts beside the scorecards.
const BESIDE_SCORECARDS: &[&str] = &[
    "assessments",
    "assets",
    "business-cases",
    "customers",
    "data",
    "en",
    "index",
    "manifest",
    "method",
    "portfolios",
    "surveys",
    "swots",
    "zh",
];

/// What a scorecard has or will have beside its perspectives: addresses stay what they are.
const BESIDE_PERSPECTIVES: &[&str] = &[
    "briefing",
    "changes",
    "decisions",
    "entities",
    "exceptions",
    "index",
    "initiatives",
    "map",
    "method",
    "periods",
    "since",
];

/// Every page and file with its path.
pub(super) struct Plan {
    locales: Vec<Locale>,
    cards: Vec<CardPlan>,
    /// Folder names of the assessments.
    assessments: Vec<String>,
    /// Of the SWOTs.
    swots: Vec<String>,
    /// Of the portfolios.
    portfolios: Vec<String>,
    /// Folder names of the surveys.
    surveys: Vec<String>,
    /// Of the documents of customers.
    customers: Vec<String>,
    /// Folder names of the business cases.
    cases: Vec<String>,
}

/// Folder names within one scorecard.
struct CardPlan {
    slug: String,
    /// By node: the folders from the scorecard down, joined by `/`; empty for the root.
    nodes: Vec<String>,
    /// By entity.
    entities: Vec<String>,
    /// Pages in the order they are rendered.
    pages: Vec<Address>,
    /// Whether it was compared with an earlier edition.
    since: bool,
    /// The measures, which have a download each.
    measures: Vec<NodeIndex>,
    /// The measures that publish rows, with how many tables each.
    rows: Vec<(NodeIndex, usize)>,
}

impl Plan {
    /// Plans the site of a book.
    pub(super) fn new(material: &Material) -> Self {
        let locales = if material.book.locales.is_empty() { vec![Locale::En] } else { material.book.locales.clone() };
        let cards = material.cards.iter().enumerate();
        let rows = |at: usize| material.rows.iter().filter(move |((card, _), _)| *card == at);
        let rows = |at: usize| rows(at).map(|((_, node), tables)| (*node, tables.len())).collect();
        let cards = cards.map(|(at, card)| CardPlan { rows: rows(at), ..CardPlan::new(at, card) });
        let cards = cards.collect();
        let folder = |id: &str| slug(id, &["index"]);
        let assessments = material.appraised.iter().map(|appraised| folder(&appraised.assessment.id)).collect();
        let surveys = material.surveyed.iter().map(|own| folder(&own.survey.id)).collect();
        let swots = material.swots.iter().map(|rated| folder(&rated.own.id)).collect();
        let portfolios = material.portfolios.iter().map(|rated| folder(&rated.own.id)).collect();
        let customers = material.counted.iter().map(|own| folder(&own.customers.id)).collect();
        let cases = material.cases.iter().map(|own| folder(&own.case.id)).collect();
        Self { locales, cards, assessments, swots, portfolios, surveys, customers, cases }
    }

    /// The languages, the default first.
    pub(super) fn locales(&self) -> &[Locale] {
        &self.locales
    }

    /// Every page, once for all languages.
    pub(super) fn pages(&self) -> impl Iterator<Item = Address> {
        [Address::Cover, Address::Method, Address::Data]
            .into_iter()
            .chain((0..self.assessments.len()).map(Address::Assessment))
            .chain((0..self.swots.len()).map(Address::Swot))
            .chain((0..self.portfolios.len()).map(Address::Portfolio))
            .chain((0..self.surveys.len()).map(Address::Survey))
            .chain((0..self.customers.len()).map(Address::Customers))
            .chain((0..self.cases.len()).map(Address::BusinessCase))
            .chain(self.cards.iter().flat_map(|card| card.pages.clone()))
    }

    /// Every file of numbers but the manifest.
    pub(super) fn downloads(&self) -> impl Iterator<Item = Download> {
        let surveys = (0..self.surveys.len()).map(Download::Survey);
        let cases = (0..self.cases.len()).map(Download::Case);
        let of_cards = self.cards.iter().enumerate().flat_map(|(at, card)| {
            let measures = card.measures.iter().map(move |node| Download::Measure(at, *node));
            let tables = move |(node, tables): &(NodeIndex, usize)| {
                let node = *node;
                (0..*tables).map(move |table| Download::Rows(at, node, table))
            };
            let rows = card.rows.iter().flat_map(tables);
            let whole = [Download::Edition(at), Download::ScoresCsv(at), Download::ScoresJson(at)];
            let since = card.since.then_some(Download::Since(at));
            whole.into_iter().chain(since).chain(measures).chain(rows)
        });
        of_cards.chain(surveys).chain(cases)
    }

    /// The path of an address in a language, relative to the site, with `/`.
    pub(super) fn path(&self, address: Address, locale: Locale) -> String {
        let below = match address {
            Address::Asset(name) => return format!("assets/{name}"),
            Address::Download(download) => return self.download(download),
            Address::Cover => String::new(),
            Address::Method => "method/".to_owned(),
            Address::Data => "data/".to_owned(),
            Address::Assessment(at) => within("assessments", &self.assessments, at),
            Address::Survey(at) => within("surveys", &self.surveys, at),
            Address::Swot(at) => within("swots", &self.swots, at),
            Address::Portfolio(at) => within("portfolios", &self.portfolios, at),
            Address::Customers(at) => within("customers", &self.customers, at),
            Address::BusinessCase(at) => within("business-cases", &self.cases, at),
            // The top's own page is the overview.
            Address::Overview(at) | Address::Entity(at, EntityTree::TOP) => self.card(at, ""),
            Address::Changes(at) => self.card(at, "changes"),
            Address::Since(at) => self.card(at, "since"),
            Address::Exceptions(at) => self.card(at, "exceptions"),
            Address::Periods(at) => self.card(at, "periods"),
            Address::Period(at, period) => self.card(at, &format!("periods/{}", period.to_string().to_lowercase())),
            Address::Map(at) => self.card(at, "map"),
            Address::Initiatives(at) => self.card(at, "initiatives"),
            Address::Decisions(at) => self.card(at, "decisions"),
            Address::Briefing(at) => self.card(at, "briefing"),
            Address::Entities(at) => self.card(at, "entities"),
            Address::Node(at, node) => self.card(at, self.cards.get(at).map_or("", |card| &card.nodes[node.0])),
            Address::Entity(at, entity) => {
                let name = self.cards.get(at).map_or("", |card| &card.entities[entity.0]);
                self.card(at, &format!("entities/{name}"))
            }
        };
        let first = self.locales.first() == Some(&locale);
        let language = if first { String::new() } else { format!("{}/", locale.code()) };
        format!("{language}{below}index.html")
    }

    fn card(&self, at: usize, below: &str) -> String {
        let card = self.cards.get(at).map_or("", |card| &card.slug);
        if below.is_empty() { format!("{card}/") } else { format!("{card}/{below}/") }
    }

    fn download(&self, download: Download) -> String {
        let card = |at: usize| self.cards.get(at).map_or("", |card| card.slug.as_str());
        match download {
            Download::Manifest => "manifest.json".to_owned(),
            Download::Survey(at) => format!("data/surveys/{}.json", named(&self.surveys, at)),
            Download::Case(at) => format!("data/business-cases/{}.json", named(&self.cases, at)),
            Download::ScoresJson(at) => format!("data/{}/scores.json", card(at)),
            Download::Edition(at) => format!("data/{}/edition.json", card(at)),
            Download::Since(at) => format!("data/{}/since.json", card(at)),
            Download::ScoresCsv(at) => format!("data/{}/scores.csv", card(at)),
            Download::Rows(at, node, table) => {
                let path = self.cards.get(at).map_or("", |card| &card.nodes[node.0]);
                let number = if table == 0 { String::new() } else { format!("-{}", table + 1) };
                // A folder of its own: a measure may be called `rows` beside another.
                format!("data/{}/{path}/rows{number}.csv", card(at))
            }
            Download::Measure(at, node) => {
                let path = self.cards.get(at).map_or("", |card| &card.nodes[node.0]);
                format!("data/{}/{path}.csv", card(at))
            }
        }
    }

    /// Links seen from one page.
    pub(super) fn seen_from(&self, here: Address, locale: Locale) -> SeenFrom<'_> {
        SeenFrom { plan: self, here, locale, path: self.path(here, locale) }
    }
}

/// The folder of a document, by its place among those of its kind.
fn within(kind: &str, names: &[String], at: usize) -> String {
    format!("{kind}/{}/", named(names, at))
}

impl CardPlan {
    fn new(at: usize, card: &Card) -> Self {
        let (scorecard, entities) = (card.scorecard, card.entities);
        let nodes = scorecard.nodes.iter().map(|node| folders(&node.path)).collect();
        let below = scorecard.indexed().map(|(index, _)| index).filter(|index| *index != Scorecard::ROOT);
        let mut pages = vec![Address::Overview(at), Address::Changes(at), Address::Exceptions(at), Address::Map(at)];
        pages.extend(card.since.map(|_| Address::Since(at)));
        pages.extend([Address::Briefing(at), Address::Periods(at)]);
        pages.extend(card.published().into_iter().map(|period| Address::Period(at, period)));
        pages.extend(below.map(|node| Address::Node(at, node)));
        if initiatives::are_there(scorecard) {
            pages.push(Address::Initiatives(at));
        }
        if decisions::are_there(scorecard) {
            pages.push(Address::Decisions(at));
        }
        if !entities.is_single() {
            pages.push(Address::Entities(at));
            let below = entities.indexed().map(|(index, _)| index).filter(|index| *index != EntityTree::TOP);
            pages.extend(below.map(|entity| Address::Entity(at, entity)));
        }
        Self {
            slug: slug(&scorecard.id, BESIDE_SCORECARDS),
            nodes,
            entities: entities.indexed().map(|(_, entity)| slug(entity.id.as_deref().unwrap_or("all"), &[])).collect(),
            pages,
            since: card.since.is_some(),
            measures: scorecard.measures().map(|(index, _, _)| index).collect(),
            rows: Vec::new(),
        }
    }
}

/// The name at a place.
fn named(names: &[String], at: usize) -> &str {
    names.get(at).map_or("", String::as_str)
}

/// The folders of a node's path.
fn folders(path: &str) -> String {
    let reserved = |depth: usize| if depth == 0 { BESIDE_PERSPECTIVES } else { &["index"] };
    let parts = path.split('/').filter(|part| !part.is_empty()).enumerate();
    parts.map(|(depth, part)| slug(part, reserved(depth))).collect::<Vec<_>>().join("/")
}

/// Links as one page writes them.
pub(super) struct SeenFrom<'a> {
    plan: &'a Plan,
    here: Address,
    locale: Locale,
    path: String,
}

impl Links for SeenFrom<'_> {
    fn to(&self, address: Address) -> String {
        relative(&self.path, &self.plan.path(address, self.locale))
    }

    fn in_language(&self, locale: Locale) -> String {
        relative(&self.path, &self.plan.path(self.here, locale))
    }
}

/// The way from one file to another, both relative to the same folder.
fn relative(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let folders = from.len() - 1;
    let shared = from.iter().zip(&to).take(folders.min(to.len() - 1)).take_while(|(a, b)| a == b).count();
    let mut way = "../".repeat(folders - shared);
    way.push_str(&to[shared..].join("/"));
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::made;

    #[test]
    fn links_are_relative() {
        assert_eq!(relative("index.html", "a/b/index.html"), "a/b/index.html");
        assert_eq!(relative("a/b/index.html", "a/b/index.html"), "index.html");
        assert_eq!(relative("en/a/index.html", "a/index.html"), "../../a/index.html");
        assert_eq!(relative("a/b/c/index.html", "a/d/index.html"), "../../d/index.html");
    }

    #[test]
    fn every_page_has_a_path_of_its_own() {
        let made = made();
        let material = made.material();
        let plan = Plan::new(&material);
        let pages = plan.pages().flat_map(|page| plan.locales().iter().map(move |locale| (page, *locale)));
        let paths: Vec<String> = pages.map(|(page, locale)| plan.path(page, locale).to_lowercase()).collect();
        let mut unique = paths.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), paths.len());
        // Cover, method, data; overview, changes, exceptions, map, briefing, periods and three of them; seven nodes;
        // initiatives, decisions; entities and the three below the top, in two languages.
        assert_eq!(paths.len(), 2 * 25);
        assert!(paths.contains(&"strategy/periods/2026-09/index.html".to_owned()));
        assert!(paths.contains(&"strategy/customer/keep/retention/index.html".to_owned()));
        assert!(paths.contains(&"en/strategy/entities/east/index.html".to_owned()));
    }
}
