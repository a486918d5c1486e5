import { type Dim, int, isStatic, noneDim, type Origin, type Reason, tuple, unknown, type Value } from "../../domain";
import { raise, toText, vague } from "../../interpreter/api";

/** The argument `weights`; a text is the path of a file, and what is not known may be any of these. */
export type Weights = "imagenet" | "file" | "none" | "unknown";

/** What `input_shape` says: nothing (`None`), three sizes, or something that is not known. */
export interface InputShape {
	/** The value that Keras hands to `Input`. */
	readonly value: Value;
	/** Height, width, channels. */
	readonly sizes: readonly Dim[];
}

export interface SizeRules {
	readonly defaultSize: number;
	readonly minSize: number;
}

interface ShapeRequest extends SizeRules {
	readonly weights: Weights;
	/** Whether the sizes must be static: `include_top`. */
	readonly includeTop: boolean;
	readonly origin: Origin;
}

const fail = (message: string, because: readonly Reason[] = []): never =>
	raise({ code: "invalid-input-shape", exception: "ValueError", message, argument: "input_shape", because });

const WRITTEN: Reason = { text: "None was written here" };

/** One size as it was written. */
function toDim(value: Value): Dim {
	if (value.kind === "int")
		return value.value ?? { kind: "unknown", why: value.why ?? { text: "an int that is not known" } };
	if (value.kind === "none") return value.dimOf && !isStatic(value.dimOf.dim) ? value.dimOf.dim : noneDim(WRITTEN);
	return value.kind === "unknown" ? { kind: "unknown", why: value.why } : vague("input_shape is not followed");
}

const toValue = (dim: Dim): Value => {
	if (isStatic(dim)) return int(dim);
	return dim.kind === "none" ? { kind: "none", dimOf: { dim, axis: 0, symbolic: false } } : unknown(dim.why);
};

export const shapeOf = (sizes: readonly Dim[]): InputShape => ({ value: tuple(sizes.map(toValue)), sizes });

/** Reads `input_shape`; absent for None. What is not known counts as three sizes that are not. */
export function readInputShape(value: Value): InputShape | undefined {
	if (value.kind === "none") return undefined;
	if (value.kind === "unknown") return shapeOf([0, 1, 2].map(() => ({ kind: "unknown", why: value.why })));
	if (value.kind === "tensorshape" && value.shape.kind === "ranked") return { value, sizes: value.shape.dims };
	if ((value.kind !== "tuple" && value.kind !== "list") || !value.items) return vague("input_shape is not followed");
	return { value, sizes: value.items.map(toDim) };
}

/** The channels that `input_shape` says; vague when it does not tell. */
export function channelsOfShape({ sizes }: InputShape): number | undefined {
	const channels = sizes[2];
	if (channels === undefined || (!isStatic(channels) && channels.kind === "unknown"))
		vague("the number of channels is not known");
	return isStatic(channels) ? channels : undefined;
}

/**
 * Checks `input_shape` and fills in what it leaves open. Mirrors `obtain_input_shape` of
 * keras/src/applications/imagenet_utils.py for channels that come last.
 */
export function obtainInputShape(given: InputShape | undefined, request: ShapeRequest): InputShape {
	const { weights, includeTop, defaultSize } = request;
	const channels = weights === "imagenet" ? 3 : ((given?.sizes.length === 3 ? given.sizes[2] : undefined) ?? 3);
	const whole = shapeOf([defaultSize, defaultSize, channels]);
	if (weights === "imagenet" && includeTop) {
		if (given && isCertainlyOther(given, whole)) {
			fail(
				`pretrained weights with include_top need the input_shape (${defaultSize}, ${defaultSize}, 3), found ${toText(given.value) ?? "?"}`,
			);
		}
		return whole;
	}
	const shape = given && given.sizes.length > 0 ? checked(given, request) : undefined;
	if (shape === undefined) return includeTop ? whole : shapeOf([...anySize(request.origin), 3]);
	const open = shape.sizes.find((size) => !isStatic(size) && size.kind === "none");
	if (includeTop && open && !isStatic(open))
		fail(`include_top needs a static input_shape, found ${toText(shape.value) ?? "?"}`, [open.why]);
	return shape;
}

/** Two sizes of `None`. */
export const anySize = (origin: Origin): readonly Dim[] => {
	const size = noneDim({
		text: "an application without its top and without input_shape takes images of any size",
		origin,
	});
	return [size, size];
};

/** A list is no tuple, to Python. */
const isCertainlyOther = (given: InputShape, whole: InputShape): boolean =>
	given.value.kind === "list" ||
	given.sizes.length !== 3 ||
	given.sizes.some((size, axis) => (isStatic(size) ? size !== whole.sizes[axis] : size.kind === "none"));

function checked(shape: InputShape, { weights, minSize }: ShapeRequest): InputShape {
	const { sizes, value } = shape;
	if (sizes.length !== 3) fail(`input_shape must be a tuple of three sizes, found ${sizes.length}`);
	const channels = sizes[2] as Dim;
	if (weights === "imagenet" && (isStatic(channels) ? channels !== 3 : channels.kind === "none"))
		fail(`pretrained weights are for 3 channels, found the input_shape ${toText(value) ?? "?"}`);
	if (sizes.slice(0, 2).some((size) => isStatic(size) && size < minSize))
		fail(`input_shape must be at least ${minSize} x ${minSize}, found ${toText(value) ?? "?"}`);
	return shape;
}

/** Pretrained weights go with `None` and `softmax` only. Mirrors `validate_activation`. */
export function validateActivation(activation: Value, weights: Weights): void {
	if (weights === "none" || weights === "unknown" || activation.kind === "none" || activation.kind === "unknown")
		return;
	const name = activation.kind === "library" ? activation.name.split(".").at(-1) : undefined;
	const text = activation.kind === "str" ? activation.value : name;
	if ((activation.kind === "str" && text === undefined) || text === "softmax" || text === "linear") return;
	if (activation.kind !== "str" && activation.kind !== "library" && activation.kind !== "function")
		vague("the classifier's activation is not followed");
	raise({
		code: "invalid-layer-argument",
		exception: "ValueError",
		message: "pretrained weights with include_top take the classifier_activation softmax or None only",
		argument: "classifier_activation",
	});
}
