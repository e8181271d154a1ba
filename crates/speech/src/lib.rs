//! colloquy-speech
