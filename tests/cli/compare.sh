#!/bin/sh
# compare: the same statements in several sessions, and files that cannot be compared.
. "$(dirname -- "$0")/tap.sh"

# A programme: NAME, the title of its rate stage, its further settings, its statements.
programme() { # FILE NAME TITLE SETTING STATEMENT...
	file=$1
	{
		printf '# Partners\n\nRoles: resident, carer, researcher, funder\n'
		printf 'Groups: lives = resident, carer; works = researcher, funder\n\n'
		printf '## Who is here?  (people, 5 min)\n\nNames.\n\n'
		printf '## %s  (rate, 5 min)\n\nHow far is it so?\n\n- name: %s\n%s\n\n' "$3" "$2" "$4"
		shift 4
		number=0
		for statement in "$@"; do
			number=$((number + 1))
			printf '%s. %s\n' "$number" "$statement"
		done
	} >"$file"
}

rehearse() { # FILE PROGRAMME SEED PEOPLE
	"$roundtable" rehearse "$2" --seed "$3" --people "$4" -o "$1" >/dev/null 2>&1 || { echo "Bail out! $2 was not rehearsed"; exit 1; }
}

# The same, with a seed by which the groups are large enough to be shown.
rehearse_by_role() { # FILE PROGRAMME SEED...
	file=$1 programme=$2
	shift 2
	for seed in "$@"; do
		rm -f "$file"
		rehearse "$file" "$programme" "$seed" 14
		"$roundtable" minutes "$file" | grep -q "Shown apart: lives; works" && return
	done
}

for seed in 1 2 3; do
	rehearse "h$seed.roundtable" health-check "$seed" 12
done

# --- two health checks ---

expect 0 "two sessions of the same programme" compare h1.roundtable h2.roundtable
err_empty
out_has "What moved: How are we doing? A health check to repeat"
out_has "*** Rehearsal: simulated people"
out_has "Of 24 statements rated more than once,"
out_has "What we are made of"
out_has "Critical reflection: we can say hard things about our own work"
out_has "It moved towards “as well as we could wish”."
out_has "It hardly moved."
out_has "People agree more than before."
out_has "People agree less than before."
out_has "Answers from “mostly” to “as well as we could wish”"
out_has "1: 2026-01-15"
out_has "Disagreement, 0 to 100"
holds "lines wider than 72 columns" sh -c "! LC_ALL=C.UTF-8 grep -E '.{73}' '$out' | grep -v '^[*]'"

begin "each session says in its own minutes what stands here"
"$roundtable" minutes -f json h1.roundtable >one.json
"$roundtable" minutes -f json h2.roundtable >two.json
"$roundtable" compare -f json h1.roundtable h2.roundtable >both.json
python3 - one.json two.json both.json >"$out" 2>"$err" <<'END' || wrong "see below"
import json, sys
def rows(path):
    """statement -> [counts, left out, disagreement] of one session's minutes"""
    found = {}
    for block in json.load(open(path))["blocks"]:
        if block["kind"] == "table" and block["columns"][0]["name"] == "Statement":
            for row in block["rows"]:
                if not row[0].startswith("\u2013 "):  # a group of roles, below its statement
                    found[row[0]] = row[1:]
    return found
one, two = rows(sys.argv[1]), rows(sys.argv[2])
statement, compared = None, 0
for block in json.load(open(sys.argv[3]))["blocks"]:
    if block["kind"] == "heading" and block["level"] == 3:
        statement = block["text"]
    if block["kind"] != "table" or block["columns"][0]["name"] != "Answer":
        continue
    kept = [row for row in block["rows"] if not row[0].startswith("In the middle")]
    for column, minutes in ((1, one), (2, two)):
        assert [row[column] for row in kept] == minutes[statement], statement
    compared += 1
assert compared == 24 and len(one) == 24, compared
END

expect 0 "what moved most first" compare --order moved h1.roundtable h2.roundtable
begin "the order is that of the movement"
for order in listed moved; do
	"$roundtable" compare --order $order -f json h1.roundtable h2.roundtable >$order.json
