//! Bodies of offices that the words of a role leave open: "Defence Minister A. B." in a story on one country.
//!
//! Only what the article says somewhere is taken: behind the name, in the same sentence where it can be meant, elsewhere of the
//! same person; last, what the record knows of that person. All else stays open.

use jiff::ToSpan;
use rustc_hash::FxHashMap;

use super::chain::Chain;
use super::country;
use super::mistaken;
use super::register::{OfficeWords, Register};
use super::signs::{Sign, Signs};
use super::tables::Category;
use super::telling;
use super::times::Times;
use super::{category, is_sole, one_seat, with_body};
use crate::extract::{Mention, MentionKind};
use crate::facts::{
    DateValue, Entity, EntityKind, Fact, FieldId, FieldValue, Granularity, KindId, Office, Provenance, Schema, Spans,
    Stance, Undecided, Value,
};
use crate::source::Span;
use crate::text::Doc;

/// What filled in an office, see [`FieldValue::by`]: "Gov. Ada Lund of Ohio".
pub const BEHIND_NAME: &str = "the words behind the name";

/// Days around the article's own date that are still its time.
const RECENT: i64 = 60;

/// The fields of a kind that tells offices, as far as they are read and filled here.
pub(super) struct Fields {
    pub person: FieldId,
    pub office: FieldId,
    organisation: Option<FieldId>,
    country: Option<FieldId>,
    seats: Option<FieldId>,
    told: Option<FieldId>,
    pub date: Option<FieldId>,
    pub tenure: Option<FieldId>,
}

impl Fields {
    /// Where the person of a role stands, and where the office; `None` where the phrase gives one of them itself.
    pub fn spans(&self, role: &Fact) -> Option<(Span, Span)> {
        let span = |field: FieldId| role.get(field).and_then(FieldValue::span);
        span(self.person).zip(span(self.office))
    }
}

/// What the roles of an article are completed from.
pub struct Around<'a> {
    pub doc: &'a Doc<'a>,
    /// The article's own date.
    pub own: Option<&'a DateValue>,
    /// The article's mentions, each in order of start.
    pub names: &'a [Mention],
    pub offices: &'a [Mention],
    pub dates: &'a [Mention],
    pub register: &'a Register,
    pub schema: &'a Schema,
    /// The cues of the times that titles are told of.
    pub times: &'a Times,
}

/// Fills in the bodies of offices, the organisations they belong to, when they were held and when the roles are told of; adds the
/// further offices that a role's words string together. `roles` are facts in any order.
pub fn complete(around: &Around, roles: &mut Vec<Fact>) {
    for kind in around.schema.office_kinds() {
        complete_kind(around, roles, kind);
    }
}

