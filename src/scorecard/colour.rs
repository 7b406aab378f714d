//! The accent colour of a book on light and on dark pages, and how well it can be seen there.

use std::fmt;

/// Words need this much contrast (WCAG 2.2, success criterion 1.4.3).
pub const READABLE: f64 = 4.5;

/// How far apart the lightnesses are that are tried for a colour that would do.
const STEP: f64 = 0.01;

/// A colour of the screen, red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

/// What a page is printed on: the theme's `--paper`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Light pages, and paper.
    Light,
    /// Dark pages.
    Dark,
}

impl Paper {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// Its colour in the built-in theme.
    pub fn colour(self) -> Colour {
        match self {
            Self::Light => Colour([0xfc, 0xfb, 0xf8]),
            Self::Dark => Colour([0x14, 0x17, 0x1a]),
        }
    }
}

impl Colour {
    /// Reads `#rrggbb`; nothing else is a colour.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hex.then_some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// The accent as it is shown: as written on light pages, half way to white on dark ones.
    #[must_use]
    pub fn on(self, paper: Paper) -> Self {
        match paper {
            Paper::Light => self,
            Paper::Dark => {
                let [l, a, b] = self.oklab();
                Self::from_oklab([l.midpoint(1.0), a / 2.0, b / 2.0])
            }
        }
    }

    /// Contrast ratio, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance() + 0.05, other.luminance() + 0.05);
        a.max(b) / a.min(b)
    }

    /// Contrast of the accent with a paper, as it is shown there.
    pub fn stands_out(self, paper: Paper) -> f64 {
        self.on(paper).contrast(paper.colour())
    }

    /// The colour nearest in lightness that can be read on both papers; `None` where only its lightness does not help.
    pub fn readable(self) -> Option<Self> {
        let [l, a, b] = self.oklab();
        let steps = (0..=100).flat_map(|step| [f64::from(step) * STEP, f64::from(step) * -STEP]);
        let near = steps.map(|by| l + by).filter(|l| (0.0..=1.0).contains(l)).map(|l| Self::from_oklab([l, a, b]));
        near.into_iter().find(|colour| Paper::ALL.iter().all(|paper| colour.stands_out(*paper) >= READABLE))
    }

    fn luminance(self) -> f64 {
        let [r, g, b] = self.linear();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// sRGB without its gamma, each part 0 to 1.
    fn linear(self) -> [f64; 3] {
        self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// Oklab after B. Ottosson, "A perceptual color space for image processing" (2020): lightness 0 to 1, a, b.
    fn oklab(self) -> [f64; 3] {
        let rgb = self.linear();
        let cones = [
            dot([0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9], rgb),
            dot([0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6], rgb),
            dot([0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5], rgb),
        ]
        .map(f64::cbrt);
        [
            dot([0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8], cones),
            dot([1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9], cones),
            dot([0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0], cones),
        ]
    }

    /// The nearest colour of the screen: parts outside are cut off.
    fn from_oklab(lab: [f64; 3]) -> Self {
        let cones = [
            dot([1.0, 0.396_337_777_4, 0.215_803_757_3], lab),
            dot([1.0, -0.105_561_345_8, -0.063_854_172_8], lab),
            dot([1.0, -0.089_484_177_5, -1.291_485_548_0], lab),
        ]
        .map(|cone| cone.powi(3));
        let rgb = [
            dot([4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2], cones),
            dot([-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5], cones),
            dot([-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701_0], cones),
        ];
        Self(rgb.map(|part| {
            let part = part.clamp(0.0, 1.0);
            let part = if part <= 0.003_130_8 { part * 12.92 } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
            (part * 255.0).round() as u8
        }))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(out, "#{r:02x}{g:02x}{b:02x}")
    }
}

fn dot(row: [f64; 3], of: [f64; 3]) -> f64 {
    row[0] * of[0] + row[1] * of[1] + row[2] * of[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).expect("a colour")
    }

    #[test]
    fn a_colour_is_six_digits_and_nothing_else() {
        assert_eq!(colour("#1D4f7c").to_string(), "#1d4f7c");
        for bad in ["red", "#abc", "#12345", "#+12345", "1d4f7c", "#1d4f7c; }", "#é2345"] {
            assert_eq!(Colour::parse(bad), None, "{bad}");
        }
    }

    /// Black on white is 21; #767676 on white is 4.54, the usual example of the limit (`WebAIM`, "Contrast and Color Accessibility").
    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((colour("#000000").contrast(colour("#ffffff")) - 21.0).abs() < 1e-9);
        assert!((colour("#767676").contrast(colour("#ffffff")) - 4.54).abs() < 0.005);
    }

    /// Ottosson's own example values: sRGB red is L 0.628, a 0.225, b 0.126.
    #[test]
    fn oklab_goes_there_and_back() {
        let [l, a, b] = colour("#ff0000").oklab();
        assert!((l - 0.628).abs() < 5e-4 && (a - 0.225).abs() < 5e-4 && (b - 0.126).abs() < 5e-4, "{l} {a} {b}");
        for text in ["#1d4f7c", "#c0392b", "#000000", "#ffffff", "#808080"] {
            assert_eq!(Colour::from_oklab(colour(text).oklab()).to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_read_has_a_neighbour_that_can() {
        for text in ["#ffd400", "#000000", "#ffffff", "#00ff00", "#ff69b4"] {
            let faint = Paper::ALL.iter().any(|paper| colour(text).stands_out(*paper) < READABLE);
            let better = colour(text).readable().expect(text);
            assert!(faint && Paper::ALL.iter().all(|paper| better.stands_out(*paper) >= READABLE), "{text} {better}");
        }
        assert_eq!(colour("#1d4f7c").readable(), Some(colour("#1d4f7c")));
    }

    #[test]
    fn papers_are_those_of_the_theme() {
        let tokens = include_str!("../../templates/css/tokens.css");
        for paper in Paper::ALL {
            assert!(tokens.contains(&format!("--paper: {};", paper.colour())), "{paper:?}");
        }
    }
}
