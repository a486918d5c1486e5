import { type Dim, isNone, mapDims, type Spec, spec, unknownDim } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { isIntText } from "../../utils/argument-validation";
import { outputDType } from "../../utils/tf-op";
import { isSince } from "../../versions/release";
import { repeated2, requireUpsampled } from "./repeat-elements";
import { mapSpatial } from "./spatial-pairs";

interface UpSampling1DConfig {
	readonly size: Dim;
}

/**
 * `keras.layers.UpSampling1D`: `(batch, steps, channels)` -> `(batch, steps * size, channels)`. Mirrors
 * keras/src/layers/reshaping/up_sampling1d.py.
 */
export const UpSampling1D = defineLayer<UpSampling1DConfig>({
	name: "UpSampling1D",
	signature: "size=2, **kwargs",
	callSignature: "inputs",
	// Keras 3 looks at what it gets since 3.15.
	configure: (args) => ({
		size: args.world === "keras2" || !isSince("3.15", args) ? readSize2(args) : readSize3(args),
	}),
	inputSpec: () => ({ ndim: 3 }),
	call({ size }, context) {
		requireUpsampled(context, "UpSampling1D");
		return context.world === "keras2" ? call2(size, context) : call3(size, context);
	},
});

/** Keras 2: whatever `int()` takes. */
function readSize2(args: LayerArguments): Dim {
	const value = args.get("size");
	const fail = (exception: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			exception,
			message: `size must be an int, found a value of type ${typeName(value)}`,
			argument: "size",
		});
	if (value.kind === "str" && value.value !== undefined)
		return isIntText(value.value) ? Number(value.value.replaceAll("_", "")) : fail("ValueError");
	if (value.kind === "bool" && value.value !== undefined) return Number(value.value);
	if ((value.kind === "int" || value.kind === "float") && value.value !== undefined) {
		const size = truncated(value.value, fail);
		if (args.world === "keras3" && size < 0) vague("a negative size before Keras 3.15");
		return size;
	}
	if ("why" in value || value.kind === "tensor" || value.kind === "instance" || value.kind === "bytes")
		return unknownDim({ text: "size is not known" });
	return fail("TypeError");
}

function truncated(value: number, fail: (exception: string) => never): number {
	if (Number.isNaN(value)) fail("ValueError");
	return Number.isFinite(value) ? Math.trunc(value) : fail("OverflowError");
}

/** Keras 3: an int above 0, no bool. */
function readSize3(args: LayerArguments): Dim {
	const value = args.get("size");
	if (value.kind === "unknown") return unknownDim(value.why);
	const fail = (exception: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			exception,
			message: `size must be an int above 0, found ${value.kind === "int" ? value.value : `a value of type ${typeName(value)}`}`,
			argument: "size",
		});
	if (value.kind !== "int") return fail("TypeError");
	if (value.value === undefined) return unknownDim(value.why ?? { text: "size is not known" });
	return value.value > 0 ? value.value : fail("ValueError");
}

function call2(size: Dim, context: CallContext): Spec {
	const shape = mapSpatial(context, 1, false, (length) =>
		repeated2("UpSampling1D", length, { dim: size, isFloat: false }, context),
	);
	return spec(shape, (context.inputs[0] as Spec).dtype);
}

function call3(size: Dim, context: CallContext): Spec {
	const shape = mapSpatial(context, 1, false, (length) =>
		isNone(length) ? length : mapDims([length, size], ([l = 0, n = 0]) => l * n),
	);
	return spec(shape, outputDType(context, "kept"));
}
