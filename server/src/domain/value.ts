import type { Dim } from "./dim";
import type { DType } from "./dtype";
import type { Origin, Reason } from "./reason";
import type { Shape } from "./shape";
import type { Spec } from "./spec";

/** Which Keras a library value belongs to: A is Keras 2 (`keras2`), B is Keras 3 (`keras3`). */
export type World = "keras2" | "keras3";

/** State that another folder owns and the domain only carries: a function's syntax, a layer's weights and nodes. */
export interface Opaque {
	readonly tag: string;
}

/** The tensor axis that an int or a `None` was read from. */
export interface DimSource {
	readonly dim: Dim;
	readonly axis: number;
	/** The shape that it was read from. */
	readonly shape?: Shape | undefined;
	/** True when the tensor was a KerasTensor (or a model's input or output shape). */
	readonly symbolic: boolean;
	/** Read by `tf.shape`: whether every axis of that shape is known, so that TensorFlow makes a constant of it. */
	readonly isWhole?: boolean | undefined;
}

export interface UnknownValue {
	readonly kind: "unknown";
	readonly why: Reason;
	/** The values of which it is one, depending on the path; absent when it may be anything. */
	readonly oneOf?: readonly Value[] | undefined;
	/** The container of which it is some item: what is done to it is done to one of the items. */
	readonly within?: Value | undefined;
}
export interface NoneValue {
	readonly kind: "none";
	readonly dimOf?: DimSource | undefined;
}
/** A Python scalar; `value` is absent when only the type is known. */
export interface BoolValue {
	readonly kind: "bool";
	readonly value?: boolean | undefined;
	readonly why?: Reason | undefined;
}
export interface IntValue {
	readonly kind: "int";
	readonly value?: number | undefined;
	readonly why?: Reason | undefined;
	readonly dimOf?: DimSource | undefined;
	/** The member of an `IntEnum` that it is. */
	readonly member?: InstanceValue | undefined;
	/** The dtype of a NumPy scalar: it counts and indexes as an int does, but is none to `isinstance`. */
	readonly numpy?: DType | undefined;
}
export interface FloatValue {
	readonly kind: "float";
	readonly value?: number | undefined;
	readonly why?: Reason | undefined;
	/** The dtype of a NumPy scalar, which Keras 3 does not promote as it does Python's numbers. */
	readonly numpy?: DType | undefined;
}
export interface StrValue {
	readonly kind: "str";
	readonly value?: string | undefined;
	/** The member of a `StrEnum` (or of an `Enum` that is a `str`) that it is. */
	readonly member?: InstanceValue | undefined;
	readonly why?: Reason | undefined;
	/** True for `kt.dtype` in world B: a str where Keras 2 had a DType. */
	readonly isDType?: boolean | undefined;
}
export interface BytesValue {
	readonly kind: "bytes";
	readonly value: string;
}
export interface ComplexValue {
	readonly kind: "complex";
}
export interface EllipsisValue {
	readonly kind: "ellipsis";
}
export interface TupleValue {
	readonly kind: "tuple";
	readonly items: readonly Value[];
	/** True for `kt.shape` in world B, and what is sliced from it: a tuple where Keras 2 had a TensorShape. */
	readonly isShape?: boolean | undefined;
	/** Names of the items of a named tuple. */
	readonly fields?: readonly string[] | undefined;
	/** The class of a named tuple. */
	readonly cls?: ClassValue | undefined;
	/** What it is when it is no tuple, but a read-only collection of known items. */
	readonly view?: "range" | undefined;
}
/** Mutable, with identity. `items` is absent when the length is not known. Written through the journal only. */
export interface ListValue {
	readonly kind: "list";
	items: readonly Value[] | undefined;
	/** Where `items` is absent: the items in no order, since they came from a set. */
	unordered?: readonly Value[] | undefined;
	why?: Reason | undefined;
}
export interface DictEntry {
	readonly key: Value;
	readonly value: Value;
}
/** Mutable, with identity. `entries` is absent when the keys are not known. Written through the journal only. */
export interface DictValue {
	readonly kind: "dict";
	entries: ReadonlyMap<string, DictEntry> | undefined;
	why?: Reason | undefined;
	/** Qualified name of the subclass of `dict` that it is: `collections.OrderedDict`. */
	readonly type?: string | undefined;
	/** Called for a key that it lacks: the factory of a `defaultdict`. */
	readonly missing?: Value | undefined;
	/** The object whose `__dict__` it is, or the scope whose `globals()`: it is written through its attributes. */
	readonly attributesOf?: AttributesOwner | undefined;
}
/** Whatever has attributes that a dict may stand for. */
export interface AttributesOwner {
	readonly attrs: Map<string, Value>;
}
export interface SetValue {
	readonly kind: "set";
	readonly frozen?: boolean | undefined;
	entries: ReadonlyMap<string, DictEntry> | undefined;
	why?: Reason | undefined;
}
export interface SliceValue {
	readonly kind: "slice";
	readonly lower: Value;
	readonly upper: Value;
	readonly step: Value;
}
/** An iterator over known values, or over what a source makes when it is asked; advanced through the journal. */
export interface IteratorValue {
	readonly kind: "iterator";
	/** Empty when there is a source. */
	readonly items: readonly Value[];
	/** How many items were drawn; -1 when that differs between the paths that lead here. */
	index: number;
	/** Makes the items one by one: a generator's body, for one. Belongs to the interpreter. */
	readonly source?: Opaque | undefined;
}
/** A function or lambda of the user's. `code` belongs to the interpreter. */
export interface FunctionValue {
	readonly kind: "function";
	readonly name: string;
	readonly code: Opaque;
	/** Decorator facts that library models attach, e.g. the input signature of a `tf.function`. */
	readonly attrs: Map<string, Value>;
	readonly wrapper?: Opaque | undefined;
}
/** A class of the user's. */
export interface ClassValue {
	readonly kind: "class";
	readonly name: string;
	readonly bases: readonly Value[];
	readonly attrs: Map<string, Value>;
	readonly origin?: Origin | undefined;
	/** Names that the class body annotates, in order: the fields of a dataclass. */
	readonly annotated?: readonly string[] | undefined;
	/** Annotated names whose annotation is a mark: `ClassVar`, `InitVar`, `KW_ONLY`. */
	readonly marks?: ReadonlyMap<string, string> | undefined;
}
/** An instance of a user's class or of a library class; `native` is the state of a library base class. */
export interface InstanceValue {
	readonly kind: "instance";
	readonly cls: ClassValue | LibraryValue;
	readonly attrs: Map<string, Value>;
	native?: Opaque | undefined;
	/** What it is as a key of a dict, when that is told by its content: objects of a frozen dataclass. */
	hashed?: string | undefined;
	/** True when nothing in the program makes it: a subclass may give it more attributes. */
	assumed?: boolean | undefined;
}
/** A module of the user's project. */
export interface ModuleValue {
	readonly kind: "module";
	readonly name: string;
	readonly attrs: Map<string, Value>;
}
/** A module, function, class or constant of a library, by its canonical qualified name: `keras.layers.Dense`. */
export interface LibraryValue {
	readonly kind: "library";
	readonly name: string;
	readonly world: World;
	/** True below `tf.keras`: there, Keras 3 keeps names that `keras` itself lacks. */
	readonly viaTensorflow?: boolean | undefined;
}
/** `func` is absent for a library method, which is found by `self` and `name`. */
export interface MethodValue {
	readonly kind: "method";
	readonly self: Value;
	readonly name: string;
	readonly func?: Value | undefined;
}
export interface PartialValue {
	readonly kind: "partial";
	readonly func: Value;
	readonly args: readonly Value[];
	readonly keywords: readonly (readonly [string, Value])[];
}
export interface DescriptorValue {
	readonly kind: "descriptor";
	readonly flavor: "property" | "cached_property" | "staticmethod" | "classmethod";
	readonly func: Value;
	/** Of a property. */
	readonly setter?: Value | undefined;
	readonly deleter?: Value | undefined;
}
export interface SuperValue {
	readonly kind: "super";
	readonly after: ClassValue;
	readonly self: Value;
}
export type TensorFlavor = "KerasTensor" | "Tensor" | "ndarray" | "Variable";
export interface TensorValue {
	readonly kind: "tensor";
	readonly flavor: TensorFlavor;
	readonly spec: Spec;
	readonly world: World;
	/** A KerasTensor's place in the graph that made it; belongs to the Keras models. */
	readonly history?: Opaque | undefined;
	/** The Python value of a small constant, or of a shape tensor, as far as it is known. */
	readonly content?: Value | undefined;
	/** True for a tensor that exists while the program runs eagerly, false for one in a traced graph. */
	readonly eager?: boolean | undefined;
	readonly name?: string | undefined;
}
/** The classes of TensorFlow that describe a value, by their own names. */
export type TypeSpecClass =
	| "TensorSpec"
	| "BoundedTensorSpec"
	| "RaggedTensorSpec"
	| "SparseTensorSpec"
	| "IndexedSlicesSpec"
	| "TensorArraySpec"
	| "VariableSpec"
	| "RowPartitionSpec"
	| "NoneTensorSpec"
	| "OptionalSpec"
	| "DatasetSpec"
	| "IteratorSpec";

