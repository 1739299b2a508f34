//! A host directory for tests, in memory.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use airlock_platform::{HostDir, HostDirEntry, HostError, HostFile, HostMeta, HostOpen};

/// Larger files do not fit on this host.
const BYTES_MAX: usize = 1 << 20;

static NEXT_INO: AtomicU64 = AtomicU64::new(100);

#[derive(Clone)]
pub(crate) struct TestDir {
    ino: u64,
    entries: Arc<Mutex<BTreeMap<Vec<u8>, Node>>>,
}

#[derive(Clone)]
enum Node {
    File(TestFile),
    Dir(TestDir),
    Link(u64, Vec<u8>),
    Fifo(u64),
}

#[derive(Clone)]
pub(crate) struct TestFile {
    ino: u64,
    mode: Arc<Mutex<u32>>,
    bytes: Arc<Mutex<Vec<u8>>>,
}

fn ino() -> u64 {
    NEXT_INO.fetch_add(1, Ordering::Relaxed)
}

fn meta(ino: u64, mode: u32, size: u64) -> HostMeta {
    HostMeta { mode, size, allocated: size, ino, nlink: 1, atime_ns: 1, mtime_ns: 2, ctime_ns: 3 }
}

impl TestFile {
    pub(crate) fn new(content: &[u8], mode: u32) -> Self {
        let bytes = Arc::new(Mutex::new(content.to_vec()));
        Self { ino: ino(), mode: Arc::new(Mutex::new(mode)), bytes }
    }
}

impl HostFile for TestFile {
    fn read_at(&self, buf: &mut [u8], offset: u64) -> Result<usize, HostError> {
        let bytes = self.bytes.lock().unwrap();
        let from = bytes.get(offset as usize..).unwrap_or_default();
        let n = from.len().min(buf.len());
        buf[..n].copy_from_slice(&from[..n]);
        Ok(n)
    }
    fn write_at(&self, new: &[u8], offset: u64) -> Result<usize, HostError> {
        let mut bytes = self.bytes.lock().unwrap();
        let end = (offset as usize).saturating_add(new.len());
        if end > BYTES_MAX {
            return Err(HostError::NoSpace);
        }
        if bytes.len() < end {
            bytes.resize(end, 0);
        }
        bytes[offset as usize..end].copy_from_slice(new);
        Ok(new.len())
    }
    fn truncate(&self, len: u64) -> Result<(), HostError> {
        if len > BYTES_MAX as u64 {
            return Err(HostError::NoSpace);
        }
        self.bytes.lock().unwrap().resize(len as usize, 0);
        Ok(())
    }
    fn metadata(&self) -> Result<HostMeta, HostError> {
        Ok(meta(self.ino, 0o100_000 | *self.mode.lock().unwrap(), self.bytes.lock().unwrap().len() as u64))
    }
    fn sync(&self) -> Result<(), HostError> {
        Ok(())
    }
}

impl TestDir {
    pub(crate) fn new() -> Self {
        Self { ino: ino(), entries: Arc::default() }
    }

    fn add(&self, name: &str, node: Node) {
        self.entries.lock().unwrap().insert(name.as_bytes().to_vec(), node);
    }

    pub(crate) fn file(&self, name: &str, content: &[u8], mode: u32) -> &Self {
        self.add(name, Node::File(TestFile::new(content, mode)));
        self
    }

    pub(crate) fn link_to(&self, name: &str, target: &str) -> &Self {
        self.add(name, Node::Link(ino(), target.as_bytes().to_vec()));
        self
    }

    pub(crate) fn fifo(&self, name: &str) -> &Self {
        self.add(name, Node::Fifo(ino()));
        self
    }

    pub(crate) fn dir(&self, name: &str) -> TestDir {
        let dir = TestDir::new();
        self.add(name, Node::Dir(dir.clone()));
        dir
    }

    fn get(&self, name: &[u8]) -> Result<Node, HostError> {
        assert!(!name.is_empty() && name != b"." && name != b".." && !name.contains(&b'/'));
        self.entries.lock().unwrap().get(name).cloned().ok_or(HostError::NotFound)
    }

    /// What the host has in a file now.
    pub(crate) fn content(&self, name: &str) -> Option<Vec<u8>> {
        match self.get(name.as_bytes()) {
            Ok(Node::File(file)) => Some(file.bytes.lock().unwrap().clone()),
            _ => None,
        }
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.entries.lock().unwrap().keys().map(|name| String::from_utf8(name.clone()).unwrap()).collect()
    }
}

