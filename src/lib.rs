//! A linter for what articles claim. `ARCHITECTURE.md` says how the modules follow one another.

pub mod article;
pub mod check;
pub mod cli;
pub mod config;
pub mod extract;
pub mod facts;
pub mod finding;
pub mod language;
pub mod observe;
pub mod pack;
pub mod record;
pub mod report;
pub mod run;
pub mod source;
pub mod testing;
pub mod text;
