import {
	bool,
	type InstanceValue,
	type LibraryValue,
	library,
	specClass,
	specClassValue,
	type TensorValue,
	type Value,
	type World,
} from "../../domain";
import {
	type ClassModel,
	classOf,
	type LibraryModel,
	type Machine,
	ownClass,
	type TypeModel,
} from "../../interpreter/api";

type Kind = Value["kind"];

/** What the values of Python's own types are instances of. */
const INSTANCES: Readonly<Record<string, (value: Value) => boolean>> = {
	int: (value) => (value.kind === "int" && !value.numpy) || value.kind === "bool",
	float: (value) => value.kind === "float" && (!value.numpy || value.numpy === "float64"),
	complex: ({ kind }) => kind === "complex",
	str: ({ kind }) => kind === "str",
	bytes: ({ kind }) => kind === "bytes",
	bool: ({ kind }) => kind === "bool",
	list: ({ kind }) => kind === "list",
	tuple: (value) => value.kind === "tuple" && !value.view,
	range: (value) => value.kind === "tuple" && value.view === "range",
	dict: ({ kind }) => kind === "dict",
	set: (value) => value.kind === "set" && !value.frozen,
	frozenset: (value) => value.kind === "set" && value.frozen === true,
	slice: ({ kind }) => kind === "slice",
	property: (value) => value.kind === "descriptor" && value.flavor === "property",
	staticmethod: (value) => value.kind === "descriptor" && value.flavor === "staticmethod",
	classmethod: (value) => value.kind === "descriptor" && value.flavor === "classmethod",
	NoneType: ({ kind }) => kind === "none",
};

const among =
	(...kinds: readonly Kind[]) =>
	({ kind }: Value): boolean =>
		kinds.includes(kind);

const CALLABLE: readonly Kind[] = ["function", "method", "class", "partial"];

/** The abstract classes of `collections.abc`, `numbers` and `typing`, for values of Python's own types. */
const ABSTRACT: Readonly<Record<string, (value: Value) => boolean>> = {
	Sequence: among("list", "tuple", "str", "bytes"),
	MutableSequence: among("list"),
	Mapping: among("dict"),
	MutableMapping: among("dict"),
	Set: among("set"),
	MutableSet: (value) => value.kind === "set" && !value.frozen,
	Iterable: among("list", "tuple", "dict", "set", "str", "bytes", "iterator"),
	Iterator: among("iterator"),
	Collection: among("list", "tuple", "dict", "set", "str", "bytes"),
	Container: among("list", "tuple", "dict", "set", "str", "bytes"),
	Sized: among("list", "tuple", "dict", "set", "str", "bytes"),
	Reversible: among("list", "tuple", "dict"),
	Callable: among(...CALLABLE),
	Hashable: (value) => !among("list", "dict")(value) && !(value.kind === "set" && !value.frozen),
	Number: among("int", "float", "bool", "complex"),
	Complex: among("int", "float", "bool", "complex"),
	Real: among("int", "float", "bool"),
	Rational: among("int", "bool"),
	Integral: among("int", "bool"),
	FunctionType: among("function"),
	LambdaType: among("function"),
	MethodType: (value) => value.kind === "method" && value.func !== undefined,
	ModuleType: among("module"),
	NoneType: among("none"),
};

const MODULES = ["collections.abc", "typing", "typing_extensions", "numbers", "types"];

/** `typing.List` is `list` to `isinstance`. */
const GENERIC: Readonly<Record<string, string>> = {
	List: "list",
	Dict: "dict",
	Tuple: "tuple",
	Set: "set",
	FrozenSet: "frozenset",
	Text: "str",
};

const ABSTRACT_CLASSES: readonly ClassModel[] = MODULES.slice(0, 1)
	.concat(MODULES.slice(3))
	.flatMap((module) =>
		Object.keys(ABSTRACT)
			.filter((name) => belongs(name, module))
			.map((name): ClassModel => ({ kind: "class", name: `${module}.${name}`, init: () => undefined, methods: {} })),
	);

function belongs(name: string, module: string): boolean {
	const isNumber = ["Number", "Complex", "Real", "Rational", "Integral"].includes(name);
	if (module === "numbers") return isNumber;
	const isType = name.endsWith("Type");
	return module === "types" ? isType : !isNumber && !isType;
}

const PLAIN: ReadonlySet<Kind> = new Set([
	"int",
	"float",
	"complex",
	"str",
	"bytes",
	"bool",
	"list",
	"tuple",
	"dict",
	"set",
	"none",
	"slice",
]);

