import {
	type DType,
	float,
	isFloating,
	isStatic,
	library,
	list,
	NONE,
	ranked,
	type TensorValue,
	tuple,
	type Value,
	type World,
} from "../../domain";
import {
	defineFunction,
	type FunctionModel,
	type LibraryCall,
	raise,
	syntheticArguments,
	vague,
} from "../../interpreter/api";
import { imageDataFormat } from "../backend/config";
import { makeTensor } from "../engine/call-layer";
import { floatx } from "../engine/dtype-policy";
import { blameArgument } from "./blame";

/** How pixels are scaled; `none` where the model does it itself. */
type Mode = "caffe" | "tf" | "torch" | "none";

const MODES: Readonly<Record<Mode, readonly string[]>> = {
	caffe: ["vgg16", "vgg19", "resnet"],
	tf: ["mobilenet", "mobilenet_v2", "inception_v3", "inception_resnet_v2", "xception", "nasnet", "resnet_v2"],
	torch: ["densenet"],
	none: ["efficientnet", "efficientnet_v2", "mobilenet_v3", "convnext"],
};

const fail = (exception: string, message: string, argument?: string): never =>
	raise({ code: "invalid-layer-argument", exception, message, argument });

function rejectFormat(format: Value, call: LibraryCall): void {
	if (format.kind === "unknown" || (format.kind === "str" && format.value === undefined))
		vague("data_format is not known");
	const text = format.kind === "str" ? format.value : undefined;
	if (format.kind !== "none" && text !== "channels_first" && text !== "channels_last")
		fail("ValueError", "data_format must be channels_first or channels_last", "data_format");
	const isLast =
		text === undefined ? imageDataFormat(call.machine, call.world) === "channels_last" : text === "channels_last";
	if (!isLast) vague("preprocessing with channels first is not followed");
}

/** `preprocess_input`. Mirrors keras/src/applications/imagenet_utils.py. */
function preprocess(x: Value, mode: Mode, format: Value, call: LibraryCall): Value {
	if (mode === "none") return x;
	rejectFormat(format, call);
	if (x.kind !== "tensor")
		return vague(x.kind === "unknown" ? x.why : "preprocessing of what is no tensor is not followed");
	return x.flavor === "ndarray" ? preprocessArray(x, mode, call) : preprocessTensor(x, mode, call);
}

/** An array is changed in place, or becomes one of floats. */
function preprocessArray(x: TensorValue, mode: Mode, { machine, world }: LibraryCall): Value {
	const { shape, dtype } = x.spec;
	const channels = shape.kind === "ranked" ? shape.dims.at(-1) : undefined;
	if (mode !== "tf" && shape.kind === "ranked" && (channels === undefined || (isStatic(channels) && channels < 3)))
		fail("IndexError", `images of three channels are needed, found ${channels ?? "no"} of them`, "x");
	const result: DType = typeof dtype === "string" && !isFloating(dtype) ? floatx(machine, world) : dtype;
	if (typeof dtype !== "string") vague("the dtype of the images is not known");
	return makeTensor({ shape, dtype: result }, "ndarray", { world });
}

const constant = (dims: readonly number[], dtype: DType, world: World): TensorValue =>
	makeTensor({ shape: ranked(dims), dtype }, "Tensor", { world }, true);

/** Tensors go through operations, which a functional model sees. */
function preprocessTensor(x: TensorValue, mode: Mode, call: LibraryCall): Value {
	const { machine, world, args } = call;
	const operate = (op: "+" | "-" | "/", left: Value, right: Value): Value => {
		const value = machine.binary(op, left, right, args.origin);
		return value.kind === "unknown" ? vague(value.why) : value;
	};
	if (mode === "tf") return operate("-", operate("/", x, float(127.5)), float(1));
	if (!isFloating(x.spec.dtype)) vague("preprocessing of images that are not floats is not followed");
	const scaled = mode === "torch" ? operate("/", x, float(255)) : reversed(x, call);
	const rank = x.spec.shape.kind === "ranked" ? x.spec.shape.dims.length : vague("the rank of the images is not known");
	const mean = constant(world === "keras2" ? [3] : [...Array<number>(rank - 1).fill(1), 3], x.spec.dtype, world);
	const centered =
		world === "keras2" ? invoke("tensorflow.nn.bias_add", [scaled, mean], call) : operate("+", scaled, mean);
	return mode === "torch" ? operate("/", centered, constant([3], x.spec.dtype, world)) : centered;
}

