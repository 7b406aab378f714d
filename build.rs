//! Lets the binary find the prebuilt DuckDB library that Cargo puts beside it, and names the source it is built from.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// All that a build's answers depend on, beside the compiler.
const SOURCE: [&str; 5] = ["src", "templates", "starters", "Cargo.toml", "Cargo.lock"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-env=SCOREBOOK_SOURCE={}", source());
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let here = match os.as_str() {
        "macos" => "@loader_path",
        "windows" => return,
        _ => "$ORIGIN",
    };
    println!("cargo:rustc-link-arg=-Wl,-rpath,{here}/deps:{here}");
}

/// A hash of the source, the target and whether DuckDB is compiled in: what another build kept in a cache is not taken
/// for this one's, though both have the same version.
fn source() -> String {
    let mut files = Vec::new();
    for name in SOURCE {
        println!("cargo:rerun-if-changed={name}");
        collect(Path::new(name), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for path in files {
        let bytes = fs::read(&path).unwrap_or_default();
        let path = path.to_string_lossy().replace('\\', "/");
        hasher.write(format!("{path} {}\n", bytes.len()).as_bytes());
        hasher.write(&bytes);
    }
    for name in ["TARGET", "CARGO_FEATURE_BUNDLED"] {
        hasher.write(format!("{name}={}\n", std::env::var(name).unwrap_or_default()).as_bytes());
    }
    format!("{:016x}", hasher.finish())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}
