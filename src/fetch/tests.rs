//! What can't be shown through the program, because it may ask either every address of this machine or none.

use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use flate2::{Compression, write::GzEncoder};

use super::client::{Ask, Client};
use super::failure::FailureKind;
use super::{FetchOptions, Halt};

/// Answers every request on loopback with the same bytes and gives its port.
fn server<A: AsRef<[u8]>>(answer: impl Fn(u16) -> A + Send + 'static) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = listener.local_addr().expect("an address").port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let lines = BufReader::new(&stream).lines().map_while(Result::ok);
            lines.take_while(|line| !line.is_empty()).for_each(drop);
            // a client that goes away early is no failure
            drop(stream.write_all(answer(port).as_ref()));
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
fn an_answer_that_breaks_off_is_none() {
    let whole = |head: &str, body: &[u8]| {
        [b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n\r\n", body].concat()
    };
    let mut packed = Vec::new();
    let mut encoder = GzEncoder::new(&mut packed, Compression::fast());
    encoder
        .write_all(&[b'x'; 1000])
        .and_then(|()| encoder.try_finish())
        .expect("packed");
    drop(encoder);
    let mut wrong_sum = packed.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 1;
    // Brotli (RFC 7932): a stored block of five bytes, and the empty last block
    let stored = [&(4_u32 << 4 | 1 << 20).to_le_bytes()[..3], b"words", &[3]].concat();
    let gzip = |bytes: &[u8]| {
        whole(
            &format!("Content-Encoding: gzip\r\nContent-Length: {}", bytes.len()),
            bytes,
        )
    };
    let brotli = |bytes: &[u8]| {
        whole(
            &format!("Content-Encoding: br\r\nContent-Length: {}", bytes.len()),
            bytes,
        )
    };
    for (answer, sound) in [
        (gzip(&packed), true),
        (gzip(&packed[..packed.len() / 2]), false),
        (gzip(&packed[..packed.len() - 4]), false),
        (gzip(&wrong_sum), false),
        (gzip(b"<html>"), false),
        (brotli(&stored), true),
        (brotli(&stored[..6]), false),
        (brotli(&stored[..8]), false),
        (whole("Content-Length: 5", b"words"), true),
        (whole("Content-Length: 6", b"words"), false),
        (
            whole("Transfer-Encoding: chunked", b"5\r\nwords\r\n0\r\n\r\n"),
            true,
        ),
        (
            whole("Transfer-Encoding: chunked", b"5\r\nwords\r\n"),
            false,
        ),
        (whole("Transfer-Encoding: chunked", b"5\r\nwor"), false),
        (whole("Transfer-Encoding: chunked", b"words"), false),
        (b"SSH-2.0\r\n\r\n".to_vec(), false),
        (Vec::new(), false),
    ] {
        let shown = String::from_utf8_lossy(&answer).into_owned();
        let port = server(move |_| answer.clone());
        let asked = client().get(&format!("http://127.0.0.1:{port}/"), &Ask::default());
        match asked {
            Ok(answer) => assert!(
                sound,
                "{shown:?} gave {:?}",
                String::from_utf8_lossy(&answer.bytes)
            ),
            Err(failure) => assert!(
                !sound && failure.kind == FailureKind::Unreachable && failure.again,
                "{shown:?}: {failure:?}"
            ),
        }
    }
}

#[test]
fn nothing_is_asked_after_the_end() {
    let port = server(|_| "");
    let client = client();
    client.shut_down();
    let asked = client.get(&format!("http://127.0.0.1:{port}/"), &Ask::default());
    assert_eq!(asked.expect_err("stopped").kind, FailureKind::Stopped);
}
