//! Tells cargo that the embedded migrations and the query files live outside `src/`.

fn main() {
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=sql");
}
