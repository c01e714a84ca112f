//! From articles to facts.
//!
//! One article: words → dates, quantities, quotations, names, offices (each a [`Mention`]) → roles by phrases →
//! who "the minister" and "he" are → everything else by phrases → stance. Then the batch: names that mean one
//! person are made one.

pub mod acronyms;
mod among;
mod batch;
pub mod coreference;
pub mod dates;
mod few;
pub mod link;
mod mention;
pub mod names;
pub mod offices;
mod paraphrases;
pub mod passages;
pub mod phrases;
pub mod quantities;
pub mod quotes;
pub mod retellings;
pub mod seats;
mod stance;
pub mod words;

pub use batch::Joined;
pub use mention::{Mention, MentionKind};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::article::{Article, ArticleDate, ArticleId, Batch, BlockKind};
use crate::facts::{
    Attribution, Fact, FactStore, FieldId, FieldValue, Granularity, KindId, Provenance, Stance, Text, Value, native,
};
use crate::language::{Program, Tenure};
use crate::source::Span;
use crate::text::Doc;
use names::{Families, Lexicon, Spoken};
use offices::RoleNames;
use paraphrases::Matter;
use passages::OwnWords;
use phrases::{Context, Matcher, Mentions, Target, Walk};
use retellings::Ends;
use stance::{Quoted, Stances};

/// Tenures from which on the words of a batch are looked through first.
const LARGE_RECORD: usize = 2_000;

/// Bytes of text from which on the lists of names are made ready for many look-ups.
const LARGE_BATCH: usize = 100_000;

/// What one article says, before it is set beside others.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Extracted {
    pub facts: Vec<Fact>,
    own: OwnWords,
    ends: Vec<Ends>,
    /// What its sentences speak of.
    matter: Vec<Matter>,
}

/// What is read of the roles of a large record: made anew, or kept from another run.
pub trait OfRoles: Sync {
    fn names(&self, program: &Program) -> RoleNames {
        RoleNames::of(&program.roles)
    }
    fn families(&self, program: &Program) -> Families {
        Families::of(&program.roles)
    }
}

/// Everything anew.
pub struct NoneKept;

impl OfRoles for NoneKept {}

/// What is made once for a run: the names that are known, and the phrases as one automaton.
pub struct Extractor<'p> {
    program: &'p Program,
    lexicon: Lexicon,
    register: offices::Register,
    matcher: Matcher,
    /// Kinds that tell who holds which office.
    offices: seats::Kinds,
}