fn complete_kind(around: &Around, roles: &mut Vec<Fact>, kind: KindId) {
    let &Around { doc, own, names, offices, dates, register, schema, .. } = around;
    let def = schema.def(kind);
    let (Some(person), Some(office)) = (def.field("person"), def.field("office")) else { return };
    let [organisation, country, seats, told, date, tenure] =
        ["organisation", "country", "seats", "told", "date", "tenure"].map(|name| def.field(name));
    let fields = Fields { person, office, organisation, country, seats, told, date, tenure };
    mistaken::drop_mistaken(doc, roles, &fields, kind, names, offices);
    Chain { doc, names, offices, dates, own }.follow(roles, &fields, kind, register);

    for role in roles.iter_mut().filter(|r| r.kind == kind) {
        let Some((found, by)) = open_office(role, &fields).and_then(|o| {
            behind_name(doc, role, &fields, names, o).or_else(|| in_sentence(doc, role, &fields, names, o))
        }) else {
            continue;
        };
        set(role, &fields, register.canonical(found), Provenance::named(by));
    }

    // Of each person the offices whose body is known, in order of the text.
    let mut known: FxHashMap<u64, Vec<(u32, Office, OfficeWords)>> = FxHashMap::default();
    for role in roles.iter().filter(|r| r.kind == kind) {
        if let (Some(who), Some(Value::Office(office))) = (holder(role, &fields), role.value(fields.office))
            && office.body.is_some()
        {
            known.entry(who.key).or_default().push((role.span.start, (**office).clone(), OfficeWords::new(office)));
        }
    }
    for list in known.values_mut() {
        list.sort_by_key(|(start, ..)| *start);
    }
    for role in roles.iter_mut().filter(|r| r.kind == kind) {
        let Some(who) = holder(role, &fields).map(|e| e.key) else { continue };
        let Some(open) = open_office(role, &fields) else { continue };
        let start = role.span.start;
        let candidates = known.get(&who).map_or(&[][..], Vec::as_slice);
        let words = OfficeWords::new(open);
        let fitting = |known: &&(u32, Office, OfficeWords)| words.within(&known.2);
        let earlier = candidates.iter().rev().filter(|(at, ..)| *at < start).find(fitting);
        let found = match earlier {
            Some((_, office, _)) => Some((office.clone(), "earlier in the article")),
            None => candidates
                .iter()
                .find(fitting)
                .map(|(_, office, _)| (office.clone(), "later in the article"))
                .or_else(|| register.of_holder(who, open).map(|office| (office.clone(), "the record"))),
        };
        if let Some((office, by)) = found {
            set(role, &fields, office, Provenance::named(by));
        }
    }
    country::fill(doc, names, offices, roles, &fields, kind);
    for role in roles.iter_mut().filter(|r| r.kind == kind) {
        describe(doc, role, &fields, names);
        if is_any(doc, role, &fields) {
            role.stance = Stance::Hypothetical;
        }
        time(around, role, &fields);
    }
}

fn holder<'a>(role: &'a Fact, fields: &Fields) -> Option<&'a Entity> {
    role.value(fields.person)?.as_entity()
}

pub(super) fn open_office<'a>(role: &'a Fact, fields: &Fields) -> Option<&'a Office> {
    match role.value(fields.office)? {
        Value::Office(office) if office.body.is_none() => Some(office),
        _ => None,
    }
}

fn set(role: &mut Fact, fields: &Fields, office: Office, by: Provenance) {
    if let Some(field) = role.fields.iter_mut().find(|f| f.field == fields.office) {
        field.value = Value::Office(Box::new(office));
        field.by = Some(by);
    }
}

/// Fills in the organisation, the country and the number of seats of the office, at the words of the office.
fn describe(doc: &Doc, role: &mut Fact, fields: &Fields, names: &[Mention]) {
    let Some(FieldValue { value: Value::Office(office), spans, by, .. }) = role.get(fields.office).cloned() else {
        return;
    };
    let mut add = |field: Option<FieldId>, value: Value| {
        if let Some(field) = field.filter(|&f| role.get(f).is_none()) {
            role.fields.push(FieldValue { field, value, spans: spans.clone(), by });
        }
    };
    match &office.body {
        Some(body) if body.kind == EntityKind::Place && by.is_none() => {
            add(fields.country, Value::Entity(body.clone()))
        }
        Some(body) if body.kind == EntityKind::Organisation => {
            add(fields.organisation, Value::Entity(body.clone()));
            // A country that context supplies does not count.
            let (first, end) = spans.first().filter(|_| by.is_none()).map_or((0, 0), |s| doc.tokens_in(*s));
            let from = names.partition_point(|m| m.first < first);
            let mut places = names[from..]
                .iter()
                .take_while(|m| m.end <= end)
                .filter(|m| matches!(m.kind, MentionKind::Place | MentionKind::Demonym));
            if let (Some(Value::Entity(place)), None) = (places.next().map(|m| &m.value), places.next()) {
                add(fields.country, Value::Entity(place.clone()));
            }
        }
        _ => {}
    }
    add(fields.seats, Value::word(if one_seat(&office) { "single" } else { "many" }));
    role.fields.sort_by_key(|f| f.field);
}

/// Whether somebody is only thought of in an office: "a President Lund would be good for Norway".
fn is_any(doc: &Doc, role: &Fact, fields: &Fields) -> bool {
    let Some((person, office)) = fields.spans(role) else { return false };
    let (first, _) = doc.tokens_in(office);
    let current = fields.tenure.and_then(|f| role.value(f)).and_then(Value::as_text) == Some("current");
    let one = matches!(role.value(fields.office), Some(Value::Office(office)) if one_seat(office));
    let article = first > 0 && matches!(doc.word(first - 1), "a" | "an");
    current && one && article && office.end <= person.start && telling::is_beside(doc, office, person)
}

