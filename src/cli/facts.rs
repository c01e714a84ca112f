//! `claimlint facts`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Status;
use super::console::Console;
use super::options::{ArticleOptions, RuleOptions, unknown};
use super::output::{self, Stop};
use crate::article::Batch;
use crate::facts::{Fact, FactStore, native};
use crate::report::{facts, html, table};
use crate::run;

#[derive(Args)]
pub struct FactsArgs {
    #[command(flatten)]
    articles: ArticleOptions,
    #[command(flatten)]
    rules: RuleOptions,
    /// How facts are printed [default: table on a terminal, else jsonl]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Only facts of this kind (repeatable)
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object a line, as `claimlint schema facts` describes it
    Jsonl,
    /// One page for a browser, with every fact marked in its article
    Html,
}

impl FactsArgs {
    fn format(&self) -> Format {
        let table = self.output.is_none() && std::io::stdout().is_terminal();
        self.format.unwrap_or(if table { Format::Table } else { Format::Jsonl })
    }
    pub fn is_machine(&self) -> bool {
        self.format() == Format::Jsonl
    }
}

pub fn run(args: &FactsArgs, console: &Console) -> Result<Status, Stop> {
    // Warnings about rules are for those who check and test.
    let rules = args.rules.load(false)?;
    let program = &rules.program;
    let schema = &program.schema;
    let mut kinds = Vec::new();
    for name in &args.kind {
        let kind = schema.kind(name);
        kinds.push(kind.ok_or_else(|| unknown("E0702", "kind of fact", name, schema.kinds.iter().map(|k| &*k.name)))?);
    }
    let (batch, problems) = args.articles.read_all(&rules);
    let store = english(&batch, run::facts(&batch, program));
    let mut out = output::open(args.output.as_deref())?;
    match args.format() {
        Format::Jsonl => facts::write_jsonl(&mut out, &batch, &store, schema, &kinds)?,
        Format::Table => {
            let page = console.page(args.output.is_some());
            table::write(&mut out, &batch, &store, schema, &kinds, &page)?;
        }
        Format::Html => html::facts::write(&mut out, &batch, &store, schema, &kinds)?,
    }
    out.flush()?;
    console.problems(&problems, &program.sources);
    Ok(if problems.iter().all(|p| p.warning) { Status::Clean } else { Status::Unread })
}

/// Of articles in other languages only the parts are told: headline, dateline, captions, paragraphs and lines.
fn english(batch: &Batch, store: FactStore) -> FactStore {
    if batch.articles.iter().all(|a| a.language.is_none()) {
        return store;
    }
    let parts = [native::HEADLINE, native::DATELINE, native::CAPTION, native::PARAGRAPH, native::LINE];
    let told = |f: &Fact| batch.get(f.article).language.is_none() || parts.contains(&f.kind);
    let facts = store.into_facts().into_iter().filter(told).collect();
    FactStore::new(facts, batch.articles.len())
}
