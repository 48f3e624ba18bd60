"""The page for people's own devices in a real browser: Chromium, driven over WebDriver.

browser.py STAND [FOLDER]   STAND serves what it is told; pictures go to FOLDER. Prints TAP.
"""
import base64
import http.client
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

DEADLINE = 30
KEYS = {"tab": "\ue004", "enter": "\ue007", "space": " ", "down": "\ue015", "right": "\ue014"}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Failure(Exception):
    pass


def until(what, holds):
    """Waits until it holds; what it returned."""
    end = time.monotonic() + DEADLINE
    while True:
        result = holds()
        if result:
            return result
        if time.monotonic() > end:
            raise Failure(f"never: {what}")
        time.sleep(0.02)


class Lines:
    """What a program prints, line by line."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, bufsize=1)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def line(self):
        try:
            return self.lines.get(timeout=DEADLINE)
        except queue.Empty:
            raise Failure("nothing was told")

    def end(self):
        self.process.stdin.close()
        try:
            self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Stand(Lines):
    def __init__(self, path):
        super().__init__(path)
        self.url, self.code, self.long_code = self.line().split()

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        while self.line() != "ok":
            pass

    def show(self, audience, **me):
        self.tell("me " + json.dumps({"name": "Ann", "role": "resident", **me}))
        self.tell("audience " + json.dumps({"items": [], **audience}))


class Browser:
    def __init__(self, driver):
        self.folder = tempfile.mkdtemp(prefix="roundtable-browser-")
        self.driver = Lines(driver, "--port=0")
        port = until("a driver", lambda: re.search(r"successfully on port (\d+)", self.driver.line()))
        self.port = int(port.group(1))
        self.base = ""
        # the sandbox of the browser does not take root
        root = ["--no-sandbox"] if os.geteuid() == 0 else []
        options = {"args": root + ["--headless=new", "--disable-gpu", "--disable-dev-shm-usage",
                            "--lang=en", "--user-data-dir=" + self.folder, "--window-size=400,800"],
                   "prefs": {"intl.accept_languages": "en"}}
        try:
            made = self.call("POST", "/session", {"capabilities": {"alwaysMatch": {
                "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}})
        except BaseException:
            self.driver.process.terminate()
            raise
        self.base = "/session/" + made["sessionId"]

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, self.base + path, json.dumps(body) if body is not None else None,
                           {"Content-Type": "application/json"})
        value = json.loads(connection.getresponse().read())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise Failure(value["error"] + ": " + value["message"].split("\n")[0])
        return value

    def cdp(self, command, **params):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": params})

    def go(self, url):
        self.call("POST", "/url", {"url": url})

    def run(self, script, *args):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(args)})

    def find(self, css):
        return self.call("POST", "/element", {"using": "css selector", "value": css})[ELEMENT]

    def click(self, css):
        """Where a finger would; a part that was just renewed is looked for again."""
        try:
            self.call("POST", f"/element/{self.find(css)}/click", {})
        except Failure as failure:
            if "stale" not in str(failure):
                raise
            self.call("POST", f"/element/{self.find(css)}/click", {})

    def type(self, css, text):
        self.call("POST", f"/element/{self.find(css)}/value", {"text": text})

    def press(self, *keys):
        """Keys where the focus is, and nowhere else."""
        actions = []
        for key in keys:
            for one in [KEYS[key]] if key in KEYS else key:
                actions += [{"type": "keyDown", "value": one}, {"type": "keyUp", "value": one}]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def tab_to(self, css):
        for _ in range(60):
            if self.run("return document.activeElement.matches(arguments[0])", css):
                return
            self.press("tab")
        raise Failure(f"no way to {css} by keyboard")

    def text(self):
        return self.run("return document.body.innerText")

    def sees(self, words):
        return until(f"“{words}”", lambda: words in self.text())

    def has(self, css):
        return self.run("return document.querySelector(arguments[0]) !== null", css)

    def width(self, width, height=800):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=2, mobile=True)

    def scheme(self, scheme):
        self.cdp("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])

    def script(self, on):
        self.cdp("Emulation.setScriptExecutionDisabled", value=not on)

    def picture(self, name):
        if len(sys.argv) < 3:
            return
        height = self.run("return document.documentElement.scrollHeight")
        shot = self.cdp("Page.captureScreenshot", captureBeyondViewport=True,
                        clip={"x": 0, "y": 0, "width": self.run("return innerWidth"),
                              "height": min(height, 2400), "scale": 1})
        with open(os.path.join(sys.argv[2], name + ".png"), "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def complaints(self):
        """What the browser complains of: errors of the script, what the policy forbids."""
        return [entry["message"] for entry in self.call("POST", "/se/log", {"type": "browser"})]

    def end(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.process.terminate()
            self.driver.process.wait(DEADLINE)
            shutil.rmtree(self.folder, ignore_errors=True)


# What is wrong with the page as it stands: names of controls, their size, contrast of text, width.
LOOK = r"""
const wrong = [], shown = node => {
  const box = node.getBoundingClientRect();
  return node.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
};
const name = node => (node.labels ? [...node.labels].map(label => label.innerText).join(" ") : "") ||
  node.getAttribute("aria-label") || node.innerText || "";
