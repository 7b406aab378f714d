//! `scorebook serve`: the report in a browser while its book is written.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::build;
use super::console::{Console, counted};
use super::interrupt;
use super::pipeline::{self, Assessed};
use super::scratch::Scratch;
use crate::cli::Serve;
use crate::definition;
use crate::diagnostic::{Diagnostic, Findings, MessageFormat, Renderer, Severity, Sources};
use crate::serve::{self, Bound, Built, Shelf, Told, Watch};
use crate::site::Published;

/// Serves until it is interrupted. False where it cannot begin.
pub(super) fn run(args: &Serve, console: &Console) -> bool {
    let book = &args.source.book;
    if !book.join("scorebook.yaml").is_file() {
        let loaded = definition::load(book);
        if !console.report(&loaded.findings, &loaded.sources) {
            return false;
        }
    }
    let mut findings = Findings::default();
    let begun = begin(args, console, &mut findings);
    if !findings.is_empty() {
        console.report(&findings, &Sources::default());
    }
    let Some((mut workshop, shelf)) = begun else { return false };
    let (mut watch, warning) =
        Watch::begin(&workshop.root, args.poll.map(|seconds| Duration::from_secs(seconds.into())));
    if let Some(warning) = warning {
        console.report(&warning.into(), &Sources::default());
    }
    let mut changed = Vec::new();
    loop {
        shelf.building();
        let (built, read) = workshop.build(&changed);
        watch.also(read);
        shelf.put(built);
        changed = watch.next_change();
    }
}

/// Takes the port and starts to serve; says where.
fn begin<'a>(args: &'a Serve, console: &'a Console, findings: &mut Findings) -> Option<(Workshop<'a>, Shelf)> {
    interrupt::is_the_end();
    let shelf = Shelf::default();
    let begun = Workshop::new(args, console).and_then(|workshop| {
        let bound = Bound::take(args.host, args.port)?;
        let (url, only_here) = (bound.url(), bound.is_only_here());
        bound.serve(&shelf)?;
        Ok((workshop, url, only_here))
    });
    let (workshop, url, only_here) = begun.map_err(|found: Findings| findings.extend(found)).ok()?;
    console.out(&format!("serving {} at {url} (Ctrl-C ends it)\n", args.source.book.display()));
    if !only_here {
        findings.push(in_the_open(args));
    }
    if let Some(finding) = args.open.then(|| serve::open(&url).err()).flatten() {
        findings.push(finding);
    }
    Some((workshop, shelf))
}

fn in_the_open(args: &Serve) -> Diagnostic {
    let message = format!("others in the network can read the report: it is served at {}", args.host);
    Diagnostic::warning("open-to-network", message)
        .note("nothing is encrypted, and nobody is asked for a password")
        .help("leave out `--host` to serve to this machine alone")
}

/// Builds, again and again.
struct Workshop<'a> {
    args: &'a Serve,
    console: &'a Console,
    /// The book, wherever this process is and whatever becomes of that folder.
    root: PathBuf,
    /// The folder named with `--out`.
    out: Option<PathBuf>,
    /// Where sites are built unless `--out` names a folder.
    aside: Scratch,
    builds: usize,
}

impl<'a> Workshop<'a> {
    fn new(args: &'a Serve, console: &'a Console) -> Result<Self, Findings> {
        let book = &args.source.book;
        let out = args.out.as_ref().map(|out| build::folder(book, Some(out))).transpose()?;
        let out = out.map(|out| std::path::absolute(&out).unwrap_or(out));
        let root = std::path::absolute(book).unwrap_or_else(|_| book.clone());
        let aside = Scratch::new().map_err(Findings::from)?;
        Ok(Self { args, console, root, out, aside, builds: 0 })
    }

    /// Builds the book and says what came of it; also the files that were read, relative to the book.
    fn build(&mut self, changed: &[PathBuf]) -> (Built, Vec<PathBuf>) {
        let begin = Instant::now();
        let cache = pipeline::cache(&self.root, &self.args.source.run);
        let mut assessed = pipeline::assess(&self.root, &self.args.source.run, &cache, self.console);
        assessed.findings.extend(std::mem::take(&mut assessed.quality.findings));
        let read = read(&assessed);
        let published = self.publish(&mut assessed);
        cache.finish();
        if interrupt::is_wanted() {
            interrupt::leave();
        }
        self.console.report(&assessed.findings, &assessed.sources);
        self.console.say(&line(changed, begin.elapsed(), published.as_ref(), &assessed.findings));
        let told = told(&assessed);
        (Built { site: published.map(|published| published.folder), told }, read)
    }

    fn publish(&mut self, assessed: &mut Assessed) -> Option<Published> {
        let ready = assessed.ready.take().filter(|_| !assessed.findings.has_errors())?;
        let out = self.next_folder();
        match build::publish(&self.root, &out, &ready, assessed, (&BTreeMap::new(), self.console)) {
            Ok(published) => {
                ready.engine.keep();
                self.builds += 1;
                Some(published)
            }
            Err(findings) => {
                assessed.findings.extend(findings);
                None
            }
        }
    }

    /// Where the next site goes. Without `--out`, beside the last good one, of which pages may still be on their way;
    /// the one before that is gone.
    fn next_folder(&self) -> PathBuf {
        if let Some(out) = &self.out {
            return out.clone();
        }
        let place = |build: usize| self.aside.path().join(format!("site-{build}"));
        if let Some(old) = self.builds.checked_sub(2) {
            // What cannot be deleted now goes with the folder around it.
            let _ = std::fs::remove_dir_all(place(old));
        }
        place(self.builds)
    }
}

/// The files a build read, beside data: they may lie anywhere in the book.
fn read(assessed: &Assessed) -> Vec<PathBuf> {
    let texts = assessed.sources.iter().map(|(path, _)| PathBuf::from(path));
    let logo = assessed.ready.as_ref().and_then(|ready| ready.book.logo.as_ref());
    let pictures = logo.into_iter().flat_map(|logo| logo.pictures().map(|(picture, _)| PathBuf::from(&picture.path)));
    texts.chain(pictures).collect()
}

/// What was found, as the terminal shows it, for the page.
fn told(assessed: &Assessed) -> Vec<Told> {
    let renderer = Renderer { format: MessageFormat::Human, colour: false };
    let findings = assessed.findings.sorted().into_iter();
    let told = findings.map(|finding| Told {
        is_error: finding.severity == Severity::Error,
        text: renderer.render(&finding.clone().into(), &assessed.sources),
    });
    told.collect()
}

/// `scorecards/crm.yaml: built in 0.8 s, 340 pages, 2 warnings`
fn line(changed: &[PathBuf], took: Duration, published: Option<&Published>, findings: &Findings) -> String {
    let what = match changed {
        [] => String::new(),
        [one] => format!("{}: ", one.display()),
        [first, more @ ..] => format!("{} and {}: ", first.display(), counted(more.len(), "more file")),
    };
    let seconds = took.as_secs_f64();
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    let found = format!("{}, {}", counted(errors, "error"), counted(warnings, "warning"));
    match published {
        Some(site) => format!("{what}built in {seconds:.1} s, {}, {found}", counted(site.pages, "page")),
        None => format!("{what}not built ({seconds:.1} s), {found}; the last good report is still shown"),
    }
}
