//! What stands at the head of every printed page of a briefing.
//!
//! Margin boxes are written in CSS alone, and the words differ from briefing to briefing, so each has a small style
//! sheet of its own beside it.

use std::fmt::Write as _;

/// The name of the style sheet, in the folder of the page.
pub(super) const STYLE: &str = "running.css";

/// Rules that set `head` into the margin of every page but the first.
pub(super) fn style(head: &str) -> String {
    let head = css_string(head);
    format!(
        "@media print {{\n\
         @page {{ @top-left {{ content: {head}; font: 8pt sans-serif; color: #555; }} }}\n\
         @page :first {{ @top-left {{ content: none; }} @bottom-right {{ content: none; }} }}\n\
         }}\n"
    )
}

/// A string of CSS: everything that could end it is written as its code.
fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' | '<' => {
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_its_string() {
        assert_eq!(css_string("A \"b\" \\ \n </style>"), r#""A \22 b\22  \5c    \3c /style>""#);
        assert!(style("总分 · 10月").contains("content: \"总分 · 10月\";"));
    }
}
