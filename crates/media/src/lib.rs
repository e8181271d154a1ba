//! colloquy-media
