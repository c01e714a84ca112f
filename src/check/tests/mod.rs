//! Rules over facts written down by hand.

mod again;
mod build;
mod clusters;
mod conditions;
mod records;
mod robust;
