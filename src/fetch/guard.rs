//! Which addresses may be asked at all. What a name resolves to is looked at when the connection is made, so that
//! neither a redirect nor a name that changes its address (DNS rebinding) leads into the newsroom's own network.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Says which addresses may be connected to.
pub(super) type Guard = fn(IpAddr) -> bool;

/// The guard that lets everything pass, for `--allow-private`.
pub(super) fn anywhere(_: IpAddr) -> bool {
    true
}

/// True for addresses of the public internet, by the registries of special purposes (RFC 6890 and its successors):
/// not this host, not a private, shared or local network, not documentation, benchmarks, multicast or reserved
/// blocks, nor an IPv6 address that only wraps such an IPv4 address.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        // this network, private, loopback
        [0 | 10 | 127, ..]
        // shared by carriers (RFC 6598)
        | [100, 64..=127, ..]
        // link-local, where clouds keep their secrets
        | [169, 254, ..]
        | [172, 16..=31, ..]
        | [192, 168, ..]
        // protocol assignments, documentation, 6to4 relays
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        // benchmarks, documentation
        | [198, 18..=19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _]
        // multicast, reserved, broadcast
        | [224..=255, ..]
    )
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(mapped) = address.to_ipv4_mapped() {
        return is_public_v4(mapped);
    }
    match address.segments() {
        // NAT64 (RFC 6052): the way to IPv4 in networks without it
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // protocol assignments with Teredo, documentation, 6to4
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => false,
        // all other global unicast addresses; what is outside of 2000::/3 is local, multicast or unassigned
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// A name or address behind which there is nothing that may be asked.
#[derive(Debug)]
pub(super) struct NotPublic(IpAddr);

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is an address of a private or reserved network; --allow-private permits it",
            self.0
        )
    }
}

impl std::error::Error for NotPublic {}

/// Resolves names as the system does and keeps only the addresses that the guard lets pass.
#[derive(Debug)]
pub(super) struct GuardedResolver {
    pub guard: Guard,
    pub system: DefaultResolver,
}

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.system.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        for address in found.iter().filter(|address| (self.guard)(address.ip())) {
            allowed.push(*address);
        }
        match found.first() {
            Some(first) if allowed.is_empty() => {
                Err(ureq::Error::Other(Box::new(NotPublic(first.ip()))))
            }
            _ => Ok(allowed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_pass() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        for public in [
            "8.8.8.8",
            "100.63.0.1",
            "172.32.0.1",
            "193.0.0.1",
            "2606:4700::1111",
            "2a00:1450::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(address(public)), "{public}");
        }
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::808:808",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address(private)), "{private}");
        }
    }
}
