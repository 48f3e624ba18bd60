#!/bin/sh
# roundtable(1) says what the program says: each command's synopsis, its options and their help, and the keys.
#
# $2 is the page's source, $3 a program that prints its KEYS section. With RECORD=1 in the environment that
# section of the page is written anew.
. "$(dirname -- "$0")/tap.sh"
page=$(absolute "$2")
keys=$(absolute "$3")

# The page without its marks, all in one line, as words parted by single spaces.
flat() {
	tr -s ' \t\n' '   ' | tr -s ' '
}
sed -e 's/[*_]//g' -e 's/\\//g' "$page" | flat >"$sandbox/flat"

commands=$("$roundtable" --help | sed -n 's/^  \([a-z][a-z]*\).*/\1/p')
for command in $commands; do
	expect 0 "$command: synopsis, options and help are in the page" "$command" --help
	python3 - "$out" "$sandbox/flat" >"$err" <<'END' || wrong "see below"
import re, sys
text = open(sys.argv[1]).read()
page = open(sys.argv[2]).read()
usage = re.match(r"Usage: (.*)\n", text).group(1)
about = " ".join(re.split(r"\n\n", text)[1].split())
if f"{usage} {about}" not in page:
    print("missing:", usage, about)
start = page.find(usage)
end = page.find(" roundtable ", start + 1)
options = re.findall(r"^ {2,6}(-\S.*)\n((?: {10}.*\n)+)", text, re.M)
for option, words in options:
    words = " ".join(words.split())
    if option.startswith(("-h,", "--version")):
        continue
    if f"{option} {words}" not in page[start:]:
        print("missing:", option, words)
    if not re.search(r"\[" + re.escape(re.sub(r"^(-\w), --\w+", r"\1", option)) + r"\]", usage):
        print("not in the synopsis:", option)
END
	[ ! -s "$err" ] || wrong "the page differs"
done

begin "the page has no command which the program has not"
sed -n 's/^\*roundtable \([a-z]*\)\*.*/\1/p' "$page" | sort -u >"$sandbox/listed"
printf '%s\n' "$commands" | sort -u >"$sandbox/there"
diff "$sandbox/listed" "$sandbox/there" >"$out" 2>&1 || wrong "they differ"

begin "every key is in the page (RECORD=1 writes that section anew)"
"$keys" >"$sandbox/keys" 2>"$err" || wrong "the keys were not printed"
if [ -n "${RECORD:-}" ]; then
	sed -i -e "/^; keys: begin/r $sandbox/keys" -e '/^; keys: begin/,/^; keys: end/{/^; keys/!d}' "$page"
fi
sed -n '/^; keys: begin/,/^; keys: end/{/^; keys/!p}' "$page" | diff - "$sandbox/keys" >"$out" 2>&1 ||
	wrong "the page differs"

finish
