import type {
	Dim,
	DType,
	DTypeName,
	Origin,
	ProblemCode,
	RankedShape,
	Reason,
	Shape,
	Spec,
	TensorFlavor,
	Value,
	World,
} from "../../domain";
import type { Argument, Bound, Machine, MethodModel } from "../../interpreter/api";
import type { SpecStructure } from "./structure";

/** Text for both worlds, or one for each. */
export type ByWorld<T> = T | { readonly keras2: T; readonly keras3: T };

/** What a predicted exception says; the exception class defaults to `ValueError`. */
export interface FailureText {
	readonly code: ProblemCode;
	readonly message: string;
	readonly exception?: string | undefined;
	/** False when it is the backend's: another one may not raise. */
	readonly anyBackend?: boolean | undefined;
	/** The constructor argument to blame. */
	readonly argument?: string | undefined;
	readonly because?: readonly Reason[] | undefined;
	readonly facts?: Readonly<Record<string, string | number | boolean | readonly string[]>> | undefined;
}

/** A constructor call of a layer, bound to Keras's own signature. */
export interface LayerArguments {
	readonly world: World;
	readonly machine: Machine;
	readonly bound: Bound;
	/** The argument or its default. */
	get(name: string): Value;
	given(name: string): Argument | undefined;
	fail(failure: FailureText): never;
}

/**
 * Keras's `InputSpec`: what a layer demands of an input before it is built or called.
 * Dimensions in `shape` that are `null` accept everything.
 */
export interface InputSpec {
	readonly dtype?: DTypeName | undefined;
	readonly shape?: readonly (number | null)[] | undefined;
	readonly ndim?: number | undefined;
	readonly minNdim?: number | undefined;
	readonly maxNdim?: number | undefined;
	/** Axis (may be negative) to required size; `None` in the input is accepted. */
	readonly axes?: Readonly<Record<number, number>> | undefined;
	readonly allowLastAxisSqueeze?: boolean | undefined;
}

/** What an initializer demands of the weight that it fills. */
export interface Initializer {
	readonly rank?: number | undefined;
	readonly minRank?: number | undefined;
	/** How it draws random numbers, which it does of floats only. */
	readonly draws?: "uniform" | "scaled-uniform" | "normal" | "matrix" | undefined;
	/** Shape of the tensor that was given in the initializer's place. */
	readonly shape?: Shape | undefined;
	/** What Keras 2 raises when the initializer meets a size that is `None`; absent when it is the user's. */
	readonly onNoneSize?: "TypeError" | "ValueError" | undefined;
}

export interface WeightOptions {
	readonly dtype?: DTypeName | undefined;
	readonly trainable?: boolean | undefined;
	readonly initializer?: Initializer | undefined;
}

export interface Weight {
	readonly name: string;
	readonly shape: readonly Dim[];
	readonly dtype: DType;
	readonly trainable: boolean;
}

export interface BuiltState {
	readonly weights: readonly Weight[];
	readonly inputs: readonly Spec[];
	readonly inputSpec: readonly InputSpec[] | undefined;
}

/** What `build` does: make weights, and tighten the input spec. */
export interface BuildContext {
	readonly world: World;
	/** Shape of the first input; `shapes` has all of them. */
	readonly shape: RankedShape;
	readonly shapes: readonly Shape[];
	readonly inputs: readonly Spec[];
	/** The first argument of the call as it was passed, for layers with `manyInputs`. */
	readonly argument?: Value | undefined;
	readonly machine: Machine;
	/** The call that builds the layer. */
	readonly origin: Origin;
	/** How that call runs; absent when it is no call. */
	readonly mode?: CallMode | undefined;
	/** Another argument of the call that builds the layer, or its default. */
	parameter(name: string): Value;
	/** The dtype of weights that name none. */
	readonly variableDtype: DType;
	/** Makes a weight. Raises as Keras does when a dimension is `None`; is vague when one is `?`. */
	addWeight(name: string, shape: readonly Dim[], options?: WeightOptions): void;
	/** Keeps a weight of another layer as an attribute: in Keras 3 it is then this layer's own, too. */
	holdWeight(weight: Weight): void;
	/** Builds a sublayer of the layer's own, whose weights become the layer's. */
	buildSublayer(prefix: string, build: (context: BuildContext) => void, shapes?: readonly Shape[]): void;
	setInputSpec(spec: InputSpec | readonly InputSpec[]): void;
	fail(failure: FailureText): never;
}

