import type { Origin, UnknownValue, Value } from "../domain";
import type { Expr } from "../syntax/ast";
import type { Core } from "./core";
import type { Scope } from "./machine";
import { originOf } from "./origin";
import { holderOf } from "./scope";
import { Raised } from "./signals";

/** A variable or attribute that is one of several values. */
interface Choice {
	readonly map: Map<string, Value>;
	readonly name: string;
	readonly value: UnknownValue;
	readonly oneOf: readonly Value[];
}

/**
 * What an undecided condition says of the first variable or attribute in it that is one of several values: gives a
 * function that leaves it those for which the condition may hold (or not hold).
 */
export function narrowing(test: Expr, scope: Scope, core: Core): (holds: boolean) => void {
	const choice = findChoice(test, scope, core);
	if (!choice) return () => undefined;
	const hidden = { ...scope, isHidden: true };
	const truths = choice.oneOf.map((value) => truthWith(choice, value, test, hidden, core));
	return (holds) => {
		const kept = choice.oneOf.filter((_, at) => truths[at] !== !holds);
		if (kept.length === 0 || kept.length === choice.oneOf.length) return;
		const narrowed = kept.length === 1 ? (kept[0] as Value) : { ...choice.value, oneOf: kept };
		core.journal.setEntry(choice.map, choice.name, narrowed);
	};
}

/** The truth of the test if the variable were that value; absent when not known. */
function truthWith(choice: Choice, value: Value, test: Expr, scope: Scope, core: Core): boolean | undefined {
	const origin = originOf(test, scope);
	return core.journal.attempt(() => {
		core.journal.setEntry(choice.map, choice.name, value);
		let truth: boolean | undefined;
		const outcome = core.trap(() => {
			const result = core.evaluate(test, scope);
			truth = core.truth(result, origin);
			return result;
		});
		return outcome instanceof Raised ? undefined : truth;
	}).result;
}

function findChoice(node: unknown, scope: Scope, core: Core): Choice | undefined {
	if (Array.isArray(node)) {
		for (const each of node) {
			const found = findChoice(each, scope, core);
			if (found) return found;
		}
		return undefined;
	}
	if (typeof node !== "object" || node === null) return undefined;
	const expression = node as Expr;
	if (expression.type === "Name") return choiceAt(holderOf(scope, expression.id)?.vars, expression.id);
	if (expression.type === "Attribute" && expression.value.type === "Name") {
		const object = holderOf(scope, expression.value.id)?.vars.get(expression.value.id);
		const found = object?.kind === "instance" ? choiceAt(object.attrs, expression.attr) : undefined;
		if (found) return found;
	}
	if (NESTED.has(expression.type)) return undefined;
	for (const each of Object.values(expression)) {
		const found = findChoice(each, scope, core);
		if (found) return found;
	}
	return undefined;
}

/** Code of its own inside an expression. */
const NESTED: ReadonlySet<string> = new Set(["Lambda", "ListComp", "SetComp", "DictComp", "GeneratorExp", "Await"]);

function choiceAt(map: Map<string, Value> | undefined, name: string): Choice | undefined {
	const value = map?.get(name);
	return map && value?.kind === "unknown" && value.oneOf ? { map, name, value, oneOf: value.oneOf } : undefined;
}

/** The value, without those alternatives that cannot be as true as it is. */
export function narrowedByTruth(value: Value, truth: boolean, origin: Origin, core: Core): Value {
	if (value.kind !== "unknown" || !value.oneOf) return value;
	const kept = value.oneOf.filter((each) => core.truth(each, origin) !== !truth);
	if (kept.length === 0) return value;
	return kept.length === 1 ? (kept[0] as Value) : { ...value, oneOf: kept };
}
