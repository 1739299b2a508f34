//! Error numbers of WASI preview 1, and what each of Linux becomes.

use airlock_abi::Errno;

/// `errno` of `wasi_snapshot_preview1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WasiErrno(pub(crate) u16);

impl WasiErrno {
    pub(crate) const BADF: Self = Self(8);
    pub(crate) const FAULT: Self = Self(21);
    pub(crate) const INTR: Self = Self(27);
    pub(crate) const INVAL: Self = Self(28);
    pub(crate) const IO: Self = Self(29);
    pub(crate) const NAMETOOLONG: Self = Self(37);
    pub(crate) const NOENT: Self = Self(44);
    pub(crate) const NOTSOCK: Self = Self(57);
    pub(crate) const NOTSUP: Self = Self(58);
    pub(crate) const NOTCAPABLE: Self = Self(76);
}

/// The number of WASI for each number of Linux that WASI knows.
const PAIRS: &[(Errno, u16)] = &[
    (Errno::E2BIG, 1),
    (Errno::EACCES, 2),
    (Errno::EAGAIN, 6),
    (Errno::EBADF, 8),
    (Errno::EBUSY, 10),
    (Errno::EDEADLK, 16),
    (Errno::EDOM, 18),
    (Errno::EDQUOT, 19),
    (Errno::EEXIST, 20),
    (Errno::EFAULT, 21),
    (Errno::EFBIG, 22),
    (Errno::EILSEQ, 25),
    (Errno::EINTR, 27),
    (Errno::EINVAL, 28),
    (Errno::EIO, 29),
    (Errno::EISDIR, 31),
    (Errno::ELOOP, 32),
    (Errno::EMFILE, 33),
    (Errno::EMLINK, 34),
    (Errno::ENAMETOOLONG, 37),
    (Errno::ENFILE, 41),
    (Errno::ENODEV, 43),
    (Errno::ENOENT, 44),
    (Errno::ENOEXEC, 45),
    (Errno::ENOLCK, 46),
    (Errno::ENOMEM, 48),
    (Errno::ENOSPC, 51),
    (Errno::ENOSYS, 52),
    (Errno::ENOTDIR, 54),
    (Errno::ENOTEMPTY, 55),
    (Errno::ENOTSOCK, 57),
    (Errno::EOPNOTSUPP, 58),
    (Errno::ENOTTY, 59),
    (Errno::ENXIO, 60),
    (Errno::EOVERFLOW, 61),
    (Errno::EPERM, 63),
    (Errno::EPIPE, 64),
    (Errno::ERANGE, 68),
    (Errno::EROFS, 69),
    (Errno::ESPIPE, 70),
    (Errno::ESRCH, 71),
    (Errno::ESTALE, 72),
    (Errno::ETIMEDOUT, 73),
    (Errno::ETXTBSY, 74),
    (Errno::EXDEV, 75),
];

impl From<Errno> for WasiErrno {
    /// What WASI has no number for is an input/output error.
    fn from(errno: Errno) -> Self {
        PAIRS.iter().find(|pair| pair.0 == errno).map_or(Self::IO, |pair| Self(pair.1))
    }
}

impl From<WasiErrno> for Errno {
    fn from(errno: WasiErrno) -> Self {
        PAIRS.iter().find(|pair| pair.1 == errno.0).map_or(Self::EIO, |pair| pair.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_both_ways() {
        for (linux, wasi) in PAIRS {
            assert_eq!(WasiErrno::from(*linux), WasiErrno(*wasi));
            assert_eq!(Errno::from(WasiErrno(*wasi)), *linux);
        }
        assert_eq!(WasiErrno::from(Errno::EUCLEAN), WasiErrno::IO);
    }
}
