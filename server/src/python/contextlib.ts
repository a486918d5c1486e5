import { type FunctionValue, type InstanceValue, type IteratorValue, NONE, type Opaque, type Value } from "../domain";
import {
	type ClassModel,
	drawNext,
	exceptionName,
	handlesItsYield,
	isException,
	type LibraryCall,
	type LibraryModel,
	Raised,
	raise,
	raisedBy,
	raiseInside,
	type TypeModel,
	vague,
} from "../interpreter/api";
import { defineFunction } from "./function";

/** A manager that a decorated generator function makes. */
interface GeneratorState extends Opaque {
	readonly tag: "contextlib.generator";
	readonly generator: Value;
	/** Whether a `try` of the body may take what is raised in the `with`. */
	readonly handles: boolean;
}

interface GivenState extends Opaque {
	readonly tag: "contextlib.given";
	readonly values: readonly Value[];
}

const stateOf = (self: Value): GeneratorState | undefined =>
	self.kind === "instance" && self.native?.tag === "contextlib.generator" ? (self.native as GeneratorState) : undefined;

const generatorOf = (self: Value): IteratorValue => {
	const generator = stateOf(self)?.generator;
	return generator?.kind === "iterator" ? generator : vague("the body of a context manager is not followed");
};

/** `with` over a generator: up to its `yield`, and on from there when the body is left. */
const GeneratorManager: ClassModel = {
	kind: "class",
	name: "contextlib._GeneratorContextManager",
	init: () => undefined,
	methods: {
		__enter__: (self, call) =>
			drawNext(generatorOf(self), call.machine) ??
			raise({ code: "python-error", exception: "RuntimeError", message: "generator didn't yield" }),
		__exit__: (self, call) => {
			const raised = raisedIn(call);
			if (!raised) {
				drawNext(generatorOf(self), call.machine);
				return { kind: "bool", value: false };
			}
			return { kind: "bool", value: !raisesAgain(() => raiseInside(generatorOf(self), raised, call.machine), raised) };
		},
	},
	takes: (self) => (stateOf(self)?.handles ? () => true : undefined),
};

/** The exception that `__exit__` is told of. */
function raisedIn({ args, machine }: LibraryCall): Raised | undefined {
	const [type, value] = args.positional.map((each) => each.value);
	if (!type || type.kind === "none") return undefined;
	const named = exceptionName(type);
	if (named === undefined) vague("an exception that is not known");
	return value?.kind === "instance" ? raisedBy(value, machine) : new Raised(named, value);
}

/** Whether a body lets the exception that it was told of out again; another one goes its own way. */
function raisesAgain(run: () => void, raised: Raised): boolean {
	try {
		run();
		return false;
	} catch (signal) {
		if (signal instanceof Raised && signal.exception === raised.exception) return true;
		throw signal;
	}
}

const givenTo = (self: Value): readonly Value[] =>
	self.kind === "instance" && self.native?.tag === "contextlib.given" ? (self.native as GivenState).values : [];

const keepArguments = (self: InstanceValue, call: LibraryCall): void => {
	const native: GivenState = { tag: "contextlib.given", values: call.args.positional.map((each) => each.value) };
	self.native = native;
};

const NullContext: ClassModel = {
	kind: "class",
	name: "contextlib.nullcontext",
	init: keepArguments,
	methods: {
		__enter__: (self) => givenTo(self)[0] ?? NONE,
		__exit__: () => NONE,
	},
};

const Suppress: ClassModel = {
	kind: "class",
	name: "contextlib.suppress",
	init: keepArguments,
	methods: {
		__enter__: () => NONE,
		__exit__: (self, call) => {
			const raised = raisedIn(call);
			if (!raised) return { kind: "bool", value: false };
			return { kind: "bool", value: suppressed(self, [raised.exception, ...raised.bases]) };
		},
	},
	takes: (self) => (exception) => suppressed(self, [exception]),
};

/** Whether one of the given classes takes an exception with these class names; a class that is not known may. */
const suppressed = (self: Value, exceptions: readonly string[]): boolean =>
	givenTo(self).some((cls) => {
		const name = exceptionName(cls);
		return name === undefined || exceptions.some((exception) => isException(exception, name));
	});

const WRAPPER = "contextlib.contextmanager";

/** A decorated generator function: calling it makes a manager. */
export const ManagerFunctionType: TypeModel = {
	handles: (value) => value.kind === "function" && value.wrapper?.tag === WRAPPER,
	attribute: (self, name) => (name === "__wrapped__" ? unwrapped(self) : undefined),
	call(self, call) {
		const func = unwrapped(self);
		const generator = call.machine.callFunction(func, call.args);
		const native: GeneratorState = {
			tag: "contextlib.generator",
			generator,
			handles: handlesItsYield(func),
		};
		return {
			kind: "instance",
			cls: { kind: "library", name: GeneratorManager.name, world: call.world },
			attrs: new Map(),
			native,
		};
	},
};

const unwrapped = (self: Value): FunctionValue => ({ ...(self as FunctionValue), wrapper: undefined });

/** Context managers of Python's own library. */
export const CONTEXTLIB: readonly LibraryModel[] = [
	GeneratorManager,
	NullContext,
	Suppress,
	defineFunction("contextlib.contextmanager", "func", (bound) => {
		const func = bound.get("func");
		return func.kind === "function"
			? { ...func, wrapper: { tag: WRAPPER } }
			: vague("a context manager made of something that is no function of the file");
	}),
];
