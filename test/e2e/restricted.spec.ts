import type { Page } from "playwright-core";
import { ownServer } from "./support/servers";
import { closeWorkbench, editorOf, hoverText, LONG, openWorkbench, token } from "./support/workbench";

describe("a folder that is not trusted", () => {
	let page: Page;

	before(async () => {
		const server = await ownServer({ trust: true, settings: { "security.workspace.trust.startupPrompt": "never" } });
		page = await openWorkbench(server, server.workspace("shapes.py"), "shapes.py");
	});
	after(() => closeWorkbench(page));

	it("has findings and hovers in Restricted Mode", async () => {
		await page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor(LONG);
		await editorOf(page).locator(".squiggly-error").first().waitFor(LONG);
		await hoverText(page, token(editorOf(page), "scores"), /\(None, 10\) float32/);
	});
});
