import {
	type Dim,
	type FunctionValue,
	isNone,
	list,
	type NoneDim,
	noneDim,
	type Opaque,
	type Origin,
	printSpec,
	ranked,
	type Shape,
	type Spec,
	type TensorValue,
	type TypeSpecValue,
	tuple,
	unknownDim,
	type Value,
} from "../domain";
import {
	type Argument,
	type CallArguments,
	defineFunction,
	type FunctionModel,
	type LibraryCall,
	raise,
	type TypeModel,
	typeName,
	type UserCode,
	vague,
} from "../interpreter/api";
import { adapt, convert, makeTensor } from "./convert";
import { compatibleShapes } from "./shapes";

/** What `tf.function` attaches to a function. */
interface Wrapper extends Opaque {
	readonly tag: "tf-function";
	/** Specs of the parameters, in order, `self` left out; absent without an `input_signature`. */
	readonly signature: readonly Value[] | undefined;
	readonly origin: Origin;
}

const NAME = "tensorflow.function";

/** `tf.function`: the decorator itself, or called with options and then with the function. */
export const TfFunction: FunctionModel = defineFunction(
	NAME,
	"func=None, input_signature=None, autograph=True, jit_compile=None, reduce_retracing=False, experimental_implements=None, experimental_autograph_options=None, experimental_attributes=None, experimental_relax_shapes=None, experimental_compile=None, experimental_follow_type_hints=None",
	(bound, call) => {
		const func = bound.get("func");
		if (func.kind === "none") {
			const keywords = call.args.keywords.map((each) => [each.name, each.value] as const);
			return { kind: "partial", func: { kind: "library", name: NAME, world: call.world }, args: [], keywords };
		}
		const target = func.kind === "method" && func.func ? func.func : func;
		if (target.kind !== "function") return vague("tf.function of something that is not followed");
		const signature = readSignature(bound.get("input_signature"), target, call.args.origin);
		const wrapper: Wrapper = { tag: "tf-function", signature, origin: call.args.origin };
		const wrapped: FunctionValue = { ...target, attrs: new Map(target.attrs), wrapper };
		return func.kind === "method" ? { ...func, func: wrapped } : wrapped;
	},
);

const codeOf = (func: FunctionValue): UserCode => func.code as UserCode;
const isMethod = (func: FunctionValue): boolean => codeOf(func).owner !== undefined;

function invalidSignature(message: string, origin: Origin): never {
	raise({ code: "input-signature-mismatch", exception: "TypeError", message, argument: "input_signature" }, origin);
}

/** The specs of a signature, checked as TensorFlow does when it decorates. */
function readSignature(value: Value, func: FunctionValue, origin: Origin): readonly Value[] | undefined {
	if (value.kind === "none") return undefined;
	if (value.kind === "unknown") return vague(value.why);
	if (value.kind !== "list" && value.kind !== "tuple") {
		invalidSignature(`input_signature must be a list or a tuple of TensorSpecs, found a ${typeName(value)}`, origin);
	}
	const items = value.items ?? vague("a signature that is not known");
	const bad = leavesOf(items).find(
		(leaf) => leaf.kind !== "typespec" && leaf.kind !== "unknown" && leaf.kind !== "instance",
	);
	if (bad) invalidSignature(`input_signature must hold TensorSpecs, found a ${typeName(bad)}`, origin);
	checkCount(items.length, func, origin);
	return items;
}

function leavesOf(items: readonly Value[]): readonly Value[] {
	return items.flatMap((item) => {
		if ((item.kind === "list" || item.kind === "tuple") && item.items) return leavesOf(item.items);
		if (item.kind === "dict" && item.entries) return leavesOf([...item.entries.values()].map((entry) => entry.value));
		return [item];
	});
}

interface Parameters {
	readonly names: readonly string[];
	/** How many of them, from the front, have no default. */
	readonly required: number;
	readonly hasRest: boolean;
}

function parametersOf(func: FunctionValue): Parameters {
	const { args, defaults } = codeOf(func);
	const all = [...args.posonlyargs, ...args.args].map((arg) => arg.arg);
	const names = isMethod(func) ? all.slice(1) : all;
	return { names, required: names.length - defaults.length, hasRest: args.vararg !== undefined };
}

