//! The Wasm that each instruction becomes, as text, in `testdata/golden`: one file per family of `sem`.
//!
//! The files are also the list of cases. A case starts with a line of two semicolons and the bytes of one or more
//! instructions; `ret` is added, so that what the instructions leave in registers has to be handed on. Add a line with
//! bytes and run the test with `AIRLOCK_BLESS=1` to get its text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use airlock_lift::lift::{CodeSource, lift_fragment};
use airlock_lift::sem;
use iced_x86::{Code, Decoder, DecoderOptions, Formatter, Instruction, IntelFormatter};
use wasmparser::{Validator, WasmFeatures};

/// Where the instructions of a case lie.
const BASE: u64 = 0x40_0000;
/// Range of the dispatch table.
const TEXT: std::ops::Range<u64> = BASE..BASE + 0x1000;
/// Files that belong to no family of `sem`: several instructions together.
const OTHER_FILES: [&str; 1] = ["sequences"];
const RET: u8 = 0xc3;

struct Case {
    bytes: Vec<u8>,
    instructions: Vec<Instruction>,
}

struct Source(Vec<u8>);

impl CodeSource for Source {
    fn code_at(&self, addr: u64) -> &[u8] {
        addr.checked_sub(BASE).and_then(|n| self.0.get(usize::try_from(n).ok()?..)).unwrap_or_default()
    }
    fn constant_at(&self, _: u64, _: usize) -> Option<&[u8]> {
        None
    }
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/golden").join(format!("{name}.wat"))
}

fn blessing() -> bool {
    std::env::var_os("AIRLOCK_BLESS").is_some_and(|v| v == "1")
}

/// The bytes of a case's first line: `;; 48 01 c8  add rax, rcx`.
fn parse(line: &str) -> Option<Case> {
    let digits = line.strip_prefix(";; ")?.split("  ").next()?;
    let bytes: Vec<u8> = digits.split(' ').map(|d| u8::from_str_radix(d, 16)).collect::<Result<_, _>>().ok()?;
    let instructions = Decoder::with_ip(64, &bytes, BASE, DecoderOptions::NONE).into_iter().collect();
    Some(Case { bytes, instructions })
}

fn cases(text: &str) -> Vec<Case> {
    let lines = text.lines().filter(|l| l.starts_with(";; "));
    lines.map(|l| parse(l).unwrap_or_else(|| panic!("no bytes in hexadecimal: {l}"))).collect()
}

fn disassembly(case: &Case) -> String {
    let mut formatter = IntelFormatter::new();
    formatter.options_mut().set_space_after_operand_separator(true);
    formatter.options_mut().set_hex_prefix("0x");
    formatter.options_mut().set_hex_suffix("");
    formatter.options_mut().set_uppercase_hex(false);
    formatter.options_mut().set_branch_leading_zeros(false);
    formatter.options_mut().set_show_branch_size(false);
    let mut texts = Vec::new();
    for i in &case.instructions {
        let mut text = String::new();
        formatter.format(i, &mut text);
        texts.push(text);
    }
    texts.join("; ")
}

/// Lifts a case and gives the body of its function, without the line of its type.
fn body(case: &Case) -> String {
    let mut code = case.bytes.clone();
    code.push(RET);
    let lifted = lift_fragment(&Source(code), BASE, TEXT);
    let shown = disassembly(case);
    let mut validator = Validator::new_with_features(WasmFeatures::all() | WasmFeatures::WIDE_ARITHMETIC);
    if let Err(e) = validator.validate_all(&lifted.wasm) {
        panic!("{shown}: {e}");
    }
    let text = wasmprinter::print_bytes(&lifted.wasm).unwrap_or_else(|e| panic!("{shown}: {e}"));
    let names = Names::new(&text);
    let function = text.lines().skip_while(|l| !l.starts_with("  (func ")).skip(1);
    let lines: Vec<String> =
        function.take_while(|l| *l != "  )").map(|l| names.put_into(l.strip_prefix("    ").unwrap_or(l))).collect();
    assert!(!lines.is_empty(), "{shown}: no function in\n{text}");
    let locals = named_locals(&lines);
    lines.iter().fold(String::new(), |text, line| text + &with_locals(line, &locals) + "\n")
}

/// An instruction with one number or name as its operand, and the spaces before it.
fn operand(line: &str) -> Option<(&str, &str, &str)> {
    let code = line.trim_start();
    let (instruction, operand) = code.split_once(' ')?;
    Some((&line[..line.len() - code.len()], instruction, operand))
}

/// Names of imported functions and globals, which the printer gives as numbers.
struct Names {
    functions: Vec<String>,
    globals: Vec<String>,
}

