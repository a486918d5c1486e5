import { float, NONE, str, type Value, type World } from "../../domain";
import { defineFunction, type LibraryModel, type Machine, raise, toText } from "../../interpreter/api";

interface Config {
	/** Absent when it is not known which of two values was set. */
	imageDataFormat: string | undefined;
	epsilon: Value;
}

const configOf = (machine: Machine, world: World): Config =>
	machine.libraryState<Config>(`keras.config.${world}`, () => ({
		imageDataFormat: machine.configuration.imageDataFormat ?? "channels_last",
		epsilon: float(1e-7),
	}));

/** The global `image_data_format`; absent when it is not known. */
export const imageDataFormat = (machine: Machine, world: World): string | undefined =>
	configOf(machine, world).imageDataFormat;

/** `keras.config` (3) and the settings in `keras.backend` (both). Mirrors keras/src/backend/config.py. */
export const CONFIG: readonly LibraryModel[] = [
	defineFunction(
		"keras.backend.image_data_format",
		"",
		(_bound, { machine, world }) => {
			const format = imageDataFormat(machine, world);
			return format === undefined ? { kind: "str" } : str(format);
		},
		{ aliases: ["keras.config.image_data_format"] },
	),
	defineFunction(
		"keras.backend.set_image_data_format",
		"data_format",
		(bound, { machine, world }) => {
			const value = bound.get("data_format");
			const text = value.kind === "str" ? value.value : toText(value, false);
			const format = world === "keras3" ? text?.toLowerCase() : text;
			if (format !== undefined && format !== "channels_first" && format !== "channels_last") {
				raise({
					code: "invalid-layer-argument",
					exception: "ValueError",
					message: `image_data_format must be "channels_first" or "channels_last", found ${format}`,
					argument: "data_format",
				});
			}
			const known = value.kind === "unknown" ? undefined : format;
			machine.journal.setField(configOf(machine, world), "imageDataFormat", known, (a, b) => (a === b ? a : undefined));
			return NONE;
		},
		{ aliases: ["keras.config.set_image_data_format"] },
	),
	defineFunction("keras.backend.epsilon", "", (_bound, { machine, world }) => configOf(machine, world).epsilon, {
		aliases: ["keras.config.epsilon"],
	}),
	defineFunction(
		"keras.backend.set_epsilon",
		"value",
		(bound, { machine, world }) => {
			const either = (a: Value, b: Value): Value => (a === b ? a : { kind: "float" });
			machine.journal.setField(configOf(machine, world), "epsilon", bound.get("value"), either);
			return NONE;
		},
		{ aliases: ["keras.config.set_epsilon"] },
	),
];
