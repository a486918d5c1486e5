import {
	type Dim,
	type DType,
	isDTypeName,
	type Origin,
	printShape,
	ranked,
	type Shape,
	topShape,
	unknownDim,
	unknownDType,
	type Value,
	type World,
} from "../../../domain";
import type { ClassModel } from "../../../interpreter/api";
import {
	type Bound,
	bind,
	type FunctionModel,
	type LibraryCall,
	raise,
	signature,
	vague,
} from "../../../interpreter/api";
import { makeTensor, record } from "../../engine/call-layer";
import { allocateLayer } from "../../engine/construct-layer";
import { LAYER, layerAttribute, layerMethods } from "../../engine/define-layer";
import type { LayerDefinition } from "../../engine/layer-definition";
import { FLOAT32, layerState } from "../../engine/layer-state";
import { autoName } from "../../engine/naming";
import { valueToDim } from "../../engine/shape-value";

const SIGNATURES: Readonly<Record<World, string>> = {
	keras2:
		"shape=None, batch_size=None, name=None, dtype=None, sparse=None, tensor=None, ragged=None, type_spec=None, **kwargs",
	keras3:
		"shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, name=None, tensor=None, optional=False",
};

/** `keras.layers.InputLayer`: the source of a graph. It has no input and is never called. */
const DEFINITION: LayerDefinition<unknown> = {
	name: "InputLayer",
	signature: SIGNATURES,
	configure: () => ({}),
	call: () => vague("an InputLayer is not called"),
};

export const InputLayer: ClassModel = {
	kind: "class",
	name: "keras.layers.InputLayer",
	bases: [LAYER],
	allocate: allocateLayer,
	init: (self, call) => {
		const state = layerState(self);
		if (state) Object.assign(state, { vague: { text: "InputLayer(…) is not followed" }, origin: call.args.origin });
	},
	attribute: layerAttribute,
	methods: layerMethods,
};

/** `keras.Input(shape, …)` -> `(batch, *shape)`. Mirrors keras/src/layers/core/input_layer.py in both worlds. */
export const Input: FunctionModel = {
	kind: "function",
	name: "keras.Input",
	aliases: ["keras.layers.Input", "keras.engine.input_layer.Input"],
	call: makeInput,
};

function makeInput(call: LibraryCall): Value {
	const { world, args } = call;
	const bound = bind(signature(SIGNATURES[world]), args);
	rejectUnknownArguments(bound, world);
	if (bound.open) vague(bound.open);
	for (const name of ["tensor", "type_spec"]) {
		if (bound.given(name) && bound.get(name).kind !== "none") vague(`Input(${name}=…) is not followed`);
	}
	const shape = inputShape(bound, world, args.origin);
	const dtype = readDType(bound.get("dtype"));
	return inputTensor(call, shape, dtype, bound.get("name"));
}

/** An input of the given full shape, with an InputLayer of its own behind it. */
export function inputTensor(call: LibraryCall, shape: Shape, dtype: DType, name: Value): Value {
	const { machine, world, args } = call;
	const layer = machine.instantiate(
		{ kind: "library", name: InputLayer.name, world },
		{ positional: [], keywords: [], origin: args.origin },
	);
	const state = layerState(layer);
	if (!state || layer.kind !== "instance") return vague("the input layer is not known");
	const automatic = () =>
		world === "keras2" ? autoName("input", machine, world, true) : autoName("input_layer", machine, world);
	Object.assign(state, {
		vague: undefined,
		definition: DEFINITION,
		config: {},
		policy: FLOAT32,
		name: name.kind === "str" ? name.value : automatic(),
		built: { weights: [], inputs: [], inputSpec: undefined },
	});
	const tensor = makeTensor({ shape, dtype }, "KerasTensor", state);
	return record(layer, state, { positional: [], keywords: [], origin: args.origin }, tensor, machine);
}

function rejectUnknownArguments(bound: Bound, world: World): void {
	const error = bound.errors[0];
	if (error) {
		const name = "name" in error ? error.name : "too many";
		raise({
			code: "unknown-layer-argument",
			exception: "TypeError",
			message: `Input() has no argument ${name}`,
			...("name" in error ? { argument: error.name } : {}),
		});
	}
	const extra = bound.extra.find((each) => each.name !== "batch_shape" && each.name !== "batch_input_shape");
	if (extra && world === "keras2") {
		raise({
			code: "unknown-layer-argument",
			exception: "ValueError",
			message: `Input() has no argument ${extra.name}`,
			argument: extra.name,
		});
	}
}

const given = (bound: Bound, name: string): Value | undefined => {
	const value = bound.extra.find((each) => each.name === name)?.value ?? bound.given(name)?.value;
	return value?.kind === "none" ? undefined : value;
};

function inputShape(bound: Bound, world: World, origin: Origin): Shape {
	const batchShape = given(bound, "batch_shape") ?? given(bound, "batch_input_shape");
	const shape = given(bound, "shape");
	if (batchShape && shape) fail("Input() takes shape or batch_shape, not both", "batch_shape");
	if (batchShape && given(bound, "batch_size") && world === "keras3") {
		fail("Input() takes batch_size or batch_shape, not both", "batch_size");
	}
	if (batchShape) return readShape(batchShape, "batch_shape", world, origin);
	if (!shape) fail("Input() needs a shape", "shape");
	const inner = readShape(shape, "shape", world, origin);
	if (inner.kind !== "ranked") return inner;
	return ranked([readBatch(bound.get("batch_size"), origin), ...inner.dims]);
}

function fail(message: string, argument: string): never {
	raise({ code: "invalid-input-shape", exception: "ValueError", message, argument });
}

function readBatch(batch: Value, origin: Origin): Dim {
	return (
		valueToDim(batch, { text: "the batch size is not fixed by this Input", origin }) ??
		unknownDim({ text: "the batch size is not followed", origin })
	);
}

function readShape(value: Value, argument: string, world: World, origin: Origin): Shape {
	if (value.kind === "unknown") return topShape(value.why);
	if (value.kind === "int") {
		if (world === "keras3") fail(`Input(${argument}=…) takes a tuple of sizes, not an int`, argument);
		return ranked([valueToDim(value, { text: "" }) as Dim]);
	}
	if (value.kind === "tensorshape") return value.shape;
	if ((value.kind !== "tuple" && value.kind !== "list") || !value.items)
		return topShape({ text: "the shape is not followed" });
	const dims = value.items.map((item, axis) => readDim(item, axis, argument, origin));
	const shape = ranked(dims);
	if (dims.some((dim) => typeof dim === "number" && dim < 0)) {
		fail(`Input(${argument}=${printShape(shape)}) has a negative size`, argument);
	}
	return shape;
}

function readDim(item: Value, axis: number, argument: string, origin: Origin): Dim {
	const dim = valueToDim(item, { text: `Input(${argument}=…) leaves axis ${axis} open`, origin });
	if (dim !== undefined) return dim;
	if (item.kind === "float" || item.kind === "str" || item.kind === "tuple" || item.kind === "list") {
		fail(`a size in Input(${argument}=…) must be an int or None, found a ${item.kind}`, argument);
	}
	return unknownDim({ text: "a size that is not followed", origin });
}

function readDType(value: Value): DType {
	if (value.kind === "none") return "float32";
	if (value.kind === "dtype") return value.dtype;
	if (value.kind === "str" && value.value !== undefined && isDTypeName(value.value)) return value.value;
	return unknownDType({ text: "the dtype is not followed" });
}
