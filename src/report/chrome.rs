//! What stands around every page: name, navigation, languages, where we are, and what it is all made from.

use serde::Serialize;

use super::address::{self, Address, Download, NUMBERS, search_index};
use super::past::{Picker, picker};
use super::pen::Pen;
use super::sheet::Sheet;
use super::sources::short_hash;
use super::view::Link;
use super::{Material, dates, decisions, initiatives, map};
use crate::scorecard::{Locale, NodeIndex, PaletteDirection, Scorecard};

/// How many pages stand in the header; where there are more, a list takes the last place.
const ROOM: usize = 6;

/// The frame of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chrome {
    /// For the `lang` attribute: `zh-Hans`.
    pub lang: &'static str,
    /// For the browser's tab.
    pub title: String,
    /// The book's name.
    pub book: String,
    /// The book's logo.
    pub logo: Option<LogoView>,
    /// `made-up data`, when it is.
    pub made_up: Option<String>,
    /// The cover.
    pub home: String,
    /// The pages of this scorecard that stand in the header.
    pub nav: Vec<NavItem>,
    /// The rest of them, in a list that opens; empty where all find room.
    pub more: Vec<NavItem>,
    /// This page in every language of the book.
    pub languages: Vec<Language>,
    /// What this page is part of, the outermost first.
    pub crumbs: Vec<Link>,
    /// `October 2026`; empty on the cover.
    pub period: String,
    /// The periods to choose from; `None` on the cover, and where there is only one.
    pub picker: Option<Picker>,
    /// The stylesheet.
    pub style: String,
    /// The second stylesheet, of pages of documents beside scorecards.
    pub document_style: String,
    /// The script.
    pub script: String,
    /// The index it searches.
    pub search: String,
    /// `cn` or `intl`: which colour stands for a rise.
    pub palette: &'static str,
    /// The line at the foot that the book asks for.
    pub footer: Option<String>,
    /// `Data drop 7f3a9c42`, `Scorebook 0.1.0`.
    pub facts: Vec<String>,
    /// The page to print, this page's numbers and files of numbers.
    pub downloads: Vec<Link>,
}

/// Where the pictures of the logo lie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogoView {
    /// On light pages and on paper.
    pub light: String,
    /// On dark pages; none where the light one serves both.
    pub dark: Option<String>,
}

/// A page in the navigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// Its name.
    pub title: String,
    /// Whether it is the page it stands on.
    pub current: bool,
}

/// This page in another language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Language {
    /// Where it leads.
    pub href: String,
    /// The language's own name for itself.
    pub title: String,
    /// For the `lang` and `hreflang` attributes.
    pub lang: &'static str,
    /// Whether it is the language of this page.
    pub current: bool,
}

/// Builds the frame of the page at `here`; `title` is the page's own name.
pub fn chrome(pen: Pen, material: &Material, here: Address, title: &str) -> Chrome {
    let book = pen.text(&material.book.title);
    let sheet = here.scorecard().and_then(|at| Sheet::new(pen, material, at)).map(|sheet| match here {
        Address::Period(_, period) => sheet.at_period(period),
        _ => sheet,
    });
    let languages = material.book.locales.iter().map(|locale| language(pen, *locale)).collect();
    let mut nav = navigation(pen, material, sheet.as_ref(), here);
    let more = if nav.len() > ROOM { nav.split_off(ROOM - 1) } else { Vec::new() };
    Chrome {
        lang: pen.locale().language_tag(),
        title: if title == book { book.clone() } else { pen.say("page.title", &[("title", title), ("book", &book)]) },
        logo: material.book.logo.as_ref().map(|logo| LogoView {
            light: pen.href(address::logo(logo.light.format, false)),
            dark: logo.dark.as_ref().map(|dark| pen.href(address::logo(dark.format, true))),
        }),
        made_up: material.book.made_up.then(|| pen.say("made-up", &[])),
        home: pen.href(Address::Cover),
        nav,
        more,
        languages,
        crumbs: sheet.as_ref().map_or_else(Vec::new, |sheet| crumbs(sheet, here)),
        period: sheet.as_ref().map_or_else(String::new, |sheet| dates::full(pen.words, sheet.period())),
        picker: sheet.as_ref().and_then(picker),
        style: pen.href(Address::Asset("scorebook.css")),
        document_style: pen.href(Address::Asset("documents.css")),
        script: pen.href(Address::Asset("scorebook.js")),
        search: pen.href(search_index(pen.locale())),
        palette: match material.book.palette {
            PaletteDirection::International => "intl",
            PaletteDirection::Chinese => "cn",
        },
        footer: pen.some_text(material.book.footer.as_ref()),
        facts: facts(pen, material),
        downloads: downloads(pen, sheet.as_ref()),
        book,
    }
}

