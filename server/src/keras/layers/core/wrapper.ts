import type { InstanceValue } from "../../../domain";
import { type Machine, syntheticArguments, typeName, vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";
import type { CallRequest } from "../../engine/layer-definition";
import { layerState } from "../../engine/layer-state";
import { shapeToValue } from "../../engine/shape-value";
import { flattenTensors, mapTensors } from "../../engine/structure";
import { tracedException } from "../../engine/traced-exception";
import { isSince } from "../../versions/release";

interface WrapperConfig {
	readonly layer: InstanceValue;
}

/** Layers of Keras 3 whose `build` reads the shape that it is given. */
const SHAPED =
	/^(Dense|EinsumDense|(Separable|Depthwise)?Conv[123]D(Transpose)?|(Batch|Layer|Group|RMS)Normalization|LSTM|GRU|SimpleRNN|MultiHeadAttention|PReLU|Add|Subtract|Multiply|Average|Maximum|Minimum|Concatenate|Dot)$/;

/** Layers whose `build` does nothing with it. */
const SHAPELESS =
	/^(\w*Dropout([123]D)?|Lambda|Normalization|GaussianNoise|(Leaky)?ReLU|ELU|Softmax|Activation|ActivityRegularization|Flatten|Reshape|Permute|Embedding|(Max|Average)Pooling[123]D|Global(Max|Average)Pooling[123]D|(Zero)?Padding[123]D|Cropping[123]D|Masking|Identity|UnitNormalization|Rescaling)$/;

/** Layers whose `build` checks the shape itself. */
const CHECKED = /^(Attention|AdditiveAttention|TimeDistributed)$/;

/** What `build` without a shape raises; absent when nothing. */
function buildException(layer: InstanceValue, machine: Machine): string | undefined {
	const state = layerState(layer);
	if (state?.built) return undefined;
	const name = layer.cls.kind === "library" ? layer.cls.name.replace("keras.layers.", "") : "";
	if (name === "Wrapper" && state?.config) return buildException((state.config as WrapperConfig).layer, machine);
	// Until 3.12, Reshape read the shape as well.
	if (name === "Reshape" && state && !isSince("3.12", { machine, world: state.world })) return "TypeError";
	if (SHAPELESS.test(name) || name.endsWith("Sequential")) return undefined;
	if (CHECKED.test(name)) return "ValueError";
	return SHAPED.test(name) ? "TypeError" : vague("what the wrapped layer does without a shape is not followed");
}

/** A Wrapper of Keras 3 that has no `call` of its own takes `*args`, of which no shape is known to the inner `build`. */
function rejectBareCall(layer: InstanceValue, request: CallRequest): void {
	const isSymbolic = flattenTensors(request.input).some(({ flavor }) => flavor === "KerasTensor");
	const own = isSymbolic ? tracedException("NotImplementedError", request) : "NotImplementedError";
	request.fail({
		code: "invalid-layer-input",
		exception: buildException(layer, request.machine) ?? own,
		message: "Wrapper has no call of its own: subclass it, and call the wrapped layer there",
	});
}

/**
 * `keras.layers.Wrapper`: `inputs` -> what the `call` of its subclass gives. The base of the user's wrappers. Mirrors
 * core/wrapper.py (3) and rnn/base_wrapper.py (2.15).
 */
export const Wrapper = defineLayer<WrapperConfig>({
	name: "Wrapper",
	signature: "layer, **kwargs",
	manyInputs: true,
	configure(args) {
		const value = args.get("layer");
		if (value.kind === "unknown") return vague(value.why);
		if (value.kind === "instance" && layerState(value)) return { layer: value };
		if (value.kind === "instance") return vague("the wrapped object is not followed");
		return args.fail({
			code: "invalid-layer-argument",
			exception: isSince("2.13", args) ? undefined : "AssertionError",
			message: `Wrapper wraps a layer, found a value of type ${typeName(value)}`,
			argument: "layer",
		});
	},
	arrange({ layer }, request) {
		if (request.world === "keras3") rejectBareCall(layer, request);
		return { input: request.input };
	},
	build({ layer }, { machine, argument, world, origin }) {
		const inner = layerState(layer);
		if (inner?.built || !argument || (world === "keras2" && inner?.definition?.buildsInCall)) return;
		const shape = mapTensors(argument, (tensor) => shapeToValue(tensor.spec.shape, world));
		machine.call(machine.getAttribute(layer, "build", origin), syntheticArguments([shape], origin));
	},
	call: (_config, context) =>
		context.world === "keras2" ? context.input : vague("what a wrapper does is its subclass's to say"),
	sublayers: ({ layer }) => [layer],
	attribute: ({ layer }, name) => (name === "layer" ? layer : undefined),
});
