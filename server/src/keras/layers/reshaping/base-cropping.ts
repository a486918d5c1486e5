import { type Dim, isNone, isStatic, mapDims, printShape, type RankedShape, type Spec, spec } from "../../../domain";
import { raise, vague } from "../../../interpreter/api";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import type { Size } from "../../utils/argument-validation";
import { requireOneTensor } from "../../utils/one-tensor";
import { outputDType } from "../../utils/tf-op";
import { mapSpatial, readPairs, resized3, type SpatialPairs } from "./spatial-pairs";

/** `cropping` of the two- and three-dimensional layers, of which Keras 3 rejects a negative int. */
export function readCropping(args: LayerArguments, rank: number): SpatialPairs["pairs"] {
	const value = args.get("cropping");
	if (args.world === "keras3" && value.kind === "int" && value.value !== undefined && value.value < 0) {
		args.fail({
			code: "invalid-layer-argument",
			message: `cropping cannot be negative, found ${value.value}`,
			argument: "cropping",
		});
	}
	return readPairs(args, "cropping", rank);
}

/** Cuts every spatial axis. Keras 2 slices, and only in one and two dimensions checks first that something is left. */
export function callCropping(config: SpatialPairs, context: CallContext): Spec {
	const rank = config.pairs.length;
	const isKeras2 = context.world === "keras2";
	requireOneTensor(
		context.argument,
		config.layer,
		isKeras2 ? { sequence: "AttributeError", dict: "AttributeError" } : { sequence: "IndexError", dict: "KeyError" },
	);
	if (!isKeras2 || rank < 3)
		mapSpatial(context, rank, config.channelsFirst, (length, axis, shape) => checkLeft(config, length, axis, shape));
	if (isKeras2) checkInts2(config);
	const shape = mapSpatial(context, rank, config.channelsFirst, (length, axis, whole) =>
		isKeras2 ? sliced(config.pairs[axis] ?? [], length) : resized3(config, -1, length, axis, whole),
	);
	return spec(shape, isKeras2 ? (context.inputs[0] as Spec).dtype : outputDType(context, "kept"));
}

/** More than nothing must be left of an axis. */
function checkLeft(config: SpatialPairs, length: Dim, axis: number, shape: RankedShape): Dim {
	const [before, after] = config.pairs[axis] ?? [];
	if (!before || !after || isNone(length)) return length;
	const left = mapDims([length, before.dim, after.dim], ([l = 0, a = 0, b = 0]) => l - a - b);
	if (isStatic(left) && left <= 0) {
		raise({
			code: "non-positive-output-size",
			exception: "ValueError",
			message: `${config.layer} crops ${String(before.dim)} + ${String(after.dim)} of size ${String(length)} in its input ${printShape(shape)}`,
		});
	}
	return length;
}

/** A slice takes ints only; Keras leaves out an upper bound of 0. */
function checkInts2({ pairs, layer }: SpatialPairs): void {
	for (const [before, after] of pairs) {
		if (!before?.isFloat && !(after?.isFloat && after.dim !== 0)) continue;
		if (!before?.isFloat && after && !isStatic(after.dim)) vague("a cropping that is not known");
		raise({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `${layer} takes ints for cropping, found a float`,
		});
	}
}

/** The length of `x[before:-after]`, or of `x[before:]` when `after` is 0; Python's rule for negative bounds. */
function sliced(pair: readonly Size[], length: Dim): Dim {
	if (isNone(length)) return length;
	return mapDims([length, ...pair.map((size) => size.dim)], ([l = 0, before = 0, after = 0]) => {
		const start = before < 0 ? Math.max(l + before, 0) : Math.min(before, l);
		const end = after === 0 ? l : after > 0 ? Math.max(l - after, 0) : Math.min(-after, l);
		return Math.max(end - start, 0);
	});
}
