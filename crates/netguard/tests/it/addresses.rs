//! Which URLs are refused at save. One row, one reason to be in the table.

use colloquy_netguard::{Guard, Policy, Refused, why_not_public};

use crate::host::Names;

fn guard(policy: Policy) -> Guard {
    Guard::with_resolver(policy, Names::with(&[])).unwrap()
}

/// Hosts that must be refused as addresses that are not public.
const NOT_PUBLIC_HOSTS: &[&str] = &[
    // Each IPv4 network of the list, at both ends.
    "0.0.0.0",         // reaches loopback on Linux
    "0.255.255.255",   //
    "10.0.0.0",        // RFC 1918
    "10.255.255.255",  //
    "100.64.0.0",      // carrier-grade NAT
    "100.100.100.200", // metadata service of a cloud, inside it
    "100.127.255.255", //
    "127.0.0.1",       // loopback
    "127.255.255.255", // loopback is a whole /8
    "169.254.0.0",     // link-local
    "169.254.169.254", // metadata service of most clouds
    "169.254.255.255", //
    "172.16.0.0",      // RFC 1918, the odd one: /12
    "172.31.255.255",  //
    "192.0.0.0",       // protocol assignments
    "192.0.0.192",     // metadata service of a cloud, inside it
    "192.0.0.255",     //
    "192.0.2.1",       // documentation
    "192.88.99.1",     // 6to4 relay anycast
    "192.168.0.0",     // RFC 1918
    "192.168.255.255", //
    "198.18.0.0",      // benchmarking: /15
    "198.19.255.255",  //
    "198.51.100.7",    // documentation
    "203.0.113.7",     // documentation
    "224.0.0.1",       // multicast
    "239.255.255.255", //
    "240.0.0.1",       // reserved
    "255.255.255.255", // broadcast
    "168.63.129.16",   // a cloud's platform service in public space
    // Other spellings of IPv4, all of which some resolver or another understands.
    "2130706433",       // decimal
    "017700000001",     // octal, whole
    "0177.0.0.1",       // octal, one part
    "0x7f000001",       // hexadecimal, whole
    "0x7f.0x0.0x0.0x1", // hexadecimal, parts
    "127.1",            // two parts
    "127.0.1",          // three parts
    "0xa.8",            // mixed
    "127.0.0.1.",       // trailing dot
    "0",                // 0.0.0.0 in full
    "%31%32%37.0.0.1",  // percent-encoded digits
    "127.0.0.1",        // full-width digits
    "127。0。0。1",     // ideographic full stops
    "①②⑦.0.0.1",        // circled digits
    // IPv6.
    "[::]",                                      // unspecified, reaches loopback
    "[::1]",                                     // loopback
    "[0:0:0:0:0:0:0:1]",                         // in full
    "[::7f00:1]",                                // IPv4-compatible
    "[::10.0.0.1]",                              // the same, dotted
    "[::ffff:10.0.0.1]",                         // IPv4-mapped
    "[::ffff:7f00:1]",                           // IPv4-mapped, in hexadecimal
    "[::ffff:0:127.0.0.1]",                      // IPv4-translated (SIIT)
    "[64:ff9b::10.0.0.1]",                       // NAT64 to a private address
    "[64:ff9b::8.8.8.8]",                        // NAT64 to a public one: still the operator's gateway
    "[64:ff9b:1::1]",                            // local NAT64
    "[100::1]",                                  // discard only
    "[2001::1]",                                 // Teredo, and what else is in 2001::/23
    "[2001:1ff:ffff::1]",                        // the end of it
    "[2001:db8::1]",                             // documentation
    "[2002:7f00:1::1]",                          // 6to4 of 127.0.0.1
    "[3fff:fff::1]",                             // documentation, new
    "[5f00::1]",                                 // segment routing
    "[fc00::1]",                                 // unique local
    "[fd00:ec2::254]",                           // metadata service of a cloud, inside it
    "[fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]", //
    "[fe80::1]",                                 // link-local
    "[febf::1]",                                 //
    "[fec0::1]",                                 // site-local, abandoned but routed by some
    "[ff02::1]",                                 // multicast
    "[4000::1]",                                 // never given out
    "[1::1]",                                    // never given out
    // Names that are the machine itself, whatever a resolver says.
    "localhost",      //
    "LOCALHOST",      //
    "localhost.",     // trailing dot
    "api.localhost",  // RFC 6761: the whole domain
    "api.localhost.", //
];

