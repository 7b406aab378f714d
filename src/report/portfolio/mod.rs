//! A portfolio of process improvements: what comes first, as a picture, in order, and by what is done.

mod rows;

use serde::Serialize;

use super::Material;
use super::address::Address;
use super::figure::{Figure, Quadrant, QuadrantAxis, QuadrantPoint, Quadrants};
use super::number::NumberFormat;
use super::pen::Pen;
use super::rated::{JudgedLine, Rated, RatingSource, Ratings, source, two_decimals};
use super::sentence::Headline;
use super::view::Link;
use crate::method::portfolio::{self, Field, Judged};
use crate::scorecard::{Criterion, Period, Portfolio};

pub use rows::{CandidateRow, EsiaGroup, FieldGroup, RatedRow};

/// What the page of a portfolio says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PortfolioPage {
    /// Its name.
    pub title: String,
    /// The period reported on.
    pub period: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// What it is about.
    pub description: Option<String>,
    /// (`Candidates`, `12`), …
    pub facts: Vec<(String, String)>,
    /// Value against feasibility; `None` where nothing is judged.
    pub map: Option<Figure>,
    /// How the priority is worked out.
    pub formula: String,
    /// The candidates, the highest priority first; those without one last.
    pub rows: Vec<CandidateRow>,
    /// `The rank before is that of June.`; `None` where it was rated once.
    pub before: Option<String>,
    /// The same by what to do about them.
    pub fields: Vec<FieldGroup>,
    /// The same by what is done with the step.
    pub groups: Vec<EsiaGroup>,
    /// Who rated what.
    pub rated: Vec<RatedRow>,
    /// What stated ratings rest on.
    pub evidence: Vec<(Link, String)>,
    /// Where ratings come from.
    pub source: RatingSource,
}

/// One portfolio, and the pen to tell it with.
pub struct View<'a> {
    /// Words and links.
    pub pen: Pen<'a>,
    /// For measures and initiatives.
    pub material: &'a Material<'a>,
    /// The portfolio with what came of it.
    pub rated: &'a Rated<'a, Portfolio>,
    /// Its place among the portfolios.
    pub at: usize,
    /// A candidate each.
    judged: Vec<Option<Judged>>,
    /// Places and ranks, the highest priority first.
    ranked: Vec<(usize, usize)>,
}

/// Builds the page of the portfolio at a place; `None` when there is no such place.
pub fn page(pen: Pen, material: &Material, at: usize) -> Option<PortfolioPage> {
    let view = View::new(pen, material, at)?;
    let own = view.rated.own;
    let previous = view.rated.rounds.previous();
    Some(PortfolioPage {
        title: pen.text(&own.title),
        period: pen.period(view.rated.rounds.period),
        lead: view.lead(),
        description: pen.some_text(own.description.as_ref()),
        facts: view.facts(),
        map: view.map(),
        formula: view.formula(),
        rows: view.rows(),
        before: previous.map(|period| {
            let period = pen.period_beside(period, view.rated.rounds.period);
            pen.say("portfolio.before", &[("period", &period)])
        }),
        fields: view.field_groups(),
        groups: view.groups(),
        rated: view.rated_rows(),
        evidence: view.evidence(),
        source: source(pen, material, (own.panel.as_ref(), view.rated.panel), own.span),
    })
}

impl<'a> View<'a> {
    /// The portfolio at a place.
    pub fn new(pen: Pen<'a>, material: &'a Material<'a>, at: usize) -> Option<Self> {
        let rated = material.portfolios.get(at)?;
        let judged = portfolio::judged(rated.own, rated.rounds.now());
        let ranked = portfolio::ranked(&judged);
        Some(Self { pen, material, rated, at, judged, ranked })
    }

    /// Its page.
    pub fn link(&self) -> Link {
        self.pen.link(Address::Portfolio(self.at), &self.rated.own.title)
    }

    /// The row of a candidate.
    pub fn candidate_link(&self, place: usize) -> Link {
        let candidate = &self.rated.own.candidates[place];
        let page = self.pen.href(Address::Portfolio(self.at));
        Link { href: format!("{page}#candidate-{}", candidate.id), title: self.pen.text(&candidate.title) }
    }

