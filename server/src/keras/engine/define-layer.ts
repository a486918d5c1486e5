import { bool, dimToValue, type InstanceValue, list, type Origin, str, tuple, unknown, type Value } from "../../domain";
import type { ClassModel, LibraryCall, Machine, MethodModel } from "../../interpreter/api";
import { raise } from "../../interpreter/api";
import { addWeight } from "./add-weight";
import { callLayer } from "./call-layer";
import { allocateLayer, attributeOfArguments, constructLayer } from "./construct-layer";
import type { LayerDefinition } from "./layer-definition";
import { type LayerState, layerState } from "./layer-state";
import { buildLayer } from "./maybe-built";
import { setLayerAttribute } from "./sublayers";
import { callUserLayer, userMethod } from "./user-layer";

export const LAYER = "keras.layers.Layer";

/** Makes a layer's definition known to the interpreter as the class `keras.layers.<name>`. */
export function defineLayer<Config>(definition: LayerDefinition<Config>): ClassModel {
	const erased = definition as unknown as LayerDefinition<unknown>;
	return {
		kind: "class",
		name: `keras.layers.${definition.name}`,
		aliases: (definition.aliases ?? []).map((alias) => `keras.layers.${alias}`),
		...(definition.worlds ? { worlds: definition.worlds } : {}),
		bases: [LAYER],
		allocate: allocateLayer,
		init: (self, call) => constructLayer(erased, self, call, classNameOf(self, definition.name)),
		call: callAnyLayer,
		attribute: layerAttribute,
		setAttribute: setLayerAttribute,
		methods: layerMethods,
	};
}

export const classNameOf = (self: InstanceValue, fallback: string): string =>
	self.cls.kind === "class" ? self.cls.name : fallback;

/** `layer(...)`: a user's `call` takes precedence over the built-in layer that it derives from. */
export function callAnyLayer(self: InstanceValue, call: LibraryCall): Value {
	const own = userMethod(self, "call", call.machine);
	return own ? callUserLayer(self, own, call) : callLayer(self, call);
}

/** Attributes that all layers have; others of the constructor's arguments by their own names. */
export function layerAttribute(
	self: InstanceValue,
	name: string,
	_machine: Machine,
	origin: Origin,
): Value | undefined {
	const state = layerState(self);
	if (!state) return unknown({ text: "a layer that was not constructed", origin });
	switch (name) {
		case "name":
			return state.name === undefined ? { kind: "str" } : str(state.name);
		case "output":
			return nodeValue(state, "output", origin);
		case "input":
			return nodeValue(state, "input", origin);
		case "output_shape":
		case "input_shape":
			return shapeAttribute(state, name, origin);
		case "trainable":
			return state.trainable === undefined ? { kind: "bool" } : bool(state.trainable);
		case "built":
			return bool(state.built !== undefined);
		case "dtype":
		case "compute_dtype":
			return { kind: "str" };
		default:
			return (
				state.definition?.attribute?.(state.config, name) ??
				attributeOfArguments(state, name) ??
				unknown({ text: `the attribute ${name} of a layer is not modelled`, origin })
			);
	}
}

/** `layer.output`, `layer.input`: of the only call; raises when there is none. */
function nodeValue(state: LayerState, which: "input" | "output", origin: Origin): Value {
	const node = state.nodes[0];
	if (!node) {
		if (state.vague) return unknown({ text: "the layer is not known", origin, cause: state.vague });
		raise({
			code: "undefined-layer-output",
			exception: "AttributeError",
			message: `${state.name ?? "the layer"} has never been called and thus has no defined ${which}`,
		});
	}
	if (state.nodes.length > 1) return unknown({ text: "the layer was called several times", origin });
	if (which === "output") return node.output;
	const first = node.args.positional[0]?.value ?? node.args.keywords[0]?.value;
	return first ?? unknown({ text: "the call has no input", origin });
}

function shapeAttribute(state: LayerState, name: "input_shape" | "output_shape", origin: Origin): Value | undefined {
	if (state.world === "keras3") {
		raise({
			code: "undefined-layer-output",
			exception: "AttributeError",
			message: `layers of Keras 3 have no ${name}: use layer.${name.slice(0, -6)}.shape`,
		});
	}
	const value = nodeValue(state, name === "output_shape" ? "output" : "input", origin);
	return shapesOf(value, origin);
}

/** The shape tuple of a tensor, or a list of them. */
export function shapesOf(value: Value, origin: Origin): Value {
	if (value.kind === "tensor") {
		const { shape } = value.spec;
		if (shape.kind !== "ranked") return unknown({ text: "the rank is not known", origin });
		return tuple(shape.dims.map((dim, axis) => dimToValue(dim, axis, true)));
	}
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(
			([key, entry]) => [key, { key: entry.key, value: shapesOf(entry.value, origin) }] as const,
		);
		return { kind: "dict", entries: new Map(entries) };
	}
	if (value.kind === "list" || value.kind === "tuple")
		return list((value.items ?? []).map((item) => shapesOf(item, origin)));
	return unknown({ text: "the shape is not known", origin });
}

export const layerMethods: Readonly<Record<string, MethodModel>> = {
	add_weight: addWeight,
	build: buildLayer,
	get_config: (_self, call) => unknown({ text: "a layer's config is not followed", origin: call.args.origin }),
};
