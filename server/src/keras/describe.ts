import { type InstanceValue, type Snapshot, type Spec, topSpec, type Value } from "../domain";
import { type LayerState, layerState } from "./engine/layer-state";
import { flattenTensors } from "./engine/structure";

/** Snapshots of KerasTensors, layers and models. */
export function describeKeras(value: Value, describe: (value: Value) => Snapshot | undefined): Snapshot | undefined {
	if (value.kind !== "instance") return undefined;
	const state = layerState(value);
	return state && describeLayer(value, state, describe);
}

const isModel = (state: LayerState, self: InstanceValue): boolean =>
	state.stack !== undefined ||
	state.graph !== undefined ||
	(self.cls.kind === "library" && self.cls.name === "keras.Model");

function describeLayer(
	self: InstanceValue,
	state: LayerState,
	describe: (value: Value) => Snapshot | undefined,
): Snapshot {
	const output = state.graph?.outputs ?? state.nodes.at(-1)?.output;
	const kind = isModel(state, self) ? "Model" : "Layer";
	const detail = {
		className: self.cls.kind === "class" ? self.cls.name : self.cls.name.split(".").at(-1),
		name: state.name,
		inputs: state.built?.inputs,
		outputs: output && flattenTensors(output).map((tensor): Spec => tensor.spec),
	};
	const why = { text: "the layer is not called yet", origin: state.origin };
	if (!output) return { kind, spec: topSpec(why), detail };
	if (output.kind === "tensor") return { kind, spec: output.spec, detail };
	const snapshot = describe(output);
	return { kind, spec: topSpec({ text: "several outputs" }), items: snapshot?.items, detail };
}
