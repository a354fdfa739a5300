//! The built-in classes. Their heap indices are constants, so that the type of a value is known
//! without a look-up.

use super::value::Ref;

/// How the instances of a class are laid out: which [`Body`](super::heap::Body) they have. A
/// class inherits its layout; two unlike ones among its bases are a "layout conflict".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Attributes only.
    Instance,
    Exception,
    Class,
    Int,
    Float,
    Complex,
    Str,
    Bytes,
    Tuple,
    List,
    Dict,
    Set,
    FrozenSet,
    Deque,
    Local,
    Random,
    Property,
    Module,
    /// Made by the interpreter; a program cannot subclass it.
    Sealed,
}

/// Whether a built-in class belongs to a module other than `builtins`.
pub fn is_library_class(class: Ref) -> bool {
    (LOCK.0..=TYPES.len() as u64).contains(&class.0)
}

/// The module of a built-in class that belongs to another than `builtins`.
pub fn module_of_library_class(class: Ref) -> Option<&'static str> {
    let spec = TYPES.get((class.0 as usize).checked_sub(1)?)?;
    (spec.module != "builtins").then_some(spec.module)
}

/// Whether CPython has this class of its library in C, where its name in messages begins with the
/// module.
pub fn is_c_class(module: &str, name: &str) -> bool {
    let names: &[&str] = match module {
        "datetime" => &[
            "date",
            "time",
            "datetime",
            "timedelta",
            "timezone",
            "tzinfo",
        ],
        "functools" => &["partial"],
        "operator" => &["itemgetter", "attrgetter", "methodcaller"],
        "re" => &["Match", "Pattern"],
        "array" => &["array"],
        "itertools" => &["groupby", "_tee"],
        _ => &[],
    };
    names.contains(&name)
}

pub struct TypeSpec {
    pub name: &'static str,
    pub base: Ref,
    pub layout: Layout,
    pub module: &'static str,
}

macro_rules! builtin_types {
    ($($module:literal { $($ident:ident $name:literal $base:ident $layout:ident;)* })*) => {
        /// In the order of their heap indices, from 1 on; index 0 stays empty.
        pub static TYPES: &[TypeSpec] = &[$($(
            TypeSpec { name: $name, base: $base, layout: Layout::$layout, module: $module },
        )*)*];

        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u64)]
        enum Index { $($($ident,)*)* }

        $($(pub const $ident: Ref = Ref(Index::$ident as u64 + 1);)*)*
    };
}

