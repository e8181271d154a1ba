#!/usr/bin/env python3
"""Gets tokens from a real server as a stranger does: with Authlib, by what the server says of itself.

    check_oauth.py --server FILE --data FOLDER    every grant, for a program with a secret and for one without

The script plays the program and the user's browser. Exit code 1 when anything is not as the standards say.
"""

import argparse
import os
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlparse

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from stranger import Failure, Server, expect

USER = "rae@acme.example"
SCOPES = "engagements:read tags:read users:read"
CALLBACK = "http://127.0.0.1/callback"


class Form(HTMLParser):
    """The page's form, as a browser finds it."""

    def __init__(self, page):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.action = attributes["action"]
        elif tag == "input":
            self.fields[attributes["name"]] = attributes.get("value", "")


def approve(address, key, decision="approve"):
    """The user reads the page, types a key and presses a button; returns where the browser is sent."""
    page = requests.get(address, allow_redirects=False, timeout=30)
    expect(page.status_code == 200, f"the page answered {page.status_code}: {page.text}")
    form = Form(page.text)
    answer = form.fields | {"key": key, "decision": decision}
    sent = requests.post(urljoin(page.url, form.action), data=answer, allow_redirects=False, timeout=30)
    expect(sent.status_code == 303, f"the answer was answered {sent.status_code}: {sent.text}")
    return sent.headers["location"]


def refused(name, action):
    """Raises unless the library reports that error."""
    try:
        action()
    except OAuthError as error:
        expect(error.error == name, f"{name} was expected, not {error.error}")
    else:
        raise Failure(f"{name} was expected, and nothing was refused")


def for_itself(server, described):
    """A program with a secret, by both ways of showing it."""
    made = server.command("oauth-client", "create", "--name", "Job", "--scopes", SCOPES.replace(" ", ","))
    for method in ("client_secret_basic", "client_secret_post"):
        session = OAuth2Session(made["client_id"], made["client_secret"], scope="tags:read",
                                token_endpoint_auth_method=method)
        token = session.fetch_token(described["token_endpoint"], grant_type="client_credentials")
        expect(token["scope"] == "tags:read" and token["token_type"] == "Bearer", f"{method}: {token}")
        expect(session.get(f"{server.url}/api/colloquy/v1/tags").status_code == 200, "the token opens the API")
        expect(session.get(f"{server.url}/api/v2/engagements/x").status_code == 403, "its scopes are kept")
        session.revoke_token(described["revocation_endpoint"], token=token["access_token"])
        expect(session.get(f"{server.url}/api/colloquy/v1/tags").status_code == 401, "an ended token is refused")
    wrong = OAuth2Session(made["client_id"], "wrong")
    refused("invalid_client", lambda: wrong.fetch_token(described["token_endpoint"],
                                                        grant_type="client_credentials"))
    print("authlib: client_credentials with client_secret_basic and client_secret_post")


def for_a_user(server, described, key, is_public):
    """Approval in a browser with PKCE, refresh, and what happens to a stolen refresh token."""
    kind = ["--public"] if is_public else []
    made = server.command("oauth-client", "create", "--name", "Desk", "--scopes", SCOPES.replace(" ", ","),
                          "--redirect-uri", CALLBACK, *kind)
    callback = CALLBACK.replace("127.0.0.1", "127.0.0.1:51004")
    session = OAuth2Session(made["client_id"], made["client_secret"], scope=SCOPES, redirect_uri=callback,
                            token_endpoint_auth_method="none" if is_public else "client_secret_basic",
                            code_challenge_method="S256")
    verifier = generate_token(48)
    address, state = session.create_authorization_url(described["authorization_endpoint"], code_verifier=verifier)
    denied = parse_qs(urlparse(approve(address, "", "deny")).query)
    expect((denied["error"], denied["state"]) == (["access_denied"], [state]), f"a denial: {denied}")
    location = approve(address, key)
    expect(location.startswith(f"{callback}?"), f"the browser was sent to {location}")
    token = session.fetch_token(described["token_endpoint"], authorization_response=location, state=state,
                                code_verifier=verifier)
    expect(set(token["scope"].split()) == set(SCOPES.split()), f"scopes: {token['scope']}")
    me = session.get(f"{server.url}/api/colloquy/v1/me").json()
    expect(me["user"]["email"] == USER, f"who asks: {me}")
    first = token["refresh_token"]
    fresh = session.refresh_token(described["token_endpoint"], refresh_token=first)
    expect(fresh["refresh_token"] != first, "a refresh token is good once")
    expect(session.get(f"{server.url}/api/colloquy/v1/me").status_code == 200, "the next token opens the API")
    refused("invalid_grant", lambda: session.refresh_token(described["token_endpoint"], refresh_token=first))
    session.token = fresh
    expect(session.get(f"{server.url}/api/colloquy/v1/me").status_code == 401, "what a thief may have is ended")
    print(f"authlib: authorization_code with PKCE and refresh_token, {'public' if is_public else 'confidential'}")


def main():
    """Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    # Authlib refuses plain http otherwise; the server is on loopback.
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    try:
        with Server(arguments.server, arguments.data) as server:
            described = requests.get(f"{server.url}/.well-known/oauth-authorization-server", timeout=30).json()
            server.command("user", "create", "--email", USER, "--name", "Rae", "--role", "member")
            key = server.command("key", "create", "--name", "Rae's", "--user", USER)["api_key"]
            for_itself(server, described)
            for is_public in (False, True):
                for_a_user(server, described, key, is_public)
    except (Failure, OAuthError, requests.RequestException) as error:
        print(f"check_oauth: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
