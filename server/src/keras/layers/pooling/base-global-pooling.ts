import {
	type Dim,
	type DType,
	type DTypeName,
	isComplex,
	isInteger,
	isStatic,
	NONE,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	spec,
	type Value,
} from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import { readFlag } from "../../engine/argument-readers";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import {
	type BuildContext,
	type ByWorld,
	type CallContext,
	type LayerArguments,
	perWorld,
} from "../../engine/layer-definition";
import { shapeOfValue } from "../../engine/plain-shape";
import { rejectRefused, STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import { readChannelsFirst } from "../../utils/data-format";
import { requireOneTensor } from "../../utils/one-tensor";
import { splitShape } from "../../utils/spatial";
import { failDType, isEager } from "../../utils/tf-op";
import { isSince } from "../../versions/release";

type Mode = "max" | "average";

interface GlobalPoolingConfig {
	readonly rank: number;
	readonly mode: Mode;
	readonly channelsFirst: boolean;
	readonly keepdims: boolean;
	readonly takesMask: boolean;
}

interface GlobalPoolingOptions {
	readonly name: string;
	readonly alias: string;
	readonly rank: number;
	readonly mode: Mode;
	readonly signature: ByWorld<string>;
	readonly callSignature?: string;
}

/**
 * A global pooling layer: `(batch, …, channels)` -> `(batch, channels)`, or with 1 for every size. Mirrors
 * keras/src/layers/pooling/base_global_pooling{1,2,3}d.py (2.15) and base_global_pooling.py (3).
 */
export const defineGlobalPoolingLayer = ({ name, alias, rank, mode, signature, callSignature }: GlobalPoolingOptions) =>
	defineLayer<GlobalPoolingConfig>({
		name,
		aliases: [alias],
		signature,
		baseKeywords: { keras2: ["keepdims"], keras3: [] },
		...(callSignature ? { callSignature } : {}),
		configure: (args) => ({
			rank,
			mode,
			channelsFirst: readChannelsFirst(args),
			keepdims: readKeepdims(args, signature),
			takesMask: callSignature?.includes("mask") ?? false,
		}),
		inputSpec: () => ({ ndim: rank + 2 }),
		build,
		call,
	});

/** `keepdims` by its truth; Keras 2's GlobalAveragePooling1D takes it through `**kwargs`. */
function readKeepdims(args: LayerArguments, signature: ByWorld<string>): boolean {
	if (perWorld(signature, args.world).includes("keepdims")) return readFlag(args, "keepdims");
	const extra = args.bound.extra.find((each) => each.name === "keepdims");
	return extra ? (args.machine.truth(extra.value, extra.origin) ?? vague("keepdims is not known")) : false;
}

/** Keras 2 rejects an empty axis that it would reduce. */
function build(config: GlobalPoolingConfig, context: BuildContext): void {
	if (context.world === "keras3" || !isSince("2.13", context)) return;
	requireOneTensor(context.argument, "the layer", { sequence: "TypeError", dict: "TypeError" });
	const start = config.channelsFirst ? 2 : 1;
	for (let axis = start; axis < start + config.rank; axis += 1) {
		const dim = context.shape.dims[axis];
		if (dim !== undefined && dim !== 0) continue;
		// A wrapper may build it for a rank that the input spec would reject.
		const missing = dim === undefined;
		context.fail({
			code: missing ? "input-rank" : "input-axis-size",
			exception: missing ? "IndexError" : undefined,
			message: missing
				? `cannot pool over axis ${axis} of the input ${printShape(context.shape)}`
				: `cannot pool over an axis of size 0 of the input ${printShape(context.shape)}`,
		});
	}
}

function call(config: GlobalPoolingConfig, context: CallContext): Spec {
	const shape = onlyShape(context.inputs);
	requireOneTensor(context.argument, "the layer", { sequence: undefined, dict: undefined });
	if (shape.dims.length !== config.rank + 2 && context.world === "keras3" && context.mode !== "symbolic")
		return reduced(config, shape, context);
	const { batch, channels } = splitShape(shape.dims, config.rank, config.channelsFirst);
	const dtype = context.world === "keras2" ? dtype2(config, context) : dtype3(config, context);
	checkMask(config, shape.dims, context);
	if (config.mode === "max" && isEager(context)) requireElements(config, shape);
	const ones: Dim[] = config.keepdims ? new Array(config.rank).fill(1) : [];
	const dims = config.channelsFirst ? [...batch, channels, ...ones] : [...batch, ...ones, channels];
	return spec(ranked(dims), dtype);
}

/** A wrapper calls past the input spec: whatever stands at the axes goes. */
function reduced(config: GlobalPoolingConfig, shape: RankedShape, context: CallContext): Spec {
	const { rank, keepdims, channelsFirst } = config;
	const start = channelsFirst ? 2 : 1;
	if (shape.dims.length < start + rank) {
		context.fail({
			code: "input-rank",
			exception: context.mode === "eager" ? "InvalidArgumentError" : "ValueError",
			message: `cannot pool over axis ${start + rank - 1} of the input ${printShape(shape)}`,
		});
	}
	checkMask(config, shape.dims, context);
	const ones: Dim[] = keepdims ? new Array(rank).fill(1) : [];
	return spec(ranked(shape.dims.toSpliced(start, rank, ...ones)), dtype3(config, context));
}

/** There is no greatest of none; Keras 2 has rejected it in `build`. */
function requireElements({ rank, channelsFirst }: GlobalPoolingConfig, shape: RankedShape): void {
	if (!splitShape(shape.dims, rank, channelsFirst).spatial.includes(0)) return;
	raise({
		code: "input-axis-size",
		exception: "InvalidArgumentError",
		message: `there is no maximum over an axis of size 0 of the input ${printShape(shape)}`,
	});
}

const NO_MEAN: ReadonlySet<string> = new Set(["string", "resource", "variant"] satisfies DTypeName[]);
const NO_MAX: ReadonlySet<string> = new Set([
	"string",
	"resource",
	"variant",
	"bool",
	"complex64",
	"complex128",
] satisfies DTypeName[]);

/** Keras 2 reduces in the input's own dtype; only the mean of bools is taken of floats. */
function dtype2({ mode }: GlobalPoolingConfig, context: CallContext): DType {
	const dtype = context.inputs[0]?.dtype ?? "float32";
	if (typeof dtype !== "string") return dtype;
	if ((mode === "max" ? NO_MAX : NO_MEAN).has(dtype)) failDType(mode === "max" ? "Max" : "Mean", dtype, context);
	return dtype === "bool" ? "float32" : dtype;
}

/** Real tensors: Keras 3 takes means of ints in floats. */
function dtype3({ mode }: GlobalPoolingConfig, context: CallContext): DType {
	const dtype = context.inputs[0]?.dtype ?? context.computeDtype;
	if (context.mode === "symbolic" || dtype === context.computeDtype) return context.computeDtype;
	if (typeof dtype !== "string") return dtype;
	if (mode === "max" && dtype !== "bool" && NO_MAX.has(dtype)) failDType("Max", dtype, context);
	if (mode === "max") return dtype;
	rejectRefused([STRINGS_UNPROMOTED], context, [dtype]);
	if (dtype === "bool" || isInteger(dtype)) return "float32";
	return isComplex(dtype) ? dtype : vague("the dtype of a mean of this dtype is not followed");
}

/** The mask gets a third axis, for which it must have two. */
function rejectPlainMask(mask: Value, context: CallContext): void {
	const shape = shapeOfValue(mask);
	if (shape?.kind !== "ranked" || shape.dims.length > 1) return;
	const text = mask.kind === "str" ? "UnimplementedError" : "InvalidArgumentError";
	raise({
		code: "invalid-layer-input",
		exception: context.world === "keras2" && isEager(context) ? text : "ValueError",
		message: `a mask has the batch and the steps as axes, found ${printShape(shape)}`,
	});
}

/** An explicit mask multiplies the input in Keras 2: its steps must be the input's. Keras 3 does not look. */
function checkMask(config: GlobalPoolingConfig, dims: readonly Dim[], context: CallContext): void {
	const mask = config.takesMask ? context.bound.get("mask") : NONE;
	if (mask.kind === "none") return;
	if (context.world === "keras3" && !isEager(context)) return;
	if (mask.kind !== "tensor") rejectPlainMask(mask, context);
	const shape = shapeOfValue(mask);
	const isList = mask.kind !== "tensor";
	if (shape?.kind !== "ranked" || shape.dims.length !== 2 || (isList && shape.dims[0] !== 1))
		vague("the mask is not known");
	const steps = dims[config.channelsFirst ? 2 : 1] as Dim;
	const masked = shape.dims[1] as Dim;
	const dtype = context.inputs[0]?.dtype;
	if (dtype !== "float32" && dtype !== "float16" && dtype !== "float64" && dtype !== "bfloat16")
		vague("the dtype of a masked mean is not followed");
	if (!isStatic(steps) || !isStatic(masked) || steps === masked || steps === 1 || masked === 1) return;
	raise({
		code: "merge-shape-mismatch",
		exception: isEager(context) ? "InvalidArgumentError" : "ValueError",
		message: `the mask has ${masked} steps, the input has ${steps}`,
	});
}
