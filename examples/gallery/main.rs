//! Writes a page with every kind of chart in both widths and languages, for eyes.
//!
//! `cargo run --example gallery -- target/gallery` writes `light.html` and `dark.html` there. All names and numbers
//! are made up.

mod charts;
mod compared;
mod maps;
mod plans;
mod quadrants;

use std::fmt::Write as _;
use std::path::PathBuf;

use scorebook::chart::{self, Width};
use scorebook::report::figure::Figure;
use scorebook::scorecard::Locale;

const LIGHT: &str = "--paper:#fcfbf8;--ink:#16191d;--ink-2:#565d66;--rule:#dcd8cf;--accent:#1d4f7c;--band-1:#e4e1d9;\
    --band-2:#edebe5;--band-3:#f5f3ee;--on:#1a7a5a;--risk:#8f5a00;--off:#b8321f;--none:#666d76;--on-fill:#1a7a5a;\
    --risk-fill:#d99a1c;--off-fill:#c8402b;--none-fill:#868c93;";
const DARK: &str = "--paper:#14171a;--ink:#ece9e2;--ink-2:#aeb4ba;--rule:#363b41;--accent:#8dbbe6;--band-1:#33383e;\
    --band-2:#2a2f34;--band-3:#22262b;--on:#5cc79f;--risk:#e5b04a;--off:#f2826f;--none:#9aa1a8;--on-fill:#3ea67f;\
    --risk-fill:#d99a1c;--off-fill:#dd5a45;--none-fill:#7b828a;";
const FONTS: &str = "--serif:Georgia,'Times New Roman','Songti SC','Noto Serif CJK SC',serif;\
    --sans:system-ui,-apple-system,'Segoe UI',Roboto,'PingFang SC','Noto Sans CJK SC',sans-serif;";

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into()));
    std::fs::create_dir_all(&folder)?;
    for (name, colours) in [("light", LIGHT), ("dark", DARK)] {
        std::fs::write(folder.join(format!("{name}.html")), page(colours))?;
    }
    Ok(())
}

fn page(colours: &str) -> String {
    let css = include_str!("../../templates/charts.css");
    let mut html = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>\
         <title>Chart gallery, made-up data</title><style>:root{{{colours}{FONTS}}}{css}\
         body{{margin:0 auto;padding:16px;max-width:1168px;background:var(--paper);color:var(--ink);font:16px/1.5 var(--sans)}}\
         h2{{font:400 22px var(--serif);border-top:1px solid var(--rule);padding-top:16px;margin:40px 0 12px}}\
         .n{{display:none}}.row{{display:flex;gap:24px;margin:8px 0}}\
         @media(max-width:600px){{.n{{display:block}}.w{{display:none}}.row{{flex-wrap:wrap}}}}</style>"
    );
    let mut number = 0;
    for locale in [Locale::En, Locale::Zh] {
        for (title, figures) in figures(locale) {
            let _ = write!(html, "<h2>{title}</h2>");
            for figure in figures {
                number += 1;
                let figure = named(figure, number);
                for (class, width) in [("w", Width::Wide), ("n", Width::Narrow)] {
                    let _ =
                        write!(html, "<div class={class} style='margin:12px 0'>{}</div>", chart::draw(&figure, width));
                }
            }
        }
    }
    html
}

/// The figure with an id of its own.
fn named(mut figure: Figure, number: usize) -> Figure {
    figure.caption_mut().id = format!("figure-{number}");
    figure
}

fn figures(locale: Locale) -> Vec<(&'static str, Vec<Figure>)> {
    vec![
        ("Bullet, head", charts::bullets(locale, true)),
        ("Bullet, row", charts::bullets(locale, false)),
        ("Spark", charts::sparks(locale)),
        ("Trend", charts::trends(locale)),
        ("Bridge", charts::bridges(locale)),
        ("Dots", charts::dots(locale)),
        ("Curve", charts::curves(locale)),
        ("Variance", compared::variances(locale)),
        ("Slope", compared::slopes(locale)),
        ("Multiples", compared::multiples(locale)),
        ("Radar", compared::radars(locale)),
        ("Quadrants", quadrants::quadrants(locale)),
        ("Strategy map", maps::maps(locale)),
        ("Gantt", plans::gantts(locale)),
        ("Spend", plans::spends(locale)),
    ]
}
