//! The theme: templates, styles, script and words, built in and overridden by a book's `templates/`.

use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::squeeze::squeezed;
use crate::diagnostic::{Diagnostic, Findings};
use crate::report::words::{Words, WordsError};
use crate::scorecard::{Book, Colour, Locale, Paper};

/// The folder of a book whose files take the place of built-in ones of the same name.
const FOLDER: &str = "templates";

/// The styles, in the order they are joined; a book's `own.css` comes last and has no built-in counterpart.
const STYLES: [&str; 7] = [
    "css/tokens.css",
    "css/page.css",
    "css/plans.css",
    "css/tables.css",
    "charts.css",
    "css/figures.css",
    "css/print.css",
];

/// The styles that only pages of documents beside scorecards need: assessments, surveys and such.
const DOCUMENT_STYLES: [&str; 1] = ["css/documents.css"];

/// How a logo stands in a line, for books that have one.
const LOGO: &str = ".logo { height: 1.75rem; max-width: 12rem; object-fit: contain; vertical-align: middle; margin-right: var(--s2); }\n\
    .title-page .logo { height: 3.5rem; max-width: 100%; }\n";

/// Which of two logos is shown: the light one on paper, and wherever dark was not asked for.
const LOGO_DARK: &str = "@media not screen { .on-dark { display: none; } }\n\
    @media screen { :root[data-theme=\"light\"] .on-dark, :root[data-theme=\"dark\"] .on-light { display: none; } }\n\
    @media screen and (prefers-color-scheme: dark) { :root:not([data-theme]) .on-light { display: none; } }\n\
    @media screen and (prefers-color-scheme: light) { :root:not([data-theme]) .on-dark { display: none; } }\n";

/// A larger file under `templates/` is taken for a slip.
const LARGEST: u64 = 4 << 20;

#[derive(RustEmbed)]
#[folder = "templates/"]
struct BuiltIn;

/// A file of a book's `templates/` that is used, for the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Override {
    /// Relative to the book, with `/`.
    pub(super) path: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
}

/// The theme of one book.
#[derive(Clone, Debug)]
pub(super) struct Theme {
    folder: PathBuf,
}

impl Theme {
    /// The built-in theme with a book's own files over it.
    pub(super) fn of(book_root: &Path) -> Self {
        Self { folder: book_root.join(FOLDER) }
    }

    /// The text of a file, the book's own before the built-in one; `None` where there is neither.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        Ok(self.own_text(name)?.or_else(|| built_in(name)))
    }

    /// The text of the book's own file.
    fn own_text(&self, name: &str) -> Result<Option<String>, Diagnostic> {
        let not_utf8 = |_| {
            Diagnostic::error("template-encoding", "a file of the theme is not UTF-8")
                .in_file(format!("{FOLDER}/{name}"), None)
                .help("save it as UTF-8")
        };
        self.own(name)?.map(String::from_utf8).transpose().map_err(not_utf8)
    }

    /// Whether the book has a file of its own of this name.
    pub(super) fn is_own(&self, name: &str) -> bool {
        self.place(name).is_some_and(|path| path.is_file())
    }

    /// How findings name a file: with the book's folder, or as built in.
    pub(super) fn shown(&self, name: &str) -> String {
        if self.is_own(name) { format!("{FOLDER}/{name}") } else { format!("{FOLDER}/{name} (built in)") }
    }

    fn own(&self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let Some(path) = self.place(name).filter(|path| path.is_file()) else { return Ok(None) };
        let unreadable = |error: std::io::Error| {
            Diagnostic::error("template-unreadable", format!("a file of the theme cannot be read: {error}"))
                .in_file(format!("{FOLDER}/{name}"), None)
        };
        if path.metadata().map_err(unreadable)?.len() > LARGEST {
            return Err(Diagnostic::error("template-size", "a file of the theme is larger than 4 MB")
                .in_file(format!("{FOLDER}/{name}"), None)
                .help("make it smaller; pictures belong into the page at the size they are shown"));
        }
        std::fs::read(&path).map(Some).map_err(unreadable)
    }

    /// The path of a file inside the book's folder; `None` for a name that would leave it.
    fn place(&self, name: &str) -> Option<PathBuf> {
        let inside = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
        name.split('/').all(inside).then(|| self.folder.join(name))
    }

    /// The stylesheet: all parts, the book's accent colour, and its own rules last. What is built in is squeezed, a
    /// book's own files are not touched.
    pub(super) fn stylesheet(&self, book: &Book) -> Result<String, Diagnostic> {
        let mut css = self.joined(&STYLES)?;
        if let Some(accent) = book.accent.as_deref().and_then(Colour::parse) {
            css.push_str(&accent_rule(accent));
        }
        if let Some(logo) = &book.logo {
            css.push_str(LOGO);
            css.push_str(if logo.dark.is_some() { LOGO_DARK } else { "" });
        }
        css.push_str(&self.text("css/own.css")?.unwrap_or_default());
        Ok(css)
    }

    /// The second stylesheet of pages of documents. A page reads it last, so the book's own rules stand in it again.
    pub(super) fn document_stylesheet(&self) -> Result<String, Diagnostic> {
        let own = self.text("css/own.css")?.unwrap_or_default();
        Ok(self.joined(&DOCUMENT_STYLES)? + &own)
    }

    fn joined(&self, names: &[&str]) -> Result<String, Diagnostic> {
        let mut css = String::new();
        for name in names {
            let ours = built_in(name).unwrap_or_default();
            match self.own_text(name)?.filter(|own| *own != ours) {
                Some(own) => css.extend([own.trim_end(), "\n"]),
                None => css.push_str(&squeezed(&ours)),
            }
        }
        Ok(css)
    }

    /// The words of a language, with those of the book over the built-in ones.
    pub(super) fn words(&self, locale: Locale, findings: &mut Findings) -> Option<Words> {
        let name = format!("words/{}.json", locale.code());
        let mut refuse = |error: WordsError| {
            findings.push(
                Diagnostic::error("words", error.reason)
                    .in_file(self.shown(&name), error.line)
                    .help("a words file holds only what differs from the built-in one: {\"key\": \"sentence\"}"),
            );
        };
        let built_in = Words::parse(locale, &built_in(&name).unwrap_or_default());
        let mut words = built_in.map_err(|errors| errors.into_iter().for_each(&mut refuse)).ok()?;
        match self.own_text(&name) {
            Ok(Some(text)) => match Words::parse(locale, &text) {
                Ok(own) => words.overlay(own, &text).into_iter().for_each(refuse),
                Err(errors) => errors.into_iter().for_each(refuse),
            },
            Ok(None) => {}
            Err(finding) => findings.push(finding),
        }
        Some(words)
    }

    /// Every file of the book's folder that takes the place of a built-in one or is used beside them, by name.
    pub(super) fn overrides(&self) -> Vec<Override> {
        let mut found = Vec::new();
        collect(&self.folder, "", &mut found);
        let used = |name: &str| {
            built_in(name).is_some() || name == "css/own.css" || name.starts_with("assets/") || is_template(name)
        };
        found.retain(|name| used(name) && built_in_bytes(name) != self.own(name).ok().flatten());
        found.sort();
        let file = |name: String| {
            let bytes = self.own(&name).ok().flatten()?;
            Some(Override { path: format!("{FOLDER}/{name}"), bytes })
        };
        found.into_iter().filter_map(file).collect()
    }
}

