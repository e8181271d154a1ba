//! colloquy-dialect-askelephant
