#!/usr/bin/python3
"""Walks an app as a visitor and as an administrator, and writes every kind of request with parameters as a file for sqlmap -r, and the
cookie of the session. Forms are filled in and not sent. Needs python3-bs4, which comes with wapiti.
usage: record-requests.py http://127.0.0.1:5080 FOLDER EMAIL PASSWORD"""

import http.client
import pathlib
import re
import sys
import urllib.parse

from bs4 import BeautifulSoup

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
VISITOR = ["/", "/offers/predictive-maintenance-costs", "/preferences", "/account/login", "/tracking"]
STAFF = ["/queue", "/leads", "/accounts", "/tasks", "/insights", "/alignment", "/service/new", "/notifications", "/account"]
# What would end the session that is recorded.
LEFT_OUT = re.compile(r"logout|SignOutEverywhere|handler=Off|^/docs|^//")
SAMPLES = {
    "email": "ada@example.com",
    "date": "2026-11-01",
    "datetime-local": "2026-12-24T09:00",
    "number": "5",
    "tel": "+49301234567",
    "url": "https://example.com",
}


class Browser:
    def __init__(self, site):
        self.site, self.cookies = urllib.parse.urlsplit(site).netloc, {}

    @property
    def headers(self):
        # As a trusted proxy would send it, so that cookies are those of https.
        always = {"Host": self.site, "User-Agent": AGENT, "X-Forwarded-Proto": "https", "Accept": "text/html"}
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {**always, "Cookie": cookie} if cookie else always

    def ask(self, method, path, fields=None):
        body = None if fields is None else urllib.parse.urlencode(fields)
        form = {} if body is None else {"Content-Type": "application/x-www-form-urlencoded"}
        line = http.client.HTTPConnection(self.site, timeout=30)
        line.request(method, path, body, {**self.headers, **form})
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies = {**self.cookies, name: value} if value else {k: v for k, v in self.cookies.items() if k != name}
        is_page = answer.status == 200 and "html" in answer.headers.get("Content-Type", "")
        page = BeautifulSoup(answer.read(), "html.parser") if is_page else None
        line.close()
        return answer.status, page


def filled(form):
    for field in form.find_all(["input", "select", "textarea", "button"]):
        kind, name = field.get("type", "text"), field.get("name")
        if not name or kind == "file" or (kind in ("checkbox", "radio") and not field.has_attr("checked")):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            yield name, chosen.get("value", "") if chosen else ""
        else:
            yield name, field.get("value") or SAMPLES.get(kind, "words")


def raw(browser, method, path, fields):
    body = "" if fields is None else urllib.parse.urlencode(fields)
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in browser.headers.items())]
    if fields is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines) + "\r\n\r\n" + body


def record(browser, starts, seen, most=400):
    """Yields each kind of request once: by method, route and names of parameters."""
    waiting, opened = list(starts), set()

    def new(method, path, fields):
        parts = urllib.parse.urlsplit(path)
        names = [name for name, _ in urllib.parse.parse_qsl(parts.query, True)] + [name for name, _ in fields or []]
        kind = (method, ID.sub("ID", parts.path), tuple(sorted(set(names))))
        if kind in seen or not (names or "ID" in kind[1]):
            return []
        seen.add(kind)
        return [raw(browser, method, path, fields)]

    while waiting and len(opened) < most:
        path = waiting.pop(0)
        if ID.sub("ID", path) in opened or LEFT_OUT.search(path):
            continue
        opened.add(ID.sub("ID", path))
        _, page = browser.ask("GET", path) if "/events" not in path else (0, None)
        if page is None:
            continue
        yield from new("GET", path, None)
        waiting += [link["href"].split("#")[0] for link in page.find_all("a", href=True) if link["href"].startswith("/")]
        for form in page.find_all("form"):
            action, fields = form.get("action") or path, list(filled(form))
            if LEFT_OUT.search(action) or form.get("enctype") == "multipart/form-data":
                continue
            if form.get("method", "get").lower() == "get":
                yield from new("GET", f"{action.split('?')[0]}?{urllib.parse.urlencode(fields)}", None)
            else:
                yield from new("POST", action, fields)


def main(site, folder, email, password):
    out, browser, seen = pathlib.Path(folder), Browser(site), set()
    out.mkdir(parents=True, exist_ok=True)
    requests = [("visitor", one) for one in record(browser, VISITOR, seen)]
    _, page = browser.ask("GET", "/account/login")
    token = page.select_one("main input[name=__RequestVerificationToken]")["value"]
    form = [("__RequestVerificationToken", token), ("email", email), ("password", password)]
    status, _ = browser.ask("POST", "/account/login", form)
    if status != 302:
        sys.exit(f"Nobody is signed in: the app answered {status}.")
    requests += [("staff", one) for one in record(browser, STAFF, seen)]
    for number, (who, text) in enumerate(requests):
        (out / f"{number:03}-{who}.txt").write_text(text)
    (out / "cookie").write_text(browser.headers["Cookie"])
    print(f"{len(requests)} requests in {out}")


if __name__ == "__main__":
    main(*sys.argv[1:])
