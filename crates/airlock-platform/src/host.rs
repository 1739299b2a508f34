//! Clocks, entropy, standard streams and granted host directories.

use std::sync::Arc;

/// Why the host refused. Kinds only: the kernel decides which `errno` the guest sees.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// No such file.
    #[error("not found")]
    NotFound,
    /// The name exists already.
    #[error("already exists")]
    Exists,
    /// The host said no, or the path would have left the granted directory.
    #[error("permission denied")]
    Denied,
    /// A component of the path is not a directory.
    #[error("not a directory")]
    NotDirectory,
    /// It is a directory.
    #[error("is a directory")]
    IsDirectory,
    /// The directory is not empty.
    #[error("directory not empty")]
    NotEmpty,
    /// Too many symbolic links.
    #[error("too many levels of symbolic links")]
    Loop,
    /// No space, or a quota.
    #[error("no space left on device")]
    NoSpace,
    /// The name is too long or holds bytes that the host does not take.
    #[error("invalid name")]
    InvalidName,
    /// It would have to wait.
    #[error("would block")]
    WouldBlock,
    /// The reader is gone.
    #[error("broken pipe")]
    BrokenPipe,
    /// Nobody listens there.
    #[error("connection refused")]
    Refused,
    /// The other side has broken the connection off.
    #[error("connection reset")]
    Reset,
    /// There is no way there.
    #[error("unreachable")]
    Unreachable,
    /// The other side does not answer.
    #[error("timed out")]
    TimedOut,
    /// Somebody else has this address.
    #[error("address already in use")]
    AddressInUse,
    /// The call was interrupted because the run is being stopped.
    #[error("interrupted")]
    Interrupted,
    /// The host cannot do this with such a file.
    #[error("not supported")]
    Unsupported,
    /// Anything else, as the host's error number.
    #[error("host error {0}")]
    Other(i32),
}

/// Kind, size and times of a host file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostMeta {
    /// Linux `st_mode`: file type and permission bits.
    pub mode: u32,
    /// Bytes.
    pub size: u64,
    /// Bytes that it takes up: `st_blocks` times 512.
    pub allocated: u64,
    /// Host inode number: two names of one file share it.
    pub ino: u64,
    /// Number of hard links.
    pub nlink: u32,
    /// Last access, in nanoseconds since 1970.
    pub atime_ns: i64,
    /// Last change of content, in nanoseconds since 1970.
    pub mtime_ns: i64,
    /// Last change of the inode, in nanoseconds since 1970.
    pub ctime_ns: i64,
}

/// One entry of a host directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostDirEntry {
    /// The name, any bytes but `/` and NUL.
    pub name: Vec<u8>,
    /// Host inode number.
    pub ino: u64,
    /// Linux `d_type`.
    pub kind: u8,
}

/// How to open a host file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct HostOpen {
    /// For reading.
    pub read: bool,
    /// For writing.
    pub write: bool,
    /// Create when missing, with these permission bits.
    pub create: Option<u32>,
    /// Fail if it exists (with `create`).
    pub exclusive: bool,
    /// Cut to zero length.
    pub truncate: bool,
}

/// An open regular host file. Positions are explicit: the guest's file description holds the offset.
pub trait HostFile: Send + Sync {
    /// Reads at `offset`; 0 is the end of the file.
    fn read_at(&self, buf: &mut [u8], offset: u64) -> Result<usize, HostError>;
    /// Writes at `offset`.
    fn write_at(&self, bytes: &[u8], offset: u64) -> Result<usize, HostError>;
    /// Sets the length.
    fn truncate(&self, len: u64) -> Result<(), HostError>;
    /// Kind, size and times.
    fn metadata(&self) -> Result<HostMeta, HostError>;
    /// Flushes to the device.
    fn sync(&self) -> Result<(), HostError>;
}

