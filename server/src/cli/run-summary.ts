import { JSON_VERSION } from "../ide/json";
import { jsonOfModel } from "../ide/summary";
import type { Options } from "./arguments";
import { drawSummary } from "./draw-summary";
import { openProject } from "./open-project";
import { readInputs } from "./read-input";
import {
	type Analysed,
	analyseInput,
	EXIT,
	type Outcome,
	reportExhaustion,
	reportSyntaxErrors,
	type Terminal,
	worsen,
} from "./run-analysis";

/** The analysis of a command that reads one file. What Python would refuse is still shown as far as it is known. */
export function analyseFile(
	path: string,
	options: Options,
	terminal: Terminal,
	outcome: Outcome,
): Analysed | undefined {
	const [input] = readInputs([path], false);
	const analysed = input && analyseInput(input, openProject(options), terminal, outcome);
	if (analysed?.analysis.file.problems.length) worsen(outcome, EXIT.findings);
	return analysed;
}

/** `summary`: what `model.summary()` prints, for every model that one file makes. */
export function runSummary(path: string, options: Options, terminal: Terminal): number {
	const outcome: Outcome = { code: EXIT.clean };
	const analysed = analyseFile(path, options, terminal, outcome);
	if (!analysed) return outcome.code;
	const { analysis, source } = analysed;
	const locate = source.locate(analysis.file);
	if (options.format === "json") {
		const models = analysis.models.map((model) => jsonOfModel(model, locate, options.batchSize));
		terminal.out(`${JSON.stringify({ version: JSON_VERSION, models }, null, 2)}\n`);
		return outcome.code;
	}
	reportSyntaxErrors(analysis, locate, terminal);
	reportExhaustion(analysis, terminal);
	if (analysis.models.length === 0) terminal.error("No model was found in this file.\n");
	const drawn = analysis.models.map((model) =>
		drawSummary(model, { path, locate, batchSize: options.batchSize }, terminal.paint),
	);
	if (drawn.length > 0) terminal.out(`${drawn.join("\n\n")}\n`);
	return outcome.code;
}
