import type { Value, World } from "../../../domain";
import type { Machine } from "../../../interpreter/api";

/** The learning phase that `K.set_learning_phase` set for the whole program. */
export interface Phase {
	/** Absent until it is set. */
	value: Value | undefined;
}

export const phaseOf = (machine: Machine, world: World): Phase =>
	machine.libraryState<Phase>(`keras.phase.${world}`, () => ({ value: undefined }));

const UNDECIDED: Value = { kind: "int" };

export const setPhase = (machine: Machine, world: World, value: Value | undefined): void =>
	machine.journal.setField(phaseOf(machine, world), "value", value, (a, b) => (a === b ? a : UNDECIDED));
