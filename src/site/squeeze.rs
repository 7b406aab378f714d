//! Styles without what only their authors need: remarks, indentation, and space that separates nothing.

/// What stands in a stylesheet, as far as space matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    Remark,
    Text(char),
}

/// The same styles in fewer bytes, rules still on lines of their own.
pub(super) fn squeezed(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut inside = Inside::Code;
    let mut space = None;
    let mut letters = css.chars().peekable();
    while let Some(letter) = letters.next() {
        match inside {
            Inside::Remark if letter == '*' && letters.next_if_eq(&'/').is_some() => inside = Inside::Code,
            Inside::Remark => {}
            Inside::Text(quote) => {
                out.push(letter);
                if letter == '\\' {
                    out.extend(letters.next());
                } else if letter == quote {
                    inside = Inside::Code;
                }
            }
            Inside::Code if letter == '/' && letters.next_if_eq(&'*').is_some() => inside = Inside::Remark,
            Inside::Code if letter.is_whitespace() => space = Some(broader(space, letter)),
            Inside::Code => {
                separate(&mut out, space.take(), letter);
                out.push(letter);
                if matches!(letter, '"' | '\'') {
                    inside = Inside::Text(letter);
                }
            }
        }
    }
    out.push('\n');
    out
}

/// A line break stands for all the space around it.
fn broader(before: Option<char>, space: char) -> char {
    if space == '\n' || before == Some('\n') { '\n' } else { ' ' }
}

/// Writes the space before a letter where it separates something, and takes back a semicolon that ends the last
/// declaration of a rule. Space before a colon tells `a :hover` from `a:hover`, so only that after one goes.
fn separate(out: &mut String, space: Option<char>, next: char) {
    if next == '}' && out.ends_with(';') {
        out.pop();
    }
    let Some(space) = space else { return };
    let ends_rule = out.ends_with('}');
    if ends_rule && space == '\n' && next != '}' {
        out.push('\n');
    } else if !(out.is_empty()
        || out.ends_with(['{', '}', ';', ',', ':', '>'])
        || matches!(next, '{' | '}' | ',' | '>'))
    {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::squeezed;

    #[test]
    fn space_goes_where_it_separates_nothing() {
        let css = "/* why\n   so */\na,\nb > c { color: red; margin: 0 calc(1px + 2px); }\n\n@media print and (width: 3rem) {\n  p :hover { top: 0; }\n}\n";
        insta::assert_snapshot!(squeezed(css), @r"
        a,b>c{color:red;margin:0 calc(1px + 2px)}
        @media print and (width:3rem){p :hover{top:0}}
        ");
    }

    #[test]
    fn words_in_quotes_stay_as_they_are() {
        let css = "q::before { content: \" ; } \\\" /* no */\"; }";
        assert_eq!(squeezed(css), "q::before{content:\" ; } \\\" /* no */\"}\n");
    }
}
