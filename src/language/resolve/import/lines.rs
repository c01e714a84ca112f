//! Rows as JSON objects: one a line, or a list of them. Their fields are the columns of tables.

use super::columns::{COLUMNS, Column, Header, column, near};
use super::entry::{Entry, Sink, Words, backwards, days, end, is_identifier, place};
use super::json::{Field, Object, broken};
use super::table::{named, yes};
use crate::language::errors::clip;
use crate::language::program::{TenureEnd, Written};

/// Reads objects of which each lies in `whole`.
pub fn read<'a>(whole: &'a str, objects: impl IntoIterator<Item = &'a str>, sink: &mut dyn Sink) {
    let mut told: Vec<String> = Vec::new();
    let mut names = Names::default();
    for object in objects {
        let at = place(whole, object);
        match serde_json::from_str::<Object>(object) {
            Err(error) => {
                let (why, at) = broken(whole, object, &error);
                sink.left_out(why, at);
            }
            Ok(Object(fields)) => {
                let columns = names.columns(&fields);
                for ((name, _), _) in fields.iter().zip(columns).filter(|(_, column)| column.is_none()) {
                    if told.iter().all(|t| t != name) && told.len() < 100 {
                        told.push(name.to_string());
                        let header = Header::new(fields.iter().map(|(n, _)| &**n));
                        let near = near(name).filter(|(_, c)| header.get(*c).is_none()).map(|(name, _)| name);
                        sink.unknown(name, near, at);
                    }
                }
                match entry_of(fields, columns, object, whole) {
                    Ok(entry) => sink.entry(entry),
                    Err(why) => sink.left_out(why, at),
                }
            }
        }
    }
}

/// The lines of a text that hold anything.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r']).map(str::trim).filter(|l| !l.is_empty())
}

/// The names of the last object's fields, and what they stand for: most objects of a file have the same.
#[derive(Default)]
struct Names {
    written: Vec<String>,
    columns: Vec<Option<(Column, usize)>>,
}

impl Names {
    fn columns(&mut self, fields: &[(Words, Field)]) -> &[Option<(Column, usize)>] {
        if !self.written.iter().map(|name| &**name).eq(fields.iter().map(|(name, _)| &**name)) {
            self.written = fields.iter().map(|(name, _)| name.to_string()).collect();
            self.columns = fields.iter().map(|(name, _)| column(name)).collect();
        }
        &self.columns
    }
}

/// The tenure of an object's fields; or what is wrong with it, for people.
pub fn entry<'a>(fields: Vec<(Words<'a>, Field<'a>)>, object: &str, whole: &str) -> Result<Entry<'a>, String> {
    let columns: Vec<_> = fields.iter().map(|(name, _)| column(name)).collect();
    entry_of(fields, &columns, object, whole)
}

fn entry_of<'a>(
    fields: Vec<(Words<'a>, Field<'a>)>,
    columns: &[Option<(Column, usize)>],
    object: &str,
    whole: &str,
) -> Result<Entry<'a>, String> {
    let mut cells: [Option<(usize, Field<'a>)>; COLUMNS] = Default::default();
    for ((_, value), column) in fields.into_iter().zip(columns) {
        if let Some((column, rank)) = *column
            && value != Field::Nothing
            && cells[column as usize].as_ref().is_none_or(|(other, _)| rank < *other)
        {
            cells[column as usize] = Some((rank, value));
        }
    }
    let mut take = |column: Column| cells[column as usize].take().map_or(Field::Nothing, |(_, value)| value);
    let mut name = |column: Column, what: &str| match take(column).words() {
        Some(words) => named(words, what),
        None => Err(format!("it has no {what}")),
    };
    let mut entry = Entry::new(name(Column::Role, "role")?, name(Column::Person, "person")?, place(whole, object));
    let mut date = |column: Column, precision: Column, empty: TenureEnd| {
        let fine = take(precision).words().and_then(|w| w.parse::<u8>().ok());
        let written = take(column).words();
        // In answers of Wikidata's query service, a blank node: somebody knows, and we do not.
        let unknown = |w: &Words| w.starts_with("_:") || w.contains("/.well-known/genid/");
        match written {
            None => Ok(empty),
            Some(w) if unknown(&w) => Ok(TenureEnd::Unknown),
            Some(w) => end(&w, empty).map(|end| coarse(end, fine)),
        }
    };
    entry.from = date(Column::From, Column::FromPrecision, TenureEnd::Unknown)?;
    entry.to = date(Column::To, Column::ToPrecision, TenureEnd::Open)?;
    if let Some(on) = take(Column::On).words()
        && let on @ TenureEnd::Known(..) = end(&on, TenureEnd::Unknown)?
    {
        (entry.from, entry.to, entry.on_day_only) = (on.clone(), on, true);
    }
    if let Some(why) = backwards(&entry.from, &entry.to) {
        return Err(why);
    }
    entry.organisation = take(Column::Organisation).words().filter(|w| !is_identifier(w));
    entry.also = take(Column::Also).list();
    entry.source = take(Column::Source).words();
    if let Some(written) = take(Column::AsOf).words() {
        entry.as_of = Some(days(&written).ok_or_else(|| format!("`{}` is no day", clip(&written)))?.1);
    }
    if let Some(written) = take(Column::Acting).words() {
        entry.acting = yes(&written).ok_or_else(|| format!("`{}` is neither yes nor no", clip(&written)))?;
    }
    Ok(entry)
}

/// A date with no more precision than Wikidata gives it: 9 a year, 10 a month, 11 a day. Coarser ones are unknown.
pub fn coarse(end: TenureEnd, precision: Option<u8>) -> TenureEnd {
    let known = |first, last| TenureEnd::Known(Written::iso(first, last));
    match (end, precision) {
        (TenureEnd::Known(Written { first, .. }), Some(9)) => {
            let first = first.first_of_year();
            known(first, first.last_of_year())
        }
        (TenureEnd::Known(Written { first, .. }), Some(10)) => {
            let first = first.first_of_month();
            known(first, first.last_of_month())
        }
        (TenureEnd::Known(..), Some(..9)) => TenureEnd::Unknown,
        (end, _) => end,
    }
}
