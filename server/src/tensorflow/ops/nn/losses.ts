import { type Dim, isStatic, mergeDims, NONE, printShape, ranked, str, type Value } from "../../../domain";
import { type FunctionModel, raise, vague } from "../../../interpreter/api";
import { convert, type Operand, sizeOf } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { mergeShapes, normalizeAxis } from "../../shape-functions";
import { composed } from "../composed";
import { broadcast, commonDType } from "../elementwise";
import { failInPython } from "../image/images";
import { floating, requireDType } from "../keep";
import { rejectFloatIndices } from "../spread";

/** Losses of labels and logits. Mirrors tensorflow/python/ops/nn_ops.py and nn_impl.py. */

/** Labels and logits are both given, by name where TensorFlow 1 wants it. */
function requireBoth(args: OpArguments, names: readonly string[]): void {
	const isMissing = names.some((name) => args.get(name).kind === "none");
	if (isMissing || args.given("_sentinel"))
		failInPython(args, { code: "invalid-layer-argument", message: "both labels and logits are needed, by name" });
}

const mismatch = (args: OpArguments, labels: Operand, logits: Operand): never =>
	failInPython(args, {
		code: "merge-shape-mismatch",
		message: `labels of shape ${printShape(labels.shape)} do not fit logits of shape ${printShape(logits.shape)}`,
	});

/** Label by label: both have one shape, which Python compares. */
const elementwiseLoss = (
	names: readonly string[],
	text: string,
	labelName = "labels",
	logitName = "logits",
): FunctionModel =>
	defineOp(names, text, (args) => {
		requireBoth(args, [labelName, logitName]);
		const [labels, logits] = [args.tensor(labelName), args.tensor(logitName)];
		const merged = mergeShapes(labels.shape, logits.shape) ?? mismatch(args, labels, logits);
		const weight = text.includes("pos_weight") ? args.tensor("pos_weight") : undefined;
		const weighted = weight === undefined ? merged : weightedShape(args, weight, labels, merged);
		const dtype = commonDType([labels, logits], args.isGraph, args.fail);
		requireDType(args, names[0] ?? "", dtype, floating);
		return { shape: weighted, dtype };
	});

function weightedShape(
	args: OpArguments,
	weight: Operand,
	labels: Operand,
	merged: Operand["shape"],
): Operand["shape"] {
	commonDType([weight, labels], args.isGraph, args.fail);
	return broadcast(broadcast(weight.shape, labels.shape, args.fail), merged, args.fail);
}

/** Rows and columns of what is flattened around the axis of the classes. */
function flattened(dims: readonly Dim[], axis: number): readonly [number | undefined, Dim | undefined] {
	const at = axis === -1 ? dims.length - 1 : axis;
	return [sizeOf(dims.toSpliced(at, 1)), dims[at]];
}

const fits = (a: Dim | undefined, b: Dim | undefined): boolean =>
	a === undefined || b === undefined || a === 1 || b === 1 || mergeDims(a, b) !== undefined;

function crossEntropy(args: OpArguments, axisName: string): Operand {
	requireBoth(args, ["labels", "logits"]);
	const [labels, logits] = [args.tensor("labels"), args.tensor("logits")];
	const axis = args.given(axisName) ? (args.int(axisName) ?? -1) : -1;
	if (logits.shape.kind === "unknown-rank") return { shape: logits.shape, dtype: logits.dtype };
	if (logits.shape.kind === "top" || labels.shape.kind !== "ranked") return vague("logits of an unknown rank");
	const [dims, others] = [logits.shape.dims, labels.shape.dims];
	const at = normalizeAxis(axis, dims.length);
	if (at === undefined)
		return args.fail({
			code: "input-rank",
			message: `logits of rank ${dims.length} have no axis ${axis}`,
			argument: axisName,
		});
	requireDType(args, "nn.softmax_cross_entropy_with_logits", logits.dtype, floating);
	const place = at === dims.length - 1 ? -1 : at;
	const [[rows, columns], [otherRows, otherColumns]] = [flattened(dims, place), flattened(others, place)];
	const isMoved = place !== -1 && others.length !== dims.length;
	// What is flattened forgets its columns where the rows are not all known.
	const isKnown = rows !== undefined && otherRows !== undefined;
	if (isMoved || !fits(rows, otherRows) || (isKnown && !fits(columns, otherColumns)))
		return args.fail({
			code: "merge-shape-mismatch",
			message: `labels of shape ${printShape(labels.shape)} do not fit logits of shape ${printShape(logits.shape)}`,
		});
	return { shape: ranked(dims.toSpliced(at, 1)), dtype: logits.dtype };
}

