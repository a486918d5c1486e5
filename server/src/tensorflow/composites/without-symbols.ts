import { tuple } from "../../domain";
import { type FunctionModel, type LibraryCall, type MethodModel, raise, vague } from "../../interpreter/api";
import { rejectKerasTensor, tensorsOf } from "../op";

/** What makes composite tensors takes no KerasTensor: Keras 3 refuses it as everywhere, Keras 2 dispatches some to layers. */
export function checkSymbols(name: string, isDispatched: boolean, { machine, world, args }: LibraryCall): void {
	const tensors = tensorsOf(tuple([...args.positional, ...args.keywords].map(({ value }) => value)));
	if (!tensors.some(({ flavor }) => flavor === "KerasTensor")) return;
	if (world === "keras3") rejectKerasTensor(name, tensors, machine, args.origin);
	const short = name.replace("tensorflow", "tf");
	if (world === "keras2" && !isDispatched)
		raise({
			code: "keras-tensor-in-tf-function",
			exception: "TypeError",
			message: `${short} cannot take a KerasTensor; use it inside a layer's call`,
			facts: { function: short },
		});
	vague(`what ${short} makes of a KerasTensor is not followed`);
}

/** A class method of `tf.RaggedTensor`, of which Keras 2 makes a layer. */
export const withoutSymbols =
	(name: string, method: MethodModel): MethodModel =>
	(self, call) => {
		checkSymbols(name, true, call);
		return method(self, call);
	};

/** A function that Keras 2 does not dispatch. */
export const functionWithoutSymbols = (model: FunctionModel): FunctionModel => ({
	...model,
	call(call) {
		checkSymbols(model.name, false, call);
		return model.call(call);
	},
});
