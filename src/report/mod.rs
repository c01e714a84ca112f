//! What is printed: one file per format.

pub mod facts;
