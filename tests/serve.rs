//! `scorebook serve` from outside: the real binary, a real socket, a book that is edited.

#[path = "serve/server.rs"]
mod server;

use std::io::{Read as _, Write as _};

use server::{MEASURE, Place, names};

#[test]
fn pages_are_served_with_their_types_and_kept_by_nobody() {
    let server = Place::new().serve(&["--port", "0"]);
    assert!(server.said.contains("at http://127.0.0.1:"), "{}", server.said);
    server.built();
    let index = server.get("/");
    assert_eq!((index.status, index.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(index.body.contains("A small book"), "{}", index.body);
    assert_eq!(index.header("cache-control"), Some("no-store"));
    assert_eq!(index.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(index.header("cross-origin-resource-policy"), Some("same-origin"));
    assert!(server.measure().contains("Retention"));
    for (path, media) in [
        ("/assets/scorebook.css", "text/css; charset=utf-8"),
        ("/assets/scorebook.js", "text/javascript; charset=utf-8"),
        ("/data/small/scores.csv", "text/csv; charset=utf-8"),
        ("/data/small/scores.json", "application/json"),
        ("/_scorebook/live.js", "text/javascript; charset=utf-8"),
        ("/_scorebook/live.css", "text/css; charset=utf-8"),
    ] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.header("content-type")), (200, Some(media)), "{path}");
        assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()), "{path}");
    }
}

