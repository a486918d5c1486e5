import {
	type DType,
	type InstanceValue,
	NONE,
	ranked,
	type Shape,
	str,
	type TensorValue,
	type Value,
} from "../../domain";
import { type LibraryCall, raise } from "../../interpreter/api";
import { historyOf, layerState } from "../engine/layer-state";
import { valueToShape } from "../engine/shape-value";
import { flattenTensors } from "../engine/structure";
import { inputTensor } from "../layers/core/input-layer";

export const isInputLayer = (layer: InstanceValue): boolean =>
	layer.cls.kind === "library" && layer.cls.name === "keras.layers.InputLayer";

interface DeclaredInput {
	readonly shape: Shape;
	readonly dtype: DType;
}

/** The input that a layer declares with `input_shape=` and its like; absent when it declares none. */
function declaredInput(layer: InstanceValue, call: LibraryCall): DeclaredInput | undefined {
	const state = layerState(layer);
	const extra = (name: string): Value | undefined => {
		const value = state?.bound?.extra.find((each) => each.name === name)?.value;
		return value?.kind === "none" ? undefined : value;
	};
	const batchShape = extra("batch_input_shape");
	const dim = extra("input_dim");
	const own =
		state?.world === "keras2" && state.bound ? state.definition?.implicitInputShape?.(state.bound) : undefined;
	const inner = extra("input_shape") ?? own ?? (dim && ({ kind: "tuple", items: [dim] } as const));
	const written = batchShape ?? inner;
	if (!written || !state) return undefined;
	const origin = state.origin ?? call.args.origin;
	const shape = valueToShape(written, { text: "the layer's input_shape leaves it open", origin });
	const size = extra("batch_size");
	const open = { kind: "none", why: { text: "the batch size is not fixed", origin } } as const;
	const batch = size?.kind === "int" && size.value !== undefined ? size.value : open;
	const full = shape.kind === "ranked" && !batchShape ? ranked([batch, ...shape.dims]) : shape;
	// Keras 2 gives the Input the layer's own dtype; Keras 3 makes a plain one.
	return { shape: full, dtype: state.world === "keras2" ? state.policy.variable : "float32" };
}

/**
 * The Input that the first layer brings with it. Keras 2 looks into nested models for the first layer of all, Keras 3
 * only at the layer itself.
 */
export function implicitInput(layer: InstanceValue, call: LibraryCall): TensorValue | undefined {
	const innermost = call.world === "keras2" ? firstOfNested(layer) : layer;
	const declared = innermost && declaredInput(innermost, call);
	const name = layerState(layer)?.name;
	if (!declared)
		return innermost && call.world === "keras2" && isInputLayer(innermost)
			? likeInput(innermost, name, call)
			: undefined;
	const tensor = inputTensor(
		call,
		declared.shape,
		declared.dtype,
		call.world === "keras2" && name !== undefined ? str(`${name}_input`) : NONE,
	);
	return tensor.kind === "tensor" ? tensor : undefined;
}

/** A functional model as the first layer begins with an InputLayer: the outer model gets one like it. */
function likeInput(layer: InstanceValue, name: string | undefined, call: LibraryCall): TensorValue | undefined {
	const source = layerState(layer)?.nodes[0]?.outputs[0];
	if (!source) return undefined;
	const tensor = inputTensor(
		call,
		source.spec.shape,
		source.spec.dtype,
		name === undefined ? NONE : str(`${name}_input`),
	);
	return tensor.kind === "tensor" ? tensor : undefined;
}

function firstOfNested(layer: InstanceValue): InstanceValue | undefined {
	const state = layerState(layer);
	if (!state || (!state.stack && !state.graph)) return layer;
	const layers = state.stack ? state.stack.filter((each) => !isInputLayer(each)) : state.graph?.layers;
	const first = layers?.[0];
	if (first) return firstOfNested(first);
	return raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "an empty model cannot be the first layer of a Sequential",
	});
}

/** The shape that Keras 3 reads from the first layer's `input_shape`: only models have one. */
export function shapeOfFirst(layer: InstanceValue): Shape | undefined {
	const inputs = layerState(layer)?.graph?.inputs;
	const [first, ...others] = inputs ? flattenTensors(inputs) : [];
	return others.length === 0 ? first?.spec.shape : undefined;
}

export const layerOf = (tensor: TensorValue): InstanceValue | undefined => historyOf(tensor)?.node.layer;
