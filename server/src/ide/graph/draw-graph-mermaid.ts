import { printSpec } from "../../domain";
import { findingText } from "../layer-findings";
import { printSpecs } from "../print";
import type { LayerNode, ModelGraph } from "./model-graph";

/**
 * In double quotes; everything else than letters, digits and harmless signs is a character code between `#` and `;`,
 * so that nothing is read as syntax, HTML or Markdown.
 */
const quote = (lines: readonly string[]): string => `"${lines.map(escapeLine).join("<br/>")}"`;

const escapeLine = (text: string): string =>
	[...text].map((each) => (/^[\p{L}\p{N} ,.:()·?-]$/u.test(each) ? each : `#${each.codePointAt(0)};`)).join("");

/** A model as a Mermaid flowchart. */
export function drawGraphMermaid({ model, nodes, edges }: ModelGraph): string {
	// Some words of Mermaid are no ids, so nodes are numbered.
	const ids = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
	const found = nodes.filter(({ findings }) => findings.length > 0).map(({ id }) => ids.get(id));
	return [
		"---",
		`title: ${JSON.stringify(model.name)}`,
		"---",
		"flowchart TB",
		...nodes.map((node) => `\t${ids.get(node.id)}${boxOf(node)}`),
		...edges.map(({ from, to, spec }) => {
			const label = spec ? `|${quote([printSpec(spec)])}|` : "";
			return `\t${ids.get(from)} -->${label} ${ids.get(to)}`;
		}),
		...(found.length > 0
			? ["\tclassDef found stroke:#b3261e,stroke-width:3px", `\tclass ${found.join(",")} found`]
			: []),
	].join("\n");
}

function boxOf(node: LayerNode): string {
	const { layer, outputs, findings } = node;
	const signs = findings.map((finding) => `! ${findingText(finding)}`);
	const output = outputs.length > 0 ? printSpecs(outputs) : "?";
	const text = quote([layer.name, `${layer.className} · ${node.params}`, output, ...signs]);
	return layer.model ? `[[${text}]]` : `[${text}]`;
}
