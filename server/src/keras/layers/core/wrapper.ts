import type { InstanceValue } from "../../../domain";
import { syntheticArguments, typeName, vague } from "../../../interpreter/api";
import { defineLayer } from "../../engine/define-layer";
import { layerState } from "../../engine/layer-state";
import { shapeToValue } from "../../engine/shape-value";
import { mapTensors } from "../../engine/structure";

interface WrapperConfig {
	readonly layer: InstanceValue;
}

/**
 * `keras.layers.Wrapper`: `inputs` -> what the `call` of its subclass gives. The base of the user's wrappers. Mirrors
 * core/wrapper.py (3) and rnn/base_wrapper.py (2.15).
 */
export const Wrapper = defineLayer<WrapperConfig>({
	name: "Wrapper",
	signature: "layer, **kwargs",
	manyInputs: true,
	configure(args) {
		const value = args.get("layer");
		if (value.kind === "unknown") return vague(value.why);
		if (value.kind === "instance" && layerState(value)) return { layer: value };
		if (value.kind === "instance") return vague("the wrapped object is not followed");
		return args.fail({
			code: "invalid-layer-argument",
			message: `Wrapper wraps a layer, found a value of type ${typeName(value)}`,
			argument: "layer",
		});
	},
	build({ layer }, { machine, argument, world, origin }) {
		if (layerState(layer)?.built || !argument) return;
		const shape = mapTensors(argument, (tensor) => shapeToValue(tensor.spec.shape, world));
		machine.call(machine.getAttribute(layer, "build", origin), syntheticArguments([shape], origin));
	},
	call: () => vague("what a wrapper does is its subclass's to say"),
	sublayers: ({ layer }) => [layer],
	attribute: ({ layer }, name) => (name === "layer" ? layer : undefined),
});
