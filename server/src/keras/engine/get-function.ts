import { str, unknown } from "../../domain";
import { bind, type FunctionModel, signature } from "../../interpreter/api";
import { activationValue } from "./activation-value";
import { failWith } from "./build";
import { getIdentifier } from "./get-identifier";
import type { IdentifierKind } from "./identifiers";
import type { LayerArguments } from "./layer-definition";
import { rejectArguments } from "./library-object";

/** What Keras of both worlds serializes as its name; others have several names, or an object of their own. */
const NAMED: ReadonlySet<string> = new Set(
	"relu elu selu softplus softsign tanh sigmoid exponential hard_sigmoid linear softmax gelu mish".split(" "),
);

/** `keras.activations.serialize` of one of Keras's own functions. */
const serializeActivation: FunctionModel = {
	kind: "function",
	name: "keras.activations.serialize",
	call({ args }) {
		const [only, ...others] = [...args.positional, ...args.keywords];
		const value = others.length === 0 && !args.open ? only?.value : undefined;
		const name = value?.kind === "library" ? /^keras\.activations\.(\w+)$/.exec(value.name)?.[1] : undefined;
		if (name !== undefined && NAMED.has(name)) return str(name);
		return unknown({ text: "keras.activations.serialize of the value is not followed" });
	},
};

/** `keras.<module>.get(identifier)`, and its `deserialize` and `serialize`, of which little is followed. */
export function defineGetter(module: string, kind: IdentifierKind): readonly FunctionModel[] {
	const name = `keras.${module}.get`;
	const opaque = (each: string): FunctionModel => ({
		kind: "function",
		name: `keras.${module}.${each}`,
		call: () => unknown({ text: `keras.${module}.${each} is not followed` }),
	});
	return [
		{
			kind: "function",
			name,
			call({ machine, world, args }) {
				const bound = bind(signature("identifier"), args);
				rejectArguments(bound, name);
				const context: LayerArguments = {
					world,
					machine,
					bound,
					get: (each) => bound.get(each),
					given: (each) => bound.given(each),
					fail: failWith,
				};
				const value = bound.get("identifier");
				const found = getIdentifier(context, "identifier", kind);
				if (found.kind === "callable" && value.kind !== "class" && value.kind !== "library") return value;
				if (kind === "activation")
					return activationValue(found.kind === "named" ? found.name : undefined, value, world);
				if (found.kind === "none") return value;
				return unknown({ text: `what ${name} gives is not followed` });
			},
		},
		opaque("deserialize"),
		kind === "activation" ? serializeActivation : opaque("serialize"),
	];
}
