import type { DType, Shape, TupleValue, Value } from "../../domain";
import { defineFunction, type FunctionModel, type Machine, raise, typeName, vague } from "../../interpreter/api";
import { readDType } from "../dtypes";
import { readShape } from "../shapes";

/** What records hold, by key: named tuples of `tf.io`. Mirrors tensorflow/python/ops/parsing_config.py. */

/** The names and defaults of each. */
const FEATURES: Readonly<Record<string, string>> = {
	FixedLenFeature: "shape, dtype, default_value=None",
	FixedLenSequenceFeature: "shape, dtype, allow_missing=False, default_value=None",
	VarLenFeature: "dtype",
	RaggedFeature: "dtype, value_key=None, partitions=(), row_splits_dtype='int32', validate=False",
	SparseFeature: "index_key, value_key, dtype, size, already_sorted=False",
};

const fieldsOf = (text: string): readonly string[] =>
	text
		.replaceAll("()", "")
		.split(",")
		.map((part) => (part.split("=")[0] as string).trim());

export const FEATURE_MODELS: readonly FunctionModel[] = Object.entries(FEATURES).map(([name, text]) =>
	defineFunction(
		`tensorflow.io.${name}`,
		text,
		(bound): TupleValue => ({
			kind: "tuple",
			fields: fieldsOf(text),
			items: fieldsOf(text).map((field) => bound.get(field)),
		}),
		{ aliases: [`tensorflow.compat.v1.${name}`, `tensorflow.compat.v1.io.${name}`] },
	),
);

export type Feature =
	| { readonly kind: "fixed" | "sequence"; readonly dtype: DType; readonly shape: Shape; readonly initial: Value }
	| { readonly kind: "var" | "ragged"; readonly dtype: DType; readonly splits?: "int32" | "int64" | undefined }
	| { readonly kind: "sparse"; readonly dtype: DType; readonly size: Value };

const reject = (exception: string, message: string): never =>
	raise({ code: "invalid-layer-argument", exception, message, argument: "features" });

/** The dtypes that records hold. */
const HELD: ReadonlySet<DType> = new Set(["float32", "int64", "string"]);

const checked = (dtype: DType, exception: string): DType => {
	if (typeof dtype === "string" && !HELD.has(dtype))
		reject(exception, `records hold float32, int64 and strings, and no ${dtype}: cast it after parsing`);
	return dtype;
};

/** One feature of a parsing call; what is none raises. */
export function readFeature(key: string, value: Value, machine: Machine): Feature {
	if (value.kind === "unknown" || value.kind === "instance") return vague("a feature that is not known");
	const fields = value.kind === "tuple" ? value.fields : undefined;
	const name = Object.keys(FEATURES).find((each) => fieldsOf(FEATURES[each] as string).join() === fields?.join());
	if (value.kind !== "tuple" || !name) return reject("ValueError", `${key}: a ${typeName(value)} is no feature`);
	const get = (field: string): Value => value.items[fields?.indexOf(field) ?? -1] ?? { kind: "none" };
	const dtype = readDType(get("dtype"));
	switch (name) {
		case "VarLenFeature":
			return { kind: "var", dtype: checked(dtype, "TypeError") };
		case "RaggedFeature": {
			const parts = get("partitions");
			if (parts.kind !== "tuple" || parts.items.length > 0) return vague("a ragged feature with partitions");
			return { kind: "ragged", dtype: checked(dtype, "ValueError"), splits: splitsOf(get("row_splits_dtype")) };
		}
		case "SparseFeature":
			return { kind: "sparse", dtype: checked(dtype, "TypeError"), size: get("size") };
		default:
			return denseFeature(key, name, get, dtype, machine);
	}
}

function splitsOf(value: Value): "int32" | "int64" | undefined {
	const dtype = readDType(value);
	return dtype === "int32" || dtype === "int64" ? dtype : undefined;
}

function denseFeature(
	key: string,
	name: string,
	get: (field: string) => Value,
	dtype: DType,
	machine: Machine,
): Feature {
	const shape = get("shape");
	if (shape.kind === "none") reject("ValueError", `${key}: the feature has no shape`);
	if (name === "FixedLenSequenceFeature") {
		const missing = get("allow_missing");
		if (missing.kind === "bool" && missing.value === false)
			reject("ValueError", `${key}: a FixedLenSequenceFeature needs allow_missing=True`);
	}
	const found = readShape(shape, machine, { path: "", start: 0, end: 0 }).shape;
	const [first] = found.kind === "ranked" ? found.dims : [];
	if (name === "FixedLenFeature" && first !== undefined && typeof first !== "number" && first.kind === "none")
		reject("ValueError", `${key}: a FixedLenFeature has a fixed length; FixedLenSequenceFeature has any`);
	checked(dtype, "TypeError");
	const kind = name === "FixedLenFeature" ? "fixed" : "sequence";
	return { kind, dtype, shape: found, initial: get("default_value") };
}