function checkCount(count: number, func: FunctionValue, origin: Origin): void {
	const { names, required, hasRest } = parametersOf(func);
	if (count < required) {
		invalidSignature(`input_signature has no spec for the parameter ${names[count]} of ${func.name}`, origin);
	}
	const { args } = codeOf(func);
	const open = args.kwonlyargs.find((_, index) => !args.kwDefaults[index]);
	if (open) invalidSignature(`with an input_signature, the keyword-only parameter ${open.arg} needs a default`, origin);
	if (count > names.length && !hasRest) {
		invalidSignature(`input_signature has ${count} specs, but ${func.name} takes ${names.length} arguments`, origin);
	}
}

const wrapperOf = (value: Value): Wrapper | undefined =>
	value.kind === "function" && value.wrapper?.tag === "tf-function" ? (value.wrapper as Wrapper) : undefined;

/** A function that `tf.function` wraps. Mirrors tensorflow/python/eager/polymorphic_function. */
export const TfFunctionType: TypeModel = {
	handles: (value) => wrapperOf(value) !== undefined,
	call: (self, call) => callTraced(self as FunctionValue, call.args, call),
	attribute(self, name) {
		const wrapper = wrapperOf(self);
		if (name === "python_function") return { ...(self as FunctionValue), wrapper: undefined };
		if (name === "input_signature") return wrapper?.signature ? tuple(wrapper.signature) : { kind: "none" };
		return vague(`the attribute ${name} of a tf.function is not modelled`);
	},
	methods: {
		get_concrete_function(self, call) {
			const func = self as FunctionValue;
			callTraced(func, specsAsTensors(func, call), call);
			return func;
		},
	},
};

/** `get_concrete_function` takes specs in place of tensors; without arguments, the signature's. */
function specsAsTensors(func: FunctionValue, call: LibraryCall): CallArguments {
	const { args } = call;
	const given = args.positional.length + args.keywords.length;
	const signature = wrapperOf(func)?.signature;
	if (given === 0 && signature) {
		return {
			...args,
			positional: signature.map((value) => ({ value: specToTensor(value, call), origin: args.origin })),
		};
	}
	const replace = <A extends Argument>(each: A): A => ({ ...each, value: specToTensor(each.value, call) });
	return { ...args, positional: args.positional.map(replace), keywords: args.keywords.map(replace) };
}

const specToTensor = (value: Value, call: LibraryCall): Value =>
	value.kind === "typespec"
		? makeTensor(value.spec.shape, value.spec.dtype, { world: call.world, eager: false })
		: value;

interface Tracing {
	readonly call: LibraryCall;
	/** What the open dimensions of the parameters are in this call. */
	readonly actual: Map<NoneDim, Dim>;
}

/** Traces the body on graph tensors; the result of the call has the sizes of this call. */
function callTraced(func: FunctionValue, args: CallArguments, call: LibraryCall): Value {
	const { machine } = call;
	const wrapper = wrapperOf(func) ?? vague("not a tf.function");
	const tracing: Tracing = { call, actual: new Map() };
	const traced = bindTraced(func, wrapper, args, tracing);
	const outer = machine.tracing;
	const trace = { origin: originOf(func, wrapper), isRepetition: false, createdVariables: false };
	let result: Value;
	try {
		machine.tracing = trace;
		result = machine.callFunction(func, traced);
		if (trace.createdVariables) {
			machine.tracing = { ...trace, isRepetition: true };
			result = machine.callFunction(func, traced);
		}
	} finally {
		machine.tracing = outer;
	}
	return leaveTrace(result, func, outer === undefined, tracing);
}

const originOf = (func: FunctionValue, wrapper: Wrapper): Origin => {
	const { node, scope } = codeOf(func);
	return "path" in scope ? { path: scope.path, start: node.start, end: node.start + 3 } : wrapper.origin;
};

/** The arguments as the body sees them. */
function bindTraced(func: FunctionValue, wrapper: Wrapper, args: CallArguments, tracing: Tracing): CallArguments {
	const { names } = parametersOf(func);
	const self = isMethod(func) ? args.positional.slice(0, 1) : [];
	const positional = args.positional.slice(self.length);
	const specs = wrapper.signature;
	if (specs && positional.length > specs.length)
		mismatch(func, `${positional.length} arguments for ${specs.length} specs`, args.origin);
	checkGiven(func, specs, positional.length, args);
	const specOf = (name: string, index: number): Value | undefined => specs?.[index >= 0 ? index : names.indexOf(name)];
	return {
		...args,
		positional: [
			...self,
			...positional.map((each, index) => enter(each, specOf(names[index] ?? "", index), func, tracing)),
		],
		keywords: args.keywords.map((each) => ({ ...each, ...enter(each, specOf(each.name, -1), func, tracing) })),
	};
}

