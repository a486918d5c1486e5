import type { Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, isKnown, readFlag, readNumber } from "../../engine/argument-readers";
import { checkConstraint, checkInitializer, checkRegularizer } from "../../engine/common-arguments";
import type { Initializer, LayerArguments } from "../../engine/layer-definition";
import { isSince } from "../../versions/release";
import type { PartialDim } from "../core/analyze-einsum";
import { toPartial } from "../core/einsum-dense";
import { checkSeed } from "../regularization/base-random";
import { unclonedInitializer } from "./cloned-initializers";

/** What `GroupQueryAttention` makes of its arguments. */
export interface GroupedQueryConfig {
	readonly headDim: PartialDim;
	readonly queryHeads: PartialDim;
	readonly keyValueHeads: PartialDim;
	readonly dropout: Value;
	readonly useBias: boolean;
	readonly useGate: boolean;
	readonly kernel: Initializer;
	readonly bias: Initializer;
	/** The name of an initializer that cannot be cloned. */
	readonly uncloned: string | undefined;
	readonly usesFlash: boolean;
}

type Fail = (argument: string, exception: string, message: string) => never;

/** Mirrors `__init__` of keras/src/layers/attention/grouped_query_attention.py (3), in its order. */
export function readGroupedQuery(args: LayerArguments): GroupedQueryConfig {
	const fail: Fail = (argument, exception, message) =>
		args.fail({ code: "invalid-layer-argument", exception, message, argument });
	divideHeads(args, fail);
	checkWindow(args, fail);
	const kernel = checkInitializer(args, "kernel_initializer");
	const bias = checkInitializer(args, "bias_initializer");
	for (const name of ["kernel_regularizer", "bias_regularizer", "activity_regularizer"]) checkRegularizer(args, name);
	for (const name of ["kernel_constraint", "bias_constraint"]) checkConstraint(args, name);
	rootOfHead(args, fail);
	const dropout = args.get("dropout");
	if (readFlag(args, "flash_attention")) rejectDropout(dropout, fail);
	checkSeed(args, "dropout");
	return {
		headDim: toPartial(args.get("head_dim")),
		queryHeads: toPartial(args.get("num_query_heads")),
		keyValueHeads: toPartial(args.get("num_key_value_heads")),
		dropout,
		useBias: readFlag(args, "use_bias"),
		useGate: readFlag(args, "use_gate"),
		kernel,
		bias,
		uncloned: unclonedInitializer(args),
		usesFlash: readFlag(args, "flash_attention"),
	};
}

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool"]);

/** `num_query_heads % num_key_value_heads` must be 0. */
function divideHeads(args: LayerArguments, fail: Fail): void {
	const [queries, keys] = [args.get("num_query_heads"), args.get("num_key_value_heads")];
	if (!isKnown(queries) || !isKnown(keys)) return;
	for (const [name, value] of [
		["num_query_heads", queries],
		["num_key_value_heads", keys],
	] as const) {
		if (value.kind === "tensor" || value.kind === "instance") vague(`${name} is not a plain number`);
		if (!NUMBERS.has(value.kind))
			fail(name, "TypeError", `${name} must be a number, found a value of type ${typeName(value)}`);
	}
	const [all, each] = [readNumber(queries), readNumber(keys)];
	if (each === 0) fail("num_key_value_heads", "ZeroDivisionError", "num_key_value_heads must not be 0");
	if (all === undefined || each === undefined || all % each === 0) return;
	fail("num_key_value_heads", "ValueError", `num_query_heads=${all} is no multiple of num_key_value_heads=${each}`);
}

function checkWindow(args: LayerArguments, fail: Fail): void {
	const value = args.get("sliding_window");
	if (value.kind === "none" || !isKnown(value)) return;
	const size = asInt(value);
	if (size !== undefined && size > 0) return;
	const found = size ?? `a value of type ${typeName(value)}`;
	fail("sliding_window", "ValueError", `sliding_window must be a positive integer, found ${found}`);
}

/** `1.0 / math.sqrt(float(head_dim))`. */
function rootOfHead(args: LayerArguments, fail: Fail): void {
	const value = args.get("head_dim");
	const isPlain = value.kind === "int" && (value.value ?? 0) > 0;
	if (!isSince("3.7", args) && !isPlain) vague("what an odd head_dim does before Keras 3.7");
	if (!isKnown(value)) return;
	if (value.kind === "tensor" || value.kind === "instance") vague("head_dim is not a plain number");
	const text = value.kind === "str" ? value.value?.trim() : undefined;
	if (!NUMBERS.has(value.kind) && text === undefined)
		fail("head_dim", "TypeError", `head_dim must be a number, found a value of type ${typeName(value)}`);
	const number = text === undefined ? readNumber(value) : Number(text || "x");
	if (number === undefined) return;
	if (number === 0) fail("head_dim", "ZeroDivisionError", "attention divides by the root of head_dim, which is 0");
	if (!(number > 0)) fail("head_dim", "ValueError", `head_dim must be a positive number, found ${text ?? number}`);
}

function rejectDropout(dropout: Value, fail: Fail): void {
	if (!isKnown(dropout)) return;
	const rate = readNumber(dropout);
	if (rate === undefined)
		fail("dropout", "TypeError", `dropout must be a number, found a value of type ${typeName(dropout)}`);
	else if (rate > 0) fail("dropout", "ValueError", `flash attention takes no dropout, found ${rate}`);
}
