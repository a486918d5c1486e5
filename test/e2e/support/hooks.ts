import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Context, RootHookObject } from "mocha";
import { closeBrowser, openPages } from "./browser";
import { removeServerFolder } from "./code-server";
import { startedServers } from "./servers";

let failures = 0;

/** A failure leaves pictures of every window, and the logs of the server, where its message says. */
export const mochaHooks: RootHookObject = {
	async afterEach(this: Context) {
		const test = this.currentTest;
		if (test?.state !== "failed") return;
		failures += 1;
		for (const { folder } of startedServers()) console.log(`      logs: ${join(folder, "user/logs")}`);
		const [server] = startedServers();
		if (!server) return;
		const pictures = join(server.folder, "failures");
		mkdirSync(pictures, { recursive: true });
		for (const [index, page] of openPages().entries()) {
			const path = join(pictures, `${failures}-${index}.png`);
			await page.screenshot({ path }).catch(() => undefined);
			console.log(`      picture: ${path}`);
		}
	},
	async afterAll() {
		await closeBrowser();
		for (const server of startedServers()) {
			await server.stop();
			if (failures === 0) removeServerFolder(server);
		}
	},
};
