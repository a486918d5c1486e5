import type { TensorValue, Value } from "../../domain";
import { type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { flatten } from "../structure";

const isSymbol = (value: Value): value is TensorValue => value.kind === "tensor" && value.flavor === "KerasTensor";

/** A TensorArray converts what it is given, which a KerasTensor refuses; what it holds is not followed. */
const takes =
	(name: string): MethodModel =>
	(_self, { args, world }: LibraryCall) => {
		const given = [...args.positional, ...args.keywords].flatMap(({ value }) => flatten(value));
		if (given.some(isSymbol))
			raise({
				code: "keras-tensor-in-tf-function",
				exception: world === "keras3" || name === "unstack" ? "ValueError" : "TypeError",
				message: `${name} of a TensorArray cannot take a KerasTensor; use it inside a layer's call`,
				facts: { function: `tf.TensorArray.${name}` },
			});
		return vague("what a TensorArray holds is not followed");
	};

/** The methods of a `tf.TensorArray` that take values. */
export const TAKING_VALUES: Readonly<Record<string, MethodModel>> = {
	write: takes("write"),
	unstack: takes("unstack"),
	scatter: takes("scatter"),
	split: takes("split"),
};
