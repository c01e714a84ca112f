//! Who agrees with whom: the accounts of one event, what each says, and a graph of it.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Anchors, RuleRef};
use crate::article::ArticleId;
use crate::facts::native;
use crate::finding::{Finding, Grouping, Said, Together};
use crate::language::Program;
use crate::report::places::Documents;
use crate::report::sanitize::Sanitized;
use crate::source::Span;

/// Events on one page: those with a finding first, then those with a contradiction.
pub const EVENTS: usize = 200;
/// Places that are listed of one event, and accounts up to which there is a graph of it.
const LISTED: usize = 60;
const DRAWN: usize = 16;
/// Columns of an event's title and of a value.
const TITLE: usize = 160;

/// One event.
#[derive(Serialize)]
pub struct EventView {
    title: String,
    kind: String,
    /// What the rules compare.
    field: String,
    rules: Vec<RuleRef>,
    disagrees: bool,
    sides: Vec<Side>,
    findings: Vec<usize>,
    graph: Option<Graph>,
    more: Option<String>,
}

/// All who say one thing.
#[derive(Serialize)]
struct Side {
    letter: String,
    value: String,
    accounts: Vec<Account>,
    /// Letters of the sides that contradict it, and of those of which it is open.
    contradicts: String,
    open: String,
}

/// What one article says of it.
#[derive(Serialize)]
struct Account {
    /// Its side's letter, and its number among all accounts.
    label: String,
    places: Vec<String>,
    /// Index on the page, if findings cite it.
    article: Option<usize>,
}

/// Accounts on a ring, sides next to each other.
#[derive(Serialize)]
struct Graph {
    width: i32,
    height: i32,
    nodes: Vec<Node>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Node {
    x: i32,
    y: i32,
    label: String,
    /// Modulo the number of colours.
    colour: usize,
}

#[derive(Serialize)]
struct Line {
    x1: i32,
    y1: i32,
    x2: i32,
    y2: i32,
    /// `agree`, `differ` or `open`.
    how: &'static str,
}

const WIDTH: i32 = 240;
const RADIUS: f64 = 88.0;
/// Of a node, with some room.
const NODE: i32 = 24;
const COLOURS: usize = 6;

/// The events that are worth a look, and how many more there were.
pub fn views(
    groupings: &[Grouping],
    findings: &[&Finding],
    documents: &Documents,
    program: &Program,
    anchors: &Anchors,
) -> (Vec<EventView>, usize) {
    let found = by_rule_and_article(findings);
    let mut events: BTreeMap<(&str, Vec<(ArticleId, Span)>), (usize, Vec<&Grouping>)> = BTreeMap::new();
    for (order, g) in groupings.iter().enumerate().filter(|(_, g)| g.how == Together::One) {
        // Rules that compare one field of the same facts see one event.
        let places = g.members.iter().map(|m| (m.article, m.span)).collect();
        events.entry((&g.field, places)).or_insert((order, Vec::new())).1.push(g);
    }
    let mut ranked: Vec<(u8, usize, Vec<usize>, Vec<&Grouping>)> = events
        .into_values()
        .map(|(order, groups)| {
            let findings = findings_of(&groups, findings, &found);
            let rank = match (findings.is_empty(), groups.iter().all(|g| g.differ.is_empty())) {
                (false, _) => 0,
                (true, false) => 1,
                (true, true) => 2,
            };
            (rank, order, findings, groups)
        })
        .filter(|(rank, _, _, groups)| *rank < 2 || is_event(groups[0], program))
        .collect();
    ranked.sort_by_key(|(rank, order, ..)| (*rank, *order));
    let more = ranked.len().saturating_sub(EVENTS);
    ranked.truncate(EVENTS);
    let views = ranked.into_iter().map(|(_, _, findings, groups)| view(&groups, findings, documents, anchors));
    (views.collect(), more)
}

/// Accounts of something told in two articles: that a name is written as elsewhere is none.
fn is_event(g: &Grouping, program: &Program) -> bool {
    let articles: BTreeSet<ArticleId> = g.members.iter().map(|m| m.article).collect();
    articles.len() > 1 && program.schema.kind(&g.kind).is_some_and(|kind| kind > native::RETELLING)
}

/// Indices of findings that a rule has part in, by rule and article.
fn by_rule_and_article<'f>(findings: &[&'f Finding]) -> FxHashMap<(&'f str, ArticleId), Vec<usize>> {
    let mut found: FxHashMap<(&str, ArticleId), Vec<usize>> = FxHashMap::default();
    for (i, finding) in findings.iter().enumerate() {
        for rule in std::iter::once(&finding.rule).chain(finding.related.iter().map(|r| &r.rule)) {
            for label in &finding.labels {
                let at = found.entry((rule, label.article)).or_default();
                if at.last() != Some(&i) {
                    at.push(i);
                }
            }
        }
    }
    found
}

/// The findings of the groups' rules that mark words of their members.
fn findings_of(
    groups: &[&Grouping],
    findings: &[&Finding],
    found: &FxHashMap<(&str, ArticleId), Vec<usize>>,
) -> Vec<usize> {
    let mut all: Vec<usize> = Vec::new();
    for g in groups {
        for m in &g.members {
            let marks =
                |&&i: &&usize| findings[i].labels.iter().any(|l| l.article == m.article && l.span.overlaps(m.span));
            all.extend(found.get(&(&*g.rule, m.article)).into_iter().flatten().filter(marks));
        }
    }
    all.sort_unstable();
    all.dedup();
    all
}

