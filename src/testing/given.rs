//! The program as a test with a record of its own sees it.

use std::sync::Arc;

use std::mem::discriminant;

use crate::extract::offices;
use crate::language::{Given, Program, RecordEntry, Role, Seats};
use crate::record::keys;

/// The program with what `given` says of the record in place of whatever its own record says of the same offices, and of
/// the same things in the same relation. All else stays.
pub fn program_with(program: &Program, given: &Given) -> Program {
    let mut own = Program { tests: Vec::new(), ..program.clone() };
    if !given.roles.is_empty() {
        let named = offices::role_keys(&given.roles);
        let known = offices::role_keys(&own.roles);
        for (role, keys) in own.roles.iter_mut().zip(known) {
            // Its names stay: they are how articles call it. A role by another of its names is the same office.
            if let Some(first) = named.iter().position(|n| n.iter().any(|k| keys.contains(k))) {
                role.tenures = Arc::default();
                role.complete_from = None;
                if given.roles[first].seats != Seats::Number(1) {
                    role.seats = given.roles[first].seats;
                }
            }
        }
        own.vocabulary.extend(given.roles.iter().map(Role::term));
        own.roles.extend(given.roles.iter().cloned());
    }
    own.record.retain(|entry| !given.entries.iter().any(|g| speaks_of_the_same(g, entry)));
    own.record.extend(given.entries.iter().cloned());
    own
}

fn speaks_of_the_same(given: &RecordEntry, known: &RecordEntry) -> bool {
    discriminant(&given.relation) == discriminant(&known.relation)
        && keys::thing(&given.subject) == keys::thing(&known.subject)
}
