/** What a machine says to every Keras program on it, by its environment and by `keras.json`. */
export interface KerasConfiguration {
	readonly backend?: string | undefined;
	readonly floatx?: Floatx | undefined;
	readonly imageDataFormat?: string | undefined;
}

const FLOATX = ["float16", "float32", "float64", "bfloat16"] as const;
type Floatx = (typeof FLOATX)[number];
const FORMATS = ["channels_first", "channels_last"];

/**
 * Reads them as keras/src/backend/config.py does: the environment wins over the file, and a file that is not JSON, or a
 * value that Keras would not take, counts for nothing.
 */
export function readKerasConfiguration(json: string | undefined, backend: string | undefined): KerasConfiguration {
	const entries = json === undefined ? {} : parseObject(json);
	const text = (name: string): string | undefined => {
		const value = entries[name];
		return typeof value === "string" ? value : undefined;
	};
	const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined =>
		values.find((value) => value === text(name));
	return {
		backend: backend || text("backend"),
		floatx: oneOf("floatx", FLOATX),
		imageDataFormat: oneOf("image_data_format", FORMATS),
	};
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
	try {
		const found: unknown = JSON.parse(json);
		return typeof found === "object" && found !== null ? (found as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}
