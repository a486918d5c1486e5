import { type Dim, str, tuple, unknownDim, unknownDType, type Value, type World } from "../../domain";
import { type Bound, defineFunction, type FunctionModel, raise } from "../../interpreter/api";

import { readNumber } from "../engine/argument-readers";
import { WORD_NUMBERS } from "../utils/word-numbers";
import { loadData, type Split } from "./load-data";

const SEQUENCES = "start_char=1, oov_char=2, index_from=3";

/** Rows of word numbers, each a Python list of its own length in an array of objects. */
const rows = (count: Dim): Split["train"] => [
	{ shape: [count], dtype: unknownDType(WORD_NUMBERS) },
	{ shape: [count], dtype: "int64" },
];

/** With `maxlen`, longer sequences are left out. */
function lengthOr(count: number, maxlen: Value): Dim {
	if (maxlen.kind === "none" || readNumber(maxlen) === 0) return count;
	return unknownDim({ text: "how many sequences are shorter than maxlen" });
}

/** Keras 2 still takes the former name `nb_words`. */
function rejectExtra(bound: Bound, name: string, world: World): void {
	const extra = bound.extra.find((each) => world === "keras3" || each.name !== "nb_words");
	if (!extra) return;
	raise({
		code: "python-error",
		exception: "TypeError",
		message: `${name}.load_data() does not take the argument ${extra.name}`,
	});
}

const wordIndex = (name: string): FunctionModel =>
	defineFunction(`keras.datasets.${name}.get_word_index`, `path='${name}_word_index.json'`, (_bound, call) => ({
		kind: "dict",
		entries: undefined,
		why: { text: "the words of a dataset are not followed", origin: call.args.origin },
	}));

const LABEL_NAMES =
	"cocoa grain veg-oil earn acq wheat copper housing money-supply coffee sugar trade reserves ship cotton carcass crude nat-gas cpi money-fx interest gnp meal-feed alum oilseed gold tin strategic-metal livestock retail ipi iron-steel rubber heat jobs lei bop zinc orange pet-chem dlr gas silver wpi hog lead";

/** Mirrors keras/src/datasets/{imdb,reuters}.py. */
export const TEXT_DATASETS: readonly FunctionModel[] = [
	loadData(
		"imdb",
		`path='imdb.npz', num_words=None, skip_top=0, maxlen=None, seed=113, ${SEQUENCES}, **kwargs`,
		(bound, { world }) => {
			if (world === "keras2") rejectExtra(bound, "imdb", world);
			const count = lengthOr(25_000, bound.get("maxlen"));
			return { train: rows(count), test: rows(count) };
		},
	),
	loadData(
		"reuters",
		`path='reuters.npz', num_words=None, skip_top=0, maxlen=None, test_split=0.2, seed=113, ${SEQUENCES}, **kwargs`,
		(bound, { world }) => {
			rejectExtra(bound, "reuters", world);
			const total = lengthOr(11_228, bound.get("maxlen"));
			const share = readNumber(bound.get("test_split"));
			if (typeof total !== "number" || share === undefined || share < 0 || share > 1) {
				const some = unknownDim({ text: "how many sequences there are" });
				return { train: rows(some), test: rows(some) };
			}
			const at = Math.trunc(total * (1 - share));
			return { train: rows(at), test: rows(total - at) };
		},
	),
	wordIndex("imdb"),
	wordIndex("reuters"),
	defineFunction("keras.datasets.reuters.get_label_names", "", () => tuple(LABEL_NAMES.split(" ").map(str))),
];
