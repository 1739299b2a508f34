//! Compiled code on disk.
//!
//! Loading compiled code is running it, so an entry is loaded only if it carries a MAC made with a key that is local
//! to this cache and readable by its owner alone. What is damaged, foreign or of another version fails that check, or
//! has another name in the first place, and is made again. Entries are written to a temporary file and renamed:
//! readers see an old entry, a new one, or none.
//!
//! The key protects against entries that come from elsewhere: a shared or restored directory, another user, a disk
//! error. It does not protect against somebody who runs as the same user: that person can read the key.
//!
//! An entry is the compiled code, which is mapped from the file and not copied, then what describes it, then a
//! trailer with the MAC over both. Because the mapping shows later changes of the file, an entry that another user
//! could write to is refused; nobody writes to one in place, here or elsewhere: it is replaced by a rename.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

const MAGIC: [u8; 8] = *b"airlock\x02";
const MAC_BYTES: usize = 32;
/// MAC, length of the code, length of the header, magic.
const TRAILER_BYTES: usize = MAC_BYTES + 8 + 8 + MAGIC.len();
/// Bytes read at a time for the check.
const CHUNK_BYTES: usize = 256 << 10;
const KEY_FILE: &str = "key";
const ENTRY_SUFFIX: &str = ".code";
const TEMPORARY_PREFIX: &str = "tmp-";
/// A reader does not need the exact time of each use: that would be a write for each read.
const USE_GRANULARITY_S: u64 = 600;
/// Larger files are not entries of ours.
const ENTRY_MAX_BYTES: u64 = 4 << 30;

/// Where the cache is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum CacheLocation {
    /// `$AIRLOCK_CACHE_DIR`, else `$XDG_CACHE_HOME/airlock`, else `~/.cache/airlock`.
    #[default]
    Default,
    /// This directory; it is made if it is missing.
    Directory(PathBuf),
    /// No cache: every program is compiled every time.
    Off,
}

/// Why the cache could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CacheError {
    /// The caller asked for no cache.
    #[error("the code cache is switched off")]
    Off,
    /// None of the places is known.
    #[error("there is no place for compiled code: set AIRLOCK_CACHE_DIR, XDG_CACHE_HOME or HOME")]
    NoDirectory,
    /// The directory could not be made.
    #[error(
        "could not make the cache directory {path}: {source}; set AIRLOCK_CACHE_DIR to a directory that can be written"
    )]
    Create {
        /// The directory.
        path: PathBuf,
        /// What the host said.
        source: io::Error,
    },
    /// The key could not be made or read.
    #[error(
        "could not make or read the cache key {path}: {source}; set AIRLOCK_CACHE_DIR to a directory that can be written"
    )]
    Key {
        /// The key file.
        path: PathBuf,
        /// What the host said.
        source: io::Error,
    },
    /// The key may be known to others.
    #[error(
        "the cache key {path} is not a private file of ours (32 bytes, mode 0600, own user): remove it and what is beside it"
    )]
    KeyNotPrivate {
        /// The key file.
        path: PathBuf,
    },
    /// The directory could not be listed.
    #[error("could not list the cache directory {path}: {source}")]
    List {
        /// The directory.
        path: PathBuf,
        /// What the host said.
        source: io::Error,
    },
    /// An entry could not be removed.
    #[error("could not remove {path} from the cache: {source}")]
    Remove {
        /// The entry.
        path: PathBuf,
        /// What the host said.
        source: io::Error,
    },
    /// An entry could not be written.
    #[error("could not write {path} to the cache: {source}")]
    Write {
        /// The entry.
        path: PathBuf,
        /// What the host said.
        source: io::Error,
    },
}

/// One entry, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CacheEntry {
    /// Its name: a digest of the program, the lifter, the compiler and its settings, in hexadecimal.
    pub key: String,
    /// Size on disk.
    pub bytes: u64,
    /// About when it was last loaded or written.
    pub last_used: SystemTime,
}

/// What a pruning removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Pruned {
    /// Number of entries.
    pub entries: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// A directory of authenticated entries. Safe to share between threads and processes.
#[derive(Debug)]
pub struct Cache {
    directory: PathBuf,
    key: [u8; 32],
}

