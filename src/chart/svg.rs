//! The drawing: SVG elements in the order they are drawn, with short numbers and harmless text.

use std::fmt::Write as _;

use super::face::{Anchor, Type};
use super::paint::{Dash, Fill, Line, Stroke};
use super::text;
use crate::report::figure::Caption;

/// A place on the drawing in pixels: right and down.
pub(super) type Point = (f64, f64);

/// A drawing that grows element by element.
#[derive(Clone, Debug)]
pub(super) struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    body: String,
}

impl Canvas {
    /// An empty drawing of that many pixels.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self { width, height, body: String::new() }
    }

    /// Straight lines from point to point.
    pub(super) fn polyline(&mut self, points: impl IntoIterator<Item = Point>, stroke: Stroke) {
        let mut path = String::new();
        let mut last: Option<(String, String)> = None;
        for (x, y) in points {
            let (x, y) = (short(x), short(y));
            // Along one axis the other is not said again: steps and hairlines are the larger part of many pictures.
            let _ = match &last {
                None => write!(path, "M{x} {y}"),
                Some((_, before)) if *before == y => write!(path, "H{x}"),
                Some((before, _)) if *before == x => write!(path, "V{y}"),
                Some(_) => write!(path, "L{x} {y}"),
            };
            last = Some((x, y));
        }
        self.path(&path, stroke);
    }

    /// Dots of one size as one path: a hundred of them weigh little.
    pub(super) fn dots(&mut self, centres: impl IntoIterator<Item = Point>, radius: f64) {
        let mut path = String::new();
        for (x, y) in centres {
            let _ = write!(path, "M{} {}h0", short(x), short(y));
        }
        if !path.is_empty() {
            self.path(&path, Stroke::solid(Line::Dot, (radius * 20.0).round() as u32));
        }
    }

    /// One straight line.
    pub(super) fn line(&mut self, from: Point, to: Point, stroke: Stroke) {
        self.polyline([from, to], stroke);
    }

    /// A line given as SVG path data.
    pub(super) fn path(&mut self, data: &str, stroke: Stroke) {
        let _ = write!(self.body, "<path d=\"{data}\"{}/>", stroke_attributes(stroke));
    }

    /// A filled shape.
    pub(super) fn polygon(&mut self, points: impl IntoIterator<Item = Point>, fill: Fill) {
        let corners: Vec<String> = points.into_iter().map(|(x, y)| format!("{} {}", short(x), short(y))).collect();
        let _ = write!(self.body, "<path d=\"M{}z\" class=\"{}\"/>", corners.join("L"), fill.class());
    }

    /// A filled rectangle between two corners.
    pub(super) fn rect(&mut self, (left, top): Point, (right, bottom): Point, fill: Fill) {
        let frame = rect_attributes((left, top), (right, bottom));
        let _ = write!(self.body, "<rect{frame} class=\"{}\"/>", fill.class());
    }

    /// The outline of a rectangle.
    pub(super) fn outline(&mut self, corner: Point, opposite: Point, stroke: Stroke) {
        let _ = write!(self.body, "<rect{}{}/>", rect_attributes(corner, opposite), stroke_attributes(stroke));
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, centre: Point, radius: f64, fill: Fill) {
        let _ = write!(self.body, "<circle{} class=\"{}\"/>", circle_attributes(centre, radius), fill.class());
    }

    /// A ring: filled with paper, so that lines behind it do not show.
    pub(super) fn ring(&mut self, centre: Point, radius: f64, stroke: Stroke) {
        self.disc(centre, radius, Fill::Paper);
        self.circle(centre, radius, stroke);
    }

    /// The outline of a circle.
    pub(super) fn circle(&mut self, centre: Point, radius: f64, stroke: Stroke) {
        let _ = write!(self.body, "<circle{}{}/>", circle_attributes(centre, radius), stroke_attributes(stroke));
    }

    /// One line of text with its baseline at `y`.
    pub(super) fn text(&mut self, (x, y): Point, words: &str, face: Type) {
        let words = text::escape(words);
        if words.is_empty() {
            return;
        }
        let _ = write!(self.body, "<text x=\"{}\" y=\"{}\"", short(x), short(y));
        match face.anchor {
            Anchor::Start => {}
            Anchor::Middle => self.body.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.body.push_str(" text-anchor=\"end\""),
        }
        let classes = face.classes();
        if !classes.is_empty() {
            let _ = write!(self.body, " class=\"{classes}\"");
        }
        let _ = write!(self.body, ">{words}</text>");
    }

    /// A text cut to `room` pixels; whole in a tooltip if it was cut.
    pub(super) fn text_within(&mut self, at: Point, words: &str, face: Type, room: f64) {
        let shown = face.shorten(words, room);
        if shown == text::clean(words) {
            self.text(at, &shown, face);
        } else {
            self.titled(words, |canvas| canvas.text(at, &shown, face));
        }
    }

    /// Lines of text under each other, the first with its baseline at `y`; the whole text in a tooltip.
    pub(super) fn lines(&mut self, (x, y): Point, lines: &[String], face: Type) {
        for (at, line) in lines.iter().enumerate() {
            self.text((x, y + at as f64 * face.leading()), line, face);
        }
    }

    /// What `draw` draws, with a tooltip.
    pub(super) fn titled(&mut self, title: &str, draw: impl FnOnce(&mut Self)) {
        let _ = write!(self.body, "<g><title>{}</title>", text::escape(title));
        draw(self);
        self.body.push_str("</g>");
    }

    /// What `draw` draws, as a link with a name for those who cannot see it.
    pub(super) fn link(&mut self, href: &str, title: &str, draw: impl FnOnce(&mut Self)) {
        let (href, title) = (text::escape(href), text::escape(title));
        let _ = write!(self.body, "<a href=\"{href}\" class=\"node\"><title>{title}</title>");
        draw(self);
        self.body.push_str("</a>");
    }

    /// The whole drawing as one element. `kind` names it in CSS: `chart chart-KIND`.
    ///
    /// A drawing with links is a group to assistive technology, since the inside of an image cannot be reached.
    pub(super) fn finish(self, kind: &str, caption: &Caption, links: bool) -> String {
        let (width, height) = (short(self.width), short(self.height));
        let id = format!("{}-{width}", sanitise(&caption.id));
        let mut svg = format!(
            "<svg class=\"chart chart-{kind}\" \
             viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\""
        );
        let parts = [("title", &caption.title), ("desc", &caption.summary)];
        let spoken: Vec<_> = parts.into_iter().filter(|(_, words)| !text::clean(words).is_empty()).collect();
        let names: Vec<String> = spoken.iter().map(|(part, _)| format!("{id}-{part}")).collect();
        let role = if links { "group" } else { "img" };
        let _ = match (names.is_empty(), links) {
            (false, _) => write!(svg, " role=\"{role}\" aria-labelledby=\"{}\">", names.join(" ")),
            (true, true) => write!(svg, " role=\"{role}\">"),
            (true, false) => write!(svg, " aria-hidden=\"true\">"),
        };
        for (part, words) in spoken {
            let _ = write!(svg, "<{part} id=\"{id}-{part}\">{}</{part}>", text::escape(words));
        }
        svg.push_str(&self.body);
        svg.push_str("</svg>");
        svg
    }
}

