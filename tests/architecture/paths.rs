//! The paths a file names, resolved against the crate: `crate::…`, `super::…` and outside crates.

/// A path as written from the root it starts at, with the line (from 1) it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedPath {
    /// From 1.
    pub(crate) line: usize,
    /// `["report", "figure", "Bullet"]` for one inside the crate, `["duckdb", "Connection"]` for an outside one.
    pub(crate) parts: Vec<String>,
}

struct Token {
    line: usize,
    text: String,
}

/// Words, `::` and single signs of code without comments and literals.
fn tokens(code: &str) -> Vec<Token> {
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = if word > 0 {
                word
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            found.push(Token { line: number + 1, text: rest[..length].to_owned() });
            rest = rest[length..].trim_start();
        }
    }
    found
}

/// Every path into the crate itself, by `crate::` or by as many `super::` as leave the file's stage.
///
/// `module` is where the file stands: `["evaluate", "curve"]`. Inline modules count as one level more.
pub(crate) fn inside(code: &str, module: &[String]) -> Vec<NamedPath> {
    let tokens = tokens(code);
    let mut found = Vec::new();
    let mut braces: Vec<bool> = Vec::new();
    for at in 0..tokens.len() {
        match tokens[at].text.as_str() {
            "{" => braces.push(at >= 2 && tokens[at - 2].text == "mod"),
            "}" => drop(braces.pop()),
            "crate" if follows(&tokens, at) => collect(&tokens, at + 2, Vec::new(), &mut found),
            "super" if follows(&tokens, at) && !preceded(&tokens, at) => {
                let inline = braces.iter().filter(|inline| **inline).count();
                let (ups, next) = supers(&tokens, at);
                if ups <= inline {
                    continue;
                }
                let keep = module.len().saturating_sub(ups - inline);
                collect(&tokens, next, module[..keep].to_vec(), &mut found);
            }
            _ => {}
        }
    }
    found
}

/// Every path that begins with the name of an outside crate, unless the file has a module of that name.
pub(crate) fn outside(code: &str, crates: &[&str]) -> Vec<NamedPath> {
    let tokens = tokens(code);
    let is_module = |name: &str| tokens.windows(2).any(|pair| pair[0].text == "mod" && pair[1].text == name);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let name = tokens[at].text.as_str();
        if crates.contains(&name) && follows(&tokens, at) && !preceded(&tokens, at) && !is_module(name) {
            collect(&tokens, at, Vec::new(), &mut found);
        }
    }
    found
}

fn follows(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| next.text == "::")
}

fn preceded(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].text == "::"
}

/// How many `super::` stand in a row, and the token after them.
fn supers(tokens: &[Token], mut at: usize) -> (usize, usize) {
    let mut ups = 0;
    while tokens.get(at).is_some_and(|token| token.text == "super") && follows(tokens, at) {
        (ups, at) = (ups + 1, at + 2);
    }
    (ups, at)
}

/// Adds the path that begins at a token, or every path of the `{…}` group there.
fn collect(tokens: &[Token], at: usize, so_far: Vec<String>, found: &mut Vec<NamedPath>) {
    let Some(token) = tokens.get(at) else { return };
    if token.text == "{" {
        for item in group_items(tokens, at) {
            collect(tokens, item, so_far.clone(), found);
        }
        return;
    }
    let mut parts = so_far;
    parts.push(token.text.clone());
    if follows(tokens, at) {
        collect(tokens, at + 2, parts, found);
    } else {
        found.push(NamedPath { line: token.line, parts });
    }
}

/// The first token of every item of the group that opens at a token.
fn group_items(tokens: &[Token], open: usize) -> Vec<usize> {
    let mut items = vec![open + 1];
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => items.push(at + 1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    items.retain(|item| tokens.get(*item).is_some_and(|token| token.text != "}"));
    items
}

#[cfg(test)]
mod tests {
    use super::{inside, outside};

    fn found(code: &str, module: &[&str]) -> Vec<String> {
        let module: Vec<String> = module.iter().map(ToString::to_string).collect();
        inside(code, &module).into_iter().map(|path| format!("{}:{}", path.line, path.parts.join("/"))).collect()
    }

    #[test]
    fn groups_are_told_apart() {
        let code = "use crate::{chart, report::{figure::Bullet, number}};\nlet x = crate::site::write(1);";
        let expected = ["1:chart", "1:report/figure/Bullet", "1:report/number", "2:site/write"];
        assert_eq!(found(code, &["evaluate"]), expected);
    }

    #[test]
    fn supers_climb_out_of_the_file_but_not_out_of_inline_modules() {
        assert_eq!(found("use super::super::site::write;", &["evaluate", "curve"]), ["1:site/write"]);
        assert_eq!(found("use super::outcome::Outcome;", &["evaluate", "curve"]), ["1:evaluate/outcome/Outcome"]);
        assert_eq!(found("mod tests {\n    use super::*;\n}", &["evaluate", "curve"]), Vec::<String>::new());
        let nested = "mod tests {\n    use super::super::super::site;\n}";
        assert_eq!(found(nested, &["evaluate", "curve"]), ["2:site"]);
    }

    #[test]
    fn outside_crates_are_found_unless_a_module_hides_them() {
        let names = |code| outside(code, &["duckdb", "csv"]).len();
        assert_eq!(names("use duckdb::Connection;\nfn f() { duckdb::params![] }"), 2);
        assert_eq!(names("use crate::engine::duckdb::Room;"), 0);
        assert_eq!(names("mod csv;\nfn f() { csv::write() }"), 0);
    }
}
