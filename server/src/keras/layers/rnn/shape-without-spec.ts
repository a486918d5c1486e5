import { type Dim, type InstanceValue, printShape, type RankedShape, ranked } from "../../../domain";
import { vague } from "../../../interpreter/api";
import type { InputSpec } from "../../engine/layer-definition";
import type { Fail } from "../core/analyze-einsum";
import { knownState } from "./wrapped-layer";

/**
 * What `compute_output_shape` of Keras 3 makes of a rank that the layer's input spec would have rejected. Absent when
 * the rank is right, or the layer has no demands: then the layer's own model answers.
 */
export function shapeWithoutSpec(
	layer: InstanceValue,
	shape: RankedShape,
	output: (shape: RankedShape) => RankedShape,
	fail: Fail,
): RankedShape | undefined {
	const state = knownState(layer);
	const { definition, config, world } = state;
	const declared = definition?.inputSpec?.(config, world);
	const spec: InputSpec | undefined = Array.isArray(declared) ? declared[0] : (declared as InputSpec | undefined);
	const rank = shape.dims.length;
	const name = definition?.name ?? "";
	if (/^Conv\dDTranspose$/.test(name) && rank !== spec?.minNdim)
		return vague("a transposed convolution over another rank is not followed");
	if (/Conv/.test(name) && spec?.minNdim !== undefined && rank !== spec.minNdim) failRank(name, shape, fail);
	if (!spec || fitsRank(spec, rank) || RECURRENT.has(name)) return undefined;
	if (/^Global.*Pooling/.test(name)) return globalPooling(shape, state.bound?.get("keepdims").kind);
	const pooling = /Pooling(\d)D$/.exec(name);
	if (pooling) return poolingShape(layer, shape, Number(pooling[1]), output, fail);
	return vague(`${name} on an input of another rank is not followed`);
}

const RECURRENT: ReadonlySet<string> = new Set(["LSTM", "GRU", "SimpleRNN"]);

const fitsRank = ({ ndim, minNdim, maxNdim }: InputSpec, rank: number): boolean =>
	(ndim === undefined || rank === ndim) &&
	(minNdim === undefined || rank >= minNdim) &&
	(maxNdim === undefined || rank <= maxNdim);

/** Global pooling takes the first and the last axis, wherever they are. */
function globalPooling({ dims }: RankedShape, keepdims: string | undefined): RankedShape {
	if (keepdims === undefined) return vague("keepdims is not known");
	return ranked([dims[0] as Dim, dims.at(-1) as Dim]);
}

/**
 * Pooling computes with arrays of sizes, which NumPy broadcasts: one size meets every window, one window every size.
 * `output` is the layer's own answer for a shape of the right rank.
 */
function poolingShape(
	layer: InstanceValue,
	shape: RankedShape,
	windows: number,
	output: (shape: RankedShape) => RankedShape,
	fail: Fail,
): RankedShape {
	const { bound, definition } = knownState(layer);
	const format = bound?.get("data_format");
	if (format?.kind !== "none" && !(format?.kind === "str" && format.value === "channels_last")) {
		vague("pooling of another rank with a data format");
	}
	const [batch, ...rest] = shape.dims as [Dim, ...Dim[]];
	const spatial = rest.slice(0, -1);
	const channels = rest.at(-1) ?? batch;
	if (spatial.length !== 1 && windows !== 1) failRank(definition?.name ?? "pooling", shape, fail);
	if (spatial.length === 1) {
		const repeated = Array.from({ length: windows }, () => spatial[0] as Dim);
		return output(ranked([batch, ...repeated, channels]));
	}
	const pooled = spatial.map((dim) => output(ranked([batch, dim, channels])).dims[1] as Dim);
	return ranked([batch, ...pooled, channels]);
}

function failRank(name: string, shape: RankedShape, fail: Fail): never {
	return fail({
		code: "input-rank",
		message: `one time step has the shape ${printShape(shape)}, which ${name} does not take`,
	});
}