done
python3 - listed.json moved.json >"$out" 2>"$err" <<'END' || wrong "see below"
import json, sys
def order(path):
    stages = []
    for block in json.load(open(path))["blocks"]:
        if block["kind"] == "heading" and block["name"].startswith("stage-"):
            stages.append([])
        if block["kind"] == "heading" and block["level"] == 3 and stages:
            stages[-1].append([block["text"], 0])
        if block["kind"] == "table" and block["columns"][0]["name"] == "Answer":
            then, now = ([int(row[c]) for row in block["rows"][:5]] for c in (1, 2))
            more = sum(a * b * ((j > i) - (j < i)) for i, a in enumerate(then) for j, b in enumerate(now))
            stages[-1][-1][1] = abs(more / sum(then) / sum(now))
    return stages
listed, moved = order(sys.argv[1]), order(sys.argv[2])
listed, moved = ([stage for stage in order if stage] for order in (listed, moved))
assert listed != moved and len(listed) == 3
for before, after in zip(listed, moved):
    assert sorted(before) == sorted(after)
    figures = [round(far, 2) for _, far in after]
    assert figures == sorted(figures, reverse=True), figures
END

expect 0 "three sessions" compare h1.roundtable h2.roundtable h3.roundtable
out_has "3: 2026-01-15"
out_has "“before” and “last time” are the"

for format in txt md html json; do
	expect 0 "in every format: $format" compare -f $format h1.roundtable h2.roundtable
	out_has "What moved"
done
expect 0 "into a file" compare h1.roundtable h2.roundtable -o moved.html
out_empty
holds "no page" grep -q "<html" moved.html
expect 2 "a file that is there" compare h1.roundtable h2.roundtable -o moved.html
one_sentence
expect 0 "the same, forced" compare h1.roundtable h2.roundtable -o moved.html --force
for file in h1.roundtable h2.roundtable; do
	cp $file kept
	expect 2 "never into a session: $file" compare h1.roundtable h2.roundtable -f md -o $file --force
	one_sentence
	err_has "it is not written over"
	holds "it changed" cmp -s $file kept
done

# --- programmes that share a stage ---

scale='- answers: no, hardly, mostly, yes'
by="$scale
- by: group"
programme a.md health "How are we?" "$by" "We listen" "We decide" "We meet"
programme b.md health "How are we now?" "$by" "We eat together" "We decide" "We listen"
programme c.md health "How are we?" "- answers: never, often, always" "We listen" "We decide"
programme d.md other "Another thing" "$scale" "We listen" "We decide"
programme e.md health "How are we?" "$scale" "We listen" "We decide"
rehearse_by_role a.roundtable a.md 1 2 3 4 5 6 7 8 9
rehearse_by_role b.roundtable b.md 11 12 13 14 15 16 17 18 19
rehearse c.roundtable c.md 3 14
rehearse d.roundtable d.md 4 14
rehearse e.roundtable e.md 5 14

expect 0 "the same stage under another title" compare a.roundtable b.roundtable
out_has "How are we now?"
out_has "1: 2026-01-15: the stage was called “How are we?”."
out_has "Of 2 statements rated more than once,"
out_has "Rated in one session only:"
out_has "We meet (1: 2026-01-15)"
out_has "We eat together (2: 2026-01-15)"
out_has "By role only what lies in the middle is set side by side,"
out_has "In the middle: lives"
out_has "In the middle: works"

expect 0 "what one session does not show by role" compare a.roundtable e.roundtable
out_has "Nothing is compared by role"
out_lacks "In the middle: "

expect 1 "other answers to choose from" compare a.roundtable c.roundtable
one_sentence
err_has "nothing in common that could be compared"
expect 0 "other answers in one of three" compare a.roundtable c.roundtable e.roundtable
out_has "2: 2026-01-15: the answers to choose from were others"

expect 1 "nothing in common" compare a.roundtable d.roundtable
one_sentence
err_has "Compared are rate, vote and collect stages with the same “name:” or the same title"

# --- votes, tables, talk ---

