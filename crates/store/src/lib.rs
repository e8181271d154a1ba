//! colloquy-store
