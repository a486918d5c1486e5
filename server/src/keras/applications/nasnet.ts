import { isUnknown, sameDim, type Value } from "../../domain";
import { raise, vague } from "../../interpreter/api";
import { type Application, type Construction, defineApplication } from "./application";
import { finish, head, imageInput, inputShapeOf } from "./ends";
import { type InputShape, readInputShape, shapeOf } from "./imagenet-utils";
import { channelsOf, correctPad, type Network, sizeOf } from "./network";

const NORM = { momentum: 0.9997, epsilon: 1e-3 };
const POINTWISE = { strides: 1, padding: "same", use_bias: false };

const relu = (net: Network, x: Value, name?: string): Value => net.activation(x, "relu", name);
const norm = (net: Network, x: Value, name: string): Value => net.batchNorm(x, name, NORM);

/** Two separable convolutions, each after an activation; the first one has the strides. */
function separable(net: Network, input: Value, filters: number, size: number, strides: number, id: string): Value {
	let x = relu(net, input);
	if (strides === 2) x = net.pad(x, correctPad(x, size), `separable_conv_1_pad_${id}`);
	const padding = strides === 2 ? "valid" : "same";
	x = net.separable(x, filters, size, { strides, padding, use_bias: false, name: `separable_conv_1_${id}` });
	x = relu(net, norm(net, x, `separable_conv_1_bn_${id}`));
	x = net.separable(x, filters, size, { padding: "same", use_bias: false, name: `separable_conv_2_${id}` });
	return norm(net, x, `separable_conv_2_bn_${id}`);
}

/** Half of the filters from the image, the other half from the image moved by one pixel. */
function halved(net: Network, input: Value, filters: number, id: string): Value {
	const x = relu(net, input, `adjust_relu_1_${id}`);
	const half = (y: Value, part: number): Value => {
		const pooled = net.pool("Average", y, 1, 2, { padding: "valid", name: `adjust_avg_pool_${part}_${id}` });
		const options = { padding: "same", use_bias: false, name: `adjust_conv_${part}_${id}` };
		return net.conv(pooled, Math.floor(filters / 2), 1, options);
	};
	const first = half(x, 1);
	const moved = net.layer(
		"Cropping2D",
		net.pad(x, [
			[0, 1],
			[0, 1],
		]),
		{
			cropping: [
				[1, 0],
				[1, 0],
			],
		},
	);
	return norm(net, net.concat([first, half(moved, 2)]), `adjust_bn_${id}`);
}

/** Makes the output of the cell before the last fit the last one. */
function adjust(net: Network, before: Value | undefined, input: Value, filters: number, id: string): Value {
	if (!before) return input;
	const [width, wanted] = [sizeOf(before, -2), sizeOf(input, -2)];
	if (isUnknown(width) || isUnknown(wanted)) vague("the size of the image is not known");
	if (!sameDim(width, wanted)) return halved(net, before, filters, id);
	if (channelsOf(before) === filters) return before;
	const name = `adjust_conv_projection_${id}`;
	return norm(net, net.conv(relu(net, before), filters, 1, { ...POINTWISE, name }), `adjust_bn_${id}`);
}

const squeezed = (net: Network, input: Value, filters: number, kind: string, id: string): Value =>
	norm(
		net,
		net.conv(relu(net, input), filters, 1, { ...POINTWISE, name: `${kind}_conv_1_${id}` }),
		`${kind}_bn_1_${id}`,
	);

/** What a cell works with: filters, and the end of its layers' names. */
type Cell = (net: Network, input: Value, before: Value | undefined, filters: number, id: string) => Value;

const normalCell: Cell = (net, input, before, filters, id) => {
	const p = adjust(net, before, input, filters, id);
	const h = squeezed(net, input, filters, "normal", id);
	const branch = (x: Value, size: number, part: string) => separable(net, x, filters, size, 1, `normal_${part}_${id}`);
	const pool = (x: Value, part: string) =>
		net.pool("Average", x, 3, 1, { padding: "same", name: `normal_${part}_${id}` });
	const add = (parts: readonly Value[], at: number) => net.add(parts, `normal_add_${at}_${id}`);
	const x1 = add([branch(h, 5, "left1"), branch(p, 3, "right1")], 1);
	const x2 = add([branch(p, 5, "left2"), branch(p, 3, "right2")], 2);
	const x3 = add([pool(h, "left3"), p], 3);
	const x4 = add([pool(p, "left4"), pool(p, "right4")], 4);
	const x5 = add([branch(h, 3, "left5"), h], 5);
	return net.concat([p, x1, x2, x3, x4, x5], `normal_concat_${id}`);
};

