//! What `scorebook.yaml` means: name, languages, limits.

use super::super::decode::Spanned;
use super::super::raw;
use super::scorecard::Across;
use super::{Checker, quantity};
use crate::diagnostic::{Diagnostic, Span};
use crate::scorecard::{Book, Limits, Locale, PaletteDirection};

/// The book without its scorecards. `document` is the place of the first line.
pub(crate) fn book(checker: &mut Checker<'_>, across: &mut Across, raw: &raw::Book, document: Span) -> Book {
    checker.locales = locales(checker, raw.locales.as_ref());
    let title = checker.title(&raw.title, "the book", document);
    let footer = checker.optional_text(raw.footer.as_ref(), "footer");
    checker.models(raw.models.as_ref(), &mut across.models);
    checker.min_group = raw.min_group.unwrap_or(0);
    let silences = checker.silences(raw.silence.as_ref());
    Book {
        title,
        locales: checker.locales.clone(),
        made_up: raw.made_up.unwrap_or(false),
        currency: raw.currency.as_ref().map_or_else(|| "¥".into(), |currency| currency.value.clone()),
        accent: raw.accent.as_ref().map(|accent| quantity::colour(checker, accent)),
        logo: checker.logo(raw.logo.as_ref()),
        footer,
        palette: match raw.direction_palette {
            Some(raw::Palette::Cn) => PaletteDirection::Chinese,
            Some(raw::Palette::Intl) | None => PaletteDirection::International,
        },
        limits: limits(checker, raw.limits.as_ref()),
        history: raw.history.unwrap_or(false),
        models: Vec::new(),
        silences,
        contracts: Vec::new(),
        scorecards: Vec::new(),
        assessments: Vec::new(),
        swots: Vec::new(),
        portfolios: Vec::new(),
        business_cases: Vec::new(),
    }
}

/// The languages of the site: known ones, each once, at least one.
fn locales(checker: &mut Checker<'_>, raw: Option<&Spanned<Vec<Spanned<String>>>>) -> Vec<Locale> {
    let Some(raw) = raw else { return vec![Locale::En] };
    let mut found = Vec::new();
    for code in &raw.value {
        match Locale::from_code(&code.value) {
            None => checker.report(
                Diagnostic::error("unknown-locale", format!("the report has no words in `{}`", code.value))
                    .at(code.span, "")
                    .help("`locales` can have `zh` and `en`"),
            ),
            Some(locale) if found.contains(&locale) => checker.report(
                Diagnostic::error("duplicate-locale", format!("`{}` is listed twice", code.value))
                    .at(code.span, "")
                    .help("list each language once; the first is the default"),
            ),
            Some(locale) => found.push(locale),
        }
    }
    if raw.value.is_empty() {
        let finding = Diagnostic::error("no-locales", "`locales` lists no language");
        checker.report(finding.at(raw.span, "").help("write `[zh, en]`, `[zh]` or `[en]`"));
    }
    if found.is_empty() { Locale::ALL.to_vec() } else { found }
}

fn limits(checker: &mut Checker<'_>, raw: Option<&raw::Limits>) -> Limits {
    const LONGEST: u32 = 86_400;
    let usual = Limits::default();
    let memory = raw.and_then(|raw| raw.memory.as_ref()).and_then(|memory| quantity::size(checker, memory));
    let seconds = raw.and_then(|raw| raw.seconds.as_ref());
    if let Some(seconds) = seconds.filter(|seconds| !(1..=LONGEST).contains(&seconds.value)) {
        let message = format!("`seconds` must lie from 1 to {LONGEST}, found {}", seconds.value);
        let finding = Diagnostic::error("bad-limit", message);
        checker.report(finding.at(seconds.span, "").help("write how many seconds one query may take, such as `300`"));
    }
    Limits {
        memory: memory.unwrap_or(usual.memory),
        seconds: seconds.map_or(usual.seconds, |seconds| seconds.value.into()),
    }
}