impl Cache {
    /// Opens the cache, making the directory and its key if they are missing.
    pub fn open(location: &CacheLocation) -> Result<Self, CacheError> {
        let directory = match location {
            CacheLocation::Off => return Err(CacheError::Off),
            CacheLocation::Directory(path) => path.clone(),
            CacheLocation::Default => default_directory().ok_or(CacheError::NoDirectory)?,
        };
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&directory)
            .map_err(|source| CacheError::Create { path: directory.clone(), source })?;
        let key = load_or_make_key(&directory)?;
        Ok(Self { directory, key })
    }

    /// Where it is.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    fn path(&self, key: &[u8; 32]) -> PathBuf {
        let name = blake3::Hash::from_bytes(*key).to_hex();
        self.directory.join(format!("{name}{ENTRY_SUFFIX}"))
    }

    fn mac(&self, key: &[u8; 32]) -> blake3::Hasher {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        hasher.update(&MAGIC);
        hasher.update(key);
        hasher
    }

    /// An entry, if there is one and it is authentic. One that is not is removed.
    pub(crate) fn load(&self, key: &[u8; 32]) -> Option<Entry> {
        let path = self.path(key);
        let mut file = File::open(&path).ok()?;
        match self.check(key, &mut file) {
            Ok(Some(header)) => Some(Entry { file, header }),
            // If it cannot be removed it stays and is refused again next time.
            Ok(None) => fs::remove_file(&path).map_or(None, |()| None),
            Err(_) => None,
        }
    }

    /// The header of an open entry; `None` if it is not authentic.
    fn check(&self, key: &[u8; 32], file: &mut File) -> io::Result<Option<Vec<u8>>> {
        let meta = file.metadata()?;
        let own = meta.uid() == rustix::process::geteuid().as_raw() && meta.mode() & 0o022 == 0;
        let len = meta.len();
        if !meta.is_file() || !own || len > ENTRY_MAX_BYTES || len < TRAILER_BYTES as u64 {
            return Ok(None);
        }
        let mut trailer = [0; TRAILER_BYTES];
        file.read_exact_at(&mut trailer, len - TRAILER_BYTES as u64)?;
        let Some((mac, lengths)) = trailer.split_first_chunk::<MAC_BYTES>() else { return Ok(None) };
        let number = |at: usize| lengths.get(at..at + 8).and_then(|b| b.first_chunk()).map(|b| u64::from_le_bytes(*b));
        let (Some(code_len), Some(header_len)) = (number(0), number(8)) else { return Ok(None) };
        let total = code_len.checked_add(header_len).and_then(|n| n.checked_add(TRAILER_BYTES as u64));
        if !lengths.ends_with(&MAGIC) || total != Some(len) {
            return Ok(None);
        }
        // Read in pieces: page faults on a buffer of the whole size would take longer than the check.
        let mut hasher = self.mac(key);
        hasher.update(lengths);
        let mut header = Vec::new();
        let mut buf = vec![0; CHUNK_BYTES];
        let mut at = 0;
        while at < code_len + header_len {
            let most = usize::try_from(code_len + header_len - at).unwrap_or(CHUNK_BYTES).min(CHUNK_BYTES);
            let Some(part) = buf.get_mut(..most) else { return Ok(None) };
            file.read_exact_at(part, at)?;
            hasher.update(part);
            let skip = usize::try_from(code_len.saturating_sub(at)).unwrap_or(usize::MAX);
            header.extend_from_slice(part.get(skip..).unwrap_or_default());
            at += most as u64;
        }
        // `blake3::Hash` compares in constant time.
        if hasher.finalize() != blake3::Hash::from_bytes(*mac) {
            return Ok(None);
        }
        touch(file, &meta);
        Ok(Some(header))
    }

    /// Writes an entry, replacing one that exists.
    pub(crate) fn store(&self, key: &[u8; 32], code: &[u8], header: &[u8]) -> Result<(), CacheError> {
        let path = self.path(key);
        let failed = |source| CacheError::Write { path: path.clone(), source };
        let mut lengths = Vec::new();
        lengths.extend_from_slice(&(code.len() as u64).to_le_bytes());
        lengths.extend_from_slice(&(header.len() as u64).to_le_bytes());
        lengths.extend_from_slice(&MAGIC);
        let mut hasher = self.mac(key);
        hasher.update(&lengths).update(code).update(header);
        let (temporary, mut file) = create_temporary(&self.directory).map_err(failed)?;
        let written = (|| {
            for part in [code, header, hasher.finalize().as_bytes(), &lengths] {
                file.write_all(part)?;
            }
            file.flush()?;
            fs::rename(&temporary, &path)
        })();
        if written.is_err() {
            let _ = fs::remove_file(&temporary);
        }
        written.map_err(failed)
    }

    /// Every entry, the least recently used first.
    pub fn list(&self) -> Result<Vec<CacheEntry>, CacheError> {
        let failed = |source| CacheError::List { path: self.directory.clone(), source };
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let Some(key) = name.to_str().and_then(|name| name.strip_suffix(ENTRY_SUFFIX)) else { continue };
            // It may have gone since the directory was read: another process prunes too.
            let Ok(meta) = entry.metadata() else { continue };
            let last_used = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            entries.push(CacheEntry { key: key.to_owned(), bytes: meta.len(), last_used });
        }
        entries.sort_by(|a, b| (a.last_used, &a.key).cmp(&(b.last_used, &b.key)));
        Ok(entries)
    }

    /// Removes the least recently used entries until the rest fits in `max_bytes`, and temporary files that a killed
    /// process left behind.
    pub fn prune(&self, max_bytes: u64) -> Result<Pruned, CacheError> {
        self.remove_stale_temporaries()?;
        let entries = self.list()?;
        let mut total: u64 = entries.iter().map(|entry| entry.bytes).sum();
        let mut pruned = Pruned::default();
        for entry in entries {
            if total <= max_bytes {
                break;
            }
            let path = self.directory.join(format!("{}{ENTRY_SUFFIX}", entry.key));
            match fs::remove_file(&path) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(source) => return Err(CacheError::Remove { path, source }),
            }
            total = total.saturating_sub(entry.bytes);
            pruned.entries += 1;
            pruned.bytes += entry.bytes;
        }
        Ok(pruned)
    }

    /// Removes every entry. The key stays.
    pub fn clear(&self) -> Result<Pruned, CacheError> {
        self.prune(0)
    }

    fn remove_stale_temporaries(&self) -> Result<(), CacheError> {
        let failed = |source| CacheError::List { path: self.directory.clone(), source };
        for entry in fs::read_dir(&self.directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if !entry.file_name().to_string_lossy().starts_with(TEMPORARY_PREFIX) {
                continue;
            }
            let age = entry.metadata().and_then(|meta| meta.modified()).ok().and_then(|time| time.elapsed().ok());
            if age.is_some_and(|age| age.as_secs() > 3600) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }
}

