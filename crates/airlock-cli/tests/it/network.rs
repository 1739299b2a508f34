//! Sockets inside, and the way out by grant, against servers and clients on the host.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::process::Stdio;
use std::thread::JoinHandle;
use std::time::Duration;

use crate::processes::compile;
use crate::{Done, Sandbox};

#[test]
fn sockets_do_what_they_do_on_linux() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "sockets.c") else { return };
    let done = dir.run(&["run", "--timeout", "5m", "./prog"]);
    assert_eq!((done.status, done.stdout.as_str()), (0, "all is well\n"), "{done:?}");
}

/// A server on the host that answers so many connections with what they send, in capitals.
fn server(connections: usize) -> (u16, JoinHandle<usize>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let thread = std::thread::spawn(move || {
        let mut served = 0;
        while served < connections {
            let (mut stream, _) = listener.accept().unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).unwrap();
            if text == "stop" {
                break;
            }
            stream.write_all(text.to_uppercase().as_bytes()).unwrap();
            served += 1;
        }
        served
    });
    (port, thread)
}

/// Ends a server that waits; how many connections it had.
fn stop(port: u16, thread: JoinHandle<usize>) -> usize {
    if let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) {
        let _ = stream.write_all(b"stop");
        let _ = stream.shutdown(Shutdown::Write);
    }
    thread.join().unwrap()
}

#[test]
fn what_is_granted_is_reached_and_nothing_else() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "sockets.c") else { return };
    let (port, thread) = server(1);
    let fetch = |grants: &[&str], ip: &str| -> Done {
        let port = port.to_string();
        let allowed = grants.iter().flat_map(|grant| ["--net-allow", *grant]);
        let all: Vec<&str> =
            ["run", "--json=report"].into_iter().chain(allowed).chain(["./prog", "fetch", ip, &port]).collect();
        dir.run(&all)
    };
    let exact = format!("127.0.0.1:{port}");
    let other = format!("127.0.0.1:{}", if port == 1 { 2 } else { port - 1 });
    let by_name = format!("localhost:{port}");
    // Without a grant the loopback interface is the sandbox's own, and nobody listens there.
    for grants in [vec![], vec![other.as_str()], vec!["*:*"], vec!["0.0.0.0/0:*"], vec![by_name.as_str()]] {
        let done = fetch(&grants, "127.0.0.1");
        assert_eq!((done.status, done.stdout.as_str()), (1, "ECONNREFUSED\n"), "{grants:?}: {done:?}");
    }
    // Private and link-local addresses are not public, and are told in the report.
    for ip in ["169.254.169.254", "10.0.0.1", "198.51.100.1"] {
        let done = fetch(&["*:*", &exact], ip);
        assert_eq!((done.status, done.stdout.as_str()), (1, "ENETUNREACH\n"), "{done:?}");
        let report = std::fs::read_to_string(dir.path().join("report")).unwrap();
        assert!(report.contains(&format!("{ip}:{port}")), "{report}");
    }
    let done = fetch(&[&exact], "127.0.0.1");
    assert_eq!((done.status, done.stdout.as_str()), (0, "HELLO\n"), "{done:?}");
    assert_eq!(thread.join().unwrap(), 1, "all the others never got there");
    let done = fetch(&[&exact], "127.0.0.1");
    assert_eq!(done.stdout, "ECONNREFUSED\n", "the host's own answer: {done:?}");
}

#[test]
fn names_are_looked_up_by_grant_and_do_not_lead_inside() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "sockets.c") else { return };
    let ask = |grants: &[&str]| {
        let allowed = grants.iter().flat_map(|grant| ["--net-allow", *grant]);
        let all: Vec<&str> = ["run"].into_iter().chain(allowed).chain(["./prog", "ask", "localhost"]).collect();
        dir.run(&all).stdout
    };
    assert_eq!(ask(&[]), "ECONNREFUSED\n", "there is no name server");
    assert_eq!(ask(&["example.com:80"]), "code 5, 0 addresses\n", "refused");
    // The host knows localhost. What it stands for is not public, so the name alone does not lead there.
    assert_eq!(ask(&["localhost:80"]), "code 0, 0 addresses\n");
    assert_eq!(ask(&["localhost:80", "127.0.0.1:80"]), "code 0, 1 addresses\n");
}

#[test]
fn published_ports_lead_in() {
    let dir = Sandbox::new();
    let Some(()) = compile(&dir, "sockets.c") else { return };
    let free = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
    let port = free();
    let publish = format!("{port}:8000");
    let mut child = dir
        .command(&["run", "--timeout", "2m", "--publish", &publish, "./prog", "serve", "0.0.0.0", "8000"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    while line != "ready\n" {
        line.clear();
        assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "the server has ended");
    }
    // More than any buffer holds, so that both directions have to wait.
    let bytes: Vec<u8> = (0..3_000_000u32).map(|n| (n % 251) as u8).collect();
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let sent = bytes.clone();
    let writer = std::thread::spawn(move || {
        stream.write_all(&sent).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
    });
    let mut back = Vec::new();
    reader.read_to_end(&mut back).unwrap();
    writer.join().unwrap();
    assert!(back == bytes, "{} of {} bytes came back", back.len(), bytes.len());
    let output = child.wait_with_output().unwrap();
    // A client on the host is not the guest's own loopback.
    assert_eq!(String::from_utf8_lossy(&output.stdout), "3000000 bytes from 192.0.2.1\n");
    assert!(output.status.success());

    // A server that listens on its own loopback interface alone has not asked for others.
    let (taken, thread) = server(1);
    let publish = format!("{taken}:8000");
    dir.run(&["run", "--publish", &publish, "./prog", "serve", "127.0.0.1", "8000"]).refused(&[
        "--publish",
        &taken.to_string(),
        "listen",
    ]);
    stop(taken, thread);
}

#[test]
fn bad_grants_are_refused_with_a_reason() {
    let dir = Sandbox::new();
    dir.file("hello", &crate::programs::say(1, "hello", 0));
    for (option, value, word) in [
        ("--net-allow", "example.com", "port"),
        ("--net-allow", "example.com:http", "not a port"),
        ("--net-allow", "10.1.0.0/8:80", "10.0.0.0/8"),
        ("--net-allow", "ex ample:80", "host name"),
        ("--publish", "8080", "missing"),
        ("--publish", "8080:0", "not a port"),
        ("--publish", "example.com:80:80", "not an address"),
    ] {
        let done = dir.run(&["run", option, value, "./hello"]);
        assert_eq!(done.status, 125, "{done:?}");
        assert!(done.stderr.contains(option) && done.stderr.contains(word), "{value}: {done:?}");
    }
}
