import { type Dim, unknownDim, type Value } from "../../../domain";
import { type Bound, equal, type LibraryCall, truthOf } from "../../../interpreter/api";
import { readNumber } from "../../engine/argument-readers";
import { fail, tensorSpec } from "./make-dataset";

/** What the functions on folders have in common. Mirrors keras/src/utils/dataset_utils.py. */

const MODES: ReadonlySet<string> = new Set(["int", "categorical", "binary"]);

const isText = (value: Value, text: string): boolean => value.kind === "str" && value.value === text;

/** Checks `labels`, `class_names` and `label_mode` as Keras does. */
export function checkLabels(bound: Bound): void {
	const labels = bound.get("labels");
	const isList = labels.kind === "list" || labels.kind === "tuple";
	const isOpen =
		labels.kind === "unknown" || labels.kind === "instance" || (labels.kind === "str" && labels.value === undefined);
	if (labels.kind !== "none" && !isText(labels, "inferred") && !isOpen) {
		if (!isList) fail("labels is 'inferred', None, or a list of ints, one for each file", "labels");
		if (truthOf(bound.get("class_names")) === true) fail("class_names go with labels='inferred' only", "class_names");
	}
	const mode = bound.get("label_mode");
	if (mode.kind === "none" || mode.kind === "unknown" || (mode.kind === "str" && mode.value === undefined)) return;
	if (mode.kind !== "str" || !MODES.has(mode.value as string))
		fail("label_mode is 'int', 'categorical', 'binary' or None", "label_mode");
}

/** Checks `validation_split` and `subset`: `check_validation_split_arg`. */
export function checkSplit(bound: Bound): void {
	const [split, subset] = [bound.get("validation_split"), bound.get("subset")];
	const share = readNumber(split);
	if (share !== undefined && share !== 0 && !(share > 0 && share < 1))
		fail(`validation_split is a share between 0 and 1, found ${share}`, "validation_split");
	const [hasSplit, hasSubset] = [truthOf(split), truthOf(subset)];
	if (hasSplit === undefined || hasSubset === undefined) return;
	if (hasSplit !== hasSubset) fail("validation_split and subset go together", hasSplit ? "validation_split" : "subset");
	const known = ["training", "validation", "both"].some(
		(text) => equal(subset, { kind: "str", value: text }) !== false,
	);
	if (hasSubset && !known) fail("subset is 'training', 'validation' or 'both'", "subset");
	if (hasSplit && truthOf(bound.get("shuffle")) === true && bound.get("seed").kind === "none")
		fail("a validation_split of shuffled files needs a seed, or the parts overlap", "validation_split");
}

/** The spec of one label; absent without labels, `?` when that is not known. */
export function labelSpec(bound: Bound, call: LibraryCall): Value | undefined {
	const [labels, mode] = [bound.get("labels"), bound.get("label_mode")];
	if (labels.kind === "none" || mode.kind === "none") return undefined;
	const kind = mode.kind === "str" ? mode.value : undefined;
	if (kind === "int") return tensorSpec([], "int32");
	if (kind === "binary") return tensorSpec([1], "float32");
	if (kind === "categorical") return tensorSpec([countClasses(bound, call)], "float32");
	return { kind: "unknown", why: { text: "label_mode is not known", origin: call.args.origin } };
}

/** As many as the program names; else as many as the folder holds. */
function countClasses(bound: Bound, call: LibraryCall): Dim {
	const why = { text: "how many classes the folder holds is not read", origin: call.args.origin };
	const names = bound.get("class_names");
	if ((names.kind === "list" || names.kind === "tuple") && names.items) return names.items.length;
	const labels = bound.get("labels");
	if (names.kind !== "none" || (labels.kind !== "list" && labels.kind !== "tuple")) return unknownDim(why);
	const values = labels.items?.map((item) => (item.kind === "int" ? item.value : undefined));
	return values && !values.includes(undefined) ? new Set(values).size : unknownDim(why);
}
