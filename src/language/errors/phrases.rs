//! From `E0320`: what phrases mean.

use super::names::listed;
use super::syntax::clip;
use super::{Describe, Wording};

#[derive(Clone, Debug)]
pub enum PhraseProblem {
    NothingNeeded,
    HoleField { kind: String, field: String, near: Option<String>, fields: Vec<String> },
    HoleType { field: String, ty: String, wants: String },
    HoleTwice { field: String },
    PairwiseWithoutSets,
    CueHole { field: String },
    OnlyGaps,
}

impl Describe for PhraseProblem {
    fn wording(self) -> Wording {
        match self {
            PhraseProblem::NothingNeeded => Wording::new("E0320", "every part of this phrase is optional")
                .label("it would match nothing at all, everywhere")
                .help("take at least one word out of its brackets"),
            PhraseProblem::HoleField { kind, field, near, fields } => {
                let wording = Wording::new("E0321", format!("`{kind}` has no field `{}`", clip(&field)));
                match near {
                    Some(_) => wording.near(near),
                    None => wording
                        .help(format!("its fields are {}; `{{_: type}}` matches without keeping", listed(&fields))),
                }
            }
            PhraseProblem::HoleType { field, ty, wants } => {
                Wording::new("E0322", format!("{ty} cannot fill `{field}`, which is {wants}"))
            }
            PhraseProblem::HoleTwice { field } => Wording::new("E0323", format!("`{field}` is filled twice"))
                .label("the second")
                .help("a field that holds a set may be filled more than once; `{_: type}` matches without keeping"),
            PhraseProblem::PairwiseWithoutSets => Wording::new("E0324", "`pairwise` has nothing to pair")
                .help("give a hole in the plural: `{offices} of {places}, {people}`"),
            PhraseProblem::CueHole { field } => Wording::new("E0325", format!("a cue has no hole `{}`", clip(&field)))
                .help("cues know `{source: person}`, `{source: organisation}`, `{source: text}` and `{_: type}`"),
            PhraseProblem::OnlyGaps => Wording::new("E0326", "this phrase has only gaps"),
        }
    }
}
