use proptest::prelude::*;

use super::*;
use crate::article::{Article, Block, BlockKind, TextMap};
use crate::facts::{Entity, EntityKind};
use crate::source::Span;
use crate::text::word_key;

/// An article whose lines are its paragraphs.
fn article(text: &str) -> Article {
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.find(trimmed).unwrap_or(0);
            blocks.push(Block { kind: BlockKind::Paragraph, span: Span::new(start, start + trimmed.len()) });
        }
        at += line.len();
    }
    Article::new("a.txt", text, TextMap::identity(text.len()), blocks)
}

/// The quotations of a text, a line each: runs joined by ` | `, and how it closes where that is not `yes`.
fn quoted(text: &str) -> Vec<String> {
    let article = article(text);
    let doc = Doc::new(&article);
    find(&doc)
        .iter()
        .map(|m| {
            let words = m.fields.iter().find(|f| f.field == WORDS).expect("every quotation has words");
            let runs: Vec<&str> = words.spans.iter().map(|s| s.of(text)).collect();
            let closed = m.fields.iter().find(|f| f.field == CLOSED).and_then(|f| f.value.as_text()).unwrap_or("");
            let mark = if closed == "yes" { String::new() } else { format!(" ({closed})") };
            format!("{}{mark}", runs.join(" | "))
        })
        .collect()
}

