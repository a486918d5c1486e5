import { list, type Origin, str, type TensorValue, tuple, unknown, type Value } from "../../domain";
import { type TypeModel, vague } from "../../interpreter/api";
import { makeTensor } from "../convert";
import { mapLeaves, valuesOf } from "../spec-values";
import { flatten } from "../structure";
import { toTensorShape } from "../tensor-shape";
import { callPolymorphic } from "./call";
import { callConcrete, makeConcrete } from "./concrete";
import { writtenSignature } from "./input-signature";
import { flatSpecs, structuredSignature } from "./structured-signature";
import { type Concrete, concreteOf, type Polymorphic, type Wrapped, wrappedOf } from "./wrapper";

const asPolymorphic = (value: Value): Wrapped<Polymorphic> => wrappedOf(value) ?? vague("not a tf.function");

const asConcrete = (value: Value): Wrapped<Concrete> => {
	const wrapper = concreteOf(value);
	return value.kind === "function" && wrapper ? { func: value, wrapper } : vague("not a concrete function");
};

/** A function that `tf.function` wraps. Mirrors tensorflow/python/eager/polymorphic_function. */
export const TfFunctionType: TypeModel = {
	handles: (value) => wrappedOf(value) !== undefined,
	call(self, call) {
		const wrapped = asPolymorphic(self);
		const result = callPolymorphic(wrapped, call);
		call.machine.journal.setField(wrapped.wrapper, "state", "traced", (a, b) => (a === b ? a : "untraced"));
		return result;
	},
	attribute(self, name, _machine, origin) {
		const { func, wrapper } = asPolymorphic(self);
		if (name === "name") return str(func.name);
		if (name === "python_function" || name === "__wrapped__") return { ...func, wrapper: undefined };
		if (name === "input_signature")
			return wrapper.isSigned || isEmpty(wrapper) ? writtenSignature(wrapper.type) : { kind: "none" };
		return FUNCTION_ATTRIBUTES.has(name) || name.startsWith("_")
			? unknown({ text: `the attribute ${name} of a tf.function is not modelled`, origin })
			: undefined;
	},
	methods: { get_concrete_function: (self, call) => makeConcrete(asPolymorphic(self), call) },
	typeName: () => "Function",
};

/** A function without parameters has a signature of no specs. */
const isEmpty = ({ type }: Polymorphic): boolean => type.parameters.length === 0 && !type.rest && !type.extra;

const FUNCTION_ATTRIBUTES: ReadonlySet<string> = new Set(
	"experimental_get_compiler_ir experimental_get_tracing_count function_spec function_type get_concrete_function get_initialization_function name pretty_printed_concrete_signatures".split(
		" ",
	),
);

/** One trace of a `tf.function`. Mirrors concrete_function.py. */
export const ConcreteFunctionType: TypeModel = {
	handles: (value) => concreteOf(value) !== undefined,
	call: (self, call) => callConcrete(asConcrete(self), call),
	attribute: (self, name, machine, origin) => concreteAttribute(asConcrete(self).wrapper, name, machine.world, origin),
	typeName: () => "ConcreteFunction",
};

function concreteAttribute(
	concrete: Concrete,
	name: string,
	world: TensorValue["world"],
	origin: Origin,
): Value | undefined {
	const { type, outputs } = concrete;
	switch (name) {
		case "structured_input_signature":
			return structuredSignature(type);
		case "structured_outputs":
			return outputs;
		case "output_shapes":
			return mapLeaves(outputs, (leaf) => shapeOf(leaf));
		case "output_dtypes":
			return mapLeaves(outputs, (leaf) => (leaf.kind === "tensor" ? { kind: "dtype", dtype: leaf.spec.dtype } : leaf));
		case "outputs":
			return list(flatten(outputs).filter((leaf) => leaf.kind !== "none"));
		case "variables":
		case "trainable_variables":
			return concrete.captures ? unknown({ text: "the variables that a concrete function uses", origin }) : tuple([]);
		case "captured_inputs":
			return concrete.captures ? unknown({ text: "what a concrete function captures", origin }) : list([]);
		case "inputs":
			return concrete.captures
				? unknown({ text: "what a concrete function captures is among its inputs", origin })
				: inputsOf(type, world);
		default:
			return CONCRETE_ATTRIBUTES.has(name) || name.startsWith("_")
				? unknown({ text: `the attribute ${name} of a concrete function is not modelled`, origin })
				: undefined;
	}
}

const shapeOf = (leaf: Value): Value => {
	if (leaf.kind === "unknown") return leaf;
	const none = { kind: "unknown-rank", why: { text: "a function that gives None" } } as const;
	return toTensorShape(leaf.kind === "tensor" ? leaf.spec.shape : none);
};

const inputsOf = (type: Concrete["type"], world: TensorValue["world"]): Value => {
	const tensors = flatSpecs(type).map((spec) => valuesOf(spec, world, false));
	if (tensors.some((tensor) => tensor.kind !== "tensor" || tensor.spec.layout))
		return vague("the parts of a composite tensor");
	return list(
		tensors.map((tensor) =>
			tensor.kind === "tensor" ? makeTensor(tensor.spec.shape, tensor.spec.dtype, { world, eager: false }) : tuple([]),
		),
	);
};

const CONCRETE_ATTRIBUTES: ReadonlySet<string> = new Set(
	"add_gradient_functions_to_graph add_to_graph captured_inputs function_def function_type graph inference_fn name pretty_printed_signature replace_capture_with_deferred_capture set_external_captures trainable_variables variables".split(
		" ",
	),
);
