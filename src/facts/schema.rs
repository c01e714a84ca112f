//! Kinds of facts and their fields.
//!
//! Kinds that Rust extracts are declared here ([`native`]); all others come from `fact` declarations in rule
//! files and are appended by the language.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Index of a kind in a [`Schema`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct KindId(pub u16);

/// Index of a field in its [`KindDef`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct FieldId(pub u8);

/// Types of fields and expressions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Text,
    Word,
    Number,
    Quantity,
    Date,
    Duration,
    Person,
    Place,
    Organisation,
    Office,
    Quote,
    /// One of a closed list of words, `current`, `former`, ...; printed as they are.
    Enumeration(&'static [&'static str]),
    /// `people`, `places`, ...
    Set(Box<Type>),
}

impl Type {
    /// As written in a rule file: `person`, and `people` for a set of them.
    pub fn name(&self) -> String {
        match self {
            Type::Text => "text".into(),
            Type::Word => "word".into(),
            Type::Number => "number".into(),
            Type::Quantity => "quantity".into(),
            Type::Date => "date".into(),
            Type::Duration => "duration".into(),
            Type::Person => "person".into(),
            Type::Place => "place".into(),
            Type::Organisation => "organisation".into(),
            Type::Office => "office".into(),
            Type::Quote => "quote".into(),
            Type::Enumeration(words) => format!("one of {}", words.join(", ")),
            Type::Set(of) => match **of {
                Type::Person => "people".into(),
                Type::Quantity => "quantities".into(),
                _ => format!("{}s", of.name()),
            },
        }
    }
}

#[derive(Clone, Debug)]
pub struct FieldDef {
    pub name: Arc<str>,
    pub ty: Type,
}

/// How far apart two values may be and still agree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    Days(f64),
    Percent(f64),
    Number(f64),
}

/// One key of `same ...`.
#[derive(Clone, Debug, PartialEq)]
pub struct SameKey {
    pub field: FieldId,
    pub within: Option<Tolerance>,
    /// `same KEY alone`: agreement here suffices.
    pub alone: bool,
    /// `participants overlap`: one common member is enough.
    pub overlap: bool,
}

#[derive(Clone, Debug)]
pub struct KindDef {
    pub name: Arc<str>,
    /// Shown by `explain`.
    pub title: Arc<str>,
    pub fields: Vec<FieldDef>,
    /// Empty: facts of this kind never align across articles unless a rule says so.
    pub same_when: Vec<SameKey>,
    /// Extracted in Rust.
    pub native: bool,
}

impl KindDef {
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.fields.iter().position(|f| &*f.name == name).map(|i| FieldId(i as u8))
    }
    pub fn def(&self, id: FieldId) -> &FieldDef {
        &self.fields[id.0 as usize]
    }
    /// Whether facts of this kind say who holds which office, as the pack's `role` does: it has a `person`, an `office` and a
    /// `tenure`. They are found first, since other kinds and "the minister" rest on them.
    pub fn tells_offices(&self) -> bool {
        let of_type = |name: &str, ty: Type| self.field(name).is_some_and(|f| self.def(f).ty == ty);
        of_type("person", Type::Person) && of_type("office", Type::Office) && self.field("tenure").is_some()
    }
}

/// All kinds of a run. The native ones come first, in the order of [`native::KINDS`].
#[derive(Clone, Debug)]
pub struct Schema {
    pub kinds: Vec<KindDef>,
}

impl Schema {
    pub fn kind(&self, name: &str) -> Option<KindId> {
        self.kinds.iter().position(|k| &*k.name == name).map(|i| KindId(i as u16))
    }
    pub fn def(&self, id: KindId) -> &KindDef {
        &self.kinds[id.0 as usize]
    }
    /// Kinds that [tell offices](KindDef::tells_offices).
    pub fn office_kinds(&self) -> impl Iterator<Item = KindId> {
        self.kinds.iter().enumerate().filter(|(_, k)| k.tells_offices()).map(|(i, _)| KindId(i as u16))
    }
}

impl Default for Schema {
    /// The native kinds alone.
    fn default() -> Schema {
        let kinds = native::KINDS
            .iter()
            .map(|(name, title, fields)| KindDef {
                name: Arc::from(*name),
                title: Arc::from(*title),
                fields: fields.iter().map(|f| FieldDef { name: Arc::from(f.0), ty: f.1.ty() }).collect(),
                same_when: Vec::new(),
                native: true,
            })
            .collect();
        Schema { kinds }
    }
}

/// Types as constants can hold them.
#[derive(Clone, Copy, Debug)]
pub enum NativeField {
    Text,
    Word,
    Number,
    Date,
    Person,
    Place,
    Organisation,
    Office,
    Quote,
    Words,
    People,
    Enumeration(&'static [&'static str]),
}

impl NativeField {
    fn ty(self) -> Type {
        match self {
            NativeField::Text => Type::Text,
            NativeField::Word => Type::Word,
            NativeField::Number => Type::Number,
            NativeField::Date => Type::Date,
            NativeField::Person => Type::Person,
            NativeField::Place => Type::Place,
            NativeField::Organisation => Type::Organisation,
            NativeField::Office => Type::Office,
            NativeField::Quote => Type::Quote,
            NativeField::Words => Type::Set(Box::new(Type::Word)),
            NativeField::People => Type::Set(Box::new(Type::Person)),
            NativeField::Enumeration(words) => Type::Enumeration(words),
        }
    }
}

