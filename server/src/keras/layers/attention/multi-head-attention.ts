import {
	type Dim,
	isFloating,
	isNone,
	noneDim,
	printShape,
	type RankedShape,
	ranked,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { isKnown, itemsOf } from "../../engine/argument-readers";
import { rankedOrVague } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import { globalPolicy } from "../../engine/dtype-policy";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import { takeNames } from "../../engine/naming";
import { rejectRefused } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import { isSince } from "../../versions/release";
import { analyzeEinsum, type PartialDim } from "../core/analyze-einsum";
import { buildEinsum } from "../core/einsum-dense";
import { type AttentionConfig, checkSizes, openDims, readAttention } from "./attention-arguments";
import { attentionEquations, projection } from "./attention-equations";
import { wantsScores } from "./call-flags";
import { cloneInitializers } from "./cloned-initializers";
import { rejectFlash } from "./flash-attention";
import { ATTENTION_REFUSES, dtypesOf } from "./refused-inputs";
import { type AttentionInputs, traceAttention } from "./trace-attention";

/**
 * `keras.layers.MultiHeadAttention`: `(batch, T, d)`, `(batch, S, …)` -> `(batch, T, d)`, or `output_shape` in place
 * of `d`. The query attends to the value; with the scores, also `(batch, heads, T, S)`. Mirrors
 * keras/src/layers/attention/multi_head_attention.py. Keras 2 builds and runs its einsums in `call`; Keras 3 builds
 * from the shapes and asks `compute_output_spec`, where scores are `(batch, heads, T, T)`.
 */
export const MultiHeadAttention = defineLayer({
	name: "MultiHeadAttention",
	signature: {
		keras2:
			"num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, attention_axes=None, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"num_heads, key_dim, value_dim=None, dropout=0.0, use_bias=True, output_shape=None, attention_axes=None, sliding_window=None, flash_attention=None, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, use_gate=False, seed=None, **kwargs",
	},
	callSignature: {
		keras2:
			"query, value, key=None, attention_mask=None, return_attention_scores=False, training=None, use_causal_mask=False",
		keras3:
			"query, value, key=None, query_mask=None, value_mask=None, key_mask=None, attention_mask=None, return_attention_scores=False, training=None, use_causal_mask=False",
	},
	manyInputs: true,
	buildsInCall: true,
	precheck: checkSizes,
	configure: readAttention,
	build,
	call: (config, context) => (context.world === "keras3" ? callKeras3(config, context) : run(config, context)),
});

/** The shapes of query, value and key; what is not a tensor is a TypeError in both Kerases, each in its own place. */
function readInputs(context: BuildContext | CallContext): AttentionInputs {
	const query = shapeOf(context.argument, context);
	const given = context.parameter("value");
	const keras2 = context.world === "keras2";
	if (keras2) rejectPlain(given, query, context);
	const value = shapeOf(given, context);
	const key = context.parameter("key");
	if (keras2 || "computeDtype" in context) rejectPlain(key, query, context);
	const isShapeless = key.kind === "none" || (!keras2 && isPlain(key));
	return { query, value, key: isShapeless ? value : shapeOf(key, context) };
}

/** Numbers and texts, and lists of nothing else. */
const isPlain = (value: Value): boolean =>
	value.kind === "str"
		? (value.value ?? "") !== ""
		: NUMBERS.has(value.kind) || itemsOf(value)?.every(isPlain) === true;

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "bool", "float"]);

function shapeOf(input: Value | undefined, context: BuildContext | CallContext): RankedShape {
	if (input?.kind === "tensor") return rankedOrVague(input.spec.shape);
	if (input?.kind !== "none") return vague("MultiHeadAttention was called on something that is not a tensor");
	return context.fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "MultiHeadAttention needs tensors as query and value, found None",
	});
}

/**
 * A number, a text or a list of them as value or key. Keras 2 makes a shape of it; Keras 3 builds without the shape of the key, which it
 * asks for where it runs.
 */
function rejectPlain(input: Value, query: RankedShape, context: BuildContext | CallContext): void {
	if (!isPlain(input)) return;
	const isShort = input.kind === "int" || input.kind === "bool" || itemsOf(input)?.length === 0;
	const keras2 = isShort ? "IndexError" : "TypeError";
	if (context.world === "keras2" && isNone(query.dims.at(-1) ?? 0)) vague("a query without features");
	if (context.world === "keras3" && !isSince("3.3", context)) vague("a key that is no tensor before Keras 3.3");
	const keras3 = context.mode === "symbolic" ? "AttributeError" : "ValueError";
	context.fail({
		code: "invalid-layer-input",
		exception: context.world === "keras2" ? keras2 : keras3,
		message: `MultiHeadAttention needs tensors as value and key, found a value of type ${typeName(input)}`,
	});
}

