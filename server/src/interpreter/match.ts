import { bool, keyOf, list, type Origin, unknownBecause, type Value } from "../domain";
import type { Match, MatchCase, Pattern } from "../syntax/ast";
import { syntheticArguments } from "./arguments";
import { equal, isBareObject } from "./comparisons";
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
	const matched = matchesCase(current, subject, scope, core);
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

/** Whether a case's pattern matches and its guard holds; absent when not known. */
export function matchesCase(
	{ pattern, guard }: MatchCase,
	subject: Value,
	scope: Scope,
	core: Core,
): boolean | undefined {
	const matched = matches(pattern, subject, scope, core);
	if (matched === false || !guard) return matched;
	const holds = core.truth(core.evaluate(guard, scope), originOf(guard, scope));
	return holds === true ? matched : holds;
}

/** Whether the pattern matches, binding its names on the way; absent when not known. */
function matches(pattern: Pattern, subject: Value, scope: Scope, core: Core): boolean | undefined {
	switch (pattern.type) {
		case "MatchValue":
			return isEqual(subject, core.evaluate(pattern.value, scope), originOf(pattern, scope), core);
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
			let isUndecided = false;
			for (const each of pattern.patterns) {
				const matched = matches(each, subject, scope, core);
				if (matched === undefined) isUndecided = true;
				else if (matched) {
					if (isUndecided) bindAll(pattern, scope, core);
					return true;
				}
			}
			return isUndecided ? undefined : false;
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

const isEqual = (subject: Value, value: Value, origin: Origin, core: Core): boolean | undefined =>
	subject.kind === "unknown" ? undefined : core.truth(core.compare("==", subject, value, origin), origin);

function matchSequence(patterns: readonly Pattern[], subject: Value, scope: Scope, core: Core): boolean | undefined {
	if (subject.kind !== "tuple" && subject.kind !== "list") {
		if (subject.kind !== "unknown") return false;
		for (const each of patterns) bindAll(each, scope, core);
		return undefined;
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

function matchMapping(
	pattern: Extract<Pattern, { type: "MatchMapping" }>,
	subject: Value,
	scope: Scope,
	core: Core,
): boolean | undefined {
	if (subject.kind !== "dict" || !subject.entries) {
		const mayBeMapping = subject.kind === "instance" && !isBareObject(subject, core);
		if (subject.kind !== "unknown" && subject.kind !== "dict" && !mayBeMapping) return false;
		bindAll(pattern, scope, core);
		return undefined;
	}
	const rest = new Map(subject.entries);
	const results = pattern.keys.map((keyNode, index) => {
		const key = keyOf(core.evaluate(keyNode, scope));
		if (key === undefined) return undefined;
		const entry = rest.get(key);
		rest.delete(key);
		return entry ? matches(pattern.patterns[index] as Pattern, entry.value, scope, core) : false;
	});
	if (results.includes(false)) return false;
	if (pattern.rest !== undefined) bindName(scope, pattern.rest, { kind: "dict", entries: rest }, core.journal);
	return results.includes(undefined) ? undefined : true;
}

/** `case Point(x, y=0):`: `isinstance`, then the attributes that `__match_args__` and the keywords name. */
function matchClass(
	pattern: Extract<Pattern, { type: "MatchClass" }>,
	subject: Value,
	scope: Scope,
	core: Core,
): boolean | undefined {
	const origin = originOf(pattern, scope);
	const cls = core.evaluate(pattern.cls, scope);
	const isInstance: Value = { kind: "library", name: "builtins.isinstance", world: core.world };
	const verdict = core.truth(core.call(isInstance, syntheticArguments([subject, cls], origin)), origin);
	if (verdict === false) return false;
	const parts = subject.kind === "instance" ? attributesOf(pattern, cls, origin, core) : wholeOf(pattern);
	if (!parts) {
		bindAll(pattern, scope, core);
		return undefined;
	}
	let result = verdict;
	for (const [name, inner] of parts) {
		const value = name === undefined ? subject : core.findAttribute(subject, name, origin);
		const matched = value ? matches(inner, value, scope, core) : false;
		if (matched === false) return false;
		if (matched === undefined) result = undefined;
	}
	return result;
}

type Part = readonly [name: string | undefined, pattern: Pattern];

/** Python's own types match as a whole: `case int(n):`. */
const wholeOf = (pattern: Extract<Pattern, { type: "MatchClass" }>): readonly Part[] | undefined =>
	pattern.kwdPatterns.length === 0 && pattern.patterns.length <= 1
		? pattern.patterns.map((each) => [undefined, each])
		: undefined;

/** The attributes that a class pattern asks for; absent when `__match_args__` does not tell. */
function attributesOf(
	pattern: Extract<Pattern, { type: "MatchClass" }>,
	cls: Value,
	origin: Origin,
	core: Core,
): readonly Part[] | undefined {
	const named = pattern.kwdPatterns.map((each, index): Part => [pattern.kwdAttrs[index], each]);
	if (pattern.patterns.length === 0) return named;
	const names = cls.kind === "class" ? core.findAttribute(cls, "__match_args__", origin) : undefined;
	if (names?.kind !== "tuple" || names.items.length < pattern.patterns.length) return undefined;
	const texts = names.items.map((name) => (name.kind === "str" ? name.value : undefined));
	if (texts.includes(undefined)) return undefined;
	return [...pattern.patterns.map((each, index): Part => [texts[index], each]), ...named];
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
