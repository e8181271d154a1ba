//! The jitter buffer, packet by packet.

use super::*;

const SSRC: u32 = 11;

/// Twenty milliseconds that can be told from all others, and that are loud.
fn frame(number: u64) -> [i16; FRAME_SAMPLES] {
    std::array::from_fn(|index| 1_000 + (number % 100) as i16 * 160 + index as i16)
}

fn header(number: u64, first_timestamp: u32, ssrc: u32) -> Header {
    let timestamp = first_timestamp.wrapping_add((number as u32).wrapping_mul(160));
    Header { marker: false, payload_type: 0, sequence: number as u16, timestamp, ssrc }
}

/// Packets as (number, clock in samples); everything that was let go until `ticks`.
fn play(packets: &[(u64, i64)], first_timestamp: u32, ticks: u64) -> (Vec<Heard>, JitterBuffer) {
    let mut buffer = JitterBuffer::default();
    let mut heard = Vec::new();
    let mut packets = packets.iter().peekable();
    for tick in 0..ticks {
        while let Some((number, clock)) = packets.next_if(|(_, clock)| *clock < (tick as i64 + 1) * FRAME) {
            buffer.put(&header(*number, first_timestamp, SSRC), &frame(*number), *clock);
        }
        heard.extend(std::iter::from_fn(|| buffer.due(tick)));
    }
    (heard, buffer)
}

fn even(numbers: impl Iterator<Item = u64>, begins_at: i64) -> Vec<(u64, i64)> {
    numbers.map(|number| (number, begins_at + number as i64 * FRAME)).collect()
}

#[test]
fn frames_come_out_as_they_were_and_where_they_arrived() {
    // Across the wrap of the timestamp.
    let (heard, buffer) = play(&even(0..100, 5 * FRAME + 30), u32::MAX - 1_000, 107);
    assert_eq!(heard.len(), 100);
    for (number, heard) in (0..).zip(&heard) {
        assert_eq!(heard.samples, frame(number));
        assert_eq!(heard.at_frame, 5 + number);
        assert!(!heard.is_lost);
    }
    assert_eq!(buffer.late_packets(), 0);
}

#[test]
fn the_first_frame_waits_forty_milliseconds() {
    let mut buffer = JitterBuffer::default();
    buffer.put(&header(0, 0, SSRC), &frame(0), 3 * FRAME + 10);
    assert_eq!(buffer.due(4), None);
    assert_eq!(buffer.due(5).map(|heard| heard.at_frame), Some(3));
    assert_eq!(buffer.due(5), None);
}

#[test]
fn order_and_duplicates_do_not_matter() {
    let mut packets = even(0..50, 0);
    packets.swap(10, 11);
    packets[10].1 = 10 * FRAME;
    packets[11].1 = 11 * FRAME;
    packets.insert(21, (20, 20 * FRAME + 50));
    let (heard, buffer) = play(&packets, 77, 52);
    assert!(heard.iter().zip(0..).all(|(heard, number)| heard.samples == frame(number) && !heard.is_lost));
    assert_eq!((heard.len(), buffer.late_packets()), (50, 0));
}

#[test]
fn what_is_lost_is_concealed_and_fades() {
    let (heard, _) = play(&even((0..10).chain(15..30), 0), 0, 31);
    let lost: Vec<u64> = heard.iter().filter(|heard| heard.is_lost).map(|heard| heard.at_frame).collect();
    assert_eq!(lost, [10, 11, 12, 13, 14]);
    assert_eq!(heard[10].samples, frame(9), "the last good one");
    assert_eq!(heard[11].samples[0], frame(9)[0] / 2);
    assert_eq!(heard[13].samples, [0; FRAME_SAMPLES]);
    assert_eq!(heard[15].samples, frame(15));
}

#[test]
fn uneven_arrival_makes_it_wait_longer_and_calm_shorter() {
    // Every fifth packet is 70 ms late, for three seconds.
    let mut packets: Vec<(u64, i64)> = even(0..150, 0);
    for (number, clock) in &mut packets {
        if *number % 5 == 4 {
            *clock += 560;
        }
    }
    packets.sort_by_key(|(_, clock)| *clock);
    let (heard, buffer) = play(&packets, 0, 150);
    assert_eq!(buffer.target, 4);
    assert!(buffer.late_packets() <= 1, "{}", buffer.late_packets());
    assert!(heard.iter().filter(|heard| heard.is_lost).count() <= 2, "it learns at the first");
    assert!(heard.windows(2).all(|pair| pair[1].at_frame == pair[0].at_frame + 1));

    let calm: Vec<(u64, i64)> = packets.into_iter().chain(even(150..800, 0)).collect();
    let (heard, buffer) = play(&calm, 0, 803);
    assert_eq!(buffer.target, 2);
    assert!(heard.windows(2).all(|pair| pair[1].at_frame == pair[0].at_frame + 1), "nothing is left out");
}

