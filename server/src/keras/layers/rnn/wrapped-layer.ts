import type { InstanceValue, Value } from "../../../domain";
import { type CallArguments, signature, typeName, vague } from "../../../interpreter/api";
import { type LayerArguments, perWorld } from "../../engine/layer-definition";
import { type LayerState, layerState } from "../../engine/layer-state";

/** A wrapper's layer argument: nothing but a layer will do. Absent for None where Keras takes it. */
export function readLayer(args: LayerArguments, name: string, wrapper: string): InstanceValue {
	const value = args.get(name);
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind === "instance") return layerState(value) ? value : vague(`${name} is an object that is not known`);
	return args.fail({
		code: "invalid-layer-argument",
		message: `${wrapper} wraps a layer, found a value of type ${typeName(value)} as ${name}`,
		argument: name,
	});
}

/** The state of a layer whose constructor's outcome is known. */
export function knownState(layer: InstanceValue): LayerState {
	const state = layerState(layer) ?? vague("the wrapped layer is not known");
	return state.vague ? vague(state.vague) : state;
}

/** A layer of Keras's own with the same configuration, as `from_config(get_config())` makes it: without weights. */
export function cloneLayer(layer: InstanceValue, name?: string): InstanceValue {
	const original = knownState(layer);
	const config = original.definition?.copy?.(original.config) ?? original.config;
	const state: LayerState = { ...original, config, built: undefined, nodes: [], name: name ?? original.name };
	return { kind: "instance", cls: layer.cls, attrs: new Map(), native: state };
}

/** Whether the layer's constructor has an argument of that name. */
export const takesArgument = ({ definition, world }: LayerState, name: string): boolean =>
	definition !== undefined &&
	signature(perWorld(definition.signature, world)).parameters.some((parameter) => parameter.name === name);

/** Python's truth of a constructor argument that the layer stores as an attribute. */
export function flagOf(state: LayerState, name: string, args: LayerArguments): boolean {
	const value = state.bound?.get(name) ?? vague(`${name} is not known`);
	return args.machine.truth(value, args.bound.given("layer")?.origin ?? NOWHERE) ?? vague(`${name} is not known`);
}

const NOWHERE = { path: "", start: 0, end: 0 };

/** A call of the wrapped layer on that input. */
export const innerCall = (
	input: Value,
	origin: CallArguments["origin"],
	keywords: Readonly<Record<string, Value>> = {},
): CallArguments => ({
	positional: [{ value: input, origin }],
	keywords: Object.entries(keywords)
		.filter(([, value]) => value.kind !== "none")
		.map(([name, value]) => ({ name, value, origin })),
	origin,
});
