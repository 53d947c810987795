//! The project's own commands.

use std::path::Path;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let run = || -> Result<(), dust_sdk_codegen::Error> {
        let input = dust_sdk_codegen::read_input(&root.join("specs"))?;
        let corrected = dust_sdk_codegen::correct(&input)?;
        for r in &corrected.redundant {
            eprintln!("redundant {r:?}");
        }
        std::fs::write(
            root.join("specs/dust.openapi.json"),
            dust_sdk_codegen::to_json(&corrected.document),
        )
        .unwrap();
        std::fs::write(
            root.join("src/generated.rs"),
            dust_sdk_codegen::generate(&corrected.document)?,
        )
        .unwrap();
        Ok(())
    };
    if let Err(e) = run() {
        eprintln!("{e}");
        std::process::exit(1);
    }
}
