//! Lets the binary find the prebuilt DuckDB library that Cargo puts beside it.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let here = match os.as_str() {
        "macos" => "@loader_path",
        "windows" => return,
        _ => "$ORIGIN",
    };
    println!("cargo:rustc-link-arg=-Wl,-rpath,{here}/deps:{here}");
}
