import {
	broadcastDims,
	type Dim,
	isClash,
	isFloating,
	isStatic,
	printShape,
	ranked,
	type Spec,
	sameDType,
} from "../../../domain";
import { vague } from "../../../interpreter/api";
import { rankedOrVague } from "../../engine/build";
import type { CallContext } from "../../engine/layer-definition";
import { COMPLEX_BESIDE_FLOATS, rejectRefused, STRINGS_UNPROMOTED, unlisted } from "../../engine/refused-dtypes";
import { isSpec, type SpecStructure, valueToStructure } from "../../engine/structure";
import { opFailure } from "../../utils/tf-op";
import type { GatedCell } from "./recurrent-cell";

export const CELL_CALL = {
	keras2: "inputs, states, training=None",
	keras3: "inputs, states, training=False",
} as const;

type Dims = readonly Dim[];

/** What a cell was called on: its previous output, the carry of an LSTM, and how they came. */
interface CellStates {
	readonly output: Spec;
	readonly carry?: Spec;
	readonly listed: boolean;
}

/**
 * One step of a cell, called by hand: input and state are each multiplied with a matrix, and what comes out is added
 * and split into gates. Mirrors `call` of the cells in lstm.py, gru.py and simple_rnn.py.
 */
export function callCell(cell: GatedCell, context: CallContext): SpecStructure {
	if (!isFloating(context.computeDtype)) return vague("a cell whose dtype is not floating");
	const [input] = context.inputs;
	if (!input) return vague("a call of a cell that is not followed");
	const states = readStates(cell, context);
	if (context.world === "keras3") {
		const { output, carry } = states;
		rejectRefused([STRINGS_UNPROMOTED], context, [input.dtype, output.dtype]);
		const text = unlisted("string");
		rejectRefused(
			[text, COMPLEX_BESIDE_FLOATS],
			context,
			[input, output, carry ?? output].map(({ dtype }) => dtype),
		);
	}
	const units = cell.outputSize;
	const kernel = context.built()?.weights[0]?.shape[0];
	const gates = add(multiply(input, kernel, units, context), multiply(states.output, units, units, context), context);
	const dims = states.carry ? add(splitGates(gates, cell, context), carried(states.carry, context), context) : gates;
	const next: Spec = {
		shape: ranked(states.carry ? dims : withPrevious(dims, cell, states.output, context)),
		dtype: context.computeDtype,
	};
	const list: readonly Spec[] = states.carry ? [next, next] : [next];
	return { kind: "tuple", items: [next, states.listed ? { kind: "list", items: list } : next] };
}

/** A GRU mixes what it has with its previous output. */
const withPrevious = (dims: Dims, cell: GatedCell, previous: Spec, context: CallContext): Dims =>
	cell.kind === "gru" ? add(dims, rankedOrVague(previous.shape).dims, context) : dims;

function readStates(cell: GatedCell, context: CallContext): CellStates {
	const value = context.parameter("states");
	const isLstm = cell.kind === "lstm";
	if (value.kind === "none" && isLstm) {
		context.fail({
			code: "invalid-layer-input",
			exception: "TypeError",
			message: "an LSTM cell takes its states as a list, found None",
			argument: "states",
		});
	}
	const given = valueToStructure(value);
	if (!given || (!isSpec(given) && given.kind === "dict")) return vague("the states of a cell are not followed");
	if (isSpec(given)) return isLstm ? rowsOf(given, context) : { output: given, listed: false };
	const [output, carry] = given.items;
	if (!output || (isLstm && !carry)) {
		return context.fail({
			code: "invalid-layer-input",
			exception: "IndexError",
			message: `the cell takes ${isLstm ? 2 : 1} state(s), found ${given.items.length}`,
			argument: "states",
		});
	}
	if (!isSpec(output) || (carry && !isSpec(carry))) return vague("nested states of a cell");
	return { output, listed: true, ...(isLstm && carry && isSpec(carry) ? { carry } : {}) };
}

/** A tensor in the place of the list of states: its first two rows are taken for them. */
function rowsOf(states: Spec, context: CallContext): CellStates {
	const { dims } = rankedOrVague(states.shape);
	const [rows, ...rest] = dims;
	if (rows === undefined || (isStatic(rows) && rows < 2)) return vague("a tensor as the states of a cell");
	if (context.mode === "eager" && !isStatic(rows)) return vague("a tensor as the states of a cell");
	const row: Spec = { shape: ranked(rest), dtype: states.dtype };
	return { output: row, carry: row, listed: true };
}

/** `dot(x, matrix)`; Keras 2's takes no vector, and no other dtype than the matrix has. */
function multiply(x: Spec, rows: Dim | undefined, columns: Dim, context: CallContext): Dims {
	if (context.world === "keras2") requireDType(x, context);
	const { dims } = rankedOrVague(x.shape);
	const inner = dims.at(-1);
	if (inner === undefined || (dims.length < 2 && context.world === "keras2")) {
		return opFailure(context)({
			code: "input-rank",
			message: `a cell takes (batch, features), found ${printShape(x.shape)}`,
		});
	}
	if (rows !== undefined && isStatic(rows) && isStatic(inner) && rows !== inner)
		failSizes(dims, [rows, columns], context);
	return [...dims.slice(0, -1), columns];
}

function requireDType({ dtype }: Spec, context: CallContext): void {
	if (typeof dtype !== "string") vague(dtype.why);
	if (sameDType(dtype, context.computeDtype)) return;
	context.fail({
		code: "invalid-layer-input",
		exception: context.mode === "eager" ? "InvalidArgumentError" : "TypeError",
		message: `the cell computes in ${String(context.computeDtype)}, its input or state is ${dtype}`,
	});
}

function carried(carry: Spec, context: CallContext): Dims {
	if (context.world === "keras2") requireDType(carry, context);
	return rankedOrVague(carry.shape).dims;
}

function add(left: Dims, right: Dims, context: CallContext): Dims {
	const sum = broadcastDims(left, right);
	return isClash(sum) ? failSizes(left, right, context) : sum;
}

const failSizes = (left: Dims, right: Dims, context: CallContext): never =>
	opFailure(context)({
		code: "merge-shape-mismatch",
		message: `the sizes of a cell's input and states do not fit: ${printShape(ranked(left))} and ${printShape(ranked(right))}`,
	});

/** The gates of an LSTM lie along axis 1, which is the last one for a batch of vectors. */
function splitGates(gates: Dims, cell: GatedCell, context: CallContext): Dims {
	if (gates.length === 2) return gates;
	if (cell.isInParts !== false) return cell.isInParts ? gates : vague("how the cell computes its gates is not known");
	const size = gates[1];
	if (size === undefined || !isStatic(size)) return vague("a cell on what is no batch of vectors");
	if (size % 4 === 0)
		return gates.map((dim, axis) => (axis === 1 ? size / 4 : axis === gates.length - 1 ? times4(dim) : dim));
	return opFailure(context)({
		code: "input-rank",
		message: `an LSTM cell takes (batch, features), found ${printShape(ranked(gates))}`,
	});
}

const times4 = (dim: Dim): Dim => (isStatic(dim) ? 4 * dim : dim);