fn stroke_attributes(stroke: Stroke) -> String {
    let mut attributes = format!(" class=\"{}\"", stroke.line.class());
    if stroke.tenths != 10 {
        let _ = write!(attributes, " stroke-width=\"{}\"", short(f64::from(stroke.tenths) / 10.0));
    }
    if let (true, Some(array)) = (stroke.dash != Dash::Solid, stroke.dash.array()) {
        let _ = write!(attributes, " stroke-dasharray=\"{array}\"");
    }
    attributes
}

fn rect_attributes((x0, y0): Point, (x1, y1): Point) -> String {
    let (left, top) = (x0.min(x1), y0.min(y1));
    let (width, height) = (short((x1 - x0).abs()), short((y1 - y0).abs()));
    format!(" x=\"{}\" y=\"{}\" width=\"{width}\" height=\"{height}\"", short(left), short(top))
}

fn circle_attributes((x, y): Point, radius: f64) -> String {
    format!(" cx=\"{}\" cy=\"{}\" r=\"{}\"", short(x), short(y), short(radius))
}

/// A length in pixels with one decimal at most and never `-0`.
pub(super) fn short(pixels: f64) -> String {
    let tenths = (pixels * 10.0).round() as i64;
    let (sign, whole, rest) = (if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// The id with everything but ASCII letters, digits and hyphens written as `_` and its code, so that ids stay apart.
fn sanitise(id: &str) -> String {
    let mut safe = String::new();
    for character in id.chars() {
        if character.is_ascii_alphanumeric() || character == '-' {
            safe.push(character);
        } else {
            let _ = write!(safe, "_{:x}", u32::from(character));
        }
    }
    if safe.is_empty() { "chart".to_owned() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        assert_eq!([short(-0.04), short(12.04), short(12.06), short(-3.55)], ["0", "12", "12.1", "-3.6"]);
    }

    #[test]
    fn a_drawing_names_itself_and_keeps_ids_apart() {
        let caption =
            Caption { id: "a/b 率".into(), title: "Score <x>".into(), summary: "Says".into(), ..Caption::default() };
        let mut canvas = Canvas::new(40.0, 10.0);
        canvas.line((0.0, 1.0), (2.55, 1.0), Stroke::solid(Line::Accent, 15).dashed(Dash::Dashed));
        insta::assert_snapshot!(canvas.finish("spark", &caption, false), @r#"<svg class="chart chart-spark" viewBox="0 0 40 10" width="40" height="10" role="img" aria-labelledby="a_2fb_20_7387-40-title a_2fb_20_7387-40-desc"><title id="a_2fb_20_7387-40-title">Score &lt;x&gt;</title><desc id="a_2fb_20_7387-40-desc">Says</desc><path d="M0 1H2.6" class="l-accent" stroke-width="1.5" stroke-dasharray="5 3"/></svg>"#);
    }

    #[test]
    fn a_drawing_without_words_is_hidden_from_assistive_technology() {
        let svg = Canvas::new(1.0, 1.0).finish("spark", &Caption::default(), false);
        assert!(svg.contains("aria-hidden=\"true\"") && !svg.contains("role="));
    }
}
