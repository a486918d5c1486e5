import type { InstanceValue } from "../../../domain";
import { defineLayer } from "../../engine/define-layer";
import { readStack, stackCells } from "./cell-of";
import type { RecurrentCell } from "./recurrent-cell";
import { callStack } from "./stack-call";
import { cloneLayer } from "./wrapped-layer";

interface StackedConfig extends RecurrentCell {
	readonly cells: readonly InstanceValue[];
}

/**
 * `keras.layers.StackedRNNCells`: `(batch, features)`, the states of all cells -> `(batch, units)` of the last cell,
 * the new states. Several cells as one. Mirrors keras/src/layers/rnn/stacked_rnn_cells.py.
 */
export const StackedRNNCells = defineLayer({
	name: "StackedRNNCells",
	signature: { keras2: "cells, *, reverse_state_order=False, **kwargs", keras3: "cells, **kwargs" },
	callSignature: {
		keras2: "inputs, states, constants=None, training=None, **kwargs",
		keras3: "inputs, states, training=False, **kwargs",
	},
	// Keras 2 looks at the cells before it sees the arguments of every layer.
	precheck: (args) => void (args.world === "keras2" && readStack(args)),
	configure: (args): StackedConfig => stacked(readStack(args)),
	build: (cell, context) => cell.build(context, context.shape.dims),
	call: ({ cells }, context) => callStack(cells, context),
	sublayers: ({ cells }) => cells,
	copy: ({ cells }) => stacked(cells.map((cell) => cloneLayer(cell))),
});

const stacked = (cells: readonly InstanceValue[]): StackedConfig => ({ ...stackCells(cells), cells });
