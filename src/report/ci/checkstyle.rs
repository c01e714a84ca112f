//! Checkstyle's XML, which many review tools read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::Input;
use crate::finding::{Finding, Level, Verdict};
use crate::report::sanitize::Sanitized;

pub fn write(out: &mut dyn Write, input: &Input) -> io::Result<()> {
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in input.shown() {
        if let Some(label) = finding.first_label() {
            files.entry(input.spot(label).file).or_default().push(finding);
        }
    }
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.write_event(Event::Start(BytesStart::new("checkstyle").with_attributes([("version", "10.0")])))?;
    for (file, findings) in files {
        let name = Sanitized::name(file);
        xml.write_event(Event::Start(BytesStart::new("file").with_attributes([("name", name.as_str())])))?;
        for finding in findings {
            let mut element = BytesStart::new("error");
            let spot = finding.first_label().map(|label| input.spot(label));
            if let Some(spot) = &spot {
                element.push_attribute(("line", &*spot.line.to_string()));
                if let Some(columns) = spot.columns {
                    element.push_attribute(("column", &*columns.start.to_string()));
                }
            }
            let severity = match (finding.verdict, finding.level) {
                (Verdict::Violated, Level::Error) if !finding.known => "error",
                (Verdict::Violated, Level::Warning) if !finding.known => "warning",
                _ => "info",
            };
            element.push_attribute(("severity", severity));
            // A line end in an attribute would be read as a blank.
            element.push_attribute(("message", &*input.text(finding).replace('\n', "; ")));
            element.push_attribute(("source", &*format!("claimlint.{}", Sanitized::name(&finding.rule))));
            xml.write_event(Event::Empty(element))?;
        }
        xml.write_event(Event::End(BytesEnd::new("file")))?;
    }
    xml.write_event(Event::End(BytesEnd::new("checkstyle")))?;
    xml.into_inner().write_all(b"\n")
}
