//! Reads a drawing back: enough of XML to see that it is well formed, and where its labels and shapes stand.

use std::collections::BTreeSet;

use crate::chart::text;

/// A label and the rectangle it takes.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) words: String,
    pub(super) left: f64,
    pub(super) right: f64,
    top: f64,
    bottom: f64,
}

impl Label {
    pub(super) fn new(x: f64, y: f64, classes: &str, anchor: &str, words: &str) -> Self {
        let has = |class: &str| classes.split(' ').any(|one| one == class);
        let sizes = [("t-small", 11.0), ("t-name", 13.0), ("t-lane", 15.0)];
        let size = sizes.into_iter().find(|(class, _)| has(class)).map_or(12.0, |(_, size)| size);
        let width = text::width(words, size, has("t-bold"));
        let left = match anchor {
            "middle" => x - width / 2.0,
            "end" => x - width,
            _ => x,
        };
        Self { words: words.into(), left, right: left + width, top: y - size * 0.78, bottom: y + size * 0.2 }
    }

    pub(super) fn within(&self, width: f64, height: f64) -> bool {
        const SLACK: f64 = 0.6;
        self.left >= -SLACK && self.right <= width + SLACK && self.top >= -SLACK && self.bottom <= height + SLACK
    }

    pub(super) fn covers(&self, other: &Self) -> bool {
        const SLACK: f64 = 0.3;
        let (across, down) = (
            self.right.min(other.right) - self.left.max(other.left),
            self.bottom.min(other.bottom) - self.top.max(other.top),
        );
        across > SLACK && down > SLACK
    }
}

/// What a drawing holds.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) labels: Vec<Label>,
    pub(super) classes: BTreeSet<String>,
    /// Shapes with a number outside the drawing.
    pub(super) strays: Vec<String>,
}

impl Drawing {
    /// Reads an SVG; an error says what is not well formed.
    pub(super) fn read(svg: &str) -> Result<Self, String> {
        let mut drawing = Self::default();
        let mut open: Vec<String> = Vec::new();
        let mut rest = svg;
        while let Some(start) = rest.find('<') {
            drawing.content(&rest[..start], &open)?;
            let end = rest.find('>').ok_or("an unclosed tag")?;
            let tag = &rest[start + 1..end];
            rest = &rest[end + 1..];
            if let Some(name) = tag.strip_prefix('/') {
                (open.pop().as_deref().map(name_of) == Some(name))
                    .then_some(())
                    .ok_or(format!("</{name}> closes another"))?;
                continue;
            }
            drawing.tag(tag.trim_end_matches('/'))?;
            if !tag.ends_with('/') {
                open.push(tag.to_owned());
            }
        }
        (open.is_empty() && rest.is_empty()).then_some(drawing).ok_or(format!("left open: {open:?}"))
    }

    /// Text between two tags.
    fn content(&mut self, escaped: &str, open: &[String]) -> Result<(), String> {
        if escaped.chars().any(char::is_control) {
            return Err(format!("control character in {escaped:?}"));
        }
        let mut words = escaped.to_owned();
        for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'")] {
            words = words.replace(entity, character);
        }
        if words.replace("&amp;", "").contains('&') {
            return Err(format!("bare & in {escaped:?}"));
        }
        if let Some(tag) = open.last().filter(|tag| name_of(tag) == "text") {
            let at = |name: &str| value(tag, name).and_then(|number| number.parse().ok()).unwrap_or(f64::NAN);
            let (classes, anchor) = (value(tag, "class").unwrap_or(""), value(tag, "text-anchor").unwrap_or(""));
            self.labels.push(Label::new(at("x"), at("y"), classes, anchor, &words.replace("&amp;", "&")));
        }
        Ok(())
    }

    /// An opening tag.
    fn tag(&mut self, tag: &str) -> Result<(), String> {
        if let Some(view) = value(tag, "viewBox") {
            let numbers: Vec<f64> = view.split(' ').filter_map(|number| number.parse().ok()).collect();
            (self.width, self.height) = (numbers[2], numbers[3]);
        }
        let classes = value(tag, "class").unwrap_or("").split(' ').filter(|class| !class.is_empty());
        self.classes.extend(classes.map(str::to_owned));
        let (width, height) = (self.width, self.height);
        for (name, limit) in
            [("x", width), ("cx", width), ("y", height), ("cy", height), ("r", width), ("d", width.max(height))]
        {
            let Some(numbers) = value(tag, name) else { continue };
            for number in numbers
                .split(|c: char| c.is_ascii_uppercase() || c == 'z' || c == 'h' || c == ' ')
                .filter(|number| !number.is_empty())
            {
                let at: f64 = number.parse().map_err(|_| format!("{number:?} in <{tag}>"))?;
                if !at.is_finite() || number == "-0" || number.split('.').nth(1).is_some_and(|rest| rest.len() > 2) {
                    return Err(format!("{number} in <{tag}>"));
                }
                if !(-2.5..=limit + 2.5).contains(&at) {
                    self.strays.push(tag.to_owned());
                }
            }
        }
        Ok(())
    }
}

fn name_of(tag: &str) -> &str {
    tag.split(' ').next().unwrap_or_default()
}

/// The value of an attribute.
fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}
