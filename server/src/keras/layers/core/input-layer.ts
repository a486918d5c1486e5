import {
	type Dim,
	type DType,
	type InstanceValue,
	isStatic,
	isUnknown,
	type Layout,
	NONE,
	type Origin,
	ranked,
	type Shape,
	type Spec,
	type TensorValue,
	type TypeSpecValue,
	type Value,
	type World,
	withLayout,
} from "../../../domain";
import {
	type Bound,
	type ClassModel,
	type FunctionModel,
	type LibraryCall,
	raise,
	typeName,
	vague,
} from "../../../interpreter/api";
import { makeTensor } from "../../engine/call-layer";
import { allocateLayer } from "../../engine/construct-layer";
import { LAYER, layerAttribute, layerMethods } from "../../engine/define-layer";
import { floatx, readDType } from "../../engine/dtype-policy";
import type { LayerDefinition } from "../../engine/layer-definition";
import { FLOAT32, layerState } from "../../engine/layer-state";
import { autoName } from "../../engine/naming";
import { promotedElsewhere } from "../../engine/other-backend";
import { record } from "../../engine/record-call";
import { bindAt } from "../../versions/former-signatures";
import { isSince } from "../../versions/release";
import { failShape, noRank, readBatch, readShape, type ShapeReader } from "./input-shape";

const SIGNATURES: Readonly<Record<World, string>> = {
	keras2:
		"shape=None, batch_size=None, name=None, dtype=None, sparse=None, tensor=None, ragged=None, type_spec=None, **kwargs",
	keras3:
		"shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, name=None, tensor=None, optional=False",
};

const LAYER_SIGNATURES: Readonly<Record<World, string>> = {
	keras2:
		"input_shape=None, batch_size=None, dtype=None, input_tensor=None, sparse=None, name=None, ragged=None, type_spec=None, **kwargs",
	keras3:
		"shape=None, batch_size=None, dtype=None, sparse=None, ragged=None, batch_shape=None, input_tensor=None, optional=False, name=None, **kwargs",
};

/** `keras.layers.InputLayer`: the source of a graph. It has no input and is never called. */
const DEFINITION: LayerDefinition<unknown> = {
	name: "InputLayer",
	signature: LAYER_SIGNATURES,
	configure: () => ({}),
	call: () => vague("an InputLayer is not called"),
};

/** `keras.layers.InputLayer`: `shape` -> `(batch_size, *shape)`. What `Input` makes behind the tensor that it gives. */
export const InputLayer: ClassModel = {
	kind: "class",
	name: "keras.layers.InputLayer",
	aliases: ["keras.engine.input_layer.InputLayer"],
	bases: [LAYER],
	allocate: allocateLayer,
	init: (self, call) => {
		const bound = bindAt("keras.layers.InputLayer", "init", LAYER_SIGNATURES[call.world], call, call.args);
		rejectArguments(bound, "InputLayer", ["input_shape", "batch_input_shape"], call.world);
		const state = layerState(self);
		if (!state) return;
		Object.assign(state, { vague: { text: "InputLayer(…) is not followed" }, origin: call.args.origin });
		if (!bound.open) fillLayer(self, readInput(namesOf(bound), call), call);
	},
	call: callInputLayer,
	attribute: layerAttribute,
	methods: layerMethods,
};

/** An InputLayer that is called on a tensor: Keras 2 hands it on, `call` of Keras 3 takes none. */
function callInputLayer(self: InstanceValue, { machine, args, world }: LibraryCall): Value {
	const state = layerState(self);
	const first = args.positional[0]?.value;
	if (!state || args.open || first?.kind !== "tensor") return vague("an InputLayer that is called is not followed");
	if (world === "keras3")
		raise({ code: "invalid-layer-input", exception: "TypeError", message: "an InputLayer takes no input" });
	if (first.flavor !== "KerasTensor") return first;
	return record(self, state, args, makeTensor(first.spec, "KerasTensor", state), machine);
}

