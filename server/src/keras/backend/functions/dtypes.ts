import { bool, type DType, isFloating, isInteger, str, unknown, type Value } from "../../../domain";
import { defineFunction, type FunctionModel, type LibraryCall } from "../../../interpreter/api";
import { standardizeDType } from "../../engine/standardize-dtype";
import { type PromotedType, resultType } from "../common/dtypes";

/** `standardize_dtype`: None is `floatx`. */
const standardized = (value: Value, call: LibraryCall): DType => standardizeDType(value, call);

const named = (dtype: DType): Value => (typeof dtype === "string" ? str(dtype) : unknown(dtype.why));

/** What `result_type` makes of an argument: Python's own types count less than dtypes. */
function promoted(value: Value, call: LibraryCall): PromotedType {
	if (value.kind === "library" && value.name === "builtins.int") return "int";
	if (value.kind === "library" && value.name === "builtins.float") return "float";
	return standardized(value, call);
}

const asks = (name: string, test: (dtype: DType) => boolean): FunctionModel => ({
	...defineFunction(`keras.backend.${name}`, "dtype", (bound, call) => {
		const dtype = standardized(bound.get("dtype"), call);
		return typeof dtype === "string" ? bool(test(dtype)) : unknown(dtype.why);
	}),
	worlds: ["keras3"],
});

const STANDARDIZE: FunctionModel = {
	...defineFunction(
		"keras.backend.standardize_dtype",
		"dtype",
		(bound, call) => named(standardized(bound.get("dtype"), call)),
		{ aliases: ["keras.utils.standardize_dtype"] },
	),
	worlds: ["keras3"],
};

/** Functions about dtypes, which only Keras 3 has. Mirrors keras/src/backend/common/dtypes.py and variables.py. */
export const DTYPES: readonly FunctionModel[] = [
	asks("is_float_dtype", isFloating),
	asks("is_int_dtype", isInteger),
	STANDARDIZE,
	{
		...defineFunction("keras.backend.result_type", "*dtypes", (bound, call) =>
			named(resultType(bound.rest.map(({ value }) => promoted(value, call)))),
		),
		worlds: ["keras3"],
	},
];
