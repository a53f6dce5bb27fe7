//! `gainsay serve`: the review desk in the browser.

use std::fs;
use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tracing::{info, warn};

use super::review::account;
use super::{Global, Outcome, Usage};
use crate::serve::{Options, secret, serve};
use crate::texts::Texts;

/// Fewest characters of a token that a person chose.
const SHORTEST: usize = 16;

/// Open the review desk in a browser: conflicts with both articles side by side, and a verdict by button or key
///
/// It listens on this machine alone. With --bind and another address it is open to the network: then it demands a token,
/// which it makes up and prints in the address unless $GAINSAY_TOKEN or --token-file has one. It speaks plain HTTP, so
/// let a proxy or an SSH tunnel encrypt it. Ingestion may run meanwhile. Ctrl-C closes the desk.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  gainsay ingest seeds/ && gainsay serve
  gainsay --db claims.db serve --port 9000 --reviewer Amal --interface ar
  gainsay serve --bind 0.0.0.0 --host desk.example.org --token-file token.txt")]
pub struct Args {
    /// Address to listen on
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    bind: IpAddr,
    /// Port to listen on; 0 for any free one
    #[arg(long, value_name = "N", default_value_t = 8044)]
    port: u16,
    /// A name by which browsers may call the desk besides its address; may be given several times
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Read the token that browsers must know from the first line of this file [default: $GAINSAY_TOKEN]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Who reviews, unless the browser says otherwise [default: the name of the account, else anonymous]
    #[arg(long, value_name = "NAME")]
    reviewer: Option<String>,
    /// Language of the interface [default: the browser's]
    #[arg(long, value_name = "LANGUAGE", value_parser = interface())]
    interface: Option<String>,
}

/// The languages that the interface speaks.
pub fn interface() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(Texts::all().iter().map(|texts| texts.language))
}

/// Serves the desk until a signal ends it.
pub fn run(args: Args, global: &Global) -> Result<Outcome> {
    if let Some(host) = args.hosts.iter().find(|host| host.contains([':', '/'])) {
        return Err(Usage(format!(
            "--host {host}: give the name alone, without scheme and port"
        ))
        .into());
    }
    let token = match token(args.token_file.as_deref())? {
        None if !args.bind.is_loopback() => Some(secret()?),
        token => token,
    };
    let named = |name: &String| !name.trim().is_empty();
    let reviewer = args.reviewer.or_else(account).filter(named);
    let options = Options {
        database: global.database(),
        address: SocketAddr::new(args.bind, args.port),
        names: args.hosts,
        token: token.clone(),
        reviewer: reviewer.unwrap_or_else(|| "anonymous".to_owned()),
        interface: args.interface,
    };
    serve(options, |address| {
        if !address.ip().is_loopback() {
            warn!(
                "the desk is open to the network, over plain HTTP: whoever has the token can read and change the database"
            );
        }
        writeln!(io::stdout().lock(), "{}", link(address, token.as_deref()))?;
        info!("the review desk is open; Ctrl-C closes it");
        Ok(())
    })?;
    Ok(Outcome::Done)
}

/// The address to open; where the desk listens everywhere, the one on this machine.
fn link(mut address: SocketAddr, token: Option<&str>) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let mut link = format!("http://{address}/");
    if let Some(token) = token {
        let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
        link += &format!("?token={token}");
    }
    link
}

/// The token that was chosen.
fn token(file: Option<&Path>) -> Result<Option<String>> {
    let (token, place) = match file {
        Some(path) => {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read the token from {}", path.display()))?;
            let first = text.lines().next().unwrap_or_default().trim().to_owned();
            (first, path.display().to_string())
        }
        None => match std::env::var("GAINSAY_TOKEN") {
            Ok(token) if !token.trim().is_empty() => {
                (token.trim().to_owned(), "$GAINSAY_TOKEN".to_owned())
            }
            _ => return Ok(None),
        },
    };
    if token.chars().count() < SHORTEST {
        return Err(Usage(format!(
            "{place}: a token of less than {SHORTEST} characters can be guessed; give a longer one"
        ))
        .into());
    }
    Ok(Some(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_can_be_opened() {
        let address: SocketAddr = "[::1]:8044".parse().unwrap();
        assert_eq!(link(address, None), "http://[::1]:8044/");
        assert_eq!(link(address, Some("a b")), "http://[::1]:8044/?token=a+b");
        let everywhere: SocketAddr = "0.0.0.0:8044".parse().unwrap();
        assert_eq!(link(everywhere, None), "http://127.0.0.1:8044/");
    }

    #[test]
    fn a_token_is_the_first_line_and_not_short() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token.txt");
        fs::write(&path, "0123456789abcdef\nmore").unwrap();
        assert_eq!(token(Some(&path)).unwrap().unwrap(), "0123456789abcdef");
        fs::write(&path, "short").unwrap();
        assert!(
            token(Some(&path))
                .unwrap_err()
                .to_string()
                .contains("16 characters")
        );
        assert!(token(Some(&folder.path().join("none"))).is_err());
    }
}
