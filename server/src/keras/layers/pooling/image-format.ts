import { typeName, vague } from "../../../interpreter/api";
import { imageDataFormat } from "../../backend/config";
import type { LayerArguments } from "../../engine/layer-definition";

/** `data_format or image_data_format()`, of which case counts. True for `channels_first`. */
export function imageFormatOf(args: LayerArguments): boolean {
	const value = args.get("data_format");
	if (value.kind === "unknown" || value.kind === "instance") return vague("data_format is not known");
	const isEmpty = value.kind === "none" || (value.kind === "str" && value.value === "");
	const text = isEmpty
		? imageDataFormat(args.machine, args.world)
		: value.kind === "str"
			? value.value
			: typeName(value);
	if (text === undefined) return vague("data_format is not known");
	if (text === "channels_first" || text === "channels_last") return text === "channels_first";
	return args.fail({
		code: "invalid-layer-argument",
		message: `data_format must be "channels_first" or "channels_last", found ${text}`,
		argument: "data_format",
	});
}
