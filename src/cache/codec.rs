//! Plain types as bytes and back, exactly: floating-point numbers bit for bit.
//!
//! Bytes come from a file whose hash was right, and are still not believed: what cannot be read back is as if absent.

use std::collections::BTreeMap;

/// A type that can be kept.
pub(super) trait Stored: Sized {
    /// Appends it.
    fn store(&self, to: &mut Vec<u8>);
    /// Takes it from the beginning of `from`; `None` where that is not what stands there.
    fn restore(from: &mut &[u8]) -> Option<Self>;
}

/// A value as bytes.
pub(super) fn bytes<T: Stored>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.store(&mut bytes);
    bytes
}

/// The value bytes stand for; `None` unless they are all of it and nothing more.
pub(super) fn value<T: Stored>(bytes: &[u8]) -> Option<T> {
    let mut rest = bytes;
    T::restore(&mut rest).filter(|_| rest.is_empty())
}

fn take<'a>(from: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, rest) = from.split_at_checked(length)?;
    *from = rest;
    Some(taken)
}

/// Structs, field by field.
macro_rules! stored {
    ($($type:ty { $($field:ident),+ $(,)? })+) => {
        $(impl $crate::cache::codec::Stored for $type {
            fn store(&self, to: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($crate::cache::codec::Stored::store($field, to);)+
            }

            fn restore(from: &mut &[u8]) -> Option<Self> {
                Some(Self { $($field: $crate::cache::codec::Stored::restore(from)?),+ })
            }
        })+
    };
}

pub(super) use stored;

macro_rules! numbers {
    ($($type:ty),+) => {
        $(impl Stored for $type {
            fn store(&self, to: &mut Vec<u8>) {
                to.extend(self.to_le_bytes());
            }

            fn restore(from: &mut &[u8]) -> Option<Self> {
                take(from, size_of::<Self>())?.try_into().ok().map(Self::from_le_bytes)
            }
        })+
    };
}

numbers!(u8, u32, u64, i64, i128);

impl Stored for f64 {
    fn store(&self, to: &mut Vec<u8>) {
        self.to_bits().store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        u64::restore(from).map(Self::from_bits)
    }
}

impl Stored for usize {
    fn store(&self, to: &mut Vec<u8>) {
        (*self as u64).store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        u64::restore(from)?.try_into().ok()
    }
}

impl Stored for bool {
    fn store(&self, to: &mut Vec<u8>) {
        u8::from(*self).store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        match u8::restore(from)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Stored for String {
    fn store(&self, to: &mut Vec<u8>) {
        self.len().store(to);
        to.extend(self.as_bytes());
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let length = usize::restore(from)?;
        String::from_utf8(take(from, length)?.to_vec()).ok()
    }
}

impl Stored for [u8; 32] {
    fn store(&self, to: &mut Vec<u8>) {
        to.extend(self);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        take(from, 32)?.try_into().ok()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn store(&self, to: &mut Vec<u8>) {
        self.is_some().store(to);
        if let Some(value) = self {
            value.store(to);
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        if bool::restore(from)? { T::restore(from).map(Some) } else { Some(None) }
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn store(&self, to: &mut Vec<u8>) {
        self.len().store(to);
        for value in self {
            value.store(to);
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let length = usize::restore(from)?;
        (0..length).map(|_| T::restore(from)).collect()
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn store(&self, to: &mut Vec<u8>) {
        self.0.store(to);
        self.1.store(to);
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        Some((A::restore(from)?, B::restore(from)?))
    }
}

impl<K: Stored + Ord, V: Stored> Stored for BTreeMap<K, V> {
    fn store(&self, to: &mut Vec<u8>) {
        self.len().store(to);
        for (key, value) in self {
            key.store(to);
            value.store(to);
        }
    }

    fn restore(from: &mut &[u8]) -> Option<Self> {
        let length = usize::restore(from)?;
        (0..length).map(|_| <(K, V)>::restore(from)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_bit_for_bit() {
        let value = vec![(Some("订单".to_owned()), 0.1 + 0.2), (None, -0.0)];
        let back: Vec<(Option<String>, f64)> = super::value(&bytes(&value)).expect("whole");
        assert_eq!(back, value);
        assert_eq!(back[1].1.to_bits(), (-0.0_f64).to_bits());
    }

    #[test]
    fn what_is_cut_too_long_or_absurd_is_no_value() {
        let whole = bytes(&vec!["a".to_owned(), "b".to_owned()]);
        for cut in 0..whole.len() {
            assert_eq!(value::<Vec<String>>(&whole[..cut]), None, "cut at {cut}");
        }
        assert_eq!(value::<Vec<String>>(&[&whole[..], b"x"].concat()), None);
        assert_eq!(value::<Vec<String>>(&u64::MAX.to_le_bytes()), None, "as long as nothing is");
        assert_eq!(value::<bool>(&[2]), None);
    }
}
