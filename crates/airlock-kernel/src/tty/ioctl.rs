//! What `ioctl(2)` does with terminals (`ioctl_tty(2)`, `ioctl_console(2)` where both apply).

use std::any::Any;
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::fcntl::{O_ACCMODE, O_CLOEXEC, O_NOCTTY, O_NONBLOCK};
use airlock_abi::ioctl::*;
use airlock_abi::signal::{SIGINT, SIGQUIT, SIGTSTP, SIGTTOU};
use airlock_abi::termios::*;
use airlock_platform::Memory;

use super::Tty;
use super::pty::{Master, Slave, open};
use crate::Kernel;
use crate::syscalls::{Answer, flags32, int};
use crate::user;
use crate::vfs::{Device, File, Io, dir};

/// A descriptor of a terminal.
#[derive(Clone, Copy)]
pub(crate) enum End<'a> {
    Master(&'a Master),
    Slave(&'a Slave),
}

/// Which end of a terminal a file is; `None` if it is none.
pub(crate) fn end_of(file: &File) -> Option<End<'_>> {
    let Io::Object(object) = &file.io else { return None };
    let object: &dyn Any = &**object;
    let slave = object.downcast_ref::<Slave>().map(End::Slave);
    slave.or_else(|| object.downcast_ref::<Master>().map(End::Master))
}

impl End<'_> {
    fn tty(&self) -> &Arc<Tty> {
        match self {
            End::Master(master) => &master.tty,
            End::Slave(slave) => &slave.tty,
        }
    }

    fn is_master(&self) -> bool {
        matches!(self, End::Master(_))
    }
}

/// `ioctl` on a terminal. Settings, size and foreground are those of the terminal, whichever end asks.
pub(crate) fn terminal_ioctl(k: &mut Kernel, mem: &mut dyn Memory, end: End<'_>, op: u32, arg: u64) -> Answer {
    if let End::Slave(slave) = end
        && slave.is_hung_up()
    {
        return Err(if op == TIOCSPGRP { Errno::ENOTTY } else { Errno::EIO });
    }
    let tty = &Arc::clone(end.tty());
    match op {
        TCGETS | TCGETS2 | TCGETA => get_settings(mem, tty, op, arg)?,
        TCSETS | TCSETSW | TCSETSF | TCSETS2 | TCSETSW2 | TCSETSF2 | TCSETA | TCSETAW | TCSETAF => {
            set_settings(k, mem, tty, op, arg)?;
        }
        TCSBRK | TCSBRKP => change(k, tty)?,
        TCXONC => flow(k, tty, arg)?,
        TCFLSH => flush(k, end, arg)?,
        TIOCGWINSZ => {
            let size = tty.state().size;
            user::write(mem, arg, &size.encode())?;
        }
        TIOCSWINSZ => {
            let size = WinSize::decode(&user::read(mem, arg)?);
            k.resize(tty, size);
        }
        FIONREAD => {
            let state = tty.state();
            let bytes = if end.is_master() { state.line.output.len() } else { state.line.readable() };
            drop(state);
            user::write(mem, arg, &(bytes as u32).to_le_bytes())?;
        }
        TIOCOUTQ => {
            let bytes = if end.is_master() { 0 } else { tty.state().line.output.len() as u32 };
            user::write(mem, arg, &bytes.to_le_bytes())?;
        }
        TIOCGETD => user::write(mem, arg, &[0; 4])?,
        TIOCSETD => {
            if user::read_u32(mem, arg)? != 0 {
                return Err(Errno::EINVAL);
            }
            change(k, tty)?;
        }
        TIOCEXCL => tty.state().exclusive = true,
        TIOCNXCL => tty.state().exclusive = false,
        TIOCGEXCL => {
            let exclusive = u32::from(tty.state().exclusive);
            user::write(mem, arg, &exclusive.to_le_bytes())?;
        }
        TIOCGDEV => user::write(mem, arg, &(Device::Pts(tty.number).number() as u32).to_le_bytes())?,
        // Typing into other people's shells is what it was used for; Linux refuses it since 6.2 as well.
        TIOCSTI => return Err(Errno::EIO),
        TIOCCONS => return Err(Errno::EPERM),
        TIOCVHANGUP => {
            if k.process.creds().euid != 0 {
                return Err(Errno::EPERM);
            }
            k.hang_up(tty);
        }
        TIOCSCTTY | TIOCNOTTY | TIOCGPGRP | TIOCSPGRP | TIOCGSID => return session(k, mem, end, op, arg),
        _ if end.is_master() => return master(k, mem, tty, op, arg),
        _ => return Err(Errno::ENOTTY),
    }
    Ok(0)
}

