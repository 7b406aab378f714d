//! The closed room: settings that keep a query away from everything but the drop.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use duckdb::{Config, Connection};

use super::literal;
use crate::scorecard::{Format, Limits, TableSource};

/// Functions that tell of the clock or of chance and that DuckDB does not mark as such.
const VOLATILE: [&str; 8] = [
    "ago",
    "approx_quantile",
    "current_localtime",
    "current_localtimestamp",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "reservoir_quantile",
];

/// Opens a database in memory whose doors are still open, so that the drop can be loaded.
pub(super) fn open(limits: &Limits, scratch: &Path, threads: usize) -> Result<Connection, duckdb::Error> {
    let config = Config::default()
        .with("errors_as_json", "true")?
        .with("autoinstall_known_extensions", "false")?
        .with("autoload_known_extensions", "false")?
        .with("memory_limit", format!("{}B", limits.memory))?
        .with("temp_directory", scratch.join("spill").to_string_lossy())?
        .with("threads", threads.max(1).to_string())?;
    let connection = Connection::open_in_memory_with_flags(config)?;
    // Where there is no ICU extension there are no time zones to set.
    let _ = connection.execute_batch("SET TimeZone = 'UTC'");
    Ok(connection)
}

/// Closes the doors: from now on no file is read but the drop's Parquet files, nothing is written, no setting changes.
///
/// Queries run on one thread each. What DuckDB adds up then does not depend on which thread comes first.
pub(super) fn close(connection: &Connection, sources: &[TableSource]) -> Result<(), duckdb::Error> {
    let parquet = sources.iter().filter(|source| source.format == Format::Parquet);
    let paths: Vec<String> =
        parquet.flat_map(|source| &source.paths).map(|path| literal(&path.to_string_lossy())).collect();
    connection.execute_batch(&format!(
        "SET threads = 1; SET allowed_paths = [{}]; SET enable_external_access = false; SET lock_configuration = true;",
        paths.join(", ")
    ))
}

/// The names, in lower case, of functions that give something else each time.
pub(super) fn volatile_functions(connection: &Connection) -> Result<BTreeSet<String>, duckdb::Error> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT lower(function_name) FROM duckdb_functions() \
         WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY') AND function_name <> 'error'",
    )?;
    let own = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut names = own.collect::<Result<BTreeSet<String>, _>>()?;
    names.extend(VOLATILE.map(str::to_owned));
    Ok(names)
}

/// Runs something on a connection and interrupts it when it takes longer than `limit`.
pub(super) fn within<T>(connection: &Connection, limit: Duration, run: impl FnOnce() -> T) -> T {
    let handle = connection.interrupt_handle();
    let (done, wait) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // An interrupt is lost when it comes between two statements, so it is repeated until the run is over.
            let mut patience = limit;
            while wait.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                handle.interrupt();
                patience = Duration::from_millis(20);
            }
        });
        let result = run();
        drop(done);
        result
    })
}
