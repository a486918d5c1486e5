import { isNone, isUnknown, printDim, printDType, type Spec } from "../../domain";
import type { Finding } from "../../rules/rule";
import { headline } from "../diagnostics";
import { printSpecs } from "../print";
import type { Size } from "./geometry";
import { colourOf } from "./layer-colour";
import type { LayerNode } from "./model-graph";
import { plain } from "./svg-style";
import { cut, escapeXml, round, widthOf, wrap } from "./svg-text";

const NAME = 7.9;
const SMALL = 6.7;
const MONO = 7.3;
const PADDING = 14;
const LINE = 18;
const MAX_NAME = 36;
const MAX_SPECS = 4;
const MAX_FINDINGS = 2;
const FINDING_COLUMNS = 40;
const FINDING_LINES = 4;
const MIN_WIDTH = 132;

export const MONOSPACE = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";
const BADGE = 8;

/** One line of a box. */
interface Row {
	readonly svg: (y: number) => string;
	readonly width: number;
}

export interface DrawnBox extends Size {
	/** The box with its upper left corner at 0, 0. */
	readonly svg: string;
}

export function drawBox(node: LayerNode): DrawnBox {
	const rows = rowsOf(node);
	const width = Math.max(MIN_WIDTH, ...rows.map((row) => row.width)) + 2 * PADDING;
	const height = rows.length * LINE + PADDING;
	const isModel = node.layer.model !== undefined;
	const strong = node.findings.length > 0 ? 2.5 : 1;
	const rect = (x: number, y: number): string =>
		`<rect class="box" x="${x}" y="${y}" width="${round(width)}" height="${height}" rx="6" fill="${plain("box")}" stroke="${plain(node.findings.length > 0 ? "error" : "line")}" stroke-width="${strong}"/>`;
	const colour = colourOf(node.layer);
	const accent = `<path class="${colour}" d="M6 0a6 6 0 0 0 -6 6v${height - 12}a6 6 0 0 0 6 6z" fill="${plain(colour)}"/>`;
	const text = rows.map(({ svg }, index) => svg(index * LINE + LINE + 2)).join("");
	return { width, height, svg: `${isModel ? rect(5, 5) : ""}${rect(0, 0)}${accent}${text}${drawBadge(node, width)}` };
}

function rowsOf(node: LayerNode): readonly Row[] {
	const { layer, params, findings } = node;
	const name = cut(layer.name, MAX_NAME);
	const within = layer.model && `${layer.model.layers.length} layers`;
	const times = layer.calls.length > 1 ? `called ${layer.calls.length} times` : undefined;
	const frozen = layer.trainable === false && layer.params !== 0 ? "frozen" : undefined;
	const shown = layer.params === 0 && !layer.unbuilt ? undefined : params;
	const facts = [cut(layer.className, MAX_NAME), within, shown, frozen, times].filter(Boolean).join(" · ");
	return [
		{ svg: textAt("text", escapeXml(name), ' font-weight="600"'), width: widthOf(name, NAME) },
		{ svg: textAt("muted", escapeXml(facts), ' font-size="12"'), width: widthOf(facts, SMALL) },
		...specRows(node),
		...findings.slice(0, MAX_FINDINGS).flatMap(findingRows),
	];
}

/** In the colour of text: errors' own has too little contrast on the light themes' background. */
function findingRows(finding: Finding): readonly Row[] {
	return wrap(headline(finding), FINDING_COLUMNS, FINDING_LINES).map((line) => ({
		svg: textAt("text", escapeXml(line), ' font-size="12"'),
		width: widthOf(line, SMALL),
	}));
}

const textAt =
	(kind: "text" | "muted", content: string, attributes: string): Row["svg"] =>
	(y) =>
		`<text class="${kind}" x="${PADDING}" y="${y}" fill="${plain(kind)}"${attributes}>${content}</text>`;

function specRows({ outputs, layer }: LayerNode): readonly Row[] {
	const attributes = ` font-family="${MONOSPACE}" font-size="12"`;
	const row = (content: string, text: string): Row => ({
		svg: textAt("text", content, attributes),
		width: widthOf(text, MONO),
	});
	if (outputs.length === 0) return [row(layer.outputs ? "–" : markOpen("?"), "?")];
	const rows = outputs.slice(0, MAX_SPECS).map((spec) => row(markedSpec(spec), printSpecs([spec])));
	const more = outputs.length - MAX_SPECS;
	return more > 0 ? [...rows, row(`and ${more} more`, `and ${more} more`)] : rows;
}

/** What is open is told by colour and by a line below. */
const markOpen = (text: string): string =>
	`<tspan class="open" fill="${plain("open")}" text-decoration="underline" font-weight="600">${text}</tspan>`;

function markedSpec(spec: Spec): string {
	const { shape, dtype } = spec;
	if (shape.kind !== "ranked") return markOpen(escapeXml(printSpecs([spec])));
	const dims = shape.dims.map((dim, axis) =>
		isUnknown(dim) || (isNone(dim) && axis > 0) ? markOpen(printDim(dim)) : printDim(dim),
	);
	const inside = dims.length === 1 ? `${dims[0]},` : dims.join(", ");
	const rest = printSpecs([spec]).slice(printSpecs([spec], false).length);
	return `(${inside})${typeof dtype === "string" ? escapeXml(rest) : ` ${markOpen(escapeXml(printDType(dtype)))}`}`;
}

/** A stop sign for an error, a triangle for anything less; both with a sign in them, so that no colour is needed. */
function drawBadge({ findings }: LayerNode, width: number): string {
	if (findings.length === 0) return "";
	const isError = findings.some(({ severity }) => severity === "error");
	const kind = isError ? "error" : "warning";
	const [a, b] = [BADGE, BADGE * 0.42];
	const octagon = `M${-a} ${-b}L${-b} ${-a}H${b}L${a} ${-b}V${b}L${b} ${a}H${-b}L${-a} ${b}z`;
	const shape = isError ? octagon : `M0 ${-a}L${a + 1} ${a - 1}H${-a - 1}z`;
	const sign = `<path class="sign" d="M-1.2 -4.5h2.4l-.5 5h-1.4zM-1 2h2v2h-2z" fill="${plain("box")}"/>`;
	return `<g transform="translate(${round(width - 4)} 2)"><path class="${kind}" d="${shape}" fill="${plain(kind)}"/>${sign}</g>`;
}
