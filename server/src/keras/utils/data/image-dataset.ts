import { type Dim, unknownDim, type Value, type World } from "../../../domain";
import { type Bound, type FunctionModel, type LibraryCall, raise, vague } from "../../../interpreter/api";
import { asInt, itemsOf } from "../../engine/argument-readers";
import { defineByWorld } from "./define-by-world";
import { checkLabels, checkSplit, labelSpec } from "./directory-arguments";
import { fail, inBatches, labelled, makeDataset, partsOf, tellFolder, tensorSpec } from "./make-dataset";

const NAME = "image_dataset_from_directory";
const COMMON =
	"directory, labels='inferred', label_mode='int', class_names=None, color_mode='rgb', batch_size=32, image_size=(256, 256), shuffle=True, seed=None, validation_split=None, subset=None, interpolation='bilinear', follow_links=False, crop_to_aspect_ratio=False";
const SIGNATURES: Readonly<Record<World, string>> = {
	keras2: `${COMMON}, **kwargs`,
	keras3: `${COMMON}, pad_to_aspect_ratio=False, data_format=None, format='tf', verbose=True`,
};

/**
 * `image_dataset_from_directory`: images `(height, width, channels)`, float32 unless they are resized by the nearest pixel.
 * Mirrors keras/src/utils/{image_dataset,image_dataset_utils}.py.
 */
export const IMAGE_DATASET: FunctionModel = defineByWorld(NAME, SIGNATURES, (bound, call) => {
	const odd = bound.extra.find(({ name }) => name !== "smart_resize");
	if (odd)
		raise(
			{ code: "python-error", exception: "TypeError", message: `${NAME}() has no argument ${odd.name}` },
			odd.origin,
		);
	return readFolder(bound, call);
});

function readFolder(bound: Bound, call: LibraryCall): Value {
	checkLabels(bound);
	const channels = channelsOf(bound.get("color_mode"));
	const [height, width] = sizeOf(bound.get("image_size"), call);
	const isNearest = checkInterpolation(bound.get("interpolation"), call);
	checkSplit(bound);
	const format = call.world === "keras3" ? bound.get("format") : undefined;
	if (format && !(format.kind === "str" && format.value === "tf")) return vague("a dataset of another format");
	const dims = isFirst(bound, call) ? [channels, height, width] : [height, width, channels];
	const dtype = isNearest ? "uint8" : "float32";
	return partsOf(bound, () => {
		const images = makeDataset(labelled(tensorSpec(dims, dtype), labelSpec(bound, call)), call);
		return tellFolder(inBatches(images, bound, call), ["class_names", "file_paths"], bound, call);
	});
}

const CHANNELS: Readonly<Record<string, number>> = { rgb: 3, rgba: 4, grayscale: 1 };

function channelsOf(mode: Value): Dim {
	if (mode.kind === "unknown" || (mode.kind === "str" && mode.value === undefined))
		return unknownDim({ text: "color_mode is not known" });
	const channels = mode.kind === "str" ? CHANNELS[mode.value as string] : undefined;
	return channels ?? fail("color_mode is 'rgb', 'rgba' or 'grayscale'", "color_mode");
}

/** Two ints; Keras 3 takes one for both. */
function sizeOf(value: Value, call: LibraryCall): readonly [Dim, Dim] {
	const side = asInt(value);
	if (side !== undefined && call.world === "keras3") return [side, side];
	const open = unknownDim({ text: "image_size is not known" });
	if (value.kind === "unknown" || value.kind === "instance" || (value.kind === "list" && !value.items))
		return [open, open];
	const items = itemsOf(value);
	if (items?.length !== 2) return fail("image_size is a pair: (height, width)", "image_size");
	const dims = items.map((item): Dim => asInt(item) ?? open);
	return [dims[0] as Dim, dims[1] as Dim];
}

const METHODS: ReadonlySet<string> = new Set(
	"bilinear nearest bicubic area lanczos3 lanczos5 gaussian mitchellcubic".split(" "),
);

/** Whether pixels are picked, and not averaged. */
function checkInterpolation(value: Value, { world }: LibraryCall): boolean {
	if (value.kind !== "str" || value.value === undefined) return vague("interpolation is not known");
	const method = value.value.toLowerCase();
	const exception = world === "keras3" ? "ValueError" : "NotImplementedError";
	if (!METHODS.has(method)) fail(`interpolation is one of ${[...METHODS].join(", ")}`, "interpolation", exception);
	return method === "nearest";
}

function isFirst(bound: Bound, call: LibraryCall): boolean {
	const format = call.world === "keras3" ? bound.get("data_format") : undefined;
	if (!format || format.kind === "none") return false;
	return format.kind === "str" && format.value !== undefined
		? format.value === "channels_first"
		: vague("data_format is not known");
}
