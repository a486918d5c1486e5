import { type Dim, isFloating, isNone, isStatic, ranked, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { itemsOf, sizeOf } from "../arguments";
import { defineOp, type OpModel, type OpResult } from "../define-op";
import { TAKES, type Takes } from "../dtype-rules";
import type { OpCall, OpFailure } from "../op-call";
import { dimsOf } from "../operand";
import { rejectPython } from "../shapes";
import { rejectDType } from "../unary";
import { channelsFirst } from "./windows";

const reject = (op: OpCall, message: string, exception?: OpFailure["exception"]): never =>
	op.fail({ code: "invalid-layer-argument", exception, message, argument: "output_size" });

const rejectRank = (op: OpCall, message: string, exception: string): never =>
	op.fail({ code: "input-rank", exception, message, argument: "inputs" });

/** A data format other than `channels_last` counts as the other one here, whatever it says. */
function isDeclaredLast(op: OpCall): boolean {
	const format = op.get("data_format");
	if (format.kind === "none") return !channelsFirst(op);
	if (format.kind === "unknown" || (format.kind === "str" && format.value === undefined))
		return vague("data_format is not known");
	return format.kind === "str" && format.value === "channels_last";
}

/** Keras puts the sizes in place of the last axes: the channels count as one of those, and come again. */
function declared(op: OpCall): OpResult {
	const { shape, dtype } = op.tensor("inputs");
	const dims = dimsOf({ shape });
	const isLast = isDeclaredLast(op);
	if (!isLast && dims.length < 2) rejectRank(op, "inputs have no channels", "IndexError");
	const given = op.get("output_size");
	if (given.kind === "unknown") vague(given.why);
	if (given.kind !== "tuple")
		return reject(op, `output_size must be a tuple here, found a value of type ${typeName(given)}`, "TypeError");
	const sizes = (given.items ?? vague("output_size is not known")).map((item) => declaredSize(item, op));
	if (!isLast) return { shape: ranked([...dims.slice(0, 2), ...sizes]), dtype };
	if (dims.length === 0) rejectRank(op, "inputs have no channels", "IndexError");
	const kept = sizes.length === 0 ? [] : dims.slice(0, -sizes.length);
	return { shape: ranked([...kept, ...sizes, dims.at(-1) as Dim]), dtype };
}

function declaredSize(item: Value, op: OpCall): Dim {
	const size = sizeOf(item);
	if (item.kind === "float" || (isStatic(size) && size < 0))
		reject(op, "output_size holds what is no size: a size is an int >= 0, or None", "ValueError");
	return size;
}

/** The sizes that TensorFlow makes: of one axis the first one counts, of several there must be as many. */
function outputSizes(op: OpCall, rank: number): readonly Value[] {
	const given = op.get("output_size");
	if (given.kind === "int" || given.kind === "bool") return new Array<Value>(rank).fill(given);
	const items = itemsOf(given);
	if (!items)
		return reject(op, `output_size must be an int or ${rank}, found a value of type ${typeName(given)}`, "TypeError");
	const isFew = items.length < rank;
	if (isFew || (rank > 1 && items.length > rank))
		reject(
			op,
			`output_size must be an int or ${rank}, found ${items.length}`,
			rank === 1 ? "IndexError" : "ValueError",
		);
	return items.slice(0, rank);
}

/** How many windows an axis gets. */
function windows(item: Value, op: OpCall): number {
	if (item.kind === "none") return reject(op, "output_size holds None", "TypeError");
	if (item.kind === "float" && !Number.isInteger(item.value)) return vague("a size that is no int");
	const size = item.kind === "float" ? (item.value as number) : sizeOf(item);
	if (!isStatic(size)) return vague("output_size is not known");
	if (size === 0) reject(op, "output_size cannot be 0", "ZeroDivisionError");
	return size;
}

function pooled(op: OpCall, takes: Takes, isMax: boolean): OpResult {
	const isFirst = channelsFirst(op);
	const value = op.get("inputs");
	if (value.kind !== "tensor" && value.kind !== "unknown") rejectPython(value, "shape", op, "inputs");
	const x = op.tensor("inputs");
	const dims = dimsOf(x);
	const rank = dims.length - 2;
	if (rank < 1 || rank > 3)
		rejectRank(op, `adaptive pooling takes inputs of rank 3 to 5, found ${dims.length}`, "ValueError");
	if (value.kind === "tensor" && value.flavor === "ndarray" && !isFirst)
		rejectRank(op, "the shape of a NumPy array has no as_list", "AttributeError");
	const spatial = isFirst ? dims.slice(2) : dims.slice(1, -1);
	const given = outputSizes(op, rank);
	checkSpatial(spatial, op);
	const sizes = given.map((item) => windows(item, op));
	if (sizes.some((size) => size < 0)) reject(op, "output_size cannot be negative");
	if (typeof x.dtype === "string" && !takes(x.dtype)) rejectDType(x.dtype, op);
	if (spatial.includes(0)) reject(op, "an axis of size 0 has no windows", "ValueError");
	const channels = dims[isFirst ? 1 : dims.length - 1] as Dim;
	if (isMax && channels === 0) emptyChannels(op);
	const batch = dims[0] as Dim;
	return { shape: ranked(isFirst ? [batch, channels, ...sizes] : [batch, ...sizes, channels]), dtype: x.dtype };
}

const emptyChannels = (op: OpCall): never =>
	op.mode === "eager" ? vague("images without channels") : rejectRank(op, "images have no channels", "ValueError");

function checkSpatial(spatial: readonly Dim[], op: OpCall): void {
	if (spatial.some(isNone))
		op.fail({
			code: "undefined-dimension",
			exception: "ValueError",
			message: "adaptive pooling needs images of known size",
			argument: "inputs",
		});
}

const adaptive = (name: string, takes: Takes, isMax: boolean): OpModel =>
	defineOp(name, "nn", "inputs, output_size, data_format=None", (op) =>
		op.isSymbolic ? declared(op) : pooled(op, takes, isMax),
	);

const isPooled: Takes = (dtype) => TAKES.real(dtype) && dtype !== "uint32" && dtype !== "uint64";

/** Pooling to a given size. Mirrors keras/src/ops/nn.py and the TensorFlow backend's. */
export const ADAPTIVE_OPS: readonly OpModel[] = [
	adaptive("adaptive_average_pool", isFloating, false),
	adaptive("adaptive_max_pool", isPooled, true),
];
