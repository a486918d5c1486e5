import { defineLayer } from "../../engine/define-layer";
import { equalsDType } from "../../engine/dtype-policy";
import { checkHashing } from "./index-hashing";
import {
	checkLookup,
	LOOKUP_KEYWORDS,
	type LookupConfig,
	lookUp,
	lookupDType,
	lookupMethods,
	readLookup,
} from "./index-lookup";

const START =
	"max_tokens=None, num_oov_indices=1, mask_token=None, oov_token='[UNK]', vocabulary=None, idf_weights=None";

/**
 * `keras.layers.StringLookup`: `(batch, …)` -> `(batch, …)` of indices; other output modes encode them as
 * `CategoryEncoding` does, over the vocabulary. Strings become indices, or an encoding of them. Mirrors
 * preprocessing/string_lookup.py.
 */
export const StringLookup = defineLayer<LookupConfig>({
	name: "StringLookup",
	signature: {
		keras2: `${START}, encoding='utf-8', invert=False, output_mode='int', sparse=False, pad_to_max_tokens=False, **kwargs`,
		keras3: `${START}, invert=False, output_mode='int', pad_to_max_tokens=False, sparse=False, encoding='utf-8', name=None, salt=None, **kwargs`,
	},
	callSignature: "inputs",
	extraArguments: { keras2: ["vocabulary_size", "has_input_vocabulary"], keras3: ["vocabulary_size", "oov_method"] },
	manyInputs: true,
	takesPlainArguments: true,
	convertsArguments: false,
	autocast: false,
	// Keras 2 forgets the dtype of what is looked up.
	dtypeArgument: (args, given) => lookupDType(args, given && equalsDType(given, "string") ? undefined : given),
	dropsKeywords: LOOKUP_KEYWORDS,
	precheck(args) {
		if (args.bound.extra.some(({ name }) => name === "vocabulary_dtype"))
			args.fail({
				code: "unknown-layer-argument",
				exception: "TypeError",
				message: "StringLookup gives its base class a vocabulary_dtype of its own",
				argument: "vocabulary_dtype",
			});
		if (args.world === "keras2") checkLookup(args);
	},
	configure(args) {
		if (args.world === "keras3") checkHashing(args, "string");
		return readLookup(args, "string");
	},
	call: lookUp,
	methods: lookupMethods,
});
