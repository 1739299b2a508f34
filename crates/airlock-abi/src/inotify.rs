//! `inotify(7)`.

/// It was read.
pub const IN_ACCESS: u32 = 1;
/// It was written to.
pub const IN_MODIFY: u32 = 2;
/// Its attributes have changed.
pub const IN_ATTRIB: u32 = 4;
/// A file that was open for writing was closed.
pub const IN_CLOSE_WRITE: u32 = 8;
/// Another one was closed.
pub const IN_CLOSE_NOWRITE: u32 = 0x10;
/// It was opened.
pub const IN_OPEN: u32 = 0x20;
/// A name went elsewhere.
pub const IN_MOVED_FROM: u32 = 0x40;
/// A name came from elsewhere.
pub const IN_MOVED_TO: u32 = 0x80;
/// A name was made.
pub const IN_CREATE: u32 = 0x100;
/// A name was removed.
pub const IN_DELETE: u32 = 0x200;
/// It is gone itself.
pub const IN_DELETE_SELF: u32 = 0x400;
/// It was moved itself.
pub const IN_MOVE_SELF: u32 = 0x800;
/// All events that can be asked for.
pub const IN_ALL_EVENTS: u32 = 0xfff;
/// Events were lost.
pub const IN_Q_OVERFLOW: u32 = 0x4000;
/// The watch is gone.
pub const IN_IGNORED: u32 = 0x8000;
/// Watch directories only.
pub const IN_ONLYDIR: u32 = 0x0100_0000;
/// Do not follow a symbolic link.
pub const IN_DONT_FOLLOW: u32 = 0x0200_0000;
/// No events of children that have no name any more.
pub const IN_EXCL_UNLINK: u32 = 0x0400_0000;
/// Fail if there is a watch.
pub const IN_MASK_CREATE: u32 = 0x1000_0000;
/// Add to what is watched.
pub const IN_MASK_ADD: u32 = 0x2000_0000;
/// The event is about a directory.
pub const IN_ISDIR: u32 = 0x4000_0000;
/// One event only.
pub const IN_ONESHOT: u32 = 0x8000_0000;

/// Bytes of `struct inotify_event` without the name. Names are padded with NULs to a multiple of it.
pub const EVENT_BYTES: usize = 16;
