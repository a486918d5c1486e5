import { misspelling, type Value } from "../../domain";
import { type Machine, typeName, vague } from "../../interpreter/api";
import { imageDataFormat } from "../backend/config";
import type { LayerArguments } from "../engine/layer-definition";

/** True for `channels_first`. Mirrors `normalize_data_format` (2.15) and `standardize_data_format` (3). */
export function readChannelsFirst(args: LayerArguments, name = "data_format"): boolean {
	const value = args.get(name);
	const text = value.kind === "none" ? globalFormat(args.machine, args) : lowerText(args, name, value);
	if (text === "channels_first" || text === "channels_last") return text === "channels_first";
	return args.fail({
		code: "invalid-layer-argument",
		message: `${name} must be "channels_first" or "channels_last", found ${text}`,
		argument: name,
		...misspelling(text, ["channels_first", "channels_last"]),
	});
}

const globalFormat = (machine: Machine, args: LayerArguments): string =>
	imageDataFormat(machine, args.world) ?? vague("the global image_data_format is not known");

/** `value.lower()` in Keras 2, `str(value).lower()` in Keras 3. */
function lowerText(args: LayerArguments, name: string, value: Value): string {
	if (value.kind === "str") return value.value?.toLowerCase() ?? vague(`${name} is not known`);
	if (value.kind === "unknown" || value.kind === "instance") return vague(`${name} is not known`);
	if (args.world === "keras3" || value.kind === "bytes") return `a value of type ${typeName(value)}`;
	return noText(args, name, value);
}

/** What Python says to `.lower()` of something that is no string. */
const noText = (args: LayerArguments, name: string, value: Value): never =>
	args.fail({
		code: "invalid-layer-argument",
		exception: "AttributeError",
		message: `${name} must be a string, found a value of type ${typeName(value)}`,
		argument: name,
	});

/** A `padding` argument. A tuple or list passes the constructor of most layers and fails when they are built or called. */
export type Padding = "valid" | "same" | "causal" | "tuple" | "list";

/** `normalize_padding` (2.15) and `standardize_padding` (3): case does not count. */
export function readPadding(args: LayerArguments, allowCausal: boolean, name = "padding"): Padding {
	const value = args.get(name);
	if (value.kind === "tuple" || value.kind === "list") return value.kind;
	if (value.kind === "unknown" || value.kind === "instance") return vague(`${name} is not known`);
	if (value.kind !== "str" && value.kind !== "bytes") return noText(args, name, value);
	const text = value.kind === "bytes" ? "bytes" : (value.value?.toLowerCase() ?? vague(`${name} is not known`));
	if (text === "valid" || text === "same" || (text === "causal" && allowCausal)) return text;
	return args.fail({
		code: "invalid-layer-argument",
		message: `padding must be "valid"${allowCausal ? ', "same" or "causal"' : ' or "same"'}, found "${text}"`,
		argument: name,
		...misspelling(text, ["valid", "same", ...(allowCausal ? ["causal"] : [])]),
	});
}
