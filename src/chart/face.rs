//! How text is set: size, weight, tone and where it stands, as CSS classes.

use super::text;
use crate::scorecard::Status;

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// What colours a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    /// Secondary text, as all text without a class.
    Soft,
    /// What is to be read first.
    Ink,
    /// Words about the target.
    Accent,
    /// Words about a status.
    Status(Status),
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    /// In pixels: 11, 12, 13 or 15.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) tone: Tone,
    pub(super) anchor: Anchor,
    /// On an edge of paper, so that lines behind it do not run through it.
    pub(super) halo: bool,
}

impl Type {
    /// Axis and side labels: 12 pixels, secondary.
    pub(super) const NOTE: Self =
        Self { size: 12.0, bold: false, tone: Tone::Soft, anchor: Anchor::Start, halo: false };
    /// Names: 13 pixels, ink.
    pub(super) const NAME: Self = Self { size: 13.0, tone: Tone::Ink, ..Self::NOTE };
    /// The figures that matter: 13 pixels, ink, bold.
    pub(super) const VALUE: Self = Self { bold: true, ..Self::NAME };
    /// Titles of lanes: 15 pixels, ink, in the serif.
    pub(super) const LANE: Self = Self { size: 15.0, ..Self::NAME };
    /// Fine print: 11 pixels.
    pub(super) const SMALL: Self = Self { size: 11.0, ..Self::NOTE };

    /// The same in another colour.
    pub(super) const fn tone(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// The same, standing elsewhere about its place.
    pub(super) const fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same on an edge of paper.
    pub(super) const fn halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// How wide a text is in this type, in pixels.
    pub(super) fn width(self, words: &str) -> f64 {
        text::width(words, self.size, self.bold)
    }

    /// The text cut to `room` pixels.
    pub(super) fn shorten(self, words: &str, room: f64) -> String {
        text::shorten(words, self.size, self.bold, room)
    }

    /// The text in at most `lines` lines of `room` pixels.
    pub(super) fn wrap(self, words: &str, room: f64, lines: usize) -> Vec<String> {
        text::wrap(words, self.size, self.bold, room, lines)
    }

    /// From one line to the next, in pixels.
    pub(super) fn leading(self) -> f64 {
        (self.size * 1.25).round()
    }

    /// The CSS classes: none for plain secondary text of 12 pixels.
    pub(super) fn classes(self) -> String {
        let size = match self.size as u32 {
            0..=11 => "t-small",
            12 => "",
            13 => "t-name",
            _ => "t-lane",
        };
        let tone = match self.tone {
            // Names and titles of lanes are ink by their size.
            Tone::Ink if self.size > 12.0 => "",
            Tone::Soft => "",
            Tone::Ink => "t-ink",
            Tone::Accent => "t-accent",
            Tone::Status(Status::OnTrack) => "t-on",
            Tone::Status(Status::AtRisk) => "t-risk",
            Tone::Status(Status::OffTrack) => "t-off",
            Tone::Status(Status::NoData | Status::Withheld) => "t-none",
        };
        let classes = [size, tone, if self.bold { "t-bold" } else { "" }, if self.halo { "t-halo" } else { "" }];
        classes.into_iter().filter(|class| !class.is_empty()).collect::<Vec<_>>().join(" ")
    }
}