#[test]
fn marks_of_many_kinds() {
    for (text, expected) in [
        ("“We agree,” she said. “It is time.”", &["We agree,", "It is time."][..]),
        ("\"We agree,\" she said. \"It is time.\"", &["We agree,", "It is time."]),
        ("'We agree,' she said. 'It is time.'", &["We agree,", "It is time."]),
        ("‘We agree,’ she said. ‘It is time.’", &["We agree,", "It is time."]),
        ("``We agree,'' she said.", &["We agree,"]),
        ("Er sagte: „Das ist gut“, und ging.", &["Das ist gut"]),
        ("Il a dit : « C’est bien » hier, «puis» rien.", &["C’est bien", "puis"]),
        ("»Das ist gut«, sagte er.", &["Das ist gut"]),
        ("«\u{202f}C’est bien\u{202f}», dit-il.", &["C’est bien"]),
        ("”Det är bra”, sade han.", &["Det är bra"]),
        ("The “historic” deal, a \"win-win\", was 'fair'.", &["historic", "win-win", "fair"]),
        ("He called it “fair\" and “just“ again.", &["fair", "just"]),
        ("(\"Enough!\") and—“no”—and [‘yes’].", &["Enough!", "no", "yes"]),
        ("“We agree. “", &["We agree."]),
        ("They Ã¢â‚¬Ëœagree„ on ‚all‘ „that“.", &["all", "that"]),
        ("It read \" Keep out \" in red.", &["Keep out"]),
        ("<a href=\"x.html\" class=\"y\">“Read on”</a>", &["Read on"]),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

#[test]
fn apostrophes_are_no_marks() {
    for text in [
        "It's the nations' share, and the Joneses' too.",
        "It’s the nations’ share, and the Joneses’ too.",
        "In the '90s and the ’60s, rock 'n' roll was king.",
        "Tell 'em 'twas goin' well; y'all won't.",
        "‘Twas the ‘90s, said Ali ibn ‘Abd al-Aziz.",
        "He is 6'2\" tall and O'Neill's boss; she is 5' 10.",
        "The d'Estaing papers, l’Humanité, rock’n’roll",
        "The ministers’ talks and the states’ aims",
        "Jones’ ’90s look, y’all, and James’ ’tis-the-season mood",
    ] {
        assert_eq!(quoted(text), [""; 0], "{text}");
    }
    for (text, expected) in [
        ("'The nations' share is fair,' he said.", &["The nations' share is fair,"][..]),
        ("‘The nations’ share is fair,’ he said.", &["The nations’ share is fair,"]),
        ("He called the talks' tone 'tense' and the hosts' mood 'good'.", &["tense", "good"]),
        ("He spoke of 'shared goals' and left.", &["shared goals"]),
        ("'It's the boys' turn in the '90s,' he said.", &["It's the boys' turn in the '90s,"]),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

#[test]
fn quotations_in_quotations() {
    for (text, expected) in [
        ("“She told me ‘no’ twice,” he said.", &["She told me ‘no’ twice,"][..]),
        ("\"'No,' she told me,\" he said, \"'never.'\"", &["'No,' she told me,", "'never.'"]),
        ("‘She told me “no” twice,’ he said.", &["She told me “no” twice,"]),
        ("“A ‘b “c” d’ e” f", &["A ‘b “c” d’ e"]),
        ("“The boys’ ‘own’ game’s up,” he said.", &["The boys’ ‘own’ game’s up,"]),
        ("“The ’90s were ‘fun’,” he said.", &["The ’90s were ‘fun’,"]),
        ("Er sagte: „Sie rief ‚Nein‘ und ging“, und schwieg.", &["Sie rief ‚Nein‘ und ging"]),
        ("»Sie rief ›Nein‹ und ging«, sagte er.", &["Sie rief ›Nein‹ und ging"]),
        ("Il a dit : « Elle a dit “non” deux fois », puis rien.", &["Elle a dit “non” deux fois"]),
        // The same mark inside, closed twice or once.
        ("“She told me “no” twice,” he said.", &["She told me “no” twice, (same-mark)"]),
        (
            "'It was agreed to end the 'state of alarm on the border,' she wrote, and left.",
            &["It was agreed to end the 'state of alarm on the border, (same-mark)"],
        ),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

#[test]
fn quotations_over_paragraphs() {
    for (text, expected) in [
        ("“One.\n“Two.\n“Three,” he said.", &["One. | Two. | Three,"][..]),
        ("\"One.\n\"Two,\" he said.\nThree.", &["One. | Two,"]),
        ("‘One, the nations’ share.\n‘Two,’ he said.", &["One, the nations’ share. | Two,"]),
        // The mark is not repeated, but closed.
        ("“One.\nTwo,” he said.", &["One. | Two,"]),
        // Closed and never opened.
        ("It rained. We shall go,” he said. “It is late.”", &["We shall go, (unopened)", "It is late."]),
        ("We shall go,\" he said.\nIt rained.", &["We shall go, (unopened)"]),
        ("It is 6” long,” he said. The bar was 9” wide.", &[]),
        ("The bar was 9” wide, he said.", &[]),
        // Neither repeated nor closed.
        ("He said: “One.\nTwo.\n“Three,” he said.", &["One. (no)", "Three,"]),
        ("“One.", &["One. (no)"]),
        ("„Eins.\n„Zwei“, sagte er.", &["Eins. | Zwei"]),
        ("Er sagte: „Eins.\nZwei.", &["Eins. (no)"]),
        ("Il a dit : « Un.\nDeux.", &["Un. (no)"]),
        ("“We shall go, he said. “It is late.”", &["We shall go, he said. (no)", "It is late."]),
        ("'We shall go,' he said.\n'It's late, he said.", &["We shall go,", "It's late, he said. (no)"]),
    ] {
        assert_eq!(quoted(text), expected, "{text}");
    }
}

/// Mentions for every `[name]` of a text, which is returned without its brackets. `[the mayor=Per Lund]` means somebody by a
/// description, `[the ministry=+Port Ministry]` an organisation.
fn with_people(marked: &str) -> (String, Vec<(Span, String)>) {
    let (mut text, mut people) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find('[') {
        text.push_str(&rest[..at]);
        let end = rest.find(']').expect("every bracket closes");
        let (words, name) = rest[at + 1..end].split_once('=').unwrap_or((&rest[at + 1..end], &rest[at + 1..end]));
        people.push((Span::new(text.len(), text.len() + words.len()), name.to_string()));
        text.push_str(words);
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    (text, people)
}

fn person(first: u32, end: u32, span: Span, name: &str, by: &str) -> Mention {
    let (kind, of, name) = match name.strip_prefix('+') {
        Some(name) => (MentionKind::Organisation, EntityKind::Organisation, name),
        None => (MentionKind::Person, EntityKind::Person, name),
    };
    let value = Value::Entity(Entity { kind: of, name: name.into(), key: word_key(name) });
    Mention { kind, first, end, span, value, fields: Vec::new(), by: Provenance::named(by) }
}

/// The speakers of a text's quotations; `?` before one who is described but not known, `-` for none.
fn speakers(marked: &str) -> Vec<String> {
    let (text, people) = with_people(marked);
    let article = article(&text);
    let doc = Doc::new(&article);
    let people: Vec<Mention> = people
        .iter()
        .map(|(span, name)| {
            let (first, end) = doc.tokens_in(*span);
            let by = if span.of(&text) == name { "names" } else { "coreference" };
            person(first, end, *span, name, by)
        })
        .collect();
    let (people, organisations): (Vec<_>, Vec<_>) = people.into_iter().partition(|m| m.kind == MentionKind::Person);
    let mut quotes = find(&doc);
    attribute(&doc, &mut quotes, &people, &organisations.iter().collect::<Vec<_>>(), &[]);
    quotes
        .iter()
        .map(|q| match q.fields.iter().find(|f| f.field == SPEAKER) {
            None => "-".to_string(),
            Some(f) => match &f.value {
                Value::Entity(e) => e.name.to_string(),
                _ => format!("?{}", f.spans[0].of(&text)),
            },
        })
        .collect()
}

#[test]
fn speakers_beside_their_words() {
    for (text, expected) in [
        ("“We agree,” [Lund] said.", &["Lund"][..]),
        ("“We agree,” one [Lund] ally said.", &["?one Lund ally"]),
        ("“We agree,” said [Lund].", &["Lund"]),
        ("``One,'' said [Lund]. ``Two.''", &["Lund", "Lund"]),
        ("“We agree,” [Per Lund], the mayor of Dorn, said.", &["Per Lund"]),
        ("“We agree,” the mayor, [Per Lund], said.", &["Per Lund"]),
        ("“We agree,” said the mayor of Dorn, [Per Lund].", &["Per Lund"]),
        ("“We agree,” [he=Per Lund] said.", &["Per Lund"]),
        ("“We agree,” [the minister=Per Lund] added on Monday.", &["Per Lund"]),
        ("“We agree,” Defence Minister [Per Lund] has repeatedly said.", &["Per Lund"]),
        ("“We agree,” said Dorn’s former defence minister [Per Lund].", &["Per Lund"]),
        ("“We agree?” [Lund] asked. “Why?”", &["Lund", "Lund"]),
        ("“We agree ‘in full,’” [Lund] said.", &["Lund"]),
        ("“We agree,” according to [Lund].", &["Lund"]),
        ("“We agree,” said [Lund]. “All of us.” Then [Berg] left.", &["Lund", "Lund"]),
        ("[Lund] told the council: “We agree.”", &["Lund"]),
        ("[Lund], who met [Berg] on Sunday, told the council that the plan was “a disaster.”", &["Lund"]),
        ("On Monday, [Lund] called the plan “a disaster”.", &["Lund"]),
        ("[Lund] opened the talks, declaring that Dorn had “a plan” for “all”.", &["Lund", "Lund"]),
        ("[Lund]: “We agree.”", &["Lund"]),
        ("The plan was “a disaster” for the city, [Lund] said.", &["Lund"]),
        ("The plan was called “a disaster” by [Lund].", &["Lund"]),
        ("[Lund]’s call for “a new order” was heard.", &["Lund"]),
        ("[Lund] said [Berg] had called it “fair”.", &["Berg"]),
        ("What [Lund] described as a “fair deal” failed.", &["Lund"]),
        ("“We agree,” said [Will Doran], a farmer.", &["Will Doran"]),
        ("The mayor ([Per Lund], who came from Dorn, once said “we agree”) left.", &["Per Lund"]),
        ("[Lund] issued a statement saying the plan was “fair”.", &["Lund"]),
        ("[Lund] saw angry protesters chanting “out”.", &["?protesters"]),
        ("The paper quoted [Lund] as saying “we agree”.", &["Lund"]),
        ("[Per Lund] (H-Dorn) said “we agree” and left.", &["Per Lund"]),
        ("Said [Lund], who came from Dorn, “We agree.”", &["Lund"]),
        ("[Lund] leaned in and boomed: “We agree.”", &["Lund"]),
        ("[Lund] said he was not going to “bow to Dorn”.", &["Lund"]),
        // Verbs that no list has, and two words for one.
        ("“We agree!” beamed [Per Lund], who had won.", &["Per Lund"]),
        ("“We agree,” [she=Mia Berg] trilled.", &["Mia Berg"]),
        ("[Lund] shot back, “We never agreed.”", &["Lund"]),
        // A comma is missing.
        ("“We shall all agree on it” [Lund] said after the talks.", &["Lund"]),
        ("“We agree,” [Per Lund], the man who runs Dorn Harbour told the Post.", &["Per Lund"]),
        // Clauses and brackets beside the subject.
        ("[Lund] — a teacher from Dorn — said the plan was “dead”.", &["Lund"]),
        ("It was [Lund] (H-Dorn), who told the paper that the plan was “dead”.", &["Lund"]),
        ("The port is shut, with [Lund] saying it was “the end”.", &["Lund"]),
        ("Speaking in Dorn, Harbourland, [Lund] shrugged, calling it “a mess”.", &["Lund"]),
        ("Asked about it, [Lund] called the plan “a mess”.", &["Lund"]),
        ("A month later, [Lund] left, calling the plan “a mess”.", &["Lund"]),
        ("[Lund] claimed on Monday in front of the whole council of the town of Dorn that it was “over”.", &["Lund"]),
        // An utterance and whose it is.
        ("[Lund]’s answer was that it was “a mess”.", &["Lund"]),
        ("[Berg] said [Lund]’s comments “are a mess”.", &["Berg"]),
        ("[Lund] stood by [his=Lund] comment that “nobody pays”.", &["Lund"]),
        // What stands between two pieces, and a sentence that ends with its speaker.
        ("“One thing is sure,” [Lund] said on “Harbour Hour.” “We pay.”", &["Lund", "-", "Lund"]),
        ("The bridge will stay open, [Lund] said. “It is safe.”", &["Lund"]),
    ] {
        assert_eq!(speakers(text), expected, "{text}");
    }
}

#[test]
fn speakers_that_are_not_known() {
    for (text, expected) in [
        ("“We agree,” said one expert based in Dorn.", &["?one expert based in Dorn"][..]),
        ("“We agree,” a spokesman for [Lund] said.", &["?a spokesman for Lund"]),
        ("“We agree,” said [Lund]’s spokesman.", &["?Lund’s spokesman"]),
        ("“We agree,” [Lund] and [Berg] said.", &["?Lund and Berg"]),
        ("“We agree,” he said.", &["?he"]),
        ("“We agree,” federal prosecutors wrote in the paper.", &["?prosecutors"]),
        ("A friend referred to him as “the best of us all”.", &["?A friend"]),
        ("They carried signs that said “go home to Dorn”.", &["?signs"]),
        ("Harbour office accused of “the worst neglect”.", &["-"]),
        ("The “historic” deal was signed in the “Red Room” by [Lund].", &["-", "-"]),
        ("[Lund] did not say “sorry”.", &["-"]),
        ("[Lund] did not call the plan “a total wreck”.", &["-"]),
        ("[Lund]’s remarks were “a disgrace”.", &["-"]),
        ("[Lund] told [Berg] on “The Morning Show” that [Lund]’s “Big Book of Fish” was done.", &["-", "-"]),
        ("[Lund] would say “sorry” if asked.", &["-"]),
        ("[Lund] was told that the plan was “dead”.", &["-"]),
        ("[Lund] was told by [Berg] that the plan was “dead”.", &["Berg"]),
        ("The deal is “historic”, and [Lund] said that it is new.", &["-"]),
    ] {
        assert_eq!(speakers(text), expected, "{text}");
    }
}

#[test]
fn organisations_speak() {
    for (text, expected) in [
        ("The [Ministry=+Port Ministry] said the quay was “safe”.", "Port Ministry"),
        ("“We agree,” said the [Ministry=+Port Ministry].", "Port Ministry"),
        ("The press release from the [Ministry=+Port Ministry] praised the “calm” of the port.", "Port Ministry"),
        ("A statement by the [Ministry=+Port Ministry] on Monday said it was “safe”.", "Port Ministry"),
        ("The [Ministry=+Port Ministry]’s latest statement said it was “safe”.", "Port Ministry"),
        ("A [Ministry=+Port Ministry] press release said it was “safe”.", "Port Ministry"),
        // Somebody of it is not it, nor are two one.
        ("A [Ministry=+Port Ministry] spokesman said it was “safe”.", "?A Ministry spokesman"),
        ("An officer of the [Ministry=+Port Ministry] said it was “safe”.", "?An officer of the Ministry"),
        ("The [Ministry=+Port Ministry] and [Lund]’s paper said it was “safe”.", "?The Ministry and Lund’s paper"),
        ("The [Ministry=+Port Ministry] and [Radio=+Dorn Radio] said it was “safe”.", "?The Ministry and Radio"),
        ("A report on the [Ministry=+Port Ministry] said it was “safe”.", "?A report on the Ministry"),
    ] {
        assert_eq!(speakers(text), [expected], "{text}");
    }
}

/// The quotations that become facts.
fn said(marked: &str) -> Vec<String> {
    let (text, people) = with_people(marked);
    let article = article(&text);
    let doc = Doc::new(&article);
    let people: Vec<Mention> = people
        .iter()
        .map(|(span, name)| {
            let (first, end) = doc.tokens_in(*span);
            person(first, end, *span, name, "names")
        })
        .collect();
    let mut quotes = find(&doc);
    attribute(&doc, &mut quotes, &people, &[], &[]);
    quotes.iter().filter(|q| !q.fields.is_empty()).map(|q| q.span.of(&text).to_string()).collect()
}

#[test]
fn titles_and_terms_are_said_by_nobody() {
    for (text, expected) in [
        ("[Lund] spoke on “Harbour Hour” and sang.", &[][..]),
        ("In her memoir, “Tides,” [Lund] tells of Dorn.", &[]),
        ("[Lund], the author of “Stone Bridges,” said it was over.", &[]),
        ("The film “Salt” and “The Long Winter” were shown.", &[]),
        ("[Lund] told Dorn TV’s “Early Harbour” that the plan was “dead”.", &["dead"]),
        ("It was a “swing” town in a “no harbour” county.", &[]),
        ("The “Long Winter Peace” held.", &[]),
        ("“Salt and Bread” is a play.", &[]),
        ("[Lund] was on Dorn TV’s “Harbour,” [Lund] said.", &[]),
        ("“Ferry runs aground off Dorn harbour,” by Mia Berg.", &[]),
        ("It is in “Bread and Salt,” a novel about Dorn.", &[]),
        ("[Lund], known as “Red Jack,” left.", &[]),
        ("[Lund] spoke on “Mornings with Red Jack” and sang.", &[]),
        ("[Lund] told “Mornings with Red Jack” that it rained.", &[]),
        ("The “remain in Dorn” policy failed, [Lund] said.", &[]),
        ("The “deeply flawed” policy failed, [Lund] said.", &["deeply flawed"]),
        ("Aptly termed “harbour fatigue,” it is common.", &[]),
        ("[Lund] used “loose ends” to prove it.", &[]),
        ("[Lund] used the words “loose ends” of it.", &["loose ends"]),
        (
            "“We pay,” [Lund] said. “We all do.”\n‘A Bridge Too Many’\n“We do,” he said.",
            &["We pay,", "We all do.", "We do,"],
        ),
        // Somebody's words: a speaker, a medium, a sentence.
        ("[Lund] called it a “swing” town.", &["swing"]),
        ("The release spoke of a “swing” in a statement on X.", &["swing"]),
        (
            "“Never!”
The crowd had one message: “Go home.”",
            &["Never!", "Go home."],
        ),
        ("It was the plan that “nobody had wanted to see”.", &["nobody had wanted to see"]),
        // A missing mark is told whatever it marks.
        ("The “swing town was poor.", &["swing town was poor."]),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn speeches_that_go_on() {
    for (text, expected) in [
        ("“One,” [Lund] said. “Two. Three.”\n“Four,” [he=Lund] added.", &["Lund", "Lund", "Lund"][..]),
        ("“One,” [Lund] said.\n“Two.”\n“Three.”", &["Lund", "Lund", "Lund"]),
        ("“One,” [Lund] said, “two,” and [Berg] said: “Three.”", &["Lund", "Lund", "Berg"]),
        ("“One,” [Lund] said.\nIt rained.\n“Two.”", &["Lund", "-"]),
        ("[Lund] criticised the plan. “It is bad.”", &["Lund"]),
        ("[Lund] criticised the plan.\n“It is bad.”", &["Lund"]),
    ] {
        assert_eq!(speakers(text), expected, "{text}");
    }
}

#[test]
fn media() {
    for (text, expected) in [
        ("In a statement on X, Lund spoke of “peace”.", Some(("X", "X"))),
        ("Lund wrote a cryptic post on X. “Peace,” he wrote.", Some(("X", "X"))),
        ("“Peace,” Lund tweeted.", Some(("X", "tweeted"))),
        ("The ministry’s Telegram channel spoke of “peace”.", Some(("Telegram", "Telegram"))),
        ("The press release called it “fair”.", Some(("press release", "press release"))),
        ("In an interview with the Post, Lund said it was “fair”.", Some(("interview", "interview"))),
        ("This statement shows how “fair” it is.", None),
        ("The Post called it “fair” on x-ray day.", None),
        ("“This statement is false,” Lund said.", None),
        ("“It constricts debate,” suggests the letter.", Some(("letter", "letter"))),
        ("Lund said so in a 2019 interview: “Enough.”", Some(("interview", "interview"))),
        ("“Enough,” Lund said in a series of tweets.", Some(("X", "tweets"))),
        ("Lund mocked the “shrill” tone in anti-free-speech circles and post-debate talk.", None),
        ("The letter denounces “shaming”.", Some(("letter", "letter"))),
        ("Their statement urged the council to “stand firm”.", Some(("statement", "statement"))),
        ("Lund released a long statement saying “enough”.", Some(("statement", "statement"))),
        ("“Enough,” a statement posted to Facebook said.", Some(("Facebook", "Facebook"))),
        ("Lund stood by his statement issued in May that it was “fair”.", Some(("statement", "statement"))),
        ("The press release from Dorn praised the “calm”.", Some(("press release", "press release"))),
        ("Lund found Berg’s speech “heartwarming”.", None),
        ("Lund said the memo “has nothing to do with it”.", None),
        ("“Enough,” Lund said in Dorn, where he gave a speech.", None),
        ("Berg saw in the names a proof that the blog was hacked. Lund called it “fair”.", None),
        ("Lund was praised after the interview for being “brave”.", None),
        ("Berg answered Lund’s speech by saying that he “won’t be arrested”.", None),
        ("Asked about the mayor, whom a reporter had tweeted about in a long quarrel, Lund said it was “over”.", None),
        ("“It is over,” said Lund of the long quarrel with the mayor, about whom a reporter had tweeted.", None),
    ] {
        let doc = Doc::of_text(text);
        let mut quotes = find(&doc);
        attribute(&doc, &mut quotes, &[], &[], &[]);
        let medium = quotes[0].fields.iter().find(|f| f.field == MEDIUM);
        let found = medium.map(|f| (f.value.as_text().unwrap_or(""), f.spans[0].of(text)));
        assert_eq!(found, expected, "{text}");
    }
}

proptest! {
    #[test]
    fn any_marks_give_ordered_spans(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "\"", "'", "“", "”", "‘", "’", "„", "«", "»", "`", "‹", "›", " ", " ", "\n", "a", "nations", "said", " said ",
                ", ", ". ", "é", "—", "90s", "?", "=", "(", "6", "Lund", " Lund ", "who ", "according to ", " by ", "to ",
                "The ", "saying ", "’s ", "call for ", ": ", "and ", "On X ", "not ", "was ", "called ",
            ]),
            0..60,
        )
    ) {
        let text = parts.concat();
        let article = article(&text);
        let doc = Doc::new(&article);
        let people: Vec<Mention> = (0..doc.tokens.len() as u32)
            .filter(|&i| doc.word(i) == "Lund")
            .map(|i| person(i, i + 1, doc.span(i, i + 1), "Lund", "names"))
            .collect();
        let mut last = 0;
        let mut quotes = find(&doc);
        attribute(&doc, &mut quotes, &people, &[], &[]);
        for m in quotes {
            prop_assert!(m.span.start >= last && m.first < m.end);
            prop_assert!(!m.span.of(&text).is_empty());
            last = m.span.end;
            for f in &m.fields {
                for s in &f.spans {
                    prop_assert!(f.field != WORDS || m.span.contains(*s));
                    prop_assert!(text.is_char_boundary(s.start as usize) && text.is_char_boundary(s.end as usize));
                }
            }
            prop_assert!(m.fields.is_sorted_by_key(|f| f.field));
        }
    }
}

/// Twice the marks take about twice the time: an unbounded search would take minutes here.
#[test]
fn many_marks_end_soon() {
    for pattern in ["\"a ", "'a ", "“a ", "‘a, said ", "'s ", "a' ", "“a ‘b ", "'A, \"b "] {
        let text = pattern.repeat(20_000);
        let doc = Doc::of_text(&text);

        let mut quotes = find(&doc);
        attribute(&doc, &mut quotes, &[], &[], &[]);
    }
}
