import { bool, int, NONE, str, type Value, type World } from "../../../domain";
import { defineFunction, type FunctionModel, type Machine, raise, vague } from "../../../interpreter/api";
import { autoName, resetNames } from "../../engine/naming";
import { phaseOf, setPhase } from "../common/learning-phase";
import { backendFunction } from "./define";

/** The learning phase: 0 until it is set; in the graph of a layer it is a tensor of its own. */
export function learningPhase(machine: Machine, world: World): Value {
	if (machine.inGraph) return vague("the learning phase of a graph");
	return phaseOf(machine, world).value ?? int(0);
}

/** Keras 3 counts from `name`, Keras 2 from `name_1`. */
const UID = defineFunction("keras.backend.get_uid", "prefix=''", (bound, { machine, world }) => {
	const prefix = bound.get("prefix");
	if (prefix.kind !== "str" || prefix.value === undefined) return { kind: "int" };
	const name = autoName(prefix.value, machine, world, true);
	return int(Number(name.slice(name.lastIndexOf("_") + 1)));
});

const CLEAR = defineFunction("keras.backend.clear_session", "*args, **kwargs", (bound, { machine, world }) => {
	const [odd] = bound.extra.filter(({ name }) => world === "keras2" || name !== "free_memory");
	if (odd || (world === "keras2" && bound.rest.length > 0))
		raise({ code: "python-error", exception: "TypeError", message: "clear_session takes no such argument" });
	resetNames(machine, world);
	if (world === "keras2") setPhase(machine, world, undefined);
	return NONE;
});

/** Whether `x` is symbolic; what is no tensor at all is an error in Keras 2. */
const IS_KERAS_TENSOR = defineFunction("keras.backend.is_keras_tensor", "x", (bound, { world }) => {
	const x = bound.get("x");
	if (x.kind === "unknown" || x.kind === "instance") return { kind: "bool" };
	if (x.kind === "tensor" && x.flavor !== "ndarray") return bool(x.flavor === "KerasTensor");
	if (world === "keras3") return bool(false);
	return raise({
		code: "invalid-layer-input",
		exception: "ValueError",
		message: "is_keras_tensor needs a tensor, found a value of another type",
		argument: "x",
	});
});

const BACKEND = defineFunction("keras.backend.backend", "", (_bound, { machine, world }) =>
	world === "keras3" && machine.switches.silence ? { kind: "str" } : str("tensorflow"),
);

/** Keras 3 has the function elsewhere, too. */
const onlyInKeras3 = (model: FunctionModel, name: string): FunctionModel => ({ ...model, name, worlds: ["keras3"] });

export const STATE: readonly FunctionModel[] = [
	UID,
	CLEAR,
	IS_KERAS_TENSOR,
	BACKEND,
	onlyInKeras3(CLEAR, "keras.utils.clear_session"),
	onlyInKeras3(IS_KERAS_TENSOR, "keras.utils.is_keras_tensor"),
	onlyInKeras3(BACKEND, "keras.config.backend"),
	backendFunction(
		"reset_uids",
		"",
		(k) => {
			resetNames(k.machine, k.world);
			return NONE;
		},
		{ isKeras2: true },
	),
	backendFunction("learning_phase", "", (k) => learningPhase(k.machine, k.world), { isKeras2: true }),
	backendFunction(
		"set_learning_phase",
		"value",
		(k) => {
			setPhase(k.machine, k.world, k.get("value"));
			return NONE;
		},
		{ isKeras2: true },
	),
	backendFunction("set_value", "x, value", () => NONE),
	backendFunction("batch_set_value", "tuples", () => NONE),
	backendFunction("update", "x, new_x", (k) => k.get("x")),
	backendFunction("update_add", "x, increment", (k) => k.get("x")),
	backendFunction("update_sub", "x, decrement", (k) => k.get("x")),
	backendFunction("moving_average_update", "x, value, momentum", (k) => k.get("x")),
	backendFunction("manual_variable_initialization", "value", () => NONE, { isKeras2: true }),
];
