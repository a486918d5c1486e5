import type {
	ClassValue,
	DTypeName,
	FunctionValue,
	InstanceValue,
	IteratorValue,
	LibraryValue,
	LocatedProblem,
	ModelSummary,
	Origin,
	Problem,
	Reason,
	Snapshot,
	TypeSpecValue,
	Value,
	World,
} from "../domain";
import type { Arguments, BinOp, Compare, Expr, FunctionDef, Lambda, Stmt } from "../syntax/ast";
import type { Journal } from "./journal";
import type { Modules } from "./module-source";
import type { ObjectUses } from "./object-uses";
import type { Raised } from "./signals";

/** One evaluated argument and where it was written. */
export interface Argument {
	readonly value: Value;
	readonly origin: Origin;
}

export interface KeywordArgument extends Argument {
	readonly name: string;
}

export interface CallArguments {
	readonly positional: readonly Argument[];
	readonly keywords: readonly KeywordArgument[];
	/** Present when `*x` or `**x` with unknown content was passed: any parameter may have been given. */
	readonly open?: Reason | undefined;
	/** The whole call. */
	readonly origin: Origin;
}

/** What rules listen to. */
export type InterpreterEvent =
	| {
			readonly kind: "problem";
			readonly problem: LocatedProblem;
			/** What must hold for the program to come here, when it is not certain that it does. */
			readonly assumptions: readonly Reason[];
			/** The calls that are running, outermost first. */
			readonly calls: readonly Origin[];
	  }
	| {
			readonly kind: "typespec";
			readonly value: TypeSpecValue;
			readonly origin: Origin;
			/** The shape argument, when one was written. */
			readonly shape?: Argument | undefined;
			/** The axes whose `None` the user wrote, rather than read from a tensor. */
			readonly handwritten: readonly number[];
			readonly assumptions: readonly Reason[];
	  }
	| {
			readonly kind: "traced-function";
			/** The expression that makes it: a decorator, or a call. */
			readonly origin: Origin;
			readonly name: string;
			/** Names of its parameters, without `self`. */
			readonly parameters: readonly string[];
			/** What its signature says of each parameter; absent without one. */
			readonly signature: readonly Value[] | undefined;
			/** The arguments of one call as specs, in the order of the parameters; absent where a signature could not say them. */
			readonly specs: readonly Value[] | undefined;
			readonly assumptions: readonly Reason[];
	  };

/** A function's syntax together with the scope that it closes over. */
export interface UserCode {
	readonly tag: "user-code";
	readonly node: FunctionDef | Lambda;
	readonly args: Arguments;
	readonly defaults: readonly Value[];
	readonly kwDefaults: readonly (Value | undefined)[];
	readonly scope: Scope;
	/** The class whose body holds the function, for a bare `super()`. */
	readonly owner?: Value | undefined;
	/** Whether the body holds a `yield` of its own. */
	readonly isGenerator: boolean;
	/** What is called in place of the body. */
	readonly target?: Value | undefined;
}

export interface Scope {
	readonly kind: "module" | "function" | "class" | "comprehension";
	readonly path: string;
	readonly vars: Map<string, Value>;
	readonly parent?: Scope | undefined;
	readonly globals: Scope | undefined;
	readonly globalNames: Set<string>;
	readonly nonlocalNames: Set<string>;
	readonly locals?: { self?: Value | undefined; owner?: Value | undefined };
	/** True for code that has no place of its own in a file: what it sees is not shown. */
	readonly isHidden?: boolean | undefined;
}

export type Completion =
	| { readonly kind: "normal" }
	| { readonly kind: "return"; readonly value: Value }
	| { readonly kind: "break" }
	| { readonly kind: "continue" };

export type BinaryOperator = BinOp["op"];
export type CompareOperator = Compare["ops"][number];

/** Global settings of Keras that lie outside of a program. */
export interface Configuration {
	readonly backend?: string | undefined;
	readonly floatx?: DTypeName | undefined;
	readonly imageDataFormat?: string | undefined;
}

/** What a program may decide about its libraries before it imports them. */
export interface Switches {
	/** The Keras that `tf.keras` stands for; the file's own when absent. */
	tensorflowKeras: World | undefined;
	/** Why exceptions that are predicted from here on are not reported, save those of `anyBackend`: another one computes. */
	silence: Reason | undefined;
}

