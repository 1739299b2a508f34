//! The bounded differential test: a fixed seed, every covered form several times.

use std::path::PathBuf;

use airlock_difftest::compare::{Exempt, compare};
use airlock_difftest::image::Image;
use airlock_difftest::record::{FLAGS, GPR, SCRATCH};
use airlock_difftest::{Options, Random, forms, run};

/// The `airlock` binary if one is built: from `AIRLOCK_BIN`, or the newest beside this test.
fn airlock() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("AIRLOCK_BIN") {
        return Some(path.into());
    }
    let test = std::env::current_exe().ok()?;
    let target = test.ancestors().nth(3)?;
    let built = ["release", "debug"].map(|profile| target.join(profile).join("airlock"));
    built.into_iter().filter(|path| path.is_file()).max_by_key(|path| path.metadata().and_then(|m| m.modified()).ok())
}

#[test]
fn executors_agree() {
    let options = Options { seed: 20, cases: 4 * forms::all().len() as u64, airlock: airlock(), ..Options::default() };
    let summary = run(&options).unwrap();
    assert!(summary.compared > options.cases * 9 / 10, "only {} cases of {}", summary.compared, options.cases);
    // `rep lods` is no use to anybody and has no meaning written down.
    let refused: Vec<&String> = summary.refused.keys().filter(|f| !f.starts_with("Lods")).collect();
    assert!(refused.is_empty(), "{refused:?}");
    assert!(summary.impossible.is_empty(), "{:?}", summary.impossible);
    assert!(summary.different.is_empty(), "{}\n{:?}", summary.descriptions.join("\n"), summary.different);
}

#[test]
fn a_seed_gives_the_same_program() {
    let build = || {
        let forms: Vec<_> = forms::all().into_iter().step_by(7).collect();
        Image::build(&forms, 6, &forms::followers(), &mut Random::new(5))
    };
    let image = build();
    assert_eq!(image.elf(), build().elf());
    assert!(image.cases.iter().any(|p| p.case.tail.0.len() > 3));
}

#[test]
fn differences_are_noticed() {
    let forms = [iced_x86::Code::Add_rm64_r64, iced_x86::Code::Mul_rm64];
    let image = Image::build(&forms, 0, &[], &mut Random::new(1));
    let [add, mul] = image.cases.as_slice() else { panic!("a case each") };
    for (case, flag, counts) in [(&add.case, 0x10, true), (&mul.case, 0x10, false), (&mul.case, 0x800, true)] {
        let mut other = case.before.clone();
        assert_eq!(compare(case, &case.before, &other, Exempt::default()), []);
        other.0[FLAGS] ^= flag as u8;
        other.0[FLAGS + 1] ^= (flag >> 8) as u8;
        assert_eq!(
            compare(case, &case.before, &other, Exempt::default()).len(),
            usize::from(counts),
            "{:?} {flag:#x}",
            case.code
        );
    }
    for at in [GPR + 8, SCRATCH + 300] {
        let mut other = add.case.before.clone();
        other.0[at] ^= 1;
        assert_eq!(compare(&add.case, &add.case.before, &other, Exempt::default()).len(), 1);
    }
}
