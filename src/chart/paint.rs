//! What shapes are painted with: names that the theme gives a colour, never a colour.
//!
//! plotters knows colours only as RGB. A [`Fill`] and a [`Line`] therefore travel through it as reserved RGB
//! values, which the backend turns into CSS classes. Dark mode, print and palettes are then pure CSS.

use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::BackendColor;

use crate::scorecard::Status;

/// The blue part of every reserved colour.
const TAG: u8 = 0x5B;
/// The red part of a reserved fill.
const FILL: u8 = 0xF1;
/// The red part of a reserved line.
const LINE: u8 = 0x71;

/// What a surface is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// The colour of a status.
    Status(Status),
    /// The colour of text.
    Ink,
    /// The darkest tint of the paper: the worst band.
    Band1,
    /// The middle tint.
    Band2,
    /// The lightest tint: the best band.
    Band3,
    /// The page itself.
    Paper,
}

impl Fill {
    const ALL: [Self; 10] = [
        Self::Status(Status::OnTrack),
        Self::Status(Status::AtRisk),
        Self::Status(Status::OffTrack),
        Self::Status(Status::NoData),
        Self::Ink,
        Self::Band1,
        Self::Band2,
        Self::Band3,
        Self::Paper,
        Self::Status(Status::Withheld),
    ];

    /// The CSS class that colours it.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Status(Status::OnTrack) => "f-on",
            Self::Status(Status::AtRisk) => "f-risk",
            Self::Status(Status::OffTrack) => "f-off",
            Self::Status(Status::NoData | Status::Withheld) => "f-none",
            Self::Ink => "f-ink",
            Self::Band1 => "f-1",
            Self::Band2 => "f-2",
            Self::Band3 => "f-3",
            Self::Paper => "f-paper",
        }
    }

    /// The style plotters carries for it.
    pub(super) fn style(self) -> ShapeStyle {
        let index = Self::ALL.iter().position(|fill| *fill == self).unwrap_or_default();
        ShapeStyle { color: RGBColor(FILL, index as u8, TAG).into(), filled: true, stroke_width: 0 }
    }
}

/// The colour of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The colour of text: actual values.
    Ink,
    /// The colour of secondary text: guides, connectors, arrows.
    Soft,
    /// Hairlines: axes and separators.
    Rule,
    /// The one accent: targets.
    Accent,
    /// The colour of "no data": the ring.
    NoData,
    /// Dots in the colour of text: a line of no length with round ends, as wide as the dot.
    Dot,
}

impl Line {
    const ALL: [Self; 6] = [Self::Ink, Self::Soft, Self::Rule, Self::Accent, Self::NoData, Self::Dot];

    /// The CSS class that colours it.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Ink => "l-ink",
            Self::Soft => "l-2",
            Self::Rule => "l-rule",
            Self::Accent => "l-accent",
            Self::NoData => "l-none",
            Self::Dot => "l-dot",
        }
    }
}

/// How a line is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dash {
    /// Not at all.
    Solid,
    /// Long dashes: targets.
    Dashed,
    /// Dots: guides, and targets where there is little room.
    Dotted,
}

impl Dash {
    const ALL: [Self; 3] = [Self::Solid, Self::Dashed, Self::Dotted];

    /// The value of `stroke-dasharray`, if it needs one.
    pub(super) fn array(self) -> Option<&'static str> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some("5 3"),
            Self::Dotted => Some("1.5 2.5"),
        }
    }
}

/// A line's colour, width in tenths of a pixel, and dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stroke {
    pub(super) line: Line,
    pub(super) tenths: u32,
    pub(super) dash: Dash,
}

impl Stroke {
    /// A solid line of that many tenths of a pixel.
    pub(super) const fn solid(line: Line, tenths: u32) -> Self {
        Self { line, tenths, dash: Dash::Solid }
    }

    /// A hairline of one pixel.
    pub(super) const fn hair(line: Line) -> Self {
        Self::solid(line, 10)
    }

    /// The same line, broken.
    pub(super) const fn dashed(self, dash: Dash) -> Self {
        Self { dash, ..self }
    }

    /// The style plotters carries for it.
    pub(super) fn style(self) -> ShapeStyle {
        let line = Line::ALL.iter().position(|line| *line == self.line).unwrap_or_default();
        let dash = Dash::ALL.iter().position(|dash| *dash == self.dash).unwrap_or_default();
        let code = (dash * 16 + line) as u8;
        ShapeStyle { color: RGBColor(LINE, code, TAG).into(), filled: false, stroke_width: self.tenths }
    }
}

/// The fill a colour stands for; ink for a colour that is not reserved.
pub(super) fn fill_of(color: BackendColor) -> Fill {
    let (kind, index, tag) = color.rgb;
    let known = (kind, tag) == (FILL, TAG);
    known.then(|| Fill::ALL.get(usize::from(index)).copied()).flatten().unwrap_or(Fill::Ink)
}

/// The stroke a colour stands for; solid ink for a colour that is not reserved.
pub(super) fn stroke_of(color: BackendColor, tenths: u32) -> Stroke {
    let (kind, code, tag) = color.rgb;
    let known = (kind, tag) == (LINE, TAG);
    let line = Line::ALL.get(usize::from(code % 16)).copied().filter(|_| known).unwrap_or(Line::Ink);
    let dash = Dash::ALL.get(usize::from(code / 16)).copied().filter(|_| known).unwrap_or(Dash::Solid);
    Stroke { line, tenths, dash }
}

#[cfg(test)]
mod tests {
    use plotters_backend::BackendStyle;

    use super::*;

    #[test]
    fn paints_survive_the_way_through_plotters() {
        for fill in Fill::ALL {
            assert_eq!(fill_of(fill.style().color()), fill);
        }
        for (line, dash) in Line::ALL.into_iter().flat_map(|line| Dash::ALL.map(|dash| (line, dash))) {
            let stroke = Stroke::solid(line, 14).dashed(dash);
            assert_eq!(stroke_of(stroke.style().color(), stroke.style().stroke_width), stroke);
        }
    }

    #[test]
    fn a_foreign_colour_becomes_ink() {
        let red = BackendColor { alpha: 1.0, rgb: (255, 0, 0) };
        assert_eq!(fill_of(red), Fill::Ink);
        assert_eq!(stroke_of(red, 10), Stroke::hair(Line::Ink));
    }
}
