//! A small book, `scorebook serve` on it, and a client that says exactly what a test wants it to say.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;

/// No wait is longer; on a machine that is not overloaded none comes near it.
const LIMIT: Duration = Duration::from_mins(2);

const SCORECARD: &str = r#"kind: scorecard
id: small
title: Small
framework: own
period: month
perspectives:
  - id: customer
    title: Customer
    weight: 100
    objectives:
      - id: keep
        title: Keep customers
        weight: 100
        measures:
          - id: retention
            title: Retention
            unit: "%"
            weight: 100
            baseline: 10
            target: 61
            sql: SELECT month AS period, value FROM kept
"#;

/// A folder with a book in it and room for temporary files.
pub(crate) struct Place(tempfile::TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a folder"));
        std::fs::create_dir_all(place.temporary()).expect("made");
        place.write("scorebook.yaml", "title: A small book\nlocales: [en]\nmade_up: true\n");
        place.write("scorecards/small.yaml", SCORECARD);
        place.write("data/kept.csv", "month,value\n2026-09,51\n2026-10,57\n");
        place
    }

    pub(crate) fn book(&self) -> PathBuf {
        self.0.path().join("book")
    }

    /// Where the server's temporary files go.
    pub(crate) fn temporary(&self) -> PathBuf {
        self.0.path().join("tmp")
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.book().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    /// Replaces text in the scorecard.
    pub(crate) fn edit(&self, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.book().join("scorecards/small.yaml")).expect("readable");
        assert!(text.contains(from), "{from} stands in the scorecard");
        self.write("scorecards/small.yaml", &text.replace(from, to));
    }

    /// Starts to serve, and waits until it says where.
    pub(crate) fn serve(self, arguments: &[&str]) -> Server {
        let mut child =
            self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().expect("a pipe"));
        said.read_line(&mut line).expect("it speaks");
        let port =
            line.split("http://").nth(1).and_then(|rest| rest.split('/').next()?.rsplit(':').next()?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address: {line}{:?}", child.wait_with_output_of()));
        Server { place: self, child, port, said: line }
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scorebook"));
        command.arg("serve").arg(self.book()).args(arguments).env("TMPDIR", self.temporary()).env("NO_COLOR", "1");
        command
    }
}

trait Said {
    fn wait_with_output_of(&mut self) -> String;
}

impl Said for Child {
    fn wait_with_output_of(&mut self) -> String {
        let mut text = String::new();
        let _ = self.stderr.take().expect("a pipe").read_to_string(&mut text);
        text
    }
}

/// A server that is running.
pub(crate) struct Server {
    pub(crate) place: Place,
    pub(crate) port: u16,
    /// The line it began with.
    pub(crate) said: String,
    child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(LIMIT)).expect("set");
        stream
    }

    /// What comes back for exactly these bytes, until the server closes.
    pub(crate) fn raw(&self, request: &[u8]) -> Reply {
        let mut stream = self.connect();
        stream.write_all(request).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer that ends");
        Reply::parse(&bytes)
    }

    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Reply {
        self.raw(format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").as_bytes())
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, "Host: localhost\r\n")
    }

    /// Listens for news.
    pub(crate) fn news(&self) -> News {
        let mut stream = self.connect();
        stream.write_all(b"GET /_scorebook/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("sent");
        News { lines: BufReader::new(stream), last: String::new() }
    }

    /// The same, once the first build is done.
    pub(crate) fn built(&self) -> News {
        let mut news = self.news();
        while news.next_build().ends_with("-0") {}
        news
    }

    /// Interrupts it as Ctrl-C does and waits for its end; also what it wrote to standard error.
    #[cfg(unix)]
    pub(crate) fn interrupt(&mut self) -> (ExitStatus, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().expect("kill runs").success());
        let said = self.child.wait_with_output_of();
        (self.child.wait().expect("it ends"), said)
    }

    /// The measure's page.
    pub(crate) fn measure(&self) -> String {
        let reply = self.get(MEASURE);
        assert_eq!(reply.status, 200, "{}", reply.body);
        reply.body
    }
}

/// The address of the measure's page.
pub(crate) const MEASURE: &str = "/small/customer/keep/retention/";

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Status and headers, in lower case.
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Self { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// Events, as a page hears them.
pub(crate) struct News {
    lines: BufReader<TcpStream>,
    last: String,
}

impl News {
    /// Waits for an event about another build than the last one; which one.
    pub(crate) fn next_build(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.lines.read_line(&mut line).expect("news in time") > 0, "the server has closed");
            let Some(data) = line.trim().strip_prefix("data: ").map(str::to_owned) else { continue };
            if data != self.last {
                self.last.clone_from(&data);
                return data;
            }
        }
    }
}

/// The files of a folder, none where there is no such folder.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}
