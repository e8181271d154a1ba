//! Tests of [`super`].

use std::net::Ipv4Addr;

use super::*;

fn peer(address: &str) -> Peer {
    Peer(Some(address.parse().unwrap()))
}

#[test]
fn of_ipv6_a_network_is_one_and_who_is_near_may_be_many() {
    let of = |address: &str| Counted::of(peer(address));
    let one = |address: &str| Counted::One(address.parse().unwrap());
    assert_eq!(of("203.0.113.5"), one("203.0.113.5"));
    assert_eq!(of("2001:db8:1:2:3::4"), one("2001:db8:1:2::"));
    assert_eq!(of("2001:db8:1:2:ffff::"), one("2001:db8:1:2::"));
    assert_eq!(of("2001:db8:1:3::"), one("2001:db8:1:3::"));
    for near in ["127.0.0.1", "fd00::1"] {
        assert_eq!(of(near), Counted::Near(near.parse().unwrap()));
    }
    assert_eq!(Counted::of(Peer(None)), Counted::Unknown);
}

#[test]
fn each_has_a_bucket_of_its_own() {
    let (peers, now) = (Peers::default(), Instant::now());
    let taken = |peer: Peer, now: Instant| (0..1_000).filter(|_| peers.take(peer, now).is_ok()).count();
    assert_eq!(taken(peer("203.0.113.5"), now), 60);
    assert_eq!(taken(peer("127.0.0.1"), now), 300);
    assert_eq!(taken(Peer(None), now), 300);
    assert_eq!(peers.take(peer("203.0.113.5"), now), Err(Duration::from_secs(1)));
    assert_eq!(peers.take(peer("203.0.113.6"), now), Ok(()));
    let later = now + Duration::from_secs(10);
    assert_eq!((taken(peer("203.0.113.5"), later), taken(peer("127.0.0.1"), later)), (10, 50));
    let problem = too_many(Duration::from_millis(1_200));
    assert_eq!(problem.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(problem.headers, [(RETRY_AFTER, HeaderValue::from(2_u64))]);
}

#[test]
fn the_table_is_bounded_and_who_finds_no_place_shares_one() {
    let (peers, now) = (Peers::default(), Instant::now());
    let size = || peers.0.lock().unwrap().paces.len();
    let number =
        |number: u32| Peer(Some(Ipv4Addr::from(u32::from(Ipv4Addr::new(203, 0, 0, 0)) + number).into()));
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
