import type { Value } from "../../../domain";
import type { CallContext } from "../../engine/layer-definition";
import { wantsScores } from "./call-flags";

/**
 * Flash attention where it runs: it gives no scores, and TensorFlow has none; attention with dropout or over more than
 * one axis does not come to ask for it. Mirrors `_compute_attention` of multi_head_attention.py (3).
 */
export function rejectFlash(dropout: Value, projectedRank: number, context: CallContext): void {
	const drops = (dropout.kind === "int" || dropout.kind === "float") && (dropout.value ?? 0) > 0;
	if (!wantsScores(context) && (drops || projectedRank !== 4)) return;
	context.fail({
		code: "invalid-layer-argument",
		message: wantsScores(context)
			? "flash attention gives no attention scores"
			: "TensorFlow has no flash attention: leave flash_attention out",
		argument: "flash_attention",
	});
}
