import { bool, type DType, isFloating, isInteger, NONE, printShape, type Value } from "../../domain";
import {
	type Bound,
	defineFunction,
	Failure,
	type FunctionModel,
	type LibraryCall,
	typeName,
	vague,
} from "../../interpreter/api";
import { constantNumbers } from "../content";
import { adapt, convert, type Operand } from "../convert";
import { readOptionalDType } from "../dtypes";
import { isTracing, type OpFailure, rejectKerasTensor, tensorsOf } from "../op";
import { anyDType, inexact, number, real } from "./accepts";
import { checkShapes } from "./assert-shapes";
import type { Check } from "./check";
import { broadcast, commonDType } from "./elementwise";

/** `tf.debugging`. Mirrors tensorflow/python/ops/check_ops.py: what is known before anything runs is checked at once. */

function checkOf(bound: Bound, call: LibraryCall): Check {
	const tensors = tensorsOf({ kind: "tuple", items: call.args.positional.map((each) => each.value) });
	const isGraph = isTracing(call.machine) || tensors.some((tensor) => tensor.eager === false);
	const at = (argument: string | undefined) => (argument === undefined ? undefined : bound.given(argument)?.origin);
	const raise = (failure: OpFailure, exception: string): never => {
		throw new Failure({ ...failure, exception: failure.exception ?? exception }, at(failure.argument));
	};
	return {
		get: (name) => bound.get(name),
		isGraph,
		call,
		fail: (failure) => raise(failure, "ValueError"),
		reject: (failure) => raise(failure, isGraph ? "ValueError" : "InvalidArgumentError"),
	};
}

const isList = ({ kind }: Value): boolean => kind === "list" || kind === "tuple";

/** Checks that Python makes itself: they make no tensor of what they are given. */
const IN_PYTHON: ReadonlySet<string> = new Set(["debugging.assert_proper_iterable", "debugging.is_numeric_tensor"]);

const define = (names: string, text: string, run: (check: Check) => Value | undefined): readonly FunctionModel[] =>
	names.split(" ").map((name) =>
		defineFunction(`tensorflow.${name}`, text, (bound, call) => {
			const given = bound.get(text.split(",")[0] as string);
			const symbolic = tensorsOf(given).some((tensor) => tensor.flavor === "KerasTensor");
			const converts = !IN_PYTHON.has(name) && !(isList(given) && name.endsWith("Assert"));
			if (symbolic && call.world === "keras3" && converts)
				rejectKerasTensor(`tensorflow.${name}`, tensorsOf(given), call.machine, call.args.origin);
			if (symbolic) return vague(`tf.${name} of a KerasTensor`);
			return run(checkOf(bound, call)) ?? NONE;
		}),
	);

const requireDType = (check: Check, dtype: DType, accepts: (dtype: DType) => boolean): void => {
	if (typeof dtype !== "string" || accepts(dtype)) return;
	check.reject({
		code: "invalid-layer-input",
		message: `the check cannot take a tensor of dtype ${dtype}`,
		...(check.isGraph ? { exception: "TypeError" } : {}),
	});
};

/** A condition that is known not to hold. */
const doesNotHold = (check: Check, what: string): never =>
	check.fail({ code: "invalid-layer-input", exception: "InvalidArgumentError", message: `the check fails: ${what}` });

/** The numbers of both operands, broadcast; absent when some are not known. */
function pairsOf(a: Operand, b: Operand): readonly (readonly [number, number])[] | undefined {
	const [x, y] = [constantNumbers(a.content), constantNumbers(b.content)];
	if (!x || !y) return undefined;
	if (x.length !== y.length && x.length !== 1 && y.length !== 1) return undefined;
	const length = Math.max(x.length, y.length);
	return Array.from({ length }, (_, at) => [
		x[x.length === 1 ? 0 : at] as number,
		y[y.length === 1 ? 0 : at] as number,
	]);
}

type Holds = (x: number, y: number) => boolean;

/** Both operands are converted each by itself. */
function compare(check: Check, x: Operand, y: Operand, holds: Holds, accepts: (dtype: DType) => boolean): void {
	const operands = [x, y].map((each) => ({ ...each, adapts: false })) as [Operand, Operand];
	requireDType(check, commonDType(operands, check.isGraph, check.reject), accepts);
	broadcast(x.shape, y.shape, check.reject);
	const odd = pairsOf(x, y)?.find(([a, b]) => !holds(a, b));
	if (odd) doesNotHold(check, `${odd[0]} beside ${odd[1]}`);
}

