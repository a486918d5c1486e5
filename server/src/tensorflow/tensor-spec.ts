import {
	type DType,
	type DTypeName,
	isUnknown,
	NONE,
	noneDim,
	type Origin,
	printDType,
	printShape,
	ranked,
	type Shape,
	type Spec,
	sameDType,
	sameShape,
	str,
	type TensorFlavor,
	type TensorValue,
	type TypeSpecValue,
	unknown,
	type Value,
} from "../domain";
import {
	type Argument,
	type Bound,
	bind,
	describeBindError,
	Failure,
	type FunctionModel,
	type LibraryCall,
	type Machine,
	type Problem,
	raise,
	signature,
	type TypeModel,
	typeName,
	vague,
} from "../interpreter/api";
import { readDType } from "./dtypes";
import { compatibleShapes, readShape, type WrittenShape } from "./shapes";
import { toTensorShape } from "./tensor-shape";

const define = (
	name: string,
	text: string,
	run: (bound: Bound, call: LibraryCall) => Value,
	aliases: readonly string[] = [],
): FunctionModel => ({
	kind: "function",
	name,
	aliases,
	call(call) {
		const bound = bind(signature(text), call.args);
		const error = bound.errors[0];
		if (error) {
			const origin = "origin" in error ? error.origin : undefined;
			const code = "tensorspec-invalid-shape";
			raise({ code, exception: "TypeError", message: describeBindError(error, name.slice(11)) }, origin);
		}
		if (bound.open) vague(bound.open);
		return run(bound, call);
	},
});

interface NewSpec {
	readonly spec: Spec;
	readonly name?: string | undefined;
	readonly derived: boolean;
	readonly shape?: Argument | undefined;
	readonly handwritten?: readonly number[];
}

/** The new TypeSpec, announced to the rules. */
function announce({ spec, name, derived, shape, handwritten = [] }: NewSpec, machine: Machine, origin: Origin): Value {
	const value: TypeSpecValue = { kind: "typespec", spec, name, derived };
	machine.emit({ kind: "typespec", value, origin, shape, handwritten, assumptions: machine.assumptions });
	return value;
}

const textOf = (value: Value): string | undefined => (value.kind === "str" ? value.value : undefined);

/** `tf.TensorSpec(shape, dtype, name)`. Mirrors `DenseSpec.__init__` of tensorflow/python/framework/tensor.py. */
const construct = define("tensorflow.TensorSpec", "shape, dtype=None, name=None", (bound, { machine, args }) => {
	const written = shapeArgument(bound, machine, args.origin);
	const dtype = dtypeArgument(bound);
	return announce(
		{
			spec: { shape: written.shape, dtype },
			name: textOf(bound.get("name")),
			derived: written.derived,
			shape: bound.given("shape"),
			handwritten: written.handwritten,
		},
		machine,
		args.origin,
	);
});

/** The shape argument; a problem with it points at it. */
function shapeArgument(bound: Bound, machine: Machine, origin: Origin): WrittenShape {
	const argument = bound.given("shape");
	return at(argument, () => readShape(argument?.value ?? NONE, machine, argument?.origin ?? origin));
}

function dtypeArgument(bound: Bound): DType {
	const argument = bound.given("dtype");
	return argument ? at(argument, () => readDType(argument.value)) : "float32";
}

/** Runs a reader of an argument; what it raises is blamed on the argument. */
function at<T>(argument: Argument | undefined, run: () => T): T {
	try {
		return run();
	} catch (signal) {
		if (signal instanceof Failure && argument) throw new Failure(signal.problem, signal.origin ?? argument.origin);
		throw signal;
	}
}

const tensorOf = (value: Value, ...flavors: readonly TensorFlavor[]): TensorValue | undefined =>
	value.kind === "tensor" && flavors.includes(value.flavor) ? value : undefined;

