import type { Origin, Value } from "../../domain";
import { type CallArguments, type LibraryCall, raise, vague } from "../../interpreter/api";
import { isTracing } from "../op";
import { compatibleShapes } from "../shapes";
import { mapLeaves } from "../spec-values";
import { flatten } from "../structure";
import { enterArguments, traceOutputs } from "./call";
import { bindArguments, type FunctionType, type Reject, type TracedParameter } from "./function-type";
import { resultOf } from "./outputs";
import { type EnteredArgument, retrace } from "./run-trace";
import { constraintOf, flatNames } from "./structured-signature";
import { castTo, type Entry } from "./trace-type";
import type { Concrete, Polymorphic, Wrapped } from "./wrapper";

/** `get_concrete_function`: specs stand for tensors; without arguments, those of the signature. */
export function makeConcrete(wrapped: Wrapped<Polymorphic>, call: LibraryCall): Value {
	const { func, wrapper } = wrapped;
	const entered = enterArguments(wrapped, withReceiver(wrapped, signedArguments(wrapper, call.args)), call, true);
	const { value, captures, isFaithful } = traceOutputs(wrapped, entered, call);
	call.machine.journal.setField(wrapper, "state", "traced", (a, b) => (a === b ? a : "untraced"));
	const concrete: Concrete = {
		tag: "concrete-function",
		type: monomorphic(wrapper.type, wrapped.receiver ? entered.slice(1) : entered),
		receiver: wrapped.receiver,
		outputs: value,
		captures,
		isFaithful,
		autograph: wrapper.autograph,
		origin: wrapper.origin,
	};
	return { ...func, attrs: new Map(func.attrs), wrapper: concrete };
}

function signedArguments({ isSigned, type }: Polymorphic, args: CallArguments): CallArguments {
	const given = args.positional.length + args.keywords.length;
	if (!isSigned || given > 0 || args.open) return args;
	const specs = type.parameters.flatMap(({ constraint, kind }) =>
		constraint && kind !== "keyword-only" ? [constraint] : [],
	);
	return { ...args, positional: specs.map((value) => ({ value, origin: args.origin })) };
}

const withReceiver = ({ receiver }: Wrapped, args: CallArguments): CallArguments =>
	receiver ? { ...args, positional: [{ value: receiver, origin: args.origin }, ...args.positional] } : args;

/** One parameter for each argument. Mirrors `canonicalize_to_monomorphic` of function_type.py. */
function monomorphic(type: FunctionType, entered: readonly EnteredArgument[]): FunctionType {
	return {
		parameters: entered.map(({ parameter, traced, value }): TracedParameter => {
			const kind = type.rest !== undefined && parameter.kind === "positional" ? "positional-only" : parameter.kind;
			return { name: parameter.name, kind, constraint: parameter.constraint ?? constraintOf(value, traced) };
		}),
	};
}

/** The structured signature did not fit: the flat one may. */
class Mismatch {
	constructor(
		readonly what: string,
		readonly origin: Origin,
	) {}
}

const mismatch: Reject = (what, origin) => {
	throw new Mismatch(what, origin);
};

/** Calls a concrete function: with the arguments of the Python function, or with its tensors alone. */
export function callConcrete(wrapped: Wrapped<Concrete>, call: LibraryCall): Value {
	const { machine, args } = call;
	if (args.open) return vague(args.open);
	const { outputs, isFaithful, captures } = wrapped.wrapper;
	if (captures && machine.tracing) machine.tracing.captures = true;
	const place = { machine, origin: args.origin, isFaithful };
	const entered = enterStructured(wrapped, call);
	if (!(entered instanceof Mismatch)) return resultOf(outputs, retrace(wrapped, entered, place), !isTracing(machine));
	const flat = enterFlat(wrapped, entered, call);
	if (isTracing(machine)) requireShapes(flat, wrapped, entered);
	// Nobody compared shapes: the kernels give what they give.
	const actual = isFaithful ? retrace(wrapped, flat, place) : undefined;
	return actual
		? resultOf(anyShape(outputs), actual, !isTracing(machine))
		: vague("a trace on tensors of other shapes");
}

/** Outputs of which only the dtypes hold. */
const anyShape = (outputs: Value): Value =>
	mapLeaves(outputs, (leaf) =>
		leaf.kind === "tensor"
			? { ...leaf, spec: { ...leaf.spec, shape: { kind: "unknown-rank", why: { text: "a trace for other shapes" } } } }
			: leaf,
	);

