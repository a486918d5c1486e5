import { type Dim, isNone, isStatic, mapDims, noneDim, ranked, type Value } from "../../../domain";
import { vague } from "../../../interpreter/api";
import { intOf, itemsOf, sizeOf } from "../arguments";
import { defineOp, type OpResult } from "../define-op";
import type { OpCall } from "../op-call";
import { dimsOf } from "../operand";
import { checkDeclared } from "../shape-argument";
import { requireTensor } from "../shapes";

type Pair = readonly [Dim, Dim];

/** `_process_pad_width`: one number or pair for all axes, or a pair for each. */
function readPairs(op: OpCall): readonly Pair[] {
	const value = op.get("pad_width");
	const items = itemsOf(value);
	if (!items) return [[intOf(value), intOf(value)]];
	const first = items[0];
	if (first?.kind === "int") return [pairOf(items)];
	return items.map((item) => {
		const pair = itemsOf(item) ?? vague("pad_width");
		if (pair.length === 1 && value.kind === "tuple") {
			return op.fail({
				code: "invalid-layer-argument",
				exception: "TypeError",
				message: "pad_width has pairs of one item in a tuple, which Keras cannot complete",
				argument: "pad_width",
			});
		}
		return pair.length === 1 ? [sizeOf(pair[0] as Value), sizeOf(pair[0] as Value)] : pairOf(pair);
	});
}

const pairOf = (items: readonly Value[]): Pair =>
	items.length === 2 ? [sizeOf(items[0] as Value), sizeOf(items[1] as Value)] : vague("pad_width without pairs");

function pad(op: OpCall): OpResult {
	const pairs = readPairs(op);
	if (pairs.length > 1) requireTensor(op, "x");
	const x = op.tensor("x");
	const dims = dimsOf(x);
	const own = op.isSymbolic && pairs.length === 1 ? dims.map(() => pairs[0] as Pair) : pairs;
	if (!op.isSymbolic) rejectMode(op);
	if (own.length !== dims.length) {
		op.fail({
			code: "invalid-layer-argument",
			exception: pairs.length === 1 ? undefined : "ValueError",
			message: `pad_width has ${own.length} pairs for a tensor of rank ${dims.length}`,
			argument: "pad_width",
		});
	}
	const result = dims.map((dim, axis) => padded(dim, own[axis] as Pair, op));
	return { shape: ranked(checkDeclared(result, op)), dtype: x.dtype };
}

const MODES = ["constant", "reflect", "symmetric"];

function rejectMode(op: OpCall): void {
	const mode = op.get("mode");
	const text = mode.kind === "str" ? mode.value : undefined;
	if (text === undefined) vague("a mode that is not known");
	const isOdd = !MODES.includes((text as string).toLowerCase());
	if (!isOdd && (text === "constant" || !op.has("constant_values"))) return;
	op.fail({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: isOdd ? `TensorFlow has no padding mode ${text}` : `mode ${text} takes no constant_values`,
		argument: "mode",
	});
}

function padded(dim: Dim, [before, after]: Pair, op: OpCall): Dim {
	const isNegative = [before, after].some((each) => isStatic(each) && each < 0);
	const sizes = mapDims([dim, before, after], ([size, a, b]) => (size as number) + (a as number) + (b as number));
	if (!op.isSymbolic && isNegative) {
		return op.fail({
			code: "invalid-layer-argument",
			message: "TensorFlow pads by no negative numbers",
			argument: "pad_width",
		});
	}
	return isNone(sizes) ? noneDim(sizes.why) : sizes;
}

/** `pad`, which is an operation in all modes. Mirrors keras/src/ops/numpy.py. */
export const PAD_OPS = [defineOp("pad", "numpy", "x, pad_width, mode='constant', constant_values=None", pad)];
