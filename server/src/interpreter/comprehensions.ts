import { type IteratorValue, keyOf, list, type Origin, unknownBecause, type Value } from "../domain";
import type { Comprehension, DictComp, Expr, GeneratorExp, ListComp, SetComp } from "../syntax/ast";
import { assign } from "./assign";
import { dictFrom, itemsInNoOrder, makeSet } from "./collections";
import type { Core } from "./core";
import { drawAll, drawNext, itemsOfLibrary, iteratorOf, lazyIterator } from "./iterators";
import type { Scope } from "./machine";
import { originOf } from "./origin";
import { childScope } from "./scope";
import { Vague, vague } from "./signals";

type AnyComprehension = ListComp | SetComp | GeneratorExp | DictComp;

/** Comprehensions over known items are exact; the elements of a generator expression are made when they are drawn. */
export function evaluateComprehension(node: AnyComprehension, scope: Scope, core: Core): Value {
	try {
		return comprehend(node, scope, core);
	} catch (signal) {
		if (signal instanceof Vague) return unknownResult(node, scope);
		throw signal;
	}
}

function comprehend(node: AnyComprehension, scope: Scope, core: Core): Value {
	const inner = childScope(scope, "comprehension", scope.locals ?? {});
	if (node.type === "GeneratorExp") return evaluateGenerator(node, inner, scope, core);
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
	const order: Order = { isNeeded: node.type === "ListComp", isOpen: false };
	const known = run(node.generators, 0, inner, scope, core, produce, order);
	if (!known || (order.isOpen && hasTwice(keys))) return unknownResult(node, scope);
	if (node.type === "DictComp") return dictFrom(keys.map((key, index) => [key, results[index] as Value] as const));
	if (node.type === "SetComp") return makeSet(results);
	return list(results);
}

/**
 * Dicts and sets are made of items in any order, if no key comes twice. A dict then has an order of which programs cannot
 * know more than we do: it differs from run to run.
 */
interface Order {
	readonly isNeeded: boolean;
	/** Whether the order of some items was not known. */
	isOpen: boolean;
}

const hasTwice = (keys: readonly Value[]): boolean => new Set(keys.map(keyOf)).size < keys.length;

/** The first `for` clause's source is evaluated at once, all else when an element is asked for. */
function evaluateGenerator(node: GeneratorExp, inner: Scope, scope: Scope, core: Core): Value {
	const [first] = node.generators as readonly [Comprehension];
	const origin = originOf(first.iter, scope);
	const source = guardedIterator(core.evaluate(first.iter, scope), origin, core);
	if (!source) {
		runOnce(node.generators, 0, inner, scope, core, () => core.evaluate(node.elt, inner));
		return unknownBecause("elements made of items that are not known", originOf(node, scope));
	}
	const elements = produceLazily(node, 0, source, inner, core);
	return lazyIterator(() => {
		const { done, value } = elements.next();
		return done ? undefined : value;
	});
}

/** Python's `iter`, whose failure is reported where the source stands; absent when the items are not known. */
function guardedIterator(source: Value, origin: Origin, core: Core): IteratorValue | undefined {
	let iterator: IteratorValue | undefined;
	core.guard(origin, () => {
		iterator = iteratorOf(source, origin, core);
		return source;
	});
	return iterator;
}

function* produceLazily(
	node: GeneratorExp,
	depth: number,
	source: IteratorValue,
	inner: Scope,
	core: Core,
): Generator<Value, undefined> {
	const clause = node.generators[depth] as Comprehension;
	const next = node.generators[depth + 1];
	for (let item = drawNext(source, core); item; item = drawNext(source, core)) {
		assign(clause.target, item, inner, core);
		const passes = conditions(clause.ifs, inner, core);
		if (passes === undefined) vague("a condition that is not decided");
		if (!passes) continue;
		if (next) {
			const nested = guardedIterator(core.evaluate(next.iter, inner), originOf(next.iter, inner), core);
			yield* produceLazily(node, depth + 1, nested ?? vague("items that are not known"), inner, core);
		} else yield core.evaluate(node.elt, inner);
	}
	return undefined;
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
	order: Order = { isNeeded: true, isOpen: false },
): boolean {
	const clause = clauses[depth];
	if (!clause) {
		produce();
		return true;
	}
	const source = core.evaluate(clause.iter, depth === 0 ? outer : inner);
	const ordered = itemsOf(source, originOf(clause.iter, outer), core);
	const items = ordered ?? (order.isNeeded ? undefined : itemsInNoOrder(source));
	if (!ordered) order.isOpen = true;
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
		if (!run(clauses, depth + 1, inner, outer, core, produce, order)) known = false;
	}
	return known;
}

/** The items one by one; absent when they are not known. */
function itemsOf(source: Value, origin: Origin, core: Core): Iterable<Value> | undefined {
	if (source.kind !== "iterator" && source.kind !== "instance") return core.iterate(source, origin);
	const known = source.kind === "instance" ? itemsOfLibrary(source, origin, core) : undefined;
	if (known) return known;
	const iterator = iteratorOf(source, origin, core);
	return iterator && drawAll(iterator, core);
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
