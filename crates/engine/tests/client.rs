//! The client against an engine that fails in every way that engines do.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use colloquy_engine::{
    CallOptions, Ending, EngineError, EngineHandle, EngineSpec, EngineStatus, RequestTimeout,
};
use serde_json::{Value, json};

fn spec(args: &[&str]) -> EngineSpec {
    EngineSpec {
        start_timeout: Duration::from_secs(20),
        request_timeout: RequestTimeout { base: Duration::from_secs(20), per_unit: Duration::ZERO },
        ..EngineSpec::new(
            "double",
            env!("CARGO_BIN_EXE_colloquy-engine-double"),
            args.iter().map(|argument| (*argument).to_owned()).collect(),
        )
    }
}

async fn call(engine: &EngineHandle, method: &str) -> Result<Value, EngineError> {
    engine.call(method, &json!("hello"), CallOptions::default()).await
}

fn within(timeout: Duration) -> CallOptions {
    CallOptions { timeout: Some(timeout), ..CallOptions::default() }
}

/// Waits for what another process does, up to half a minute.
async fn eventually(what: &str, mut condition: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !condition() {
        assert!(Instant::now() < deadline, "never happened: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn runs(process_id: u64) -> bool {
    // A zombie that waits to be reaped has ended all the same.
    std::fs::read_to_string(format!("/proc/{process_id}/stat"))
        .is_ok_and(|stat| !stat.rsplit(')').next().unwrap_or_default().trim_start().starts_with('Z'))
}

#[tokio::test]
async fn one_process_serves_request_after_request_and_starts_with_the_first() {
    let engine = EngineHandle::new(spec(&[]));
    assert_eq!(engine.status().starts, 0);
    assert_eq!(engine.hello().await.expect("hello").engine, "double");
    assert_eq!(call(&engine, "echo").await.expect("echo"), json!("hello"));
    let refused = call(&engine, "refuse").await.expect_err("refused");
    assert!(matches!(&refused, EngineError::Refused { message, .. } if message == "no such language"));
    assert!(!refused.is_transient());
    assert_eq!(call(&engine, "handled").await.expect("third"), json!(3));

    let fractions = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&fractions);
    let options = CallOptions {
        progress: Some(Arc::new(move |fraction| sink.lock().expect("lock").push(fraction))),
        ..CallOptions::default()
    };
    let _: Value = engine.call("steps", &(), options).await.expect("steps");
    assert_eq!(*fractions.lock().expect("lock"), [0.25, 0.5, 0.75, 1.0]);

    let pieces = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&pieces);
    let options = CallOptions {
        pieces: Some(Arc::new(move |piece| sink.lock().expect("lock").push(piece.to_owned()))),
        ..CallOptions::default()
    };
    let text: String = engine.call("write", &(), options).await.expect("text");
    assert_eq!(pieces.lock().expect("lock").concat(), text);
    // Whoever does not listen to pieces gets the answer all the same.
    assert_eq!(call(&engine, "write").await.expect("text"), json!(text));

    let EngineStatus { starts, restarts, processes, busy, last_error, .. } = engine.status();
    assert_eq!((starts, restarts, processes, busy), (1, 0, 1, 0));
    assert!(last_error.is_none());
}

#[tokio::test]
async fn a_process_that_dies_costs_one_attempt_with_its_reason() {
    let engine = EngineHandle::new(spec(&[]));
    let crashed = call(&engine, "crash").await.expect_err("crash");
    assert!(matches!(crashed, EngineError::Died { ending: Ending::Signalled(6), .. }), "{crashed}");
    assert_eq!(call(&engine, "handled").await.expect("a new process"), json!(1));

    let exited = call(&engine, "exit").await.expect_err("exit");
    assert!(matches!(exited, EngineError::Died { ending: Ending::Exited(7), .. }), "{exited}");
    assert_eq!(exited.stderr_tail(), ["out of tokens"]);
    assert!(exited.is_transient());

    // What a child logs without end is cut, and its last words are kept.
    let flooded = call(&engine, "flood_log").await.expect_err("exit after a flood");
    assert_eq!(flooded.stderr_tail().last().map(String::as_str), Some("last words"));
    assert!(flooded.stderr_tail().iter().map(String::len).sum::<usize>() < 20_000);

    assert_eq!(call(&engine, "handled").await.expect("a new process"), json!(1));
    let status = engine.status();
    assert_eq!((status.starts, status.restarts, status.processes), (4, 3, 1));
    assert!(status.last_error.is_some_and(|error| error.message.contains("died at work")));
}

