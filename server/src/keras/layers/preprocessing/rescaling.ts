import {
	type Dim,
	isNone,
	isStatic,
	isUnknown,
	printShape,
	ranked,
	type Shape,
	spec,
	type Value,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { itemsOf } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import { applyRule, declare, type ElementwiseRule, isDeclared } from "../../engine/elementwise";
import type { CallContext } from "../../engine/layer-definition";
import { STRINGS_UNCAST } from "../../engine/refused-dtypes";
import { isSpec, type SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { conversionError, failKept } from "./image-preprocessing/kept-arguments";

const RULE: ElementwiseRule = { takes: "any", nested: "pack", dict: "ValueError" };

/**
 * `keras.layers.Rescaling`: `(batch, …)` -> `(batch, …)`. `inputs * scale + offset`, in the compute dtype. Mirrors
 * keras/src/layers/preprocessing/image_preprocessing.py (2.15), where a scale or offset that is an array broadcasts,
 * and preprocessing/rescaling.py (3), which declares the input's shape.
 */
export const Rescaling = defineLayer({
	name: "Rescaling",
	signature: "scale, offset=0.0, **kwargs",
	callSignature: "inputs",
	manyInputs: true,
	takesPlainArguments: true,
	configure: (args) => ({ scale: args.get("scale"), offset: args.get("offset") }),
	refuses: { keras2: [STRINGS_UNCAST], keras3: [STRINGS_UNCAST] },
	call({ scale, offset }, context) {
		// In 3.11 alone, lengths of scale and offset went into the declared shape.
		const isNumber = [scale, offset].every(({ kind }) => kind === "int" || kind === "float");
		const isOdd = context.world === "keras3" && isSince("3.11", context) && !isSince("3.12", context);
		if (isDeclared(context) && isOdd && !isNumber) return vague("what Keras 3.11 declares is not followed");
		if (isDeclared(context)) return declare(context.argument, context.computeDtype);
		requireNumbers("scale", scale, context);
		requireNumbers("offset", offset, context);
		const factors = [scale, offset].map(shapeOfFactor);
		const input = applyRule(RULE, context);
		if (context.world === "keras2") requireProduct(context);
		if (!isSpec(input)) return vague("the input is not a tensor");
		return factors.reduce<SpecStructure & { shape: Shape }>(
			(result, factor) => spec(broadcast(result.shape, factor, context), context.computeDtype),
			spec(input.shape, context.computeDtype),
		);
	},
});

/** TensorFlow multiplies what is a number, and casts nothing to text. */
function requireProduct({ computeDtype, mode, fail }: CallContext): void {
	if (typeof computeDtype !== "string" || !/^(bool|string|int4|uint4|q.*)$/.test(computeDtype)) return;
	const eager = computeDtype === "string" ? "UnimplementedError" : "InvalidArgumentError";
	fail({
		code: "invalid-layer-argument",
		exception: mode === "eager" ? eager : "TypeError",
		message: `Rescaling multiplies numbers, its dtype is ${computeDtype}`,
		argument: "dtype",
	});
}

/** The shape of what `tf.cast` makes of a scale or an offset. */
function shapeOfFactor(value: Value): readonly Dim[] {
	if (value.kind === "tensor")
		return value.spec.shape.kind === "ranked" ? value.spec.shape.dims : vague("the scale's shape");
	if (["int", "float", "bool", "str"].includes(value.kind)) return [];
	const items = itemsOf(value);
	if (items) {
		const inner = items.map((item) => shapeOfFactor(item));
		const first = inner[0] ?? [];
		if (inner.some((each) => each.length !== first.length)) return vague("a ragged scale");
		return [items.length, ...first];
	}
	return vague("the scale is not known");
}

/** `tf.cast`, which a graph has for strings, too. */
function requireNumbers(name: string, value: Value, context: CallContext): void {
	const isText = (itemsOf(value) ?? [value]).every((each) => each.kind === "str") && itemsOf(value)?.length !== 0;
	const eager = context.mode === "eager" ? "UnimplementedError" : undefined;
	const exception = isText ? eager : conversionError(value, context);
	if (exception) failKept({ name, value }, "a number, or an array of them", exception, context);
}

/** TensorFlow's broadcasting: against `None`, a size other than 1 wins. */
function broadcast(shape: Shape, factor: readonly Dim[], context: CallContext): Shape {
	if (factor.length === 0 || shape.kind !== "ranked") return shape;
	const rank = Math.max(shape.dims.length, factor.length);
	const at = (dims: readonly Dim[], axis: number): Dim => dims[axis - rank + dims.length] ?? 1;
	return ranked(
		Array.from({ length: rank }, (_, axis) => {
			const [a, b] = [at(shape.dims, axis), at(factor, axis)];
			if (a === 1) return b;
			if (b === 1 || a === b) return a;
			if (isStatic(a) && isStatic(b)) {
				context.fail({
					code: "merge-shape-mismatch",
					exception: context.mode !== "eager" ? "ValueError" : "InvalidArgumentError",
					message: `Rescaling cannot broadcast ${printShape(ranked(factor))} to ${printShape(shape)}`,
					argument: "scale",
				});
			}
			if (isUnknown(a)) return a;
			return isNone(a) ? (isStatic(b) && b !== 0 ? b : a) : a;
		}),
	);
}
