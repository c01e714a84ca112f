//! Tables that come into the record: `record roles from "ministers.csv"`.
//!
//! The header names the columns, in any order: `role` and `person`, and where there are such, `from`, `to`,
//! `organisation` and `also` (further names of the role, parted by `;`). Days, months or years in ISO form count with
//! their ends; an empty `to` is still held, an empty `from` unknown. Other columns are passed over.

use std::ops::Range;
use std::sync::Arc;

use super::super::ast::RecordFrom;
use super::super::errors::{FileProblem, RecordProblem, clip};
use super::super::program::{Role, Seats, Tenure, TenureEnd};
use super::files::SourceTree;
use super::record::first_day;
use super::{FileSpan, FxHashMap, Resolver};
use crate::article::parse_date;
use crate::facts::Day;
use crate::source::{SourceId, Span};

/// How many broken rows of one table are reported one by one.
const MAX_REPORTED: usize = 20;

/// The columns that are read, the needed ones first.
const COLUMNS: [&str; 6] = ["role", "person", "from", "to", "organisation", "also"];
const NEEDED: usize = 2;

impl Resolver<'_> {
    pub(super) fn record_from(&mut self, tree: &SourceTree, from: &RecordFrom, roles: &mut FxHashMap<String, usize>) {
        let at = tree.at(from.path.span);
        let path = &from.path.value;
        if !path.to_ascii_lowercase().ends_with(".csv") {
            self.report(RecordProblem::NotImported { path: path.clone() }, at);
            return;
        }
        match self.options.loader.read(&tree.name, path) {
            Ok(input) => {
                let source = self.program.sources.add(input.name, input.text.clone());
                self.table(source, &input.text, from.complete.as_ref().and_then(first_day), roles);
            }
            Err(error) => {
                self.report(FileProblem::NotRead { path: path.clone(), error }, at);
            }
        }
    }

    fn table(
        &mut self,
        source: SourceId,
        text: &str,
        complete_from: Option<Day>,
        roles: &mut FxHashMap<String, usize>,
    ) {
        let mut rows = Rows::new(text);
        let header = rows.next().unwrap_or_default();
        let at = |span: Span| FileSpan { source, span };
        let column = |name: &str| header.iter().position(|f| f.words.trim().eq_ignore_ascii_case(name));
        let columns = COLUMNS.map(column);
        let header_at = at(whole(&header));
        let missing: Vec<&str> =
            COLUMNS[..NEEDED].iter().zip(&columns).filter(|(_, c)| c.is_none()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            for name in missing {
                self.report(RecordProblem::NoColumn { name: name.into() }, header_at);
            }
            return;
        }
        let mut broken = 0;
        for row in rows {
            let row_at = at(whole(&row));
            match tenure(&row, &columns, row_at) {
                Ok((mut role, tenure)) => {
                    self.suspicious(&role.name, row_at);
                    self.suspicious(&tenure.person, row_at);
                    role.complete_from = complete_from;
                    role.tenures.push(tenure);
                    self.add_role(role, false, roles);
                }
                Err((why, span)) => {
                    broken += 1;
                    if broken <= MAX_REPORTED {
                        self.report(RecordProblem::RowLeftOut { why }, at(span));
                    }
                }
            }
        }
        if broken > MAX_REPORTED {
            self.report(RecordProblem::MoreRowsLeftOut { count: broken - MAX_REPORTED }, header_at);
        }
    }
}

/// The role and the tenure of a row; or what is wrong with it, for people, and where.
fn tenure(
    row: &[Field],
    columns: &[Option<usize>; COLUMNS.len()],
    at: FileSpan,
) -> Result<(Role, Tenure), (String, Span)> {
    let field = |i: usize| columns[i].and_then(|column| row.get(column));
    let words = |i: usize| field(i).map(|f| f.words.trim()).filter(|w| !w.is_empty());
    let needed =
        |i: usize| words(i).ok_or_else(|| (format!("it has no {}", COLUMNS[i]), field(i).map_or(at.span, |f| f.span)));
    let end = |i: usize, empty: TenureEnd| match (words(i), field(i)) {
        (Some(written), Some(field)) => match parse_date(written).map(|d| (d.from, d.to)) {
            Some((Some(first), Some(last))) => Ok(TenureEnd::Known(first, last, Arc::from(written))),
            _ => Err((format!("`{}` is no day, month or year", clip(written)), field.span)),
        },
        _ => Ok(empty),
    };
    let (role, person) = (needed(0)?, needed(1)?);
    let (from, to) = (end(2, TenureEnd::Unknown)?, end(3, TenureEnd::Open)?);
    if let (TenureEnd::Known(first, _, start), TenureEnd::Known(_, last, stop)) = (&from, &to)
        && last < first
    {
        return Err((format!("it ends, {stop}, before it starts, {start}"), at.span));
    }
    let also = words(5).into_iter().flat_map(|w| w.split(';')).map(str::trim).filter(|w| !w.is_empty());
    let role = Role {
        name: Arc::from(role),
        also: also.map(Arc::from).collect(),
        within: words(4).map(Arc::from),
        seats: Seats::Number(1),
        complete_from: None,
        tenures: Vec::new(),
        at,
    };
    let tenure = Tenure { person: Arc::from(person), from, to, acting: false, on_day_only: false, at };
    Ok((role, tenure))
}

/// One cell of a table.
struct Field {
    words: String,
    /// With its quotation marks.
    span: Span,
}

fn whole(row: &[Field]) -> Span {
    match row {
        [first, .., last] => first.span.cover(last.span),
        [only] => only.span,
        [] => Span::default(),
    }
}