#[tokio::test]
async fn a_process_that_hangs_is_killed_at_its_limit() {
    let engine = EngineHandle::new(spec(&[]));
    let process_id: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
    let hung: Result<Value, _> = engine.call("hang", &(), within(Duration::from_millis(100))).await;
    let hung = hung.expect_err("limit");
    assert!(matches!(&hung, EngineError::TimedOut { method, .. } if method == "hang"), "{hung}");
    assert!(!runs(process_id));
    assert_eq!(call(&engine, "echo").await.expect("a new process"), json!("hello"));
}

#[tokio::test]
async fn what_is_not_the_protocol_is_an_error_and_never_memory() {
    let engine = EngineHandle::new(EngineSpec { answer_limit_bytes: 1 << 20, ..spec(&[]) });
    for (method, words) in [
        ("babble", "llama_model_load"),
        ("wrong_id", "request 999"),
        ("endless_line", "longer than 1048576 bytes"),
    ] {
        let error = call(&engine, method).await.expect_err(method);
        assert!(matches!(error, EngineError::Protocol { .. }), "{method}: {error}");
        assert!(error.to_string().contains(words), "{method}: {error}");
    }
    // A result of another shape is told apart from a broken process, which is kept.
    let wrong_shape: Result<u64, _> = engine.call("echo", &"text", CallOptions::default()).await;
    assert!(matches!(wrong_shape, Err(EngineError::Protocol { .. })));
    assert_eq!(call(&engine, "handled").await.expect("same process"), json!(2));

    let other_version = EngineHandle::new(spec(&["--other-protocol"])).hello().await.expect_err("version");
    assert!(other_version.to_string().contains("it speaks version 3"), "{other_version}");
}

/// Asks for a method that tells progress and goes on without end, and leaves once it is at work.
async fn leave(engine: &EngineHandle, method: &'static str) {
    let (reached, mut at_work) = tokio::sync::mpsc::unbounded_channel();
    let options = CallOptions {
        progress: Some(Arc::new(move |fraction| {
            let _ = reached.send(fraction);
        })),
        ..CallOptions::default()
    };
    let engine = engine.clone();
    let work: tokio::task::JoinHandle<Result<Value, _>> =
        tokio::spawn(async move { engine.call(method, &(), options).await });
    assert_eq!(at_work.recv().await, Some(0.25));
    work.abort();
    assert!(work.await.expect_err("aborted").is_cancelled());
}

#[tokio::test]
async fn a_caller_that_leaves_takes_its_process_along() {
    let engine = EngineHandle::new(spec(&[]));
    let process_id: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
    leave(&engine, "hang_after_progress").await;
    eventually("the child is gone", || !runs(process_id)).await;
    assert_eq!(call(&engine, "handled").await.expect("a new process"), json!(1));
    let status = engine.status();
    assert_eq!((status.starts, status.restarts, status.busy, status.queued), (2, 1, 0, 0));
}

#[tokio::test]
async fn an_engine_that_can_stop_is_kept_when_its_caller_leaves() {
    let engine = EngineHandle::new(spec(&["--can-cancel"]));
    let process_id: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
    for _ in 0..20 {
        leave(&engine, "until_cancelled").await;
        // The next request waits until it has stopped, and gets its own answer.
        assert_eq!(call(&engine, "echo").await.expect("the same process"), json!("hello"));
    }
    let again: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
    let status = engine.status();
    assert_eq!((again, status.starts, status.restarts, status.busy), (process_id, 1, 0, 0));
    assert!(status.last_error.is_none());
}

#[tokio::test]
async fn an_answer_that_comes_while_its_caller_leaves_is_nobody_elses() {
    let engine = EngineHandle::new(spec(&["--can-cancel"]));
    for _ in 0..50 {
        let (reached, mut at_work) = tokio::sync::mpsc::unbounded_channel();
        let options = CallOptions {
            progress: Some(Arc::new(move |fraction| {
                let _ = reached.send(fraction);
            })),
            ..CallOptions::default()
        };
        let asking = engine.call::<_, Value>("answer_after_progress", &(), options);
        tokio::select! {
            // It leaves as soon as it can, and sometimes the answer is there already.
            biased;
            _ = at_work.recv() => {}
            answer = asking => assert_eq!(answer.expect("an answer"), json!("too late")),
        }
        assert_eq!(call(&engine, "echo").await.expect("its own answer"), json!("hello"));
    }
    let status = engine.status();
    assert_eq!((status.starts, status.restarts, status.busy), (1, 0, 0));
    assert!(status.last_error.is_none());
}