/// Whether a file of a book may be included by its templates.
fn is_template(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "html")
}

/// The names of all files below a folder; links are not followed.
fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        let Ok(kind) = entry.file_type() else { continue };
        let name = format!("{prefix}{name}");
        if kind.is_dir() && prefix.matches('/').count() < 8 {
            collect(&entry.path(), &format!("{name}/"), found);
        } else if kind.is_file() {
            found.push(name);
        }
    }
}

fn built_in(name: &str) -> Option<String> {
    built_in_bytes(name).and_then(|bytes| String::from_utf8(bytes).ok())
}

fn built_in_bytes(name: &str) -> Option<Vec<u8>> {
    BuiltIn::get(name).map(|file| file.data.into_owned())
}

/// The accent as written on light paper, lightened on dark.
fn accent_rule(accent: Colour) -> String {
    let dark = accent.on(Paper::Dark);
    format!(
        ":root {{ --accent: {accent}; }}\n\
         @media screen {{ :root[data-theme=\"dark\"] {{ --accent: {dark}; }} }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{ --accent: {dark}; }} }}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::testing::words;
    use crate::scorecard::{Logo, Picture, PictureFormat};

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let theme = Theme::of(Path::new("/book"));
        for name in ["../x", "/etc/passwd", "a/../../b", "c:x", "a\\b"] {
            assert_eq!(theme.place(name), None, "{name}");
        }
        assert_eq!(theme.place("partials/a.html"), Some(PathBuf::from("/book/templates/partials/a.html")));
    }

    #[test]
    fn only_books_with_a_logo_pay_for_its_styles() {
        let theme = Theme::of(Path::new("/nowhere"));
        let picture = || Picture { path: "a.svg".into(), format: PictureFormat::Svg, bytes: Vec::new() };
        let style = |logo| theme.stylesheet(&Book { logo, ..Book::default() }).expect("a stylesheet");
        let (none, one) = (style(None), style(Some(Logo { light: picture(), dark: None })));
        let two = style(Some(Logo { light: picture(), dark: Some(picture()) }));
        assert!(!none.contains(".logo") && one.contains(".logo {") && !one.contains(".on-dark"));
        assert!(two.contains(":root[data-theme=\"dark\"] .on-light"));
        assert!(two.len() <= 28 * 1024, "{} bytes", two.len());
    }

    #[test]
    fn an_accent_is_written_for_both_themes() {
        let rule = accent_rule(Colour::parse("#c0392b").expect("a colour"));
        assert!(rule.starts_with(":root { --accent: #c0392b; }"), "{rule}");
        assert_eq!(rule.matches("--accent: #e7a094;").count(), 2, "half way to white in Oklab: {rule}");
    }

    #[test]
    fn every_word_a_template_asks_for_exists() {
        let known: std::collections::BTreeSet<String> =
            words(Locale::En).keys().map(|(key, _)| key.to_owned()).collect();
        let mut asked = 0;
        let mut open = vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"))];
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for call in [" t(\"", "(t(\"", " n(\""] {
                for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                    assert!(known.contains(key), "{}: {key}", path.display());
                    asked += 1;
                }
            }
        }
        assert!(asked > 60, "{asked} words were looked at");
    }
}
