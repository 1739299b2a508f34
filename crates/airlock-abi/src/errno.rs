//! Error numbers of Linux on x86-64 (`errno(3)`).

/// A guest-visible error number. Never converted implicitly from a host error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Errno(i32);

impl Errno {
    /// The number, 1 to 4095.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The value that a failing system call leaves in rax: the negated number.
    pub const fn to_return(self) -> u64 {
        (-(self.0 as i64)) as u64
    }

    /// The error in a system call's return value, if it is one.
    pub const fn from_return(value: u64) -> Option<Self> {
        let value = value as i64;
        if value < 0 && value >= -4095 { Some(Self(-value as i32)) } else { None }
    }

    /// The symbolic name, e.g. `ENOENT`; `EUNKNOWN` for numbers without one.
    pub fn name(self) -> &'static str {
        self.row().map_or("EUNKNOWN", |row| row.1)
    }

    /// The text of `strerror(3)`.
    pub fn message(self) -> &'static str {
        self.row().map_or("Unknown error", |row| row.2)
    }

    fn row(self) -> Option<&'static (i32, &'static str, &'static str)> {
        NAMES.binary_search_by_key(&self.0, |row| row.0).ok().and_then(|at| NAMES.get(at))
    }
}

impl std::fmt::Display for Errno {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.name(), self.message())
    }
}

impl std::error::Error for Errno {}

