//! One survey in one language: what it is called, how its numbers are written, and what it says in a sentence.

use super::{InstrumentTables, InstrumentView, MainView};
use crate::method::survey::{Figure, IntervalMethod, PartKind};
use crate::report::address::{Address, Download};
use crate::report::number::NumberFormat;
use crate::report::pen::Pen;
use crate::report::sentence::Headline;
use crate::report::sources::{TableView, model_text, table_view};
use crate::report::view::{Link, Quantity};
use crate::report::{Material, Surveyed};
use crate::scorecard::{
    CesFigure, CsatFigure, Cut, DimensionWeights, EntityTree, Importance, InstrumentMethod, Period,
};

/// The eight parts of delivered value, as their words are keyed.
const COMPONENTS: [&str; 8] = ["product", "service", "personnel", "image", "money", "time", "energy", "psychic"];
/// Amounts from here on are written without decimals.
const LARGE: f64 = 1000.0;

/// Query, its place, its models and its tables.
type Source = (String, String, Vec<(String, String)>, Vec<TableView>);

/// A survey, and the pen to tell it with.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Words and links.
    pub pen: Pen<'a>,
    /// The survey with what came of it.
    pub own: &'a Surveyed<'a>,
    /// Its place among the surveys.
    pub at: usize,
}

impl<'a> Sight<'a> {
    /// The survey at a place.
    pub fn new(pen: Pen<'a>, own: &'a Surveyed<'a>, at: usize) -> Self {
        Self { pen, own, at }
    }

    /// The period reported on.
    pub fn period(&self) -> Period {
        self.own.surveyed.period
    }

    /// Its name.
    pub fn title(&self) -> String {
        self.pen.text(&self.own.survey.title)
    }

    /// Its page.
    pub fn link(&self) -> Link {
        Link { href: self.pen.href(Address::Survey(self.at)), title: self.title() }
    }

    /// Where an instrument is told about.
    pub fn instrument_link(&self, at: usize) -> Link {
        let own = &self.own.survey.instruments[at];
        Link { href: format!("{}#{}", self.link().href, own.id), title: self.pen.text(&own.title) }
    }

    pub(super) fn download(&self) -> Link {
        let href = self.pen.href(Address::Download(Download::Survey(self.at)));
        Link { href, title: format!("{}.json", self.own.survey.id) }
    }

