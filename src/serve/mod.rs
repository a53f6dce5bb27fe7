//! The review desk: the database in a browser, for people who decide with their eyes on both texts.
//!
//! Pages are rendered here from what the query layer returns, with a little script of ours for keys and selections and
//! none of anybody else's; all works without it but those. Changes go the same ways as those of the command line. Async
//! code ends at [`routes`]: what reads or writes the database runs on threads that may wait for it.

mod answers;
mod article;
mod assets;
mod changes;
mod desk;
mod download;
mod guard;
mod layout;
mod list;
mod pages;
mod routes;
mod show;
mod visit;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tracing::{debug, warn};

use desk::Desk;
pub use desk::secret;
pub use guard::Gate;

/// Time that a browser has to send the head of a request.
const HEAD: Duration = Duration::from_secs(15);
/// Bytes of a head at most.
const LARGEST_HEAD: usize = 32 * 1024;
/// Connections at once.
const CONNECTIONS: usize = 512;
/// Time that requests under way have when the desk is closed.
const CLOSING: Duration = Duration::from_secs(10);

/// What the desk is opened with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The database.
    pub database: PathBuf,
    /// Where to listen; port 0 takes a free one.
    pub address: SocketAddr,
    /// Names by which it may be called besides its address.
    pub names: Vec<String>,
    /// What must be known to come in; demanded beyond loopback.
    pub token: Option<String>,
    /// Who reviews unless the browser says otherwise.
    pub reviewer: String,
    /// Language of the interface; `None` for the browser's.
    pub interface: Option<String>,
}

/// Opens the desk and serves it until a signal ends it; `ready` hears where it is.
///
/// # Errors
/// Where the database can't be opened or the address not be listened on.
pub fn serve(options: Options, ready: impl FnOnce(SocketAddr) -> Result<()>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("cannot start the server")?;
    runtime.block_on(listen(options, ready))
}

async fn listen(options: Options, ready: impl FnOnce(SocketAddr) -> Result<()>) -> Result<()> {
    let listener = TcpListener::bind(options.address).await.with_context(|| {
        format!(
            "cannot listen on {}; give another one with --bind or --port",
            options.address
        )
    })?;
    let address = listener.local_addr().context("the address of the desk")?;
    let gate = Gate {
        address,
        names: options.names,
        token: options.token,
    };
    let desk = Desk::open(&options.database, gate, options.reviewer, options.interface)?;
    let desk = Arc::new(desk);
    ready(address)?;
    accept(listener, &desk).await
}

async fn accept(listener: TcpListener, desk: &Arc<Desk>) -> Result<()> {
    let service = TowerToHyperService::new(routes::router(desk));
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let (close, closed) = watch::channel(false);
    let mut end = pin!(signal()?);
    loop {
        let place = Arc::clone(&places).acquire_owned().await?;
        let stream = tokio::select! {
            () = &mut end => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // out of file handles, or a browser that left: no reason to close
                    warn!("a connection failed: {error}");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        let (service, closed) = (service.clone(), closed.clone());
        tokio::spawn(async move {
            connection(stream, service, closed).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = close.send(true);
    drop(closed);
    // all connections hold a receiver
    let _ = tokio::time::timeout(CLOSING, close.closed()).await;
    Ok(())
}

/// Serves one connection until it ends or the desk closes.
async fn connection(
    stream: TcpStream,
    service: TowerToHyperService<axum::Router>,
    mut closed: watch::Receiver<bool>,
) {
    // answers are small and written at once
    let _ = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(LARGEST_HEAD);
    let mut serving = pin!(http.serve_connection(TokioIo::new(stream), service));
    let ended = tokio::select! {
        ended = &mut serving => ended,
        () = until(&mut closed) => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(error) = ended {
        debug!("a connection ended: {error}");
    }
}

async fn until(closed: &mut watch::Receiver<bool>) {
    // the sender outlives all connections; were it gone, that would be the end as well
    let _ = closed.wait_for(|closed| *closed).await;
}

/// Comes when the process is told to end.
fn signal() -> Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut interrupt = signal(SignalKind::interrupt()).context("signals")?;
        let mut terminate = signal(SignalKind::terminate()).context("signals")?;
        Ok(async move {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async {
            let _ = tokio::signal::ctrl_c().await;
        })
    }
}
