//! News for pages that are open, as server-sent events: that a build began, and which one is shown.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use tokio::sync::{mpsc, watch};
use tokio::time::timeout;

use super::shelf::Now;

/// How long without news before a line shows that the connection still stands.
const REST: Duration = Duration::from_secs(15);

/// Starts telling; ends soon after nobody listens any more.
pub(super) fn news(now: watch::Receiver<Arc<Now>>) -> mpsc::Receiver<Bytes> {
    let (to, from) = mpsc::channel(1);
    tokio::spawn(tell(now, to));
    from
}

async fn tell(mut now: watch::Receiver<Arc<Now>>, to: mpsc::Sender<Bytes>) {
    let mut news = event(&now.borrow_and_update());
    loop {
        if to.send(Bytes::from(news)).await.is_err() {
            return;
        }
        news = match timeout(REST, now.changed()).await {
            Ok(Ok(())) => event(&now.borrow_and_update()),
            Ok(Err(_)) => return,
            Err(_) => ": nothing new\n\n".to_owned(),
        };
    }
}

/// What stands on the shelf, as an event; a browser that lost the connection comes back after a second.
fn event(now: &Now) -> String {
    let building = if now.is_building { "event: building\ndata:\n\n" } else { "" };
    format!("retry: 1000\nevent: build\ndata: {}\n\n{building}", now.token())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_names_the_build_that_is_shown() {
        let now = Now { builds: 2, ..Now::default() };
        let id = std::process::id();
        assert_eq!(event(&now), format!("retry: 1000\nevent: build\ndata: {id}-2\n\n"));
        let building = event(&Now { is_building: true, ..now });
        assert!(building.ends_with("event: building\ndata:\n\n"));
    }
}
