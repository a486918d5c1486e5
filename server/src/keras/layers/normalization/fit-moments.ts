import { type Dim, isNone, ranked, type Spec, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { onlyShape } from "../../engine/build";
import { isDeclared } from "../../engine/elementwise";
import { broadcastWeight, differ, failFit, weightShape } from "../../engine/fit-weights";
import type { CallContext } from "../../engine/layer-definition";
import { builtAxes, failNone, fitChannels } from "./fit-affine";
import { type Fusing, isFused } from "./fused-batch-norm";

interface Moments {
	readonly axes: readonly Value[];
	readonly fusing: Fusing | undefined;
}

/** What batch normalization makes of the channels that it has moments of: in Keras 3, they broadcast. */
export function fitMoments(config: Moments, output: Spec, context: CallContext): Spec {
	const size = weightShape(context.built(), "moving_mean")?.[0];
	if (isDeclared(context) || size === undefined) return output;
	if (context.world === "keras2") return { ...output, shape: ranked(channelsOfKeras2(config, size, context)) };
	const { dims } = onlyShape(context.inputs);
	const [axis = -1] = builtAxes(config.axes, context);
	if (dims.at(axis) === undefined) return output;
	const place: readonly Dim[] = dims.map(() => 1);
	return { ...output, shape: ranked(broadcastWeight(dims, place.with(axis, size), context)) };
}

/** A fused kernel takes the rank that it was chosen for; several axes must all be there. */
function channelsOfKeras2({ axes, fusing }: Moments, size: Dim, context: CallContext): readonly Dim[] {
	const built = context.built()?.inputs[0]?.shape;
	const { dims } = onlyShape(context.inputs);
	if (built?.kind !== "ranked") return dims;
	const at = builtAxes(axes, context);
	const [axis, ...others] = at;
	const isOther = built.dims.length !== dims.length;
	if (isOther && (!fusing || fusing.hasVirtualBatches)) vague("batch normalization of another rank");
	const kernel = fusing !== undefined && isFused(fusing, at, built.dims.length);
	if (isOther && kernel) failFit(`an input of rank ${built.dims.length}`, dims, context);
	if (axis === undefined || others.length > 0 || fusing?.hasVirtualBatches) {
		const fits = !isOther && at.every((each) => !differ(dims[each], built.dims[each]));
		return fits ? dims : vague("batch normalization of another size along several axes");
	}
	const result = fitChannels(axis, size, context);
	const open = dims[axis];
	if (!kernel && axis !== dims.length - 1 && open !== undefined && isNone(open)) failNone(dims, context);
	return result;
}