/** Before a graph runs, only what does not come from a tensor of it is compared. */
function written(check: Check, name: string): Operand {
	const value = check.get(name);
	const operand = convert(value);
	return value.kind === "tensor" && value.eager === false ? { ...operand, content: undefined } : operand;
}

const comparison = (name: string, holds: Holds, accepts: (dtype: DType) => boolean): readonly FunctionModel[] =>
	define(
		`debugging.assert_${name}${["equal", "less", "greater"].includes(name) ? ` assert_${name}` : ""}`,
		"x, y, message=None, summarize=None, name=None",
		(check) => {
			compare(check, written(check, "x"), written(check, "y"), holds, accepts);
			return undefined;
		},
	);

/** A zero of the dtype of the tensor beside it. */
const sign = (name: string, holds: (x: number) => boolean): readonly FunctionModel[] =>
	define(`debugging.assert_${name}`, "x, message=None, summarize=None, name=None", (check) => {
		const x = written(check, "x");
		if (x.dtype === "bool" || x.dtype === "string") {
			const message = `a number is no ${x.dtype}`;
			check.fail({ code: "invalid-layer-input", exception: "TypeError", message });
		}
		requireDType(check, x.dtype, real);
		if (constantNumbers(x.content)?.some((each) => !holds(each))) doesNotHold(check, "an element of another sign");
		return undefined;
	});

const NEAR = define(
	"debugging.assert_near",
	"x, y, rtol=None, atol=None, message=None, summarize=None, name=None",
	(check) => {
		const [x, y] = [written(check, "x"), written(check, "y")];
		if (y.adapts === true) adapt(y, x.dtype);
		const isMixed = y.adapts !== true && typeof y.dtype === "string" && y.dtype !== x.dtype;
		// The tolerance is counted in steps of the dtype of x, which ints have none of.
		if (isMixed || (typeof x.dtype === "string" && !inexact(x.dtype)))
			check.fail({ code: "invalid-layer-input", message: "tf.debugging.assert_near compares floats of one dtype" });
		broadcast(x.shape, y.shape, check.reject);
		const isFar = pairsOf(x, y)?.some(([a, b]) => Math.abs(a - b) > 1e-3 * (1 + Math.abs(b)));
		if (isFar && check.get("rtol").kind === "none" && check.get("atol").kind === "none")
			doesNotHold(check, "elements that are not near");
		return undefined;
	},
);

/** A rank that is written as a scalar of int32. */
function rankOf(check: Check, value: Value): number | undefined {
	const operand = convert(value);
	if (operand.dtype !== "int32" && typeof operand.dtype === "string") {
		const message = `a rank is an int, found ${operand.dtype}`;
		check.fail({ code: "invalid-layer-argument", exception: "TypeError", message });
	}
	if (operand.shape.kind === "ranked" && operand.shape.dims.length > 0)
		check.fail({ code: "invalid-layer-argument", message: "a rank is a scalar" });
	return constantNumbers(operand.content)?.[0];
}

const ranks = (name: string, argument: string, fits: (rank: number, wanted: readonly number[]) => boolean) =>
	define(
		`debugging.assert_${name}${name === "rank" ? " assert_rank" : ""}`,
		`x, ${argument}, message=None, name=None`,
		(check) => {
			const given = check.get(argument);
			const isList = argument === "ranks" && (given.kind === "list" || given.kind === "tuple");
			const wanted = (isList ? (given.items ?? []) : [given]).map((each) => rankOf(check, each));
			const { shape } = convert(check.get("x"));
			const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
			if (rank === undefined || wanted.includes(undefined) || fits(rank, wanted as readonly number[])) return undefined;
			const message = `a tensor of shape ${printShape(shape)} has not the rank ${wanted.join(" or ")}`;
			return check.fail({ code: "input-rank", message, argument });
		},
	);

const SCALAR = define("debugging.assert_scalar", "tensor, message=None, name=None", (check) => {
	const { shape } = convert(check.get("tensor"));
	if (shape.kind !== "ranked" || shape.dims.length === 0) return undefined;
	return check.fail({ code: "input-rank", message: `a scalar was expected, found the shape ${printShape(shape)}` });
});

