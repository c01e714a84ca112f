//! Which units of a page are the article.
//!
//! The article stands in the element that holds most of the page's running text: from the largest `article`, `main`
//! or the whole page downwards as long as one child holds nearly all of it. Within it, navigation, link lists and
//! what is marked as standing around articles is left out.

use std::collections::HashSet;

use super::tags::Role;
use super::tree::{Page, ROOT, Unit, UnitKind};
use crate::article::dateline;

/// Text shorter than this tells nothing of where the article is, in bytes.
const RUNNING: usize = 60;

/// The same for text that is in no `p`.
const RUNNING_OTHER: usize = 120;

/// Text in other blocks than `p` that is shorter and ends no sentence is a label.
const LABEL: usize = 60;

/// Less running text than this is no article, in bytes.
const ARTICLE: usize = 400;

/// The units of the article in order, its headline first. `source` is what the page was parsed from.
pub fn choose<'p>(page: &'p Page, source: &str) -> Vec<&'p Unit> {
    let scope = Scope::of(page);
    let units = page.units.iter().enumerate();
    let first = units.clone().find(|(_, u)| is_running(u) && scope.belongs(u)).map_or(usize::MAX, |c| c.0);
    let mut chosen: Vec<(usize, &Unit)> = units
        .filter(|(i, unit)| scope.belongs(unit) || *i < first && scope.holds(unit) && is_dateline(page, unit, source))
        .collect();
    if let Some(headline) = headline(page, first, scope.root) {
        chosen.retain(|(i, unit)| *i > headline || unit.kind == UnitKind::Caption && *i != headline);
        chosen.insert(0, (headline, &page.units[headline]));
    }
    chosen.sort_by_key(|c| c.0);
    if let Some(end) = chosen.iter().position(|(i, unit)| *i > first && is_end(page, unit, source)) {
        chosen.truncate(end);
    }
    // A heading over nothing is that of a list which was left out.
    while chosen.last().is_some_and(|(_, unit)| unit.kind == UnitKind::Heading) {
        chosen.pop();
    }
    let mut seen = false;
    let mut told = HashSet::new();
    chosen
        .into_iter()
        .map(|c| c.1)
        .filter(|unit| {
            // A page may hold a caption once for each width of a screen.
            if unit.length >= RUNNING && !told.insert(words(page, unit, source)) {
                return false;
            }
            // Further main headings are those of other articles, or of the page's logo.
            let again = seen && unit.kind == UnitKind::Headline;
            seen |= matches!(unit.kind, UnitKind::Headline | UnitKind::Title);
            !again
        })
        .collect()
}

struct Scope<'a> {
    page: &'a Page,
    root: u32,
    /// For each element: it is `root` or lies within it.
    within: Vec<bool>,
    /// For each element with a class of what stands around articles: it holds most of the text all the same.
    kept: Vec<bool>,
}

