//! colloquy-webhook
