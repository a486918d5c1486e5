import { typeName, vague } from "../../../../interpreter/api";
import { itemsOf, readNumber } from "../../../engine/argument-readers";
import type { CallContext, LayerArguments } from "../../../engine/layer-definition";
import { checkSeed3, defineAugmentationLayer } from "./base-image-preprocessing-layer";
import { checkFactor } from "./factors";
import { clipTo, failKept, type Kept, kept } from "./kept-arguments";
import { drawn, HALF_IN_GRAPH, UNLISTED_INTS } from "./refused-policies";

/**
 * `keras.layers.RandomGaussianBlur` of Keras 3: `(batch, height, width, channels)` -> `(batch, height, width,
 * channels)`. Blurs the images. Mirrors image_preprocessing/random_gaussian_blur.py.
 */
export const RandomGaussianBlur = defineAugmentationLayer({
	name: "RandomGaussianBlur",
	worlds: ["keras3"],
	signature: "factor=1.0, kernel_size=3, sigma=1.0, value_range=(0, 255), data_format=None, seed=None, **kwargs",
	policies: [...drawn(UNLISTED_INTS), HALF_IN_GRAPH],
	configure(args) {
		checkFactor(args, "factor", [0, 1], { overlap: true });
		checkKernelSize(args);
		checkFactor(args, "sigma", [0, 1], { overlap: true });
		checkSeed3(args);
		return { values: kept(args, "value_range"), kernel: kept(args, "kernel_size") };
	},
	inTraining({ values, kernel }, _image, context) {
		requireKernel(kernel, context);
		clipTo(values, context);
	},
});

/** An odd number, or two. */
function checkKernelSize(args: LayerArguments): void {
	const value = args.get("kernel_size");
	const fail = (found: string): never =>
		args.fail({
			code: "invalid-layer-argument",
			message: `kernel_size must be an odd number or two, found ${found}`,
			argument: "kernel_size",
		});
	if (value.kind === "unknown" || value.kind === "instance" || value.kind === "tensor") return;
	if (value.kind === "list" && !value.items) vague("kernel_size is not known");
	const items = itemsOf(value);
	if (!items && !["int", "float", "bool"].includes(value.kind)) fail(`a value of type ${typeName(value)}`);
	if (items && items.length !== 2) fail(`${items.length} of them`);
	const isCounted = (items ?? []).every(({ kind }) => kind !== "none" && kind !== "str");
	if (!isCounted)
		args.fail({
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "kernel_size must be two odd numbers, found something else in it",
			argument: "kernel_size",
		});
	const even = (items ?? [value]).map(readNumber).find((number) => number !== undefined && number % 2 === 0);
	if (even !== undefined) fail(String(even));
}

/** A range of as many numbers as there are in the kernel. */
function requireKernel(kernel: Kept, context: CallContext): void {
	const sizes = (itemsOf(kernel.value) ?? [kernel.value]).map(readNumber);
	if (!sizes.some((size) => size !== undefined && (size < 0 || !Number.isInteger(size)))) return;
	failKept(kernel, "a whole number above 0", context.mode === "eager" ? "InvalidArgumentError" : "ValueError", context);
}