const parse = colour => {
  const parts = colour.match(/[\d.]+/g).map(Number);
  return [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1];
};
const light = colour => colour.slice(0, 3).map(part => part / 255)
  .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
const ratio = (one, other) => {
  const [a, b] = [light(one) + 0.05, light(other) + 0.05];
  return a > b ? a / b : b / a;
};
const ground = node => {
  for (; node; node = node.parentElement) {
    const colour = parse(getComputedStyle(node).backgroundColor);
    if (colour[3] === 1) return colour;
    if (colour[3] > 0) wrong.push("a ground that shines through at " + node.outerHTML.slice(0, 60));
  }
  return [255, 255, 255, 1];
};
for (const node of document.querySelectorAll("input:not([type=hidden]), textarea, select, button, summary, a")) {
  if (!shown(node)) continue;
  if (!name(node).trim()) wrong.push("no name: " + node.outerHTML.slice(0, 80));
  const boxes = [node, ...(node.labels || [])].map(one => one.getBoundingClientRect());
  const high = Math.max(...boxes.map(box => box.height)), wide = Math.max(...boxes.map(box => box.width));
  if (high < 44 || wide < 44)
    wrong.push(`small, ${wide.toFixed()} by ${high.toFixed()}: ` + node.outerHTML.slice(0, 80));
}
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const node = walk.currentNode.parentElement;
  if (!walk.currentNode.textContent.trim() || !shown(node) || node.closest("#live.quiet")) continue;
  const style = getComputedStyle(node), size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  const found = ratio(parse(style.color), ground(node));
  if (found < (large ? 3 : 4.5))
    wrong.push(`contrast ${found.toFixed(2)}: ` + walk.currentNode.textContent.trim().slice(0, 40));
}
for (const node of document.querySelectorAll(".choices label, .numbers label, input:not([type=hidden]), textarea, select, button"))
  if (shown(node) && getComputedStyle(node).opacity !== "0" && getComputedStyle(node).borderTopWidth !== "0px" &&
      ratio(parse(getComputedStyle(node).borderTopColor), ground(node.parentElement)) < 3)
    wrong.push("a border that is hard to see: " + node.outerHTML.slice(0, 80));
if (document.documentElement.scrollWidth > innerWidth)
  wrong.push(`wider than the screen: ${document.documentElement.scrollWidth} of ${innerWidth}`);
