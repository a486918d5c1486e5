import {
	type Dim,
	isStatic,
	isUnknown,
	mergeDims,
	printShape,
	type RankedShape,
	ranked,
	type Spec,
	type Value,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { rankedOrVague } from "../../engine/build";
import { defineLayer } from "../../engine/define-layer";
import { failFit, weightShape } from "../../engine/fit-weights";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import { takeNames } from "../../engine/naming";
import { rejectRefused } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import { opFailure } from "../../utils/tf-op";
import { isSince } from "../../versions/release";
import { analyzeEinsum, type PartialDim } from "../core/analyze-einsum";
import { buildEinsum } from "../core/einsum-dense";
import { openDims } from "./attention-arguments";
import { projection } from "./attention-equations";
import { wantsScores } from "./call-flags";
import { cloneInitializers } from "./cloned-initializers";
import { rejectFlash } from "./flash-attention";
import { type GroupedQueryConfig, readGroupedQuery } from "./grouped-query-arguments";
import { checkRate } from "./multi-head-attention";
import { rejectPlainMask } from "./plain-masks";
import { ATTENTION_REFUSES, dtypesOf } from "./refused-inputs";

interface Inputs {
	readonly query: RankedShape;
	readonly value: RankedShape;
	/** Absent when the value stands in for it. */
	readonly key: RankedShape | undefined;
}

/**
 * `keras.layers.GroupQueryAttention`: `(batch, T, d)` attends to `(batch, S, d)` -> `(batch, T, d)`; heads of the query
 * share heads of key and value. Mirrors keras/src/layers/attention/grouped_query_attention.py (3).
 */
export const GroupQueryAttention = defineLayer<GroupedQueryConfig>({
	name: "GroupedQueryAttention",
	exportedAs: "GroupQueryAttention",
	worlds: ["keras3"],
	signature:
		"head_dim, num_query_heads, num_key_value_heads, dropout=0.0, use_bias=True, sliding_window=None, flash_attention=None, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, use_gate=False, seed=None, **kwargs",
	callSignature:
		"query, value, key=None, query_mask=None, value_mask=None, key_mask=None, attention_mask=None, return_attention_scores=False, training=None, use_causal_mask=False",
	manyInputs: true,
	configure: readGroupedQuery,
	build,
	call: (config, context) => (context.mode === "symbolic" ? declare(config, context) : run(config, context)),
});

function readInputs(context: BuildContext | CallContext): Inputs {
	const query = shapeOf(context.argument, context);
	const value = shapeOf(context.parameter("value"), context);
	const key = context.parameter("key");
	if (PLAIN.has(key.kind)) return { query, value, key: undefined };
	return { query, value, key: key.kind === "none" ? undefined : shapeOf(key, context) };
}

/** What has no shape: `build` is not told of it. */
const PLAIN: ReadonlySet<Value["kind"]> = new Set(["bool", "int", "float", "str"]);

function shapeOf(input: Value | undefined, { fail }: BuildContext | CallContext): RankedShape {
	if (input?.kind === "tensor") return rankedOrVague(input.spec.shape);
	if (input?.kind !== "none") return vague("GroupQueryAttention was called on something that is not a tensor");
	return fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: "GroupQueryAttention needs tensors as query and value, found None",
	});
}

function build(config: GroupedQueryConfig, context: BuildContext): void {
	const { query, value, key = value } = readInputs(context);
	const { queryHeads, keyValueHeads, headDim } = config;
	cloneInitializers(config.uncloned, context);
	project("query", query, [queryHeads, headDim], config, context);
	project("key", key, [keyValueHeads, headDim], config, context);
	if (config.useGate) project("gate", query, [queryHeads, headDim], config, context);
	project("value", value, [keyValueHeads, headDim], config, context);
	takeNames(["softmax", "dropout"], context);
	checkRate(config.dropout, context);
	const width = query.dims.at(-1) ?? vague("the query has no features");
	context.buildSublayer("attention_output", (inner) => {
		const kernel = [queryHeads, headDim, width];
		buildEinsum(config, { kernel, bias: config.useBias ? [width] : undefined, output: [] }, inner);
	});
}

/** `bqm,muh->bquh`, whatever the rank of the input. */
function project(
	name: string,
	input: RankedShape,
	heads: readonly PartialDim[],
	config: GroupedQueryConfig,
	context: BuildContext,
): void {
	const { equation, biasAxes } = projection(2, 1, 2);
	const open = openDims(1, { kind: "none", why: { text: "the projection leaves it open" } });
	context.buildSublayer(name, (inner) => {
		const axes = config.useBias ? biasAxes : undefined;
		const shapes = analyzeEinsum(equation, axes, input.dims, [...open, ...heads], context.world, context.fail);
		buildEinsum(config, shapes, inner);
	});
}

/** `compute_output_spec`: features must agree, and the steps of key and value. */
function declare(config: GroupedQueryConfig, context: CallContext): SpecStructure {
	const { query, value, key = value } = readInputs(context);
	if (PLAIN.has(context.parameter("key").kind)) failKey(context);
	if (!sameDims(query.dims.slice(-1), value.dims.slice(-1))) failPair("query", query, "value", value, context);
	if (!sameDims(value.dims.slice(1, -1), key.dims.slice(1, -1))) failPair("value", value, "key", key, context);
	const dtype = context.computeDtype;
	const output: Spec = { shape: query, dtype };
	if (!wantsScores(context)) return output;
	const [batch, steps] = query.dims as readonly [Dim, Dim];
	const scores = ranked([batch, asDim(config.queryHeads), steps, key.dims[1] as Dim]);
	return { kind: "tuple", items: [output, { shape: scores, dtype }] };
}