impl Errno {
    /// Operation not permitted.
    pub const EPERM: Self = Self(1);
    /// No such file or directory.
    pub const ENOENT: Self = Self(2);
    /// No such process.
    pub const ESRCH: Self = Self(3);
    /// Interrupted system call.
    pub const EINTR: Self = Self(4);
    /// Input/output error.
    pub const EIO: Self = Self(5);
    /// No such device or address.
    pub const ENXIO: Self = Self(6);
    /// Argument list too long.
    pub const E2BIG: Self = Self(7);
    /// Exec format error.
    pub const ENOEXEC: Self = Self(8);
    /// Bad file descriptor.
    pub const EBADF: Self = Self(9);
    /// No child processes.
    pub const ECHILD: Self = Self(10);
    /// Resource temporarily unavailable.
    pub const EAGAIN: Self = Self(11);
    /// Cannot allocate memory.
    pub const ENOMEM: Self = Self(12);
    /// Permission denied.
    pub const EACCES: Self = Self(13);
    /// Bad address.
    pub const EFAULT: Self = Self(14);
    /// Block device required.
    pub const ENOTBLK: Self = Self(15);
    /// Device or resource busy.
    pub const EBUSY: Self = Self(16);
    /// File exists.
    pub const EEXIST: Self = Self(17);
    /// Invalid cross-device link.
    pub const EXDEV: Self = Self(18);
    /// No such device.
    pub const ENODEV: Self = Self(19);
    /// Not a directory.
    pub const ENOTDIR: Self = Self(20);
    /// Is a directory.
    pub const EISDIR: Self = Self(21);
    /// Invalid argument.
    pub const EINVAL: Self = Self(22);
    /// Too many open files in system.
    pub const ENFILE: Self = Self(23);
    /// Too many open files.
    pub const EMFILE: Self = Self(24);
    /// Inappropriate ioctl for device.
    pub const ENOTTY: Self = Self(25);
    /// Text file busy.
    pub const ETXTBSY: Self = Self(26);
    /// File too large.
    pub const EFBIG: Self = Self(27);
    /// No space left on device.
    pub const ENOSPC: Self = Self(28);
    /// Illegal seek.
    pub const ESPIPE: Self = Self(29);
    /// Read-only file system.
    pub const EROFS: Self = Self(30);
    /// Too many links.
    pub const EMLINK: Self = Self(31);
    /// Broken pipe.
    pub const EPIPE: Self = Self(32);
    /// Numerical argument out of domain.
    pub const EDOM: Self = Self(33);
    /// Numerical result out of range.
    pub const ERANGE: Self = Self(34);
    /// Resource deadlock avoided.
    pub const EDEADLK: Self = Self(35);
    /// File name too long.
    pub const ENAMETOOLONG: Self = Self(36);
    /// No locks available.
    pub const ENOLCK: Self = Self(37);
    /// Function not implemented.
    pub const ENOSYS: Self = Self(38);
    /// Directory not empty.
    pub const ENOTEMPTY: Self = Self(39);
    /// Too many levels of symbolic links.
    pub const ELOOP: Self = Self(40);
    /// No message of desired type.
    pub const ENOMSG: Self = Self(42);
    /// Identifier removed.
    pub const EIDRM: Self = Self(43);
    /// Channel number out of range.
    pub const ECHRNG: Self = Self(44);
    /// Level 2 not synchronized.
    pub const EL2NSYNC: Self = Self(45);
    /// Level 3 halted.
    pub const EL3HLT: Self = Self(46);
    /// Level 3 reset.
    pub const EL3RST: Self = Self(47);
    /// Link number out of range.
    pub const ELNRNG: Self = Self(48);
    /// Protocol driver not attached.
    pub const EUNATCH: Self = Self(49);
    /// No CSI structure available.
    pub const ENOCSI: Self = Self(50);
    /// Level 2 halted.
    pub const EL2HLT: Self = Self(51);
    /// Invalid exchange.
    pub const EBADE: Self = Self(52);
    /// Invalid request descriptor.
    pub const EBADR: Self = Self(53);
    /// Exchange full.
    pub const EXFULL: Self = Self(54);
    /// No anode.
    pub const ENOANO: Self = Self(55);
    /// Invalid request code.
    pub const EBADRQC: Self = Self(56);
    /// Invalid slot.
    pub const EBADSLT: Self = Self(57);
    /// Bad font file format.
    pub const EBFONT: Self = Self(59);
    /// Device not a stream.
    pub const ENOSTR: Self = Self(60);
    /// No data available.
    pub const ENODATA: Self = Self(61);
    /// Timer expired.
    pub const ETIME: Self = Self(62);
    /// Out of streams resources.
    pub const ENOSR: Self = Self(63);
    /// Machine is not on the network.
    pub const ENONET: Self = Self(64);
    /// Package not installed.
    pub const ENOPKG: Self = Self(65);
    /// Object is remote.
    pub const EREMOTE: Self = Self(66);
    /// Link has been severed.
    pub const ENOLINK: Self = Self(67);
    /// Advertise error.
    pub const EADV: Self = Self(68);
    /// Srmount error.
    pub const ESRMNT: Self = Self(69);
    /// Communication error on send.
    pub const ECOMM: Self = Self(70);
    /// Protocol error.
    pub const EPROTO: Self = Self(71);
    /// Multihop attempted.
    pub const EMULTIHOP: Self = Self(72);
    /// RFS specific error.
    pub const EDOTDOT: Self = Self(73);
    /// Bad message.
    pub const EBADMSG: Self = Self(74);
    /// Value too large for defined data type.
    pub const EOVERFLOW: Self = Self(75);
    /// Name not unique on network.
    pub const ENOTUNIQ: Self = Self(76);
    /// File descriptor in bad state.
    pub const EBADFD: Self = Self(77);
    /// Remote address changed.
    pub const EREMCHG: Self = Self(78);
    /// Can not access a needed shared library.
    pub const ELIBACC: Self = Self(79);
    /// Accessing a corrupted shared library.
    pub const ELIBBAD: Self = Self(80);
    /// .lib section in a.out corrupted.
    pub const ELIBSCN: Self = Self(81);
    /// Attempting to link in too many shared libraries.
    pub const ELIBMAX: Self = Self(82);
    /// Cannot exec a shared library directly.
    pub const ELIBEXEC: Self = Self(83);
    /// Invalid or incomplete multibyte or wide character.
    pub const EILSEQ: Self = Self(84);
    /// Interrupted system call should be restarted.
    pub const ERESTART: Self = Self(85);
    /// Streams pipe error.
    pub const ESTRPIPE: Self = Self(86);
    /// Too many users.
    pub const EUSERS: Self = Self(87);
    /// Socket operation on non-socket.
    pub const ENOTSOCK: Self = Self(88);
    /// Destination address required.
    pub const EDESTADDRREQ: Self = Self(89);
    /// Message too long.
    pub const EMSGSIZE: Self = Self(90);
    /// Protocol wrong type for socket.
    pub const EPROTOTYPE: Self = Self(91);
    /// Protocol not available.
    pub const ENOPROTOOPT: Self = Self(92);
    /// Protocol not supported.
    pub const EPROTONOSUPPORT: Self = Self(93);
    /// Socket type not supported.
    pub const ESOCKTNOSUPPORT: Self = Self(94);
    /// Operation not supported.
    pub const EOPNOTSUPP: Self = Self(95);
    /// Protocol family not supported.
    pub const EPFNOSUPPORT: Self = Self(96);
    /// Address family not supported by protocol.
    pub const EAFNOSUPPORT: Self = Self(97);
    /// Address already in use.
    pub const EADDRINUSE: Self = Self(98);
    /// Cannot assign requested address.
    pub const EADDRNOTAVAIL: Self = Self(99);
    /// Network is down.
    pub const ENETDOWN: Self = Self(100);
    /// Network is unreachable.
    pub const ENETUNREACH: Self = Self(101);
    /// Network dropped connection on reset.
    pub const ENETRESET: Self = Self(102);
    /// Software caused connection abort.
    pub const ECONNABORTED: Self = Self(103);
    /// Connection reset by peer.
    pub const ECONNRESET: Self = Self(104);
    /// No buffer space available.
    pub const ENOBUFS: Self = Self(105);
    /// Transport endpoint is already connected.
    pub const EISCONN: Self = Self(106);
    /// Transport endpoint is not connected.
    pub const ENOTCONN: Self = Self(107);
    /// Cannot send after transport endpoint shutdown.
    pub const ESHUTDOWN: Self = Self(108);
    /// Too many references: cannot splice.
    pub const ETOOMANYREFS: Self = Self(109);
    /// Connection timed out.
    pub const ETIMEDOUT: Self = Self(110);
    /// Connection refused.
    pub const ECONNREFUSED: Self = Self(111);
    /// Host is down.
    pub const EHOSTDOWN: Self = Self(112);
    /// No route to host.
    pub const EHOSTUNREACH: Self = Self(113);
    /// Operation already in progress.
    pub const EALREADY: Self = Self(114);
    /// Operation now in progress.
    pub const EINPROGRESS: Self = Self(115);
    /// Stale file handle.
    pub const ESTALE: Self = Self(116);
    /// Structure needs cleaning.
    pub const EUCLEAN: Self = Self(117);
    /// Not a XENIX named type file.
    pub const ENOTNAM: Self = Self(118);
    /// No XENIX semaphores available.
    pub const ENAVAIL: Self = Self(119);
    /// Is a named type file.
    pub const EISNAM: Self = Self(120);
    /// Remote I/O error.
    pub const EREMOTEIO: Self = Self(121);
    /// Disk quota exceeded.
    pub const EDQUOT: Self = Self(122);
    /// No medium found.
    pub const ENOMEDIUM: Self = Self(123);
    /// Wrong medium type.
    pub const EMEDIUMTYPE: Self = Self(124);
    /// Operation canceled.
    pub const ECANCELED: Self = Self(125);
    /// Required key not available.
    pub const ENOKEY: Self = Self(126);
    /// Key has expired.
    pub const EKEYEXPIRED: Self = Self(127);
    /// Key has been revoked.
    pub const EKEYREVOKED: Self = Self(128);
    /// Key was rejected by service.
    pub const EKEYREJECTED: Self = Self(129);
    /// Owner died.
    pub const EOWNERDEAD: Self = Self(130);
    /// State not recoverable.
    pub const ENOTRECOVERABLE: Self = Self(131);
    /// Operation not possible due to RF-kill.
    pub const ERFKILL: Self = Self(132);
    /// Within a kernel only: the call was interrupted, and is made again unless a handler without `SA_RESTART` runs. A
    /// guest never sees the number.
    pub const ERESTARTSYS: Self = Self(512);
    /// Within a kernel only: the call was interrupted, and is made again unless a handler runs. A guest never sees the
    /// number.
    pub const ERESTARTNOHAND: Self = Self(514);
    /// The same number as [`Errno::EAGAIN`].
    pub const EWOULDBLOCK: Self = Self::EAGAIN;
    /// The same number as [`Errno::EOPNOTSUPP`].
    pub const ENOTSUP: Self = Self::EOPNOTSUPP;
}

