//! What other people's records call the fields of an article.

use serde_json::{Map, Value};

/// The fields of a record, by our names.
pub const FIELDS: [&str; 8] = ["id", "text", "date", "title", "url", "source", "modified", "author"];

/// Names of fields that differ from ours. A name is a key of the record, or a path of keys: `content.body`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldNames {
    /// One of [`FIELDS`], and what the records call it.
    names: Vec<(&'static str, String)>,
}

impl FieldNames {
    /// Every field by our name.
    pub const OURS: &'static FieldNames = &FieldNames { names: Vec::new() };

    pub fn set(&mut self, ours: &'static str, theirs: &str) {
        self.names.retain(|(name, _)| *name != ours);
        self.names.push((ours, theirs.to_string()));
    }

    pub fn are_ours(&self) -> bool {
        self.names.is_empty()
    }

    /// What the records call a field.
    pub fn theirs<'a>(&'a self, ours: &'a str) -> &'a str {
        self.names.iter().find(|(name, _)| *name == ours).map_or(ours, |(_, theirs)| theirs)
    }

    /// The value of a field of ours.
    pub fn get<'v>(&self, record: &'v Value, ours: &str) -> Option<&'v Value> {
        let theirs = self.theirs(ours);
        record.get(theirs).or_else(|| theirs.split('.').try_fold(record, |value, key| value.get(key)))
    }

    /// The record with our names for its fields, and nothing else of it.
    pub fn renamed(&self, record: &Value) -> Value {
        let fields = FIELDS.iter().filter_map(|ours| Some((ours.to_string(), self.get(record, ours)?.clone())));
        Value::Object(fields.collect::<Map<_, _>>())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_keys_or_paths() {
        let mut names = FieldNames::default();
        names.set("text", "content.body");
        names.set("date", "published.at");
        let record =
            json!({"id": 7, "content": {"body": "Rain fell."}, "published.at": "2025-03-01", "text": "no", "more": 1});
        assert_eq!(names.renamed(&record), json!({"id": 7, "text": "Rain fell.", "date": "2025-03-01"}));
        assert_eq!(names.get(&json!({"content": "x"}), "text"), None);
        assert_eq!((names.theirs("text"), names.theirs("title")), ("content.body", "title"));
    }
}
