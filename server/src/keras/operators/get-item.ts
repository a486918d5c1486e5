import { type Dim, isStatic, isUnknown, printShape, ranked, type Shape, unknownDim, type Value } from "../../domain";
import { raise, sliceBounds, typeName, vague } from "../../interpreter/api";

const fail = (code: "input-rank" | "input-axis-size" | "invalid-layer-input", message: string): never =>
	raise({ code, exception: "ValueError", message });

/**
 * The shape of `x[key]` for a KerasTensor of Keras 3: an int, or a tuple or list of ints, slices, `None` and one `...`;
 * a slice by itself is refused. Mirrors `GetItem.compute_output_spec` of keras/src/ops/numpy.py.
 */
export function inferItem(shape: Shape, key: Value): Shape {
	if (shape.kind !== "ranked") return shape;
	const keys = keysOf(key);
	const ellipses = keys.filter((each) => each.kind === "ellipsis").length;
	if (ellipses > 1) fail("invalid-layer-input", "an index may hold only one ellipsis");
	const lost = keys.find((each) => each.kind === "unknown");
	if (lost?.kind === "unknown" && keys.length > shape.dims.length) return vague(lost.why);
	const remaining = [...shape.dims];
	const result: Dim[] = [];
	const queue = ellipses === 0 ? [...keys, { kind: "ellipsis" } as const] : [...keys];
	for (let each = queue.shift(); each; each = queue.shift()) {
		if (each.kind === "none") result.push(1);
		else if (each.kind === "ellipsis") {
			const needed = queue.filter((other) => other.kind !== "none").length;
			result.push(...remaining.splice(0, consumed(remaining.length - needed, remaining.length)));
		} else result.push(...take(remaining, each, shape));
	}
	return ranked(result);
}

/** Python's `list[:n]`, which counts from the end when `n` is negative. */
const consumed = (count: number, length: number): number => (count < 0 ? Math.max(0, length + count) : count);

function keysOf(key: Value): readonly Value[] {
	if ((key.kind === "int" && !key.numpy) || key.kind === "bool") return [key];
	if (key.kind === "tuple" || key.kind === "list") return key.items ?? vague("the index is not known");
	if (key.kind === "unknown") return vague(key.why);
	if (key.kind === "instance") return vague("the index is not known");
	return fail(
		"invalid-layer-input",
		`a KerasTensor cannot be indexed by ${key.kind === "none" ? "None" : `a ${typeName(key)}`}: use a tuple, such as [:, 0]`,
	);
}

/** The next axis: absent after an int, shortened by a slice. */
function take(remaining: Dim[], key: Value, shape: Extract<Shape, { kind: "ranked" }>): readonly Dim[] {
	const size = remaining.shift();
	if (size === undefined) return fail("input-rank", `the index is too long for shape ${printShape(shape)}`);
	if ((key.kind === "int" && !key.numpy) || key.kind === "bool") {
		if (key.value === undefined || !isStatic(size)) return [];
		const index = Number(key.value);
		if (index < size && index >= -size) return [];
		return fail("input-axis-size", `index ${index} is out of range for a size of ${size} in ${printShape(shape)}`);
	}
	if (key.kind === "slice") return [sliced(size, key)];
	if (key.kind === "unknown" || key.kind === "instance") return vague("the index is not known");
	return fail("invalid-layer-input", `a KerasTensor cannot be indexed by a ${typeName(key)}`);
}

function sliced(size: Dim, key: Extract<Value, { kind: "slice" }>): Dim {
	if (isUnknown(size)) return size;
	if (!isStatic(size)) return size;
	const bounds = sliceBounds(key, size);
	if (!bounds) return unknownDim({ text: "a slice with bounds that are not known" });
	return Math.max(0, Math.ceil((bounds.stop - bounds.start) / bounds.step));
}
