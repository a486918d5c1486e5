import { unknown } from "../../../domain";
import { type ClassModel, type MethodModel, raise } from "../../../interpreter/api";
import { Layer } from "../../engine/base-layer";
import { callAnyLayer, LAYER, layerAttribute, layerMethods } from "../../engine/define-layer";
import { userMethod } from "../../engine/user-method";

const notImplemented = (name: string): never =>
	raise({
		code: "invalid-layer-argument",
		exception: "NotImplementedError",
		message: `a subclass of AbstractRNNCell must define ${name}`,
	});

const initialState: MethodModel = (_self, { args }) =>
	unknown({ text: "get_initial_state is not followed", origin: args.origin });

/**
 * `keras.layers.AbstractRNNCell` of Keras 2: `(batch, features)`, the states -> what the `call` of its subclass gives.
 * What users' cells derive from, and what is missing until they do. Mirrors keras/src/layers/rnn/abstract_rnn_cell.py
 * (2.15).
 */
export const AbstractRNNCell: ClassModel = {
	...Layer,
	name: "keras.layers.AbstractRNNCell",
	worlds: ["keras2"],
	bases: [LAYER],
	call(self, call) {
		if (userMethod(self, "call", call.machine)) return callAnyLayer(self, call);
		const { positional, keywords, open, origin } = call.args;
		if (open) return unknown(open);
		if (positional.length + keywords.length < 2)
			raise({ code: "invalid-layer-input", exception: "TypeError", message: "a cell is called on inputs and states" });
		return call.machine.guard(origin, () => notImplemented("call"));
	},
	methods: { ...layerMethods, call: () => notImplemented("call"), get_initial_state: initialState },
	attribute(self, name, machine, origin) {
		// Recurrent layers do without the output_size of a user's single cell.
		if (name === "output_size" && self.cls.kind === "class")
			return unknown({ text: "the cell's class does not define output_size", origin });
		return name === "state_size" || name === "output_size"
			? notImplemented(name)
			: layerAttribute(self, name, machine, origin);
	},
};
