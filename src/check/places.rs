//! Which place lies in which, by the record, the vocabulary and the gazetteer.

use super::context::Context;
use crate::extract::names::{AREAS, PlaceKind, listed_place, namesakes};
use crate::facts::{Entity, Fact, FieldValue, Value};
use crate::record::keys;

impl Context<'_> {
    /// The place of a field as the article writes it, where it says what kind of area is meant: `Donetsk region`, not the town.
    pub fn written_place(&self, fact: &Fact, value: &FieldValue) -> Option<Entity> {
        let Value::Entity(place) = &value.value else { return None };
        let words = value.span().map_or("", |span| self.batch.get(fact.article).words(span));
        let area = words.rsplit(char::is_whitespace).next().filter(|w| AREAS.contains(w));
        Some(match area {
            Some(area) if !place.name.ends_with(area) => {
                Entity { name: format!("{} {area}", place.name).into(), ..place.clone() }
            }
            _ => place.clone(),
        })
    }

    /// The keys of everything that is known to hold a place.
    pub fn containers(&self, place: &Entity) -> Vec<u64> {
        let mut all = self.record.containers(place);
        let mut name = listed_place(&place.name).and_then(|(_, container)| container);
        // The gazetteer has a chain of few links: town, state, country.
        for _ in 0..4 {
            let Some(container) = name else { break };
            let key = self.record.canonical(keys::place(container));
            if !all.contains(&key) {
                all.push(key);
            }
            name = listed_place(container).and_then(|(_, container)| container);
        }
        all
    }

    /// Whether `inner` lies in `outer`; `None`: nobody knows.
    pub fn is_place_in(&self, inner: &Entity, outer: &Entity) -> Option<bool> {
        if self.holds(outer, inner) {
            return Some(true);
        }
        if self.holds(inner, outer) {
            return Some(false);
        }
        self.nested(inner, outer).filter(|nested| !nested)
    }

    /// Whether two places are one or one holds the other; `None`: nobody knows.
    pub fn nested(&self, a: &Entity, b: &Entity) -> Option<bool> {
        if self.same_entity(a, b) || self.holds(a, b) || self.holds(b, a) || within_name(&a.name, &b.name) {
            return Some(true);
        }
        let (of_a, of_b) = (listed_place(&a.name), listed_place(&b.name));
        let (Some((kind_a, _)), Some((kind_b, _))) = (of_a, of_b) else {
            if self.is_recorded_elsewhere(a, b) || self.is_recorded_elsewhere(b, a) {
                return Some(false);
            }
            // An unknown name may be a village or a hall: such lie in countries and regions, not in other towns.
            let wide = [of_a, of_b].iter().flatten().any(|(kind, _)| *kind != PlaceKind::Town);
            return (!wide).then_some(false);
        };
        if let (Some(x), Some(y)) = (country(a, kind_a), country(b, kind_b))
            && x != y
        {
            return Some(false);
        }
        // In one country a town may lie in a region; two towns, two states or two countries are apart.
        (kind_a == kind_b && kind_a != PlaceKind::Region).then_some(false)
    }

    fn holds(&self, outer: &Entity, inner: &Entity) -> bool {
        let keys = self.record.keys_of(outer);
        self.containers(inner).iter().any(|k| keys.contains(k))
    }

    /// Whether the record puts `inner` into another place of the same kind as `outer`: another country, another region.
    pub fn is_elsewhere(&self, inner: &Entity, outer: &Entity) -> bool {
        self.is_place_in(inner, outer) == Some(false) || self.is_recorded_elsewhere(inner, outer)
    }

    /// Whether another town of the name of `inner`, which is not the one that the gazetteer means by it, lies in the country of
    /// `outer`.
    pub fn has_namesake(&self, inner: &Entity, outer: &Entity) -> bool {
        let own = listed_place(&outer.name).and_then(|(kind, _)| country(outer, kind));
        own.is_some_and(|own| namesakes(&inner.name).any(|c| c == own))
    }

    fn is_recorded_elsewhere(&self, inner: &Entity, outer: &Entity) -> bool {
        let names = self.container_names(inner);
        let is_listed = |name: &str, kind| listed_place(name).is_some_and(|(k, _)| k == kind);
        let area = |name: &str| keys::words(name).pop().filter(|w| AREAS.contains(&w.as_str()));
        names.iter().any(|name| {
            [PlaceKind::Country, PlaceKind::State].iter().any(|k| is_listed(name, *k) && is_listed(&outer.name, *k))
                || (area(name).is_some() && area(name) == area(&outer.name))
        }) && !self.containers(outer).iter().any(|k| names.iter().any(|n| keys::place(n) == *k))
    }

    /// What holds a place by the record and the vocabulary, for people.
    pub fn container_names(&self, place: &Entity) -> Vec<String> {
        let above = self.record.containers(place);
        above.iter().filter_map(|k| self.record.container_name(*k)).map(|n| n.to_string()).collect()
    }
}

/// The country that a listed place lies in or is.
fn country(place: &Entity, kind: PlaceKind) -> Option<String> {
    let mut name = place.name.to_string();
    let mut kind = kind;
    for _ in 0..4 {
        if kind == PlaceKind::Country {
            return Some(name);
        }
        let (_, container) = listed_place(&name)?;
        name = container?.to_string();
        kind = listed_place(&name)?.0;
    }
    None
}

/// `Kherson` stands in `Kherson region`, `Paris` in `central Paris`.
fn within_name(a: &str, b: &str) -> bool {
    let (a, b) = (keys::words(a), keys::words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    const PARTS: &[&str] = &[
        "region",
        "oblast",
        "province",
        "district",
        "county",
        "city",
        "area",
        "state",
        "republic",
        "prefecture",
        "governorate",
        "municipality",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "downtown",
        "greater",
        "north",
        "south",
        "east",
        "west",
        "old",
        "of",
        "the",
    ];
    !short.is_empty()
        && long.windows(short.len()).any(|w| w == short.as_slice())
        && long.iter().filter(|w| !short.contains(w)).all(|w| PARTS.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_within_names() {
        for (a, b, yes) in [
            ("Kherson", "Kherson region", true),
            ("Paris", "central Paris", true),
            ("York", "New York", false),
            ("Oslo", "Oslo", true),
            ("Guinea", "Equatorial Guinea", false),
        ] {
            assert_eq!(within_name(a, b), yes, "{a} {b}");
            assert_eq!(within_name(b, a), yes, "{b} {a}");
        }
    }
}