/** A `tf.TypeSpec`. */
export interface TypeSpecValue {
	readonly kind: "typespec";
	/** Shape, dtype and layout of what it describes; all `?` for a class that has none, such as `DatasetSpec`. */
	readonly spec: Spec;
	readonly name?: string | undefined;
	/** True when its shape was read from a KerasTensor. */
	readonly derived: boolean;
	/** Its class; absent for a `TensorSpec`. */
	readonly type?: TypeSpecClass | undefined;
	/** What it holds beside shape, dtype and name, by the names of its constructor: `ragged_rank`, `element_spec`. */
	readonly parts?: Readonly<Record<string, Value>> | undefined;
}
/** A `tf.TensorShape`. */
export interface TensorShapeValue {
	readonly kind: "tensorshape";
	readonly shape: Shape;
	readonly symbolic: boolean;
}
/** A `tf.DType`, or what NumPy has for it. */
export interface DTypeValue {
	readonly kind: "dtype";
	readonly dtype: DType;
	/** `np.float32` is a class that converts, `array.dtype` an `np.dtype`; absent for TensorFlow's. */
	readonly numpy?: "class" | "dtype" | undefined;
}

export type Value =
	| UnknownValue
	| NoneValue
	| BoolValue
	| IntValue
	| FloatValue
	| StrValue
	| BytesValue
	| ComplexValue
	| EllipsisValue
	| TupleValue
	| ListValue
	| DictValue
	| SetValue
	| SliceValue
	| IteratorValue
	| FunctionValue
	| ClassValue
	| InstanceValue
	| ModuleValue
	| LibraryValue
	| MethodValue
	| PartialValue
	| DescriptorValue
	| SuperValue
	| TensorValue
	| TypeSpecValue
	| TensorShapeValue
	| DTypeValue;

