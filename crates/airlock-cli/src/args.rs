//! What the command line looks like.

use std::ffi::OsString;
use std::path::PathBuf;

use airlock::NetRule;
use clap::{Args, Parser, Subcommand};

use crate::units::{self, MountArg, PublishArg};

/// Run unmodified x86-64 Linux programs inside WebAssembly, with nothing granted that is not said.
#[derive(Parser)]
#[command(name = "airlock", version, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a program and pass its exit status on
    Run(Box<RunArgs>),
    /// Translate a program to WebAssembly and write the module
    Lift(LiftArgs),
    /// Check what this machine offers and say how to mend what is missing
    Doctor(DoctorArgs),
    /// Look at or empty the cache of compiled code
    Cache(CacheArgs),
}

/// Options come before the program; everything after it belongs to the program.
#[derive(Args)]
#[command(
    allow_negative_numbers = true,
    after_help = "Exit status: the program's own; 128+n if signal n killed it; 124 at a time limit; 137 at the \
                        output limit; 125 if Airlock could not do what was asked."
)]
pub(crate) struct RunArgs {
    /// Show a host directory or file to the guest; read-only unless `:rw` is added (repeatable)
    #[arg(long, value_name = "SOURCE:TARGET[:ro|rw]", value_parser = units::mount)]
    pub(crate) mount: Vec<MountArg>,
    /// Use a host directory as root filesystem; it is never changed: what the guest writes stays in memory
    #[arg(long, value_name = "DIR")]
    pub(crate) rootfs: Option<PathBuf>,
    /// Let the guest connect to HOST:PORT by TCP: a name, an address, a network as in 10.0.0.0/8, or `*`; the port may be `*`.
    /// Names that are granted can be looked up (repeatable)
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) net_allow: Vec<NetRule>,
    /// Let a port of the host lead to one of the guest, by TCP; on 127.0.0.1 unless an address is given (repeatable)
    #[arg(long, value_name = "[ADDR:]HOSTPORT:GUESTPORT", value_parser = units::publish)]
    pub(crate) publish: Vec<PublishArg>,
    /// Set an environment variable; a name alone passes the host's value on (repeatable)
    #[arg(long, short, value_name = "NAME[=VALUE]")]
    pub(crate) env: Vec<OsString>,
    /// Working directory in the guest
    #[arg(long, value_name = "PATH", default_value = "/")]
    pub(crate) cwd: OsString,
    /// Read standard input from this file instead of Airlock's own; `null` for none
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin: Option<PathBuf>,
    /// Give the guest a terminal: this one, for an interactive shell or editor
    #[arg(long, short)]
    pub(crate) tty: bool,
    /// Pass standard input on, which is always done: accepted because others want it said
    #[arg(long, short)]
    pub(crate) interactive: bool,
    /// Limit of wall-clock time, e.g. 10s, 500ms, 2m [default: 1h]
    #[arg(long, value_name = "TIME", value_parser = units::milliseconds)]
    pub(crate) timeout: Option<u64>,
    /// Limit of CPU time [default: 1h]
    #[arg(long, value_name = "TIME", value_parser = units::milliseconds)]
    pub(crate) cpu_time: Option<u64>,
    /// Limit of memory of all processes, e.g. 512M [default: 2G]
    #[arg(long, value_name = "SIZE", value_parser = units::bytes)]
    pub(crate) memory: Option<u64>,
    /// Limit of open file descriptors of each process [default: 1024]
    #[arg(long, value_name = "N", value_parser = units::count)]
    pub(crate) max_files: Option<u32>,
    /// Limit of processes that exist at the same time [default: 512]
    #[arg(long, value_name = "N", value_parser = units::count)]
    pub(crate) max_processes: Option<u32>,
    /// Limit of bytes in the guest's in-memory files [default: 1G]
    #[arg(long, value_name = "SIZE", value_parser = units::bytes)]
    pub(crate) max_fs_bytes: Option<u64>,
    /// Limit of bytes written to standard output and error [default: 1G]
    #[arg(long, value_name = "SIZE", value_parser = units::bytes)]
    pub(crate) max_output: Option<u64>,
    /// Write the result as one line of JSON to standard error, or to FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "clap's form of an option whose value may be left out")]
    pub(crate) json: Option<Option<PathBuf>>,
    /// Write a line per system call to standard error, or to FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    #[expect(clippy::option_option, reason = "clap's form of an option whose value may be left out")]
    pub(crate) trace: Option<Option<PathBuf>>,
    /// Neither read nor write the cache of compiled code
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// The program and its arguments: a path on the host, or with --rootfs a path or a name in PATH in the guest
    #[arg(value_name = "PROGRAM [ARG]...", num_args = 1.., required = true, trailing_var_arg = true)]
    pub(crate) command: Vec<OsString>,
}

#[derive(Args)]
pub(crate) struct LiftArgs {
    /// The program: a path on the host
    #[arg(value_name = "PROGRAM")]
    pub(crate) program: PathBuf,
    /// Where to write the module; `-` for standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Args)]
pub(crate) struct DoctorArgs {
    /// Print the findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args)]
pub(crate) struct CacheArgs {
    #[command(subcommand)]
    pub(crate) command: CacheCommand,
}

#[derive(Subcommand)]
pub(crate) enum CacheCommand {
    /// List the entries, the least recently used first
    List {
        /// Print them as JSON
        #[arg(long)]
        json: bool,
    },
    /// Remove the least recently used entries until the rest fits
    Prune {
        /// How much may stay
        #[arg(long, value_name = "SIZE", default_value = "1G", value_parser = units::bytes)]
        max_bytes: u64,
    },
    /// Remove every entry
    Clear,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definition_is_sound() {
        use clap::CommandFactory;
        Cli::command().debug_assert();
    }

    #[test]
    fn everything_after_the_program_is_its_own() {
        let line = ["airlock", "run", "--timeout", "5s", "./p", "-e", "--json", "-x", "--", "y"];
        let Command::Run(args) = Cli::try_parse_from(line).unwrap().command else { panic!("not run") };
        assert_eq!(args.timeout, Some(5000));
        assert_eq!(args.command, ["./p", "-e", "--json", "-x", "--", "y"]);
        assert!(args.env.is_empty());
        assert!(args.json.is_none());
    }

    #[test]
    fn a_program_is_needed() {
        assert!(Cli::try_parse_from(["airlock", "run"]).is_err());
        assert!(Cli::try_parse_from(["airlock", "run", "--timeout", "5s"]).is_err());
        assert!(Cli::try_parse_from(["airlock", "run", "--no-such-option", "./p"]).is_err());
    }

    #[test]
    fn json_takes_a_file_only_after_an_equals_sign() {
        let cli = Cli::try_parse_from(["airlock", "run", "--json", "--trace=t", "./p"]).unwrap();
        let Command::Run(args) = cli.command else { panic!("not run") };
        assert_eq!(args.json, Some(None));
        assert_eq!(args.trace, Some(Some(PathBuf::from("t"))));
        assert_eq!(args.command, ["./p"]);
    }
}
