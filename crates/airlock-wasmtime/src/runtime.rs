//! The compiler, the caches and the host functions, shared by all guests of a process.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use airlock_kernel::LoadedObject;
use airlock_types::Report;
use wasmtime::{Engine, Linker};

use crate::cache::{Cache, CacheLocation};
use crate::code::{self, Code, Program};
use crate::error::{RuntimeError, TaskError};
use crate::lifter::{LiftTranslator, Translation, Translator, part_of};
use crate::task::{self, Task, TaskState};
use crate::{engine, host, perf};

/// Compiled programs kept in memory. The least recently used one goes.
const PROGRAMS_MAX: usize = 32;
/// Compiled libraries, and parts of large ones, kept in memory; when there are more, all are forgotten.
const LIBRARIES_MAX: usize = 4096;
/// Compiled fragments kept in memory; when there are more, all are forgotten.
const FRAGMENTS_MAX: usize = 1024;
/// Digests of program files kept.
const DIGESTS_MAX: usize = 32;
/// Warnings kept.
const WARNINGS_MAX: usize = 100;

/// How to make a [`Runtime`].
#[derive(Clone, Debug)]
pub struct RuntimeConfig {
    /// Where compiled code is kept.
    pub cache: CacheLocation,
    /// The cache is pruned to this size when a program is added.
    pub cache_bytes_max: u64,
    /// Writes `/tmp/perf-<pid>.map`, so that `perf` can name lifted functions.
    pub perf_map: bool,
}

impl Default for RuntimeConfig {
    /// The default cache, up to 4 GiB. A map for `perf` is written if `AIRLOCK_PERF_MAP` is set in the environment.
    fn default() -> Self {
        Self {
            cache: CacheLocation::Default,
            cache_bytes_max: 4 << 30,
            perf_map: std::env::var_os("AIRLOCK_PERF_MAP").is_some(),
        }
    }
}

/// How far the preparation of a program is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// The program is not in the cache: its machine code is being translated.
    Lifting {
        /// Path in the guest.
        path: String,
        /// Size of the file.
        bytes: u64,
    },
    /// The translation is being compiled.
    Compiling {
        /// Path in the guest.
        path: String,
        /// How many functions it has.
        functions: u64,
        /// Its size.
        wasm_bytes: u64,
    },
    /// The program starts.
    Ready {
        /// Whether it was compiled before.
        cached: bool,
    },
}

/// The compiler with its caches. Clones share everything.
#[derive(Clone)]
pub struct Runtime {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    linker: Linker<TaskState>,
    fingerprint: [u8; 32],
    cache: Option<Cache>,
    cache_bytes_max: u64,
    perf_map: bool,
    translator: Box<dyn Translator>,
    programs: Mutex<Programs>,
    fragments: Mutex<HashMap<[u8; 32], Arc<Code>>>,
    libraries: Mutex<HashMap<[u8; 32], Arc<Code>>>,
    digests: Mutex<Vec<(Weak<[u8]>, blake3::Hash)>>,
    /// Held while a program is compiled: it uses all cores, and a second guest of the same program finds it done.
    compiling: Mutex<()>,
    warnings: Mutex<Vec<String>>,
}

