import { isNone, printShape, ranked, spec } from "../../../domain";
import { onlyShape } from "../../engine/build";
import { checkActivation, checkInitializer, readUnits } from "../../engine/common-arguments";
import { defineLayer } from "../../engine/define-layer";

/** `keras.layers.Dense`: `(batch, …, input_dim)` -> `(batch, …, units)`. Mirrors keras/src/layers/core/dense.py. */
export const Dense = defineLayer({
	name: "Dense",
	signature: {
		keras2:
			"units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, **kwargs",
		keras3:
			"units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None, lora_rank=None, lora_alpha=None, quantization_config=None, **kwargs",
	},
	configure(args) {
		const units = readUnits(args, "units");
		checkActivation(args, "activation");
		checkInitializer(args, "kernel_initializer");
		checkInitializer(args, "bias_initializer");
		return { units, useBias: args.get("use_bias") };
	},
	inputSpec: () => ({ minNdim: 2 }),
	build({ units, useBias }, context) {
		const inputDim = context.shape.dims.at(-1);
		if (inputDim === undefined) return;
		if (isNone(inputDim)) {
			context.fail({
				code: "undefined-dimension",
				message: `Dense needs the last dimension of its input, found None in ${printShape(context.shape)}`,
				because: [inputDim.why],
			});
		}
		context.addWeight("kernel", [inputDim, units]);
		if (useBias.kind !== "bool" || useBias.value !== false) context.addWeight("bias", [units]);
		if (typeof inputDim === "number") context.setInputSpec({ minNdim: 2, axes: { [-1]: inputDim } });
	},
	call({ units }, { inputs, computeDtype }) {
		const shape = onlyShape(inputs);
		return spec(ranked([...shape.dims.slice(0, -1), units]), computeDtype);
	},
});
