/** An element of a strictly read XML text. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: ReadonlyMap<string, string>;
	readonly children: readonly XmlElement[];
	/** The text directly in it. */
	readonly text: string;
}

const NAME = "[A-Za-z][A-Za-z0-9:_-]*";
const TOKEN = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>|([^<]+)`, "y");
const ENTITY = /&(?:amp|lt|gt|quot|#39);/g;
const NAMED: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" };

function decode(text: string): string {
	if (text.replace(ENTITY, "").includes("&")) throw new Error(`a bare & in ${text.slice(0, 80)}`);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow them
	if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
		throw new Error("a character that XML forbids");
	return text.replace(ENTITY, (entity) => NAMED[entity] ?? "");
}

/** Reads a text without comments, declarations and sections; throws for all that is not well-formed. */
export function parseXml(text: string): XmlElement {
	const root = { name: "", attributes: readAttributes(""), children: [] as XmlElement[], text: "" };
	const open = [root];
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.length) {
		const at = TOKEN.lastIndex;
		const token = TOKEN.exec(text);
		if (!token) throw new Error(`not well-formed at ${text.slice(at, at + 80)}`);
		const [, closing, name, attributes, empty, content] = token;
		const top = open.at(-1) as typeof root;
		if (content !== undefined) top.text += decode(content);
		else if (closing) {
			if (open.pop()?.name !== name) throw new Error(`</${name}> closes nothing`);
		} else {
			const element = { name: name ?? "", attributes: readAttributes(attributes ?? ""), children: [], text: "" };
			top.children.push(element);
			if (!empty) open.push(element);
		}
	}
	const [only, ...others] = root.children;
	if (open.length !== 1 || !only || others.length > 0) throw new Error("not one element");
	return only;
}

function readAttributes(text: string): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const [, name = "", value = ""] of text.matchAll(new RegExp(`(${NAME})="([^"]*)"`, "g"))) {
		if (found.has(name)) throw new Error(`two attributes ${name}`);
		found.set(name, decode(value));
	}
	return found;
}

export const elementsOf = (element: XmlElement): readonly XmlElement[] => [
	element,
	...element.children.flatMap(elementsOf),
];
