import { type Dim, type DType, isInteger, library, NONE, ranked, type Value } from "../domain";
import {
	type ClassModel,
	type FunctionModel,
	forget,
	type LibraryCall,
	type LibraryModel,
	type MethodModel,
	vague,
} from "../interpreter/api";
import { dtypeOr, makeArray, readShape, toArray } from "./arrays";
import { bindArray, boundFunction, intOf } from "./define";

/** Distributions: the parameters before `size`, and the dtype. */
const DISTRIBUTIONS: readonly (readonly [string, string, DType])[] = [
	["normal", "loc=0.0, scale=1.0", "float64"],
	["uniform", "low=0.0, high=1.0", "float64"],
	["exponential", "scale=1.0", "float64"],
	["gamma", "shape, scale=1.0", "float64"],
	["beta", "a, b", "float64"],
	["laplace", "loc=0.0, scale=1.0", "float64"],
	["lognormal", "mean=0.0, sigma=1.0", "float64"],
	["gumbel", "loc=0.0, scale=1.0", "float64"],
	["logistic", "loc=0.0, scale=1.0", "float64"],
	["rayleigh", "scale=1.0", "float64"],
	["chisquare", "df", "float64"],
	["binomial", "n, p", "int64"],
	["poisson", "lam=1.0", "int64"],
	["geometric", "p", "int64"],
];

const isNumber = (value: Value): boolean => value.kind === "int" || value.kind === "float" || value.kind === "bool";

/** Numbers of a size; without one, a number. */
function drawn(size: Value, dtype: DType, call: LibraryCall): Value {
	if (size.kind === "none") return isInteger(dtype) ? { kind: "int", numpy: dtype } : { kind: "float" };
	return makeArray(ranked(readShape(size, call)), dtype, call.world);
}

function draw(name: string, text: string, dtype: DType, call: LibraryCall): Value {
	const bound = bindArray(name, `${text}, size=None`, call);
	const names = text.split(",").map((each) => each.trim().split("=")[0] as string);
	// Parameters that are arrays give as many numbers as they hold.
	if (bound.get("size").kind === "none" && !names.every((each) => isNumber(bound.get(each))))
		return vague("numbers with parameters that are arrays");
	return drawn(bound.get("size"), dtype, call);
}

const sized =
	(name: string, text: string, dtype: DType): MethodModel =>
	(_self, call) => {
		const bound = bindArray(name, text, call);
		return drawn(bound.get("size"), bound.given("dtype") ? dtypeOr(bound.get("dtype"), dtype) : dtype, call);
	};

function permutation(_self: Value, call: LibraryCall): Value {
	const value = bindArray("permutation", "x, axis=0", call).get("x");
	if (value.kind === "int") return makeArray(ranked([intOf(value)]), "int64", call.world);
	const { shape, dtype } = toArray(value);
	return makeArray(shape, dtype, call.world);
}

function choice(_self: Value, call: LibraryCall): Value {
	const bound = bindArray("choice", "a, size=None, replace=True, p=None, axis=0, shuffle=True", call);
	const source = bound.get("a");
	if (bound.get("size").kind === "none") return vague("one of an array's values");
	if (source.kind === "int") return drawn(bound.get("size"), "int64", call);
	const array = toArray(source);
	if (array.shape.kind !== "ranked" || array.shape.dims.length !== 1) return vague("rows of an array");
	return drawn(bound.get("size"), array.dtype, call);
}

/** `rand(2, 3)`: the sizes are the arguments. */
function bySizes(_self: Value, call: LibraryCall): Value {
	const dims: readonly Dim[] = call.args.positional.flatMap(({ value }) => readShape(value, call));
	return dims.length === 0 ? { kind: "float" } : makeArray(ranked(dims), "float64", call.world);
}

const common: Readonly<Record<string, MethodModel>> = {
	...Object.fromEntries(
		DISTRIBUTIONS.map(([name, text, dtype]): [string, MethodModel] => [
			name,
			(_self, call) => draw(name, text, dtype, call),
		]),
	),
	permutation,
	choice,
	shuffle: (_self, { machine, args }) => {
		for (const { value } of args.positional) forget(value, machine);
		return NONE;
	},
};

const generatorClass = (name: string, methods: Readonly<Record<string, MethodModel>>): ClassModel => ({
	kind: "class",
	name,
	init: () => undefined,
	attribute: (_self, attribute, _machine, origin) => ({
		kind: "unknown",
		why: { text: `${attribute} of a generator is not modelled`, origin },
	}),
	methods: { ...common, ...methods },
});

/** `np.random.default_rng()` and `np.random.RandomState()`: what they give is not known, its spec is. */
export const GENERATORS: readonly LibraryModel[] = [
	generatorClass("numpy.random.Generator", {
		random: sized("random", "size=None, dtype=None, out=None", "float64"),
		standard_normal: sized("standard_normal", "size=None, dtype=None, out=None", "float64"),
		integers: sized("integers", "low, high=None, size=None, dtype=None, endpoint=False", "int64"),
	}),
	generatorClass("numpy.random.RandomState", {
		rand: bySizes,
		randn: bySizes,
		random: sized("random", "size=None", "float64"),
		random_sample: sized("random_sample", "size=None", "float64"),
		standard_normal: sized("standard_normal", "size=None", "float64"),
		randint: sized("randint", "low, high=None, size=None, dtype=None", "int64"),
		seed: () => ({ kind: "none" }),
	}),
	{
		kind: "function",
		name: "numpy.random.default_rng",
		call: ({ world }) => ({ kind: "instance", cls: library("numpy.random.Generator", world), attrs: new Map() }),
	},
	...DISTRIBUTIONS.filter(([name]) => name !== "normal" && name !== "uniform").map(
		([name, text, dtype]): FunctionModel => ({
			kind: "function",
			name: `numpy.random.${name}`,
			call: (call) => draw(`np.random.${name}`, text, dtype, call),
		}),
	),
	boundFunction("random.get_state", "legacy=True", () => vague("the state of a generator")),
];
