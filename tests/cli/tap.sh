# Sourced by the tests of the program as a whole: a sandbox, and cases printed as TAP.
#
#   expect 2 "what is to be seen" check nowhere.md    runs `roundtable check nowhere.md`, wants exit status 2
#   err_has "There is no file"                        and more about the same case
#   finish                                            prints the plan
#
# $1 is the program.
set -u

# The tests run in the sandbox; paths they are given are seen from where they were started.
start=$PWD
absolute() { # PATH
	case $1 in
	/*) printf '%s\n' "$1" ;;
	*) printf '%s\n' "$start/$1" ;;
	esac
}

roundtable=$(absolute "$1")
tests=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
sandbox=$(mktemp -d)
trap 'rm -rf "$sandbox"' EXIT
trap 'exit 1' INT TERM
mkdir "$sandbox/home" "$sandbox/work" "$sandbox/told"
export HOME="$sandbox/home"
unset XDG_DATA_HOME XDG_RUNTIME_DIR LANGUAGE
cd "$sandbox/work" || exit 1
out=$sandbox/told/out
err=$sandbox/told/err
cases=0
name=
reasons=

# Prints the case that is open.
close_case() {
	[ -n "$name" ] || return 0
	cases=$((cases + 1))
	if [ -z "$reasons" ]; then
		printf 'ok %s - %s\n' "$cases" "$name"
	else
		printf 'not ok %s - %s\n' "$cases" "$name"
		printf '%s' "$reasons" | sed 's/^/# /'
		sed 's/^/# stdout: /' "$out" | head -20
		sed 's/^/# stderr: /' "$err" | head -20
	fi
	name=
	reasons=
}

# Begins a case which runs something else than the program; its output goes to $out and $err by hand.
begin() { # NAME
	close_case
	name=$1
	: >"$out"
	: >"$err"
}

wrong() { # REASON
	reasons="$reasons$1
"
}

# Begins a case: runs the program.
expect() { # STATUS NAME ARGUMENT...
	begin "$2"
	wanted=$1
	shift 2
	"$roundtable" "$@" >"$out" 2>"$err" </dev/null
	status_is $? "$wanted"
}

status_is() { # IS WANTED
	[ "$1" = "$2" ] || wrong "exit status $1 instead of $2"
}

out_has() {
	grep -qF -- "$1" "$out" || wrong "stdout lacks: $1"
}

out_lacks() {
	! grep -qF -- "$1" "$out" || wrong "stdout has: $1"
}

out_empty() {
	[ ! -s "$out" ] || wrong "stdout is not empty"
}

err_has() {
	grep -qF -- "$1" "$err" || wrong "stderr lacks: $1"
}

err_empty() {
	[ ! -s "$err" ] || wrong "stderr is not empty"
}

# One whole sentence that names the program, and nothing on standard output.
one_sentence() {
	out_empty
	[ "$(wc -l <"$err")" = 1 ] || wrong "stderr is not one line"
	grep -q '^roundtable: .*[.?!]' "$err" || wrong "stderr is no sentence"
}

holds() { # REASON COMMAND...
	reason=$1
	shift
	"$@" >/dev/null 2>&1 || wrong "$reason"
}

is_json() {
	holds "stdout is no JSON" python3 -m json.tool "$out"
}

finish() {
	close_case
	printf '1..%s\n' "$cases"
}
