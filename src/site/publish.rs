//! From material to a folder of pages.

use std::path::{Path, PathBuf};

use super::download;
use super::manifest::{Manifest, definitions};
use super::plan::Plan;
use super::print;
use super::render::Renderer;
use super::side_by_side;
use super::stage::{Committed, Staging};
use super::theme::Theme;
use super::verify::MANIFEST;
use crate::diagnostic::{Diagnostic, Findings};
use crate::report::address::{Address, NUMBERS, logo, search_index};
use crate::report::chrome::chrome;
use crate::report::export::{Exported, Numbers};
use crate::report::pen::Pen;
use crate::report::sheet::Sheet;
use crate::report::words::Words;
use crate::report::{
    Material, assessment, briefing, business_case, changes, cover, customers, decisions, entities, entity, exceptions,
    initiatives, map, measure, method, objective, overview, period, periods, perspective, portfolio, quality, search,
    since, survey, swot,
};
use crate::scorecard::{Logo, NodeDetail, NodeIndex};

/// A site that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Where it lies, absolute.
    pub folder: PathBuf,
    /// How many pages it has, all languages together.
    pub pages: usize,
    /// How many files, the pages included.
    pub files: usize,
    /// Whether a byte differs from what stood there before; where none does, the folder was not touched.
    pub changed: bool,
}

/// Writes the site of a book to `out`, completely or not at all.
///
/// `book_root` is where `templates/` may override the theme. `out` is replaced as a whole; a folder that is
/// neither empty nor an earlier site is refused. Pages are made on up to `threads` threads, which changes none.
/// `page_done` is called after each page; when it says false nothing is published, and the error holds no finding.
pub fn publish(
    material: &Material,
    book_root: &Path,
    out: &Path,
    threads: usize,
    page_done: &dyn Fn() -> bool,
) -> Result<Published, Findings> {
    let theme = Theme::of(book_root);
    let plan = Plan::new(material);
    let mut findings = Findings::default();
    let words: Vec<Words> = plan.locales().iter().filter_map(|l| theme.words(*l, &mut findings)).collect();
    if findings.has_errors() {
        return Err(findings);
    }
    let mut staging = Staging::begin(out)?;
    for words in &words {
        let press = Press { material, plan: &plan, words, renderer: Renderer::new(&theme, words) };
        findings.extend(press.write_pages(&mut staging, threads, page_done)?);
        let index = search_index(words.locale);
        staging.write(&plan.path(index, words.locale), &press.search_index())?;
    }
    if findings.has_errors() {
        return Err(findings);
    }
    write_files(&mut staging, material, &plan, &theme)?;
    let files = staging.written().len();
    let Committed { folder, changed } = staging.commit()?;
    Ok(Published { folder, pages: plan.pages().count() * words.len(), files, changed })
}

/// A page and what lies beside it.
struct Printed {
    html: String,
    /// (name in the page's folder, content).
    beside: Vec<(String, Vec<u8>)>,
}

fn write_page(staging: &mut Staging, path: &str, printed: &Printed) -> Result<(), Diagnostic> {
    staging.write(path, printed.html.as_bytes())?;
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    printed.beside.iter().try_for_each(|(name, bytes)| staging.write(&format!("{folder}{name}"), bytes))
}

/// Everything but pages with what lies beside them and the search; at last the manifest of all.
fn write_files(staging: &mut Staging, material: &Material, plan: &Plan, theme: &Theme) -> Result<(), Diagnostic> {
    let overrides = theme.overrides();
    staging.write("assets/scorebook.css", theme.stylesheet(material.book)?.as_bytes())?;
    staging.write("assets/documents.css", theme.document_stylesheet()?.as_bytes())?;
    staging.write("assets/scorebook.js", theme.text("scorebook.js")?.unwrap_or_default().as_bytes())?;
    for (picture, dark) in material.book.logo.iter().flat_map(Logo::pictures) {
        if let Address::Asset(name) = logo(picture.format, dark) {
            staging.write(&format!("assets/{name}"), &picture.bytes)?;
        }
    }
    for own in &overrides {
        if let Some(name) = own.path.strip_prefix("templates/assets/") {
            staging.write(&format!("assets/{name}"), &own.bytes)?;
        }
    }
    for file in plan.downloads() {
        if let (Some(bytes), Some(locale)) = (download::content(material, file), plan.locales().first()) {
            staging.write(&plan.path(Address::Download(file), *locale), &bytes)?;
        }
    }
    let manifest = Manifest::new(material, &overrides, staging.written());
    staging.write(MANIFEST, &download::json(&manifest))
}