function build(config: AttentionConfig, context: BuildContext): void {
	const { query, value, key } = readInputs(context);
	const keras3 = context.world === "keras3";
	// In 3.5 and 3.6, `build` asked for values as wide as the query; before 3.5 it compared no shapes.
	if (keras3 && isSince("3.5", context) && !isSince("3.7", context)) requireSameWidth(query, value, context.fail);
	if (keras3 && isSince("3.5", context)) requireSameSteps(value, key, context.fail);
	const rank = value.dims.length + 1;
	if (!keras3) checkAttention(config, rank, context);
	// The projections followed the global policy until 2.14.
	if (!keras3 && !isSince("2.14", context) && !isFloating(context.variableDtype)) vague("the dtype of the projections");
	cloneInitializers(config.uncloned, context);
	buildProjection("query", query, [config.numHeads, config.keyDim], config, context);
	buildProjection("key", key, [config.numHeads, config.keyDim], config, context);
	if (config.useGate) buildProjection("gate", query, [config.numHeads, config.valueDim], config, context);
	buildProjection("value", value, [config.numHeads, config.valueDim], config, context);
	if (keras3) takeNames(["softmax", "dropout"], context);
	if (keras3 && config.keyDim === 0) failRoot(context);
	if (keras3) checkAttention(config, rank, context);
	buildOutput(query, config, context);
}

/** `1 / sqrt(float(key_dim))`, which the constructor takes since 3.7. */
function failRoot({ fail }: BuildContext): never {
	return fail({
		code: "invalid-layer-argument",
		exception: "ZeroDivisionError",
		message: "attention divides by the root of key_dim, which is 0",
		argument: "key_dim",
	});
}

function requireSameWidth(query: RankedShape, value: RankedShape, fail: BuildContext["fail"]): void {
	const [width, other] = [query.dims.at(-1), value.dims.at(-1)];
	if (typeof width !== "number" || typeof other !== "number") {
		if (width && other && isNone(width) === isNone(other)) return;
		vague("whether the value is as wide as the query");
	}
	if (width === other) return;
	fail({
		code: "merge-shape-mismatch",
		message: `before Keras 3.7, query ${printShape(query)} and value ${printShape(value)} must have as many features`,
	});
}

function requireSameSteps(value: RankedShape, key: RankedShape, fail: BuildContext["fail"]): void {
	const middle = ({ dims }: RankedShape): readonly Dim[] => dims.slice(1, -1);
	const same =
		middle(value).length === middle(key).length &&
		middle(value).every((dim, axis) => {
			const other = middle(key)[axis] as Dim;
			if (typeof dim !== "number" && typeof other !== "number") return true;
			const open = typeof dim !== "number" ? dim : typeof other !== "number" ? other : undefined;
			return open ? open.kind === "unknown" : dim === other;
		});
	if (same) return;
	fail({
		code: "merge-shape-mismatch",
		message: `value ${printShape(value)} and key ${printShape(key)} may differ only in batch and features`,
	});
}

/** The attention axes of projected tensors of that rank. Keras 2 hands negative axes to Python's indexing as they are. */
export function axesOf(config: AttentionConfig, rank: number, context: BuildContext | CallContext): readonly number[] {
	if (!config.axes) return Array.from({ length: Math.max(rank - 3, 0) }, (_, index) => index + 1);
	const keras3 = context.world === "keras3";
	return config.axes.map((axis) => {
		if (typeof axis === "number") return keras3 && axis < 0 ? rank - 1 + axis : axis;
		if (!keras3 && (axis === "list" || axis === "tuple")) vague("attention axes in lists of their own");
		return context.fail({
			code: "invalid-layer-argument",
			exception: keras3 && axis !== "float" ? "TypeError" : "IndexError",
			message: `an attention axis must be an int, found a value of type ${axis}`,
			argument: "attention_axes",
		});
	});
}

function checkAttention(config: AttentionConfig, rank: number, context: BuildContext): void {
	attentionEquations(rank, axesOf(config, rank, context), context.fail);
	checkRate(config.dropout, context);
}

/** `Dropout(rate)`: Keras 2 checks only numbers. */
export function checkRate(dropout: Value, context: BuildContext): void {
	if (!isKnown(dropout)) return;
	const isNumber = dropout.kind === "int" || dropout.kind === "float" || dropout.kind === "bool";
	if (!isNumber && context.world === "keras2") vague("dropout is not a number");
	const rate = isNumber ? Number(dropout.value) : undefined;
	if (rate !== undefined && rate >= 0 && rate <= 1) return;
	context.fail({
		code: "invalid-layer-argument",
		exception: isNumber ? "ValueError" : "TypeError",
		message: `dropout must be between 0 and 1, found ${rate ?? `a value of type ${typeName(dropout)}`}`,
		argument: "dropout",
	});
}