impl<'p> Extractor<'p> {
    /// For any batch.
    pub fn new(program: &'p Program) -> Extractor<'p> {
        Extractor::of(program, &names::all_tenures(program), true, &|| RoleNames::of(&program.roles))
    }

    /// For this batch alone: whom it cannot name is left out of a large record's tables.
    pub fn for_batch(program: &'p Program, batch: &Batch) -> Extractor<'p> {
        Extractor::for_batch_with(program, batch, &NoneKept)
    }

    /// [`Extractor::for_batch`], where what is read of the program's roles may be known.
    pub fn for_batch_with(program: &'p Program, batch: &Batch, of_roles: &dyn OfRoles) -> Extractor<'p> {
        let names = &|| of_roles.names(program);
        let tenures: usize = program.roles.iter().map(|r| r.tenures.len()).sum();
        let large = batch.articles.iter().map(|a| a.text.len()).sum::<usize>() > LARGE_BATCH;
        if tenures <= LARGE_RECORD {
            return Extractor::of(program, &names::all_tenures(program), large, names);
        }
        let (spoken, families) = rayon::join(|| Spoken::of(batch), || of_roles.families(program));
        Extractor::of(program, &spoken.choose(&program.roles, &families), large, names)
    }

    /// `tenures`: those whose holders can be named, role by role. `large`: for more than a few articles.
    fn of(
        program: &'p Program,
        tenures: &[Vec<&Tenure>],
        large: bool,
        names: &(dyn Fn() -> RoleNames + Sync),
    ) -> Extractor<'p> {
        let (lexicon, (register, matcher)) = rayon::join(
            || Lexicon::of(program, tenures, large),
            || rayon::join(|| offices::Register::of(program, names(), tenures), || Matcher::new(program)),
        );
        Extractor { program, lexicon, register, matcher, offices: seats::Kinds::of(&program.schema) }
    }

    /// For each role of the program the keys of all its names: the record compares offices by them.
    pub fn role_keys(&self) -> &[Vec<u64>] {
        self.register.keys()
    }

    /// Every fact of the batch. Articles are read side by side; the result does not depend on how many at a time.
    pub fn extract(&self, batch: &Batch) -> FactStore {
        let ids: Vec<ArticleId> = batch.ids().collect();
        self.join(batch, ids.par_iter().map(|&id| self.read(id, batch.get(id))).collect())
    }

    /// What one article says by itself.
    pub fn read(&self, id: ArticleId, article: &Article) -> Extracted {
        self.article(id, article)
    }

    fn article(&self, id: ArticleId, article: &Article) -> Extracted {
        let doc = Doc::new(article);
        let dates = dates::find(&doc, article);
        let quantities = quantities::find(&doc, &dates);
        let mut quotes = quotes::find(&doc);
        let (names, unlisted) = names::find_all(&doc, article, &self.lexicon);
        let offices = offices::find(&doc, &names, &self.register);

        let unattributed = quotes.iter().map(|q| Quoted { span: q.span, speaker: None }).collect();
        let mentions = Mentions::new(
            names.iter().chain(&unlisted).chain(&offices).chain(&dates).chain(&quantities).chain(&quotes),
        );
        let is_role = |t: Target| match t {
            Target::Phrase(p) => self.offices.has(self.program.phrases[p as usize].kind),
            Target::Cue(_) => true,
        };
        let is_person = |m: &&Mention| m.kind == MentionKind::Person;
        let named: Vec<Mention> = names.iter().filter(is_person).cloned().collect();
        let scene = quotes::Scene::new(&doc, &named, &quotes);
        let mut times = offices::Times::default();
        let mut walk = Walk::of(&self.matcher, &doc);
        let (mut roles, _) = self.phrases(
            id,
            article,
            &scene,
            &mentions,
            Stances::new(unattributed),
            &[],
            &|_, target| is_role(target),
            &mut walk,
            Some(&mut times),
        );
        let own = article.date.as_ref().map(|d| &d.value);
        let lists = offices::Lists { id, doc: &doc, names: &names, offices: &offices, dates: &dates, own };
        roles.extend(offices::rolls(&lists, &self.program.schema));
        let around = offices::Around {
            doc: &doc,
            own,
            names: &names,
            offices: &offices,
            dates: &dates,
            register: &self.register,
            schema: &self.program.schema,
            times: &times,
        };
        offices::complete(&around, &mut roles);

        let described = coreference::resolve(&doc, &names, &offices, &roles, &self.program.schema);
        let mut people: Vec<Mention> = names.iter().chain(&described).filter(is_person).cloned().collect();
        people.sort_by_key(|m| (m.first, m.end));
        let is_organisation = |m: &&Mention| m.kind == MentionKind::Organisation;
        let mut organisations: Vec<&Mention> = names.iter().chain(&described).filter(is_organisation).collect();
        organisations.sort_by_key(|m| (m.first, std::cmp::Reverse(m.end)));
        quotes::attribute(&doc, &mut quotes, &people, &organisations, &dates);

        let attributed: Vec<Quoted> = quotes.iter().map(|q| quoted(&doc, q)).collect();
        for role in roles.iter_mut().filter(|r| r.stance == Stance::Quoted) {
            let quoted = attributed.iter().find(|q| q.span.contains(role.span));
            role.source = quoted.and_then(|q| q.speaker.clone()).map(Box::new);
        }
        let mentions = Mentions::new(
            names
                .iter()
                .chain(&unlisted)
                .chain(&described)
                .chain(&offices)
                .chain(&dates)
                .chain(&quantities)
                .chain(&quotes),
        );
        let stances = Stances::new(attributed);
        let scene = quotes::Scene::new(&doc, &people, &quotes);
        // "She became mayor": roles of those whom pronouns and descriptions mean are told only now, and all others are told already.
        let mut describes = vec![false; doc.sentences.len()];
        described.iter().for_each(|m| describes[doc.sentence_of(m.first)] = true);
        let wanted = |sentence: usize, target| match target {
            Target::Phrase(_) => describes[sentence] || !is_role(target),
            Target::Cue(_) => true,
        };
        let (events, _) = self.phrases(id, article, &scene, &mentions, stances, &roles, &wanted, &mut walk, None);
        let (mut described_roles, events): (Vec<Fact>, Vec<Fact>) =
            events.into_iter().partition(|f| self.offices.has(f.kind));
        described_roles.retain(|r| offices::is_told_of_description(&doc, r, &self.program.schema));
        offices::drop_told(&roles, &mut described_roles, &self.program.schema);
        offices::complete(&around, &mut described_roles);
        offices::drop_doubtful(&doc, &roles, &mut described_roles, &self.program.schema);

        let mut facts = roles;
        facts.extend(described_roles);
        facts.extend(events);
        let distances = quantities::distances(&doc, &dates);
        for mention in
            [&dates, &quantities, &distances, &quotes, &names, &described, &acronyms::find(&doc), &words::find(&doc)]
                .into_iter()
                .flatten()
        {
            if let Some(kind) = native_kind(mention.kind).filter(|_| !mention.fields.is_empty()) {
                facts.push(Fact {
                    kind,
                    article: id,
                    span: mention.span,
                    sentence: doc.sentences.get(doc.sentence_of(mention.first)).map_or(mention.span, |s| s.span),
                    stance: Stance::Asserted,
                    source: None,
                    cue: None,
                    fields: mention.fields.clone(),
                    by: mention.by,
                });
            }
        }
        structure(id, article, &dates, &mut facts);
        facts.shrink_to_fit();
        let own = OwnWords::new(&doc, names.iter().chain(&offices).chain(&quotes));
        Extracted { facts, own, ends: retellings::ends(&doc), matter: paraphrases::matter(&doc) }
    }

    /// The facts of the phrases that are wanted in each sentence (by its number): a first walk finds the cues and the matches, then facts
    /// are made of them.
    #[allow(clippy::too_many_arguments)]
    fn phrases(
        &self,
        id: ArticleId,
        article: &Article,
        scene: &quotes::Scene,
        mentions: &Mentions,
        mut stances: Stances,
        roles: &[Fact],
        wanted: &dyn Fn(usize, Target) -> bool,
        walk: &mut Walk,
        mut times: Option<&mut offices::Times>,
    ) -> (Vec<Fact>, Stances) {
        let doc = scene.doc;
        let mut found = Vec::new();
        for (n, sentence) in doc.sentences.iter().enumerate() {
            let matches = self.matcher.find(doc, sentence, mentions, &|target| wanted(n, target), walk);
            if !matches.is_empty() {
                stances.add(scene, sentence, self.program, mentions, &matches);
                if let Some(times) = &mut times {
                    times.add(doc, sentence, self.program, &matches);
                }
                found.push(matches);
            }
        }
        let cx = Context { id, article, doc, program: self.program, mentions, stances: &stances, roles };
        let facts = found.iter().flat_map(|m| phrases::build(m, &cx)).collect();
        (facts, stances)
    }
}

/// Every fact of the batch by `program`.
pub fn extract(batch: &Batch, program: &Program) -> FactStore {
    Extractor::new(program).extract(batch)
}

/// Gives articles without a date of their own the one that their dateline states in full.
pub fn date_by_dateline(batch: &mut Batch) {
    batch.articles.par_iter_mut().for_each(date_by_own_dateline);
}

/// [`date_by_dateline`] of one article.
pub fn date_by_own_dateline(article: &mut Article) {
    if article.date.is_some() {
        return;
    }
    let lines: Vec<Span> = article.blocks.iter().filter(|b| b.kind == BlockKind::Dateline).map(|b| b.span).collect();
    if lines.is_empty() {
        return;
    }
    let doc = Doc::new(article);
    let found = dates::find(&doc, article).into_iter().find_map(|m| {
        let date = m.value.as_date().filter(|d| d.granularity <= Granularity::Day && d.from.is_some())?.clone();
        lines.iter().any(|l| l.contains(m.span)).then_some((date, m.span))
    });
    if let Some((value, span)) = found {
        article.date = Some(ArticleDate { value, by: "the dateline", span: Some(span) });
    }
}

fn quoted(doc: &Doc, quote: &Mention) -> Quoted {
    let speaker = quote.fields.iter().find_map(|f| match &f.value {
        Value::Entity(e) => Some(Attribution { name: e.name.clone(), anonymous: false, span: f.span()? }),
        Value::Unknown(_) => {
            let span = f.span()?;
            let words = span.of(doc.text);
            let anonymous = !words.contains(char::is_uppercase);
            Some(Attribution { name: words.into(), anonymous, span })
        }
        _ => None,
    });
    Quoted { span: quote.span, speaker }
}

fn native_kind(kind: MentionKind) -> Option<KindId> {
    Some(match kind {
        MentionKind::Person => native::PERSON,
        MentionKind::Place => native::PLACE,
        MentionKind::Organisation => native::ORGANISATION,
        MentionKind::Date => native::DATE,
        MentionKind::Quantity => native::QUANTITY,
        MentionKind::Quote => native::QUOTE,
        MentionKind::Acronym => native::ACRONYM,
        MentionKind::Word => native::WORD,
        MentionKind::Demonym | MentionKind::Office | MentionKind::OpenPerson | MentionKind::OpenThing => return None,
    })
}

/// Headline, dateline, captions, paragraphs and lines as facts.
fn structure(id: ArticleId, article: &Article, dates: &[Mention], facts: &mut Vec<Fact>) {
    for block in article.blocks.iter() {
        let kind = match block.kind {
            BlockKind::Headline => native::HEADLINE,
            BlockKind::Dateline => native::DATELINE,
            BlockKind::Caption => native::CAPTION,
            BlockKind::Paragraph => native::PARAGRAPH,
            BlockKind::Line => native::LINE,
        };
        let words = Text::part(&article.text, block.span);
        let mut fields = vec![FieldValue::new(FieldId(0), Value::Text(words), block.span)];
        if block.kind == BlockKind::Dateline {
            fields.extend(dateline_date(article, dates, block.span));
        }
        facts.push(Fact {
            kind,
            article: id,
            span: block.span,
            sentence: block.span,
            stance: Stance::Asserted,
            source: None,
            cue: None,
            fields,
            by: Provenance::of(&"structure"),
        });
    }
    // An article that only says elsewhere when it was published has a dateline without words.
    if let Some(date) = &article.date
        && !article.blocks.iter().any(|b| b.kind == BlockKind::Dateline)
    {
        let body = article.blocks.iter().find(|b| !matches!(b.kind, BlockKind::Headline | BlockKind::Line));
        let start = body.map_or(article.text.len(), |b| b.span.start as usize);
        facts.push(Fact {
            kind: native::DATELINE,
            article: id,
            span: Span::new(start, start),
            sentence: Span::new(start, start),
            stance: Stance::Asserted,
            source: None,
            cue: None,
            fields: vec![FieldValue::inferred(
                FieldId(2),
                Value::Date(Box::new(date.value.clone())),
                Provenance::named(date.by),
            )],
            by: Provenance::of(&"structure"),
        });
    }
}

/// The date of a dateline: the article's own, with its place where the words say it; else what the words say.
fn dateline_date(article: &Article, dates: &[Mention], dateline: Span) -> Option<FieldValue> {
    let stated = dates.iter().find(|m| dateline.contains(m.span) && m.value.as_date().is_some());
    let Some(date) = &article.date else {
        return stated.map(|m| FieldValue::new(FieldId(2), m.value.clone(), m.span));
    };
    let mut field =
        FieldValue::inferred(FieldId(2), Value::Date(Box::new(date.value.clone())), Provenance::named(date.by));
    let same = |m: &&Mention| m.value.as_date().is_some_and(|d| d.from == date.value.from && d.to == date.value.to);
    field.spans = stated.filter(same).map(|m| m.span).into_iter().collect();
    Some(field)
}
