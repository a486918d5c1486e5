import { type Dim, isStatic, printShape, ranked, type Spec, spec, unknownDim, type Value } from "../../../domain";
import { typeName, vague } from "../../../interpreter/api";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { defineLayer } from "../../engine/define-layer";
import type { CallContext, LayerArguments } from "../../engine/layer-definition";
import { type AdaptiveConfig, poolTensor } from "./adaptive-windows";
import { imageFormatOf } from "./image-format";

/** Adaptive pooling of Keras 3: images of any size -> `output_size`. Mirrors pooling/base_adaptive_pooling.py. */
export const defineAdaptivePoolingLayer = (kind: "Average" | "Max", rank: 1 | 2 | 3) =>
	defineLayer<AdaptiveConfig>({
		name: `Adaptive${kind}Pooling${rank}D`,
		worlds: ["keras3"],
		signature: "output_size, data_format=None, **kwargs",
		callSignature: "inputs",
		manyInputs: true,
		precheck: (args) => void readOutputSize(args, rank),
		configure: (args) => ({
			mode: kind === "Max" ? "max" : "average",
			size: readOutputSize(args, rank),
			channelsFirst: imageFormatOf(args),
			isBool: args.get("output_size").kind === "bool",
		}),
		call: pooled,
	});

/** An int for all axes, or one for each. */
function readOutputSize(args: LayerArguments, rank: number): readonly Dim[] {
	const value = args.get("output_size");
	const fail = (found: string, exception: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			exception,
			message: `output_size must be an int or ${rank} ints, found ${found}`,
			argument: "output_size",
		});
	if (value.kind === "unknown" || value.kind === "instance") return vague("output_size is not known");
	const single = asInt(value);
	if (single !== undefined) return new Array<Dim>(rank).fill(single);
	if (value.kind === "int" || value.kind === "bool")
		return new Array<Dim>(rank).fill(unknownDim({ text: "output_size is not known" }));
	const items = itemsOf(value) ?? fail(`a value of type ${typeName(value)}`, "TypeError");
	if (items.length !== rank) fail(`${items.length} of them`, rank === 1 ? "ValueError" : "TypeError");
	return items.map(sizeOf);
}

const sizeOf = (item: Value): Dim => asInt(item) ?? unknownDim({ text: "a size that is not known" });

function pooled(config: AdaptiveConfig, context: CallContext): Spec {
	const { size, channelsFirst } = config;
	const { argument, computeDtype, mode } = context;
	if (mode !== "symbolic") return poolTensor(config, context);
	if (argument.kind !== "tensor" || argument.spec.shape.kind !== "ranked") return vague("the input is not a tensor");
	const { dims } = argument.spec.shape;
	if (size.some((each) => isStatic(each) && each < 0))
		context.fail({
			code: "invalid-layer-argument",
			message: "output_size must not be negative",
			argument: "output_size",
		});
	const [batch, channels] = [dims[0], channelsFirst ? dims[1] : dims.at(-1)];
	if (batch === undefined || channels === undefined) {
		return context.fail({
			code: "input-rank",
			exception: "IndexError",
			message: `adaptive pooling needs a batch and channels, found ${printShape(argument.spec.shape)}`,
		});
	}
	return spec(ranked(channelsFirst ? [batch, channels, ...size] : [batch, ...size, channels]), computeDtype);
}
