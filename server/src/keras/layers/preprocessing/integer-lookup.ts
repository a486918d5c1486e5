import type { Value } from "../../../domain";
import { defineLayer } from "../../engine/define-layer";
import { equalsDType } from "../../engine/dtype-policy";
import type { LayerArguments } from "../../engine/layer-definition";
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
import { checkVocabularyDType, int64Token, requireTableDType } from "./index-tokens";

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
	convertsArguments: false,
	autocast: false,
	dtypeArgument(args, given) {
		// Former versions gave encodings in int64 a name of their own: Keras 2 forgets it.
		const mode = args.get("output_mode");
		const isEncoding = mode.kind === "str" && mode.value !== "int";
		return lookupDType(args, isEncoding && given && equalsDType(given, "int64") ? undefined : given);
	},
	dropsKeywords: LOOKUP_KEYWORDS,
	precheck(args) {
		checkVocabularyDType(args);
		if (args.world === "keras2") checkLookup(renamed(args));
	},
	configure(args) {
		if (args.world === "keras3") checkHashing(args, "int64");
		const config = readLookup(args.world === "keras2" ? renamed(args) : args, "int64");
		requireTableDType(args);
		return config;
	},
	call: lookUp,
	methods: lookupMethods,
});

const FORMER = { max_tokens: "max_values", mask_token: "mask_value", oov_token: "oov_value" } as const;

/** Keras 2: the arguments with their former names taken for those of today, and tokens as ints. */
function renamed(args: LayerArguments): LayerArguments {
	const former = (name: string): Value | undefined => {
		const known = name in FORMER ? FORMER[name as keyof typeof FORMER] : undefined;
		return args.bound.extra.find((each) => each.name === known)?.value;
	};
	const own: LayerArguments = { ...args, get: (name) => former(name) ?? args.get(name) };
	const tokens: Readonly<Record<string, Value>> = {
		mask_token: int64Token(own, "mask_token"),
		oov_token: int64Token(own, "oov_token"),
	};
	return { ...own, get: (name) => tokens[name] ?? own.get(name) };
}
