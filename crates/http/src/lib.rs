//! colloquy-http