#[tokio::test]
async fn an_engine_that_says_it_stops_and_does_not_is_killed() {
    let engine =
        EngineHandle::new(EngineSpec { stop_timeout: Duration::from_millis(50), ..spec(&["--can-cancel"]) });
    let process_id: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
    leave(&engine, "hang_after_progress").await;
    assert_eq!(call(&engine, "handled").await.expect("a new process"), json!(1));
    assert!(!runs(process_id));
    let status = engine.status();
    assert_eq!((status.starts, status.restarts), (2, 1));
    assert!(status.last_error.is_some_and(|last| last.message.contains("cancel")));
}

#[tokio::test]
async fn a_start_goes_on_when_whoever_asked_for_it_leaves() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let starts = folder.path().join("starts");
    let engine = EngineHandle::new(spec(&["--count-starts", starts.to_str().expect("path is text")]));
    {
        let engine = engine.clone();
        let work = tokio::spawn(async move { engine.hello().await });
        eventually("it starts", || std::fs::metadata(&starts).is_ok_and(|starts| starts.len() == 1)).await;
        work.abort();
    }
    assert_eq!(call(&engine, "handled").await.expect("the process that was started"), json!(1));
    assert_eq!((std::fs::metadata(&starts).expect("starts").len(), engine.status().starts), (1, 1));
}

#[tokio::test]
async fn twenty_kills_in_the_middle_of_work_cost_attempts_only() {
    let engine = EngineHandle::new(EngineSpec { processes: 2, ..spec(&[]) });
    let mut died = 0;
    for _ in 0..20 {
        let process_id: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
        let pid = i32::try_from(process_id).ok().and_then(rustix_pid).expect("process id");
        let killer = CallOptions {
            progress: Some(Arc::new(move |_| {
                rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("kill");
            })),
            ..CallOptions::default()
        };
        let (killed, other): (Result<Value, _>, Result<Value, _>) = tokio::join!(
            engine.call("hang_after_progress", &(), killer),
            engine.call("echo", &"unharmed", CallOptions::default()),
        );
        assert_eq!(other.expect("the other process"), json!("unharmed"));
        match killed {
            Err(EngineError::Died { ending: Ending::Signalled(9), .. }) => died += 1,
            unexpected => panic!("{unexpected:?}"),
        }
    }
    assert_eq!(died, 20);
    assert_eq!(call(&engine, "echo").await.expect("alive"), json!("hello"));
    // Each round kills one and starts one; the last one killed is not replaced before it is needed.
    assert_eq!((engine.status().starts, engine.status().processes), (21, 1));
}

fn rustix_pid(raw: i32) -> Option<rustix::process::Pid> {
    rustix::process::Pid::from_raw(raw)
}

#[tokio::test]
async fn requests_beyond_the_processes_wait_their_turn() {
    let engine = EngineHandle::new(EngineSpec { processes: 2, ..spec(&[]) });
    let calls = (0..40).map(|_| {
        let engine = engine.clone();
        tokio::spawn(async move { call(&engine, "echo").await })
    });
    for finished in calls.collect::<Vec<_>>() {
        assert_eq!(finished.await.expect("task").expect("answer"), json!("hello"));
    }
    let status = engine.status();
    assert!(status.starts <= 2 && status.queued == 0 && status.busy == 0, "{status:?}");
}

#[tokio::test]
async fn an_engine_that_cannot_start_is_not_started_over_and_over() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let starts = folder.path().join("starts");
    let starts_argument = starts.to_str().expect("path is text");
    let engine = EngineHandle::new(spec(&["--count-starts", starts_argument, "--fail-start"]));
    for attempt in 0..200 {
        let error = call(&engine, "echo").await.expect_err("no start");
        assert!(matches!(error, EngineError::Start { .. }) && error.is_transient(), "{error}");
        assert!(error.to_string().contains("exit status 3"), "attempt {attempt}: {error}");
    }
    let started = std::fs::metadata(&starts).expect("starts").len();
    assert!(started < 6, "started {started} times");
    let last_error = engine.status().last_error.expect("an error");
    assert_eq!(last_error.stderr_tail, ["cannot load model.bin: no such file"]);

    let silent = EngineHandle::new(EngineSpec {
        start_timeout: Duration::from_millis(100),
        ..spec(&["--silent-start"])
    });
    let error = call(&silent, "echo").await.expect_err("no hello");
    assert!(error.to_string().contains("not ready within 0.1 s"), "{error}");

    let missing = EngineSpec { executable: PathBuf::from("/nonexistent/engine"), ..spec(&[]) };
    let error = call(&EngineHandle::new(missing), "echo").await.expect_err("no file");
    assert!(
        matches!(&error, EngineError::NotFound { looked_at } if looked_at[0] == Path::new("/nonexistent/engine"))
    );
}

