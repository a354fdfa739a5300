//! The instruction set: CPython 3.13's names and meanings.

macro_rules! opcodes {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// CPython 3.13 opcodes. TOS is the top of the operand stack; "name" is
        /// `names[oparg]`, "local" is fast-local slot `oparg`, "to" an instruction index.
        #[allow(non_camel_case_types)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Opcode { $($(#[$doc])* $name,)* }

        impl Opcode {
            pub const ALL: &'static [Opcode] = &[$(Opcode::$name,)*];

            pub fn name(self) -> &'static str {
                match self { $(Opcode::$name => stringify!($name),)* }
            }
        }
    };
}

opcodes! {
    NOP,
    /// Function entry (oparg & 3 = 0), after yield (1), after `yield from` (2), after `await` (3);
    /// with 4 set, the yield lies in no `try` or `with` of the generator's own.
    RESUME,
    POP_TOP,
    PUSH_NULL,
    /// Push a copy of the oparg-th item from the top (1 = TOS).
    COPY,
    /// Swap TOS with the oparg-th item from the top.
    SWAP,
    LOAD_CONST,
    LOAD_FAST,
    /// Like LOAD_FAST, but raises UnboundLocalError where the local is unbound.
    LOAD_FAST_CHECK,
    /// oparg = first << 4 | second.
    LOAD_FAST_LOAD_FAST,
    LOAD_FAST_AND_CLEAR,
    STORE_FAST,
    STORE_FAST_LOAD_FAST,
    STORE_FAST_STORE_FAST,
    DELETE_FAST,
    LOAD_NAME,
    STORE_NAME,
    DELETE_NAME,
    /// oparg = name << 1 | push NULL after it.
    LOAD_GLOBAL,
    STORE_GLOBAL,
    DELETE_GLOBAL,
    MAKE_CELL,
    COPY_FREE_VARS,
    LOAD_DEREF,
    STORE_DEREF,
    DELETE_DEREF,
    LOAD_LOCALS,
    /// Pop a dict; look the name of cell slot oparg up there, then in the cell.
    LOAD_FROM_DICT_OR_DEREF,
    /// Pop a dict; look `names[oparg]` up there, then in globals and builtins.
    LOAD_FROM_DICT_OR_GLOBALS,
    LOAD_BUILD_CLASS,
    LOAD_ASSERTION_ERROR,
    /// oparg = name << 1 | method: then push (method, self) or (attribute, NULL).
    LOAD_ATTR,
    STORE_ATTR,
    DELETE_ATTR,
    /// Pop self, class, super; oparg = name << 2 | explicit arguments << 1 | method.
    LOAD_SUPER_ATTR,
    /// [`BinaryOp`].
    BINARY_OP,
    BINARY_SUBSCR,
    STORE_SUBSCR,
    DELETE_SUBSCR,
    /// container, start, stop → slice
    BINARY_SLICE,
    /// value, container, start, stop →
    STORE_SLICE,
    /// oparg = [`CompareOp`] << 5 | convert to bool << 4 (CPython's mask in the low bits is 0).
    COMPARE_OP,
    /// oparg 1: `is not`.
    IS_OP,
    /// oparg 1: `not in`.
    CONTAINS_OP,
    UNARY_NEGATIVE,
    /// TOS must be a bool.
    UNARY_NOT,
    UNARY_INVERT,
    TO_BOOL,
    /// TOS must be a bool for the first two.
    POP_JUMP_IF_FALSE,
    POP_JUMP_IF_TRUE,
    POP_JUMP_IF_NONE,
    POP_JUMP_IF_NOT_NONE,
    JUMP_FORWARD,
    JUMP_BACKWARD,
    /// Backward without a check point (`yield from`, `await`, exception clean-up).
    JUMP_BACKWARD_NO_INTERRUPT,
    GET_ITER,
    GET_YIELD_FROM_ITER,
    /// Push the next item; at the end pop the iterator and go to the instruction after the
    /// END_FOR, POP_TOP pair at the target.
    FOR_ITER,
    END_FOR,
    /// receiver, value → receiver, result; at the receiver's end go to the target with
    /// (receiver, return value) on the stack.
    SEND,
    END_SEND,
    YIELD_VALUE,
    RETURN_VALUE,
    RETURN_CONST,
    RETURN_GENERATOR,
    GET_AWAITABLE,
    GET_AITER,
    GET_ANEXT,
    END_ASYNC_FOR,
    BEFORE_ASYNC_WITH,
    CLEANUP_THROW,
    BUILD_TUPLE,
    BUILD_LIST,
    BUILD_SET,
    BUILD_MAP,
    BUILD_CONST_KEY_MAP,
    BUILD_STRING,
    BUILD_SLICE,
    LIST_APPEND,
    LIST_EXTEND,
    SET_ADD,
    SET_UPDATE,
    MAP_ADD,
    DICT_UPDATE,
    /// Like DICT_UPDATE, but raises TypeError for a repeated key (`f(**a, **b)`).
    DICT_MERGE,
    /// oparg 1 str, 2 repr, 3 ascii.
    CONVERT_VALUE,
    FORMAT_SIMPLE,
    FORMAT_WITH_SPEC,
    UNPACK_SEQUENCE,
    /// oparg = items before the star | items after it << 8.
    UNPACK_EX,
    MAKE_FUNCTION,
    /// oparg 1 defaults tuple, 2 keyword defaults dict, 4 annotations, 8 closure tuple.
    SET_FUNCTION_ATTRIBUTE,
    /// callable, self or NULL, args... → result; oparg counts args.
    CALL,
    /// Like CALL with a tuple of keyword names on top.
    CALL_KW,
    /// callable, NULL, args tuple, [kwargs dict if oparg & 1] → result.
    CALL_FUNCTION_EX,
    /// [`Intrinsic1`].
    CALL_INTRINSIC_1,
    /// [`Intrinsic2`].
    CALL_INTRINSIC_2,
    /// oparg 0 re-raise, 1 `raise x`, 2 `raise x from y`.
    RAISE_VARARGS,
    /// Re-raise TOS; oparg: the saved instruction index lies that deep and is restored.
    RERAISE,
    PUSH_EXC_INFO,
    POP_EXCEPT,
    CHECK_EXC_MATCH,
    CHECK_EG_MATCH,
    BEFORE_WITH,
    WITH_EXCEPT_START,
    IMPORT_NAME,
    IMPORT_FROM,
    SETUP_ANNOTATIONS,
    MATCH_CLASS,
    MATCH_MAPPING,
    MATCH_SEQUENCE,
    MATCH_KEYS,
    GET_LEN,
    /// Never in a `CodeObject`: stands for the sequence of instructions that begins here, in
    /// the interpreter's own copy.
    SUPERINSTRUCTION,
}

