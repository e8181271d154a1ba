"""The demo's visitor: opens the web console as a browser does, signs in, corrects an action item, and signs out."""

import json
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

from demo_server import DemoFailure

HOUSE = "/api/colloquy/v1"
CORRECTED = "Send the customer a written confirmation"


class Visitor:
    """Somebody with a browser: keeps cookies, says nothing but what the console's scripts say."""

    def __init__(self, url):
        self.url = url
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def ask(self, method, path, body=None, expect=200, **headers):
        """Status has to be `expect`; returns the answer's headers and text."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data=content, method=method)
        told = {"x-colloquy-console": "1", "content-type": "application/json"}
        for name, value in (told | headers).items():
            request.add_header(name, value)
        try:
            with self._browser.open(request, timeout=60) as answer:
                status, got, text = answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, got, text = error.code, error.headers, error.read().decode(errors="replace")
        except OSError as error:
            raise DemoFailure(f"{method} {path}: {error}") from error
        if status != expect:
            raise DemoFailure(f"{method} {path} was answered {status}, not {expect}: {text[:2000]}")
        return got, text

    def house(self, method, path, body=None, expect=200, **headers):
        """The same at the house API; returns the JSON of the answer."""
        text = self.ask(method, HOUSE + path, body, expect, **headers)[1]
        return json.loads(text) if text else None


def require_page(visitor, path):
    """Raises unless the console stands at that path, with all that its page names."""
    headers, page = visitor.ask("GET", path, accept="text/html,*/*;q=0.8")
    policy = headers.get("content-security-policy", "")
    if "default-src 'none'" not in policy or "unsafe" in policy:
        raise DemoFailure(f"the policy of the console's page is too loose: {policy!r}")
    files = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    if 'id="root"' not in page or not any(name.startswith("/assets/") for name in files):
        raise DemoFailure(f"the console was not built: {path} answered {page[:300]!r}")
    for name in files:
        visitor.ask("GET", name)


def check_console(server, email, password, conversation_id):
    """What a visitor of the demo does first, from the page to a corrected action item."""
    visitor = Visitor(server.url)
    item = f"/conversations/{conversation_id}/action-items"
    require_page(visitor, f"/conversations/{conversation_id}")
    visitor.house("GET", "/session", expect=401)
    visitor.house("POST", "/session", {"email": email, "password": f"not {password}"}, expect=401)
    user = visitor.house("POST", "/session", {"email": email, "password": password})["user"]
    if user["email"] != email:
        raise DemoFailure(f"{email} signed in and is {user['email']}")
    first = visitor.house("GET", f"/conversations/{conversation_id}")["action_items"][0]
    change = {"text": CORRECTED}
    # A form on a page of another site cannot say what the console's scripts say.
    visitor.house("PATCH", f"{item}/{first['id']}", change, expect=403, **{"x-colloquy-console": "0"})
    visitor.house("PATCH", f"{item}/{first['id']}", change)
    found = visitor.house("GET", f"/conversations/{conversation_id}")["action_items"]
    now = next(one for one in found if one["id"] == first["id"])
    if now["title"] != CORRECTED or not now["is_edited"] or now["machine"]["title"] != first["title"]:
        raise DemoFailure(f"the action item was not corrected: {json.dumps(now)}")
    visitor.house("DELETE", "/session", expect=204)
    visitor.house("GET", "/session", expect=401)
    print(f"\nConsole\n  ✓ {email} signed in, corrected an action item, and signed out")