/** The abstract machine, as models and the parts of the interpreter see it. */
export interface Machine {
	/** The world of a bare `import keras` or `tf.keras` in the file that runs. */
	readonly world: World;
	readonly versions: { readonly keras: string; readonly tensorflow: string };
	/** What the surroundings of the program say to its libraries; empty when they are not known. */
	readonly configuration: Configuration;
	readonly registry: Registry;
	readonly journal: Journal;
	/** State of a library that lasts for one program (name counters, floatx); made on first use. */
	libraryState<T extends object>(key: string, create: () => T): T;

	evaluate(node: Expr, scope: Scope): Value;
	execute(body: readonly Stmt[], scope: Scope): Completion;
	call(func: Value, args: CallArguments): Value;
	callFunction(func: FunctionValue, args: CallArguments): Value;
	instantiate(cls: Value, args: CallArguments): Value;
	getAttribute(object: Value, name: string, origin: Origin): Value;
	/** As `getAttribute`, but absent when there is certainly no such attribute. */
	findAttribute(object: Value, name: string, origin: Origin): Value | undefined;
	setAttribute(object: Value, name: string, value: Value, origin: Origin): void;
	deleteAttribute(object: Value, name: string, origin: Origin): void;
	getItem(object: Value, index: Value, origin: Origin): Value;
	setItem(object: Value, index: Value, value: Value, origin: Origin): void;
	binary(op: BinaryOperator, left: Value, right: Value, origin: Origin): Value;
	compare(op: CompareOperator, left: Value, right: Value, origin: Origin): Value;
	/** The values that iteration gives, in order; absent when they are not known. */
	iterate(value: Value, origin: Origin): readonly Value[] | undefined;
	/** Python's truth of the value; absent when not known. */
	truth(value: Value, origin: Origin): boolean | undefined;
	/** The classes of an instance or class, most derived first, user classes before the library class. */
	mro(value: Value): readonly Value[];
	/** The module of a full dotted name. */
	import(name: string): Value;
	readonly modules: Modules;

	/** Runs a model; what it raises is reported or handed to the `except` that takes it; what it cannot say is `?`. */
	guard(origin: Origin, run: () => Value, recover?: () => Value): Value;
	/** Joins what comes out for each of several values, one of which is meant. */
	choose(values: readonly Value[], origin: Origin, run: (value: Value) => Value): Value;
	/**
	 * Runs code whose exceptions (those of one class, when it is given) a library swallows: gives the value, or the first
	 * exception that is raised on the way.
	 */
	trap(run: () => Value, exception?: string): Value | Raised;
	/** Runs code for what comes out of it alone: nothing of it is seen, reported or kept. Absent when that is not known. */
	rehearse(run: () => Value): Value | Raised | undefined;
	/** Runs code of a library that raises exceptions of other classes in place of those that leave it. */
	renaming<T>(renames: (exception: string) => string, run: () => T): T;
	/** Reports a predicted exception, or unwinds to the `except` clause that would take it. */
	report(problem: Problem, origin: Origin): void;
	emit(event: InterpreterEvent): void;
	/** Records what a place evaluated to; gives what it looks like, if it is shown. */
	observe(
		node: Expr | { readonly start: number; readonly end: number },
		value: Value,
		scope: Scope,
	): Snapshot | undefined;
	/** Records a call of a layer or model. */
	observeUse: ObjectUses["add"];
	/** Runs `body` under an assumption that findings will name. */
	assuming<T>(assumption: Reason, body: () => T): T;
	readonly assumptions: readonly Reason[];
	readonly switches: Switches;
	/** From here on the program is followed under an assumption, which findings will name. */
	assume(assumption: Reason): void;
	/** Counts one step, or as many as something costs; throws `Exhausted` when the budget is spent. */
	step(count?: number): void;
	/** The `tf.function` trace that is being made, if any. */
	tracing: Trace | undefined;
	/** Whether a layer's `call` is being traced on graph tensors: what TensorFlow makes there belongs to the graph. */
	inGraph: boolean;
	/** Whether that happens without AutoGraph: Python asks the tensors themselves for their truth. */
	inPlainGraph: boolean;
}

