//! The logo of a book: pictures as they lie in it.

/// A logo for light pages and, where they need another, for dark ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Shown on light pages and on paper; on dark ones too where `dark` is none.
    pub light: Picture,
    /// Shown on dark pages.
    pub dark: Option<Picture>,
}

impl Logo {
    /// Its pictures, the light one first; `true` marks the dark one.
    pub fn pictures(&self) -> impl Iterator<Item = (&Picture, bool)> {
        [(&self.light, false)].into_iter().chain(self.dark.iter().map(|dark| (dark, true)))
    }
}

/// A picture that is published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file relative to the book, with `/`.
    pub path: String,
    /// What its bytes are.
    pub format: PictureFormat,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Formats every browser shows and paper prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    /// Drawn with lines, sharp at any size.
    Svg,
    /// Made of dots.
    Png,
}

impl PictureFormat {
    /// What bytes are, whatever the file is called; none for anything else.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        // The signature of PNG, ISO/IEC 15948, 5.2.
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let begins = text.trim_start_matches('\u{feff}').trim_start().starts_with('<');
        (begins && text.contains("<svg")).then_some(Self::Svg)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        assert_eq!(PictureFormat::of(b"\x89PNG\r\n\x1a\n\0\0"), Some(PictureFormat::Png));
        assert_eq!(PictureFormat::of("\u{feff}<?xml version='1.0'?>\n<svg/>".as_bytes()), Some(PictureFormat::Svg));
        for other in [&b"GIF89a"[..], b"", b"<html></html>", b"a <svg>", b"\xff\xfe<\0s\0v\0g\0"] {
            assert_eq!(PictureFormat::of(other), None, "{other:?}");
        }
    }
}
