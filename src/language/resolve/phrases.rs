//! Phrases and cues, compiled to elements over tokens, and what derives facts from facts.

use std::sync::Arc;

use super::super::ast::{self, DeclarationNode, Direction, Fixed, PhrasePart};
use super::super::errors::{NameProblem, PhraseProblem, Warning, nearest, translated};
use super::super::program::{Cue, CueDirection, CueScope, Element, Era, Hole, Phrase, Says};
use super::files::SourceTree;
use super::types::{self, Ty, alike};
use super::{FieldId, FileSpan, KindId, Name, Resolver, SourceId, Type, declarations};
use crate::facts::Stance;
use crate::source::Span;

/// What the holes of a phrase may be.
struct Holes {
    source: SourceId,
    /// `None` in cues.
    kind: Option<KindId>,
    pairwise: bool,
    /// How many holes hold sets.
    sets: usize,
}

/// A hole of a phrase that fills a field.
#[derive(Clone, Copy)]
struct Filled {
    field: FieldId,
    span: Span,
    sure: bool,
}

impl Resolver<'_> {
    pub(super) fn extraction(&mut self, trees: &[SourceTree]) {
        let (mut phrases, mut cues) = (0, 0);
        for (_, declaration) in declarations(trees) {
            match &declaration.node {
                DeclarationNode::Extract(extract) => phrases += extract.phrases.len(),
                DeclarationNode::Cue(cue) => cues += cue.phrases.len(),
                _ => {}
            }
        }
        self.program.phrases.reserve(phrases);
        self.program.cues.reserve(cues);
        for tree in trees {
            let mut number = 0;
            for declaration in &tree.file.declarations {
                if self.is_full() {
                    return;
                }
                match &declaration.node {
                    DeclarationNode::Extract(extract) => self.extract(tree, extract, &mut number),
                    DeclarationNode::Cue(cue) => self.cue(tree, cue),
                    DeclarationNode::Derive(derive) => self.derive(tree, derive),
                    _ => {}
                }
            }
        }
        self.idle_kinds(trees);
        self.recursion();
    }

    /// Kinds that are declared in a user's file and that nothing yields.
    fn idle_kinds(&mut self, trees: &[SourceTree]) {
        for (tree, declaration) in declarations(trees) {
            let DeclarationNode::Fact(fact) = &declaration.node else { continue };
            let Some(kind) = self.names.kind_ids.get(&fact.name.text).copied().filter(|_| !tree.bundled) else {
                continue;
            };
            let yields = self.program.phrases.iter().any(|p| p.kind == kind)
                || self.program.derives.iter().any(|d| d.kind == kind);
            let failed = declarations(trees).any(|(_, d)| match &d.node {
                DeclarationNode::Extract(e) => e.kind.text == fact.name.text,
                DeclarationNode::Derive(d) => d.kind.text == fact.name.text,
                _ => false,
            });
            let failed = failed || fact.broken || self.names.lost.contains(&fact.name.text);
            if !yields && !failed && !self.schema().def(kind).native {
                self.report(Warning::NothingYields { kind: fact.name.text.clone() }, tree.at(fact.name.span));
            }
        }
    }

    fn extract(&mut self, tree: &SourceTree, extract: &ast::Extract, number: &mut usize) {
        let Some(kind) = self.kind_named(&extract.kind, tree.source) else { return };
        let file = tree.name.strip_suffix(".claim").unwrap_or(&tree.name);
        let all = Holes { source: tree.source, kind: Some(kind), pairwise: false, sets: 0 };
        let (mut with, mut fixed) = (Vec::new(), Vec::new());
        for (name, value) in &extract.with {
            if let Some((field, value)) = self.fixed(kind, name, value, tree.source) {
                self.filled(Filled { field, span: name.span, sure: true }, &all, &mut fixed);
                with.push((field, value));
            }
        }
        for phrase in &extract.phrases {
            *number += 1;
            let mut holes = Holes { source: tree.source, kind: Some(kind), pairwise: phrase.pairwise, sets: 0 };
            let elements = self.elements(&phrase.phrase.parts, &mut holes, &mut fixed.clone(), true);
            self.whole_phrase(&elements, &phrase.phrase, tree.at(phrase.phrase.text.span));
            if phrase.pairwise && holes.sets == 0 {
                self.report(PhraseProblem::PairwiseWithoutSets, tree.at(phrase.span));
            }
            self.program.phrases.push(Phrase {
                kind,
                elements,
                with: with.clone(),
                pairwise: phrase.pairwise,
                name: Arc::from(format!("{file} phrase {number}")),
                at: tree.at(phrase.phrase.text.span),
            });
        }
    }

    /// One field of `with`: a word or text that every phrase gives it.
    fn fixed(&mut self, kind: KindId, field: &Name, value: &Fixed, source: SourceId) -> Option<(FieldId, Arc<str>)> {
        let id = self.field_named(kind, field, source)?;
        let (text, span) = match value {
            Fixed::Word(word) => (word.text.clone(), word.span),
            Fixed::Text(text) => (text.value.clone(), text.span),
        };
        match &self.schema().def(kind).def(id).ty {
            Type::Text | Type::Word => {}
            Type::Enumeration(words) if words.contains(&text.as_str()) => {}
            &Type::Enumeration(words) => {
                self.word_of("word of this field", &Name { text, span }, source, words);
                return None;
            }
            other => {
                let (ty, wants) = (Ty::Of(Type::Text).name(), Ty::Of(other.clone()).name());
                self.report(
                    PhraseProblem::HoleType { field: field.text.clone(), ty, wants },
                    FileSpan { source, span },
                );
                return None;
            }
        }
        Some((id, Arc::from(text)))
    }

    /// What must hold of a phrase as a whole.
    fn whole_phrase(&mut self, elements: &[Element], phrase: &ast::Phrase, at: FileSpan) {
        self.suspicious(&phrase.text.raw, at);
        if phrase.parts.is_empty() || elements.is_empty() {
            return;
        }
        if elements.iter().all(can_be_empty) {
            let gaps = elements.iter().all(|e| matches!(e, Element::Gap));
            if gaps {
                self.report(PhraseProblem::OnlyGaps, at);
            } else {
                self.report(PhraseProblem::NothingNeeded, at);
            }
            return;
        }
        for part in [phrase.parts.first(), phrase.parts.last()].into_iter().flatten() {
            if let PhrasePart::Gap(span) = part {
                self.report(Warning::EdgeGap, FileSpan { source: at.source, span: *span });
            }
        }
    }

    /// `filled`: what the phrase has filled up to here. `sure`: no bracket round these parts lets them out.
    fn elements(
        &mut self,
        parts: &[PhrasePart],
        holes: &mut Holes,
        filled: &mut Vec<Filled>,
        sure: bool,
    ) -> Vec<Element> {
        // Most branches are one word: there are many, and four times as much memory would be touched.
        let mut elements = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                PhrasePart::Words { words, glued } => {
                    elements.extend(self.spelled.words(words, *glued).iter().cloned().map(Element::Word));
                }
                PhrasePart::Inflected(words) => {
                    elements.extend(self.spelled.inflected(words).iter().cloned().map(Element::Word));
                }
                PhrasePart::Choice(branches) => {
                    let all = self.branches(branches, holes, filled, sure);
                    elements.push(Element::Choice(all));
                }
                PhrasePart::Optional(branches) => {
                    let mut all = self.branches(branches, holes, filled, false);
                    let inner = if all.len() == 1 { all.remove(0) } else { vec![Element::Choice(all)] };
                    elements.push(Element::Optional(inner));
                }
                PhrasePart::Gap(_) => elements.push(Element::Gap),
                PhrasePart::Hole { field, ty, span } => {
                    let hole = self.hole(field.as_ref(), ty.as_ref(), *span, holes);
                    if let Some(Hole { field: Some(field), .. }) = &hole {
                        self.filled(Filled { field: *field, span: *span, sure }, holes, filled);
                    }
                    elements.extend(hole.map(Element::Hole));
                }
                PhrasePart::Given { field, words, span } => {
                    let hole = self.given_hole(field, words, *span, holes);
                    if let Some(Hole { field: Some(field), .. }) = &hole {
                        self.filled(Filled { field: *field, span: *span, sure }, holes, filled);
                    }
                    elements.extend(hole.map(Element::Hole));
                }
            }
        }
        elements
    }

    fn branches(
        &mut self,
        branches: &[Vec<PhrasePart>],
        holes: &mut Holes,
        filled: &mut Vec<Filled>,
        sure: bool,
    ) -> Vec<Vec<Element>> {
        let mut all = Vec::with_capacity(branches.len());
        let before = filled.clone();
        for branch in branches {
            let mut here = before.clone();
            all.push(self.elements(branch, holes, &mut here, sure));
            filled.extend_from_slice(&here[before.len()..]);
        }
        all
    }

    /// A field that is no set holds one value: two holes for it that always match both are an error. Where brackets
    /// let one of them out, whichever matches first counts.
    fn filled(&mut self, new: Filled, holes: &Holes, filled: &mut Vec<Filled>) {
        let Some(kind) = holes.kind else { return };
        let def = self.schema().def(kind).def(new.field);
        let first = filled.iter().find(|f| f.field == new.field && f.sure && new.sure).copied();
        if let Some(first) = first
            && !matches!(def.ty, Type::Set(_))
        {
            let field = def.name.to_string();
            let at = |span| FileSpan { source: holes.source, span };
            self.report(PhraseProblem::HoleTwice { field }, at(new.span)).also(at(first.span), "the first");
        }
        filled.push(new);
    }

    /// `{office = founder}`: text, a word, one of a closed list, or an office.
    fn given_hole(&mut self, name: &Name, words: &str, span: Span, holes: &mut Holes) -> Option<Hole> {
        let at = FileSpan { source: holes.source, span };
        let hole = self.hole(Some(name), None, span, holes)?;
        if let Type::Enumeration(all) = &hole.ty
            && !all.contains(&words)
        {
            let words = Name { text: words.to_string(), span };
            self.word_of("word of the field", &words, holes.source, all);
            return None;
        }
        if !matches!(hole.ty, Type::Text | Type::Word | Type::Office | Type::Enumeration(_)) || hole.field.is_none() {
            let wants = Ty::Of(hole.ty).name();
            self.report(PhraseProblem::HoleType { field: name.text.clone(), ty: "a word".into(), wants }, at);
            return None;
        }
        Some(Hole { given: Some(Arc::from(words)), ..hole })
    }

    fn hole(&mut self, field: Option<&Name>, ty: Option<&Name>, span: Span, holes: &mut Holes) -> Option<Hole> {
        let at = FileSpan { source: holes.source, span };
        // `{person: name}` is of the field's own type.
        let open = ty.is_some_and(|t| t.text == "name") && field.is_some() && holes.kind.is_some();
        let ty = ty.filter(|_| !open);
        let given = match ty {
            Some(name) => Some(self.type_of(&ast::TypeName::Named(name.clone()), holes.source)?),
            None => None,
        };
        let Some(kind) = holes.kind else {
            if let Some(name) = field.filter(|f| f.text != "source") {
                let at = FileSpan { source: holes.source, span: name.span };
                self.report(PhraseProblem::CueHole { field: name.text.clone() }, at);
                return None;
            }
            return Some(Hole { field: None, ty: given.unwrap_or(Type::Text), open: false, given: None, at });
        };
        let Some(name) = field else {
            let ty = given?;
            holes.sets += usize::from(matches!(ty, Type::Set(_)));
            return Some(Hole { field: None, ty, open: false, given: None, at });
        };
        let def = self.schema().def(kind);
        // The field itself, else with `pairwise` the one whose plural this is, else the one whose type it is the
        // plural of; a plural of another type is matched for the pairing alone.
        let singular = |f: &crate::facts::FieldDef| types::plural(&f.name) == name.text;
        let set_type = types::named(&name.text).filter(|t| matches!(t, Type::Set(_)));
        let mut found = def.field(&name.text);
        let mut plural = false;
        if found.is_none() && holes.pairwise {
            found = def.fields.iter().position(singular).map(|i| FieldId(i as u8));
            if let (None, Some(Type::Set(of))) = (found, &set_type) {
                let mut of_type = def.fields.iter().enumerate().filter(|(_, f)| f.ty == **of);
                found = of_type.next().map(|(i, _)| FieldId(i as u8)).filter(|_| of_type.next().is_none());
            }
            plural = found.is_some();
            if let (None, Some(ty)) = (found, set_type) {
                holes.sets += 1;
                return Some(Hole { field: None, ty, open, given: None, at });
            }
        }
        let Some(id) = found else {
            if self.names.is_broken(kind, &name.text) {
                return None;
            }
            let fields: Vec<String> = def.fields.iter().map(|f| f.name.to_string()).collect();
            let near = nearest(&name.text, fields.iter().map(String::as_str)).map(str::to_string);
            let kind_name = def.name.to_string();
            let place = self.names.kinds[kind.0 as usize].at;
            let problem = PhraseProblem::HoleField { kind: kind_name, field: name.text.clone(), near, fields };
            let report = self.report(problem, FileSpan { source: holes.source, span: name.span });
            if let Some(place) = place {
                report.also(place, "declared here");
            }
            return None;
        };
        let of_field = self.schema().def(kind).def(id).ty.clone();
        let ty = match given {
            Some(ty) => {
                let bare = |t: &Type| match t {
                    Type::Set(of) if holes.pairwise => (**of).clone(),
                    t => t.clone(),
                };
                // A set takes single members, a text takes any words, an office or organisation a name.
                let fits = alike(&Ty::Of(bare(&ty)), &Ty::Of(bare(&of_field)), true)
                    || Ty::Of(of_field.clone()).element().is_some_and(|e| alike(&Ty::Of(ty.clone()), &e, true))
                    || matches!(of_field, Type::Text | Type::Word)
                    || matches!(
                        (&ty, &of_field),
                        (Type::Place, Type::Organisation) | (Type::Organisation, Type::Place)
                    )
                    || is_delegations(&ty) && matches!(&of_field, Type::Set(of) if **of == Type::Person);
                if !fits {
                    let (ty, wants) = (Ty::Of(ty).name(), Ty::Of(of_field).name());
                    let problem = PhraseProblem::HoleType { field: name.text.clone(), ty, wants };
                    let declared = self.names.kinds[kind.0 as usize].fields.get(id.0 as usize).copied();
                    let report = self.report(problem, at);
                    if let Some(declared) = declared {
                        report.also(declared, "declared here");
                    }
                    return None;
                }
                ty
            }
            None if plural => Type::Set(Box::new(of_field.clone())),
            None => of_field.clone(),
        };
        let set = matches!(ty, Type::Set(_));
        holes.sets += usize::from(set);
        let of = if let Type::Set(of) = &ty { of } else { &ty };
        if open && !matches!(of, Type::Person | Type::Organisation) {
            let wants = Ty::Of(ty).name();
            self.report(PhraseProblem::HoleType { field: name.text.clone(), ty: "a name".into(), wants }, at);
            return None;
        }
        Some(Hole { field: Some(id), ty, open, given: None, at })
    }

    fn cue(&mut self, tree: &SourceTree, cue: &ast::Cue) {
        let at = tree.at(cue.stance.span);
        let anonymous = cue.stance.text == "anonymous";
        let stance = Stance::ALL.into_iter().find(|s| s.name() == cue.stance.text).map(Says::Stance);
        let time = Era::ALL.into_iter().find(|e| e.name() == cue.stance.text).map(Says::Time);
        let says = match stance.or(time) {
            Some(says) => says,
            None if anonymous => Says::Stance(Stance::Reported),
            None => {
                let stances = Stance::ALL.iter().map(|s| s.name());
                let eras = Era::ALL.iter().map(|e| e.name());
                let words: Vec<String> = stances.chain(["anonymous"]).chain(eras).map(str::to_string).collect();
                let near = nearest(&cue.stance.text, words.iter().map(String::as_str)).map(str::to_string);
                let problem = NameProblem::UnknownWord { what: "stance", word: cue.stance.text.clone(), near, words };
                self.report(problem, at);
                return;
            }
        };
        // A phrase without direction and scope has those of the next one that has some.
        let mut options = Vec::new();
        let mut next = (None, None);
        for phrase in cue.phrases.iter().rev() {
            if phrase.direction.is_some() || phrase.scope.is_some() {
                next = (phrase.direction, phrase.scope.clone());
            }
            options.push(next.clone());
        }
        for (phrase, (direction, scope)) in cue.phrases.iter().zip(options.into_iter().rev()) {
            let scope_given = scope.is_some();
            let scope = match &scope {
                Some(name) => match name.text.as_str() {
                    "clause" => CueScope::Clause,
                    "sentence" => CueScope::Sentence,
                    "paragraph" => CueScope::Paragraph,
                    _ => {
                        self.word_of("scope of a cue", name, tree.source, &["clause", "sentence", "paragraph"]);
                        continue;
                    }
                },
                None => CueScope::Clause,
            };
            let direction = match direction {
                Some(Direction::Forward) => CueDirection::Forward,
                Some(Direction::Backward) => CueDirection::Backward,
                Some(Direction::Both) => CueDirection::Both,
                // `within sentence` alone speaks of the whole of it.
                None if scope_given => CueDirection::Both,
                None => CueDirection::Forward,
            };
            let mut holes = Holes { source: tree.source, kind: None, pairwise: false, sets: 0 };
            let elements = self.elements(&phrase.phrase.parts, &mut holes, &mut Vec::new(), true);
            let at = tree.at(phrase.phrase.text.span);
            self.whole_phrase(&elements, &phrase.phrase, at);
            self.program.cues.push(Cue { says, elements, anonymous, direction, scope, at });
        }
    }

    /// Reports a word that is none of a closed list.
    pub(super) fn word_of(&mut self, what: &'static str, name: &Name, source: SourceId, words: &[&str]) {
        let near = translated(what, &name.text, words.iter().copied()).map(str::to_string);
        let words = words.iter().map(|w| w.to_string()).collect();
        let problem = NameProblem::UnknownWord { what, word: name.text.clone(), near, words };
        self.report(problem, FileSpan { source, span: name.span });
    }
}

/// Countries and bodies, which send people: "Norway and Denmark held talks".
fn is_delegations(ty: &Type) -> bool {
    matches!(ty, Type::Set(of) if matches!(**of, Type::Place | Type::Organisation))
}

fn can_be_empty(element: &Element) -> bool {
    match element {
        Element::Optional(_) | Element::Gap => true,
        Element::Choice(branches) => branches.iter().any(|b| b.iter().all(can_be_empty)),
        Element::Hole(hole) => hole.given.is_some(),
        Element::Word(_) => false,
    }
}
