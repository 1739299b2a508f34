//! What the files of `/proc` say, when they are opened.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use airlock_abi::Errno;
use airlock_abi::process::rlimit;
use airlock_abi::signal::NSIG;

use crate::Kernel;
use crate::mm::{ADDRESS_END, ADDRESS_MIN, Backing, Label, Vma};
use crate::process::RELEASE;
use crate::task::State;
use crate::vfs::proc::{Node, Text, pid_of};
use crate::vfs::{Inode, Io, Kind};

/// Appends a formatted piece; writing to a `String` cannot fail.
macro_rules! put {
    ($out:expr, $($arg:tt)*) => {{ let _ = write!($out, $($arg)*); }};
}

const PAGE: u64 = 4096;
const NS_PER_TICK: u64 = 10_000_000;
const NS_PER_S: u64 = 1_000_000_000;

impl Kernel {
    /// The content of a file of `/proc` now; `pid` is the process in whose directory it lies, or 0.
    pub(crate) fn proc_text_of(&mut self, pid: u32, text: Text) -> Vec<u8> {
        let pid = if pid == 0 { self.process.pid() } else { pid };
        let running = pid == self.process.pid();
        match self.as_process(pid, |k| k.proc_text(text, running)) {
            Some(content) => content,
            None => self.zombie_text(pid, text).into_bytes(),
        }
    }

    /// What is left to say of a process that has ended.
    fn zombie_text(&self, pid: u32, text: Text) -> String {
        let Some(node) = self.tasks.processes.get(&pid) else { return String::new() };
        let (ppid, pgid, sid) = (node.parent, node.pgid, node.sid);
        match text {
            Text::ProcessStat => {
                let ticks = node.cpu_ns / NS_PER_TICK;
                format!(
                    "{pid} () Z {ppid} {pgid} {sid} 0 -1 0 0 0 0 0 {ticks} 0 0 0 20 0 1 0 0 0 0{}\n",
                    " 0".repeat(28)
                )
            }
            Text::Status => format!("Name:\t\nState:\tZ (zombie)\nTgid:\t{pid}\nPid:\t{pid}\nPPid:\t{ppid}\n"),
            _ => String::new(),
        }
    }

    /// The state of a process: a letter and a word.
    fn state_shown(&self, running: bool) -> (char, &'static str) {
        let waits = |tid: &u32| self.tasks.threads.get(tid).is_some_and(|member| member.wait.is_some());
        let threads = self.tasks.processes.get(&self.process.pid()).map(|node| node.threads.as_slice());
        match threads {
            _ if self.group.stopped => ('T', "stopped"),
            Some(threads) if !running && threads.iter().all(waits) => ('S', "sleeping"),
            _ => ('R', "running"),
        }
    }

    fn proc_text(&self, text: Text, running: bool) -> Vec<u8> {
        let fixed = match text {
            Text::CmdlineKernel => "\n",
            Text::Filesystems => "nodev\tproc\nnodev\ttmpfs\nnodev\tpipefs\nnodev\toverlay\nnodev\tfuse\n",
            Text::Swaps => "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n",
            Text::Cgroup => "0::/\n",
            Text::Fixed(_, text) => text,
            Text::OomScore => "0\n",
            Text::OsType => "Linux\n",
            Text::PidMax => "4194304\n",
            Text::CapLastCap => "40\n",
            Text::EntropyAvail => "256\n",
            Text::OvercommitMemory => "0\n",
            Text::MaxMapCount => "65530\n",
            Text::PipeMaxSize => "1048576\n",
            Text::Net(file) => return self.net.text(file).into_bytes(),
            Text::Cmdline => return self.process.cmdline().to_vec(),
            Text::Auxv => return self.process.auxv().to_vec(),
            Text::Environ => return self.process.environ().to_vec(),
            Text::Comm => return [self.process.comm(), b"\n"].concat(),
            Text::Hostname => return [self.process.hostname(), b"\n"].concat(),
            Text::Mounts => return self.mounts(false),
            Text::MountInfo => return self.mounts(true),
            Text::Maps => return self.maps(|_, _| {}),
            Text::Smaps => return self.maps(|area, out| smap(area.len(), area.charge(), out)),
            _ => return self.dynamic(text, running).into_bytes(),
        };
        fixed.as_bytes().to_vec()
    }