#[derive(Default)]
struct Programs {
    by_key: HashMap<[u8; 32], (u64, Arc<Program>)>,
    uses: u64,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What the mutexes here protect is whole between any two statements.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Runtime {
    /// Sets up the compiler and opens the cache. A cache that cannot be used is a warning, not an error.
    pub fn new(config: RuntimeConfig) -> Result<Self, RuntimeError> {
        Self::with_translator(config, Box::new(LiftTranslator::default()))
    }

    pub(crate) fn with_translator(
        config: RuntimeConfig,
        translator: Box<dyn Translator>,
    ) -> Result<Self, RuntimeError> {
        engine::keep_tables_fresh();
        let engine = engine::new_engine().map_err(|error| RuntimeError::Engine { detail: format!("{error:#}") })?;
        let linker = host::define(&engine).map_err(|error| RuntimeError::Imports { detail: format!("{error:#}") })?;
        let mut warnings = Vec::new();
        let cache = match config.cache {
            CacheLocation::Off => None,
            location => Cache::open(&location).map_err(|error| warnings.push(error.to_string())).ok(),
        };
        Ok(Self {
            inner: Arc::new(Inner {
                fingerprint: engine::fingerprint(&engine),
                engine,
                linker,
                cache,
                cache_bytes_max: config.cache_bytes_max,
                perf_map: config.perf_map,
                translator,
                programs: Mutex::default(),
                fragments: Mutex::default(),
                libraries: Mutex::default(),
                digests: Mutex::default(),
                compiling: Mutex::default(),
                warnings: Mutex::new(warnings),
            }),
        })
    }

    /// The cache of compiled code, unless it is off or could not be opened.
    pub fn cache(&self) -> Option<&Cache> {
        self.inner.cache.as_ref()
    }

    /// What went wrong without stopping anything: sentences for people, e.g. that the cache cannot be written.
    pub fn warnings(&self) -> Vec<String> {
        lock(&self.inner.warnings).clone()
    }

    /// Runs a guest to its end, each of its tasks on a thread of its own. All of them are gone when this returns.
    pub fn run(&self, task: Task) -> Result<Report, TaskError> {
        task::run(self, task)
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    pub(crate) fn linker(&self) -> &Linker<TaskState> {
        &self.inner.linker
    }

    pub(crate) fn translator(&self) -> &dyn Translator {
        &*self.inner.translator
    }

    pub(crate) fn warn(&self, warning: String) {
        let mut warnings = lock(&self.inner.warnings);
        if warnings.len() < WARNINGS_MAX && !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }

    fn cache_key(&self, kind: &[u8], parts: &[&[u8]]) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(kind);
        hasher.update(&self.inner.fingerprint);
        for part in parts {
            hasher.update(part);
        }
        *hasher.finalize().as_bytes()
    }

    /// The compiled form of a loaded object: from memory, from the cache, or made now.
    pub(crate) fn program(
        &self,
        object: &LoadedObject,
        arena: Option<Range<u64>>,
        on_progress: &dyn Fn(Progress),
    ) -> Result<Arc<Program>, TaskError> {
        let kind: &[u8] = if arena.is_some() { b"dynamic program" } else { b"program" };
        let key = self.object_key(kind, object, arena.as_ref());
        if let Some(program) = self.in_memory(&key) {
            on_progress(Progress::Ready { cached: true });
            return Ok(program);
        }
        let _compiling = lock(&self.inner.compiling);
        if let Some(program) = self.in_memory(&key) {
            on_progress(Progress::Ready { cached: true });
            return Ok(program);
        }
        let path = String::from_utf8_lossy(&object.path).into_owned();
        let cached = self.cache().and_then(|cache| code::load(self.engine(), cache, &key));
        let from_cache = cached.is_some();
        let code = match cached {
            Some(code) => code,
            None => {
                let translate = || self.translator().program(object, arena);
                self.make(object, &path, key, translate, on_progress)?
            }
        };
        self.name_for_perf(&code);
        let program = Program::new(self.linker(), path.clone(), code)
            .map_err(|error| TaskError::Instantiate { path, detail: format!("{error:#}") })?;
        let program = Arc::new(program);
        self.keep(key, &program);
        on_progress(Progress::Ready { cached: from_cache });
        Ok(program)
    }

    fn object_key(&self, kind: &[u8], object: &LoadedObject, arena: Option<&Range<u64>>) -> [u8; 32] {
        let digest = self.digest(&object.bytes);
        let arena = arena.map_or([0; 2], |arena| [arena.start, arena.end]);
        let numbers: Vec<u8> = [object.bias, arena[0], arena[1]].iter().flat_map(|n| n.to_le_bytes()).collect();
        self.cache_key(kind, &[&numbers, digest.as_bytes()])
    }

    /// The compiled form of a shared object that a program loaded, or of the part of it that `pc` is in if it is large:
    /// from memory, from the cache, or made now.
    pub(crate) fn library(
        &self,
        object: &LoadedObject,
        text: &Range<u64>,
        pc: u64,
        on_progress: &dyn Fn(Progress),
    ) -> Result<Arc<Code>, TaskError> {
        let mut key = self.object_key(b"library", object, Some(text));
        let part = part_of(object, pc);
        if let Some(part) = &part {
            key = self.cache_key(b"part", &[&key, &part.start.to_le_bytes(), &part.end.to_le_bytes()]);
        }
        if let Some(code) = lock(&self.inner.libraries).get(&key) {
            return Ok(Arc::clone(code));
        }
        let _compiling = lock(&self.inner.compiling);
        if let Some(code) = lock(&self.inner.libraries).get(&key) {
            return Ok(Arc::clone(code));
        }
        let code = match self.cache().and_then(|cache| code::load(self.engine(), cache, &key)) {
            Some(code) => code,
            None => {
                let path = String::from_utf8_lossy(&object.path).into_owned();
                let translate = || self.translator().library(object, text.clone(), part);
                let code = self.make(object, &path, key, translate, on_progress)?;
                on_progress(Progress::Ready { cached: false });
                code
            }
        };
        self.name_for_perf(&code);
        let code = Arc::new(code);
        let mut libraries = lock(&self.inner.libraries);
        if libraries.len() >= LIBRARIES_MAX {
            libraries.clear();
        }
        libraries.insert(key, Arc::clone(&code));
        Ok(code)
    }

    /// The digest of a program file. Those of the last ones are remembered: a shell runs the same file again and again.
    fn digest(&self, bytes: &Arc<[u8]>) -> blake3::Hash {
        let mut digests = lock(&self.inner.digests);
        let known = digests.iter().find(|(known, _)| known.upgrade().is_some_and(|known| Arc::ptr_eq(&known, bytes)));
        if let Some((_, digest)) = known {
            return *digest;
        }
        drop(digests);
        let digest = blake3::hash(bytes);
        digests = lock(&self.inner.digests);
        digests.retain(|(known, _)| known.strong_count() > 0);
        if digests.len() >= DIGESTS_MAX {
            digests.remove(0);
        }
        digests.push((Arc::downgrade(bytes), digest));
        digest
    }

    fn make(
        &self,
        object: &LoadedObject,
        path: &str,
        key: [u8; 32],
        translate: impl FnOnce() -> Result<Translation, String>,
        on_progress: &dyn Fn(Progress),
    ) -> Result<Code, TaskError> {
        on_progress(Progress::Lifting { path: path.to_owned(), bytes: object.bytes.len() as u64 });
        let translation = translate().map_err(|detail| TaskError::Lift { path: path.to_owned(), detail })?;
        on_progress(Progress::Compiling {
            path: path.to_owned(),
            functions: translation.roots.len() as u64,
            wasm_bytes: translation.wasm.len() as u64,
        });
        let code = code::compile(self.engine(), translation, self.cache().map(|cache| (cache, key)), &|warning| {
            self.warn(warning);
        })
        .map_err(|error| TaskError::Compile { path: path.to_owned(), detail: format!("{error:#}") })?;
        if let Some(Err(error)) = self.cache().map(|cache| cache.prune(self.inner.cache_bytes_max)) {
            self.warn(error.to_string());
        }
        Ok(code)
    }

    fn name_for_perf(&self, code: &Code) {
        if self.inner.perf_map
            && let Err(error) = perf::write_map(code)
        {
            self.warn(format!("could not write the map for perf to /tmp: {error}"));
        }
    }

    fn in_memory(&self, key: &[u8; 32]) -> Option<Arc<Program>> {
        let mut programs = lock(&self.inner.programs);
        programs.uses += 1;
        let now = programs.uses;
        let (last_use, program) = programs.by_key.get_mut(key)?;
        *last_use = now;
        Some(Arc::clone(program))
    }

    fn keep(&self, key: [u8; 32], program: &Arc<Program>) {
        let mut programs = lock(&self.inner.programs);
        if programs.by_key.len() >= PROGRAMS_MAX {
            let oldest = programs.by_key.iter().min_by_key(|(_, (last_use, _))| *last_use).map(|(key, _)| *key);
            if let Some(oldest) = oldest {
                programs.by_key.remove(&oldest);
            }
        }
        let now = programs.uses;
        programs.by_key.insert(key, (now, Arc::clone(program)));
    }

    /// The compiled form of a piece of code that was found at run time.
    ///
    /// It is kept under the digest of its translation, not of a program: the bytes in guest memory may be anything,
    /// and translating is the cheap part.
    pub(crate) fn fragment_code(&self, translation: Translation) -> wasmtime::Result<Arc<Code>> {
        let roots: Vec<u8> = translation.roots.iter().flat_map(|root| root.to_le_bytes()).collect();
        let key = self.cache_key(b"fragment", &[blake3::hash(&translation.wasm).as_bytes(), &roots]);
        if let Some(code) = lock(&self.inner.fragments).get(&key) {
            return Ok(Arc::clone(code));
        }
        let code = match self.cache().and_then(|cache| code::load(self.engine(), cache, &key)) {
            Some(code) => code,
            None => code::compile(self.engine(), translation, self.cache().map(|cache| (cache, key)), &|warning| {
                self.warn(warning);
            })?,
        };
        self.name_for_perf(&code);
        let code = Arc::new(code);
        let mut fragments = lock(&self.inner.fragments);
        if fragments.len() >= FRAGMENTS_MAX {
            fragments.clear();
        }
        fragments.insert(key, Arc::clone(&code));
        Ok(code)
    }
}
