//! Tests of [`super`].

use super::*;

fn peer(address: &str, forwarded_for: &[&str]) -> Peer {
    let mut headers = HeaderMap::new();
    for line in forwarded_for {
        headers.append(FORWARDED_FOR, HeaderValue::from_str(line).unwrap());
    }
    Peer::of(address.parse().unwrap(), &headers)
}

fn one(address: &str) -> Peer {
    Peer::One(address.parse().unwrap())
}

fn near(address: &str) -> Peer {
    Peer::Near(address.parse().unwrap())
}

#[test]
fn only_who_is_near_says_for_whom_it_asks() {
    let rows: [(&str, &[&str], Peer); 23] = [
        ("203.0.113.5", &[], one("203.0.113.5")),
        ("::ffff:203.0.113.5", &[], one("203.0.113.5")),
        // A network of IPv6 is one.
        ("2001:db8:1:2:3::4", &[], one("2001:db8:1:2::")),
        ("2001:db8:1:2:ffff::", &[], one("2001:db8:1:2::")),
        ("2001:db8:1:3::", &[], one("2001:db8:1:3::")),
        // From elsewhere it could say anything.
        ("203.0.113.5", &["198.51.100.7"], one("203.0.113.5")),
        // Proxies of ours.
        ("127.0.0.1", &["198.51.100.7"], one("198.51.100.7")),
        ("::1", &["198.51.100.7"], one("198.51.100.7")),
        ("10.0.0.2", &["2001:db8:1:2:3::4"], one("2001:db8:1:2::")),
        ("172.17.0.1", &["198.51.100.7:4711"], one("198.51.100.7")),
        ("100.64.0.1", &["[2001:db8:1:2::4]:4711"], one("2001:db8:1:2::")),
        ("fd00::1", &["[2001:db8:1:2::4]"], one("2001:db8:1:2::")),
        ("169.254.1.1", &["::ffff:198.51.100.7"], one("198.51.100.7")),
        // What the visitor says stands before what a proxy says of the visitor.
        ("127.0.0.1", &["1.2.3.4, 198.51.100.7"], one("198.51.100.7")),
        ("127.0.0.1", &["1.2.3.4", "198.51.100.7"], one("198.51.100.7")),
        ("127.0.0.1", &["1.2.3.4, 198.51.100.7, 10.0.0.9"], one("198.51.100.7")),
        ("127.0.0.1", &["1.2.3.4, nonsense"], near("127.0.0.1")),
        ("127.0.0.1", &["1.2.3.4, nonsense, 10.0.0.9"], near("10.0.0.9")),
        // Who is near asks for itself, or for somebody near.
        ("127.0.0.1", &[], near("127.0.0.1")),
        ("192.168.1.7", &[""], near("192.168.1.7")),
        ("127.0.0.1", &["192.168.1.8"], near("192.168.1.8")),
        ("100.128.0.1", &["198.51.100.7"], one("100.128.0.1")),
        ("fe80::1", &["unknown"], near("fe80::1")),
    ];
    for (address, forwarded_for, expected) in rows {
        assert_eq!(peer(address, forwarded_for), expected, "{address} {forwarded_for:?}");
    }
}

#[test]
fn each_has_a_bucket_of_its_own() {
    let (peers, now) = (Peers::default(), Instant::now());
    let taken = |peer: Peer, now: Instant| (0..1_000).filter(|_| peers.take(peer, now).is_ok()).count();
    assert_eq!(taken(one("203.0.113.5"), now), 60);
    assert_eq!(taken(near("127.0.0.1"), now), 300);
    assert_eq!(taken(Peer::Unknown, now), 300);
    assert_eq!(peers.take(one("203.0.113.5"), now), Err(Duration::from_secs(1)));
    assert_eq!(peers.take(one("203.0.113.6"), now), Ok(()));
    let later = now + Duration::from_secs(10);
    assert_eq!((taken(one("203.0.113.5"), later), taken(near("127.0.0.1"), later)), (10, 50));
    let problem = too_many(Duration::from_millis(1_200));
    assert_eq!(problem.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(problem.headers, [(RETRY_AFTER, HeaderValue::from(2_u64))]);
}

#[test]
fn the_table_is_bounded_and_who_finds_no_place_shares_one() {
    let (peers, now) = (Peers::default(), Instant::now());
    let size = || peers.0.lock().unwrap().paces.len();
    let number =
        |number: u32| Peer::One(Ipv4Addr::from(u32::from(Ipv4Addr::new(203, 0, 0, 0)) + number).into());
    let most = u32::try_from(MOST_PEERS).unwrap();
    for known in 0..most {
        assert_eq!(peers.take(number(known), now), Ok(()));
    }
    // Those who come now have 300 together, whoever they are.
    let taken = (0..1_000).filter(|new| peers.take(number(most + new), now).is_ok()).count();
    assert_eq!((taken, size()), (300, MOST_PEERS + 1));
    // Who has a place keeps it.
    assert_eq!(peers.take(number(0), now), Ok(()));
    // Whose bucket is full again needs none: there is room for others, with buckets of their own.
    let later = now + Duration::from_secs(1);
    assert_eq!((0..100).filter(|_| peers.take(number(most), later).is_ok()).count(), 60);
    assert!(size() < 10, "{}", size());
}
