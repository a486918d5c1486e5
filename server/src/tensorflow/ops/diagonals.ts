import { type Dim, isNone, isStatic, mapDims, printShape, ranked, unknownRank } from "../../domain";
import { type FunctionModel, vague } from "../../interpreter/api";
import { defineOp, dimsOf, type OpArguments } from "../op";
import { withRank } from "./checks";
import { commonDType } from "./elementwise";
import { dimsFromRank, merge, mergeAll, numbers } from "./inference";
import { least, matrixOf } from "./matrix";

/** The diagonals that `k` names: from the lower to the upper one. */
interface Band {
	readonly lower: number;
	readonly upper: number;
	readonly count: number;
}

function bandOf(args: OpArguments): Band {
	const [lower, upper = lower] = numbers(args.tensor("k")) ?? vague("diagonals that are not known");
	if (lower === undefined || upper === undefined) return vague("diagonals that are not known");
	if (lower > upper) return reject(args, `the lower diagonal ${lower} lies above the upper one ${upper}`, "k");
	return { lower, upper, count: upper - lower + 1 };
}

const reject = (args: OpArguments, message: string, argument: string): never =>
	args.fail({ code: "invalid-layer-argument", message, argument });

const written = (args: OpArguments, name: string): number | undefined => {
	const value = args.int(name) ?? -1;
	return value < 0 ? undefined : value;
};

/** Mirrors the shape function of MatrixDiagV3 (core/ops/array_ops.cc). */
const DIAG = defineOp(
	"linalg.diag",
	"diagonal, name='diag', k=0, num_rows=-1, num_cols=-1, padding_value=0, align='RIGHT_LEFT'",
	(args) => {
		const operand = args.tensor("diagonal");
		const dims = dimsFromRank(args, operand, 1, "diagonal");
		const band = bandOf(args);
		const isSingle = band.count === 1;
		if (!isSingle && (dims.length < 2 || dims.at(-2) !== band.count))
			return reject(args, `${printShape(operand.shape)} has not the ${band.count} diagonals that k names`, "k");
		const length = dims.at(-1) as Dim;
		const batch = dims.slice(0, isSingle ? -1 : -2);
		if (!isStatic(length)) return { shape: ranked([...batch, length, length]), dtype: operand.dtype };
		const [rows, columns] = sizesOf(args, length - Math.min(band.upper, 0), length + Math.max(band.lower, 0));
		return { shape: ranked([...batch, rows, columns]), dtype: operand.dtype };
	},
);

/** How large the matrix is: one of its sizes is the least that holds the diagonals. */
function sizesOf(args: OpArguments, leastRows: number, leastColumns: number): readonly [number, number] {
	const [rows, columns] = [written(args, "num_rows"), written(args, "num_cols")];
	if (rows === undefined && columns === undefined) {
		const size = Math.max(leastRows, leastColumns);
		return [size, size];
	}
	const sizes = [rows ?? leastRows, columns ?? leastColumns] as const;
	if (sizes[0] < leastRows) return reject(args, `num_rows=${sizes[0]} is less than ${leastRows}`, "num_rows");
	if (sizes[1] < leastColumns) return reject(args, `num_cols=${sizes[1]} is less than ${leastColumns}`, "num_cols");
	if (sizes[0] !== leastRows && sizes[1] !== leastColumns)
		return reject(args, "num_rows and num_cols are both larger than the diagonals need", "num_rows");
	return sizes;
}

/** How long the longest of the diagonals is. */
const longest = (rows: Dim, columns: Dim, { lower, upper }: Band): Dim =>
	mapDims([rows, columns], ([height, width]) =>
		Math.min((height as number) + Math.min(upper, 0), (width as number) - Math.max(lower, 0)),
	);

const DIAG_PART = defineOp(
	"linalg.diag_part",
	"input, name='diag_part', k=0, padding_value=0, align='RIGHT_LEFT'",
	(args) => {
		const { batch, rows, columns, dtype } = matrixOf(args, "input");
		const band = bandOf(args);
		const isOut = (each: number): boolean =>
			each !== 0 && isStatic(rows) && isStatic(columns) && (each <= -rows || each >= columns);
		if (isOut(band.lower) || isOut(band.upper)) return reject(args, "the matrix has no such diagonal", "k");
		const count = band.count === 1 ? [] : [band.count];
		return { shape: ranked([...batch, ...count, longest(rows, columns, band)]), dtype };
	},
);

/** In a graph, nobody asks how long the diagonal is. */
const SET_DIAG = defineOp("linalg.set_diag", "input, diagonal, name='set_diag', k=0, align='RIGHT_LEFT'", (args) => {
	const [input, operand] = [args.tensor("input"), args.tensor("diagonal")];
	const dtype = commonDType([input, operand], args.isGraph, args.fail);
	const { batch, rows, columns } = matrixOf(args, "input");
	const diagonal = dimsFromRank(args, operand, 1, "diagonal");
	const band = bandOf(args);
	const isSingle = band.count === 1;
	withRank(args, operand, batch.length + (isSingle ? 1 : 2), "diagonal");
	// The shape function expects of several diagonals what it expects of one.
	if (args.isGraph && !isSingle) return reject(args, "several diagonals are not set in a graph", "k");
	if (!args.isGraph) {
		const inner = [...(isSingle ? [] : [band.count]), longest(rows, columns, band)];
		mergeAll(args, diagonal.slice(batch.length), inner, "the diagonals");
	}
	const outer = mergeAll(args, batch, diagonal.slice(0, batch.length), "the batch axes");
	return { shape: ranked([...outer, rows, columns]), dtype };
});

const TENSOR_DIAG = defineOp("linalg.tensor_diag", "diagonal, name=None", (args) => {
	const operand = args.tensor("diagonal");
	const dims = dimsFromRank(args, operand, 1, "diagonal");
	return { shape: ranked([...dims, ...dims]), dtype: operand.dtype };
});

const TENSOR_DIAG_PART = defineOp("linalg.tensor_diag_part", "input, name=None", (args) => {
	const { shape, dtype } = args.tensor("input");
	if (shape.kind === "unknown-rank") return { shape: unknownRank(shape.why), dtype };
	const dims = dimsOf({ shape, dtype });
	const half = dims.length / 2;
	if (dims.length === 0 || !Number.isInteger(half))
		return args.fail({
			code: "input-rank",
			message: "tf.linalg.tensor_diag_part needs an even rank",
			argument: "input",
		});
	const merged = dims
		.slice(0, half)
		.map((dim, axis) => merge(args, dim, dims[axis + half] as Dim, "each pair of axes"));
	return { shape: ranked(merged.map((dim) => (isNone(dim) ? dim : least(dim, dim)))), dtype };
});

export const DIAGONALS: readonly FunctionModel[] = [DIAG, DIAG_PART, SET_DIAG, TENSOR_DIAG, TENSOR_DIAG_PART];