/** `tf.TensorSpec.from_tensor`: real tensors only. A KerasTensor is none, however static its shape. */
const fromTensor = define("tensorflow.TensorSpec.from_tensor", "tensor, name=None", (bound, { machine, args }) => {
	const value = bound.get("tensor");
	const name = textOf(bound.get("name"));
	const tensor = tensorOf(value, "Tensor");
	if (tensor) return announce({ spec: tensor.spec, name, derived: false }, machine, args.origin);
	const symbolic = tensorOf(value, "KerasTensor");
	if (symbolic) {
		const problem: Problem = {
			code: "typespec-from-keras-tensor",
			exception: "ValueError",
			message: "TensorSpec.from_tensor takes a tf.Tensor, found a KerasTensor; TensorSpec(kt.shape, kt.dtype) works",
			facts: { fix: "from-tensor" },
		};
		raise(problem, undefined, () => ({ kind: "typespec", spec: symbolic.spec, name, derived: true }));
	}
	if (isOpen(value)) return vague("a tensor that is not known");
	raise({
		code: "tensorspec-invalid-shape",
		exception: "ValueError",
		message: `TensorSpec.from_tensor takes a tf.Tensor, found a value of type ${describeType(value)}`,
		argument: "tensor",
	});
});

const isOpen = (value: Value): boolean => value.kind === "unknown" || value.kind === "instance";
const describeType = (value: Value): string => (value.kind === "tensor" ? value.flavor : typeName(value));

/** `tf.TensorSpec.from_spec`: anything with a shape, a dtype and a name, by duck typing; a KerasTensor has them. */
const fromSpec = define("tensorflow.TensorSpec.from_spec", "spec, name=None", (bound, { machine, args }) => {
	const value = bound.get("spec");
	const given = textOf(bound.get("name"));
	if (value.kind === "typespec") return announce({ ...value, name: given ?? value.name }, machine, args.origin);
	if (value.kind === "tensor") {
		const derived = value.flavor === "KerasTensor";
		const isNameless = !derived && value.eager !== false && value.flavor !== "Variable";
		if (!isNameless || given !== undefined)
			return announce({ spec: value.spec, name: given, derived }, machine, args.origin);
	}
	if (isOpen(value)) return vague("a spec that is not known");
	raise({
		code: "tensorspec-invalid-shape",
		exception: "AttributeError",
		message: `TensorSpec.from_spec needs an object with shape, dtype and name, found ${describeType(value)}`,
		argument: "spec",
	});
});

const SCALARS: Partial<Record<Value["kind"], DTypeName>> = {
	int: "int32",
	float: "float32",
	bool: "bool",
	str: "string",
};

/** `tf.type_spec_from_value`: tensors and what converts to one; never a KerasTensor. */
const typeSpecFromValue = define("tensorflow.type_spec_from_value", "value", (bound, { machine, args }) => {
	const value = bound.get("value");
	const symbolic = tensorOf(value, "KerasTensor");
	if (symbolic) {
		const problem: Problem = {
			code: "typespec-from-keras-tensor",
			exception: "TypeError",
			message: "no TypeSpec can be built from a KerasTensor; TensorSpec(kt.shape, kt.dtype) describes it",
			facts: { fix: "from-tensor" },
		};
		raise(problem, undefined, () => ({ kind: "typespec", spec: symbolic.spec, derived: true }));
	}
	const tensor = tensorOf(value, "Tensor", "ndarray");
	if (tensor) return announce({ spec: tensor.spec, derived: false }, machine, args.origin);
	const dtype = SCALARS[value.kind];
	if (dtype) return announce({ spec: { shape: ranked([]), dtype }, derived: false }, machine, args.origin);
	return vague("a value whose TypeSpec is not followed");
});

export const TENSOR_SPEC_MODELS: readonly FunctionModel[] = [construct, fromTensor, fromSpec, typeSpecFromValue];

const asSpec = (value: Value): TypeSpecValue => (value.kind === "typespec" ? value : vague("not a TensorSpec"));

