//! Rule files: text → syntax tree → resolved, typed [`Program`]. The only module that names pest.

// The printer reads what nothing else does.
#[allow(dead_code)]
mod ast;
mod errors;
mod parse;
mod program;
mod resolve;
mod split;

pub use errors::{Diagnostic, Severity};
pub use program::*;
pub use resolve::{LoadOptions, Loaded, Loader, ReadError, RuleInput, load};
