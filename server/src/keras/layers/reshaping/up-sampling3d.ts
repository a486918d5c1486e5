import { type Dim, printShape, type RankedShape, ranked, type Spec, spec } from "../../../domain";
import { raise, typeName } from "../../../interpreter/api";
import { onlyShape } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import type { ArrangedCall, CallContext, CallRequest, LayerArguments } from "../../engine/layer-definition";
import { type Size, standardizeTuple } from "../../utils/argument-validation";
import { readChannelsFirst } from "../../utils/data-format";
import { outputDType } from "../../utils/tf-op";
import { repeated2, requireUpsampled } from "./repeat-elements";
import { mapSpatial } from "./spatial-pairs";
import { scaled3 } from "./up-sampling2d";

interface UpSampling3DConfig {
	readonly size: readonly Size[];
	readonly channelsFirst: boolean;
}

/**
 * `keras.layers.UpSampling3D`: `(batch, depth, height, width, channels)` -> `(batch, depth * size[0], height *
 * size[1], width * size[2], channels)`. Mirrors keras/src/layers/reshaping/up_sampling3d.py. In Keras 2 the base
 * constructor runs last and forgets the input spec: inputs of other ranks are repeated along axes 1 to 3 as far as
 * they have them.
 */
export const UpSampling3D = defineLayer<UpSampling3DConfig>({
	name: "UpSampling3D",
	signature: "size=(2, 2, 2), data_format=None, **kwargs",
	callSignature: "inputs",
	precheck(args) {
		if (args.world === "keras2") readArguments(args);
	},
	configure: readArguments,
	arrange,
	inputSpec: (_config, world) => (world === "keras3" ? { ndim: 5 } : undefined),
	call(config, context) {
		requireUpsampled(context, "UpSampling3D");
		return context.world === "keras2" ? call2(config, context) : call3(config, context);
	},
});

function readArguments(args: LayerArguments): UpSampling3DConfig {
	const channelsFirst = readChannelsFirst(args);
	return { channelsFirst, size: standardizeTuple(args, "size", 3) };
}

/** Without an input spec, `call` itself asks the input for its shape. */
function arrange(_config: UpSampling3DConfig, { world, input }: CallRequest): ArrangedCall {
	if (
		world === "keras2" &&
		(input.kind === "none" || input.kind === "list" || input.kind === "tuple" || input.kind === "dict")
	) {
		raise({
			code: "invalid-layer-input",
			exception: "AttributeError",
			message: `UpSampling3D takes one tensor, found a value of type ${typeName(input)}`,
		});
	}
	return { input };
}

function call2({ size, channelsFirst }: UpSampling3DConfig, context: CallContext): Spec {
	const shape = onlyShape(context.inputs);
	const dims = [...shape.dims];
	size.forEach((factor, index) => {
		const axis = index + (channelsFirst ? 2 : 1);
		dims[axis] = repeated2("UpSampling3D", dimAt(shape, axis), factor, context);
	});
	return spec(ranked(dims), (context.inputs[0] as Spec).dtype);
}

function dimAt(shape: RankedShape, axis: number): Dim {
	const dim = shape.dims[axis];
	if (dim !== undefined) return dim;
	raise({
		code: "input-rank",
		exception: "IndexError",
		message: `UpSampling3D needs an input of rank 5, found ${printShape(shape)}`,
		facts: { rank: shape.dims.length, expected: 5 },
	});
}

function call3({ size, channelsFirst }: UpSampling3DConfig, context: CallContext): Spec {
	const shape = mapSpatial(context, 3, channelsFirst, (length, axis) =>
		scaled3("UpSampling3D", length, size[axis] as Size),
	);
	return spec(shape, outputDType(context, "kept"));
}
