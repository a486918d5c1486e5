import { ranked, spec, unknownDType, type Value } from "../../../domain";
import { raise, typeName, vague } from "../../../interpreter/api";
import { isKnown } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { LayerArguments } from "../../engine/layer-definition";
import { requireTensor } from "./require-tensor";

interface Config {
	readonly dims: readonly number[];
	/** A float among the dims: it passes the constructor's check and fails as an index. */
	readonly hasFloat: boolean;
}

/**
 * `keras.layers.Permute`: `(batch, d1, …, dn)` -> `(batch, d[dims[0]], …, d[dims[-1]])`. The axes beside the batch, in
 * another order; `dims` counts from 1. Mirrors keras/src/layers/reshaping/permute.py.
 */
export const Permute = defineLayer<Config>({
	name: "Permute",
	signature: "dims, **kwargs",
	callSignature: "inputs",
	configure: readDims,
	inputSpec: ({ dims }) => ({ ndim: dims.length + 1 }),
	call({ dims, hasFloat }, context) {
		const shape = requireTensor(context, dims.length + 1);
		if (hasFloat) {
			raise({
				code: "invalid-layer-argument",
				exception: "TypeError",
				message: "Permute needs ints as dims, found a float",
			});
		}
		const dtype = context.inputs[0]?.dtype ?? unknownDType({ text: "the layer has no input" });
		return spec(ranked([0, ...dims].map((axis) => shape.dims[axis] ?? vague("the rank is wrong"))), dtype);
	},
});

function readDims(args: LayerArguments): Config {
	const value = args.get("dims");
	if (!isKnown(value)) vague("dims is not known");
	const bad = (exception: string, message: string): never =>
		args.fail({ code: "invalid-layer-argument", exception, message, argument: "dims" });
	if (["int", "float", "bool", "none", "function"].includes(value.kind))
		bad("TypeError", `dims must be a tuple of ints, found ${value.kind === "none" ? "None" : `a ${typeName(value)}`}`);
	const items = args.machine.iterate(value, { path: "", start: 0, end: 0 }) ?? vague("dims is not known");
	if (!items.every(isKnown)) vague("dims is not known");
	const numbers = items.map(numberOf);
	if (numbers.includes(undefined) && items.length > 1 && !items.every((item) => item.kind === "str"))
		bad("TypeError", "dims must hold ints, found values that cannot be sorted together");
	const expected = items.map((_, index) => index + 1);
	const sorted = numbers.map((each) => each ?? Number.NaN).sort((a, b) => a - b);
	if (sorted.some((each, index) => each !== expected[index])) {
		bad("ValueError", `dims must hold each of 1 to ${items.length} once; the batch axis is not counted`);
	}
	return { dims: numbers as number[], hasFloat: items.some((item) => item.kind === "float") };
}

function numberOf(value: Value): number | undefined {
	if (value.kind === "int" || value.kind === "float") return value.value;
	return value.kind === "bool" ? Number(value.value) : undefined;
}
