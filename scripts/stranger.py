"""What the scripts share that try a real server as a stranger does: an empty server, and the way to say what is wrong."""

import json
import os
import shutil
import subprocess
import time

START_DEADLINE_SECONDS = 60


class Failure(Exception):
    """Something is not as it should be."""


def expect(is_so, what):
    """Raises unless it is so."""
    if not is_so:
        raise Failure(what)


class Server:
    """A `colloquy serve` with nothing in it, for as long as the `with` lasts; settings by their variables' names."""

    def __init__(self, executable, folder, **settings):
        self.executable = executable.resolve()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.log = folder / "server.log"
        others = {name: value for name, value in os.environ.items() if not name.startswith("COLLOQUY_")}
        self.environment = others | {
            "COLLOQUY_DATA_DIR": str(folder.resolve() / "data"),
            "COLLOQUY_LISTEN": "127.0.0.1:0",
            "COLLOQUY_LANGUAGE__ENGINE": "basic",
        } | settings

    def __enter__(self):
        with self.log.open("w") as log:
            self.process = subprocess.Popen([self.executable, "serve"], env=self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + START_DEADLINE_SECONDS
        while True:
            lines = [line for line in self.log.read_text().splitlines() if line.startswith("colloquy listens on ")]
            if lines:
                self.url = lines[0].split()[-1]
                return self
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise Failure(f"the server did not start; see {self.log}")
            time.sleep(0.05)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def command(self, *arguments):
        """What the command printed."""
        done = subprocess.run([self.executable, *arguments, "--json"], env=self.environment, capture_output=True,
                              text=True)
        expect(done.returncode == 0, f"colloquy {' '.join(arguments)}: {done.stderr.strip()}")
        return json.loads(done.stdout)
