"""The demo's server: started once, found again by the next run, stopped by its process id."""

import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

START_DEADLINE_SECONDS = 30
STOP_DEADLINE_SECONDS = 30
PREFERRED_PORT = 8080


class DemoFailure(Exception):
    """Something the demo needs is not so; the message is for the person who runs it."""


class DemoServer:
    """A `colloquy serve` of its own data directory, with the state that the next run needs in `state.json`."""

    def __init__(self, folder, executable):
        self.folder = folder.resolve()
        self.executable = executable.resolve() if executable else None
        self.log = self.folder / "server.log"
        self._state_file = self.folder / "state.json"
        self._state = json.loads(self._state_file.read_text()) if self._state_file.exists() else {}

    @property
    def url(self):
        """Where it listens."""
        return f"http://127.0.0.1:{self._state['port']}"

    @property
    def key(self):
        """A key that may do everything."""
        return self._state["key"]

    def ensure_running(self):
        """Starts the server, unless one runs already that was started from the same build."""
        build = self.executable.stat().st_mtime_ns
        if self._is_running() and self._state.get("build") == build and self._answers():
            print(f"==> the server at {self.url} is running already")
        else:
            self.stop()
            self._start(build)

    def ensure_user(self, email, name):
        """Makes the user and their key once; what is sent with it is theirs."""
        if self._state.get("user") != email:
            self._command("user", "create", "--email", email, "--name", name, "--role", "admin")
            made = self._command("key", "create", "--name", "demo", "--user", email)
            self._save(user=email, key=made["api_key"])

    def ensure_password(self, email):
        """The password with which that user signs in to the console; made up once."""
        if self._state.get("password_of") != email:
            password = secrets.token_urlsafe(12)
            self._command("user", "password", email, "--stdin", typed=password)
            self._save(password_of=email, password=password)
        return self._state["password"]

    def create_endpoint(self, url):
        """Subscribes the address to every event; the answer holds the signing secret."""
        return self.post("/api/colloquy/v1/webhooks", {"url": url, "event_types": []}, expect=201)

    def delete_endpoint(self, endpoint_id):
        """Removes the subscription."""
        self._request("DELETE", f"/api/colloquy/v1/webhooks/{endpoint_id}", None, {200, 204, 404})

    def get(self, path):
        """The JSON at that path."""
        return self._request("GET", path, None, {200})

    def post(self, path, body, expect):
        """Sends JSON and returns the JSON of the answer, whose status has to be `expect`."""
        return self._request("POST", path, body, {expect})

    def put(self, path, body):
        """Sends JSON in place of what is there and returns the JSON of the answer."""
        return self._request("PUT", path, body, {200})

    def stop(self):
        """Ends the server and waits for it; false when none was running."""
        if not self._is_running():
            return False
        pid = self._state["pid"]
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_DEADLINE_SECONDS
        while self._is_running():
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)
                break
            time.sleep(0.05)
        return True

    def _start(self, build):
        self.folder.mkdir(parents=True, exist_ok=True)
        self._save(port=free_port(self._state.get("port", PREFERRED_PORT)), build=build)
        with self.log.open("a") as log:
            process = subprocess.Popen([self.executable, "serve"], env=self._environment(), stdin=subprocess.DEVNULL,
                                       stdout=log, stderr=log, start_new_session=True)
        self._save(pid=process.pid)
        deadline = time.monotonic() + START_DEADLINE_SECONDS
        while not self._answers():
            if process.poll() is not None:
                raise DemoFailure(f"the server ended at start with code {process.returncode}")
            if time.monotonic() > deadline:
                raise DemoFailure(f"the server did not answer within {START_DEADLINE_SECONDS} s")
            time.sleep(0.05)
        print(f"==> started the server at {self.url}")

    def _environment(self):
        return os.environ | {
            "COLLOQUY_DATA_DIR": str(self.folder / "data"),
            "COLLOQUY_LISTEN": f"127.0.0.1:{self._state['port']}",
            "COLLOQUY_NETGUARD__ALLOW_NETWORKS": "127.0.0.1/32",
            "COLLOQUY_NETGUARD__ALLOW_HTTP": "true",
        }

    def _command(self, *arguments, typed=""):
        command = [str(self.executable), *arguments, "--json"]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, input=typed)
        if done.returncode != 0:
            raise DemoFailure(f"colloquy {' '.join(arguments)} failed: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def _request(self, method, path, body, expected):
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=content, method=method)
        request.add_header("authorization", self.key)
        request.add_header("content-type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                status, answer = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, answer = error.code, error.read()
        except OSError as error:
            raise DemoFailure(f"{method} {path}: {error}") from error
        if status not in expected:
            raise DemoFailure(f"{method} {path} answered {status}: {answer.decode(errors='replace')[:2000]}")
        return json.loads(answer) if answer else None

    def _answers(self):
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5) as response:
                return response.status == 200
        except OSError:
            return False

    def _is_running(self):
        """Whether the process of that id is still our server and not a later one that got the same id."""
        pid = self._state.get("pid")
        if pid is None:
            return False
        try:
            # A child of ours that ended stays as a zombie until it is asked for.
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            pass
        try:
            with open(f"/proc/{pid}/environ", "rb") as environment:
                return f"COLLOQUY_DATA_DIR={self.folder / 'data'}".encode() in environment.read().split(b"\0")
        except OSError:
            return False

    def _save(self, **changes):
        self._state |= changes
        # Key and password in it open everything: for their owner's eyes only.
        with open(self._state_file, "w", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            json.dump(self._state, file)


def free_port(preferred):
    """That port when nobody has it, else any."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise DemoFailure("no port is free on 127.0.0.1")