/** A `tf.TensorSpec` object. */
export const TypeSpecType: TypeModel = {
	handles: (value) => value.kind === "typespec",
	attribute: (self, name, _machine, origin) => attribute(asSpec(self), name, origin),
	methods: {
		is_compatible_with: (self, call) => ({ kind: "bool", value: isCompatible(asSpec(self), firstArgument(call)) }),
		most_specific_compatible_type: (self, call) => generalize(asSpec(self), asSpec(firstArgument(call))),
	},
	compare(op, left, right) {
		if (op !== "==" && op !== "!=") return undefined;
		if (left.kind === "unknown" || right.kind === "unknown") return { kind: "bool" };
		const same = left.kind === "typespec" && right.kind === "typespec" && sameSpecs(left, right);
		return { kind: "bool", value: same === undefined ? undefined : same === (op === "==") };
	},
	typeName: () => "TensorSpec",
};

const firstArgument = (call: LibraryCall): Value =>
	(call.args.positional[0] ?? call.args.keywords[0])?.value ?? vague("a missing argument");

function attribute(self: TypeSpecValue, name: string, origin: Origin): Value | undefined {
	switch (name) {
		case "shape":
			return toTensorShape(self.spec.shape, self.derived);
		case "dtype":
			return { kind: "dtype", dtype: self.spec.dtype };
		case "name":
			return self.name === undefined ? NONE : str(self.name);
		case "value_type":
		case "is_subtype_of":
		case "most_specific_common_supertype":
			return unknown({ text: `the attribute ${name} of a TensorSpec is not modelled`, origin });
		case "rank":
		case "ndim":
		case "as_list":
			return undefined;
		default:
			return name.startsWith("_") || /^(experimental_|cast|flatten|from_|to_|placeholder)/.test(name)
				? unknown({ text: `the attribute ${name} of a TensorSpec is not modelled`, origin })
				: undefined;
	}
}

/** `None` fits every size; only specs and tensors are compatible with a spec. */
function isCompatible(self: TypeSpecValue, other: Value): boolean | undefined {
	if (other.kind === "unknown" || other.kind === "instance") return undefined;
	const spec = other.kind === "typespec" ? other.spec : tensorOf(other, "Tensor")?.spec;
	if (!spec) return other.kind === "tensor" ? (other.flavor === "ndarray" ? false : undefined) : false;
	if (typeof spec.dtype === "string" && typeof self.spec.dtype === "string" && !sameDType(spec.dtype, self.spec.dtype))
		return false;
	const shapes = compatibleShapes(self.spec.shape, spec.shape);
	return shapes === true && printDType(spec.dtype) === "?" ? undefined : shapes;
}

/** The least spec that covers both: `None` where the sizes differ. */
function generalize(a: TypeSpecValue, b: TypeSpecValue): Value {
	const shape = generalizeShapes(a.spec.shape, b.spec.shape);
	if (!shape || !sameDType(a.spec.dtype, b.spec.dtype)) return vague("specs that are not compatible");
	return { kind: "typespec", spec: { shape, dtype: a.spec.dtype }, derived: a.derived || b.derived };
}

function generalizeShapes(a: Shape, b: Shape): Shape | undefined {
	if (a.kind !== "ranked" || b.kind !== "ranked") return undefined;
	if (a.dims.length !== b.dims.length) return { kind: "unknown-rank", why: { text: "the ranks differ" } };
	return ranked(
		a.dims.map((dim, axis) => {
			const other = b.dims[axis];
			if (dim === other) return dim;
			if (isUnknown(dim)) return dim;
			return other !== undefined && isUnknown(other) ? other : openDim;
		}),
	);
}

const openDim = noneDim({ text: "the sizes of the two specs differ" });

function sameSpecs(a: TypeSpecValue, b: TypeSpecValue): boolean | undefined {
	if (a.name !== b.name) return false;
	const certain = [a.spec, b.spec].every(
		({ shape, dtype }) =>
			typeof dtype === "string" && shape.kind !== "top" && printShape(shape).includes("?") === false,
	);
	const same = sameShape(a.spec.shape, b.spec.shape) && sameDType(a.spec.dtype, b.spec.dtype);
	return certain ? same : undefined;
}
