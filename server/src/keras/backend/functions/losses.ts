import { bool, float, int, list, mergeDims, NONE, type Value } from "../../../domain";
import type { FunctionModel } from "../../../interpreter/api";
import { vague } from "../../../interpreter/api";
import { type BackendCall, backendFunction, intOf, ints, rankOf, tensorOf } from "./define";
import { constantLike } from "./elementwise";

const EPSILON = float(1e-7);

/** Keras looks behind a softmax or sigmoid for its input; where there may be one, the graph is another. */
const isFromLogits = (k: BackendCall): boolean => {
	const value = k.get("from_logits");
	if (value.kind !== "bool" || value.value === undefined) return vague("from_logits is not known");
	return value.value;
};

/** Keras looks for the softmax or sigmoid behind the output: a KerasTensor has none to show. */
function requireOperation(k: BackendCall, output: Value): void {
	if (tensorOf(output).flavor !== "KerasTensor") return;
	k.fail("a KerasTensor has no op: it is not in a graph yet", undefined, "invalid-layer-input", "TypeError");
}

const clipped = (k: BackendCall, output: Value): Value => {
	const epsilon = constantLike(k, EPSILON, output);
	return k.tf("clip_by_value", [output, epsilon, k.binary("-", float(1), epsilon)]);
};

const asTensor = (k: BackendCall, name: string): Value => k.tf("convert_to_tensor", [k.get(name)]);

function checkCompatible(k: BackendCall, target: Value, output: Value): void {
	const [a, b] = [tensorOf(target).spec.shape, tensorOf(output).spec.shape];
	if (a.kind !== "ranked" || b.kind !== "ranked") return;
	const fits =
		a.dims.length === b.dims.length && a.dims.every((dim, axis) => mergeDims(dim, b.dims[axis] ?? dim) !== undefined);
	if (!fits) k.fail("target and output differ in shape", undefined, "merge-shape-mismatch");
}

const CATEGORICAL = backendFunction("categorical_crossentropy", "target, output, from_logits=False, axis=-1", (k) => {
	const [target, output] = [asTensor(k, "target"), asTensor(k, "output")];
	checkCompatible(k, target, output);
	requireOperation(k, output);
	const axis = k.get("axis");
	if (isFromLogits(k))
		return k.tf("nn.softmax_cross_entropy_with_logits", [], { labels: target, logits: output, axis });
	const shares = k.binary("/", output, k.tf("reduce_sum", [output, axis, bool(true)]));
	const logs = k.tf("math.log", [clipped(k, shares)]);
	return k.tf("negative", [k.tf("reduce_sum", [k.binary("*", target, logs), axis])]);
});

const BINARY = backendFunction("binary_crossentropy", "target, output, from_logits=False", (k) =>
	binary(k, asTensor(k, "target"), asTensor(k, "output")),
);

function binary(k: BackendCall, target: Value, output: Value): Value {
	requireOperation(k, output);
	if (isFromLogits(k)) return k.tf("nn.sigmoid_cross_entropy_with_logits", [], { labels: target, logits: output });
	const safe = clipped(k, output);
	const hit = k.binary("*", target, k.tf("math.log", [k.binary("+", safe, EPSILON)]));
	const missed = k.binary("-", int(1), target);
	const rest = k.tf("math.log", [k.binary("+", k.binary("-", int(1), safe), EPSILON)]);
	return k.tf("negative", [k.binary("+", hit, k.binary("*", missed, rest))]);
}

const SPARSE = backendFunction(
	"sparse_categorical_crossentropy",
	"target, output, from_logits=False, axis=-1, ignore_class=None",
	(k) => {
		if (k.get("ignore_class").kind !== "none") return vague("a class that is ignored");
		const target = k.tf("cast", [asTensor(k, "target"), { kind: "str", value: "int64" }]);
		const given = asTensor(k, "output");
		requireOperation(k, given);
		const output = isFromLogits(k) ? given : k.tf("math.log", [clipped(k, given)]);
		const rank = rankOf(output);
		const axis = intOf(k.get("axis"), "axis");
		if (axis !== -1 && axis !== rank - 1) return vague("classes along another axis than the last");
		return perClass(k, target, output, rank);
	},
);

function perClass(k: BackendCall, target: Value, output: Value, rank: number): Value {
	const shape = k.tf("shape", [output]);
	const isFlat = rankOf(target) !== rank - 1;
	const labels = isFlat ? k.tf("reshape", [target, ints(-1)]) : target;
	const logits = isFlat ? k.tf("reshape", [output, list([int(-1), k.item(shape, int(-1))])]) : output;
	const result = k.tf("nn.sparse_softmax_cross_entropy_with_logits", [], { labels, logits });
	if (!isFlat || rank < 3) return result;
	return k.tf("reshape", [result, k.item(shape, { kind: "slice", lower: NONE, upper: int(-1), step: NONE })]);
}

/** Sigmoid cross-entropy that weighs what is hard to tell. */
const FOCAL = backendFunction(
	"binary_focal_crossentropy",
	"target, output, apply_class_balancing=False, alpha=0.25, gamma=2.0, from_logits=False",
	(k) => {
		const [target, output, alpha] = [k.get("target"), k.get("output"), k.get("alpha")];
		const weighed = (one: Value, other: Value): Value => {
			const hit = k.binary("*", target, one);
			const rest = k.binary("-", int(1), target);
			return k.binary("+", hit, k.binary("*", rest, other));
		};
		const share = isFromLogits(k) ? k.tf("sigmoid", [output]) : output;
		const inner = weighedShare(k, target, share);
		const factor = k.tf("pow", [k.binary("-", float(1), inner), k.get("gamma")]);
		const loss = k.backend("binary_crossentropy", { target, output, from_logits: k.get("from_logits") });
		const focal = k.binary("*", factor, loss);
		const balance = k.get("apply_class_balancing");
		if (balance.kind !== "bool" || balance.value === undefined) return vague("apply_class_balancing is not known");
		return balance.value ? k.binary("*", weighed(alpha, k.binary("-", int(1), alpha)), focal) : focal;
	},
);

/** Categorical cross-entropy that weighs what is hard to tell. */
const CATEGORICAL_FOCAL = backendFunction(
	"categorical_focal_crossentropy",
	"target, output, alpha=0.25, gamma=2.0, from_logits=False, axis=-1",
	(k) => {
		const [target, output, axis] = [asTensor(k, "target"), asTensor(k, "output"), k.get("axis")];
		checkCompatible(k, target, output);
		requireOperation(k, output);
		const scores = isFromLogits(k) ? k.tf("nn.softmax", [output], { axis }) : output;
		const shares = k.binary("/", scores, k.tf("reduce_sum", [scores], { axis, keepdims: bool(true) }));
		const safe = clipped(k, shares);
		const entropy = k.binary("*", k.tf("negative", [target]), k.tf("math.log", [safe]));
		const modulating = k.tf("pow", [k.binary("-", float(1), safe), k.get("gamma")]);
		const factor = k.tf("multiply", [modulating, k.get("alpha")]);
		return k.tf("reduce_sum", [k.tf("multiply", [factor, entropy])], { axis });
	},
);

function weighedShare(k: BackendCall, target: Value, share: Value): Value {
	const hit = k.binary("*", target, share);
	const rest = k.binary("-", int(1), target);
	return k.binary("+", hit, k.binary("*", rest, k.binary("-", int(1), share)));
}

export const LOSSES: readonly FunctionModel[] = [CATEGORICAL, BINARY, SPARSE, FOCAL, CATEGORICAL_FOCAL];
