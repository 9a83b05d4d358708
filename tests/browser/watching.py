"""What a page must never do, gathered while a test drives it."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request

TELL_OF_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`Content-Security-Policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


class Watch:
    def __init__(self, address: str) -> None:
        self.address = address
        self.found: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(TELL_OF_VIOLATIONS)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(f"error: {error.error}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "data:", "about:", "blob:")):
            self.found.append(f"another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        page_itself = message.page.url if message.page else ""
        if message.type != "error":
            return
        # A page that answers 404 on purpose is reported by the browser as well.
        if message.text.startswith("Failed to load resource") and message.location.get("url") == page_itself:
            return
        self.found.append(f"{page_itself}: {message.text}")
