//! The logo: files of the book that are pictures.

use std::path::Path;

use super::super::decode::Spanned;
use super::super::raw;
use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::scorecard::{Logo, Picture, PictureFormat};

/// Every page loads it, so it weighs no more than a page.
const LARGEST: u64 = 100_000;

impl Checker<'_> {
    /// The logo of the book; `None` where it has none or its picture for light pages cannot be used.
    pub(super) fn logo(&mut self, raw: Option<&Spanned<raw::Logo>>) -> Option<Logo> {
        let raw = raw?;
        match &raw.value {
            raw::Logo::Text(path) => {
                let light = self.picture(&Spanned { value: path.clone(), span: raw.span })?;
                Some(Logo { light, dark: None })
            }
            raw::Logo::Map(pair) => {
                let light = self.required(&pair.light, "light", "`logo`", raw.span);
                let light = light.and_then(|path| self.picture(path));
                let dark = pair.dark.as_ref().and_then(|path| self.picture(path));
                Some(Logo { light: light?, dark })
            }
        }
    }

    fn picture(&mut self, file: &Spanned<String>) -> Option<Picture> {
        let picture = self.read_picture(file);
        picture.map_err(|finding| self.report(*finding)).ok()
    }

    fn read_picture(&self, file: &Spanned<String>) -> Result<Picture, Box<Diagnostic>> {
        let refused = |code: &'static str, message: String, help: &str| {
            Box::new(Diagnostic::error(code, message).at(file.span, "").help(help))
        };
        let name = &file.value;
        let path = self.files.inside(Path::new(name)).map_err(|outside| {
            if outside {
                return refused(
                    "logo-outside",
                    format!("`{name}` lies outside the book"),
                    "copy the picture into the book",
                );
            }
            let help = "put the picture there, or write its path as seen from the folder of scorebook.yaml";
            refused("logo-missing", format!("there is no picture `{name}`"), help)
        })?;
        let bytes = self.files.bytes_up_to(&path, LARGEST)?.ok_or_else(|| {
            let help = "every page loads it: save it smaller; 400 pixels are wide enough for a PNG";
            refused("logo-size", format!("`{name}` is larger than 100 KB"), help)
        })?;
        let format = PictureFormat::of(&bytes).ok_or_else(|| {
            refused("logo-format", format!("`{name}` is neither SVG nor PNG"), "save the picture as SVG or PNG")
        })?;
        Ok(Picture { path, format, bytes })
    }
}
