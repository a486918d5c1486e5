import { homepage } from "../../../package.json";
import { LAYER_MODELS } from "../keras/layers/index.generated";

const DOCS = `${homepage}/blob/main/docs`;

/** The page of a rule, by its code. */
export const ruleUrl = (code: string): string => `${DOCS}/rules/${encodeURIComponent(code)}.md`;

const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** The name of a layer's page, by each name that the class has in Keras; made when it is first asked for. */
let pages: ReadonlyMap<string, string> | undefined;

const createPages = (): ReadonlyMap<string, string> =>
	new Map(
		LAYER_MODELS.flatMap((model) =>
			model.kind === "class"
				? [model.name, ...(model.aliases ?? [])].map((name) => [lastPart(name), lastPart(model.name)] as const)
				: [],
		),
	);

const OF_KERAS = /^(?:(?:keras|tf_keras|tf\.keras|tensorflow\.keras)\..*)?\b(\w+)$/;

/** The page of a layer of Keras, by its class (`Dense`, `keras.layers.Dense`, `tf.keras.layers.Dense`); absent for other classes. */
export const layerUrl = (qualifiedOrClass: string): string | undefined => {
	const name = OF_KERAS.exec(qualifiedOrClass)?.[1];
	pages ??= createPages();
	const page = name && pages.get(name);
	return page ? `${DOCS}/layers/${page}.md` : undefined;
};
