//! Why a value could not be read.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

/// The error of the deserializer.
#[derive(Debug)]
pub(super) enum Fault {
    /// The value at hand does not fit: what was expected instead.
    Misfit(String),
    /// Already reported, at a node below.
    Reported,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Misfit(expected) => write!(f, "must be {expected}"),
            Self::Reported => f.write_str("reported"),
        }
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::Misfit(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Misfit(expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::Misfit(expected.to_string())
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::Misfit(expected.to_string())
    }
}
