//! Source without comments and without the insides of strings, line for line, so that rules read code only.

/// Blanks comments, string and character literals with spaces; line breaks stay where they are.
pub(crate) fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut plain = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let length = literal_or_comment(&chars[at..], at.checked_sub(1).map(|before| chars[before]));
        if length == 0 {
            plain.push(chars[at]);
            at += 1;
        } else {
            plain.extend(chars[at..at + length].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at += length;
        }
    }
    plain
}

/// How many characters the comment or literal at the beginning of `rest` has; 0 when there is none.
fn literal_or_comment(rest: &[char], before: Option<char>) -> usize {
    let inside_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match rest {
        ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
        ['/', '*', ..] => block_comment(rest),
        ['"', ..] => quoted(rest),
        ['\'', ..] => character(rest),
        ['r', '"' | '#', ..] if !inside_word => raw_string(rest, 1),
        ['b', 'r', '"' | '#', ..] if !inside_word => raw_string(rest, 2),
        _ => 0,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// A character literal; a lifetime is none.
fn character(rest: &[char]) -> usize {
    match rest {
        ['\'', '\\', _, tail @ ..] => tail.iter().position(|c| *c == '\'').map_or(0, |end| end + 4),
        ['\'', _, '\'', ..] => 3,
        _ => 0,
    }
}

/// A raw string whose hashes or quote begin at `prefix`; a raw identifier is none.
fn raw_string(rest: &[char], prefix: usize) -> usize {
    let hashes = rest[prefix..].iter().take_while(|c| **c == '#').count();
    let open = prefix + hashes;
    if rest.get(open) != Some(&'"') {
        return 0;
    }
    let closes =
        |at: usize| rest[at] == '"' && rest[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    (open + 1..rest.len()).find(|at| closes(*at)).map_or(rest.len(), |at| at + 1 + hashes)
}

#[cfg(test)]
mod tests {
    use super::code_only;

    #[test]
    fn comments_and_literals_are_blanked_and_lines_kept() {
        let source = "a(\"x // y\"); // crate::site\n/* b /* c */ d\n*/ e('\"', 'x', '\\'', '\\u{41}') f<'a>";
        let plain = code_only(source);
        assert_eq!(plain.matches('\n').count(), 2);
        let words: Vec<&str> = plain.split_whitespace().collect();
        assert_eq!(words, ["a(", ");", "e(", ",", ",", ",", ")", "f<'a>"]);
    }

    #[test]
    fn raw_strings_end_where_their_hashes_do() {
        assert_eq!(code_only("x r#\"a \" b\"# y").split_whitespace().collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(code_only("r#type bar\"q\"").split_whitespace().collect::<Vec<_>>(), ["r#type", "bar"]);
    }
}
