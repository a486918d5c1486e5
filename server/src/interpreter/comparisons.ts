import { bool, type DictValue, keyOf, type LibraryValue, type Origin, sameValue, type Value } from "../domain";
import { agreed, alternativesOf } from "./alternatives";
import { itemsInNoOrder } from "./collections";
import { reportUnhashable } from "./hashing";
import { drawAll, iteratorOf } from "./iterators";
import type { CompareOperator, Machine } from "./machine";
import { Failure, raise } from "./signals";
import { callSpecial } from "./special-methods";

/** `left op right`; the result has no value when it is not known. */
export function compareValues(op: CompareOperator, left: Value, right: Value, origin: Origin, machine: Machine): Value {
	for (const operand of [left, right]) {
		const values = alternativesOf(operand);
		if (!values) continue;
		const results = values.flatMap((each) =>
			unlessRaised(() =>
				compareValues(op, operand === left ? each : left, operand === left ? right : each, origin, machine),
			),
		);
		if (results.length === 0) return maybeBool(undefined, false);
		return maybeBool(
			agreed(results, (each) => machine.truth(each, origin)),
			false,
		);
	}
	if (op === "is" || op === "is not") return maybeBool(isSame(left, right), op === "is not");
	if (op === "in" || op === "not in") {
		const ask = machine.registry.typeOf(right)?.contains;
		return maybeBool(ask ? ask(right, left, machine, origin) : contains(right, left, origin, machine), op === "not in");
	}
	for (const operand of [left, right]) {
		const answer = machine.registry.typeOf(operand)?.compare?.(op, left, right, machine, origin);
		if (answer) return answer;
	}
	if (left.kind === "instance" || right.kind === "instance") {
		const answer = compareByMethods(op, left, right, origin, machine);
		if (answer) return answer;
		const same = op === "==" || op === "!=" ? equalByIdentity(left, right, machine) : undefined;
		if (same !== undefined) return maybeBool(same, op === "!=");
	}
	if (op === "==" || op === "!=") return maybeBool(equal(left, right), op === "!=");
	rejectUnordered(op, left, right);
	return maybeBool(ordered(op, left, right), false);
}

/** `None` is neither less nor greater than anything, nor is text than a number. */
function rejectUnordered(op: CompareOperator, left: Value, right: Value): void {
	const none = [left, right].find((each) => each.kind === "none");
	const kinds = [left, right].map((each) => (NUMBERS.has(each.kind) ? "number" : each.kind));
	const isMixed = kinds[0] !== kinds[1] || none !== undefined;
	if (!isMixed || !kinds.every((kind) => kind === "number" || UNORDERED.has(kind))) return;
	const message = `${op} is not supported between ${kinds.map((kind) => (kind === "none" ? "None" : `a ${kind}`)).join(" and ")}`;
	const dimOf = none?.kind === "none" ? none.dimOf : undefined;
	if (!dimOf) raise({ code: "python-error", exception: "TypeError", message });
	raise({
		code: "undefined-dimension",
		exception: "TypeError",
		message: `${message}: axis ${dimOf.axis} of the shape is None`,
		because: typeof dimOf.dim === "number" ? [] : [dimOf.dim.why],
	});
}

/** Kinds that have an order among themselves only, or none at all. */
const UNORDERED: ReadonlySet<string> = new Set(["none", "str", "list", "tuple"]);

/** What comes out for one of several values, if it can be meant: one that would raise cannot. */
function unlessRaised(run: () => Value): readonly Value[] {
	try {
		return [run()];
	} catch (signal) {
		if (signal instanceof Failure) return [];
		throw signal;
	}
}

const METHODS: Partial<Record<CompareOperator, readonly [string, string]>> = {
	"==": ["__eq__", "__eq__"],
	"!=": ["__ne__", "__ne__"],
	"<": ["__lt__", "__gt__"],
	"<=": ["__le__", "__ge__"],
	">": ["__gt__", "__lt__"],
	">=": ["__ge__", "__le__"],
};

/** A comparison that a class of the user's defines. */
function compareByMethods(
	op: CompareOperator,
	left: Value,
	right: Value,
	origin: Origin,
	machine: Machine,
): Value | undefined {
	const [own, reflected] = METHODS[op] ?? [];
	if (own === undefined || reflected === undefined) return undefined;
	const answer =
		callSpecial(left, own, [right], origin, machine) ?? callSpecial(right, reflected, [left], origin, machine);
	if (answer || op !== "!=") return answer;
	const equal = compareByMethods("==", left, right, origin, machine);
	return equal && maybeBool(machine.truth(equal, origin), true);
}

