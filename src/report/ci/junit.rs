//! JUnit's XML, as continuous integration reads test reports: a suite for each article, a case for each finding in it, and
//! one that passes for an article without any.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::Input;
use crate::finding::{Finding, Verdict};
use crate::report::sanitize::Sanitized;
use crate::report::short::head;

/// What a case came to.
enum Outcome {
    Passed,
    /// It makes the run fail.
    Failed,
    /// Known, let stand or undecided: why.
    Skipped(String),
}

pub fn write(out: &mut dyn Write, input: &Input) -> io::Result<()> {
    let mut of_article: Vec<Vec<(&Finding, Outcome)>> = input.batch.articles.iter().map(|_| Vec::new()).collect();
    for finding in input.shown() {
        if let Some(label) = finding.first_label() {
            of_article[label.article.0 as usize].push((finding, outcome(input, finding)));
        }
    }
    // A source is no article that was to be tested.
    let suites = input.batch.articles.iter().zip(&of_article).filter(|(a, found)| !a.is_source || !found.is_empty());
    let all = || suites.clone().flat_map(|(_, found)| found);
    let cases = suites.clone().map(|(_, found)| found.len().max(1)).sum();
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(counted("testsuites", "claimlint", cases, all())))?;
    for (article, found) in suites.clone() {
        let name = Sanitized::name(&article.name);
        xml.write_event(Event::Start(counted("testsuite", name.as_str(), found.len().max(1), found.iter())))?;
        if found.is_empty() {
            xml.write_event(Event::Empty(case("claims", name.as_str())))?;
        }
        for (finding, outcome) in found {
            xml.write_event(Event::Start(case(Sanitized::name(&finding.rule).as_str(), name.as_str())))?;
            inner(&mut xml, input, finding, outcome)?;
            xml.write_event(Event::End(BytesEnd::new("testcase")))?;
        }
        xml.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("testsuites")))?;
    out.write_all(b"\n")
}

fn outcome(input: &Input, finding: &Finding) -> Outcome {
    match (finding.verdict, &finding.suppressed) {
        (Verdict::Undecided(why), _) => Outcome::Skipped(format!("undecided: {}", why.word())),
        (Verdict::Violated, Some(stet)) => Outcome::Skipped(format!("stet: {}", Sanitized::words(&stet.reason))),
        (Verdict::Violated, None) if finding.known => Outcome::Skipped("known to the baseline".into()),
        (Verdict::Violated, None) if input.options.fails(finding) => Outcome::Failed,
        (Verdict::Violated, None) => Outcome::Passed,
    }
}

fn counted<'f>(
    element: &'static str,
    name: &str,
    cases: usize,
    found: impl Iterator<Item = &'f (&'f Finding, Outcome)> + Clone,
) -> BytesStart<'static> {
    let count = |wanted: fn(&Outcome) -> bool| found.clone().filter(|(_, o)| wanted(o)).count().to_string();
    let failed = count(|o| matches!(o, Outcome::Failed));
    let skipped = count(|o| matches!(o, Outcome::Skipped(_)));
    BytesStart::new(element).with_attributes([
        ("name", name),
        ("tests", &*cases.to_string()),
        ("failures", &*failed),
        ("errors", "0"),
        ("skipped", &*skipped),
    ])
}

/// Of names that are fit to be printed.
fn case(rule: &str, article: &str) -> BytesStart<'static> {
    BytesStart::new("testcase").with_attributes([("name", rule), ("classname", article)])
}

fn inner<W: Write>(xml: &mut Writer<W>, input: &Input, finding: &Finding, outcome: &Outcome) -> io::Result<()> {
    let at = finding.first_label().map(|l| input.documents.article(l.article).at(l.span));
    let at = at.map_or(String::new(), |at| format!("{at}: "));
    let text = format!("{at}{} {}", head(finding), input.text(finding));
    let message = Sanitized::words(&finding.message);
    let element = match outcome {
        Outcome::Failed => {
            BytesStart::new("failure").with_attributes([("message", message.as_str()), ("type", finding.level.name())])
        }
        Outcome::Skipped(why) => BytesStart::new("skipped").with_attributes([("message", &**why)]),
        Outcome::Passed => BytesStart::new("system-out"),
    };
    let end = element.to_end().into_owned();
    xml.write_event(Event::Start(element))?;
    xml.write_event(Event::Text(BytesText::new(&text)))?;
    xml.write_event(Event::End(end))
}
