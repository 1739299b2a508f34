//! Running programs.

use std::io::Write;
use std::process::Stdio;

use crate::{Done, Sandbox, programs};

#[test]
fn output_and_status_are_the_programs() {
    let dir = Sandbox::new();
    dir.file("hello", &programs::say(1, "hello\n", 7));
    let done = dir.run(&["run", "./hello"]);
    assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (7, "hello\n", ""));
    dir.file("err", &programs::say(2, "oops\n", 0));
    let done = dir.run(&["run", "./err"]);
    assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, "", "oops\n"));
}

#[test]
fn a_function_that_is_cut_into_pieces_is_the_same() {
    let dir = Sandbox::new();
    for steps in [100, 60_000] {
        let (program, status) = programs::large_function(6000, steps);
        dir.file("large", &program);
        assert_eq!(dir.run(&["run", "--timeout", "100s", "./large"]).status, status as i32, "{steps} steps");
    }
}

#[test]
fn a_register_passes_through_a_function_that_does_not_use_it() {
    let dir = Sandbox::new();
    dir.file("keeps", &programs::keeps_rax(42));
    assert_eq!(dir.run(&["run", "./keeps"]).status, 42);
}

#[test]
fn an_interpreter_with_many_jumps_through_one_table_is_the_same() {
    let dir = Sandbox::new();
    for steps in [1, 7, 100_000] {
        let (program, status) = programs::interpreter(steps);
        dir.file("interpreter", &program);
        assert_eq!(dir.run(&["run", "./interpreter"]).status, status as i32, "{steps} steps");
    }
}

#[test]
fn what_comes_after_the_program_is_its_own() {
    let dir = Sandbox::new();
    dir.file("argc", &programs::argc());
    assert_eq!(dir.run(&["run", "argc"]).status, 1);
    let done = dir.run(&["run", "./argc", "--json", "-e", "--", "--help", ""]);
    assert_eq!((done.status, done.stdout.as_str()), (6, ""));
}

