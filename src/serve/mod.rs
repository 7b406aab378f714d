//! Shows a site in a browser on this machine while its book is written, and says when the book has changed.
//!
//! Knows nothing of building: [`Watch`] tells that files changed, who builds puts the outcome on the [`Shelf`], and
//! [`Bound::serve`] hands out what stands there. Pages are dressed on the way out: a script that reloads them, and what
//! was found. The site on disk is never touched.

mod address;
mod answer;
mod content;
mod guard;
mod listen;
mod live;
mod mime;
mod page;
mod shelf;
mod snapshot;
mod watch;

pub use listen::Bound;
pub use shelf::{Built, Shelf, Told};
pub use watch::Watch;

use crate::diagnostic::Diagnostic;

/// Opens an address with the program this system opens addresses with, without waiting for it.
pub fn open(url: &str) -> Result<(), Diagnostic> {
    open::that_detached(url).map_err(|error| {
        Diagnostic::warning("no-browser", format!("no browser could be opened: {error}"))
            .help(format!("open {url} in one yourself"))
    })
}
