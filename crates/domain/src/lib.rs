//! colloquy-domain