/** Whether it is an object that is equal to itself only, unless a class of the user's says otherwise. */
export const isBareObject = (value: Value, machine: Machine): boolean =>
	value.kind === "instance" &&
	machine.mro(value).every((each) => each.kind === "class" || (each.kind === "library" && isBareClass(each, machine)));

function isBareClass({ name, world }: LibraryValue, machine: Machine): boolean {
	if (name === "builtins.object") return true;
	const model = machine.registry.find(name, world);
	return model?.kind === "class" && model.isBare === true;
}

/** Objects without an `__eq__` are equal to themselves only. */
function equalByIdentity(left: Value, right: Value, machine: Machine): boolean | undefined {
	const [one, other] = isBareObject(left, machine) ? [left, right] : [right, left];
	if (!isBareObject(one, machine)) return undefined;
	if (one === other) return true;
	return isBareObject(other, machine) || (other.kind !== "instance" && PLAIN.has(other.kind)) ? false : undefined;
}

const maybeBool = (value: boolean | undefined, negate: boolean): Value =>
	value === undefined ? { kind: "bool", value: undefined } : bool(value !== negate);

const SINGLETONS = new Set(["none", "bool", "ellipsis"]);

/** `is`: decided for singletons, classes and objects with identity. */
function isSame(left: Value, right: Value): boolean | undefined {
	if (left.kind === "unknown" || right.kind === "unknown") return undefined;
	if (left.kind === "none" || right.kind === "none") return left.kind === right.kind;
	if (SINGLETONS.has(left.kind) || SINGLETONS.has(right.kind)) {
		return left.kind === right.kind ? equal(left, right) : false;
	}
	if (left === right) return true;
	// There is one object of each dtype of TensorFlow's.
	if (left.kind === "dtype" && right.kind === "dtype" && !left.numpy && !right.numpy)
		return typeof left.dtype === "string" && typeof right.dtype === "string" ? left.dtype === right.dtype : undefined;
	if (left.kind !== right.kind && DISTINCT.has(left.kind) && DISTINCT.has(right.kind)) return false;
	if (left.kind === "library" && right.kind === "library") return sameValue(left, right);
	if (left.kind === "instance" || left.kind === "class" || left.kind === "list") return false;
	return undefined;
}

/** Kinds of which no object of one is an object of another. */
const DISTINCT: ReadonlySet<Value["kind"]> = new Set([
	"int",
	"float",
	"str",
	"tuple",
	"list",
	"dict",
	"library",
	"function",
]);

const NUMBERS = new Set(["int", "float", "bool"]);
const PLAIN = new Set(["int", "float", "bool", "str", "none", "tuple", "list", "dict", "bytes"]);

const scalar = (value: Value): number | string | undefined => {
	if (value.kind === "bool") return value.value === undefined ? undefined : Number(value.value);
	if (value.kind === "int" || value.kind === "float" || value.kind === "str") return value.value;
	return undefined;
};

/** Python's `==` for its own types; absent when not known. */
export function equal(left: Value, right: Value): boolean | undefined {
	if (sameValue(left, right)) return true;
	if (left.kind === "unknown" || right.kind === "unknown") return undefined;
	const comparable = left.kind === right.kind || (NUMBERS.has(left.kind) && NUMBERS.has(right.kind));
	if (!comparable) return PLAIN.has(left.kind) && PLAIN.has(right.kind) ? false : undefined;
	const [a, b] = [scalar(left), scalar(right)];
	if (a !== undefined && b !== undefined) return a === b;
	if ((left.kind === "tuple" || left.kind === "list") && (right.kind === "tuple" || right.kind === "list")) {
		return equalItems(left.items, right.items);
	}
	if (left.kind === "dict" && right.kind === "dict") return equalEntries(left, right);
	if (left.kind === "set" && right.kind === "set") {
		const { entries } = right;
		if (!left.entries || !entries) return undefined;
		return left.entries.size === entries.size && [...left.entries.keys()].every((key) => entries.has(key));
	}
	return undefined;
}

function equalEntries(left: DictValue, right: DictValue): boolean | undefined {
	if (!left.entries || !right.entries) return undefined;
	const [ordered, counter] = ["collections.OrderedDict", "collections.Counter"];
	// Two OrderedDicts compare their order as well, two Counters take what is missing for 0.
	if (
		left.type === ordered &&
		right.type === ordered &&
		[...left.entries.keys()].join() !== [...right.entries.keys()].join()
	)
		return undefined;
	if (left.type === counter && right.type === counter && left.entries.size !== right.entries.size) return undefined;
	if (left.entries.size !== right.entries.size) return false;
	const results = [...left.entries].map(([key, { value }]) => {
		const other = right.entries?.get(key);
		return other ? equal(value, other.value) : false;
	});
	if (results.includes(false)) return false;
	return results.includes(undefined) ? undefined : true;
}