/** `keras.Input(shape, …)` -> `(batch, *shape)`. Mirrors keras/src/layers/core/input_layer.py in both worlds. */
export const Input: FunctionModel = {
	kind: "function",
	name: "keras.Input",
	aliases: ["keras.layers.Input", "keras.engine.input_layer.Input"],
	call(call) {
		const bound = bindAt("keras.Input", "init", SIGNATURES[call.world], call, call.args);
		rejectArguments(bound, "Input", ["batch_shape", "batch_input_shape"], call.world);
		if (bound.open) vague(bound.open);
		if (call.world === "keras2") checkSources(bound);
		return tensorOf(readInput(namesOf(bound), call), call);
	},
};

/** The arguments of either constructor, under one set of names; absent for None. */
type Arguments = (
	name: "shape" | "batch_shape" | "batch_size" | "dtype" | "name" | "tensor" | "type_spec" | "sparse" | "ragged",
) => Value | undefined;

function namesOf(bound: Bound): Arguments {
	const given = (name: string): Value | undefined => {
		const value = bound.extra.find((each) => each.name === name)?.value ?? bound.given(name)?.value;
		return value?.kind === "none" ? undefined : value;
	};
	return (name) => {
		if (name === "shape") return given("input_shape") ?? given("shape");
		if (name === "batch_shape") return given("batch_input_shape") ?? given("batch_shape");
		return name === "tensor" ? (given("tensor") ?? given("input_tensor")) : given(name);
	};
}

/** What an InputLayer is made of. */
interface InputSource extends Spec {
	readonly name: Value;
	/** The spec that `type_spec=` gave, which the tensor keeps as it is. */
	readonly typeSpec?: TypeSpecValue | undefined;
}

function readInput(args: Arguments, call: LibraryCall): InputSource {
	return call.world === "keras2" ? readInput2(args, call) : readInput3(args, call);
}

/** Keras 2: `Input` itself looks at which of its arguments were given. */
function checkSources(bound: Bound): void {
	const args = namesOf(bound);
	const isTrue = (value: Value | undefined) => value?.kind === "bool" && value.value === true;
	if (isTrue(args("sparse")) && isTrue(args("ragged"))) failShape("Input() is sparse or ragged, not both", "sparse");
	if (args("shape") && args("batch_shape")) failShape("Input() takes shape or batch_shape, not both", "batch_shape");
	if (!args("shape") && !args("batch_shape") && !args("tensor") && !args("type_spec"))
		failShape("Input() needs a shape", "shape");
}

function readInput2(args: Arguments, call: LibraryCall): InputSource {
	const { machine, world } = call;
	const reader: ShapeReader = { machine, world, origin: call.args.origin };
	const batchShape = args("batch_shape");
	const hasBatchShape = batchShape !== undefined && truth(batchShape, call) !== false;
	if (hasBatchShape && args("shape") && truth(args("shape") ?? NONE, call) === true)
		failShape("InputLayer takes input_shape or batch_input_shape, not both", "batch_input_shape");
	if (hasBatchShape) rejectUnsliceable(batchShape);
	const batch = hasBatchShape ? undefined : readBatch(args("batch_size") ?? NONE, reader);
	const name = readName2(args("name"), call);
	const dtype = readDType2(args, call);
	if (args("type_spec")) return fromTypeSpec(args, name);
	const source = args("tensor");
	if (source) return fromTensor2(source, dtype, args("dtype"), name);
	const full = readFull2(hasBatchShape ? batchShape : undefined, args("shape"), batch, reader);
	return { shape: full, dtype, name, layout: readLayout(args, full, call) };
}

function readFull2(
	batchShape: Value | undefined,
	shape: Value | undefined,
	batch: Dim | undefined,
	reader: ShapeReader,
) {
	if (batchShape) return readShape(batchShape, "batch_shape", reader);
	if (!shape) return noRank(reader.origin);
	const inner = readShape(shape, "shape", reader);
	return inner.kind === "ranked" && batch !== undefined ? ranked([batch, ...inner.dims]) : inner;
}

/** `sparse=True` and `ragged=True`; TensorFlow's ragged rank is the last axis of no known size (`backend.placeholder`). */
function readLayout(args: Arguments, shape: Shape, call: LibraryCall): Layout | undefined {
	const flag = (name: "sparse" | "ragged") => {
		const value = args(name);
		return value === undefined ? false : truth(value, call);
	};
	const [sparse, ragged] = [flag("sparse"), flag("ragged")];
	if (sparse === undefined || ragged === undefined) return { kind: "unknown" };
	if (sparse) return { kind: "sparse" };
	if (!ragged) return undefined;
	const dims = shape.kind === "ranked" ? shape.dims : [];
	const rank = Math.max(0, dims.map((dim) => !isStatic(dim)).lastIndexOf(true));
	const isSure = shape.kind === "ranked" && !dims.some(isUnknown);
	return { kind: "ragged", raggedRank: isSure ? rank : undefined };
}

