import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "./web-package";

/** Where the stand-in says that the selected environment is, in the first folder of the workspace. */
export const SELECTED = "chosen-env";

const MANIFEST = {
	name: "python",
	publisher: "ms-python",
	version: "1.0.0",
	license: "MIT",
	repository: "https://example.invalid/python",
	engines: { vscode: "^1.96.0" },
	main: "./index.js",
	activationEvents: ["onLanguage:python"],
};

const CODE = `const { EventEmitter, Uri, workspace } = require("vscode");
exports.activate = () => ({
	environments: {
		getActiveEnvironmentPath: () => ({
			path: Uri.joinPath(workspace.workspaceFolders[0].uri, "${SELECTED}", "bin", "python").fsPath,
		}),
		onDidChangeActiveEnvironmentPath: new EventEmitter().event,
	},
});
`;

/** A package with the id of the Python extension and the part of its API that we ask. */
export function packagePythonExtension(folder: string): string {
	const place = join(folder, "python");
	mkdirSync(place);
	writeFileSync(join(place, "package.json"), JSON.stringify(MANIFEST));
	writeFileSync(join(place, "index.js"), CODE);
	writeFileSync(join(place, "LICENSE"), "MIT");
	return packageFolder(place);
}

/** An environment in which TensorFlow 2.15 is installed, as far as names of folders tell. */
export function writeEnvironment(folder: string): void {
	const packages = join(folder, "lib", "python3.11", "site-packages");
	for (const name of ["keras-2.15.0", "tensorflow-2.15.1"])
		mkdirSync(join(packages, `${name}.dist-info`), { recursive: true });
	mkdirSync(join(folder, "bin"));
	writeFileSync(join(folder, "bin", "python"), "");
	writeFileSync(join(folder, "pyvenv.cfg"), "home = /usr/bin\nversion = 3.11.2\n");
}
