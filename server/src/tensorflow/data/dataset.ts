import {
	type Dim,
	type InstanceValue,
	isNone,
	library,
	type NoneDim,
	noneDim,
	type Opaque,
	type Origin,
	ranked,
	type Shape,
	type Value,
	type World,
} from "../../domain";
import type { LibraryCall, Machine } from "../../interpreter/api";

/** How many elements: TensorFlow's own "unknown" is a number to it (-2), ours is absent. */
export type Cardinality = number | "infinite" | "unknown" | undefined;

/** How large an axis really is that the spec of the elements leaves open. */
export interface Sizes {
	/** In the element of this index; absent when it is not known. */
	at(index: number): number | undefined;
	/** In all elements; absent when it differs or is not known. */
	readonly every: number | undefined;
}

/** Makes the first element; `empty` when there certainly is none. */
export type FirstElement = (machine: Machine, origin: Origin) => "empty" | undefined;

/** What is known of a `tf.data.Dataset`. */
export interface DatasetState extends Opaque {
	readonly tag: "dataset";
	/** The structure of the elements, with TypeSpecs for leaves; what is not known is `?`, at the root or below. */
	readonly element: Value;
	readonly cardinality: Cardinality;
	/** By the open dimensions of `element`, each of which stands for itself wherever a function passes it on. */
	readonly sizes: ReadonlyMap<NoneDim, Sizes>;
	/** Run where the first element is certainly asked for: raises what making it raises. */
	readonly firstElement?: FirstElement | undefined;
}

export type DatasetFacts = Partial<Omit<DatasetState, "tag">> & Pick<DatasetState, "element">;

export const DATASET = "tensorflow.data.Dataset";

export function makeDataset(facts: DatasetFacts, world: World, className = DATASET): InstanceValue {
	const native: DatasetState = { tag: "dataset", cardinality: undefined, sizes: new Map(), ...facts };
	return { kind: "instance", cls: library(className, world), attrs: new Map(), native };
}

/** The state of a value that is certainly a dataset. */
export const datasetState = (value: Value): DatasetState | undefined =>
	value.kind === "instance" && value.native?.tag === "dataset" ? (value.native as DatasetState) : undefined;

/** A dataset that differs from another one in some facts. */
export const derive = (state: DatasetState, changes: Partial<Omit<DatasetState, "tag">>, { world }: LibraryCall) =>
	makeDataset({ ...state, ...changes }, world);

export const mapCardinality = (cardinality: Cardinality, change: (count: number) => Cardinality): Cardinality =>
	typeof cardinality === "number" ? change(cardinality) : cardinality;

/** The least of several: an endless one ends with the others. */
export function leastCardinality(all: readonly Cardinality[]): Cardinality {
	if (all.includes(undefined)) return undefined;
	if (all.includes("unknown")) return "unknown";
	const counts = all.filter((each) => typeof each === "number");
	return counts.length > 0 ? Math.min(...counts) : "infinite";
}

/** A shape whose open dimensions belong to it alone. */
export function withOwnDims(shape: Shape): Shape {
	if (shape.kind !== "ranked" || !shape.dims.some(isNone)) return shape;
	return ranked(shape.dims.map((dim: Dim) => (isNone(dim) ? noneDim(dim.why) : dim)));
}

/** Sizes that are the same in all elements, where the order of elements is lost. */
export const withoutOrder = (sizes: ReadonlyMap<NoneDim, Sizes>): ReadonlyMap<NoneDim, Sizes> =>
	mapSizes(sizes, ({ every }) => ({ at: () => every, every }));

export const mapSizes = (
	sizes: ReadonlyMap<NoneDim, Sizes>,
	change: (sizes: Sizes) => Sizes,
): ReadonlyMap<NoneDim, Sizes> => new Map([...sizes].map(([dim, each]) => [dim, change(each)]));