const truth = (value: Value, { machine }: LibraryCall): boolean | undefined =>
	machine.truth(value, { path: "", start: 0, end: 0 });

/** `batch_shape[1:]`, which an int does not take. */
function rejectUnsliceable(value: Value): void {
	if (!["int", "float", "bool", "function", "dtype", "set", "dict"].includes(value.kind)) return;
	failShape(
		`batch_shape must be a tuple of sizes, found a value of type ${typeName(value)}`,
		"batch_shape",
		"TypeError",
	);
}

/** A name that is falsy is no name; what is no text is a TypeError. */
function readName2(name: Value | undefined, call: LibraryCall): Value {
	if (!name || truth(name, call) === false) return NONE;
	if (name.kind === "str" || name.kind === "unknown") return name;
	raise({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `name must be a string, found a value of type ${typeName(name)}`,
		argument: "name",
	});
}

function readDType2(args: Arguments, call: LibraryCall): DType {
	const dtype = args("dtype");
	if (!dtype || truth(dtype, call) === false) return floatx(call.machine, "keras2");
	return readDType(dtype, "keras2", "TypeError");
}

const NO_SPECS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str", "list", "tuple", "dict"]);

function fromTypeSpec(args: Arguments, name: Value): InputSource {
	const others = ["shape", "batch_size", "dtype", "tensor", "sparse", "ragged"] as const;
	const other = others.find((each) => args(each) !== undefined);
	if (other) failShape(`Input(type_spec=…) takes no ${other} beside it`, other);
	const value = args("type_spec");
	if (value && NO_SPECS.has(value.kind))
		failShape("Input(type_spec=…) takes a TypeSpec", "type_spec", "AttributeError");
	if (value?.kind !== "typespec") return vague("Input(type_spec=…) of something that is not followed");
	return {
		...value.spec,
		typeSpec: value,
		name: name.kind === "none" && value.name ? { kind: "str", value: value.name } : name,
	};
}

function fromTensor2(source: Value, dtype: DType, written: Value | undefined, name: Value): InputSource {
	if (source.kind === "unknown" || source.kind === "instance") return vague("Input(tensor=…) is not followed");
	if (source.kind !== "tensor") {
		return failShape(
			`Input(tensor=…) takes a tensor, found a value of type ${typeName(source)}`,
			"tensor",
			"AttributeError",
		);
	}
	if (written && typeof dtype === "string" && typeof source.spec.dtype === "string" && dtype !== source.spec.dtype)
		failShape(`Input(dtype="${dtype}") differs from its tensor's ${source.spec.dtype}`, "dtype");
	return { ...source.spec, typeSpec: { kind: "typespec", spec: source.spec, derived: false }, name };
}

function readInput3(args: Arguments, call: LibraryCall): InputSource {
	const { machine, world } = call;
	const reader: ShapeReader = { machine, world, origin: call.args.origin };
	const name = readName3(args("name"));
	if (args("tensor")) return fromTensor3(args, name, reader);
	const batchShape = args("batch_shape");
	const shape = args("shape");
	if (batchShape && shape) failShape("Input() takes shape or batch_shape, not both", "batch_shape");
	if (batchShape && args("batch_size")) failShape("Input() takes batch_size or batch_shape, not both", "batch_size");
	if (!batchShape && !shape) failShape("Input() needs a shape", "shape");
	const full = batchShape ? readShape(batchShape, "batch_shape", reader) : withBatch(shape ?? NONE, args, reader);
	const dtype = readDType3(args("dtype"), call);
	const isTrue = (value: Value | undefined) => value !== undefined && truth(value, call) === true;
	if (isTrue(args("sparse")) && isTrue(args("ragged"))) failShape("Input() is sparse or ragged, not both", "sparse");
	return { shape: full, dtype, name, layout: readLayout(args, full, call) };
}

