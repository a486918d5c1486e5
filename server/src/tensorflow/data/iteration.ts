import {
	type InstanceValue,
	type IteratorValue,
	int,
	NONE,
	type Origin,
	unknown,
	type Value,
	type World,
} from "../../domain";
import {
	drawNext,
	type IteratorOrigin,
	lazyIterator,
	type Machine,
	originOfItems,
	raise,
	type TypeModel,
	Vague,
	vague,
} from "../../interpreter/api";
import { isTracing } from "../op";
import { type DatasetState, datasetState } from "./dataset";
import { sizeIn, valueOfElement } from "./element";

/** Iterating over datasets. Mirrors tensorflow/python/data/ops/iterator_ops.py. */

/** A dataset with no more elements is iterated over to its end, element by element. */
const MAX_EXACT = 24;
const MAX_ITEMS = 2000;

const worldOf = (self: InstanceValue): World => (self.cls.kind === "library" ? self.cls.world : "keras3");

/** The element of an index, or what all of them have in common. */
export function elementAt(self: InstanceValue, index: number | undefined, machine: Machine): Value {
	const state = stateOf(self);
	const eager = !isTracing(machine);
	const size = eager ? sizeIn(state, index) : (dim: Parameters<ReturnType<typeof sizeIn>>[0]) => dim;
	return valueOfElement(state.element, size, worldOf(self), eager);
}

const stateOf = (self: Value): DatasetState => datasetState(self) ?? vague("a dataset that is not followed");

/** Reports what making the first element raises, where it is certainly made; whether there certainly is none. */
export function askFirst(state: DatasetState, machine: Machine, origin: Origin): "empty" | undefined {
	const ask = state.firstElement;
	let answer: "empty" | undefined;
	if (!ask || isTracing(machine)) return undefined;
	machine.guard(origin, () => {
		answer = ask(machine, origin);
		return NONE;
	});
	return answer;
}

/** All elements, where their number is known. */
export function allElements(self: InstanceValue, machine: Machine, origin: Origin): readonly Value[] | undefined {
	const state = stateOf(self);
	const { cardinality } = state;
	if (typeof cardinality !== "number" || cardinality > MAX_ITEMS || isTracing(machine)) return undefined;
	askFirst(state, machine, origin);
	return Array.from({ length: cardinality }, (_, index) => elementAt(self, index, machine));
}

/** Python's `iter`. In a graph the body of a loop is traced once, whatever there is to iterate over. */
export function iteratorOver(self: InstanceValue, machine: Machine, origin: Origin): IteratorValue {
	const state = stateOf(self);
	const { cardinality } = state;
	let at = -1;
	const from: IteratorOrigin = { of: self, likely: () => elementAt(self, at <= 0 ? 0 : undefined, machine) };
	const pull = (): Value | undefined => {
		at += 1;
		if (at === 0 && askFirst(state, machine, from.askedAt ?? origin) === "empty") return undefined;
		const isKnown = typeof cardinality === "number" && !isTracing(machine);
		if (isKnown && at >= cardinality) return undefined;
		const exact = isKnown && (cardinality <= MAX_EXACT || at === 0);
		const certain = at === 0 && (cardinality === "infinite" || isTracing(machine));
		return exact || certain ? elementAt(self, at, machine) : vague("how many elements a dataset has");
	};
	return lazyIterator(pull, undefined, from);
}

/** The next element, which the program counts on being there. */
function getNext(self: Value, machine: Machine, exception = "StopIteration"): Value {
	if (self.kind !== "iterator") return vague("not an iterator");
	try {
		const item = drawNext(self, machine);
		if (item) return item;
	} catch (signal) {
		const likely = signal instanceof Vague ? originOfItems(self)?.likely() : undefined;
		if (likely) return likely;
		throw signal;
	}
	return raise({ code: "python-error", exception, message: "the dataset has no more elements" });
}

const sourceOf = (self: Value): Value | undefined => (self.kind === "iterator" ? originOfItems(self)?.of : undefined);

/** What `iter(dataset)` gives. */
export const DatasetIteratorType: TypeModel = {
	handles: (value) => {
		const source = sourceOf(value);
		return source !== undefined && datasetState(source) !== undefined;
	},
	methods: {
		__next__: (self, { machine }) => getNext(self, machine),
		next: (self, { machine }) => getNext(self, machine),
		get_next: (self, { machine }) => getNext(self, machine, "OutOfRangeError"),
		__iter__: (self) => self,
	},
	attribute: (self, name, _machine, origin) => {
		const state = datasetState(sourceOf(self) ?? self);
		if (name === "element_spec" && state) return state.element;
		return PRIVATE.has(name) || name.startsWith("_")
			? unknown({ text: `the attribute ${name} of an iterator over a dataset`, origin })
			: undefined;
	},
	length: () =>
		raise({ code: "python-error", exception: "TypeError", message: "an iterator over a dataset has no len()" }),
	typeName: () => "OwnedIterator",
};

const PRIVATE: ReadonlySet<string> = new Set([
	"get_next_as_optional",
	"output_classes",
	"output_shapes",
	"output_types",
]);

/** `len(dataset)`. */
export function lengthOf(state: DatasetState): Value {
	const { cardinality } = state;
	if (typeof cardinality === "number") return int(cardinality);
	if (cardinality === undefined) return { kind: "int", why: { text: "how many elements a dataset has" } };
	return raise({
		code: "python-error",
		exception: "TypeError",
		message: `the dataset is of ${cardinality === "infinite" ? "infinite" : "unknown"} length: it has no len()`,
	});
}

const fail = (message: string): never => raise({ code: "python-error", exception: "TypeError", message });

/** What Python's operators make of a dataset. */
export const DatasetType: TypeModel = {
	handles: (value) => datasetState(value) !== undefined,
	getItem: () => fail("a dataset has no items to subscript: next(iter(dataset)) gives the first element"),
	binary: (op, left, right) => {
		const other = datasetState(left) ? right : left;
		return other.kind === "unknown" || other.kind === "instance"
			? undefined
			: fail(`a dataset is no operand of ${op}; a.concatenate(b) joins two`);
	},
	length: (self) => lengthOf(stateOf(self)),
	truth: () => true,
	typeName: () => "Dataset",
};
