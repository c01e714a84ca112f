//! A configuration's text → [`Config`]. Every mistake is told at its place; a value with a mistake is not set.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problems::ConfigProblem;
use super::{ALL, Config, FILE, Globs, LimitSetting, Override, Placed, Policy};
use crate::article::{FIELDS, LIMITS, LimitSpec};
use crate::finding::Level;
use crate::language::{LevelSetting, Metadata, ParamSetting, WARNINGS};
use crate::report::Problem;
use crate::source::Span;

/// The keys of the file, and of its table `policy`; `params` and `levels` hold names of the rule files.
const KEYS: &[&str] = &[
    "rules",
    "record",
    "std",
    "articles",
    "exclude",
    "baseline",
    "fail-on",
    "rule-pages",
    "publisher",
    "params",
    "levels",
    "overrides",
    "policy",
    "limits",
    "fields",
];
const OVERRIDE_KEYS: &[&str] = &["paths", "levels"];
const POLICY_KEYS: &[&str] = &["require-tests", "require", "deny", "allow", "stet-reasons"];

/// What a record calls a field.
const FIELD: &str = "the name that the records have for it, in quotation marks";

const RULE_PAGES: &str =
    "an address as `\"https://desk.example/rules/{rule}\"`, where `{rule}` stands for a rule's name";

/// Reads the configuration at `path` whose text is `text`.
pub fn read(path: &Path, text: &str) -> (Config, Vec<Problem>) {
    let mut reader = Reader { folder: path.parent().unwrap_or(Path::new("")), problems: Vec::new() };
    let mut config = Config { file: Some(path.to_path_buf()), text: text.to_string(), ..Config::default() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(Span::default(), |s| span_in(s, text));
        reader.report(ConfigProblem::NoToml(error.message().to_string()), at);
    }
    // What is not well-formed is not also held to be unknown.
    if reader.problems.is_empty() {
        reader.whole(table.get_ref(), &mut config);
    }
    reader.problems.sort_by_key(|p| p.labels.first().map(|(at, _)| at.span));
    (config, reader.problems)
}

/// A file named by nobody is found by its name, from the current folder upwards.
pub fn candidates() -> impl Iterator<Item = PathBuf> {
    let depth = std::env::current_dir().map_or(0, |folder| folder.ancestors().count());
    (0..depth).map(|above| {
        let mut path: PathBuf = std::iter::repeat_n("..", above).collect();
        path.push(FILE);
        path
    })
}

fn span_in(range: std::ops::Range<usize>, text: &str) -> Span {
    let start = text.floor_char_boundary(range.start.min(text.len()));
    Span::new(start, text.ceil_char_boundary(range.end.clamp(start, text.len())))
}

fn span<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}