#[test]
fn standard_input_goes_through_or_comes_from_a_file() {
    let dir = Sandbox::new();
    dir.file("cat", &programs::cat(None));
    dir.file("in", b"from a file");
    assert_eq!(dir.run(&["run", "--stdin", "in", "./cat"]).stdout, "from a file");
    assert_eq!(dir.run(&["run", "--stdin", "null", "./cat"]).stdout, "");
    let mut child = dir.command(&["run", "./cat"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"through").unwrap();
    assert_eq!(Done::from(child.wait_with_output().unwrap()).stdout, "through");
}

#[test]
fn the_host_is_not_there() {
    let dir = Sandbox::new();
    dir.file("cat", &programs::cat(Some(0)));
    let secret = dir.file("secret", b"secret");
    // ENOENT is 2; the status is the low byte of -2.
    for path in [secret.to_str().unwrap(), "/etc/passwd", "secret", "../secret", "/proc/2/environ"] {
        let done = dir.run(&["run", "./cat", path]);
        assert_eq!((done.status, done.stdout.as_str()), (254, ""), "{path}");
    }
    // The program itself is the one file that it may see.
    assert_eq!(dir.run(&["run", "./cat", "/bin/cat"]).status, 3);
}

#[test]
fn mounts_show_what_was_granted() {
    let dir = Sandbox::new();
    dir.file("cat", &programs::cat(Some(0)));
    dir.file("write", &programs::write_to(0o101));
    dir.file("data/sub/f", b"content");
    dir.file("beside", b"not granted");
    std::os::unix::fs::symlink("../beside", dir.path().join("data/link")).unwrap();
    let read = |mount: &str, path: &str| dir.run(&["run", "--mount", mount, "./cat", path]);
    assert_eq!(read("data:/data", "/data/sub/f").stdout, "content");
    assert_eq!(read("data/sub/f:/etc/one", "/etc/one").stdout, "content");
    let escaped = read("data:/data", "/data/link");
    assert_eq!((escaped.status, escaped.stdout.as_str()), (254, ""));
    assert_eq!(read("data:/data", "/data/../beside").status, 254);

    let write = |mount: &str, path: &str| dir.run(&["run", "--mount", mount, "./write", path]).status;
    // EROFS is 30.
    assert_eq!(write("data:/data", "/data/new"), 30);
    assert_eq!(write("data:/data:ro", "/data/sub/f"), 30);
    assert!(!dir.path().join("data/new").exists());
    assert_eq!(write("data:/data:rw", "/data/new"), 0);
    assert_eq!(std::fs::read(dir.path().join("data/new")).unwrap(), b"x");
    assert_eq!(std::fs::read(dir.path().join("data/sub/f")).unwrap(), b"content");
}

#[test]
fn root_filesystem_is_read_and_never_written() {
    let dir = Sandbox::new();
    dir.file("rootfs/bin/write", &programs::write_to(0o101));
    dir.file("rootfs/bin/cat", &programs::cat(Some(0)));
    dir.file("rootfs/etc/motd", b"welcome");
    for name in ["write", "cat"] {
        let path = dir.path().join("rootfs/bin").join(name);
        std::fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    }
    let done = dir.run(&["run", "--rootfs", "rootfs", "/bin/cat", "/etc/motd"]);
    assert_eq!(done.stdout, "welcome", "{done:?}");
    assert_eq!(dir.run(&["run", "--rootfs", "rootfs", "--cwd", "/etc", "/bin/cat", "motd"]).stdout, "welcome");
    assert_eq!(dir.run(&["run", "--rootfs", "rootfs", "cat", "/etc/motd"]).stdout, "welcome");
    let searched = ["run", "--rootfs", "rootfs", "-e", "PATH=/etc:/x", "cat"];
    dir.run(&searched).refused(&["\"cat\"", "PATH", "/etc:/x"]);
    dir.run(&["run", "--rootfs", "rootfs", "-e", "PATH=/etc:/x", "motd"]).refused(&["/etc/motd", "EACCES"]);
    assert_eq!(dir.run(&["run", "--rootfs", "rootfs", "/bin/write", "/etc/motd"]).status, 0);
    assert_eq!(dir.run(&["run", "--rootfs", "rootfs", "/bin/write", "/new"]).status, 0);
    assert_eq!(std::fs::read(dir.path().join("rootfs/etc/motd")).unwrap(), b"welcome");
    assert!(!dir.path().join("rootfs/new").exists());
}

#[test]
fn signals_give_128_and_their_number() {
    let dir = Sandbox::new();
    dir.file("segfault", &programs::segfault());
    let done = dir.run(&["run", "./segfault"]);
    assert_eq!(done.status, 139, "{done:?}");
    assert!(done.stderr.contains("signal 11") && done.stderr.contains("0x10"), "{done:?}");
    dir.file("undefined", &programs::undefined());
    let done = dir.run(&["run", "./undefined"]);
    assert_eq!(done.status, 132, "{done:?}");
    dir.file("recursion", &programs::recursion());
    assert_eq!(dir.run(&["run", "./recursion"]).status, 139);
}

#[test]
fn json_tells_what_happened() {
    let dir = Sandbox::new();
    dir.file("hello", &programs::say(1, "hello\n", 7));
    let done = dir.run(&["run", "--json", "./hello"]);
    assert_eq!(done.stdout, "hello\n");
    let value: serde_json::Value = serde_json::from_str(&done.stderr).unwrap();
    assert_eq!(value["status"], 7);
    assert_eq!(value["outcome"]["exited"], 7);
    assert_eq!(value["syscalls"]["write"], 1);
    assert!(value["peak_memory_bytes"].as_u64().unwrap() > 0);
    assert!(value["wall_us"].as_u64().unwrap() > 0);
    assert!(value["denied"].as_array().unwrap().is_empty());

    assert_eq!(dir.run(&["run", "--json=out.json", "./hello"]).stderr, "");
    let text = std::fs::read_to_string(dir.path().join("out.json")).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap()["status"], 7);
}

