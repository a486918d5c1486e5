import type {
	Arguments,
	Comprehension,
	ConstantValue,
	Expr,
	Module,
	ParsedFile,
	Stmt,
} from "../../server/src/syntax/ast";

/** Anything of the tree that has a type and a range. */
interface AnyNode {
	readonly type: string;
	readonly start: number;
	readonly end: number;
}

const OPERATORS: Readonly<Record<string, string>> = {
	"+": "Add",
	"-": "Sub",
	"*": "Mult",
	"/": "Div",
	"//": "FloorDiv",
	"%": "Mod",
	"**": "Pow",
	"@": "MatMult",
	"&": "BitAnd",
	"|": "BitOr",
	"^": "BitXor",
	"<<": "LShift",
	">>": "RShift",
	"==": "Eq",
	"!=": "NotEq",
	"<": "Lt",
	"<=": "LtE",
	">": "Gt",
	">=": "GtE",
	is: "Is",
	"is not": "IsNot",
	in: "In",
	"not in": "NotIn",
	and: "And",
	or: "Or",
};

const UNARY: Readonly<Record<string, string>> = { "+": "UAdd", "-": "USub", "~": "Invert", not: "Not" };

/** The lines that `test/oracle/syntax/dump.py` writes, from our tree. `shallow` leaves f-strings closed. */
export function describe(file: ParsedFile, shallow: boolean): string[] {
	const rows: { node: AnyNode; line: string }[] = [];
	for (const node of nodesOf(file.module, shallow)) {
		if (node.type === "Module") continue;
		const line = `${node.start} ${node.end} ${pythonName(node)} ${detail(node)}`.trimEnd();
		rows.push({ node, line });
	}
	rows.sort((a, b) => a.node.start - b.node.start || b.node.end - a.node.end || compareText(a.line, b.line));
	return rows.map((row) => row.line);
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Every node under `module`, found without knowing its fields, so that no field can be forgotten. */
export function nodesOf(module: Module, shallow = false): AnyNode[] {
	const found: AnyNode[] = [];
	const pending: unknown[] = [module];
	for (let next = pending.pop(); pending.length > 0 || next !== undefined; next = pending.pop()) {
		if (typeof next !== "object" || next === null) continue;
		if (isNode(next)) {
			found.push(next);
			if (shallow && next.type === "JoinedStr") continue;
		}
		pending.push(...Object.values(next).filter((child) => typeof child === "object" && child !== null));
	}
	return found;
}

function isNode(value: object): value is AnyNode {
	return "type" in value && "start" in value && "end" in value;
}

function pythonName(node: AnyNode): string {
	const isAsync = "isAsync" in node && node.isAsync === true;
	if (isAsync) return `Async${node.type}`;
	return node.type === "Try" && "isStar" in node && node.isStar === true ? "TryStar" : node.type;
}

function json(value: string): string {
	return JSON.stringify(value).replace(
		/[\x7f-\uffff]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

function bits(value: number): string {
	const view = new DataView(new ArrayBuffer(8));
	view.setFloat64(0, value);
	return view.getBigUint64(0).toString(16).padStart(16, "0");
}

function constant(value: ConstantValue): string {
	switch (value.kind) {
		case "bool":
			return `bool ${value.value}`;
		case "int":
			return `int ${value.value.toString(16)}`;
		case "float":
			return `float ${bits(value.value)}`;
		case "complex":
			return `complex ${bits(value.imag)}`;
		case "str":
		case "bytes":
			return `${value.kind} ${json(value.value)}`;
		default:
			return value.kind;
	}
}

function signature(args: Arguments): string {
	const { posonlyargs, kwonlyargs, kwDefaults, defaults, vararg, kwarg } = args;
	const lists = `posonlyargs=${posonlyargs.length} args=${args.args.length} kwonlyargs=${kwonlyargs.length}`;
	const values = `kw_defaults=${kwDefaults.length} defaults=${defaults.length}`;
	return `${lists} ${values} vararg=${vararg ? 1 : 0} kwarg=${kwarg ? 1 : 0}`;
}

function generators(list: readonly Comprehension[]): string {
	return list.map((generator) => `${generator.isAsync ? "async " : ""}for ifs=${generator.ifs.length}`).join(" ");
}

type Described = Expr | Stmt;
type Details = { readonly [K in Described["type"]]?: (node: Extract<Described, { type: K }>) => string };

const DETAILS: Details = {
	Constant: (n) => constant(n.value),
	Name: (n) => n.id,
	Attribute: (n) => n.attr,
	Call: (n) => `args=${n.args.length} keywords=${n.keywords.length}`,
	BinOp: (n) => OPERATORS[n.op] ?? n.op,
	UnaryOp: (n) => UNARY[n.op] ?? n.op,
	AugAssign: (n) => OPERATORS[n.op] ?? n.op,
	BoolOp: (n) => `${OPERATORS[n.op]} ${n.values.length}`,
	Compare: (n) => n.ops.map((op) => OPERATORS[op]).join(" "),
	Lambda: (n) => signature(n.args),
	Slice: (n) => (["lower", "upper", "step"] as const).filter((field) => n[field]).join(" "),
	Dict: (n) => `${n.values.length} ${n.keys.filter((key) => !key).length}`,
	ListComp: (n) => generators(n.generators),
	SetComp: (n) => generators(n.generators),
	DictComp: (n) => generators(n.generators),
	GeneratorExp: (n) => generators(n.generators),
	FormattedValue: (n) => `${n.conversion ? `!${n.conversion}` : ""}${n.formatSpec ? ":" : ""}`,
	Interpolation: (n) => `${n.conversion ? `!${n.conversion}` : ""}${n.formatSpec ? ":" : ""}`,
	FunctionDef: (n) => `${n.name} ${signature(n.args)} body=${n.body.length} decorator_list=${n.decoratorList.length}`,
	ClassDef: (n) =>
		`${n.name} bases=${n.bases.length} keywords=${n.keywords.length} body=${n.body.length} decorator_list=${n.decoratorList.length}`,
	Assign: (n) => `targets=${n.targets.length}`,
	Delete: (n) => `targets=${n.targets.length}`,
	For: (n) => `body=${n.body.length} orelse=${n.orelse.length}`,
	While: (n) => `body=${n.body.length} orelse=${n.orelse.length}`,
	If: (n) => `body=${n.body.length} orelse=${n.orelse.length}`,
	With: (n) => `items=${n.items.length} body=${n.body.length}`,
	Match: (n) => `cases=${n.cases.length}`,
	Try: (n) =>
		`body=${n.body.length} handlers=${n.handlers.length} orelse=${n.orelse.length} finalbody=${n.finalbody.length}`,
	ImportFrom: (n) => `${n.level} ${n.module ?? "-"}`,
	Global: (n) => n.names.join(","),
	Nonlocal: (n) => n.names.join(","),
};

/** Nodes that are neither expression nor statement, by the field that names them. */
const NAMED: Readonly<Record<string, (node: Readonly<Record<string, unknown>>) => string>> = {
	keyword: (n) => `${n.arg ?? "**"}`,
	arg: (n) => `${n.arg}`,
	alias: (n) => `${n.name}${n.asname ? ` as ${n.asname}` : ""}`,
	ExceptHandler: (n) => `${n.name ?? "-"} body=${(n.body as unknown[]).length}`,
	TypeVar: (n) => `${n.name}`,
	ParamSpec: (n) => `${n.name}`,
	TypeVarTuple: (n) => `${n.name}`,
	MatchSingleton: (n) => ({ true: "True", false: "False", null: "None" })[`${n.value}`] ?? "",
	MatchStar: (n) => `${n.name ?? "_"}`,
	MatchAs: (n) => `${n.name ?? "_"}`,
	MatchMapping: (n) => `${n.rest ?? "-"}`,
	MatchClass: (n) => (n.kwdAttrs as string[]).join(","),
};

function detail(node: AnyNode): string {
	const describeNode = DETAILS[node.type as Described["type"]] as ((node: AnyNode) => string) | undefined;
	if (describeNode) return describeNode(node);
	return NAMED[node.type]?.(node as unknown as Record<string, unknown>) ?? "";
}
