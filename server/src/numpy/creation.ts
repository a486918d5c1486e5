import {
	type Dim,
	type DType,
	float,
	int,
	isInteger,
	list,
	NONE,
	ranked,
	type Shape,
	unknownDim,
	type Value,
} from "../domain";
import { type FunctionModel, forget, type LibraryCall, vague } from "../interpreter/api";
import { dimsOf, dtypeOr, MAX_CONTENT, makeArray, readShape, sizeOf, toArray } from "./arrays";
import { boundFunction, intOf } from "./define";

function filled(shape: Shape, value: number | undefined, dtype: DType): Value | undefined {
	const size = shape.kind === "ranked" ? sizeOf(shape.dims) : undefined;
	if (shape.kind !== "ranked" || value === undefined || size === undefined || size > MAX_CONTENT) return undefined;
	if (typeof dtype !== "string" || dtype === "bool") return undefined;
	const item = isInteger(dtype) ? int(value) : float(value);
	return shape.dims.reduceRight<Value>((inner, dim) => list(Array(dim as number).fill(inner)), item);
}

const fill = (name: string, value: number | undefined): FunctionModel =>
	boundFunction(name, "shape, dtype=None, order='C', *, device=None, like=None", (bound, call) => {
		const shape = ranked(readShape(bound.get("shape"), call));
		const dtype = dtypeOr(bound.get("dtype"), "float64");
		return makeArray(shape, dtype, call.world, filled(shape, value, dtype));
	});

const FULL = boundFunction(
	"full",
	"shape, fill_value, dtype=None, order='C', *, device=None, like=None",
	(bound, call) => {
		const value = toArray(bound.get("fill_value"));
		return makeArray(ranked(readShape(bound.get("shape"), call)), dtypeOr(bound.get("dtype"), value.dtype), call.world);
	},
);

const like = (name: string): FunctionModel =>
	boundFunction(name, "a, dtype=None, order='K', subok=True, shape=None, *, device=None", (bound, call) => {
		const { shape, dtype } = toArray(bound.get("a"));
		return makeArray(shape, dtypeOr(bound.get("dtype"), dtype), call.world);
	});

const ARRAY = boundFunction(
	["array", "asarray", "ascontiguousarray", "asanyarray"],
	"object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, like=None, device=None",
	(bound, call) => {
		const { shape, dtype, content } = toArray(bound.get("object"));
		const wanted = dtypeOr(bound.get("dtype"), dtype);
		return makeArray(shape, wanted, call.world, wanted === dtype ? content : undefined);
	},
);

const ARANGE = boundFunction(
	"arange",
	"start, stop=None, step=None, dtype=None, *, device=None, like=None",
	(bound, call) => {
		const given = ["start", "stop", "step"].map((name) => bound.get(name)).filter((value) => value.kind !== "none");
		const numbers = given.map((value) => (value.kind === "int" || value.kind === "float" ? value.value : undefined));
		const isFloat = given.some((value) => value.kind === "float");
		const dtype = dtypeOr(bound.get("dtype"), isFloat ? "float64" : "int64");
		const [first, second, third] = numbers;
		if (numbers.includes(undefined))
			return makeArray(ranked([unknownDim({ text: "how long the range is" })]), dtype, call.world);
		const [start, stop] = given.length === 1 ? [0, first as number] : [first as number, second as number];
		const step = bound.get("step").kind === "none" ? 1 : (third ?? 1);
		const count = Math.max(0, Math.ceil((stop - start) / step));
		const isKnown = count <= MAX_CONTENT && isInteger(dtype);
		const content = isKnown ? list(Array.from({ length: count }, (_, index) => int(start + index * step))) : undefined;
		return makeArray(ranked([count]), dtype, call.world, content);
	},
);

const known = (value: Value | undefined): number | undefined =>
	value?.kind === "int" || value?.kind === "float" ? value.value : undefined;

/** The numbers of `np.linspace`, computed in NumPy's order of operations. */
function evenly(from: Value | undefined, to: Value | undefined, num: number, endpoint: Value): Value | undefined {
	const [start, stop] = [known(from), known(to)];
	const isClosed = endpoint.kind === "bool" ? endpoint.value : undefined;
	if (start === undefined || stop === undefined || isClosed === undefined || num > MAX_CONTENT) return undefined;
	const gaps = isClosed ? num - 1 : num;
	const step = gaps > 0 ? (stop - start) / gaps : 0;
	// NumPy multiplies in another order when the step vanishes.
	if (gaps > 0 && step === 0 && stop !== start) return undefined;
	return list(
		Array.from({ length: num }, (_, at) => float(isClosed && num > 1 && at === num - 1 ? stop : at * step + start)),
	);
}

