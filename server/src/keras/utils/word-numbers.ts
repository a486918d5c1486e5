import type { Reason, Value } from "../../domain";

/**
 * What texts become: Python lists of word numbers, whose lengths nobody knows before the program runs. The reason is at
 * once the mark of such rows: of a list that holds them, of one of them, and of the dtype of an array of them.
 */
export const WORD_NUMBERS: Reason = { text: "lists of word numbers, each of its own length" };

/** One row of word numbers. */
export const wordNumbers = (): Value => ({ kind: "list", items: undefined, why: WORD_NUMBERS });

/** Whether a value is made of rows of word numbers. */
export function holdsWordNumbers(value: Value): boolean {
	if (value.kind === "list") return value.why === WORD_NUMBERS;
	return value.kind === "tensor" && typeof value.spec.dtype !== "string" && value.spec.dtype.why === WORD_NUMBERS;
}