macro_rules! numbered {
    ($(#[$meta:meta])* $enum:ident { $($name:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $enum { $($name,)* }

        impl $enum {
            pub const ALL: &'static [$enum] = &[$($enum::$name,)*];

            pub fn from_oparg(oparg: u32) -> Option<Self> {
                Self::ALL.get(oparg as usize).copied()
            }

            /// As source text or as CPython's `dis` shows it.
            pub fn symbol(self) -> &'static str {
                match self { $($enum::$name => $text,)* }
            }
        }
    };
}

numbered! {
    /// Operand of `BINARY_OP`, numbered as CPython's `NB_*`.
    BinaryOp {
        Add = "+", And = "&", FloorDivide = "//", LShift = "<<", MatrixMultiply = "@",
        Multiply = "*", Remainder = "%", Or = "|", Power = "**", RShift = ">>",
        Subtract = "-", TrueDivide = "/", Xor = "^",
        InplaceAdd = "+=", InplaceAnd = "&=", InplaceFloorDivide = "//=", InplaceLShift = "<<=",
        InplaceMatrixMultiply = "@=", InplaceMultiply = "*=", InplaceRemainder = "%=",
        InplaceOr = "|=", InplacePower = "**=", InplaceRShift = ">>=", InplaceSubtract = "-=",
        InplaceTrueDivide = "/=", InplaceXor = "^=",
    }
}

numbered! {
    /// Operand of `COMPARE_OP` (in its high bits), numbered as CPython's `Py_LT` … `Py_GE`.
    CompareOp {
        Lt = "<", Le = "<=", Eq = "==", Ne = "!=", Gt = ">", Ge = ">=",
    }
}

numbered! {
    /// Operand of `CALL_INTRINSIC_2`, numbered as in CPython 3.13.
    Intrinsic2 {
        Invalid = "INTRINSIC_2_INVALID", PrepReraiseStar = "INTRINSIC_PREP_RERAISE_STAR",
    }
}

numbered! {
    /// Operand of `CALL_INTRINSIC_1`, numbered as in CPython 3.13.
    Intrinsic1 {
        Invalid = "INTRINSIC_1_INVALID", Print = "INTRINSIC_PRINT",
        ImportStar = "INTRINSIC_IMPORT_STAR",
        StopIterationError = "INTRINSIC_STOPITERATION_ERROR",
        AsyncGenWrap = "INTRINSIC_ASYNC_GEN_WRAP",
        UnaryPositive = "INTRINSIC_UNARY_POSITIVE",
        ListToTuple = "INTRINSIC_LIST_TO_TUPLE",
        TypeVar = "INTRINSIC_TYPEVAR", ParamSpec = "INTRINSIC_PARAMSPEC",
        TypeVarTuple = "INTRINSIC_TYPEVARTUPLE",
        SubscriptGeneric = "INTRINSIC_SUBSCRIPT_GENERIC", TypeAlias = "INTRINSIC_TYPEALIAS",
    }
}
