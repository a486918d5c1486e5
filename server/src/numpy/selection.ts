import {
	broadcastDims,
	type Dim,
	isClash,
	mapDims,
	printShape,
	ranked,
	tuple,
	unknownDim,
	type Value,
} from "../domain";
import { type FunctionModel, raise, vague } from "../interpreter/api";
import { commonDType, dimsOf, makeArray, toArray } from "./arrays";
import { boundFunction, intOf } from "./define";

/** `np.where(condition, x, y)`; with the condition alone, the indices of what is true, one array per axis. */
const WHERE = boundFunction("where", "condition, x=None, y=None", (bound, call) => {
	const condition = toArray(bound.get("condition"));
	if (!bound.given("x") && !bound.given("y")) {
		const count = unknownDim({ text: "how many elements are true", origin: call.args.origin });
		return tuple(dimsOf(condition).map(() => makeArray(ranked([count]), "int64", call.world)));
	}
	if (!bound.given("x") || !bound.given("y")) {
		raise({ code: "python-error", exception: "ValueError", message: "np.where takes both x and y, or neither" });
	}
	const [x, y] = [toArray(bound.get("x")), toArray(bound.get("y"))];
	const chosen = broadcastDims(dimsOf(x), dimsOf(y));
	const dims = isClash(chosen) ? chosen : broadcastDims(dimsOf(condition), chosen);
	if (isClash(dims)) {
		const shapes = [condition, x, y].map(({ shape }) => printShape(shape)).join(", ");
		raise({
			code: "merge-shape-mismatch",
			exception: "ValueError",
			message: `arrays of the shapes ${shapes} do not broadcast`,
		});
	}
	return makeArray(ranked(dims), commonDType(x, y), call.world);
});

const itemsOf = (value: Value): readonly Value[] | undefined =>
	value.kind === "list" || value.kind === "tuple" ? (value.items ?? vague("widths that are not known")) : undefined;

/** The width before and after each axis: one for all, one pair for all, or a pair (or one width) per axis. */
function padWidths(value: Value, rank: number): readonly number[] {
	const rows = itemsOf(value);
	if (!rows) return Array(rank).fill(2 * widthOf(value));
	const total = (row: Value): number => {
		const widths = (itemsOf(row) ?? vague("widths of another form")).map(widthOf);
		if (widths.length !== 1 && widths.length !== 2) return vague("widths of another form");
		return (widths[0] as number) + (widths.at(-1) as number);
	};
	if (rows.every((row) => row.kind === "int")) return Array(rank).fill(total(value));
	const totals = rows.map(total);
	if (totals.length === 1) return Array(rank).fill(totals[0]);
	if (totals.length === rank) return totals;
	return raise({
		code: "input-rank",
		exception: "ValueError",
		message: `np.pad takes one pair of widths per axis: ${totals.length} were given for rank ${rank}`,
		argument: "pad_width",
	});
}

function widthOf(value: Value): number {
	const width = intOf(value);
	if (width >= 0) return width;
	return raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `np.pad takes widths that are >= 0, found ${width}`,
		argument: "pad_width",
	});
}

const PAD = boundFunction("pad", "array, pad_width, mode='constant', **kwargs", (bound, call) => {
	const { shape, dtype } = toArray(bound.get("array"));
	const dims = dimsOf({ shape, dtype });
	const mode = bound.get("mode");
	if (mode.kind !== "str" || mode.value === "empty") vague("how np.pad fills");
	const widths = padWidths(bound.get("pad_width"), dims.length);
	const padded = dims.map((dim: Dim, axis) => mapDims([dim], ([size]) => (size as number) + (widths[axis] as number)));
	return makeArray(ranked(padded), dtype, call.world);
});

export const SELECTION: readonly FunctionModel[] = [WHERE, PAD];
