import type { Analysis, ModelSummary } from "../ide/analysis";
import { drawGraphDot } from "../ide/graph/draw-graph-dot";
import { drawGraphMermaid } from "../ide/graph/draw-graph-mermaid";
import { drawGraphSvg } from "../ide/graph/draw-graph-svg";
import { jsonOfGraph } from "../ide/graph/graph-json";
import { modelGraph } from "../ide/graph/model-graph";
import { JSON_VERSION } from "../ide/json";
import type { Locate } from "../ide/locate";
import type { GraphOptions, Options } from "./arguments";
import { safeText } from "./display-text";
import { EXIT, type Outcome, reportExhaustion, reportSyntaxErrors, type Terminal } from "./run-analysis";
import { analyseFile } from "./run-summary";

/** `graph`: the models of a file as pictures. An SVG holds one model, the last one unless another is named. */
export function runGraph(path: string, options: Options, graph: GraphOptions, terminal: Terminal): number {
	const outcome: Outcome = { code: EXIT.clean };
	const analysed = analyseFile(path, options, terminal, outcome);
	if (!analysed) return outcome.code;
	const { analysis, source } = analysed;
	const locate = source.locate(analysis.file);
	reportSyntaxErrors(analysis, locate, terminal);
	reportExhaustion(analysis, terminal);
	const models = chosenModels(analysis.models, graph.model);
	if (models.length === 0 && (graph.model !== undefined || graph.format === "svg"))
		return refuse(path, analysis, graph.model, terminal);
	terminal.out(`${draw(models, analysis, graph, locate)}\n`);
	return outcome.code;
}

/** Names need not differ: a function that is called twice may name both models alike. */
const chosenModels = (models: readonly ModelSummary[], name: string | undefined): readonly ModelSummary[] =>
	name === undefined ? models : models.filter((model) => model.name === name);

function draw(models: readonly ModelSummary[], analysis: Analysis, { format }: GraphOptions, locate: Locate): string {
	const graphs = models.map((model) => modelGraph(analysis, model));
	switch (format) {
		case "json":
			return JSON.stringify(
				{ version: JSON_VERSION, models: graphs.map((each) => jsonOfGraph(each, locate)) },
				null,
				2,
			);
		case "dot":
			return graphs.map(drawGraphDot).join("\n\n");
		case "mermaid":
			return drawGraphMermaid(graphs);
		case "svg":
			return graphs.slice(-1).map((each) => drawGraphSvg(each).svg)[0] ?? "";
	}
}

function refuse(path: string, { models }: Analysis, name: string | undefined, terminal: Terminal): number {
	const names = [...new Set(models.map((model) => safeText(model.name)))];
	const there = names.length > 0 ? `; there are ${names.join(", ")}` : "";
	const what =
		name === undefined ? "no model was found" : `there is no model ${JSON.stringify(safeText(name))}${there}`;
	terminal.error(`${terminal.errorPaint.red("error")}: ${safeText(path)}: ${what}\n`);
	return EXIT.unusable;
}