/** How a library class judges values of Python's own types; absent when it is no class of Python's. */
function judgeOf(cls: LibraryValue): ((value: Value) => boolean) | undefined {
	const at = cls.name.lastIndexOf(".");
	const [module, name] = [cls.name.slice(0, at), cls.name.slice(at + 1)];
	if (module === "builtins") return INSTANCES[name];
	if (!MODULES.includes(module)) return undefined;
	return ABSTRACT[name] ?? INSTANCES[GENERIC[name] ?? ""];
}

/** Whether the value is an instance of the class; absent when not known. */
export function isInstance(value: Value, cls: Value, machine: Machine): boolean | undefined {
	if (cls.kind === "tuple") {
		const results = cls.items.map((each) => isInstance(value, each, machine));
		if (results.includes(true)) return true;
		return results.includes(undefined) ? undefined : false;
	}
	if (value.kind === "unknown" || cls.kind === "unknown") return undefined;
	if (cls.kind === "none") return value.kind === "none";
	if (cls.kind === "library") {
		if (cls.name === "builtins.object") return true;
		if (cls.name === "builtins.type") return isClass(value, machine);
		const special = specialType(value, cls, machine);
		if (special !== undefined) return special;
		const array = judgeTensor(value, cls);
		if (array !== undefined) return array;
		if (value.kind === "tensor" && isLayerClass(cls, machine)) return false;
		if (value.kind === "instance" && machine.mro(value.cls).some((each) => isSameLibrary(each, cls))) return true;
		const judge = judgeOf(cls);
		if (judge) return judgePlain(value, judge, cls, machine);
	}
	const own = classOfPlain(value);
	if (own) return isSubclass(own, cls, machine);
	const ofLibrary = classOfLibraryValue(value, machine.world);
	if (ofLibrary && cls.kind === "library") {
		const model = machine.registry.find(cls.name, cls.world);
		return model && isSubclass(ofLibrary, { ...cls, name: model.name }, machine);
	}
	if (cls.kind === "library" && NEVER_SPECS.test(cls.name) && (PLAIN.has(value.kind) || value.kind === "tensor"))
		return false;
	if (value.kind === "instance" && (cls.kind === "class" || cls.kind === "library"))
		return isSubclass(value, cls, machine);
	if (cls.kind === "library") return isKerasClass(cls, machine) && isNoObject(value, machine) ? false : undefined;
	return PLAIN.has(value.kind) && cls.kind === "class" ? false : undefined;
}

/** Whether the class is one of Keras's own. */
const isKerasClass = ({ name, world }: LibraryValue, machine: Machine): boolean =>
	name.startsWith("keras.") && machine.registry.find(name, world)?.kind === "class";

/** Whether a value is certainly no object of a library's class: one of Python's own, a function or a class. */
function isNoObject(value: Value, machine: Machine): boolean {
	if (value.kind !== "library") return NO_OBJECTS.has(value.kind) || PLAIN.has(value.kind);
	const kind = machine.registry.find(value.name, value.world)?.kind;
	return kind === "class" || kind === "function";
}

const NO_OBJECTS: ReadonlySet<Kind> = new Set(["function", "method", "class", "partial", "module", "iterator"]);

/** Classes of tensors that are named as the flavor of the values; of a general `Tensor` there are several. */
const FLAVORS: readonly string[] = ["KerasTensor", "ndarray"];

/** Classes of tensors that are kept in parts, by how they are kept. */
const COMPOSITES: Readonly<Record<string, string>> = { RaggedTensor: "ragged", SparseTensor: "sparse" };

const NEVER_OTHERS: ReadonlySet<Kind> = new Set([...PLAIN, "tensor", "typespec", "tensorshape"]);

/** Whether a value is a symbolic tensor, an array or a shape; absent when not known, or when the class is another. */
function judgeTensor(value: Value, { name }: LibraryValue): boolean | undefined {
	const flavor = name.slice(name.lastIndexOf(".") + 1);
	const layout = COMPOSITES[flavor];
	if (layout && value.kind === "tensor")
		return value.spec.layout?.kind === "unknown" || !hasSureFlavor(value)
			? undefined
			: value.flavor !== "KerasTensor" && value.spec.layout?.kind === layout;
	if (flavor === "TensorShape") return NEVER_OTHERS.has(value.kind) ? value.kind === "tensorshape" : undefined;
	if (!FLAVORS.includes(flavor)) return undefined;
	if (value.kind === "tensor") return hasSureFlavor(value) ? value.flavor === flavor : undefined;
	return PLAIN.has(value.kind) || value.kind === "typespec" || value.kind === "tensorshape" ? false : undefined;
}

