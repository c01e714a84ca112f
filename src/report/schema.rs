//! The JSON Schemas of the machine formats, as files of the project.

/// A schema and what it describes.
#[derive(Clone, Copy, Debug)]
pub struct Schema {
    /// As in `claimlint schema NAME`.
    pub name: &'static str,
    /// For people.
    pub about: &'static str,
    /// JSON Schema 2020-12, self-contained.
    pub text: &'static str,
}

macro_rules! schemas {
    ($($name:literal: $about:literal),* $(,)?) => {
        &[$(Schema {
            name: $name,
            about: $about,
            text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/", $name, ".json")),
        }),*]
    };
}

/// In order of name.
pub const SCHEMAS: &[Schema] = schemas! {
    "audit": "the report of `audit --format json`",
    "check": "the report of `check --format json`",
    "config": "the configuration of a project, `claimlint.toml`",
    "errors": "a line on standard error with a machine format: an error of rules, configuration or input",
    "explanation": "the answer of `explain --at FILE:LINE --format json`",
    "facts": "a line of `facts --format jsonl`",
    "finding": "a line of `check --format jsonl`",
    "mutations": "the report of `test --mutate --format json`",
    "rules": "the rules of `rules --format json`",
    "tenure": "a line of `record show --format jsonl`",
    "test": "the results of `test --format json`",
};

/// The schema of that name.
pub fn schema(name: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().find(|s| s.name == name)
}

/// A validator for the keywords that the schemas use. It fails on any other keyword, so that nothing in a schema goes
/// unchecked; and it allows no property that a schema does not describe.
#[cfg(test)]
pub mod validate {
    use serde_json::{Map, Value};

    use super::schema;

    /// What is wrong with `value` by the schema called `name`.
    pub fn problems(name: &str, value: &Value) -> Vec<String> {
        let root: Value = serde_json::from_str(schema(name).expect("a schema").text).expect("schemas are JSON");
        let mut found = Vec::new();
        check(&root, &root, value, "$", &mut found);
        found
    }

    fn check(root: &Value, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let keywords = schema.as_object().unwrap_or_else(|| panic!("{at}: a schema is an object"));
        // A schema within a schema that has an id of its own is the root of what it refers to.
        let root = if keywords.contains_key("$id") { schema } else { root };
        let mut fail = |what: String| found.push(format!("{at}: {what}"));
        for (keyword, with) in keywords {
            match keyword.as_str() {
                "$schema" | "$id" | "$defs" | "title" | "description" => {}
                "type" if !types(with).iter().any(|t| is_of(t, value)) => fail(format!("no {with}: {value}")),
                "type" => {}
                "enum" if !with.as_array().unwrap().contains(value) => fail(format!("{value} is none of {with}")),
                "enum" => {}
                "const" if with != value => fail(format!("{value} is not {with}")),
                "const" => {}
                "minimum" if value.as_f64().is_some_and(|v| v < with.as_f64().unwrap()) => {
                    fail(format!("{value} < {with}"))
                }
                "minimum" => {}
                "pattern" => {
                    let pattern = regex_lite::Regex::new(with.as_str().unwrap()).unwrap();
                    if value.as_str().is_some_and(|v| !pattern.is_match(v)) {
                        fail(format!("{value} does not match {with}"));
                    }
                }
                "minItems" if value.as_array().is_some_and(|v| v.len() < with.as_u64().unwrap() as usize) => {
                    fail(format!("fewer than {with} items"))
                }
                "maxItems" if value.as_array().is_some_and(|v| v.len() > with.as_u64().unwrap() as usize) => {
                    fail(format!("more than {with} items"))
                }
                "minItems" | "maxItems" => {}
                "required" => {
                    for name in with.as_array().unwrap().iter().filter_map(Value::as_str) {
                        if value.as_object().is_some_and(|v| !v.contains_key(name)) {
                            fail(format!("`{name}` is missing"));
                        }
                    }
                }
                _ => {}
            }
        }
        for (keyword, with) in keywords {
            match keyword.as_str() {
                "$ref" => check(root, target(root, with.as_str().unwrap()), value, at, found),
                "items" => {
                    for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                        check(root, with, item, &format!("{at}[{i}]"), found);
                    }
                }
                "properties" | "additionalProperties" => {}
                "anyOf" => {
                    let tries = with.as_array().unwrap().iter().map(|one| {
                        let mut wrong = Vec::new();
                        check(root, one, value, at, &mut wrong);
                        wrong
                    });
                    if let Some(best) = tries.min_by_key(Vec::len) {
                        found.extend(best);
                    }
                }
                "$schema" | "$id" | "$defs" | "title" | "description" | "type" | "enum" | "const" | "minimum"
                | "pattern" | "minItems" | "maxItems" | "required" => {}
                other => panic!("{at}: the validator does not know `{other}`"),
            }
        }
        let described = keywords.get("properties").or(keywords.get("additionalProperties"));
        if let (Some(object), Some(_)) = (value.as_object(), described) {
            properties(root, keywords, object, at, found);
        }
    }

    fn properties(
        root: &Value,
        schema: &Map<String, Value>,
        object: &Map<String, Value>,
        at: &str,
        found: &mut Vec<String>,
    ) {
        for (name, value) in object {
            let of_name = schema.get("properties").and_then(|p| p.get(name));
            match of_name.or(schema.get("additionalProperties")) {
                Some(schema) => check(root, schema, value, &format!("{at}.{name}"), found),
                None => found.push(format!("{at}: `{name}` is not described")),
            }
        }
    }

    fn target<'a>(root: &'a Value, reference: &str) -> &'a Value {
        match reference.strip_prefix('#') {
            Some(pointer) => root.pointer(pointer).expect("references lead somewhere"),
            None => {
                let mut inner = root["$defs"].as_object().expect("definitions").values();
                inner.find(|d| d["$id"] == reference).expect("references lead somewhere")
            }
        }
    }

    fn types(with: &Value) -> Vec<&str> {
        match with {
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect(),
        }
    }

    fn is_of(name: &str, value: &Value) -> bool {
        match name {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "number" => value.is_number(),
            "integer" => value.is_i64() || value.is_u64(),
            other => panic!("the validator does not know the type `{other}`"),
        }
    }

    #[test]
    fn it_tells_right_from_wrong() {
        let right = serde_json::json!({
            "error": "E0203", "level": "error", "file": "a.claim", "start": 0, "end": 3, "line": 1, "column": 1,
            "text": "abc", "message": "no such field", "help": null
        });
        assert_eq!(problems("errors", &right), Vec::<String>::new());
        for (field, value) in [
            ("error", serde_json::json!("203")),
            ("level", serde_json::json!("loud")),
            ("line", serde_json::json!(0)),
            ("line", serde_json::json!("1")),
            ("also", serde_json::json!([{"file": "b.claim"}])),
            ("colour", serde_json::json!("red")),
        ] {
            let mut wrong = right.clone();
            wrong[field] = value;
            assert!(!problems("errors", &wrong).is_empty(), "{field}");
        }
        let mut short = right.clone();
        short.as_object_mut().unwrap().remove("help");
        assert_eq!(problems("errors", &short), ["$: `help` is missing"]);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn the_report_holds_findings_as_described_on_their_own() {
        let json = |name| serde_json::from_str::<Value>(schema(name).unwrap().text).unwrap();
        for name in ["check", "explanation", "audit"] {
            assert_eq!(json(name)["$defs"]["finding"], json("finding"), "{name}");
        }
        assert!(SCHEMAS.is_sorted_by_key(|s| s.name));
    }
}