    fn dynamic(&self, text: Text, running: bool) -> String {
        let mut out = String::new();
        match text {
            Text::LoadAvg => {
                let last = self.tasks.processes.keys().next_back().copied().unwrap_or(0);
                put!(out, "0.00 0.00 0.00 1/{} {last}\n", self.tasks.threads.len());
            }
            Text::CpuInfo => cpu_info(&mut out),
            Text::MemInfo => self.mem_info(&mut out),
            Text::Uptime => {
                let up = self.platform.clock.monotonic_ns() / NS_PER_TICK;
                put!(out, "{}.{:02} 0.00\n", up / 100, up % 100);
            }
            Text::Version => put!(out, "Linux version {RELEASE} (airlock) #1 SMP\n"),
            Text::OsRelease => put!(out, "{RELEASE}\n"),
            Text::Stat => {
                let ticks = self.platform.clock.cpu_ns() / NS_PER_TICK;
                let boot = self.platform.clock.realtime_ns() / NS_PER_S as i64
                    - (self.platform.clock.monotonic_ns() / NS_PER_S) as i64;
                put!(out, "cpu  {ticks} 0 0 0 0 0 0 0 0 0\ncpu0 {ticks} 0 0 0 0 0 0 0 0 0\n");
                put!(
                    out,
                    "intr 0\nctxt 0\nbtime {boot}\nprocesses {}\nprocs_running 1\nprocs_blocked 0\n",
                    self.tasks.processes.len()
                );
            }
            Text::OomScoreAdj => put!(out, "{}\n", self.process.oom_score_adj),
            Text::SmapsRollup => {
                put!(out, "{:08x}-{:08x} ---p 00000000 00:00 0 [rollup]\n", ADDRESS_MIN, ADDRESS_END);
                let mut lines = Vec::new();
                smap(self.mm.space_bytes(), self.mm.mapped_bytes(), &mut lines);
                let lines = String::from_utf8_lossy(&lines).into_owned();
                lines.lines().filter(|line| !line.contains("Size:")).for_each(|line| put!(out, "{line}\n"));
            }
            Text::SchedStat => put!(out, "{} 0 0\n", self.cpu_ns_shown(running)),
            Text::ThreadsMax | Text::PidsMax => put!(out, "{}\n", self.limits.processes),
            Text::PidsCurrent => put!(out, "{}\n", self.tasks.threads.len()),
            Text::MemoryMax => put!(out, "{}\n", self.mm.limit_bytes()),
            Text::MemoryCurrent => put!(out, "{}\n", self.mm.used_bytes()),
            Text::CgroupProcs => {
                let alive = self.tasks.processes.iter().filter(|(_, node)| node.state == State::Alive);
                alive.for_each(|(pid, _)| put!(out, "{pid}\n"));
            }
            Text::NrOpen => put!(out, "{}\n", self.limits.open_files),
            Text::FileNr => {
                let files = self.fds.files().map(Arc::as_ptr).collect::<BTreeSet<_>>().len();
                put!(out, "{files}\t0\t{}\n", self.limits.open_files);
            }
            Text::EpollWatches => put!(out, "{}\n", self.fs.space.limit() / crate::event::EPOLL_ITEM_COST),
            Text::InotifyWatches => put!(out, "{}\n", self.fs.space.limit() / crate::event::INOTIFY_WATCH_COST),
            Text::InotifyInstances => put!(out, "{}\n", self.limits.open_files),
            Text::VmStat => {
                let free = self.mm.limit_bytes().saturating_sub(self.mm.used_bytes()) / PAGE;
                put!(out, "nr_free_pages {free}\nnr_mapped {}\n", self.mm.used_bytes() / PAGE);
                put!(out, "pgpgin 0\npgpgout 0\npswpin 0\npswpout 0\n");
            }
            Text::FileMax => put!(out, "{}\n", self.limits.open_files),
            Text::Io => {
                put!(out, "rchar: 0\nwchar: {}\nsyscr: 0\nsyscw: 0\n", self.output_bytes);
                put!(out, "read_bytes: 0\nwrite_bytes: 0\ncancelled_write_bytes: 0\n");
            }
            Text::Limits => self.limits_text(&mut out),
            Text::ProcessStat => self.process_stat(running, &mut out),
            Text::Statm => {
                let (size, resident) = (self.mm.space_bytes() / PAGE, self.mm.mapped_bytes() / PAGE);
                put!(out, "{size} {resident} 0 0 0 {resident} 0\n");
            }
            Text::Status => self.status(running, &mut out),
            Text::FdInfo(fd) => {
                if let Ok(file) = self.fds.get_ref(fd) {
                    put!(out, "pos:\t{}\nflags:\t0{:o}\nmnt_id:\t1\n", file.offset(), file.flags());
                    put!(out, "ino:\t{}\n", file.inode.ino);
                    if let Io::Object(object) = &file.io {
                        out.push_str(&object.details(self));
                    }
                }
            }
            Text::RandomUuid => out = self.uuid(),
            // One boot, one id: nothing in it is secret, and it need not differ between runs.
            Text::BootId => out.push_str("00000000-0000-4000-8000-000000000001\n"),
            _ => {}
        }
        out
    }

