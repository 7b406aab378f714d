//! How wide text is, where it breaks and how it is shortened, without any font.
//!
//! The report is read in whatever fonts the reader has. Widths are therefore those of a wide sans such
//! as Verdana, so that text in a narrower one has room to spare. Chinese characters are one em wide in every font.

use unicode_width::UnicodeWidthChar;

/// Width of bold text over regular text.
const BOLD: f64 = 1.12;
/// Characters no line may begin with.
const NOT_FIRST: &str = "，。、；：！？）】》」』”’％…,.;:!?)]}%";
/// Characters no line may end with.
const NOT_LAST: &str = "（【《「『“‘([{¥$€£#";

/// Width of one character in em.
fn em(character: char) -> f64 {
    let wide = character.width_cjk() == Some(2) && !character.is_alphabetic();
    match character {
        _ if character.width() == Some(2) || wide => 1.0,
        _ if character.width().unwrap_or(0) == 0 => 0.0,
        'i' | 'j' | 'l' | 'I' | 'J' | ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 0.33,
        'f' | 't' | 'r' | '-' | '(' | ')' | '[' | ']' | '/' | '\\' => 0.41,
        'm' | 'M' | 'W' | '%' | '@' => 0.98,
        'w' | '+' | '−' | '=' | '<' | '>' | '&' | '#' | '~' => 0.84,
        'G' | 'H' | 'N' | 'O' | 'Q' | 'D' | 'U' => 0.78,
        'A'..='Z' => 0.69,
        _ => 0.635,
    }
}

/// Width of `text` in pixels at a font size in pixels.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    ems * size * if bold { BOLD } else { 1.0 }
}

/// The text as it may stand in XML: control characters become spaces, runs of them one, none at the ends.
///
/// No-break spaces stay, since they hold a number to its unit.
pub(super) fn clean(text: &str) -> String {
    let kept = text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'));
    let spaced: String = kept.map(|c| if c.is_control() || c == '\u{2028}' { ' ' } else { c }).collect();
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text with everything XML gives a meaning escaped, for content and for attributes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in clean(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The text, cut and ended by `…` if it is wider than `room` pixels.
pub(super) fn shorten(text: &str, size: f64, bold: bool, room: f64) -> String {
    let text = clean(text);
    if width(&text, size, bold) <= room {
        return text;
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        if width(&kept, size, bold) + width("…", size, bold) > room {
            kept.pop();
            break;
        }
    }
    format!("{}…", kept.trim_end())
}

/// The text in at most `lines` lines no wider than `room` pixels; what does not fit ends in `…`.
///
/// Lines break at spaces, after hyphens and slashes, and between Chinese characters, but not before closing nor
/// after opening punctuation. A word wider than a line breaks anywhere.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64, lines: usize) -> Vec<String> {
    let text = clean(text);
    let mut wrapped = vec![String::new()];
    let mut rest = text.as_str();
    for piece in pieces(&text) {
        let last = wrapped.len() - 1;
        let joined = format!("{}{piece}", wrapped[last]);
        if width(joined.trim_end(), size, bold) <= room {
            wrapped[last] = joined;
        } else if wrapped.len() >= lines {
            wrapped[last] = shorten(&format!("{}{rest}", wrapped[last]), size, bold, room);
            break;
        } else {
            wrapped.retain(|line| !line.is_empty());
            wrapped.extend(broken(piece, size, bold, room));
        }
        rest = &rest[piece.len()..];
    }
    finish(&wrapped, size, bold, room, lines)
}

/// Trims the lines and cuts those too many, which a word broken over several lines leaves.
fn finish(wrapped: &[String], size: f64, bold: bool, room: f64, lines: usize) -> Vec<String> {
    let mut kept: Vec<String> = wrapped.iter().take(lines).map(|line| line.trim().to_owned()).collect();
    if let (true, Some(last)) = (wrapped.len() > lines, kept.last_mut()) {
        *last = shorten(&format!("{last}{}", wrapped[lines..].concat()), size, bold, room);
    }
    kept.retain(|line| !line.is_empty());
    kept
}

/// A piece as lines of its own: one if it fits, more if it is a word wider than a line.
fn broken(piece: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    for character in piece.chars() {
        let last = lines.len() - 1;
        let joined = format!("{}{character}", lines[last]);
        if width(joined.trim_end(), size, bold) > room && !lines[last].is_empty() {
            lines.push(character.to_string());
        } else {
            lines[last] = joined;
        }
    }
    lines
}

/// The text cut at every place where a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, character) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, character)) {
            cuts.push(&text[start..at]);
            start = at;
        }
        before = Some(character);
    }
    cuts.push(&text[start..]);
    cuts
}

/// Whether a line may break between two characters.
fn may_break(before: char, after: char) -> bool {
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) || after == ' ' {
        return false;
    }
    matches!(before, ' ' | '-' | '/') || before.width() == Some(2) || after.width() == Some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_character_is_one_em_wide() {
        assert!((width("日本語です", 16.0, false) - 80.0).abs() < 1e-9);
        assert!((width("e\u{301}", 10.0, false) - width("e", 10.0, false)).abs() < 1e-9);
    }

    #[test]
    fn control_characters_and_markup_are_harmless() {
        assert_eq!(
            escape("<b>\u{0}a & \"b\"\n'c'</b>\u{ffff}"),
            "&lt;b&gt; a &amp; &quot;b&quot; &#39;c&#39;&lt;/b&gt;"
        );
    }

    #[test]
    fn wraps_at_spaces_and_shortens_the_last_line() {
        let lines = wrap("Solve complaints within one working day", 12.0, false, 110.0, 2);
        assert_eq!(lines, ["Solve complaints", "within one wor…"]);
        assert_eq!(wrap("Short", 12.0, false, 100.0, 2), ["Short"]);
        assert!(wrap("", 12.0, false, 100.0, 2).is_empty());
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_punctuation() {
        // Five characters fit into 60 pixels; the comma may not begin a line, so it takes the character before it along.
        assert_eq!(wrap("提高客户满意，留住老客户", 12.0, false, 72.0, 3), ["提高客户满", "意，留住老客", "户"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken() {
        let lines = wrap(&"x".repeat(40), 10.0, false, 65.0, 3);
        assert_eq!(lines, ["x".repeat(10), "x".repeat(10), format!("{}…", "x".repeat(8))]);
    }
}
