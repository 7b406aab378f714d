//! What a browser is told a file is.

use std::path::Path;

/// The media type that goes with a file's name, with the encoding of what is text.
pub(super) fn of(name: &str) -> &'static str {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
    match extension.as_deref().unwrap_or_default() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" | "sql" | "md" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "svg" => SVG,
        "png" => "image/png",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// A page.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// A picture that could hold a script.
pub(super) const SVG: &str = "image/svg+xml; charset=utf-8";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_says_its_encoding_and_the_unknown_is_only_bytes() {
        assert_eq!(of("zh/index.html"), "text/html; charset=utf-8");
        assert_eq!(of("data/crm/scores.CSV"), "text/csv; charset=utf-8");
        assert_eq!(of("data/crm/scores.json"), "application/json");
        assert_eq!(of("LICENSE"), "application/octet-stream");
    }
}