printf '# Lamps\n\nRoles: resident, carer, council\n\n## Who is here?  (people, 5 min)\n\nNames.\n
## Which street?  (vote, 5 min)\n\nFirst.\n\n- method: dots\n\n1. Mill Street\n2. Hill Street\n3. The path\n' >v.md
sed -e 's/Which street/Which street now/' -e 's/^3. The path/3. The bridge/' -e 's/- method: dots/&\n- name: street/' v.md >w.md
rehearse v.roundtable v.md 1 9
rehearse w.roundtable v.md 2 9
rehearse x.roundtable w.md 3 9
expect 0 "a vote on the same options" compare v.roundtable w.roundtable
out_has "Which street?"
out_has "1: 2026-01-15: first came “"
out_has "What each came to"
out_has "place 1: "
out_has "The path"
out_lacks "one of the votes only"
out_lacks "In short"
expect 1 "a vote under another title and one name" compare v.roundtable x.roundtable
sed 's/Which street now/Which street/' w.md >y.md
rehearse y.roundtable y.md 3 9
expect 0 "a vote of which two options are the same" compare v.roundtable y.roundtable
out_has "2 more options were put to one of the votes only."

for seed in 1 2; do
	rehearse "f$seed.roundtable" first-meeting "$seed" 14
	rehearse "c$seed.roundtable" costs-and-benefits "$seed" 14
done
expect 0 "who bears the costs" compare c1.roundtable c2.roundtable
out_has "What does it cost?"
out_has "How many cards, by “who bears it”"
out_has "How many cards, by “how it is met”"
out_has "“hours a month”, by “who bears it”, and the share of each"
out_has "How many cards in each field of the grid"
out_has "who bears it · kind"

begin "the sums are those of the minutes, and the fields of a grid are all its cards"
"$roundtable" minutes -f json c1.roundtable >one.json
"$roundtable" compare -f json c1.roundtable c2.roundtable >both.json
python3 - one.json both.json >"$out" 2>"$err" <<'END' || wrong "see below"
import json, sys
def tables(path):
    return [b for b in json.load(open(path))["blocks"] if b["kind"] == "table"]
def table(path, column, words):
    return next(t for t in tables(path) if t["columns"][column]["name"] == words)["rows"]
alone = {r[0]: f"{r[1]} ({r[2].replace(chr(0xa0), ' ')})"
         for r in next(t for t in tables(sys.argv[1]) if t["caption"] == "By: who bears it")["rows"]}
both = next(t for t in tables(sys.argv[2]) if t["caption"].startswith("“hours a month”, by “who bears it”"))["rows"]
compared = 0
for row in both:
    if row[1] not in ("", "0") and row[0] != "In all":
        assert alone[row[0]] == row[1], (row, alone)
        compared += 1
assert compared > 2, both
grid = table(sys.argv[1], 1, "practical")
fields = table(sys.argv[2], 0, "who bears it · kind")
assert sum(int(r[1]) for r in fields) == int(grid[-1][-2]), (fields, grid[-1])
END
expect 0 "what people bring, and how they spoke" compare f1.roundtable f2.roundtable
out_has "How many people, by kind"
out_has "Speaking balance"
out_has "minutes were spoken, as clicked."
out_lacks "More of the time than of the people"

# --- files ---

expect 2 "one file alone" compare a.roundtable
err_has "Something is missing after “roundtable compare”."
err_has "Usage: roundtable compare FILE FILE..."
out_empty
expect 2 "the same file twice" compare a.roundtable ./a.roundtable
one_sentence
err_has "are the same file"
cp a.roundtable copy.roundtable
expect 2 "a copy of the same session" compare a.roundtable copy.roundtable
one_sentence
err_has "“a.roundtable” and “copy.roundtable” are the same session"
expect 2 "an order there is not" compare a.roundtable b.roundtable --order big
err_has "There is no order “big”. There are listed and moved."
expect 2 "a file that is not there" compare a.roundtable nowhere.roundtable
one_sentence
expect 2 "a file that is no session" compare a.roundtable a.md
one_sentence

cp h2.roundtable broken.roundtable
python3 "$tests/file.py" flip broken.roundtable 150 body
expect 1 "a session that was changed" compare h1.roundtable broken.roundtable
out_has "*** The session file “broken.roundtable” was changed or damaged: event"
err_has "event 150 does not hold"

finish
