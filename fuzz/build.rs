//! Lets the targets find the prebuilt DuckDB library that Cargo puts beside them.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg=-Wl,-rpath,$ORIGIN/deps:$ORIGIN");
}