struct Reader<'p> {
    folder: &'p Path,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn report(&mut self, problem: ConfigProblem, at: Span) {
        self.problems.push(problem.at(at));
    }

    fn whole(&mut self, table: &DeTable, config: &mut Config) {
        self.known(table, "", KEYS);
        config.rules = self.paths(table, "rules");
        config.record = self.paths(table, "record");
        config.std = self.boolean(table, "std");
        config.articles = self.paths(table, "articles");
        config.exclude = self.globs(table, "exclude");
        config.baseline =
            self.text(table, "baseline", "a path in quotation marks").map(|p| p.map(|p| self.folder.join(p)));
        config.fail_on = self.fail_on(table);
        config.rule_pages = self.rule_pages(table);
        config.publisher = self.text(table, "publisher", "a name in quotation marks");
        if let Some(params) = self.table(table, "params") {
            for (name, value) in params {
                config.params.extend(self.param(name.get_ref(), span(name), value));
            }
            config.params.sort_by_key(|p| p.at);
        }
        config.levels = self.levels(table);
        config.overrides = self.overrides(table);
        if let Some(policy) = self.table(table, "policy") {
            self.policy(policy, &mut config.policy);
        }
        if let Some(fields) = self.table(table, "fields") {
            self.known(fields, "fields", &FIELDS);
            let named = FIELDS.iter().filter_map(|ours| Some((*ours, self.text(fields, ours, FIELD)?)));
            config.fields = named.collect();
        }
        if let Some(limits) = self.table(table, "limits") {
            self.known(limits, "limits", &LIMITS.map(|l| l.name));
            config.limits = limits.iter().filter_map(|(name, value)| self.limit(name.get_ref(), value)).collect();
        }
    }

    fn levels(&mut self, table: &DeTable) -> Vec<LevelSetting> {
        let mut levels = Vec::new();
        for (name, value) in self.table(table, "levels").into_iter().flatten() {
            levels.extend(self.level(name.get_ref(), span(name), value));
        }
        levels.sort_by_key(|l| l.at);
        levels
    }

    fn overrides(&mut self, table: &DeTable) -> Vec<Override> {
        let Some(value) = table.get("overrides") else { return Vec::new() };
        let tables = value.get_ref().as_array().map(|all| all.iter().map(|t| (t, t.get_ref().as_table())));
        let mut overrides = Vec::new();
        let wants = "tables: write each below `[[overrides]]`";
        match tables {
            None => self.wrong("overrides", wants, value),
            Some(tables) => {
                for (at, table) in tables {
                    let Some(table) = table else {
                        self.wrong("overrides", wants, at);
                        continue;
                    };
                    self.known(table, "overrides", OVERRIDE_KEYS);
                    match self.globs(table, "paths") {
                        Some(paths) => overrides.push(Override { paths, levels: self.levels(table) }),
                        None if table.get("paths").is_none() => {
                            self.report(ConfigProblem::Missing { key: "paths", table: "overrides" }, span(at));
                        }
                        None => {}
                    }
                }
            }
        }
        overrides
    }

    fn fail_on(&mut self, table: &DeTable) -> Option<Placed<Level>> {
        let word = self.text(table, "fail-on", "a level in quotation marks")?;
        let level = Level::ALL.into_iter().find(|l| l.name() == word.value);
        if level.is_none() {
            let known = Level::ALL.map(Level::name).to_vec();
            self.report(ConfigProblem::UnknownValue { what: "level", value: word.value.clone(), known }, word.at);
        }
        Some(Placed { value: level?, at: word.at })
    }

    /// An address with a place for the rule's name: only one that a reader may follow.
    fn rule_pages(&mut self, table: &DeTable) -> Option<Placed<String>> {
        let text = self.text(table, "rule-pages", RULE_PAGES)?;
        let address = text.value.starts_with("https://") || text.value.starts_with("http://");
        let plain = text.value.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`'));
        if !address || !plain || text.value.matches("{rule}").count() != 1 {
            self.report(
                ConfigProblem::WrongType { key: "rule-pages".into(), wants: RULE_PAGES, found: "this is not" },
                text.at,
            );
            return None;
        }
        Some(text)
    }

    fn text(&mut self, table: &DeTable, key: &str, wants: &'static str) -> Option<Placed<String>> {
        let value = table.get(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(Placed { value: text.to_string(), at: span(value) }),
            None => {
                self.wrong(key, wants, value);
                None
            }
        }
    }

    fn globs(&mut self, table: &DeTable, key: &str) -> Option<Placed<Globs>> {
        let texts = self.strings(table, key, "a list of patterns as `\"drafts/**\"`, each in quotation marks")?;
        let mut globs = Globs::new(self.folder);
        for text in &texts.value {
            if let Err(why) = globs.add(&text.value) {
                self.report(ConfigProblem::BadGlob { pattern: text.value.clone(), why }, text.at);
            }
        }
        Some(Placed { value: globs, at: texts.at })
    }

    fn policy(&mut self, table: &DeTable, policy: &mut Policy) {
        self.known(table, "policy", POLICY_KEYS);
        policy.require_tests = self.boolean(table, "require-tests");
        let names = Metadata::ALL.map(Metadata::name);
        policy.require =
            self.words(table, "require", "thing that a rule says of itself", &names).map(|placed| Placed {
                value: Metadata::ALL.into_iter().filter(|m| placed.value.iter().any(|p| p.value == m.name())).collect(),
                at: placed.at,
            });
        let codes: Vec<&'static str> = WARNINGS.iter().map(|w| w.code).chain([ALL]).collect();
        let deny = self.words(table, "deny", "code of a warning", &codes);
        let allow = self.words(table, "allow", "code of a warning", &codes);
        for code in allow.iter().flat_map(|a| &a.value) {
            if deny.iter().flat_map(|d| &d.value).any(|d| d.value == code.value) {
                self.report(ConfigProblem::Contradiction { code: code.value.clone() }, code.at);
            }
        }
        let plain = |placed: Placed<Vec<Placed<String>>>| Placed {
            value: placed.value.into_iter().map(|p| p.value).collect(),
            at: placed.at,
        };
        policy.deny = deny.map(plain);
        policy.allow = allow.map(plain);
        policy.stet_reasons = self.boolean(table, "stet-reasons");
    }

    /// Reports each key that nobody knows.
    fn known(&mut self, table: &DeTable, name: &'static str, keys: &[&'static str]) {
        for key in table.keys().filter(|k| !keys.contains(&k.get_ref().as_ref())) {
            let problem =
                ConfigProblem::UnknownKey { key: key.get_ref().to_string(), table: name, known: keys.to_vec() };
            self.report(problem, span(key));
        }
    }

    fn wrong(&mut self, key: &str, wants: &'static str, value: &Spanned<DeValue>) {
        let found = found(value.get_ref());
        self.report(ConfigProblem::WrongType { key: key.to_string(), wants, found }, span(value));
    }

    fn table<'t, 'i>(&mut self, table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
        let value = table.get(key)?;
        if value.get_ref().as_table().is_none() {
            self.wrong(key, "a table: write its keys below `[…]`", value);
        }
        value.get_ref().as_table()
    }

    fn boolean(&mut self, table: &DeTable, key: &str) -> Option<Placed<bool>> {
        let value = table.get(key)?;
        match value.get_ref().as_bool() {
            Some(on) => Some(Placed { value: on, at: span(value) }),
            None => {
                self.wrong(key, "`true` or `false`", value);
                None
            }
        }
    }

    fn strings(&mut self, table: &DeTable, key: &str, wants: &'static str) -> Option<Placed<Vec<Placed<String>>>> {
        let value = table.get(key)?;
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(key, wants, value);
            return None;
        };
        let mut all = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => all.push(Placed { value: text.to_string(), at: span(item) }),
                None => self.wrong(key, wants, item),
            }
        }
        Some(Placed { value: all, at: span(value) })
    }

    fn paths(&mut self, table: &DeTable, key: &str) -> Option<Placed<Vec<Placed<PathBuf>>>> {
        let texts = self.strings(table, key, "a list of paths, each in quotation marks")?;
        let paths = texts.value.into_iter().map(|p| Placed { value: self.folder.join(p.value), at: p.at });
        Some(Placed { value: paths.collect(), at: texts.at })
    }

    fn words(
        &mut self,
        table: &DeTable,
        key: &str,
        what: &'static str,
        known: &[&'static str],
    ) -> Option<Placed<Vec<Placed<String>>>> {
        let mut texts = self.strings(table, key, "a list of words, each in quotation marks")?;
        texts.value.retain(|word| {
            let right = known.contains(&word.value.as_str());
            if !right {
                let problem = ConfigProblem::UnknownValue { what, value: word.value.clone(), known: known.to_vec() };
                self.report(problem, word.at);
            }
            right
        });
        Some(texts)
    }

    fn param(&mut self, name: &str, at: Span, value: &Spanned<DeValue>) -> Option<ParamSetting> {
        let words = match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(n) => i64::from_str_radix(n.as_str(), n.radix()).ok().map(|n| n.to_string()),
            DeValue::Float(n) => n.as_str().parse::<f64>().ok().filter(|n| n.is_finite()).map(|n| n.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => None,
        };
        let Some(words) = words else {
            self.wrong(name, "a number, a date, or words in quotation marks as `\"3 days\"`", value);
            return None;
        };
        let quoted = matches!(value.get_ref(), DeValue::String(_));
        Some(ParamSetting { param: name.to_string(), at, value: words, quoted, value_at: span(value) })
    }

    fn limit(&mut self, name: &str, value: &Spanned<DeValue>) -> Option<LimitSetting> {
        let limit = LimitSpec::of(name)?;
        let number = match value.get_ref() {
            DeValue::Integer(n) => u64::from_str_radix(n.as_str(), n.radix()).ok().filter(|n| *n > 0),
            _ => None,
        };
        match number {
            Some(number) => Some(LimitSetting { limit, value: Placed { value: number, at: span(value) } }),
            None => {
                self.wrong(name, "a whole number from 1 on", value);
                None
            }
        }
    }

    fn level(&mut self, name: &str, at: Span, value: &Spanned<DeValue>) -> Option<LevelSetting> {
        let Some(word) = value.get_ref().as_str() else {
            self.wrong(name, "a level in quotation marks", value);
            return None;
        };
        let level = Level::ALL.into_iter().find(|l| l.name() == word);
        if level.is_none() {
            let known = Level::ALL.map(Level::name).to_vec();
            self.report(ConfigProblem::UnknownValue { what: "level", value: word.to_string(), known }, span(value));
        }
        Some(LevelSetting { rule: name.to_string(), at, level: level? })
    }
}

