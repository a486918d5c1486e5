import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInExtensionHost } from "./support/extension-host";
import { installCodeServer } from "./support/install";
import { NEWEST, OLDEST } from "./support/places";
import { ownServer } from "./support/servers";

const FULL = process.env.KERASPEC_E2E_FULL === "1";

describe("the extension's own suite inside the extension host", function () {
	this.timeout(400_000);

	for (const edition of FULL ? [NEWEST, OLDEST] : [NEWEST]) {
		it(`passes in code-server ${edition.codeServer}`, async () => {
			installCodeServer(edition);
			const server = await ownServer({ edition });
			const first = server.workspace("shapes.py", "notebook.ipynb");
			const second = server.workspace("second.py");
			const workspace = join(server.folder, "both.code-workspace");
			const settings = { "keraspec.inlayHints.dtypes": true };
			writeFileSync(workspace, JSON.stringify({ folders: [{ path: first }, { path: second }], settings }));
			console.log((await runInExtensionHost(server, "suite.ts", workspace)).replace(/^/gm, "      "));
		});
	}
});
