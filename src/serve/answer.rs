//! From a request to an answer.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hyper::header::{ALLOW, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION, RETRY_AFTER};
use hyper::{Request, Response, StatusCode};
use tokio::fs::{self, File};
use tokio::sync::{Semaphore, watch};

use super::content::Content;
use super::guard::{Guard, Refusal};
use super::shelf::{Now, Site};
use super::{address, live, mime, page};

/// Where pages hear of new builds.
const EVENTS: &str = "/_scorebook/events";
/// How many pages may listen at once.
const LISTENERS: usize = 128;
/// How often to look again for a site that is being swapped for a new one, every [`SWAP`].
const SWAPS: usize = 100;
/// See [`SWAPS`].
const SWAP: Duration = Duration::from_millis(20);

/// What the server's own pages may load, and that no other site shows any page in a frame.
const OWN_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; \
                          form-action 'none'; frame-ancestors 'none'";
/// Of the site's own pages, which say the rest themselves.
const PAGE_POLICY: &str = "frame-ancestors 'none'";
/// Of pictures that could hold a script.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/// Answers requests.
#[derive(Debug)]
pub(super) struct Desk {
    guard: Guard,
    now: watch::Receiver<Arc<Now>>,
    listeners: Arc<Semaphore>,
}

impl Desk {
    /// For what stands on a shelf.
    pub(super) fn new(guard: Guard, now: watch::Receiver<Arc<Now>>) -> Self {
        Self { guard, now, listeners: Arc::new(Semaphore::new(LISTENERS)) }
    }

    /// The answer to a request; its body is never read.
    pub(super) async fn answer<B>(&self, request: &Request<B>) -> Response<Content> {
        let mut response = match self.guard.admits(request.method(), request.uri(), request.headers()) {
            Err(refusal) => refused(refusal),
            Ok(()) => self.find(request.uri().path()).await,
        };
        for (name, value) in [
            ("cache-control", "no-store"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }

    async fn find(&self, path: &str) -> Response<Content> {
        match path {
            page::SCRIPT => own("text/javascript; charset=utf-8", include_str!("live.js")),
            page::STYLE => own("text/css; charset=utf-8", include_str!("live.css")),
            EVENTS => self.news(),
            _ => self.page(path).await,
        }
    }

    fn news(&self) -> Response<Content> {
        match Arc::clone(&self.listeners).try_acquire_owned() {
            Ok(place) => {
                typed("text/event-stream", Content::News { news: live::news(self.now.clone()), _place: place })
            }
            Err(_) => plain(StatusCode::SERVICE_UNAVAILABLE, "too many pages are open"),
        }
    }

    async fn page(&self, path: &str) -> Response<Content> {
        let Some(name) = address::file(path) else {
            return plain(StatusCode::BAD_REQUEST, "this is no address of a page");
        };
        let now = Arc::clone(&self.now.borrow());
        let Some(site) = now.site.clone() else { return not_yet(&now) };
        let below = format!("{name}/index.html");
        match site.file(&name) {
            Some(file) => {
                file_of(file, &name, &site, &now).await.unwrap_or_else(|error| unreadable(&error, &name, &site, &now))
            }
            None if site.file(&below).is_some() => moved(&format!("{name}/")),
            // Every browser asks for one, and says so where there is none.
            None if name == "favicon.ico" => empty(),
            None => missing(&name, &site, &now),
        }
    }
}

/// A file of the site; a page of it with the script and what was found.
async fn file_of(path: &Path, name: &str, site: &Site, now: &Now) -> io::Result<Response<Content>> {
    let media = mime::of(name);
    let file = opened(path, site).await?;
    if media == mime::HTML {
        let html = String::from_utf8_lossy(&fs::read(path).await?).into_owned();
        return Ok(with(CONTENT_SECURITY_POLICY, PAGE_POLICY, typed(media, Content::text(page::dress(&html, now)))));
    }
    let length = file.metadata().await?.len();
    let response = typed(media, Content::File(Box::new(file), length));
    Ok(if media == mime::SVG { with(CONTENT_SECURITY_POLICY, PICTURE_POLICY, response) } else { response })
}

/// Opens a file that is no link; waits for a site that is just being swapped for a new one.
async fn opened(path: &Path, site: &Site) -> io::Result<File> {
    for _ in 0..SWAPS {
        match fs::symlink_metadata(path).await {
            Ok(meta) if !meta.is_file() => return Err(io::ErrorKind::NotFound.into()),
            Err(_) if fs::metadata(&site.folder).await.is_err() => tokio::time::sleep(SWAP).await,
            _ => return File::open(path).await,
        }
    }
    Err(io::ErrorKind::NotFound.into())
}

fn refused(refusal: Refusal) -> Response<Content> {
    match refusal {
        Refusal::Method => {
            let response = plain(StatusCode::METHOD_NOT_ALLOWED, "a report can only be read");
            with(ALLOW, "GET, HEAD", response)
        }
        Refusal::NoHost => plain(StatusCode::BAD_REQUEST, "the request names no host, or several"),
        Refusal::OtherHost => {
            plain(StatusCode::FORBIDDEN, "this server answers to localhost and to its address, and to no other name")
        }
        Refusal::OtherSite => plain(StatusCode::FORBIDDEN, "another site may link to the report, but not load from it"),
    }
}

fn not_yet(now: &Now) -> Response<Content> {
    let mut response = html(page::without_site(now));
    *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    with(RETRY_AFTER, "1", response)
}

fn missing(name: &str, site: &Site, now: &Now) -> Response<Content> {
    let mut response = html(page::missing(name, site, now));
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

fn unreadable(error: &io::Error, name: &str, site: &Site, now: &Now) -> Response<Content> {
    if error.kind() == io::ErrorKind::NotFound {
        return missing(name, site, now);
    }
    plain(StatusCode::INTERNAL_SERVER_ERROR, &format!("the file cannot be read: {error}"))
}

fn moved(name: &str) -> Response<Content> {
    let mut response = plain(StatusCode::TEMPORARY_REDIRECT, "this is a folder");
    if let Ok(location) = HeaderValue::try_from(address::link(name)) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

fn empty() -> Response<Content> {
    let mut response = Response::new(Content::text(""));
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

fn own(media: &'static str, text: &'static str) -> Response<Content> {
    typed(media, Content::text(text))
}

fn html(text: String) -> Response<Content> {
    with(CONTENT_SECURITY_POLICY, OWN_POLICY, typed(mime::HTML, Content::text(text)))
}

fn plain(status: StatusCode, text: &str) -> Response<Content> {
    let mut response = typed("text/plain; charset=utf-8", Content::text(format!("{text}\n")));
    *response.status_mut() = status;
    response
}

fn typed(media: &'static str, content: Content) -> Response<Content> {
    with(CONTENT_TYPE, media, Response::new(content))
}

fn with(name: hyper::header::HeaderName, value: &'static str, mut response: Response<Content>) -> Response<Content> {
    response.headers_mut().insert(name, HeaderValue::from_static(value));
    response
}
