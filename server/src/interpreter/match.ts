import { bool, keyOf, list, unknownBecause, type Value } from "../domain";
import type { Match, MatchCase, Pattern } from "../syntax/ast";
import { syntheticArguments } from "./arguments";
import { equal } from "./comparisons";
import { type Core, NORMAL } from "./core";
import { constantToValue } from "./literals";
import type { Completion, Scope } from "./machine";
import { originOf } from "./origin";
import { bindName } from "./scope";

/** Tries the cases in order; from the first undecided one on, all remaining cases are joined. */
export function executeMatch(node: Match, scope: Scope, core: Core): Completion {
	const subject = core.evaluate(node.subject, scope);
	return tryCases(node.cases, 0, subject, scope, core, node);
}

function tryCases(
	cases: readonly MatchCase[],
	index: number,
	subject: Value,
	scope: Scope,
	core: Core,
	node: Match,
): Completion {
	const current = cases[index];
	if (!current) return NORMAL;
	let matched = matches(current.pattern, subject, scope, core);
	if (matched !== false && current.guard) {
		const guard = core.truth(core.evaluate(current.guard, scope), originOf(current.guard, scope));
		matched = guard === false ? false : guard === undefined ? undefined : matched;
	}
	if (matched === true) return core.execute(current.body, scope);
	if (matched === false) return tryCases(cases, index + 1, subject, scope, core, node);
	const origin = originOf(current.pattern, scope);
	return core.fork([
		{ assumption: { text: "if this case matches", origin }, run: () => core.execute(current.body, scope) },
		{
			assumption: { text: "if this case does not match", origin },
			run: () => tryCases(cases, index + 1, subject, scope, core, node),
		},
	]);
}

/** Whether the pattern matches, binding its names on the way; absent when not known. */
function matches(pattern: Pattern, subject: Value, scope: Scope, core: Core): boolean | undefined {
	switch (pattern.type) {
		case "MatchValue":
			return subject.kind === "unknown" ? undefined : equal(core.evaluate(pattern.value, scope), subject);
		case "MatchSingleton": {
			const value: Value = pattern.value === null ? constantToValue({ kind: "none" }) : bool(pattern.value);
			return subject.kind === "unknown" ? undefined : subject.kind === value.kind && equal(subject, value);
		}
		case "MatchAs": {
			const matched = pattern.pattern ? matches(pattern.pattern, subject, scope, core) : true;
			if (pattern.name !== undefined && matched !== false) bindName(scope, pattern.name, subject, core.journal);
			return matched;
		}
		case "MatchOr": {
			const results = pattern.patterns.map((each) => matches(each, subject, scope, core));
			if (results.includes(true)) return true;
			return results.includes(undefined) ? undefined : false;
		}
		case "MatchSequence":
			return matchSequence(pattern.patterns, subject, scope, core);
		case "MatchMapping":
			return matchMapping(pattern, subject, scope, core);
		case "MatchClass":
			return matchClass(pattern, subject, scope, core);
		default:
			bindAll(pattern, scope, core);
			return undefined;
	}
}

function matchSequence(patterns: readonly Pattern[], subject: Value, scope: Scope, core: Core): boolean | undefined {
	if (subject.kind !== "tuple" && subject.kind !== "list") {
		for (const each of patterns) bindAll(each, scope, core);
		return subject.kind === "unknown" ? undefined : false;
	}
	if (!subject.items) return undefined;
	const items = subject.items;
	const star = patterns.findIndex((each) => each.type === "MatchStar");
	if (star < 0 ? items.length !== patterns.length : items.length < patterns.length - 1) return false;
	const spread = items.length - patterns.length + 1;
	const results = patterns.map((each, index) => {
		if (each.type === "MatchStar") {
			if (each.name !== undefined) bindName(scope, each.name, list(items.slice(index, index + spread)), core.journal);
			return true;
		}
		const item = items[star >= 0 && index > star ? index + spread - 1 : index];
		return matches(each, item as Value, scope, core);
	});
	if (results.includes(false)) return false;
	return results.includes(undefined) ? undefined : true;
}

function matchMapping(pattern: Extract<Pattern, { type: "MatchMapping" }>, subject: Value, scope: Scope, core: Core) {
	if (subject.kind !== "dict" || !subject.entries) {
		bindAll(pattern, scope, core);
		return subject.kind === "unknown" || subject.kind === "dict" ? undefined : false;
	}
	const entries = subject.entries;
	const results = pattern.keys.map((keyNode, index) => {
		const key = keyOf(core.evaluate(keyNode, scope));
		const entry = key === undefined ? undefined : entries.get(key);
		return entry ? matches(pattern.patterns[index] as Pattern, entry.value, scope, core) : false;
	});
	if (results.includes(false)) return false;
	return results.includes(undefined) ? undefined : true;
}

/** `case str():` and `case int(n):`, by `isinstance`; other class patterns are undecided. */
function matchClass(pattern: Extract<Pattern, { type: "MatchClass" }>, subject: Value, scope: Scope, core: Core) {
	const origin = originOf(pattern, scope);
	const cls = core.evaluate(pattern.cls, scope);
	const isInstance: Value = { kind: "library", name: "builtins.isinstance", world: core.world };
	const verdict = core.truth(core.call(isInstance, syntheticArguments([subject, cls], origin)), origin);
	if (verdict === false) return false;
	const [inner] = pattern.patterns;
	if (pattern.kwdPatterns.length === 0 && pattern.patterns.length <= 1 && cls.kind === "library") {
		const matched = inner ? matches(inner, subject, scope, core) : true;
		return matched === true ? verdict : matched;
	}
	bindAll(pattern, scope, core);
	return undefined;
}

/** Names bound by a pattern that is not followed. */
function bindAll(node: unknown, scope: Scope, core: Core): void {
	if (Array.isArray(node)) {
		for (const each of node) bindAll(each, scope, core);
	} else if (typeof node === "object" && node !== null) {
		const { type, name } = node as { type?: string; name?: unknown };
		if ((type === "MatchAs" || type === "MatchStar") && typeof name === "string") {
			bindName(scope, name, unknownBecause(`bound by a pattern that is not followed`), core.journal);
		}
		for (const each of Object.values(node)) bindAll(each, scope, core);
	}
}
