import { printSpec } from "../../domain";
import { headline } from "../diagnostics";
import { printSpecs } from "../print";
import type { LayerNode, ModelGraph } from "./model-graph";

/**
 * In double quotes; everything else than letters, digits and harmless signs is a character code between `#` and `;`,
 * so that nothing is read as syntax, HTML or Markdown.
 */
const quote = (lines: readonly string[]): string => `"${lines.map(escapeLine).join("<br/>")}"`;

const escapeLine = (text: string): string =>
	[...text].map((each) => (/^[\p{L}\p{N}_ ,.:()·?-]$/u.test(each) ? each : `#${each.codePointAt(0)};`)).join("");

/** Models as one Mermaid flowchart, each in a frame of its own. */
export const drawGraphMermaid = (graphs: readonly ModelGraph[]): string =>
	["flowchart TB", ...graphs.flatMap(linesOf), "\tclassDef found stroke:#b3261e,stroke-width:3px"].join("\n");

function linesOf({ model, nodes, edges }: ModelGraph, number: number): readonly string[] {
	// Some words of Mermaid are no ids, so all are numbered.
	const ids = new Map(nodes.map(({ id }, index) => [id, `m${number}n${index}`]));
	const found = nodes.filter(({ findings }) => findings.length > 0).map(({ id }) => ids.get(id));
	return [
		`\tsubgraph m${number}[${quote([model.name])}]`,
		...nodes.map((node) => `\t\t${ids.get(node.id)}${boxOf(node)}`),
		...edges.map(({ from, to, spec }) => {
			const label = spec ? `|${quote([printSpec(spec)])}|` : "";
			return `\t\t${ids.get(from)} -->${label} ${ids.get(to)}`;
		}),
		"\tend",
		...(found.length > 0 ? [`\tclass ${found.join(",")} found`] : []),
	];
}

function boxOf(node: LayerNode): string {
	const { layer, outputs, findings } = node;
	const signs = findings.map((finding) => `! ${headline(finding)}`);
	const output = outputs.length > 0 ? printSpecs(outputs) : "?";
	const text = quote([layer.name, `${layer.className} · ${node.params}`, output, ...signs]);
	return layer.model ? `[[${text}]]` : `[${text}]`;
}