/**
 * How a layer runs. `symbolic`: on KerasTensors. `graph`: on tensors of a traced graph, as inside the `call` of a
 * user's layer or in a tf.function. `eager`: on real tensors. Keras 2 traces symbolic calls as graphs; Keras 3 only
 * declares their specs.
 */
export type CallMode = "symbolic" | "graph" | "eager";

/** dtypes that an operation does not take, with what it raises where it is traced and on real tensors. */
export interface Refusal {
	readonly dtypes: readonly DTypeName[];
	/** Absent where a graph takes them all the same. */
	readonly graph?: string | undefined;
	readonly eager?: string | undefined;
	/** Before this version, what becomes of such an input is left open. */
	readonly since?: string | undefined;
}

/** What a layer sees when it is called. */
export interface CallContext {
	readonly world: World;
	readonly machine: Machine;
	/** The first argument, nested as it was passed; specs after autocast. */
	readonly input: SpecStructure;
	/** The first argument as it was passed; for layers with `manyInputs`, which get more than tensors in it. */
	readonly argument: Value;
	/** What the layer's autocast makes of a tensor that is passed to it. */
	readonly cast: (spec: Spec) => Spec;
	/** All tensors of the first argument, flat. */
	readonly inputs: readonly Spec[];
	/** The arguments of `call` as they were passed. */
	readonly bound: Bound;
	/** Another argument of `call`, or its default. Keras 3 autocasts the tensors in it, Keras 2 does not. */
	parameter(name: string): Value;
	readonly computeDtype: DType;
	/** `layer.dtype`: that of the weights. */
	readonly variableDtype: DType;
	/** What the layer was built on. */
	readonly builtFor: readonly Spec[] | undefined;
	/** What `build` made, in this call or an earlier one. */
	built(): BuiltState | undefined;
	readonly mode: CallMode;
	/** Whether `call` was called itself, with what its own defaults are. */
	readonly bare: boolean;
	/** Whether it stands for `compute_output_shape` of Keras 2, which looks at no weights: `built` then tells of none. */
	readonly asksShape: boolean;
	/** What flavor of tensors it was called on, and gives. */
	readonly flavor: TensorFlavor;
	/** The inputs as values, for layers that call other layers or functions. */
	readonly values: readonly Value[];
	/** The call, for layers that call other layers or functions. */
	readonly origin: Origin;
	fail(failure: FailureText): never;
}

/** A call as the layer's own `__call__` sees it, before Keras does. */
export interface CallRequest {
	readonly world: World;
	readonly machine: Machine;
	readonly bound: Bound;
	/** The first argument. */
	readonly input: Value;
	readonly built: boolean;
	fail(failure: FailureText): never;
}

/** What Keras gets to see of a call. */
export interface ArrangedCall {
	readonly input: Value;
	/** Replacements for other arguments, by name. */
	readonly others?: Readonly<Record<string, Value>> | undefined;
	/** False when the input spec is not checked. */
	readonly checked?: boolean | undefined;
}

/**
 * A layer of Keras as three questions, in Keras's own order: does the input spec accept the input, what weights does
 * `build` make, what comes out. Each answers, raises (`fail`), or is `vague`. `Config` is what the constructor made of
 * its arguments; when the constructor is vague, every call of the layer is `?`.
 */
