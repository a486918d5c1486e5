import type { InstanceValue, Value } from "../../domain";
import type { Argument, LibraryCall, Machine } from "../../interpreter/api";
import { type CompiledLoss, historyOf, type LayerState, layerState } from "../engine/layer-state";
import { flattenTensors } from "../engine/structure";
import { lossName } from "../losses";

/** What `compile` was given for `loss`: absent when it is several losses, or none of Keras's own. */
export function readLoss(argument: Argument | undefined): CompiledLoss | undefined {
	const value = argument?.value;
	const single = value?.kind === "list" && value.items?.length === 1 ? (value.items[0] as Value) : value;
	const found = single && lossName(single);
	return found && { ...found, origin: value === single ? argument?.origin : undefined };
}

/** Whether the last layer of a model certainly is, or is not, a sigmoid; absent when that is not known. */
export function endsInSigmoid(state: LayerState): boolean | undefined {
	const [output] = state.graph ? flattenTensors(state.graph.outputs) : [];
	const layer: InstanceValue | undefined = state.stack?.at(-1) ?? (output && historyOf(output)?.node.layer);
	const last = layer && layerState(layer);
	if (!last || layer.cls.kind === "class" || !ACTIVATED.has(last.definition?.name ?? "")) return undefined;
	const activation = last.bound?.get("activation");
	if (!activation || activation.kind === "none") return false;
	if (activation.kind === "str" && activation.value !== undefined) return activation.value === "sigmoid";
	if (activation.kind === "library") return SIGMOID.test(activation.name);
	return undefined;
}

const ACTIVATED: ReadonlySet<string> = new Set(["Dense", "Conv1D", "Conv2D", "Conv3D", "Activation"]);
const SIGMOID = /\.sigmoid$/;

/** Keeps the loss of a `compile` with the model: what is not known there is not known of the model. */
export function keepLoss(state: LayerState, call: LibraryCall, argument: Argument | undefined): void {
	const loss = call.args.open ? undefined : readLoss(argument);
	setLoss(state, loss, call.machine);
	const own = !call.args.open && argument?.value.kind === "function" ? argument.value : undefined;
	call.machine.journal.setField(state, "lossFunction", own, (a, b) => (a === b ? a : undefined));
}

const setLoss = (state: LayerState, loss: CompiledLoss | undefined, machine: Machine): void =>
	machine.journal.setField(state, "loss", loss, (a, b) => (a === b ? a : undefined));
