import { unknown } from "../../domain";
import { bind, type FunctionModel, signature } from "../../interpreter/api";
import { activationValue } from "./activation-value";
import { failWith } from "./build";
import { getIdentifier } from "./get-identifier";
import type { IdentifierKind } from "./identifiers";
import type { LayerArguments } from "./layer-definition";
import { rejectArguments } from "./library-object";

/** `keras.<module>.get(identifier)`, and its `deserialize` and `serialize`, which are not followed. */
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
		opaque("serialize"),
	];
}