/// Rows of comma-separated values as RFC 4180 has them; blank lines are passed over.
struct Rows<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str) -> Rows<'a> {
        Rows { text, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
    }

    /// The field at the reading place, and whether it is the last one of its row.
    fn field(&mut self) -> (Field, bool) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut words = String::new();
        let rest: Range<usize> = match bytes.get(start) {
            Some(b'"') => {
                let mut from = start + 1;
                loop {
                    let Some(mark) = self.text[from..].find('"').map(|i| from + i) else {
                        // Never closed: it reaches to the end.
                        words.push_str(&self.text[from..]);
                        break bytes.len()..bytes.len();
                    };
                    words.push_str(&self.text[from..mark]);
                    from = mark + 1;
                    if bytes.get(from) != Some(&b'"') {
                        break from..self.end(from);
                    }
                    words.push('"');
                    from += 1;
                }
            }
            _ => start..self.end(start),
        };
        words.push_str(&self.text[rest.clone()]);
        let end = rest.end;
        let last = bytes.get(end) != Some(&b',');
        self.at = match bytes.get(end) {
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => end + 2,
            Some(_) => end + 1,
            None => end,
        };
        (Field { words, span: Span::new(start, end) }, last)
    }

    fn end(&self, from: usize) -> usize {
        self.text[from..].find([',', '\n', '\r']).map_or(self.text.len(), |i| from + i)
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Field>;

    fn next(&mut self) -> Option<Vec<Field>> {
        while self.at < self.text.len() {
            let mut row = Vec::new();
            loop {
                let (field, last) = self.field();
                row.push(field);
                if last {
                    break;
                }
            }
            if row.len() > 1 || !row[0].words.trim().is_empty() {
                return Some(row);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        Rows::new(text).map(|row| row.into_iter().map(|f| f.words).collect()).collect()
    }

    #[test]
    fn quoted_and_plain_fields() {
        assert_eq!(
            rows("\u{feff}a,b\r\n\r\n\"x, \"\"y\"\"\nz\",\r\n,\n1,\"2"),
            [vec!["a", "b"], vec!["x, \"y\"\nz", ""], vec!["", ""], vec!["1", "2"]]
        );
        assert!(rows("").is_empty());
        assert_eq!(rows("a,"), [["a", ""]]);
    }

    #[test]
    fn spans_are_those_of_the_cells() {
        let text = "role,person\n\"Mayor, Oslo\",Anna Lund\n";
        let row = Rows::new(text).nth(1).unwrap();
        assert_eq!(row.iter().map(|f| f.span.of(text)).collect::<Vec<_>>(), ["\"Mayor, Oslo\"", "Anna Lund"]);
        assert_eq!(whole(&row).of(text), "\"Mayor, Oslo\",Anna Lund");
    }

    struct Table(&'static str);

    impl crate::language::Loader for Table {
        fn read(&self, _: &str, path: &str) -> Result<crate::language::RuleInput, crate::language::ReadError> {
            Ok(crate::language::RuleInput { name: path.into(), text: self.0.into() })
        }
    }

    fn load(table: &'static str) -> crate::language::Loaded {
        let input = crate::language::RuleInput {
            name: "desk.claim".into(),
            text: "language 1\nrole \"Mayor of Oslo\" held by \"Anna Lund\" from 2020 to 2024-01\nrecord roles from \"mayors.csv\"\n"
                .into(),
        };
        let loader = Table(table);
        crate::language::load(
            &[input],
            &crate::language::LoadOptions { std: false, loader: &loader, ..Default::default() },
        )
    }

    #[test]
    fn a_table_adds_to_the_record() {
        let loaded = load(
            "person,to,role,from,note,also\nOmar Moe,,mayor of oslo,2024-01-15,x,Head of Oslo; Oslo Mayor\n\"Moe, B.\",2001,Mayor of Bergen,,,\n",
        );
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        let roles = &loaded.program.roles;
        assert_eq!(roles.len(), 2);
        let oslo = &roles[0];
        assert_eq!((oslo.tenures.len(), oslo.also.len()), (2, 2));
        let tenure = &oslo.tenures[1];
        assert_eq!((&*tenure.person, &tenure.to), ("Omar Moe", &TenureEnd::Open));
        let file = loaded.program.sources.get(tenure.at.source);
        assert_eq!(file.name, "mayors.csv");
        assert!(tenure.at.span.of(&file.text).starts_with("Omar Moe,,"));
        let bergen = &roles[1].tenures[0];
        assert_eq!(bergen.from, TenureEnd::Unknown);
        let day = |s: &str| s.parse::<Day>().unwrap();
        assert_eq!(bergen.to, TenureEnd::Known(day("2001-01-01"), day("2001-12-31"), "2001".into()));
    }

    #[test]
    fn broken_rows_are_told_and_the_others_read() {
        let loaded = load("role,person,from,to\nMayor,,,\nMayor,Moe,soon,\nMayor,Moe,2024,2020\nMayor,Lund,2024,\n");
        let told: Vec<_> = loaded
            .diagnostics
            .iter()
            .map(|d| {
                let at = d.labels[0].0;
                (d.code, at.span.of(&loaded.program.sources.get(at.source).text))
            })
            .collect();
        assert_eq!(told, [("W0011", ""), ("W0011", "soon"), ("W0011", "Mayor,Moe,2024,2020")]);
        assert_eq!(loaded.program.roles[1].tenures.len(), 1);
        assert_eq!(load("name,post\n").diagnostics.len(), 2);
        let many = format!("role,person,from\n{}", "Mayor,Moe,soon\n".repeat(MAX_REPORTED + 5));
        let told = load(many.leak()).diagnostics;
        assert_eq!(told.len(), MAX_REPORTED + 1);
        assert!(told.iter().any(|d| d.code == "W0012" && d.message.starts_with("5 more")));
    }
}
