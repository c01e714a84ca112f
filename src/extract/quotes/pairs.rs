//! Which mark closes which: nesting, quotations over paragraphs, and marks that were forgotten.

use super::marks::{Form, Mark, Role, marks};
use super::speech;
use crate::article::BlockKind;
use crate::text::{Doc, TextBlock};

/// How a quotation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    Yes,
    /// Never closed, and the next paragraph does not take it up.
    No,
    /// A quotation inside it uses its own mark.
    SameMark,
    /// It closes and was never opened; it is taken from the start of its sentence.
    Unopened,
}

impl Closed {
    pub fn name(self) -> &'static str {
        match self {
            Closed::Yes => "yes",
            Closed::No => "no",
            Closed::SameMark => "same-mark",
            Closed::Unopened => "unopened",
        }
    }
}

/// A quotation that stands in no other: the tokens between its marks, one run for each paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Token runs `first..end`, never empty, in order.
    pub runs: Vec<(u32, u32)>,
    pub closed: Closed,
}

/// Deeper nesting than this is no prose; marks beyond it are passed over.
const MAX_NESTED: usize = 8;

/// A forgotten mark is looked for in at most so many tokens, which keeps many openings in one paragraph linear.
const MAX_LOOK_BACK: u32 = 250;

#[derive(Clone, Debug)]
struct Frame {
    form: Form,
    /// First token after the opening mark.
    content: u32,
    /// Index of the mark that closes it, where that was settled at its opening (single marks).
    close: Option<usize>,
    same_mark: bool,
}

/// A quotation that a paragraph left open.
struct Pending {
    form: Form,
    runs: Vec<(u32, u32)>,
    same_mark: bool,
}

/// Every outermost quotation of the article, in order of start.
pub(super) fn quotations(doc: &Doc) -> Vec<Quotation> {
    let mut out = Vec::new();
    let mut pending: Option<Pending> = None;
    let is_paragraph = |b: &TextBlock| b.kind == BlockKind::Paragraph;
    for (i, block) in doc.blocks.iter().enumerate() {
        let found = marks(doc, block.first, block.end);
        let next =
            is_paragraph(block).then(|| doc.blocks[i + 1..].iter().find(|b| is_paragraph(b))).flatten().and_then(|b| {
                marks(doc, b.first, (b.first + 3).min(b.end)).first().copied().filter(|m| m.first == b.first)
            });
        let mut pairing = Pairing {
            doc,
            block: *block,
            look: Look::new(&found),
            marks: found,
            next,
            stack: Vec::new(),
            out: &mut out,
        };
        if is_paragraph(block) {
            pending = pairing.run(pending.take());
        } else {
            let left = pairing.run(None);
            out.extend(left.map(unclosed));
        }
    }
    out.extend(pending.map(unclosed));
    out.sort_by_key(|q| q.runs[0]);
    out
}

fn unclosed(p: Pending) -> Quotation {
    Quotation { runs: p.runs, closed: Closed::No }
}

/// Sizes of marks do not close each other.
fn size(form: Form) -> usize {
    match form {
        Form::StraightDouble | Form::CurlyDouble => 0,
        Form::StraightSingle | Form::CurlySingle => 1,
        Form::Guillemet => 2,
        Form::SingleGuillemet => 3,
    }
}

/// For each size and mark, the next mark at or after it that opens, that surely closes, that may close.
struct Look {
    open: [Vec<u32>; 4],
    close: [Vec<u32>; 4],
    any: [Vec<u32>; 4],
    /// How many double marks stand before each mark.
    doubles: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Look {
    fn new(marks: &[Mark]) -> Look {
        let n = marks.len();
        let table = |wanted: &dyn Fn(Role) -> bool| {
            std::array::from_fn(|s| {
                let mut next = vec![NONE; n + 1];
                for (i, m) in marks.iter().enumerate().rev() {
                    next[i] = if size(m.form) == s && wanted(m.role) { i as u32 } else { next[i + 1] };
                }
                next
            })
        };
        let mut doubles = vec![0; n + 1];
        for (i, m) in marks.iter().enumerate() {
            doubles[i + 1] = doubles[i] + u32::from(!m.form.is_single());
        }
        Look {
            open: table(&|r| r == Role::Open),
            close: table(&|r| matches!(r, Role::Close | Role::Either)),
            any: table(&|r| r != Role::Open),
            doubles,
        }
    }
    fn at(table: &[Vec<u32>; 4], form: Form, i: usize) -> Option<usize> {
        table[size(form)].get(i).copied().filter(|&n| n != NONE).map(|n| n as usize)
    }
    /// The two sure closings after mark `i` that stand before the next opening.
    fn closings(&self, form: Form, i: usize) -> (Option<usize>, Option<usize>) {
        let open = Look::at(&self.open, form, i + 1).unwrap_or(usize::MAX);
        let first = Look::at(&self.close, form, i + 1).filter(|&c| c < open);
        let second = first.and_then(|c| Look::at(&self.close, form, c + 1)).filter(|&c| c < open);
        (first, second)
    }
}

struct Pairing<'d, 't, 'o> {
    doc: &'d Doc<'t>,
    block: TextBlock,
    marks: Vec<Mark>,
    look: Look,
    /// The mark that the next paragraph begins with.
    next: Option<Mark>,
    stack: Vec<Frame>,
    out: &'o mut Vec<Quotation>,
}

