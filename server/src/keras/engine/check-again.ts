import { Failure, raise, vague } from "../../interpreter/api";
import type { LayerDefinition } from "./layer-definition";

/** What does not fit the input spec of a built layer of Keras 2 fails in its ops, or not at all. */
export function checkAgain(check: () => void, definition: LayerDefinition<unknown>): void {
	if (definition.fitsWeights) return;
	try {
		check();
	} catch (signal) {
		if (!(signal instanceof Failure)) throw signal;
		const { code, facts } = signal.problem;
		const [found, expected] = [facts?.found, facts?.expected];
		if (code === "input-rank" && definition.laterRank) {
			raise({ ...signal.problem, exception: definition.laterRank });
		}
		if (code !== "input-axis-size" || typeof found !== "number" || typeof expected !== "number")
			vague("Keras 2 does not check the input of a built layer again");
		if (definition.laterChannels === "any") return;
		throw signal;
	}
}
