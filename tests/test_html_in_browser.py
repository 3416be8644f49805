"""The page in a browser: what it shows, how it is worked, and that it asks nothing of any network."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import pytest
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from copylint.comparing import Comparing
from copylint.documents.build import build
from copylint.model.report import ComparedReport, FileReport, Tally
from copylint.model.source import Source
from copylint.pipeline import Pipeline
from copylint.reports.html_report import HtmlReport

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LEAST_CONTRAST = 4.5
WIDE, NARROW = 1400, 360
STORY = """Ferries stay in port

The company doesnt expect to sail before Mondays meeting. Mr Starmr told Keir Starmer that Kiev is far.

Talks between the the two sides go on... </script><img src="x" onerror="document.title = 'owned'">

Nobody was hurt on the quay , and the\N{ZERO WIDTH SPACE} harbour is open.
"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>
<item><guid>q-1</guid><title>Ferry late again</title>
<description>The ferry was late on Monday, and the crew doesnt know why it was so.</description></item>
<item><guid>q-2</guid><title>Ferry on time</title>
<description>The ferry was on time on Friday, and nobody knew why it was late.</description></item>
<item><guid>q-3</guid><title>Ferry late once more</title>
<description>The ferry was late on the the Sunday, and nobody knew why it was so.</description></item>
</channel></rss>
"""
# Each element with words of its own: what it says, and the contrast of its colour to what is painted behind it
CONTRASTS = """
const channels = (color) => color.match(/[\\d.]+/g).map(Number);
const light = (c) => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
const luminance = ([r, g, b]) => 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
function behind(element) {
  for (let at = element; at; at = at.parentElement) {
    const found = channels(getComputedStyle(at).backgroundColor);
    if (found.length < 4 || found[3] > 0) return found;
  }
  return [255, 255, 255];
}
return [...document.querySelectorAll("body *")]
  .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => {
    const pair = [luminance(channels(getComputedStyle(e).color)), luminance(behind(e))].sort((a, b) => b - a);
    return [e.outerHTML.slice(0, 80), (pair[0] + 0.05) / (pair[1] + 0.05)];
  });
"""

Opened = Callable[[str], Chrome]


def missing(what: str) -> NoReturn:
    """Skip, but not where everything has to be tested."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Chrome]:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None) or missing("Chromium")
    steering = shutil.which("chromedriver") or missing("chromedriver")
    options = ChromeOptions()
    options.binary_location = browser
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    with Chrome(options, Service(steering)) as started:
        yield started


@pytest.fixture
def opened(chrome: Chrome, tmp_path: Path, everything: Pipeline) -> Opened:
    """Open the page of a text, on a wide and light screen."""

    def page_of(text: str) -> Chrome:
        tally, form = Tally(files=1), HtmlReport("1.2.3")
        outcome = everything.check(Source("story.txt", text))
        outcome.documents = tuple(tally.count(outcome.documents))
        tally.failed = outcome.failed
        page = tmp_path / "page.html"
        page.write_text("".join([*form.file(outcome), *form.end(tally)]), encoding="utf-8")
        screen(chrome, WIDE)
        media(chrome)
        chrome.get(page.as_uri())
        chrome.execute_script("localStorage.clear(); delete document.documentElement.dataset.theme")
        return chrome

    return page_of


def screen(chrome: Chrome, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def media(chrome: Chrome, kind: str = "screen", **features: str) -> None:
    wanted = {"prefers-color-scheme": "light", "prefers-reduced-motion": "reduce"}
    wanted |= {name.replace("_", "-"): value for name, value in features.items()}
    listed = [{"name": name, "value": value} for name, value in wanted.items()]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": listed})


def asked(chrome: Chrome, script: str, *given: object) -> Any:
    """What a script returns when the page has come to rest."""
    chrome.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(() => arguments[0]()))")
    return chrome.execute_script(script, *given)


def seen(chrome: Chrome, selector: str) -> int:
    return int(asked(chrome, SEEN, selector))


SEEN = "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).length"
BOXES = "return [...document.querySelectorAll(arguments[0])].map((e) => e.getBoundingClientRect().toJSON())"
LINES = """
return [...document.querySelectorAll(".mark")]
  .map((mark) => [mark.dataset.severity, getComputedStyle(mark).textDecorationStyle]);
"""
BACKGROUND = "return getComputedStyle(document.body).backgroundColor"


def test_nothing_is_asked_of_the_network_and_nothing_goes_wrong(opened: Opened) -> None:
    opened("").get_log("performance")  # type: ignore[no-untyped-call]
    chrome = opened(STORY)
    asked(chrome, "document.querySelectorAll('button, summary, .mark').forEach((e) => e.click())")
    messages = [json.loads(e["message"])["message"] for e in chrome.get_log("performance")]  # type: ignore[no-untyped-call]
    requests = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert requests
    assert {url.split(":")[0] for url in requests} <= {"file", "data"}
    assert chrome.get_log("browser") == []  # type: ignore[no-untyped-call]
    assert chrome.title.startswith("Hold the copy")


