//! What the command line takes about users.

use clap::{Subcommand, ValueEnum};

use super::Json;

#[derive(Subcommand)]
pub enum UserCommand {
    /// Make a user.
    Create {
        #[arg(long)]
        email: String,
        #[arg(long)]
        name: String,
        /// Telephone number, with which calls are given to their owner.
        #[arg(long)]
        phone: Option<String>,
        #[arg(long, value_enum)]
        role: RoleName,
        /// Read the password with which they sign in to the console from the standard input, one line.
        #[arg(long)]
        password_stdin: bool,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// Set a user's password, or print a link by which they set it themselves: once, within an hour.
    Password {
        /// E-mail address of the user.
        email: String,
        /// Read the password from the standard input, one line, and print no link.
        #[arg(long)]
        stdin: bool,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// Change a user's role.
    SetRole {
        #[arg(long)]
        email: String,
        #[arg(long, value_enum)]
        role: RoleName,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// List users.
    List {
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub enum RoleName {
    Owner,
    Admin,
    Member,
    Inactive,
    NotInvited,
}