function invoke(name: string, values: readonly Value[], { machine, world, args }: LibraryCall, axis?: number): Value {
	const keywords =
		axis === undefined ? [] : [{ name: "axis", value: { kind: "int", value: axis } as const, origin: args.origin }];
	const value = machine.call(library(name, world), { ...syntheticArguments(values, args.origin), keywords });
	return value.kind === "unknown" ? vague(value.why) : value;
}

/** RGB becomes BGR: a slice in Keras 2, three slices that are stacked in Keras 3. */
function reversed(x: TensorValue, call: LibraryCall): Value {
	const { machine, args } = call;
	const item = (key: Value): Value => machine.getItem(x, tuple([{ kind: "ellipsis" }, key]), args.origin);
	if (call.world === "keras2")
		return item({ kind: "slice", lower: NONE, upper: NONE, step: { kind: "int", value: -1 } });
	const channels = [2, 1, 0].map((value) => item({ kind: "int", value }));
	return invoke("keras.ops.stack", [list(channels)], call, -1);
}

const MAX_ROWS = 64;

/** `decode_predictions`: for each row, the best classes as (id, name, score). */
function decode(preds: Value, top: Value, { world }: LibraryCall): Value {
	if (preds.kind !== "tensor" || preds.spec.shape.kind !== "ranked") return vague("predictions that are not known");
	const { dims } = preds.spec.shape;
	const [rows, classes] = dims;
	const isOpen = classes !== undefined && !isStatic(classes) && classes.kind === "unknown";
	if (dims.length !== 2 || (!isOpen && classes !== 1000))
		fail("ValueError", "decode_predictions takes the scores of 1000 classes for each image", "preds");
	const count = top.kind === "int" ? top.value : undefined;
	const isArray =
		preds.flavor === "ndarray" || (world === "keras3" && preds.flavor === "Tensor" && preds.eager === true);
	if (!isArray || isOpen || !isStatic(rows ?? NaN) || count === undefined || count < 1)
		return vague("how many predictions there are");
	if ((rows as number) > MAX_ROWS || count > 1000) return vague("too many predictions to follow");
	const best = (): Value => tuple([{ kind: "str" }, { kind: "str" }, { kind: "float" }]);
	return list(Array.from({ length: rows as number }, () => list(Array.from({ length: count }, best))));
}

const preprocessor = (module: string, mode: Mode, world?: World): readonly FunctionModel[] => {
	const path = `keras.applications.${module}`;
	const others = module === "resnet" ? ["keras.applications.resnet50"] : [];
	const options = (name: string) => ({
		aliases: others.map((other) => `${other}.${name}`),
		...(world ? { worlds: [world] } : {}),
	});
	return [
		defineFunction(
			`${path}.preprocess_input`,
			"x, data_format=None",
			(bound, call) => blameArgument(bound, () => preprocess(bound.get("x"), mode, bound.get("data_format"), call)),
			options("preprocess_input"),
		),
		defineFunction(
			`${path}.decode_predictions`,
			"preds, top=5",
			(bound, call) => blameArgument(bound, () => decode(bound.get("preds"), bound.get("top"), call)),
			options("decode_predictions"),
		),
	];
};

/** `imagenet_utils`, where the mode is an argument. */
function preprocessIn(mode: Value, x: Value, format: Value, call: LibraryCall): Value {
	if (mode.kind === "unknown") vague(mode.why);
	const text = mode.kind === "str" ? (mode.value ?? vague("mode is not known")) : undefined;
	if (text === "caffe" || text === "tf" || text === "torch") return preprocess(x, text, format, call);
	return fail("ValueError", "mode must be caffe, tf or torch", "mode");
}

const UTILS = "keras.applications.imagenet_utils";

const IMAGENET_UTILS: readonly FunctionModel[] = [
	defineFunction(`${UTILS}.preprocess_input`, "x, data_format=None, mode='caffe'", (bound, call) =>
		blameArgument(bound, () => preprocessIn(bound.get("mode"), bound.get("x"), bound.get("data_format"), call)),
	),
	defineFunction(`${UTILS}.decode_predictions`, "preds, top=5", (bound, call) =>
		blameArgument(bound, () => decode(bound.get("preds"), bound.get("top"), call)),
	),
];

/** `preprocess_input` and `decode_predictions` of every module of `keras.applications`. */
export const PREPROCESSING: readonly FunctionModel[] = [
	...IMAGENET_UTILS,
	...Object.entries(MODES).flatMap(([mode, modules]) =>
		modules.flatMap((module) => preprocessor(module, mode as Mode)),
	),
	...["resnet_rs", "regnet"].flatMap((module) => preprocessor(module, "none", "keras2")),
];
