import { list, unknownBecause, type Value } from "../domain";
import type { Comprehension, DictComp, Expr, GeneratorExp, ListComp, SetComp } from "../syntax/ast";
import { assign } from "./assign";
import { dictFrom, makeSet } from "./collections";
import type { Core } from "./core";
import type { Scope } from "./machine";
import { originOf } from "./origin";
import { childScope } from "./scope";

type AnyComprehension = ListComp | SetComp | GeneratorExp | DictComp;

/** Comprehensions over known items are exact; a generator expression is evaluated at once. */
export function evaluateComprehension(node: AnyComprehension, scope: Scope, core: Core): Value {
	const inner = childScope(scope, "comprehension", scope.locals ?? {});
	const results: Value[] = [];
	const keys: Value[] = [];
	const produce = () => {
		if (node.type === "DictComp") {
			keys.push(core.evaluate(node.key, inner));
			results.push(core.evaluate(node.value, inner));
		} else {
			results.push(core.evaluate(node.elt, inner));
		}
	};
	const known = run(node.generators, 0, inner, scope, core, produce);
	if (!known) return unknownResult(node, scope);
	if (node.type === "DictComp") return dictFrom(keys.map((key, index) => [key, results[index] as Value] as const));
	if (node.type === "SetComp") return makeSet(results);
	return node.type === "ListComp" ? list(results) : { kind: "iterator", items: results, index: 0 };
}

function unknownResult(node: AnyComprehension, scope: Scope): Value {
	const why = { text: "a comprehension over items that are not known", origin: originOf(node, scope) };
	if (node.type === "ListComp") return { kind: "list", items: undefined, why };
	if (node.type === "DictComp") return { kind: "dict", entries: undefined, why };
	return unknownBecause(why.text, why.origin);
}

/** Runs the `for` clauses from `depth` inwards; false when the items, or whether a condition holds, are not known. */
function run(
	clauses: readonly Comprehension[],
	depth: number,
	inner: Scope,
	outer: Scope,
	core: Core,
	produce: () => void,
): boolean {
	const clause = clauses[depth];
	if (!clause) {
		produce();
		return true;
	}
	const source = core.evaluate(clause.iter, depth === 0 ? outer : inner);
	const items = core.iterate(source, originOf(clause.iter, outer));
	if (!items) {
		runOnce(clauses, depth, inner, outer, core, produce);
		return false;
	}
	let known = true;
	for (const item of items) {
		core.step();
		assign(clause.target, item, inner, core);
		const passes = conditions(clause.ifs, inner, core);
		if (passes === false) continue;
		if (passes === undefined) known = false;
		if (!run(clauses, depth + 1, inner, outer, core, produce)) known = false;
	}
	return known;
}

/** Visits the element once with an unknown item, so that what is in it is seen. */
function runOnce(
	clauses: readonly Comprehension[],
	depth: number,
	inner: Scope,
	outer: Scope,
	core: Core,
	produce: () => void,
): void {
	const clause = clauses[depth] as Comprehension;
	const origin = originOf(clause.iter, outer);
	assign(clause.target, unknownBecause("an item of something that is not known", origin), inner, core);
	core.assuming({ text: "if there is an item", origin }, () => {
		conditions(clause.ifs, inner, core);
		run(clauses, depth + 1, inner, outer, core, produce);
	});
}

function conditions(ifs: readonly Expr[], scope: Scope, core: Core): boolean | undefined {
	let all: boolean | undefined = true;
	for (const test of ifs) {
		const truth = core.truth(core.evaluate(test, scope), originOf(test, scope));
		if (truth === false) return false;
		if (truth === undefined) all = undefined;
	}
	return all;
}
