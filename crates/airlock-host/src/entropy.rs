//! Randomness from the host.

use std::sync::atomic::{AtomicU64, Ordering};

use airlock_platform::Entropy;
use rustix::rand::GetRandomFlags;

use crate::PlatformError;

/// `getrandom` of the host.
///
/// Should the call fail later in the life of the process (a seccomp filter that was installed after start), bytes come
/// from a BLAKE3 stream keyed with a seed that was drawn at construction: the guest never gets predictable bytes.
pub struct HostEntropy {
    seed: [u8; 32],
    fallbacks: AtomicU64,
}

impl HostEntropy {
    /// Draws the seed; fails if the host gives no randomness.
    pub fn new() -> Result<Self, PlatformError> {
        let mut seed = [0; 32];
        draw(&mut seed).map_err(|errno| PlatformError::Entropy { source: errno.into() })?;
        Ok(Self { seed, fallbacks: AtomicU64::new(0) })
    }

    fn fallback(&self, buf: &mut [u8]) {
        let number = self.fallbacks.fetch_add(1, Ordering::Relaxed);
        blake3::Hasher::new_keyed(&self.seed).update(&number.to_le_bytes()).finalize_xof().fill(buf);
    }
}

fn draw(mut buf: &mut [u8]) -> rustix::io::Result<()> {
    while !buf.is_empty() {
        match rustix::rand::getrandom(&mut *buf, GetRandomFlags::empty()) {
            Ok(n) => buf = buf.get_mut(n..).unwrap_or_default(),
            Err(rustix::io::Errno::INTR) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

impl Entropy for HostEntropy {
    fn fill(&self, buf: &mut [u8]) {
        if draw(buf).is_err() {
            self.fallback(buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_differ() {
        let entropy = HostEntropy::new().unwrap();
        let (mut a, mut b) = ([0; 1000], [0; 1000]);
        entropy.fill(&mut a);
        entropy.fill(&mut b);
        assert_ne!(a, b);
        assert!(a.iter().any(|x| *x != 0));
        entropy.fill(&mut []);
    }

    #[test]
    fn fallback_streams_differ() {
        let entropy = HostEntropy::new().unwrap();
        let (mut a, mut b) = ([0; 64], [0; 64]);
        entropy.fallback(&mut a);
        entropy.fallback(&mut b);
        assert_ne!(a, b);
    }
}
