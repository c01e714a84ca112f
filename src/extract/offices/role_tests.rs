//! Roles of whole articles by the standard pack, in our own words: lines of the text are paragraphs.

use crate::article::{Batch, of_lines};
use crate::extract::extract;
use crate::facts::{DateValue, Value};
use crate::language::{LoadOptions, load};

/// The roles of a text in order, as `person | office | tenure | first day..last day`; the dates only where the role's own words
/// tell them.
fn roles(text: &str) -> Vec<String> {
    roles_of(&[text])
}

/// Those of a batch.
fn roles_of(texts: &[&str]) -> Vec<String> {
    let program = load(&[], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program;
    let article = |(n, text): (usize, &&str)| of_lines(&format!("{n}.txt"), text);
    let kind = program.schema.office_kinds().next().expect("the pack has roles");
    let def = program.schema.def(kind);
    let facts = extract(&Batch::new(texts.iter().enumerate().map(article).collect()), &program);
    let mut out: Vec<String> = Vec::new();
    for fact in facts.iter().map(|(_, f)| f).filter(|f| f.kind == kind) {
        let get = |name: &str| def.field(name).and_then(|f| fact.get(f));
        let word = |name: &str| match get(name).map(|f| &f.value) {
            Some(Value::Entity(e)) => e.name.to_string(),
            Some(Value::Office(o)) => o.name.to_string(),
            Some(Value::Text(t)) => t.to_string(),
            _ => "?".into(),
        };
        let date = match get("date").filter(|d| d.by.is_none()).map(|d| &d.value) {
            Some(Value::Date(date)) => {
                let DateValue { from, to, .. } = &**date;
                let day = |d: Option<crate::facts::Day>| d.map_or(String::new(), |d| d.to_string());
                format!(" | {}..{}", day(*from), day(*to))
            }
            _ => String::new(),
        };
        out.push(format!("{} | {} | {}{date}", word("person"), word("office"), word("tenure")));
    }
    out
}

#[test]
fn lists_of_holders() {
    for (text, want) in [
        (
            "Mayors.\n- Anna Lund (1838–1844)\n- Martin Berg (1 March 1996 – 30 November 2004)\n- Peter Moe (5 May 2005 –)\nNotable people.\n- Karl Holm (1911–1990)",
            &[
                "Anna Lund | Mayor | former | 1838-01-01..1844-12-31",
                "Martin Berg | Mayor | former | 1996-03-01..2004-11-30",
                "Peter Moe | Mayor | current | 2005-05-05..",
            ][..],
        ),
        (
            "Former directors of the club:\n- Anna Lund\n- Martin Berg (interim), 2003–04\n- 1994-2001: Peter Moe (KSD)\n- since 2016: Karl Holm",
            &[
                "Anna Lund | Director | former",
                "Martin Berg | Director | acting | 2003-01-01..2004-12-31",
                "Peter Moe | Director | former | 1994-01-01..2001-12-31",
                "Karl Holm | Director | current | 2016-01-01..",
            ],
        ),
        (
            "Anna Lund\nCareer.\n- Deputy Mayor and Minister of Justice (1990–1994)\n- Manager of the Month (May 1990)",
            &[
                "Anna Lund | Deputy Mayor | former | 1990-01-01..1994-12-31",
                "Anna Lund | Justice Minister | former | 1990-01-01..1994-12-31",
            ],
        ),
        ("- Treasurer: Anna Lund (since May 2003)", &["Anna Lund | Treasurer | current | 2003-05-01.."]),
        ("President\nIn May, Anna Lund left.\nAnna Lund (50) is the one.\n3 May 2010: Anna Lund left the town.", &[]),
        // The mayors are told of, but whoever stands below is none of them.
        ("The mayors were elected by the people.\n- Anna Lund (1838–1844)", &[]),
    ] {
        assert_eq!(roles(text), want, "{text}");
    }
}

#[test]
fn offices_told_by_clauses() {
    for (text, want) in [
        (
            "Anna Lund (3 May 1936 – 4 June 2009) was the 40th Mayor of Oslo from 1989 to 1994.",
            &["Anna Lund | Mayor of Oslo | former | 1989-01-01..1994-12-31"][..],
        ),
        (
            "Anna Lund was mayor of Oslo from 1991 to 1996, governor of Ohio from March 1983 to 1990 and was a member of the City Council.",
            &[
                "Anna Lund | Mayor of Oslo | former | 1991-01-01..1996-12-31",
                "Anna Lund | Governor of Ohio | former | 1983-03-01..1990-12-31",
                "Anna Lund | Member of the City Council | former",
            ],
        ),
        (
            "Anna Lund (born 1950) is a Norwegian lawyer who served as the first freely elected mayor of Oslo until her death in 2001.",
            &["Anna Lund | Mayor of Oslo | former | ..2001-12-31"],
        ),
        (
            "Anna Lund has been the mayor of Oslo since May 2003.",
            &["Anna Lund | Mayor of Oslo | current | 2003-05-01.."],
        ),
        (
            "Anna Lund met the lawyer Mr. Martin Berg who served as mayor of Oslo.",
            &["Martin Berg | Mayor of Oslo | former"],
        ),
        ("Anna Lund was a friend of Martin Berg who served as mayor of Oslo.", &[]),
        // What sort of director is no body; a company may bear a person's name; one title in two bodies.
        ("Anna Lund is the Founding Director of Zorvan.", &["Anna Lund | Director of Zorvan | current"]),
        ("Anna Lund is chief executive of Karl Moe.", &["Anna Lund | Chief Executive of Karl Moe | current"]),
        ("Anna Lund is C.E.O. of Zorvan Freight.", &["Anna Lund | Chief Executive of Zorvan Freight | current"]),
        (
            "Anna Lund is chairwoman of Intel and Oracle.",
            &["Anna Lund | Chairwoman of Intel | current", "Anna Lund | Chairwoman of Oracle | current"],
        ),
        ("Anna Lund, a historian of Norwegian painting, spoke.", &["Anna Lund | Historian | current"]),
        ("Anna Lund is Professor Emerita of Law at Harvard.", &["Anna Lund | Professor of Law at Harvard | former"]),
        // Somebody else's name stands between.
        (
            "Anna Lund blamed the club, which Martin Berg led before becoming mayor of Oslo.",
            &["Martin Berg | Mayor of Oslo | current"],
        ),
        ("Anna Lund is chairwoman of Intel and", &["Anna Lund | Chairwoman of Intel | current"]),
        ("Anna Lund is chairwoman of Intel,", &["Anna Lund | Chairwoman of Intel | current"]),
        // What "and" joins may be somebody else's; so may what "he" is, where another is known to be it.
        ("The president and Secretary Anna Lund left.", &["Anna Lund | Secretary | current"]),
        (
            "The company's chairman and CEO Anna Lund left.",
            &["Anna Lund | Chairman | current", "Anna Lund | Chief Executive | current"],
        ),
        (
            "President Anna Lund met Karl Moe. He has complained since he became president.",
            &["Anna Lund | President | current"],
        ),
        ("Anna Lund, who like Karl Moe is a former senator, left.", &[]),
        ("The men who robbed Anna Lund were members of the council.", &[]),
        ("They nominated Anna Lund for president.", &["Anna Lund | President | designate"]),
        // Who speaks or studies once has no office.
        ("Anna Lund, a Rhodes scholar, was the keynote speaker.", &[]),
        ("Anna Lund became an official candidate.", &[]),
        // A name behind an office takes it; what somebody else is called is no office of his.
        (
            "Anna Lund is mayor of Oslo, while governor Martin Berg left.",
            &["Anna Lund | Mayor of Oslo | current", "Martin Berg | Governor | current"],
        ),
    ] {
        assert_eq!(roles(text), want, "{text}");
    }
}

#[test]
fn bodies_whose_names_go_on() {
    for (text, want) in [
        (
            "Anna Lund, director of the University of Oslo's Center for Harbours, spoke.",
            &["Anna Lund | Director of the University of Oslo's Center for Harbours | current"][..],
        ),
        (
            "Anna Lund, chairman of the House Pier and Buoy Caucus, spoke.",
            &["Anna Lund | Chairman of the House Pier and Buoy Caucus | current"],
        ),
        ("Anna Lund, a professor of harbour studies, spoke.", &["Anna Lund | Professor | current"]),
        ("In the case of former Mayor Anna Lund, the Justice Department waited.", &["Anna Lund | Mayor | former"]),
        ("“With Chairman Lund’s vote it is done.", &["Lund | Chairman | current"]),
        ("They will ask Mayor Anna Lund, the officials said.", &["Anna Lund | Mayor | current"]),
        ("Karl Moe was picked by Mayor Anna Lund to succeed Ole Berg as treasurer.", &["Anna Lund | Mayor | current"]),
    ] {
        assert_eq!(roles(text), want, "{text}");
    }
}

#[test]
fn tenure_and_country() {
    for (text, want) in [
        (
            "It was former Holm national security adviser Anna Lund.",
            &["Anna Lund | National Security Advisor | former"][..],
        ),
        (
            "Norway has voted. Prime Minister Anna Lund won most towns of Norway, and Karl Moe, president of a club, lost in Bergen.",
            &["Anna Lund | Prime Minister of Norway | current", "Karl Moe | President | current"],
        ),
        // Of two countries, the one that has such an office, unless it is named in passing only.
        (
            "Norwegian ministers flew to Lisbon and back to Norway. In Norway, Prime Minister Ada Lund waited; President Rui Prata saw them off in Portugal.",
            &["Ada Lund | Prime Minister | current", "Rui Prata | President | current"],
        ),
        (
            "Swedish towns envy Finland. In Finland, as Finnish papers have it, President Ada Lund reads to children.",
            &["Ada Lund | President of Finland | current"],
        ),
        (
            "Swedes, Stockholm, Sweden and the Swedish king: nobody looked to Finland or to the Finnish side. President Ada Lund slept.",
            &["Ada Lund | President | current"],
        ),
        (
            "The United States and America as such: Prime Minister Ada Lund is on her way to Boston.",
            &["Ada Lund | Prime Minister | current"],
        ),
        // Two countries, or two who hold one seat of it: nobody's country is sure.
        (
            "Norway voted, Norwegians said. Prime Minister Anna Lund flew to Denmark.",
            &["Anna Lund | Prime Minister | current"],
        ),
        (
            "Finland voted, the Finnish side said. President Anna Lund met President Karl Moe.",
            &["Anna Lund | President | current", "Karl Moe | President | current"],
        ),
        // Where no other country is named, and this one often, they hold it in turn.
        (
            "Finland voted, as Finland does. In Finland, as Finnish papers have it, President Anna Lund followed President Karl Moe.",
            &["Anna Lund | President of Finland | current", "Karl Moe | President of Finland | current"],
        ),
        ("Ex-Oslo Mayor Anna Lund slept.", &["Anna Lund | Mayor of Oslo | former"]),
        ("Mayor Anna Lund, a fellow conservative, agreed.", &["Anna Lund | Mayor | current"]),
        ("They met with fellow strategist Anna Lund.", &["Anna Lund | Strategist | current"]),
        ("Berg spoke with fellow Rep. Anna Lund, who agreed.", &["Anna Lund | Representative | current"]),
        ("Much of official Washington and George Washington himself agreed.", &[]),
        (
            "Republican National Committee Chairman Anna Lund agreed.",
            &["Anna Lund | Chairman of Republican National Committee | current"],
        ),
        (
            "A member, as National Democratic Committee spokeswoman Anna Lund said, agreed.",
            &["Anna Lund | Spokeswoman of National Democratic Committee | current"],
        ),
        ("Mia Segar/Reuters President Anna Lund greets workers.", &["Anna Lund | President | current"]),
        (
            "Anna Lund, director of the Center for Law at Oslo University, agreed.",
            &["Anna Lund | Director of the Center for Law at Oslo University | current"],
        ),
        (
            "It is so, said National Farmers Union President Anna Lund.",
            &["Anna Lund | President of National Farmers Union | current"],
        ),
        (
            "Senate Intelligence Committee Vice Chair Anna Lund met Vice Foreign Minister Mia Berg.",
            &[
                "Anna Lund | Senate Intelligence Committee Vice Chair | current",
                "Mia Berg | Vice Foreign Minister | current",
            ],
        ),
        ("U.N. Ambassador Anna Lund agreed.", &["Anna Lund | Ambassador to the United Nations | current"]),
        (
            "Anna Lund, co-leader of the Women's March, agreed.",
            &["Anna Lund | Co Leader of the Women's March | current"],
        ),
        ("Sen. Majority Leader Anna Lund agreed.", &["Anna Lund | Majority Leader | current"]),
        ("After it her partner, Anna Lund, agreed.", &[]),
        ("He left CPAC Sen. Anna Lund agreed.", &["Anna Lund | Senator | current"]),
        ("Berg nearly toppled Sen. Anna Lund.", &["Anna Lund | Senator | current"]),
        ("Anna Lund is a professor of information systems.", &["Anna Lund | Professor | current"]),
        ("Kansas GOP chairman Anna Lund agreed.", &["Anna Lund | Chairman of Kansas GOP | current"]),
        ("Indiana mayor Anna Lund agreed.", &["Anna Lund | Mayor | current"]),
        ("Washington mayor Anna Lund agreed.", &["Anna Lund | Mayor of Washington | current"]),
        (
            "U.S. Trade Representative Anna Lund agreed.",
            &["Anna Lund | Trade Representative of the United States | current"],
        ),
        ("Anna Lund, a fellow at the college, agreed.", &["Anna Lund | Fellow | current"]),
        ("The bay was named for King Olav V of Norway in 1957.", &["Olav V | King of Norway | current"]),
    ] {
        assert_eq!(roles(text), want, "{text}");
    }
}

#[test]
fn monarchs_and_popes_with_their_numbers() {
    for (text, want) in [
        (
            "It was read by Popes Pius XII, John XXIII and Paul VI.",
            &["Pius XII | Pope | current", "John XXIII | Pope | current", "Paul VI | Pope | current"][..],
        ),
        (
            "In May King Louis XIII granted it. Like Louis XIII of France, he left.",
            &["Louis XIII | King of France | current"],
        ),
        ("King Charles III opened the house.", &["Charles III | King | current"]),
        ("In 1870 King Carol I met Queen Victoria.", &["Carol I | King | current", "Victoria | Queen | current"]),
        // Those of one throne that the article tells of, and the one country that has a pope.
        (
            "Ola II (1850–1901) reigned as King of Romania. Romania is large. King Ola I had died, and King Egil came.",
            &[
                "Ola II | King of Romania | current",
                "Ola I | King of Romania | current",
                "Egil | King of Romania | current",
            ],
        ),
        (
            "The Vatican keeps letters of Pope John Paul I and Pope Paul VI.",
            &["John Paul I | Pope of Vatican City | current", "Paul VI | Pope of Vatican City | current"],
        ),
    ] {
        assert_eq!(roles(text), want, "{text}");
    }
}

#[test]
fn what_is_named_after_who_leads_it() {
    for (text, want) in [
        (
            "Albania is small. Bread was cheap in Albania under the cabinets of Ada Lund and Ola Berg.",
            &["Ada Lund | Head of Government of Albania | ?", "Ola Berg | Head of Government of Albania | ?"][..],
        ),
        ("Ada Lund spoke. Lund's presidency ended in 2019.", &["Ada Lund | President | ?"]),
        ("It stood still during the presidency of Ada Lund.", &["Ada Lund | President | ?"]),
        ("Ada Lund's government will fall.", &["Ada Lund | Head of Government | ?"]),
        ("Ada Lund's government account was shut.", &[]),
        // A title beside the name says more, and whom a pronoun means is not sure enough.
        ("It hit the cabinet of President Ada Lund.", &["Ada Lund | President | current"]),
        ("Ada Lund asked the envoy about his administration.", &[]),
        // The government of a governor is no country's.
        (
            "Norway and Sweden wait. Norway is near. Gov. Ada Lund left Norway, and Lund's cabinet came.",
            &["Ada Lund | Governor | current", "Ada Lund | Head of Government | ?"],
        ),
    ] {
        assert_eq!(roles(text), want, "{text}");
    }
}

#[test]
fn words_that_describe_a_body_before_its_name() {
    for (text, want) in [
        ("Ada Lund, CEO of tech giant Google, spoke.", "Ada Lund | Chief Executive of Google | current"),
        (
            "Ada Lund, the chief executive of German carmaker Volkswagen, spoke.",
            "Ada Lund | Chief Executive of Volkswagen | current",
        ),
        (
            "Ada Lund was the first president of historically poor Fjord University.",
            "Ada Lund | President of Fjord University | current",
        ),
        ("Ada Lund, editor of a leading Google handbook, spoke.", "Ada Lund | Editor | current"),
        ("The Prime Minister of Norway (Count) Ola Berg came.", "Ola Berg | Prime Minister of Norway | current"),
    ] {
        assert_eq!(roles(text), [want], "{text}");
    }
}

#[test]
fn titles_within_titles_and_names() {
    for (text, want) in [
        ("U.S. Attorney General Ada Lund spoke.", "Ada Lund | Attorney General of the United States | current"),
        ("U.S. Attorney Ada Lund spoke.", "Ada Lund | United States Attorney | current"),
        ("Illinois state Sen. Ada Lund spoke.", "Ada Lund | State Senator of Illinois | current"),
        (
            "Ada Lund was a member of the Ohio State House of Representatives.",
            "Ada Lund | Member of the State House of Representatives of Ohio | current",
        ),
        ("Georgia secretary of state Ada Lund spoke.", "Ada Lund | Secretary of State of Georgia | current"),
        ("German state secretary Ada Lund spoke.", "Ada Lund | State Secretary of Germany | current"),
        (
            "Ada Lund, the U.S. ambassador to the European Union, spoke.",
            "Ada Lund | Ambassador to the European Union of the United States | current",
        ),
        (
            "Ada Lund, a spokeswoman for the Democratic Governors Association, spoke.",
            "Ada Lund | Spokeswoman for the Democratic Governors Association | current",
        ),
        ("Ada Lund, the head of the state-run agency, spoke.", "Ada Lund | Head | current"),
        ("It killed al Qaeda leader Ola Berg.", "Ola Berg | Leader of Al-Qaeda | current"),
        (
            "University President Ola Berg came. America is big, and he likes the United States.",
            "Ola Berg | President | current",
        ),
        (
            "United Nations Under-Secretary-General Ada Lund spoke.",
            "Ada Lund | Undersecretary General of United Nations | current",
        ),
    ] {
        assert_eq!(roles(text), [want], "{text}");
    }
}

#[test]
fn a_verb_is_no_title() {
    assert_eq!(roles("It is unfair to judge Ada Lund."), [""; 0]);
    assert_eq!(roles("It was judge Ada Lund."), ["Ada Lund | Judge | current"]);
}

#[test]
fn leaders_of_parties_and_people_between_commas() {
    for (text, want) in [
        ("Labour leader Ada Lund spoke.", "Ada Lund | Leader of the Labour Party | current"),
        ("Labour Party leader Ada Lund spoke.", "Ada Lund | Leader of the Labour Party | current"),
        ("Lib Dem leader Ola Berg spoke.", "Ola Berg | Leader of the Liberal Democrats | current"),
        ("Democratic leader Ola Berg spoke.", "Ola Berg | Leader | current"),
        ("His brother, Ola Berg, was the president of Peru.", "Ola Berg | President of Peru | current"),
        ("The new prime minister (Ada Lund) came.", "Ada Lund | Prime Minister | current"),
        ("Ada Lund, the first president of newly independent Ghana, came.", "Ada Lund | President of Ghana | current"),
        (
            "The President of the Republic of Kazakhstan Nursultan Abdullaev came.",
            "Nursultan Abdullaev | President of Kazakhstan | current",
        ),
    ] {
        assert_eq!(roles(text), [want], "{text}");
    }
}

#[test]
fn the_country_that_is_named_far_more_than_others() {
    let prime = "Norwegian farmers met in Oslo, Norway. Swedish guests came. Prime Minister Ada Lund spoke.";
    assert_eq!(roles(prime), ["Ada Lund | Prime Minister of Norway | current"]);
    let even = "Norwegian and Swedish farmers met in Norway. Guests came from Sweden. Prime Minister Ada Lund spoke.";
    assert_eq!(roles(even), ["Ada Lund | Prime Minister | current"]);
    let king = "Greek farmers met in Athens, Greece. King Paul II spoke.";
    assert_eq!(roles(king), ["Paul II | King | current"], "a republic");
    let state = "The road runs through Ohio. In Ohio, Gov. Ada Lund opened it.";
    assert_eq!(roles(state), ["Ada Lund | Governor of Ohio | current"]);
    let two = "The road runs through Ohio and Iowa. In Ohio, Gov. Ada Lund opened it.";
    assert_eq!(roles(two), ["Ada Lund | Governor | current"]);
    let named = "She was appointed by the governor of Ohio. Texas had no such law. Gov. Ada Lund opened it.";
    assert_eq!(roles(named), ["Ada Lund | Governor of Ohio | current"]);
}

#[test]
fn other_articles_tell_whose_a_seat_is() {
    let (open, told) = ("President Ada Lund spoke.", "Norwegian President Ada Lund spoke.");
    let of = |texts: &[&str]| roles_of(texts).concat();
    assert_eq!(of(&[open]), "Ada Lund | President | current");
    assert_eq!(roles_of(&[open, told]), ["Ada Lund | President of Norway | current"; 2]);
    assert_eq!(roles_of(&[told, open]), ["Ada Lund | President of Norway | current"; 2]);
    // A surname does where nobody else of that surname holds such a seat elsewhere.
    let surname = "President Lund spoke.";
    assert_eq!(roles_of(&[surname, told])[0], "Lund | President of Norway | current");
    assert_eq!(roles_of(&[surname, told, "Danish President Ola Lund spoke."])[0], "Lund | President | current");
    // Two that differ leave it open; a guess by what the article speaks of gives way.
    let other = "Danish President Ada Lund spoke.";
    assert!(of(&[open, told, other]).starts_with("Ada Lund | President | current"));
    let guess = "Chile has many farmers, and Chile feeds them. President Ada Lund came there.";
    assert_eq!(of(&[guess]), "Ada Lund | President of Chile | current");
    assert_eq!(roles_of(&[guess, told]), ["Ada Lund | President of Norway | current"; 2]);
    // Who once held a seat may hold another by now.
    let former = "Ada Lund is a former president of Norway.";
    assert!(of(&[open, former]).starts_with("Ada Lund | President | current"));
    // Neither what somebody is by trade nor another's seat is told.
    assert!(of(&["President Ola Berg spoke.", told]).starts_with("Ola Berg | President | current"));
    let trade = ["Professor Ada Lund spoke.", "Ada Lund, a professor at Oslo University, spoke."];
    assert!(roles_of(&trade)[0].starts_with("Ada Lund | Professor | "));
}
