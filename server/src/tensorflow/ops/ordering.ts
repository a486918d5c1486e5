import { type DType, isStatic, ranked } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, type OpArguments } from "../op";
import { normalizeAxis, withDims } from "../shape-functions";
import { boolean, largeInteger, real } from "./accepts";
import { sizeArgument } from "./inference";
import { type Accepts, requireDType } from "./keep";

/** The largest, the smallest and the order of elements. */

const rejectAxis = (args: OpArguments, axis: number, rank: number): never =>
	args.fail({ code: "input-rank", message: `axis ${axis} is out of range for rank ${rank}`, argument: "axis" });

/** Which dtypes an operation with an output type takes for it. */
const PLACES: Accepts = (dtype) => largeInteger(dtype) || dtype === "int16" || dtype === "uint16";

const arg = (name: string): FunctionModel =>
	defineOp([name, `math.${name}`], "input, axis=None, output_type='int64', name=None", (args) => {
		const { shape, dtype: given } = args.tensor("input");
		const dtype: DType = args.dtype("output_type") ?? "int64";
		requireDType(args, name, given, (each) => real(each) || boolean(each));
		requireDType(args, name, dtype, PLACES);
		const axis = args.given("axis") ? (args.int("axis") as number) : 0;
		const result = withDims(shape, (dims) =>
			dims.toSpliced(normalizeAxis(axis, dims.length) ?? rejectAxis(args, axis, dims.length), 1),
		);
		return { shape: result, dtype };
	});

const DIRECTIONS: ReadonlySet<string> = new Set(["ASCENDING", "DESCENDING"]);

const sortLike = (name: string, result?: DType): FunctionModel =>
	defineOp(name, "values, axis=-1, direction='ASCENDING', stable=False, name=None", (args) => {
		const direction = args.get("direction");
		if (direction.kind !== "str" || direction.value === undefined) return vague("the direction of a sort");
		if (!DIRECTIONS.has(direction.value)) {
			args.fail({
				code: "invalid-layer-argument",
				exception: "ValueError",
				message: `direction must be "ASCENDING" or "DESCENDING", found "${direction.value}"`,
				argument: "direction",
			});
		}
		const { shape, dtype } = args.tensor("values");
		requireDType(args, name, dtype, real);
		const axis = args.int("axis") ?? -1;
		const rank = shape.kind === "ranked" ? shape.dims.length : undefined;
		if (rank !== undefined && normalizeAxis(axis, rank) === undefined) rejectAxis(args, axis, rank);
		return { shape, dtype: result ?? dtype };
	});

const monotonic = (name: string): FunctionModel =>
	defineOp(`math.${name}`, "x, name=None", (args) => {
		const { dtype } = args.tensor("x");
		requireDType({ ...args, isGraph: true }, name, dtype, real);
		return { shape: ranked([]), dtype: "bool" };
	});

const SOBOL = defineOp("math.sobol_sample", "dim, num_results, skip=0, dtype='float32', name=None", (args) => {
	const dtype = args.dtype("dtype") ?? "float32";
	requireDType(args, "math.sobol_sample", dtype, (each) => each === "float32" || each === "float64");
	const [dim, count] = [sizeArgument(args, "dim"), sizeArgument(args, "num_results")];
	if (isStatic(dim) && dim < 1)
		args.fail({
			code: "invalid-layer-argument",
			message: "a Sobol sequence has one dimension or more",
			argument: "dim",
		});
	return { shape: ranked([count, dim]), dtype };
});

export const ORDERING: readonly FunctionModel[] = [
	arg("argmax"),
	arg("argmin"),
	sortLike("sort"),
	sortLike("argsort", "int32"),
	monotonic("is_non_decreasing"),
	monotonic("is_strictly_increasing"),
	SOBOL,
];
