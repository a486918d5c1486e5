import { type DType, isStatic } from "../../../domain";
import { type FunctionModel, vague } from "../../../interpreter/api";
import { convert, type Operand } from "../../convert";
import { defineOp, type OpArguments } from "../../op";
import { broadcast } from "../elementwise";
import { requireDelta, requireQualities, requireRange, requireSeed } from "./chance";
import { failInPython, openSize, requireColours } from "./images";

/** What is computed in float32 and given back in the dtype that it came in. */
interface Adjustment {
	/** The argument that says how much; absent where chance does. */
	readonly amount?: string;
	/** Kernels of colours look at the last axis when they run, and at the rank before. */
	readonly kernel?: "contrast" | "hue" | "saturation";
}

const firstOf = (text: string): string => /^\w+/.exec(text)?.[0] ?? "";

const isOwn = (dtype: DType): boolean => dtype === "float16" || dtype === "float32";

function adjusted(args: OpArguments, first: string, { amount, kernel }: Adjustment): Operand {
	if (kernel === "hue" && amount !== undefined && !args.isGraph) checkHue(args, amount);
	const image = args.tensor(first);
	if (!isOwn(image.dtype)) requireColours(image.dtype, args);
	const by = amount === undefined ? undefined : convert(args.get(amount));
	if (kernel !== undefined) requireKernel(args, image, kernel, by);
	const result = { shape: image.shape, dtype: image.dtype };
	if (kernel === undefined && by !== undefined)
		return { ...result, shape: broadcast(image.shape, by.shape, args.fail) };
	return result;
}

/** Contrast has one factor in a graph too; hue and saturation are looked at when they run. */
function requireKernel(args: OpArguments, image: Operand, kernel: string, by: Operand | undefined): void {
	const dims = image.shape.kind === "ranked" ? image.shape.dims : undefined;
	const isScalar = by === undefined || by.shape.kind !== "ranked" || by.shape.dims.length === 0;
	if (dims && dims.length < 3)
		args.fail({ code: "input-rank", message: `images have rank 3 or more, found ${dims.length}` });
	if (!isScalar && (kernel === "contrast" || !args.isGraph))
		args.fail({ code: "input-rank", message: `the factor of ${kernel} is one number` });
	if (args.isGraph || kernel === "contrast") return;
	const channels = dims?.at(-1);
	if (channels !== undefined && isStatic(channels) && channels !== 3)
		args.fail({ code: "input-axis-size", message: `an image has 3 channels here, found ${channels}` });
	if (kernel === "saturation" && image.dtype === "float16" && by !== undefined && by.adapts !== true)
		args.fail({ code: "invalid-layer-input", message: "the factor of saturation is no float16" });
}

function checkHue(args: OpArguments, amount: string): void {
	const value = args.get(amount);
	const delta = value.kind === "tensor" ? value.content : value;
	const isNumber = delta?.kind === "float" || delta?.kind === "int";
	if (!isNumber && value.kind !== "tensor" && value.kind !== "unknown")
		failInPython(args, {
			code: "invalid-layer-argument",
			exception: "TypeError",
			message: "the delta of a hue is one number",
			argument: amount,
		});
	if (isNumber && delta.value !== undefined && Math.abs(delta.value) > 1)
		failInPython(args, {
			code: "invalid-layer-argument",
			message: `the delta of a hue is in [-1, 1], found ${delta.value}`,
			argument: amount,
		});
}

const adjustment = (name: string, text: string, how: Adjustment): FunctionModel =>
	defineOp(`image.${name}`, text, (args) => adjusted(args, firstOf(text), how));

/** `check` looks at what bounds chance, before anything else. */
const byChance = (
	name: string,
	text: string,
	how: Adjustment,
	check: (args: OpArguments) => void,
): readonly FunctionModel[] => {
	const define = (fullName: string, seed: string, isStateless: boolean): FunctionModel =>
		defineOp(
			`image.${fullName}`,
			`${text}, ${seed}`,
			(args) => {
				check(args);
				if (isStateless) requireSeed(args, true);
				return adjusted(args, firstOf(text), how);
			},
			{ layer: () => `image.${name.replace("random", "adjust")}` },
		);
	const isOptional = name === "random_saturation";
	return [define(name, "seed=None", false), define(`stateless_${name}`, isOptional ? "seed=None" : "seed", true)];
};