def test_the_policy_keeps_out_what_came_in_later(opened: Opened) -> None:
    chrome = opened(STORY)
    asked(
        chrome,
        "const late = document.createElement('script');"
        "late.textContent = 'document.title = `owned`';"
        "document.body.append(late)",
    )
    assert "owned" not in chrome.title
    assert any("Content Security Policy" in entry["message"] for entry in chrome.get_log("browser"))  # type: ignore[no-untyped-call]


def test_the_filter_hides_marks_and_notes_and_brings_them_back(opened: Opened) -> None:
    chrome = opened(STORY)
    whole = {s: seen(chrome, s) for s in (".note", ".mark[href]", ".ref")}
    names = seen(chrome, ".note[data-family=names]")
    assert whole[".note"] == whole[".mark[href]"] == whole[".ref"] > names > 0
    box = chrome.find_element(By.CSS_SELECTOR, "input[name=family][value=names]")
    box.click()
    assert {s: seen(chrome, s) for s in whole} == {s: count - names for s, count in whole.items()}
    assert seen(chrome, ".note[data-family=names]") == 0
    off = "return [...document.querySelectorAll('.mark.off')].map((e) => getComputedStyle(e).textDecorationLine)"
    assert asked(chrome, off) == ["none"] * names
    shown = whole[".note"] - names
    assert chrome.find_element(By.ID, "status").text == f"{shown} of {whole['.note']} shown"
    box.click()
    assert {s: seen(chrome, s) for s in whole} == whole


def test_the_filter_leaves_out_severities_and_sound_items(opened: Opened) -> None:
    chrome = opened(FEED)
    assert (seen(chrome, "article"), seen(chrome, "p.sound"), seen(chrome, "nav li li")) == (2, 1, 3)
    chrome.find_element(By.ID, "sound").click()
    assert (seen(chrome, "article"), seen(chrome, "p.sound"), seen(chrome, "nav li li")) == (2, 0, 2)
    chrome.find_element(By.CSS_SELECTOR, "input[value=apostrophes]").click()
    assert (seen(chrome, "article"), seen(chrome, "nav li li")) == (1, 1)
    chrome.find_element(By.CSS_SELECTOR, "input[value=error]").click()
    assert (seen(chrome, "article"), seen(chrome, ".note")) == (0, 0)


def test_the_theme_follows_the_system_until_it_is_chosen(opened: Opened) -> None:
    chrome = opened(STORY)
    light = asked(chrome, BACKGROUND)
    media(chrome, prefers_color_scheme="dark")
    dark = asked(chrome, BACKGROUND)
    assert light != dark
    button = chrome.find_element(By.ID, "theme")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert (asked(chrome, BACKGROUND), button.get_attribute("aria-pressed")) == (light, "false")
    chrome.refresh()
    assert asked(chrome, BACKGROUND) == light


def test_a_mark_opens_its_note_by_keyboard_and_escape_leads_back(opened: Opened) -> None:
    chrome = opened(STORY)
    mark = chrome.find_element(By.CSS_SELECTOR, ".mark")
    for _ in range(40):
        chrome.switch_to.active_element.send_keys(Keys.TAB)
        if chrome.switch_to.active_element == mark:
            break
    assert chrome.switch_to.active_element == mark
    mark.send_keys(Keys.ENTER)
    note = chrome.find_element(By.CSS_SELECTOR, ".note")
    assert note.get_attribute("open") == "true"
    assert chrome.switch_to.active_element == note.find_element(By.TAG_NAME, "summary")
    chrome.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert chrome.switch_to.active_element == mark


def test_a_mark_is_told_from_others_without_colour(opened: Opened) -> None:
    chrome = opened(STORY)
    told = dict(asked(chrome, LINES))
    assert told["error"] == "solid"
    assert len(set(told.values())) == len(told) > 1


def test_notes_stand_beside_their_paragraphs_and_never_on_each_other(opened: Opened) -> None:
    chrome = opened(STORY)
    chrome.find_element(By.ID, "unfold").click()
    stacked = asked(chrome, BOXES, ".notes")
    assert all(above["bottom"] <= below["top"] for above, below in pairwise(stacked))
    assert stacked[0]["left"] > asked(chrome, BOXES, ".mark")[0]["right"]