export interface LayerDefinition<Config> {
	/** Keras's class name; the layer is `keras.layers.<name>`. */
	readonly name: string;
	/** Where the layer is below `keras.layers` when that is not its class's name. */
	readonly exportedAs?: string | undefined;
	/** Other exported names, e.g. `Convolution2D`. */
	readonly aliases?: readonly string[];
	readonly worlds?: readonly World[];
	/**
	 * Keras's own constructor signature, without `self`. `**kwargs` stands for the arguments of every layer
	 * (`name`, `dtype`, `trainable`, in Keras 2 also `input_shape`, `weights`, …), which the engine checks.
	 */
	readonly signature: ByWorld<string>;
	/** Keywords that the base class takes beyond the signature, through `**kwargs`. */
	readonly baseKeywords?: ByWorld<readonly string[]>;
	/** Keyword arguments that `__init__` takes out of `**kwargs` beyond those of every layer, such as former names. */
	readonly extraArguments?: Partial<Readonly<Record<World, readonly string[]>>> | undefined;
	/** Keras 3: keywords that `__init__` throws away before `Layer.__init__` sees them: all of them, or these and no other. */
	readonly dropsKeywords?: "all" | readonly string[] | undefined;
	/** Keras 2: `__init__` keeps `trainable` to itself, unchecked. */
	readonly ownTrainable?: boolean | undefined;
	/** The world in which `__init__` has an `activity_regularizer` and does not look at it. */
	readonly ignoresActivityRegularizer?: World | undefined;
	/** False where Keras 3 does not convert the arguments of a call: it then forgets a `training` that `call` is not given. */
	readonly convertsArguments?: false | undefined;
	/** Keras 3's data layers take what is no tensor by position. */
	readonly takesPlainArguments?: boolean | undefined;
	/** Signature of `call`, without `self`; its first parameter is the input. Default `inputs`. */
	readonly callSignature?: ByWorld<string>;
	/** What the constructor checks before `Layer.__init__` sees the arguments that every layer has. */
	precheck?(args: LayerArguments): void;
	/** The constructor: checks arguments in Keras's order and gives what the other questions need. */
	configure(args: LayerArguments): Config;
	/** The layer's own `__call__`, where Keras has one: rearranges the arguments or rejects them. */
	arrange?(config: Config, request: CallRequest): ArrangedCall;
	/** Input spec set by the constructor. A list is one per input. */
	inputSpec?(config: Config, world: World): InputSpec | readonly InputSpec[] | undefined;
	build?(config: Config, context: BuildContext): void;
	call(config: Config, context: CallContext): SpecStructure;
	/** dtypes of inputs that the layer's operations refuse where they run, before `call` is asked. */
	readonly refuses?: Partial<Readonly<Record<World, readonly Refusal[]>>> | undefined;
	/** True for layers that check themselves what they are called on: merge layers, and layers without an input spec. */
	readonly manyInputs?: boolean | undefined;
	/** Keras 2 makes the weights in `call`, after it has bound the arguments. */
	readonly buildsInCall?: boolean | undefined;
	/**
	 * Keras 2 does not check the input spec of a built layer that is called again on KerasTensors: the ops fail where
	 * they must: unless any channels do, those of another number than the layer was built for.
	 */
	readonly laterChannels?: "any" | undefined;
	/** What such a call raises for an input of another rank. */
	readonly laterRank?: "ValueError" | "IndexError" | undefined;
	/** Where `call` itself compares such inputs with the weights: nothing else is asked. */
	readonly fitsWeights?: boolean | undefined;
	/** Layers whose floating inputs are not cast to the compute dtype. */
	readonly autocast?: boolean | undefined;
	/** Layers that this one wraps, for `layers`, weights and `variable` tracking. */
	sublayers?(config: Config): readonly Value[];
	/** A configuration with copies of the wrapped layers, as `from_config(get_config())` gives. */
	copy?(config: Config): Config;
	/** The `input_shape` that a layer gives itself when it comes first in a Sequential of Keras 2. */
	implicitInputShape?(bound: Bound): Value | undefined;
	/** What stands for `dtype=`, where a layer has a default of its own or overrules what is given. */
	dtypeArgument?(args: LayerArguments, given: Value | undefined): Value | undefined;
	/** Methods beyond those of every layer, such as `adapt`. */
	readonly methods?: Readonly<Record<string, MethodModel>> | undefined;
	/** Extra attributes of instances beyond the constructor's arguments. */
	attribute?(config: Config, name: string): Value | undefined;
}

/** The name that programs call a layer by. */
export const exportedName = ({ name, exportedAs }: Pick<LayerDefinition<unknown>, "name" | "exportedAs">): string =>
	`keras.layers.${exportedAs ?? name}`;

export const perWorld = <T>(value: ByWorld<T>, world: World): T =>
	typeof value === "object" && value !== null && "keras2" in value ? value[world] : (value as T);
