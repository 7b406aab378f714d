//! Scorebook's own plotters backend: draws into a [`Canvas`], in tenths of a pixel.
//!
//! plotters counts in whole backend units. Tenths of a pixel keep lines true and numbers short.

use std::convert::Infallible;

use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};

use super::face::{Anchor, Type};
use super::paint;
use super::svg::{Canvas, Point};

/// Backend units in a pixel.
pub(super) const UNITS: f64 = 10.0;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn pixels((x, y): BackendCoord) -> Point {
    (f64::from(x) / UNITS, f64::from(y) / UNITS)
}

/// The type a plotters text style asks for; colours other than the reserved ones are secondary ink.
fn type_of<S: BackendTextStyle>(style: &S) -> Type {
    let anchor = match style.anchor().h_pos {
        HPos::Left => Anchor::Start,
        HPos::Center => Anchor::Middle,
        HPos::Right => Anchor::End,
    };
    let bold = matches!(style.style(), FontStyle::Bold);
    Type { size: style.size() / UNITS, bold, anchor, ..Type::NOTE }
}

impl DrawingBackend for &mut Canvas {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.width * UNITS) as u32, (self.height * UNITS) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = pixels(point);
        self.rect((x, y), (x + 1.0 / UNITS, y + 1.0 / UNITS), paint::fill_of(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        if fill {
            self.rect(pixels(from), pixels(to), paint::fill_of(style.color()));
        } else {
            self.outline(pixels(from), pixels(to), paint::stroke_of(style.color(), style.stroke_width()));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let stroke = paint::stroke_of(style.color(), style.stroke_width());
        self.polyline(path.into_iter().map(pixels), stroke);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let radius = f64::from(radius) / UNITS;
        if fill {
            self.disc(pixels(centre), radius, paint::fill_of(style.color()));
        } else {
            self.circle(pixels(centre), radius, paint::stroke_of(style.color(), style.stroke_width()));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        let fill = paint::fill_of(style.color());
        self.polygon(corners.into_iter().map(pixels), fill);
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.text(pixels(at), text, type_of(style));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let face = type_of(style);
        Ok(((face.width(text) * UNITS).ceil() as u32, (face.leading() * UNITS).ceil() as u32))
    }
}

#[cfg(test)]
mod tests {
    use plotters::prelude::*;

    use super::*;

    #[test]
    fn plotters_measures_chinese_text_with_our_widths() {
        let mut canvas = Canvas::new(200.0, 50.0);
        let area = (&mut canvas).into_drawing_area();
        let style = TextStyle::from(("sans-serif", 160).into_font());
        let size = area.estimate_text_size("日本語です", &style).expect("never fails");
        assert_eq!(size, (800, 200));
    }

    #[test]
    fn plotters_text_is_escaped_and_in_pixels() {
        let mut canvas = Canvas::new(200.0, 50.0);
        let area = (&mut canvas).into_drawing_area();
        let style = TextStyle::from(("sans-serif", 120).into_font());
        area.draw_text("a<b", &style, (105, 200)).expect("never fails");
        drop(area);
        assert!(canvas.finish("spark", &crate::report::figure::Caption::default(), false).contains(">a&lt;b</text>"));
    }
}
