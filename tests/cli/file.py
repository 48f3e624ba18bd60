"""Does to session files what the program never would.

    file.py events FILE               the numbers of the events
    file.py flip FILE SEQ COLUMN      flips one bit of the stored column; prints nothing
    file.py find FILE KIND TEXT       the last event of a kind whose body holds a text
    file.py forge FILE SEQ OLD NEW    changes a body and makes up a chain that holds
    file.py shift FILE                moves a mark of a named vote from one part of the room to the next
    file.py page FILE                 damages the page of the table of drafts
    file.py version FILE N            sets user_version in the file's first page
    file.py foreign FILE              makes a database of another program
    file.py hold FILE                 holds the file as a program that writes it would, until standard input ends
"""
import hashlib
import json
import sqlite3
import struct
import sys


def connect(path):
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)


def stored(path, seq):
    """The tail of an event's record as it lies in the file: body, words, salt, digest, hash."""
    row = connect(path).execute(
        "SELECT body, words, salt, digest, hash FROM event WHERE seq = ?", (seq,)).fetchone()
    return [b"" if value is None else value.encode() if isinstance(value, str) else value
            for value in row]


def page(path):
    database = connect(path)
    size = database.execute("PRAGMA page_size").fetchone()[0]
    root = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'draft'").fetchone()[0]
    with open(path, "r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\0" * size)


def flip(path, seq, column):
    columns = stored(path, seq)
    which = ["body", "words", "salt", "digest", "hash"].index(column)
    value = columns[which]
    if not value:
        sys.exit(f"event {seq} has no {column}")
    data = bytearray(open(path, "rb").read())
    tail = b"".join(columns)
    start = data.find(tail)
    if start < 0:
        # a long record spills over: what comes first is still in one piece
        start = data.find(tail[:64]) if which == 0 else -1
    if start < 0:
        sys.exit(f"event {seq} was not found in the file")
    place = start + sum(len(part) for part in columns[:which]) + min(len(value) - 1, 5)
    data[place] ^= 1
    open(path, "wb").write(data)


def find(path, kind, text):
    for (seq,) in connect(path).execute(
            "SELECT seq FROM event WHERE kind = ? AND instr(body, ?) ORDER BY seq DESC", (kind, text)):
        print(seq)
        return
    sys.exit(f"no {kind} with {text}")


def chain(key, head, row):
    """The hash of an event after roundtable-session(5), written a second time."""
    seq, at, step, by, kind, body, digest = row
    hash = hashlib.blake2b(digest_size=32, key=key)

    def field(value):
        if isinstance(value, int):
            value = struct.pack("<q", value)
        hash.update(struct.pack("<Q", 2**64 - 1 if value is None else len(value)) + (value or b""))

    for value in (head, seq, at, step, by, kind.encode(), body.encode(), digest):
        field(value)
    return hash.digest()


def forge(path, seq, old, new):
    base = sqlite3.connect(path)
    rows = "SELECT seq, at, step, \"by\", kind, body, digest, hash FROM event ORDER BY seq"
    triggers = base.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    first = json.loads(base.execute("SELECT body FROM event WHERE seq = 1").fetchone()[0])
    key, head = bytes.fromhex(first["id"]), bytes(32)
    for *row, hash in base.execute(rows).fetchall():
        head = chain(key, head, row)
        if head != hash:
            sys.exit(f"event {row[0]} has another hash than the page says")
    for name, _ in triggers:
        base.execute(f"DROP TRIGGER {name}")
    body = base.execute("SELECT body FROM event WHERE seq = ?", (seq,)).fetchone()[0]
    if old not in body:
        sys.exit(f"event {seq} lacks {old}: {body}")
    base.execute("UPDATE event SET body = ? WHERE seq = ?", (body.replace(old, new), seq))
    head = bytes(32)
    for *row, _ in base.execute(rows).fetchall():
        head = chain(key, head, row)
        base.execute("UPDATE event SET hash = ? WHERE seq = ?", (head, row[0]))
    for _, sql in triggers:
        base.execute(sql)
    base.commit()


def shift(path):
    """The whole of the vote stays what it was."""
    bodies = {kind: [(seq, json.loads(body)) for seq, body in connect(path).execute(
        "SELECT seq, body FROM event WHERE kind = ?", (kind,))] for kind in ("poll_opened", "poll_closed")}
    named = [seq for seq, body in bodies["poll_opened"] if not body.get("secret")]
    for seq, body in bodies["poll_closed"]:
        if body["poll"] not in named or "by_part" not in body:
            continue
        old = body["by_part"]
        width = len(old) // (max(body["parts"]) + 1)
        at = max(range(1, width), key=lambda i: old[i])
        new = list(old)
        new[at] -= 1
        new[width + at] += 1
        forge(path, seq, *('"by_part":[' + ",".join(map(str, list)) + "]" for list in (old, new)))
        return
    sys.exit("no named vote shows parts of the room")


def version(path, number):
    with open(path, "r+b") as file:
        file.seek(60)
        file.write(struct.pack(">I", number))


def foreign(path):
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT)")
    base.execute("INSERT INTO event VALUES (1, 'of another program')")
    base.commit()


def hold(path):
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("BEGIN IMMEDIATE")
    base.execute("COMMIT")
    base.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)
    sys.stdin.read()
    base.execute("ROLLBACK")


verb, path, *rest = sys.argv[1:]
if verb == "events":
    for (seq,) in connect(path).execute("SELECT seq FROM event ORDER BY seq"):
        print(seq)
elif verb == "flip":
    flip(path, int(rest[0]), rest[1])
elif verb == "page":
    page(path)
elif verb == "find":
    find(path, *rest)
elif verb == "forge":
    forge(path, int(rest[0]), *rest[1:])
elif verb == "shift":
    shift(path)
elif verb == "version":
    version(path, int(rest[0]))
elif verb == "foreign":
    foreign(path)
elif verb == "hold":
    hold(path)
