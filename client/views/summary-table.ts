import type { ModelSummaryView, SummaryRow, ViewCount } from "../../shared/model-views";
import { drawn, element } from "./dom";
import { icon } from "./icons";
import { bytesText, countText, shareOf } from "./numbers";

/** The table of layers. `opened` is told the row whose code is asked for; `focus` says whether the keyboard goes there too. */
export function fillTable(
	table: HTMLTableElement,
	view: ModelSummaryView,
	shown: readonly SummaryRow[],
	opened: (row: SummaryRow, focus: boolean) => void,
): void {
	const params = view.rows.map((row) => row.params);
	const bytes = view.rows.map((row) => row.activationBytes);
	const isLinked = view.rows.some((row) => row.connectedTo.length > 0);
	const caption = element("caption", { class: "off-screen" }, `Layers of ${view.name}`);
	const head = element("thead", {}, headerOf(view.batchSize, isLinked));
	const body = element("tbody");
	for (const row of shown) {
		const cells = element(
			"tr",
			{ class: [row.location ? "linked" : "", row.findings.length ? "found" : ""].join(" ").trim() || undefined },
			layerCell(row, opened),
			element("td", { class: "shape" }, ...shapeText(row.outputShape)),
			numberCell(countText(row.params), row.params, params, row.trainable || !row.params ? undefined : "frozen"),
			numberCell(bytesText(row.activationBytes), row.activationBytes, bytes),
			isLinked ? element("td", { class: "sources" }, ...wordsOf(row.connectedTo.join(", "))) : undefined,
		);
		cells.addEventListener("click", (event) => {
			if (!isSelecting() && !(event.target instanceof Element && event.target.closest("button"))) opened(row, false);
		});
		body.append(cells);
	}
	table.replaceChildren(caption, head, body);
}

/** Keras shows no connections of a chain of layers. */
function headerOf(batchSize: number, isLinked: boolean): HTMLElement {
	const column = (text: string, name?: string): HTMLElement => element("th", { scope: "col", class: name }, text);
	return element(
		"tr",
		{},
		column("Layer"),
		column("Output shape"),
		column("Parameters", "number"),
		column(`Activations, batch ${batchSize}`, "number"),
		isLinked ? column("Connected to") : undefined,
	);
}

/** Dragging over text is no click on the row. */
const isSelecting = (): boolean => getSelection()?.isCollapsed === false;

function layerCell(row: SummaryRow, opened: (row: SummaryRow, focus: boolean) => void): HTMLElement {
	const name = row.location
		? element("button", { type: "button", class: "layer", tabindex: -1, title: "Go to code" }, ...wordsOf(row.name))
		: element("span", { class: "layer" }, ...wordsOf(row.name));
	name.addEventListener("click", () => row.location && opened(row, true));
	const findings = row.findings.map((text) =>
		element(
			"li",
			{},
			icon("finding"),
			element("span", { class: "off-screen" }, "Finding: "),
			element("span", {}, text),
		),
	);
	return element(
		"th",
		{ scope: "row" },
		name,
		" ",
		element("span", { class: "class-name" }, row.className),
		findings.length ? element("ul", { class: "findings" }, ...findings) : undefined,
	);
}

/** Long names may break after their underscores. */
const wordsOf = (name: string): readonly (Node | string)[] =>
	name.split(/(?<=_)/).flatMap((part, index) => (index ? [element("wbr"), part] : [part]));

/** `None` and `?` stand out in a shape, since those are what one looks for. */
function shapeText(shape: string): readonly (Node | string)[] {
	return shape
		.split(/(\bNone\b|\?)/)
		.filter(Boolean)
		.map((part) =>
			part === "?"
				? element("span", { class: "unknown" }, part)
				: part === "None"
					? element("span", { class: "none" }, part)
					: part,
		);
}

/** A number over a bar that shows its share of the largest in the column. */
function numberCell(text: string, value: ViewCount, all: readonly ViewCount[], note?: string): HTMLElement {
	const share = Math.round(shareOf(value, all) * 1000) / 10;
	const bar = drawn(
		"svg",
		{ class: "bar", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" },
		drawn("rect", { width: share, height: 1 }),
	);
	return element(
		"td",
		{ class: "number" },
		value === "?" ? element("span", { class: "unknown" }, text) : text,
		note ? element("span", { class: "note" }, ` ${note}`) : undefined,
		element("div", { class: "bar-track" }, share > 0 ? (bar as Node) : undefined),
	);
}
