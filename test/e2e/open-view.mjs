// The built page of a view in a real browser, under the policy of the extension, with a stand-in for VS Code.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { pageHtml } from "../../client/models/page-html";
import { cssOf } from "./themes.mjs";

const ORIGIN = "https://views.test";
const DIST = join(import.meta.dirname, "../../dist/views");

export const launch = () =>
	chromium.launch({ executablePath: process.env.KERASPEC_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

function stubVsCode(kept) {
	const posted = [];
	let state = kept;
	Object.assign(window, {
		posted,
		violations: [],
		acquireVsCodeApi: () => ({
			postMessage: (message) => posted.push(message),
			getState: () => state,
			setState: (next) => {
				state = next;
				window.state = next;
			},
		}),
	});
	document.addEventListener("securitypolicyviolation", (event) =>
		window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
	);
}

/** `state` is what the page kept of itself the last time. */
export async function openView(browser, kind, { theme = "dark", state, width = 900, height = 640 } = {}) {
	const page = await browser.newPage({ viewport: { width, height } });
	const errors = [];
	page.on("pageerror", (error) => errors.push(error.message));
	await page.route(`${ORIGIN}/**`, (route) => {
		const name = new URL(route.request().url()).pathname.slice(1);
		if (name === "theme.css") return route.fulfill({ contentType: "text/css", body: cssOf(theme) });
		if (name !== "") return route.fulfill({ path: join(DIST, name) });
		const html = pageHtml({
			script: `${ORIGIN}/${kind}.js`,
			style: `${ORIGIN}/${kind}.css`,
			cspSource: ORIGIN,
			nonce: "n0",
		});
		const body = html
			.replace("<link", `<link rel="stylesheet" href="${ORIGIN}/theme.css">\n<link`)
			.replace("<body>", `<body class="vscode-body vscode-${theme}">`);
		return route.fulfill({ contentType: "text/html", body });
	});
	await page.addInitScript(stubVsCode, state);
	await page.goto(`${ORIGIN}/`);
	const send = (message) =>
		page.evaluate(async (data) => {
			window.postMessage(data, "*");
			await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		}, message);
	const show = (view) => send({ type: kind, saved: { kind, key: view.key, name: view.name }, view });
	return { page, send, show, errors, posted: () => page.evaluate(() => window.posted) };
}

/** What axe-core finds; it runs outside of the policy, as a tester would. */
export async function axe(page) {
	const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
	await page.evaluate(source);
	const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	return violations.flatMap(({ id, help, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary}`),
	);
}