/// Number, name and message, sorted by number.
const NAMES: &[(i32, &str, &str)] = &[
    (1, "EPERM", "Operation not permitted"),
    (2, "ENOENT", "No such file or directory"),
    (3, "ESRCH", "No such process"),
    (4, "EINTR", "Interrupted system call"),
    (5, "EIO", "Input/output error"),
    (6, "ENXIO", "No such device or address"),
    (7, "E2BIG", "Argument list too long"),
    (8, "ENOEXEC", "Exec format error"),
    (9, "EBADF", "Bad file descriptor"),
    (10, "ECHILD", "No child processes"),
    (11, "EAGAIN", "Resource temporarily unavailable"),
    (12, "ENOMEM", "Cannot allocate memory"),
    (13, "EACCES", "Permission denied"),
    (14, "EFAULT", "Bad address"),
    (15, "ENOTBLK", "Block device required"),
    (16, "EBUSY", "Device or resource busy"),
    (17, "EEXIST", "File exists"),
    (18, "EXDEV", "Invalid cross-device link"),
    (19, "ENODEV", "No such device"),
    (20, "ENOTDIR", "Not a directory"),
    (21, "EISDIR", "Is a directory"),
    (22, "EINVAL", "Invalid argument"),
    (23, "ENFILE", "Too many open files in system"),
    (24, "EMFILE", "Too many open files"),
    (25, "ENOTTY", "Inappropriate ioctl for device"),
    (26, "ETXTBSY", "Text file busy"),
    (27, "EFBIG", "File too large"),
    (28, "ENOSPC", "No space left on device"),
    (29, "ESPIPE", "Illegal seek"),
    (30, "EROFS", "Read-only file system"),
    (31, "EMLINK", "Too many links"),
    (32, "EPIPE", "Broken pipe"),
    (33, "EDOM", "Numerical argument out of domain"),
    (34, "ERANGE", "Numerical result out of range"),
    (35, "EDEADLK", "Resource deadlock avoided"),
    (36, "ENAMETOOLONG", "File name too long"),
    (37, "ENOLCK", "No locks available"),
    (38, "ENOSYS", "Function not implemented"),
    (39, "ENOTEMPTY", "Directory not empty"),
    (40, "ELOOP", "Too many levels of symbolic links"),
    (42, "ENOMSG", "No message of desired type"),
    (43, "EIDRM", "Identifier removed"),
    (44, "ECHRNG", "Channel number out of range"),
    (45, "EL2NSYNC", "Level 2 not synchronized"),
    (46, "EL3HLT", "Level 3 halted"),
    (47, "EL3RST", "Level 3 reset"),
    (48, "ELNRNG", "Link number out of range"),
    (49, "EUNATCH", "Protocol driver not attached"),
    (50, "ENOCSI", "No CSI structure available"),
    (51, "EL2HLT", "Level 2 halted"),
    (52, "EBADE", "Invalid exchange"),
    (53, "EBADR", "Invalid request descriptor"),
    (54, "EXFULL", "Exchange full"),
    (55, "ENOANO", "No anode"),
    (56, "EBADRQC", "Invalid request code"),
    (57, "EBADSLT", "Invalid slot"),
    (59, "EBFONT", "Bad font file format"),
    (60, "ENOSTR", "Device not a stream"),
    (61, "ENODATA", "No data available"),
    (62, "ETIME", "Timer expired"),
    (63, "ENOSR", "Out of streams resources"),
    (64, "ENONET", "Machine is not on the network"),
    (65, "ENOPKG", "Package not installed"),
    (66, "EREMOTE", "Object is remote"),
    (67, "ENOLINK", "Link has been severed"),
    (68, "EADV", "Advertise error"),
    (69, "ESRMNT", "Srmount error"),
    (70, "ECOMM", "Communication error on send"),
    (71, "EPROTO", "Protocol error"),
    (72, "EMULTIHOP", "Multihop attempted"),
    (73, "EDOTDOT", "RFS specific error"),
    (74, "EBADMSG", "Bad message"),
    (75, "EOVERFLOW", "Value too large for defined data type"),
    (76, "ENOTUNIQ", "Name not unique on network"),
    (77, "EBADFD", "File descriptor in bad state"),
    (78, "EREMCHG", "Remote address changed"),
    (79, "ELIBACC", "Can not access a needed shared library"),
    (80, "ELIBBAD", "Accessing a corrupted shared library"),
    (81, "ELIBSCN", ".lib section in a.out corrupted"),
    (82, "ELIBMAX", "Attempting to link in too many shared libraries"),
    (83, "ELIBEXEC", "Cannot exec a shared library directly"),
    (84, "EILSEQ", "Invalid or incomplete multibyte or wide character"),
    (85, "ERESTART", "Interrupted system call should be restarted"),
    (86, "ESTRPIPE", "Streams pipe error"),
    (87, "EUSERS", "Too many users"),
    (88, "ENOTSOCK", "Socket operation on non-socket"),
    (89, "EDESTADDRREQ", "Destination address required"),
    (90, "EMSGSIZE", "Message too long"),
    (91, "EPROTOTYPE", "Protocol wrong type for socket"),
    (92, "ENOPROTOOPT", "Protocol not available"),
    (93, "EPROTONOSUPPORT", "Protocol not supported"),
    (94, "ESOCKTNOSUPPORT", "Socket type not supported"),
    (95, "EOPNOTSUPP", "Operation not supported"),
    (96, "EPFNOSUPPORT", "Protocol family not supported"),
    (97, "EAFNOSUPPORT", "Address family not supported by protocol"),
    (98, "EADDRINUSE", "Address already in use"),
    (99, "EADDRNOTAVAIL", "Cannot assign requested address"),
    (100, "ENETDOWN", "Network is down"),
    (101, "ENETUNREACH", "Network is unreachable"),
    (102, "ENETRESET", "Network dropped connection on reset"),
    (103, "ECONNABORTED", "Software caused connection abort"),
    (104, "ECONNRESET", "Connection reset by peer"),
    (105, "ENOBUFS", "No buffer space available"),
    (106, "EISCONN", "Transport endpoint is already connected"),
    (107, "ENOTCONN", "Transport endpoint is not connected"),
    (108, "ESHUTDOWN", "Cannot send after transport endpoint shutdown"),
    (109, "ETOOMANYREFS", "Too many references: cannot splice"),
    (110, "ETIMEDOUT", "Connection timed out"),
    (111, "ECONNREFUSED", "Connection refused"),
    (112, "EHOSTDOWN", "Host is down"),
    (113, "EHOSTUNREACH", "No route to host"),
    (114, "EALREADY", "Operation already in progress"),
    (115, "EINPROGRESS", "Operation now in progress"),
    (116, "ESTALE", "Stale file handle"),
    (117, "EUCLEAN", "Structure needs cleaning"),
    (118, "ENOTNAM", "Not a XENIX named type file"),
    (119, "ENAVAIL", "No XENIX semaphores available"),
    (120, "EISNAM", "Is a named type file"),
    (121, "EREMOTEIO", "Remote I/O error"),
    (122, "EDQUOT", "Disk quota exceeded"),
    (123, "ENOMEDIUM", "No medium found"),
    (124, "EMEDIUMTYPE", "Wrong medium type"),
    (125, "ECANCELED", "Operation canceled"),
    (126, "ENOKEY", "Required key not available"),
    (127, "EKEYEXPIRED", "Key has expired"),
    (128, "EKEYREVOKED", "Key has been revoked"),
    (129, "EKEYREJECTED", "Key was rejected by service"),
    (130, "EOWNERDEAD", "Owner died"),
    (131, "ENOTRECOVERABLE", "State not recoverable"),
    (132, "ERFKILL", "Operation not possible due to RF-kill"),
];

#[cfg(test)]
mod tests {
    use super::{Errno, NAMES};

    #[test]
    fn names_are_sorted_and_round_trip() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(Errno::ENOENT.to_string(), "ENOENT (No such file or directory)");
        assert_eq!(Errno::from_return(Errno::EINVAL.to_return()), Some(Errno::EINVAL));
        assert_eq!(Errno::from_return(0), None);
        assert_eq!(Errno::from_return(0xffff_0000), None);
        assert_eq!(Errno::from_return((-4096i64) as u64), None);
        assert_eq!(Errno::from_return((-4000i64) as u64).map(Errno::name), Some("EUNKNOWN"));
    }
}
