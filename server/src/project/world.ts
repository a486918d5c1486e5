import type { World } from "../domain";

export interface Versions {
	readonly keras: string;
	readonly tensorflow: string;
	readonly source: "default" | "settings";
}

export const DEFAULT_KERAS = "3.15.1";
export const DEFAULT_TENSORFLOW = "2.21.0";

/** Keras 3 from major version 3 on. */
export const worldOf = (keras: string): World => (Number.parseInt(keras, 10) >= 3 ? "keras3" : "keras2");

/** Fills in what was not said: TensorFlow up to 2.15 brings Keras 2, later ones Keras 3. */
export function resolveVersions(keras?: string, tensorflow?: string): Versions {
	if (keras === undefined && tensorflow === undefined) {
		return { keras: DEFAULT_KERAS, tensorflow: DEFAULT_TENSORFLOW, source: "default" };
	}
	return {
		keras: keras ?? kerasFor(tensorflow as string),
		tensorflow: tensorflow ?? tensorflowFor(keras as string),
		source: "settings",
	};
}

function kerasFor(tensorflow: string): string {
	const [major = 2, minor = 0] = tensorflow.split(".").map(Number);
	return major > 2 || minor >= 16 ? DEFAULT_KERAS : `2.${minor}.0`;
}

const tensorflowFor = (keras: string): string =>
	worldOf(keras) === "keras3" ? DEFAULT_TENSORFLOW : keras.replace(/^(\d+\.\d+).*$/, "$1.0");