#[tokio::test]
async fn idle_processes_give_their_memory_back_and_handles_take_theirs_along() {
    let engine = EngineHandle::new(EngineSpec { idle_timeout: Duration::from_millis(50), ..spec(&[]) });
    let process_id: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
    eventually("the idle process ends", || !runs(process_id) && engine.status().processes == 0).await;
    assert_eq!(call(&engine, "handled").await.expect("a new process"), json!(1));
    assert_eq!(engine.status().restarts, 0, "an idle stop is no loss");

    let short_lived = EngineHandle::new(spec(&[]));
    let process_id: u64 = short_lived.call("process_id", &(), CallOptions::default()).await.expect("id");
    drop(short_lived);
    eventually("the process ends with its handle", || !runs(process_id)).await;
}

#[tokio::test]
async fn shutdown_ends_what_runs_and_refuses_what_comes() {
    let engine = EngineHandle::new(EngineSpec { processes: 2, ..spec(&[]) });
    let process_id: u64 = engine.call("process_id", &(), CallOptions::default()).await.expect("id");
    let (reached, mut at_work) = tokio::sync::mpsc::unbounded_channel();
    let options = CallOptions {
        progress: Some(Arc::new(move |fraction| {
            let _ = reached.send(fraction);
        })),
        ..CallOptions::default()
    };
    let at_work_engine = engine.clone();
    let work: tokio::task::JoinHandle<Result<Value, _>> =
        tokio::spawn(async move { at_work_engine.call("hang_after_progress", &(), options).await });
    at_work.recv().await;
    engine.shutdown().await;
    assert!(matches!(work.await.expect("task"), Err(EngineError::ShutDown { .. })));
    assert!(matches!(call(&engine, "echo").await, Err(EngineError::ShutDown { .. })));
    eventually("the process is gone", || !runs(process_id)).await;
    assert_eq!(engine.status().processes, 0);
}

#[tokio::test]
async fn limits_are_passed_on_and_the_servers_secrets_are_not() {
    let limited = EngineSpec {
        memory_limit_mb: Some(256),
        nice: 7,
        environment: vec![("MODEL_CACHE".to_owned(), "off".to_owned())],
        ..spec(&[])
    };
    let engine = EngineHandle::new(limited);
    let arguments: Vec<String> =
        engine.call("arguments", &(), CallOptions::default()).await.expect("arguments");
    assert_eq!(arguments, ["--nice", "7", "--memory-limit-mb", "256"]);
    let environment: Value =
        engine.call("environment", &(), CallOptions::default()).await.expect("environment");
    assert_eq!(environment["MODEL_CACHE"], "off");
    // Cargo sets this one for the test, so that it stands for all that the server has and engines need not.
    assert!(
        std::env::var_os("CARGO_MANIFEST_DIR").is_some() && environment.get("CARGO_MANIFEST_DIR").is_none()
    );

    let sum: u64 = engine.call("allocate", &16, CallOptions::default()).await.expect("within the limit");
    assert_eq!(sum, 16 << 20);
    let too_much: Result<u64, _> = engine.call("allocate", &512, CallOptions::default()).await;
    assert!(matches!(too_much, Err(EngineError::Died { .. })), "{too_much:?}");
    let sum: u64 = engine.call("allocate", &16, CallOptions::default()).await.expect("a new process");
    assert_eq!(sum, 16 << 20);
}

#[test]
fn a_child_outlives_the_thread_and_the_runtime_that_asked_for_it() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
    let engine = EngineHandle::new(spec(&[]));
    let (starter, process_id) = std::thread::scope(|scope| {
        let start = scope.spawn(|| {
            let starter = runtime();
            let call = engine.call("process_id", &(), CallOptions::default());
            let process_id: u64 = starter.block_on(call).expect("id");
            (starter, process_id)
        });
        start.join().expect("thread")
    });
    // The kernel's signal at a parent's death comes at once or not at all.
    starter.block_on(async { tokio::time::sleep(Duration::from_millis(50)).await });
    assert!(runs(process_id));
    let again: u64 =
        starter.block_on(engine.call("process_id", &(), CallOptions::default())).expect("same process");
    assert_eq!(again, process_id);
}
