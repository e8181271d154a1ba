//! Programs that ask for tokens, their grants, codes and tokens.

pub mod clients;
pub mod codes;
pub mod grants;
pub mod tokens;
