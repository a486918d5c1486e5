import { readFlag } from "../../engine/argument-readers";
import type { LayerArguments } from "../../engine/layer-definition";
import type { RecurrentCell } from "./recurrent-cell";

/** What every recurrent layer knows. Mirrors keras/src/layers/rnn/rnn.py (3) and base_rnn.py (2.15). */
export interface RnnConfig {
	readonly cell: RecurrentCell;
	readonly returnSequences: boolean;
	readonly returnState: boolean;
	readonly goBackwards: boolean;
	readonly stateful: boolean;
	readonly unroll: boolean;
	readonly timeMajor: boolean;
}

export const readRnn = (args: LayerArguments, cell: RecurrentCell, hasTimeMajor: boolean): RnnConfig => ({
	cell,
	returnSequences: readFlag(args, "return_sequences"),
	returnState: readFlag(args, "return_state"),
	goBackwards: readFlag(args, "go_backwards"),
	stateful: readFlag(args, "stateful"),
	unroll: readFlag(args, "unroll"),
	timeMajor: hasTimeMajor && readFlag(args, "time_major"),
});