fn view(groups: &[&Grouping], findings: Vec<usize>, documents: &Documents, anchors: &Anchors) -> EventView {
    // Rules may judge the same values differently: the one that finds most to contradict is shown.
    let g = groups.iter().fold(groups[0], |a, b| if b.differ.len() > a.differ.len() { b } else { a });
    let sides = sides(g, documents, anchors);
    let drawn: usize = sides.iter().map(|(_, s)| s.accounts.len()).sum();
    EventView {
        title: title(g),
        kind: Sanitized::name(&g.kind).to_string(),
        field: Sanitized::name(&g.field).to_string(),
        rules: groups.iter().map(|g| anchors.rule(&g.rule)).collect(),
        disagrees: !g.differ.is_empty(),
        graph: (drawn <= DRAWN && drawn > 1 && g.members.len() <= LISTED).then(|| graph(g, &sides)),
        sides: sides.into_iter().map(|(_, side)| side).collect(),
        findings,
        more: (g.members.len() > LISTED).then(|| format!("and {} more places", g.members.len() - LISTED)),
    }
}

/// What the members have in common: the values of the keys that agree.
fn title(g: &Grouping) -> String {
    let keys = g.keys.iter().filter(|k| k.said == Said::Agree);
    let values: Vec<String> = keys.map(|k| k.values.join(", ")).filter(|v| !v.is_empty()).collect();
    let title = if values.is_empty() { g.field.to_string() } else { values.join(" · ") };
    Sanitized::words(&title).clip(TITLE).to_string()
}

/// `A` to `Z`, then `A1`, ….
fn letter(says: usize) -> String {
    let letter = char::from(b'A' + (says % 26) as u8);
    if says < 26 { letter.to_string() } else { format!("{letter}{}", says / 26) }
}

/// The sides, each with the number of what it says.
fn sides(g: &Grouping, documents: &Documents, anchors: &Anchors) -> Vec<(usize, Side)> {
    let letters = |pairs: &[(usize, usize)], of: usize| {
        let others = pairs.iter().filter_map(|&(a, b)| match of {
            _ if a == of => Some(b),
            _ if b == of => Some(a),
            _ => None,
        });
        others.map(letter).collect::<Vec<_>>().join(", ")
    };
    let mut sides: BTreeMap<usize, Side> = BTreeMap::new();
    let mut known: FxHashMap<(usize, ArticleId), usize> = FxHashMap::default();
    for m in g.members.iter().take(LISTED) {
        let side = sides.entry(m.says).or_insert_with(|| Side {
            letter: letter(m.says),
            value: Sanitized::words(&m.value).clip(TITLE).to_string(),
            accounts: Vec::new(),
            contradicts: letters(&g.differ, m.says),
            open: letters(&g.open, m.says),
        });
        let at = *known.entry((m.says, m.article)).or_insert_with(|| {
            side.accounts.push(Account {
                label: String::new(),
                places: Vec::new(),
                article: anchors.article(m.article),
            });
            side.accounts.len() - 1
        });
        side.accounts[at].places.push(documents.article(m.article).at(m.span).to_string());
    }
    let accounts = sides.values_mut().flat_map(|s| {
        let letter = s.letter.clone();
        s.accounts.iter_mut().map(move |account| (letter.clone(), account))
    });
    for (number, (letter, account)) in accounts.enumerate() {
        account.label = format!("{letter}{}", number + 1);
    }
    sides.into_iter().collect()
}

/// Each account is joined to the next one of its side, and each side to each other. Two or three accounts are joined one by one.
fn graph(g: &Grouping, sides: &[(usize, Side)]) -> Graph {
    let count: usize = sides.iter().map(|(_, s)| s.accounts.len()).sum();
    // Two stand beside each other.
    let height = if count == 2 { 2 * NODE } else { WIDTH };
    let at = |i: usize| {
        // Whole units: the last bits of a sine are not the same on every machine.
        let angle = std::f64::consts::PI * (1.0 + 2.0 * i as f64 / count as f64);
        let (x, y) = (RADIUS * angle.cos(), RADIUS * angle.sin());
        (WIDTH / 2 + x.round() as i32, height / 2 + y.round() as i32)
    };
    let line = |from: usize, to: usize, how: &'static str| {
        let ((x1, y1), (x2, y2)) = (at(from), at(to));
        Line { x1, y1, x2, y2, how }
    };
    // The accounts of each side, by their number on the ring.
    let mut next = 0;
    let rings: Vec<Vec<usize>> = sides
        .iter()
        .map(|(_, side)| {
            let ring = (next..next + side.accounts.len()).collect();
            next += side.accounts.len();
            ring
        })
        .collect();
    let mut lines = Vec::new();
    for (i, ring) in rings.iter().enumerate() {
        lines.extend(ring.windows(2).map(|pair| line(pair[0], pair[1], "agree")));
        for (j, other) in rings.iter().enumerate().skip(i + 1) {
            let pair = (sides[i].0, sides[j].0);
            let how = match (g.differ.contains(&pair), g.open.contains(&pair)) {
                (true, _) => "differ",
                (_, true) => "open",
                _ => "agree",
            };
            match count <= 3 {
                true => lines.extend(
                    ring.iter().flat_map(|&a| other.iter().map(move |&b| (a, b))).map(|(a, b)| line(a, b, how)),
                ),
                false => lines.push(line(ring[ring.len() / 2], other[other.len() / 2], how)),
            }
        }
    }
    let mut nodes = Vec::new();
    for (says, side) in sides {
        for account in &side.accounts {
            let (x, y) = at(nodes.len());
            nodes.push(Node { x, y, label: account.label.clone(), colour: says % COLOURS });
        }
    }
    Graph { width: WIDTH, height, nodes, lines }
}
