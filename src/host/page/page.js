/*
 * Keeps the page live. The server makes the HTML; this fetches it again when something happened, and
 * puts in what is new, part by part. A part in which somebody has begun to write or to mark stays as
 * it is until it was sent.
 */
"use strict";
(function () {
	var root = document.documentElement, live = document.getElementById("live");
	var main = document.getElementById("main"), source = null, timer = 0, last = 0, lost = 0;

	root.classList.add("live");

	function say(text, quiet) {
		live.classList.toggle("quiet", !!quiet);
		live.textContent = text;
	}

	function hint(name) {
		say(live.dataset[name]);
	}

	/* --- what was begun --- */

	function was_sent(part) {
		return part.querySelector("[data-sent]") !== null;
	}

	function begun(part) {
		var focus = document.activeElement;
		/* what is chosen can be chosen anew in what comes; only a list that may be open stays */
		if (part.hasAttribute("data-choices"))
			return !was_sent(part) && part.contains(focus) && focus.matches("select");
		return part.hasAttribute("data-kept") || part.matches("[data-begun]") ||
			part.querySelector("[data-begun]") !== null;
	}

	document.addEventListener("input", function (event) {
		var form = event.target.form;
		if (form) {
			form.dataset.begun = "1";
			count(form);
		}
	});

	/* How many points or credits are given. */
	function count(form) {
		var out = form.querySelector("[data-spends]"), sum = 0;
		if (!out)
			return;
		new FormData(form).forEach(function (value, name) {
			var mark = /^mark/.test(name) ? Number(value) : 0;
			sum += "squared" in out.dataset ? mark * mark : mark;
		});
		out.textContent = out.textContent.replace(/-?\d+/, String(sum));
		out.classList.toggle("over", sum > Number(out.dataset.spends));
	}

	/* --- putting in what is new --- */

	function same(one, other) {
		var plain = function (node) {
			return node.outerHTML.replace(/ (name="nonce" value|data-now|data-busy|data-skew|open)="[^"]*"/g, "")
				.replace(/(<span class="time"|<p class="clock")[^<]*</g, "$1<");
		};
		return plain(one) === plain(other);
	}

	function headline() {
		var title = main.querySelector("h1"), task = document.getElementById("task");
		return (title ? title.textContent : "") + (task ? ". " + task.textContent : "");
	}

	function open_again(part) {
		part.querySelectorAll("details[id]").forEach(function (details) {
			var old = document.getElementById(details.id);
			if (old && old.open)
				details.open = true;
		});
	}

	/* What was chosen is chosen in the part that came as well, where it is there still. */
	function carry(was, part) {
		was.querySelectorAll(":checked").forEach(function (chosen) {
			var again = Array.prototype.find.call(part.querySelectorAll("input, option"), function (one) {
				return one.tagName === chosen.tagName && one.id === chosen.id && one.value === chosen.value;
			});
			if (again)
				again.checked = again.selected = true;
		});
	}

	/* The parts of the page that came, in their order; what was begun stays. */
	function merge(fresh) {
		var kept = false, title = fresh.querySelector("h1"), was_title = main.querySelector("h1");
		var here = title && was_title && title.textContent === was_title.textContent;
		var old = Array.prototype.slice.call(main.children);
		var parts = Array.prototype.slice.call(fresh.children).map(function (part) {
			var was = part.id && old.find(function (one) { return one.id === part.id; });
			if (was && begun(was)) {
				kept = kept || was.dataset.key !== part.dataset.key;
				return was;
			}
			if (was && same(was, part))
				return was;
			open_again(part);
			if (was && was.hasAttribute("data-choices") && !was_sent(was))
				carry(was, part);
			return document.adoptNode(part);
		});
		old.forEach(function (part, at) {
			/* gone from the page, but somebody writes in it, or it tells what was done here */
			var stays = (part.id === "message" && here) || begun(part);
			if (!stays || parts.indexOf(part) >= 0 ||
				parts.some(function (one) { return one.id === part.id; }))
				return;
			kept = kept || part.id !== "message";
			parts.splice(Math.min(at, parts.length), 0, part);
		});
		/* moving a part takes the focus from it, so only what is new is moved */
		old.forEach(function (part) {
			if (parts.indexOf(part) < 0)
				part.remove();
		});
		parts.forEach(function (part, at) {
			if (main.children[at] !== part)
				main.insertBefore(part, main.children[at] || null);
		});
		root.classList.toggle("changed", kept);
		return kept;
	}

	/* Where the focus is, so that it can be put back when its part was replaced. */
	function place() {
		var focus = document.activeElement, form = focus && focus.form;
		var at = form ? Array.prototype.indexOf.call(form.elements, focus) : -1;
		return function () {
			var again = focus && (focus.id ? document.getElementById(focus.id) :
				form && document.getElementById(form.id));
			if (!focus || document.contains(focus) || !again)
				return;
			(again.elements ? again.elements[at] || again.elements[0] : again)
				.focus({ preventScroll: true });
		};
	}

	function put(doc) {
		var fresh = doc.getElementById("main"), state = doc.body.dataset.state;
		var put_back = place(), before = headline();
		if (!fresh)
			return;
		if (state === document.body.dataset.state) {
			if (merge(fresh))
				hint("changed");
			else if ([live.dataset.changed, live.dataset.lost].indexOf(live.textContent) >= 0)
				say("", true);
		} else {
			/* what stands around the parts is another as well */
			document.body.dataset.state = state;
			document.body.querySelectorAll("body > #renew").forEach(function (old) { old.remove(); });
			var renewal = doc.getElementById("renew");
			if (renewal)
				document.body.prepend(document.adoptNode(renewal));
			main.replaceChildren.apply(main, Array.prototype.slice.call(fresh.childNodes));
		}
		document.title = doc.title;
		put_back();
		if (headline() !== before && !root.classList.contains("changed"))
			say(headline(), true);
		follow();
		tick();
	}

	function read(response) {
		var html = /html/.test(response.headers.get("content-type") || "");
		return response.text().then(function (text) {
			return html ? new DOMParser().parseFromString(text, "text/html") : text;
		});
	}

	function renew() {
		timer = 0;
		last = Date.now();
		fetch("/", { cache: "no-store" }).then(read).then(function (doc) {
			if (typeof doc !== "string")
				put(doc);
		}).catch(function () { hint("lost"); });
	}

	/* At most once a second, and not all devices in the same moment. */
	function soon() {
		if (timer || document.hidden)
			return;
		timer = setTimeout(renew, Math.max(0, last + 1000 - Date.now()) + Math.random() * 200);
	}

	/* --- sending --- */

	function sent(form, answer) {
		delete form.dataset.busy;
		if (typeof answer === "string") {
			say(answer);
			return;
		}
		var part = form.closest("[data-kept]"), old = document.getElementById("message");
		/* what comes takes its place, though it may look the same: its words are gone from it, and
		 * the next are not taken for these once more */
		form.dataset.sent = "1";
		delete form.dataset.begun;
		if (part)
			part.removeAttribute("data-kept");
		if (old)
			old.remove();
		say("", true);
		put(answer);
		var told = document.getElementById("message") ||
			main.querySelector("[data-kept] h2") || main.querySelector("h1");
		told.tabIndex = -1;
		told.focus();
		told.scrollIntoView({ block: "nearest" });
	}

	document.addEventListener("submit", function (event) {
		var form = event.target, data = new URLSearchParams(new FormData(form));
		event.preventDefault();
		if (form.dataset.busy)
			return;
		form.dataset.busy = "1";
		if (event.submitter && event.submitter.name)
			data.append(event.submitter.name, event.submitter.value);
		fetch(form.action, { method: "POST", body: data }).then(read).then(function (answer) {
			sent(form, answer);
		}).catch(function () {
			/* the same form again is the same card, the same ballot */
			delete form.dataset.busy;
			hint("unsent");
		});
	});

	/* --- following --- */

	function follow() {
		if (source || document.body.dataset.state === "out")
			return;
		source = new EventSource("/events");
		source.onmessage = soon;
		source.addEventListener("you", soon);
		source.onopen = function () {
			lost = 0;
			if (live.textContent === live.dataset.lost)
				say("", true);
		};
		source.onerror = function () {
			if (++lost > 1)
				hint("lost");
			if (source.readyState === EventSource.CLOSED) {
				source = null;
				setTimeout(function () { renew(); follow(); }, 3000);
			}
		};
	}

	document.addEventListener("visibilitychange", soon);

	/* --- time --- */

	/* What this device's clock is off by stands in each clock, from when it came. */
	function now(clock) {
		if (!clock.dataset.skew)
			clock.dataset.skew = String(Number(clock.dataset.now) - Date.now());
		return Date.now() + Number(clock.dataset.skew);
	}

	function write(node, text) {
		if (node.textContent !== text)
			node.textContent = text;
	}

	function tick() {
		main.querySelectorAll("[data-ends]").forEach(function (clock) {
			var left = Number(clock.dataset.ends) - now(clock), says = clock.dataset;
			write(clock, left >= 0 ? says.left.replace("#", Math.ceil(left / 60000)) :
				left > -60000 ? says.up : says.over.replace("#", Math.floor(-left / 60000)));
		});
		main.querySelectorAll("[data-clock]").forEach(function (clock) {
			var left = Math.ceil((Number(clock.dataset.clock) - now(clock)) / 1000);
			if (left < 0) {
				soon();
				return;
			}
			write(clock, String(Math.floor(left / 60)).padStart(2, "0") + ":" +
				String(left % 60).padStart(2, "0"));
		});
	}

	setInterval(tick, 1000);
	tick();
	follow();
})();
