//! Rule files: text → syntax tree → resolved, typed [`Program`]. The only module that names pest.

mod program;

pub use program::*;
