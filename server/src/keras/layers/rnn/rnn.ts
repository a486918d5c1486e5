import type { InstanceValue } from "../../../domain";
import { type Machine, vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { buildRnn, callRnn, implicitInputShape, RNN_CALL } from "./base-rnn";
import { buildCell, cellDTypes, cellOf, inputSizeOf, readCells, stackCells } from "./cell-of";
import { isSizeList, rejectFloatUnits } from "./recurrent-cell";
import { type RnnConfig, readRnn } from "./rnn-config";
import { arrangeStates } from "./rnn-states";
import { runUserCells } from "./user-cell";
import { cloneLayer } from "./wrapped-layer";

interface CellRnnConfig extends RnnConfig {
	/** The cell's layers; several are stacked. */
	readonly cells: readonly InstanceValue[];
	/** Whether the cells came in a list, of one cell even: they are stacked, and the states of each are nested. */
	readonly isStack: boolean;
}

/**
 * `keras.layers.RNN`: `(batch, time, …)` -> `(batch, *output_size)`, or `(batch, time, *output_size)` with
 * `return_sequences`. A recurrent layer over a cell, whose `output_size` it is, or over a list of cells that it
 * stacks. Mirrors keras/src/layers/rnn/rnn.py (3) and base_rnn.py (2.15).
 */
export const RNN = defineLayer({
	name: "RNN",
	fitsWeights: true,
	signature: {
		keras2:
			"cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, time_major=False, *, zero_output_for_mask=False, input_length=None, **kwargs",
		keras3:
			"cell, return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False, zero_output_for_mask=False, **kwargs",
	},
	callSignature: RNN_CALL,
	precheck: (args) => void readCells(args, "cell"),
	configure: (args) => withCells(readCells(args, "cell"), args),
	implicitInputShape,
	arrange: (_config, request) => arrangeStates(request),
	build: (config, context) => buildRnn(config, undefined, context),
	call(config, context) {
		requireCellDTypes(config, context);
		const models = config.cells.map((cell) => cellOf(cell, context.machine));
		runUserCells(config.cells, models, context);
		return callRnn(config, context);
	},
	sublayers: ({ cells }) => cells,
	copy: (config) => withCopies(config),
});

function withCells(cells: readonly InstanceValue[], args: LayerArguments): CellRnnConfig {
	const isStack = args.get("cell").kind !== "instance";
	const cell = modelOf(cells, isStack, args.machine);
	if (args.world === "keras3" && !isSizeList(cell.stateSize) && "hasFloatUnits" in cell && cell.hasFloatUnits) {
		rejectFloatUnits(args);
	}
	return { ...readRnn(args, cell, false), cells, isStack };
}

/** One cell, built where it stands, or several in a stack. */
function modelOf(cells: readonly InstanceValue[], isStack: boolean, machine?: Machine): RnnConfig["cell"] {
	const [only] = cells;
	if (!only) return vague("no cells are stacked");
	if (isStack) return stackCells(cells, machine);
	return {
		...cellOf(only, machine),
		inputSize: () => inputSizeOf(only),
		build: (context, step) => buildCell(only, context, step),
	};
}

function withCopies(config: CellRnnConfig): CellRnnConfig {
	const cells = config.cells.map((cell) => cloneLayer(cell));
	return { ...config, cells, cell: modelOf(cells, config.isStack) };
}

/** Keras 2 gives the cell states of the layer's own dtype: a cell that computes in another cannot multiply them. */
function requireCellDTypes({ cells }: CellRnnConfig, context: CallContext): void {
	const other = cells.flatMap(cellDTypes).find((dtype) => dtype !== context.computeDtype);
	if (other === undefined || context.world === "keras3") return;
	if (typeof other !== "string" || context.mode === "eager") vague("a cell of another dtype");
	context.fail({
		code: "invalid-layer-argument",
		exception: "TypeError",
		message: `the RNN computes in ${String(context.computeDtype)}, its cell in ${String(other)}`,
	});
}
