import { homedir } from "node:os";
import { join } from "node:path";
import { type KerasConfiguration, readKerasConfiguration } from "./keras-configuration";
import { nodeFiles } from "./node-files";

/** Of the machine that runs this process: `KERAS_BACKEND`, and `keras.json` in `KERAS_HOME` or `~/.keras`. */
export function nodeKerasConfiguration(): KerasConfiguration {
	const { KERAS_HOME: home, KERAS_BACKEND: backend } = process.env;
	return readKerasConfiguration(nodeFiles.read(join(home ?? join(homedir(), ".keras"), "keras.json")), backend);
}