if (document.querySelectorAll("h1").length !== 1) wrong.push("headings: " + document.querySelectorAll("h1").length);
if (!document.documentElement.lang) wrong.push("no language");
return wrong;
"""


def look(browser, name):
    """Looks at it narrow, wide and at twice the size, light and dark."""
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        for width in (320, 160, 800):
            browser.width(width)
            wrong = browser.run(LOOK)
            if wrong:
                browser.picture(name + "-wrong")
                raise Failure(f"{name}, {scheme}, {width} wide: " + "; ".join(wrong[:6]))
        browser.width(360)
        browser.run("document.documentElement.style.fontSize = '212.5%'")
        wide = browser.run("return document.documentElement.scrollWidth > innerWidth")
        browser.run("document.documentElement.style.fontSize = ''")
        if wide:
            raise Failure(f"{name}: letters of twice the size need scrolling sideways")
        browser.picture(f"{name}-{scheme}")
    browser.scheme("light")


# --- what is shown ---

STAGE = {"state": "stage", "title": "First meeting of a partnership", "stages": 7, "language": "en"}
CARDS = {**STAGE, "stage": 2, "stage_title": "What would be worth finding out?", "task": "say",
         "fate": "role", "counted": "cards", "columns": [""],
         "prompt": "What would have to change in daily life for this work to have been worth it?\n\n"
                   "Think of one day last week."}
OPTIONS = ["Buses that still run at night", "A door at the surgery that opens by itself",
           "Somebody to call when the carer is ill"]
SHAPES = {
    "choose": {"fields": {"#mark1 + label": "click"}, "marks": "0 1 0"},
    "approve": {"fields": {"#mark0 + label": "click", "#mark2 + label": "click"}, "marks": "1 0 1"},
    "points": {"dots": 5, "fields": {"#mark0-3": "click", "#mark1-2": "click"}, "marks": "3 2 0"},
    "score": {"scale": 5, "fields": {"#mark0-5": "click", "#mark1-0": "click"}, "marks": "5 0 -1"},
    "grade": {"scale": 4, "fields": {"#mark0-4": "click", "#mark2-1": "click"}, "marks": "4 -1 1"},
    "credits": {"dots": 16, "fields": {"#mark0-3": "click", "#mark1-2": "click"}, "marks": "3 2 0"},
    "rank": {"fields": {"#mark0": "2", "#mark2": "1"}, "marks": "2 0 1"},
    "answer": {"fields": {"#mark2 + label": "click"}, "marks": "0 0 1"},
}


def vote(shape, number, **more):
    about = SHAPES[shape]
    items = [] if shape == "answer" else [
        {"kind": "option", "id": at + 1, "text": text} for at, text in enumerate(OPTIONS)]
    poll = {"id": 100 + number, "open": True, "secret": True, "shape": shape, "blank": True, "changes": True,
            "rule": "Each person marks what matters most to them.",
            **{key: about[key] for key in ("dots", "scale") if key in about}}
    if shape == "answer":
        poll.update(tests=True, question="We meet every second Thursday at six.", answers=[
            {"text": "consent"}, {"text": "consent with a concern"}, {"text": "objection"}])
    return {**STAGE, "stage": 4, "stage_title": "Which questions come first?", "task": "vote", "fate": "secret",
            "counted": "ballots", "done": 3, "of": 12, "vote": {**poll, **more}, "items": items}


def grouping(themes=("Getting there", "Being cared for"), placed=(30, 0, 0), **more):
    """A stage in which cards go into themes; for each of three cards the theme it is in, 0: none."""
    under = lambda theme: [
        {"kind": "card", "id": at, "text": text, "under": True, "cells": [text], "columns": [""]}
        for at, (text, where) in enumerate(zip(OPTIONS, placed), 11) if where == theme]
    items = []
    for at, name in enumerate(themes, 30):
        items += [{"kind": "theme", "id": at, "text": name}, *under(at)]
    if under(0):
        items += [{"kind": "ungrouped", "text": ""}, *under(0)]
    return {**STAGE, "stage": 3, "stage_title": "What belongs together?", "task": "group", "counted": "grouped",
            "done": 3 - len(under(0)), "of": 3, "items": items, **more}


def see_everything(stand, browser):
    """Pages in which there is nothing to do but to look."""
    people = [{"kind": "person", "id": at, "text": name, "person": {
        "id": at, "name": name, "role": role, "status": "here", "votes": True}}
        for at, (name, role) in enumerate([("Ann", "resident"), ("Ben", "carer"), ("Cleo", "researcher")], 1)]
    yield "people", {**STAGE, "stage_title": "Who is here?", "task": "say who", "fate": "roster",
                     "counted": "people", "done": 3, "of": 4, "items": people + [
                         {"kind": "missing voice", "id": 9, "text": "night shift workers"}]}
    yield "table", {**CARDS, "fate": "named", "task": "say in turn", "turn": {"id": 1, "name": "Ben"},
                    "columns": ["cost", "who bears it"], "done": 2, "items": [
                        {"kind": "card", "id": at, "text": text, "cells": [text, "families"],
                         "columns": ["cost", "who bears it"], "person": {"id": 1, "name": "Ann"}, "role": "resident"}
                        for at, text in enumerate(["travel", "an evening of work each week"], 20)]}
    yield "matrix", {**STAGE, "stage_title": "What do you bring?", "task": "tick", "counted": "ticks", "done": 2,
                     "items": [{"kind": "kind", "id": -1, "text": "lived experience", "value": 2}] + [
                         {"kind": "card", "id": at, "text": "", "under": True, "row": 0, "cells": [""],
                          "columns": [""], "person": {"id": at, "name": name}}
                         for at, name in ((1, "Ann"), (2, "Ben"))] + [
                         {"kind": "kind", "id": -2, "text": "time in the evening"}]}
    yield "themes", {**STAGE, "stage_title": "What belongs together?", "task": "group", "counted": "grouped",
                     "done": 2, "of": 3, "items": [
                         {"kind": "theme", "id": 30, "text": "Getting there"},
                         *({"kind": "card", "id": at, "text": text, "under": True, "cells": [text], "columns": [""]}
                           for at, text in enumerate(OPTIONS[:2], 31)),
                         {"kind": "ungrouped", "text": ""},
                         {"kind": "card", "id": 40, "text": OPTIONS[2], "under": True, "cells": [OPTIONS[2]],
                          "columns": [""]}]}
    yield "result", {**STAGE, "stage": 4, "stage_title": "Which questions come first?", "task": "see the result",
                     "fate": "secret", "counted": "ballots", "done": 12, "of": 12,
                     "vote": {"id": 7, "secret": True, "result": "12 of 12 voted. “Buses that still run at night” "
                              "has the most: 21 points."},
                     "items": [{"kind": "result", "id": at, "text": text, "value": value, "total": 21, "level": at}
                               for at, (text, value) in enumerate(zip(OPTIONS, (21, 13, 4)))]}
    yield "consent", {**STAGE, "stage": 5, "stage_title": "How do we decide?", "task": "see the result",
                      "fate": "secret", "vote": {
                          "id": 8, "secret": True, "tests": True, "question": "We meet every second Thursday.",
                          "result": "Not adopted: 1 objection.", "shape": "answer", "answers": [
                              {"text": "consent", "people": 9}, {"text": "consent with a concern", "people": 2},
                              {"text": "objection", "people": 1}]},
                      "items": [{"kind": "reason against", "id": 50, "text": "Thursdays are market days."}]}
    yield "close", {**STAGE, "stage": 6, "stage_title": "Before we go", "task": "check", "items": [
        {"kind": "decision", "id": 60, "text": "We meet at six.", "decided": True, "verdict": "adopted",
         "does": "Ben", "answers": "Ann", "corrected": "", "review": 20270301, "burdens": [
             {"who": "carers", "how_much": "two evenings a month", "paid": "paid", "paid_by": "the council"}]},
        {"kind": "undecided", "id": 61, "text": "Who writes the report"},
        {"kind": "action", "id": 62, "text": "Book the room", "who": "Ben", "due": 20261201, "accepted": "accepted"},
        {"kind": "parked", "id": 63, "text": "Parking in the yard"}]}
    soon = int(time.time() * 1000) + 8 * 60000
    yield "break", {**STAGE, "stage": 3, "stage_title": "Break", "task": "rest", "ends_at": soon}
    yield "silence", {**CARDS, "task": "write", "ends_at": soon, "silent_until": soon - 240000}
    yield "paused", {**CARDS, "state": "paused"}
    yield "covered", {"state": "blank"}
    yield "off-record", {"state": "off the record", "title": "First meeting"}
    yield "closed", {**STAGE, "state": "closed", "stage_title": "Before we go", "stage": 6}
    yield "welcome", {"title": "First meeting of a partnership", "purpose": "To find out what is worth finding out.",
                      "stages": 7, "minutes": 120, "language": "en"}


# --- tests ---

def test_coming_in_by_keyboard_alone(stand, browser):
    stand.show(CARDS)
    browser.go(stand.url)
    look(browser, "start")
    browser.tab_to("#code")
    browser.press(stand.code.lower(), "enter")
    browser.sees("Who are you?")
    look(browser, "who")
    browser.tab_to("[name=person]")
    browser.press("space", "down")
    browser.tab_to("#form-listed button")
    browser.press("enter")
    browser.sees("You are here as Ann")


def test_waiting_to_be_let_in(stand, browser):
    stand.tell("asks 1")
    browser.call("DELETE", "/cookie")
    browser.go(stand.url + "/j/" + stand.long_code)
    browser.type("#name", "Zoë <b>")
    browser.type("#role", "friend")
    browser.click("#form-new button")
    browser.sees("One moment, please")
    browser.sees("Zoë <b>")
    look(browser, "waiting")
    stand.tell("admit")
    browser.sees("You are here as")
    stand.tell("asks 0")


def test_every_page_can_be_read(stand, browser):
    for name, audience in see_everything(stand, browser):
        stand.show(audience)
        browser.go(stand.url)
        until(name, lambda: browser.has("[data-state=in]"))
        look(browser, name)


def test_a_card_is_kept_read_back_and_sent(stand, browser):
    stand.show(CARDS)
    browser.go(stand.url)
    look(browser, "card")
    browser.type("#word0", "Buses at <i>night</i>")
    # the room goes on while somebody types
    stand.show({**CARDS, "done": 5, "items": [
        {"kind": "card", "id": 90, "text": "Said aloud", "cells": ["Said aloud"], "columns": [""]}]})
    browser.sees("Said aloud")
    typed = browser.run("return [document.activeElement.id, document.activeElement.value]")
    if typed != ["word0", "Buses at <i>night</i>"]:
        raise Failure(f"the words or the focus went: {typed}")
    browser.press("!")
    browser.click("#form-card button")
    browser.sees("Shall they go out like this?")
    look(browser, "read-back")
    # what is read back stays too
    stand.show({**CARDS, "done": 6})
    browser.sees("Cards: 6")
    browser.sees("Buses at <i>night</i>!")
    browser.click("#form-card button.main")
    expect(stand, "card_added [Buses at <i>night</i>!]")
    browser.sees("Your card is in.")
    until("focus on what was done", lambda: browser.run("return document.activeElement.id") == "message")
    look(browser, "card-sent")
    # what was done is told as long as it belongs here
    stand.show({**CARDS, "done": 7})
    browser.sees("Cards: 7")
    browser.sees("Your card is in.")
    stand.show({**STAGE, "stage": 3, "stage_title": "Break", "task": "rest"})
    until("the message gone", lambda: not browser.has("#message"))


def expect(stand, line):
    told = stand.line()
    if told != line:
        raise Failure(f"“{told}” was asked for, not “{line}”")


def test_a_stage_that_ends_takes_nobodys_words(stand, browser):
    stand.show(CARDS)
    browser.go(stand.url)
    browser.type("#word0", "Half a thou")
    stand.show({**STAGE, "stage": 3, "stage_title": "Break", "task": "rest"})
    browser.sees("Something has changed in the room")
    if browser.run("return document.getElementById('word0').value") != "Half a thou":
        raise Failure("the words went")
    browser.sees("Show what is new")
    browser.picture("changed")
    browser.run("document.querySelector('#live').textContent = ''")
    browser.click("#renew a")
    until("the break alone", lambda: not browser.has("#word0"))


def test_a_ballot_of_every_shape(stand, browser):
    for number, (shape, about) in enumerate(SHAPES.items()):
        poll = 100 + number
        stand.show(vote(shape, number), poll=poll, can_vote=True)
        browser.go(stand.url)
        look(browser, "ballot-" + shape)
        for css, what in about["fields"].items():
            if what == "click":
                browser.click(css)
            else:
                browser.run("const s = document.querySelector(arguments[0]); s.value = arguments[1];"
                            "s.dispatchEvent(new Event('input', {bubbles: true}))", css, what)
        # others vote in between: the marks stay
        stand.show({**vote(shape, number), "done": 9}, poll=poll, can_vote=True)
        browser.sees("9 of 12 have voted")
        if shape in ("points", "credits"):
            browser.sees({"points": "Given: 5 of 5", "credits": "Given: 13 of 16"}[shape])
        browser.picture("marked-" + shape)
        browser.click("#form-ballot button.main")
        expect(stand, "ballot_cast " + about["marks"])
        stand.show(vote(shape, number), poll=poll, can_vote=True, voted=True)
        browser.sees("Your ballot is in the ballot box.")
        look(browser, "voted-" + shape)


def test_a_ballot_is_changed_and_left_blank(stand, browser):
    stand.show(vote("choose", 30), poll=130, can_vote=True, voted=True)
    browser.go(stand.url)
    browser.click("#ballot summary")
    browser.click("#mark0 + label")
    browser.click("#form-ballot button.main")
    expect(stand, "ballot_cast 1 0 0")
    browser.sees("Your ballot is in.")
    stand.show(vote("choose", 31), poll=131, can_vote=True)
    browser.sees("Hand in a blank ballot")
    browser.click("[name=blank]")
    expect(stand, "ballot_cast")
    stand.show(vote("choose", 32, changes=False), poll=132, can_vote=True, voted=True)
    browser.sees("It cannot be changed.")


def test_voting_by_keyboard_alone(stand, browser):
    stand.show(vote("choose", 40), poll=140, can_vote=True)
    browser.go(stand.url)
    browser.tab_to("[name=choice]")
    browser.press("down", "down")
    browser.tab_to("#form-ballot button.main")
    browser.press("enter")
    expect(stand, "ballot_cast 0 0 1")
    stand.show(vote("score", 41), poll=141, can_vote=True)
    browser.sees("Give each a number")
    browser.tab_to("[name=mark0]")
    browser.press("right", "right")
    browser.tab_to("#form-ballot button.main")
    browser.press("enter")
    expect(stand, "ballot_cast 1 -1 -1")


def test_cards_are_put_into_themes(stand, browser):
    stand.show(grouping(themes=(), placed=(0, 0, 0)))
    browser.go(stand.url)
    browser.sees("A new theme")
    browser.sees(OPTIONS[2])
    look(browser, "group-no-theme")
    stand.show(grouping())
    browser.sees("Into which theme?")
    browser.go(stand.url)
    look(browser, "group")
    browser.click("#card-12 + label")
    # while one chooses, what others do is shown and takes nothing away
    stand.show(grouping(themes=("Getting there", "Being cared for", "Money")))
    browser.sees("Money")
    # no theme fits: a new one is made, and the card is still chosen
    browser.click("#theme-new summary")
    browser.type("#theme-name", "Doors & ramps")
    stand.show(grouping(themes=("Getting there", "Being cared for", "Money", "Doors & ramps")))
    browser.click("#form-theme button")
    expect(stand, "theme_added [Doors & ramps]")
    browser.sees("The theme is there now.")
    if browser.run("return document.getElementById('theme-name').value") != "":
        raise Failure("the name of the theme stands there still")
    if not browser.run("return document.getElementById('card-12').checked"):
        raise Failure("the chosen card went")
    browser.run("const s = document.getElementById('into'); s.value = '33';"
                "s.dispatchEvent(new Event('input', {bubbles: true}))")
    browser.picture("group-chosen")
    browser.click("#form-group button")
    expect(stand, "card_grouped 12 from 0 into 33")
    stand.show(grouping(themes=("Getting there", "Being cared for", "Money", "Doors & ramps"), placed=(30, 33, 0)))
    browser.sees("The card is there now.")
    until("nothing chosen any more", lambda: not browser.has("#group :checked:not([value=''])"))
    browser.sees("2 of 3 cards are in a theme")
    # somebody else was faster: the card is shown where it is, and can be moved from there
    browser.click("#card-13 + label")
    browser.run("const s = document.getElementById('into'); s.value = '0';"
                "s.dispatchEvent(new Event('input', {bubbles: true}))")
    stand.tell("refuse Somebody else has moved this card meanwhile. Look where it is now, and move it if you "
               "still want to.")
    stand.show(grouping(placed=(30, 31, 31)))
    browser.click("#form-group button")
    expect(stand, "card_grouped 13 from 0 into 0")
    browser.sees("Somebody else has moved this card meanwhile.")
    browser.picture("group-refused")
    browser.click("#form-group button")
    expect(stand, "card_grouped 13 from 31 into 0")
    browser.sees("The card is there now.")
    # a name is corrected where it stands
    browser.click("#theme-rename summary")
    browser.type("#rename-31", "!")
    look(browser, "group-rename")
    browser.click("#form-rename-31 button")
    expect(stand, "words_changed [Being cared for!] [Being cared for] 31")
    browser.sees("The theme has this name now.")
    browser.complaints()  # the browser notes a status that is no success


def test_grouping_by_keyboard_alone(stand, browser):
    stand.show(grouping())
    browser.go(stand.url)
    browser.tab_to("[name=card]")
    browser.press("space", "down")
    browser.tab_to("#into")
    browser.press("Being")
    browser.tab_to("#form-group button")
    browser.press("enter")
    expect(stand, "card_grouped 13 from 0 into 31")


def test_what_is_refused_is_told_and_kept(stand, browser):
    stand.show(vote("choose", 50), poll=150, can_vote=True)
    browser.go(stand.url)
    browser.click("#mark2 + label")
    stand.tell("refuse The ballot does not follow the rule of this vote.")
    browser.click("#form-ballot button.main")
    expect(stand, "ballot_cast 0 0 1")
    browser.sees("The ballot does not follow the rule of this vote.")
    stand.show({**vote("choose", 50), "done": 8}, poll=150, can_vote=True)
    browser.sees("8 of 12 have voted")
    if not browser.run("return document.getElementById('mark2').checked"):
        raise Failure("the mark went")
    look(browser, "refused")
    # the browser notes a status that is no success; that is all it may say
    if len([line for line in browser.complaints() if "409 (Conflict)" not in line]):
        raise Failure("the browser complains")


def test_hand_and_readiness(stand, browser):
    stand.show(CARDS)
    browser.go(stand.url)
    browser.click("#form-hand button")
    expect(stand, "hand_raised 1")
    stand.show(CARDS, hand=True)
    browser.sees("Your hand is up.")
    browser.click("#form-hand button")
    expect(stand, "hand_raised 0")
    browser.click("#form-ready button")
    browser.sees("You said that you are ready.")
    # the next word is another one, not the same once more
    browser.click("#word summary")
    nonces = set()
    for word in ("scrutiny", "outcome"):
        nonces.add(browser.run("return document.querySelector('#form-word [name=nonce]').value"))
        browser.type("#unclear", word)
        browser.click("#form-word button")
        expect(stand, f"word_asked [{word}]")
        until("an empty field", lambda: browser.run("return document.getElementById('unclear').value") == "")
    if len(nonces) != 2:
        raise Failure("a second word is taken for the first")


def test_what_is_new_is_spoken(stand, browser):
    stand.show(CARDS)
    browser.go(stand.url)
    browser.run("window.sameDocument = true")
    stand.show(vote("choose", 60), poll=160, can_vote=True)
    browser.sees("Which questions come first?")
    until("the new heading in the live region", lambda: "Which questions come first?" in browser.run(
        "return document.getElementById('live').textContent"))
    if not browser.run("return window.sameDocument === true"):
        raise Failure("the page was loaded anew")


def test_the_focus_stays_where_it_is(stand, browser):
    stand.show({**CARDS, "done": 1})
    browser.go(stand.url)
    browser.tab_to("#form-hand button")
    stand.show({**CARDS, "done": 2}, hand=True)
    browser.sees("Your hand is up.")
    where = browser.run("const a = document.activeElement; return a.closest('form') ? a.closest('form').id : a.tagName")
    if where != "form-hand":
        raise Failure(f"the focus went to {where}")


def test_without_javascript(stand, browser):
    stand.show(CARDS)
    browser.script(False)
    try:
        browser.go(stand.url)
        browser.type("#word0", "By form alone")
        browser.click("#form-card button")
        browser.sees("Shall they go out like this?")
        browser.click("#form-card button.main")
        expect(stand, "card_added [By form alone]")
        browser.sees("Your card is in.")
        stand.show(vote("approve", 70), poll=170, can_vote=True)
        browser.click("#renew a")
        browser.click("#mark1 + label")
        browser.click("#form-ballot button.main")
        expect(stand, "ballot_cast 0 1 0")
        look(browser, "plain")
        stand.show(grouping())
        browser.click("#renew a")
        browser.click("#card-12 + label")
        browser.type("#into", "Being")
        browser.click("#form-group button")
        expect(stand, "card_grouped 12 from 0 into 31")
        browser.sees("The card is there now.")
    finally:
        browser.script(True)


def test_in_the_visitors_language(stand, browser):
    for tag, words in (("de", "Ihr Stimmzettel"), ("fr", "Votre bulletin"), ("es", "Su papeleta")):
        browser.cdp("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage=tag)
        stand.show({**vote("answer", 80), "language": "cy"}, poll=180, can_vote=True)
        browser.go(stand.url)
        browser.sees(words)
        if browser.run("return document.documentElement.lang") != tag:
            raise Failure("the page does not say its language")
        if browser.run("return document.querySelector('h1').lang") != "cy":
            raise Failure("the programme's words do not say theirs")
        look(browser, "language-" + tag)
    browser.cdp("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage="en")


def test_leaving(stand, browser):
    stand.show(CARDS)
    browser.go(stand.url)
    browser.click("#leave summary")
    browser.click("#form-leave button")
    browser.sees("You have left. Thank you.")
    browser.sees("Type the code")
    look(browser, "left")


def main():
    driver = shutil.which("chromedriver")
    if driver is None or not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        print("1..0 # SKIP there is no Chromium with its driver")
        return 0
    stand = browser = None
    tests = [(name[5:].replace("_", " "), call) for name, call in globals().items() if name.startswith("test_")]
    print(f"1..{len(tests)}")
    failed = False
    try:
        stand, browser = Stand(sys.argv[1]), Browser(driver)
        browser.width(360)
        browser.complaints()
        for number, (name, call) in enumerate(tests, 1):
            try:
                call(stand, browser)
                complaints = browser.complaints()
                if complaints:
                    raise Failure("the browser complains: " + "; ".join(complaints[:4]))
                print(f"ok {number} - {name}", flush=True)
            except Failure as failure:
                failed = True
                browser.picture("failed")
                print(f"not ok {number} - {name}\n# {failure}", flush=True)
                browser.complaints()
                while not stand.lines.empty():
                    stand.lines.get()
    finally:
        if browser is not None:
            browser.end()
        if stand is not None:
            stand.end()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
