import type { Value } from "../../domain";
import { type ClassModel, raise, vague } from "../../interpreter/api";
import { defineLayer } from "../engine/define-layer";
import { sourcesOf } from "../engine/graph";
import { isSpec } from "../engine/structure";
import { type Application, type Construction, defineApplication } from "./application";
import { imageInput, inputShapeOf, pooled } from "./ends";
import { channelsOfShape, type InputShape, validateActivation } from "./imagenet-utils";
import type { Network } from "./network";

const EPSILON = { epsilon: 1e-6 };
const MEAN = [0.485, 0.456, 0.406].map((each) => each * 255);
const VARIANCE = [0.229, 0.224, 0.225].map((each) => (each * 255) ** 2);

/** A weight for each channel. */
export const LayerScale: ClassModel = {
	...defineLayer({
		name: "LayerScale",
		signature: "init_values, projection_dim, **kwargs",
		callSignature: "x",
		configure: (args) => args.get("projection_dim"),
		build(channels, { addWeight }) {
			addWeight("gamma", [
				channels.kind === "int" && channels.value !== undefined ? channels.value : vague("channels"),
			]);
		},
		call: (_config, { input }) => (isSpec(input) ? input : vague("not a tensor")),
	}),
	name: "keras.src.applications.convnext.LayerScale",
};

const layerNorm = (net: Network, x: Value, name?: string): Value =>
	net.layer("LayerNormalization", x, { ...EPSILON, name });

function block(net: Network, input: Value, width: number, name: string): Value {
	const options = { padding: "same", groups: width, name: `${name}_depthwise_conv` };
	let x = layerNorm(net, net.conv(input, width, 7, options), `${name}_layernorm`);
	x = net.layer("Dense", x, { units: 4 * width, name: `${name}_pointwise_conv_1` });
	x = net.activation(x, "gelu", `${name}_gelu`);
	x = net.layer("Dense", x, { units: width, name: `${name}_pointwise_conv_2` });
	x = net.call(net.make("src.applications.convnext.LayerScale", [1e-6, width], { name: `${name}_layer_scale` }), x);
	return net.operate("+", input, net.activation(x, "linear", `${name}_identity`));
}

/** The layers between the stages are made first, each pair in a Sequential. */
function downsampling(net: Network, widths: readonly number[], name: string): readonly Value[] {
	const sequential = (layers: readonly Value[], own: string): Value =>
		net.make("Sequential", [{ kind: "list", items: layers }], { name: own });
	const normOf = (own: string) => net.make("layers.LayerNormalization", [], { ...EPSILON, name: own });
	const convOf = (width: number, size: number, own: string) =>
		net.make("layers.Conv2D", [width, size], { strides: size, name: own });
	const stem = [convOf(widths[0] as number, 4, `${name}_stem_conv`), normOf(`${name}_stem_layernorm`)];
	return widths.map((width, index) => {
		if (index === 0) return sequential(stem, `${name}_stem`);
		const at = index - 1;
		const layers = [
			normOf(`${name}_downsampling_layernorm_${at}`),
			convOf(width, 2, `${name}_downsampling_conv_${at}`),
		];
		return sequential(layers, `${name}_downsampling_block_${at}`);
	});
}

function preprocessed({ net, isTrue }: Construction, x: Value, shape: InputShape, name: string): Value {
	if (!isTrue("include_preprocessing")) return x;
	if (channelsOfShape(shape) !== 3) return x;
	return net.layer("Normalization", x, { mean: MEAN, variance: VARIANCE, name: `${name}_prestem_normalization` });
}

function top(construction: Construction, x: Value, name: string): Value {
	const { net, get, weights } = construction;
	const activation = get("classifier_activation");
	if (!construction.includeTop) return layerNorm(net, pooled(construction, x, {}));
	validateActivation(activation, weights);
	const y = layerNorm(
		net,
		net.layer("GlobalAveragePooling2D", x, { name: `${name}_head_gap` }),
		`${name}_head_layernorm`,
	);
	return net.layer("Dense", y, { units: get("classes"), activation, name: `${name}_head_dense` });
}

/** Names of layers begin with that of the model; in Keras 3, pretrained weights demand their own name in it. */
function nameOf({ world, get, weights }: Construction, own: string): string {
	const argument = world === "keras2" ? "model_name" : "name";
	const given = get(argument);
	const name = given.kind === "str" && given.value !== undefined ? given.value : vague("the model's name is not known");
	if (world === "keras2" || weights !== "imagenet" || name.includes(own)) return name;
	const message = `pretrained weights need a name that has ${own} in it, found ${name}`;
	return raise({ code: "invalid-layer-argument", exception: "ValueError", message, argument });
}

/** Keras 2 begins at the source of the given tensor, Keras 3 at the tensor. */
function begin(construction: Construction, shape: InputShape): readonly [inputs: Value, x: Value] {
	const { inputTensor, world } = construction;
	if (!inputTensor) {
		const input = imageInput(construction, shape);
		return [input, input];
	}
	const source = sourcesOf(inputTensor)[0] ?? vague("where the input_tensor comes from is not known");
	return [source, world === "keras2" ? source : inputTensor];
}

const ARGUMENTS =
	"include_top=True, include_preprocessing=True, weights='imagenet', input_tensor=None, input_shape=None, pooling=None, classes=1000, classifier_activation='softmax'";

const convnext = (size: string, depths: readonly number[], width: number): Application => {
	const own = `convnext_${size.toLowerCase()}`;
	return {
		name: `ConvNeXt${size}`,
		modules: ["convnext"],
		signature: { keras2: `model_name='${own}', ${ARGUMENTS}`, keras3: `${ARGUMENTS}, name='${own}'` },
		build(construction) {
			const { net } = construction;
			const name = nameOf(construction, own);
			const shape = inputShapeOf(construction, { defaultSize: 224, minSize: 32 });
			const [inputs, start] = begin(construction, shape);
			let x = preprocessed(construction, start, shape, name);
			const widths = depths.map((_, stage) => width * 2 ** stage);
			const steps = downsampling(net, widths, name);
			for (const [stage, depth] of depths.entries()) {
				x = net.call(steps[stage] as Value, x);
				for (let at = 0; at < depth; at += 1)
					x = block(net, x, widths[stage] as number, `${name}_stage_${stage}_block_${at}`);
			}
			return net.make("Model", [], { inputs, outputs: top(construction, x, name), name });
		},
	};
};

/** `keras.applications.convnext`. */
export const CONVNEXT = [
	defineApplication(convnext("Tiny", [3, 3, 9, 3], 96)),
	defineApplication(convnext("Small", [3, 3, 27, 3], 96)),
	defineApplication(convnext("Base", [3, 3, 27, 3], 128)),
	defineApplication(convnext("Large", [3, 3, 27, 3], 192)),
	defineApplication(convnext("XLarge", [3, 3, 27, 3], 256)),
	LayerScale,
];
