import type { Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { itemsOf } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { LayerArguments } from "../../engine/layer-definition";

/**
 * `keras.layers.DenseFeatures` of Keras 2: `{name: (batch, …)}` -> `(batch, sum of what its columns give)`. What columns
 * make of a dict of tensors is not followed: the answer is `?`. Mirrors the constructor of
 * keras/src/feature_column/dense_features_v2.py (2.15).
 */
export const DenseFeatures = defineLayer({
	name: "DenseFeatures",
	worlds: ["keras2"],
	signature: "feature_columns, trainable=True, name=None, **kwargs",
	extraArguments: { keras2: ["partitioner"] },
	callSignature: "features, cols_to_output_tensors=None, training=None",
	manyInputs: true,
	configure(args) {
		checkColumns(args);
		return {};
	},
	call: () => vague("what feature columns make of their input is not followed"),
});

/** Plain values that are certainly no feature columns. */
const NO_COLUMN: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool", "str", "none", "list", "tuple", "dict"]);

function checkColumns(args: LayerArguments): void {
	const value = args.get("feature_columns");
	const fail = (message: string, exception?: string): never =>
		args.fail({ code: "invalid-layer-argument", message, argument: "feature_columns", exception });
	if (["none", "int", "float", "bool"].includes(value.kind))
		fail(`feature_columns must be a list of columns, found a value of type ${typeName(value)}`, "TypeError");
	if (value.kind === "str" || value.kind === "dict")
		fail(`feature_columns must be a list of columns, found a ${value.kind}`);
	const items = itemsOf(value);
	if (items?.length === 0) fail("feature_columns must not be empty");
	const odd = items?.find((item) => NO_COLUMN.has(item.kind));
	if (odd) fail(`feature_columns holds a value of type ${typeName(odd)}, which is no feature column`);
}
