//! colloquy-netguard
