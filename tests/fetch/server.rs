//! A server on loopback that plays what it is told to, well or badly, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub path: String,
    /// When it came.
    pub came: Instant,
    /// When its answer began.
    pub answered: Instant,
    headers: Vec<(String, String)>,
}

impl Seen {
    /// The value of a header, exactly as it came.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(name))?;
        Some(&found.1)
    }
}

/// How an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// As it should be.
    Well,
    /// Nothing comes.
    StallAtOnce,
    /// The head comes and half of the body, then nothing.
    StallInBody,
    /// The body never ends.
    Endless,
    /// The body is a byte shorter than was said, and the connection ends.
    Short,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    manner: Manner,
}

impl Reply {
    /// An answer without a body.
    pub fn status(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            manner: Manner::Well,
        }
    }

    /// A page.
    pub fn html(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200)
            .header("Content-Type", "text/html; charset=utf-8")
            .body(body)
    }

    /// A feed.
    pub fn xml(body: impl Into<Vec<u8>>) -> Self {
        Self::status(200)
            .header("Content-Type", "application/xml")
            .body(body)
    }

    /// Leads elsewhere.
    pub fn redirect(status: u16, location: &str) -> Self {
        Self::status(status).header("Location", location)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(other, _)| other != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub fn stalled(mut self) -> Self {
        self.manner = Manner::StallAtOnce;
        self
    }

    pub fn stalled_in_body(mut self) -> Self {
        self.manner = Manner::StallInBody;
        self
    }

    pub fn endless(mut self) -> Self {
        self.manner = Manner::Endless;
        self
    }

    pub fn short(mut self) -> Self {
        self.manner = Manner::Short;
        self
    }
}

/// What the threads of a server share.
#[derive(Default)]
struct State {
    /// For each path the answers, one after the other; the last stays.
    replies: Mutex<BTreeMap<String, Vec<Reply>>>,
    seen: Mutex<Vec<Seen>>,
    closed: AtomicBool,
}

/// The server. It ends when it is dropped.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    listener: Option<JoinHandle<()>>,
}

impl Server {
    /// A server that knows no page: it says 404 to everything. It has all addresses of loopback.
    pub fn new() -> Self {
        let listener = TcpListener::bind(("0.0.0.0", 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        let listener = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if shared.closed.load(Ordering::Relaxed) {
                    return;
                }
                let state = Arc::clone(&shared);
                // a client that goes away early is no failure of the server
                thread::spawn(move || drop(state.serve(&stream)));
            }
        });
        Self {
            address,
            state,
            listener: Some(listener),
        }
    }

    /// The whole address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Gives this answer to the path from now on.
    pub fn on(&self, path: &str, reply: Reply) -> &Self {
        self.one_after_other(path, vec![reply])
    }

    /// Gives these answers to the path, one after the other; the last stays.
    pub fn one_after_other(&self, path: &str, replies: Vec<Reply>) -> &Self {
        let mut known = self.state.replies.lock().expect("no panic before");
        known.insert(path.to_owned(), replies);
        self
    }

    /// What the path was asked for until now.
    pub fn seen(&self, path: &str) -> Vec<Seen> {
        let seen = self.state.seen.lock().expect("no panic before");
        seen.iter()
            .filter(|seen| seen.path == path)
            .cloned()
            .collect()
    }

    /// All requests until now, in order.
    pub fn all(&self) -> Vec<Seen> {
        self.state.seen.lock().expect("no panic before").clone()
    }

    /// All paths that were asked for until now, in order.
    pub fn paths(&self) -> Vec<String> {
        self.all().into_iter().map(|seen| seen.path).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state.closed.store(true, Ordering::Relaxed);
        // wakes the listener
        drop(TcpStream::connect(self.address));
        if let Some(listener) = self.listener.take() {
            drop(listener.join());
        }
    }
}

impl State {
    /// Answers the requests of a connection.
    fn serve(&self, stream: &TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut lines = BufReader::new(stream);
        while let Some(seen) = request(&mut lines)? {
            let reply = self.reply(&seen);
            let answered = Instant::now();
            let seen = Seen { answered, ..seen };
            self.seen.lock().expect("no panic before").push(seen);
            self.play(stream, &reply)?;
            if reply.manner != Manner::Well {
                return Ok(());
            }
        }
        Ok(())
    }

    fn reply(&self, seen: &Seen) -> Reply {
        let mut replies = self.replies.lock().expect("no panic before");
        let reply = match replies.get_mut(&seen.path) {
            None => return Reply::status(404),
            Some(left) if left.len() > 1 => left.remove(0),
            Some(left) => left[0].clone(),
        };
        let tag = reply.headers.iter().find(|(name, _)| name == "ETag");
        match tag {
            Some((_, tag)) if seen.header("If-None-Match") == Some(tag) => Reply {
                status: 304,
                body: Vec::new(),
                ..reply
            },
            _ => reply,
        }
    }

    fn play(&self, mut stream: &TcpStream, reply: &Reply) -> std::io::Result<()> {
        if reply.manner == Manner::StallAtOnce {
            self.stall();
            return Ok(());
        }
        let mut head = format!("HTTP/1.1 {} Played\r\n", reply.status);
        for (name, value) in &reply.headers {
            head += &format!("{name}: {value}\r\n");
        }
        match reply.manner {
            Manner::Endless => {}
            Manner::Short => head += &format!("Content-Length: {}\r\n", reply.body.len() + 1),
            _ => head += &format!("Content-Length: {}\r\n", reply.body.len()),
        }
        let mut bytes = (head + "\r\n").into_bytes();
        match reply.manner {
            Manner::StallInBody => {
                bytes.extend(&reply.body[..reply.body.len() / 2]);
                stream.write_all(&bytes)?;
                self.stall();
                Ok(())
            }
            Manner::Endless => {
                stream.write_all(&bytes)?;
                while !self.closed.load(Ordering::Relaxed) {
                    stream.write_all(&reply.body)?;
                }
                Ok(())
            }
            _ => {
                bytes.extend(&reply.body);
                stream.write_all(&bytes)
            }
        }
    }

    /// Keeps the client waiting until the test is over.
    fn stall(&self) {
        while !self.closed.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// The next request of a connection; `None` at its end.
fn request(lines: &mut impl BufRead) -> std::io::Result<Option<Seen>> {
    let mut line = String::new();
    if lines.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    let came = Instant::now();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_owned(), value.to_owned())),
            None => {
                return Ok(Some(Seen {
                    path,
                    came,
                    answered: came,
                    headers,
                }));
            }
        }
    }
}
