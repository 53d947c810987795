//! Compiles `specs/` into the client, unless the feature `codegen` is off: then `src/generated/`
//! is used, which holds the same.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    #[cfg(feature = "codegen")]
    generate();
}

#[cfg(feature = "codegen")]
fn generate() {
    use std::path::PathBuf;
    println!("cargo:rerun-if-changed=specs");
    let variable = |name: &str| PathBuf::from(std::env::var_os(name).unwrap_or_default());
    let specs = variable("CARGO_MANIFEST_DIR").join("specs");
    let written = dust_sdk_codegen::write(&specs, &variable("OUT_DIR"));
    if let Err(cause) = written {
        eprintln!("error: the client cannot be generated from specs/: {cause}");
        std::process::exit(1);
    }
}