    fn mem_info(&self, out: &mut String) {
        let total = self.mm.limit_bytes() / 1024;
        let free = self.mm.limit_bytes().saturating_sub(self.mm.used_bytes()) / 1024;
        let lines = [
            ("MemTotal", total),
            ("MemFree", free),
            ("MemAvailable", free),
            ("Buffers", 0),
            ("Cached", 0),
            ("SwapCached", 0),
            ("Active", 0),
            ("Inactive", 0),
            ("SwapTotal", 0),
            ("SwapFree", 0),
            ("Dirty", 0),
            ("Writeback", 0),
            ("AnonPages", total.saturating_sub(free)),
            ("Mapped", 0),
            ("Shmem", 0),
            ("KReclaimable", 0),
            ("Slab", 0),
            ("SReclaimable", 0),
            ("SUnreclaim", 0),
            ("PageTables", 0),
            ("CommitLimit", total),
            ("Committed_AS", total.saturating_sub(free)),
        ];
        for (name, kib) in lines {
            put!(out, "{:<16}{kib:>8} kB\n", format!("{name}:"));
        }
    }

    fn limits_text(&self, out: &mut String) {
        put!(out, "{:<26}{:<21}{:<21}{:<10}\n", "Limit", "Soft Limit", "Hard Limit", "Units");
        let show = |value: u64| if value == rlimit::INFINITY { "unlimited".to_owned() } else { value.to_string() };
        for (resource, (name, unit)) in rlimit::NAMES.iter().enumerate() {
            let limit = self.process.rlimit(resource);
            put!(out, "{name:<26}{:<21}{:<21}{unit:<10}\n", show(limit.soft), show(limit.hard));
        }
    }

    fn process_stat(&self, running: bool, out: &mut String) {
        let p = &self.process;
        let pid = p.pid();
        let node = self.tasks.processes.get(&pid);
        let (ppid, pgid, sid) = node.map_or((0, 0, 0), |node| (node.parent, node.pgid, node.sid));
        let threads = node.map_or(1, |node| node.threads.len());
        let (state, _) = self.state_shown(running);
        let comm = String::from_utf8_lossy(p.comm()).into_owned();
        let ticks = self.cpu_ns_shown(running) / NS_PER_TICK;
        let started = node.map_or(0, |node| node.started_ns / NS_PER_TICK);
        let (vsize, rss) = (self.mm.space_bytes(), self.mm.mapped_bytes() / PAGE);
        let heap = self.mm.heap();
        let stack = self.mm.areas().find(|area| area.label == Label::Stack).map_or(0, |area| area.end);
        let (ignored, caught) = self.group.dispositions();
        let (tty, tpgid) = self.controlling_terminal().map_or((0, -1), |tty| {
            let (device, foreground) = tty.shown();
            (device, i64::from(foreground))
        });
        put!(out, "{pid} ({comm}) {state} {ppid} {pgid} {sid} {tty} {tpgid} 0 0 0 0 0 ");
        put!(out, "{ticks} 0 0 0 20 0 {threads} 0 {started} ");
        put!(out, "{vsize} {rss} {} 0 0 {stack} 0 0 ", rlimit::INFINITY);
        put!(out, "{} {} {ignored} {caught} 0 0 0 17 0 0 0 0 0 0 ", self.pending_signals(), self.signals.mask());
        put!(out, "0 0 {} 0 0 0 0 0\n", heap.start);
    }