#[test]
fn head_is_a_get_without_the_body_and_a_folder_leads_to_its_index() {
    let server = Place::new().serve(&["--port", "0"]);
    server.built();
    let (get, head) = (server.get("/"), server.ask("HEAD", "/", "Host: localhost\r\n"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    assert_eq!(head.header("content-length"), Some(get.body.len().to_string().as_str()));
    let icon = server.get("/favicon.ico");
    assert_eq!((icon.status, icon.body.as_str()), (204, ""), "what every browser asks for unasked is no error");
    let folder = server.get(MEASURE.trim_end_matches('/'));
    assert_eq!((folder.status, folder.header("location")), (307, Some(MEASURE)));
}

#[test]
fn served_pages_reload_themselves_and_the_site_on_disk_does_not() {
    let place = Place::new();
    let out = place.temporary().join("kept");
    let server = place.serve(&["--port", "0", "--out", out.to_str().expect("UTF-8")]);
    server.built();
    let page = server.get("/").body;
    assert!(page.contains("<script src=\"/_scorebook/live.js\" data-build="), "{page}");
    let policy = page.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).expect("a policy");
    let policy = policy.split('"').next().unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("connect-src 'self'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let written = std::fs::read_to_string(out.join("index.html")).expect("--out holds the site");
    assert!(!written.contains("_scorebook") && !written.contains("connect-src"), "{written}");
}

#[test]
fn a_page_that_is_not_there_helps_on() {
    let server = Place::new().serve(&["--port", "0"]);
    server.built();
    let reply = server.get("/small/customer/keep/retentoin/");
    assert_eq!(reply.status, 404);
    assert!(reply.body.contains(&format!("Did you mean <a href=\"{MEASURE}\">")), "{}", reply.body);
    let hostile = server.get("/%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(hostile.status == 404 && hostile.body.contains("&lt;script&gt;alert(1)"), "{}", hostile.body);
    assert_eq!(hostile.body.matches("<script").count(), 1);
}

#[test]
fn no_address_leads_out_of_the_site() {
    let place = Place::new();
    place.write("secret.html", "TOP SECRET");
    std::fs::write(place.temporary().join("secret.html"), "TOP SECRET").expect("written");
    let server = place.serve(&["--port", "0"]);
    server.built();
    let absolute = server.place.book().join("secret.html");
    let attempts = [
        "/../secret.html",
        "/../../secret.html",
        "/%2e%2e/%2e%2e/secret.html",
        "/..%2f..%2fsecret.html",
        "/%2e%2e%5csecret.html",
        "/..\\secret.html",
        "/a/../../secret.html",
        "/%252e%252e/secret.html",
        "//secret.html",
        "/./../secret.html",
        "/secret.html%00.css",
        "/C:/secret.html",
        "/C%3a%5csecret.html",
        "/file:///etc/passwd",
        "/_scorebook/../../secret.html",
        "/..%c0%af..%c0%afsecret.html",
        "/\u{ff0e}\u{ff0e}/secret.html",
        "..",
        "*",
        absolute.to_str().expect("UTF-8"),
        &format!("/{}", absolute.display()),
    ];
    for path in attempts {
        let reply = server.get(path);
        assert!(matches!(reply.status, 400 | 403 | 404), "{path}: {reply:?}");
        assert!(!reply.body.contains("TOP SECRET") && !reply.body.contains("root:"), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_of_the_site_is_not_followed() {
    let place = Place::new();
    let out = place.temporary().join("kept");
    std::fs::write(place.temporary().join("secret.html"), "TOP SECRET").expect("written");
    let server = place.serve(&["--port", "0", "--out", out.to_str().expect("UTF-8")]);
    server.built();
    std::fs::remove_file(out.join("index.html")).expect("removed");
    std::os::unix::fs::symlink("../secret.html", out.join("index.html")).expect("linked");
    let reply = server.get("/");
    assert!(reply.status == 404 && !reply.body.contains("TOP SECRET"), "{reply:?}");
}

#[test]
fn only_who_asks_for_this_machine_and_only_to_read() {
    let server = Place::new().serve(&["--port", "0"]);
    server.built();
    let status = |method: &str, headers: &str| server.ask(method, "/", headers).status;
    assert_eq!(status("GET", &format!("Host: 127.0.0.1:{}\r\n", server.port)), 200);
    assert_eq!(status("GET", "Host: evil.example\r\n"), 403);
    assert_eq!(status("GET", "Host: localhost.evil.example:4747\r\n"), 403);
    assert_eq!(status("GET", "Host: 10.1.2.3\r\n"), 403);
    assert_eq!(status("GET", ""), 400);
    assert_eq!(status("GET", "Host: localhost\r\nHost: evil.example\r\n"), 400);
    assert_eq!(server.ask("GET", "http://evil.example/", "Host: localhost\r\n").status, 403);
    assert_eq!(status("GET", "Host: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"), 403);
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let reply = server.ask(method, "/", "Host: localhost\r\nContent-Length: 0\r\n");
        assert_eq!((reply.status, reply.header("allow")), (405, Some("get, head")), "{method}");
    }
}

#[test]
fn an_edited_target_reaches_the_page_and_the_page_is_told() {
    let server = Place::new().serve(&["--port", "0"]);
    let mut news = server.built();
    assert!(server.measure().contains("61"), "{}", server.measure());
    assert!(!server.measure().contains("73.5"));
    server.place.edit("target: 61", "target: 73.5");
    let token = news.next_build();
    let page = server.measure();
    assert!(page.contains("73.5") && page.contains(&format!("data-build=\"{token}\"")), "{page}");
}

#[test]
fn what_is_broken_is_shown_over_the_last_good_page_until_it_is_mended() {
    let server = Place::new().serve(&["--port", "0"]);
    let mut news = server.built();
    server.place.edit("title: Retention\n", "titel: Churn\n            </pre><script>alert(1)</script>: 1\n");
    news.next_build();
    let broken = server.measure();
    assert!(broken.contains("Retention"), "the old page stays: {broken}");
    assert!(broken.contains("The last build failed") && broken.contains("scorecards/small.yaml:17"), "{broken}");
    assert!(broken.contains("titel") && broken.contains("help: "), "{broken}");
    assert!(broken.contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), "{broken}");
    assert!(!broken.contains("<script>alert"), "{broken}");
    server.place.edit("titel: Churn\n            </pre><script>alert(1)</script>: 1\n", "title: Retention rate\n");
    news.next_build();
    let mended = server.measure();
    assert!(mended.contains("Retention rate") && !mended.contains("The last build failed"), "{mended}");
}

#[test]
fn a_book_that_never_built_shows_why_and_then_itself() {
    let place = Place::new();
    place.edit("weight: 100\n            baseline", "weight: 90\n            baseline");
    let server = place.serve(&["--port", "0"]);
    let mut news = server.built();
    let reply = server.get("/");
    assert_eq!(reply.status, 503);
    assert!(reply.body.contains("The book cannot be built") && reply.body.contains("error[weights-sum]"), "{reply:?}");
    assert!(reply.body.contains("live.js"), "{reply:?}");
    server.place.edit("weight: 90", "weight: 100");
    news.next_build();
    assert!(server.measure().contains("Retention"));
}

#[test]
fn files_that_are_renamed_deleted_and_added_are_noticed() {
    let server = Place::new().serve(&["--port", "0"]);
    let mut news = server.built();
    let book = server.place.book();
    // As editors save: a new file, renamed over the old one.
    std::fs::write(book.join("data/.kept.tmp"), "month,value\n2026-09,51\n2026-10,58.75\n").expect("written");
    std::fs::rename(book.join("data/.kept.tmp"), book.join("data/kept.csv")).expect("renamed");
    news.next_build();
    assert!(server.measure().contains("58.8"), "{}", server.measure());
    // A folder goes away and comes back.
    std::fs::rename(book.join("scorecards"), book.join("elsewhere")).expect("renamed");
    news.next_build();
    assert!(server.measure().contains("The last build failed"));
    std::fs::rename(book.join("elsewhere"), book.join("scorecards")).expect("renamed");
    news.next_build();
    assert!(!server.measure().contains("The last build failed"));
    // What is in it is still watched.
    server.place.edit("target: 61", "target: 64.25");
    news.next_build();
    assert!(server.measure().contains("64.3"), "{}", server.measure());
    // The whole book goes, and is written anew.
    let kept = server.place.temporary().join("aside");
    std::fs::rename(&book, &kept).expect("renamed");
    news.next_build();
    assert!(server.measure().contains("The last build failed"));
    std::fs::rename(&kept, &book).expect("renamed");
    news.next_build();
    assert!(!server.measure().contains("The last build failed"));
}

#[test]
fn looking_alone_finds_changes_too() {
    let server = Place::new().serve(&["--port", "0", "--poll", "1"]);
    let mut news = server.built();
    server.place.edit("target: 61", "target: 73.5");
    news.next_build();
    assert!(server.measure().contains("73.5"));
}

#[test]
fn a_port_that_is_taken_and_a_folder_without_a_book_are_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let place = Place::new();
    let refused = |arguments: &[&str], folder: &std::path::Path| {
        let mut command = place.command(arguments);
        let output = command.current_dir(folder).output().expect("it runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = refused(&["--port", &port], place.temporary().as_path());
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("error[port-taken]: port {port} is taken")) && said.contains("--port 0"), "{said}");
    let (code, said) = refused(&["--port", "0", "--out", "data/out"], &place.book());
    assert!(code == Some(1) && said.contains("error[out-among-inputs]"), "{code:?} {said}");
    std::fs::remove_file(place.book().join("scorebook.yaml")).expect("removed");
    let (code, said) = refused(&["--port", "0"], place.temporary().as_path());
    assert!(code == Some(1) && said.contains("error[no-scorebook]"), "{code:?} {said}");
    assert_eq!(names(&place.temporary()), Vec::<String>::new(), "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn it_ends_well_and_leaves_nothing_but_what_was_there() {
    let place = Place::new();
    place.write("site/index.html", "published");
    place.write("site/manifest.json", "{\"tool\": \"scorebook\"}");
    let mut server = place.serve(&["--port", "0"]);
    let mut news = server.built();
    server.place.edit("target: 61", "target: 62");
    news.next_build();
    assert_ne!(names(&server.place.temporary()), Vec::<String>::new(), "the site is built aside");
    let (status, said) = server.interrupt();
    assert_eq!(status.code(), Some(0), "{said}");
    assert_eq!(names(&server.place.temporary()), Vec::<String>::new());
    let mut book = names(&server.place.book());
    book.retain(|name| name != ".scorebook");
    book.sort();
    assert_eq!(book, ["data", "scorebook.yaml", "scorecards", "site"]);
    assert_eq!(std::fs::read_to_string(server.place.book().join("site/index.html")).expect("there"), "published");
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("built in")).collect();
    assert_eq!(lines.len(), 2, "{said}");
    assert!(lines[1].starts_with("scorecards/small.yaml: built in "), "{said}");
}

#[cfg(unix)]
#[test]
fn it_ends_well_in_the_middle_of_a_build() {
    let place = Place::new();
    place.edit("sql: SELECT month AS period, value FROM kept", "sql: SELECT month AS period, value + 0 * (SELECT count(*) FROM range(100000) a, range(100000) b) AS value FROM kept");
    let mut server = place.serve(&["--port", "0"]);
    let (status, said) = server.interrupt();
    assert_eq!(status.code(), Some(0), "{said}");
    assert_eq!(names(&server.place.temporary()), Vec::<String>::new());
}

#[test]
fn in_a_network_only_when_asked_and_then_with_a_warning() {
    let server = Place::new().serve(&["--port", "0", "--host", "0.0.0.0"]);
    server.built();
    assert!(server.said.contains("at http://localhost:"), "{}", server.said);
    assert_eq!(server.ask("GET", "/", "Host: 10.1.2.3\r\n").status, 200);
    assert_eq!(server.ask("GET", "/", "Host: evil.example\r\n").status, 403);
}

#[test]
fn who_says_too_much_or_too_little_keeps_nobody_waiting() {
    let server = Place::new().serve(&["--port", "0"]);
    server.built();
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "a".repeat(100_000));
    let mut stream = server.connect();
    // The server may close before it has read all of it.
    let _ = stream.write_all(long.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    let answer = String::from_utf8_lossy(&answer).into_owned();
    assert!(answer.is_empty() || answer.contains(" 431 ") || answer.contains(" 414 "), "{answer}");
    let silent: Vec<_> = (0..200).map(|_| server.connect()).collect();
    let mut half = server.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: local").expect("sent");
    assert_eq!(server.get("/").status, 200, "others are served meanwhile");
    // A head that does not end is given up on; so is one that never begins.
    let mut rest = Vec::new();
    let _ = half.read_to_end(&mut rest);
    assert!(!String::from_utf8_lossy(&rest).contains(" 200 "));
    drop(silent);
    // Leaving in the middle of an answer harms nobody.
    for _ in 0..50 {
        let mut gone = server.connect();
        gone.write_all(b"GET /assets/scorebook.css HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        let _ = gone.read(&mut [0; 10]);
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn hundreds_at_once_all_get_the_whole_page() {
    let server = Place::new().serve(&["--port", "0"]);
    server.built();
    let whole = server.get("/").body;
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..300).map(|_| scope.spawn(|| server.get("/").body)).collect();
        for body in asked {
            assert_eq!(body.join().expect("an answer"), whole);
        }
    });
}

#[test]
fn two_thousand_files_at_once_are_one_change() {
    let server = Place::new().serve(&["--port", "0"]);
    let mut news = server.built();
    for number in 0..2_000 {
        server.place.write(&format!("data/.parts/{number}"), "hidden");
        server.place.write(&format!("templates/assets/{number}.txt"), "x");
    }
    server.place.edit("target: 61", "target: 73.5");
    let token = news.next_build();
    let builds: usize = token.rsplit('-').next().and_then(|count| count.parse().ok()).expect("a number");
    assert!(builds <= 4, "a storm is a few builds, not one a file: {builds}");
    while !server.measure().contains("73.5") {
        news.next_build();
    }
}
