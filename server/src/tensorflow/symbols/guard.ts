import { type InstanceValue, type TensorValue, tuple, type Value } from "../../domain";
import {
	type ClassModel,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	raise,
	vague,
} from "../../interpreter/api";
import { rejectKerasTensor, tensorsOf } from "../op";
import { BY_NAME, REFUSALS, type Refusal } from "./refusals";

const isSymbol = (value: Value): value is TensorValue => value.kind === "tensor" && value.flavor === "KerasTensor";

/** Whether a KerasTensor stands in a value: in lists, tuples and dicts, as `tf.nest` looks. */
const holdsSymbol = (value: Value): boolean => holds(value, isSymbol);

function holds(value: Value, test: (tensor: TensorValue) => boolean): boolean {
	if (value.kind === "tensor") return test(value);
	if (value.kind === "list" || value.kind === "tuple") return (value.items ?? []).some((item) => holds(item, test));
	if (value.kind === "dict") return [...(value.entries?.values() ?? [])].some((entry) => holds(entry.value, test));
	return false;
}

function refuses({ bare, at, graph, mixed }: Refusal, { args, machine }: LibraryCall): boolean {
	const isGraph = machine.inGraph || machine.tracing !== undefined;
	if (graph !== undefined && graph !== isGraph) return false;
	if (mixed && !args.positional.some(({ value }) => holds(value, (tensor) => tensor.flavor !== "KerasTensor")))
		return false;
	const named = args.keywords.filter(({ name }) => !at || name === at[1]);
	const given = at ? [args.positional[at[0]], ...named] : [...args.positional, ...named];
	return given.some((argument) => argument && (bare ? isSymbol(argument.value) : holdsSymbol(argument.value)));
}

function refuse(names: readonly string[], call: LibraryCall): void {
	for (const name of names)
		for (const refusal of REFUSALS[call.world].get(name) ?? [])
			if (refuses(refusal, call))
				raise({
					code: "keras-tensor-in-tf-function",
					exception: refusal.exception,
					message: `${name.replace("tensorflow", "tf")} cannot take a KerasTensor: ${refusal.why}; call it inside a layer`,
					facts: { function: name.replace("tensorflow", "tf") },
				});
}

function guarded<M extends FunctionModel | ClassModel>(model: M): M {
	const names = [model.name, ...(model.aliases ?? [])];
	if (!names.some((name) => REFUSALS.keras2.has(name) || REFUSALS.keras3.has(name))) return model;
	if (model.kind === "class")
		return {
			...model,
			init(self: InstanceValue, call: LibraryCall) {
				refuse(names, call);
				model.init(self, call);
			},
		};
	return {
		...model,
		call(call: LibraryCall) {
			refuse(names, call);
			return model.call(call);
		},
	};
}

/** A function of which no more is known than that it converts its arguments; it may give several tensors. */
const byName = (name: string): FunctionModel => ({
	kind: "function",
	name: `tensorflow.${name}`,
	call({ machine, world, args }) {
		const given = tensorsOf(tuple([...args.positional, ...args.keywords].map(({ value }) => value)));
		if (world === "keras3") rejectKerasTensor(`tensorflow.${name}`, given, machine, args.origin);
		return vague(`what tf.${name} gives is not followed`);
	},
});

/** The models, which refuse KerasTensors as the functions of real TensorFlow do before they compute anything. */
export const guardSymbols = (models: readonly LibraryModel[]): readonly LibraryModel[] =>
	[...BY_NAME.split(" ").map(byName), ...models].map((model) => (model.kind === "constant" ? model : guarded(model)));