impl Names {
    fn new(text: &str) -> Self {
        let named = |what: &str| {
            let imports = text.lines().filter(|l| l.starts_with("  (import ") && l.contains(what));
            imports.filter_map(|l| l.split('"').nth(3).map(str::to_owned)).collect()
        };
        Self { functions: named(" (func "), globals: named(" (global ") }
    }

    fn put_into(&self, line: &str) -> String {
        let Some((spaces, instruction, number)) = operand(line) else { return line.to_owned() };
        let name = number.parse::<usize>().ok().and_then(|n| match instruction {
            "call" => self.functions.get(n),
            "global.get" | "global.set" => self.globals.get(n),
            _ => None,
        });
        name.map_or_else(|| line.to_owned(), |name| format!("{spaces}{instruction} ${name}"))
    }
}

/// Names of the locals that hold guest registers: the parameters, and what is copied from or to a global.
fn named_locals(lines: &[String]) -> BTreeMap<String, String> {
    let mut names: BTreeMap<String, String> =
        ["rsp", "rdi", "rsi", "rdx"].iter().enumerate().map(|(n, name)| (n.to_string(), format!("${name}"))).collect();
    for pair in lines.windows(2) {
        let (Some((_, first, a)), Some((_, second, b))) = (operand(&pair[0]), operand(&pair[1])) else { continue };
        match (first, second) {
            ("global.get", "local.set") => names.entry(b.to_owned()).or_insert_with(|| a.to_owned()),
            ("local.get", "global.set") => names.entry(a.to_owned()).or_insert_with(|| b.to_owned()),
            _ => continue,
        };
    }
    names
}

fn with_locals(line: &str, locals: &BTreeMap<String, String>) -> String {
    match operand(line) {
        Some((spaces, instruction @ ("local.get" | "local.set" | "local.tee"), n)) => {
            format!("{spaces}{instruction} {}", locals.get(n).map_or(n, String::as_str))
        }
        _ => line.to_owned(),
    }
}

/// The whole file as it should be. Lines of three semicolons are the head of the file and stay.
fn expected(old: &str) -> String {
    let mut new = String::new();
    for line in old.lines().filter(|l| l.starts_with(";;;")) {
        writeln!(new, "{line}").unwrap();
    }
    for case in cases(old) {
        let digits: Vec<String> = case.bytes.iter().map(|b| format!("{b:02x}")).collect();
        write!(new, "\n;; {}  {}\n{}", digits.join(" "), disassembly(&case), body(&case)).unwrap();
    }
    new
}

fn first_difference(old: &str, new: &str) -> String {
    let mut case = "";
    for (n, (a, b)) in old.lines().chain(["(end)"]).zip(new.lines().chain(["(end)"])).enumerate() {
        if a.starts_with(";; ") {
            case = a;
        }
        if a != b {
            return format!("line {}, in {case}\n  file: {a}\n  now:  {b}", n + 1);
        }
    }
    String::new()
}

#[test]
fn emitted_wasm_is_as_in_the_golden_files() {
    let mut differences = String::new();
    for name in sem::families().map(|(name, _)| name).chain(OTHER_FILES) {
        let path = path(name);
        let old = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let new = expected(&old);
        if new == old {
            continue;
        }
        if blessing() {
            std::fs::write(&path, new).unwrap();
        } else {
            writeln!(differences, "{}: {}", path.display(), first_difference(&old, &new)).unwrap();
        }
    }
    assert!(differences.is_empty(), "AIRLOCK_BLESS=1 writes these files anew\n{differences}");
}

#[test]
fn every_row_has_a_golden_case() {
    let mut missing = Vec::new();
    for (name, rows) in sem::families() {
        let text = std::fs::read_to_string(path(name)).unwrap();
        let shown: BTreeSet<Code> = cases(&text).iter().filter_map(|c| Some(c.instructions.first()?.code())).collect();
        for row in rows.iter().filter(|row| !row.codes.iter().any(|c| shown.contains(c))) {
            missing.push(format!("{name}.wat: none of {:?}", row.codes));
        }
    }
    assert!(missing.is_empty(), "no golden case for rows:\n{}", missing.join("\n"));
}

#[test]
fn no_golden_file_is_left_over() {
    let known: BTreeSet<String> =
        sem::families().map(|(name, _)| name).chain(OTHER_FILES).map(|n| format!("{n}.wat")).collect();
    let directory = path("x").parent().unwrap().to_owned();
    for entry in std::fs::read_dir(directory).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(known.contains(&name), "{name} belongs to no family");
    }
}
