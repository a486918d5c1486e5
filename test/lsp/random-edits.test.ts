import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client, labelOf } from "../support/lsp-client";
import { type Edit, pick, type Random, seeded } from "../support/random-edits";
import { createReplay } from "../support/replay";

const EDITS = Number(process.env.KERASPEC_EDITS ?? 100);
const SEED = Number(process.env.KERASPEC_SEED ?? 1);
const CHECKPOINT = Math.min(100, EDITS);

const program = (name: string): string => readFileSync(join(__dirname, "../fixtures/programs", name), "utf8");

const BLOCKS = `import keras
from keras import layers

WIDTH = 16


def block(x, filters=WIDTH):
    y = layers.Conv2D(filters, 3, padding="same")(x)
    return layers.Add()([x, y])


class Head(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def call(self, x):
        return self.dense(layers.Flatten()(x))
`;
const MAIN = `import keras
from blocks import WIDTH, Head, block

image = keras.Input((32, 32, WIDTH))
first = block(image)
second = block(first, 16)
third = keras.layers.MaxPooling2D()(second)
size = third.shape.as_list()
scores = Head(10)(third)
model = keras.Model(image, scores)
wrong = block(third, 8)
`;

/** What a server knows of texts: opened anew, or after many edits. */
interface Session {
	readonly client: Client;
	readonly uris: readonly string[];
	change(uri: string, start: number, end: number, text: string): void;
}

type Open = (texts: readonly string[]) => Promise<Session>;

const files =
	(names: readonly string[], pull: boolean): Open =>
	async (texts) => {
		const client = await new Client({ pull, folders: ["file:///ws"] }).start();
		const uris = names.map((name) => `file:///ws/${name}`);
		for (const [index, uri] of uris.entries()) client.open(uri, texts[index] ?? "");
		return {
			client,
			uris,
			change: (uri, start, end, text) => client.change(uri, client.rangeOf(uri, start, end), text),
		};
	};

const notebook: Open = async (texts) => {
	const client = await new Client({ pull: true, notebooks: true }).start();
	const book = "file:///ws/book.ipynb";
	const uris = client.openNotebook(book, texts);
	return {
		client,
		uris,
		change: (uri, start, end, text) => client.changeCell(book, uri, client.rangeOf(uri, start, end), text),
	};
};

/** What is shown, hovers at some places that the text alone chooses. */
async function shown({ client, uris }: Session, withHints: boolean): Promise<readonly unknown[]> {
	const all: unknown[] = [];
	for (const uri of uris) {
		const document = client.document(uri);
		const { length } = document.getText();
		const random = seeded(length);
		const places = Array.from({ length: 12 }, () => document.positionAt(random(length + 1)));
		const hovers = await Promise.all(places.map((place) => client.hover(uri, place)));
		const hints = withHints ? await client.inlayHints(uri) : [];
		const diagnostics = await client.diagnostics(uri);
		all.push({ uri, diagnostics, hints: hints.map((hint) => [hint.position, labelOf(hint)]), hovers });
	}
	return all;
}

const clients = new Set<Client>();

/** Compares with a fresh server, and says how many findings there were. */
async function compare(session: Session, open: Open, withHints: boolean, what: string): Promise<number> {
	const fresh = await open(session.uris.map((uri) => session.client.document(uri).getText()));
	clients.add(fresh.client);
	const expected = await shown(fresh, withHints);
	assert.deepEqual(await shown(session, withHints), expected, what);
	assert.equal(await fresh.client.stop(), 0);
	return JSON.stringify(expected).split('"keraspec"').length - 1;
}

async function replay(open: Open, originals: readonly string[]): Promise<void> {
	const random = seeded(SEED);
	const session = await open(originals);
	clients.add(session.client);
	const replays = originals.map((text) => createReplay(text, random));
	const { client, uris } = session;
	const change = (uri: string, next: (text: string) => Edit): void => {
		const { start, end, text } = next(client.document(uri).getText());
		session.change(uri, start, end, text);
	};
	let found = 0;
	for (let step = 1; step <= EDITS; step += 1) {
		const index = random(uris.length);
		const uri = uris[index] ?? assert.fail();
		change(uri, (text) => replays[index]?.next(text) ?? assert.fail());
		// As an editor does, which does not wait for the answers either.
		if (random(8) === 0) void client.inlayHints(uri).catch(() => undefined);
		if (random(8) === 0) void client.hover(uri, { line: random(40), character: random(20) }).catch(() => undefined);
		if (step % CHECKPOINT !== 0) continue;
		const what = `after ${step} edits of seed ${SEED}`;
		// While a text is no Python, the hints of the last one that was are kept.
		found += await compare(session, open, false, what);
		for (const [place, each] of uris.entries()) change(each, (text) => mend(text, originals[place] ?? "", random));
		found += await compare(session, open, true, `${what}, mended`);
	}
	assert.ok(found > 0, "no text had a finding");
	assert.equal(await client.stop(), 0);
}

/** To a text that is Python again, with other numbers than it had at first. */
function mend(text: string, original: string, random: Random): Edit {
	const numbers = () => String(pick(random, [1, 2, 3, 8, 16]));
	return {
		start: 0,
		end: text.length,
		text: original.replace(/\b\d+\b/g, (old) => (random(4) === 0 ? numbers() : old)),
	};
}

describe(`${EDITS} random edits end where a fresh server begins`, function () {
	this.timeout(600_000);
	afterEach(() => {
		for (const { process } of clients) process.kill();
		clients.clear();
	});

	for (const pull of [true, false]) {
		it(`in a file, diagnostics ${pull ? "pulled" : "pushed"}`, () =>
			replay(files(["vision.py"], pull), [program("vision.py")]));
	}

	it("in two files, one of which imports the other", () =>
		replay(files(["blocks.py", "main.py"], true), [BLOCKS, MAIN]));

	it("in a notebook", () => replay(notebook, [BLOCKS, ...MAIN.replace(/^from.*$/m, "").split(/(?<=\)\n)/)]));
});
