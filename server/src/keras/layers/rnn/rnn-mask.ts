import { type Dim, isNone, printShape, ranked, type TensorValue, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";
import type { RnnConfig } from "./rnn-config";

/**
 * What the mask of a recurrent layer in Keras 2 demands: `(batch, time)` or `(batch, time, 1)`. Gives the batch that it
 * has; masks that tensors carry with them are taken to fit.
 */
export function maskBatches(config: RnnConfig, time: Dim, context: CallContext): readonly Dim[] {
	const mask = maskOf(context.parameter("mask"));
	if (!mask) return [];
	const dims = mask.spec.shape.kind === "ranked" ? mask.spec.shape.dims : vague("the mask's rank is not known");
	const fail = (code: "input-rank" | "invalid-layer-argument" | "merge-shape-mismatch", text: string, kind?: string) =>
		context.fail({ code, message: `the mask ${printShape(ranked(dims))} ${text}`, exception: kind, argument: "mask" });
	if (context.mode === "eager" && (dims.length !== 2 || mask.spec.dtype !== "bool")) {
		vague("a mask that is no matrix of bools");
	}
	const { isFused } = config;
	if (dims.length < 2) fail("input-rank", "needs (batch, time)", "IndexError");
	if (!config.unroll) {
		if (isFused === undefined) vague("whether the mask is looked at");
		if (isFused && mask.spec.dtype !== "bool") fail("invalid-layer-argument", "must be of bools", "TypeError");
		if (isFused && dims.length > 2) fail("input-rank", "needs (batch, time)");
	}
	if (dims.length > 2) checkFeatures(dims, config, fail);
	const [batchAxis, timeAxis] = config.timeMajor ? [1, 0] : [0, 1];
	if (config.unroll) checkSteps(dims[timeAxis] as Dim, time, fail);
	const batch = dims[batchAxis] as Dim;
	return batch === 1 ? [] : [batch];
}

const PLAIN: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str"]);

const LISTS: readonly Value["kind"][] = ["list", "tuple"];

/** A mask, or the first of a list of them, is asked for its dtype before anything is computed. */
export function rejectPlainMask(mask: Value, context: CallContext): void {
	const isList = mask.kind === "list" || mask.kind === "tuple";
	rejectEmptyMask(mask, context);
	const first = isList ? mask.items?.[0] : mask;
	if (first && PLAIN.has(first.kind)) failMask(`a value of type ${typeName(first)}`, context);
}

/** Of a list of masks the first is taken: in Keras 3 at the latest for the mask of the output. */
export function rejectEmptyMask(mask: Value, context: CallContext): void {
	if (mask.kind === "list" && mask.items?.length === 0) failMask("none in a list", context, "IndexError");
}

/** ConvLSTMs of Keras 2 look into lists only, those of Keras 3 into nothing. */
export function rejectListedMask(mask: Value, context: CallContext): void {
	const isOther = LISTS.includes(mask.kind) && !(mask.kind === "list" && context.world === "keras2");
	if (isOther) failMask(`a ${mask.kind}`, context);
}

const failMask = (found: string, { fail }: CallContext, exception = "AttributeError"): never =>
	fail({
		code: "invalid-layer-input",
		exception,
		message: `the mask of a recurrent layer must be a tensor, found ${found}`,
		argument: "mask",
	});

function maskOf(value: Value): TensorValue | undefined {
	const first = value.kind === "list" ? value.items?.[0] : value;
	if (first?.kind === "none") return undefined;
	return first?.kind === "tensor" ? first : vague("the mask is not known");
}

type Fail = (code: "input-rank" | "merge-shape-mismatch", text: string, exception?: string) => never;

/** A mask for each feature is broadcast against the output. */
function checkFeatures(dims: readonly Dim[], { cell, unroll }: RnnConfig, fail: Fail): void {
	const size = dims[2];
	if (dims.length > 3 || (unroll && size !== 1)) vague("a mask of several features");
	if (size === 1 || cell.outputSize === size) return;
	if (typeof size !== "number" || typeof cell.outputSize !== "number" || cell.outputSize === 1) {
		vague("a mask of several features");
	}
	fail("merge-shape-mismatch", `does not fit an output of size ${cell.outputSize}`);
}

/** An unrolled layer takes the mask apart into steps. */
function checkSteps(steps: Dim, time: Dim, fail: Fail): void {
	if (isNone(steps)) fail("input-rank", "needs a known number of time steps");
	if (typeof steps === "number" && typeof time === "number" && steps < time) {
		fail("merge-shape-mismatch", `has fewer time steps than the input, ${time}`, "IndexError");
	}
}
