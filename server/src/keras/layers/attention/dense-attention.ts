import {
	broadcastDims,
	type Dim,
	type DType,
	type DTypeName,
	isClash,
	isFloating,
	isInteger,
	printShape,
	ranked,
	type Spec,
	type Value,
} from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { resultType } from "../../backend/common/dtypes";
import { isKnown } from "../../engine/argument-readers";
import { rankedOrVague } from "../../engine/build";
import type { BuildContext, CallContext, LayerArguments } from "../../engine/layer-definition";
import { rejectRefused, STRINGS_UNPROMOTED } from "../../engine/refused-dtypes";
import type { SpecStructure } from "../../engine/structure";
import { opFailure } from "../../utils/tf-op";
import { isSince } from "../../versions/release";
import type { Fail } from "../core/analyze-einsum";
import { rejectSymbolicFlag, wantsScores } from "./call-flags";
import { addMask } from "./mask-shapes";

/** What `Attention` and `AdditiveAttention` share. Mirrors base_dense_attention.py (2.15) and attention.py (3). */

export const DENSE_ATTENTION_CALL = {
	keras2: "inputs, mask=None, training=None, return_attention_scores=False, use_causal_mask=False",
	keras3: "inputs, mask=None, training=False, return_attention_scores=False, use_causal_mask=False",
} as const;

type Context = BuildContext | CallContext;

/** `dropout > 0`: a number, or Python's TypeError. */
export function readDropout(args: LayerArguments): Value {
	const value = args.get("dropout");
	const isNumber = value.kind === "int" || value.kind === "float" || value.kind === "bool";
	if (!isKnown(value) || isNumber || value.kind === "tensor" || value.kind === "instance") return value;
	return args.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `dropout must be a number, found a value of type ${typeName(value)}`,
		argument: "dropout",
	});
}

/** A list of two or three; Keras 2 checks in `call`, Keras 3 before it builds. */
export function requireList(context: Context): readonly Value[] {
	const { argument } = context;
	const items = argument?.kind === "list" ? argument.items : undefined;
	const known = argument && argument.kind !== "unknown" && (argument.kind !== "list" || items);
	if (!known) return vague("what attention was called on is not known");
	if (items?.length === 2 || items?.length === 3) return items;
	return context.fail({
		code: "invalid-layer-input",
		message: items
			? `attention takes [query, value] or [query, value, key], found a list of ${items.length}`
			: `attention takes a list [query, value] or [query, value, key], found a value of type ${typeName(argument as Value)}`,
	});
}

/** A mask is a list as well: `[query_mask, value_mask]`. */
function requireMasks(mask: Value, inputs: number, context: CallContext): readonly Value[] {
	if (mask.kind === "none") return [];
	if (mask.kind === "unknown") return vague(mask.why);
	// Before 3.8, Keras 3 declared the output from the shapes alone.
	if (context.world === "keras3" && context.mode === "symbolic" && !isSince("3.8", context)) return [];
	const items = mask.kind === "list" ? mask.items : undefined;
	const most = context.world === "keras2" ? inputs : 3;
	if (items?.length === 0 && context.world === "keras2") return [];
	if (items && items.length >= 2 && items.length <= most) return items;
	const isTested = mask.kind === "tensor" && context.world === "keras2";
	if (isTested && context.mode === "eager") vague("the truth of a tensor");
	return context.fail({
		code: "invalid-layer-argument",
		// Keras 2 asks for the mask's truth first, which a symbolic tensor has not.
		exception: isTested ? "OperatorNotAllowedInGraphError" : undefined,
		message: "the mask of attention is a list [query_mask, value_mask]",
		argument: "mask",
	});
}

/** How scores come about. */
export interface Scores {
	/** Query and key are added, not multiplied. */
	readonly adds: boolean;
	/** Products are multiplied with a weight. */
	readonly isScaled: boolean;
	of(query: readonly Dim[], key: readonly Dim[], fail: Fail): readonly Dim[];
}

