import { defineLayer } from "../../engine/define-layer";
import { type LookupConfig, lookUp, lookupDType, lookupMethods, readLookup } from "./index-lookup";

const START =
	"max_tokens=None, num_oov_indices=1, mask_token=None, oov_token=-1, vocabulary=None, vocabulary_dtype='int64', idf_weights=None, invert=False, output_mode='int', sparse=False, pad_to_max_tokens=False";

/**
 * `keras.layers.IntegerLookup`: `(batch, …)` -> `(batch, …)` of indices; other output modes encode them as
 * `CategoryEncoding` does, over the vocabulary. Ints become indices, or an encoding of them. Mirrors
 * preprocessing/integer_lookup.py.
 */
export const IntegerLookup = defineLayer<LookupConfig>({
	name: "IntegerLookup",
	signature: {
		keras2: `${START}, **kwargs`,
		keras3: `${START}, oov_method='floormod', salt=None, name=None, **kwargs`,
	},
	callSignature: "inputs",
	extraArguments: {
		keras2: ["vocabulary_size", "has_input_vocabulary", "max_values", "mask_value", "oov_value"],
		keras3: ["vocabulary_size"],
	},
	manyInputs: true,
	takesPlainArguments: true,
	autocast: false,
	dtypeArgument: lookupDType,
	configure: (args) => readLookup(args, "int64"),
	call: lookUp,
	methods: lookupMethods,
});
