//! What `build.rs` or `cargo xtask regen` makes of `specs/`: the wire types, a function for each operation that builds its
//! request, and the handles and calls.
//!
//! Both variants are the same bytes. They enter by `include!`, so that nothing formats or edits them.

#[allow(clippy::all, unreachable_pub)]
pub(crate) mod types {
    #[cfg(feature = "codegen")]
    include!(concat!(env!("OUT_DIR"), "/types.rs"));
    #[cfg(not(feature = "codegen"))]
    include!("types.rs");
}

#[allow(dead_code, clippy::ptr_arg, clippy::too_many_arguments)]
pub(crate) mod requests {
    #[cfg(feature = "codegen")]
    include!(concat!(env!("OUT_DIR"), "/requests.rs"));
    #[cfg(not(feature = "codegen"))]
    include!("requests.rs");
}

#[allow(unused_imports, unreachable_pub)]
pub(crate) mod calls {
    #[cfg(feature = "codegen")]
    include!(concat!(env!("OUT_DIR"), "/calls.rs"));
    #[cfg(not(feature = "codegen"))]
    include!("calls.rs");
}
