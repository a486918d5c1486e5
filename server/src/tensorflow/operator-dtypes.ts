import type { DType } from "../domain";
import type { BinaryOperator, CompareOperator } from "../interpreter/api";
import type { OpFailure } from "./op";

const COMPLEX = ["complex64", "complex128"];
const ORDERED = ["bool", "string", ...COMPLEX];

/** Dtypes that the operation behind an operator does not take, as its registration in tensorflow/core/ops says. */
const REJECTED: Partial<Record<BinaryOperator | CompareOperator, readonly string[]>> = {
	"+": ["bool"],
	"-": ["bool", "string"],
	"*": ["bool", "string"],
	"/": ["bool", "string"],
	"//": ["bool", "string"],
	"%": ORDERED,
	"**": ["bool", "string", "uint8", "uint16", "uint32", "uint64"],
	"@": ["bool", "string", "int8"],
	"<": ORDERED,
	"<=": ORDERED,
	">": ORDERED,
	">=": ORDERED,
};

const isBitwise = (op: string): boolean => op === "&" || op === "|" || op === "^";

/** Raises where the operation takes no tensors of this dtype. */
export function rejectDType(
	op: BinaryOperator | CompareOperator,
	dtype: DType,
	isGraph: boolean,
	fail: (failure: OpFailure) => never,
): void {
	if (typeof dtype !== "string") return;
	const taken = isBitwise(op) ? dtype === "bool" || /^u?int/.test(dtype) : !REJECTED[op]?.includes(dtype);
	if (taken) return;
	fail({
		code: "invalid-layer-input",
		exception: isGraph || op === "/" ? "TypeError" : "InvalidArgumentError",
		message: `TensorFlow's ${op} takes no tensors of dtype ${dtype}`,
	});
}

/** As `rejectDType`, for `-x` and `~x`; there is no `+x`. */
export function rejectUnaryDType(
	op: "+" | "-" | "~",
	dtype: DType,
	isGraph: boolean,
	fail: (failure: OpFailure) => never,
): void {
	const reject = (exception: string): never =>
		fail({
			code: "invalid-layer-input",
			exception,
			message: `TensorFlow has no ${op}x for tensors of dtype ${String(dtype)}`,
		});
	if (op === "+") reject("TypeError");
	if (typeof dtype !== "string") return;
	const taken = op === "-" ? dtype !== "bool" && dtype !== "string" : dtype === "bool" || /^u?int/.test(dtype);
	if (!taken) reject(isGraph ? "TypeError" : "InvalidArgumentError");
}