impl HostDir for TestDir {
    fn metadata(&self) -> Result<HostMeta, HostError> {
        Ok(meta(self.ino, 0o040_755, 4096))
    }
    fn lookup(&self, name: &[u8]) -> Result<HostMeta, HostError> {
        match self.get(name)? {
            Node::File(file) => file.metadata(),
            Node::Dir(dir) => dir.metadata(),
            Node::Link(ino, target) => Ok(meta(ino, 0o120_777, target.len() as u64)),
            Node::Fifo(ino) => Ok(meta(ino, 0o010_644, 0)),
        }
    }
    fn open_dir(&self, name: &[u8]) -> Result<Arc<dyn HostDir>, HostError> {
        match self.get(name)? {
            Node::Dir(dir) => Ok(Arc::new(dir)),
            _ => Err(HostError::NotDirectory),
        }
    }
    fn open_file(&self, name: &[u8], how: HostOpen) -> Result<Arc<dyn HostFile>, HostError> {
        let file = match (self.get(name), how.create) {
            (Ok(_), Some(_)) if how.exclusive => return Err(HostError::Exists),
            (Ok(Node::File(file)), _) => file,
            (Ok(Node::Dir(_)), _) => return Err(HostError::IsDirectory),
            (Ok(_), _) => return Err(HostError::Unsupported),
            (Err(_), Some(mode)) => {
                let file = TestFile::new(b"", mode);
                self.add(std::str::from_utf8(name).unwrap(), Node::File(file.clone()));
                file
            }
            (Err(error), None) => return Err(error),
        };
        if how.truncate {
            file.truncate(0)?;
        }
        Ok(Arc::new(file))
    }
    fn read_link(&self, name: &[u8]) -> Result<Vec<u8>, HostError> {
        match self.get(name)? {
            Node::Link(_, target) => Ok(target),
            _ => Err(HostError::Unsupported),
        }
    }
    fn entries(&self) -> Result<Vec<HostDirEntry>, HostError> {
        let names: Vec<_> = self.entries.lock().unwrap().keys().cloned().collect();
        let entry = |name: Vec<u8>| {
            let meta = self.lookup(&name)?;
            Ok(HostDirEntry { ino: meta.ino, kind: (meta.mode >> 12) as u8, name })
        };
        names.into_iter().map(entry).collect()
    }
    fn create_dir(&self, name: &[u8], _mode: u32) -> Result<(), HostError> {
        self.dir(std::str::from_utf8(name).unwrap());
        Ok(())
    }
    fn symlink(&self, name: &[u8], target: &[u8]) -> Result<(), HostError> {
        self.link_to(std::str::from_utf8(name).unwrap(), std::str::from_utf8(target).unwrap());
        Ok(())
    }
    fn link(&self, name: &[u8], to_dir: &dyn HostDir, to_name: &[u8]) -> Result<(), HostError> {
        let node = self.get(name)?;
        to_dir.as_any().downcast_ref::<Self>().unwrap().add(std::str::from_utf8(to_name).unwrap(), node);
        Ok(())
    }
    fn remove(&self, name: &[u8], dir: bool) -> Result<(), HostError> {
        match (self.get(name)?, dir) {
            (Node::Dir(node), true) if !node.names().is_empty() => return Err(HostError::NotEmpty),
            (Node::Dir(_), false) => return Err(HostError::IsDirectory),
            _ => {}
        }
        self.entries.lock().unwrap().remove(name);
        Ok(())
    }
    fn rename(&self, name: &[u8], to_dir: &dyn HostDir, to_name: &[u8], _: bool) -> Result<(), HostError> {
        let node = self.get(name)?;
        self.entries.lock().unwrap().remove(name);
        to_dir.as_any().downcast_ref::<Self>().unwrap().add(std::str::from_utf8(to_name).unwrap(), node);
        Ok(())
    }
    fn set_mode(&self, name: &[u8], mode: u32) -> Result<(), HostError> {
        match self.get(name)? {
            Node::File(file) => *file.mode.lock().unwrap() = mode,
            _ => return Err(HostError::Denied),
        }
        Ok(())
    }
    fn set_times(&self, name: &[u8], _: Option<i64>, _: Option<i64>) -> Result<(), HostError> {
        self.get(name).map(|_| ())
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}
