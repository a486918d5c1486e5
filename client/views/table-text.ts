import type { ModelSummaryView } from "../../shared/model-views";
import { bytesText, countText } from "./numbers";

export type TableFormat = "text" | "markdown" | "csv";

const HEADER = ["Layer (type)", "Output shape", "Params", "Activations", "Connected to"];
const RIGHT = new Set([2, 3]);

/** A summary for pasting elsewhere. CSV holds bare numbers, the others what people read. */
export function tableText(view: ModelSummaryView, format: TableFormat): string {
	if (format === "csv") return csv(view);
	const rows = view.rows.map((row) => [
		`${row.name} (${row.className})`,
		row.outputShape,
		countText(row.params),
		bytesText(row.activationBytes),
		row.connectedTo.join(", "),
	]);
	const table = format === "markdown" ? markdown(rows) : plain(rows);
	return `${titleOf(view, format)}\n\n${table}\n\n${totals(view)}\n`;
}

const titleOf = ({ kind, name }: ModelSummaryView, format: TableFormat): string =>
	format === "markdown" ? `**${escapeMarkdown(`${kind} "${name}"`)}**` : `${kind} "${name}"`;

const totals = (view: ModelSummaryView): string =>
	[
		`Total params: ${countText(view.totalParams)} (${bytesText(view.parameterBytes)})`,
		`Trainable params: ${countText(view.trainableParams)}`,
		`Non-trainable params: ${countText(view.nonTrainableParams)}`,
		`Activations at batch size ${view.batchSize}: ${bytesText(view.activationBytes)}`,
	].join("  \n");

function plain(rows: readonly (readonly string[])[]): string {
	const all = [HEADER, ...rows];
	const widths = HEADER.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
	const line = (row: readonly string[]): string =>
		row
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return RIGHT.has(column) ? cell.padStart(width) : cell.padEnd(width);
			})
			.join("  ")
			.trimEnd();
	const rule = widths.map((width) => "-".repeat(width)).join("  ");
	return [line(HEADER), rule, ...rows.map(line)].join("\n");
}

function markdown(rows: readonly (readonly string[])[]): string {
	const line = (row: readonly string[]): string => `| ${row.join(" | ")} |`;
	const rule = HEADER.map((_, column) => (RIGHT.has(column) ? "---:" : "---"));
	return [line(HEADER), line(rule), ...rows.map((row) => line(row.map(escapeMarkdown)))].join("\n");
}

/** Names of layers are anyone's text. */
const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>|~#]/g, "\\$&").replace(/\s+/g, " ");

function csv(view: ModelSummaryView): string {
	const header = [
		"name",
		"class",
		"output_shape",
		"params",
		"trainable",
		"activation_bytes",
		"connected_to",
		"findings",
	];
	const rows = view.rows.map((row) => [
		row.name,
		row.className,
		row.outputShape,
		String(row.params),
		String(row.trainable),
		String(row.activationBytes),
		row.connectedTo.join("; "),
		row.findings.join("; "),
	]);
	return [header, ...rows]
		.map((row) => row.map(csvCell).join(","))
		.join("\r\n")
		.concat("\r\n");
}

/** A spreadsheet takes a cell that begins with such a sign for a formula; a quote before it makes it text. */
function csvCell(text: string): string {
	const inert = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