function equalItems(a: readonly Value[] | undefined, b: readonly Value[] | undefined): boolean | undefined {
	if (!a || !b) return undefined;
	if (a.length !== b.length) return false;
	const results = a.map((item, index) => equal(item, b[index] as Value));
	if (results.includes(false)) return false;
	return results.includes(undefined) ? undefined : true;
}

function ordered(op: CompareOperator, left: Value, right: Value): boolean | undefined {
	if ((left.kind === "tuple" || left.kind === "list") && left.kind === right.kind) {
		return orderedItems(op, left.items, right.items);
	}
	const [a, b] = [scalar(left), scalar(right)];
	if (a === undefined || b === undefined || typeof a !== typeof b) return undefined;
	if (op === "<") return a < b;
	if (op === "<=") return a <= b;
	if (op === ">") return a > b;
	return op === ">=" ? a >= b : undefined;
}

function orderedItems(
	op: CompareOperator,
	a: readonly Value[] | undefined,
	b: readonly Value[] | undefined,
): boolean | undefined {
	if (!a || !b) return undefined;
	for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
		const same = equal(a[index] as Value, b[index] as Value);
		if (same === undefined) return undefined;
		if (!same) return ordered(op, a[index] as Value, b[index] as Value);
	}
	return ordered(op, { kind: "int", value: a.length }, { kind: "int", value: b.length });
}

function contains(container: Value, item: Value, origin: Origin, machine: Machine): boolean | undefined {
	if (container.kind === "str" && item.kind === "str") {
		return container.value !== undefined && item.value !== undefined ? container.value.includes(item.value) : undefined;
	}
	if (container.kind === "dict" || container.kind === "set") {
		reportUnhashable(item, origin, machine);
		const key = keyOf(item);
		return key === undefined || !container.entries ? undefined : container.entries.has(key);
	}
	if (container.kind === "tuple" || container.kind === "list") {
		const items = itemsInNoOrder(container);
		return items && isAmong(item, items.values(), origin, machine);
	}
	if (container.kind === "instance") {
		const own = callSpecial(container, "__contains__", [item], origin, machine);
		if (own) return machine.truth(own, origin);
	}
	const iterator = container.kind === "iterator" || container.kind === "instance";
	const items = iterator ? iteratorOf(container, origin, machine) : undefined;
	return items && isAmong(item, drawAll(items, machine), origin, machine);
}

/** Stops at the first item that is equal, as Python does. */
function isAmong(item: Value, items: Iterable<Value>, origin: Origin, machine: Machine): boolean | undefined {
	let result: boolean | undefined = false;
	for (const each of items) {
		const same = each === item ? true : equalByMethods(each, item, origin, machine);
		if (same && result === false) return true;
		if (same !== false) result = undefined;
	}
	return result;
}

/** Kinds of values with an `==` of their own that tells whether two are the same. */
const COMPARING: ReadonlySet<Value["kind"]> = new Set(["instance", "typespec", "tensorshape", "dtype"]);

/** KerasTensors have one too: what it gives in Keras 2 has no truth. */
const comparesItself = (value: Value): boolean =>
	COMPARING.has(value.kind) || (value.kind === "tensor" && value.flavor === "KerasTensor");

/** `==` with the methods of the user's classes, and of those of libraries that compare by content. */
function equalByMethods(left: Value, right: Value, origin: Origin, machine: Machine): boolean | undefined {
	if (!comparesItself(left) && !comparesItself(right)) return equal(left, right);
	return machine.truth(compareValues("==", left, right, origin, machine), origin);
}

/** Python's truth value for its own types. */
export function truthOf(value: Value): boolean | undefined {
	switch (value.kind) {
		case "none":
			return false;
		case "bool":
			return value.value;
		case "int":
		case "float":
			return value.value === undefined ? undefined : value.value !== 0;
		case "str":
			return value.value === undefined ? undefined : value.value.length > 0;
		case "bytes":
			return value.value.length > 0;
		case "tuple":
			return value.items.length > 0;
		case "list":
			return value.items && value.items.length > 0;
		case "dict":
		case "set":
			return value.entries && value.entries.size > 0;
		case "unknown":
		case "complex":
		case "tensor":
		case "tensorshape":
			return undefined;
		case "instance":
			return undefined;
		default:
			return true;
	}
}
