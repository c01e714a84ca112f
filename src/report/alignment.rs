//! Which facts were taken for one thing, for people and as JSON: `check --show alignment`.

use std::io::{self, Write};

use serde::Serialize;

use super::json::PlaceJson;
use super::places::Documents;
use super::sanitize::Sanitized;
use super::{Page, counted, wrap};
use crate::finding::{Grouping, Said, Together};

/// Writes what alignment made of the facts of each rule that sets accounts against each other.
pub fn write(out: &mut dyn Write, groupings: &[Grouping], documents: &Documents, page: &Page) -> io::Result<()> {
    for g in groupings {
        let of = counted(g.members.len(), &g.kind);
        let how = match g.how {
            Together::One => format!("{of} taken for one"),
            Together::Torn => format!("{of}: the first fits several that are not one, and joins none"),
            Together::Open(why) => format!("{of} that may be one: open ({})", why.word()),
            Together::Apart => format!("{of} told apart"),
        };
        writeln!(out, "alignment[{}] {how}", Sanitized::name(&g.rule))?;
        for m in &g.members {
            let at = documents.article(m.article).at(m.span);
            writeln!(out, "  {at}  {} {}", Sanitized::name(&g.field), Sanitized::words(&m.value))?;
        }
        for said in [Said::Agree, Said::Differ, Said::Unknown] {
            let keys = g.keys.iter().filter(|k| k.said == said).map(|k| {
                let values = if k.values.is_empty() { String::new() } else { format!(" ({})", k.values.join("; ")) };
                let missing = match k.missing {
                    0 => String::new(),
                    n if n == g.members.len() => ", nobody says".to_string(),
                    n => format!(", {n} do not say"),
                };
                format!("{}{values}{missing}", k.name)
            });
            let keys: Vec<String> = keys.collect();
            if keys.is_empty() {
                continue;
            }
            let line = Sanitized::words(&format!("keys that {}: {}", verb(said), keys.join(" · ")));
            for line in wrap::paragraph(&line, page.width.saturating_sub(2)) {
                writeln!(out, "  {line}")?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn verb(said: Said) -> &'static str {
    match said {
        Said::Agree => "agree",
        Said::Differ => "differ",
        Said::Unknown => "tell nothing",
    }
}

#[derive(Serialize)]
pub struct GroupingJson<'a> {
    rule: &'a str,
    kind: &'a str,
    how: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<&'static str>,
    field: &'a str,
    members: Vec<MemberJson<'a>>,
    keys: Vec<KeyJson<'a>>,
}

#[derive(Serialize)]
struct MemberJson<'a> {
    #[serde(flatten)]
    place: PlaceJson<'a>,
    value: &'a str,
}

#[derive(Serialize)]
struct KeyJson<'a> {
    key: &'a str,
    said: &'static str,
    values: &'a [String],
    missing: usize,
}

pub fn json<'a>(g: &'a Grouping, documents: &'a Documents<'a>) -> GroupingJson<'a> {
    GroupingJson {
        rule: &g.rule,
        kind: &g.kind,
        how: match g.how {
            Together::One => "one",
            Together::Torn => "torn",
            Together::Open(_) => "open",
            Together::Apart => "apart",
        },
        because: match g.how {
            Together::Open(why) => Some(why.word()),
            _ => None,
        },
        field: &g.field,
        members: g
            .members
            .iter()
            .map(|m| MemberJson { place: PlaceJson::of(documents.article(m.article), m.span), value: &m.value })
            .collect(),
        keys: g
            .keys
            .iter()
            .map(|k| KeyJson { key: &k.name, said: k.said.name(), values: &k.values, missing: k.missing })
            .collect(),
    }
}
