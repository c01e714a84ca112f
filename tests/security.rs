//! What `SECURITY.md` promises of the program as it is built.
#![cfg(target_os = "linux")]

use std::fs;

/// Whether the program takes this function from the system. Names of what it takes stand in its string table, between zeros.
fn takes(program: &[u8], function: &str) -> bool {
    let name = [b"\0", function.as_bytes(), b"\0"].concat();
    program.windows(name.len()).any(|w| w == name)
}

/// Without these functions of the C library no Rust program opens a connection, or starts another program that could.
#[test]
fn the_program_can_open_no_connection() {
    let program = fs::read(env!("CARGO_BIN_EXE_claimlint")).unwrap();
    assert!(takes(&program, "open64") && takes(&program, "write"), "its string table is read");
    for function in [
        "socket",
        "socketpair",
        "connect",
        "bind",
        "listen",
        "accept4",
        "getaddrinfo",
        "gethostbyname",
        "sendto",
        "sendmsg",
        "recvfrom",
        "execvp",
        "execve",
        "posix_spawn",
        "posix_spawnp",
        "fork",
        "vfork",
        "popen",
        "system",
        "dlopen",
    ] {
        assert!(!takes(&program, function), "the program takes `{function}` from the system");
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
