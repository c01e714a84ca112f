//! Popolo: persons, organisations, posts, and memberships that join them.
//!
//! A membership with a post is a tenure of it; one without is a tenure of its `role` in its organisation, and any number hold
//! that at a time. `on_behalf_of` names a party and is passed over. Where a membership has no dates, those of its post's
//! legislative period stand.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::entry::{Entry, Person, Sink, Words, backwards, days, end, is_membership, place};
use super::json::{Field, Raw, elements, value};
use super::table::named;
use crate::facts::{DateValue, Day, Granularity};
use crate::language::program::TenureEnd;

/// A person, organisation, post, area or event.
#[derive(Deserialize)]
struct Thing<'a> {
    #[serde(borrow, default)]
    id: Field<'a>,
    #[serde(borrow, default)]
    name: Field<'a>,
    #[serde(borrow, default)]
    label: Field<'a>,
    #[serde(borrow, default)]
    role: Field<'a>,
    #[serde(borrow, default)]
    other_label: Field<'a>,
    #[serde(borrow, default)]
    other_names: Field<'a>,
    #[serde(borrow, default)]
    organization_id: Field<'a>,
    #[serde(borrow, default)]
    birth_date: Field<'a>,
    #[serde(borrow, default)]
    founding_date: Field<'a>,
    #[serde(borrow, default)]
    start_date: Field<'a>,
    #[serde(borrow, default)]
    end_date: Field<'a>,
}

#[derive(Deserialize)]
struct Membership<'a> {
    #[serde(borrow, default)]
    person_id: Field<'a>,
    #[serde(borrow, default)]
    organization_id: Field<'a>,
    #[serde(borrow, default)]
    post_id: Field<'a>,
    #[serde(borrow, default)]
    legislative_period_id: Field<'a>,
    #[serde(borrow, default)]
    role: Field<'a>,
    #[serde(borrow, default)]
    label: Field<'a>,
    #[serde(borrow, default)]
    start_date: Field<'a>,
    #[serde(borrow, default)]
    end_date: Field<'a>,
    #[serde(borrow, default)]
    updated_at: Field<'a>,
    #[serde(borrow, default)]
    sources: Field<'a>,
}

struct Known<'a> {
    name: Option<Words<'a>>,
    also: Vec<Words<'a>>,
    organization: Option<Words<'a>>,
    start: Option<Words<'a>>,
    end: Option<Words<'a>>,
}

type Things<'a> = FxHashMap<Words<'a>, Known<'a>>;

pub fn read<'a>(whole: &'a str, top: &Raw<'a>, sink: &mut dyn Sink) {
    let as_of = ["as_of", "updated_at"].into_iter().find_map(|f| day(serde_json::from_str(top.get(f)?).ok()?));
    let persons = people(whole, top, sink);
    let organizations = things(whole, top.get("organizations"), sink, &mut |thing, at, sink| {
        if let (Some(name), Some(date)) = (thing.name.clone().words(), dates(&thing.founding_date)) {
            sink.founded(&name, vec![date], place(whole, at));
        }
    });
    let posts = things(whole, top.get("posts"), sink, &mut |_, _, _| {});
    let events = things(whole, top.get("events"), sink, &mut |_, _, _| {});
    for raw in elements(top.get("memberships")) {
        let Some(membership) = value::<Membership>(whole, raw, sink) else { continue };
        match tenure(membership, place(whole, raw), &persons, &organizations, &posts, &events) {
            Ok(mut entry) => {
                entry.as_of = entry.as_of.or(as_of);
                sink.entry(entry);
            }
            Err(why) => sink.left_out(why, place(whole, raw)),
        }
    }
}

fn people<'a>(whole: &'a str, top: &Raw<'a>, sink: &mut dyn Sink) -> Things<'a> {
    things(whole, top.get("persons"), sink, &mut |thing, at, sink| {
        let born: Vec<DateValue> = dates(&thing.birth_date).into_iter().collect();
        let also = thing.other_names.clone().list();
        if let Some(name) = thing.name.clone().words().filter(|_| !(born.is_empty() && also.is_empty())) {
            sink.person(Person { name, also, born, at: place(whole, at) });
        }
    })
}

