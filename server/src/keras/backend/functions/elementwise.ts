import { float, int, isFloating, NONE, type Value } from "../../../domain";
import type { FunctionModel } from "../../../interpreter/api";
import { floatx } from "../../engine/dtype-policy";
import { type BackendCall, backendFunction, dtypeValue, tensorOf } from "./define";

/** Functions that are one function of TensorFlow: name, signature, and what is called. */
const plain = (name: string, text: string, target: string): FunctionModel =>
	backendFunction(name, text, (k) =>
		k.tf(
			target,
			text.split(", ").map((part) => k.get(part.split("=")[0] as string)),
		),
	);

const UNARY: Readonly<Record<string, string>> = {
	abs: "abs",
	square: "square",
	exp: "exp",
	log: "math.log",
	round: "round",
	sign: "sign",
	sin: "sin",
	cos: "cos",
	softplus: "math.softplus",
	softsign: "nn.softsign",
	sigmoid: "sigmoid",
	tanh: "tanh",
};

const BINARY: readonly string[] = [
	"equal",
	"not_equal",
	"greater",
	"greater_equal",
	"less",
	"less_equal",
	"maximum",
	"minimum",
];

/** A constant of the tensor's own dtype. */
export function constantLike(k: BackendCall, value: Value, like: Value): Value {
	const { dtype } = tensorOf(like).spec;
	return k.tf("constant", [value], { dtype: typeof dtype === "string" ? { kind: "dtype", dtype } : dtypeValue(dtype) });
}

const SQRT = backendFunction("sqrt", "x", (k) => {
	const x = k.get("x");
	return k.tf("sqrt", [k.tf("maximum", [x, constantLike(k, float(0), x)])]);
});

const isNumber = (value: Value): value is Extract<Value, { kind: "int" | "float" }> =>
	value.kind === "int" || value.kind === "float";

const CLIP = backendFunction("clip", "x, min_value, max_value", (k) => {
	const [least, most] = [k.get("min_value"), k.get("max_value")];
	const low = least.kind === "none" ? float(Number.NEGATIVE_INFINITY) : least;
	const high = most.kind === "none" ? float(Number.POSITIVE_INFINITY) : most;
	const isCrossed =
		isNumber(least) &&
		isNumber(most) &&
		least.value !== undefined &&
		most.value !== undefined &&
		most.value < least.value;
	return k.tf("clip_by_value", [k.get("x"), low, isCrossed ? low : high]);
});

const HARD_SIGMOID = backendFunction("hard_sigmoid", "x", (k) => {
	const x = k.get("x");
	const scaled = k.tf("multiply", [x, constantLike(k, float(0.2), x)]);
	const moved = k.tf("add", [scaled, constantLike(k, float(0.5), x)]);
	return k.tf("clip_by_value", [moved, float(0), float(1)]);
});

const isZero = (value: Value): boolean => (value.kind === "int" || value.kind === "float") && value.value === 0;

/** `relu` with its slope, its limit and its threshold. */
const RELU = backendFunction("relu", "x, alpha=0.0, max_value=None, threshold=0.0", (k) => {
	const [x, alpha, limit, threshold] = [k.get("x"), k.get("alpha"), k.get("max_value"), k.get("threshold")];
	const isLeaky = !isZero(alpha);
	if (isLeaky && limit.kind === "none" && isZero(threshold)) return k.tf("nn.leaky_relu", [x], { alpha });
	const minus = (): Value => negative(k, x);
	const shifted = (): Value => (isZero(threshold) ? minus() : k.binary("+", minus(), threshold));
	const negativePart = isLeaky ? k.tf("nn.relu", [shifted()]) : NONE;
	const isSix = isZero(threshold) && isNumber(limit) && limit.value === 6;
	const rectified = rectify(k, x, threshold, isSix);
	const limited =
		limit.kind === "none" || isSix
			? rectified
			: k.tf("clip_by_value", [rectified, constantLike(k, int(0), rectified), constantLike(k, limit, rectified)]);
	if (!isLeaky) return limited;
	return k.binary("-", limited, k.binary("*", constantLike(k, alpha, limited), negativePart));
});

function rectify(k: BackendCall, x: Value, threshold: Value, isSix: boolean): Value {
	if (isZero(threshold)) return k.tf(isSix ? "nn.relu6" : "nn.relu", [x]);
	const { dtype } = tensorOf(x).spec;
	const mask = k.tf("cast", [k.tf("greater", [x, threshold])], {
		dtype: typeof dtype === "string" ? { kind: "dtype", dtype } : dtypeValue(dtype),
	});
	return k.binary("*", x, mask);
}

const negative = (k: BackendCall, x: Value): Value => k.tf("negative", [x]);

const ELU = backendFunction("elu", "x, alpha=1.0", (k) => {
	const [x, alpha] = [k.get("x"), k.get("alpha")];
	const result = k.tf("nn.elu", [x]);
	if (isNumber(alpha) && alpha.value === 1) return result;
	return k.tf("where", [k.compare(">", x, int(0)), result, k.binary("*", alpha, result)]);
});

const CAST_TO_FLOATX = backendFunction("cast_to_floatx", "x", (k) => {
	const x = k.get("x");
	const dtype = floatx(k.machine, k.world);
	if (x.kind === "tensor" && (x.flavor === "Tensor" || x.flavor === "Variable"))
		return k.tf("cast", [x], { dtype: dtypeValue(dtype) });
	if (x.kind === "tensor" && x.flavor === "KerasTensor") {
		return k.fail(
			"cast_to_floatx cannot take a KerasTensor: use K.cast",
			undefined,
			"invalid-layer-input",
			"TypeError",
		);
	}
	const array = k.tf("convert_to_tensor", [x]);
	if (array.kind !== "tensor" || !isFloating(dtype)) return array;
	return { ...array, flavor: "ndarray", eager: undefined, spec: { ...array.spec, dtype } };
});

export const ELEMENTWISE: readonly FunctionModel[] = [
	...Object.entries(UNARY).map(([name, target]) => plain(name, "x", target)),
	...BINARY.map((name) => plain(name, "x, y", name)),
	plain("pow", "x, a", "pow"),
	plain("cast", "x, dtype", "cast"),
	SQRT,
	CLIP,
	HARD_SIGMOID,
	RELU,
	ELU,
	CAST_TO_FLOATX,
	backendFunction("stop_gradient", "variables", (k) => {
		const value = k.get("variables");
		if (value.kind !== "list" && value.kind !== "tuple") return k.tf("stop_gradient", [value]);
		return { kind: "iterator", items: (value.items ?? []).map((item) => k.tf("stop_gradient", [item])), index: 0 };
	}),
];
