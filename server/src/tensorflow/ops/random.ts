import {
	type Dim,
	type DType,
	isFloating,
	isInteger,
	isStatic,
	noneDim,
	printShape,
	ranked,
	type Shape,
} from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import type { Operand } from "../convert";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { largeInteger, real } from "./accepts";
import { shapeArgument } from "./creation";
import { broadcast } from "./elementwise";
import { merge, sizeArgument } from "./inference";
import { type Accepts, requireDType } from "./keep";

/** `tf.random`: samples of a shape. */

const fail = (args: OpArguments, exception: string, message: string, argument: string): never =>
	args.fail({ code: "invalid-layer-argument", exception, message, argument });

const OPEN = { text: "a size that is written as -1" };

/** What is written as the shape; of sizes that are no ints the operation complains, and -1 is open in a graph. */
function sampleShape(args: OpArguments): Shape {
	const value = args.get("shape");
	if (value.kind === "float" || (value.kind === "tensor" && isFloating(value.spec.dtype)))
		requireDType(args, "shape", value.kind === "tensor" ? value.spec.dtype : "float32", largeInteger);
	const sizes = args.isGraph ? args.sizes("shape") : undefined;
	if (sizes?.some((size) => isStatic(size) && size === -1))
		return ranked(sizes.map((size) => (isStatic(size) && size === -1 ? noneDim(OPEN) : size)));
	return shapeArgument(args, "shape");
}

/** A seed of two ints. */
function checkSeed(args: OpArguments): void {
	const seed = args.tensor("seed");
	requireDType(args, "seed", seed.dtype, largeInteger);
	const dims = dimsOf(seed);
	if (dims.length === 1) merge(args, dims[0] as Dim, 2, "a seed");
	else args.fail({ code: "input-rank", message: "a seed is a vector of two ints", argument: "seed" });
}

const isStateless = (name: string): boolean => name.includes("stateless");

/** Parameters broadcast with the shape. */
const parametersOf = (args: OpArguments, names: readonly string[]): readonly Operand[] =>
	names.filter((name) => args.bound.get(name).kind !== "none").map((name) => args.tensor(name));

const normal = (names: readonly string[], text: string): FunctionModel =>
	defineOp(names, text, (args) => {
		const dtype = args.dtype("dtype") ?? "float32";
		if (typeof dtype === "string" && !isFloating(dtype))
			fail(args, "TypeError", `${dtype} has no normal distribution`, "dtype");
		if (isStateless(names[0] ?? "")) checkSeed(args);
		const shape = sampleShape(args);
		const all = parametersOf(args, ["mean", "stddev"]);
		return { shape: all.reduce((total, { shape: each }) => broadcast(total, each, args.fail), shape), dtype };
	});

const UNIFORM: ReadonlySet<DType> = new Set(["float16", "bfloat16", "float32", "float64", "int32", "int64"] as const);
const UNSIGNED: ReadonlySet<DType> = new Set(["uint32", "uint64"] as const);

const uniform = (names: readonly string[], text: string): FunctionModel =>
	defineOp(names, text, (args) => {
		const dtype = args.dtype("dtype") ?? "float32";
		const stateless = isStateless(names[0] ?? "");
		const isKnown = UNIFORM.has(dtype) || (stateless && UNSIGNED.has(dtype));
		if (typeof dtype === "string" && !isKnown) fail(args, "ValueError", `no ${dtype} is drawn`, "dtype");
		const isFull = stateless && args.get("minval").kind === "none" && args.get("maxval").kind === "none";
		if (isInteger(dtype) && !args.given("maxval") && !isFull)
			args.fail({
				code: "missing-layer-argument",
				exception: "ValueError",
				message: "random ints need maxval",
				argument: "maxval",
			});
		if (stateless) checkSeed(args);
		const shape = sampleShape(args);
		const all = isInteger(dtype) ? [] : parametersOf(args, ["minval", "maxval"]);
		return { shape: all.reduce((total, { shape: each }) => broadcast(total, each, args.fail), shape), dtype };
	});

const categorical = (name: string, text: string): FunctionModel =>
	defineOp(name, text, (args) => {
		const operand = args.tensor("logits");
		const dtype = args.dtype("dtype") ?? "int64";
		if (typeof dtype === "string" && !largeInteger(dtype))
			fail(args, "ValueError", `draws are ints, not ${dtype}`, "dtype");
		const logits = dimsOf(operand);
		if (logits.length !== 2) {
			const message = `logits are a row for each draw, found the shape ${printShape(operand.shape)}`;
			args.fail({ code: "input-rank", message, argument: "logits" });
		}
		requireDType(args, name, operand.dtype, real);
		if (isStateless(name)) checkSeed(args);
		return { shape: ranked([logits[0] as Dim, sizeArgument(args, "num_samples")]), dtype };
	});