/// The things of a list by their identifiers; each is shown to `see`.
fn things<'a>(
    whole: &'a str,
    raw: Option<&'a str>,
    sink: &mut dyn Sink,
    see: &mut dyn FnMut(&Thing<'a>, &'a str, &mut dyn Sink),
) -> Things<'a> {
    let mut known = Things::default();
    for raw in elements(raw) {
        let Some(thing) = value::<Thing>(whole, raw, sink) else { continue };
        see(&thing, raw, sink);
        let Some(id) = thing.id.words() else { continue };
        let name = [thing.name, thing.label, thing.role].into_iter().find_map(Field::words);
        let mut also = thing.other_names.list();
        also.extend(thing.other_label.words());
        let organization = thing.organization_id.words();
        let (start, end) = (thing.start_date.words(), thing.end_date.words());
        known.entry(id).or_insert(Known { name, also, organization, start, end });
    }
    known
}

fn tenure<'a>(
    membership: Membership<'a>,
    at: crate::source::Span,
    persons: &Things<'a>,
    organizations: &Things<'a>,
    posts: &Things<'a>,
    events: &Things<'a>,
) -> Result<Entry<'a>, String> {
    let id = membership.person_id.words().ok_or("it has no `person_id`")?;
    let person = persons.get(&id).and_then(|p| p.name.clone());
    let person = named(person.ok_or_else(|| format!("there is no person `{id}` with a name in this file"))?, "person")?;
    let post_id = membership.post_id.words();
    let post = match &post_id {
        Some(id) => Some(posts.get(id).ok_or_else(|| format!("there is no post `{id}` in this file"))?),
        None => None,
    };
    let own_role = [membership.role, membership.label].into_iter().find_map(Field::words);
    let role = post.and_then(|p| p.name.clone()).or(own_role);
    let of = membership.organization_id.words().or_else(|| post.and_then(|p| p.organization.clone()));
    let organization = of.as_ref().and_then(|id| organizations.get(id)).and_then(|o| o.name.clone());
    let role = match role {
        Some(role) => role,
        None if organization.is_some() => Cow::Borrowed("Member"),
        None => return Err("it has no post, no role and no organisation".into()),
    };
    let many = post.is_none() || is_membership(&role);
    let mut entry = Entry::new(named(role, "role")?, person, at);
    entry.also = post.map_or_else(Vec::new, |p| p.also.clone());
    entry.many = many;
    entry.organisation = organization;
    let period = membership.legislative_period_id.words().and_then(|id| events.get(&id));
    let or_period = |own: Field<'a>, of: fn(&Known<'a>) -> Option<Words<'a>>| {
        own.words().or_else(|| period.and_then(of)).unwrap_or_default()
    };
    entry.from = end(&or_period(membership.start_date, |p| p.start.clone()), TenureEnd::Unknown)?;
    entry.to = end(&or_period(membership.end_date, |p| p.end.clone()), TenureEnd::Open)?;
    if let Some(why) = backwards(&entry.from, &entry.to) {
        return Err(why);
    }
    entry.as_of = day(membership.updated_at);
    entry.source = membership.sources.list().into_iter().next();
    Ok(entry)
}

fn day(field: Field) -> Option<Day> {
    days(&field.words()?).map(|d| d.1)
}

fn dates(field: &Field) -> Option<DateValue> {
    let (first, last) = days(&field.clone().words()?)?;
    Some(interval(first, last))
}

/// A day, month or year as a date.
pub fn interval(first: Day, last: Day) -> DateValue {
    let granularity = match (first == last, first.month() == last.month()) {
        (true, _) => Granularity::Day,
        (_, true) => Granularity::Month,
        _ => Granularity::Year,
    };
    DateValue::interval(first, last, granularity)
}