impl<'a> Scope<'a> {
    fn of(page: &'a Page) -> Scope<'a> {
        let n = page.elements.len();
        // Running text in each element; elements come after their parents, so one pass backwards sums it up.
        let mut text = vec![0usize; n];
        let mut around = vec![0usize; n];
        let mut all = 0;
        for unit in page.units.iter().filter(|u| is_running(u)) {
            let element = &page.elements[unit.element as usize];
            all += unit.length;
            if let Some(by) = element.around {
                around[by as usize] += unit.length;
            }
            text[unit.element as usize] += unit.length;
        }
        // A class may lie: where next to nothing is outside, what holds most of the text is the article, however it is
        // called.
        let rest = all - around.iter().sum::<usize>();
        let kept: Vec<bool> = around.iter().map(|&held| rest < ARTICLE && held * 2 > all).collect();
        for unit in page.units.iter().filter(|u| is_running(u)) {
            if page.elements[unit.element as usize].around.is_some_and(|by| !kept[by as usize]) {
                text[unit.element as usize] -= unit.length;
                all -= unit.length;
            }
        }
        for i in (1..n).rev() {
            text[page.elements[i].parent as usize] += text[i];
        }
        let root = root(page, &text, all);
        let mut within = vec![false; n];
        for i in 0..n {
            within[i] = i as u32 == root || i > 0 && within[page.elements[i].parent as usize];
        }
        Scope { page, root, within, kept }
    }

    fn holds(&self, unit: &Unit) -> bool {
        let element = &self.page.elements[unit.element as usize];
        let around = element.around.is_some_and(|by| !self.kept[by as usize]);
        self.within[unit.element as usize] && !around
    }

    fn belongs(&self, unit: &Unit) -> bool {
        self.holds(unit)
            && match unit.kind {
                UnitKind::Title => false,
                UnitKind::Headline | UnitKind::Heading => unit.linked * 2 <= unit.length,
                UnitKind::Caption => true,
                UnitKind::Paragraph => unit.linked * 5 <= unit.length * 4,
                UnitKind::Other => {
                    unit.linked * 2 <= unit.length && (unit.length >= LABEL || ends_sentence(self.page, unit))
                }
            }
    }
}

fn is_running(unit: &Unit) -> bool {
    let least = match unit.kind {
        UnitKind::Paragraph => RUNNING,
        UnitKind::Other => RUNNING_OTHER,
        _ => return false,
    };
    unit.length >= least && unit.linked * 3 <= unit.length
}

/// Whether the last words, as written, end with a mark of a sentence.
fn ends_sentence(page: &Page, unit: &Unit) -> bool {
    page.runs[unit.runs.clone()].iter().rev().find_map(|run| run.last).is_some_and(|c| ".!?…:”\"’)".contains(c))
}

/// Whether the words are nothing but a date with what stands beside it.
fn is_dateline(page: &Page, unit: &Unit, source: &str) -> bool {
    if unit.kind != UnitKind::Other || unit.length > LABEL {
        return false;
    }
    let runs = page.runs[unit.runs.clone()].iter();
    let words: Vec<&str> = runs.filter_map(|run| source.get(run.span.start as usize..run.span.end as usize)).collect();
    let words = words.join(" ");
    dateline::is_dateline(words.trim())
}

/// The words of a unit as written, with one blank between two.
fn words(page: &Page, unit: &Unit, source: &str) -> String {
    let runs = page.runs[unit.runs.clone()].iter();
    let shown = runs.flat_map(|run| run.shown.as_deref().unwrap_or_else(|| run.span.of(source)).split_whitespace());
    shown.collect::<Vec<_>>().join(" ")
}

/// A heading behind which readers have the word.
fn is_end(page: &Page, unit: &Unit, source: &str) -> bool {
    const COMMENTS: &[&str] = &[
        "comments",
        "comment",
        "reader comments",
        "comments section",
        "leave a comment",
        "leave a reply",
        "post a comment",
        "add a comment",
        "join the conversation",
        "responses",
        "replies",
    ];
    if !matches!(unit.kind, UnitKind::Heading | UnitKind::Headline) || unit.length > LABEL {
        return false;
    }
    let words = words(page, unit, source).to_lowercase();
    COMMENTS.contains(&words.trim_matches(|c: char| !c.is_alphabetic()))
}

/// The element that the article is in.
fn root(page: &Page, text: &[usize], all: usize) -> u32 {
    let most = |wanted: &dyn Fn(usize) -> bool| {
        (0..text.len()).filter(|&i| wanted(i)).max_by_key(|&i| (text[i], std::cmp::Reverse(i)))
    };
    let of_role = |role: Role| most(&|i| page.elements[i].role == role);
    let body = most(&|i| page.elements[i].body);
    let scope = [body, of_role(Role::Article), of_role(Role::Main)].into_iter().flatten().find(|&i| text[i] * 2 > all);
    let scope = headed(page).filter(|&i| text[i] * 5 > all).or(scope).unwrap_or(ROOT as usize);
    // Downwards as long as one child has nearly all of it.
    let mut children = vec![Vec::new(); text.len()];
    for (i, element) in page.elements.iter().enumerate().skip(1) {
        children[element.parent as usize].push(i);
    }
    let mut root = scope;
    while let Some(&next) = children[root].iter().find(|&&c| text[c] * 20 > text[scope] * 19) {
        if page.elements[next].role == Role::Paragraph {
            break;
        }
        root = next;
    }
    root as u32
}

/// The innermost `article` around the page's only main heading: others are teasers, or comments.
fn headed(page: &Page) -> Option<usize> {
    let mut headings = page.units.iter().filter(|u| u.kind == UnitKind::Headline);
    let (only, None) = (headings.next()?, headings.next()) else { return None };
    let mut at = only.element;
    while at != ROOT && page.elements[at as usize].role != Role::Article {
        at = page.elements[at as usize].parent;
    }
    (at != ROOT).then_some(at as usize)
}

/// The main heading of the article: the last one before its running text, within its element or else outside; else the
/// page's title. `first` is the article's first unit of running text.
fn headline(page: &Page, first: usize, root: u32) -> Option<usize> {
    let is_within = |unit: &Unit| {
        let mut at = unit.element;
        while at != root && at != ROOT {
            at = page.elements[at as usize].parent;
        }
        at == root
    };
    let last = |wanted: &dyn Fn(&Unit) -> bool| {
        let before = page.units.iter().enumerate().take(first);
        before.filter(|(_, u)| u.kind == UnitKind::Headline && u.length > 8 && wanted(u)).map(|(i, _)| i).last()
    };
    last(&is_within).or_else(|| last(&|_| true)).or_else(|| page.units.iter().position(|u| u.kind == UnitKind::Title))
}
