import { type DType, library, ranked, type Shape, unknownBecause, type Value } from "../domain";
import {
	bind,
	type ClassModel,
	defineFunction,
	type LibraryCall,
	type LibraryModel,
	signature,
	vague,
} from "../interpreter/api";
import { makeTensor, readSizes } from "./convert";
import { readOptionalDType } from "./dtypes";
import { isTracing } from "./op";

/** `tf.random.Generator`: it draws as the functions of `tf.random` do. Mirrors ops/stateful_random_ops.py. */

const NAME = "tensorflow.random.Generator";

const drawn = (shape: Shape, dtype: DType, { machine, world }: LibraryCall): Value =>
	makeTensor(shape, dtype, { world, eager: !isTracing(machine) });

const asFunction =
	(name: string) =>
	(_self: Value, { machine, world, args }: LibraryCall): Value =>
		machine.call(library(`tensorflow.random.${name}`, world), args);

function withShape(text: string, fallback: DType) {
	const parameters = signature(text);
	return (_self: Value, call: LibraryCall): Value => {
		const bound = bind(parameters, call.args);
		const sizes = readSizes(bound.get("shape"), call.machine, call.args.origin) ?? vague("the shape of samples");
		return drawn(ranked(sizes), readOptionalDType(bound.get("dtype")) ?? fallback, call);
	};
}

function makeSeeds(_self: Value, call: LibraryCall): Value {
	const count = bind(signature("count=1"), call.args).get("count");
	const [size] = readSizes(count, call.machine, call.args.origin) ?? [];
	return drawn(ranked([2, size ?? vague("how many seeds")]), "int64", call);
}

const GENERATOR: ClassModel = {
	kind: "class",
	name: NAME,
	init: () => undefined,
	attribute: (_self, name, _machine, origin) =>
		KEPT.has(name) ? unknownBecause(`${name} of a Generator`, origin) : undefined,
	methods: {
		normal: asFunction("normal"),
		truncated_normal: asFunction("truncated_normal"),
		uniform: asFunction("uniform"),
		binomial: withShape("shape, counts, probs, dtype='int32', name=None", "int32"),
		uniform_full_int: withShape("shape, dtype='uint64', name=None", "uint64"),
		make_seeds: makeSeeds,
		split: () => vague("the generators that a Generator splits into"),
		skip: () => vague("a skip of a Generator"),
		reset: () => vague("a reset of a Generator"),
		reset_from_seed: () => vague("a reset of a Generator"),
		reset_from_key_counter: () => vague("a reset of a Generator"),
	},
};

const KEPT: ReadonlySet<string> = new Set(["algorithm", "key", "state"]);

const maker = (name: string, text: string): LibraryModel =>
	defineFunction(name, text, (_bound, { world }) => ({
		kind: "instance",
		cls: library(NAME, world),
		attrs: new Map(),
	}));

export const RANDOM_GENERATOR: readonly LibraryModel[] = [
	GENERATOR,
	maker(`${NAME}.from_seed`, "seed, alg=None"),
	maker(`${NAME}.from_state`, "state, alg"),
	maker(`${NAME}.from_non_deterministic_state`, "alg=None"),
	maker(`${NAME}.from_key_counter`, "key, counter, alg"),
	maker("tensorflow.random.get_global_generator", ""),
];