builtin_types! {
    "builtins" {
        OBJECT "object" OBJECT Instance;
        TYPE "type" OBJECT Class;
        NONE_TYPE "NoneType" OBJECT Sealed;
        NOT_IMPLEMENTED_TYPE "NotImplementedType" OBJECT Sealed;
        ELLIPSIS_TYPE "ellipsis" OBJECT Sealed;
        INT "int" OBJECT Int;
        BOOL "bool" INT Sealed;
        FLOAT "float" OBJECT Float;
        COMPLEX "complex" OBJECT Complex;
        STR "str" OBJECT Str;
        BYTES "bytes" OBJECT Bytes;
        BYTEARRAY "bytearray" OBJECT Sealed;
        MEMORYVIEW "memoryview" OBJECT Sealed;
        LIST "list" OBJECT List;
        TUPLE "tuple" OBJECT Tuple;
        DICT "dict" OBJECT Dict;
        SET "set" OBJECT Set;
        FROZENSET "frozenset" OBJECT FrozenSet;
        RANGE "range" OBJECT Sealed;
        SLICE "slice" OBJECT Sealed;
        FUNCTION "function" OBJECT Sealed;
        METHOD "method" OBJECT Sealed;
        BUILTIN_FUNCTION "builtin_function_or_method" OBJECT Sealed;
        METHOD_DESCRIPTOR "method_descriptor" OBJECT Sealed;
        WRAPPER_DESCRIPTOR "wrapper_descriptor" OBJECT Sealed;
        GETSET_DESCRIPTOR "getset_descriptor" OBJECT Sealed;
        MEMBER_DESCRIPTOR "member_descriptor" OBJECT Sealed;
        PROPERTY "property" OBJECT Property;
        STATICMETHOD "staticmethod" OBJECT Sealed;
        CLASSMETHOD "classmethod" OBJECT Sealed;
        SUPER "super" OBJECT Sealed;
        MODULE "module" OBJECT Module;
        CODE "code" OBJECT Sealed;
        CELL "cell" OBJECT Sealed;
        FRAME "frame" OBJECT Sealed;
        TRACEBACK "traceback" OBJECT Sealed;
        GENERATOR "generator" OBJECT Sealed;
        COROUTINE "coroutine" OBJECT Sealed;
        COROUTINE_WRAPPER "coroutine_wrapper" OBJECT Sealed;
        ASYNC_GENERATOR "async_generator" OBJECT Sealed;
        ASYNC_GENERATOR_ASEND "async_generator_asend" OBJECT Sealed;
        ASYNC_GENERATOR_WRAPPED "async_generator_wrapped_value" OBJECT Sealed;
        MAPPINGPROXY "mappingproxy" OBJECT Sealed;
        DICT_KEYS "dict_keys" OBJECT Sealed;
        DICT_VALUES "dict_values" OBJECT Sealed;
        DICT_ITEMS "dict_items" OBJECT Sealed;
        GENERIC_ALIAS "types.GenericAlias" OBJECT Sealed;
        LIST_ITERATOR "list_iterator" OBJECT Sealed;
        LIST_REVERSE_ITERATOR "list_reverseiterator" OBJECT Sealed;
        TUPLE_ITERATOR "tuple_iterator" OBJECT Sealed;
        STR_ITERATOR "str_iterator" OBJECT Sealed;
        STR_ASCII_ITERATOR "str_ascii_iterator" OBJECT Sealed;
        BYTES_ITERATOR "bytes_iterator" OBJECT Sealed;
        RANGE_ITERATOR "range_iterator" OBJECT Sealed;
        DICT_KEY_ITERATOR "dict_keyiterator" OBJECT Sealed;
        DICT_VALUE_ITERATOR "dict_valueiterator" OBJECT Sealed;
        DICT_ITEM_ITERATOR "dict_itemiterator" OBJECT Sealed;
        DICT_REVERSE_KEY_ITERATOR "dict_reversekeyiterator" OBJECT Sealed;
        SET_ITERATOR "set_iterator" OBJECT Sealed;
        CALLABLE_ITERATOR "callable_iterator" OBJECT Sealed;
        SEQUENCE_ITERATOR "iterator" OBJECT Sealed;
        REVERSED "reversed" OBJECT Sealed;
        ENUMERATE "enumerate" OBJECT Sealed;
        ZIP "zip" OBJECT Sealed;
        MAP "map" OBJECT Sealed;
        FILTER "filter" OBJECT Sealed;

        BASE_EXCEPTION "BaseException" OBJECT Exception;
        EXCEPTION "Exception" BASE_EXCEPTION Exception;
        BASE_EXCEPTION_GROUP "BaseExceptionGroup" BASE_EXCEPTION Exception;
        EXCEPTION_GROUP "ExceptionGroup" BASE_EXCEPTION_GROUP Exception;
        SYSTEM_EXIT "SystemExit" BASE_EXCEPTION Exception;
        KEYBOARD_INTERRUPT "KeyboardInterrupt" BASE_EXCEPTION Exception;
        GENERATOR_EXIT "GeneratorExit" BASE_EXCEPTION Exception;
        ARITHMETIC_ERROR "ArithmeticError" EXCEPTION Exception;
        FLOATING_POINT_ERROR "FloatingPointError" ARITHMETIC_ERROR Exception;
        OVERFLOW_ERROR "OverflowError" ARITHMETIC_ERROR Exception;
        ZERO_DIVISION_ERROR "ZeroDivisionError" ARITHMETIC_ERROR Exception;
        ASSERTION_ERROR "AssertionError" EXCEPTION Exception;
        ATTRIBUTE_ERROR "AttributeError" EXCEPTION Exception;
        BUFFER_ERROR "BufferError" EXCEPTION Exception;
        EOF_ERROR "EOFError" EXCEPTION Exception;
        IMPORT_ERROR "ImportError" EXCEPTION Exception;
        MODULE_NOT_FOUND_ERROR "ModuleNotFoundError" IMPORT_ERROR Exception;
        LOOKUP_ERROR "LookupError" EXCEPTION Exception;
        INDEX_ERROR "IndexError" LOOKUP_ERROR Exception;
        KEY_ERROR "KeyError" LOOKUP_ERROR Exception;
        MEMORY_ERROR "MemoryError" EXCEPTION Exception;
        NAME_ERROR "NameError" EXCEPTION Exception;
        UNBOUND_LOCAL_ERROR "UnboundLocalError" NAME_ERROR Exception;
        OS_ERROR "OSError" EXCEPTION Exception;
        BLOCKING_IO_ERROR "BlockingIOError" OS_ERROR Exception;
        CHILD_PROCESS_ERROR "ChildProcessError" OS_ERROR Exception;
        CONNECTION_ERROR "ConnectionError" OS_ERROR Exception;
        BROKEN_PIPE_ERROR "BrokenPipeError" CONNECTION_ERROR Exception;
        CONNECTION_ABORTED_ERROR "ConnectionAbortedError" CONNECTION_ERROR Exception;
        CONNECTION_REFUSED_ERROR "ConnectionRefusedError" CONNECTION_ERROR Exception;
        CONNECTION_RESET_ERROR "ConnectionResetError" CONNECTION_ERROR Exception;
        FILE_EXISTS_ERROR "FileExistsError" OS_ERROR Exception;
        FILE_NOT_FOUND_ERROR "FileNotFoundError" OS_ERROR Exception;
        INTERRUPTED_ERROR "InterruptedError" OS_ERROR Exception;
        IS_A_DIRECTORY_ERROR "IsADirectoryError" OS_ERROR Exception;
        NOT_A_DIRECTORY_ERROR "NotADirectoryError" OS_ERROR Exception;
        PERMISSION_ERROR "PermissionError" OS_ERROR Exception;
        PROCESS_LOOKUP_ERROR "ProcessLookupError" OS_ERROR Exception;
        TIMEOUT_ERROR "TimeoutError" OS_ERROR Exception;
        REFERENCE_ERROR "ReferenceError" EXCEPTION Exception;
        RUNTIME_ERROR "RuntimeError" EXCEPTION Exception;
        NOT_IMPLEMENTED_ERROR "NotImplementedError" RUNTIME_ERROR Exception;
        PYTHON_FINALIZATION_ERROR "PythonFinalizationError" RUNTIME_ERROR Exception;
        RECURSION_ERROR "RecursionError" RUNTIME_ERROR Exception;
        STOP_ITERATION "StopIteration" EXCEPTION Exception;
        STOP_ASYNC_ITERATION "StopAsyncIteration" EXCEPTION Exception;
        SYNTAX_ERROR "SyntaxError" EXCEPTION Exception;
        INDENTATION_ERROR "IndentationError" SYNTAX_ERROR Exception;
        SYSTEM_ERROR "SystemError" EXCEPTION Exception;
        TYPE_ERROR "TypeError" EXCEPTION Exception;
        VALUE_ERROR "ValueError" EXCEPTION Exception;
        UNICODE_ERROR "UnicodeError" VALUE_ERROR Exception;
        UNICODE_DECODE_ERROR "UnicodeDecodeError" UNICODE_ERROR Exception;
        UNICODE_ENCODE_ERROR "UnicodeEncodeError" UNICODE_ERROR Exception;
        WARNING "Warning" EXCEPTION Exception;
        DEPRECATION_WARNING "DeprecationWarning" WARNING Exception;
        FUTURE_WARNING "FutureWarning" WARNING Exception;
        RESOURCE_WARNING "ResourceWarning" WARNING Exception;
        RUNTIME_WARNING "RuntimeWarning" WARNING Exception;
        SYNTAX_WARNING "SyntaxWarning" WARNING Exception;
        USER_WARNING "UserWarning" WARNING Exception;
        PENDING_DEPRECATION_WARNING "PendingDeprecationWarning" WARNING Exception;
        IMPORT_WARNING "ImportWarning" WARNING Exception;
        UNICODE_WARNING "UnicodeWarning" WARNING Exception;
        BYTES_WARNING "BytesWarning" WARNING Exception;
        ENCODING_WARNING "EncodingWarning" WARNING Exception;
    }
    "_thread" {
        LOCK "lock" OBJECT Sealed;
        RLOCK "RLock" OBJECT Sealed;
        THREAD_HANDLE "_ThreadHandle" OBJECT Sealed;
        LOCAL "_local" OBJECT Local;
    }
    "collections" {
        DEQUE "deque" OBJECT Deque;
        DEFAULTDICT "defaultdict" DICT Dict;
        ORDERED_DICT "OrderedDict" DICT Dict;
    }
    "_collections" {
        DEQUE_ITERATOR "_deque_iterator" OBJECT Sealed;
    }
    "itertools" {
        COUNT "count" OBJECT Sealed;
        REPEAT "repeat" OBJECT Sealed;
        CHAIN "chain" OBJECT Sealed;
        CYCLE "cycle" OBJECT Sealed;
        ISLICE "islice" OBJECT Sealed;
        TAKEWHILE "takewhile" OBJECT Sealed;
        DROPWHILE "dropwhile" OBJECT Sealed;
        FILTERFALSE "filterfalse" OBJECT Sealed;
        COMPRESS "compress" OBJECT Sealed;
        STARMAP "starmap" OBJECT Sealed;
        ACCUMULATE "accumulate" OBJECT Sealed;
        ZIP_LONGEST "zip_longest" OBJECT Sealed;
        PAIRWISE "pairwise" OBJECT Sealed;
        BATCHED "batched" OBJECT Sealed;
        PRODUCT "product" OBJECT Sealed;
        PERMUTATIONS "permutations" OBJECT Sealed;
        COMBINATIONS "combinations" OBJECT Sealed;
        COMBINATIONS_WITH_REPLACEMENT "combinations_with_replacement" OBJECT Sealed;
    }
    "_random" {
        RANDOM "Random" OBJECT Random;
    }
    "_hashlib" {
        HASH "HASH" OBJECT Sealed;
    }
    "_sre" {
        REGEX_PROGRAM "SRE_Program" OBJECT Sealed;
    }
    "_io" {
        TEXT_IO_WRAPPER "TextIOWrapper" OBJECT Sealed;
        STRING_IO "StringIO" OBJECT Sealed;
    }
    "types" {
        UNION_TYPE "UnionType" OBJECT Sealed;
    }
    "time" {
        STRUCT_TIME "struct_time" TUPLE Tuple;
    }
    "sys" {
        VERSION_INFO "version_info" TUPLE Sealed;
        FLAGS "flags" TUPLE Sealed;
        FLOAT_INFO "float_info" TUPLE Sealed;
        INT_INFO "int_info" TUPLE Sealed;
        THREAD_INFO "thread_info" TUPLE Sealed;
        HASH_INFO "hash_info" TUPLE Sealed;
    }
    "types" {
        SIMPLE_NAMESPACE "SimpleNamespace" OBJECT Sealed;
    }
}
