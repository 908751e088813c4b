"""What axe, the checker of accessibility, finds on a page."""

from pathlib import Path

from playwright.sync_api import Page

from .conftest import lacking

AXE = Path(__file__).parents[1] / "widgets" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """The rules that a page with all its details open breaks, each with an element that does."""
    if not AXE.is_file():
        lacking("axe-core is not installed: npm ci in tests/widgets")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    page.evaluate(AXE.read_text())  # past the page's policy, which lets no foreign script in
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", RULES)
    return [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]
