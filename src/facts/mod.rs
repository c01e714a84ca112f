//! Facts: typed values with spans, and the kinds they belong to.

pub mod calendar;
mod date;
mod fact;
mod number;
mod provenance;
mod schema;
mod spans;
mod store;
mod text;
mod value;

pub use date::{DateValue, Day, Granularity, Timex, TimexType, Yearless};
pub use fact::{Attribution, Cued, Fact, FieldValue, Stance, StanceSet};
pub use number::{Comparator, Number, Quantity};
pub use provenance::Provenance;
pub use schema::{FieldDef, FieldId, KindDef, KindId, NativeField, SameKey, Schema, Tolerance, Type, native};
pub use spans::Spans;
pub use store::{FactId, FactStore};
pub use text::Text;
pub use value::{Elsewhere, Entity, EntityKind, Office, Reasons, Undecided, Value};