/** One execution of a `tf.function` body. TensorFlow repeats the first one when variables were created in it. */
export interface Trace {
	/** Where the function stands. */
	readonly origin: Origin;
	/** The repetition: creating a variable again is an error. */
	readonly isRepetition: boolean;
	createdVariables: boolean;
	/** Whether AutoGraph rewrites the code that runs. */
	readonly isConverted: boolean;
	/** Whether it stands for the run of a trace on values. */
	readonly isRun: boolean;
	/** Whether an exception was reported in it: what follows is a guess. */
	hasProblem: boolean;
	/** Whether the program asked a tensor for its static shape: what it did then depends on it. */
	readsShape: boolean;
	/** Whether tensors or variables from around the function were used in it. */
	captures: boolean;
}

export interface LibraryCall {
	readonly machine: Machine;
	readonly world: World;
	readonly args: CallArguments;
}

export interface FunctionModel {
	readonly kind: "function";
	readonly name: string;
	readonly aliases?: readonly string[];
	/** True for what Keras 3 has below `tf.keras` only. */
	readonly legacy?: boolean;
	/** True for what `tf.keras` lacks in Keras 3. */
	readonly notLegacy?: boolean;
	/** Worlds that have the name; both when absent. */
	readonly worlds?: readonly World[];
	call(call: LibraryCall): Value;
}

export type MethodModel = (self: Value, call: LibraryCall) => Value;

export interface ClassModel {
	readonly kind: "class";
	readonly name: string;
	readonly aliases?: readonly string[];
	readonly legacy?: boolean;
	readonly worlds?: readonly World[];
	/** The constructor's signature in each world, for comparing it with the library's own. */
	readonly signatures?: Readonly<Record<World, string>>;
	/** Keyword arguments that the constructor takes through its `**kwargs`, beyond those of every such class. */
	readonly otherKeywords?: Readonly<Record<World, readonly string[]>>;
	/** Signatures of methods as the library writes them, for programs that ask; by the method's name. */
	readonly methodSignatures?: Readonly<Record<string, Readonly<Record<World, string>>>>;
	/** Qualified names of the library base classes, most derived first, itself excluded. */
	readonly bases?: readonly string[];
	/** The name by which the class of an instance goes that is of this very class, where that is another: one of `aliases`. */
	ownName?(self: InstanceValue): string | undefined;
	/** True when its objects are equal to themselves only, and are no containers. */
	readonly isBare?: boolean;
	/** Gives a fresh instance (of this class, or of a user's subclass) its native state; `origin` is the call of the class. */
	allocate?(self: InstanceValue, machine: Machine, world: World, origin: Origin): void;
	/** Replaces the construction of an instance, of a user's subclass too: a named tuple is a tuple. */
	construct?(cls: Value, call: LibraryCall): Value;
	/** Whether `construct` is its `__new__`, which a class of the user's may call from its own. */
	readonly constructsInNew?: boolean;
	/** `__new__.__defaults__` of a class that derives from it was set. */
	setDefaults?(cls: ClassValue, defaults: Value, machine: Machine): void;
	/** Called when a user's class that derives from it was defined: the values in an `Enum` become members. */
	defined?(cls: ClassValue, machine: Machine, origin: Origin): void;
	/** `__init__`. */
	init(self: InstanceValue, call: LibraryCall): void;
	/** `__call__`. */
	call?(self: InstanceValue, call: LibraryCall): Value;
	/** Attributes and methods of instances; absent when the class has no such name, `unknown` when it is not modelled. */
	attribute?(self: InstanceValue, name: string, machine: Machine, origin: Origin): Value | undefined;
	readonly methods?: Readonly<Record<string, MethodModel>>;
	/** Methods of the class itself, such as `from_config`; they get the class, which may be a user's. */
	readonly classMethods?: Readonly<Record<string, MethodModel>>;
	/** Intercepts attribute assignment, e.g. layer tracking; called after the value is stored. */
	setAttribute?(self: InstanceValue, name: string, value: Value, machine: Machine): void;
	iterate?(self: InstanceValue, machine: Machine, origin: Origin): readonly Value[] | undefined;
	/** Python's `iter`, of objects whose items are drawn one by one. */
	iterator?(self: InstanceValue, machine: Machine, origin: Origin): IteratorValue | undefined;
	/** Of a context manager: which exceptions its `__exit__` takes, or may take; absent when none. */
	takes?(self: InstanceValue): ((exception: string) => boolean) | undefined;
}

