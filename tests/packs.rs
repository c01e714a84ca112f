//! Every test of the bundled packs, each as a test of its own.

use libtest_mimic::{Arguments, Failed, Trial};

use claimlint::language::{LoadOptions, load};
use claimlint::testing::{self, Outcome};

fn main() {
    let args = Arguments::from_args();
    let loaded = load(&[], &LoadOptions::default());
    let trials = testing::run(&loaded.program, |_| true)
        .into_iter()
        .map(|result| {
            let name = format!("{}::{}", result.test.rule, result.test.name);
            let outcome = match &result.outcome {
                Outcome::Passed | Outcome::Todo(_) => Ok(()),
                Outcome::Failed(failure) => Err(Failed::from(testing::lines(result.test, failure).join("\n"))),
                Outcome::NowPasses => Err(Failed::from("it passes now: remove its `todo`")),
            };
            Trial::test(name, move || outcome)
        })
        .collect();
    libtest_mimic::run(&args, trials).exit();
}
