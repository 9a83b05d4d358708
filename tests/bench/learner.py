"""A learner with a plain HTTP client: keeps cookies, reads the forms of a page and sends them as a browser would."""

import gzip
import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

LIMIT_REDIRECTS = 5


@dataclass
class Form:
    """Its fields as they stand; `choices` are the radio buttons and boxes by name."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)


class Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", "")))
        elif self.forms and tag == "input" and "name" in given:
            self._input(self.forms[-1], given)

    def _input(self, form: Form, given: dict[str, str]) -> None:
        if given.get("type") in ("radio", "checkbox"):
            form.choices.setdefault(given["name"], []).append(given.get("value", "on"))
        elif given.get("type") == "hidden":
            form.fields.append((given["name"], given.get("value", "")))


@dataclass
class Page:
    path: str
    status: int
    text: str

    def forms(self) -> list[Form]:
        reader = Forms()
        reader.feed(self.text)
        return reader.forms

    def form(self, ending: str = "") -> Form:
        """The first form whose action ends so. Raises LookupError."""
        for form in self.forms():
            if form.action.endswith(ending):
                return form
        raise LookupError(f"{self.path}: no form {ending}")


class Learner:
    """Asks one server over one connection that is kept open, as a proxy that ends HTTPS would pass it on."""

    def __init__(self, address: str) -> None:
        host = urlsplit(address)
        self.connection = http.client.HTTPConnection(host.hostname or "", host.port, timeout=60)
        self.proxy = {"X-Forwarded-Proto": "https", "Referer": f"https://{host.netloc}/"}
        self.cookies: dict[str, str] = {}
        self.requests = 0
        self.bytes = 0

    def get(self, path: str) -> Page:
        return self._ask("GET", path)

    def send(self, page: Page, form: Form, more: list[tuple[str, str]]) -> Page:
        """Send `form` with the fields it holds and `more`."""
        body = urlencode([*form.fields, *more])
        return self._ask("POST", urljoin(page.path, form.action) or page.path, body)

    def close(self) -> None:
        self.connection.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> Page:
        for _ in range(LIMIT_REDIRECTS):
            response, data = self._exchange(method, path, body)
            if response.status not in (301, 302, 303):
                break
            method, path, body = "GET", urljoin(path, response.headers["Location"]), None
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {response.status}")
        return Page(path, response.status, data.decode())

    def _exchange(self, method: str, path: str, body: str | None) -> tuple[http.client.HTTPResponse, bytes]:
        headers = {
            **self.proxy,
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server had closed the idle connection.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        data = response.read()
        self.requests += 1
        self.bytes += len(data) + len(str(response.headers))
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return response, gzip.decompress(data) if response.headers.get("Content-Encoding") == "gzip" else data
