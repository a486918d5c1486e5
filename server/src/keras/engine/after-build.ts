import { isComplex, isFloating, isStatic, printShape, ranked, type Shape, type Value } from "../../domain";
import { raise, typeName } from "../../interpreter/api";
import { itemsOf } from "./argument-readers";
import type { LayerState, Weight } from "./layer-state";
import { flattenSpecs, type SpecStructure } from "./structure";

/** What Keras 2 does with two arguments of every layer once it is built and called: `weights`, `activity_regularizer`. */

/** `set_weights(weights)`, trainable weights first: as many arrays as weights, each of its weight's shape. */
export function checkInitialWeights(state: LayerState, weights: readonly Weight[]): void {
	if (state.world !== "keras2") return;
	const given = state.bound?.extra.find((each) => each.name === "weights")?.value;
	if (!given || given.kind === "none") return;
	if (given.kind === "int" || given.kind === "float" || given.kind === "bool")
		fail(`weights must be a list of arrays, found a value of type ${typeName(given)}`, "TypeError");
	compareWeights(
		itemsOf(given) ?? charactersOf(given),
		[...weights].sort((a, b) => Number(b.trainable) - Number(a.trainable)),
		state,
	);
}

/** Python takes a string for a list of its characters. */
const charactersOf = (given: Value): readonly Value[] | undefined =>
	given.kind === "str" && given.value !== undefined
		? [...given.value].map((value): Value => ({ kind: "str", value }))
		: undefined;

const PLAIN: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str", "none"]);

/** What has no shape counts as a scalar. */
function shapeOf(array: Value): Shape | undefined {
	if (array.kind === "tensor") return array.spec.shape;
	return PLAIN.has(array.kind) ? ranked([]) : undefined;
}

/** Raises where arrays do not fit weights; says nothing of what is not known. */
export function compareWeights(
	arrays: readonly Value[] | undefined,
	weights: readonly Weight[],
	{ name = "the layer" }: Pick<LayerState, "name">,
): void {
	if (!arrays) return;
	if (arrays.length !== weights.length)
		fail(`${name} has ${weights.length} weight(s), weights= has ${arrays.length} array(s)`);
	arrays.forEach((array, index) => {
		const weight = weights[index];
		const shape = shapeOf(array);
		if (!weight || shape?.kind !== "ranked") return;
		const same =
			shape.dims.length === weight.shape.length &&
			shape.dims.every((dim, axis) => {
				const size = weight.shape[axis];
				return !isStatic(dim) || size === undefined || !isStatic(size) || dim === size;
			});
		if (!same)
			fail(
				`${name}'s ${weight.name} has shape ${printShape(ranked(weight.shape))}, weights= gives ${printShape(shape)}`,
			);
	});
}

function fail(message: string, exception = "ValueError"): never {
	raise({ code: "invalid-layer-argument", exception, message, argument: "weights" });
}

/** Keras 2 computes the penalty of a layer's output when it is called; the kernel for L2 refuses it on real tensors. */
export function regularizeActivity(state: LayerState, output: SpecStructure, isEager: boolean): void {
	if (state.world !== "keras2" || state.activity === "none") return;
	const bad = flattenSpecs(output).find(
		({ dtype }) => typeof dtype === "string" && !isFloating(dtype) && !isComplex(dtype),
	);
	if (state.activity !== "text" && !bad) return;
	raise({
		code: "invalid-layer-argument",
		exception: isEager && state.activity === "l2" ? "InvalidArgumentError" : "TypeError",
		message:
			state.activity === "text"
				? "activity_regularizer is a name that Keras does not know, and is called"
				: "an activity regularizer computes with floats, the layer's output is none",
		argument: "activity_regularizer",
	});
}
