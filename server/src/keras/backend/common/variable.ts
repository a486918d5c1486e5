import { library, type Spec, type Value } from "../../../domain";
import {
	bind,
	type FunctionModel,
	type LibraryCall,
	signature,
	syntheticArguments,
	vague,
} from "../../../interpreter/api";
import { readDType } from "../../engine/dtype-policy";
import { kerasVariable } from "./variable-type";

const SIGNATURE = signature(
	"initializer, shape=None, dtype=None, trainable=True, autocast=True, aggregation='none', synchronization='auto', name=None, layout=None, **kwargs",
);

/** Values that a variable can start with; anything else is an initializer, which needs a shape. */
const isStart = ({ kind }: Value): boolean =>
	kind === "tensor" || kind === "list" || kind === "tuple" || kind === "int" || kind === "float" || kind === "bool";

/** `keras.Variable`. Mirrors `KerasVariable` of keras/src/backend/common/variables.py (3). */
export const Variable: FunctionModel = {
	kind: "function",
	name: "keras.Variable",
	worlds: ["keras3"],
	call: (site) => {
		const { args, machine, world } = site;
		const bound = bind(SIGNATURE, args);
		if (bound.open || bound.errors.length > 0) return vague("a variable whose arguments are not followed");
		const start = bound.get("initializer");
		if (start.kind === "unknown") return vague(start.why);
		if (start.kind === "tensor" && start.flavor === "KerasTensor") return vague("a variable of a KerasTensor");
		const named = bound.get("dtype");
		const wanted = named.kind === "none" ? undefined : readDType(named, world, "ValueError");
		const { shape, dtype } = isStart(start) ? specOfValue(start, site) : specOfShape(bound.get("shape"), site);
		return kerasVariable({
			kind: "tensor",
			flavor: "Variable",
			spec: { shape, dtype: wanted ?? dtype ?? vague("the float type of Keras") },
			world,
			eager: machine.tracing === undefined,
		});
	},
};

function ofTensorflow(name: string, value: Value, { args, machine, world }: LibraryCall): Value {
	return machine.call(library(`tensorflow.${name}`, world), syntheticArguments([value], args.origin));
}

function specOfValue(start: Value, call: LibraryCall): Spec {
	const tensor = ofTensorflow("convert_to_tensor", start, call);
	return tensor.kind === "tensor" ? tensor.spec : vague("a variable of what is no tensor");
}

/** An initializer's variable has Keras's float type if no other is named. */
function specOfShape(given: Value, call: LibraryCall): { readonly shape: Spec["shape"]; readonly dtype: undefined } {
	if (given.kind === "none") return vague("a variable without a shape");
	const shape = ofTensorflow("TensorShape", given, call);
	return shape.kind === "tensorshape" ? { shape: shape.shape, dtype: undefined } : vague("the shape of a variable");
}
