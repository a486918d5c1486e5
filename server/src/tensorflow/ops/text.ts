import type { DType, Shape } from "../../domain";
import type { FunctionModel } from "../../interpreter/api";
import { defineOp } from "../op";
import { broadcast, rejectDType } from "./elementwise";
import { keep } from "./keep";

const text = (dtype: DType): boolean => dtype === "string";

const strings = (name: string, signature: string, result?: DType): FunctionModel =>
	keep(`strings.${name}`, signature, text, result);

const JOIN = defineOp("strings.join", "inputs, separator='', name=None", (args) => {
	const operands = args.tensors("inputs");
	const odd = operands.find(({ dtype }) => typeof dtype === "string" && dtype !== "string");
	if (odd && typeof odd.dtype === "string") return rejectDType("strings.join", odd.dtype, args);
	const shapes = operands.map((operand) => operand.shape);
	return { shape: shapes.reduce((a: Shape, b: Shape) => broadcast(a, b, args.fail)), dtype: "string" };
});

const AS_STRING = defineOp(
	["strings.as_string", "as_string"],
	"input, precision=-1, scientific=False, shortest=False, width=-1, fill='', name=None",
	(args) => ({
		shape: args.tensor("input").shape,
		dtype: "string",
	}),
);

export const TEXT_OPS: readonly FunctionModel[] = [
	strings("lower", "input, encoding='', name=None"),
	strings("upper", "input, encoding='', name=None"),
	strings("strip", "input, name=None"),
	strings("regex_replace", "input, pattern, rewrite, replace_global=True, name=None"),
	strings("regex_full_match", "input, pattern, name=None", "bool"),
	strings("substr", "input, pos, len, unit='BYTE', name=None"),
	strings("length", "input, unit='BYTE', name=None", "int32"),
	strings("to_hash_bucket", "input, num_buckets, name=None", "int64"),
	strings("to_hash_bucket_fast", "input, num_buckets, name=None", "int64"),
	JOIN,
	AS_STRING,
	keep("io.decode_base64", "input, name=None", text),
];
