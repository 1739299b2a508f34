//! Batches of cases until enough is enough.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use airlock_lift::interp::Event;
use airlock_lift::ir::TrapKind;
use anyhow::{Result, bail};
use iced_x86::Code;

use crate::compare::{Exempt, compare, describe, not_handed_on, raises_divide_error};
use crate::exec::{Executed, Executor, Processes, interpret};
use crate::forms;
use crate::image::Image;
use crate::random::Random;

/// Cases per program.
const BATCH: usize = 1000;

/// What to run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Start of the random sequence.
    pub seed: u64,
    /// Stop after so many cases.
    pub cases: u64,
    /// Stop after this time.
    pub time: Option<Duration>,
    /// Only forms whose name contains this.
    pub form: Option<String>,
    /// An `airlock` binary for the third executor.
    pub airlock: Option<PathBuf>,
    /// Up to so many further instructions after the one under test, in half of the cases.
    pub tail: u64,
    /// Differences described per form and executor.
    pub shown: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, cases: 10_000, time: None, form: None, airlock: None, tail: 6, shown: 1 }
    }
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Cases compared.
    pub compared: u64,
    /// Cases dropped because they raise #DE, by form.
    pub dropped: BTreeMap<String, u64>,
    /// Cases dropped because the row does not cover the operands or prefixes, by form.
    pub refused: BTreeMap<String, u64>,
    /// Forms of which no case could be made.
    pub impossible: Vec<String>,
    /// Cases that differ, by form and executor.
    pub different: BTreeMap<(String, &'static str), u64>,
    /// Descriptions of the first ones.
    pub descriptions: Vec<String>,
}

impl Summary {
    fn differ(&mut self, code: Code, on: &'static str, shown: u64, description: impl FnOnce() -> String) {
        let count = self.different.entry((forms::name(code), on)).or_default();
        *count += 1;
        if *count <= shown {
            self.descriptions.push(description());
        }
    }
}

/// Runs batches. An error means that the test itself did not work, not that executors differ.
pub fn run(options: &Options) -> Result<Summary> {
    let wanted = |c: &Code| options.form.as_ref().is_none_or(|f| forms::name(*c).contains(f.as_str()));
    let drawn: Vec<Code> = forms::all().into_iter().filter(wanted).collect();
    if drawn.is_empty() {
        bail!("no covered form has a name with {:?}", options.form.as_deref().unwrap_or(""));
    }
    let followers = forms::followers();
    let processes = Processes::new()?;
    let (mut summary, start, mut random) = (Summary::default(), Instant::now(), Random::new(options.seed));
    let mut queue = drawn.iter().copied().cycle();
    let mut left = options.cases;
    while left > 0 && options.time.is_none_or(|t| start.elapsed() < t) {
        let n = left.min(BATCH as u64);
        left -= n;
        let batch: Vec<Code> = queue.by_ref().take(n as usize).collect();
        run_batch((&batch, &followers), options, &processes, &mut random, &mut summary)?;
    }
    Ok(summary)
}

fn run_batch(
    (batch, followers): (&[Code], &[Code]),
    options: &Options,
    processes: &Processes,
    random: &mut Random,
    summary: &mut Summary,
) -> Result<()> {
    let mut image = Image::build(batch, options.tail, followers, random);
    for &code in &image.impossible {
        let name = forms::name(code);
        if !summary.impossible.contains(&name) {
            summary.impossible.push(name);
        }
    }
    let interpreted = interpret(&mut image)?;
    for (n, event) in interpreted.stopped {
        let Some(placed) = image.cases.get(n) else { continue };
        let at_instruction = matches!(&event, Event::Trap { pc, .. } if *pc == placed.case.instruction.ip());
        match event {
            Event::Trap { kind: TrapKind::Divide, .. } if at_instruction && raises_divide_error(&placed.case) => {
                *summary.dropped.entry(forms::name(placed.case.code)).or_default() += 1;
            }
            Event::Trap { kind: TrapKind::Illegal, .. } if at_instruction => {
                *summary.refused.entry(forms::name(placed.case.code)).or_default() += 1;
            }
            event => summary.differ(placed.case.code, "interpreter", options.shown, || {
                format!("{}  ended in {event:?}", describe(&placed.case, "interpreter", &[]))
            }),
        }
    }
    let mut results = vec![("interpreter", interpreted.data)];
    let mut native = Vec::new();
    for executor in std::iter::once(Executor::Native).chain(options.airlock.clone().map(Executor::Lifted)) {
        let Executed { data, blamed } = processes.run(&executor, &mut image)?;
        for (n, said) in blamed {
            let Some(placed) = image.cases.get(n) else { continue };
            summary.differ(placed.case.code, executor.name(), options.shown, || {
                format!("{}  {said}", describe(&placed.case, executor.name(), &[]))
            });
        }
        match executor {
            Executor::Native => native = data,
            Executor::Lifted(_) => results.push((executor.name(), data)),
        }
    }
    for (n, placed) in image.cases.iter().enumerate().filter(|(_, p)| !p.skipped) {
        summary.compared += 1;
        for (on, data) in &results {
            let (Some(expected), Some(actual)) = (Image::record(&native, n), Image::record(data, n)) else { continue };
            let exempt = if *on == "lifted" { not_handed_on(&placed.case) } else { Exempt::default() };
            let differences = compare(&placed.case, &expected, &actual, exempt);
            if !differences.is_empty() {
                let text = || describe(&placed.case, on, &differences);
                summary.differ(placed.case.code, on, options.shown, text);
            }
        }
    }
    Ok(())
}