const LINSPACE = boundFunction(
	"linspace",
	"start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0",
	(bound, call) => {
		const num = intOf(bound.get("num"));
		if (bound.given("retstep")) return vague("a range with its step");
		const [start, stop] = [toArray(bound.get("start")), toArray(bound.get("stop"))];
		if (dimsOf(start).length + dimsOf(stop).length > 0) return vague("a range between arrays");
		const dtype = dtypeOr(bound.get("dtype"), "float64");
		const content = dtype === "float64" ? evenly(start.content, stop.content, num, bound.get("endpoint")) : undefined;
		return makeArray(ranked([num]), dtype, call.world, content);
	},
);

const EYE = boundFunction(["eye", "identity"], "N, M=None, k=0, dtype=None", (bound, call) => {
	const rows = intOf(bound.get("N"));
	const columns = bound.get("M").kind === "none" ? rows : intOf(bound.get("M"));
	return makeArray(ranked([rows, columns]), dtypeOr(bound.get("dtype"), "float64"), call.world);
});

/** Distributions by their `size`; without one they give a number. */
const sample = (names: readonly string[], text: string, dtype: DType): FunctionModel =>
	boundFunction(names, text, (bound, call) => sized(bound.get("size"), call, dtype));

function sized(size: Value, call: LibraryCall, dtype: DType): Value {
	if (size.kind === "none") return isInteger(dtype) ? { kind: "int" } : { kind: "float" };
	return makeArray(ranked(readShape(size, call)), dtype, call.world);
}

/** `np.random.rand(2, 3)`: the sizes are the arguments. */
const sizesOf = (name: string): FunctionModel =>
	boundFunction(`random.${name}`, "*sizes", (bound, call) => {
		if (bound.rest.length === 0) return { kind: "float" };
		const dims: readonly Dim[] = bound.rest.flatMap(({ value }) => readShape(value, call));
		return makeArray(ranked(dims), "float64", call.world);
	});

const RANDINT = boundFunction("random.randint", "low, high=None, size=None, dtype=None", (bound, call) =>
	sized(bound.get("size"), call, dtypeOr(bound.get("dtype"), "int64")),
);

const PERMUTATION = boundFunction("random.permutation", "x", (bound, call) => {
	const value = bound.get("x");
	if (value.kind === "int") return makeArray(ranked([intOf(value)]), "int64", call.world);
	const { shape, dtype } = toArray(value);
	return makeArray(shape, dtype, call.world);
});

const CHOICE = boundFunction("random.choice", "a, size=None, replace=True, p=None", (bound, call) => {
	const value = bound.get("a");
	const dtype = value.kind === "int" ? "int64" : toArray(value).dtype;
	if (bound.get("size").kind === "none") return vague("one of an array's values");
	return sized(bound.get("size"), call, dtype);
});

const RANDOM: readonly FunctionModel[] = [
	sizesOf("rand"),
	sizesOf("randn"),
	sample(["random.random", "random.random_sample", "random.ranf", "random.sample"], "size=None", "float64"),
	sample(["random.normal"], "loc=0.0, scale=1.0, size=None", "float64"),
	sample(["random.uniform"], "low=0.0, high=1.0, size=None", "float64"),
	sample(["random.standard_normal"], "size=None", "float64"),
	RANDINT,
	PERMUTATION,
	CHOICE,
	boundFunction("random.seed", "seed=None", () => ({ kind: "none" })),
	boundFunction("random.shuffle", "x", (bound, { machine }) => {
		forget(bound.get("x"), machine);
		return NONE;
	}),
];

const SHAPE = boundFunction("shape", "a", (bound) => {
	const dims = dimsOf(toArray(bound.get("a")));
	return { kind: "tuple", items: dims.map((dim) => (typeof dim === "number" ? int(dim) : { kind: "int" })) };
});

export const CREATION: readonly FunctionModel[] = [
	fill("zeros", 0),
	fill("ones", 1),
	fill("empty", undefined),
	FULL,
	like("zeros_like"),
	like("ones_like"),
	like("empty_like"),
	ARRAY,
	ARANGE,
	LINSPACE,
	EYE,
	...RANDOM,
	SHAPE,
];
