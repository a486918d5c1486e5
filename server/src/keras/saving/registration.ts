import type { FunctionModel } from "../../interpreter/api";
import { vague } from "../../interpreter/api";

const IDENTITY = "keras.saving.<identity>";

/** `@keras.saving.register_keras_serializable(…)` gives back what it decorates. */
export const registerKerasSerializable: FunctionModel = {
	kind: "function",
	name: "keras.saving.register_keras_serializable",
	aliases: ["keras.utils.register_keras_serializable"],
	call: ({ world }) => ({ kind: "library", name: IDENTITY, world }),
};

export const identity: FunctionModel = {
	kind: "function",
	name: IDENTITY,
	call: ({ args }) => args.positional[0]?.value ?? vague("a decorator without something to decorate"),
};
