import { misspelt, type TensorValue, type Value, type World } from "../../domain";
import {
	type Bound,
	bind,
	describeBindError,
	type FunctionModel,
	type LibraryCall,
	Raised,
	raise,
	signature,
	vague,
} from "../../interpreter/api";
import { imageDataFormat } from "../backend/config";
import { type ByWorld, perWorld } from "../engine/layer-definition";
import { blameArgument } from "./blame";
import type { Weights } from "./imagenet-utils";
import { createNetwork, type Network, type Plain, toValue } from "./network";

/** One call of an application: its arguments as read, and the network to build with. */
export interface Construction {
	readonly world: World;
	readonly call: LibraryCall;
	readonly net: Network;
	readonly weights: Weights;
	readonly includeTop: boolean;
	/** The `input_tensor`; absent for None. */
	readonly inputTensor: TensorValue | undefined;
	/** An argument or its default. */
	get(name: string): Value;
	/** An argument that must be a number. */
	number(name: string): number;
	/** An argument by its truth. */
	isTrue(name: string): boolean;
}

/** The arguments that Keras 2 takes through `**kwargs` and hands on. */
export interface HiddenArguments {
	/** Their defaults, which are those of Keras 3 too. */
	readonly defaults: Readonly<Record<string, Plain>>;
	/** Names that the application hands on itself: a second value is a TypeError. */
	readonly taken?: readonly string[];
	/** What any other name raises. */
	readonly otherwise: "TypeError" | "ValueError";
}

/** Of the applications that can be built with other layers than Keras's. */
export const TAKES_LAYERS: HiddenArguments = { defaults: { layers: null }, otherwise: "ValueError" };

/** A public builder of `keras.applications`. */
export interface Application {
	/** `ResNet50`. */
	readonly name: string;
	/** The modules that have it beside `keras.applications` itself. */
	readonly modules: readonly string[];
	readonly worlds?: readonly World[];
	/** Keras's own. */
	readonly signature: ByWorld<string>;
	/** What stands behind its `**kwargs`. */
	readonly hidden?: HiddenArguments;
	build(construction: Construction): Value;
}

/** A builder as the interpreter knows it. */
export interface ApplicationModel extends FunctionModel {
	/** The signature in each world, for comparing it with Keras's own. */
	readonly signatures: Readonly<Record<World, string>>;
}

/** The signature that most applications have. */
export const COMMON =
	"include_top=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax'";

/** `COMMON`, with the model's name in Keras 3. */
export const commonSignature = (name: string): ByWorld<string> => ({
	keras2: COMMON,
	keras3: `${COMMON}, name='${name}'`,
});

/**
 * Makes an application known as `keras.applications.<name>`. What is built is a functional model of ordinary layers, as
 * in Keras; the weights are never loaded. The first problem on the way is the problem of the call.
 */
export function defineApplication(application: Application): ApplicationModel {
	const path = "keras.applications";
	return {
		kind: "function",
		signatures: {
			keras2: perWorld(application.signature, "keras2"),
			keras3: perWorld(application.signature, "keras3"),
		},
		name: `${path}.${application.name}`,
		aliases: application.modules.map((module) => `${path}.${module}.${application.name}`),
		...(application.worlds ? { worlds: application.worlds } : {}),
		call(call) {
			const bound = bind(signature(perWorld(application.signature, call.world)), call.args);
			return blameArgument(bound, () => construct(application, bound, call));
		},
	};
}

function construct(application: Application, bound: Bound, call: LibraryCall): Value {
	const construction = open(application, bound, call);
	const result = call.machine.trap(() => application.build(construction));
	if (!(result instanceof Raised)) return result;
	return result.problem
		? raise(result.problem, call.args.origin)
		: vague(`${application.name}(…) raises ${result.exception}`);
}

function open(application: Application, bound: Bound, call: LibraryCall): Construction {
	const { machine, world, args } = call;
	rejectArguments(application, bound, world);
	if (bound.open) vague(bound.open);
	if (imageDataFormat(machine, world) !== "channels_last") vague("applications with channels first are not followed");
	const names = signature(perWorld(application.signature, world)).parameters.map((parameter) => parameter.name);
	const get = (argument: string): Value => {
		if (names.includes(argument)) return bound.get(argument);
		const given = bound.extra.find((each) => each.name === argument)?.value;
		return given ?? toValue(application.hidden?.defaults[argument] ?? null);
	};
	const isTrue = (argument: string): boolean =>
		machine.truth(get(argument), args.origin) ?? vague(`${argument} is not known`);
	const weights = readWeights(get("weights"));
	const construction: Construction = {
		world,
		call,
		net: createNetwork(call),
		weights,
		includeTop: isTrue("include_top"),
		inputTensor: readInputTensor(get("input_tensor")),
		get,
		number: (argument) => numberOf(get(argument), argument),
		isTrue,
	};
	rejectClasses(construction);
	return construction;
}

function rejectArguments(application: Application, bound: Bound, world: World): void {
	const { name, signature: text } = application;
	const code = "unknown-layer-argument";
	const error = bound.errors[0];
	if (error) {
		const own = signature(perWorld(text, world)).parameters.map((parameter) => parameter.name);
		const what =
			error.kind === "unexpected"
				? misspelt(`${name}()`, error.name, own)
				: { message: describeBindError(error, name) };
		raise({ code, exception: "TypeError", ...what }, "origin" in error ? error.origin : undefined);
	}
	const { defaults, taken, otherwise } = application.hidden ?? TAKES_LAYERS;
	for (const extra of bound.extra) {
		if (extra.name === "layers") rejectLayers(extra.value, world);
		if (extra.name in defaults) continue;
		const exception = taken?.includes(extra.name) ? "TypeError" : otherwise;
		raise({ code, exception, message: `${name}() has no argument ${extra.name}` }, extra.origin);
	}
}

function rejectLayers(value: Value, world: World): void {
	if (value.kind !== "library" || value.name !== "keras.layers" || value.world !== world)
		vague("an application with layers of another library is not followed");
}

function numberOf(value: Value, name: string): number {
	if ((value.kind === "int" || value.kind === "float") && value.value !== undefined) return value.value;
	return vague(`${name} is not known`);
}

function readWeights(value: Value): Weights {
	if (value.kind === "none") return "none";
	if (value.kind === "unknown") return "unknown";
	if (value.kind !== "str") return vague("weights are not followed");
	if (value.value === undefined) return "unknown";
	return value.value === "imagenet" ? "imagenet" : "file";
}

function readInputTensor(value: Value): TensorValue | undefined {
	if (value.kind === "none") return undefined;
	return value.kind === "tensor" && value.flavor === "KerasTensor" ? value : vague("input_tensor is not followed");
}

function rejectClasses({ weights, includeTop, get }: Construction): void {
	const classes = get("classes");
	if (weights !== "imagenet" || !includeTop || classes.kind !== "int" || (classes.value ?? 1000) === 1000) return;
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: `pretrained weights with include_top are for 1000 classes, found classes=${classes.value}`,
		argument: "classes",
	});
}
