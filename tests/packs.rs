//! Every test of the bundled packs, each as a test of its own.

use libtest_mimic::{Arguments, Failed, Trial};

use claimlint::language::{LoadOptions, load};
use claimlint::testing;

fn main() {
    let args = Arguments::from_args();
    let loaded = load(&[], &LoadOptions::default());
    let trials = testing::run(&loaded.program, |_| true)
        .into_iter()
        .map(|result| {
            let name = format!("{}::{}", result.test.rule, result.test.name);
            let outcome = result.failure.map_or(Ok(()), |failure| Err(Failed::from(failure)));
            Trial::test(name, move || outcome)
        })
        .collect();
    libtest_mimic::run(&args, trials).exit();
}
