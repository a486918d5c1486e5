import { type InstanceValue, isStatic, type TensorValue, tuple, type Value } from "../../domain";
import {
	type ClassModel,
	type FunctionModel,
	type LibraryCall,
	type LibraryModel,
	type MethodModel,
	raise,
	vague,
} from "../../interpreter/api";
import { rejectKerasTensor, symbolFacts, tensorsOf } from "../op";
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

const isOpenBatch = ({ spec: { shape } }: TensorValue): boolean =>
	shape.kind !== "ranked" || shape.dims[0] === undefined || !isStatic(shape.dims[0]);

function refuses({ bare, at, graph, mixed, open }: Refusal, { args, machine }: LibraryCall): boolean {
	const isGraph = machine.inGraph || machine.tracing !== undefined;
	if (graph !== undefined && graph !== isGraph) return false;
	if (mixed && !args.positional.some(({ value }) => holds(value, (tensor) => tensor.flavor !== "KerasTensor")))
		return false;
	if (open && args.positional.some(({ value }) => isSymbol(value) && !isOpenBatch(value))) return false;
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

const isRefused = (name: string): boolean => REFUSALS.keras2.has(name) || REFUSALS.keras3.has(name);

/** A class refuses what its constructor is given, and what methods of the class are. */
function guardedClass(model: ClassModel, names: readonly string[]): ClassModel {
	const { construct, classMethods } = model;
	const methods = Object.entries(classMethods ?? {}).map(([name, run]): readonly [string, MethodModel] => {
		const own = names.map((each) => `${each}.${name}`);
		const guard: MethodModel = (self, call) => {
			refuse(own, call);
			return run(self, call);
		};
		return [name, own.some(isRefused) ? guard : run];
	});
	return {
		...model,
		...(classMethods ? { classMethods: Object.fromEntries(methods) } : {}),
		...(construct
			? {
					construct(cls: Value, call: LibraryCall) {
						refuse(names, call);
						return construct(cls, call);
					},
				}
			: {}),
		init(self: InstanceValue, call: LibraryCall) {
			refuse(names, call);
			model.init(self, call);
		},
	};
}

function guarded(model: FunctionModel | ClassModel): FunctionModel | ClassModel {
	const names = [model.name, ...(model.aliases ?? [])];
	if (model.kind === "class") return guardedClass(model, names);
	if (!names.some(isRefused)) return model;
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
		if (world === "keras3") rejectKerasTensor(`tensorflow.${name}`, given, machine, args.origin, symbolFacts(args));
		return vague(`what tf.${name} gives is not followed`);
	},
});

/** The models, which refuse KerasTensors as the functions of real TensorFlow do before they compute anything. */
export const guardSymbols = (models: readonly LibraryModel[]): readonly LibraryModel[] =>
	[...BY_NAME.split(" ").map(byName), ...models].map((model) => (model.kind === "constant" ? model : guarded(model)));
