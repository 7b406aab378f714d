//! The body of an answer: bytes at hand, a file read piece by piece, or news as they come.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::fs::File;
use tokio::io::{AsyncRead as _, ReadBuf};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::Instant;

/// How much of a file is read at once.
const PIECE: usize = 64 << 10;

/// What is sent.
#[derive(Debug)]
pub(super) enum Content {
    /// All of it.
    Bytes(Bytes),
    /// So many bytes of a file.
    File(Box<File>, u64),
    /// A stream without an end.
    News {
        /// What is sent, as it comes.
        news: mpsc::Receiver<Bytes>,
        /// One of a limited number of places, held as long as somebody listens.
        _place: OwnedSemaphorePermit,
    },
}

impl Content {
    /// Text at hand.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Bytes(Bytes::from(text.into()))
    }

    fn next(&mut self, context: &mut Context<'_>) -> Poll<Option<std::io::Result<Bytes>>> {
        match self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Self::File(file, left) => piece(file, left, context),
            Self::News { news, .. } => news.poll_recv(context).map(|news| news.map(Ok)),
        }
    }
}

/// The next piece of a file. One that was shortened meanwhile ends the connection: it has promised more.
fn piece(file: &mut File, left: &mut u64, context: &mut Context<'_>) -> Poll<Option<std::io::Result<Bytes>>> {
    if *left == 0 {
        return Poll::Ready(None);
    }
    let mut piece = vec![0; PIECE.min(usize::try_from(*left).unwrap_or(PIECE))];
    let mut buffer = ReadBuf::new(&mut piece);
    if let Err(error) = ready!(Pin::new(file).poll_read(context, &mut buffer)) {
        return Poll::Ready(Some(Err(error)));
    }
    let read = buffer.filled().len();
    if read == 0 {
        return Poll::Ready(Some(Err(std::io::ErrorKind::UnexpectedEof.into())));
    }
    *left -= read as u64;
    piece.truncate(read);
    Poll::Ready(Some(Ok(piece.into())))
}

/// When a connection was last alive: a request began, or the other side had room for more of an answer.
#[derive(Clone, Debug)]
pub(super) struct Pulse(Arc<Mutex<Instant>>);

impl Pulse {
    /// Alive now.
    pub(super) fn new() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }

    /// Alive now.
    pub(super) fn beat(&self) {
        if let Ok(mut last) = self.0.lock() {
            *last = Instant::now();
        }
    }

    /// Ends when there was no beat for so long.
    pub(super) async fn stops(&self, patience: Duration) {
        loop {
            let last = self.0.lock().map_or_else(|_| Instant::now(), |last| *last);
            if last.elapsed() >= patience {
                return;
            }
            tokio::time::sleep_until(last + patience).await;
        }
    }
}

/// A body whose sending keeps a pulse.
#[derive(Debug)]
pub(super) struct Sent {
    content: Content,
    pulse: Pulse,
}

impl Sent {
    /// A body on a connection.
    pub(super) fn new(content: Content, pulse: Pulse) -> Self {
        Self { content, pulse }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        self.pulse.beat();
        self.content.next(context).map(|next| next.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Bytes(bytes) => bytes.is_empty(),
            Content::File(_, left) => *left == 0,
            Content::News { .. } => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Content::File(_, left) => SizeHint::with_exact(*left),
            Content::News { .. } => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pulse_stops_so_long_after_its_last_beat() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(async {
            let (pulse, short, long) = (Pulse::new(), Duration::from_millis(20), Duration::from_mins(1));
            assert!(tokio::time::timeout(long, pulse.stops(short)).await.is_ok());
            pulse.beat();
            assert!(tokio::time::timeout(short, pulse.stops(long)).await.is_err());
        });
    }
}