const LABELLED = "labels, logits";

const CROSS_ENTROPIES: readonly FunctionModel[] = [
	defineOp("nn.softmax_cross_entropy_with_logits", `${LABELLED}, axis=-1, name=None`, (args) =>
		crossEntropy(args, "axis"),
	),
	defineOp("compat.v1.nn.softmax_cross_entropy_with_logits_v2", `${LABELLED}, axis=None, name=None, dim=None`, (args) =>
		crossEntropy(args, args.given("dim") ? "dim" : "axis"),
	),
	defineOp(
		"compat.v1.nn.softmax_cross_entropy_with_logits",
		"_sentinel=None, labels=None, logits=None, dim=-1, name=None, axis=None",
		(args) => crossEntropy(args, args.given("axis") ? "axis" : "dim"),
		{ layer: () => ["stop_gradient", "compat.v1.nn.softmax_cross_entropy_with_logits_v2"] },
	),
];

/** One class for each row of logits. */
function sparse(args: OpArguments): Operand {
	requireBoth(args, ["labels", "logits"]);
	const [labels, logits] = [args.tensor("labels"), args.tensor("logits")];
	if (logits.shape.kind !== "ranked" || labels.shape.kind !== "ranked") return vague("labels of an unknown rank");
	const [dims, others] = [logits.shape.dims, labels.shape.dims];
	const isWhole = [...dims, ...others].every(isStatic);
	const merged = mergeShapes(labels.shape, ranked(dims.slice(0, -1)));
	if (dims.length === 0 || others.length !== dims.length - 1 || (isWhole && !merged))
		return mismatch(args, labels, logits);
	rejectFloatIndices(labels, args, "labels");
	requireDType(args, "nn.sparse_softmax_cross_entropy_with_logits", logits.dtype, floating);
	requireDType(
		args,
		"nn.sparse_softmax_cross_entropy_with_logits",
		labels.dtype,
		(each) => each === "int32" || each === "int64",
	);
	return { shape: dims.length === 2 && merged ? merged : labels.shape, dtype: logits.dtype };
}

const SPARSE = "nn.sparse_softmax_cross_entropy_with_logits";

/** `tf.compat.v1.losses`: in float32, of labels and predictions of one shape. */
const oldLoss = (name: string, text: string): FunctionModel => {
	const [first = "", second = ""] = text.split(", ");
	return defineOp(
		`compat.v1.losses.${name}`,
		text,
		(args) => {
			requireBoth(args, [first, second]);
			const [labels, logits] = [args.tensor(first), args.tensor(second)];
			const merged = mergeShapes(labels.shape, logits.shape) ?? mismatch(args, labels, logits);
			return { shape: keepsAll(args) ? merged : ranked([]), dtype: "float32" };
		},
		{ layer: () => vague("a loss of many layers") },
	);
};

function keepsAll(args: OpArguments): boolean {
	const reduction = args.get("reduction");
	if (reduction.kind !== "none" && reduction.kind !== "str") return vague("the reduction of a loss");
	return reduction.kind === "str" && reduction.value === "none";
}

/** Cross entropies of TensorFlow 1, reduced to one number; classes may have an axis of their own. */
const oldEntropy = (name: string, text: string, first: string, run: (args: OpArguments) => Operand): FunctionModel =>
	defineOp(
		`compat.v1.losses.${name}`,
		text,
		(args) => {
			const own: OpArguments = {
				...args,
				get: (each) => (each === "labels" ? args.get(first) : each === "axis" ? NONE : args.get(each)),
				tensor: (each, wanted) => (each === "labels" ? labelsOf(args, first) : args.tensor(each, wanted)),
				given: (each) => each !== "axis" && each !== "_sentinel" && args.given(each),
			};
			return { shape: ranked([]), dtype: run(own).dtype };
		},
		{ layer: () => vague("a loss of many layers") },
	);

/** Labels of one class each lose an axis of 1 at their end. */
function labelsOf(args: OpArguments, first: string): Operand {
	const [labels, logits] = [args.tensor(first), args.tensor("logits")];
	const [dims, others] = [labels, logits].map(({ shape }) => (shape.kind === "ranked" ? shape.dims : undefined));
	const last = dims?.at(-1);
	const isOther = last === undefined || (isStatic(last) && last !== 1);
	if (first !== "labels" || !dims || !others || dims.length !== others.length || isOther) return labels;
	return { ...labels, shape: ranked(dims.slice(0, -1)) };
}

