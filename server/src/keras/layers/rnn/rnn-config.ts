import type { Value } from "../../../domain";
import { readFlag } from "../../engine/argument-readers";
import type { LayerArguments } from "../../engine/layer-definition";
import type { RecurrentCell } from "./recurrent-cell";

/** What every recurrent layer knows. Mirrors keras/src/layers/rnn/rnn.py (3) and base_rnn.py (2.15). */
export interface RnnConfig {
	readonly cell: RecurrentCell;
	/** Keras 2 takes the kernel that could run on a GPU, which only its own layers have; absent when it is not known. */
	readonly isFused: boolean | undefined;
	readonly returnSequences: boolean;
	readonly returnState: boolean;
	readonly goBackwards: boolean;
	readonly stateful: boolean;
	readonly unroll: boolean;
	readonly timeMajor: boolean;
	/** The flag whose value TensorFlow does not take for an attribute: `None` and tuples. */
	readonly badAttribute: "go_backwards" | "time_major" | undefined;
}

const NO_ATTRIBUTES: readonly Value["kind"][] = ["none", "tuple"];

export const readRnn = (args: LayerArguments, cell: RecurrentCell, isFused: boolean | undefined): RnnConfig => ({
	cell,
	isFused,
	returnSequences: readFlag(args, "return_sequences"),
	returnState: readFlag(args, "return_state"),
	goBackwards: readFlag(args, "go_backwards"),
	stateful: readFlag(args, "stateful"),
	unroll: readFlag(args, "unroll"),
	timeMajor: args.world === "keras2" && readFlag(args, "time_major"),
	badAttribute: (["go_backwards", "time_major"] as const).find(
		(name) => args.world === "keras2" && NO_ATTRIBUTES.includes(args.get(name).kind),
	),
});
