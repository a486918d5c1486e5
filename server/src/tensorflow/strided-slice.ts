import {
	type Dim,
	isStatic,
	isUnknown,
	noneDim,
	type Origin,
	printShape,
	ranked,
	type TensorValue,
	unknownDim,
	type Value,
} from "../domain";
import { sliceBounds, typeName, vague } from "../interpreter/api";
import { constantNumbers, contentIn } from "./content";
import type { OpFailure } from "./op";

type Fail = (failure: OpFailure) => never;

/**
 * The dimensions of `tensor[index]`: ints drop an axis, slices shorten one, `None` adds one, `...` stands for the
 * axes between. Mirrors `_slice_helper` of tensorflow/python/ops/array_ops.py and the shape function of StridedSlice.
 */
export function stridedSlice(
	dims: readonly Dim[],
	index: Value,
	isGraph: boolean,
	origin: Origin,
	fail: Fail,
): readonly Dim[] {
	if (index.kind === "bool") rejectTruth(fail);
	if (index.kind === "tensor" && index.spec.dtype === "bool") return masked(dims, index, isGraph, origin);
	// A list is read as a tuple.
	const parts = (index.kind === "tuple" || index.kind === "list" ? index.items : undefined) ?? [index];
	if (parts.filter((part) => part.kind === "ellipsis").length > 1)
		fail({ code: "invalid-layer-input", message: "an index may hold only one ellipsis" });
	const used = parts.filter((part) => part.kind !== "none" && part.kind !== "ellipsis").length;
	if (used > dims.length) {
		// What is not known may be `None`, which takes no axis.
		const lost = parts.find((part) => part.kind === "unknown");
		if (lost?.kind === "unknown") return vague(lost.why);
		fail({
			code: "input-rank",
			message: `${used} indices are too many for a tensor of shape ${printShape(ranked(dims))}`,
		});
	}
	const result: Dim[] = [];
	const bounds = boundsOf(parts, isGraph);
	let axis = 0;
	for (const part of parts) {
		if (part.kind === "none") result.push(1);
		else if (part.kind === "ellipsis") {
			const skipped = dims.length - used;
			result.push(...dims.slice(axis, axis + skipped));
			axis += skipped;
		} else {
			const dim = dims[axis] as Dim;
			const sliced = part.kind === "slice" ? sliceDim(dim, part, bounds, origin) : pick(dim, part, axis, dims, fail);
			if (sliced !== undefined) result.push(sliced);
			axis += 1;
		}
	}
	return [...result, ...dims.slice(axis)];
}

const rejectTruth = (fail: Fail): never =>
	fail({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "True or False is no index: a mask has an axis or more",
	});

/** `x[mask]` picks along the axes of the mask, as many as are true. */
function masked(dims: readonly Dim[], mask: TensorValue, isGraph: boolean, origin: Origin): readonly Dim[] {
	const { shape } = mask.spec;
	if (shape.kind !== "ranked" || shape.dims.length === 0 || shape.dims.length > dims.length)
		return vague("a mask of unknown rank");
	const why = { text: "as many as the mask is true for", origin };
	const known = isGraph ? undefined : constantNumbers(mask.content)?.filter((each) => each !== 0).length;
	return [known ?? (isGraph ? noneDim(why) : unknownDim(why)), ...dims.slice(shape.dims.length)];
}

/** An int drops its axis, when it is in range. */
function pick(dim: Dim, part: Value, axis: number, dims: readonly Dim[], fail: Fail): undefined {
	const content = part.kind === "tensor" ? part.content : part;
	if (part.kind === "tensor" && part.spec.shape.kind === "ranked" && part.spec.shape.dims.length === 1)
		rejectIndex(part, fail);
	if (part.kind === "tensor" && !isScalar(part)) vague("an index that is a tensor");
	if (content?.kind === "int" || content?.kind === "bool") {
		const at = Number(content.value ?? 0);
		if (content.value !== undefined && isStatic(dim) && (at >= dim || at < -dim)) {
			fail({
				code: "input-axis-size",
				message: `index ${at} is out of range for axis ${axis} of ${printShape(ranked(dims))}`,
			});
		}
		return undefined;
	}
	if (part.kind === "tensor") return undefined;
	if (part.kind === "unknown" || part.kind === "instance") return vague("an index that is not known");
	return rejectIndex(part, fail);
}

const rejectIndex = (part: Value, fail: Fail): never =>
	fail({
		code: "invalid-layer-input",
		exception: "TypeError",
		message: `a tensor is indexed by ints, slices, ... and None, found a ${part.kind === "tensor" ? "vector" : typeName(part)}`,
	});

const isScalar = (value: Extract<Value, { kind: "tensor" }>): boolean =>
	value.spec.shape.kind === "ranked" && value.spec.shape.dims.length === 0;

function sliceDim(dim: Dim, part: Slice, packed: Bounds, origin: Origin): Dim {
	const isWhole = part.lower.kind === "none" && part.upper.kind === "none";
	if (packed === "open" && !isWhole) return noneDim({ text: "a slice whose bounds the graph computes", origin });
	if (packed === "unknown" && !isWhole) return unknownDim({ text: "a slice whose bounds are not known", origin });
	const slice = { ...part, lower: plain(part.lower), upper: plain(part.upper), step: plain(part.step) };
	if (isStatic(dim)) {
		const bounds = sliceBounds(slice, dim);
		if (!bounds) return unknownDim({ text: "a slice whose bounds are not known", origin });
		return Math.max(0, Math.ceil((bounds.stop - bounds.start) / bounds.step));
	}
	if (slice.lower.kind === "none" && slice.upper.kind === "none" && isUnit(slice.step)) return dim;
	if (isUnknown(dim)) return dim;
	return openSlice(dim, origin);
}

type Slice = Extract<Value, { kind: "slice" }>;

const isUnit = (step: Value): boolean =>
	step.kind === "none" || (step.kind === "int" && Math.abs(step.value ?? 0) === 1);

/** Whether the graph knows the numbers of an index; `unknown` when we do not know whether it does. */
type Bounds = "known" | "open" | "unknown";

/** TensorFlow packs the bounds of all axes into one vector, of which it knows all or nothing. */
function boundsOf(parts: readonly Value[], isGraph: boolean): Bounds {
	const steps = parts.flatMap((part) => (part.kind === "slice" ? [part.step] : []));
	if (steps.some((step) => step.kind === "tensor" && contentIn(step)?.kind !== "int"))
		vague("a slice whose step is a tensor");
	if (!isGraph) return "known";
	const numbers = parts.flatMap((part) => (part.kind === "slice" ? [part.lower, part.upper] : [part]));
	const contents = numbers.flatMap((each) => (each.kind === "tensor" ? [contentIn(each)] : []));
	if (contents.some((content) => content?.kind === "none")) return "open";
	return contents.some((content) => content?.kind !== "int" || content.value === undefined) ? "unknown" : "known";
}

/** A scalar tensor stands for the int that it holds. */
function plain(value: Value): Value {
	if (value.kind !== "tensor") return value;
	return value.content ?? { kind: "int", value: undefined };
}

/** A part of an open axis is open; TensorFlow cannot tell how long even `x[:2]` is. */
function openSlice(dim: Dim, origin: Origin): Dim {
	if (isStatic(dim)) return dim;
	return noneDim({ text: "a part of an axis that is None", origin, cause: dim.why });
}
