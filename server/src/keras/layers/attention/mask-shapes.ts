import { broadcastDims, type Dim, isClash, printShape, ranked } from "../../../domain";
import type { Fail } from "../core/analyze-einsum";

/** The shape of scores with a mask added. */
export function addMask(scores: readonly Dim[], mask: readonly Dim[], fail: Fail): readonly Dim[] {
	const result = broadcastDims(scores, mask);
	if (!isClash(result)) return result;
	return fail({
		code: "merge-shape-mismatch",
		message: `a mask of shape ${printShape(ranked(mask))} does not fit scores of shape ${printShape(ranked(scores))}`,
		argument: "attention_mask",
	});
}

/** Axes of size 1 before the last `kept` ones, until the mask has that rank. */
export function expandMask(mask: readonly Dim[], rank: number, kept: number, fail: Fail): readonly Dim[] {
	const missing = rank - mask.length;
	if (missing <= 0) return mask;
	if (mask.length < kept) {
		fail({
			code: "input-rank",
			message: `the attention mask needs rank ${kept} or more, found shape ${printShape(ranked(mask))}`,
			argument: "attention_mask",
		});
	}
	const split = mask.length - kept;
	return [...mask.slice(0, split), ...Array.from({ length: missing }, () => 1), ...mask.slice(split)];
}
