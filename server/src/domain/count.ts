import type { DType } from "./dtype";

/** A number that is not known to us is `?`. */
export type Count = number | "?";

export const add = (a: Count, b: Count): Count => (a === "?" || b === "?" ? "?" : a + b);
export const subtract = (a: Count, b: Count): Count => (a === "?" || b === "?" ? "?" : a - b);
export const multiply = (a: Count, b: Count): Count => (a === "?" || b === "?" ? "?" : a * b);

/** Of one element; types narrower than a byte count as parts of one. */
export function bytesOfElement(dtype: DType): Count {
	if (typeof dtype !== "string") return "?";
	if (dtype === "bool" || dtype === "string") return 1;
	const bits = /(\d+)/.exec(dtype)?.[1];
	return bits ? Number(bits) / 8 : "?";
}