/// Background processes may not change a terminal.
fn change(k: &mut Kernel, tty: &Arc<Tty>) -> Result<(), Errno> {
    k.check_foreground(tty, SIGTTOU)
}

fn get_settings(mem: &mut dyn Memory, tty: &Tty, op: u32, arg: u64) -> Result<(), Errno> {
    let termios = *tty.state().line.termios();
    match op {
        TCGETS => user::write(mem, arg, &termios.encode()),
        TCGETS2 => user::write(mem, arg, &termios.encode2()),
        _ => user::write(mem, arg, &termios.encode_old()),
    }
}

fn set_settings(k: &mut Kernel, mem: &mut dyn Memory, tty: &Arc<Tty>, op: u32, arg: u64) -> Result<(), Errno> {
    change(k, tty)?;
    let old = *tty.state().line.termios();
    let new = match op {
        TCSETS | TCSETSW | TCSETSF => Termios::decode(&user::read(mem, arg)?, &old),
        TCSETS2 | TCSETSW2 | TCSETSF2 => Termios::decode2(&user::read(mem, arg)?),
        _ => old.with_old(&user::read(mem, arg)?),
    };
    // What was written has left already: "drained" needs no wait.
    let mut state = tty.state();
    if matches!(op, TCSETSF | TCSETSF2 | TCSETAF) {
        state.line.flush_input();
        state.tell(TIOCPKT_FLUSHREAD);
    }
    let effects = state.line.set(new);
    state.tell(effects.packet);
    drop(state);
    tty.changed();
    Ok(())
}

/// `tcflow(3)`.
fn flow(k: &mut Kernel, tty: &Arc<Tty>, arg: u64) -> Result<(), Errno> {
    change(k, tty)?;
    let mut state = tty.state();
    match arg {
        TCOOFF => {
            let news = state.line.hold();
            state.tell(news);
        }
        TCOON => {
            let news = state.line.release();
            state.tell(news);
        }
        TCIOFF | TCION => {
            let byte = state.line.termios().cc(if arg == TCIOFF { VSTOP } else { VSTART });
            if byte != 0 {
                state.line.write(&[byte]);
            }
        }
        _ => return Err(Errno::EINVAL),
    }
    drop(state);
    tty.changed();
    Ok(())
}

/// `tcflush(3)`. What is input to a master is output of the terminal.
fn flush(k: &mut Kernel, end: End<'_>, arg: u64) -> Result<(), Errno> {
    let tty = end.tty();
    change(k, tty)?;
    if arg > TCIOFLUSH {
        return Err(Errno::EINVAL);
    }
    let mut state = tty.state();
    let first = if end.is_master() { TCOFLUSH } else { TCIFLUSH };
    if arg == first || arg == TCIOFLUSH {
        state.line.flush_input();
        state.tell(TIOCPKT_FLUSHREAD);
    }
    if arg != first {
        state.line.output.flush();
        state.tell(TIOCPKT_FLUSHWRITE);
    }
    drop(state);
    tty.changed();
    Ok(())
}

