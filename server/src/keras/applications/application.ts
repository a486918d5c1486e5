import { str, type TensorValue, type Value, type World } from "../../domain";
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
import { misspelt } from "../engine/did-you-mean";
import { type ByWorld, perWorld } from "../engine/layer-definition";
import { blameArgument } from "./blame";
import type { Weights } from "./imagenet-utils";
import { createNetwork, type Network } from "./network";

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

/** A public builder of `keras.applications`. */
export interface Application {
	/** `ResNet50`. */
	readonly name: string;
	/** The modules that have it beside `keras.applications` itself. */
	readonly modules: readonly string[];
	readonly worlds?: readonly World[];
	/** Keras's own; `**kwargs` takes `layers`, and `classifier_activation` if it is not among the others. */
	readonly signature: ByWorld<string>;
	build(construction: Construction): Value;
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
export function defineApplication(application: Application): FunctionModel {
	const path = "keras.applications";
	return {
		kind: "function",
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
	// ResNet of Keras 2 has its classifier's activation in `**kwargs`.
	const hidden = bound.extra.find((each) => each.name === "classifier_activation")?.value ?? str("softmax");
	const get = (argument: string): Value => (names.includes(argument) ? bound.get(argument) : hidden);
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

/** ResNet and the like of Keras 2 take `layers` and look at the rest of `**kwargs` themselves. */
function rejectArguments({ name, signature: text }: Application, bound: Bound, world: World): void {
	const error = bound.errors[0];
	if (error) {
		const own = signature(perWorld(text, world)).parameters.map((parameter) => parameter.name);
		const what =
			error.kind === "unexpected"
				? misspelt(`${name}()`, error.name, own)
				: { message: describeBindError(error, name) };
		raise(
			{ code: "unknown-layer-argument", exception: "TypeError", ...what },
			"origin" in error ? error.origin : undefined,
		);
	}
	for (const extra of bound.extra) {
		if (extra.name === "classifier_activation") continue;
		if (extra.name !== "layers")
			raise(
				{ code: "unknown-layer-argument", exception: "ValueError", message: `${name}() has no argument ${extra.name}` },
				extra.origin,
			);
		if (extra.value.kind !== "library" || extra.value.name !== "keras.layers" || extra.value.world !== world)
			vague("an application with layers of another library is not followed");
	}
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
