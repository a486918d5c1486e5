import { type DType, isFloating, isInteger, list, ranked } from "../domain";
import { type ClassModel, type LibraryModel, vague } from "../interpreter/api";
import { flattenTensors } from "./engine/structure";
import { intOf } from "./ops/arguments";
import { defineOp, type Infer, type OpResult } from "./ops/define-op";
import type { OpCall } from "./ops/op-call";
import { dimsOf } from "./ops/operand";
import { tensorSizes } from "./ops/shape-argument";

/** Random numbers are TensorFlow's in all modes: a KerasTensor is none of its tensors. */
function rejectKerasTensor(op: OpCall): void {
	const { positional, keywords } = op.call.args;
	const values = list([...positional, ...keywords].map((argument) => argument.value));
	if (!flattenTensors(values).some((tensor) => tensor.flavor === "KerasTensor")) return;
	op.fail({
		code: "keras-tensor-in-tf-function",
		exception: "ValueError",
		message: "keras.random takes no KerasTensor: use a layer, or call it inside a layer",
		facts: { function: "keras.random" },
	});
}

function define(name: string, text: string, infer: Infer, before?: (op: OpCall) => OpResult | undefined) {
	const guarded: Infer = (op) => {
		const done = before?.(op);
		if (done) return done;
		rejectKerasTensor(op);
		return infer(op);
	};
	const model = defineOp(name, "random", text, guarded, { symbolic: [], unrecorded: true });
	return { ...model, name: `keras.random.${name}`, aliases: [`keras.src.random.${name}`] };
}

/** A tensor of the shape argument; an int is no shape here. */
const drawn =
	(accepts: (dtype: DType) => boolean, fallback: DType, exception: string): Infer =>
	(op) => {
		const shape = op.get("shape");
		if (shape.kind === "int")
			op.fail({ code: "invalid-layer-argument", message: "shape must be a tuple, found an int", argument: "shape" });
		const dtype = op.dtype("dtype") ?? fallback;
		if (typeof dtype === "string" && !accepts(dtype))
			op.fail({
				code: "invalid-layer-argument",
				exception,
				message: `random numbers of dtype ${dtype} are not drawn so`,
				argument: "dtype",
			});
		const dims = tensorSizes(op, "shape");
		if (dims.some((dim) => typeof dim === "number" && dim < 0))
			op.fail({ code: "invalid-layer-argument", message: "a size is negative", argument: "shape" });
		return { shape: ranked(dims), dtype };
	};

const floats = drawn((dtype) => isFloating(dtype), "float32", "TypeError");

const keep: Infer = (op) => {
	const x = op.tensor(op.bound.given("inputs") ? "inputs" : "x");
	return { shape: x.shape, dtype: x.dtype };
};

/** Nothing is dropped: the input itself comes back. */
function unchanged(op: OpCall): OpResult | undefined {
	const rate = op.get("rate");
	const inputs = op.get("inputs");
	const isZero = (rate.kind === "int" || rate.kind === "float") && rate.value === 0;
	return isZero && inputs.kind === "tensor" && inputs.flavor !== "ndarray" ? { value: inputs } : undefined;
}

const dropout: Infer = (op) => {
	const { shape, dtype } = op.tensor("inputs");
	return { shape, dtype };
};

const categorical: Infer = (op) => {
	const dims = dimsOf(op.tensor("logits"));
	if (dims.length !== 2)
		op.fail({
			code: "input-rank",
			exception: "ValueError",
			message: `logits must have 2 axes, found ${dims.length}`,
			argument: "logits",
		});
	return {
		shape: ranked([dims[0] ?? vague("the batch"), intOf(op.get("num_samples"))]),
		dtype: op.dtype("dtype") ?? "int32",
	};
};

const SeedGenerator: ClassModel = {
	kind: "class",
	name: "keras.random.SeedGenerator",
	worlds: ["keras3"],
	init: () => undefined,
	methods: {
		next: (_self, { world }) => ({
			kind: "tensor",
			flavor: "Tensor",
			spec: { shape: ranked([2]), dtype: "uint32" },
			world,
			eager: true,
		}),
	},
};

/** `keras.random`. Mirrors keras/src/random/random.py and the TensorFlow backend's. */
export const RANDOM: readonly LibraryModel[] = [
	define("normal", "shape, mean=0.0, stddev=1.0, dtype=None, seed=None", floats),
	define("truncated_normal", "shape, mean=0.0, stddev=1.0, dtype=None, seed=None", floats),
	define(
		"uniform",
		"shape, minval=0.0, maxval=1.0, dtype=None, seed=None",
		drawn((dtype) => isFloating(dtype), "float32", "ValueError"),
	),
	define(
		"randint",
		"shape, minval, maxval, dtype='int32', seed=None",
		drawn((dtype) => isInteger(dtype), "int32", "ValueError"),
	),
	define("gamma", "shape, alpha, dtype=None, seed=None", floats),
	define("beta", "shape, alpha, beta, dtype=None, seed=None", floats),
	define("binomial", "shape, counts, probabilities, dtype=None, seed=None", floats),
	define("categorical", "logits, num_samples, dtype='int32', seed=None", categorical),
	define("dropout", "inputs, rate, noise_shape=None, seed=None", dropout, unchanged),
	define("shuffle", "x, axis=0, seed=None", keep),
	SeedGenerator,
];