export type ValueKind = Value["kind"];

export const NONE: NoneValue = { kind: "none" };
/** An int or a float that may be NumPy's. */
export const number = (isFloat: boolean, rest: Omit<FloatValue, "kind">): IntValue | FloatValue =>
	isFloat ? { kind: "float", ...rest } : { kind: "int", ...rest };

export const unknown = (why: Reason): UnknownValue => ({ kind: "unknown", why });
export const unknownBecause = (text: string, origin?: Origin): UnknownValue => ({
	kind: "unknown",
	why: { text, origin },
});
export const bool = (value: boolean): BoolValue => ({ kind: "bool", value });
export const int = (value: number): IntValue => ({ kind: "int", value });
export const float = (value: number): FloatValue => ({ kind: "float", value });
export const str = (value: string): StrValue => ({ kind: "str", value });
export const tuple = (items: readonly Value[]): TupleValue => ({ kind: "tuple", items });
export const list = (items: readonly Value[]): ListValue => ({ kind: "list", items });
export const library = (name: string, world: World): LibraryValue => ({ kind: "library", name, world });

/** The Python value of one axis of a shape. */
export function dimToValue(dim: Dim, axis: number, symbolic: boolean, isWhole?: boolean, shape?: Shape): Value {
	const dimOf: DimSource = { dim, axis, symbolic, isWhole, shape };
	if (typeof dim === "number") return { kind: "int", value: dim, dimOf };
	if (dim.kind === "none") return { kind: "none", dimOf };
	return unknown(dim.why);
}
