import {
	type Dim,
	isNone,
	isSizeMismatch,
	isStatic,
	isUnknown,
	noneDim,
	ranked,
	reshapeDims,
	spec,
	unknownDType,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { isKnown } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { requireTensor } from "./require-tensor";

/**
 * `keras.layers.Flatten`: `(batch, …)` -> `(batch, product)`, and `(batch,)` -> `(batch, 1)`. The product is `None` as
 * soon as one size is. Mirrors keras/src/layers/reshaping/flatten.py; Keras 2 traces `tf.reshape`, whose `-1` may
 * stand for the batch.
 */
export const Flatten = defineLayer({
	name: "Flatten",
	signature: "data_format=None, **kwargs",
	callSignature: "inputs",
	configure(args) {
		checkDataFormat(args);
		return {};
	},
	inputSpec: () => ({ minNdim: 1 }),
	call(_config, context) {
		const { dims } = requireTensor(context);
		const dtype = context.inputs[0]?.dtype ?? unknownDType({ text: "the layer has no input" });
		return spec(ranked(context.world === "keras2" ? traced(dims, context) : declared(dims)), dtype);
	},
});

function checkDataFormat(args: LayerArguments): void {
	const value = args.get("data_format");
	if (value.kind === "none") return;
	if (!isKnown(value)) vague("data_format is not known");
	if (value.kind !== "str" && args.world === "keras2") {
		args.fail({
			code: "invalid-layer-argument",
			exception: "AttributeError",
			message: `data_format must be a string, found a ${typeName(value)}`,
			argument: "data_format",
		});
	}
	const text = value.kind === "str" ? (value.value ?? "") : typeName(value);
	if (["channels_first", "channels_last"].includes(text.toLowerCase())) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `data_format must be channels_first or channels_last, found ${text}`,
		argument: "data_format",
	});
}

/** The product of the sizes beside the batch. */
function productOf(dims: readonly Dim[]): Dim {
	const open = dims.find(isNone) ?? dims.find(isUnknown);
	return open ?? dims.filter(isStatic).reduce((product, dim) => product * dim, 1);
}

const declared = (dims: readonly Dim[]): readonly Dim[] => [
	dims[0] ?? vague("the rank is wrong"),
	dims.length === 1 ? 1 : productOf(dims.slice(1)),
];

/** The target of Keras 2's reshape is `[-1, product]`, `[batch, -1]` or `[shape[0], -1]`, by what is known. */
function traced(dims: readonly Dim[], { mode }: CallContext): readonly Dim[] {
	const [batch, ...rest] = dims;
	if (batch === undefined) return vague("the rank is wrong");
	if (rest.length === 0) return [batch, 1];
	const size = productOf(rest);
	if (isUnknown(size) || isUnknown(batch) || mode === "eager") return [batch, size];
	const open = noneDim({ text: "tf.reshape infers it at run time" });
	const result = reshapeDims(dims, isStatic(size) ? [isStatic(batch) ? open : batch, size] : [batch, size]);
	return isSizeMismatch(result) ? [batch, size] : result;
}
