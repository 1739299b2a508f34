//! The shape of a lifted module: types, imports, globals and tables, and the indices that code refers to them by.
//!
//! A *program* module defines memory, globals and the dispatch table and exports them; a *fragment* module, made for
//! code that was found at run time, imports them. Everything else is the same, and the functions of the prelude have
//! the same indices in both.

use std::ops::Range;

use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection,
    GlobalSection, GlobalType, HeapType, ImportSection, MemorySection, MemoryType, Module, RefType, TableSection,
    TableType, TypeSection, ValType,
};

use super::prelude;
use crate::helper::Helper;
use crate::ir::{Ty, Var};

/// Where lifted loops look whether they are to stop: a readable page of zeros below the lowest guest mapping.
pub const POLL_PAGE: u64 = 0xf000;

/// The result "pc" that means: unwind to the dispatcher.
pub const UNWIND: i64 = 1;

/// Index of the type of every lifted function.
pub(crate) const TYPE_LIFTED: u32 = 0;

/// The memory.
pub(crate) const MEMORY: u32 = 0;
/// Guest pc to function reference.
pub(crate) const DISPATCH: u32 = 0;

/// Global of the pc to continue at after unwinding.
pub(crate) const GLOBAL_PC: u32 = Var::STATE_COUNT as u32;

pub(crate) const SYSCALL: u32 = 0;
pub(crate) const RESOLVE: u32 = 1;
pub(crate) const TRAP: u32 = 2;
pub(crate) const REP: u32 = 3;
pub(crate) const DIVIDE: u32 = 4;
const FIRST_HELPER: u32 = 5;

/// Index of the first function of the prelude: right after the imports from `airlock`. A program module defines them, a
/// fragment imports them.
pub(super) const FIRST_PRELUDE: u32 = FIRST_HELPER + Helper::ALL.len() as u32;
/// Index of the first function after those of the prelude.
const AFTER_PRELUDE: u32 = FIRST_PRELUDE + prelude::COUNT;

pub(crate) fn helper_index(helper: Helper) -> u32 {
    FIRST_HELPER + Helper::ALL.iter().position(|h| *h == helper).unwrap_or(0) as u32
}

/// Which of the two kinds of module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Program,
    Fragment,
}

impl Kind {
    /// The function that stores its parameters and unwinds.
    pub(crate) const fn unwind(self) -> u32 {
        match self {
            Self::Program => AFTER_PRELUDE + 1,
            Self::Fragment => AFTER_PRELUDE,
        }
    }
    /// Index of the first lifted function.
    pub(crate) const fn first_lifted(self) -> u32 {
        match self {
            Self::Program => AFTER_PRELUDE + 3,
            Self::Fragment => AFTER_PRELUDE + 1,
        }
    }
}

pub(crate) const fn val_type(ty: Ty) -> ValType {
    match ty {
        Ty::I32 => ValType::I32,
        Ty::I64 => ValType::I64,
        Ty::F32 => ValType::F32,
        Ty::F64 => ValType::F64,
        Ty::V128 => ValType::V128,
    }
}

pub(crate) const fn lifted_ref(nullable: bool) -> RefType {
    RefType { nullable, heap_type: HeapType::Concrete(TYPE_LIFTED) }
}

/// Puts a module around the bodies of lifted functions.
pub(crate) fn assemble(kind: Kind, text: &Range<u64>, bodies: &[Vec<u8>]) -> Vec<u8> {
    let mut module = Module::new();
    module.section(&types());
    module.section(&imports(kind, text));
    let mut functions = FunctionSection::new();
    if kind == Kind::Program {
        for routine in prelude::routines() {
            functions.function(types::of(routine.signature()));
        }
        functions.function(types::RUN);
        functions.function(TYPE_LIFTED);
        functions.function(types::ENTER);
    }
    for _ in bodies {
        functions.function(TYPE_LIFTED);
    }
    module.section(&functions);
    let count = bodies.len() as u64;
    let mut tables = TableSection::new();
    if kind == Kind::Program {
        tables.table(dispatch_type(text));
    }
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: count,
        maximum: Some(count),
        shared: false,
    });
    module.section(&tables);
    if kind == Kind::Program {
        let mut memories = MemorySection::new();
        memories.memory(memory_type());
        module.section(&memories);
        let mut globals = GlobalSection::new();
        for var in Var::state() {
            let zero = match var.ty() {
                Ty::V128 => ConstExpr::v128_const(0),
                Ty::I64 => ConstExpr::i64_const(0),
                _ => ConstExpr::i32_const(0),
            };
            globals.global(global_type(val_type(var.ty())), &zero);
        }
        globals.global(global_type(ValType::I64), &ConstExpr::i64_const(0));
        module.section(&globals);
    }
    module.section(&exports(kind));
    let mut elements = ElementSection::new();
    let indices: Vec<u32> = (0..bodies.len() as u32).map(|i| kind.first_lifted() + i).collect();
    elements.active(Some(1), &ConstExpr::i32_const(0), Elements::Functions((&indices[..]).into()));
    module.section(&elements);
    let mut code = CodeSection::new();
    if kind == Kind::Program {
        for routine in prelude::routines() {
            code.function(&routine.body());
        }
        code.function(&super::dispatcher::run(text));
        code.function(&super::dispatcher::unwind());
        code.function(&super::dispatcher::enter(text));
    }
    for body in bodies {
        code.raw(body);
    }
    module.section(&code);
    module.finish()
}

