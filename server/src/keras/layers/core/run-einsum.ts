import { type Dim, isNone, isUnknown, printDim, printShape, ranked } from "../../../domain";
import type { Fail } from "./analyze-einsum";

/**
 * The shape that `tf.einsum` gives. `...` may begin or end an operand and the output. Raises when ranks or sizes do not
 * fit: a label must have one size everywhere, where `None` fits every size and takes it on.
 */
export function runEinsum(equation: string, operands: readonly (readonly Dim[])[], fail: Fail): readonly Dim[] {
	const [inputs = "", output = ""] = equation.split("->");
	const sizes = new Map<string, Dim>();
	let ellipsis: readonly Dim[] = [];
	inputs.split(",").forEach((subscripts, index) => {
		const dims = operands[index] ?? [];
		const labels = subscripts.replace("...", "");
		const extra = dims.length - labels.length;
		if (extra < 0 || (extra > 0 && labels === subscripts)) {
			fail({
				code: "input-rank",
				message: `${subscripts} in the equation ${equation} needs rank ${labels.length}, found ${printShape(ranked(dims))}`,
			});
		}
		const at = subscripts.indexOf("...");
		const start = at < 0 ? dims.length : at;
		if (at >= 0) ellipsis = dims.slice(start, start + extra);
		const named = at < 0 ? dims : [...dims.slice(0, start), ...dims.slice(start + extra)];
		[...labels].forEach((label, axis) => {
			sizes.set(label, merge(sizes.get(label), named[axis] as Dim, label, fail));
		});
	});
	const outputLabels = output.replace("...", "");
	if (new Set(outputLabels).size < outputLabels.length) {
		fail({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `the output ${output} of an einsum has a label twice`,
		});
	}
	const at = output.indexOf("...");
	const result = [...outputLabels].map((label) => sizes.get(label) as Dim);
	return at < 0 ? result : [...result.slice(0, at), ...ellipsis, ...result.slice(at)];
}

function merge(known: Dim | undefined, dim: Dim, label: string, fail: Fail): Dim {
	if (known === undefined || isNone(known)) return dim;
	if (isUnknown(known)) return typeof dim === "number" ? dim : known;
	if (typeof dim !== "number" || dim === known) return known;
	return fail({
		code: "merge-shape-mismatch",
		message: `label ${label} of an einsum has the sizes ${printDim(known)} and ${dim}`,
	});
}
