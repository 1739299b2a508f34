//! A guest that is nothing but its system calls.

use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::stat::Stat;
use airlock_kernel::{Config, Kernel, SyscallReturn};
use airlock_platform::{FixedPlatform, Memory, PAGE_SIZE, Platform, Prot, VecMemory};

/// Where the harness keeps strings and buffers.
const AREA: u64 = 0x10_0000;
const AREA_BYTES: u64 = 1 << 20;

pub(crate) const AT_FDCWD: u64 = -100i64 as u64;

pub(crate) struct Guest {
    pub(crate) kernel: Kernel,
    pub(crate) mem: VecMemory,
    pub(crate) platform: Arc<FixedPlatform>,
    next: u64,
}

/// An argument: a number, or something that is put into guest memory.
pub(crate) enum Value<'a> {
    Number(u64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl From<u64> for Value<'_> {
    fn from(value: u64) -> Self {
        Self::Number(value)
    }
}

impl From<i32> for Value<'_> {
    fn from(value: i32) -> Self {
        Self::Number(i64::from(value) as u64)
    }
}

impl From<u32> for Value<'_> {
    fn from(value: u32) -> Self {
        Self::Number(u64::from(value))
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(value)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(value: &'a [u8]) -> Self {
        Self::Bytes(value)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(value: &'a [u8; N]) -> Self {
        Self::Bytes(value)
    }
}

pub(crate) fn platform(fixed: &Arc<FixedPlatform>) -> Platform {
    Platform { clock: fixed.clone(), entropy: fixed.clone(), stdio: fixed.clone() }
}

impl Guest {
    pub(crate) fn new(config: Config) -> Self {
        let fixed = Arc::new(FixedPlatform::default());
        let kernel = Kernel::new(config, platform(&fixed)).unwrap();
        let mut mem = VecMemory::new();
        mem.map(AREA, AREA_BYTES, Prot::READ_WRITE).unwrap();
        Self { kernel, mem, platform: fixed, next: AREA }
    }

    pub(crate) fn empty() -> Self {
        Self::new(Config::default())
    }

    /// Room in guest memory; it is used again after a while.
    pub(crate) fn room(&mut self, len: usize) -> u64 {
        let len = (len as u64 + 16).next_multiple_of(16);
        if self.next + len > AREA + AREA_BYTES {
            self.next = AREA;
        }
        let at = self.next;
        self.next += len;
        at
    }

    pub(crate) fn put(&mut self, bytes: &[u8]) -> u64 {
        let at = self.room(bytes.len());
        if self.mem.write(at, bytes).is_err() {
            // The guest unmapped the area.
            self.mem.map(AREA, AREA_BYTES, Prot::READ_WRITE).unwrap();
            self.mem.write(at, bytes).unwrap();
        }
        at
    }

    pub(crate) fn get(&self, addr: u64, len: usize) -> Vec<u8> {
        let mut bytes = vec![0; len];
        self.mem.read(addr, &mut bytes).unwrap();
        bytes
    }

    pub(crate) fn raw<const N: usize>(&mut self, name: &str, values: [Value<'_>; N]) -> SyscallReturn {
        let row = airlock_kernel::syscall_rows().find(|row| row.name == name).unwrap();
        let mut args = [0; 6];
        for (arg, value) in args.iter_mut().zip(values) {
            *arg = match value {
                Value::Number(number) => number,
                Value::Text(text) => self.put(&[text.as_bytes(), b"\0"].concat()),
                Value::Bytes(bytes) => self.put(bytes),
            };
        }
        self.kernel.syscall(&mut self.mem, u64::from(row.nr), args)
    }

    pub(crate) fn call<const N: usize>(&mut self, name: &str, values: [Value<'_>; N]) -> Result<u64, Errno> {
        let answer = self.raw(name, values);
        Errno::from_return(answer.value).map_or(Ok(answer.value), Err)
    }

    pub(crate) fn open(&mut self, path: &str, flags: u32) -> Result<u64, Errno> {
        call!(self, "open", path, flags, 0o644)
    }

    pub(crate) fn write(&mut self, fd: u64, bytes: &[u8]) -> Result<u64, Errno> {
        call!(self, "write", fd, bytes, bytes.len() as u64)
    }

    pub(crate) fn read(&mut self, fd: u64, len: usize) -> Result<Vec<u8>, Errno> {
        let at = self.room(len);
        let n = call!(self, "read", fd, at, len as u64)?;
        Ok(self.get(at, n as usize))
    }

    /// Makes a file with this content.
    pub(crate) fn create(&mut self, path: &str, content: &[u8]) {
        use airlock_abi::fcntl::{O_CREAT, O_TRUNC, O_WRONLY};
        let fd = self.open(path, O_CREAT | O_TRUNC | O_WRONLY).unwrap();
        assert_eq!(self.write(fd, content), Ok(content.len() as u64));
        call!(self, "close", fd).unwrap();
    }

    /// The whole content of a file.
    pub(crate) fn content(&mut self, path: &str) -> Result<Vec<u8>, Errno> {
        let fd = self.open(path, 0)?;
        let mut all = Vec::new();
        loop {
            let part = self.read(fd, 4096)?;
            if part.is_empty() {
                break;
            }
            all.extend_from_slice(&part);
        }
        call!(self, "close", fd)?;
        Ok(all)
    }

    pub(crate) fn stat(&mut self, path: &str) -> Result<Stat, Errno> {
        let buf = self.room(Stat::SIZE);
        call!(self, "lstat", path, buf)?;
        Ok(self.decode_stat(buf))
    }

    pub(crate) fn fstat(&mut self, fd: u64) -> Result<Stat, Errno> {
        let buf = self.room(Stat::SIZE);
        call!(self, "fstat", fd, buf)?;
        Ok(self.decode_stat(buf))
    }

    fn decode_stat(&self, at: u64) -> Stat {
        let word = |offset: u64| self.mem.read_u64(at + offset).unwrap();
        let half = |offset: u64| self.mem.read_u32(at + offset).unwrap();
        let time = |offset: u64| word(offset) as i64 * 1_000_000_000 + word(offset + 8) as i64;
        Stat {
            dev: word(0),
            ino: word(8),
            nlink: word(16),
            mode: half(24),
            uid: half(28),
            gid: half(32),
            rdev: word(40),
            size: word(48),
            blksize: half(56),
            blocks: word(64),
            atime_ns: time(72),
            mtime_ns: time(88),
            ctime_ns: time(104),
        }
    }

    /// Names in a directory, sorted, without `.` and `..`.
    pub(crate) fn list(&mut self, path: &str) -> Result<Vec<String>, Errno> {
        let fd = self.open(path, airlock_abi::fcntl::O_DIRECTORY)?;
        let mut names = Vec::new();
        let buf = self.room(PAGE_SIZE as usize);
        loop {
            let n = call!(self, "getdents64", fd, buf, 256)? as usize;
            if n == 0 {
                break;
            }
            let bytes = self.get(buf, n);
            let mut at = 0;
            while at < n {
                let len = usize::from(u16::from_le_bytes([bytes[at + 16], bytes[at + 17]]));
                let name = bytes[at + 19..at + len].split(|b| *b == 0).next().unwrap();
                names.push(String::from_utf8(name.to_vec()).unwrap());
                at += len;
            }
        }
        call!(self, "close", fd)?;
        assert!(names.contains(&".".to_owned()) && names.contains(&"..".to_owned()));
        names.retain(|name| name != "." && name != "..");
        names.sort();
        Ok(names)
    }
}

/// `call!(guest, "name", arguments...)`.
macro_rules! call {
    ($guest:expr, $name:expr $(, $arg:expr)*) => {
        $guest.call($name, [$($crate::harness::Value::from($arg)),*])
    };
}
pub(crate) use call;

impl Guest {
    pub(crate) fn mem_u16(&self, addr: u64) -> u16 {
        let b = self.get(addr, 2);
        u16::from_le_bytes([b[0], b[1]])
    }
}