    fn status(&self, running: bool, out: &mut String) {
        let node = self.tasks.processes.get(&self.process.pid());
        let (ppid, threads) = node.map_or((0, 1), |node| (node.parent, node.threads.len()));
        let (state, word) = self.state_shown(running);
        let p = &self.process;
        let creds = p.creds();
        let (ignored, caught) = self.group.dispositions();
        let kib = |bytes: u64| bytes / 1024;
        put!(out, "Name:\t{}\nUmask:\t{:04o}\n", String::from_utf8_lossy(p.comm()), self.fs.umask);
        put!(out, "State:\t{state} ({word})\nTgid:\t{0}\nNgid:\t0\nPid:\t{0}\nPPid:\t{ppid}\n", p.pid());
        put!(out, "TracerPid:\t0\nUid:\t{}\t{}\t{}\t{}\n", creds.uid, creds.euid, creds.suid, creds.fsuid);
        put!(out, "Gid:\t{}\t{}\t{}\t{}\n", creds.gid, creds.egid, creds.sgid, creds.fsgid);
        let groups: Vec<String> = p.groups().iter().map(u32::to_string).collect();
        put!(out, "FDSize:\t{}\nGroups:\t{}\n", self.fds.open().count().next_power_of_two().max(64), groups.join(" "));
        put!(out, "VmPeak:\t{:>8} kB\nVmSize:\t{:>8} kB\n", kib(self.mm.peak_bytes()), kib(self.mm.space_bytes()));
        put!(out, "VmHWM:\t{:>8} kB\nVmRSS:\t{:>8} kB\n", kib(self.mm.peak_bytes()), kib(self.mm.mapped_bytes()));
        put!(out, "VmStk:\t{:>8} kB\nThreads:\t{threads}\n", kib(self.mm.stack_bytes()));
        put!(
            out,
            "SigQ:\t0/{}\nSigPnd:\t{:016x}\nShdPnd:\t{:016x}\n",
            NSIG,
            self.signals.pending(),
            self.group.pending()
        );
        put!(out, "SigBlk:\t{:016x}\nSigIgn:\t{ignored:016x}\nSigCgt:\t{caught:016x}\n", self.signals.mask());
        let effective = p.caps().effective();
        put!(out, "CapInh:\t{0:016x}\nCapPrm:\t{1:016x}\nCapEff:\t{1:016x}\n", 0, effective);
        put!(out, "CapBnd:\t{effective:016x}\nCapAmb:\t{:016x}\nNoNewPrivs:\t0\nSeccomp:\t0\n", 0);
        put!(out, "Cpus_allowed:\t1\nCpus_allowed_list:\t0\nMems_allowed:\t1\nMems_allowed_list:\t0\n");
        put!(out, "voluntary_ctxt_switches:\t0\nnonvoluntary_ctxt_switches:\t0\n");
    }

    /// CPU time of the process, in nanoseconds: of others, that of the tasks that have ended.
    fn cpu_ns_shown(&self, running: bool) -> u64 {
        let ended = self.tasks.processes.get(&self.process.pid()).map_or(0, |node| node.cpu_ns);
        ended.saturating_add(if running { self.platform.clock.cpu_ns() } else { 0 })
    }

    /// Writes to a file of `/proc` that can be written.
    pub(crate) fn write_proc(&mut self, inode: &Inode, bytes: &[u8]) -> Result<usize, Errno> {
        let Kind::Proc(Node::Text(text)) = &inode.kind else { return Err(Errno::EINVAL) };
        let pid = match pid_of(inode) {
            0 => self.process.pid(),
            pid => pid,
        };
        let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
        match text {
            Text::Comm => self.as_process(pid, |k| k.process.set_comm(line)),
            Text::OomScoreAdj => {
                let number = std::str::from_utf8(line).ok().and_then(|line| line.trim().parse().ok());
                let number = number.filter(|number| (-1000..=1000).contains(number)).ok_or(Errno::EINVAL)?;
                self.as_process(pid, |k| k.process.oom_score_adj = number)
            }
            _ => return Err(Errno::EINVAL),
        }
        .map(|()| bytes.len())
        .ok_or(Errno::ESRCH)
    }

