import { type Dim, isStatic, mapDim, type Origin, unknownDim, type Value } from "../domain";
import { raise, sliceBounds, vague } from "../interpreter/api";

/** The dimensions of `array[index]`: ints, slices, `None`, `...`, and at most one list or array of indices. */
export function indexDims(dims: readonly Dim[], index: Value, origin: Origin): readonly Dim[] {
	const parts = index.kind === "tuple" ? index.items : [index];
	const used = parts.filter((part) => part.kind !== "none" && part.kind !== "ellipsis").length;
	if (used > dims.length) {
		raise({
			code: "input-rank",
			exception: "IndexError",
			message: `${used} indices are too many for an array of rank ${dims.length}`,
		});
	}
	const result: Dim[] = [];
	let axis = 0;
	for (const part of parts) {
		if (part.kind === "none") result.push(1);
		else if (part.kind === "ellipsis") {
			const skipped = dims.length - used;
			result.push(...dims.slice(axis, axis + skipped));
			axis += skipped;
		} else {
			result.push(...indexAxis(dims[axis] as Dim, part, axis, origin));
			axis += 1;
		}
	}
	return [...result, ...dims.slice(axis)];
}

function indexAxis(dim: Dim, part: Value, axis: number, origin: Origin): readonly Dim[] {
	switch (part.kind) {
		case "slice":
			return [sliceDim(dim, part, origin)];
		case "int":
		case "bool": {
			const at = Number(part.value ?? 0);
			if (part.value !== undefined && isStatic(dim) && (at >= dim || at < -dim)) {
				raise({
					code: "input-axis-size",
					exception: "IndexError",
					message: `index ${at} is out of range for axis ${axis} of size ${dim}`,
				});
			}
			return [];
		}
		case "list":
			return [part.items ? part.items.length : unknownDim({ text: "how many are picked", origin })];
		case "tensor":
			return pickedBy(part, origin);
		default:
			return vague("an index that is not known");
	}
}

/** An array of indices puts its own shape; a mask picks as many as are true. */
function pickedBy(part: Extract<Value, { kind: "tensor" }>, origin: Origin): readonly Dim[] {
	const { shape, dtype } = part.spec;
	if (shape.kind !== "ranked") return vague(shape.why);
	if (dtype !== "bool") return shape.dims;
	if (shape.dims.length !== 1) return vague("a mask of several axes");
	return [unknownDim({ text: "how many elements the mask picks", origin })];
}

function sliceDim(dim: Dim, part: Extract<Value, { kind: "slice" }>, origin: Origin): Dim {
	const isWhole = part.lower.kind === "none" && part.upper.kind === "none" && part.step.kind === "none";
	if (isWhole) return dim;
	if (!isStatic(dim)) return unknownDim({ text: "a part of an axis that is not known", origin });
	return mapDim(dim, (size) => {
		const bounds = sliceBounds(part, size);
		if (!bounds) return vague("a slice with bounds that are not known");
		return Math.max(0, Math.ceil((bounds.stop - bounds.start) / bounds.step));
	});
}