@pytest.mark.parametrize("text", [STORY, FEED], ids=["story", "feed"])
@pytest.mark.parametrize("width", [NARROW, 700, 1000, WIDE])
def test_nothing_is_wider_than_the_screen(opened: Opened, width: int, text: str) -> None:
    chrome = opened(text.replace("Ferries", "Ferries" * 40))
    screen(chrome, width)
    assert asked(chrome, "return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", [STORY, FEED], ids=["story", "feed"])
def test_everything_can_be_read(opened: Opened, scheme: str, text: str) -> None:
    chrome = opened(text)
    media(chrome, prefers_color_scheme=scheme)
    chrome.find_element(By.ID, "unfold").click()
    contrasts = asked(chrome, CONTRASTS)
    assert len(contrasts) > 20
    assert [(words, ratio) for words, ratio in contrasts if ratio < LEAST_CONTRAST] == []


def test_paper_shows_every_note_open_and_no_filters(opened: Opened) -> None:
    chrome = opened(STORY)
    media(chrome, "print", prefers_color_scheme="dark")
    assert asked(chrome, BACKGROUND) == "rgb(255, 255, 255)"
    assert seen(chrome, ".filters, #theme, .skip") == 0
    heights = asked(chrome, "return [...document.querySelectorAll('.more')].map((e) => e.offsetHeight)")
    assert len(heights) > 4
    assert min(heights) > 0


def test_the_page_can_be_read_without_a_script(opened: Opened, chrome: Chrome) -> None:
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        opened(FEED)
        counts = [chrome.execute_script(SEEN, kind) for kind in ("article", ".note", ".scripted")]
        assert counts == [2, 2, 0]
        note = chrome.find_element(By.CSS_SELECTOR, ".note")
        note.find_element(By.TAG_NAME, "summary").click()
        assert note.get_attribute("open") == "true"
    finally:
        chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


ORIGINAL = """Ferries stay in port

“We will not sail until Monday,” Mara Lund said, and nobody knew how many of the 1,400 passengers had gone home.

The harbour is open, and <b>nobody</b> was hurt on the quay when the engine failed.
"""
RETOLD = ORIGINAL.replace("sail until", "leave before").replace("1,400", "400").replace("failed", "stopped")


@pytest.fixture
def beside(chrome: Chrome, tmp_path: Path, everything: Pipeline) -> Chrome:
    """The page of a copy beside its original, on a wide and light screen."""
    documents = (build(Source("original.txt", ORIGINAL)), build(Source("copy.txt", RETOLD)))
    compared = Comparing(everything).compare(*documents)
    assert isinstance(compared, ComparedReport)
    tally, form = Tally(files=1), HtmlReport("1.2.3")
    outcome = FileReport("copy.txt", "utf-8", tuple(tally.count([compared])), failed=True)
    page = tmp_path / "sides.html"
    page.write_text("".join([*form.file(outcome), *form.end(tally)]), encoding="utf-8")
    screen(chrome, WIDE)
    media(chrome)
    chrome.get(page.as_uri())
    return chrome


def test_the_original_stands_left_of_the_copy_with_altered_words_marked(beside: Chrome) -> None:
    left, right = asked(beside, BOXES, ".pair .was"), asked(beside, BOXES, ".pair .now")
    assert len(left) == len(right) == 3
    for was, now in zip(left, right, strict=True):
        assert was["right"] <= now["left"]
        assert was["top"] == now["top"]
    words = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
    assert asked(beside, words, "b.gone") == ["sail until", "1,400", "failed"]
    assert asked(beside, words, ".now b.new") == ["leave before", "400", "stopped"]
    assert asked(beside, words, "h4") == ["original.txt", "copy.txt"]
    assert seen(beside, ".note") == seen(beside, ".mark") == 2


def test_the_sides_ask_nothing_of_the_network_and_take_nothing_in(beside: Chrome) -> None:
    messages = [json.loads(e["message"])["message"] for e in beside.get_log("performance")]  # type: ignore[no-untyped-call]
    requests = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert {url.split(":")[0] for url in requests} <= {"file", "data"}
    assert seen(beside, ".sides p b:not(.gone, .new)") == 0


def test_the_sides_can_be_read_in_light_dark_and_on_paper(beside: Chrome) -> None:
    for kind, scheme in (("screen", "light"), ("screen", "dark"), ("print", "light")):
        media(beside, kind, prefers_color_scheme=scheme)
        assert [row for row in asked(beside, CONTRASTS) if row[1] < LEAST_CONTRAST] == []


def test_on_a_narrow_screen_the_original_stands_above_the_copy(beside: Chrome) -> None:
    screen(beside, NARROW)
    (was, *_), (now, *_) = asked(beside, BOXES, ".pair .was"), asked(beside, BOXES, ".pair .now")
    assert was["bottom"] <= now["top"]
    assert asked(beside, "return document.documentElement.scrollWidth") <= NARROW