function buildProjection(
	name: string,
	input: RankedShape,
	heads: readonly PartialDim[],
	config: AttentionConfig,
	context: BuildContext,
): void {
	const free = input.dims.length - 1;
	const { equation, biasAxes } = projection(free, 1, 2);
	const open = openDims(free - 1, noneDim({ text: "the projection leaves it open" }));
	const axes = config.useBias ? biasAxes : undefined;
	context.buildSublayer(name, (inner) => {
		const shapes = analyzeEinsum(equation, axes, input.dims, [...open, ...heads], context.world, context.fail);
		buildEinsum(config, shapes, inner);
	});
}

function buildOutput(query: RankedShape, config: AttentionConfig, context: BuildContext): void {
	const { numHeads, valueDim } = config;
	const made = config.outputShape ?? query.dims.slice(-1);
	const axes = projection(query.dims.length - 1, 2, made.length).biasAxes;
	context.buildSublayer("attention_output", (inner) => {
		const bias = config.useBias && axes.length > 0 ? made : undefined;
		buildEinsum(config, { kernel: [numHeads, valueDim, ...made], bias, output: [] }, inner);
	});
}

function callKeras3(config: AttentionConfig, context: CallContext): SpecStructure {
	if (context.mode !== "symbolic") return run(config, context);
	const { query, value, key } = readInputs(context);
	if (!isSince("3.7", context)) {
		requireSameWidth(query, value, context.fail);
		requireSameSteps(value, key, context.fail);
		rejectIntShape(config, context);
	} else requireSameSteps(value, key, context.fail);
	const dtype = context.computeDtype;
	const made = config.outputShape?.map((dim) => asDim(dim)) ?? query.dims.slice(-1);
	const output = { shape: ranked([...query.dims.slice(0, -1), ...made]), dtype };
	// `compute_output_spec`, which knows of the scores, came with 3.3.
	if (!wantsScores(context) || !isSince("3.3", context)) return output;
	const [batch, steps] = query.dims as readonly [Dim, Dim];
	const scores = { shape: ranked([batch, asDim(config.numHeads), steps, steps]), dtype };
	return { kind: "tuple", items: [output, scores] };
}

/** Until 3.7, `output_shape` was added to a tuple as it was given. */
function rejectIntShape({ isIntShape }: AttentionConfig, { fail }: CallContext): void {
	if (!isIntShape) return;
	fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: "output_shape of MultiHeadAttention must be a tuple before Keras 3.7",
		argument: "output_shape",
	});
}

function run(config: AttentionConfig, context: CallContext): SpecStructure {
	const inputs = readInputs(context);
	if (context.world === "keras3") rejectRefused(ATTENTION_REFUSES, context, dtypesOf(context));
	const sizes = {
		numHeads: asDim(config.numHeads),
		keyDim: asDim(config.keyDim),
		valueDim: asDim(config.valueDim),
		output: config.outputShape?.map(asDim) ?? inputs.query.dims.slice(-1),
		axes: axesOf(config, inputs.value.dims.length + 1, context),
	};
	if (config.usesFlash) rejectFlash(config.dropout, inputs.query.dims.length + 1, context);
	const { output, scores } = traceAttention(sizes, inputs, context);
	if (context.world === "keras3" && sizes.axes.length > 1 && scores.length > 8) rejectDepth(scores, context);
	// The projections of Keras 2 followed the global policy until 2.14.
	const isGlobal = context.world === "keras2" && !isSince("2.14", context);
	const dtype = isGlobal ? globalPolicy(context.machine, context.world).compute : context.computeDtype;
	const result = { shape: ranked(output), dtype };
	return wantsScores(context) ? { kind: "tuple", items: [result, { shape: ranked(scores), dtype }] } : result;
}

const asDim = (dim: PartialDim): Dim =>
	typeof dim !== "number" && dim.kind === "bad" ? vague("a size that is not known") : dim;

/** The softmax over several axes is written with `tf.where`, whose kernel broadcasts eight axes. */
function rejectDepth(scores: readonly Dim[], context: CallContext): void {
	const { mode, fail } = context;
	if (mode !== "eager") return;
	if (!isSince("3.9", context)) vague("attention over so many axes before Keras 3.9");
	fail({
		code: "input-rank",
		exception: "UnimplementedError",
		message: `attention over several axes has scores of 8 axes at most, found ${printShape(ranked(scores))}`,
	});
}
