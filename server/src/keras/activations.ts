import {
	isNone,
	isStatic,
	library,
	mapDim,
	ranked,
	type Spec,
	type TensorValue,
	unknown,
	type Value,
	type World,
} from "../domain";
import {
	bind,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	signature,
	syntheticArguments,
	vague,
} from "../interpreter/api";
import { ACTIVATION_RULES, isSoftmax } from "./engine/activation-rules";
import { failWith } from "./engine/build";
import { applyRule, intsToFloat32 } from "./engine/elementwise";
import { defineGetter } from "./engine/get-function";
import { IDENTIFIERS } from "./engine/identifiers";
import { rejectArguments } from "./engine/library-object";
import { operationClass, recordOperation } from "./operators/operation";
import { isSince } from "./versions/release";

/** `keras.activations`. Mirrors keras/src/activations.py (2.15) and keras/src/activations/activations.py (3). */
const SIGNATURES: Readonly<Record<World, Readonly<Record<string, string>>>> = {
	keras2: {
		elu: "x, alpha=1.0",
		gelu: "x, approximate=False",
		relu: "x, alpha=0.0, max_value=None, threshold=0.0",
		softmax: "x, axis=-1",
	},
	keras3: {
		celu: "x, alpha=1.0",
		elu: "x, alpha=1.0",
		gelu: "x, approximate=False",
		glu: "x, axis=-1",
		hard_shrink: "x, threshold=0.5",
		leaky_relu: "x, negative_slope=0.2",
		log_softmax: "x, axis=-1",
		relu: "x, negative_slope=0.0, max_value=None, threshold=0.0",
		soft_shrink: "x, threshold=0.5",
		softmax: "x, axis=-1",
		sparsemax: "x, axis=-1",
		squareplus: "x, b=4",
		threshold: "x, threshold, default_value",
	},
};

/** Functions of Keras 3 that reach TensorFlow directly, which takes no KerasTensor. */
const NOT_SYMBOLIC: ReadonlySet<string> = new Set(["mish", "hard_silu", "hard_swish", "sparsemax"]);

/** Names that the public module of Keras 2 lacks, though `get` finds them. */
const NOT_EXPORTED = new Set(["leaky_relu", "log_softmax", "relu6", "silu"]);

function define(name: string, worlds: readonly World[]): FunctionModel {
	return {
		kind: "function",
		name: `keras.activations.${name}`,
		worlds,
		call: (call) => {
			const bound = bind(signature(SIGNATURES[call.world][name] ?? "x"), call.args);
			rejectArguments(bound, name);
			return compute(name, bound.get("x"), bound.get("axis"), call);
		},
	};
}

function compute(name: string, x: Value, axis: Value, call: LibraryCall): Value {
	const { world } = call;
	if (x.kind === "unknown") return unknown({ text: "an activation of a value that is not known", cause: x.why });
	if (x.kind === "none" && name !== "linear" && name !== "glu") {
		failWith({
			code: "invalid-layer-input",
			exception: isSoftmax(name) ? "AttributeError" : "ValueError",
			message: `${name} of keras.activations was called on None`,
		});
	}
	if (x.kind !== "tensor") return vague("an activation of something that is not a tensor");
	const symbolic = x.flavor === "KerasTensor";
	if (symbolic && world === "keras3" && NOT_SYMBOLIC.has(name)) {
		failWith({
			code: "invalid-layer-input",
			message: `${name} of keras.activations takes no KerasTensor: call it in a layer`,
		});
	}
	if (isSoftmax(name)) checkSoftmax(name, x, axis, call);
	if (name === "linear") return x;
	const output = { ...x, spec: specOf(name, x, axis, call), history: undefined, content: undefined, name: undefined };
	if (!symbolic) return output;
	if (world === "keras2") return viaTensorflow(name, x, call) ?? output;
	return recordOperation(operationOf(name), output, library(`keras.activations.${name}`, world), call);
}

/** The one function of TensorFlow that stands behind an activation of Keras 2, where it has no options. */
const BEHIND: Readonly<Record<string, string>> = {
	elu: "nn.elu",
	exponential: "math.exp",
	gelu: "nn.gelu",
	relu: "nn.relu",
	selu: "nn.selu",
	sigmoid: "math.sigmoid",
	softmax: "nn.softmax",
	softplus: "math.softplus",
	softsign: "nn.softsign",
	swish: "nn.silu",
	tanh: "math.tanh",
};

/** That function makes the layer of the graph; absent where several make it. */
function viaTensorflow(name: string, x: TensorValue, { args, world, machine }: LibraryCall): Value | undefined {
	const behind = BEHIND[name];
	const isPlain = !args.open && args.positional.length + args.keywords.length === 1;
	if (!behind || !isPlain) return undefined;
	return machine.call(library(`tensorflow.${behind}`, world), syntheticArguments([x], args.origin));
}