/// The pages of documents beside scorecards: of what people judge and so on, each with the key of its entry in the
/// navigation and the section of the cover that lists them.
fn documents(material: &Material) -> [(Vec<Address>, &'static str, &'static str); 4] {
    let assessments = (0..material.appraised.len()).map(Address::Assessment);
    let swots = (0..material.swots.len()).map(Address::Swot);
    let portfolios = (0..material.portfolios.len()).map(Address::Portfolio);
    let surveys = (0..material.surveyed.len()).map(Address::Survey);
    let customers = (0..material.counted.len()).map(Address::Customers);
    let cases = (0..material.cases.len()).map(Address::BusinessCase);
    [
        (assessments.chain(swots).chain(portfolios).collect(), "nav.assessments", "assessments"),
        (surveys.collect(), "nav.surveys", "surveys"),
        (customers.collect(), "nav.customers", "customers"),
        (cases.collect(), "nav.business-case", "business-cases"),
    ]
}

fn navigation(pen: Pen, material: &Material, sheet: Option<&Sheet>, here: Address) -> Vec<NavItem> {
    let item = |address: Address, key: &str| NavItem {
        href: pen.href(address),
        title: pen.say(key, &[]),
        current: address == here,
    };
    let pages = sheet.map_or_else(Vec::new, pages);
    let mut items: Vec<NavItem> = pages.into_iter().map(|(address, key)| item(address, key)).collect();
    items.extend(documents(material).into_iter().filter_map(|(pages, key, section)| match pages.as_slice() {
        [] => None,
        [only] => Some(item(*only, key)),
        several if several.contains(&here) => Some(item(here, key)),
        _ => {
            let href = format!("{}#{section}", pen.href(Address::Cover));
            Some(NavItem { href, title: pen.say(key, &[]), current: false })
        }
    }));
    items.push(item(Address::Method, "nav.method"));
    items
}

/// The pages of a scorecard that every other one leads to, each with the key of its name, those first that most
/// readers look for.
pub(super) fn pages(sheet: &Sheet) -> Vec<(Address, &'static str)> {
    let at = sheet.at;
    let all = [
        (true, (Address::Overview(at), "nav.overview")),
        (true, (Address::Changes(at), "nav.changes")),
        (true, (Address::Exceptions(at), "nav.exceptions")),
        (true, (Address::Map(at), map::name(sheet))),
        (!sheet.card.entities.is_single(), (Address::Entities(at), "nav.entities")),
        (sheet.card.since.is_some(), (Address::Since(at), "nav.since")),
        (initiatives::are_there(sheet.scorecard()), (Address::Initiatives(at), "nav.initiatives")),
        (decisions::are_there(sheet.scorecard()), (Address::Decisions(at), "nav.decisions")),
    ];
    all.into_iter().filter_map(|(is_there, page)| is_there.then_some(page)).collect()
}

fn language(pen: Pen, locale: Locale) -> Language {
    Language {
        href: pen.links.in_language(locale),
        title: pen.say(&format!("language.{}", locale.code()), &[]),
        lang: locale.language_tag(),
        current: locale == pen.locale(),
    }
}

fn crumbs(sheet: &Sheet, here: Address) -> Vec<Link> {
    let card = || sheet.link(Scorecard::ROOT);
    match here {
        Address::Node(_, node) => [card()].into_iter().chain(above(sheet, node)).collect(),
        Address::Entity(at, entity) => {
            let mut above = Vec::new();
            let mut next = sheet.card.entities.get(entity).parent;
            while let Some(parent) = next {
                above.insert(0, sheet.entity_link(parent));
                next = sheet.card.entities.get(parent).parent;
            }
            let all = Link { href: sheet.pen.href(Address::Entities(at)), title: sheet.pen.say("nav.entities", &[]) };
            [card(), all].into_iter().chain(above).collect()
        }
        Address::Period(at, _) => {
            let all = Link { href: sheet.pen.href(Address::Periods(at)), title: sheet.pen.say("picker.all", &[]) };
            vec![card(), all]
        }
        _ => vec![card()],
    }
}

fn above(sheet: &Sheet, node: NodeIndex) -> Vec<Link> {
    sheet.ancestors(node).into_iter().map(|ancestor| sheet.link(ancestor)).collect()
}

fn facts(pen: Pen, material: &Material) -> Vec<String> {
    let drop = short_hash(&material.drop.hash);
    let drop = (!drop.is_empty()).then(|| pen.say("footer.drop", &[("hash", &drop)]));
    let tool = pen.say("footer.tool", &[("version", material.tool_version)]);
    drop.into_iter().chain([tool]).collect()
}

fn downloads(pen: Pen, sheet: Option<&Sheet>) -> Vec<Link> {
    let file = |download, title: &str| Link { href: pen.href(Address::Download(download)), title: title.to_owned() };
    let mut links = Vec::new();
    if let Some(sheet) = sheet {
        links.push(Link { href: pen.href(Address::Briefing(sheet.at)), title: pen.say("footer.briefing", &[]) });
    }
    links.push(Link { href: NUMBERS.to_owned(), title: pen.say("footer.numbers", &[]) });
    if let Some(sheet) = sheet {
        links.push(file(Download::ScoresCsv(sheet.at), "scores.csv"));
        links.push(file(Download::ScoresJson(sheet.at), "scores.json"));
        links.push(file(Download::Edition(sheet.at), "edition.json"));
        if sheet.card.since.is_some() {
            links.push(file(Download::Since(sheet.at), "since.json"));
        }
    }
    links.push(file(Download::Manifest, "manifest.json"));
    links
}
