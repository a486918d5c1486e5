import type { NoneDim, Value } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { convert } from "../convert";
import { isScalarOf, method, readDataset } from "./arguments";
import {
	type Cardinality,
	type DatasetState,
	derive,
	type FirstElement,
	leastCardinality,
	makeDataset,
	type Sizes,
	withoutOrder,
} from "./dataset";
import { elementLeaves, mapElement, pairElements } from "./element";
import { source } from "./sources";
import { commonSupertype } from "./supertype";

/** Datasets made of several. Mirrors zip_op.py, concatenate_op.py, directed_interleave_op.py and their like of data/ops. */

const reject = (exception: string, message: string): never =>
	raise({ code: "invalid-layer-argument", exception, message });

/** `zip((a, b))`, and `zip(a, b)`; the structure of the datasets is that of the elements. */
function zip(args: Bound, call: LibraryCall): Value {
	const given = args.given("datasets") ? args.get("datasets") : undefined;
	const values = args.rest.map(({ value }) => value);
	if (!given && values.length === 0) reject("TypeError", "zip() takes at least one dataset");
	const structure = given ?? (values.length === 1 ? (values[0] as Value) : { kind: "tuple" as const, items: values });
	const states = elementLeaves(structure).map(zipped);
	const element = mapElement(structure, (leaf) => zipped(leaf).element);
	const sizes = new Map<NoneDim, Sizes>(states.flatMap((state) => [...state.sizes]));
	const firstElement: FirstElement = (machine, origin) => {
		const answers = states.map((state) => state.firstElement?.(machine, origin));
		return answers.includes("empty") ? "empty" : undefined;
	};
	return makeDataset(
		{ element, sizes, firstElement, cardinality: leastCardinality(states.map(({ cardinality }) => cardinality)) },
		call.world,
	);
}

const zipped = (leaf: Value): DatasetState =>
	readDataset(leaf, () =>
		reject("TypeError", `zip() takes datasets in tuples and dicts, found a value of type ${leaf.kind}`),
	);

/** One element spec for the elements of all. */
function commonElement(states: readonly DatasetState[], failure: () => never): Value {
	return states
		.map(({ element }) => element)
		.reduce((a, b) => {
			if (a.kind === "unknown") return a;
			if (b.kind === "unknown") return b;
			let failed = false;
			const joined = pairElements(a, b, (left, right) => {
				const common = commonSupertype(left, right);
				if (!common) failed = true;
				return common ?? left;
			});
			const differ = a.kind === "tuple" && b.kind === "tuple" && a.cls !== b.cls;
			return failed || !joined || differ ? failure() : joined;
		});
}

function concatenate(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const given = args.get("dataset");
	const other = readDataset(given, () => reject("AttributeError", `a value of type ${given.kind} is no dataset`));
	const element = commonElement([state, other], () =>
		reject("TypeError", "the elements of the two datasets differ in structure, dtype or kind"),
	);
	const unchanged = element === state.element;
	const cardinality = sum(state.cardinality, other.cardinality);
	const sizes = unchanged ? state.sizes : joinedSizes(element, state, other);
	const firstElement: FirstElement = (machine, origin) => {
		state.firstElement?.(machine, origin);
		return undefined;
	};
	return derive(state, { element, cardinality, sizes, firstElement }, call);
}

function sum(a: Cardinality, b: Cardinality): Cardinality {
	if (a === undefined || b === undefined) return undefined;
	if (a === "infinite" || b === "infinite") return "infinite";
	return a === "unknown" || b === "unknown" ? "unknown" : a + b;
}