/** Classes one-hot, of the logits' own shape. */
function oneHot(args: OpArguments): Operand {
	const [labels, logits] = [args.tensor("labels"), args.tensor("logits")];
	if (!mergeShapes(labels.shape, logits.shape)) return mismatch(args, labels, logits);
	return crossEntropy(args, "axis");
}

const WEIGHTED = "weights=1.0, scope=None, loss_collection=None, reduction=None";

/** Losses, weighted and reduced to one number unless they are kept. */
const COMPUTE_WEIGHTED = defineOp("compat.v1.losses.compute_weighted_loss", `losses, ${WEIGHTED}`, (args) => {
	const { shape } = args.tensor("losses");
	return { shape: keepsAll(args) ? shape : ranked([]), dtype: "float32" };
});

/** `tf.compat.v1.losses.mean_squared_error`, as TensorFlow writes it. */
const MEAN_SQUARED_ERROR = composed(
	"compat.v1.losses.mean_squared_error",
	`labels, predictions, ${WEIGHTED}`,
	({ call }, [labels, predictions, weights, scope, collection, reduction]) => {
		const reject = (code: "invalid-layer-argument" | "merge-shape-mismatch", message: string): never =>
			raise({ code, exception: "ValueError", message });
		if (labels.kind === "none" || predictions.kind === "none")
			reject("invalid-layer-argument", "both labels and predictions are needed");
		const [a, b] = [convert(predictions), convert(labels)];
		const casts = [predictions, labels].map((each) => call("cast", each, str("float32"))) as [Value, Value];
		if (!mergeShapes(a.shape, b.shape))
			reject(
				"merge-shape-mismatch",
				`predictions of shape ${printShape(a.shape)} do not fit labels of ${printShape(b.shape)}`,
			);
		const spread = call("math.squared_difference", casts[0], casts[1]);
		return call("compat.v1.losses.compute_weighted_loss", spread, weights, scope, collection, reduction);
	},
);

export const LOSS_OPS: readonly FunctionModel[] = [
	...CROSS_ENTROPIES,
	elementwiseLoss(["nn.sigmoid_cross_entropy_with_logits"], "labels=None, logits=None, name=None"),
	elementwiseLoss(["compat.v1.nn.sigmoid_cross_entropy_with_logits"], "labels=None, logits=None, name=None"),
	elementwiseLoss(["nn.weighted_cross_entropy_with_logits"], "labels, logits, pos_weight, name=None"),
	elementwiseLoss(
		["compat.v1.nn.weighted_cross_entropy_with_logits"],
		"labels=None, logits=None, pos_weight=None, name=None, targets=None",
	),
	elementwiseLoss(
		["nn.log_poisson_loss", "compat.v1.nn.log_poisson_loss"],
		"targets, log_input, compute_full_loss=False, name=None",
		"targets",
		"log_input",
	),
	defineOp(SPARSE, `${LABELLED}, name=None`, sparse),
	defineOp(`compat.v1.${SPARSE}`, "labels=None, logits=None, name=None", sparse),
	oldEntropy(
		"softmax_cross_entropy",
		"onehot_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=None, reduction=None",
		"onehot_labels",
		oneHot,
	),
	oldEntropy(
		"sparse_softmax_cross_entropy",
		"labels, logits, weights=1.0, scope=None, loss_collection=None, reduction=None",
		"labels",
		sparse,
	),
	MEAN_SQUARED_ERROR,
	COMPUTE_WEIGHTED,
	oldLoss("absolute_difference", `labels, predictions, ${WEIGHTED}`),
	oldLoss(
		"huber_loss",
		"labels, predictions, weights=1.0, delta=1.0, scope=None, loss_collection=None, reduction=None",
	),
	oldLoss(
		"log_loss",
		"labels, predictions, weights=1.0, epsilon=1e-07, scope=None, loss_collection=None, reduction=None",
	),
	oldLoss("hinge_loss", `labels, logits, ${WEIGHTED}`),
	oldLoss("cosine_distance", `labels, predictions, axis=None, ${WEIGHTED}, dim=None`),
	oldLoss(
		"sigmoid_cross_entropy",
		"multi_class_labels, logits, weights=1.0, label_smoothing=0, scope=None, loss_collection=None, reduction=None",
	),
];
