import {
	bool,
	type Dim,
	type InstanceValue,
	library,
	list,
	NONE,
	noneDim,
	ranked,
	type Shape,
	type TensorValue,
	unknownRank,
	type Value,
} from "../../../domain";
import {
	type ClassModel,
	defineFunction,
	type LibraryModel,
	raise,
	syntheticArguments,
	vague,
} from "../../../interpreter/api";
import { makeTensor } from "../../engine/call-layer";
import { readDType } from "../../engine/dtype-policy";
import { mapTensors } from "../../engine/structure";
import { phaseOf, setPhase } from "../common/learning-phase";
import { type BackendCall, backendFunction, itemsOf } from "./define";

const isTrue = (k: BackendCall, name: string): boolean =>
	k.machine.truth(k.get(name), k.origin) ?? vague(`${name} is not known`);

function sizeOf(value: Value, k: BackendCall): Dim {
	if (value.kind === "none") return noneDim({ text: "None was written here", origin: k.origin });
	if (value.kind === "int" && value.value !== undefined) return value.value;
	return vague("a size of the placeholder");
}

/** As many open axes as `ndim` says where no shape is given; without both not even the rank is known. */
function placeholderShape(k: BackendCall): Shape {
	const shape = k.get("shape");
	const open = noneDim({ text: "an axis of a placeholder", origin: k.origin });
	if (shape.kind === "none" || k.machine.truth(shape, k.origin) === false) {
		const rank = k.get("ndim");
		if (rank.kind === "int" && rank.value !== undefined) return ranked(Array(rank.value).fill(open));
		if (shape.kind !== "none") return ranked([]);
		return rank.kind === "none" ? unknownRank({ text: "a placeholder without a shape" }) : vague("ndim is not known");
	}
	return ranked(shape.kind === "int" ? [sizeOf(shape, k)] : itemsOf(shape, "shape").map((size) => sizeOf(size, k)));
}

const call = (
	k: BackendCall,
	func: Value,
	values: readonly Value[],
	keywords: Readonly<Record<string, Value>> = {},
): Value =>
	k.machine.call(func, {
		...syntheticArguments(values, k.origin),
		keywords: Object.entries(keywords).map(([name, value]) => ({ name, value, origin: k.origin })),
	});

/** `placeholder`: an Input that is given its whole shape. */
const PLACEHOLDER = backendFunction(
	"placeholder",
	"shape=None, ndim=None, dtype=None, sparse=False, name=None, ragged=False",
	(k) => {
		const [isSparse, isRagged] = [isTrue(k, "sparse"), isTrue(k, "ragged")];
		if (isSparse && isRagged) k.fail("a placeholder is sparse or ragged, not both", "sparse");
		if (isSparse || isRagged) vague("a placeholder that is sparse or ragged");
		if (k.machine.inGraph || k.machine.tracing) vague("a placeholder in a graph");
		const dtype = readDType(k.dtype("dtype"), k.world, "TypeError");
		const tensor = makeTensor({ shape: placeholderShape(k), dtype }, "KerasTensor", { world: k.world });
		return call(k, library("keras.Input", k.world), [], { tensor });
	},
	{ isKeras2: true },
);

const RUN = "keras.backend.<function>";

/** Real tensors become arrays. */
const asArray = (tensor: TensorValue): Value => {
	const { shape } = tensor.spec;
	if (shape.kind === "ranked" && shape.dims.length === 0) return { kind: "float" };
	return { ...tensor, flavor: "ndarray", eager: undefined, history: undefined };
};

/** What `function` gives: it runs the model, and makes arrays of what comes out. */
const FUNCTION_CALL = defineFunction(RUN, "model, wrap, model_inputs", (bound, { machine, args }) => {
	const output = machine.call(bound.get("model"), syntheticArguments([bound.get("model_inputs")], args.origin));
	const wrap = bound.get("wrap");
	const results = wrap.kind === "bool" && wrap.value === true ? list([output]) : output;
	return mapTensors(results, asArray);
});

/** `function(inputs, outputs)`: a model in the form of a Python function. */
const FUNCTION = backendFunction(
	"function",
	"inputs, outputs, updates=None, name=None, **kwargs",
	(k) => {
		const { bound } = k;
		if (bound.extra.length > 0) k.fail("arguments of a session are not taken any more");
		if (isTrue(k, "updates")) k.fail("updates are not taken any more", "updates");
		const [inputs, outputs] = [k.get("inputs"), k.get("outputs")];
		const model = call(k, library("keras.Model", k.world), [], { inputs, outputs });
		const isOne = outputs.kind === "list" && outputs.items?.length === 1;
		return { kind: "partial", func: library(RUN, k.world), args: [model, bool(isOne)], keywords: [] };
	},
	{ isKeras2: true, inspects: true },
);

const SCOPE = "keras.backend.<phase>";

/** The phases of the scopes that were entered. */
interface PhaseScope {
	readonly wanted: Value;
	before: Value | undefined;
}

const scopes = new WeakMap<InstanceValue, PhaseScope>();

const scopeOf = (self: Value): PhaseScope =>
	(self.kind === "instance" ? scopes.get(self) : undefined) ?? vague("a scope that is not followed");

/** The learning phase inside of a `with` statement. */
const PhaseScopeClass: ClassModel = {
	kind: "class",
	name: SCOPE,
	worlds: ["keras2"],
	init: () => undefined,
	methods: {
		__enter__: (self, { machine, world }) => {
			const scope = scopeOf(self);
			const { wanted } = scope;
			if (
				(wanted.kind === "int" || wanted.kind === "bool") &&
				wanted.value !== undefined &&
				![0, 1].includes(Number(wanted.value))
			)
				raise({
					code: "invalid-layer-argument",
					exception: "ValueError",
					message: "the learning phase must be 0 or 1",
				});
			machine.journal.setField(scope, "before", phaseOf(machine, world).value, (a) => a);
			setPhase(machine, world, wanted);
			return NONE;
		},
		__exit__: (self, { machine, world }) => {
			setPhase(machine, world, scopeOf(self).before);
			return NONE;
		},
	},
};

const PHASE_SCOPE = backendFunction(
	"learning_phase_scope",
	"value",
	(k) => {
		const scope: InstanceValue = { kind: "instance", cls: library(SCOPE, k.world), attrs: new Map() };
		scopes.set(scope, { wanted: k.get("value"), before: undefined });
		return scope;
	},
	{ isKeras2: true, inspects: true },
);

/** Functions that make or run models, and context managers. Mirrors keras/src/backend.py (2.15). */
export const PROGRAMS: readonly LibraryModel[] = [
	PLACEHOLDER,
	FUNCTION_CALL,
	FUNCTION,
	PhaseScopeClass,
	PHASE_SCOPE,
	backendFunction("name_scope", "name", (k) => k.tf("name_scope", [k.get("name")]), { inspects: true }),
];
