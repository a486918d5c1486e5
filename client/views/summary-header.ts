import type { ModelSummaryView, ViewCount } from "../../shared/model-views";
import { element } from "./dom";
import { bytesText, countText, plural } from "./numbers";

/** Name, kind and totals, as a heading and a description list. */
export function fillHeader(header: HTMLElement, view: ModelSummaryView): void {
	const findings = view.rows.reduce((sum, row) => sum + row.findings.length, 0);
	header.replaceChildren(
		element(
			"div",
			{ class: "title" },
			element("h1", {}, view.name),
			element("span", { class: "badge" }, view.kind),
			element("span", { class: "muted" }, plural(view.rows.length, "layer")),
			findings ? element("span", { class: "badge bad" }, plural(findings, "finding")) : undefined,
		),
		element(
			"dl",
			{ class: "totals" },
			total("Parameters", countText(view.totalParams), bytesText(view.parameterBytes)),
			total("Trainable", countText(view.trainableParams), shareText(view.trainableParams, view.totalParams)),
			total("Not trainable", countText(view.nonTrainableParams)),
			total("Activations", bytesText(view.activationBytes), `at batch size ${view.batchSize}`),
		),
	);
}

const total = (name: string, value: string, note = ""): HTMLElement =>
	element(
		"div",
		{},
		element("dt", {}, name),
		element(
			"dd",
			{},
			element("span", { class: value === "?" ? "unknown" : undefined }, value),
			note && note !== "?" ? element("span", { class: "note" }, note) : undefined,
		),
	);

function shareText(part: ViewCount, whole: ViewCount): string {
	if (part === "?" || whole === "?" || whole === 0) return "";
	// Rounded down: only all of them are 100 %.
	return `${Math.floor((1000 * part) / whole) / 10} %`;
}
