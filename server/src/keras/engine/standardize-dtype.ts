import { type DType, isDTypeName, type Value, type World } from "../../domain";
import { type Machine, raise, typeName } from "../../interpreter/api";
import { floatx, readDType } from "./dtype-policy";

/** What no dict takes as a key: Keras looks a dtype up among Python's types first. */
const isUnhashable = (value: Value): boolean =>
	["list", "dict", "set"].includes(value.kind) || (value.kind === "tensor" && value.flavor !== "KerasTensor");

/** Kinds that have no name that is a dtype's. */
const NAMELESS: ReadonlySet<Value["kind"]> = new Set(["ellipsis", "complex", "tensorshape", "function", "partial"]);

/**
 * `standardize_dtype(dtype)` of Keras 3: Python's types, names, and whatever has a name that is a dtype's. Mirrors
 * keras/src/backend/common/variables.py.
 */
export function standardizeDType(value: Value, { machine, world }: { machine: Machine; world: World }): DType {
	if (value.kind === "none") return floatx(machine, world);
	if (isUnhashable(value)) return reject(value, "TypeError");
	if (value.kind === "library" && value.name === "builtins.complex") return "complex128";
	const isObject = value.kind === "instance" && value.cls.kind === "library" && value.cls.name === "builtins.object";
	// NumPy's class of text is called `str_`.
	const isText = value.kind === "dtype" && value.numpy === "class" && value.dtype === "string";
	const isOfLibrary = value.kind === "library" && !value.name.startsWith("builtins.");
	const isFunction = isOfLibrary && machine.registry.find(value.name, value.world)?.kind === "function";
	if (NAMELESS.has(value.kind) || isObject || isText || isFunction) return reject(value, "ValueError");
	if (value.kind === "typespec" && (value.name === undefined || !isDTypeName(value.name)))
		return reject(value, "ValueError");
	return readDType(value, world, "ValueError");
}

function reject(value: Value, exception: string): never {
	raise({
		code: "invalid-layer-argument",
		exception,
		message: `a value of type ${typeName(value)} is not a dtype`,
		argument: "dtype",
	});
}
