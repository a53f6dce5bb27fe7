//! The `gainsay` command; everything happens in the library.
fn main() {}
