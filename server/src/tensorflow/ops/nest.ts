import { bool, list, NONE } from "../../domain";
import { defineFunction, type FunctionModel, syntheticArguments, vague } from "../../interpreter/api";
import { flatten, isNested, pack, sameStructure } from "../structure";

/** `tf.nest`: structures of lists, tuples and dicts. */
export const NEST: readonly FunctionModel[] = [
	defineFunction("tensorflow.nest.flatten", "structure, expand_composites=False", (bound) =>
		list(flatten(bound.get("structure"))),
	),
	defineFunction("tensorflow.nest.map_structure", "func, *structure, **kwargs", (bound, { machine, args }) => {
		const structures = bound.rest.map(({ value }) => value);
		const [first] = structures;
		if (!first) return vague("nothing to map over");
		if (structures.some((other) => !sameStructure(first, other))) return vague("structures that differ");
		const leaves = structures.map(flatten);
		const results = (leaves[0] ?? []).map((_, index) => {
			const operands = leaves.map((each) => each[index] ?? vague("a leaf"));
			return machine.call(bound.get("func"), syntheticArguments(operands, args.origin));
		});
		return pack(first, results);
	}),
	defineFunction(
		"tensorflow.nest.pack_sequence_as",
		"structure, flat_sequence, expand_composites=False",
		(bound, { machine, args }) => {
			const leaves = machine.iterate(bound.get("flat_sequence"), args.origin) ?? vague("a sequence that is not known");
			return pack(bound.get("structure"), leaves);
		},
	),
	defineFunction("tensorflow.nest.is_nested", "structure", (bound) => {
		const value = bound.get("structure");
		if (value.kind === "unknown" || value.kind === "instance") return { kind: "bool" };
		return bool(isNested(value));
	}),
	defineFunction(
		"tensorflow.nest.assert_same_structure",
		"nest1, nest2, check_types=True, expand_composites=False",
		(bound) => (sameStructure(bound.get("nest1"), bound.get("nest2")) ? NONE : vague("structures that differ")),
	),
];
