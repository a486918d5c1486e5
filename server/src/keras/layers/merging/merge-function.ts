import { library, type Value } from "../../../domain";
import { type Bound, bind, type FunctionModel, type LibraryCall, raise, signature } from "../../../interpreter/api";
import { type ByWorld, perWorld } from "../../engine/layer-definition";

/** A function such as `keras.layers.add`: it makes the layer from its other arguments and calls it on `inputs`. */
export function defineMergeFunction(name: string, layer: string, text: ByWorld<string>): FunctionModel {
	return {
		kind: "function",
		name: `keras.layers.${name}`,
		call: (call) => makeAndCall(layer, bindFunction(name, perWorld(text, call.world), call), call),
	};
}

function bindFunction(name: string, text: string, call: LibraryCall): Bound {
	const bound = bind(signature(text), call.args);
	const error = bound.errors[0];
	if (!error) return bound;
	const missing = error.kind === "missing";
	const what = missing ? `needs ${error.names.join(", ")}` : "was called with arguments that it does not take";
	return raise({
		code: missing ? "missing-layer-argument" : "unknown-layer-argument",
		exception: "TypeError",
		message: `${name}() ${what}`,
	});
}

function makeAndCall(layer: string, bound: Bound, call: LibraryCall): Value {
	const { machine, world, args } = call;
	const { origin } = args;
	const own = ["axis", "axes", "normalize"].flatMap((name) => {
		const value = bound.get(name);
		return value.kind === "unknown" && !bound.given(name)
			? []
			: [{ name, value, origin: bound.given(name)?.origin ?? origin }];
	});
	const made = machine.instantiate(library(`keras.layers.${layer}`, world), {
		positional: [],
		keywords: [...own, ...bound.extra],
		open: args.open,
		origin,
	});
	const inputs = bound.given("inputs") ?? { value: bound.get("inputs"), origin };
	return machine.call(made, { positional: [inputs], keywords: [], origin });
}