/** A tensor of which not all is known may be symbolic or not: its flavor is then the general one. */
function hasSureFlavor({ flavor, eager, spec: { shape, dtype } }: TensorValue): boolean {
	if (flavor !== "Tensor" || eager !== undefined) return true;
	if (typeof dtype !== "string" || shape.kind === "top") return false;
	return shape.kind !== "ranked" || shape.dims.every((dim) => typeof dim === "number" || dim.kind === "none");
}

/** Whether the class is a layer, and so no tensor is an instance of it. */
function isLayerClass({ name, world }: LibraryValue, machine: Machine): boolean {
	const model = machine.registry.find(name, world);
	return model?.kind === "class" && [name, ...(model.bases ?? [])].includes("keras.layers.Layer");
}

/** Members of enums and named tuples have classes of their own. */
const classOfPlain = (value: Value): Value | undefined => {
	if (value.kind === "tuple") return value.cls;
	return value.kind === "int" || value.kind === "str" ? value.member?.cls : undefined;
};

/** TypeSpecs, shapes and dtypes of TensorFlow have classes that have names. */
function classOfLibraryValue(value: Value, world: World): LibraryValue | undefined {
	if (value.kind === "typespec") return specClassValue(specClass(value), world);
	if (value.kind === "tensorshape") return library("tensorflow.TensorShape", world);
	return value.kind === "dtype" && !value.numpy ? library("tensorflow.DType", world) : undefined;
}

/** Classes of TensorFlow that no value of Python's own and no tensor is an instance of. */
const NEVER_SPECS = /^tensorflow\.(.*\.)?(\w*Spec|DType|TensorShape)$/;

/** Subclasses of `dict` that the standard library has. */
function specialType(value: Value, cls: LibraryValue, machine: Machine): boolean | undefined {
	if (!DICT_TYPES.has(cls.name)) return undefined;
	if (value.kind === "instance") return isSubclass(value, cls, machine);
	return PLAIN.has(value.kind) ? value.kind === "dict" && value.type === cls.name : undefined;
}

const DICT_TYPES: ReadonlySet<string> = new Set([
	"collections.OrderedDict",
	"collections.defaultdict",
	"collections.Counter",
]);

function judgePlain(
	value: Value,
	judge: (value: Value) => boolean,
	cls: LibraryValue,
	machine: Machine,
): boolean | undefined {
	if (PLAIN.has(value.kind) || value.kind === "iterator") return judge(value);
	if (value.kind === "library" && cls.name.endsWith(".Callable"))
		return machine.registry.find(value.name, value.world)?.kind === "constant" ? undefined : true;
	const isConcrete = cls.name.startsWith("builtins.");
	if (judge(value)) return true;
	const isOpen = value.kind === "tensor" && !isOneTensor(value);
	if (OBJECTS_OF_LIBRARIES.has(value.kind) && !isOpen) return isPlainLike(value, cls) ? undefined : false;
	// A class of the user's may derive from `dict`, say, only through a base that is known.
	if (value.kind === "instance") return isConcrete || value.cls.kind === "library" ? false : undefined;
	return isConcrete && isCode(value, machine) ? false : undefined;
}

/** Kinds of values that are instances of no type of Python's that has a model. */
const CODE: ReadonlySet<Kind> = new Set(["function", "class", "method", "partial", "module", "descriptor"]);

/** Functions, classes and modules, those of libraries included. */
function isCode(value: Value, machine: Machine): boolean {
	if (value.kind !== "library") return CODE.has(value.kind);
	const kind = machine.registry.find(value.name, value.world)?.kind;
	return kind === "function" || kind === "class";
}

/** What came out of something that is not followed may be a list of tensors. */
const isOneTensor = (value: Value): boolean => value.kind === "tensor" && value.spec.shape.kind !== "top";

/** Kinds whose classes derive from none of Python's own. */
const OBJECTS_OF_LIBRARIES: ReadonlySet<Kind> = new Set(["tensor", "tensorshape", "typespec", "dtype"]);

/** Abstract classes that ask for methods, such as `__iter__`, instead of ancestors. */
const ASKING_FOR_METHODS: ReadonlySet<string> = new Set([
	"Iterable",
	"Iterator",
	"Collection",
	"Container",
	"Sized",
	"Reversible",
	"Callable",
	"Hashable",
]);

/** Whether an object of a library may be an instance of a class of Python's: numbers of NumPy's are numbers. */
function isPlainLike(value: Value, { name }: LibraryValue): boolean {
	const last = name.slice(name.lastIndexOf(".") + 1);
	if (ASKING_FOR_METHODS.has(last)) return true;
	if (value.kind === "dtype") return value.numpy !== undefined;
	if (value.kind !== "tensor" || value.flavor !== "ndarray") return false;
	const { shape } = value.spec;
	const isContainer = CONTAINERS.has(GENERIC[last] ?? last);
	return !isContainer && (shape.kind !== "ranked" || shape.dims.length === 0);
}

