//! What can't be shown through the program, because it may ask either every address of this machine or none.

use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use super::client::{Ask, Client};
use super::failure::FailureKind;
use super::{FetchOptions, Halt};

/// Answers every request on loopback with the same bytes and gives its port.
fn server(answer: impl Fn(u16) -> String + Send + 'static) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            // a client that goes away early is no failure
            drop(stream.write_all(answer(port).as_bytes()));
        }
    });
    port
}

/// A client for which 127.0.0.1 is public and the rest of the machine is not.
fn client() -> Client {
    let options = FetchOptions {
        pause: Duration::ZERO,
        retries: 0,
        ..FetchOptions::default()
    };
    Client::guarded(options, Arc::new(Halt::default()), |address| {
        address == IpAddr::V4(Ipv4Addr::LOCALHOST)
    })
}

fn redirect(to: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
}

#[test]
fn redirects_do_not_lead_into_private_networks() {
    for host in [
        "127.0.0.2",
        "2130706434",
        "0x7f.2",
        "[::1]",
        "[::ffff:7f00:2]",
    ] {
        let port = server(move |port| redirect(&format!("http://{host}:{port}/")));
        let asked = client().get(&format!("http://127.0.0.1:{port}/"), &Ask::default());
        let failure = asked.expect_err("it must be refused");
        assert_eq!(failure.kind, FailureKind::Refused, "{host}: {failure}");
    }
}

#[test]
fn other_protocols_are_not_asked() {
    for to in [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "data:text/html,x",
        "gopher://127.0.0.1:70/1",
    ] {
        let port = server(move |_| redirect(to));
        let asked = client().get(&format!("http://127.0.0.1:{port}/"), &Ask::default());
        let failure = asked.expect_err("it must be refused");
        assert_eq!(failure.kind, FailureKind::Refused, "{to}: {failure}");
    }
}

#[test]
fn addresses_with_odd_characters_can_be_asked() {
    let port =
        server(|_| "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx".to_owned());
    for path in [
        "/خبر/1",
        "/a|b^c`d{e}[f]\"g'(h)",
        "/?q=[x]|y^z`{}\\'\"<>",
        "/%zz%",
        "/a b",
    ] {
        let asked = client().get(&format!("http://127.0.0.1:{port}{path}"), &Ask::default());
        assert_eq!(
            asked.map(|answer| answer.bytes),
            Ok(b"x".to_vec()),
            "{path}"
        );
    }
}

#[test]
fn nothing_is_asked_after_the_end() {
    let port = server(|_| String::new());
    let client = client();
    client.shut_down();
    let asked = client.get(&format!("http://127.0.0.1:{port}/"), &Ask::default());
    assert_eq!(asked.expect_err("stopped").kind, FailureKind::Stopped);
}
