//! Of what time titles are told, by the standard pack, in our own words.

use crate::article::{ArticleDate, Batch, plain_text};
use crate::extract::extract;
use crate::facts::{DateValue, Day, Value};
use crate::language::{LoadOptions, load};

/// The role in each text of 14 March 2018 whose person is Ida Lund.
#[rustfmt::skip]
const CASES: &[(&str, &str)] = &[
    // Of the article's own time.
    ("President Ida Lund told reporters on Tuesday that she is late.", "now"),
    ("President Ida Lund has a plan.", "likely"),
    ("“It is cold,” said President Ida Lund on Monday.", "now"),
    ("The committee met President Ida Lund on Monday.", "likely"),
    ("Ida Lund, president of Norway, opened the quay.", "likely"),
    ("President Ida Lund said she would leave.", "likely"),
    ("The committee is to hear President Ida Lund next week.", "likely"),
    // Of another.
    ("The judge was nominated by President Ida Lund.", "open"),
    ("Ola Berg, appointed to the bench by President Ida Lund, said on Monday that he is late.", "open"),
    ("Ola Berg, an aide to President Ida Lund, is late.", "open"),
    ("In 2003, President Ida Lund had a plan.", "open"),
    ("The death of President Ida Lund is a loss.", "open"),
    ("It is the first such law since President Ida Lund.", "open"),
    ("Nothing of President Ida Lund's presidency is left.", "open"),
    ("They recall that President Ida Lund left in a hurry.", "open"),
    // A year is no day, and the title may be that of any later time.
    ("President Ida Lund won in 2003.", "open"),
    ("On 3 May 2003, President Ida Lund said that it was late.", "now"),
];

#[test]
fn of_what_time_titles_are_told() {
    let program = load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program;
    let kind = program.schema.office_kinds().next().expect("the pack has roles");
    let def = program.schema.def(kind);
    let batch = Batch::new(
        CASES
            .iter()
            .enumerate()
            .map(|(i, case)| {
                let mut article = plain_text(&format!("{i:03}"), case.0.into());
                let value = DateValue::day(Day::constant(2018, 3, 14));
                article.date = Some(ArticleDate { value, by: "--date", span: None });
                article
            })
            .collect(),
    );
    let facts = extract(&batch, &program);
    let mut wrong = Vec::new();
    for (id, case) in batch.ids().zip(CASES) {
        let told = facts.iter().map(|(_, f)| f).filter(|f| f.article == id && f.kind == kind).find_map(|f| {
            let person = f.value(def.field("person")?)?.as_entity()?;
            let told = f.value(def.field("told")?).and_then(Value::as_text)?;
            (&*person.name == "Ida Lund").then_some(told)
        });
        if told != Some(case.1) {
            wrong.push(format!("{} — {told:?} for {}", case.0, case.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
