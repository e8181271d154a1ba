//! A turn of the agent, taken by a task of its own while the call goes on.

use colloquy_agent::{Ear, Said};
use colloquy_app::App;
use colloquy_app::dialogues::Situation;
use colloquy_domain::{ConversationId, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio_util::task::AbortOnDropHandle;

use crate::pen::describe;

/// What a turn tells.
#[derive(Debug)]
pub(crate) enum Told {
    /// It has read what was said, and begins.
    Began(Began),
    /// A piece of the answer.
    Piece(String),
    /// Something to say at once, which is no part of it.
    Waiting(String),
    /// The answer is complete.
    Answered(Box<Said>),
    /// There is no answer, for this reason.
    Failed(String),
    /// Nobody of ours speaks in this call any more.
    Gone,
}

/// What a turn has read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Began {
    /// When.
    pub at: Instant,
    /// Up to this position it is an answer.
    pub read_to: u64,
    /// Whether actions may run. One that has run has to be written down.
    pub may_act: bool,
}

/// A turn that is being taken. Dropping it breaks it off.
pub(crate) struct Turn {
    told: mpsc::UnboundedReceiver<Told>,
    _work: AbortOnDropHandle<()>,
}

impl Turn {
    /// Takes it once `written` tells that what it answers can be read.
    pub fn begin(app: &App, id: ConversationId, written: oneshot::Receiver<()>) -> Self {
        let (tell, told) = mpsc::unbounded_channel();
        let work = tokio::spawn(take(app.clone(), id, written, Teller(tell)));
        Self { told, _work: AbortOnDropHandle::new(work) }
    }

    /// What it tells next.
    pub async fn told(&mut self) -> Told {
        let next = self.told.recv().await;
        next.unwrap_or_else(|| Told::Failed("the turn broke off".to_owned()))
    }
}

/// The model reads what was said so far, while nobody waits for an answer. Dropping it ends that.
pub(crate) struct ReadingAhead {
    _work: AbortOnDropHandle<()>,
}

impl ReadingAhead {
    /// Begins once `written` tells that what was said can be read.
    pub fn begin(app: &App, id: ConversationId, written: oneshot::Receiver<()>) -> Self {
        let app = app.clone();
        let work = tokio::spawn(async move {
            // What fails here fails, or not, when somebody waits for it, and is told then.
            if let Err(reason) = read_ahead(&app, id, written).await {
                tracing::debug!(conversation.id = %id, reason, "a call was not read ahead");
            }
        });
        Self { _work: AbortOnDropHandle::new(work) }
    }
}

async fn read_ahead(app: &App, id: ConversationId, written: oneshot::Receiver<()>) -> Result<(), String> {
    written.await.map_err(|_| "the call is over".to_owned())?;
    let situation = Situation::read(app, id).await.map_err(|error| describe(&error))?;
    let Some(situation) = situation else { return Ok(()) };
    let turn = situation.turn(app.now());
    app.speaking.runtime.prepare(&turn).await.map_err(|error| error.to_string())
}

struct Teller(mpsc::UnboundedSender<Told>);

impl Teller {
    fn tell(&self, what: Told) {
        // Whoever does not listen any more has given the turn up.
        let _is_heard = self.0.send(what);
    }
}

impl Ear for Teller {
    fn piece(&mut self, text: &str) {
        self.tell(Told::Piece(text.to_owned()));
    }

    fn waiting(&mut self, text: &str) {
        self.tell(Told::Waiting(text.to_owned()));
    }
}

async fn take(app: App, id: ConversationId, written: oneshot::Receiver<()>, mut teller: Teller) {
    if written.await.is_err() {
        return teller.tell(Told::Gone);
    }
    let situation = match Situation::read(&app, id).await {
        Ok(Some(situation)) => situation,
        Ok(None) => return teller.tell(Told::Gone),
        Err(error) => return teller.tell(Told::Failed(describe(&error))),
    };
    let at = app.now();
    let began = Began { at, read_to: situation.read_to, may_act: !situation.actions.is_empty() };
    teller.tell(Told::Began(began));
    let turn = situation.turn(at);
    let said = app.speaking.runtime.turn(&turn, &mut teller).await;
    teller.tell(match said {
        Ok(said) => Told::Answered(Box::new(said)),
        Err(error) => Told::Failed(error.to_string()),
    });
}