const CONTAINERS: ReadonlySet<string> = new Set([
	"list",
	"tuple",
	"dict",
	"set",
	"frozenset",
	"range",
	"Sequence",
	"Mapping",
]);

function isClass(value: Value, machine: Machine): boolean | undefined {
	if (value.kind === "library") return machine.registry.find(value.name, value.world)?.kind === "class" || undefined;
	if (value.kind === "class") return true;
	return PLAIN.has(value.kind) || value.kind === "instance" || value.kind === "function" ? false : undefined;
}

const BUILTIN_BASES: Readonly<Record<string, string>> = { bool: "int" };

/** Whether a class, or the class of an instance, derives from another; absent when not known. */
export function isSubclass(value: InstanceValue | Value, cls: Value, machine: Machine): boolean | undefined {
	if (cls.kind === "tuple") {
		const results = cls.items.map((each) => isSubclass(value, each, machine));
		if (results.includes(true)) return true;
		return results.includes(undefined) ? undefined : false;
	}
	if (cls.kind === "library" && cls.name === "builtins.object") return true;
	const order = machine.mro(classOf(value));
	if (order.some((each) => each === cls || isSameLibrary(each, cls))) return true;
	if (value.kind === "instance" && isSameLibrary(ownClass(value, machine), cls)) return true;
	const libraries = order.filter((each): each is LibraryValue => each.kind === "library");
	for (const each of libraries) {
		if (each.name.startsWith("builtins.") && cls.kind === "library" && cls.name.startsWith("builtins.")) {
			if (BUILTIN_BASES[each.name.slice(9)] === cls.name.slice(9)) return true;
			if (each.name.slice(9) in INSTANCES) continue;
		}
		if (each.name === "collections.<namedtuple>" && cls.kind === "library" && cls.name === "builtins.tuple")
			return true;
		const model = machine.registry.find(each.name, each.world);
		if (model?.kind !== "class") return undefined;
		// A class may go by the name of one that derives from it.
		if (cls.kind === "library" && (model.name === cls.name || model.bases?.includes(cls.name))) return true;
	}
	return order.some((each) => each.kind === "unknown") ? undefined : false;
}

const isSameLibrary = (a: Value, b: Value): boolean =>
	a.kind === "library" && b.kind === "library" && a.name === b.name;

/** `type(value)`; absent when not known. */
export function typeOfValue(value: Value, machine: Machine, world: World): Value | undefined {
	if (value.kind === "instance") return ownClass(value, machine);
	if (value.kind === "dict" && value.type) return library(value.type, world);
	const own = classOfPlain(value) ?? classOfLibraryValue(value, world);
	if (own) return own;
	if ((value.kind === "int" || value.kind === "float") && value.numpy) return undefined;
	const name = Object.keys(INSTANCES).find((each) => INSTANCES[each]?.(value) && each !== "int");
	if (name) return library(`builtins.${name}`, world);
	if (value.kind === "int") return library("builtins.int", world);
	if (value.kind === "function") return library("types.FunctionType", world);
	return value.kind === "class" && !hasMetaclass(value, machine) ? library("builtins.type", world) : undefined;
}

const hasMetaclass = (cls: Value, machine: Machine): boolean =>
	machine
		.mro(cls)
		.some((each) => each.kind !== "class" && (each.kind !== "library" || each.name !== "builtins.object"));

const noneType: ClassModel = { kind: "class", name: "builtins.NoneType", init: () => undefined, methods: {} };

/** Classes that are there to be asked about. */
export const INSTANCE_CLASSES: readonly LibraryModel[] = [noneType, ...ABSTRACT_CLASSES];

const isType = (value: Value): boolean =>
	value.kind === "library" && (judgeOf(value) !== undefined || value.name === "builtins.type");

/** Python's own types as values: `int | None`, `list[int]`. */
export const BuiltinTypeType: TypeModel = {
	handles: isType,
	binary: (op, left, right) => {
		if (op !== "|") return undefined;
		return { kind: "tuple", items: [left, right].flatMap((each) => (each.kind === "tuple" ? each.items : [each])) };
	},
	getItem: (self) => self,
	compare: (op, left, right) => {
		if ((op !== "==" && op !== "!=") || left.kind !== "library" || right.kind !== "library") return undefined;
		return isType(left) && isType(right) ? bool((left.name === right.name) === (op === "==")) : undefined;
	},
};
