import { type Dim, isStatic, NONE, printShape, ranked, type Shape, type Value } from "../../domain";
import { type MethodModel, raise, typeName } from "../../interpreter/api";
import { type LayerState, layerState } from "./layer-state";
import { weightsAttribute } from "./weights-of";

/**
 * `layer.set_weights(weights)`: as many arrays as the layer has weights, each of its weight's shape. Mirrors
 * `set_weights` of keras/src/engine/base_layer.py (2.15) and keras/src/layers/layer.py (3).
 */
export const setWeights: MethodModel = (self, { args }) => {
	const state = layerState(self);
	const given = args.positional[0]?.value ?? args.keywords[0]?.value;
	const own = self.kind === "instance" ? weightsAttribute(self, "weights") : undefined;
	const weights = own?.kind === "list" ? own.items : undefined;
	const values = given && partsOf(given);
	if (!state || !weights || !values || args.open || state.vague) return NONE;
	const name = state.name ?? "the layer";
	if (values.length !== weights.length)
		fail(`${name} has ${weights.length} weight(s), set_weights got ${values.length}`);
	weights.forEach((weight, index) => {
		const value = values[index];
		if (weight.kind === "tensor" && value) requireShape(weight.spec.shape, value, state);
	});
	return NONE;
};

function fail(message: string, exception = "ValueError"): never {
	raise({ code: "invalid-layer-argument", exception, message });
}

/** The items of a list, or the rows of an array. */
function partsOf(given: Value): readonly Value[] | undefined {
	if (given.kind === "list" || given.kind === "tuple") return given.items;
	if (given.kind !== "tensor" || given.flavor === "KerasTensor" || given.spec.shape.kind !== "ranked") return undefined;
	const [count, ...rest] = given.spec.shape.dims;
	if (count === undefined || !isStatic(count) || count > MOST) return undefined;
	const row = { ...given, spec: { ...given.spec, shape: ranked(rest) }, content: undefined };
	return Array.from({ length: count }, () => row);
}

/** No layer has more weights than that. */
const MOST = 10_000;

const PLAIN: ReadonlySet<Value["kind"]> = new Set(["list", "tuple", "int", "float", "bool"]);

/** What has no shape is a scalar for Keras 2, and no array for Keras 3. */
function requireShape(wanted: Shape, value: Value, { world, name = "the layer" }: LayerState): void {
	const isPlain = PLAIN.has(value.kind) && !(value.kind === "int" && value.numpy);
	if (isPlain && world === "keras3")
		fail(`set_weights takes arrays, found a value of type ${typeName(value)}`, "AttributeError");
	const found: Shape | undefined = value.kind === "tensor" ? value.spec.shape : isPlain ? ranked([]) : undefined;
	if (!found || fits(found, wanted)) return;
	fail(`a weight of ${name} has the shape ${printShape(wanted)}, set_weights got ${printShape(found)}`);
}

/** Whether the shapes may be the same. */
export function fits(found: Shape, wanted: Shape): boolean {
	if (found.kind !== "ranked" || wanted.kind !== "ranked") return true;
	const differ = (dim: Dim, other: Dim | undefined) =>
		isStatic(dim) && other !== undefined && isStatic(other) && dim !== other;
	return found.dims.length === wanted.dims.length && !found.dims.some((dim, axis) => differ(dim, wanted.dims[axis]));
}
