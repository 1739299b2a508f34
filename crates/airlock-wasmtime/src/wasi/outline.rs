//! What a module says of itself before any of its code, so that one that cannot run is refused before it is compiled.

use wasmparser::{ExternalKind, Parser, Payload, TypeRef};

/// The declarations of a module that matter here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Module and name of each import.
    pub(crate) imports: Vec<(String, String)>,
    /// Initial pages of the memory that is exported as `memory`.
    pub(crate) memory_pages: Option<u64>,
    /// Whether a function is exported as `_start`.
    pub(crate) start: bool,
    /// Number of functions with code.
    pub(crate) functions: u64,
}

/// Reads the declarations. What does not parse is left to the compiler, which says where it is wrong.
pub(crate) fn outline(module: &[u8]) -> Outline {
    let mut outline = Outline::default();
    // An import that is not a function is refused by its name, so every memory with an index is the module's own.
    let mut memories = Vec::new();
    let mut exported_memory = None;
    for payload in Parser::new(0).parse_all(module) {
        match payload {
            Ok(Payload::ImportSection(section)) => {
                for import in section.into_imports().flatten() {
                    outline.imports.push((import.module.to_owned(), import.name.to_owned()));
                    if let TypeRef::Memory(memory) = import.ty {
                        memories.push(memory.initial);
                    }
                }
            }
            Ok(Payload::MemorySection(section)) => {
                memories.extend(section.into_iter().flatten().map(|memory| memory.initial));
            }
            Ok(Payload::ExportSection(section)) => {
                for export in section.into_iter().flatten() {
                    match (export.name, export.kind) {
                        ("memory", ExternalKind::Memory) => exported_memory = usize::try_from(export.index).ok(),
                        ("_start", ExternalKind::Func) => outline.start = true,
                        _ => {}
                    }
                }
            }
            Ok(Payload::CodeSectionStart { count, .. }) => {
                outline.functions = count.into();
                break;
            }
            Ok(_) => {}
            Err(_) => break,
        }
    }
    outline.memory_pages = exported_memory.and_then(|index| memories.get(index).copied());
    outline
}