fn found(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "this is a text",
        DeValue::Integer(_) | DeValue::Float(_) => "this is a number",
        DeValue::Boolean(_) => "this is a truth value",
        DeValue::Datetime(_) => "this is a date",
        DeValue::Array(_) => "this is a list",
        DeValue::Table(_) => "this is a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let (_, problems) = read(Path::new("claimlint.toml"), text);
        let told = |p: &Problem| {
            let at = p.labels[0].0.span.of(text);
            let help = p.help.as_ref().map_or(String::new(), |h| format!("; {h}"));
            format!("{} {at}: {}{help}", p.code, p.message)
        };
        problems.iter().map(told).collect()
    }

    #[test]
    fn what_is_set_is_read() {
        let text = "rules = [\"rules\", \"/etc/house.claim\"]\nrecord = []\nstd = false\n[params]\ngap = \"3 days\"\n\
                    most = 0x10\nsince = 2020-05-01\nshare = 1_0.5\n[levels]\nweekday = \"off\"\n[policy]\nrequire-tests = true\n\
                    require = [\"owner\", \"why\"]\ndeny = [\"W0013\"]\nallow = [\"all\"]\n[limits]\nwords = 5_000\n[[overrides]]\npaths = [\"opinion/**\"]\n\
                    levels = { weekday = \"advice\" }\n";
        let (config, problems) = read(Path::new("../desk/claimlint.toml"), text);
        assert_eq!(problems, []);
        let paths = |placed: &Option<Placed<Vec<Placed<PathBuf>>>>| -> Vec<PathBuf> {
            placed.as_ref().unwrap().value.iter().map(|p| p.value.clone()).collect()
        };
        assert_eq!(paths(&config.rules), [Path::new("../desk/rules"), Path::new("/etc/house.claim")]);
        assert!(paths(&config.record).is_empty());
        assert!(!config.std.as_ref().unwrap().value);
        let params: Vec<_> = config.params.iter().map(|p| format!("{} = {} {}", p.param, p.value, p.quoted)).collect();
        assert_eq!(params, ["gap = 3 days true", "most = 16 false", "since = 2020-05-01 false", "share = 10.5 false"]);
        assert_eq!((config.levels[0].rule.as_str(), config.levels[0].level), ("weekday", Level::Off));
        let policy = &config.policy;
        assert_eq!(policy.required(), [Metadata::Why, Metadata::Owner]);
        assert!(policy.denies("W0013") && policy.denies("W0002") && !policy.denies("W0001"));
        assert_eq!(config.limits(), crate::article::Limits { words: 5_000, ..Default::default() });
        assert!(policy.allows("W0001") && !policy.allows("W0013"));
        let [only] = &config.overrides[..] else { panic!("one override") };
        assert!(only.paths.value.has("../desk/opinion/a.txt") && !only.paths.value.has("opinion/a.txt"));
        assert_eq!((only.levels[0].rule.as_str(), only.levels[0].level), ("weekday", Level::Advice));
    }

    #[test]
    fn mistakes_are_told_at_their_place() {
        for (text, told) in [
            ("rule = []", "E0802 rule: there is no key `rule`; did you mean `rules`?"),
            (
                "[policy]\nrequired = []",
                "E0802 required: there is no key `required` in `[policy]`; did you mean `require`?",
            ),
            ("[limits]\nword = 1", "E0802 word: there is no key `word` in `[limits]`; did you mean `words`?"),
            (
                "[fields]\nbody = \"text\"",
                "E0802 body: there is no key `body` in `[fields]`; one of `id`, `text`, `date`, `title`, `url`, `source`, `modified` and `author`",
            ),
            ("[fields]\ntext = 1", "E0803 1: `text` takes the name that the records have for it, in quotation marks"),
            ("[limits]\nwords = 0", "E0803 0: `words` takes a whole number from 1 on"),
            ("rules = \"a\"", "E0803 \"a\": `rules` takes a list of paths, each in quotation marks"),
            ("rules = [\"a\", 3]", "E0803 3: `rules` takes a list of paths, each in quotation marks"),
            ("std = \"no\"", "E0803 \"no\": `std` takes `true` or `false`"),
            ("params = 3", "E0803 3: `params` takes a table: write its keys below `[…]`"),
            (
                "params.gap = true",
                "E0803 true: `gap` takes a number, a date, or words in quotation marks as `\"3 days\"`",
            ),
            ("levels.a = \"eror\"", "E0804 \"eror\": `eror` is no level; did you mean `error`?"),
            ("levels.a = \"x\"", "E0804 \"x\": `x` is no level; one of `error`, `warning`, `advice` and `off`"),
            ("fail-on = \"hint\"", "E0804 \"hint\": `hint` is no level; one of `error`, `warning`, `advice` and `off`"),
            (
                "exclude = [\"a/{b\"]",
                "E0807 \"a/{b\": `a/{b` is no pattern: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)",
            ),
            ("overrides = 1", "E0803 1: `overrides` takes tables: write each below `[[overrides]]`"),
            ("[[overrides]]\nlevels = {}", "E0808 [[overrides]]: `[[overrides]]` has no `paths`"),
            (
                "[[overrides]]\npath = []\npaths = []",
                "E0802 path: there is no key `path` in `[overrides]`; did you mean `paths`?",
            ),
            (
                "rule-pages = \"javascript:{rule}\"",
                "E0803 \"javascript:{rule}\": `rule-pages` takes an address as `\"https://desk.example/rules/{rule}\"`, where `{rule}` \
                 stands for a rule's name",
            ),
            (
                "policy.require = [\"author\"]",
                "E0804 \"author\": `author` is no thing that a rule says of itself; one of `level`, `why`, `tags`, `since` \
                 and `owner`",
            ),
            ("policy.deny = [\"W013\"]", "E0804 \"W013\": `W013` is no code of a warning; did you mean `W0013`?"),
            (
                "policy.deny = [\"W0013\"]\npolicy.allow = [\"W0013\"]",
                "E0805 \"W0013\": `W0013` is both denied and allowed",
            ),
        ] {
            assert_eq!(problems(text), [told], "{text}");
        }
    }

    #[test]
    fn all_mistakes_are_told_in_order() {
        let told = problems("std = 1\nrecords = []\n[levels]\nweekday = \"of\"\n");
        let codes: Vec<&str> = told.iter().map(|t| &t[..5]).collect();
        assert_eq!(codes, ["E0803", "E0802", "E0804"]);
        for text in ["rules = [", "a = = 3\nb", "\u{0}", "[[[", "é = \"\n", "std = true\nstd = false"] {
            assert!(!problems(text).is_empty(), "{text}");
            assert!(problems(text).iter().all(|p| p.starts_with("E0801")), "{:?}", problems(text));
        }
    }

    #[test]
    fn the_schema_knows_the_same_keys() {
        let schema: serde_json::Value =
            serde_json::from_str(crate::report::schema::schema("config").unwrap().text).unwrap();
        let keys =
            |of: &serde_json::Value| -> Vec<String> { of["properties"].as_object().unwrap().keys().cloned().collect() };
        assert_eq!(keys(&schema), KEYS);
        assert_eq!(keys(&schema["properties"]["policy"]), POLICY_KEYS);
        assert_eq!(keys(&schema["properties"]["overrides"]["items"]), OVERRIDE_KEYS);
        assert_eq!(keys(&schema["properties"]["fields"]), FIELDS);
        assert_eq!(keys(&schema["properties"]["limits"]), LIMITS.map(|l| l.name));
        let metadata: Vec<&str> = schema["properties"]["policy"]["properties"]["require"]["items"]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_str().unwrap())
            .collect();
        assert_eq!(metadata, Metadata::ALL.map(Metadata::name));
    }
}
