//! A SWOT: its four fields, the matrices of internal and external factors, where that puts the firm, and the strategies.

mod factors;
mod plane;
mod strategies;

use serde::Serialize;

use super::Material;
use super::address::Address;
use super::figure::Figure;
use super::pen::Pen;
use super::rated::{JudgedLine, Rated, RatingSource, Ratings, source, two_decimals};
use super::sentence::Headline;
use super::view::Link;
use crate::method::rating::Rating;
use crate::method::swot::{self, Half};
use crate::scorecard::{Period, Swot};

pub use factors::{Entry, FactorRow, Field, HalfView};
pub use plane::PositionRow;
pub use strategies::{StrategyField, StrategyView};

/// What the page of a SWOT says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SwotPage {
    /// Its name.
    pub title: String,
    /// The period reported on.
    pub period: String,
    /// The sentence it opens with.
    pub lead: Headline,
    /// What it is about.
    pub description: Option<String>,
    /// (`Internal factors (IFE)`, `2.85 of 4`), …
    pub facts: Vec<(String, String)>,
    /// What to be careful about.
    pub cautions: Vec<String>,
    /// Strengths, weaknesses, opportunities, threats; the weightiest first.
    pub fields: Vec<Field>,
    /// Internal and external.
    pub halves: Vec<HalfView>,
    /// Where it stands on the plane of both totals; `None` without both.
    pub plane: Option<Figure>,
    /// What the cell of the internal–external matrix advises.
    pub advice: Option<String>,
    /// Every time it was rated, the latest first.
    pub rounds: Vec<PositionRow>,
    /// What follows, field by field.
    pub strategies: Vec<StrategyField>,
    /// Factors that nothing follows from, with the reason.
    pub aside: Vec<(Link, String)>,
    /// What stated ratings rest on.
    pub evidence: Vec<(Link, String)>,
    /// Where ratings come from.
    pub source: RatingSource,
}

/// One SWOT, and the pen to tell it with.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// Words and links.
    pub pen: Pen<'a>,
    /// For measures and initiatives.
    pub material: &'a Material<'a>,
    /// The SWOT with what came of it.
    pub rated: &'a Rated<'a, Swot>,
    /// Its place among the SWOTs.
    pub at: usize,
}

/// Builds the page of the SWOT at a place; `None` when there is no such place.
pub fn page(pen: Pen, material: &Material, at: usize) -> Option<SwotPage> {
    let view = View::new(pen, material, at)?;
    let own = view.rated.own;
    Some(SwotPage {
        title: pen.text(&own.title),
        period: pen.period(view.rated.rounds.period),
        lead: view.lead(),
        description: pen.some_text(own.description.as_ref()),
        facts: view.facts(),
        cautions: view.cautions(),
        fields: view.fields(),
        halves: vec![view.half(true), view.half(false)],
        plane: view.plane(),
        advice: view.advice(),
        rounds: view.rounds(),
        strategies: view.strategies(),
        aside: view.noted(|factor| factor.set_aside.as_ref()),
        evidence: view.noted(|factor| factor.evidence.as_ref()),
        source: source(pen, material, (own.panel.as_ref(), view.rated.panel), own.span),
    })
}

impl<'a> View<'a> {
    /// The SWOT at a place.
    pub fn new(pen: Pen<'a>, material: &'a Material<'a>, at: usize) -> Option<Self> {
        Some(Self { pen, material, rated: material.swots.get(at)?, at })
    }

    /// Its page.
    pub fn link(&self) -> Link {
        self.pen.link(Address::Swot(self.at), &self.rated.own.title)
    }

    /// The row of a factor.
    pub fn factor_link(&self, place: usize) -> Link {
        let factor = &self.rated.own.factors[place];
        let page = self.pen.href(Address::Swot(self.at));
        Link { href: format!("{page}#factor-{}", factor.id), title: self.pen.text(&factor.title) }
    }

