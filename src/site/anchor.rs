//! Headings that link to themselves, so that a place on a page can be sent to somebody.
//!
//! Done once for whatever a template writes: a heading of a book's own template has its link, too.

use std::fmt::Write as _;

/// What a heading with an address begins with.
const HEADING: &str = "<h2 id=\"";

/// Every `<h2 id="x">words</h2>` with its words as a link to `#x`; one that holds a link already is left alone.
pub(super) fn link_headings(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(start) = rest.find(HEADING) {
        let (before, heading) = rest.split_at(start);
        out.push_str(before);
        let Some((id, words, after)) = parts(heading) else {
            out.push_str(HEADING);
            rest = &heading[HEADING.len()..];
            continue;
        };
        let tag = &heading[..heading.len() - words.len() - after.len()];
        out.push_str(tag);
        if words.contains("<a ") {
            out.push_str(words);
        } else {
            let _ = write!(out, "<a class=\"anchor\" href=\"#{id}\">{words}</a>");
        }
        rest = after;
    }
    out + rest
}

/// The id of a heading, its words, and what comes from its end tag on.
fn parts(heading: &str) -> Option<(&str, &str, &str)> {
    let (id, rest) = heading[HEADING.len()..].split_once('"')?;
    let (_, rest) = rest.split_once('>')?;
    let end = rest.find("</h2>")?;
    Some((id, &rest[..end], &rest[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_links_to_itself_unless_it_links_elsewhere() {
        let html = r#"<h2 id="a" class="x">Per<b>sons</b></h2><p><h2>none</h2><h2 id="b"><a href="x">to</a></h2>."#;
        let linked = r##"<h2 id="a" class="x"><a class="anchor" href="#a">Per<b>sons</b></a></h2><p><h2>none</h2><h2 id="b"><a href="x">to</a></h2>."##;
        assert_eq!(link_headings(html), linked);
    }

    #[test]
    fn broken_markup_of_a_book_is_left_as_it_is() {
        for html in ["<h2 id=\"a", "<h2 id=\"a\">no end", "nothing", "<h2 id=\"a\"<h2 id=\"b\">"] {
            assert_eq!(link_headings(html), html);
        }
    }
}
