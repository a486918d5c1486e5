import { asOperation } from "../../server/src/rules/ops-fix";

/** A call such as `tf.reduce_mean(x)` as the quick fix writes it, after the name that Keras has. */
export function convertCall(call: string, keras: string): string | undefined {
	const [, head, name = "", text = ""] = /^(tf|K)\.([\w.]+)\((.*)\)$/.exec(call) ?? [];
	const isFloat = !/\b[ijpq]\b/.test(text);
	const converted = asOperation(head === "K" ? `keras.backend.${name}` : name, text, isFloat);
	return converted && `${keras}.${converted.text}`;
}
