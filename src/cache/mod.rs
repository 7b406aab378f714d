//! What earlier runs worked out: kept in the book's folder, so that only what changed is worked out again.
//!
//! # The store
//!
//! [`Cache`] keeps bytes under a kind and a [`Key`]. A key is a hash of *everything* the bytes depend on, so an entry is
//! never out of date; it is only no longer asked for.
//!
//! ```text
//! let key = Key::of("page").text(template).bytes(view_model).done();
//! let bytes = cache.get("page", &key).unwrap_or_else(|| { let bytes = …; cache.put("page", &key, &bytes); bytes });
//! ```
//!
//! An entry is a file `.scorebook/KIND/KEY`: three lines of header (format, tool, hash), then the bytes. The hash goes over
//! the header, the kind, the key and the bytes. A file that fails its check in any way, that another version of the
//! tool wrote, or that was moved, is as if it were not there. Files are written aside and renamed, so two builds can
//! share the folder. Where the folder cannot be read or written there is no cache, and nothing else happens.
//!
//! The store cannot fail and says nothing: whatever is wrong with it, a run does all work itself. [`Cache::finish`] ends a
//! run: what none of the last few different runs used is deleted.
//!
//! # Answers of the engine
//!
//! [`Cached`] is an engine in front of DuckDB. A question's key is made of the statement, the models it reads, the content
//! of all tables it reads (DuckDB's own parser says which, and that too is remembered), and what of the scorecard decides how rows
//! are read. Targets, weights and curves are not among it.
//!
//! Where an answer is new, only the tables it reads are loaded; those that were read from their files before come from
//! Parquet, kept by their content.
//!
//! # A build with nothing to do
//!
//! [`Watch`] keeps what a build read, wrote and said; [`unchanged`] gives it back while all of it stands.
//!
//! The folder holds data of the book in clear, private columns too. It is made for its owner alone (0700, files 0600) and
//! must stay with the book.

mod answers;
mod cached;
mod codec;
mod content;
mod findings;
mod key;
mod loads;
mod needed;
mod questions;
mod reads;
mod recent;
mod record;
mod stamp;
mod store;
mod stored;
mod tally;

pub use cached::{Cached, Opening};
pub use key::{Key, KeyBuilder};
pub use record::{Finished, Watch, unchanged};
pub use store::{Cache, FOLDER};
pub use tally::{About, Tally};
