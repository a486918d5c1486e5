import {
	type Dim,
	type DType,
	type DTypeName,
	isNone,
	isStatic,
	type Origin,
	printDim,
	printShape,
	type RankedShape,
	type Shape,
	type Spec,
	type Value,
	type World,
} from "../../domain";
import { type Machine, raise, vague } from "../../interpreter/api";
import { isSince } from "../versions/release";
import type { BuildContext, CallMode, FailureText, Initializer, InputSpec } from "./layer-definition";
import type { BuiltState, Weight } from "./layer-state";

export function failWith(failure: FailureText): never {
	raise({ ...failure, exception: failure.exception ?? "ValueError" });
}

interface Building {
	readonly weights: Weight[];
	readonly argument: Value | undefined;
	inputSpec: readonly InputSpec[] | undefined;
}

/** Where and for whom a layer is built. */
export interface BuildSite {
	readonly world: World;
	readonly machine: Machine;
	/** The call that builds it. */
	readonly origin: Origin;
	readonly mode?: CallMode | undefined;
	readonly variableDtype: DType;
	/** The layer's name, for messages. */
	readonly layer: string;
	/** The other arguments of the call that builds it. */
	readonly parameter: (name: string) => Value;
}

/** Runs a layer's `build` and collects what it made. */
export function runBuild(
	build: (context: BuildContext) => void,
	inputs: readonly Spec[],
	site: BuildSite,
	argument?: Value,
): BuiltState {
	const state: Building = { weights: [], argument, inputSpec: undefined };
	const shapes = inputs.map((input) => input.shape);
	rejectNone(argument, site);
	build(context(state, shapes, inputs, site, ""));
	const built = { weights: state.weights, inputs, inputSpec: state.inputSpec };
	REAL.add(built);
	return built;
}

/** From 3.4 to 3.12, Keras took None in a list of inputs, and then asked it for its shape (`get_shapes_dict` of layer.py). */
function rejectNone(argument: Value | undefined, site: BuildSite): void {
	if (site.world === "keras2" || !isSince("3.4", site) || isSince("3.13", site)) return;
	const isListed = (argument?.kind === "list" || argument?.kind === "tuple") && argument.items;
	if (!isListed || !argument.items?.some(({ kind }) => kind === "none")) return;
	raise({
		code: "invalid-layer-input",
		exception: "AttributeError",
		message: `${site.layer} was called on a list that holds None, which has no shape`,
	});
}

const REAL = new WeakSet<BuiltState>();

/** Whether a layer's own definition built it, rather than a user's class that marked itself as built. */
export const isRealBuild = (built: BuiltState): boolean => REAL.has(built);

function context(
	state: Building,
	shapes: readonly Shape[],
	inputs: readonly Spec[],
	site: BuildSite,
	prefix: string,
): BuildContext {
	const first = shapes[0];
	const { world, machine, origin, mode, variableDtype, layer, parameter } = site;
	return {
		world,
		machine,
		origin,
		mode,
		variableDtype,
		parameter,
		shapes,
		inputs,
		argument: state.argument,
		get shape(): RankedShape {
			if (first?.kind === "ranked") return first;
			return vague(first && "why" in first ? first.why : "the input's shape is not known");
		},
		addWeight(name, shape, options = {}) {
			const path = prefix + name;
			const dtype: DType = options.dtype ?? variableDtype;
			checkWeight({ name: path, shape, dtype, initializer: options.initializer }, layer, world);
			state.weights.push({ name: path, shape, dtype, trainable: options.trainable ?? true });
		},
		holdWeight: (weight) => void state.weights.push(weight),
		buildSublayer(name, build, subShapes = shapes) {
			build(context(state, subShapes, inputs, site, `${prefix}${name}/`));
		},
		setInputSpec(spec) {
			state.inputSpec = Array.isArray(spec) ? spec : [spec as InputSpec];
		},
		fail: failWith,
	};
}

/** A weight that is to be made. */
export interface WeightRequest {
	readonly name: string;
	readonly shape: readonly Dim[];
	readonly dtype: DType;
	readonly initializer: Initializer | undefined;
}

/** What Keras and the initializer say of a weight when it is made. */
export function checkWeight({ name, shape, dtype, initializer }: WeightRequest, layer: string, world: World): void {
	const none = shape.find(isNone);
	if (none) {
		raise({
			code: "undefined-dimension",
			exception: exceptionOfNoneSize(world, initializer),
			message: `${layer} cannot make its weight ${name} of shape (${shape.map(printDim).join(", ")}): a dimension is None`,
			because: [none.why],
		});
	}
	checkInitialized(name, shape, initializer, layer);
	checkDrawable(name, dtype, initializer, world, layer);
}

const SMALL: ReadonlySet<string> = new Set(["bool", "uint8", "uint16", "int8", "int16"] satisfies DTypeName[]);

/** Random numbers are not drawn of ints. */
function checkDrawable(
	path: string,
	dtype: DType,
	initializer: Initializer | undefined,
	world: World,
	layer: string,
): void {
	const draws = initializer?.draws;
	const isUniform = draws === "uniform" || draws === "scaled-uniform";
	const isWhole = dtype === "int32" || dtype === "int64";
	const isSmall = typeof dtype === "string" && SMALL.has(dtype);
	if (!draws || !(isWhole || (isSmall && (isUniform || world === "keras2")))) return;
	const keras3 = isUniform ? "InvalidArgumentError" : "TypeError";
	const whole = world === "keras3" ? keras3 : draws === "uniform" ? "TypeError" : "ValueError";
	raise({
		code: "invalid-layer-argument",
		exception: isWhole ? whole : "ValueError",
		anyBackend: world === "keras2",
		message: `the initializer of ${layer}'s ${path} draws floats, the weight's dtype is ${dtype}`,
		argument: "dtype",
	});
}

/** Initializers run when the weight is made: some take only matrices, a tensor in their place only its own shape. */
function checkInitialized(
	path: string,
	shape: readonly Dim[],
	initializer: Initializer | undefined,
	layer: string,
): void {
	const fail = (needs: string): never =>
		raise({
			code: "invalid-layer-argument",
			exception: "ValueError",
			message: `the initializer of ${layer}'s ${path} needs ${needs}, the weight has shape (${shape.map(printDim).join(", ")})`,
		});
	if (!initializer) return;
	if (initializer.rank !== undefined && shape.length !== initializer.rank) fail(`rank ${initializer.rank}`);
	if (initializer.minRank !== undefined && shape.length < initializer.minRank) fail(`rank ${initializer.minRank}`);
	const given = initializer.shape;
	if (given?.kind !== "ranked") return;
	const fits =
		given.dims.length === shape.length &&
		given.dims.every((dim, axis) => !isStatic(dim) || !isStatic(shape[axis] as Dim) || dim === shape[axis]);
	if (!fits) fail(`shape ${printShape(given)}`);
}

/** Keras 3 checks a variable's shape itself; in Keras 2 the initializer meets the `None`. */
function exceptionOfNoneSize(world: World, initializer: Initializer | undefined): string {
	if (world === "keras3" || initializer === undefined) return "ValueError";
	return initializer.onNoneSize ?? vague("what the initializer does with a size that is None is not known");
}

export const rankedOrVague = (shape: Shape): RankedShape =>
	shape.kind === "ranked" ? shape : vague("why" in shape ? shape.why : "the shape is not known");

/** The shape of a layer's only input; `?` when its rank is not known. */
export const onlyShape = (inputs: readonly Spec[]): RankedShape =>
	inputs[0] ? rankedOrVague(inputs[0].shape) : vague("the layer has no input");
