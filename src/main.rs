//! The `gainsay` command; everything happens in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    gainsay::cli::main()
}