/// Controlling terminals and the foreground.
fn session(k: &mut Kernel, mem: &mut dyn Memory, end: End<'_>, op: u32, arg: u64) -> Answer {
    let tty = end.tty();
    let (_, sid) = k.own_groups();
    let controlled = k.is_controlled_by(tty);
    match op {
        TIOCSCTTY => {
            let owner = tty.state().session;
            if owner == sid && k.process.pid() == sid {
                return Ok(0);
            }
            let steals = arg == 1 && k.process.creds().euid == 0;
            if !k.leads_session_without_terminal() || end.is_master() || owner != 0 && !steals {
                return Err(Errno::EPERM);
            }
            if owner != 0 {
                k.forget_terminal(owner);
            }
            k.take_terminal(tty);
        }
        TIOCNOTTY if controlled => k.give_up_terminal(tty),
        TIOCGPGRP if controlled || end.is_master() => {
            let foreground = tty.state().foreground;
            user::write(mem, arg, &foreground.to_le_bytes())?;
        }
        TIOCGSID if controlled || end.is_master() => {
            let owner = tty.state().session;
            if owner == 0 {
                return Err(Errno::ENOTTY);
            }
            user::write(mem, arg, &owner.to_le_bytes())?;
        }
        TIOCSPGRP => {
            change(k, tty).map_err(|errno| if errno == Errno::EIO { Errno::ENOTTY } else { errno })?;
            if !controlled || tty.state().session != sid {
                return Err(Errno::ENOTTY);
            }
            let pgid = user::read_u32(mem, arg)?;
            if i32::try_from(pgid).is_err() {
                return Err(Errno::EINVAL);
            }
            if !k.tasks.processes.values().any(|node| node.pgid == pgid) {
                return Err(Errno::ESRCH);
            }
            if !k.tasks.has_group(pgid, sid) {
                return Err(Errno::EPERM);
            }
            tty.state().foreground = pgid;
        }
        _ => return Err(Errno::ENOTTY),
    }
    Ok(0)
}

/// What only the master of a pseudo-terminal is asked.
fn master(k: &mut Kernel, mem: &mut dyn Memory, tty: &Arc<Tty>, op: u32, arg: u64) -> Answer {
    match op {
        TIOCGPTN => user::write(mem, arg, &tty.number.to_le_bytes())?,
        TIOCSPTLCK => {
            let locked = user::read_u32(mem, arg)? != 0;
            tty.state().locked = locked;
        }
        TIOCGPTLCK => {
            let locked = u32::from(tty.state().locked);
            user::write(mem, arg, &locked.to_le_bytes())?;
        }
        TIOCPKT => {
            let on = user::read_u32(mem, arg)? != 0;
            let mut state = tty.state();
            state.packet = on;
            state.news = 0;
        }
        TIOCGPKT => {
            let on = u32::from(tty.state().packet);
            user::write(mem, arg, &on.to_le_bytes())?;
        }
        TIOCSIG => {
            let signal = u8::try_from(arg).ok().filter(|signal| [SIGINT, SIGQUIT, SIGTSTP].contains(signal));
            let signal = signal.ok_or(Errno::EINVAL)?;
            let foreground = tty.state().foreground;
            k.signal_group(foreground, signal);
        }
        TIOCGPTPEER => return open_peer(k, tty, flags32(arg)),
        _ => return Err(Errno::ENOTTY),
    }
    Ok(0)
}

/// A descriptor of the slave, whatever its name leads to.
fn open_peer(k: &mut Kernel, tty: &Arc<Tty>, flags: u32) -> Answer {
    k.fds.room()?;
    let name = tty.number.to_string().into_bytes();
    let terminals = Arc::clone(&k.fs.terminals);
    let inode = dir::lookup(&terminals.dir, &name)?;
    let io = open(k, tty, flags)?;
    let at = Some((Arc::clone(&terminals.dir), name.into()));
    let file = File::new(inode, io, flags & (O_ACCMODE | O_NONBLOCK | O_NOCTTY) & !O_NOCTTY, at);
    k.fds.add(file, flags & O_CLOEXEC != 0).map(int)
}
