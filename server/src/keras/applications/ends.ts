import type { Value } from "../../domain";
import { vague } from "../../interpreter/api";
import { sourcesOf } from "../engine/graph";
import type { Construction } from "./application";
import {
	type InputShape,
	obtainInputShape,
	readInputShape,
	type SizeRules,
	validateActivation,
} from "./imagenet-utils";

/** The input shape by the rules that most applications share. */
export function inputShapeOf(
	construction: Construction,
	rules: SizeRules,
	given: InputShape | undefined = readInputShape(construction.get("input_shape")),
): InputShape {
	const { weights, includeTop, call } = construction;
	return obtainInputShape(given, { ...rules, weights, includeTop, origin: call.args.origin });
}

/** The tensor to begin with: the given one, or a new `Input`. */
export const imageInput = ({ inputTensor, net }: Construction, shape: InputShape): Value =>
	inputTensor ?? net.make("Input", [], { shape: shape.value });

export interface HeadNames {
	/** Name of the pooling layer below the classifier. */
	readonly top?: string;
	readonly avg?: string;
	readonly max?: string;
	/** What stands between pooling and the classifier. */
	between?(x: Value): Value;
}

export const POOL_NAMES: HeadNames = { top: "avg_pool", avg: "avg_pool", max: "max_pool" };

/** What most applications end in: a classifier after global pooling, or pooling, or nothing. */
export function head(construction: Construction, x: Value, names: HeadNames): Value {
	const { net, includeTop } = construction;
	if (!includeTop) return pooled(construction, x, names);
	const y = net.layer("GlobalAveragePooling2D", x, { name: names.top });
	return classifier(construction, names.between?.(y) ?? y);
}

export function classifier({ net, weights, get }: Construction, x: Value): Value {
	const activation = get("classifier_activation");
	validateActivation(activation, weights);
	return net.layer("Dense", x, { units: get("classes"), activation, name: "predictions" });
}

/** Without the top: `pooling` of "avg" or "max"; anything else is none. */
export function pooled({ net, get }: Construction, x: Value, names: HeadNames): Value {
	const pooling = get("pooling");
	if (pooling.kind === "unknown" || (pooling.kind === "str" && pooling.value === undefined))
		vague("pooling is not known");
	if (pooling.kind !== "str") return x;
	if (pooling.value === "avg") return net.layer("GlobalAveragePooling2D", x, { name: names.avg });
	return pooling.value === "max" ? net.layer("GlobalMaxPooling2D", x, { name: names.max }) : x;
}

/** The model from the sources of `input` to `output`; Keras 3 lets the user name it. */
export function finish(construction: Construction, input: Value, output: Value, name: string | Value): Value {
	const { net, inputTensor, world, get } = construction;
	const inputs: Value = inputTensor ? { kind: "list", items: sourcesOf(inputTensor) } : input;
	const given = world === "keras3" ? get("name") : undefined;
	const isAutomatic = given?.kind === "none" && typeof name !== "string";
	return net.make("Model", [inputs, output], { name: given && !isAutomatic ? given : name });
}
