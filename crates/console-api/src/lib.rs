//! colloquy-console-api