export interface ConstantModel {
	readonly kind: "constant";
	readonly name: string;
	readonly aliases?: readonly string[];
	readonly legacy?: boolean;
	readonly worlds?: readonly World[];
	value(machine: Machine, world: World): Value;
}

export type LibraryModel = FunctionModel | ClassModel | ConstantModel;

/** Behaviour of values that are neither the user's nor instances: tensors, TensorSpecs, Python's own types. */
export interface TypeModel {
	/** Whether it answers for this value; the first registered type that does is asked. */
	handles(value: Value): boolean;
	/** Absent: certainly no such attribute. */
	attribute?(self: Value, name: string, machine: Machine, origin: Origin): Value | undefined;
	readonly methods?: Readonly<Record<string, MethodModel>>;
	getItem?(self: Value, index: Value, machine: Machine, origin: Origin): Value;
	setItem?(self: Value, index: Value, value: Value, machine: Machine): void;
	deleteItem?(self: Value, index: Value, machine: Machine): void;
	/** `item in self`; absent when not known. */
	contains?(self: Value, item: Value, machine: Machine, origin: Origin): boolean | undefined;
	/** Called when either operand is handled and Python's own rules do not apply. */
	binary?(op: BinaryOperator, left: Value, right: Value, machine: Machine, origin: Origin): Value | undefined;
	compare?(op: CompareOperator, left: Value, right: Value, machine: Machine, origin: Origin): Value | undefined;
	unary?(op: "+" | "-" | "~", operand: Value, machine: Machine, origin: Origin): Value;
	iterate?(self: Value, machine: Machine, origin: Origin): readonly Value[] | undefined;
	truth?(self: Value, machine: Machine, origin: Origin): boolean | undefined;
	length?(self: Value, machine: Machine, origin: Origin): Value;
	call?(self: Value, call: LibraryCall): Value;
	/** How AutoGraph traces statements that depend on the value. */
	readonly traced?: TracedControl;
	/** What an exception about this value calls its type. */
	typeName?(self: Value): string;
}

/** Control flow that becomes a part of a graph: every path is traced once. What cannot be in a graph raises. */
export interface TracedControl {
	handles(value: Value): boolean;
	/** What a loop over the value gives in each round. */
	item(value: Value, origin: Origin): Value;
	/** A variable as the body of a loop sees it. */
	enter(before: Value, world: World): Value;
	/** The variable after the loop, of what entered it and what one round left. */
	leave(name: string, before: Value, after: Value, world: World): Value;
	/** A variable after the two branches of a condition. */
	merge(name: string, yes: Value, no: Value, world: World): Value;
}

/** The meeting place of all library models, by qualified name. */
export interface Registry {
	/** The registry of other versions: what came later is not in it, and what went is. */
	at(versions: Machine["versions"]): Registry;
	/** The name after aliases (`tensorflow.keras.layers` is `keras.layers`), with the world it implies. */
	canonical(name: string, world: World, throughTensorflow?: boolean): LibraryValue;
	find(name: string, world: World): LibraryModel | undefined;
	/** Direct children of a module that are modelled. */
	names(module: string, world: World): readonly string[];
	/** Whether some modelled name lies below this one. */
	isModule(name: string, world?: World): boolean;
	typeOf(value: Value): TypeModel | undefined;
	/** What the value looks like to a person; absent for values that are not shown. */
	describe(value: Value): Snapshot | undefined;
	/** Summaries of the models that the program has made since it was asked last. */
	summarize(machine: Machine): readonly ModelSummary[];
	/** Whether a library certainly has the name, modelled or not. */
	exists(name: string, world: World, viaTensorflow?: boolean): boolean;
	/** When a name that the library lacks in these versions came or went; absent when it never had it. */
	historyOf(name: LibraryValue, versions: Machine["versions"]): string | undefined;
	/** Whether the library certainly has no such module. */
	lacksModule(module: LibraryValue, versions: { readonly keras: string }): boolean;
	/** Reason why a missing name of a library is `?`; absent when the library certainly lacks it. */
	missing(name: string, world: World, viaTensorflow?: boolean): Reason | undefined;
}