    /// The areas, each followed by what `more` says of it.
    fn maps(&self, more: impl Fn(&Vma, &mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        for area in self.mm.areas() {
            let bit = |on: bool, letter: char| if on { letter } else { '-' };
            let flags: String = [
                bit(area.prot.read, 'r'),
                bit(area.prot.write, 'w'),
                bit(area.prot.exec, 'x'),
                if area.shared { 's' } else { 'p' },
            ]
            .iter()
            .collect();
            let (offset, dev, ino, name) = match (&area.backing, area.label) {
                (Backing::File { file, offset }, _) => {
                    (*offset, file.inode.sb.dev, file.inode.ino, self.fs.file_path(file))
                }
                (_, Label::Heap) => (0, 0, 0, b"[heap]".to_vec()),
                (_, Label::Stack) => (0, 0, 0, b"[stack]".to_vec()),
                (_, Label::None) => (0, 0, 0, Vec::new()),
            };
            let (start, end) = (area.start, area.end);
            let (major, minor) = (airlock_abi::stat::major(dev), airlock_abi::stat::minor(dev));
            let head = format!("{start:08x}-{end:08x} {flags} {offset:08x} {major:02x}:{minor:02x} {ino} ");
            out.extend_from_slice(head.as_bytes());
            if !name.is_empty() {
                // The path starts in column 74, as on Linux.
                out.resize(out.len() + 73usize.saturating_sub(head.len()), b' ');
                out.extend_from_slice(&name);
            }
            out.push(b'\n');
            more(area, &mut out);
        }
        out
    }

    fn mounts(&self, info: bool) -> Vec<u8> {
        let mut out = Vec::new();
        for (index, (path, sb)) in self.fs.mounts.iter().enumerate() {
            let mode = if sb.read_only { "ro" } else { "rw" };
            let kind = sb.kind;
            let path = escape(path);
            let line = if info {
                let (major, minor) = (airlock_abi::stat::major(sb.dev), airlock_abi::stat::minor(sb.dev));
                let parent = if index == 0 { 0 } else { 1 };
                format!("{} {parent} {major}:{minor} / {path} {mode},noatime - {kind} {kind} {mode}\n", index + 1)
            } else {
                format!("{kind} {path} {kind} {mode},noatime 0 0\n")
            };
            out.extend_from_slice(line.as_bytes());
        }
        out
    }

    fn uuid(&self) -> String {
        let mut b = [0; 16];
        self.platform.entropy.fill(&mut b);
        b[6] = (b[6] & 0x0f) | 0x40;
        b[8] = (b[8] & 0x3f) | 0x80;
        let mut out = String::new();
        for (index, byte) in b.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                out.push('-');
            }
            put!(out, "{byte:02x}");
        }
        out.push('\n');
        out
    }
}

/// The lines of an area of `smaps`. All that is mapped counts as resident, as it counts against the limit.
fn smap(size: u64, resident: u64, out: &mut Vec<u8>) {
    let kib = |bytes: u64| bytes / 1024;
    let lines = [
        ("Size", size),
        ("KernelPageSize", PAGE),
        ("MMUPageSize", PAGE),
        ("Rss", resident),
        ("Pss", resident),
        ("Shared_Clean", 0),
        ("Shared_Dirty", 0),
        ("Private_Clean", 0),
        ("Private_Dirty", resident),
        ("Referenced", resident),
        ("Anonymous", resident),
        ("Swap", 0),
        ("SwapPss", 0),
        ("Locked", 0),
    ];
    for (name, bytes) in lines {
        out.extend_from_slice(format!("{:<16}{:>8} kB\n", format!("{name}:"), kib(bytes)).as_bytes());
    }
}

/// Spaces, tabs, newlines and backslashes in a path of `/proc/mounts`.
fn escape(path: &[u8]) -> String {
    let mut out = String::new();
    for b in String::from_utf8_lossy(path).chars() {
        match b {
            ' ' => out.push_str("\\040"),
            '\t' => out.push_str("\\011"),
            '\n' => out.push_str("\\012"),
            '\\' => out.push_str("\\134"),
            other => out.push(other),
        }
    }
    out
}

fn cpu_info(out: &mut String) {
    put!(out, "processor\t: 0\nvendor_id\t: Airlock\ncpu family\t: 6\nmodel\t\t: 1\nmodel name\t: Airlock\n");
    put!(out, "stepping\t: 1\ncpu MHz\t\t: 1000.000\ncache size\t: 0 KB\nphysical id\t: 0\nsiblings\t: 1\n");
    put!(out, "core id\t\t: 0\ncpu cores\t: 1\nfpu\t\t: yes\nfpu_exception\t: yes\n");
    put!(out, "flags\t\t: fpu cx8 cmov mmx fxsr sse sse2 syscall lm pni ssse3 cx16 sse4_1 sse4_2 popcnt\n");
    put!(out, "address sizes\t: 32 bits physical, 48 bits virtual\n\n");
}
