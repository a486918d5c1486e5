import { JSON_VERSION } from "../ide/json";
import { jsonOfModel } from "../ide/summary";
import type { Options } from "./arguments";
import { drawSummary } from "./draw-summary";
import { openProject } from "./open-project";
import { readInputs } from "./read-input";
import { analyseInput, EXIT, type Outcome, reportExhaustion, reportSyntaxErrors, type Terminal } from "./run-analysis";

/** `summary`: what `model.summary()` prints, for every model that one file makes. */
export function runSummary(path: string, options: Options, terminal: Terminal): number {
	const outcome: Outcome = { code: EXIT.clean };
	const [input] = readInputs([path], false);
	const analysed = input && analyseInput(input, openProject(options), terminal, outcome);
	if (!analysed) return outcome.code;
	const { analysis, source } = analysed;
	const locate = source.locate(analysis.file);
	if (options.format === "json") {
		const models = analysis.models.map((model) => jsonOfModel(model, locate));
		terminal.out(`${JSON.stringify({ version: JSON_VERSION, models }, null, 2)}\n`);
		return outcome.code;
	}
	reportSyntaxErrors(analysis, locate, terminal);
	reportExhaustion(analysis, terminal);
	if (analysis.models.length === 0) terminal.error("No model was found in this file.\n");
	const drawn = analysis.models.map((model) => drawSummary(model, path, locate, terminal.paint));
	if (drawn.length > 0) terminal.out(`${drawn.join("\n\n")}\n`);
	return outcome.code;
}
