import { float, int, type Value } from "../domain";
import { type FunctionModel, type LibraryModel, raise, vague } from "../interpreter/api";
import { defineFunction } from "./function";

const number = (value: Value): number =>
	(value.kind === "int" || value.kind === "float") && value.value !== undefined
		? value.value
		: vague("a number that is not known");

const unary = (name: string, compute: (x: number) => number, make: (x: number) => Value): FunctionModel =>
	defineFunction(`math.${name}`, "x, /", (bound) => {
		const value = bound.get("x");
		if (value.kind === "none") {
			const because = value.dimOf && typeof value.dimOf.dim !== "number" ? [value.dimOf.dim.why] : [];
			const code = value.dimOf ? "undefined-dimension" : "python-error";
			raise({ code, exception: "TypeError", message: `math.${name}() needs a number, found None`, because });
		}
		return make(compute(number(value)));
	});

/** The parts of `math` that sizes are computed with. */
export const MATH: readonly LibraryModel[] = [
	unary("floor", Math.floor, int),
	unary("ceil", Math.ceil, int),
	unary("trunc", Math.trunc, int),
	unary("sqrt", Math.sqrt, float),
	unary("exp", Math.exp, float),
	unary("log2", Math.log2, float),
	unary("log10", Math.log10, float),
	unary("fabs", Math.abs, float),
	defineFunction("math.log", "x, base=None", (bound) => {
		const base = bound.get("base");
		const x = Math.log(number(bound.get("x")));
		return float(base.kind === "none" ? x : x / Math.log(number(base)));
	}),
	defineFunction("math.pow", "x, y", (bound) => float(number(bound.get("x")) ** number(bound.get("y")))),
	defineFunction("math.prod", "iterable, *, start=1", (bound, call) => {
		const items = call.machine.iterate(bound.get("iterable"), call.args.origin) ?? vague("items that are not known");
		return items.reduce((total, item) => call.machine.binary("*", total, item, call.args.origin), bound.get("start"));
	}),
	{ kind: "constant", name: "math.pi", value: () => float(Math.PI) },
	{ kind: "constant", name: "math.inf", value: () => float(Number.POSITIVE_INFINITY) },
];
