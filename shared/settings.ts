/**
 * The settings, each with its type, default and sentence. `npm run generate` writes the manifest's
 * `contributes.configuration` from this list, and the tests hold the two together.
 */

interface SettingBase {
	/** Without the `keraspec.` prefix. */
	readonly key: string;
	readonly description: string;
	/** Whether a folder of a workspace may have a value of its own. */
	readonly scope: "resource" | "window";
	/** Whether `[tool.keraspec]` of a `pyproject.toml` may say it too, as `keras-version` for `kerasVersion`. */
	readonly inProject?: true;
}

export interface BooleanSetting extends SettingBase {
	readonly type: "boolean";
	readonly default: boolean;
}

export interface NumberSetting extends SettingBase {
	readonly type: "number";
	readonly default: number;
	readonly minimum: number;
	readonly maximum: number;
}

export interface StringSetting extends SettingBase {
	readonly type: "string";
	readonly default: string;
	/** A regular expression that values must match. */
	readonly pattern?: string;
	readonly patternErrorMessage?: string;
}

export interface ChoiceSetting extends SettingBase {
	readonly type: "choice";
	readonly default: string;
	/** Each value with its sentence. */
	readonly choices: Readonly<Record<string, string>>;
}

export interface ListSetting extends SettingBase {
	readonly type: "list";
	readonly default: readonly string[];
	/** A regular expression that each item must match. */
	readonly pattern: string;
	readonly patternErrorMessage: string;
}

/** Codes of rules, each with its level. */
export interface LevelsSetting extends SettingBase {
	readonly type: "levels";
	readonly default: Readonly<Record<string, never>>;
	/** Each level with its sentence. */
	readonly levels: Readonly<Record<RuleLevel, string>>;
}

export type Setting = BooleanSetting | NumberSetting | StringSetting | ChoiceSetting | ListSetting | LevelsSetting;

/** `default` is what the rule itself says. */
export type RuleLevel = "off" | "hint" | "information" | "warning" | "error" | "default";
export type RuleLevels = Readonly<Record<string, RuleLevel>>;

export interface InlayHintSettings {
	readonly enabled: boolean;
	readonly tensors: boolean;
	readonly models: boolean;
	readonly layers: boolean;
	readonly calls: boolean;
	readonly returns: boolean;
	readonly parameters: boolean;
	readonly dtypes: boolean;
	readonly maximumLength: number;
}

/** What the server reads of them. */
export interface Settings {
	readonly specPolicy: "tensorflow" | "fully-defined";
	/** Empty: chosen from the other one, or the newest. */
	readonly kerasVersion: string;
	readonly tensorflowVersion: string;
	/** Dotted names of installed packages whose text is followed. */
	readonly follow: readonly string[];
	/** Of the rules that have another level than their own. */
	readonly rules: RuleLevels;
	/** Which documents are given diagnostics. */
	readonly diagnosticMode: "openFilesOnly" | "workspace";
	readonly inlayHints: InlayHintSettings;
	readonly codeLens: { readonly enabled: boolean };
}

/** Where the value of a setting comes from. */
export type SettingOrigin =
	| { readonly kind: "default" }
	/** What the editor said. */
	| { readonly kind: "settings" }
	/** What a flag of the command line said. */
	| { readonly kind: "flag" }
	/** `[tool.keraspec]` of this `pyproject.toml`. */
	| { readonly kind: "pyproject"; readonly path: string };

/** By the keys of `SETTINGS`, those of rules as `rules.input-rank`; what is absent is the default. */
export type SettingOrigins = Readonly<Record<string, SettingOrigin>>;

const VERSION = { pattern: "^(\\d+\\.\\d+(\\.\\d+)?)?$", patternErrorMessage: "A version such as 2.15 or 3.15.1." };

