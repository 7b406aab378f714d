//! A tree of lines for the terminal.

use std::fmt;

/// A line and what hangs below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Branch {
    pub(super) text: String,
    pub(super) below: Vec<Branch>,
}

impl Branch {
    pub(super) fn leaf(text: impl Into<String>) -> Self {
        Self { text: text.into(), below: Vec::new() }
    }

    pub(super) fn with(text: impl Into<String>, below: Vec<Self>) -> Self {
        Self { text: text.into(), below }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, first: &str, rest: &str) -> fmt::Result {
        for (at, line) in self.text.lines().enumerate() {
            writeln!(f, "{}{line}", if at == 0 { first } else { rest })?;
        }
        let last = self.below.len().saturating_sub(1);
        for (at, branch) in self.below.iter().enumerate() {
            let (fork, beside) = if at == last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            branch.write(f, &format!("{rest}{fork}"), &format!("{rest}{beside}"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Branch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, "", "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hang_together() {
        let inner = Branch::with("b", vec![Branch::leaf("c\nd")]);
        let tree = Branch::with("a", vec![inner, Branch::leaf("e")]);
        assert_eq!(tree.to_string(), "a\n├─ b\n│  └─ c\n│     d\n└─ e\n");
    }
}