/** Samples for each of the parameters, which broadcast with one another. */
const withParameters = (name: string, text: string, names: readonly string[], accepts: Accepts): FunctionModel =>
	defineOp(`random.${name}`, text, (args) => {
		const shape = sampleShape(args);
		const dtype = args.dtype("dtype") ?? "float32";
		requireDType(args, name, dtype, accepts);
		const reject = (failure: Parameters<typeof args.fail>[0]): never =>
			args.fail(args.isGraph ? failure : { ...failure, exception: "InvalidArgumentError" });
		const all = parametersOf(args, names).reduce<Shape>((a, b) => broadcast(a, b.shape, reject), ranked([]));
		if (shape.kind !== "ranked") return { shape, dtype };
		if (all.kind !== "ranked") return vague(`samples of ${name}`);
		return { shape: ranked([...shape.dims, ...all.dims]), dtype };
	});

/** The shape holds the parameters already. */
const stateless = (name: string, text: string, names: readonly string[], fallback: DType): FunctionModel =>
	defineOp(`random.${name}`, text, (args) => {
		checkSeed(args);
		const shape = sampleShape(args);
		const given = ["dtype", "output_dtype"].find((each) => args.bound.given(each));
		const dtype = given ? (args.dtype(given) ?? fallback) : fallback;
		for (const each of parametersOf(args, names)) broadcast(shape, each.shape, args.fail);
		return { shape, dtype };
	});

const seeds = (names: readonly string[], text: string, shapeOf: (args: OpArguments) => readonly Dim[]): FunctionModel =>
	defineOp(names, text, (args) => {
		checkSeed(args);
		return { shape: ranked(shapeOf(args)), dtype: args.tensor("seed").dtype };
	});

const shuffled = (name: string, text: string): FunctionModel =>
	defineOp(`random.${name}`, text, (args) => {
		const { shape, dtype } = args.tensor("value");
		return { shape, dtype };
	});

const REST = "dtype='float32', seed=None, name=None";
const STATELESS = "dtype='float32', name=None, alg='auto_select'";

export const RANDOM: readonly FunctionModel[] = [
	normal(
		["random.normal", "compat.v1.random_normal", "compat.v1.random.normal"],
		`shape, mean=0.0, stddev=1.0, ${REST}`,
	),
	normal(["random.truncated_normal", "compat.v1.truncated_normal"], `shape, mean=0.0, stddev=1.0, ${REST}`),
	normal(["random.stateless_normal"], `shape, seed, mean=0.0, stddev=1.0, ${STATELESS}`),
	normal(["random.stateless_truncated_normal"], `shape, seed, mean=0.0, stddev=1.0, ${STATELESS}`),
	uniform(["random.uniform", "compat.v1.random_uniform"], `shape, minval=0, maxval=None, ${REST}`),
	uniform(["random.stateless_uniform"], `shape, seed, minval=0, maxval=None, ${STATELESS}`),
	categorical("random.categorical", "logits, num_samples, dtype=None, seed=None, name=None"),
	categorical("random.stateless_categorical", "logits, num_samples, seed, dtype='int64', name=None"),
	withParameters("gamma", `shape, alpha, beta=None, ${REST}`, ["alpha", "beta"], isFloating),
	withParameters("poisson", `shape, lam, ${REST}`, ["lam"], real),
	stateless(
		"stateless_gamma",
		"shape, seed, alpha, beta=None, dtype='float32', name=None",
		["alpha", "beta"],
		"float32",
	),
	stateless("stateless_poisson", "shape, seed, lam, dtype='int32', name=None", ["lam"], "int32"),
	stateless(
		"stateless_binomial",
		"shape, seed, counts, probs, output_dtype='int32', name=None",
		["counts", "probs"],
		"int32",
	),
	seeds(["random.split", "random.experimental.stateless_split"], "seed, num=2, alg='auto_select'", (args) => [
		sizeArgument(args, "num"),
		2,
	]),
	seeds(["random.fold_in", "random.experimental.stateless_fold_in"], "seed, data, alg='auto_select'", () => [2]),
	shuffled("shuffle", "value, seed=None, name=None"),
	shuffled("experimental.stateless_shuffle", "value, seed, alg='auto_select', name=None"),
];
