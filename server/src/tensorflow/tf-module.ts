import { unknownBecause, type Value } from "../domain";
import { type ClassModel, defineFunction, type LibraryModel } from "../interpreter/api";

const NAME = "tensorflow.Module";

/** `tf.Module`: a base class that names variables. Mirrors tensorflow/python/module/module.py. */
const MODULE: ClassModel = {
	kind: "class",
	name: NAME,
	init: () => undefined,
	attribute: (_self, name, _machine, origin): Value | undefined =>
		OWN.has(name) ? unknownBecause(`${name} of a tf.Module`, origin) : undefined,
};

/** What a module has besides what its class gives it. */
const OWN: ReadonlySet<string> = new Set(
	"name name_scope non_trainable_variables submodules trainable_variables variables".split(" "),
);

/** The decorator of methods that changes nothing but names. */
const WITH_NAME_SCOPE = defineFunction(`${NAME}.with_name_scope`, "method", (bound) => bound.get("method"));

export const TF_MODULE: readonly LibraryModel[] = [MODULE, WITH_NAME_SCOPE];
