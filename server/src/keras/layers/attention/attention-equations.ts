import type { Fail } from "../core/analyze-einsum";

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** The projection of `bound` last axes to `output` new ones. Mirrors `_build_proj_equation`. */
export function projection(free: number, bound: number, output: number) {
	const kept = LETTERS.slice(0, free);
	const contracted = LETTERS.slice(free, free + bound);
	const made = LETTERS.slice(free + bound, free + bound + output);
	return {
		equation: { input: kept + contracted, weight: contracted + made, output: kept + made, elided: "none" as const },
		biasAxes: [...made],
	};
}

export interface AttentionEquations {
	/** Scores of keys and queries. */
	readonly product: string;
	/** Values weighted by the scores. */
	readonly combine: string;
}

/**
 * Mirrors `_build_attention_equation`: projected tensors are `(batch, …, heads, channels)`, of that rank; the attention
 * axes of keys have letters of their own. Axes count from the end as in Python.
 */
export function attentionEquations(rank: number, axes: readonly number[], fail: Fail): AttentionEquations {
	const bad = axes.find((axis) => axis < -rank || axis >= rank);
	if (bad !== undefined) {
		fail({
			code: "invalid-layer-argument",
			exception: "IndexError",
			message: `attention axis ${bad} is out of range for projected tensors of rank ${rank}`,
			argument: "attention_axes",
		});
	}
	const attended = new Set(axes.map((axis) => (axis < 0 ? axis + rank : axis)));
	const target = LETTERS.slice(0, rank);
	const isBatch = (axis: number): boolean => axis !== rank - 1 && !attended.has(axis);
	let next = rank;
	const source = [...target]
		.map((letter, axis) => {
			if (isBatch(axis) || axis === rank - 1) return letter;
			next += 1;
			return LETTERS[next - 1] ?? letter;
		})
		.join("");
	const pick = (letters: string): string => axes.map((axis) => letters.at(axis) ?? "").join("");
	const batch = [...target].filter((_, axis) => isBatch(axis)).join("");
	const scores = batch + pick(target) + pick(source);
	return { product: `${source},${target}->${scores}`, combine: `${scores},${source}->${target}` };
}
