//! Numbers as intervals, and quantities.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Deserialize, Serialize)]
pub enum Comparator {
    #[default]
    Exactly,
    /// about, some, around, nearly, roughly, approximately
    About,
    /// at least, no fewer than; includes the number
    AtLeast,
    /// more than, over, above; excludes it
    MoreThan,
    /// at most, up to; includes it
    AtMost,
    /// less than, fewer than, under; excludes it
    LessThan,
}

impl Comparator {
    pub fn name(self) -> &'static str {
        match self {
            Comparator::Exactly => "exactly",
            Comparator::About => "about",
            Comparator::AtLeast => "at least",
            Comparator::MoreThan => "more than",
            Comparator::AtMost => "at most",
            Comparator::LessThan => "less than",
        }
    }
}

/// A number as an interval of plain numbers (8600000, not 8.6 million). `None` = open.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, Serialize)]
pub struct Number {
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The number as written, where one is ("about 1,200" has 1200).
    pub value: Option<f64>,
    pub comparator: Comparator,
    /// Half the unit of the last written place: 0.05 million for "8.6 million", 50 for "about 1,200", 0.5 for 74.
    pub rounding: f64,
}

impl Number {
    pub fn exact(value: f64) -> Number {
        Number {
            low: Some(value),
            high: Some(value),
            value: Some(value),
            comparator: Comparator::Exactly,
            rounding: if value.fract() == 0.0 { 0.5 } else { 0.0 },
        }
    }
}

/// A number with its unit or counted thing.
#[derive(Clone, Debug, PartialEq, Default, Deserialize, Serialize)]
pub struct Quantity {
    pub number: Number,
    /// From the closed list of units: `USD`, `km`, `percent`, ...; `None` for things counted.
    pub unit: Option<Arc<str>>,
    /// The counted thing as written, without its number: `joint activities`.
    pub thing: Option<Arc<str>>,
}
