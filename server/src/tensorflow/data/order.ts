import { NONE, ranked, tuple, unknown, type Value } from "../../domain";
import { type Bound, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { fail, method, readCount } from "./arguments";
import {
	type Cardinality,
	type DatasetState,
	derive,
	type FirstElement,
	inAnyOrder,
	mapCardinality,
	mapSizes,
	withoutOrder,
} from "./dataset";
import { mapElement, typeSpec } from "./element";

/** What leaves the elements as they are: fewer of them, more, in another order. Mirrors the files of the same names in data/ops. */

function take(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const count = readCount(args, "count");
	const { cardinality, firstElement } = state;
	if (count === undefined) return derive(state, { cardinality: undefined, firstElement: undefined }, call);
	return derive(
		state,
		{ cardinality: taken(cardinality, count), firstElement: count === 0 ? undefined : upTo(firstElement, count) },
		call,
	);
}

/** No more elements are drawn than are taken. */
const upTo = (first: FirstElement | undefined, limit: number): FirstElement | undefined =>
	first && ((machine, origin, count = 1) => first(machine, origin, limit < 0 ? count : Math.min(count, limit)));

function taken(cardinality: Cardinality, count: number): Cardinality {
	if (count < 0 || cardinality === undefined) return cardinality;
	if (cardinality === "infinite") return count;
	return cardinality === "unknown" ? "unknown" : Math.min(cardinality, count);
}

function skip(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const count = readCount(args, "count");
	if (count === undefined)
		return derive(
			state,
			{ cardinality: undefined, sizes: withoutOrder(state.sizes), firstElement: inAnyOrder(state.firstElement) },
			call,
		);
	const cardinality =
		count < 0 ? skippedAll(state.cardinality) : mapCardinality(state.cardinality, (all) => Math.max(0, all - count));
	const sizes = mapSizes(state.sizes, ({ at, every }) => ({ at: (index) => at(index + count), every }));
	return derive(state, { cardinality, sizes, firstElement: inAnyOrder(state.firstElement) }, call);
}

/** A negative count skips everything; yet of an endless dataset TensorFlow still counts endlessly many. */
const skippedAll = (cardinality: Cardinality): Cardinality =>
	typeof cardinality === "number" ? 0 : cardinality === "infinite" ? undefined : cardinality;

function repeat(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const count = args.get("count").kind === "none" ? -1 : readCount(args, "count");
	const { cardinality } = state;
	const length = typeof cardinality === "number" ? cardinality : undefined;
	const sizes = mapSizes(state.sizes, ({ at, every }) => ({
		at: (index) => (length ? at(index % length) : index === 0 ? at(0) : every),
		every,
	}));
	return derive(
		state,
		{ cardinality: repeated(cardinality, count), sizes, ...(count === 0 ? { firstElement: undefined } : {}) },
		call,
	);
}

function repeated(cardinality: Cardinality, count: number | undefined): Cardinality {
	if (count === undefined || cardinality === undefined) return undefined;
	if (count < 0) return cardinality === 0 ? 0 : "infinite";
	if (count === 0) return 0;
	return mapCardinality(cardinality, (length) => length * count);
}

function shuffle(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const size = readCount(args, "buffer_size");
	if (size !== undefined && size <= 0 && size !== -1)
		fail(args, "buffer_size", "InvalidArgumentError", `${size} is no size of a buffer`);
	return derive(state, { sizes: withoutOrder(state.sizes), firstElement: inAnyOrder(state.firstElement) }, call);
}

function shard(state: DatasetState, args: Bound, call: LibraryCall): Value {
	const shards = readCount(args, "num_shards");
	const index = readCount(args, "index");
	if (shards !== undefined && shards <= 0)
		fail(args, "num_shards", "InvalidArgumentError", `${shards} is not positive`);
	if (shards !== undefined && index !== undefined && (index < 0 || index >= shards))
		fail(args, "index", "InvalidArgumentError", `${index} is not below ${shards}`);
	if (shards === undefined || index === undefined)
		return derive(
			state,
			{ cardinality: undefined, sizes: withoutOrder(state.sizes), firstElement: inAnyOrder(state.firstElement) },
			call,
		);
	const cardinality = mapCardinality(
		state.cardinality,
		(count) => Math.floor(count / shards) + (index < count % shards ? 1 : 0),
	);
	const sizes = mapSizes(state.sizes, ({ at, every }) => ({ at: (nth) => at(nth * shards + index), every }));
	return derive(state, { cardinality, sizes, firstElement: inAnyOrder(state.firstElement) }, call);
}

export function enumerated(state: DatasetState, call: LibraryCall): Value {
	return derive(state, { element: tuple([typeSpec(ranked([]), "int64"), state.element]) }, call);
}

const unchanged = (name: string, text: string, ...counts: readonly string[]): MethodModel =>
	method(name, text, (state, args, call) => {
		for (const count of counts) readCount(args, count);
		return derive(state, {}, call);
	});

export const uncountedOf = ({ cardinality }: DatasetState): Cardinality =>
	cardinality === undefined ? undefined : "unknown";

function apply(_state: DatasetState, args: Bound, call: LibraryCall, self: Value): Value {
	const func = args.get("transformation_func");
	const result = call.machine.call(func, {
		positional: [{ value: self, origin: call.args.origin }],
		keywords: [],
		origin: call.args.origin,
	});
	if (
		result.kind === "int" ||
		result.kind === "none" ||
		result.kind === "str" ||
		result.kind === "list" ||
		result.kind === "tensor"
	)
		fail(args, "transformation_func", "TypeError", `it returns a value of type ${result.kind}, not a dataset`);
	return result;
}

/** Elements that are told apart are single tensors of some dtypes. */
function unique(state: DatasetState, _args: Bound, call: LibraryCall): Value {
	const { element } = state;
	if (element.kind === "unknown") return vague(element.why);
	const dtype = element.kind === "typespec" ? element.spec.dtype : "none";
	if (typeof dtype === "string" && !["int32", "int64", "string"].includes(dtype))
		raise({
			code: "invalid-dataset",
			exception: "TypeError",
			message: "unique() takes elements that are one tensor of int32, int64 or string",
		});
	return derive(
		state,
		{ cardinality: uncountedOf(state), sizes: withoutOrder(state.sizes), firstElement: inAnyOrder(state.firstElement) },
		call,
	);
}

export const assertCardinality = (state: DatasetState, args: Bound, call: LibraryCall): Value => {
	const count = readCount(args, "expected_cardinality");
	const cardinality = count === undefined ? undefined : count === -1 ? "infinite" : count === -2 ? "unknown" : count;
	return derive(state, { cardinality }, call);
};

const named = (state: DatasetState, call: LibraryCall): Value =>
	derive(state, { element: mapElement(state.element, (leaf) => leaf) }, call);

export const ORDER: Readonly<Record<string, MethodModel>> = {
	take: method("take", "count, name=None", take),
	skip: method("skip", "count, name=None", skip),
	repeat: method("repeat", "count=None, name=None", repeat),
	shuffle: method("shuffle", "buffer_size, seed=None, reshuffle_each_iteration=None, name=None", shuffle),
	shard: method("shard", "num_shards, index, name=None", shard),
	enumerate: method("enumerate", "start=0, name=None", (state, _args, call) => enumerated(state, call)),
	prefetch: unchanged("prefetch", "buffer_size, name=None", "buffer_size"),
	cache: unchanged("cache", "filename='', name=None"),
	snapshot: unchanged("snapshot", "path, compression='AUTO', reader_func=None, shard_func=None, name=None"),
	with_options: method("with_options", "options, name=None", (state, _args, call) => named(state, call)),
	// What raises is left out.
	ignore_errors: (self, call) =>
		method("ignore_errors", "log_warning=False, name=None", (state) =>
			derive(
				state,
				{ cardinality: uncountedOf(state), sizes: withoutOrder(state.sizes), firstElement: undefined },
				call,
			),
		)(self, call),
	apply: method("apply", "transformation_func", apply),
	unique: method("unique", "name=None", unique),
	save: method("save", "path, compression=None, shard_func=None, checkpoint_args=None", () => NONE),
	options: method("options", "", () => unknown({ text: "the options of a dataset" })),
};