/// An authentic entry.
pub(crate) struct Entry {
    /// The file, of which the code is the beginning.
    pub(crate) file: File,
    /// What `store` was given beside the code.
    pub(crate) header: Vec<u8>,
}

/// Notes that an entry was used, for pruning. Best effort: a cache that cannot be written still serves.
fn touch(file: &File, meta: &fs::Metadata) {
    let recent =
        meta.modified().ok().and_then(|time| time.elapsed().ok()).is_some_and(|age| age.as_secs() < USE_GRANULARITY_S);
    if !recent {
        let _ = file.set_modified(SystemTime::now());
    }
}

fn default_directory() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("AIRLOCK_CACHE_DIR")
        .or_else(|| variable("XDG_CACHE_HOME").filter(|path| path.is_absolute()).map(|path| path.join("airlock")))
        .or_else(|| variable("HOME").map(|path| path.join(".cache/airlock")))
}

/// A new file of a name that nobody else uses.
fn create_temporary(directory: &Path) -> io::Result<(PathBuf, File)> {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    loop {
        let n = COUNTER.fetch_add(1, Ordering::Relaxed);
        let path = directory.join(format!("{TEMPORARY_PREFIX}{}-{n}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(file) => return Ok((path, file)),
            // Left behind by an earlier process of the same number.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

fn load_or_make_key(directory: &Path) -> Result<[u8; 32], CacheError> {
    let path = directory.join(KEY_FILE);
    let failed = |source| CacheError::Key { path: path.clone(), source };
    match read_key(&path) {
        Ok(Some(key)) => return Ok(key),
        Ok(None) => return Err(CacheError::KeyNotPrivate { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(failed(source)),
    }
    let mut key = [0; 32];
    random(&mut key).map_err(failed)?;
    let (temporary, mut file) = create_temporary(directory).map_err(failed)?;
    // A link fails if the name exists, so of several processes that start at once exactly one makes the key, and no
    // reader ever sees a part of it.
    let made = file.write_all(&key).and_then(|()| file.sync_all()).and_then(|()| fs::hard_link(&temporary, &path));
    let _ = fs::remove_file(&temporary);
    match made {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(source) => return Err(failed(source)),
    }
    read_key(&path).map_err(failed)?.ok_or(CacheError::KeyNotPrivate { path })
}

/// The key, or `None` if the file is not a private one.
fn read_key(path: &Path) -> io::Result<Option<[u8; 32]>> {
    let flags = i32::try_from(rustix::fs::OFlags::NOFOLLOW.bits()).unwrap_or_default();
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    let meta = file.metadata()?;
    let own = meta.uid() == rustix::process::geteuid().as_raw();
    if !meta.is_file() || !own || meta.mode() & 0o077 != 0 || meta.len() != 32 {
        return Ok(None);
    }
    let mut key = [0; 32];
    file.read_exact(&mut key)?;
    Ok(Some(key))
}

fn random(mut buf: &mut [u8]) -> io::Result<()> {
    while !buf.is_empty() {
        let n = rustix::rand::getrandom(&mut *buf, rustix::rand::GetRandomFlags::empty())?;
        buf = buf.get_mut(n..).unwrap_or_default();
    }
    Ok(())
}

#[cfg(test)]
mod tests;
