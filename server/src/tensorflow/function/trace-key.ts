import { printSpec, type Value } from "../../domain";
import type { EnteredArgument } from "./run-trace";

/**
 * What tells one trace from another: calls whose keys are the same share it, and their bodies run once. Absent when some
 * part of an argument is not known.
 */
export function traceKey(entered: readonly EnteredArgument[]): string | undefined {
	const parts = entered.map(({ parameter, traced }) => join([parameter.name, keyOf(traced)]));
	return join(parts);
}

const join = (parts: readonly (string | undefined)[]): string | undefined =>
	parts.includes(undefined) ? undefined : `(${parts.join(",")})`;

function keyOf(value: Value): string | undefined {
	switch (value.kind) {
		case "tensor":
			if (value.flavor !== "Tensor") return identityOf(value);
			return known(`${value.spec.layout?.raggedRank ?? ""}${printSpec(value.spec)}`);
		case "none":
			return "None";
		case "int":
		case "float":
		case "bool":
		case "str":
			return value.value === undefined ? undefined : `${value.kind}:${JSON.stringify(value.value)}`;
		case "list":
			return value.items && prefixed("list", value.items);
		case "tuple":
			return prefixed("tuple", value.items);
		case "dict":
			return value.entries && join([...value.entries].flatMap(([key, entry]) => [key, keyOf(entry.value)]));
		case "instance":
		case "function":
		case "class":
			return identityOf(value);
		case "library":
			return value.name;
		default:
			return undefined;
	}
}

const prefixed = (kind: string, items: readonly Value[]): string | undefined => {
	const text = join(items.map(keyOf));
	return text && `${kind}${text}`;
};

const known = (text: string): string | undefined => (text.includes("?") ? undefined : text);

const identities = new WeakMap<object, number>();
let last = 0;

function identityOf(value: object): string {
	const id = identities.get(value) ?? ++last;
	identities.set(value, id);
	return `#${id}`;
}
