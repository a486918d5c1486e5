import type { Value } from "../../domain";
import { raise, typeName, vague } from "../../interpreter/api";

/** What Python says when a list or dict stands where a tensor is meant; absent when something comes out after all. */
export interface StructureExceptions {
	readonly sequence: string | undefined;
	readonly dict: string | undefined;
}

/**
 * A list or dict of a single tensor passes the input spec, which flattens its input. What comes next works with one
 * tensor or its shape, and each layer fails in its own way.
 */
export function requireOneTensor(argument: Value | undefined, layer: string, exceptions: StructureExceptions): void {
	if (!argument || argument.kind === "tensor" || argument.kind === "unknown") return;
	const exception = argument.kind === "dict" ? exceptions.dict : exceptions.sequence;
	if (exception === undefined) vague(`what ${layer} makes of a ${typeName(argument)}`);
	raise({
		code: "invalid-layer-input",
		exception,
		message: `${layer} takes one tensor, found a value of type ${typeName(argument)}`,
	});
}
