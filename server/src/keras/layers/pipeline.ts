import type { Value } from "../../domain";
import { type KeywordArgument, signature, typeName, vague } from "../../interpreter/api";
import { itemsOf } from "../engine/argument-readers";
import { defineLayer } from "../engine/define-layer";
import { type CallContext, perWorld } from "../engine/layer-definition";
import { layerState } from "../engine/layer-state";
import { mapTensors, type SpecStructure, valueToStructure } from "../engine/structure";
import { withGraph } from "../engine/with-graph";
import { isSince } from "../versions/release";

interface PipelineConfig {
	readonly layers: Value;
}

/**
 * `keras.layers.Pipeline`: `inputs` -> what the last of its layers gives. Its layers run one after the other, on tensors
 * of a graph. Mirrors keras/src/layers/pipeline.py (3): inputs are not cast, and the layers are only looked at when it is
 * called.
 */
export const Pipeline = defineLayer<PipelineConfig>({
	name: "Pipeline",
	worlds: ["keras3"],
	signature: "layers, name=None",
	callSignature: "inputs, training=True, mask=None",
	manyInputs: true,
	autocast: false,
	takesPlainArguments: true,
	configure: (args) => ({ layers: args.get("layers") }),
	call: runLayers,
	sublayers: ({ layers }) => itemsOf(layers)?.filter((layer) => layerState(layer) !== undefined) ?? [],
	attribute: ({ layers }, name) => (name === "layers" ? layers : undefined),
});

function runLayers({ layers }: PipelineConfig, context: CallContext): SpecStructure {
	// Other than it declares: each layer is traced since 3.8.
	if (!isSince("3.8", context)) vague("what a Pipeline declares before Keras 3.8");
	const items = iterated(layers, context);
	if (items.length === 0) fail(context, "UnboundLocalError", "a Pipeline without layers has no output");
	if (context.parameter("mask").kind !== "none" && items.some(mayTakeMask))
		vague("a mask for the layers of a Pipeline is not followed");
	const isGraph = context.mode !== "eager";
	let value = mapTensors(context.argument, (tensor) =>
		tensor.flavor === "KerasTensor" ? { ...tensor, flavor: "Tensor", eager: false, history: undefined } : tensor,
	);
	for (const layer of items) value = callOne(layer, value, isGraph, context);
	if (value.kind === "unknown") return vague(value.why);
	return valueToStructure(value) ?? vague("what the layers of the Pipeline give is no tensor");
}

/** The items that Python's loop meets. */
function iterated(layers: Value, context: CallContext): readonly Value[] {
	if (layers.kind === "unknown") return vague(layers.why);
	const items = itemsOf(layers);
	if (items) return items;
	if (layers.kind === "str" || layers.kind === "dict") failItem("a string", context);
	const isLayer = layerState(layers)?.definition && layers.kind === "instance" && layers.cls.kind === "library";
	if (!isLayer && !["none", "int", "float", "bool"].includes(layers.kind)) vague("the layers are not followed");
	return fail(context, "TypeError", `a Pipeline takes a list of layers, found a value of type ${typeName(layers)}`);
}

function fail(context: CallContext, exception: string, message: string): never {
	return context.fail({ code: "invalid-layer-argument", exception, message, argument: "layers" });
}

const failItem = (found: string, context: CallContext): never =>
	fail(context, "AttributeError", `a Pipeline takes a list of layers, found ${found} in it`);

/** What the `call` of a built-in layer takes. */
function parametersOf(layer: Value): readonly string[] {
	const written = layerState(layer)?.definition?.callSignature ?? "inputs";
	return signature(perWorld(written, "keras3")).parameters.map(({ name }) => name);
}

const mayTakeMask = (layer: Value): boolean =>
	layerState(layer)?.definition === undefined || parametersOf(layer).includes("mask");

/** `training` is handed to layers whose `call` takes it. */
function callOne(layer: Value, input: Value, isGraph: boolean, context: CallContext): Value {
	const { machine, origin } = context;
	if (layer.kind === "unknown") return vague(layer.why);
	const state = layerState(layer);
	if (!state) {
		if (layer.kind === "instance") vague("an object in a Pipeline that is not followed");
		return failItem(`a value of type ${typeName(layer)}`, context);
	}
	const training = context.parameter("training");
	const keywords: KeywordArgument[] =
		parametersOf(layer).includes("training") && training.kind !== "none"
			? [{ name: "training", value: training, origin }]
			: [];
	return withGraph(machine, isGraph || machine.inGraph, () =>
		machine.call(layer, { positional: [{ value: input, origin }], keywords, origin }),
	);
}
