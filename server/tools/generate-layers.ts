// Writes docs/layers/*.md from the models of the layers and the records of real Keras. `--check` compares instead.
import { join } from "node:path";
import type { ClassModel, LibraryModel } from "../src/interpreter/api";
import { LAYER_MODELS } from "../src/keras/layers/index.generated";
import { ROOT, settle } from "./generated-files";
import { layerDocs } from "./layer-pages/doc-comments";
import { layerPage, layersIndex } from "./layer-pages/page";

const PAGES = join(ROOT, "docs", "layers");
const isClass = (model: LibraryModel): model is ClassModel => model.kind === "class";
const nameOf = ({ name }: ClassModel): string => name.slice(name.lastIndexOf(".") + 1);

const docs = layerDocs();
const models = LAYER_MODELS.filter(isClass);
const pages = models.map((model) => {
	const name = nameOf(model);
	const doc = docs.get(name) ?? { family: "", formula: undefined, sentence: "" };
	return [join(PAGES, `${name}.md`), layerPage(model, name, doc)] as const;
});

const outputs = new Map([...pages, [join(PAGES, "index.md"), layersIndex(docs, models.map(nameOf).sort())] as const]);
settle(
	outputs,
	[PAGES],
	["README.md", "unknown.md"].map((name) => join(PAGES, name)),
);