export function callDenseAttention(context: CallContext, scoring: Scores): SpecStructure {
	const items = requireList(context);
	const masks = requireMasks(context.parameter("mask"), items.length, context);
	const specs = items.map((item) => tensorOf(item, context));
	const shapes = specs.map((spec) => rankedOrVague(spec.shape).dims);
	const [query, value] = shapes as [readonly Dim[], readonly Dim[]];
	const key = shapes[2] ?? value;
	if (context.world === "keras3" && context.mode === "symbolic") return specKeras3(query, value, key, context);
	const fail: Fail = opFailure(context);
	if (!isFloating(context.computeDtype)) vague("attention whose dtype is not floating");
	const dtypes = specs.map((spec) => (typeof spec.dtype === "string" ? spec.dtype : vague(spec.dtype.why)));
	const refuse = (): never => failDType(dtypes, scoring, context);
	if (context.world === "keras2" && dtypes[0] !== (dtypes[2] ?? dtypes[1])) refuse();
	if (context.world === "keras3" && key.length < 2) failKey(key, context);
	const raw = scoring.of(query, key, fail);
	rejectSymbolicFlag("use_causal_mask", context);
	const dtype =
		context.world === "keras2" ? commonDType(dtypes, refuse) : attendedDType(dtypes, scoring, context, refuse);
	const scores = maskScores(raw, masks[1], context, fail);
	const weighted = matmul(scores, value, fail);
	const result = maskQuery(weighted, masks[0], fail);
	return withScores(result, scores, context, dtype);
}

/** Keras 3 turns the last two axes of the key in Python. */
const failKey = (key: readonly Dim[], { fail }: CallContext): never =>
	fail({ code: "input-rank", message: `attention needs a key of rank 2 or more, found ${printShape(ranked(key))}` });

/** TensorFlow multiplies tensors of one dtype, and takes the softmax of floating ones; of bools it turns no axes. */
function failDType(dtypes: readonly DTypeName[], { adds }: Scores, context: CallContext): never {
	const isPython = context.world === "keras2" && !adds && (dtypes[0] === "bool" || dtypes[0] === "string");
	return context.fail({
		code: "invalid-layer-input",
		exception: context.mode === "eager" && !isPython ? "InvalidArgumentError" : "TypeError",
		message: `attention needs tensors of one floating dtype, found ${dtypes.join(", ")}`,
	});
}

function commonDType([query, value]: readonly DTypeName[], refuse: () => never): DType {
	return query === undefined || !isFloating(query) || value !== query ? refuse() : query;
}

/** Keras 3 promotes what it multiplies; it adds with Python's operator, and takes a tanh of ints in floats. */
function attendedDType(
	dtypes: readonly DTypeName[],
	{ adds, isScaled }: Scores,
	context: CallContext,
	refuse: () => never,
): DType {
	const [query, value] = dtypes as [DTypeName, DTypeName];
	const key = dtypes[2] ?? value;
	rejectRefused([STRINGS_UNPROMOTED], context, dtypes);
	if (adds && (query !== key || query === "bool")) refuse();
	const { computeDtype } = context;
	const isFloat = isScaled || (adds && isInteger(query));
	if (isFloat && !isFloating(query) && computeDtype !== "float32") vague("scores of ints beside this dtype");
	const scores = resultType(isFloat ? [query, key, computeDtype] : [query, key]);
	return isFloating(scores) ? resultType([scores, value]) : refuse();
}

const tensorOf = (item: Value, context: CallContext): Spec => {
	if (item.kind === "tensor") return context.cast(item.spec);
	if (item.kind !== "none") return vague("attention was called on something that is not a tensor");
	const eager = context.mode !== "symbolic" || context.world === "keras2";
	return context.fail({
		code: "invalid-layer-input",
		exception: eager ? "ValueError" : "AttributeError",
		message: "attention needs tensors in its list, found None",
	});
};

