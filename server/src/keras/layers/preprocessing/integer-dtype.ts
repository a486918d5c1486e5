import { isInteger, str, type Value } from "../../../domain";
import { floatx, readDType } from "../../engine/dtype-policy";
import type { LayerArguments } from "../../engine/layer-definition";

/** `dtype=` where an index comes out: int64 unless another integer dtype is given; floats where an encoding does. */
export function integerDType(args: LayerArguments, given: Value | undefined): Value | undefined {
	const mode = args.get("output_mode");
	const isIndex = mode.kind === "str" && mode.value === "int";
	if (!given || given.kind === "none") {
		const type = floatx(args.machine, args.world);
		if (isIndex) return str("int64");
		return typeof type === "string" ? str(type) : { kind: "unknown", why: type.why };
	}
	if (!isIndex || args.world === "keras3") return given;
	const dtype = readDType(given, args.world, "TypeError");
	return typeof dtype === "string" && !isInteger(dtype) ? str("int64") : given;
}