function withBatch(shape: Value, args: Arguments, reader: ShapeReader): Shape {
	const inner = readShape(shape, "shape", reader);
	const batch = readBatch(args("batch_size") ?? NONE, reader);
	return inner.kind === "ranked" ? ranked([batch, ...inner.dims]) : inner;
}

function readName3(name: Value | undefined): Value {
	if (!name || name.kind === "unknown") return name ?? NONE;
	if (name.kind === "str" && !name.value?.includes("/")) return name;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: 'name of an Input must be a string without "/"',
		argument: "name",
	});
}

function readDType3(dtype: Value | undefined, { machine, world }: LibraryCall): DType {
	if (!dtype) return floatx(machine, world);
	const unhashable = ["list", "dict", "set"].includes(dtype.kind);
	const read = readDType(dtype, world, unhashable ? "TypeError" : "ValueError");
	// Complex dtypes came with 3.6.
	if (typeof read === "string" && read.startsWith("complex") && !isSince("3.6", { machine, world }))
		failShape(`Input() of Keras ${machine.versions.keras} knows no dtype ${read}`, "dtype");
	// Python's `int` is the backend's.
	return dtype.kind === "library" ? promotedElsewhere(read, { machine, world }) : read;
}

function fromTensor3(args: Arguments, name: Value, reader: ShapeReader): InputSource {
	const source = args("tensor");
	if (source?.kind === "unknown" || source?.kind === "instance") return vague("Input(tensor=…) is not followed");
	if (source?.kind !== "tensor" || source.flavor !== "KerasTensor")
		return failShape("Input(tensor=…) takes a KerasTensor", "tensor");
	const given = (["shape", "batch_shape", "batch_size", "dtype", "sparse"] as const).find((each) => args(each));
	if (given) vague(`Input(tensor=…, ${given}=…) is not followed at ${reader.origin.start}`);
	return { ...source.spec, name };
}

function tensorOf(source: InputSource, call: LibraryCall): Value {
	return freshInput(call, source);
}

/** An input of the given full shape, with an InputLayer of its own behind it. */
export const inputTensor = (call: LibraryCall, shape: Shape, dtype: DType, name: Value, layout?: Layout): Value =>
	freshInput(call, { shape, dtype, name, layout });

function freshInput(call: LibraryCall, source: InputSource): Value {
	const { machine, world } = call;
	const cls = { kind: "library", name: InputLayer.name, world } as const;
	const layer: InstanceValue = { kind: "instance", cls, attrs: new Map() };
	allocateLayer(layer, machine, world, call.args.origin);
	return fillLayer(layer, source, call);
}

function fillLayer(layer: InstanceValue, source: InputSource, call: LibraryCall): Value {
	const { shape, dtype, name, layout, typeSpec } = source;
	const { machine, world, args } = call;
	const state = layerState(layer);
	if (!state) return vague("the input layer is not known");
	const automatic = () =>
		world === "keras2" ? autoName("input", machine, world, true) : autoName("input_layer", machine, world);
	Object.assign(state, {
		vague: undefined,
		definition: DEFINITION,
		origin: args.origin,
		config: typeSpec ? { typeSpec } : {},
		policy: typeof dtype === "string" ? { compute: dtype, variable: dtype } : FLOAT32,
		name: name.kind === "str" ? name.value : name.kind === "none" ? automatic() : undefined,
		nameIsUnknown: name.kind === "unknown" || (name.kind === "str" && name.value === undefined),
		built: { weights: [], inputs: [], inputSpec: undefined },
	});
	const tensor: TensorValue = makeTensor(withLayout({ shape, dtype }, layout), "KerasTensor", state);
	return record(layer, state, { positional: [], keywords: [], origin: args.origin }, tensor, machine);
}

function rejectArguments(bound: Bound, name: string, extras: readonly string[], world: World): void {
	const error = bound.errors[0];
	const fail = (exception: string, argument: string, origin?: Origin): never =>
		raise({
			code: "unknown-layer-argument",
			exception,
			message: `${name}() has no argument ${argument}`,
			...(origin ? {} : { argument }),
		});
	if (error) fail("TypeError", "name" in error ? error.name : "beyond its own");
	const extra = bound.extra.find((each) => !extras.includes(each.name));
	// Keras 3's InputLayer drops what it does not know.
	if (extra && world === "keras2") fail("ValueError", extra.name);
}
