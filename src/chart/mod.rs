//! Draws the pictures of a page as inline SVG. The only user of plotters.
//!
//! [`draw`] takes a [`Figure`] and a [`Width`] and gives one `<svg>` element. A drawing holds no colour and no
//! font: shapes and words carry CSS classes that the theme gives a colour (`docs/charts.md` lists them, and
//! `templates/charts.css` is their default). The same figure always gives the same bytes.
//!
//! A wide drawing scaled down to a phone would have tiny text. A page therefore draws a figure twice, wide and
//! narrow, and CSS shows one; the narrow one is laid out anew with text of the same size.

#![cfg_attr(test, allow(clippy::float_cmp, reason = "places are exact in tenths of a pixel"))]

mod axis;
mod backend;
mod bridge;
mod bullet;
mod cash;
mod concentration;
mod curve;
mod dots;
mod drivers;
mod face;
mod gantt;
mod gaps;
mod histogram;
mod label;
mod lanes;
mod lineage;
mod map;
mod mark;
mod multiples;
mod paint;
mod plane;
mod profile;
mod pyramid;
mod quadrants;
mod radar;
mod scale;
mod shares;
mod slope;
mod spark;
mod spend;
mod stability;
mod stack;
mod stacked;
mod svg;
mod text;
mod tornado;
mod trend;
mod variance;

#[cfg(test)]
mod tests;

use crate::report::figure::{Caption, Figure};
use crate::scorecard::Status;
use face::Type;
use svg::Canvas;

/// Below this many pixels a figure is stacked instead of set side by side.
const RESTACK: f64 = 480.0;

/// How wide a figure is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// As the kind of figure is meant on a laptop; see `docs/charts.md`.
    Wide,
    /// For a phone: 340 pixels, or less for the figures of table rows.
    Narrow,
    /// That many pixels, from 60 to 2400; below 480 laid out as [`Width::Narrow`].
    Pixels(u32),
}

impl Width {
    /// The width in pixels of a kind of figure that is `wide` on a laptop and `narrow` on a phone.
    fn pixels(self, wide: f64, narrow: f64) -> f64 {
        match self {
            Self::Wide => wide,
            Self::Narrow => narrow,
            Self::Pixels(pixels) => f64::from(pixels.clamp(60, 2400)),
        }
    }
}

/// Draws a figure as one `<svg>` element, ready to stand in a page.
///
/// Values that are not finite count as missing. A figure without any value says the caption's `no_data`.
pub fn draw(figure: &Figure, width: Width) -> String {
    match figure {
        Figure::Bullet(bullet) => bullet::draw(bullet, width),
        Figure::Trend(trend) => trend::draw(trend, width),
        Figure::Spark(spark) => spark::draw(spark, width),
        Figure::Bridge(bridge) => bridge::draw(bridge, width),
        Figure::Curve(curve) => curve::draw(curve, width),
        Figure::Dots(dots) => dots::draw(dots, width),
        Figure::Lineage(lineage) => lineage::draw(lineage, width),
        Figure::Gantt(gantt) => gantt::draw(gantt, width),
        Figure::Spend(spend) => spend::draw(spend, width),
        Figure::StrategyMap(map) => map::draw(map, width),
        Figure::Variance(variance) => variance::draw(variance, width),
        Figure::Slope(slope) => slope::draw(slope, width),
        Figure::Multiples(multiples) => multiples::draw(multiples, width),
        Figure::Radar(radar) => radar::draw(radar, width),
        Figure::Tornado(tornado) => tornado::draw(tornado, width),
        Figure::Stability(stability) => stability::draw(stability, width),
        Figure::Stacked(stacked) => stacked::draw(stacked, width),
        Figure::Cash(cash) => cash::draw(cash, width),
        Figure::Profile(profile) => profile::draw(profile, width),
        Figure::Histogram(histogram) => histogram::draw(histogram, width),
        Figure::Pyramid(pyramid) => pyramid::draw(pyramid, width),
        Figure::Concentration(curve) => concentration::draw(curve, width),
        Figure::Shares(shares) => shares::draw(shares, width),
        Figure::Drivers(drivers) => drivers::draw(drivers, width),
        Figure::Quadrants(map) => quadrants::draw(map, width),
        Figure::Gaps(gaps) => gaps::draw(gaps, width),
        Figure::Stack(stack) => stack::draw(stack, width),
    }
}

/// What stands in the place of a figure without values: a ring and the caption's word for it.
fn nothing(kind: &str, caption: &Caption, width: f64) -> String {
    let mut canvas = Canvas::new(width, 48.0);
    mark::draw(&mut canvas, (6.0, 24.0), 5.0, Status::NoData);
    canvas.text_within((20.0, 28.0), &caption.no_data, Type::NOTE, width - 20.0);
    canvas.finish(kind, caption, false)
}