/** Classes of operations of Keras 3 that are not named after the function. */
const OPERATIONS: Readonly<Record<string, string>> = { relu: "ReLU", swish: "Silu", exponential: "Exp" };

const operationOf = (name: string): string =>
	OPERATIONS[name] ?? name.replace(/(^|_)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());

function specOf(name: string, x: TensorValue, axis: Value, { world, machine }: LibraryCall): Spec {
	// `glu` of a KerasTensor was declared like the input until 3.12.
	if (name === "glu" && x.flavor === "KerasTensor" && !isSince("3.12", { world, machine })) return x.spec;
	if (name === "glu") return halve(x.spec, axis, x.flavor);
	if (world === "keras3" && x.flavor === "KerasTensor") {
		const dtype = name === "exponential" || name === "tanh" ? intsToFloat32(x.spec.dtype) : x.spec.dtype;
		return { shape: x.spec.shape, dtype };
	}
	const rule = ACTIVATION_RULES[world][name];
	if (!rule) return typeof x.spec.dtype === "string" && x.spec.dtype.includes("float") ? x.spec : vague("the dtype");
	const mode = x.flavor === "KerasTensor" ? "symbolic" : x.eager === false ? "graph" : "eager";
	const result = applyRule(rule, { world, mode, argument: x, computeDtype: x.spec.dtype, fail: failWith });
	return "shape" in result ? result : vague("not a tensor");
}

/** The axis of a KerasTensor is looked at with the others since 3.15; until then, it indexed the shape. */
function exceptionOfAxis(x: TensorValue, call: LibraryCall): string {
	if (call.world === "keras2" || x.flavor !== "KerasTensor") return "InvalidArgumentError";
	if (!isSince("3.1", call)) vague("an axis out of bounds in Keras 3.0");
	return isSince("3.15", call) ? "ValueError" : "IndexError";
}

function checkSoftmax(name: string, x: TensorValue, axis: Value, call: LibraryCall): void {
	const { world } = call;
	const { shape } = x.spec;
	if (shape.kind !== "ranked") return;
	const rank = shape.dims.length;
	if (axis.kind === "int" && axis.value !== undefined && rank >= 2 && (axis.value >= rank || axis.value < -rank)) {
		failWith({
			code: "invalid-layer-argument",
			exception: exceptionOfAxis(x, call),
			message: `axis ${axis.value} of ${name} is out of bounds for ndim=${rank}`,
			argument: "axis",
		});
	}
	if (rank >= 2) return;
	if (rank === 1 && world === "keras3") return;
	if (axis.kind !== "int" || axis.value !== -1) vague("softmax of another axis");
	const exception =
		rank === 0 && (world === "keras2" ? x.flavor === "KerasTensor" || x.eager === false : x.flavor !== "KerasTensor");
	const eager = name === "softmax" ? "AbortedError" : "InvalidArgumentError";
	failWith({
		code: "input-rank",
		exception: exception ? (world === "keras2" ? "TypeError" : eager) : "ValueError",
		message: `${name} needs more axes, found ndim=${rank}`,
		facts: { rank, expected: 2 },
	});
}

/** `glu` splits one axis in two and gates one half with the other. */
function halve(input: Spec, axis: Value, flavor: TensorValue["flavor"]): Spec {
	if (input.shape.kind !== "ranked" || axis.kind !== "int" || axis.value === undefined) return vague("glu");
	const { dims } = input.shape;
	const index = axis.value < 0 ? axis.value + dims.length : axis.value;
	const dim = dims[index];
	if (dim === undefined) {
		return failWith({ code: "input-rank", exception: "IndexError", message: `glu has no axis ${axis.value} to split` });
	}
	if (isStatic(dim) && dim % 2 !== 0)
		failWith({ code: "input-axis-size", message: `glu splits axis ${axis.value} in two, its size is ${dim}` });
	if (isNone(dim) && flavor !== "KerasTensor") vague("glu of an axis of unknown size");
	const half = mapDim(dim, (size) => size / 2);
	return { ...input, shape: ranked(dims.map((each, at) => (at === index ? half : each))) };
}

const NAMES = [...new Set([...IDENTIFIERS.activation.keras2, ...IDENTIFIERS.activation.keras3])].filter(
	(name) => !/^[A-Z]/.test(name),
);

const worldsOf = (name: string): readonly World[] => [
	...(IDENTIFIERS.activation.keras2.has(name) && !NOT_EXPORTED.has(name) ? (["keras2"] as const) : []),
	...(IDENTIFIERS.activation.keras3.has(name) ? (["keras3"] as const) : []),
];

export const ACTIVATIONS: readonly LibraryModel[] = [
	operationClass("ReLU"),
	...NAMES.map((name) => define(name, worldsOf(name))),
	...defineGetter("activations", "activation"),
];
