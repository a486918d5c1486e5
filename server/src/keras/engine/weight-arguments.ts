import {
	type Dim,
	type DType,
	type IntValue,
	isFloating,
	isStatic,
	type Origin,
	printShape,
	type RankedShape,
	ranked,
	type Shape,
	type Value,
	type World,
} from "../../domain";
import { type Bound, bind, type CallArguments, type LibraryCall, raise, signature, vague } from "../../interpreter/api";
import { isSince } from "../versions/release";
import { checkConstraint, checkInitializer, checkRegularizer } from "./common-arguments";
import { readDType } from "./dtype-policy";
import { layerArguments } from "./layer-arguments";
import type { Initializer, LayerArguments } from "./layer-definition";
import type { LayerState } from "./layer-state";
import { valueToDim } from "./shape-value";

/** What `add_weight` makes of its arguments. */
export interface WeightArguments {
	readonly bound: Bound;
	readonly name: string;
	readonly shape: RankedShape;
	readonly dtype: DType;
	readonly initializer: Initializer;
}

const SIGNATURES: Readonly<Record<World, string>> = {
	keras2:
		"name=None, shape=None, dtype=None, initializer=None, regularizer=None, trainable=None, constraint=None, use_resource=None, synchronization=None, aggregation=None, **kwargs",
	keras3:
		"shape=None, initializer=None, dtype=None, trainable=True, autocast=True, regularizer=None, constraint=None, aggregation='none', overwrite_with_gradient=False, name=None",
};

/** Keywords of Keras 2 beyond the signature. */
const KNOWN: ReadonlySet<string> = new Set([
	"partitioner",
	"collections",
	"experimental_autocast",
	"caching_device",
	"getter",
	"layout",
	"experimental_enable_variable_lifting",
]);

const fail = (message: string, argument: string, exception = "ValueError"): never =>
	raise({ code: "invalid-layer-argument", exception, message, argument });

/**
 * The arguments of `add_weight`, checked in the order of keras/src/engine/base_layer.py (2.15) and
 * keras/src/layers/layer.py (3). In Keras 2 the name comes first, in Keras 3 the shape.
 */
export function readWeightArguments(state: LayerState, { machine, args }: LibraryCall): WeightArguments {
	const { world } = state;
	const isKeras2 = world === "keras2";
	if (!isKeras2) rejectFormerOrder(args, isSince("3.15", { machine, world }));
	const bound = bind(signature(SIGNATURES[world]), args);
	rejectUnbound(bound);
	if (bound.open) vague(bound.open);
	const own = layerArguments(world, machine, bound);
	const name = bound.get("name");
	if (isKeras2) checkName(name, world);
	const dtype = readWeightDType(bound.get("dtype"), state);
	const initializer = readInitializer(own, dtype, state.name ?? "the layer");
	if (isKeras2) checkRules(own);
	else checkName(name, world);
	const shape = readShape(bound.get("shape"), initializer, world, args.origin);
	checkAggregation(bound.get("aggregation"), world);
	if (!isKeras2) checkRules(own);
	return { bound, name: name.kind === "str" ? (name.value ?? "variable") : "variable", shape, dtype, initializer };
}

function checkRules(own: LayerArguments): void {
	checkRegularizer(own, "regularizer");
	checkConstraint(own, "constraint");
}

/** Keras 3 has the shape where Keras 2 has the name, and knows the habit; it takes three arguments by position. */
function rejectFormerOrder({ positional, keywords }: CallArguments, isCounted: boolean): void {
	if (positional.length > 3 && isCounted)
		fail(`add_weight takes 3 arguments by position, found ${positional.length}`, "shape", "TypeError");
	if (positional[0]?.value.kind === "str")
		fail("add_weight of Keras 3 takes the shape first, found a string: pass the name as name=", "name");
	const twice = ["shape", "initializer", "dtype"].find(
		(name, index) => positional[index] && keywords.some((each) => each.name === name && each.value.kind !== "none"),
	);
	if (twice) fail(`add_weight got ${twice} both by position and by keyword`, twice);
}

function rejectUnbound({ errors: [error], extra }: Bound): void {
	const odd = extra.find(({ name }) => !KNOWN.has(name));
	const name = error && "name" in error ? error.name : odd?.name;
	if (!error && !odd) return;
	if (error?.kind === "duplicate") fail(`add_weight got ${name} both by position and by keyword`, "name", "TypeError");
	fail(name ? `add_weight does not take ${name}` : "add_weight got too many arguments", name ?? "name", "TypeError");
}