const reductionCell: Cell = (net, input, before, filters, id) => {
	const p = adjust(net, before, input, filters, id);
	const h = squeezed(net, input, filters, "reduction", id);
	const padded = net.pad(h, correctPad(h, 3), `reduction_pad_1_${id}`);
	const branch = (x: Value, size: number, strides: number, part: string) =>
		separable(net, x, filters, size, strides, `reduction_${part}_${id}`);
	const pool = (kind: "Max" | "Average", part: string) =>
		net.pool(kind, padded, 3, 2, { padding: "valid", name: `reduction_${part}_${id}` });
	const x1 = net.add([branch(h, 5, 2, "left1"), branch(p, 7, 2, "right1")], `reduction_add_1_${id}`);
	const x2 = net.add([pool("Max", "left2"), branch(p, 7, 2, "right2")], `reduction_add_2_${id}`);
	const x3 = net.add([pool("Average", "left3"), branch(p, 5, 2, "right3")], `reduction_add3_${id}`);
	const x4 = net.add([x2, net.pool("Average", x1, 3, 1, { padding: "same", name: `reduction_left4_${id}` })]);
	const x5 = net.add([branch(x1, 3, 1, "left4"), pool("Max", "right5")], `reduction_add4_${id}`);
	return net.concat([x2, x3, x4, x5], `reduction_concat_${id}`);
};

interface Architecture {
	readonly size: number;
	/** Filters of the last cells, of which there are 24 parts. */
	readonly penultimate: number;
	readonly blocks: number;
	readonly stem: number;
	/** Whether the cell after a reduction sees what came before it. */
	readonly skips: boolean;
}

/** Three runs of normal cells with a reduction before each; a cell sees the outputs of the two before it. */
function features(net: Network, image: Value, { penultimate, blocks, stem, skips }: Architecture): Value {
	const filters = penultimate / 24;
	const options = { strides: 2, padding: "valid", use_bias: false, name: "stem_conv1" };
	let x = norm(net, net.conv(image, stem, 3, options), "stem_bn1");
	let before: Value | undefined;
	const step = (cell: Cell, width: number, id: string): Value => {
		const input = x;
		x = cell(net, input, before, width, id);
		return input;
	};
	before = step(reductionCell, filters / 4, "stem_1");
	before = step(reductionCell, filters / 2, "stem_2");
	for (let run = 0; run < 3; run += 1) {
		const width = filters * 2 ** run;
		if (run > 0) {
			const skipped = step(reductionCell, width, `reduce_${run * blocks}`);
			if (!skips) before = skipped;
		}
		const first = run === 0 ? 0 : run * blocks + 1;
		for (let at = 0; at < blocks; at += 1) before = step(normalCell, width, String(first + at));
	}
	return relu(net, x);
}

/** Pretrained weights need a static shape; NASNetMobile of Keras 3 has one even without its top. */
function shapeOfImage(construction: Construction, { size }: Architecture): InputShape {
	const { weights, includeTop, world } = construction;
	const given = readInputShape(construction.get("input_shape"));
	if (
		weights === "imagenet" &&
		given?.value.kind === "tuple" &&
		given.value.items.some((item) => item.kind === "none")
	) {
		raise({
			code: "invalid-input-shape",
			exception: "ValueError",
			message: "pretrained weights of a NASNet need a static input_shape",
			argument: "input_shape",
		});
	}
	const own = world === "keras3" && size === 224 && !includeTop ? shapeOf([224, 224, 3]) : undefined;
	return inputShapeOf(construction, { defaultSize: size, minSize: 32 }, given ?? own);
}

const ARGUMENTS =
	"input_shape=None, include_top=True, weights='imagenet', input_tensor=None, pooling=None, classes=1000, classifier_activation='softmax'";

const nasnet = (name: string, modelName: string, architecture: Architecture): Application => ({
	name,
	modules: ["nasnet"],
	signature: { keras2: ARGUMENTS, keras3: `${ARGUMENTS}, name='${modelName}'` },
	build(construction) {
		const input = imageInput(construction, shapeOfImage(construction, architecture));
		const x = features(construction.net, input, architecture);
		return finish(construction, input, head(construction, x, {}), "NASNet");
	},
});

/** `keras.applications.nasnet`. */
export const NASNET = [
	defineApplication(
		nasnet("NASNetMobile", "nasnet_mobile", { size: 224, penultimate: 1056, blocks: 4, stem: 32, skips: false }),
	),
	defineApplication(
		nasnet("NASNetLarge", "nasnet_large", { size: 331, penultimate: 4032, blocks: 6, stem: 96, skips: true }),
	),
];
