//! Requests as bytes, so that wrong ones can be sent as well.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Time that an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// An answer as it came.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    fn of(bytes: &[u8]) -> Self {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no head: {:?}", String::from_utf8_lossy(bytes)));
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Self {
            status: status.unwrap_or_else(|| panic!("no status: {head}")),
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// The values of a header.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }

    /// The one value of a header.
    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers(name);
        assert_eq!(found.len(), 1, "{name} in {}", self.head);
        found[0]
    }

    /// The body as text.
    #[track_caller]
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("the page is UTF-8")
    }

    /// Holds against the status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "{}\n\n{body}", self.head);
        self
    }
}

/// Fields as a form sends them.
pub fn encoded(fields: &[(&str, &str)]) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        form.append_pair(name, value);
    }
    form.finish()
}

/// The head of a request; a form's where there is a body.
pub fn head(method: &str, path: &str, headers: &[(&str, &str)], body: usize) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    if method == "POST" {
        head += &format!("Content-Length: {body}\r\n");
        if headers.iter().all(|(name, _)| *name != "Content-Type") {
            head += "Content-Type: application/x-www-form-urlencoded\r\n";
        }
    }
    head + "\r\n"
}

/// Sends a request and waits for its answer.
#[track_caller]
pub fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut request = head(method, path, headers, body.len()).into_bytes();
    request.extend_from_slice(body);
    send(address, &request)
}

/// Sends bytes and waits for an answer to them.
#[track_caller]
pub fn send(address: SocketAddr, request: &[u8]) -> Answer {
    let stream = connect(address);
    let mut writing = stream.try_clone().expect("a second handle");
    let answer = std::thread::scope(|scope| {
        // who is refused may be answered before all is sent
        scope.spawn(move || {
            let _ = writing.write_all(request);
        });
        read(stream)
    });
    Answer::of(&answer)
}

/// A connection to the desk.
#[track_caller]
pub fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the desk listens");
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a time limit");
    stream
        .set_write_timeout(Some(PATIENCE))
        .expect("a time limit");
    stream
}

/// What comes until the connection ends.
pub fn read(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    // what came before the connection broke is the answer
    let _ = stream.read_to_end(&mut bytes);
    bytes
}

/// The answer on a connection that was written to.
#[track_caller]
pub fn answer(stream: TcpStream) -> Answer {
    Answer::of(&read(stream))
}
