import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { poll } from "./support/poll";
import { ownServer } from "./support/servers";
import { closeWorkbench, editorOf, LONG, openWorkbench, problems } from "./support/workbench";

describe("diagnostics of the whole workspace, in VS Code", () => {
	let page: Page;
	let folder: string;

	before(async () => {
		const server = await ownServer();
		folder = server.workspace("shapes.py", "second.py");
		page = await openWorkbench(server, folder, "shapes.py");
		await editorOf(page).locator(".squiggly-error").first().waitFor(LONG);
	});
	after(() => closeWorkbench(page));

	/** Waits until the Problems view tells of the closed file, or does not. */
	const tells = (isTold: boolean): Promise<unknown> =>
		poll(isTold ? "the closed file's problem" : "no problem of the closed file", async () => {
			const rows = (await problems(page)).join("\n");
			return (
				rows.includes("in Keras 3 a shape is a tuple") && rows.includes("Dense needs the last dimension") === isTold
			);
		});

	it("come and go with the setting, and follow the file", async () => {
		await tells(false);
		mkdirSync(join(folder, ".vscode"), { recursive: true });
		const choose = (mode: string): void =>
			writeFileSync(join(folder, ".vscode/settings.json"), JSON.stringify({ "keraspec.diagnosticMode": mode }));
		choose("workspace");
		await tells(true);
		writeFileSync(join(folder, "second.py"), "import keras\n");
		await tells(false);
		writeFileSync(join(folder, "second.py"), "import keras\nkeras.layers.Dense(3)(keras.Input((None,)))\n");
		await tells(true);
		choose("openFilesOnly");
		await tells(false);
	});
});
