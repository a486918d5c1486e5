import type { ModelSummaryView, SummaryRow } from "../../shared/model-views";
import { DEFAULT_BATCH_SIZE, isBatchSize, MAX_BATCH_SIZE } from "../../shared/view-messages";
import { announcer, element } from "./dom";
import { connectHost } from "./host";
import { icon } from "./icons";
import { createNotice, goneText } from "./notice";
import { plural } from "./numbers";
import { roam } from "./roving";
import { matches } from "./search";
import { fillHeader } from "./summary-header";
import { fillTable } from "./summary-table";
import { type TableFormat, tableText } from "./table-text";

const FORMATS: readonly (readonly [TableFormat, string])[] = [
	["text", "Text"],
	["markdown", "Markdown"],
	["csv", "CSV"],
];

let view: ModelSummaryView | undefined;

const host = connectHost((message) => {
	if (message.type === "summary") show(message.view);
	else if (message.type === "gone") notice.show(goneText(message.saved.name, view !== undefined));
});
const kept = readPage(host.kept());

const notice = createNotice();
const { node: live, say } = announcer();
const header = element("div", { class: "summary-head" });
const table = element("table");
const scroller = element("div", { class: "scroller" }, table);
const rows = roam(table);
const filter = element("input", {
	type: "search",
	id: "filter",
	placeholder: "Filter layers",
	"aria-label": "Filter layers by name or class",
	autocomplete: "off",
	spellcheck: "false",
});
const batch = element("input", {
	type: "number",
	id: "batch",
	min: 1,
	max: MAX_BATCH_SIZE,
	step: 1,
	value: DEFAULT_BATCH_SIZE,
});
const copies = FORMATS.map(([format, label]) => {
	const button = element(
		"button",
		{ type: "button", class: "plain", title: `Copy as ${label}`, "aria-label": `Copy as ${label}` },
		label,
	);
	button.addEventListener("click", () => copy(format, label));
	return button;
});
filter.value = kept.filter;
let scroll: number | undefined = kept.scroll;

document.body.append(
	notice.node,
	element(
		"main",
		{ class: "summary" },
		header,
		element(
			"div",
			{ class: "controls" },
			element("div", { class: "search", role: "search" }, icon("search"), filter),
			element("label", { class: "field", for: "batch" }, "Batch size", batch),
			element("div", { class: "tools", role: "group", "aria-label": "Copy the table" }, icon("copy"), ...copies),
		),
		scroller,
	),
	live,
);
listen();
host.post({ type: "ready" });

function show(next: ModelSummaryView): void {
	view = next;
	document.title = `Summary of ${next.name}`;
	notice.show(next.rows.length ? "" : "The model has no layers that are known.");
	if (document.activeElement !== batch) batch.value = String(next.batchSize);
	fillHeader(header, next);
	draw();
	if (scroll !== undefined) document.documentElement.scrollTop = scroll;
	scroll = undefined;
}

/** The table anew, with the keyboard on the layer where it was. */
function draw(): void {
	if (!view) return;
	const focused = table.contains(document.activeElement) ? document.activeElement?.textContent : undefined;
	const top = document.documentElement.scrollTop;
	fillTable(table, view, shownRows(), open);
	rows.refresh();
	if (focused) focusLayer(focused);
	document.documentElement.scrollTop = top;
}

const shownRows = (): readonly SummaryRow[] => view?.rows.filter((row) => matches(row, filter.value)) ?? [];

function focusLayer(name: string): void {
	const buttons = [...table.querySelectorAll<HTMLElement>("button.layer")];
	(buttons.find((button) => button.textContent === name) ?? buttons[0])?.focus({ preventScroll: true });
}

function open(row: SummaryRow, focus: boolean): void {
	if (row.location) host.post({ type: "reveal", location: row.location, focus });
}

function copy(format: TableFormat, label: string): void {
	if (!view) return;
	host.post({ type: "copy", text: tableText({ ...view, rows: shownRows() }, format) });
	say(`Copied as ${label}`);
}

function listen(): void {
	filter.addEventListener("input", () => {
		draw();
		say(plural(shownRows().length, "layer"));
		keep();
	});
	batch.addEventListener("input", () => {
		const batchSize = batch.valueAsNumber;
		const good = isBatchSize(batchSize);
		batch.setAttribute("aria-invalid", String(!good));
		if (good) host.post({ type: "batchSize", batchSize });
	});
	batch.addEventListener("blur", () => {
		batch.setAttribute("aria-invalid", "false");
		if (view) batch.value = String(view.batchSize);
	});
	document.addEventListener("scroll", keep, { passive: true });
	document.addEventListener("keydown", (event) => {
		const find = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f";
		if (!find && !(event.key === "/" && !(event.target instanceof HTMLInputElement))) return;
		event.preventDefault();
		filter.focus();
		filter.select();
	});
}

function keep(): void {
	host.keep({ filter: filter.value, scroll: document.documentElement.scrollTop });
}

function readPage(value: unknown): { readonly filter: string; readonly scroll: number | undefined } {
	const { filter: text, scroll: top } = (typeof value === "object" && value !== null ? value : {}) as {
		readonly filter?: unknown;
		readonly scroll?: unknown;
	};
	return { filter: typeof text === "string" ? text : "", scroll: typeof top === "number" ? top : undefined };
}
