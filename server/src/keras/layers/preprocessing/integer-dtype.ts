import { isInteger, str, type Value } from "../../../domain";
import { floatx, readDType, readPolicy } from "../../engine/dtype-policy";
import type { LayerArguments } from "../../engine/layer-definition";
import { objectState } from "../../engine/library-object";

/** `floatx` as an argument of a constructor. */
export function floatxName({ machine, world }: LayerArguments): Value {
	const type = floatx(machine, world);
	return typeof type === "string" ? str(type) : { kind: "unknown", why: type.why };
}

/** `dtype=` where an index comes out: int64 unless another integer dtype is given; floats where an encoding does. */
export function integerDType(args: LayerArguments, given: Value | undefined): Value | undefined {
	const mode = args.get("output_mode");
	const isIndex = mode.kind === "str" && mode.value === "int";
	if (!given || given.kind === "none") {
		return isIndex ? str("int64") : floatxName(args);
	}
	if (!isIndex || args.world === "keras3") return given;
	if (given.kind === "dict" || objectState(given, "dtype-policy"))
		args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "an index takes a dtype, not a dtype policy",
			argument: "dtype",
		});
	const dtype = readDType(given, args.world, "TypeError");
	return typeof dtype === "string" && !isInteger(dtype) ? str("int64") : given;
}

/** Raises where an index would come out in floats: what the policy computes in is looked at once it has been parsed. */
export function rejectFloatIndex(args: LayerArguments, given: Value | undefined): void {
	const mode = args.get("output_mode");
	if (args.world === "keras3" || !given || mode.kind !== "str" || mode.value !== "int") return;
	const { compute } = readPolicy(given, args.machine, args.world);
	if (typeof compute !== "string" || isInteger(compute)) return;
	args.fail({
		code: "invalid-layer-argument",
		message: `an index cannot be of dtype ${compute}`,
		argument: "dtype",
	});
}
