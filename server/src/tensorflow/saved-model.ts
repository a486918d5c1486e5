import { NONE, type Origin, unknown, type Value } from "../domain";
import { defineFunction, type FunctionModel, type LibraryCall, raise, typeName } from "../interpreter/api";
import { makeConcrete } from "./function/concrete";
import { flatSpecs } from "./function/structured-signature";
import { concreteOf, wrappedOf } from "./function/wrapper";
import { specClass } from "./spec-values";

/** What is certainly no `Trackable`. */
const UNTRACKED: ReadonlySet<Value["kind"]> = new Set(
	"none bool int float str bytes complex tuple list dict set slice typespec tensorshape dtype class library module".split(
		" ",
	) as Value["kind"][],
);

const isUntracked = (value: Value): boolean =>
	UNTRACKED.has(value.kind) || (value.kind === "function" && value.wrapper === undefined);

/** `tf.saved_model.save(obj, export_dir, signatures)`. Mirrors tensorflow/python/saved_model/save.py. */
const SAVE = defineFunction(
	"tensorflow.saved_model.save",
	"obj, export_dir, signatures=None, options=None",
	(bound, call) => {
		const [object, signatures] = [bound.get("obj"), bound.get("signatures")];
		const blamed = (name: string): Origin => bound.given(name)?.origin ?? call.args.origin;
		if (isUntracked(object))
			reject(`a ${typeName(object)} cannot be saved: it is no tf.Module, layer or other Trackable`, blamed("obj"));
		if (signatures.kind !== "none") checkSignatures(signatures, call, blamed("signatures"));
		return NONE;
	},
);

const reject = (message: string, origin: Origin): never =>
	raise({ code: "input-signature-mismatch", exception: "ValueError", message }, origin);

/** Mirrors `canonicalize_signatures` of signature_serialization.py. */
function checkSignatures(signatures: Value, call: LibraryCall, origin: Origin): void {
	if (signatures.kind !== "dict") checkSignature(signatures, call, origin);
	else for (const { value } of signatures.entries?.values() ?? []) checkSignature(value, call, origin);
}

/** Only a function that says what it takes can be a signature. */
function checkSignature(value: Value, call: LibraryCall, origin: Origin): void {
	if (value.kind === "unknown" || (value.kind === "instance" && value.cls.kind === "class")) return;
	const wrapped = wrappedOf(value);
	if (!concreteOf(value) && !wrapped?.wrapper.isSigned) {
		const what = wrapped ? "a tf.function without an input_signature" : `a ${typeName(value)}`;
		reject(`a signature is a concrete function or a tf.function with an input_signature, found ${what}`, origin);
	}
	const args = { positional: [], keywords: [], origin };
	const concrete = concreteOf(wrapped ? makeConcrete(wrapped, { ...call, args }) : value);
	if (!concrete) return;
	if (flatSpecs(concrete.type).some((spec) => specClass(spec) === "VariableSpec"))
		reject("a function that takes a tf.Variable cannot be a signature", origin);
	checkOutputs(concrete.outputs, origin);
}

/** A signature gives one tensor, several in a flat sequence, or a dict of them by name. */
function checkOutputs(outputs: Value, origin: Origin): void {
	if (outputs.kind === "dict") {
		for (const { key, value } of outputs.entries?.values() ?? []) {
			if (key.kind !== "str" && key.kind !== "unknown")
				reject(`the outputs of a signature have names, found the key ${typeName(key)}`, origin);
			checkOutput(value, origin);
		}
		return;
	}
	const items = outputs.kind === "list" || outputs.kind === "tuple" ? (outputs.items ?? []) : [outputs];
	for (const item of items) checkOutput(item, origin);
}

function checkOutput(value: Value, origin: Origin): void {
	if (value.kind === "tensor" || value.kind === "unknown") return;
	reject(`the outputs of a signature are tensors, found a ${typeName(value)} among them`, origin);
}

const LOAD = defineFunction("tensorflow.saved_model.load", "export_dir, tags=None, options=None", (_bound, call) =>
	unknown({ text: "what a SavedModel on disk holds", origin: call.args.origin }),
);

export const SAVED_MODELS: readonly FunctionModel[] = [SAVE, LOAD];
