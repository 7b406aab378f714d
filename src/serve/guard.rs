//! Who is answered: a browser on this machine that was asked for this address by a person.
//!
//! A page somewhere on the web can make a browser ask for `http://127.0.0.1:…`, or point a name of its own at this
//! machine (DNS rebinding) and read the answer as its own. Such a request names another host, or says that it comes
//! from another site.

use std::net::IpAddr;

use hyper::header::{HOST, HeaderMap};
use hyper::{Method, Uri};

/// Why a request gets no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Neither GET nor HEAD.
    Method,
    /// It does not say, or says twice, which host it is for.
    NoHost,
    /// It is for a host by a name this server does not have.
    OtherHost,
    /// Another site wants it, and not as a page to go to.
    OtherSite,
}

/// Which hosts a server answers for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guard {
    /// Whether it listens to this machine alone.
    pub(super) only_here: bool,
}

impl Guard {
    /// Whether a request is answered.
    pub(super) fn admits(self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Refusal> {
        let mut hosts = headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else {
            return Err(Refusal::NoHost);
        };
        let named = uri.authority().map(hyper::http::uri::Authority::as_str);
        if ![Some(host), named].into_iter().flatten().all(|host| self.is_ours(host)) {
            return Err(Refusal::OtherHost);
        }
        let says = |name: &str, value: &str| headers.get(name).is_some_and(|said| said == value);
        if says("sec-fetch-site", "cross-site") && !says("sec-fetch-mode", "navigate") {
            return Err(Refusal::OtherSite);
        }
        if method == Method::GET || method == Method::HEAD { Ok(()) } else { Err(Refusal::Method) }
    }

    /// Whether a host, with or without a port, is this server: `localhost`, or an address, which cannot be rebound.
    fn is_ours(self, host: &str) -> bool {
        let name = name(host);
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        name.parse::<IpAddr>().is_ok_and(|address| !self.only_here || address.is_loopback())
    }
}

/// A host without its port and, of version 6, without its brackets.
fn name(host: &str) -> &str {
    if let Some((inside, _)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return inside;
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(only_here: bool, host: &str) -> bool {
        let headers = [(HOST, host.parse().expect("a value"))].into_iter().collect();
        Guard { only_here }.admits(&Method::GET, &Uri::from_static("/"), &headers).is_ok()
    }

    #[test]
    fn only_this_machine_by_address_or_as_localhost() {
        for host in ["localhost", "LocalHost:80", "127.0.0.1:4321", "127.9.9.9", "[::1]:4321"] {
            assert!(admitted(true, host), "{host}");
        }
        for host in
            ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", "10.0.0.7", "0.0.0.0", "", "@"]
        {
            assert!(!admitted(true, host), "{host}");
        }
    }

    #[test]
    fn in_a_network_any_address_but_no_name() {
        assert!(admitted(false, "10.0.0.7:4321"));
        assert!(admitted(false, "[fe80::1]"));
        assert!(!admitted(false, "evil.example"));
    }

    #[test]
    fn the_target_and_a_second_host_are_held_to_the_same() {
        let guard = Guard { only_here: true };
        let mut headers: HeaderMap = [(HOST, "localhost".parse().expect("a value"))].into_iter().collect();
        let elsewhere = Uri::from_static("http://evil.example/");
        assert_eq!(guard.admits(&Method::GET, &elsewhere, &headers), Err(Refusal::OtherHost));
        headers.append(HOST, "localhost".parse().expect("a value"));
        assert_eq!(guard.admits(&Method::GET, &Uri::from_static("/"), &headers), Err(Refusal::NoHost));
    }

    #[test]
    fn another_site_may_link_but_not_embed() {
        let guard = Guard { only_here: true };
        let asked = |mode: &'static str| {
            let pairs = [("host", "localhost"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", mode)];
            let headers: HeaderMap = pairs
                .into_iter()
                .map(|(name, value)| {
                    (name.parse::<hyper::header::HeaderName>().expect("a name"), value.parse().expect("a value"))
                })
                .collect();
            guard.admits(&Method::GET, &Uri::from_static("/"), &headers)
        };
        assert_eq!(asked("navigate"), Ok(()));
        assert_eq!(asked("no-cors"), Err(Refusal::OtherSite));
    }
}