#[test]
fn a_packet_that_comes_too_late_is_counted() {
    let mut packets = even(0..30, 0);
    packets[10].1 = 29 * FRAME;
    packets.sort_by_key(|(_, clock)| *clock);
    let (heard, buffer) = play(&packets, 0, 32);
    assert_eq!(buffer.late_packets(), 1);
    assert!(heard[10].is_lost);
}

#[test]
fn packets_of_other_lengths_fit() {
    let mut buffer = JitterBuffer::default();
    let sound: Vec<i16> = (0..4_800).map(|index| 500 + index).collect();
    let mut heard = Vec::new();
    // 30 ms each.
    for (number, samples) in (0_i64..).zip(sound.chunks(240)) {
        let mut header = header(0, 0, SSRC);
        header.timestamp = number as u32 * 240;
        buffer.put(&header, samples, number * 240);
    }
    for tick in 0..40 {
        while let Some(frame) = buffer.due(tick) {
            heard.extend(frame.samples);
            if heard.len() >= sound.len() {
                assert_eq!(heard, sound);
                return;
            }
        }
    }
    panic!("only {} samples", heard.len());
}

#[test]
fn a_new_source_and_a_jump_begin_anew() {
    let mut buffer = JitterBuffer::default();
    let mut heard = Vec::new();
    for tick in 0..90_u64 {
        // Another sender takes over at 30, the timestamps jump at 60.
        let header = match tick {
            0..30 => header(tick, 0, 1),
            30..60 => header(tick, 0xdead_beef, 2),
            _ => header(tick, 5, 2),
        };
        buffer.put(&header, &frame(tick), tick as i64 * FRAME + 40);
        heard.extend(std::iter::from_fn(|| buffer.due(tick)));
    }
    assert!(heard.len() > 80);
    for heard in &heard {
        assert_eq!(heard.samples, frame(heard.at_frame), "at {}", heard.at_frame);
    }
}

#[test]
fn a_clock_that_runs_off_is_followed_where_it_is_quiet() {
    // The other clock is 0.1 % fast, then as slow; its sound is silence.
    for samples_a_packet in [160.16, 159.84] {
        let mut buffer = JitterBuffer::default();
        let mut last_at = None;
        let mut left_out = 0_i64;
        for number in 0..15_000_u64 {
            let clock = (number as f64 * 160.0 * 160.0 / samples_a_packet) as i64 + 80;
            buffer.put(&header(number, 0, SSRC), &[3; FRAME_SAMPLES], clock);
            while let Some(heard) = buffer.due((clock / FRAME) as u64) {
                let at = heard.at_frame as i64;
                assert!(last_at.is_none_or(|last| at > last));
                left_out += last_at.map_or(0, |last| at - last - 1);
                last_at = Some(at);
            }
            let place = number as i64 * FRAME + buffer.shift * FRAME;
            assert!((clock - place).abs() <= 2 * FRAME, "packet {number} is {} off", clock - place);
        }
        assert!(left_out <= 16, "{left_out}");
    }
}

#[test]
fn nothing_that_comes_in_panics() {
    use rand::rngs::StdRng;
    use rand::{Rng, SeedableRng};

    let mut random = StdRng::seed_from_u64(3);
    let mut buffer = JitterBuffer::default();
    let mut clock = 0_i64;
    for _ in 0..20_000 {
        clock += random.random_range(0..400);
        let header = Header {
            marker: random.random(),
            payload_type: 0,
            sequence: random.random(),
            timestamp: if random.random() { random.random() } else { clock as u32 },
            ssrc: random.random_range(0..3),
        };
        let samples = vec![random.random(); random.random_range(0..2_000)];
        buffer.put(&header, &samples, clock);
        let mut given = 0;
        while buffer.due((clock / FRAME) as u64).is_some() {
            given += 1;
            assert!(given < 200, "it catches up in the end");
        }
    }
}
