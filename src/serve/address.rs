//! What an address on the wire means: the name of a file of the site, or nothing.
//!
//! Names are looked up in a list of what the site holds, so none of them can lead out of it. What no page ever links
//! to is refused before that, so that a mistake in the list would still not be one in here.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What cannot stand in the path of an address as it is.
const RESERVED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// What a folder shows.
const INDEX: &str = "index.html";

/// The file a path asks for, relative to the site and with `/`; `index.html` where it ends in `/`.
///
/// `None` for what tries to leave the site or means something else on another system: `..`, a backslash, a drive, NUL.
pub(super) fn file(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    if decoded.is_empty() {
        return Some(INDEX.to_owned());
    }
    let folder = decoded.strip_suffix('/');
    let name = folder.unwrap_or(&decoded);
    if !name.split('/').all(is_plain) {
        return None;
    }
    Some(if folder.is_some() { format!("{name}/{INDEX}") } else { name.to_owned() })
}

/// Whether a part of a path is a name on every system.
fn is_plain(part: &str) -> bool {
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    !part.is_empty() && part != "." && part != ".." && !part.contains(odd)
}

/// A name as it stands in a link.
pub(super) fn link(name: &str) -> String {
    format!("/{}", utf8_percent_encode(name, RESERVED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_its_index() {
        assert_eq!(file("/").as_deref(), Some("index.html"));
        assert_eq!(file("/zh/").as_deref(), Some("zh/index.html"));
        assert_eq!(file("/zh/data.json").as_deref(), Some("zh/data.json"));
        assert_eq!(file("/zh").as_deref(), Some("zh"));
    }

    #[test]
    fn percent_signs_are_read_once() {
        assert_eq!(file("/%E8%AF%84%E5%88%86/").as_deref(), Some("评分/index.html"));
        assert_eq!(file("/a%2520b").as_deref(), Some("a%20b"));
        assert_eq!(file("/%ff"), None);
    }

    #[test]
    fn nothing_that_could_leave_the_site_is_a_name() {
        for path in [
            "/..",
            "/../x",
            "/a/../x",
            "/%2e%2e/x",
            "/%2E%2e%2fx",
            "/..%5cx",
            "/a\\b",
            "//etc/passwd",
            "/a//b",
            "/./a",
            "/%2fetc/passwd",
            "/C:/x",
            "/c%3a/x",
            "/a%00.html",
            "/a%0a",
            "etc/passwd",
            "",
            "http://x/",
            "//",
            "/a.html::$DATA",
        ] {
            assert_eq!(file(path), None, "{path}");
        }
    }

    #[test]
    fn a_link_reads_back_as_the_name_it_was_made_from() {
        for name in ["zh/评分 卡/index.html", "a%20b", "a?b#c", "\"<x>\""] {
            assert_eq!(file(&link(name)).as_deref(), Some(name));
        }
    }
}
