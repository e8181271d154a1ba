//! Peaks for a player: how loud the audio is, bucket by bucket.
//!
//! The number of buckets is bounded without knowing the length beforehand: when the list is full, neighbours
//! are merged and buckets become twice as long. A short call keeps 20 peaks per second, a day-long recording
//! one per several seconds, and either is a few kilobytes of JSON.

use serde::{Deserialize, Serialize};

use crate::prepare::SAMPLE_RATE_HZ;

/// Peaks per second at first.
const FINEST_PEAKS_PER_SECOND: u32 = 20;

/// The list is halved when it would grow beyond this; the open bucket comes on top.
/// Even, so that neighbours pair up.
const MAX_BUCKETS: usize = 19_998;

/// The peaks of all channels.
///
/// As JSON: `{"bucket_seconds": 0.05, "channels": [[0, 12, 255, …], …]}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Waveform {
    /// How much audio one peak stands for: 0.05 s times a power of two. The last may stand for less.
    pub bucket_seconds: f64,
    /// Per channel the largest absolute sample of each bucket; 255 is full scale, linear, rounded up, so that
    /// only digital silence is 0. All channels have the same number, at most 20,000.
    pub channels: Vec<Vec<u8>>,
}

/// Collects the peaks of channels that arrive together.
#[derive(Debug)]
pub(crate) struct PeakCollector {
    samples_per_bucket: usize,
    samples_in_bucket: usize,
    current: Vec<f32>,
    peaks: Vec<Vec<f32>>,
}

impl PeakCollector {
    pub fn new(channels: usize) -> PeakCollector {
        PeakCollector {
            samples_per_bucket: (SAMPLE_RATE_HZ / FINEST_PEAKS_PER_SECOND) as usize,
            samples_in_bucket: 0,
            current: vec![0.0; channels],
            peaks: vec![Vec::new(); channels],
        }
    }

    /// Takes samples at 16 kHz, the same number for each channel.
    pub fn add(&mut self, planes: &[&[f32]]) {
        let frames = planes.first().map_or(0, |plane| plane.len());
        let mut start = 0;
        while start < frames {
            let end = frames.min(start + self.samples_per_bucket - self.samples_in_bucket);
            for (peak, plane) in self.current.iter_mut().zip(planes) {
                *peak = plane[start..end].iter().fold(*peak, |peak, sample| peak.max(sample.abs()));
            }
            self.samples_in_bucket += end - start;
            start = end;
            if self.samples_in_bucket == self.samples_per_bucket {
                self.close_bucket();
            }
        }
    }

    fn close_bucket(&mut self) {
        self.samples_in_bucket = 0;
        for (peaks, current) in self.peaks.iter_mut().zip(&mut self.current) {
            peaks.push(std::mem::take(current));
        }
        if self.peaks.first().is_some_and(|peaks| peaks.len() > MAX_BUCKETS) {
            self.merge_neighbours();
        }
    }

    /// Makes buckets twice as long. The last one is left over: it becomes the first half of the open bucket.
    fn merge_neighbours(&mut self) {
        self.samples_in_bucket = self.samples_per_bucket;
        self.samples_per_bucket *= 2;
        for (peaks, current) in self.peaks.iter_mut().zip(&mut self.current) {
            *current = peaks.pop().unwrap_or(0.0);
            *peaks = peaks.chunks(2).map(|pair| pair.iter().copied().fold(0.0, f32::max)).collect();
        }
    }

    pub fn finish(mut self) -> Waveform {
        if self.samples_in_bucket > 0 {
            for (peaks, current) in self.peaks.iter_mut().zip(&self.current) {
                peaks.push(*current);
            }
        }
        Waveform {
            bucket_seconds: self.samples_per_bucket as f64 / f64::from(SAMPLE_RATE_HZ),
            channels: self.peaks.iter().map(|peaks| peaks.iter().copied().map(level).collect()).collect(),
        }
    }
}

fn level(peak: f32) -> u8 {
    // The cast saturates; peaks are never negative.
    (peak * 255.0).ceil() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_keep_their_place_however_often_buckets_merge() {
        // Three hours of silence with one click after 100 minutes.
        let silence = vec![0.0_f32; 16_000];
        let mut click = silence.clone();
        click[8_000] = -0.5;
        let mut collector = PeakCollector::new(1);
        for second in 0..3 * 3600 {
            collector.add(&[if second == 6000 { &click } else { &silence }]);
        }
        let waveform = collector.finish();
        let peaks = &waveform.channels[0];

        assert!(peaks.len() <= 20_000, "{}", peaks.len());
        assert_eq!(waveform.bucket_seconds, 0.8);
        assert_eq!((peaks.len() as f64 * waveform.bucket_seconds).round(), 10_800.0);
        let place = (6000.5 / waveform.bucket_seconds) as usize;
        assert_eq!(peaks[place], 128);
        assert_eq!(peaks.iter().filter(|&&peak| peak > 0).count(), 1);
    }
}