/// Says whether the role is told of the article's time, and takes the article's date from one that is not.
fn time(around: &Around, role: &mut Fact, fields: &Fields) {
    let &Around { doc, own, names, dates, times, .. } = around;
    let Some(person) = role.get(fields.person).and_then(FieldValue::span) else { return };
    let Some(office) = role.get(fields.office).and_then(FieldValue::span) else {
        // "in the presidency of Ada Lund": of any time.
        if matches!(role.value(fields.office), Some(Value::Office(o)) if is_sole(o)) {
            of_no_time(role, fields);
        }
        return;
    };
    let (left, right) = if office.start < person.start { (office, person) } else { (person, office) };
    let tokens = (doc.tokens_in(left).0, doc.tokens_in(right).1);
    let signs = Signs { doc, names, dates, times, own };
    let who = role.value(fields.person).and_then(Value::as_entity);
    let mut more = Vec::new();
    let (from, to) = (doc.tokens_in(left).1, doc.tokens_in(right).0);
    if office.start > person.start || (from..to).any(|i| doc.word(i) == ",") {
        more.push(Sign::Described);
    }
    if fields.tenure.and_then(|f| role.value(f)).and_then(Value::as_text).is_some_and(|t| t != "current") {
        more.push(Sign::Marked);
    }
    let told = signs.told(tokens, who, &more);
    let beside = telling::is_beside(doc, office, person);
    let mut word = told;
    if let Some(date) = role.fields.iter_mut().find(|f| Some(f.field) == fields.date) {
        let far = match (&date.value, own.and_then(|own| own.from.zip(own.to))) {
            (Value::Date(d), Some((from, to))) => {
                d.to.is_some_and(|last| last < from.saturating_sub(RECENT.days()))
                    || d.from.is_some_and(|first| first > to.saturating_add(RECENT.days()))
            }
            _ => false,
        };
        let day = date.value.as_date().is_some_and(|d| d.granularity <= Granularity::Day);
        let open = match date.by.as_deref() {
            Some("article date") => told == "open",
            Some("the sentence") if beside => match day && telling::is_dated(doc, names, office, person) {
                // "In 2008, President Lund won" may give the title of any later time; a full day is one of news.
                dated if far => !dated,
                true if told != "open" || own.is_none() => {
                    word = "now";
                    false
                }
                _ => told == "open",
            },
            _ => {
                word = "now";
                false
            }
        };
        if open {
            date.value = Value::Unknown(Undecided::Date);
            date.by = Some(Provenance::of(&"no time is told"));
            word = "open";
        } else if far {
            word = "now";
            // The title beside a name is that of the day told of or that of the day of writing.
            if let (true, Value::Date(told), Some((from, to))) =
                (beside, &mut date.value, own.and_then(|own| own.from.zip(own.to)))
            {
                told.also.push((from, to));
            }
        }
    }
    if let Some(field) = fields.told {
        role.fields.push(FieldValue { field, value: Value::word(word), spans: Spans::none(), by: None });
    }
    role.fields.sort_by_key(|f| f.field);
}

/// Takes its date from a role, and says that it is open of what time it is told.
fn of_no_time(role: &mut Fact, fields: &Fields) {
    if let Some(date) = role.fields.iter_mut().find(|f| Some(f.field) == fields.date) {
        (date.value, date.by) = (Value::Unknown(Undecided::Date), Some(Provenance::of(&"no time is told")));
    }
    if let Some(field) = fields.told {
        role.fields.push(FieldValue { field, value: Value::word("open"), spans: Spans::none(), by: None });
    }
    role.fields.sort_by_key(|f| f.field);
}

