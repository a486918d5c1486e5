import type { DType, DTypeName } from "../../../domain";
import { raise, vague } from "../../../interpreter/api";

/** A Python number's dtype counts less than a tensor's. */
export type PromotedType = DType | "int" | "float";

/**
 * Keras 3's promotion lattice: each dtype with those just above it. Mirrors `_type_promotion_lattice` of
 * keras/src/backend/common/dtypes.py. `int` and `float` are Python's own numbers.
 */
const ABOVE: Readonly<Record<string, readonly string[]>> = {
	bool: ["int"],
	uint8: ["int16", "uint16"],
	uint16: ["int32", "uint32"],
	uint32: ["int64", "uint64"],
	uint64: ["float"],
	int: ["uint8", "int8", "complex64"],
	int8: ["int16"],
	int16: ["int32"],
	int32: ["int64"],
	int64: ["float"],
	float: ["bfloat16", "float16"],
	bfloat16: ["float32"],
	float16: ["float32"],
	float32: ["float64", "complex64"],
	float64: ["complex128"],
	complex64: ["complex128"],
	complex128: [],
};

const upperBounds = new Map<string, ReadonlySet<string>>();

function boundsOf(type: string): ReadonlySet<string> {
	const known = upperBounds.get(type);
	if (known) return known;
	const bounds = new Set([type, ...(ABOVE[type] ?? []).flatMap((above) => [...boundsOf(above)])]);
	upperBounds.set(type, bounds);
	return bounds;
}

/** With the TensorFlow backend, 64-bit ints and floats stay. */
const NARROWED: Readonly<Record<string, DTypeName>> = { uint64: "uint32", complex128: "complex64" };

/** What a Python number is by itself. */
const ALONE: Readonly<Record<string, DTypeName>> = { int: "int32", float: "float32" };

/** `keras.backend.result_type`: the least dtype above all of them; raises when there is none. */
export function resultType(types: readonly PromotedType[]): DType {
	const names = types.map((type) => (typeof type === "string" ? type : vague(type.why)));
	const first = names[0];
	if (first === undefined) return "float32";
	const bad = names.find((name) => name.startsWith("float8"));
	if (bad) rejectTypes(names, `${bad} is converted to nothing by itself`);
	if (names.every((name) => name === first)) return settle(ALONE[first] ?? first);
	return settle(leastUpperBound(names));
}

function leastUpperBound(names: readonly string[]): string {
	const odd = names.find((name) => !ABOVE[name]);
	if (odd) rejectTypes(names, `${odd} has no place among them`);
	const allWeak = names.every((name) => name in ALONE);
	const distinct = [...new Set(allWeak ? names.map((name) => ALONE[name] as string) : names)];
	const common = [...boundsOf(distinct[0] as string)].filter((type) =>
		distinct.every((name) => boundsOf(name).has(type)),
	);
	const inside = common.filter((type) => distinct.includes(type));
	const least =
		inside.length > 0 ? inside : common.filter((type) => common.every((other) => boundsOf(type).has(other)));
	const only = least.length === 1 ? least[0] : undefined;
	return only ?? rejectTypes(names, "there is no dtype that covers them");
}

const settle = (type: string): DType => {
	const name = (ALONE[type] ?? type) as DTypeName;
	return NARROWED[name] ?? name;
};

function rejectTypes(names: readonly string[], why: string): never {
	raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: `Keras cannot promote the dtypes ${names.join(" and ")}: ${why}`,
	});
}