function enterStructured(
	{ func, wrapper }: Wrapped<Concrete>,
	call: LibraryCall,
): readonly EnteredArgument[] | Mismatch {
	try {
		return bindArguments(wrapper.type, func.name, call.args, mismatch).map((bound) => {
			const entry: Entry = { world: call.world, origin: bound.origin, allowSpecs: true, reject: mismatch };
			const { value, parameter } = bound;
			const entered = castTo(parameter.constraint as Value, value, entry);
			if (value.kind === "typespec") rejectSpec(bound.origin);
			return { ...bound, ...entered };
		});
	} catch (signal) {
		if (signal instanceof Mismatch) return signal;
		throw signal;
	}
}

const rejectSpec = (origin: Origin): never =>
	raise(
		{
			code: "input-signature-mismatch",
			exception: "ValueError",
			message: "a concrete function takes tensors, found a TypeSpec",
		},
		origin,
	);

/** The flat signature takes tensors only, and asks neither shape nor structure. Mirrors `_call_with_flat_signature`. */
function enterFlat(wrapped: Wrapped<Concrete>, first: Mismatch, call: LibraryCall): readonly EnteredArgument[] {
	const { args } = call;
	const { func, wrapper } = wrapped;
	const reject = (what: string, origin = args.origin): never =>
		raise(
			{
				code: "input-signature-mismatch",
				exception: "TypeError",
				message: `the call of ${func.name} does not fit its signature: ${what}`,
			},
			origin,
		);
	const names = flatNames(wrapper.type);
	const { positional, keywords } = args;
	if (positional.length > names.length) reject(first.what, first.origin);
	const odd = keywords.find(({ name }) => !names.slice(positional.length).includes(name));
	if (odd || positional.length + keywords.length < names.length) reject(first.what, first.origin);
	const given = [
		...positional,
		...names.slice(positional.length).map((name) => keywords.find((each) => each.name === name)),
	];
	const tensors = given.map((each) => {
		const isTensor = each?.value.kind === "tensor" && each.value.flavor === "Tensor";
		if (each?.value.kind === "unknown") return vague(each.value.why);
		return isTensor ? (each?.value as Value) : reject(first.what, first.origin);
	});
	return packFlat(wrapped, tensors, call);
}

/** The tensors in the places of the structured parameters. */
function packFlat(
	{ wrapper }: Wrapped<Concrete>,
	tensors: readonly Value[],
	call: LibraryCall,
): readonly EnteredArgument[] {
	const { machine, args, world } = call;
	const queue = [...tensors];
	const isEager = !isTracing(machine);
	const byFlat = [...wrapper.type.parameters];
	return byFlat.map((parameter) => {
		const constraint = parameter.constraint as Value;
		const leaves = new Map(
			flatten(constraint)
				.filter(isSpec)
				.map((leaf) => [leaf, queue.shift()] as const),
		);
		const packed = mapLeaves(constraint, (leaf) => {
			const tensor = leaves.get(leaf);
			if (leaf.kind !== "typespec" || tensor?.kind !== "tensor") return leaf;
			if (leaf.spec.dtype !== tensor.spec.dtype) rejectDType(isEager, args.origin);
			return { ...tensor, flavor: "Tensor", eager: false, world };
		});
		return { parameter, value: packed, traced: packed, actual: packed, origin: args.origin, isGiven: true };
	});
}

const isSpec = (leaf: Value): boolean => leaf.kind === "typespec";

/** On values a kernel complains; in a graph, what the structured signature said is raised. */
const rejectDType = (isEager: boolean, origin: Origin): never =>
	raise(
		{
			code: "input-signature-mismatch",
			exception: isEager ? "InvalidArgumentError" : "TypeError",
			message: "a tensor of another dtype than that of the concrete function's trace",
		},
		origin,
	);

/** In a graph the shapes are compared; on values, nobody looks. */
function requireShapes(entered: readonly EnteredArgument[], { wrapper }: Wrapped<Concrete>, first: Mismatch): void {
	entered.forEach(({ actual }, index) => {
		const constraint = wrapper.type.parameters[index]?.constraint;
		if (constraint?.kind !== "typespec" || actual.kind !== "tensor") return;
		if (compatibleShapes(actual.spec.shape, constraint.spec.shape) !== false) return;
		raise(
			{
				code: "input-signature-mismatch",
				exception: "TypeError",
				message: `the tensor does not fit the concrete function's trace: ${first.what}`,
			},
			first.origin,
		);
	});
}