export const SETTINGS: readonly Setting[] = [
	{
		key: "kerasVersion",
		type: "string",
		default: "",
		scope: "resource",
		inProject: true,
		description:
			"Version of Keras that the code runs on, such as `2.15` or `3.15.1`. Empty: the one that `#keraspec.tensorflowVersion#` brings, else what is installed, locked or required near the file, else the newest.",
		...VERSION,
	},
	{
		key: "tensorflowVersion",
		type: "string",
		default: "",
		scope: "resource",
		inProject: true,
		description:
			"Version of TensorFlow that the code runs on, such as `2.15`. Up to 2.15 it brings Keras 2, from 2.16 on Keras 3. Empty: the one that fits `#keraspec.kerasVersion#`, else what is installed, locked or required near the file, else the newest.",
		...VERSION,
	},
	{
		key: "specPolicy",
		type: "choice",
		default: "tensorflow",
		scope: "resource",
		inProject: true,
		choices: {
			tensorflow: "A `tf.TensorSpec` may be partial, as TensorFlow allows.",
			"fully-defined":
				"Warn about every `tf.TensorSpec` that is built from a KerasTensor and leaves a size open, the batch included.",
		},
		description: "How complete the shape of a `tf.TensorSpec` must be.",
	},
	{
		key: "follow",
		type: "list",
		default: [],
		scope: "resource",
		inProject: true,
		pattern: "^[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*$",
		patternErrorMessage: "A dotted name such as keras_hub or keras_hub.src.models.",
		description:
			"Installed packages, or parts of them, that are followed as the workspace's own modules are, such as `keras_hub.src`. They are looked for in `.venv`, `venv` and `env` of the workspace folders. All others are left alone.",
	},
	{
		key: "rules",
		type: "levels",
		default: {},
		scope: "resource",
		inProject: true,
		levels: {
			off: "Not reported.",
			hint: "Shown as a hint.",
			information: "Shown as an information.",
			warning: "Shown as a warning.",
			error: "Shown as an error.",
			default: "As the rule itself says.",
		},
		description: 'Levels of rules by their codes, such as `{ "input-rank": "warning", "partial-tensorspec": "off" }`.',
	},
	{
		key: "diagnosticMode",
		type: "choice",
		default: "openFilesOnly",
		scope: "window",
		choices: {
			openFilesOnly: "Files that are open.",
			workspace: "All Python files of the workspace.",
		},
		description: "Which files are given diagnostics.",
	},
	{
		key: "inlayHints.enabled",
		type: "boolean",
		default: true,
		scope: "resource",
		description: "Show inlay hints with inferred shapes and dtypes.",
	},
	{
		key: "inlayHints.tensors",
		type: "boolean",
		default: true,
		scope: "resource",
		description: "Hints after variables that hold tensors, arrays or specs.",
	},
	{
		key: "inlayHints.models",
		type: "boolean",
		default: true,
		scope: "resource",
		description: "Hints after variables that hold models: input shape -> output shape.",
	},
	{
		key: "inlayHints.layers",
		type: "boolean",
		default: true,
		scope: "resource",
		description: "Hints after layers in the list of a `Sequential` or in `model.add(…)`: what each of them gives.",
	},
	{
		key: "inlayHints.calls",
		type: "boolean",
		default: true,
		scope: "resource",
		description:
			"Hints after calls of layers that end a line, where no variable shows what comes out and the spec changes.",
	},
	{
		key: "inlayHints.returns",
		type: "boolean",
		default: true,
		scope: "resource",
		description: "Hints after the parameters of functions that are called on tensors: what comes out.",
	},
	{
		key: "inlayHints.parameters",
		type: "boolean",
		default: true,
		scope: "resource",
		description: "Hints after parameters of functions that are called on tensors.",
	},
	{
		key: "inlayHints.dtypes",
		type: "boolean",
		default: true,
		scope: "resource",
		description: "Show the dtype after the shape.",
	},
	{
		key: "inlayHints.maximumLength",
		type: "number",
		default: 43,
		minimum: 12,
		maximum: 200,
		scope: "resource",
		description:
			"Greatest length of a hint; longer ones leave out the dtype, then the middle of the shape. VS Code itself cuts all hints of a line at `#editor.inlayHints.maximumLength#`, 43 by default.",
	},
	{
		key: "codeLens.enabled",
		type: "boolean",
		default: true,
		scope: "resource",
		description:
			"Show a line above each model: its input and output shape and its parameters, and a way to its summary.",
	},
	{
		key: "trace.server",
		type: "choice",
		default: "messages",
		scope: "window",
		choices: {
			off: "No trace.",
			messages: "The messages between editor and language server.",
			verbose: "The messages with their content.",
		},
		description:
			"What to trace of the language server protocol while the log level of the output channel is Trace (`Developer: Set Log Level…`).",
	},
];

export const DEFAULT_SETTINGS: Settings = {
	specPolicy: "tensorflow",
	kerasVersion: "",
	tensorflowVersion: "",
	follow: [],
	rules: {},
	diagnosticMode: "openFilesOnly",
	inlayHints: {
		enabled: true,
		tensors: true,
		models: true,
		layers: true,
		calls: true,
		returns: true,
		parameters: true,
		dtypes: true,
		maximumLength: 43,
	},
	codeLens: { enabled: true },
};
