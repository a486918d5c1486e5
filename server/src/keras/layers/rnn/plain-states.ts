import type { Value } from "../../../domain";
import { itemsOf } from "../../engine/argument-readers";
import type { CallContext } from "../../engine/layer-definition";
import type { CellKind } from "./cell-weights";

/** What Keras 3 makes of an `initial_state` that is no tensor, where a recurrent layer runs. Mirrors `RNN.call` (rnn.py). */

const NUMBERS: ReadonlySet<Value["kind"]> = new Set(["int", "float", "bool"]);

/**
 * The states are put into a list and become tensors of the cell's dtype, which text cannot. Then a cell takes as many
 * of them as it has, and multiplies the first with a matrix, which a number cannot be.
 */
export function rejectPlainStates(kind: CellKind | "conv_lstm", context: CallContext): void {
	const given = context.parameter("initial_state");
	const states = itemsOf(given) ?? [given];
	if (given.kind === "none" || !states.every(isPlain)) return;
	if (states.some((state) => state.kind === "str")) fail("TypeError", "takes tensors, found a str", context);
	const wanted = kind === "lstm" || kind === "conv_lstm" ? 2 : 1;
	if (states.length < wanted) fail("IndexError", `takes ${wanted} state(s), found ${states.length}`, context);
	if (kind === "conv_lstm") return;
	const exception = context.mode === "eager" ? "InvalidArgumentError" : "ValueError";
	fail(exception, "takes (batch, features), found a number", context);
}

const isPlain = (state: Value): boolean => state.kind === "str" || NUMBERS.has(state.kind);

const fail = (exception: string, found: string, context: CallContext): never =>
	context.fail({
		code: "invalid-layer-input",
		exception,
		message: `initial_state of a recurrent layer ${found}`,
		argument: "initial_state",
	});