/// Hosts that must pass: the neighbours of the networks above, and names, which are judged at resolution.
const PUBLIC_HOSTS: &[&str] = &[
    "1.0.0.0",                // after 0/8
    "9.255.255.255",          // before 10/8
    "11.0.0.0",               // after 10/8
    "100.63.255.255",         // before 100.64/10
    "100.128.0.0",            // after
    "126.255.255.255",        // before 127/8
    "128.0.0.0",              // after
    "169.253.255.255",        // before link-local
    "169.255.0.0",            // after
    "172.15.255.255",         // before 172.16/12
    "172.32.0.0",             // after
    "192.0.1.1",              // between two /24
    "192.167.255.255",        // before 192.168/16
    "198.17.255.255",         // before 198.18/15
    "198.20.0.0",             // after
    "223.255.255.255",        // before multicast
    "168.63.129.15",          // beside the platform service
    "134744072",              // 8.8.8.8 in decimal
    "[::ffff:8.8.8.8]",       // IPv4-mapped, of a public address
    "[2001:200::1]",          // after 2001::/23
    "[2003::1]",              // after 6to4
    "[2606:4700:4700::1111]", // an ordinary public address
    "[3fff:1000::1]",         // after the documentation network
    "recorder.example",       // a name
    "recorder.example.",      // a name, absolute
    "localhost.example",      // merely looks like it
    "notlocalhost",           // merely ends like it
    "xn--bcher-kva.example",  // punycode
];

#[test]
fn addresses_that_are_not_public_are_refused_in_every_spelling() {
    let guard = guard(Policy::default());
    for host in NOT_PUBLIC_HOSTS {
        let refused = guard.check_url(&format!("https://{host}/call.wav"));
        assert!(matches!(refused, Err(Refused::Address { .. })), "{host}: {refused:?}");
    }
    for host in PUBLIC_HOSTS {
        let url = guard.check_url(&format!("https://{host}/call.wav"));
        assert!(url.is_ok(), "{host}: {url:?}");
    }
}

#[test]
fn urls_that_are_not_plain_https_are_refused() {
    let guard = guard(Policy::default());
    let scheme = |scheme: &str| Refused::Scheme { scheme: scheme.to_owned() };
    let rows = [
        ("http://recorder.example/a.wav", scheme("http")), // plain
        ("HTTP://recorder.example/a.wav", scheme("http")), // plain, loud
        ("ftp://recorder.example/a.wav", scheme("ftp")),   // another protocol that fetches
        ("file:///etc/passwd", scheme("file")),            // local files
        ("gopher://recorder.example/", scheme("gopher")),  // speaks to anything line-based
        ("data:audio/wav;base64,AAAA", scheme("data")),    // no host at all
        ("javascript:alert(1)", scheme("javascript")),     // nonsense here, harmful where it is shown
        ("https://user@recorder.example/", Refused::UserInfo), // a name
        ("https://:secret@recorder.example/", Refused::UserInfo), // a password
        ("https://recorder.example@10.0.0.1/", Refused::UserInfo), // misleads readers
    ];
    for (url, expected) in rows {
        assert_eq!(guard.check_url(url), Err(expected), "{url}");
    }
}

