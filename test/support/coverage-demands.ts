import type { Expr } from "../../server/src/syntax/ast";

/** A parameter of a recorded signature; the default is Python source. */
export interface RecordedParameter {
	readonly name: string;
	readonly kind: string;
	readonly default?: string;
}

/** Which values the records of a layer must pass. The kinds are those of test/oracle/grid/systematic.py. */

export const RANKS = [0, 1, 2, 3, 4, 5, 6];
export const INPUT_DTYPES = [
	"float16",
	"float64",
	"bfloat16",
	"int32",
	"int64",
	"uint8",
	"bool",
	"string",
	"complex64",
];

const HUGE = 100_000;
const NUMBERS = ["None", "negative", "0", "1", "huge", "float", "str", "sequence"];
const WORDS = ["None", "1", "str", "sequence"];
const NAMED = ["None", "str", "object"];

/** Arguments of every layer, and the sorts of values that fit them. */
const BASE: Readonly<Record<string, readonly string[]>> = {
	name: ["None", "str"],
	dtype: ["None", "str", "object"],
	trainable: ["bool"],
	input_shape: ["None", "sequence"],
	batch_size: ["None", "1", "huge"],
	weights: ["None", "sequence"],
	activity_regularizer: NAMED,
};

export interface Demand {
	readonly parameter: string;
	/** Sorts that must have been passed. */
	readonly wanted: readonly string[];
	/** Sorts that fit: at least one other must have been passed, or one that raises. */
	readonly fits?: readonly string[];
}

function demandOf({ name, default: written }: RecordedParameter): Demand {
	const base = BASE[name];
	if (base) return { parameter: name, wanted: [], fits: base };
	if (/(initializer|regularizer|constraint|activation)$/.test(name))
		return { parameter: name, wanted: [], fits: NAMED };
	const isText = written?.startsWith("'") === true;
	const isWord = name === "padding" ? isText || written === undefined : isText;
	if (isWord || ["data_format", "interpolation", "output_mode"].includes(name))
		return { parameter: name, wanted: WORDS };
	if (written === "True" || written === "False") return { parameter: name, wanted: [], fits: ["bool"] };
	return { parameter: name, wanted: NUMBERS };
}

export function demandsOf(
	constructor: readonly RecordedParameter[],
	call: readonly RecordedParameter[],
): readonly Demand[] {
	const own = constructor.map(demandOf);
	const base = Object.entries(BASE).flatMap(([parameter, fits]) =>
		constructor.some(({ name }) => name === parameter) ? [] : [{ parameter, wanted: [], fits }],
	);
	const called = call.slice(1).map(({ name }) => ({ parameter: `call ${name}`, wanted: [], fits: ["None", "bool"] }));
	return [...own, ...base, ...called];
}

/** The sort of a written value. */
export function sortOf(value: Expr): string {
	if (value.type === "Tuple" || value.type === "List") return "sequence";
	if (value.type === "UnaryOp" && value.op === "-") return "negative";
	if (value.type !== "Constant") return "object";
	const { value: literal } = value;
	if (literal.kind === "none") return "None";
	if (literal.kind !== "int") return literal.kind;
	return literal.value >= HUGE ? "huge" : literal.value > 0 ? "1" : "0";
}