/// Indices of the other types.
mod types {
    pub(super) const SYSCALL: u32 = 1;
    pub(super) const RESOLVE: u32 = 2;
    pub(super) const TRAP: u32 = 3;
    pub(super) const REP: u32 = 4;
    pub(super) const RUN: u32 = 5;
    pub(super) const DIVIDE: u32 = 6;
    pub(super) const REPEAT: u32 = 7;
    pub(super) const AGGREGATE: u32 = 8;
    pub(super) const ENTER: u32 = 9;
    pub(super) const FIRST_HELPER: u32 = 10;

    /// The type of a function of the prelude.
    pub(super) const fn of(signature: super::prelude::Signature) -> u32 {
        match signature {
            super::prelude::Signature::Repeat => REPEAT,
            super::prelude::Signature::Aggregate => AGGREGATE,
        }
    }
}

fn types() -> TypeSection {
    use ValType::{I32, I64};
    let mut types = TypeSection::new();
    types.ty().function([I64; 4], [I64; 3]);
    types.ty().function([I64; 7], [I64, I32]);
    types.ty().function([I64], [ValType::Ref(lifted_ref(false))]);
    types.ty().function([I32, I64], []);
    types.ty().function([I32, I64, I64, I64, I64, I32], [I64; 3]);
    types.ty().function([], []);
    types.ty().function([I64, I64, I64, I32], [I64, I64, I32]);
    types.ty().function([I64, I64, I64, I32], [I64; 3]);
    types.ty().function([ValType::V128, ValType::V128, I32, I32], [I32]);
    types.ty().function([], [I64]);
    for helper in Helper::ALL {
        let (params, results) = helper.signature();
        types.ty().function(vec![I64; params], vec![I64; results]);
    }
    types
}

fn imports(kind: Kind, text: &Range<u64>) -> ImportSection {
    let mut imports = ImportSection::new();
    let mut function = |name: &str, ty: u32| {
        imports.import("airlock", name, EntityType::Function(ty));
    };
    function("syscall", types::SYSCALL);
    function("resolve", types::RESOLVE);
    function("trap", types::TRAP);
    function("rep", types::REP);
    function("divide", types::DIVIDE);
    for (i, helper) in Helper::ALL.iter().enumerate() {
        function(helper.name(), types::FIRST_HELPER + i as u32);
    }
    if kind == Kind::Fragment {
        for routine in prelude::routines() {
            let ty = types::of(routine.signature());
            imports.import("main", &routine.name(), EntityType::Function(ty));
        }
        imports.import("main", "unwind", EntityType::Function(TYPE_LIFTED));
        imports.import("main", "memory", EntityType::Memory(memory_type()));
        for var in Var::state() {
            imports.import("main", &var.to_string(), EntityType::Global(global_type(val_type(var.ty()))));
        }
        imports.import("main", "pc", EntityType::Global(global_type(ValType::I64)));
        imports.import("main", "dispatch", EntityType::Table(dispatch_type(text)));
    }
    imports
}

fn exports(kind: Kind) -> ExportSection {
    let mut exports = ExportSection::new();
    exports.export("functions", ExportKind::Table, 1);
    if kind == Kind::Program {
        exports.export("memory", ExportKind::Memory, MEMORY);
        for var in Var::state() {
            exports.export(&var.to_string(), ExportKind::Global, u32::from(var.0));
        }
        exports.export("pc", ExportKind::Global, GLOBAL_PC);
        exports.export("dispatch", ExportKind::Table, DISPATCH);
        for routine in prelude::routines() {
            exports.export(&routine.name(), ExportKind::Func, routine.index());
        }
        exports.export("run", ExportKind::Func, AFTER_PRELUDE);
        exports.export("unwind", ExportKind::Func, kind.unwind());
        exports.export("enter", ExportKind::Func, AFTER_PRELUDE + 2);
    }
    exports
}

fn memory_type() -> MemoryType {
    MemoryType { minimum: 65536, maximum: Some(65536), memory64: false, shared: false, page_size_log2: None }
}

fn global_type(val_type: ValType) -> GlobalType {
    GlobalType { val_type, mutable: true, shared: false }
}

fn dispatch_type(text: &Range<u64>) -> TableType {
    let n = text.end.saturating_sub(text.start);
    TableType { element_type: lifted_ref(true), table64: false, minimum: n, maximum: Some(n), shared: false }
}

/// The bytes of a function's body, as they stand in the code section.
pub(crate) fn body_bytes(f: Function) -> Vec<u8> {
    f.into_raw_body()
}
