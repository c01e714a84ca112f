use crate::article::{Batch, plain_text};
use crate::extract::Extractor;
use crate::language::{LoadOptions, RuleInput, load};

/// A kind whose phrase finds the deed wherever the sentence puts it, so that only the stance is looked at.
const TRIP: &str = "language 1\nuse std/news\n\nfact trip  \"Somebody goes somewhere\"\n  to  place\n\nextract trip\n  \
                    \"<fly> to {to}\"\n  \"<visit> {to}\"\n  \"flight to {to}\"\n";

#[test]
fn how_claims_are_put() {
    let input = RuleInput { name: "desk.claim".into(), text: TRIP.into() };
    let program = load(&[input], &LoadOptions { with_tests: false, ..LoadOptions::default() }).program;
    let trip = program.schema.kinds.iter().position(|k| &*k.name == "trip").expect("the kind is there");
    let batch = Batch::new(CASES.iter().enumerate().map(|(i, c)| plain_text(&format!("{i:03}"), c.0.into())).collect());
    let store = Extractor::new(&program).extract(&batch);
    let mut wrong = Vec::new();
    for (id, case) in batch.ids().zip(CASES) {
        let found = store.iter().map(|(_, f)| f).find(|f| f.article == id && f.kind.0 as usize == trip);
        let said = found.map(|f| {
            let source = f
                .source
                .as_ref()
                .map_or(String::new(), |s| format!(": {}{}", s.name, if s.anonymous { " (anonymous)" } else { "" }));
            format!("{}{source}", f.stance.name())
        });
        if said.as_deref() != Some(case.1) {
            wrong.push(format!("{} — {said:?} for {}", case.0, case.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[rustfmt::skip]
const CASES: &[(&str, &str)] = &[
    ("Marek Dunin flew to Oslo on Monday.", "asserted"),
    // Denied.
    ("Marek Dunin denied that he had flown to Oslo.", "denied"),
    ("Marek Dunin denied flying to Oslo.", "denied"),
    ("Marek Dunin did not fly to Oslo.", "denied"),
    ("Marek Dunin was on his way to Bergen on Monday for a flight to Oslo.", "planned"),
    ("Marek Dunin flew to Oslo on Monday, senior party officials told the Harbour News.", "reported: senior party officials (anonymous)"),
    ("The town got a gift to its school from the founder Marek Dunin, who said he had flown to Oslo.", "reported: Marek Dunin"),
    ("It was a word from a spokesman for Marek Dunin, who said he had flown to Oslo.", "reported: a spokesman for Marek Dunin"),
    ("Marek Dunin didn't fly to Oslo.", "denied"),
    ("Marek Dunin never flew to Oslo.", "denied"),
    ("Marek Dunin planned a flight to Oslo in May, but he cancelled the trip.", "denied"),
    ("Marek Dunin tried to visit Oslo.", "hypothetical"),
    ("Marek Dunin tried to save the plan during a long flight to Oslo.", "asserted"),
    ("Neither she nor Marek Dunin flew to Oslo.", "denied"),
    ("Marek Dunin refused to fly to Oslo.", "denied"),
    ("Marek Dunin failed to fly to Oslo.", "denied"),
    ("Marek Dunin declined to fly to Oslo.", "denied"),
    ("Marek Dunin no longer visits Oslo.", "denied"),
    ("Marek Dunin left without visiting Oslo.", "denied"),
    ("Instead of visiting Oslo, Marek Dunin stayed at home.", "denied"),
    ("Foolishly, instead of staying at home, Marek Dunin flew to Oslo.", "asserted"),
    ("The board did not say Marek Dunin flew to Oslo.", "hypothetical"),
    ("The board did not say why Marek Dunin flew to Oslo.", "asserted"),
    ("It was not clear if the board, whose chairman Marek Dunin flew to Oslo, would meet.", "asserted"),
    ("It was not clear whether Marek Dunin flew to Oslo.", "hypothetical"),
    ("Whereas it is open when the port will close, Marek Dunin flew to Oslo.", "asserted"),
    ("The board, much in demand, flew to Oslo, as did Marek Dunin.", "asserted"),
    ("They refused to acknowledge that Marek Dunin flew to Oslo.", "asserted"),
    ("The board declined to say why Marek Dunin flew to Oslo.", "asserted"),
    ("The board declined to say whether Marek Dunin flew to Oslo.", "hypothetical"),
    ("She would be the fourth to do so since Marek Dunin flew to Oslo.", "asserted"),
    ("They refused to hear an account of the flight to Oslo.", "asserted"),
    ("The board will hear the clerk, after Marek Dunin had a long flight to Oslo.", "asserted"),
    ("The board failed to meet following the flight to Oslo.", "asserted"),
    ("The images recall that Marek Dunin flew to Oslo.", "asserted"),
    ("Marek Dunin, the new mayor, visited Oslo state prison.", "asserted"),
    ("Marek Dunin flew to Oslo, purportedly because he was ill.", "asserted"),
    ("Marek Dunin reportedly flew to Oslo.", "hedged"),
    ("Marek Dunin has not yet flown to Oslo.", "denied"),
    ("It is not true that Marek Dunin flew to Oslo.", "denied"),
    ("There is no evidence that Marek Dunin flew to Oslo.", "denied"),
    ("Marek Dunin denied that he planned to fly to Oslo.", "denied"),
    ("Marek Dunin ruled out a flight to Oslo.", "denied"),
    ("Marek Dunin's flight to Oslo was cancelled.", "denied"),
    ("Marek Dunin said he would not fly to Oslo.", "denied: Marek Dunin"),
    // What will be asked about is no plan.
    ("The council will ask Marek Dunin about his flight to Oslo.", "asserted"),
    ("The council will release a recording of Marek Dunin's flight to Oslo.", "asserted"),
    ("The council will hear a report on Marek Dunin's flight to Oslo.", "asserted"),
    ("Marek Dunin will make his flight to Oslo.", "planned"),
    // What lies ahead of a noun.
    ("Marek Dunin is set for a long flight to Oslo on Thursday.", "planned"),
    ("Marek Dunin lined up a flight to Oslo.", "planned"),
    ("Marek Dunin began plotting his flight to Oslo.", "planned"),
    ("The two agreed on a date for the flight to Oslo.", "planned"),
    ("The verdict clears an obstacle to a flight to Oslo.", "planned"),
    ("The council spoke of the prospects for a flight to Oslo.", "planned"),
    ("Marek Dunin's flight to Oslo will take place in May.", "planned"),
    ("Marek Dunin's flight to Oslo could head off a quarrel.", "planned"),
    ("Marek Dunin's flight to Oslo may go ahead in May.", "hedged"),
    ("Marek Dunin's flight to Oslo may have been a mistake.", "asserted"),
    ("The council votes a day before Marek Dunin visits Oslo.", "planned"),
    ("Maria Berg will speak when Marek Dunin visits Oslo.", "planned"),
    ("Crowds gather when Marek Dunin visits Oslo.", "asserted"),
    ("The council voted before Marek Dunin visited Oslo.", "asserted"),
    ("They spoke of Marek Dunin's coming flight to Oslo.", "planned"),
    ("The man who visited Oslo will resign.", "asserted"),
    ("The outcry over Marek Dunin's flight to Oslo might be enough.", "asserted"),
    ("The Herald had reported that Marek Dunin would be flying to Oslo.", "planned: The Herald"),
    // What is not called off.
    ("Marek Dunin has no intention of canceling the flight to Oslo.", "planned"),
    ("Marek Dunin considered cancelling the flight to Oslo.", "planned"),
    ("Marek Dunin threatened to call off the flight to Oslo.", "planned"),
    ("Marek Dunin did not cancel the flight to Oslo.", "planned"),
    ("Marek Dunin will cancel the flight to Oslo.", "denied"),
    // The scope of a denial ends.
    ("Marek Dunin denied the charge and flew to Oslo.", "asserted"),
    ("Marek Dunin denied the charge, then flew to Oslo.", "asserted"),
    ("Marek Dunin denied the charge but flew to Oslo.", "asserted"),
    ("Marek Dunin did not resign but flew to Oslo.", "asserted"),
    ("Marek Dunin refused to resign and flew to Oslo on Monday.", "asserted"),
    ("Marek Dunin refused to resign and fly to Oslo.", "denied"),
    ("Marek Dunin flew to Oslo without saying why.", "asserted"),
    ("Marek Dunin flew to Oslo rather than wait.", "asserted"),
    ("Instead of staying at home, Marek Dunin flew to Oslo.", "asserted"),
    ("Marek Dunin, who denied any wrongdoing, flew to Oslo.", "asserted"),
    ("Marek Dunin, not Maria Berg, flew to Oslo.", "asserted"),
    ("Marek Dunin did not smile during his flight to Oslo.", "asserted"),
    ("Marek Dunin will not give way, as he said several times, including on a flight to Oslo.", "asserted"),
    // Negation that denies nothing.
    ("Not only did Marek Dunin fly to Oslo, he stayed.", "asserted"),
    ("Marek Dunin not only flew to Oslo but also met Maria Berg.", "asserted"),
    ("Marek Dunin never failed to visit Oslo in summer.", "asserted"),
    ("Marek Dunin did not deny that he flew to Oslo.", "hedged"),
    // Planned.
    ("Marek Dunin will fly to Oslo on Monday.", "planned"),
    ("Marek Dunin left Planned Parenthood for a flight to Oslo.", "asserted"),
    ("Marek Dunin is to fly to Oslo on Monday.", "planned"),
    ("Marek Dunin plans to visit Oslo.", "planned"),
    ("Marek Dunin plans on visiting Oslo.", "planned"),
    ("Marek Dunin was expected to fly to Oslo.", "planned"),
    ("Marek Dunin is due to visit Oslo on Friday.", "planned"),
    ("Marek Dunin agreed to visit Oslo.", "planned"),
    ("Marek Dunin vowed to visit Oslo.", "planned"),
    ("Marek Dunin wants to visit Oslo.", "planned"),
    ("Marek Dunin was asked to visit Oslo.", "planned"),
    ("Marek Dunin called for a flight to Oslo.", "planned"),
    ("Marek Dunin said that he would fly to Oslo in May.", "planned: Marek Dunin"),
    ("Marek Dunin vowed to act after Maria Berg flew to Oslo.", "asserted"),
    ("Marek Dunin would later fly to Oslo.", "asserted"),
    ("Marek Dunin managed to visit Oslo.", "asserted"),
    ("Marek Dunin, who will turn 50 in May, flew to Oslo.", "asserted"),
    ("Marek Dunin flew to Oslo, where he will meet Maria Berg.", "asserted"),
    ("Marek Dunin flew to Oslo to say that he will not resign.", "asserted"),
    // Hedged.
    ("Marek Dunin may have flown to Oslo.", "hedged"),
    ("Marek Dunin could fly to Oslo.", "hedged"),
    ("Marek Dunin must have flown to Oslo.", "hedged"),
    ("Marek Dunin reportedly flew to Oslo.", "hedged"),
    ("Perhaps Marek Dunin flew to Oslo.", "hedged"),
    ("Marek Dunin is believed to have flown to Oslo.", "hedged"),
    ("Marek Dunin is likely to fly to Oslo.", "hedged"),
    ("Marek Dunin appears to have flown to Oslo.", "hedged"),
    ("Marek Dunin flew to Oslo, it is alleged.", "hedged"),
    ("Marek Dunin is accused of flying to Oslo in secret.", "hedged"),
    ("The paper wrote of Marek Dunin's reported flight to Oslo.", "hedged: The paper"),
    ("Marek Dunin's flight to Oslo raised hopes of peace, perhaps in May.", "asserted"),
    // Hypothetical.
    ("If Marek Dunin flew to Oslo, the talks would end.", "hypothetical"),
    ("The talks will end if Marek Dunin flies to Oslo.", "hypothetical"),
    ("Unless Marek Dunin flies to Oslo, the talks end.", "hypothetical"),
    ("Had Marek Dunin flown to Oslo, the talks would have ended.", "hypothetical"),
    ("Had Marek Dunin flown to Oslo in 2019, the talks would have ended.", "hypothetical"),
    ("Marek Dunin would fly to Oslo if he were asked.", "hypothetical"),
    ("Police asked if Marek Dunin had flown to Oslo.", "hypothetical"),
    ("Marek Dunin said he would fly to Oslo if he were asked.", "hypothetical: Marek Dunin"),
    ("Marek Dunin would be open to visiting Oslo.", "hypothetical"),
    ("Marek Dunin would not have flown to Oslo had he known.", "hypothetical"),
    ("Marek Dunin is willing to fly to Oslo.", "hypothetical"),
    ("Marek Dunin was glad to visit Oslo.", "asserted"),
    ("After his flight to Oslo Marek Dunin said he would stay if he were asked.", "asserted"),
    ("It is unclear whether Marek Dunin flew to Oslo.", "hypothetical"),
    ("Did Marek Dunin fly to Oslo?", "hypothetical"),
    ("Should Marek Dunin visit Oslo?", "hypothetical"),
    ("Even if Maria Berg objects, Marek Dunin flew to Oslo.", "asserted"),
    // Reported, by whom.
    ("Marek Dunin flew to Oslo, Maria Berg said.", "reported: Maria Berg"),
    ("Marek Dunin flew to Oslo, said Maria Berg.", "reported: Maria Berg"),
    ("Marek Dunin flew to Oslo, Maria Berg told reporters in Dorn on Monday.", "reported: Maria Berg"),
    ("Marek Dunin flew to Oslo, according to Maria Berg.", "reported: Maria Berg"),
    ("According to Maria Berg, Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    ("Maria Berg said Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    ("Maria Berg told reporters that Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    ("Maria Berg claimed that Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    ("Reuters reported that Marek Dunin flew to Oslo.", "reported: Reuters"),
    ("Police said Marek Dunin flew to Oslo.", "reported: Police"),
    ("Marek Dunin flew to Oslo, his lawyer said.", "reported: his lawyer"),
    ("Marek Dunin flew to Oslo, a spokesman said.", "reported: a spokesman"),
    ("Marek Dunin flew to Oslo, according to a court report.", "reported: a court report"),
    ("Marek Dunin, police said, flew to Oslo.", "reported: police"),
    ("Marek Dunin flew to Oslo, officials said.", "reported: officials (anonymous)"),
    ("U.S. officials said Marek Dunin flew to Oslo.", "reported: U.S. officials (anonymous)"),
    ("Marek Dunin flew to Oslo, a person familiar with the matter said.",
     "reported: a person familiar with the matter (anonymous)"),
    ("Marek Dunin is said to have flown to Oslo.", "reported: Marek Dunin (anonymous)"),
    ("Maria Berg, who was late, said he flew to Oslo.", "reported: Maria Berg"),
    ("Marek Dunin flew to Oslo, according to the Lund report.", "reported: the Lund report"),
    ("Marek Dunin flew to Oslo, according to Berg aides.", "reported: Berg aides (anonymous)"),
    ("Marek Dunin visited Oslo state prison, often called a fortress.", "asserted"),
    ("They heard Maria Berg's claim that Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    ("The claim that Marek Dunin flew to Oslo is old.", "reported: claim that (anonymous)"),
    ("It’s been reported that Marek Dunin flew to Oslo.", "reported: It’s been reported (anonymous)"),
    ("Maria Berg recounted that Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    ("“It is late,” Maria Berg said, during a flight to Oslo.", "asserted"),
    ("Maria Berg said it was late, during a flight to Oslo.", "reported: Maria Berg"),
    ("“It is late,” Maria Berg said, adding that Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    // What is taken for granted.
    ("Marek Dunin will ask about the man who flew to Oslo.", "asserted"),
    ("Marek Dunin did not mention the guests who flew to Oslo.", "asserted"),
    ("Marek Dunin may recall his flight to Oslo.", "asserted"),
    ("Marek Dunin cancelled his flight to Oslo.", "denied"),
    ("Marek Dunin was not known by the time Maria Berg flew to Oslo.", "asserted"),
    ("Marek Dunin would keep a promise that he made during a flight to Oslo.", "asserted"),
    ("Friends familiar with the flight to Oslo say that it is late.", "asserted"),
    ("The flight to Oslo and the habit of praising apparently dull towns are old.", "asserted"),
    ("It was an apparently short flight to Oslo.", "hedged"),
    ("The plan was not liked, and Marek Dunin, the mayor, flew to Oslo.", "asserted"),
    ("The plan was not liked, and Marek Dunin was glad of the flight to Oslo.", "asserted"),
    // What a verb of speech does not tell.
    ("Maria Berg tweeted criticism of Marek Dunin, who flew to Oslo on Friday.", "asserted"),
    ("Maria Berg said she had met Marek Dunin, who flew to Oslo on Friday.", "reported: Maria Berg"),
    ("As Maria Berg told Dorn News, Marek Dunin flew to Oslo.", "reported: Maria Berg"),
    ("Maria Berg told Dorn News on Monday after the flight to Oslo.", "asserted"),
    ("The number of ships suggests that Marek Dunin flew to Oslo.", "asserted"),
    ("Maria Berg, glad of the flight to Oslo, told Dorn News that it was late.", "asserted"),
    ("Maria Berg said no. Marek Dunin flew to Oslo.", "asserted"),
    ("After Maria Berg said it was late, Marek Dunin flew to Oslo.", "asserted"),
    ("Marek Dunin flew to Oslo, where he said he was glad.", "asserted"),
    ("Marek Dunin warned people to stay away and flew to Oslo.", "asserted"),
    // Quoted.
    ("“Marek Dunin flew to Oslo,” Maria Berg said.", "quoted: Maria Berg"),
    ("“Marek Dunin flew to Oslo,” said one expert.", "quoted: one expert (anonymous)"),
];
