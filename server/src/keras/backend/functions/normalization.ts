import { bool, float, int, list, NONE, str, tuple, type Value } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import {
	type BackendCall,
	backendFunction,
	dtypeOf,
	dtypeValue,
	intOf,
	ints,
	intsOf,
	rankOf,
	sizesOf,
	tensorOf,
} from "./define";

/** A parameter as the vector that the fused kernel takes; `fallback` stands for None. */
function vector(k: BackendCall, value: Value, fallback: string, mean: Value): Value {
	if (value.kind === "none") return k.tf(fallback, [mean]);
	return rankOf(value) > 1 ? k.tf("reshape", [value, ints(-1)]) : value;
}

/** Keras 2 takes the fused kernel for images; the parameters lie along the channels. */
function fusedNormalization(k: BackendCall, parameters: readonly Value[]): Value {
	const [mean, variance, beta, gamma] = parameters as [Value, Value, Value, Value];
	const axis = intOf(k.get("axis"), "axis");
	const isLast = axis === 3 || axis === -1;
	const isFirst = axis === 1 || axis === -3;
	const options = (scale: Value, offset: Value, m: Value, v: Value): Value =>
		k.item(
			k.tf("compat.v1.nn.fused_batch_norm", [k.get("x"), scale, offset], {
				epsilon: k.get("epsilon"),
				mean: m,
				variance: v,
				data_format: isLast ? str("NHWC") : isFirst ? str("NCHW") : NONE,
				is_training: bool(false),
			}),
			int(0),
		);
	if (!isLast) return options(gamma, beta, mean, variance);
	const flat = vector(k, mean, "zeros_like", mean);
	const spread = vector(k, variance, "ones_like", mean);
	return options(vector(k, gamma, "ones_like", flat), vector(k, beta, "zeros_like", flat), flat, spread);
}

/** Parameters along one axis, with what stands for absent ones. */
const BATCH_NORMALIZATION = backendFunction(
	"batch_normalization",
	"x, mean, var, beta, gamma, axis=-1, epsilon=0.001",
	(k) => {
		const x = k.get("x");
		const parameters = ["mean", "var", "beta", "gamma"].map((name) => k.get(name));
		if (k.world === "keras2" && rankOf(x) === 4) return fusedNormalization(k, parameters);
		return k.tf("nn.batch_normalization", [x, ...parameters, k.get("epsilon")]);
	},
);

/** Where the moments lie along other axes than the last, they are made to broadcast. */
function broadcastNormalization(k: BackendCall, x: Value, axes: readonly number[]): Value {
	const moments = k.tf("nn.moments", [x, k.get("reduction_axes")]);
	const sizes = Array.from({ length: rankOf(x) }, (_, axis) =>
		axes.includes(axis) ? int(1) : k.item(k.tf("shape", [x]), int(axis)),
	);
	const target = k.tf("stack", [list(sizes)]);
	const shaped = (value: Value): Value => (value.kind === "none" ? value : k.tf("reshape", [value, target]));
	const [mean, variance] = [k.item(moments, int(0)), k.item(moments, int(1))];
	const parameters = [mean, variance, k.get("beta"), k.get("gamma")].map(shaped);
	return tuple([k.tf("nn.batch_normalization", [x, ...parameters, k.get("epsilon")]), mean, variance]);
}

function regularNormalization(k: BackendCall, x: Value): Value {
	const moments = k.tf("nn.moments", [x, k.get("reduction_axes")]);
	const [mean, variance] = [k.item(moments, int(0)), k.item(moments, int(1))];
	const normed = k.tf("nn.batch_normalization", [x, mean, variance, k.get("beta"), k.get("gamma"), k.get("epsilon")]);
	return tuple([normed, mean, variance]);
}

function fusedTraining(k: BackendCall, x: Value): Value {
	const parameter = (name: string, value: number): Value => {
		const given = k.get(name);
		if (given.kind !== "none") return given;
		const size = sizesOf(x)[3];
		if (size === undefined) return vague("an open number of channels");
		return k.tf("constant", [float(value)], { dtype: dtypeValue(dtypeOf(x)), shape: ints(size) });
	};
	const [gamma, beta] = [parameter("gamma", 1), parameter("beta", 0)];
	return k.tf("compat.v1.nn.fused_batch_norm", [x, gamma, beta], {
		epsilon: k.get("epsilon"),
		data_format: str("NHWC"),
	});
}

/** (normalized, mean, variance) of a batch; only Keras 2 has it. */
const TRAINING = backendFunction(
	"normalize_batch_in_training",
	"x, gamma, beta, reduction_axes, epsilon=0.001",
	(k) => {
		const x = k.get("x");
		const axes = intsOf(k.get("reduction_axes"), "reduction_axes");
		const rank = rankOf(tensorOf(x));
		if (rank === 4 && axes.join() === "0,1,2") return fusedTraining(k, x);
		const sorted = [...axes].sort((a, b) => a - b);
		const isRegular = sorted.length === rank - 1 && sorted.every((axis, index) => axis === index);
		return isRegular ? regularNormalization(k, x) : broadcastNormalization(k, x, axes);
	},
	{ isKeras2: true, inspects: true },
);

export const NORMALIZATION: readonly FunctionModel[] = [BATCH_NORMALIZATION, TRAINING];