/** Sizes of the elements of the one and then of the other. */
function joinedSizes(element: Value, first: DatasetState, second: DatasetState): ReadonlyMap<NoneDim, Sizes> {
	const found = new Map<NoneDim, Sizes>();
	const leaves = [element, first.element, second.element].map(elementLeaves);
	for (const [index, leaf] of (leaves[0] ?? []).entries()) {
		const parts = [leaf, leaves[1]?.[index], leaves[2]?.[index]].map((each) =>
			each?.kind === "typespec" && each.spec.shape.kind === "ranked" ? each.spec.shape.dims : [],
		);
		for (const [axis, dim] of (parts[0] ?? []).entries()) {
			if (typeof dim === "number" || dim.kind !== "none") continue;
			const [a, b] = [sizesOf(parts[1]?.[axis], first), sizesOf(parts[2]?.[axis], second)];
			const { cardinality } = first;
			found.set(dim, {
				at: (nth) =>
					typeof cardinality !== "number" ? undefined : nth < cardinality ? a.at(nth) : b.at(nth - cardinality),
				every: a.every !== undefined && a.every === b.every ? a.every : undefined,
			});
		}
	}
	return found;
}

const NOTHING: Sizes = { at: () => undefined, every: undefined };

function sizesOf(dim: number | { readonly kind: string } | undefined, state: DatasetState): Sizes {
	if (typeof dim === "number") return { at: () => dim, every: dim };
	return (dim && state.sizes.get(dim as NoneDim)) ?? NOTHING;
}

function listOfDatasets(value: Value): readonly DatasetState[] {
	const items = value.kind === "list" || value.kind === "tuple" ? value.items : undefined;
	if (!items) return vague("datasets that are not known");
	if (items.length === 0) reject("ValueError", "there is no dataset to choose from");
	return items.map((item) =>
		readDataset(item, () => reject("AttributeError", `a value of type ${item.kind} is no dataset`)),
	);
}

const chosen = (states: readonly DatasetState[], cardinality: Cardinality, call: LibraryCall): Value => {
	const element = commonElement(states, () => reject("TypeError", "the datasets must have compatible element specs"));
	const first = states[0] as DatasetState;
	const sizes = states.length === 1 ? withoutOrder(first.sizes) : new Map<NoneDim, Sizes>();
	return makeDataset({ element, cardinality, sizes }, call.world);
};

function sampleFrom(args: Bound, call: LibraryCall): Value {
	const states = listOfDatasets(args.get("datasets"));
	const weights = args.get("weights");
	if (weights.kind === "list" || weights.kind === "tuple") checkWeights(weights.items, states.length);
	if (states.length === 1 && weights.kind === "none") return derive(states[0] as DatasetState, {}, call);
	const isEndless = states.every(({ cardinality }) => cardinality === "infinite");
	if (states.length === 1) return derive(states[0] as DatasetState, {}, call);
	return chosen(states, isEndless ? "infinite" : sampledCount(states), call);
}

const sampledCount = (states: readonly DatasetState[]): Cardinality =>
	states.some(({ cardinality }) => cardinality === undefined) ? undefined : "unknown";

function checkWeights(items: readonly Value[] | undefined, count: number): void {
	if (!items) return;
	if (items.length !== count) reject("ValueError", `${items.length} weights for ${count} datasets`);
	const { dtype } = convert({ kind: "list", items });
	if (typeof dtype === "string" && dtype !== "float32" && dtype !== "float64")
		reject("TypeError", `weights are floats, found ${dtype}`);
}

function chooseFrom(args: Bound, call: LibraryCall): Value {
	const states = listOfDatasets(args.get("datasets"));
	const choice = args.get("choice_dataset");
	const choices = readDataset(choice, () => reject("TypeError", `choices are a dataset, found a ${choice.kind}`));
	if (isScalarOf(choices.element, "int64") === false)
		reject("TypeError", "the elements of a choice dataset are scalars of int64");
	return chosen(states, choices.cardinality === undefined ? undefined : sampledCount(states), call);
}

export const COMBINING: Readonly<Record<string, MethodModel>> = {
	concatenate: method("concatenate", "dataset, name=None", concatenate),
};

export const COMBINED_SOURCES: Readonly<Record<string, MethodModel>> = {
	zip: source("zip", "*args, datasets=None, name=None", zip),
	sample_from_datasets: source(
		"sample_from_datasets",
		"datasets, weights=None, seed=None, stop_on_empty_dataset=False, rerandomize_each_iteration=None",
		sampleFrom,
	),
	choose_from_datasets: source(
		"choose_from_datasets",
		"datasets, choice_dataset, stop_on_empty_dataset=True",
		chooseFrom,
	),
};
