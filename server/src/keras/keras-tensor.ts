import {
	asDense,
	bool,
	int,
	isStatic,
	library,
	mergeDims,
	NONE,
	type Origin,
	type ProblemCode,
	printShape,
	ranked,
	type Spec,
	str,
	type TensorValue,
	type TypeSpecValue,
	unknown,
	type Value,
	type World,
} from "../domain";
import {
	type LibraryCall,
	type Machine,
	type MethodModel,
	namesSetOnTensors,
	raise,
	type TypeModel,
	vague,
} from "../interpreter/api";
import { makeTensor } from "./engine/call-layer";
import { historyOf, type LayerState, layerState } from "./engine/layer-state";
import { shapeToValue, valueToShape } from "./engine/shape-value";
import { applyBinary, applyComparison, applyElementwise, applyItem, applyUnary } from "./operators/apply";
import { ABSOLUTE, ROUND } from "./operators/operators";
import { isSince } from "./versions/release";

const isKerasTensor = (value: Value): value is TensorValue => value.kind === "tensor" && value.flavor === "KerasTensor";
const asKerasTensor = (value: Value): TensorValue => (isKerasTensor(value) ? value : vague("not a KerasTensor"));

/** A KerasTensor. Mirrors `KerasTensor` of keras/src/backend/common/keras_tensor.py (3) and engine/keras_tensor.py (2.15). */
export const KerasTensorType: TypeModel = {
	handles: isKerasTensor,
	attribute: (self, name, machine, origin) =>
		namesSetOnTensors(machine).has(name)
			? unknown({ text: `${name} was set on a tensor`, origin })
			: attribute(asKerasTensor(self), name, origin),
	methods: {
		__abs__: (self, { machine, args }) => applyElementwise(ABSOLUTE, self, machine, args.origin),
		__round__: (self, { machine, args }) =>
			asKerasTensor(self).world === "keras2"
				? fail("TypeError", "a KerasTensor of Keras 2 cannot be rounded by round(): use tf.round")
				: applyElementwise(ROUND, self, machine, args.origin),
		__int__: (self, call) => rejectNumber(asKerasTensor(self), "an int", call.machine),
		__float__: (self, call) => rejectNumber(asKerasTensor(self), "a float", call.machine),
		get_shape: (self) => shapeToValue(onlyInKeras2(self, "get_shape").spec.shape, "keras2"),
		set_shape: setShape,
		reshape: asOperation("reshape"),
		squeeze: asOperation("squeeze"),
		to_tensor: toTensor,
	},
	binary: applyBinary,
	compare: applyComparison,
	unary: applyUnary,
	getItem: applyItem,
	setItem: () => fail("TypeError", "the items of a KerasTensor cannot be set: it has no values"),
	call: () => fail("TypeError", "a KerasTensor is no function: a layer is called on it"),
	iterate: (self, machine, origin) => rows(asKerasTensor(self), machine, origin),
	typeName: () => "KerasTensor",
	truth: (self) => rejectTruth(asKerasTensor(self)),
	length: () => fail("TypeError", "a KerasTensor has no len(): use x.shape[0]"),
};

/** `x.to_tensor()` of a ragged KerasTensor of Keras 2. */
function toTensor(self: Value, { args }: LibraryCall): Value {
	const tensor = asKerasTensor(self);
	const { layout } = tensor.spec;
	if (layout?.kind !== "ragged" || tensor.world === "keras3") return missing(tensor, "to_tensor");
	if (args.positional.length + args.keywords.length > 0 || !layout.raggedRank)
		return vague("arguments of to_tensor are not followed");
	return makeTensor(asDense(tensor.spec), "KerasTensor", tensor);
}

/** `x.reshape(…)` of Keras 3 is the operation of that name. */
function asOperation(name: string): MethodModel {
	return (self, { machine, args }) => {
		const tensor = asKerasTensor(self);
		if (tensor.world === "keras2") return missing(tensor, name);
		const positional = [{ value: self, origin: args.origin }, ...args.positional];
		return machine.call(library(`keras.ops.${name}`, "keras3"), { ...args, positional });
	};
}

const fail = (exception: string, message: string, code: ProblemCode = "invalid-layer-input"): never =>
	raise({ code, exception, message });

/** Attributes that hold nothing that a program about shapes asks for. */
const UNFOLLOWED: Readonly<Record<World, readonly string[]>> = {
	keras2: ["ref", "node", "from_tensor", "from_type_spec"],
	keras3: ["ragged_rank", "row_splits_dtype", "record_history"],
};

function attribute(self: TensorValue, name: string, origin: Origin): Value | undefined {
	const { shape, dtype } = self.spec;
	const isKeras3 = self.world === "keras3";
	switch (name) {
		case "shape":
			return shapeToValue(shape, self.world);
		case "dtype":
			if (typeof dtype !== "string") return unknown(dtype.why);
			return isKeras3 ? { ...str(dtype), isDType: true } : { kind: "dtype", dtype };
		case "name":
			return self.name === undefined ? { kind: "str" } : str(self.name);
		case "type_spec":
			return isKeras3 ? missing(self, name) : typeSpecOf(self);
		case "ndim":
			if (!isKeras3) return missing(self, name);
			return shape.kind === "ranked" ? int(shape.dims.length) : unknown({ text: "the rank is not known", origin });
		case "sparse":
		case "ragged":
			return isKeras3 ? isLaidOut(self, name) : missing(self, name);
		case "is_tensor_like":
			return isKeras3 ? missing(self, name) : bool(true);
		case "op":
			return isKeras3 ? missing(self, name) : fail("TypeError", "a KerasTensor has no op: it is not in a graph yet");
		default:
			if (name.startsWith("_") || UNFOLLOWED[self.world].includes(name))
				return unknown({ text: `the attribute ${name} of a KerasTensor is not modelled`, origin });
			if (self.spec.layout?.kind === "ragged" && !isKeras3 && name !== "ragged_rank")
				return unknown({ text: `the attribute ${name} of a ragged KerasTensor is not modelled`, origin });
			// What a layer gave in a way that is not followed may be something else.
			if (shape.kind === "top") return unknown({ text: `${name} of what is not known`, origin, cause: shape.why });
			return missing(self, name);
	}
}