/** With a signature, TensorFlow binds the arguments itself. */
function checkGiven(
	func: FunctionValue,
	specs: readonly Value[] | undefined,
	given: number,
	args: CallArguments,
): void {
	if (!specs || args.open) return;
	const { names, required, hasRest } = parametersOf(func);
	const missing = names.slice(given, required).find((name) => !args.keywords.some((each) => each.name === name));
	if (missing) mismatch(func, `the argument ${missing} is missing`, args.origin);
	const odd = args.keywords.find((each) => !names.includes(each.name));
	if (odd && !hasRest && codeOf(func).args.kwarg === undefined && codeOf(func).args.kwonlyargs.length === 0)
		mismatch(func, `there is no argument ${odd.name}`, odd.origin);
}

function mismatch(func: FunctionValue, what: string, origin: Origin): never {
	raise(
		{
			code: "input-signature-mismatch",
			exception: "TypeError",
			message: `the call of ${func.name} does not fit its input_signature: ${what}`,
		},
		origin,
	);
}

/** One argument on its way into the trace. */
function enter(argument: Argument, spec: Value | undefined, func: FunctionValue, tracing: Tracing): Argument {
	const { value, origin } = argument;
	if (spec?.kind === "typespec") return { value: enterWithSpec(argument, spec, func, tracing), origin };
	if (spec?.kind === "list" || spec?.kind === "tuple")
		return { value: enterNested(argument, spec, func, tracing), origin };
	return { value: enterFreely(value, func, tracing), origin };
}

/** A nested signature wants arguments that are nested alike. */
function enterNested(
	argument: Argument,
	spec: Extract<Value, { kind: "list" | "tuple" }>,
	func: FunctionValue,
	tracing: Tracing,
): Value {
	const { value, origin } = argument;
	if (value.kind === "unknown" || value.kind === "instance") return value;
	const items = value.kind === "list" || value.kind === "tuple" ? value.items : undefined;
	const specs = spec.items ?? [];
	if (value.kind !== "list" && value.kind !== "tuple")
		mismatch(func, `a ${typeName(value)} is no ${spec.kind} of tensors`, origin);
	if (!items) return value;
	if (items.length !== specs.length) mismatch(func, `${items.length} items for ${specs.length} specs`, origin);
	const entered = items.map((item, index) => enter({ value: item, origin }, specs[index], func, tracing).value);
	return value.kind === "list" ? list(entered) : tuple(entered);
}

/** The body sees the signature's spec; the argument must be one of its kind. */
function enterWithSpec(argument: Argument, spec: TypeSpecValue, func: FunctionValue, tracing: Tracing): Value {
	const { value, origin } = argument;
	if (value.kind === "tensor" && value.flavor === "KerasTensor")
		mismatch(func, "a KerasTensor is no tensor of the spec", origin);
	const given: Spec | undefined =
		value.kind === "unknown" || value.kind === "instance" ? undefined : specOfArgument(value, spec);
	if (given) {
		const isOtherType =
			typeof given.dtype === "string" && typeof spec.spec.dtype === "string" && given.dtype !== spec.spec.dtype;
		if (isOtherType || compatibleShapes(spec.spec.shape, given.shape) === false) {
			mismatch(func, `${printSpec(given)} is no ${printSpec(spec.spec)}`, origin);
		}
	}
	const shape = ownDims(spec.spec.shape, given?.shape, tracing);
	return makeTensor(shape, spec.spec.dtype, { world: tracing.call.world, eager: false });
}

/** Numbers and arrays become tensors of the spec's dtype; tensors keep theirs. */
function specOfArgument(value: Value, spec: TypeSpecValue): Spec {
	if (value.kind === "none") return mismatchNone();
	const operand = convert(value);
	return { shape: operand.shape, dtype: operand.adapts === true ? adapt(operand, spec.spec.dtype) : operand.dtype };
}