function specKeras3(
	query: readonly Dim[],
	value: readonly Dim[],
	key: readonly Dim[],
	context: CallContext,
): SpecStructure {
	const steps = key.at(-2);
	const depth = value.at(-1);
	if (depth === undefined || (steps === undefined && wantsScores(context))) {
		return context.fail({
			code: "input-rank",
			exception: "IndexError",
			message: `attention needs (batch, time, features), found ${printShape(ranked(key))}`,
		});
	}
	const rows = query.slice(0, -1);
	// Until 3.8, `compute_output_shape` knew of the output alone; in 3.0, it was the query's shape.
	if (!isSince("3.8", context)) {
		const shape = ranked(isSince("3.1", context) ? [...rows, depth] : query);
		return { shape, dtype: context.computeDtype };
	}
	return withScores([...rows, depth], [...rows, steps ?? 1], context);
}

function withScores(
	result: readonly Dim[],
	scores: readonly Dim[],
	context: CallContext,
	outputDType: DType = context.computeDtype,
): SpecStructure {
	const dtype = context.computeDtype;
	const output: Spec = { shape: ranked(result), dtype: outputDType };
	return wantsScores(context) ? { kind: "tuple", items: [output, { shape: ranked(scores), dtype }] } : output;
}

/** A causal mask has the scores' own shape; one of values is `(…, 1, S)`. */
function maskScores(scores: readonly Dim[], mask: Value | undefined, context: CallContext, fail: Fail): readonly Dim[] {
	if (!mask || mask.kind === "none") return scores;
	const dims = maskDims(mask);
	const lead = dims.slice(0, -1);
	const last = dims.slice(-1);
	if (context.world === "keras3") vague("a mask over real tensors is not followed");
	return addMask(scores, [...lead, 1, ...last], fail);
}

function maskQuery(result: readonly Dim[], mask: Value | undefined, fail: Fail): readonly Dim[] {
	if (!mask || mask.kind === "none") return result;
	return addMask(result, [...maskDims(mask), 1], fail);
}

function maskDims(mask: Value): readonly Dim[] {
	if (mask.kind !== "tensor" || mask.spec.shape.kind !== "ranked") return vague("the mask is not known");
	if (mask.spec.dtype !== "bool" || mask.spec.shape.dims.length === 0) vague("the mask is not of bools");
	return mask.spec.shape.dims;
}

/** `tf.matmul` of what has a batch in front: the last two axes are multiplied, the others broadcast. */
export function matmul(a: readonly Dim[], b: readonly Dim[], fail: Fail): readonly Dim[] {
	if (a.length < 2 || b.length < 2) {
		fail({
			code: "input-rank",
			message: `attention multiplies matrices, found ${printShape(ranked(a))} and ${printShape(ranked(b))}`,
		});
	}
	const inner = [a.at(-1) as Dim, b.at(-2) as Dim] as const;
	const batch = broadcastDims(a.slice(0, -2), b.slice(0, -2));
	const clash = typeof inner[0] === "number" && typeof inner[1] === "number" && inner[0] !== inner[1];
	if (clash || isClash(batch)) {
		return fail({
			code: "merge-shape-mismatch",
			message: `attention cannot multiply ${printShape(ranked(a))} and ${printShape(ranked(b))}`,
		});
	}
	return [...batch, a.at(-2) as Dim, b.at(-1) as Dim];
}

/** Every query added to every key, and summed over the features that the weight stretches. */
export function addedScores(
	query: readonly Dim[],
	key: readonly Dim[],
	scale: readonly Dim[],
	fail: Fail,
): readonly Dim[] {
	if (query.length === 0 || key.length < 2) {
		fail({ code: "input-rank", message: `attention needs a key of rank 2 or more, found ${printShape(ranked(key))}` });
	}
	const rows = [...query.slice(0, -1), 1, ...query.slice(-1)];
	const columns = [...key.slice(0, -2), 1, ...key.slice(-2)];
	const sum = broadcastDims(rows, columns);
	const scaled = isClash(sum) ? sum : broadcastDims(sum, scale);
	if (!isClash(scaled)) return scaled.slice(0, -1);
	return fail({
		code: "merge-shape-mismatch",
		message: `attention cannot add ${printShape(ranked(query))} and ${printShape(ranked(key))}`,
	});
}
