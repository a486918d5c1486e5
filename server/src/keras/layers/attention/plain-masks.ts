import type { Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import type { CallContext } from "../../engine/layer-definition";

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["bool", "int", "float"]);

/** An attention mask that is no tensor: its shape is asked for, of which Keras 3 gives numbers one of rank 0. */
export function rejectPlainMask(mask: Value, { world, fail }: CallContext): never {
	const isNumber = NUMBERS.has(mask.kind);
	const isPlain =
		isNumber || mask.kind === "list" || mask.kind === "tuple" || (world === "keras2" && mask.kind === "str");
	if (!isPlain) vague("the attention mask is not known");
	return fail({
		code: "invalid-layer-input",
		exception: world === "keras3" && isNumber ? "ValueError" : "AttributeError",
		message: `attention_mask must be a tensor, found a value of type ${typeName(mask)}`,
		argument: "attention_mask",
	});
}

/** The masks of key and value are cast to bools and given another axis. */
export function rejectPlainMasks(context: CallContext): void {
	if (context.world === "keras2") return;
	for (const name of ["key_mask", "value_mask"]) {
		const mask = context.parameter(name);
		const isText = mask.kind === "str" && context.mode === "eager";
		if (!isText && !NUMBERS.has(mask.kind)) continue;
		context.fail({
			code: "invalid-layer-input",
			exception: isText ? "UnimplementedError" : "ValueError",
			message: `${name} must be a tensor, found a value of type ${typeName(mask)}`,
			argument: name,
		});
	}
}
