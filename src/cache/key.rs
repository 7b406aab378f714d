//! Keys: what an answer depends on, hashed.

use std::fmt;

/// What something kept depends on: the BLAKE3 of all parts given to its [`KeyBuilder`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key([u8; 32]);

impl Key {
    /// Begins a key; `what` keeps keys of different things apart that happen to depend on the same.
    pub fn of(what: &str) -> KeyBuilder {
        KeyBuilder(blake3::Hasher::new()).text(what)
    }

    /// Its bytes.
    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Key {
    /// 64 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A key in the making. Every part is hashed with its length, so that `ab`, `c` is not `a`, `bc`.
#[derive(Clone, Debug)]
pub struct KeyBuilder(blake3::Hasher);

impl KeyBuilder {
    /// Adds bytes.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: u64) -> Self {
        self.bytes(&number.to_le_bytes())
    }

    /// Adds a text that may be missing.
    #[must_use]
    pub fn maybe(self, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.number(1).text(text),
            None => self.number(0),
        }
    }

    /// Adds texts, and how many there are.
    #[must_use]
    pub fn texts<T: AsRef<str>>(self, texts: impl IntoIterator<Item = T>) -> Self {
        let mut count = 0;
        let with_all = texts.into_iter().fold(self, |key, text| {
            count += 1;
            key.text(text.as_ref())
        });
        with_all.number(count)
    }

    /// Adds another key.
    #[must_use]
    pub fn key(self, key: &Key) -> Self {
        self.bytes(&key.0)
    }

    /// The key.
    pub fn done(self) -> Key {
        Key(*self.0.finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_and_every_boundary_counts() {
        let key = |parts: &[&str]| Key::of("t").texts(parts).done();
        assert_eq!(key(&["ab", "c"]), key(&["ab", "c"]));
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_ne!(key(&["ab"]), key(&["ab", ""]));
        assert_ne!(Key::of("t").maybe(None).done(), Key::of("t").maybe(Some("")).done());
        assert_ne!(Key::of("t").done(), Key::of("u").done());
        assert_eq!(key(&[]).to_string().len(), 64);
    }
}