    fn ratings(&self) -> Ratings<'a> {
        Ratings::new(self.pen, self.material, self.rated.rounds)
    }

    /// The rating of a factor in force.
    fn rating(&self, place: usize) -> Option<&'a Rating> {
        self.rated.rounds.now().get(place)?.as_ref()
    }

    /// Both halves in a period.
    fn halves_at(&self, period: Period) -> (Half, Half) {
        swot::halves(self.rated.own, self.rated.rounds.at(period).unwrap_or_default())
    }

    /// Both totals in the period reported on.
    fn totals(&self) -> (Option<f64>, Option<f64>) {
        let (inner, outer) = self.halves_at(self.rated.rounds.period);
        (inner.total, outer.total)
    }

    fn decimal(&self, value: f64) -> String {
        two_decimals(self.pen).bare(value)
    }

    /// `Strategic position is strong inside (2.85) and answers weakly to what is outside (2.31).`
    pub fn lead(&self) -> Headline {
        let title = self.pen.text(&self.rated.own.title);
        let (Some(ife), Some(efe)) = self.totals() else {
            return Headline { headline: self.pen.say("swot.no-total", &[("title", &title)]), deck: String::new() };
        };
        let key = match (ife >= swot::MIDPOINT, efe >= swot::MIDPOINT) {
            (true, true) => "swot.lead-both",
            (true, false) => "swot.lead-inside",
            (false, true) => "swot.lead-outside",
            (false, false) => "swot.lead-neither",
        };
        let fill = [("title", title.as_str()), ("ife", &self.decimal(ife)), ("efe", &self.decimal(efe))];
        Headline { headline: self.pen.sentence(&self.pen.say(key, &fill)), deck: self.deck() }
    }

    /// What moved since it was rated before.
    fn deck(&self) -> String {
        let Some(previous) = self.rated.rounds.previous() else { return String::new() };
        let (now, before) = (self.totals(), self.halves_at(previous));
        let (Some(ife), Some(efe)) = now else { return String::new() };
        let (Some(ife_before), Some(efe_before)) = (before.0.total, before.1.total) else { return String::new() };
        let change = |from: f64, to: f64| two_decimals(self.pen).change(to - from);
        let period = self.pen.period_beside(previous, self.rated.rounds.period);
        let (ife, efe) = (change(ife_before, ife), change(efe_before, efe));
        self.pen.say("swot.deck", &[("period", &period), ("ife", &ife), ("efe", &efe)])
    }

    fn facts(&self) -> Vec<(String, String)> {
        let (ife, efe) = self.totals();
        let of = |total: f64| self.pen.say("swot.of-4", &[("total", &self.decimal(total))]);
        let cell = ife.zip(efe).map(|(ife, efe)| self.cell_name(swot::cell(ife, efe)));
        let raters = (0..self.rated.own.factors.len()).filter_map(|place| self.rating(place)).map(|own| own.raters);
        let raters = raters.max().filter(|n| *n > 0).map(|n| self.pen.number(n.into()));
        let strategies = self.pen.number(self.rated.own.strategies.len() as u64);
        let all = [
            ("swot.fact.ife", ife.map(of)),
            ("swot.fact.efe", efe.map(of)),
            ("swot.fact.cell", cell),
            ("swot.fact.strategies", Some(strategies)),
            ("assessment.fact.raters", raters),
        ];
        all.into_iter().filter_map(|(key, value)| Some((self.pen.say(key, &[]), value?))).collect()
    }

    fn cautions(&self) -> Vec<String> {
        let own = self.rated.own;
        let mut said = Vec::new();
        if let Some(reason) = self.pen.some_text(own.any_rating.as_ref()) {
            said.push(self.pen.say("swot.rule-aside", &[("reason", &reason)]));
        }
        for (place, factor) in own.factors.iter().enumerate() {
            let Some(rating) = self.rating(place) else { continue };
            if swot::fits(factor.kind, rating.value) {
                continue;
            }
            let (title, rating) = (self.pen.text(&factor.title), self.ratings().number(rating.value).text());
            let key = format!("swot.misrated.{}", factor.kind.word());
            said.push(self.pen.say(&key, &[("factor", &self.pen.quoted(&title)), ("rating", &rating)]));
        }
        let (inner, outer) = self.halves_at(self.rated.rounds.period);
        for (half, key) in [(inner, "swot.ife"), (outer, "swot.efe")] {
            if half.coverage < 1.0 - 1e-9 {
                let share = self.pen.share_text(half.coverage);
                said.push(self.pen.say("swot.coverage", &[("half", &self.pen.say(key, &[])), ("share", &share)]));
            }
        }
        said
    }
}

/// Every SWOT of a book in a line.
pub fn lines(pen: Pen, material: &Material) -> Vec<JudgedLine> {
    let views = (0..material.swots.len()).filter_map(|at| View::new(pen, material, at));
    let line = |view: View| JudgedLine {
        link: view.link(),
        period: pen.period(view.rated.rounds.period),
        headline: view.lead().headline,
        facts: view.facts().into_iter().take(3).collect(),
    };
    views.map(line).collect()
}
