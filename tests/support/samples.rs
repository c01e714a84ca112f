//! What several tests of commands start from.

// Each test target takes what it needs of this.
#![allow(dead_code)]

use serde_json::Value;

/// The values of JSON Lines.
pub fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

pub const OSLO: &str = "language 1
role \"Mayor of Oslo\"
  held by \"Anna Lund\" from 2020-01-01 to 2024-01-01
  held by \"Omar Moe\"  from 2024-01-01
";

pub const OPENED: &str = "Oslo Mayor Anna Lund opened the harbour on 3 June 2025.";
