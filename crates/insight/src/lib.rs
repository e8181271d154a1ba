//! colloquy-insight
