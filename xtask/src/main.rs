//! The binary of `xtask`; the commands are in the library, where tests reach them.

fn main() -> std::process::ExitCode {
    xtask::main()
}