impl Pairing<'_, '_, '_> {
    /// Pairs the marks of the block; returns what it leaves open to the next.
    fn run(&mut self, pending: Option<Pending>) -> Option<Pending> {
        let mut from = 0;
        let mut before = Vec::new();
        if let Some(p) = pending {
            let taken_up = self
                .marks
                .first()
                .is_some_and(|m| m.first == self.block.first && size(m.form) == size(p.form) && m.role != Role::Close);
            // Some writers repeat no mark: the first one here closes what the last paragraph opened.
            let closes = || {
                let first = self.marks.iter().find(|m| size(m.form) == size(p.form));
                !p.form.is_single() && first.is_some_and(|m| m.role == Role::Close && m.form.closes(p.form))
            };
            let content = match (taken_up, closes()) {
                (true, _) => Some(self.marks[0].end),
                (false, true) => Some(self.block.first),
                _ => None,
            };
            match content {
                Some(content) => {
                    from = usize::from(taken_up);
                    let close = if p.form.is_single() { self.single_close(from, p.form) } else { None };
                    self.stack.push(Frame { form: p.form, content, close, same_mark: p.same_mark });
                    before = p.runs;
                }
                None => self.out.push(unclosed(p)),
            }
        }
        for i in from..self.marks.len() {
            self.step(i, &mut before);
        }
        let bottom = self.stack.drain(..).next()?;
        let mut runs = before;
        if bottom.content < self.block.end {
            runs.push((bottom.content, self.block.end));
        }
        (!runs.is_empty()).then_some(Pending { form: bottom.form, runs, same_mark: bottom.same_mark })
    }

    fn step(&mut self, i: usize, before: &mut Vec<(u32, u32)>) {
        let mark = self.marks[i];
        let inside = self.stack.iter().rposition(|f| mark.form.closes(f.form));
        let role = match mark.role {
            Role::Either => match inside {
                Some(_) => Role::Close,
                None => Role::Open,
            },
            role => role,
        };
        if mark.form.is_single() && mark.form != Form::SingleGuillemet {
            match role {
                Role::Open => self.open_single(i, before),
                _ => {
                    if let Some(k) = self.stack.iter().rposition(|f| f.close == Some(i)) {
                        self.close(k, mark.first, before);
                    }
                }
            }
            return;
        }
        match (role, inside) {
            (Role::Open, Some(k)) if k + 1 == self.stack.len() => self.conflict(i, before),
            (Role::Open, _) => self.push(mark, None),
            (_, Some(k)) => self.close(k, mark.first, before),
            (_, None) if self.stack.is_empty() => self.unopened(i),
            (_, None) => {}
        }
    }

    fn push(&mut self, mark: Mark, close: Option<usize>) {
        if self.stack.len() < MAX_NESTED {
            self.stack.push(Frame { form: mark.form, content: mark.end, close, same_mark: false });
        }
    }

    /// Closes frame `k` and all inside it; `end` is the first token of the closing mark.
    fn close(&mut self, k: usize, end: u32, before: &mut Vec<(u32, u32)>) {
        let frame = self.stack[k].clone();
        self.stack.truncate(k);
        if k > 0 {
            return;
        }
        let mut runs = std::mem::take(before);
        if frame.content < end {
            runs.push((frame.content, end));
        }
        if !runs.is_empty() {
            let closed = if frame.same_mark { Closed::SameMark } else { Closed::Yes };
            self.out.push(Quotation { runs, closed });
        }
    }

    /// A mark opens while one of its size is open, with none of the other size between.
    fn conflict(&mut self, i: usize, before: &mut Vec<(u32, u32)>) {
        let mark = self.marks[i];
        let k = self.stack.len() - 1;
        let (first, second) = self.look.closings(mark.form, i);
        let same = self.stack[k].form == mark.form;
        if second.is_some() || (first.is_some() && !same) {
            self.stack[k].same_mark |= same;
            if let (Some(c), true) = (second, self.stack[k].close.is_some()) {
                self.stack[k].close = Some(c);
            }
            let close = first.filter(|_| self.stack[k].close.is_some());
            self.push(mark, close);
        } else if k == 0 && self.forgotten(self.stack[k].content, mark.first) {
            self.abandon(mark.first, before);
            let close = first.filter(|_| mark.form.is_single());
            self.push(mark, close);
        } else {
            // One of the two is never closed; the one that closes ends the outer.
            self.stack[k].same_mark = true;
            if let (Some(c), true) = (first, self.stack[k].close.is_some()) {
                self.stack[k].close = Some(c);
            }
        }
    }

    /// Ends the outermost quotation as unclosed before token `at`, at the end of the last sentence before it.
    fn abandon(&mut self, at: u32, before: &mut Vec<(u32, u32)>) {
        let Some(frame) = self.stack.drain(..).next() else { return };
        let sentence = &self.doc.sentences[self.doc.sentence_of(at)];
        let end = if sentence.first > frame.content { sentence.first } else { at };
        let mut runs = std::mem::take(before);
        if frame.content < end {
            runs.push((frame.content, end));
        }
        if !runs.is_empty() {
            self.out.push(Quotation { runs, closed: Closed::No });
        }
    }

    /// A double mark closes where none is open: `We shall go,” said Lund.` Only where a speaker is named behind it and no
    /// other mark stands before it in the sentence.
    fn unopened(&mut self, i: usize) {
        const REACH: u32 = 5;
        let mark = self.marks[i];
        if self.block.kind != BlockKind::Paragraph || mark.first <= self.block.first + 1 {
            return;
        }
        let ends = matches!(self.doc.word(mark.first - 1), "," | "?" | "!");
        let says = (mark.end..(mark.end + REACH).min(self.block.end))
            .take_while(|&j| !matches!(self.doc.word(j), "," | "." | ";" | ":"))
            .any(|j| speech::says(self.doc, j));
        let first = self.doc.sentences[self.doc.sentence_of(mark.first - 1)].first.max(self.block.first);
        let alone = i.checked_sub(1).is_none_or(|p| self.marks[p].end <= first);
        if ends && says && alone && mark.first > first + 1 {
            self.out.push(Quotation { runs: vec![(first, mark.first)], closed: Closed::Unopened });
        }
    }

    fn open_single(&mut self, i: usize, before: &mut Vec<(u32, u32)>) {
        let mark = self.marks[i];
        if let Some(frame) = self.stack.last()
            && frame.form.is_single()
            && frame.close.is_some()
        {
            return self.conflict(i, before);
        }
        let pairs_within = |c: usize| (self.look.doubles[c] - self.look.doubles[i]).is_multiple_of(2);
        let close = self.single_close(i + 1, mark.form).filter(|&c| match self.stack.last() {
            // Inside double marks it must end before they do, and may hold pairs of them.
            Some(f) if !f.form.is_single() => {
                let outer = Look::at(&self.look.close, f.form, i + 1).unwrap_or(usize::MAX);
                let inner = Look::at(&self.look.open, f.form, i + 1).unwrap_or(usize::MAX);
                c < outer || (inner < outer && pairs_within(c))
            }
            Some(_) => true,
            None => pairs_within(c),
        });
        match close {
            Some(c) => self.push(mark, Some(c)),
            None if self.stack.is_empty() && self.opens_alone(mark) => self.push(mark, None),
            None => {}
        }
    }

    /// The mark at or after `i` that closes a single mark opened before it. A mark that may be an apostrophe closes
    /// only where no surer one follows before the next opening.
    fn single_close(&self, i: usize, form: Form) -> Option<usize> {
        let any = Look::at(&self.look.any, form, i)?;
        if self.marks[any].role != Role::Weak {
            return Some(any);
        }
        let open = Look::at(&self.look.open, form, i).unwrap_or(usize::MAX);
        if let Some(sure) = Look::at(&self.look.close, form, i).filter(|&c| c < open) {
            return Some(sure);
        }
        // A paragraph of a longer speech in single marks: the next one repeats the mark.
        let goes_on = self.next.is_some_and(|m| m.form == form && m.role == Role::Open)
            && i > 0
            && self.marks[i - 1].first == self.block.first;
        (!goes_on && any < open).then_some(any)
    }

    /// Whether a single mark that nothing closes is still an opening one, and no odd apostrophe: it begins the
    /// paragraph or follows a comma or colon, and either the next paragraph repeats it or a speaker is named behind.
    fn opens_alone(&self, mark: Mark) -> bool {
        let at_start = mark.first == self.block.first;
        let introduced = mark.first > self.block.first && matches!(self.doc.word(mark.first - 1), "," | ":");
        let goes_on = at_start && self.next.is_some_and(|m| m.form == mark.form && m.role == Role::Open);
        goes_on
            || ((at_start || introduced)
                && self.doc.token(mark.end).is_some_and(|t| t.capital)
                && self.forgotten(mark.end, self.block.end))
    }

    /// Whether tokens `from..to` hold both the end of a quotation and its speaker, so that a closing mark is missing
    /// between: `“We shall go, he said. “It is late.”`
    fn forgotten(&self, from: u32, to: u32) -> bool {
        const REACH: u32 = 6;
        let from = from.max(to.saturating_sub(MAX_LOOK_BACK));
        (from..to).any(|i| {
            matches!(self.doc.word(i), "," | "?" | "!")
                && (i + 1..(i + 1 + REACH).min(to))
                    .take_while(|&j| !matches!(self.doc.word(j), "," | "." | ";" | ":"))
                    .any(|j| speech::says(self.doc, j))
        })
    }
}