/// The kinds that Rust extracts: ids and fields are fixed, so that extractors can name them.
pub mod native {
    use super::super::{Granularity, calendar};
    use super::NativeField::*;
    use super::{FieldId, KindId, NativeField};

    type Kind = (&'static str, &'static str, &'static [(&'static str, NativeField)]);

    const YES_NO: NativeField = Enumeration(&["yes", "no"]);

    pub const KINDS: &[Kind] = &[
        ("person", "A person is mentioned", &[("entity", Person), ("form", Word), ("candidates", People)]),
        ("place", "A place is mentioned", &[("entity", Place), ("form", Word)]),
        ("organisation", "An organisation is mentioned", &[("entity", Organisation), ("form", Word)]),
        ("word", "A word mixes scripts or hides characters", &[("form", Word), ("scripts", Words), ("plain", Word)]),
        (
            "date",
            "A date, time, duration or set of times is named",
            &[
                ("when", Date),
                ("granularity", Enumeration(&Granularity::NAMES)),
                ("weekday", Enumeration(&calendar::WEEKDAYS)),
                ("anchor", Text),
                ("timex", Text),
                ("valid", YES_NO),
            ],
        ),
        (
            "quantity",
            "A number, amount or measure is named",
            &[("number", Number), ("comparator", Word), ("unit", Word), ("thing", Text)],
        ),
        (
            "quote",
            "Somebody is quoted word for word",
            &[
                ("speaker", Person),
                ("words", Quote),
                ("medium", Text),
                ("date", Date),
                ("closed", Enumeration(&["yes", "no", "same-mark", "unopened"])),
            ],
        ),
        ("acronym", "An acronym is given with its expansion", &[("letters", Word), ("expansion", Text)]),
        ("headline", "The headline", &[("text", Text)]),
        ("dateline", "Place and date at the head of the article", &[("text", Text), ("place", Place), ("date", Date)]),
        ("caption", "Words under a picture", &[("text", Text)]),
        ("paragraph", "A paragraph", &[("text", Text)]),
        ("line", "A line as written", &[("text", Text)]),
        (
            "passage",
            "A run of ten or more words that stands in two articles, names, titles and quotations apart",
            &[("text", Text)],
        ),
        (
            "detail",
            "A name, number, date, place or quotation of a draft that is held against its sources, or of a headline or caption \
             that is held against the body",
            &[
                ("what", Enumeration(&["person", "place", "organisation", "date", "number", "quotation"])),
                ("form", Text),
                ("supported", YES_NO),
                ("nearest", Text),
                ("against", Enumeration(&["sources", "body"])),
                ("likeness", Enumeration(&["alike", "beside"])),
            ],
        ),
        (
            "retelling",
            "A detail in which two articles differ within a sentence that they share, or tell in other words",
            &[
                ("what", Enumeration(&["person", "place", "organisation", "date", "number", "nation", "sense"])),
                ("frame", Text),
                ("detail", Text),
                ("how", Enumeration(&["verbatim", "paraphrase"])),
            ],
        ),
    ];

    pub const PERSON: KindId = KindId(0);
    pub const PLACE: KindId = KindId(1);
    pub const ORGANISATION: KindId = KindId(2);
    pub const WORD: KindId = KindId(3);
    pub const DATE: KindId = KindId(4);
    pub const QUANTITY: KindId = KindId(5);
    pub const QUOTE: KindId = KindId(6);
    pub const ACRONYM: KindId = KindId(7);
    pub const HEADLINE: KindId = KindId(8);
    pub const DATELINE: KindId = KindId(9);
    pub const CAPTION: KindId = KindId(10);
    pub const PARAGRAPH: KindId = KindId(11);
    pub const LINE: KindId = KindId(12);
    pub const PASSAGE: KindId = KindId(13);
    pub const DETAIL: KindId = KindId(14);
    pub const RETELLING: KindId = KindId(15);

    /// `entity` of person, place and organisation.
    pub const ENTITY: FieldId = FieldId(0);
    /// `form` of person, place and organisation.
    pub const FORM: FieldId = FieldId(1);
    /// `candidates` of person: whom a surname may mean, where it is open.
    pub const CANDIDATES: FieldId = FieldId(2);

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn ids_follow_the_table() {
            for (id, name) in [
                (PERSON, "person"),
                (PLACE, "place"),
                (ORGANISATION, "organisation"),
                (WORD, "word"),
                (DATE, "date"),
                (QUANTITY, "quantity"),
                (QUOTE, "quote"),
                (ACRONYM, "acronym"),
                (HEADLINE, "headline"),
                (DATELINE, "dateline"),
                (CAPTION, "caption"),
                (PARAGRAPH, "paragraph"),
                (LINE, "line"),
                (PASSAGE, "passage"),
                (DETAIL, "detail"),
                (RETELLING, "retelling"),
            ] {
                assert_eq!(KINDS[id.0 as usize].0, name);
            }
        }
    }
}
