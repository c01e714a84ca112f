//! Rule files: text → syntax tree → resolved, typed [`Program`]. The only module that names pest.

mod ast;
mod desugar;
mod errors;
mod format;
#[cfg(any(test, feature = "generate"))]
pub mod generate;
mod lints;
mod parse;
mod program;
mod resolve;
mod same;
mod split;
#[cfg(test)]
mod tests;

pub use desugar::{desugar, literal};
pub use errors::{
    Diagnostic, NO_METADATA, ReadError, RecordProblem, Severity, TenureDoubt, WARNINGS, Warning, WarningCode, nearest,
};
pub use format::{format_source, migrate_source, short as quoted};
pub use parse::{all_productions, productions};
pub use program::*;
pub use resolve::{
    LevelSetting, LoadOptions, Loaded, Loader, Metadata, ParamSetting, RecordFormat, RuleInput, Settings, load,
};
pub use split::without_rules;
