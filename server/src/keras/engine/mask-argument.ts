import type { Value } from "../../domain";
import { typeName } from "../../interpreter/api";
import type { CallContext } from "./layer-definition";

/** What Python values have no `shape`: numbers but NumPy's, text and collections. */
function isShapeless(value: Value): boolean {
	if (value.kind === "list" || value.kind === "tuple" || value.kind === "dict" || value.kind === "str") return true;
	return (
		(value.kind === "bool" || value.kind === "int" || value.kind === "float") && !("numpy" in value && value.numpy)
	);
}

/** `mask.shape`, which Keras 3 asks of whatever it got as a mask where the layer computes. */
export function requireShape(mask: Value, layer: string, fail: CallContext["fail"]): void {
	if (!isShapeless(mask)) return;
	fail({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `mask of ${layer} must be a tensor, found a value of type ${typeName(mask)}`,
		argument: "mask",
	});
}
