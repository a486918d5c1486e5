import { type TensorValue, tuple, type Value } from "../domain";
import {
	type Bound,
	bind,
	describeBindError,
	type FunctionModel,
	type LibraryCall,
	raise,
	signature,
	vague,
} from "../interpreter/api";

const tensorsOf = (value: Value): readonly TensorValue[] => {
	if (value.kind === "tensor") return [value];
	if (value.kind === "list" || value.kind === "tuple") return (value.items ?? []).flatMap(tensorsOf);
	return [];
};

/** Binds a call as Python does, and refuses KerasTensors: they have no values. */
export function bindArray(name: string, text: string, call: LibraryCall): Bound {
	const { positional, keywords } = call.args;
	const symbolic = tensorsOf(tuple([...positional, ...keywords].map(({ value }) => value))).find(
		({ flavor }) => flavor === "KerasTensor",
	);
	if (symbolic) {
		raise({
			code: "keras-tensor-in-tf-function",
			exception: symbolic.world === "keras3" ? "ValueError" : "TypeError",
			message: `${name} cannot take a KerasTensor: it has no values; use keras.ops or a layer`,
			facts: { function: name },
		});
	}
	const bound = bind(signature(text), call.args);
	const error = bound.errors[0];
	if (error) raise({ code: "python-error", exception: "TypeError", message: describeBindError(error, name) });
	if (bound.open) vague(bound.open);
	return bound;
}

/** A function of NumPy on arrays. */
export function arrayFunction(names: string | readonly string[], run: (call: LibraryCall) => Value): FunctionModel {
	const [name, ...aliases] = (typeof names === "string" ? [names] : names).map((each) => `numpy.${each}`);
	return { kind: "function", name: name as string, aliases, call: run };
}

/** As `arrayFunction`, with the arguments bound to a signature. */
export const boundFunction = (
	names: string | readonly string[],
	text: string,
	run: (bound: Bound, call: LibraryCall) => Value,
): FunctionModel => {
	const shown = `np.${typeof names === "string" ? names : names[0]}`;
	return arrayFunction(names, (call) => run(bindArray(shown, text, call), call));
};

export function intOf(value: Value): number {
	if (value.kind === "int" && value.value !== undefined) return value.value;
	return vague("an int that is not known");
}

/** One axis or several, from the front; absent for `None`. */
export function axesOf(value: Value, rank: number): readonly number[] | undefined {
	if (value.kind === "none") return undefined;
	const items =
		value.kind === "tuple" || value.kind === "list" ? (value.items ?? vague("axes that are not known")) : [value];
	return items.map((item) => {
		const axis = intOf(item);
		const at = axis < 0 ? axis + rank : axis;
		if (at >= 0 && at < rank) return at;
		return raise({
			code: "input-rank",
			exception: "AxisError",
			message: `axis ${axis} is out of range for an array of rank ${rank}`,
		});
	});
}