    fn ratings(&self) -> Ratings<'a> {
        Ratings::new(self.pen, self.material, self.rated.rounds)
    }

    /// The ranks in an earlier period, by place.
    fn ranks_at(&self, period: Period) -> Vec<(usize, usize)> {
        let ratings = self.rated.rounds.at(period).unwrap_or_default();
        portfolio::ranked(&portfolio::judged(self.rated.own, ratings))
    }

    /// Those in a field, the highest priority first.
    fn in_field(&self, field: Field) -> Vec<usize> {
        let in_it = |place: &usize| self.judged[*place].is_some_and(|judged| judged.field == field);
        self.ranked.iter().map(|(place, _)| *place).filter(in_it).collect()
    }

    fn score(&self, priority: f64) -> String {
        NumberFormat::score(self.pen.locale()).bare(priority)
    }

    /// `“Typing orders twice” comes first, with a priority of 82.5 of 100.`
    pub fn lead(&self) -> Headline {
        let title = self.pen.text(&self.rated.own.title);
        let top: Vec<usize> = self.ranked.iter().filter(|(_, rank)| *rank == 1).map(|(place, _)| *place).collect();
        let Some(judged) = top.first().and_then(|place| self.judged[*place]) else {
            return Headline {
                headline: self.pen.say("portfolio.no-result", &[("title", &title)]),
                deck: String::new(),
            };
        };
        let names: Vec<String> = top.iter().map(|place| self.quoted(*place)).collect();
        let (names, priority) = (self.pen.words.list(&names), self.score(judged.priority));
        let fill = [("candidates", names.as_str()), ("priority", &priority)];
        let key = if top.len() == 1 { "portfolio.lead" } else { "portfolio.lead-tied" };
        let headline = self.pen.sentence(&self.pen.say(key, &fill));
        Headline { headline, deck: self.deck() }
    }

    fn quoted(&self, place: usize) -> String {
        self.pen.quoted(&self.pen.text(&self.rated.own.candidates[place].title))
    }

    /// How many come first, and which of them no initiative takes up.
    fn deck(&self) -> String {
        let first = self.in_field(Field::First);
        let (count, all) = (self.pen.cardinal(first.len()), self.pen.cardinal(self.ranked.len()));
        let said = self.pen.count("portfolio.first", first.len(), &[("count", &count), ("all", &all)]);
        let open: Vec<String> = first
            .into_iter()
            .filter(|place| self.rated.own.candidates[*place].initiative.is_none())
            .map(|place| self.quoted(place))
            .collect();
        let (names, n) = (self.pen.words.list(&open), self.pen.cardinal(open.len()));
        let open = match open.len() {
            0 => None,
            1 | 2 => Some(self.pen.say("portfolio.open", &[("candidates", &names)])),
            _ => Some(self.pen.say("portfolio.open-many", &[("n", &n)])),
        };
        self.pen.paragraph([Some(self.pen.sentence(&said)), open].into_iter().flatten())
    }

    fn facts(&self) -> Vec<(String, String)> {
        let own = self.rated.own;
        let number = |n: usize| self.pen.number(n as u64);
        let taken_up = own.candidates.iter().filter(|candidate| candidate.initiative.is_some()).count();
        let raters = self.rated.rounds.now().iter().flatten().map(|rating| rating.raters).max().filter(|n| *n > 0);
        let plain = |value: f64| NumberFormat::score(self.pen.locale()).compact(value);
        let scale = [("low", plain(own.scale.low)), ("high", plain(own.scale.high))];
        let scale = scale.each_ref().map(|(name, value)| (*name, value.as_str()));
        let all = [
            ("portfolio.fact.candidates", Some(number(own.candidates.len()))),
            ("portfolio.fact.first", Some(number(self.in_field(Field::First).len()))),
            ("portfolio.fact.taken-up", Some(number(taken_up))),
            ("assessment.fact.raters", raters.map(|n| number(n as usize))),
            ("portfolio.fact.scale", Some(self.pen.say("portfolio.scale", &scale))),
        ];
        all.into_iter().filter_map(|(key, value)| Some((self.pen.say(key, &[]), value?))).collect()
    }

    /// `Priority = 100 · (40 % · gap + 35 % · importance + 25 % · feasibility), each as its share of the scale.`
    fn formula(&self) -> String {
        let shares = self.rated.own.weights.map(|weight| self.pen.share_text(weight));
        let fill: Vec<(&str, &str)> =
            Criterion::ALL.iter().zip(&shares).map(|(criterion, share)| (criterion.word(), share.as_str())).collect();
        self.pen.say("portfolio.formula", &fill)
    }

    /// Value against feasibility.
    fn map(&self) -> Option<Figure> {
        let own = self.rated.own;
        let axis = |key: &str, cut: f64| QuadrantAxis {
            title: self.pen.say(key, &[]),
            cut,
            format: two_decimals(self.pen),
            ends: Some((own.scale.low, own.scale.high)),
        };
        let quadrant = |field: Field| Quadrant {
            name: self.pen.say(&format!("portfolio.field.{}", code(field)), &[]),
            advice: self.pen.say(&format!("portfolio.field.{}.advice", code(field)), &[]),
        };
        let plain = |value: f64| NumberFormat { decimals: 2, ..NumberFormat::score(self.pen.locale()) }.bare(value);
        let cuts = [("value", plain(own.cuts.0)), ("feasibility", plain(own.cuts.1))];
        let cuts = cuts.each_ref().map(|(name, value)| (*name, value.as_str()));
        let point = |(place, _): &(usize, usize)| {
            let judged = self.judged[*place];
            let candidate = &own.candidates[*place];
            // E, S, I or A: the marks of the picture.
            let label = [("esia", candidate.esia.letter()), ("candidate", &self.pen.text(&candidate.title))];
            QuadrantPoint {
                label: self.pen.say("portfolio.point", &label),
                across: judged.map(|judged| judged.feasibility),
                up: judged.map(|judged| judged.value),
                status: None,
            }
        };
        let title = self.pen.say("portfolio.map", &[]);
        (!self.ranked.is_empty()).then(|| {
            Figure::Quadrants(Box::new(Quadrants {
                caption: self.pen.caption("map", title, self.lead().deck),
                across: axis("portfolio.feasibility", own.cuts.1),
                up: axis("portfolio.value", own.cuts.0),
                cuts: self.pen.say("portfolio.cuts", &cuts),
                quadrants: [Field::Prepare, Field::First, Field::Leave, Field::ByTheWay].map(quadrant),
                points: self.ranked.iter().map(point).collect(),
            }))
        })
    }
}

/// What a field is called in words and classes.
fn code(field: Field) -> &'static str {
    match field {
        Field::First => "first",
        Field::Prepare => "prepare",
        Field::ByTheWay => "by-the-way",
        Field::Leave => "leave",
    }
}

/// Every portfolio of a book in a line.
pub fn lines(pen: Pen, material: &Material) -> Vec<JudgedLine> {
    let views = (0..material.portfolios.len()).filter_map(|at| View::new(pen, material, at));
    let line = |view: View| JudgedLine {
        link: view.link(),
        period: pen.period(view.rated.rounds.period),
        headline: view.lead().headline,
        facts: view.facts().into_iter().take(3).collect(),
    };
    views.map(line).collect()
}
