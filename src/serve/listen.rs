//! The socket: taken at once, so that a port that is in use is told before anything is built.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answer::Desk;
use super::content::{Pulse, Sent};
use super::guard::Guard;
use super::shelf::Shelf;
use crate::diagnostic::Diagnostic;

/// Connections at once; further ones wait until one ends.
const CONNECTIONS: usize = 512;
/// How long a client may take for the head of a request, and be idle between two.
const HEAD: Duration = Duration::from_secs(10);
/// How long a client may leave an answer lying.
const PATIENCE: Duration = Duration::from_mins(1);
/// The longest head of a request, in bytes.
const LONGEST: usize = 16 << 10;
/// How many files are read at once.
const READERS: usize = 8;

/// An address this process listens at.
#[derive(Debug)]
pub struct Bound {
    listener: TcpListener,
    address: SocketAddr,
}

impl Bound {
    /// Takes a port, or with 0 any that is free.
    pub fn take(host: IpAddr, port: u16) -> Result<Self, Diagnostic> {
        let wanted = SocketAddr::new(host, port);
        let listener = TcpListener::bind(wanted).map_err(|error| no_port(wanted, &error))?;
        let address = listener.local_addr().map_err(|error| no_port(wanted, &error))?;
        Ok(Self { listener, address })
    }

    /// Whether nobody but programs on this machine can reach it.
    pub fn is_only_here(&self) -> bool {
        self.address.ip().is_loopback()
    }

    /// What to type into a browser on this machine.
    pub fn url(&self) -> String {
        if self.address.ip().is_unspecified() {
            return format!("http://localhost:{}/", self.address.port());
        }
        format!("http://{}/", self.address)
    }

    /// Serves what stands on a shelf from a thread of its own, as long as the process lives.
    pub fn serve(self, shelf: &Shelf) -> Result<(), Diagnostic> {
        let desk = Desk::new(Guard { only_here: self.is_only_here() }, shelf.reader());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .enable_time()
            .max_blocking_threads(READERS)
            .build()
            .map_err(|error| no_server(&error))?;
        self.listener.set_nonblocking(true).map_err(|error| no_server(&error))?;
        let serve = move || {
            runtime.block_on(async {
                if let Ok(listener) = tokio::net::TcpListener::from_std(self.listener) {
                    accept(listener, Arc::new(desk)).await;
                }
            });
        };
        let thread = std::thread::Builder::new().name("serve".to_owned()).spawn(serve);
        thread.map(|_| ()).map_err(|error| no_server(&error))
    }
}

async fn accept(listener: tokio::net::TcpListener, desk: Arc<Desk>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(attend(stream, Arc::clone(&desk), place));
            }
            // Too many open files, or a client that was gone before it was let in: others may still come.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Serves one connection until it ends, or its client stalls.
async fn attend(stream: TcpStream, desk: Arc<Desk>, _place: OwnedSemaphorePermit) {
    let _ = stream.set_nodelay(true);
    let pulse = Pulse::new();
    let service = service_fn(|request| {
        pulse.beat();
        let (desk, pulse) = (Arc::clone(&desk), pulse.clone());
        async move { Ok::<_, Infallible>(desk.answer(&request).await.map(|content| Sent::new(content, pulse))) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LONGEST);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // A client that went away in the middle is nobody's fault.
        _ = connection => {}
        () = pulse.stops(PATIENCE) => {}
    }
}

fn no_port(wanted: SocketAddr, error: &io::Error) -> Diagnostic {
    let help = "`--port 0` takes any that is free; `--port N` takes another";
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            Diagnostic::error("port-taken", format!("port {} is taken by another program", wanted.port()))
                .note("another `scorebook serve` perhaps")
                .help(help)
        }
        io::ErrorKind::PermissionDenied => {
            Diagnostic::error("port-forbidden", format!("port {} is not for everybody to take", wanted.port()))
                .help(help)
        }
        _ => Diagnostic::error("no-address", format!("nothing can be served at {wanted}: {error}"))
            .help("`--host` takes an address of this machine; without it, pages are served to this machine alone"),
    }
}

fn no_server(error: &io::Error) -> Diagnostic {
    Diagnostic::error("no-server", format!("the server cannot be started: {error}"))
        .help("close other programs, and try again")
}