#[test]
fn denied_actions_are_told() {
    let dir = Sandbox::new();
    // socket(AF_INET, SOCK_RAW, 0)
    dir.file("socket", &programs::until_error(41, 2, 3, 0, 0, 0));
    let done = dir.run(&["run", "--json", "./socket"]);
    assert_ne!(done.status, 125, "{done:?}");
    let value: serde_json::Value = serde_json::from_str(&done.stderr).unwrap();
    assert!(value["denied"].as_array().unwrap().iter().any(|denied| denied["action"] == "socket"), "{value}");
}

#[test]
fn trace_shows_system_calls() {
    let dir = Sandbox::new();
    dir.file("cat", &programs::cat(Some(0)));
    let done = dir.run(&["run", "--trace", "./cat", "/missing"]);
    assert!(done.stderr.contains("open(\"/missing\", O_RDONLY"), "{done:?}");
    assert!(done.stderr.contains("ENOENT (No such file or directory)"), "{done:?}");
    assert!(done.stderr.contains("exit_group("), "{done:?}");
    let done = dir.run(&["run", "--trace=trace.txt", "./cat", "/missing"]);
    assert_eq!(done.stderr, "");
    assert!(std::fs::read_to_string(dir.path().join("trace.txt")).unwrap().contains("/missing"));
}

#[test]
fn the_environment_is_what_was_said() {
    let dir = Sandbox::new();
    dir.file("cat", &programs::cat(Some(0)));
    let output = dir
        .command(&["run", "-e", "A=1", "--env", "FROM_HOST", "--env", "A=2", "./cat", "/proc/self/environ"])
        .env("FROM_HOST", "yes")
        .env("SECRET", "no")
        .output();
    let done = Done::from(output.unwrap());
    let mut variables: Vec<&str> = done.stdout.split_terminator('\0').collect();
    variables.sort_unstable();
    assert_eq!(variables.len(), 3, "{done:?}");
    assert_eq!(variables[..2], ["A=2", "FROM_HOST=yes"]);
    assert!(variables[2].starts_with("PATH="));
}

#[test]
fn lifting_is_deterministic() {
    let dir = Sandbox::new();
    dir.file("hello", &programs::say(1, "hello\n", 7));
    for name in ["a.wasm", "b.wasm"] {
        let done = dir.run(&["lift", "hello", "-o", name]);
        assert_eq!((done.status, done.stdout.as_str(), done.stderr.as_str()), (0, "", ""));
    }
    let first = std::fs::read(dir.path().join("a.wasm")).unwrap();
    assert!(first.starts_with(b"\0asm\x01\0\0\0"));
    assert_eq!(first, std::fs::read(dir.path().join("b.wasm")).unwrap());
    let output = dir.command(&["lift", "hello", "-o", "-"]).output().unwrap();
    assert_eq!(output.stdout, first);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3, "nothing left behind");
}

#[test]
fn doctor_finds_this_machine_fit() {
    let dir = Sandbox::new();
    let done = dir.run(&["doctor"]);
    assert_eq!(done.status, 0, "{done:?}");
    assert!(done.stdout.contains("run a program") && done.stdout.contains("Airlock works"), "{done:?}");
    let done = dir.run(&["doctor", "--json"]);
    let value: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    assert_eq!(value["works"], true);
}

#[test]
fn help_and_version_are_no_failures() {
    let dir = Sandbox::new();
    for args in [&["--help"][..], &["run", "--help"], &["--version"], &["cache", "prune", "--help"]] {
        let done = dir.run(args);
        assert_eq!((done.status, done.stderr.as_str()), (0, ""), "{args:?}");
        assert!(!done.stdout.is_empty());
    }
}
