import type { FunctionModel } from "../interpreter/api";
import { vague } from "../interpreter/api";

const IDENTITY = "tensorflow.python.util.tf_export.<identity>";

const identity: FunctionModel = {
	kind: "function",
	name: IDENTITY,
	call: ({ args }) => args.positional[0]?.value ?? vague("a decorator without something to decorate"),
};

const exporter = (name: string): FunctionModel => ({
	kind: "function",
	name: `tensorflow.python.util.tf_export.${name}`,
	call: ({ world }) => ({ kind: "library", name: IDENTITY, world }),
});

/** `@tf_export("…")` and `@keras_export("…")` give back what they decorate. */
export const TF_EXPORT: readonly FunctionModel[] = [identity, exporter("tf_export"), exporter("keras_export")];