/// "Gov. Ada Lund of Ohio", "Sen. Ada Lund, D-Ohio", "Rep. Ada Lund (R-Ohio)".
fn behind_name(
    doc: &Doc,
    role: &Fact,
    fields: &Fields,
    names: &[Mention],
    office: &Office,
) -> Option<(Office, &'static str)> {
    let kind = category(office)?;
    if !matches!(
        kind,
        Category::Local | Category::Legislature | Category::State | Category::Government | Category::Royalty
    ) {
        return None;
    }
    let span = role.get(fields.person)?.span()?;
    // "Speaker Ada Lund of Ohio" is elected there, and is not that of Ohio.
    if kind == Category::Legislature && is_sole(office) {
        return None;
    }
    // The title stands before the name: behind it, "of" would be read already.
    if role.get(fields.office)?.span()?.start > span.start {
        return None;
    }
    let mut after = doc.tokens_in(span).1;
    // "King Olav V of Norway": the number may stand behind the name.
    let numeral =
        |at: u32| doc.token(at).is_some_and(|t| t.is_word()) && doc.word(at).chars().all(|c| "IVX".contains(c));
    if kind == Category::Royalty && numeral(after) {
        after += 1;
    }
    let place_at = |at: u32| {
        let i = names.partition_point(|m| m.first < at);
        names.get(i).filter(|m| m.first == at && m.kind == MentionKind::Place)
    };
    let word = |at: u32| doc.token(at).map_or("", |_| doc.word(at));
    // "Louis XIII of France", wherever it stands.
    if kind == Category::Royalty && word(after) != "of" {
        let who = role.value(fields.person)?.as_entity()?;
        let same = names.iter().filter(|m| m.kind == MentionKind::Person && m.value.as_entity() == Some(who));
        after = same.map(|m| m.end).find(|&end| word(end) == "of").unwrap_or(after);
    }
    let place = match word(after) {
        "of" => place_at(if word(after + 1) == "the" { after + 2 } else { after + 1 }),
        "," | "(" if kind == Category::Legislature => {
            let party = matches!(word(after + 1), "R" | "D" | "I" | "Republican" | "Democrat");
            let link = matches!(word(after + 2), "-" | "–" | "—" | "‑" | "of" | "from");
            if party && link {
                place_at(after + 3)
            } else {
                place_at(after + 1).filter(|m| matches!(word(m.end), ")" | ","))
            }
        }
        _ => None,
    }?;
    Some((with_body(office, place.value.as_entity()?), BEHIND_NAME))
}

/// "A Norwegian delegation led by Defence Minister A. B.", "Norway and its prime minister, A. B.".
fn in_sentence(
    doc: &Doc,
    role: &Fact,
    fields: &Fields,
    names: &[Mention],
    office: &Office,
) -> Option<(Office, &'static str)> {
    if !matches!(
        category(office)?,
        Category::State | Category::Government | Category::Forces | Category::Legislature | Category::Court
    ) {
        return None;
    }
    let span = role.get(fields.office)?.span()?;
    let at = doc.tokens_in(span).0;
    let sentence = doc.sentences.get(doc.sentence_of(at))?;
    let mut led = false;
    let mut own = false;
    for i in (sentence.first.max(at.saturating_sub(4))..at).rev() {
        match doc.folded(i) {
            "by" if i > sentence.first => {
                led = matches!(
                    doc.folded(i - 1),
                    "led" | "headed" | "represented" | "chaired" | "accompanied" | "fronted" | "spearheaded"
                );
            }
            "its" | "their" => own = true,
            "country" | "nation" | "republic" | "kingdom" => own |= i + 2 == at,
            "the" | "'s" | "’s" | "then" => continue,
            _ => {}
        }
        break;
    }
    if !led && !own {
        own = at >= sentence.first + 2
            && matches!(doc.folded(at - 2), "country" | "nation" | "republic" | "kingdom")
            && matches!(doc.word(at - 1), "'s" | "’s");
    }
    if !led && !own {
        return None;
    }
    let from = names.partition_point(|m| m.first < sentence.first);
    let mut places = names[from..]
        .iter()
        .take_while(|m| m.first < at)
        .filter(|m| matches!(m.kind, MentionKind::Place | MentionKind::Demonym))
        .filter_map(|m| m.value.as_entity());
    let first = places.next()?;
    if places.any(|p| p != first) {
        return None;
    }
    Some((with_body(office, first), "the sentence"))
}