    /// A figure of the whole in the period reported on.
    pub(super) fn now(&self, part: usize) -> Option<&'a Figure> {
        self.own.surveyed.figure(EntityTree::TOP, self.period(), part)
    }

    /// How a figure is written.
    pub(super) fn format(&self, part: usize) -> NumberFormat {
        let plain = NumberFormat::score(self.pen.locale());
        let kind = self.own.surveyed.parts[part].kind;
        match kind {
            kind if kind.is_share() => NumberFormat { suffix: "%".into(), ..plain },
            PartKind::Nps | PartKind::Net | PartKind::Index => plain,
            PartKind::Delivered | PartKind::TotalValue | PartKind::TotalCost | PartKind::Component(..) => {
                let size = self.now(part).and_then(|figure| figure.estimate).map_or(0.0, |own| own.value.abs());
                NumberFormat { decimals: if size >= LARGE { 0 } else { 2 }, ..plain }
            }
            _ => NumberFormat { decimals: 2, ..plain },
        }
    }

    /// What a figure is called.
    pub(super) fn part_title(&self, part: usize) -> String {
        let own = self.own.surveyed.parts[part];
        let instrument = &self.own.survey.instruments[own.instrument];
        match own.kind {
            PartKind::DimensionGap(at) => self.pen.text(&instrument.dimensions()[at].title),
            PartKind::Component(_, at) => self.pen.say(&format!("survey.component.{}", COMPONENTS[at]), &[]),
            kind => match kind.item() {
                Some(item) => self.pen.text(&self.own.survey.items[item].title),
                None => self.pen.say(&format!("survey.part.{}", kind.code()), &[]),
            },
        }
    }

    /// A value with its sign where that says something.
    pub(super) fn said(&self, part: usize, value: f64) -> String {
        let format = self.format(part);
        if self.own.surveyed.parts[part].kind.is_signed() { format.change(value) } else { format.full(value) }
    }

    /// `19.5 to 50.5`
    pub(super) fn bounds(&self, part: usize, (low, high): (f64, f64)) -> String {
        let (from, upto) = (self.said(part, low), self.said(part, high));
        self.pen.say("survey.bounds", &[("from", &from), ("upto", &upto)])
    }

    /// What stands where there is no number.
    pub(super) fn nothing(&self, figure: Option<&Figure>) -> String {
        let withheld = figure.is_some_and(|figure| figure.withheld);
        self.pen.say(if withheld { "survey.withheld" } else { "survey.none" }, &[])
    }

    /// `Customer survey: net promoter score +35.0 (from +19.5 to +50.5).`, with the other instruments.
    pub fn lead(&self) -> Headline {
        let mains = (0..self.own.survey.instruments.len()).filter_map(|at| self.own.surveyed.main(at));
        let mut told = mains.filter_map(|part| self.told(part));
        let title = self.title();
        let Some(first) = told.next() else {
            return Headline { headline: self.pen.say("survey.no-figure", &[("title", &title)]), deck: String::new() };
        };
        let respondents = self.own.surveyed.top().map_or(0, |cell| cell.respondents) as usize;
        let headline = self.pen.count("survey.lead", respondents, &[("title", &title), ("figure", &first)]);
        let deck = told.map(|own| self.pen.say("survey.deck", &[("figure", &own)]));
        Headline { headline: self.pen.sentence(&headline), deck: self.pen.paragraph(deck.collect::<Vec<_>>()) }
    }

    /// `Would you recommend us? +35.0 (+19.5 to +50.5)`
    fn told(&self, part: usize) -> Option<String> {
        let estimate = self.now(part)?.estimate?;
        let own = self.own.surveyed.parts[part];
        let title = self.pen.text(&self.own.survey.instruments[own.instrument].title);
        let value = self.said(part, estimate.value);
        let bounds = estimate.interval.map(|bounds| self.bounds(part, bounds));
        let key = if bounds.is_some() { "survey.told" } else { "survey.told-plain" };
        let bounds = bounds.unwrap_or_default();
        Some(self.pen.say(key, &[("title", &title), ("value", &value), ("bounds", &bounds)]))
    }

    /// How many took part, of how many.
    pub(super) fn facts(&self) -> Vec<(String, String)> {
        let Some(top) = self.own.surveyed.top() else { return Vec::new() };
        let fact = |key: &str, value: String| (self.pen.say(key, &[]), value);
        let mut facts = vec![fact("survey.fact.respondents", self.pen.number(top.respondents.into()))];
        if let Some(invited) = top.invited {
            facts.push(fact("survey.fact.invited", NumberFormat::count(self.pen.locale()).bare(invited)));
        }
        if let Some(rate) = top.response_rate() {
            facts.push(fact("survey.fact.rate", self.pen.share(rate).text()));
        }
        if self.own.survey.min_group > 0 {
            let least = self.pen.number(self.own.survey.min_group.into());
            facts.push(fact("survey.fact.withheld", self.pen.say("survey.least", &[("n", &least)])));
        }
        facts
    }

    /// How intervals come about, a sentence for each method that is used.
    pub(super) fn methods(&self) -> Vec<String> {
        let known = [
            (IntervalMethod::Wilson, "wilson"),
            (IntervalMethod::Difference, "difference"),
            (IntervalMethod::T, "t"),
            (IntervalMethod::Fisher, "fisher"),
        ];
        let used = |method| self.own.surveyed.parts.iter().any(|part| part.interval(self.own.survey) == method);
        let used = known.into_iter().filter(|(method, _)| used(*method));
        used.map(|(_, word)| self.pen.say(&format!("survey.interval.{word}"), &[])).collect()
    }

    /// What an instrument says.
    pub(super) fn instrument(&self, at: usize) -> InstrumentView {
        let own = &self.own.survey.instruments[at];
        let main = self.own.surveyed.main(at);
        let (picture, picture_note) = self.picture(at);
        let table = |name: &str| format!("{}-{name}", own.id);
        InstrumentView {
            id: own.id.clone(),
            title: self.pen.text(&own.title),
            description: self.pen.some_text(own.description.as_ref()),
            variant: self.variant(at),
            main: main.map(|part| self.main_view(part)),
            picture,
            picture_note,
            trend: main.and_then(|part| self.trend(part)),
            figures: self.figures(at),
            rounds: main.map(|part| self.rounds(part)).unwrap_or_default(),
            entities: main.map(|part| self.entities(part)).unwrap_or_default(),
            tables: InstrumentTables {
                figures: table("figures"),
                rounds: table("rounds"),
                entities: table("entities"),
            },
        }
    }

    fn main_view(&self, part: usize) -> MainView {
        let figure = self.now(part);
        let estimate = figure.and_then(|figure| figure.estimate);
        let n = figure.map_or_else(String::new, |figure| {
            if figure.withheld {
                return self.nothing(Some(figure));
            }
            let missing = self.pen.count("survey.missing", figure.missing as usize, &[]);
            let missing = Some(missing).filter(|_| figure.missing > 0);
            self.pen.facts([Some(self.pen.count("survey.answers", figure.n as usize, &[])), missing])
        });
        let change = self.own.surveyed.previous().and_then(|previous| {
            let before = self.own.surveyed.figure(EntityTree::TOP, previous, part)?.estimate?.value;
            let change = self.format(part).change(estimate?.value - before);
            let since = self.pen.period_beside(previous, self.period());
            Some(self.pen.facts([Some(change), Some(self.pen.say("since", &[("period", &since)]))]))
        });
        let instrument = &self.own.survey.instruments[self.own.surveyed.parts[part].instrument];
        MainView {
            value: estimate.map(|own| Quantity::new(&self.format(part), own.value)),
            bounds: estimate.and_then(|own| own.interval).map(|bounds| self.bounds(part, bounds)),
            n,
            change,
            status: self.status(instrument, figure),
        }
    }

    /// Which definition is meant: one sample gives another number under each.
    fn variant(&self, at: usize) -> String {
        let key = match &self.own.survey.instruments[at].method {
            InstrumentMethod::Nps(_) => "nps",
            InstrumentMethod::Csat(_, CsatFigure::TopTwo) => "csat-top-two",
            InstrumentMethod::Csat(_, CsatFigure::Mean) => "csat-mean",
            InstrumentMethod::Csat(_, CsatFigure::Index) => "csat-index",
            InstrumentMethod::Ces(_, CesFigure::EffortMean) => "ces-effort-mean",
            InstrumentMethod::Ces(_, CesFigure::EaseMean) => "ces-ease-mean",
            InstrumentMethod::Ces(_, CesFigure::EaseTopThree) => "ces-ease-top-three",
            InstrumentMethod::Ces(_, CesFigure::EaseIndex) => "ces-ease-index",
            InstrumentMethod::Servqual(_, DimensionWeights::None) => "servqual",
            InstrumentMethod::Servqual(_, DimensionWeights::Stated(_)) => "servqual-weighted",
            InstrumentMethod::Servqual(_, DimensionWeights::Points(_)) => "servqual-points",
            InstrumentMethod::DeliveredValue(..) => "delivered-value",
            InstrumentMethod::Map(_, Importance::Stated, Cut::Means) => "map-stated-means",
            InstrumentMethod::Map(_, Importance::Stated, Cut::Middle) => "map-stated-middle",
            InstrumentMethod::Map(_, Importance::Derived(_), _) => "map-derived",
        };
        let outcome = match &self.own.survey.instruments[at].method {
            InstrumentMethod::Map(_, Importance::Derived(item), _) => {
                self.pen.text(&self.own.survey.items[*item].title)
            }
            _ => String::new(),
        };
        self.pen.say(&format!("survey.variant.{key}"), &[("outcome", &outcome)])
    }

    /// Where the answers come from.
    pub(super) fn source(&self, material: &Material) -> Source {
        let (survey, responses) = (self.own.survey, self.own.responses);
        let (line, _) = material.sources.line_column(survey.answers.span);
        let path = material.sources.path(survey.answers.span.file);
        let place = self.pen.say("source.place", &[("path", path), ("line", &line.to_string())]);
        let models = responses.models.iter();
        let models = models.filter_map(|name| Some((name.clone(), model_text(material, name)?))).collect();
        let tables = material.drop.tables.iter().filter(|table| responses.tables.contains(&table.name));
        let tables = tables.map(|table| table_view(self.pen, material, table)).collect();
        let texts: Vec<&str> = survey.statements().map(|sql| sql.text.trim_end()).collect();
        (texts.join("\n\n"), place, models, tables)
    }
}
