import { int, str, type Value } from "../../../domain";
import type { ConstantModel } from "../../../interpreter/api";

const constants = (path: string, values: Readonly<Record<string, Value>>): readonly ConstantModel[] =>
	Object.entries(values).map(([name, value]) => ({
		kind: "constant",
		name: `tensorflow.${path}.${name}`,
		value: () => value,
	}));

/** The members of `tf.image.ResizeMethod`, and the numbers that they were in TensorFlow 1. */
export const IMAGE_CONSTANTS: readonly ConstantModel[] = [
	...constants("image.ResizeMethod", {
		BILINEAR: str("bilinear"),
		NEAREST_NEIGHBOR: str("nearest"),
		BICUBIC: str("bicubic"),
		AREA: str("area"),
		LANCZOS3: str("lanczos3"),
		LANCZOS5: str("lanczos5"),
		GAUSSIAN: str("gaussian"),
		MITCHELLCUBIC: str("mitchellcubic"),
	}),
	...constants("compat.v1.image.ResizeMethod", {
		BILINEAR: int(0),
		NEAREST_NEIGHBOR: int(1),
		BICUBIC: int(2),
		AREA: int(3),
	}),
];