function failKey(context: CallContext): never {
	if (!isSince("3.15", context)) vague("a key that is no tensor before Keras 3.15");
	return context.fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: "GroupQueryAttention needs a tensor as key",
		argument: "key",
	});
}

/** Python's equality, for which None is equal to itself alone. */
function sameDims(left: readonly Dim[], right: readonly Dim[]): boolean {
	if (left.length !== right.length) return false;
	return left.every((dim, axis) => {
		const other = right[axis] as Dim;
		if (isUnknown(dim) || isUnknown(other)) return vague("sizes that must agree are not known");
		return isStatic(dim) ? dim === other : !isStatic(other);
	});
}

const failPair = (a: string, left: RankedShape, b: string, right: RankedShape, context: CallContext): never =>
	context.fail({
		code: "merge-shape-mismatch",
		message: `${a} ${printShape(left)} and ${b} ${printShape(right)} do not fit together`,
	});

const asDim = (dim: PartialDim): Dim =>
	typeof dim !== "number" && dim.kind === "bad" ? vague("a size that is not known") : dim;

/** The projection of the key is a layer, which takes tensors only. */
const rejectKey = ({ fail }: CallContext): never =>
	fail({ code: "invalid-layer-input", message: "the key of attention must be a tensor", argument: "key" });

const MASKS = ["query_mask", "value_mask", "key_mask", "attention_mask"];

/** What Keras projects, multiplies and takes a softmax of: the features may differ, steps of key and value and batches not. */
function run(config: GroupedQueryConfig, context: CallContext): SpecStructure {
	const { query, value, key = value } = readInputs(context);
	if (PLAIN.has(context.parameter("key").kind)) rejectKey(context);
	if (["list", "tuple"].includes(context.parameter("attention_mask").kind))
		rejectPlainMask(context.parameter("attention_mask"), context);
	if (MASKS.some((name) => context.parameter(name).kind !== "none")) vague("attention with masks is not followed");
	const tensors = [query, key, value];
	const odd = tensors.find(({ dims }) => dims.length !== 3);
	if (odd)
		context.fail({
			code: "input-rank",
			message: `attention needs (batch, time, features), found ${printShape(odd)}`,
			facts: { rank: odd.dims.length, expected: 3 },
		});
	rejectRefused(ATTENTION_REFUSES, context, dtypesOf(context));
	if (tensors.some(({ dims }, index) => !isBuiltFor(["query", "key", "value"][index] as string, dims, context))) {
		projectOthers(tensors[0], context);
		vague("attention over other features than it was built for is not followed");
	}
	if (config.queryHeads === 0) rejectHeadless(config, context);
	if (config.usesFlash) rejectFlash(config.dropout, 4, context);
	const at = (axis: number, shapes: readonly RankedShape[]): Dim =>
		shapes.map(({ dims }) => dims[axis] as Dim).reduce((a, b) => mergeDims(a, b) ?? failSizes(tensors, context));
	const batch = at(0, tensors);
	const steps = at(1, [key, value]);
	const dtype = context.computeDtype;
	const output: Spec = { shape: ranked([batch, ...query.dims.slice(1)]), dtype };
	if (!wantsScores(context)) return output;
	const scores = ranked([batch, asDim(config.queryHeads), query.dims[1] as Dim, steps]);
	return { kind: "tuple", items: [output, { shape: scores, dtype }] };
}

/** A kernel adds a bias along one axis, and finds the heads beside it. */
function rejectHeadless({ useBias }: GroupedQueryConfig, context: CallContext): never {
	if (!useBias) vague("attention without heads");
	return opFailure(context)({
		code: "invalid-layer-argument",
		message: "attention needs query heads, found num_query_heads=0",
		argument: "num_query_heads",
	});
}

/** A kernel takes other features for more or fewer batches, if these come out even. */
function projectOthers(query: RankedShape | undefined, context: CallContext): void {
	const [batch, features] = [query?.dims[0], query?.dims.at(-1)];
	const size = kernelSize("query", context);
	if (context.mode !== "eager" || !query || batch === undefined || features === undefined || size === undefined) return;
	if (!isStatic(batch) || !isStatic(features) || !isStatic(size) || features === 0) return;
	if ((batch * size) % features !== 0) failFit(`queries of size ${size}`, query.dims, context);
}

const kernelSize = (name: string, context: CallContext): Dim | undefined =>
	weightShape(context.built(), `${name}/kernel`)?.[0];

/** The projections have a kernel for so many features. */
function isBuiltFor(name: string, dims: readonly Dim[], context: CallContext): boolean {
	const size = kernelSize(name, context);
	const found = dims.at(-1) as Dim;
	return isStatic(found) && found === size;
}

const failSizes = (shapes: readonly RankedShape[], context: CallContext): never =>
	opFailure(context)({
		code: "merge-shape-mismatch",
		message: `the batches of an attention's inputs, or the steps of its key and value, differ: ${shapes.map(printShape).join(", ")}`,
	});
