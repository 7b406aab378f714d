//! The logo of a book: where it is shown, and that whatever it holds does no harm.

mod common;

use std::fs;
use std::path::Path;

use common::{copy_folder, root, said, scorebook};
use serde_json::Value;

/// An SVG that would do something if it were part of the page.
const LIVELY: &str = "<svg xmlns='http://www.w3.org/2000/svg'><script>document.title = 'x'</script></svg>";

#[test]
fn a_logo_is_an_image_in_every_header_and_on_the_title_page() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let book = folder.path().join("book");
    copy_folder(&root().join("tests/pipelines"), &book);
    let settings = fs::read_to_string(book.join("scorebook.yaml")).expect("a book");
    let logo = "logo: {light: pictures/标志.svg, dark: dark.png}\n";
    fs::write(book.join("scorebook.yaml"), format!("{settings}\n{logo}")).expect("writable");
    fs::create_dir(book.join("pictures")).expect("a folder");
    fs::write(book.join("pictures/标志.svg"), LIVELY).expect("writable");
    fs::write(book.join("dark.png"), b"\x89PNG\r\n\x1a\n\0").expect("writable");
    let output = scorebook([Path::new("build"), &book]);
    assert!(output.status.success(), "{}", said(&output));

    let site = |path: &str| fs::read(book.join("site").join(path)).expect("a file of the site");
    assert_eq!(site("assets/book-logo.svg"), LIVELY.as_bytes());
    assert_eq!(site("assets/book-logo-dark.png"), b"\x89PNG\r\n\x1a\n\0");
    let page = |path: &str| String::from_utf8(site(path)).expect("UTF-8");
    let overview = page("shop/index.html");
    // Its name stands beside it in the same link, so it has no words of its own.
    assert!(overview.contains(r#"<img class="logo on-light" src="../assets/book-logo.svg" alt="">"#), "{overview}");
    assert!(overview.contains(r#"<img class="logo on-dark" src="../assets/book-logo-dark.png" alt="">"#));
    assert!(!overview.contains("document.title"));
    let briefing = page("shop/briefing/index.html");
    let title = briefing.split_once("title-page").expect("a title page").1;
    let alt = title.split_once("book-logo.svg\" alt=\"").expect("a logo").1;
    assert!(!alt.starts_with('"'), "the title page names the book");
    let manifest: Value = serde_json::from_str(&page("manifest.json")).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("inputs").iter().map(|input| input["path"].clone());
    let pictures: Vec<Value> = inputs.filter(|path| path == "pictures/标志.svg" || path == "dark.png").collect();
    assert_eq!(pictures, ["dark.png", "pictures/标志.svg"]);
}
