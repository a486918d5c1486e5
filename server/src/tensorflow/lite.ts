import { type InstanceValue, library, unknownBecause, type Value, type World } from "../domain";
import { type ClassModel, defineFunction, type LibraryModel, raise, typeName } from "../interpreter/api";
import { concreteOf, wrappedOf } from "./function/wrapper";

const NAME = "tensorflow.lite.TFLiteConverter";

/** `tf.lite.TFLiteConverter`: what is set on it, and what it makes, is not followed. Mirrors tensorflow/lite/python/lite.py. */
const CONVERTER: ClassModel = {
	kind: "class",
	name: NAME,
	init: () => undefined,
	attribute: (_self, name, _machine, origin): Value => unknownBecause(`${name} of a TFLiteConverter`, origin),
};

const converter = (world: World): InstanceValue => ({ kind: "instance", cls: library(NAME, world), attrs: new Map() });

const FROM_MODEL = defineFunction(`${NAME}.from_keras_model`, "model", (_bound, { world }) => converter(world));

const FROM_SAVED_MODEL = defineFunction(
	`${NAME}.from_saved_model`,
	"saved_model_dir, signature_keys=None, tags=None",
	(_bound, { world }) => converter(world),
);

/** A list of concrete functions: a `tf.function` itself is none. */
const FROM_FUNCTIONS = defineFunction(
	`${NAME}.from_concrete_functions`,
	"funcs, trackable_obj=None",
	(bound, { machine, world, args }) => {
		const functions = bound.get("funcs");
		if (concreteOf(functions) || wrappedOf(functions))
			fail("TypeError", "a list of concrete functions is taken, found one");
		for (const each of machine.iterate(functions, args.origin) ?? []) requireConcrete(each);
		return converter(world);
	},
);

function requireConcrete(value: Value): void {
	if (concreteOf(value) || value.kind === "unknown" || (value.kind === "instance" && value.cls.kind === "class"))
		return;
	const what = wrappedOf(value) ? "a tf.function; call its get_concrete_function" : `a ${typeName(value)}`;
	fail("ValueError", `a list of concrete functions is taken, found ${what}`);
}

const fail = (exception: string, message: string): never =>
	raise({ code: "input-signature-mismatch", exception, message, argument: "funcs" });

export const LITE: readonly LibraryModel[] = [CONVERTER, FROM_MODEL, FROM_SAVED_MODEL, FROM_FUNCTIONS];