/// Prints pages in one language.
struct Press<'a> {
    material: &'a Material<'a>,
    plan: &'a Plan,
    words: &'a Words,
    renderer: Renderer<'a>,
}

impl Press<'_> {
    /// Writes every page; gives what is wrong with templates. An error ends it.
    fn write_pages(
        &self,
        staging: &mut Staging,
        threads: usize,
        page_done: &dyn Fn() -> bool,
    ) -> Result<Findings, Findings> {
        let mut findings = Findings::default();
        let pages: Vec<Address> = self.plan.pages().collect();
        let write = |address: &Address, printed| {
            match printed {
                Ok(printed) => write_page(staging, &self.plan.path(*address, self.words.locale), &printed)?,
                Err(finding) => findings.push(finding),
            }
            if page_done() { Ok(()) } else { Err(Findings::default()) }
        };
        side_by_side::in_order(&pages, threads, |address| self.page(*address), write)?;
        Ok(findings)
    }

    fn page(&self, address: Address) -> Result<Printed, Diagnostic> {
        let links = self.plan.seen_from(address, self.words.locale);
        let pen = Pen { words: self.words, links: &links, book: self.material.book };
        let sheet = |at: usize| Sheet::new(pen, self.material, at).ok_or_else(|| lost(address));
        match address {
            Address::Cover => self.print("cover.html", pen, address, &cover::page(pen, self.material)),
            Address::Method => {
                let page = method::page(pen, self.material, definitions(self.material.sources));
                self.print("method.html", pen, address, &page)
            }
            Address::Assessment(_)
            | Address::Survey(_)
            | Address::Swot(_)
            | Address::Portfolio(_)
            | Address::Customers(_)
            | Address::BusinessCase(_) => self.document(pen, address),
            Address::Data => self.print("data.html", pen, address, &quality::page(pen, self.material)),
            Address::Overview(at) => self.print("overview.html", pen, address, &overview::page(&sheet(at)?)),
            Address::Changes(at) => self.print("changes.html", pen, address, &changes::page(&sheet(at)?)),
            Address::Since(at) => {
                let page = since::page(&sheet(at)?, self.material, &definitions(self.material.sources));
                self.print("since.html", pen, address, &page.ok_or_else(|| lost(address))?)
            }
            Address::Exceptions(at) => {
                self.print("exceptions.html", pen, address, &exceptions::page(&sheet(at)?, self.material))
            }
            Address::Periods(at) => self.print("periods.html", pen, address, &periods::page(&sheet(at)?)),
            Address::Period(at, told) => self.print("period.html", pen, address, &period::page(&sheet(at)?, told)),
            Address::Map(at) => self.print("map.html", pen, address, &map::page(&sheet(at)?)),
            Address::Initiatives(at) => self.print("initiatives.html", pen, address, &initiatives::page(&sheet(at)?)),
            Address::Decisions(at) => self.print("decisions.html", pen, address, &decisions::page(&sheet(at)?)),
            Address::Briefing(at) => self.briefing(&sheet(at)?, address),
            Address::Entities(at) => self.print("entities.html", pen, address, &entities::page(&sheet(at)?)),
            Address::Entity(at, entity) => self.print("entity.html", pen, address, &entity::page(&sheet(at)?, entity)),
            Address::Node(at, node) => self.node(&sheet(at)?, address, node),
            Address::Download(_) | Address::Asset(_) => Err(lost(address)),
        }
    }

    /// The page of a document beside scorecards.
    fn document(&self, pen: Pen, address: Address) -> Result<Printed, Diagnostic> {
        match address {
            Address::Assessment(at) => {
                let page = assessment::page(pen, self.material, at).ok_or_else(|| lost(address))?;
                self.print("assessment.html", pen, address, &page)
            }
            Address::Survey(at) => {
                let page = survey::page(pen, self.material, at).ok_or_else(|| lost(address))?;
                self.print("survey.html", pen, address, &page)
            }
            Address::Customers(at) => {
                let page = customers::page(pen, self.material, at).ok_or_else(|| lost(address))?;
                self.print("customers.html", pen, address, &page)
            }
            Address::Swot(at) => {
                let page = swot::page(pen, self.material, at).ok_or_else(|| lost(address))?;
                self.print("swot.html", pen, address, &page)
            }
            Address::Portfolio(at) => {
                let page = portfolio::page(pen, self.material, at).ok_or_else(|| lost(address))?;
                self.print("portfolio.html", pen, address, &page)
            }
            Address::BusinessCase(at) => {
                let page = business_case::page(pen, self.material, at).ok_or_else(|| lost(address))?;
                self.print("business-case.html", pen, address, &page)
            }
            _ => Err(lost(address)),
        }
    }

    fn node(&self, sheet: &Sheet, address: Address, node: NodeIndex) -> Result<Printed, Diagnostic> {
        let pen = sheet.pen;
        match sheet.node(node).detail {
            NodeDetail::Objective { .. } => self.print("objective.html", pen, address, &objective::page(sheet, node)),
            NodeDetail::Measure(_) => {
                self.print("measure.html", pen, address, &measure::page(sheet, node, self.material))
            }
            NodeDetail::Perspective | NodeDetail::Scorecard => {
                self.print("perspective.html", pen, address, &perspective::page(sheet, node))
            }
        }
    }

    fn briefing(&self, sheet: &Sheet, address: Address) -> Result<Printed, Diagnostic> {
        let page = briefing::page(sheet, self.material);
        let mut printed = self.print("briefing.html", sheet.pen, address, &page)?;
        printed.beside.push((print::STYLE.to_owned(), print::style(&page.running).into_bytes()));
        Ok(printed)
    }

    fn print<T: Titled + Exported + serde::Serialize>(
        &self,
        template: &str,
        pen: Pen,
        address: Address,
        page: &T,
    ) -> Result<Printed, Diagnostic> {
        let chrome = chrome(pen, self.material, address, page.title());
        let tables = page.tables(pen);
        let card = address.scorecard().and_then(|at| self.material.cards.get(at));
        let numbers = Numbers {
            kind: template.trim_end_matches(".html"),
            language: pen.locale().code(),
            title: page.title(),
            scorecard: card.map(|card| card.scorecard.id.as_str()),
            period: match address {
                Address::Period(_, period) => Some(period),
                _ => card.map(|card| card.evaluation.period),
            },
            tables: &tables,
        };
        let mut beside = vec![(NUMBERS.to_owned(), download::compact_json(&numbers))];
        beside.extend(tables.iter().filter_map(|table| Some((format!("{}.csv", table.id), download::table(table)?))));
        Ok(Printed { html: self.renderer.page(template, &chrome, page)?, beside })
    }

    /// The script that holds what can be searched for, linked from the cover.
    fn search_index(&self) -> Vec<u8> {
        let links = self.plan.seen_from(Address::Cover, self.words.locale);
        let pen = Pen { words: self.words, links: &links, book: self.material.book };
        download::script("scorebookIndex", &search::index(pen, self.material))
    }
}

