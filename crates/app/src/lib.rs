//! colloquy-app
