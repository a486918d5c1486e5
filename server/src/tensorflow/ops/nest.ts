import { bool, list, NONE, type Value, type World } from "../../domain";
import {
	defineFunction,
	type FunctionModel,
	type LibraryCall,
	raise,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { flatten, isNested, pack, sameStructure } from "../structure";

/** The same call for the leaves at each place of several structures of one form. */
function mapStructure(func: Value, structures: readonly Value[], { machine, args }: LibraryCall): Value {
	const [first] = structures;
	if (!first) return vague("nothing to map over");
	for (const other of structures) if (!sameStructure(first, other)) rejectStructure(first, other);
	const leaves = structures.map(flatten);
	const results = (leaves[0] ?? []).map((_, index) => {
		const operands = leaves.map((each) => each[index] ?? vague("a leaf"));
		return machine.call(func, syntheticArguments(operands, args.origin));
	});
	return pack(first, results);
}

function packSequence(structure: Value, flat: Value, { machine, args }: LibraryCall): Value {
	const leaves = machine.iterate(flat, args.origin) ?? vague("a sequence that is not known");
	const wanted = flatten(structure).length;
	if (leaves.length === wanted) return pack(structure, leaves);
	return raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: `the structure has ${wanted} leaves, the sequence ${leaves.length}`,
	});
}

function askNested(value: Value): Value {
	return value.kind === "unknown" || value.kind === "instance" ? { kind: "bool" } : bool(isNested(value));
}

const askSame = (a: Value, b: Value): Value => (sameStructure(a, b) ? NONE : rejectStructure(a, b));

const lengthOf = (value: Value): number | undefined =>
	value.kind === "list" || value.kind === "tuple" ? value.items?.length : undefined;

/** Structures of other lengths are another error than those of other types. */
function rejectStructure(a: Value, b: Value): never {
	const isOther = isNested(a) && isNested(b) && a.kind !== b.kind && lengthOf(a) === lengthOf(b);
	return raise({
		code: "invalid-layer-input",
		exception: isOther ? "TypeError" : "ValueError",
		message: "the structures do not nest alike",
	});
}

/** How a library spells the functions over nested structures. */
interface Spelling {
	readonly flatten: string;
	readonly mapStructure: string;
	readonly pack: string;
	readonly packName: string;
	readonly assertSame: string;
	readonly worlds?: readonly World[];
}

function nest(module: string, spelling: Spelling): readonly FunctionModel[] {
	const define = (
		name: string,
		parameters: string,
		answer: (get: (parameter: string) => Value, rest: readonly Value[], call: LibraryCall) => Value,
	): FunctionModel => ({
		...defineFunction(`${module}.${name}`, parameters, (bound, call) =>
			answer(
				(parameter) => bound.get(parameter),
				bound.rest.map(({ value }) => value),
				call,
			),
		),
		...(spelling.worlds ? { worlds: spelling.worlds } : {}),
	});
	const [same = "", other = ""] = spelling.assertSame.split(",").map((each) => each.trim());
	return [
		define("flatten", spelling.flatten, (get) => list(flatten(get("structure")))),
		define("map_structure", spelling.mapStructure, (get, rest, call) => mapStructure(get("func"), rest, call)),
		define(spelling.packName, spelling.pack, (get, _, call) =>
			packSequence(get("structure"), get("flat_sequence"), call),
		),
		define("is_nested", "structure", (get) => askNested(get("structure"))),
		define("assert_same_structure", spelling.assertSame, (get) => askSame(get(same), get(other))),
	];
}

/** `tf.nest`, `keras.tree` of Keras 3, and `tree` (dm-tree): structures of lists, tuples and dicts. */
export const NEST: readonly FunctionModel[] = [
	...nest("tensorflow.nest", {
		flatten: "structure, expand_composites=False",
		mapStructure: "func, *structure, **kwargs",
		pack: "structure, flat_sequence, expand_composites=False",
		packName: "pack_sequence_as",
		assertSame: "nest1, nest2, check_types=True, expand_composites=False",
	}),
	...nest("keras.tree", {
		flatten: "structure",
		mapStructure: "func, *structures, none_is_leaf=True",
		pack: "structure, flat_sequence",
		packName: "pack_sequence_as",
		assertSame: "a, b",
		worlds: ["keras3"],
	}),
	...nest("tree", {
		flatten: "structure",
		mapStructure: "func, *structures, **kwargs",
		pack: "structure, flat_sequence",
		packName: "unflatten_as",
		assertSame: "a, b, check_types=True",
	}),
];