/// A granted host directory. Every name is one component: no `/`, not `.` or `..`. The implementation holds a
/// directory handle and never follows a symbolic link; the kernel resolves links itself, inside the guest's tree.
pub trait HostDir: Send + Sync {
    /// Kind, size and times of the directory itself.
    fn metadata(&self) -> Result<HostMeta, HostError>;
    /// Metadata of an entry, not following links.
    fn lookup(&self, name: &[u8]) -> Result<HostMeta, HostError>;
    /// Opens a subdirectory.
    fn open_dir(&self, name: &[u8]) -> Result<Arc<dyn HostDir>, HostError>;
    /// Opens a regular file. A FIFO, socket or device on the host is [`HostError::Unsupported`].
    fn open_file(&self, name: &[u8], how: HostOpen) -> Result<Arc<dyn HostFile>, HostError>;
    /// The target of a symbolic link.
    fn read_link(&self, name: &[u8]) -> Result<Vec<u8>, HostError>;
    /// All entries but `.` and `..`.
    fn entries(&self) -> Result<Vec<HostDirEntry>, HostError>;
    /// Makes a directory.
    fn create_dir(&self, name: &[u8], mode: u32) -> Result<(), HostError>;
    /// Makes a symbolic link.
    fn symlink(&self, name: &[u8], target: &[u8]) -> Result<(), HostError>;
    /// Makes a hard link `to_name` in `to_dir` of this entry.
    fn link(&self, name: &[u8], to_dir: &dyn HostDir, to_name: &[u8]) -> Result<(), HostError>;
    /// Removes a file, or an empty directory if `dir`.
    fn remove(&self, name: &[u8], dir: bool) -> Result<(), HostError>;
    /// Renames; `replace` says whether an existing target may go.
    fn rename(&self, name: &[u8], to_dir: &dyn HostDir, to_name: &[u8], replace: bool) -> Result<(), HostError>;
    /// Sets permission bits.
    fn set_mode(&self, name: &[u8], mode: u32) -> Result<(), HostError>;
    /// Sets access and modification times (nanoseconds since 1970; `None` leaves one as it is).
    fn set_times(&self, name: &[u8], atime_ns: Option<i64>, mtime_ns: Option<i64>) -> Result<(), HostError>;
    /// The raw directory handle for implementations that need both sides of a link or rename.
    fn as_any(&self) -> &dyn std::any::Any;
}

/// Time.
pub trait Clock: Send + Sync {
    /// Nanoseconds since 1970.
    fn realtime_ns(&self) -> i64;
    /// Nanoseconds since some fixed point; never goes back.
    fn monotonic_ns(&self) -> u64;
    /// CPU time of the guest so far, in nanoseconds.
    fn cpu_ns(&self) -> u64;
    /// Waits until `monotonic_ns` reaches `deadline`, or less if the run is being stopped.
    fn sleep_until(&self, deadline_ns: u64);
}

/// Randomness of cryptographic quality.
pub trait Entropy: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, buf: &mut [u8]);
}

/// A standard stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stream {
    /// Descriptor 0.
    Stdin,
    /// Descriptor 1.
    Stdout,
    /// Descriptor 2.
    Stderr,
}

/// The guest's standard streams.
pub trait Stdio: Send + Sync {
    /// Reads from standard input, waiting for at least one byte; 0 is the end.
    fn read(&self, buf: &mut [u8]) -> Result<usize, HostError>;
    /// Writes to standard output or error.
    fn write(&self, stream: Stream, bytes: &[u8]) -> Result<usize, HostError>;
    /// Whether the stream is a terminal.
    fn is_terminal(&self, stream: Stream) -> bool;
    /// Rows and columns of the terminal, if it is one.
    fn window_size(&self) -> Option<(u16, u16)>;
    /// Whether a read (standard input) or write would not wait. Waits for up to `timeout_ns` (`None`: for ever).
    fn ready(&self, stream: Stream, timeout_ns: Option<u64>) -> bool;
}

/// All of the outside that a guest kernel may touch. Host directories are not here: they are granted one by one.
#[derive(Clone)]
pub struct Platform {
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Standard streams.
    pub stdio: Arc<dyn Stdio>,
}
