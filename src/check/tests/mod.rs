//! Rules over facts written down by hand.

mod build;
mod clusters;
mod conditions;
mod records;
mod robust;