#[test]
fn what_is_no_url_is_refused() {
    let guard = guard(Policy::default());
    let too_long = format!("https://recorder.example/{}", "a".repeat(Guard::MAX_URL_BYTES));
    assert!(matches!(guard.check_url(&too_long), Err(Refused::TooLong { .. })));
    let rows = [
        "",                                // nothing
        "recorder.example/a.wav",          // no scheme
        "//recorder.example/a.wav",        // relative to a scheme
        "https://",                        // no host
        "https://:443/",                   // a port, no host
        "https://recorder.example:99999/", // no such port
        "https://recorder example/",       // space in the host
        "https://[fe80::1%25eth0]/",       // zone of an interface
        "https://10.0.0.256/",             // looks like an address and is none
        "https://1.2.3.4.5/",              // five parts
        "https://0x1ffffffff/",            // beyond 32 bits
        "https://[::1/",                   // unclosed
        "https://rec%00order.example/",    // NUL in the host
        "https://rec%2forder.example/",    // slash in the host
    ];
    for url in rows {
        let got = guard.check_url(url);
        assert!(matches!(got, Err(Refused::Invalid(_))), "{url:?}: {got:?}");
    }
}

#[test]
fn what_was_understood_is_what_is_sent() {
    let guard = guard(Policy::default());
    let rows = [
        // Parsers disagree on where the host ends; the one that judged is the one that sends.
        (r"https://recorder.example\@10.0.0.1/", "https://recorder.example/@10.0.0.1/"), // backslash
        ("https://recorder.example#@10.0.0.1/", "https://recorder.example/#@10.0.0.1/"), // fragment
        ("https:/recorder.example/a", "https://recorder.example/a"),                     // one slash
        ("https:recorder.example/a", "https://recorder.example/a"),                      // none
        ("  https://recorder.example/a\n", "https://recorder.example/a"),                // space around
        ("ht\ntps://recor\tder.example/a", "https://recorder.example/a"),                // tabs, line ends
        ("https://RECORDER.example:443/a", "https://recorder.example/a"),                // case, port
        ("https://8.8.2056/", "https://8.8.8.8/"),                                       // three parts
    ];
    for (given, understood) in rows {
        assert_eq!(guard.check_url(given).unwrap().as_str(), understood, "{given:?}");
    }
}

#[test]
fn the_operators_networks_are_exceptions_and_only_they() {
    let policy = Policy { allow_networks: vec!["10.1.0.0/16".parse().unwrap()], ..Policy::default() };
    let https_only = guard(policy.clone());
    let with_http = guard(Policy { allow_http: true, ..policy });
    // URL, allowed with https only, allowed with plain http.
    let rows = [
        ("https://10.1.2.3/", true, true),          // inside
        ("https://[::ffff:10.1.2.3]/", true, true), // inside, in IPv6's clothes
        ("https://10.2.0.1/", false, false),        // beside
        ("https://8.8.8.8/", true, true),           // public as ever
        ("https://localhost/", false, false),       // not named
        ("http://10.1.2.3/", false, true),          // plain, inside
        ("http://8.8.8.8/", false, false),          // plain, public: never
        ("http://10.2.0.1/", false, false),         // plain, beside
        ("http://recorder.example/", false, true),  // plain, a name: judged at resolution
        ("ftp://10.1.2.3/", false, false),          // not a web address
    ];
    for (url, expected_https_only, expected_with_http) in rows {
        assert_eq!(https_only.check_url(url).is_ok(), expected_https_only, "{url}");
        assert_eq!(with_http.check_url(url).is_ok(), expected_with_http, "{url}, http allowed");
    }
    let loopback = Policy { allow_networks: vec!["::1/128".parse().unwrap()], ..Policy::default() };
    assert!(guard(loopback).check_url("https://localhost/").is_ok(), "localhost where loopback is named");
}

#[test]
fn a_reason_names_the_kind_of_network() {
    let rows = [
        ("10.0.0.1", Some("private network")),
        ("::ffff:127.0.0.1", Some("loopback")),
        ("::1", Some("loopback")), // not merely IPv4-compatible
        ("4000::1", Some("not global unicast")),
        ("8.8.8.8", None),
    ];
    for (address, reason) in rows {
        assert_eq!(why_not_public(address.parse().unwrap()), reason, "{address}");
    }
}
