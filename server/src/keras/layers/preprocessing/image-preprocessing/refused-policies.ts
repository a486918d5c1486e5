import type { DTypeName } from "../../../../domain";
import type { Refusal } from "../../../engine/layer-definition";
import { unlisted } from "../../../engine/refused-dtypes";

/** Compute dtypes that operations of the layers do not take, with what they raise: `Augmentation.policies`. */

const COMPLEX: readonly DTypeName[] = ["complex64", "complex128"];

const SHORT_INTS: readonly DTypeName[] = ["int16", "uint8", "uint16", "uint32", "uint64"];

const LONG_INTS: readonly DTypeName[] = ["int32", "int64"];

export const INTS: readonly DTypeName[] = [...SHORT_INTS, ...LONG_INTS];

export const NO_NUMBERS: Refusal = unlisted("bool", ...COMPLEX);

/** Random numbers are of floats and long ints. */
const UNDRAWN: Refusal = { dtypes: ["bool", ...COMPLEX, ...SHORT_INTS], graph: "ValueError", eager: "ValueError" };

/** Numbers that are drawn in the compute dtype; what becomes of ints then, layers differ in. */
export const drawn = (ints: Omit<Refusal, "dtypes">): readonly Refusal[] => [UNDRAWN, { dtypes: LONG_INTS, ...ints }];

export const UNLISTED_INTS = { graph: "TypeError", eager: "InvalidArgumentError" };

export const UNCONVERTED_INTS = { graph: "TypeError", eager: "TypeError" };

/** Between two ints that are one, a kernel draws no number. */
export const EMPTY_RANGE = { eager: "InvalidArgumentError" };

/** Numbers that a graph has made of float32 before. */
export const HALF_IN_GRAPH: Refusal = { dtypes: ["float16"], graph: "ValueError" };

/** What images are not resized in. */
export const UNRESIZED: Refusal = unlisted("bool", ...COMPLEX, "uint32", "uint64");

/** What pixels are not moved in. */
export const UNMOVED: Refusal = unlisted("bool", ...COMPLEX, "int16", "uint16", "uint32", "uint64");