const GAMMA = defineOp("image.adjust_gamma", "image, gamma=1, gain=1", (args) => {
	const image = args.tensor("image");
	if (!isOwn(image.dtype)) requireColours(image.dtype, args);
	const given = args.get("gamma");
	const gamma = given.kind === "tensor" ? given.content : given;
	if ((gamma?.kind === "int" || gamma?.kind === "float") && gamma.value !== undefined && gamma.value < 0) {
		if (given.kind === "tensor") return vague("a negative gamma in a tensor");
		return failInPython(args, {
			code: "invalid-layer-argument",
			message: "gamma must not be negative",
			argument: "gamma",
		});
	}
	if (given.kind === "tensor" && image.dtype === "float16" && given.spec.dtype !== "float16")
		return args.fail({
			code: "invalid-layer-input",
			exception: args.isGraph ? "TypeError" : "InvalidArgumentError",
			message: "gamma and the image have different dtypes",
			argument: "gamma",
		});
	return { shape: image.shape, dtype: image.dtype };
});

/** Encodes and decodes: what comes out has the channels of the image, and a size that a graph does not know. */
function jpeg(args: OpArguments): Operand {
	const image = args.tensor("image");
	if (image.dtype !== "uint8") requireColours(image.dtype, args);
	const { shape } = image;
	if (shape.kind !== "ranked") return vague(shape.why);
	if (shape.dims.length === 0)
		return failInPython(args, { code: "input-rank", exception: "IndexError", message: "an image has rank 3, found 0" });
	if (shape.dims.length !== 3)
		return args.fail({ code: "input-rank", message: `an image of a JPEG has rank 3, found ${shape.dims.length}` });
	const channels = shape.dims[2];
	if (channels === undefined) return vague("a JPEG without channels");
	if (isStatic(channels) && channels !== 1 && channels !== 3 && (channels !== 0 || !args.isGraph))
		return args.fail({ code: "input-axis-size", message: `a JPEG has 1 or 3 channels, found ${String(channels)}` });
	if (!args.isGraph) return { shape, dtype: image.dtype };
	const open = openSize("the size of a decoded JPEG", args);
	return { shape: { kind: "ranked", dims: [open, open, channels] }, dtype: image.dtype };
}

function requireQuality(args: OpArguments): void {
	const quality = args.get("jpeg_quality");
	if (args.isGraph || quality.kind !== "int" || quality.value === undefined) return;
	if (quality.value < 0 || quality.value > 100)
		args.fail({
			code: "invalid-layer-argument",
			message: "the quality of a JPEG is in [0, 100]",
			argument: "jpeg_quality",
		});
}

export const ADJUST_OPS: readonly FunctionModel[] = [
	adjustment("adjust_brightness", "image, delta", { amount: "delta" }),
	adjustment("adjust_contrast", "images, contrast_factor", { amount: "contrast_factor", kernel: "contrast" }),
	adjustment("adjust_hue", "image, delta, name=None", { amount: "delta", kernel: "hue" }),
	adjustment("adjust_saturation", "image, saturation_factor, name=None", {
		amount: "saturation_factor",
		kernel: "saturation",
	}),
	GAMMA,
	...byChance("random_brightness", "image, max_delta", {}, (args) => requireDelta(args)),
	...byChance("random_contrast", "image, lower, upper", { kernel: "contrast" }, requireRange),
	...byChance("random_hue", "image, max_delta", { kernel: "hue" }, (args) => requireDelta(args, 0.5)),
	...byChance("random_saturation", "image, lower, upper", { kernel: "saturation" }, requireRange),
	defineOp("image.adjust_jpeg_quality", "image, jpeg_quality, name=None", (args) => {
		const result = jpeg(args);
		requireQuality(args);
		return result;
	}),
	...["random_jpeg_quality", "stateless_random_jpeg_quality"].map((name) =>
		defineOp(
			`image.${name}`,
			`image, min_jpeg_quality, max_jpeg_quality, seed${name === "random_jpeg_quality" ? "=None" : ""}`,
			(args) => {
				requireQualities(args);
				return jpeg(args);
			},
			{ layer: () => "image.adjust_jpeg_quality" },
		),
	),
];
