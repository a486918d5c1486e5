import { type DType, tuple, unknownDType, type Value, type World } from "../../domain";
import type { Machine } from "../../interpreter/api";
import { floatx } from "./dtype-policy";
import { flattenTensors } from "./structure";

/**
 * What is known of an operation's dtype where `floatx` is not float32. The rules of operations are written for float32:
 * elsewhere a result keeps only a dtype that does not come from `floatx`, that of an operand or of an argument.
 */
export function dtypeUnderFloatx(
	dtype: DType,
	operands: readonly Value[],
	{ machine, world }: { readonly machine: Machine; readonly world: World },
): DType {
	if (floatx(machine, world) === "float32" || dtype === "bool") return dtype;
	const isNamed = operands.some((value) => value.kind === "str" && value.value === dtype);
	if (isNamed || flattenTensors(tuple(operands)).some(({ spec }) => spec.dtype === dtype)) return dtype;
	return unknownDType({ text: "the dtype depends on floatx, which is not float32 here" });
}
