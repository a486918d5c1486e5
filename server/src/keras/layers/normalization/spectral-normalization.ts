import { type Dim, type InstanceValue, isStatic, type Spec, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { readNumber, requireComparable } from "../../engine/argument-readers";
import { onlyShape, rankedOrVague } from "../../engine/build";
import { flavorOfMode, type LayerRun, makeTensor, prepareInner } from "../../engine/call-layer";
import { defineLayer } from "../../engine/define-layer";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import { layerState, type Weight } from "../../engine/layer-state";
import { isSpec, type SpecStructure } from "../../engine/structure";
import { handedTraining } from "../regularization/training-argument";
import { isModelled } from "../rnn/inner-layers";
import { shapeWithoutSpec } from "../rnn/shape-without-spec";
import { cloneLayer, innerCall, knownState, readLayer } from "../rnn/wrapped-layer";
import { rejectNestedInput } from "./wrapped-input";

interface SpectralConfig {
	readonly layer: InstanceValue;
}

/**
 * `keras.layers.SpectralNormalization`: `(batch, …)` -> what the wrapped layer gives. Calls that layer, which must keep a
 * `kernel` or `embeddings`. Mirrors keras/src/layers/normalization/spectral_normalization.py: Keras 2 calls the layer,
 * Keras 3 asks its `compute_output_shape`, past its input spec.
 */
export const SpectralNormalization = defineLayer<SpectralConfig>({
	name: "SpectralNormalization",
	signature: "layer, power_iterations=1, **kwargs",
	callSignature: "inputs, training=False",
	manyInputs: true,
	precheck: (args) => void readLayer(args, "layer", "SpectralNormalization"),
	configure(args) {
		requireIterations(args);
		return { layer: readLayer(args, "layer", "SpectralNormalization") };
	},
	build,
	fitsWeights: true,
	call: (config, context) =>
		context.world === "keras3" && context.mode === "symbolic" ? declare(config, context) : run(config, context),
	sublayers: ({ layer }) => [layer],
	copy: ({ layer }) => ({ layer: cloneLayer(layer) }),
});

function requireIterations(args: LayerArguments): void {
	requireComparable(args, "power_iterations");
	const count = readNumber(args.get("power_iterations"));
	if (count === undefined || count > 0) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `power_iterations must be above 0, found ${count}`,
		argument: "power_iterations",
	});
}

/** Builds the wrapped layer past its input spec, then takes hold of its kernel. */
function build({ layer }: SpectralConfig, context: BuildContext): void {
	const { world, machine, fail } = context;
	rejectNestedInput("SpectralNormalization", layer, context);
	if (context.shape.dims.length === 0) {
		fail({ code: "input-rank", exception: "IndexError", message: "SpectralNormalization was called on a scalar" });
	}
	const state = knownState(layer);
	if (!isModelled(layer, machine)) rejectModel(layer, fail);
	const inner = innerRun(layer, onlyInput(context), context, true);
	if (world === "keras2" && ASKS_RANK.test(state.definition?.name ?? "")) inner.check();
	if (!state.built) inner.build();
	const kernel = kernelOf(layer) ?? rejectWithoutKernel(layer, fail);
	const size = kernel.shape.at(-1) ?? vague("a kernel without sizes");
	const dtype = typeof kernel.dtype === "string" ? { dtype: kernel.dtype } : {};
	if (world === "keras3") context.holdWeight(kernel);
	context.addWeight("vector_u", [1, size], { trainable: false, ...dtype });
	const { dims } = context.shape;
	const known = (dim: Dim | undefined): number | null => (dim !== undefined && isStatic(dim) ? dim : null);
	const last = known(dims.at(-1));
	if (world === "keras2") context.setInputSpec({ shape: [null, ...dims.slice(1).map(known)] });
	else context.setInputSpec({ minNdim: 1, axes: last === null ? {} : { [-1]: last } });
}

/** Layers of Keras 2 whose `build` checks the rank, too. */
const ASKS_RANK = /^(Conv\dDTranspose|DepthwiseConv\dD)$/;

const onlyInput = ({ inputs }: BuildContext | CallContext): Spec => inputs[0] ?? vague("the layer has no input");

/** The weight that Keras finds as the layer's attribute. A depthwise kernel of Keras 2 has a name of its own. */
const kernelOf = (layer: InstanceValue): Weight | undefined => {
	const weights = layerState(layer)?.built?.weights ?? [];
	return weights.find(({ name }) => name === "kernel") ?? weights.find(({ name }) => name === "embeddings");
};

const rejectWithoutKernel = (layer: InstanceValue, fail: BuildContext["fail"]): never =>
	fail({
		code: "invalid-layer-argument",
		message: `SpectralNormalization needs a layer with a kernel or embeddings, ${knownState(layer).definition?.name} has neither`,
		argument: "layer",
	});

/** A model has no kernel of its own; what a user's layer has is its own to say. */
function rejectModel(layer: InstanceValue, fail: BuildContext["fail"]): never {
	const { graph, stack } = knownState(layer);
	const isModel = layer.cls.kind === "library" && (graph !== undefined || stack !== undefined);
	return isModel ? rejectWithoutKernel(layer, fail) : vague("a user's layer below SpectralNormalization");
}

function innerRun(layer: InstanceValue, input: Spec, context: BuildContext | CallContext, bare = false): LayerRun {
	const flavor = flavorOfMode(context.mode);
	const tensor: Value = makeTensor(input, flavor, context, context.mode === "eager");
	const isShape = "computeDtype" in context && context.asksShape;
	return prepareInner(layer, innerCall(tensor, context.origin), flavor, context.machine, bare || isShape, isShape);
}

/** Keras 3's answer: the wrapped layer's shape, with the wrapper's own dtype. */
function declare({ layer }: SpectralConfig, context: CallContext): SpecStructure {
	const input = onlyInput(context);
	const answer = (shape: Spec["shape"]) => {
		const output = innerRun(layer, { ...input, shape }, context).call();
		return isSpec(output) ? rankedOrVague(output.shape) : vague("a wrapped layer with several outputs");
	};
	const shape = onlyShape(context.inputs);
	const given = shapeWithoutSpec(layer, shape, answer, context.fail) ?? answer(shape);
	return { shape: given, dtype: context.computeDtype };
}

/** The wrapped layer is called; in Keras 3 its output is cast back to the input's dtype. */
function run({ layer }: SpectralConfig, context: CallContext): SpecStructure {
	const input = onlyInput(context);
	if (context.world === "keras2" && context.mode !== "eager") rejectTraining(context);
	const inner = innerRun(layer, input, context);
	if (!context.asksShape) inner.check();
	const output = inner.call();
	if (context.world === "keras2") return output;
	return isSpec(output) ? { ...output, dtype: input.dtype } : vague("a wrapped layer with several outputs");
}

/** Keras 2 asks a tensor whether all weights are zero, which a graph cannot say. */
function rejectTraining(context: CallContext): void {
	const training = context.machine.truth(handedTraining(context), context.origin);
	if (training === undefined) vague("whether the layer trains is not known");
	if (!training) return;
	context.fail({
		code: "invalid-layer-input",
		exception: "OperatorNotAllowedInGraphError",
		message: "SpectralNormalization of Keras 2 cannot run with training=True in a graph",
		argument: "training",
	});
}