/** `kt.type_spec` of Keras 2: that of an Input has its name, unless it was given the whole spec. */
function typeSpecOf(self: TensorValue): Value {
	const { layout } = self.spec;
	if (layout?.kind === "unknown") return vague("how the tensor is kept is not known");
	// One that was made from a spec keeps it; only what layers give tells its spec by its shape.
	if (!historyOf(self)) return vague("the spec that a KerasTensor was made from");
	const given = inputOf(self)?.config;
	if (hasTypeSpec(given)) return { ...given.typeSpec, derived: true };
	const base = { kind: "typespec", spec: self.spec, derived: true } as const;
	if (layout?.kind === "sparse") return { ...base, type: "SparseTensorSpec" };
	if (layout?.kind !== "ragged") return { ...base, name: inputOf(self)?.name };
	return { ...base, type: "RaggedTensorSpec", parts: { row_splits_dtype: { kind: "dtype", dtype: "int64" } } };
}

/** What an InputLayer keeps that was given a whole spec. */
const hasTypeSpec = (config: unknown): config is { readonly typeSpec: TypeSpecValue } =>
	typeof config === "object" && config !== null && "typeSpec" in config;

/** The InputLayer behind a tensor, if it is one's output. */
function inputOf(self: TensorValue): LayerState | undefined {
	const layer = historyOf(self)?.node.layer;
	const state = layer && layerState(layer);
	return state?.definition?.name === "InputLayer" ? state : undefined;
}

function isLaidOut({ spec: { layout } }: TensorValue, kind: "sparse" | "ragged"): Value {
	return layout?.kind === "unknown" ? { kind: "bool" } : bool(layout?.kind === kind);
}

/** An attribute that other tensors have, or that the other Keras has. */
const missing = (self: TensorValue, name: string): never =>
	fail(
		"AttributeError",
		`a KerasTensor of ${self.world === "keras3" ? "Keras 3" : "Keras 2"} has no attribute ${name}`,
	);

function onlyInKeras2(self: Value, name: string): TensorValue {
	const tensor = asKerasTensor(self);
	return tensor.world === "keras2" ? tensor : missing(tensor, name);
}

/** `x.set_shape(s)`: what was open takes the sizes of `s`. */
function setShape(self: Value, call: LibraryCall): Value {
	const tensor = onlyInKeras2(self, "set_shape");
	const { shape } = tensor.spec;
	const argument = call.args.positional[0] ?? call.args.keywords[0];
	const wanted = argument ? valueToShape(argument.value) : vague("set_shape without a shape");
	if (wanted.kind !== "ranked" || shape.kind !== "ranked") return vague("a shape that is not known");
	const mismatch = () =>
		fail(
			"ValueError",
			`the shape is ${printShape(shape)}: it cannot be set to ${printShape(wanted)}`,
			"input-axis-size",
		);
	if (wanted.dims.length !== shape.dims.length) return mismatch();
	const dims = shape.dims.map((dim, axis) => mergeDims(dim, wanted.dims[axis] ?? dim) ?? mismatch());
	const spec: Spec = { ...tensor.spec, shape: ranked(dims) };
	call.machine.journal.setField(tensor as { spec: Spec }, "spec", spec, (a, b) => (a === b ? a : b));
	const history = historyOf(tensor);
	if (history) delete history.shown;
	return NONE;
}

const MAX_ROWS = 4096;

/** Keras 2 iterates over an axis of known size, one `x[i]` each. */
function rows(self: TensorValue, machine: Machine, origin: Origin): readonly Value[] | undefined {
	const { shape } = self.spec;
	// What a layer gave in a way that is not followed may be several tensors.
	if (shape.kind === "top") return undefined;
	if (self.world === "keras3") fail("NotImplementedError", "a KerasTensor cannot be iterated over");
	const count = shape.kind === "ranked" ? shape.dims[0] : undefined;
	if (count === undefined || (!isStatic(count) && count.kind === "none")) {
		raise({
			code: "undefined-dimension",
			exception: "TypeError",
			message: "a KerasTensor cannot be iterated over: its first dimension is not known",
			because: count === undefined || isStatic(count) ? [] : [count.why],
		});
	}
	if (!isStatic(count) || count > MAX_ROWS) return undefined;
	return Array.from({ length: count }, (_, row) => applyItem(self, int(row), machine, origin));
}

/** A KerasTensor of Keras 3 answers `int` and `float` itself since 3.5. */
function rejectNumber(self: TensorValue, what: string, machine: Machine): never {
	const answers = self.world === "keras3" && isSince("3.5", { world: self.world, machine });
	return fail(answers ? "ValueError" : "TypeError", `a KerasTensor has no value that could become ${what}`);
}

const rejectTruth = (_self: TensorValue): never =>
	fail("TypeError", "a KerasTensor has no truth value: its elements are not known before the model runs");