const TYPE = define("debugging.assert_type", "tensor, tf_type, message=None, name=None", (check) => {
	const { dtype } = convert(check.get("tensor"));
	const wanted = readOptionalDType(check.get("tf_type"));
	if (wanted === undefined || wanted === dtype || typeof wanted !== "string" || typeof dtype !== "string")
		return undefined;
	const message = `a tensor of ${wanted} was expected, found ${dtype}`;
	return check.fail({ code: "invalid-layer-input", exception: "TypeError", message, argument: "tf_type" });
});

const INTEGER = define("debugging.assert_integer", "x, message=None, name=None", (check) => {
	const { dtype } = convert(check.get("x"));
	if (typeof dtype !== "string" || isInteger(dtype)) return undefined;
	const message = `a tensor of ints was expected, found ${dtype}`;
	return check.fail({ code: "invalid-layer-input", exception: "TypeError", message });
});

const PROPER = define("debugging.assert_proper_iterable", "values", (check) => {
	const value = check.get("values");
	if (value.kind === "unknown" || value.kind === "instance") return undefined;
	if (value.kind === "list" || value.kind === "tuple" || value.kind === "dict" || value.kind === "set")
		return undefined;
	const message = `an iterable was expected, found a ${value.kind === "tensor" ? value.flavor : typeName(value)}`;
	return check.fail({ code: "invalid-layer-input", exception: "TypeError", message });
});

const FINITE = define("debugging.assert_all_finite", "x, message, name=None", (check) => {
	const value = check.get("x");
	requireDType(check, convert(value).dtype, isFloating);
	return value.kind === "tensor" ? { ...value, content: undefined } : vague("a number that is finite");
});

const SAME_FLOAT = define("debugging.assert_same_float_dtype", "tensors=None, dtype=None", (check) => {
	const given = check.get("tensors");
	const items = given.kind === "list" || given.kind === "tuple" ? (given.items ?? []) : [];
	const dtypes = items.map((each) => convert(each).dtype);
	const wanted = readOptionalDType(check.get("dtype")) ?? dtypes[0] ?? "float32";
	const odd = dtypes.find((dtype) => dtype !== wanted) ?? (isFloating(wanted) ? undefined : wanted);
	if (odd === undefined) return { kind: "dtype", dtype: wanted };
	if (typeof odd !== "string") return vague("the dtype of a tensor");
	return check.fail({ code: "invalid-layer-input", message: `floats of one dtype were expected, found ${odd}` });
});

const NUMERIC = define("debugging.is_numeric_tensor", "tensor", (check) => {
	const value = check.get("tensor");
	if (value.kind !== "tensor") return value.kind === "unknown" ? { kind: "bool" } : bool(false);
	return bool(number(value.spec.dtype));
});

/** `tf.debugging.Assert`: a graph asks nothing before it runs. */
const ASSERT = define("debugging.Assert Assert", "condition, data, summarize=None, name=None", (check) => {
	const condition = convert(check.get("condition"));
	const known = constantNumbers(condition.content);
	if (!check.isGraph && known?.some((each) => each === 0)) doesNotHold(check, "the condition");
	return undefined;
});

const SHAPES = define(
	"debugging.assert_shapes",
	"shapes, data=None, summarize=None, message=None, name=None",
	(check) => {
		checkShapes(check);
		return undefined;
	},
);

export const ASSERTS: readonly FunctionModel[] = [
	...comparison("equal", (x, y) => x === y, anyDType),
	...comparison("none_equal", (x, y) => x !== y, anyDType),
	...comparison("less", (x, y) => x < y, real),
	...comparison("less_equal", (x, y) => x <= y, real),
	...comparison("greater", (x, y) => x > y, real),
	...comparison("greater_equal", (x, y) => x >= y, real),
	...sign("positive", (x) => x > 0),
	...sign("negative", (x) => x < 0),
	...sign("non_negative", (x) => x >= 0),
	...sign("non_positive", (x) => x <= 0),
	...NEAR,
	...ranks("rank", "rank", (rank, [wanted]) => rank === wanted),
	...ranks("rank_at_least", "rank", (rank, [wanted]) => rank >= (wanted as number)),
	...ranks("rank_in", "ranks", (rank, wanted) => wanted.includes(rank)),
	...SCALAR,
	...TYPE,
	...INTEGER,
	...PROPER,
	...FINITE,
	...SAME_FLOAT,
	...NUMERIC,
	...ASSERT,
	...SHAPES,
];
