// A chat with an agent of Colloquy, for any web page:
//
//   <script src="https://HOST/api/colloquy/v1/webchat/widget.js" data-route="ROUTE-ID" async></script>
//
// Without a route it opens the one chat whose word stands behind the "#" of the page's address.
//
// What the visitor says is kept in the browser until the server has acknowledged it, and said again under the same name
// after each interruption. Texts are always set as text, never as markup.
"use strict";

(() => {
  const script = document.currentScript;
  const { route, title = "Chat", name, email, language } = script.dataset;
  const base = new URL(".", script.src);
  const given = route ? null : location.hash.slice(1);
  const storageKey = `colloquy-chat:${route || given}`;
  const LONGEST = 4000;
  const PAUSES = { first: 500, longest: 30000, resend: 3000, typing: 30000 };
  const STYLE = `
    :host { all: initial; position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; color-scheme: light dark;
      --ground: #fff; --ink: #1a1a1a; --soft: #ecedf0; --line: #c9ccd1; --accent: #1d5a9e; --on: #fff;
      font: 16px/1.45 system-ui, sans-serif; color: var(--ink); }
    @media (prefers-color-scheme: dark) { :host { --ground: #1d1f23; --ink: #f1f1f1; --soft: #2f3238; --line: #565a63;
      --accent: #2f6fb5; } }
    * { box-sizing: border-box; font: inherit; color: inherit; }
    [hidden] { display: none !important; }
    button { background: var(--accent); color: var(--on); border: 0; border-radius: .5rem; padding: .5rem .9rem; cursor: pointer; }
    button.plain { background: none; color: inherit; border: 1px solid var(--line); padding: .25rem .6rem; }
    :focus-visible { outline: 3px solid #f5a524; outline-offset: 2px; }
    .launch { border-radius: 2rem; padding: .75rem 1.25rem; box-shadow: 0 2px 10px #0005; }
    section { display: flex; flex-direction: column; width: min(23rem, calc(100vw - 2rem)); height: min(34rem, calc(100vh - 2rem));
      background: var(--ground); border: 1px solid var(--line); border-radius: .75rem; box-shadow: 0 4px 24px #0006; overflow: hidden; }
    header { display: flex; gap: .5rem; align-items: center; padding: .6rem .75rem; border-bottom: 1px solid var(--line); }
    h2 { flex: 1; margin: 0; font-weight: 600; }
    ol { flex: 1; margin: 0; padding: .75rem; overflow-y: auto; list-style: none; display: flex; flex-direction: column; gap: .5rem; }
    li { max-width: 85%; padding: .45rem .7rem; border-radius: .7rem; background: var(--soft); white-space: pre-wrap; overflow-wrap: anywhere; }
    li.customer { align-self: flex-end; background: var(--accent); color: var(--on); }
    li.waiting { opacity: .65; }
    li.failed { outline: 2px solid #c62828; }
    .note { margin: 0; padding: 0 .75rem; font-size: .875rem; min-height: 1.5em; }
    form { display: flex; gap: .5rem; padding: .6rem .75rem; border-top: 1px solid var(--line); }
    textarea { flex: 1; min-width: 0; resize: none; background: transparent; border: 1px solid var(--line); border-radius: .5rem; padding: .45rem .6rem; }
    .aside { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  `;

  // What is kept over reloads: the access word, and what was not acknowledged.
  const kept = { access: null, pending: [] };
  try { Object.assign(kept, JSON.parse(localStorage.getItem(storageKey)) || {}); } catch { /* kept in memory alone */ }
  if (given) kept.access = given;
  const keep = () => { try { localStorage.setItem(storageKey, JSON.stringify(kept)); } catch { /* the same */ } };

  let socket = null, last = 0, seen = 0, tries = 0, retry = 0, typing = 0, agent = "Agent";
  let isOver = false, isRefused = false, isOpening = false;
  const waiting = new Map();

  const make = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const host = make("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const launch = make("button", { type: "button", className: "launch", textContent: title });
  launch.setAttribute("aria-expanded", "false");
  const heading = make("h2", { id: "title", textContent: title });
  const end = make("button", { type: "button", className: "plain", textContent: "End chat" });
  const hide = make("button", { type: "button", className: "plain", textContent: "Hide" });
  const log = make("ol", { tabIndex: 0 });
  log.setAttribute("role", "log");
  log.setAttribute("aria-label", "Messages");
  const note = make("p", { className: "note" });
  note.setAttribute("role", "status");
  const text = make("textarea", { id: "text", rows: 2, maxLength: LONGEST, required: true });
  const label = make("label", { className: "aside", htmlFor: "text", textContent: "Your message" });
  const send = make("button", { type: "submit", textContent: "Send" });
  const form = make("form", {}, label, text, send);
  const anew = make("button", { type: "button", textContent: "Start a new chat", hidden: true });
  const panel = make("section", { hidden: true }, make("header", {}, heading, end, hide), log, note, form, anew);
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "title");
  root.append(launch, panel);

  const say = (frame) => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
  };

  function show(message) {
    const bubble = waiting.get(message.client_id) || make("li");
    bubble.className = message.sender;
    const who = message.sender === "agent" ? agent : "You";
    bubble.replaceChildren(make("span", { className: "aside", textContent: `${who}: ` }), message.text);
    if (message.at) bubble.title = new Date(message.at).toLocaleString();
    // What was not acknowledged yet stands below everything that was.
    const first = [...waiting.values()].find((other) => other !== bubble);
    waiting.delete(message.client_id);
    log.insertBefore(bubble, first || null);
    log.scrollTop = log.scrollHeight;
  }

  function showWaiting({ client_id, text }) {
    if (waiting.has(client_id)) return;
    const bubble = make("li", { className: "customer waiting" });
    bubble.append(make("span", { className: "aside", textContent: "You: " }), text);
    waiting.set(client_id, bubble);
    log.append(bubble);
    log.scrollTop = log.scrollHeight;
  }

  function settle(client_id) {
    kept.pending = kept.pending.filter((one) => one.client_id !== client_id);
    keep();
  }

  function showTyping(isTyping) {
    clearTimeout(typing);
    if (isTyping) typing = setTimeout(() => showTyping(false), PAUSES.typing);
    note.textContent = isTyping ? `${agent} is typing …` : "";
  }

  function noteSeen() {
    if (panel.hidden || document.hidden || last <= seen || socket?.readyState !== WebSocket.OPEN) return;
    seen = last;
    say({ type: "seen", position: last });
  }

  function finish(words) {
    isOver = true;
    clearTimeout(retry);
    showTyping(false);
    note.textContent = words;
    end.hidden = form.hidden = true;
    anew.hidden = isRefused || !route;
  }

  const told = {
    joined(frame) {
      tries = 0;
      agent = frame.agent_name || agent;
      heading.textContent = frame.agent_name || title;
      note.textContent = "";
      kept.pending.forEach((one) => { showWaiting(one); say({ type: "say", ...one }); });
    },
    message(frame) {
      if (frame.position <= last) return;
      last = frame.position;
      if (frame.client_id) settle(frame.client_id);
      if (frame.sender === "agent") showTyping(false);
      show(frame);
      noteSeen();
    },
    ack(frame) {
      settle(frame.client_id);
      waiting.get(frame.client_id)?.classList.remove("waiting");
    },
    status(frame) {
      if (!["open", "ongoing", "stalled", "pending", "queued"].includes(frame.status)) finish("This chat has ended.");
    },
    typing() { showTyping(true); },
    error(frame) {
      if (frame.code === "unknown_access") {
        // The chat is not there any more; what was not said yet is said in a new one.
        kept.access = null;
        keep();
      } else if (frame.code === "wrong_origin") {
        isRefused = true;
        finish("This chat is not available here.");
      } else if (["unavailable", "internal_error", "rate_limited"].includes(frame.code)) {
        const one = kept.pending.find((other) => other.client_id === frame.client_id);
        if (one) setTimeout(() => { if (kept.pending.includes(one)) say({ type: "say", ...one }); }, PAUSES.resend);
      } else if (frame.client_id) {
        settle(frame.client_id);
        waiting.get(frame.client_id)?.classList.replace("waiting", "failed");
        note.textContent = `Not sent: ${frame.message}`;
      }
    },
  };

  async function openSession() {
    const body = JSON.stringify({ route_id: route, name, email, language: language || navigator.language });
    const answer = await fetch(new URL("sessions", base), {
      method: "POST", headers: { "content-type": "application/json" }, body, credentials: "omit",
    });
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      isRefused = true;
      finish("This chat is not available here.");
      return;
    }
    if (!answer.ok) throw new Error(`sessions: ${answer.status}`);
    kept.access = (await answer.json()).access;
    last = seen = 0;
    keep();
  }

  function later() {
    if (isOver) return;
    note.textContent = "No connection. Trying again …";
    const pause = Math.min(PAUSES.longest, PAUSES.first * 2 ** tries) * (0.5 + Math.random());
    tries += 1;
    clearTimeout(retry);
    retry = setTimeout(connect, pause);
  }

  async function connect() {
    clearTimeout(retry);
    if (isOver || isOpening || socket) return;
    isOpening = true;
    try {
      if (!kept.access) await openSession();
    } catch {
      isOpening = false;
      later();
      return;
    }
    isOpening = false;
    if (isOver) return;
    const own = socket = new WebSocket(new URL("socket", base).href.replace(/^http/, "ws"));
    own.onopen = () => own.send(JSON.stringify({ type: "join", access: kept.access, after: last }));
    own.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (Object.hasOwn(told, frame.type)) told[frame.type](frame);
    };
    own.onclose = () => {
      if (socket === own) socket = null;
      later();
    };
  }

  function open() {
    panel.hidden = false;
    launch.hidden = true;
    launch.setAttribute("aria-expanded", "true");
    connect();
    noteSeen();
    text.focus();
  }

  function close() {
    panel.hidden = true;
    launch.hidden = false;
    launch.setAttribute("aria-expanded", "false");
    launch.focus();
  }

  launch.onclick = open;
  hide.onclick = close;
  end.onclick = () => say({ type: "close" });
  anew.onclick = () => {
    kept.access = null;
    kept.pending = [];
    keep();
    waiting.clear();
    log.replaceChildren();
    [isOver, last, seen, tries] = [false, 0, 0, 0];
    end.hidden = form.hidden = false;
    anew.hidden = true;
    note.textContent = "";
    connect();
    text.focus();
  };
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words || isOver) return;
    // 128 bits of chance; `randomUUID` is there on https pages alone.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const one = { client_id: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""), text: words };
    kept.pending.push(one);
    keep();
    text.value = "";
    showWaiting(one);
    if (socket) say({ type: "say", ...one });
    else connect();
  });
  addEventListener("online", () => { tries = 0; connect(); });
  document.addEventListener("visibilitychange", noteSeen);

  const start = () => {
    document.body.append(host);
    // A chat that was begun goes on; the visitor opens it to see it.
    if ("open" in script.dataset) open();
    else if (kept.access && kept.pending.length) connect();
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
