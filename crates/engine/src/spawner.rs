//! Starts children from one thread that lives as long as the server.
//!
//! Engines ask the kernel to kill them when their parent dies. For the kernel the parent is the *thread* that
//! started them, and threads of an async runtime come and go (a blocking thread ends after ten idle seconds):
//! started from one of those, a healthy engine would be killed for no reason that anybody could see.

use std::io;
use std::process::Command;
use std::sync::mpsc::{Sender, channel};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

use tokio::process::Child;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

struct Order {
    command: Command,
    runtime: Handle,
    reply: oneshot::Sender<io::Result<Child>>,
}

static ORDERS: LazyLock<Mutex<io::Result<Sender<Order>>>> = LazyLock::new(|| Mutex::new(start_thread()));

/// Starts `command`; the child is killed when the answer is dropped.
pub(crate) async fn spawn(command: Command) -> io::Result<Child> {
    let (reply, answer) = oneshot::channel();
    let order = Order { command, runtime: Handle::current(), reply };
    let gone = || io::Error::other("the thread that starts engines is gone");
    {
        let orders = ORDERS.lock().unwrap_or_else(PoisonError::into_inner);
        let orders = orders.as_ref().map_err(|error| io::Error::new(error.kind(), error.to_string()))?;
        orders.send(order).map_err(|_| gone())?;
    }
    answer.await.map_err(|_| gone())?
}

fn start_thread() -> io::Result<Sender<Order>> {
    let (orders, inbox) = channel::<Order>();
    thread::Builder::new().name("engine-spawner".to_owned()).spawn(move || {
        for order in inbox {
            // The child's pipes are registered with the runtime that asked.
            let _entered = order.runtime.enter();
            let child = tokio::process::Command::from(order.command).kill_on_drop(true).spawn();
            // Where nobody waits any more, dropping the child kills it.
            let _ = order.reply.send(child);
        }
    })?;
    Ok(orders)
}
