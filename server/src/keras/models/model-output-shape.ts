import { isNone, isStatic, type Shape, type TensorValue, tuple, unknown, type Value } from "../../domain";
import { type LibraryCall, type MethodModel, Raised, raise, syntheticArguments, vague } from "../../interpreter/api";
import { makeTensor, runInnerLayer } from "../engine/call-layer";
import { isSource } from "../engine/graph";
import { type LayerNode, type LayerState, layerState, type ModelGraph } from "../engine/layer-state";
import { shapeToValue, valueToShape } from "../engine/shape-value";
import { flattenLeaves, flattenSpecs, flattenTensors, mapLeaves, mapTensors, unknownPart } from "../engine/structure";
import { isOperation } from "../operators/operation";
import { declareOutputs } from "./functional-keras3";
import { checkModelInputs } from "./model-inputs";

/** `model.compute_output_spec(inputs)` of Keras 3, as a call declares it. */
export const outputSpec: MethodModel = (self, { machine, args }) => {
	const state = layerState(self);
	if (state?.world === "keras2") {
		return raise({
			code: "python-error",
			exception: "AttributeError",
			message: "a model of Keras 2 has no compute_output_spec()",
		});
	}
	const written = args.positional[0]?.value ?? args.keywords.find(({ name }) => name === "inputs")?.value;
	if (!state?.graph || state.stack || state.vague || !written || unknownPart(written))
		return unknown({ text: "compute_output_spec() is not followed", origin: args.origin });
	if (!checkModelInputs(state, state.graph, written, machine, args.origin))
		return unknown({ text: "what comes out of an error", origin: args.origin });
	return declareOutputs(state.graph, flattenLeaves(written), state, machine, args.origin);
};

/** `compute_output_shape` of a model that was made from inputs and outputs. */
export function functionalShape(state: LayerState, graph: ModelGraph, written: Value, call: LibraryCall): Value {
	const given = tensorsOf(written, state);
	return state.world === "keras2" ? shapeOfKeras2(graph, given, state, call) : shapeOfKeras3(graph, given, state, call);
}

/** The shapes that the user wrote as tensors, in the structure in which they stand. */
function tensorsOf(written: Value, state: LayerState): Value {
	if (written.kind === "none" || (written.kind === "int" && state.world === "keras3")) {
		return raise({
			code: "invalid-input-shape",
			exception: "ValueError",
			message: `compute_output_shape() of a model takes shapes, found ${written.kind === "none" ? "None" : "an int"}`,
		});
	}
	const shape = valueToShape(written, { text: "the shape that was given leaves it open" });
	if (shape.kind === "ranked") return makeTensor({ shape, dtype: "float32" }, "KerasTensor", state);
	if ((written.kind === "list" || written.kind === "tuple") && written.items) {
		const items = written.items.map((item) => tensorsOf(item, state));
		return written.kind === "list" ? { kind: "list", items } : tuple(items);
	}
	if (written.kind !== "dict" || !written.entries) return vague("the shape that was given is not known");
	const entries = [...written.entries].map(
		([key, entry]) => [key, { key: entry.key, value: tensorsOf(entry.value, state) }] as const,
	);
	return { kind: "dict", entries: new Map(entries) };
}

/** Keras 3 declares the model's outputs, as a call on KerasTensors does. */
function shapeOfKeras3(graph: ModelGraph, given: Value, state: LayerState, { machine, args }: LibraryCall): Value {
	const { origin } = args;
	if (!checkModelInputs(state, graph, given, machine, origin)) return unknown({ text: "what comes out of an error" });
	const output = declareOutputs(graph, flattenLeaves(given), state, machine, origin);
	return mapLeaves(output, (leaf) =>
		leaf.kind === "tensor" ? shapeToValue(leaf.spec.shape, "keras3") : unknown({ text: "an output is not known" }),
	);
}

/** Keras 2 asks the layers one after the other, and checks nothing but how many shapes there are. */
function shapeOfKeras2(graph: ModelGraph, given: Value, state: LayerState, call: LibraryCall): Value {
	const shapes = flattenTensors(given).map((tensor) => tensor.spec.shape);
	const inputs = flattenTensors(graph.inputs);
	if (shapes.length !== inputs.length) {
		return raise({
			code: "invalid-input-shape",
			exception: "ValueError",
			message: `${state.name ?? "the model"} has ${inputs.length} input(s), found ${shapes.length} shape(s)`,
		});
	}
	if (graph.nodes.every(isSource)) {
		return raise({
			code: "invalid-input-shape",
			exception: "UnboundLocalError",
			message: `${state.name ?? "the model"} has no layer to compute a shape with`,
		});
	}
	const known = new Map(inputs.map((tensor, at) => [tensor, shapes[at] as Shape] as const));
	for (const node of graph.nodes) if (!isSource(node)) askLayer(node, known, call);
	return mapTensors(graph.outputs, (tensor) => ({
		kind: "tensorshape",
		shape: known.get(tensor) ?? vague("the shape of an output is not followed"),
		symbolic: true,
	}));
}

function askLayer(node: LayerNode, known: Map<TensorValue, Shape>, call: LibraryCall): void {
	const state = layerState(node.layer);
	const first = node.args.positional[0]?.value ?? node.args.keywords[0]?.value;
	if (!state || !first || isOperation(node.layer) || node.layer.cls.kind === "class")
		vague("the output shape of a layer is not followed");
	rejectMixture(flattenTensors(first).map((tensor) => known.get(tensor)));
	const input = mapTensors(first, (tensor) => {
		const shape = known.get(tensor) ?? vague("the shape of an input is not known");
		return makeTensor({ ...tensor.spec, shape }, "KerasTensor", state);
	});
	const found = call.machine.trap(() =>
		call.machine.guard(call.args.origin, () => shapesFrom(node, state, input, call)),
	);
	const leaves = flattenLeaves(found instanceof Raised ? vague("the output shape of a layer is not followed") : found);
	node.outputs.forEach((tensor, at) => {
		const leaf = leaves[at];
		if (leaf?.kind === "tensorshape") known.set(tensor, leaf.shape);
	});
}

/** Merge layers of Keras 2 compute sizes that only some of their inputs know in ways of their own. */
function rejectMixture(shapes: readonly (Shape | undefined)[]): void {
	const [first, ...others] = shapes.map((shape) => (shape?.kind === "ranked" ? shape.dims : []));
	const isClear = others.every((dims) =>
		dims.every((dim, axis) => {
			const other = first?.[axis];
			return (
				other === undefined ||
				(isStatic(dim) ? axis > 0 && isStatic(other) : isNone(dim) && isNone(other)) ||
				dim === other
			);
		}),
	);
	if (!isClear) vague("how a layer merges sizes that not all of its inputs know");
}

function shapesFrom(node: LayerNode, state: LayerState, input: Value, call: LibraryCall): Value {
	if (state.graph) return shapeOfKeras2(state.graph, input, state, call);
	const args = syntheticArguments([input], call.args.origin);
	const specs = flattenSpecs(runInnerLayer(node.layer, args, "KerasTensor", call.machine, true));
	return { kind: "list", items: specs.map(({ shape }): Value => ({ kind: "tensorshape", shape, symbolic: true })) };
}
