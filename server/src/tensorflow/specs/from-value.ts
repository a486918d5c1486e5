import {
	int,
	NONE,
	noneDim,
	ranked,
	type Spec,
	specClass,
	specState,
	type TensorValue,
	type TypeSpecClass,
	type TypeSpecValue,
	unknownBecause,
	type Value,
	withSpecState,
} from "../../domain";
import { Failure, type Machine, type Problem, raise, typeName, vague } from "../../interpreter/api";
import { convert } from "../convert";
import { flatten, isNested } from "../structure";
import { commonSupertype } from "./subtypes";

/** A spec of some class with the shape, dtype and parts that it is given. */
export const makeSpec = (
	type: TypeSpecClass,
	spec: Spec,
	parts?: Readonly<Record<string, Value>>,
	name?: string,
): TypeSpecValue => ({ kind: "typespec", spec, name, derived: false, type, parts });

/** Specs that can be batched: all but those of objects that are no tensors. */
const BATCHABLE: ReadonlySet<string> = new Set([
	"TensorSpec",
	"BoundedTensorSpec",
	"RaggedTensorSpec",
	"SparseTensorSpec",
	"NoneTensorSpec",
	"DatasetSpec",
]);

/** The spec of one tensor; its class follows from the layout. */
export function specOfTensorValue({ flavor, spec }: TensorValue): TypeSpecValue {
	const { layout, shape } = spec;
	// What comes from a function that is not followed may be no dense tensor.
	if (shape.kind === "top" && !layout) return vague(shape.why);
	if (flavor === "Variable")
		return makeSpec("VariableSpec", spec, {
			trainable: unknownBecause("whether the variable is trainable"),
			alias_id: NONE,
		});
	if (layout?.kind === "unknown") return vague("how the tensor is kept is not known");
	if (layout?.kind === "sparse") return makeSpec("SparseTensorSpec", spec);
	return layout?.kind === "ragged" ? makeSpec("RaggedTensorSpec", spec) : { kind: "typespec", spec, derived: false };
}

/** `tf.type_spec_from_value`; what is not known has an unknown spec. Mirrors tensorflow/python/framework/type_spec.py. */
export function specOfValue(value: Value, machine: Machine): Value {
	const direct = directSpec(value, machine);
	if (direct) return direct;
	const symbolic = isNested(value) ? flatten(value).find(isKerasTensor) : undefined;
	if (symbolic) rejectKerasTensor(symbolic);
	try {
		const converted = convert(value.kind === "iterator" ? rejectValue(value) : value);
		return { kind: "typespec", spec: { shape: converted.shape, dtype: converted.dtype }, derived: false };
	} catch (signal) {
		if (signal instanceof Failure && ["ValueError", "TypeError"].includes(signal.problem.exception))
			return rejectValue(value);
		throw signal;
	}
}

const isKerasTensor = (value: Value): value is TensorValue => value.kind === "tensor" && value.flavor === "KerasTensor";

/** The spec of what needs no conversion, alone or as items of a list; absent for all else. */
function directSpec(value: Value, machine: Machine): Value | undefined {
	switch (value.kind) {
		case "unknown":
			return vague(value.why);
		case "none":
			return makeSpec("NoneTensorSpec", hiddenSpec("None has no shape"));
		case "tensor":
			return value.flavor === "KerasTensor" ? rejectKerasTensor(value) : specOfTensorValue(value);
		case "instance":
			return specOfObject(value, machine);
		case "list":
			return specOfList(value, machine);
		case "int":
		case "float":
		case "bool":
		case "str":
		case "bytes":
		case "complex":
		case "tuple":
		case "tensorshape":
			return undefined;
		default:
			return rejectValue(value);
	}
}

const hiddenSpec = (text: string): Spec => ({
	shape: { kind: "top", why: { text } },
	dtype: { kind: "unknown", why: { text } },
});

/** Objects of a library know their spec as an attribute: datasets and their iterators, for two. */
function specOfObject(value: Extract<Value, { kind: "instance" }>, machine: Machine): Value {
	if (value.cls.kind === "library" && /^(keras|builtins)\./.test(value.cls.name)) return rejectValue(value);
	const found = machine.findAttribute(value, "_type_spec", { path: "", start: 0, end: 0 });
	return found?.kind === "typespec" ? found : vague("an object whose spec is not followed");
}

/** A list of values with one spec in common has the batch of that. */
function specOfList(value: Extract<Value, { kind: "list" }>, machine: Machine): Value | undefined {
	if (!value.items) return vague(value.why ?? "a list that is not known");
	const [first, ...rest] = value.items.map((item) => directOrNothing(item, machine));
	if (value.items.length === 0 || first?.kind !== "typespec" || !BATCHABLE.has(specClass(first))) return undefined;
	if (rest.includes(undefined)) return undefined;
	const common = commonSupertype(first, rest as Value[]);
	return common ? batched(common, value.items.length) : undefined;
}

/** Within a list, what has no spec of its own is no error yet. */
function directOrNothing(item: Value, machine: Machine): Value | undefined {
	try {
		return directSpec(item, machine);
	} catch (signal) {
		if (signal instanceof Failure) return undefined;
		throw signal;
	}
}

/** `spec._batch(size)`: one more axis before the others; `null` is an open one. */
export function batched(spec: TypeSpecValue, size: number | null): TypeSpecValue {
	const dim = size === null ? noneDim({ text: "the size of a batch is open" }) : size;
	const { shape } = spec.spec;
	const type = specClass(spec);
	if (type === "NoneTensorSpec") return spec;
	const state = specState(spec).map((part): Value => {
		if (part.kind === "tensorshape" && part.shape.kind === "ranked")
			return { ...part, shape: ranked([dim, ...part.shape.dims]) };
		return type === "RaggedTensorSpec" && part.kind === "int" && part.value !== undefined ? int(part.value + 1) : part;
	});
	const isKept = type === "TensorSpec" && shape.kind === "ranked";
	return isKept ? { ...withSpecState(spec, state), name: undefined } : withSpecState(spec, state);
}

function rejectKerasTensor({ spec }: TensorValue): never {
	const problem: Problem = {
		code: "typespec-from-keras-tensor",
		exception: "TypeError",
		message: "no TypeSpec can be built from a KerasTensor; TensorSpec(kt.shape, kt.dtype) describes it",
		facts: { fix: "from-tensor" },
	};
	raise(problem, undefined, () => ({ kind: "typespec", spec, derived: true }));
}

/** What is no tensor and becomes none. */
function rejectValue(value: Value): never {
	raise({
		code: "tensorspec-invalid-shape",
		exception: "TypeError",
		message: `no TypeSpec describes a value of type ${typeName(value)}`,
		argument: "value",
	});
}