const mismatchNone = (): never =>
	raise({
		code: "input-signature-mismatch",
		exception: "TypeError",
		message: "None was passed where the input_signature has a TensorSpec",
	});

/** Open dimensions that belong to this parameter alone, so that the result's can be told apart. */
function ownDims(shape: Shape, given: Shape | undefined, tracing: Tracing): Shape {
	if (shape.kind !== "ranked") return shape;
	return ranked(
		shape.dims.map((dim, axis) => {
			if (!isNone(dim)) return dim;
			const own = noneDim(dim.why);
			const size = given?.kind === "ranked" ? given.dims[axis] : undefined;
			if (size !== undefined) tracing.actual.set(own, size);
			return own;
		}),
	);
}

/** Without a signature: tensors are traced with the spec that they have, everything else is a Python constant. */
function enterFreely(value: Value, func: FunctionValue, tracing: Tracing): Value {
	if (value.kind === "list")
		return value.items ? list(value.items.map((item) => enterFreely(item, func, tracing))) : value;
	if (value.kind === "tuple") return { ...value, items: value.items.map((item) => enterFreely(item, func, tracing)) };
	if (value.kind !== "tensor" || value.flavor === "Variable") return value;
	if (value.flavor === "KerasTensor") return rejectKerasTensor(value, func);
	const { shape, dtype } = value.spec;
	return makeTensor(ownDims(shape, shape, tracing), dtype, { world: tracing.call.world, eager: false });
}

/** A KerasTensor has no trace type, neither Keras 2's nor Keras 3's. */
function rejectKerasTensor(value: TensorValue, func: FunctionValue): never {
	raise({
		code: "keras-tensor-in-tf-function",
		exception: value.world === "keras3" ? "ValueError" : "TypeError",
		message: `the tf.function ${func.name} cannot be called on a KerasTensor; call it inside a layer`,
		facts: { function: func.name },
	});
}

/** What comes out of a trace: in eager code values, whose sizes are those of the call. */
function leaveTrace(value: Value, func: FunctionValue, isEager: boolean, tracing: Tracing): Value {
	const leave = (each: Value): Value => leaveTrace(each, func, isEager, tracing);
	if (value.kind === "list") return value.items ? list(value.items.map(leave)) : value;
	if (value.kind === "tuple") return { ...value, items: value.items.map(leave) };
	if (value.kind === "dict" && value.entries) {
		const entries = [...value.entries].map(([key, entry]) => [key, { ...entry, value: leave(entry.value) }] as const);
		return { kind: "dict", entries: new Map(entries) };
	}
	if (NUMBERS.has(value.kind)) return numberAsTensor(value, isEager, tracing);
	if (value.kind !== "tensor" || value.flavor === "Variable") return value;
	if (value.flavor === "KerasTensor") return rejectReturned(func, tracing.call);
	const { shape, dtype } = value.spec;
	return makeTensor(actualShape(shape, isEager, tracing), dtype, { world: value.world, eager: isEager });
}

const NUMBERS = new Set<Value["kind"]>(["int", "float", "bool", "str"]);

/** A Python number that the body returns comes out as a tensor. */
function numberAsTensor(value: Value, isEager: boolean, tracing: Tracing): Value {
	const { shape, dtype, content } = convert(value);
	return makeTensor(shape, dtype, { world: tracing.call.world, eager: isEager, content });
}

function rejectReturned(func: FunctionValue, call: LibraryCall): never {
	return raise(
		{
			code: "keras-tensor-in-tf-function",
			exception: "TypeError",
			message: `the tf.function ${func.name} returns a KerasTensor; it may return tensors only`,
		},
		call.args.origin,
	);
}

function actualShape(shape: Shape, isEager: boolean, { actual }: Tracing): Shape {
	if (shape.kind !== "ranked") {
		return isEager && shape.kind === "unknown-rank" ? { kind: "top", why: shape.why } : shape;
	}
	return ranked(
		shape.dims.map((dim) => {
			if (!isNone(dim)) return dim;
			const size = actual.get(dim);
			if (size !== undefined && !(isNone(size) && isEager)) return size;
			return isEager ? unknownDim({ text: "a size that is known at run time only", cause: dim.why }) : dim;
		}),
	);
}
