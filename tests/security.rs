//! What `SECURITY.md` promises of the program as it is built.
#![cfg(all(target_os = "linux", target_pointer_width = "64", target_endian = "little"))]

use std::collections::BTreeSet;
use std::fs;

/// The functions that a program of 64-bit ELF, little-endian, takes from the system: the undefined symbols of its dynamic table.
fn taken(program: &[u8]) -> BTreeSet<String> {
    let number = |at: usize, bytes: usize| {
        program[at..at + bytes].iter().rev().fold(0usize, |n, &byte| n << 8 | usize::from(byte))
    };
    let (table, size, count) = (number(0x28, 8), number(0x3a, 2), number(0x3c, 2));
    let section = |i: usize| table + i * size;
    let symbols = (0..count).map(section).find(|&s| number(s + 4, 4) == 11).expect("a dynamic symbol table");
    let names = number(section(number(symbols + 0x28, 4)) + 0x18, 8);
    let (first, length) = (number(symbols + 0x18, 8), number(symbols + 0x20, 8));
    let undefined = (first..first + length).step_by(24).filter(|&symbol| number(symbol + 6, 2) == 0);
    let name = |symbol: usize| program[names + number(symbol, 4)..].split(|&b| b == 0).next().unwrap();
    undefined.map(|symbol| String::from_utf8_lossy(name(symbol)).into_owned()).collect()
}

/// Without these functions of the C library no Rust program opens a connection. (Starting a program takes `socketpair` and `sendmsg`.) (That it starts git with `--since`, and how, is
/// tested in `second_run.rs`.)
#[test]
fn the_program_can_open_no_connection() {
    let program = fs::read(env!("CARGO_BIN_EXE_claimlint")).unwrap();
    let taken = taken(&program);
    assert!(taken.contains("open64") && taken.contains("write"), "its table is read: {taken:?}");
    for function in [
        "socket",
        "connect",
        "bind",
        "listen",
        "accept4",
        "getaddrinfo",
        "gethostbyname",
        "sendto",
        "recvfrom",
        "popen",
        "system",
        "dlopen",
    ] {
        assert!(!taken.contains(function), "the program takes `{function}` from the system");
    }
}

/// The list of crates that are kept out is no list of names that never existed.
#[test]
fn no_crate_that_speaks_to_networks_is_built_in() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let deny = fs::read_to_string(root.join("deny.toml")).unwrap();
    let denied: Vec<&str> =
        deny.lines().filter_map(|l| l.trim().strip_prefix("{ crate = \"")?.split('"').next()).collect();
    assert!(denied.len() > 8);
    let lock = fs::read_to_string(root.join("Cargo.lock")).unwrap();
    for name in denied {
        assert!(!lock.contains(&format!("\nname = \"{name}\"\n")), "`{name}` is in Cargo.lock");
    }
}
