import { type Dim, dimToValue, type InstanceValue, ranked, type Spec, tuple, type Value } from "../../../domain";
import { type CallArguments, type Machine, syntheticArguments, vague } from "../../../interpreter/api";
import { itemsOf } from "../../engine/argument-readers";
import { runningTraining } from "../../engine/call-context";
import { makeTensor } from "../../engine/call-layer";
import type { BuildContext, CallContext } from "../../engine/layer-definition";
import { type LayerState, layerState } from "../../engine/layer-state";
import { markBuilt } from "../../engine/maybe-built";
import { valueToDim } from "../../engine/shape-value";
import { runUserBuild } from "../../engine/user-build";
import { userMethod } from "../../engine/user-method";
import { methodSignature } from "../../engine/user-signature";
import { flattenSizes, isSizeList, type RecurrentCell, type StateSize } from "./recurrent-cell";

/** A cell of a user's class: `state_size` and `output_size` are read from it, `build` and `call` are its own. */
export function userCell(layer: InstanceValue, machine: Machine): RecurrentCell {
	const state = layerState(layer) ?? vague("the cell is not known");
	if (!userMethod(layer, "call", machine)) return vague("a user's cell without a call of its own");
	const origin = state.origin ?? { path: "", start: 0, end: 0 };
	const stateSize = readSize(machine.findAttribute(layer, "state_size", origin));
	const own = machine.findAttribute(layer, "output_size", origin);
	const output = own && own.kind !== "unknown" && own.kind !== "none" ? readSize(own) : firstSize(stateSize);
	if (isSizeList(output)) return vague("a cell whose output is no vector");
	return { stateSize, outputSize: output, build: (context, step) => buildUserCell(layer, state, step, context) };
}

const firstSize = (size: StateSize): StateSize =>
	isSizeList(size) ? (size[0] ?? vague("a cell without states")) : size;

function readSize(value: Value | undefined): StateSize {
	const items = value && itemsOf(value);
	if (items) return items.map(readSize);
	const dim = value?.kind === "int" ? valueToDim(value, { text: "" }) : undefined;
	return dim ?? vague("the cell's state_size is not followed");
}

/** Recurrent layers call `build` of the cell by hand, with a plain tuple. */
function buildUserCell(layer: InstanceValue, state: LayerState, step: readonly Dim[], context: BuildContext): void {
	const { machine, origin } = context;
	const build = state.built ? undefined : userMethod(layer, "build", machine);
	const shape = tuple(step.map((dim, axis) => dimToValue(dim, axis, true)));
	if (build) runUserBuild(layer, state, build, shape, undefined, syntheticArguments([], origin), machine);
	markBuilt(state, machine);
}

/** A cell gets `training` by keyword if its `call` has it. */
function stepArguments(cell: InstanceValue, values: readonly Value[], context: CallContext): CallArguments {
	const { machine, world, origin } = context;
	const args = syntheticArguments(values, origin);
	const method = userMethod(cell, "call", machine);
	const takes = method && methodSignature(method).parameters.some(({ name }) => name === "training");
	return takes ? { ...args, keywords: [{ name: "training", value: runningTraining(machine, world), origin }] } : args;
}

/** Runs one step of each user's cell, as a traced or real call does; the declared sizes must come out. */
export function runUserCells(
	cells: readonly InstanceValue[],
	models: readonly RecurrentCell[],
	context: CallContext,
): void {
	const shape = context.inputs[0]?.shape;
	if (shape?.kind !== "ranked" || (context.world === "keras3" && context.mode === "symbolic")) return;
	const [batch, , ...features] = shape.dims;
	if (batch === undefined) return;
	let input: Spec = { shape: ranked([batch, ...features]), dtype: context.computeDtype };
	cells.forEach((cell, index) => {
		const model = models[index];
		if (!model || cell.cls.kind !== "class") return;
		const states = stateTensors(model.stateSize, batch, context);
		const step = makeTensor(input, "Tensor", context, context.mode === "eager");
		checkStep(context.machine.call(cell, stepArguments(cell, [step, states], context)), model);
		input = { shape: ranked([batch, model.outputSize]), dtype: context.computeDtype };
	});
}

function stateTensors(size: StateSize, batch: Dim, context: CallContext): Value {
	const make = (dim: Dim): Value =>
		makeTensor(
			{ shape: ranked([batch, dim]), dtype: context.computeDtype },
			"Tensor",
			context,
			context.mode === "eager",
		);
	return { kind: "list", items: flattenSizes(size).map(make) };
}

function checkStep(result: Value, { outputSize }: RecurrentCell): void {
	const output = itemsOf(result)?.[0];
	const shape = output?.kind === "tensor" ? output.spec.shape : undefined;
	if (shape?.kind !== "ranked" || shape.dims.length !== 2 || shape.dims[1] !== outputSize)
		vague("the step of the user's cell is not known");
}
