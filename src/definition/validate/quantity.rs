//! Quantities written with their unit: shares, sizes, colours.

use super::super::decode::{Spanned, Written};
use super::{Checker, number};
use crate::diagnostic::Diagnostic;
use crate::scorecard::{Colour, Paper, READABLE};

/// A share such as `60%`, as 0 to 1.
pub(super) fn share(checker: &mut Checker<'_>, written: &Spanned<Written>, name: &str) -> Option<f64> {
    let text = written.value.0.trim();
    let percent = text.strip_suffix(['%', '％']).and_then(|number| number.trim().parse::<f64>().ok());
    if let Some(percent) = percent.filter(|percent| (0.0..=100.0).contains(percent)) {
        return Some(percent / 100.0);
    }
    let meant = text.parse::<f64>().ok().filter(|value| (0.0..=100.0).contains(value));
    let help = match meant {
        Some(value) if value <= 1.0 => format!("write `{}%`", number(value * 100.0)),
        Some(value) => format!("write `{}%`", number(value)),
        None => "write a share from 0% to 100%, such as `60%`".into(),
    };
    let finding = Diagnostic::error("not-a-percentage", format!("`{name}` must be a percentage, found `{text}`"));
    checker.report(finding.at(written.span, "").help(help));
    None
}

/// A size such as `4GB`, in bytes: one GB is 1024 MB.
pub(super) fn size(checker: &mut Checker<'_>, written: &Spanned<Written>) -> Option<u64> {
    let size = bytes(&written.value.0);
    if size.is_none() {
        let message = format!("`memory` must be a size of at least 64 MB, found `{}`", written.value.0);
        let finding = Diagnostic::error("bad-limit", message);
        checker.report(finding.at(written.span, "").help("write a number and `MB` or `GB`, such as `4GB`"));
    }
    size
}

fn bytes(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_uppercase();
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic())?);
    let shift = match unit.trim() {
        "MB" | "MIB" => 20,
        "GB" | "GIB" => 30,
        "TB" | "TIB" => 40,
        _ => return None,
    };
    let bytes = number.trim().parse::<f64>().ok()? * f64::from(shift).exp2();
    let range = (64u64 << 20) as f64..=(1u64 << 50) as f64;
    range.contains(&bytes).then_some(bytes as u64)
}

/// A colour such as `#c0392b`, which should be readable on light pages and, lightened, on dark ones.
pub(super) fn colour(checker: &mut Checker<'_>, written: &Spanned<String>) -> String {
    if let Some(colour) = Colour::parse(&written.value) {
        for paper in Paper::ALL {
            faint(checker, written, colour, paper);
        }
    } else {
        let message = format!("`accent` must be a colour such as \"#1f6f8b\", found `{}`", written.value);
        let finding = Diagnostic::error("bad-colour", message);
        checker.report(finding.at(written.span, "").help("write `#` and six digits from 0-9 and a-f, in quotes"));
    }
    written.value.clone()
}

/// Warns of a colour in which words on a paper are hard to read.
fn faint(checker: &mut Checker<'_>, written: &Spanned<String>, colour: Colour, paper: Paper) {
    let contrast = colour.stands_out(paper);
    if contrast >= READABLE {
        return;
    }
    let (pages, shown) = match paper {
        Paper::Light => ("light", format!("`{colour}`")),
        Paper::Dark => ("dark", format!("`{}`, which `{colour}` becomes there,", colour.on(paper))),
    };
    // Cut, not rounded: 4.49 is not 4.5.
    let ratio = (contrast * 10.0).floor() / 10.0;
    let message = format!("{shown} is hard to read on {pages} pages: contrast {ratio:.1} : 1");
    let better = colour.readable().map_or_else(String::new, |better| format!(", such as \"{better}\""));
    let finding = Diagnostic::warning("faint-colour", message).at(written.span, "");
    let finding = finding.note(format!("labels of targets are written in it; words need {READABLE} : 1 (WCAG 2.2 AA)"));
    checker.report(
        finding.help(format!("take a {} colour{better}", if paper == Paper::Light { "darker" } else { "lighter" })),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        assert_eq!(bytes("4GB"), Some(4 << 30));
        assert_eq!(bytes("512 mb"), Some(512 << 20));
        assert_eq!(bytes("1.5GiB"), Some(3 << 29));
        for bad in ["4", "GB", "-4GB", "1MB", "9999999TB", "NaNGB", "4 apples", ""] {
            assert_eq!(bytes(bad), None, "{bad}");
        }
    }
}
