import { type Dim, type DType, type InstanceValue, ranked, unknownDim, type Value } from "../../../domain";
import { type Machine, typeName, vague } from "../../../interpreter/api";
import { itemsOf } from "../../engine/argument-readers";
import { makeTensor, prepareInner } from "../../engine/call-layer";
import { weightShape } from "../../engine/fit-weights";
import type { BuildContext, LayerArguments } from "../../engine/layer-definition";
import { layerState } from "../../engine/layer-state";
import type { RecurrentCell } from "./recurrent-cell";
import { userCell } from "./user-cell";
import { innerCall } from "./wrapped-layer";

/** The cells that are stacked in a value: one, or a list of them; Keras stacks a list itself. */
export function readCells(args: LayerArguments, name: string): readonly InstanceValue[] {
	const value = args.get(name);
	if (value.kind === "unknown") return vague(value.why);
	const items = itemsOf(value) ?? [value];
	return items.map((item) => requireCell(item, name, args));
}

/** What a stack is given is iterated over: a list, or a mistake. */
export function readStack(args: LayerArguments): readonly InstanceValue[] {
	const value = args.get("cells");
	if (value.kind === "unknown") return vague(value.why);
	const isLayer = value.kind === "instance" && value.cls.kind === "library" && layerState(value) !== undefined;
	if (isLayer || NOT_ITERABLE.has(value.kind)) {
		return args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: `stacked cells come in a list, found ${isLayer ? "a layer" : `a value of type ${typeName(value)}`}`,
			argument: "cells",
		});
	}
	// The letters of a text and the keys of a dict are no cells, if there are any.
	const isOther = (value.kind === "str" && value.value) || (value.kind === "dict" && (value.entries?.size ?? 0) > 0);
	if (!itemsOf(value) && !isOther) return vague("cells that come in no list are not followed");
	return readCells(args, "cells");
}

const NOT_ITERABLE: ReadonlySet<Value["kind"]> = new Set([
	"none",
	"bool",
	"int",
	"float",
	"function",
	"library",
	"method",
	"module",
]);

/** A cell has `call` and `state_size`. */
function requireCell(value: Value, name: string, args: LayerArguments): InstanceValue {
	if (value.kind === "unknown") return vague(value.why);
	const state = layerState(value);
	if (value.kind === "instance" && !state) return vague("the cell is an object that is not followed");
	if (value.kind === "instance" && state) {
		if (state.vague) return vague(state.vague);
		if (value.cls.kind === "class" && !isCell(state.config)) return value;
		if (value.cls.kind === "class") return vague("a class that derives from a cell is not followed");
		if (isCell(state.config) || isUnfinished(value)) return value;
	}
	return args.fail({
		code: "invalid-layer-argument",
		message: `a recurrent layer needs a cell with call and state_size, found a value of type ${typeName(value)}`,
		argument: name,
	});
}

export const cellOf = (layer: InstanceValue, machine?: Machine): RecurrentCell => {
	if (layer.cls.kind === "class") return machine ? userCell(layer, machine) : vague("a copy of a user's cell");
	if (isUnfinished(layer)) return UNFINISHED;
	const config = layerState(layer)?.config;
	return isCell(config) ? config : vague("the cell is not known");
};

const isAbstractCell = (cls: Value): boolean => cls.kind === "library" && cls.name === "keras.layers.AbstractRNNCell";

/** An `AbstractRNNCell` that no class derives from: recurrent layers ask it for its sizes when they are built. */
const isUnfinished = ({ cls }: InstanceValue): boolean => isAbstractCell(cls);

const NO_SIZE = unknownDim({ text: "an AbstractRNNCell has no sizes" });
const UNFINISHED: RecurrentCell = {
	stateSize: NO_SIZE,
	outputSize: NO_SIZE,
	build: ({ fail }) =>
		fail({
			code: "invalid-layer-argument",
			exception: "NotImplementedError",
			message: "a subclass of AbstractRNNCell must define state_size",
			argument: "cell",
		}),
};

const isCell = (config: unknown): config is RecurrentCell =>
	typeof config === "object" && config !== null && "stateSize" in config && "outputSize" in config;

/** A stack asks its cells for their output_size, which an AbstractRNNCell has only where its subclass says it. */
function requireOutputSize(cell: InstanceValue, machine: Machine | undefined): void {
	if (cell.cls.kind !== "class" || !machine?.mro(cell.cls).some(isAbstractCell)) return;
	const own = machine.findAttribute(cell, "output_size", layerState(cell)?.origin ?? { path: "", start: 0, end: 0 });
	if (own?.kind === "unknown") vague(own.why);
}

/** Several cells, each fed with the output of the one before. */
export function stackCells(cells: readonly InstanceValue[], machine?: Machine): RecurrentCell {
	const models = cells.map((cell) => cellOf(cell, machine));
	const last = models.at(-1) ?? vague("no cells are stacked");
	for (const cell of cells) requireOutputSize(cell, machine);
	return {
		stateSize: models.map((model) => model.stateSize),
		outputSize: last.outputSize,
		inputSize: () => inputSizeOf(cells[0]),
		build(context, step) {
			let input = step;
			cells.forEach((cell, index) => {
				const model = models[index] as RecurrentCell;
				buildCell(cell, context, input);
				input = [step[0] as Dim, model.outputSize];
			});
		},
	};
}

/** Rows of the first matrix that a step is multiplied with. */
export function inputSizeOf(layer: InstanceValue | undefined): Dim | undefined {
	const state = layer && layerState(layer);
	if (!state || layer.cls.kind === "class") return undefined;
	const { config } = state;
	if (isCell(config) && config.inputSize) return config.inputSize();
	return weightShape(state.built, "kernel")?.[0];
}

/** Builds a cell, which is a layer of its own and may be built already. */
export function buildCell(layer: InstanceValue, context: BuildContext, step: readonly Dim[]): void {
	if (isUnfinished(layer)) UNFINISHED.build(context, step);
	if (layer.cls.kind === "class") {
		userCell(layer, context.machine).build(context, step);
		return;
	}
	const tensor = makeTensor({ shape: ranked(step), dtype: "float32" }, "KerasTensor", context);
	prepareInner(layer, innerCall(tensor, context.origin, { states: tensor }), "KerasTensor", context.machine).build();
}

/** The compute dtypes of a cell and of what it stacks. */
export function cellDTypes(layer: InstanceValue): readonly DType[] {
	const state = layerState(layer);
	if (!state) return [];
	const inner = state.definition?.sublayers?.(state.config) ?? [];
	if (inner.length === 0) return [state.policy.compute];
	return inner.flatMap((each) => (each.kind === "instance" ? cellDTypes(each) : []));
}
