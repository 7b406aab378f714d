//! Turns view models into HTML. The only user of the template engine.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::Serialize;

use super::anchor::link_headings;
use super::theme::Theme;
use crate::chart::{self, Width};
use crate::diagnostic::Diagnostic;
use crate::report::chrome::Chrome;
use crate::report::figure::Figure;
use crate::report::words::Words;

/// Renders pages in one language.
pub(super) struct Renderer<'a> {
    environment: Environment<'static>,
    theme: &'a Theme,
}

impl<'a> Renderer<'a> {
    /// Templates of a theme with the words of a language.
    pub(super) fn new(theme: &'a Theme, words: &Words) -> Self {
        let mut environment = Environment::new();
        let loader = theme.clone();
        environment.set_loader(move |name| {
            let failed = |finding: Diagnostic| Error::new(ErrorKind::InvalidOperation, finding.message);
            loader.text(name).map_err(failed)
        });
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(format_value);
        environment.set_debug(true);
        if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
            environment.set_syntax(syntax);
        }
        environment.add_filter("draw", draw);
        let own = words.clone();
        environment.add_function("t", move |key: &str, fill: Kwargs| say(&own, key, None, &fill));
        let own = words.clone();
        environment.add_function("n", move |key: &str, n: usize, fill: Kwargs| say(&own, key, Some(n), &fill));
        Self { environment, theme }
    }

    /// One page: `template` with `chrome` around and `page` inside.
    pub(super) fn page<T: Serialize>(&self, template: &str, chrome: &Chrome, page: &T) -> Result<String, Diagnostic> {
        let context = minijinja::context! { chrome => Serde(chrome), page => Serde(page) };
        let rendered = self.environment.get_template(template).and_then(|template| template.render(context));
        rendered.map(|html| link_headings(&html)).map_err(|error| self.finding(template, &error))
    }

    /// What is wrong with a template: file, line and reason.
    fn finding(&self, template: &str, error: &Error) -> Diagnostic {
        // The innermost error is where the mistake stands; those around it only include the template.
        let mut innermost = error;
        while let Some(inner) = std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<Error>()) {
            innermost = inner;
        }
        let name = innermost.name().or(error.name()).unwrap_or(template);
        let reason = match innermost.detail() {
            Some(detail) => format!("{}: {detail}", innermost.kind()),
            None => innermost.kind().to_string(),
        };
        Diagnostic::error("template", reason)
            .in_file(self.theme.shown(name), innermost.line())
            .note(format!("while rendering {template}"))
            .help("docs/theming.md lists what each template is handed")
    }
}

/// Escapes what HTML needs and nothing else: links stay readable.
fn format_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    match value.as_str() {
        Some(text) if *state.auto_escape() == AutoEscape::Html && !value.is_safe() => {
            let mut rest = text;
            while let Some(at) = rest.find(['<', '>', '&', '"', '\'']) {
                out.write_str(&rest[..at])?;
                out.write_str(match rest.as_bytes()[at] {
                    b'<' => "&lt;",
                    b'>' => "&gt;",
                    b'&' => "&amp;",
                    b'"' => "&quot;",
                    _ => "&#39;",
                })?;
                rest = &rest[at + 1..];
            }
            out.write_str(rest).map_err(Error::from)
        }
        _ => minijinja::escape_formatter(out, state, value),
    }
}

/// `figure | draw`, `figure | draw("narrow")`, `figure | draw(150)`: an `<svg>` element.
fn draw(figure: Serde<Figure>, width: Option<Value>) -> Result<Value, Error> {
    let width = match width {
        None => Width::Wide,
        Some(width) if width.as_str() == Some("wide") => Width::Wide,
        Some(width) if width.as_str() == Some("narrow") => Width::Narrow,
        Some(width) => Width::Pixels(u32::try_from(width).map_err(|_| unknown_width())?),
    };
    let Serde(mut figure) = figure;
    // A page shows one of several drawings of a figure; the ids inside must differ.
    let suffix = match width {
        Width::Wide => String::new(),
        Width::Narrow => "-n".to_owned(),
        Width::Pixels(pixels) => format!("-{pixels}"),
    };
    figure.caption_mut().id.push_str(&suffix);
    Ok(Value::from_safe_string(chart::draw(&figure, width)))
}

fn unknown_width() -> Error {
    Error::new(ErrorKind::InvalidOperation, "draw takes \"wide\", \"narrow\" or a number of pixels")
}

/// A sentence of the words with its placeholders filled.
fn say(words: &Words, key: &str, n: Option<usize>, fill: &Kwargs) -> Result<String, Error> {
    if !words.has(key) {
        return Err(Error::new(ErrorKind::UnknownFunction, format!("there is no word `{key}`")));
    }
    let names: Vec<&str> = fill.args().collect();
    let values = names.iter().map(|name| fill.get::<Value>(name).map(|value| value.to_string()));
    let values: Vec<String> = values.collect::<Result<_, _>>()?;
    let fill: Vec<(&str, &str)> = names.iter().zip(&values).map(|(name, value)| (*name, value.as_str())).collect();
    Ok(match n {
        Some(n) => words.count(key, n, &fill),
        None => words.say(key, &fill),
    })
}