/// A page with a name for the browser's tab.
trait Titled {
    fn title(&self) -> &str;
}

macro_rules! titled {
    ($($page:ty),+ $(,)?) => {
        $(impl Titled for $page {
            fn title(&self) -> &str {
                &self.title
            }
        })+
    };
}

titled!(
    assessment::AssessmentPage,
    briefing::BriefingPage,
    business_case::BusinessCasePage,
    changes::ChangesPage,
    cover::CoverPage,
    customers::CustomersPage,
    decisions::DecisionsPage,
    entities::EntitiesPage,
    entity::EntityPage,
    exceptions::ExceptionsPage,
    initiatives::InitiativesPage,
    map::MapPage,
    measure::MeasurePage,
    method::MethodPage,
    objective::ObjectivePage,
    overview::OverviewPage,
    periods::PeriodsPage,
    perspective::PerspectivePage,
    portfolio::PortfolioPage,
    quality::QualityPage,
    since::SincePage,
    swot::SwotPage,
    survey::SurveyPage,
);

impl Titled for period::PeriodPage {
    /// Not the scorecard's name alone, which the overview inside has.
    fn title(&self) -> &str {
        &self.name
    }
}

/// Cannot happen: the plan only names pages of its own material.
fn lost(address: Address) -> Diagnostic {
    Diagnostic::error("internal", format!("the plan names {address:?}, which the book does not have"))
        .help("this is a fault of Scorebook; please report it")
}
