import type { Value } from "../domain";
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
import { ownAnswer, rejectSymbols } from "./symbols";

/** Binds a call as Python does, and refuses KerasTensors: they have no values. */
export function bindArray(name: string, text: string, call: LibraryCall): Bound {
	rejectSymbols(name.replace(/^np\./, ""), call);
	const bound = bind(signature(text), call.args);
	const error = bound.errors[0];
	if (error) raise({ code: "python-error", exception: "TypeError", message: describeBindError(error, name) });
	if (bound.open) vague(bound.open);
	return bound;
}

/** A function of NumPy on arrays. */
export function arrayFunction(names: string | readonly string[], run: (call: LibraryCall) => Value): FunctionModel {
	const [name, ...aliases] = (typeof names === "string" ? [names] : names).map((each) => `numpy.${each}`);
	const shown = (name as string).slice("numpy.".length);
	return { kind: "function", name: name as string, aliases, call: (call) => ownAnswer(shown, call) ?? run(call) };
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