/** Keras 2 adds a string to the name; Keras 3 takes strings without a slash. */
function checkName(name: Value, world: World): void {
	if (name.kind === "none" || name.kind === "unknown" || name.kind === "instance") return;
	const isKeras2 = world === "keras2";
	if (name.kind === "str") {
		if (!isKeras2 && name.value?.includes("/"))
			fail(`the name of a weight must not contain "/": "${name.value}"`, "name");
		return;
	}
	if (isKeras2 && isEmpty(name)) return;
	const isShape = isKeras2 && (name.kind === "tuple" || name.kind === "list" || name.kind === "tensorshape");
	const found = isShape ? "a shape: pass it as shape=" : `a value of type ${name.kind}`;
	fail(`the name of a weight must be a string, found ${found}`, "name", isKeras2 ? "TypeError" : "ValueError");
}

const isEmpty = (value: Value): boolean =>
	(value.kind === "int" && !value.value) || ((value.kind === "tuple" || value.kind === "list") && !value.items?.length);

function checkAggregation(value: Value, world: World): void {
	if (value.kind !== "str" || value.value === undefined) return;
	if (world === "keras3" && ["none", "mean", "sum", "only_first_replica"].includes(value.value)) return;
	fail(`"${value.value}" is not an aggregation of variables`, "aggregation");
}

function readWeightDType(value: Value, { policy, world }: LayerState): DType {
	if (value.kind === "none") return policy.variable;
	const dtype = readDType(value, world, world === "keras2" ? "TypeError" : "ValueError");
	return typeof dtype === "string" ? dtype : vague("the dtype of the weight is not known");
}

/** Without an initializer, what is not floating is zeros; Keras 2 knows none for strings. */
function readInitializer(own: LayerArguments, dtype: DType, name: string): Initializer {
	const read = checkInitializer(own, "initializer");
	if (own.get("initializer").kind !== "none" || isFloating(dtype)) return read;
	if (typeof dtype !== "string") return {};
	if (own.world === "keras2" && dtype === "string")
		fail(`${name} needs an initializer for its weight of strings`, "initializer");
	return { onNoneSize: "ValueError" };
}

function readShape(value: Value, initializer: Initializer, world: World, origin: Origin): RankedShape {
	if (value.kind === "none") return ranked([]);
	if (value.kind === "tensorshape") return knownShape(value.shape);
	if (value.kind === "int") return ranked([sizeAlone(value, initializer, world)]);
	const exception = world === "keras2" ? "TypeError" : "ValueError";
	if (value.kind === "str" && value.value !== "") return fail("the shape of a weight is a string", "shape", exception);
	if ((value.kind !== "tuple" && value.kind !== "list") || !value.items)
		return vague("the shape of the weight is not known");
	const shape = ranked(value.items.map((item) => readSize(item, exception, origin)));
	if (shape.dims.some((dim) => isStatic(dim) && dim < 0))
		fail(`a weight cannot have the negative size of ${printShape(shape)}`, "shape");
	return shape;
}

/** An int in place of a shape: in Keras 2 the initializer decides. */
function sizeAlone(value: IntValue, { onNoneSize, draws }: Initializer, world: World): Dim {
	const message = "the shape of a weight must be a tuple, found an int";
	if (world === "keras3") fail(message, "shape");
	if (onNoneSize === "TypeError") fail(message, "shape", "TypeError");
	if (draws) fail(message, "shape", "InvalidArgumentError");
	return onNoneSize && value.value !== undefined ? value.value : vague("a weight whose shape is an int");
}

function readSize(item: Value, exception: string, origin: Origin): Dim {
	if (item.kind === "bool" && item.value !== undefined) return Number(item.value);
	const dim = valueToDim(item, { text: "None was written here", origin });
	if (dim !== undefined) return dim;
	if (item.kind !== "float" && item.kind !== "str") return vague("a size of the weight is not followed");
	return fail(`a size of a weight must be an int, found a ${item.kind}`, "shape", exception);
}

const knownShape = (shape: Shape): RankedShape =>
	shape.kind === "ranked" ? shape : vague("the shape of the weight is not known");
