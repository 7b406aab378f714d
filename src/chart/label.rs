//! Places for labels, so that none covers another or leaves the frame.

use super::plane::Frame;
use super::svg::Point;

/// Sets blocks along a line in the order given, as near as possible to where they want to stand, without overlap.
///
/// Each block is (wanted start, length). Returns their starts, within `low..high` if the blocks fit at all, else
/// from `low` on. This is least squares under an order: isotonic regression by pooling adjacent violators
/// (Ayer et al. 1955) of the starts less the room that the blocks before them take.
pub(super) fn spread(blocks: &[(f64, f64)], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut total = 0.0;
    let mut pools: Vec<(f64, usize)> = Vec::new();
    let mut offsets = Vec::with_capacity(blocks.len());
    for (wanted, length) in blocks {
        offsets.push(total);
        pools.push((wanted - total, 1));
        total += length + gap;
        while let [.., (before, many), (after, more)] = pools[..] {
            if before <= after {
                break;
            }
            pools.truncate(pools.len() - 2);
            let mean = (before * many as f64 + after * more as f64) / (many + more) as f64;
            pools.push((mean, many + more));
        }
    }
    let last = (high - (total - gap)).max(low);
    let starts = pools.into_iter().flat_map(|(start, count)| std::iter::repeat_n(start.clamp(low, last), count));
    starts.zip(offsets).map(|(start, offset)| start + offset).collect()
}

/// Which of `blocks` (start, length) may stand without overlap, the earlier ones in the list first.
pub(super) fn fitting(blocks: &[(f64, f64)], gap: f64) -> Vec<bool> {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut fits = Vec::with_capacity(blocks.len());
    for (start, length) in blocks {
        let (start, end) = (*start, start + length);
        let free = taken.iter().all(|(from, to)| end + gap <= *from || *to + gap <= start);
        if free {
            taken.push((start, end));
        }
        fits.push(free);
    }
    fits
}

/// Finds a place for a label near a point, clear of what is already there.
#[derive(Clone, Debug)]
pub(super) struct Placer {
    frame: Frame,
    taken: Vec<Frame>,
    lines: Vec<(Point, Point)>,
}

impl Placer {
    /// Labels may stand anywhere within `frame`.
    pub(super) fn new(frame: Frame) -> Self {
        Self { frame, taken: Vec::new(), lines: Vec::new() }
    }

    /// Keeps labels clear of a rectangle.
    pub(super) fn take(&mut self, frame: Frame) {
        self.taken.push(frame);
    }

    /// Keeps labels off a line where there is a choice.
    pub(super) fn avoid(&mut self, points: &[Point]) {
        self.lines.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
    }

    /// The upper left corner for a block of `size` near `point`: the place within the frame and clear of other
    /// labels that crosses the fewest lines; `None` if there is no place at all.
    pub(super) fn place(&mut self, point: Point, (width, height): (f64, f64), away: f64) -> Option<Point> {
        let candidates = around(point, (width, height), away);
        let blocks = candidates.map(|(left, top)| Frame { left, top, right: left + width, bottom: top + height });
        let free = blocks.into_iter().filter(|block| self.is_free(block));
        let best = free.min_by_key(|block| self.crossings(block))?;
        self.take(best);
        Some((best.left, best.top))
    }

    fn is_free(&self, block: &Frame) -> bool {
        let within = self.frame.holds((block.left, block.top)) && self.frame.holds((block.right, block.bottom));
        within && !self.taken.iter().any(|taken| overlap(taken, block))
    }

    fn crossings(&self, block: &Frame) -> usize {
        self.lines.iter().filter(|(from, to)| crosses(block, *from, *to)).count()
    }
}

/// Places around a point, the preferred first: right, above, below, left, and the corners; then further off.
fn around((x, y): Point, (width, height): (f64, f64), away: f64) -> [Point; 16] {
    let mut places = [(0.0, 0.0); 16];
    for (at, away) in [(0, away), (8, away * 2.5)] {
        let (middle_x, middle_y) = (x - width / 2.0, y - height / 2.0);
        let (right, left, above, below) = (x + away, x - away - width, y - away - height, y + away);
        let near = [
            (right, middle_y),
            (middle_x, above),
            (middle_x, below),
            (left, middle_y),
            (right, above),
            (right, below),
            (left, above),
            (left, below),
        ];
        places[at..at + 8].copy_from_slice(&near);
    }
    places
}

/// Whether two rectangles share more than an edge.
pub(super) fn overlap(one: &Frame, other: &Frame) -> bool {
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
}

/// Whether a straight line runs through a rectangle: looked at in small steps, which is exact enough for labels.
fn crosses(block: &Frame, (x0, y0): Point, (x1, y1): Point) -> bool {
    let reach = Frame { left: x0.min(x1), top: y0.min(y1), right: x0.max(x1), bottom: y0.max(y1) };
    let wide =
        Frame { left: reach.left - 1.0, top: reach.top - 1.0, right: reach.right + 1.0, bottom: reach.bottom + 1.0 };
    let steps = 24;
    overlap(block, &wide)
        && (0..=steps).any(|step| {
            let share = f64::from(step) / f64::from(steps);
            block.holds((x0 + (x1 - x0) * share, y0 + (y1 - y0) * share))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };

    #[test]
    fn blocks_are_pushed_apart_and_kept_within() {
        assert_eq!(spread(&[(10.0, 10.0), (12.0, 10.0), (95.0, 10.0)], 2.0, 0.0, 100.0), [5.0, 17.0, 90.0]);
        assert_eq!(spread(&[(95.0, 10.0), (96.0, 10.0)], 0.0, 0.0, 100.0), [80.0, 90.0]);
    }

    #[test]
    fn the_earlier_block_wins_where_two_collide() {
        assert_eq!(fitting(&[(0.0, 10.0), (50.0, 10.0), (8.0, 10.0), (20.0, 10.0)], 2.0), [true, true, false, true]);
    }

    #[test]
    fn a_label_avoids_the_frame_other_labels_and_lines() {
        let mut placer = Placer::new(FRAME);
        assert_eq!(placer.place((50.0, 50.0), (20.0, 10.0), 5.0), Some((55.0, 45.0)));
        assert_eq!(placer.place((50.0, 50.0), (20.0, 10.0), 5.0), Some((40.0, 35.0)));
        let mut placer = Placer::new(FRAME);
        placer.avoid(&[(50.0, 50.0), (100.0, 50.0)]);
        assert_eq!(placer.place((50.0, 50.0), (20.0, 10.0), 5.0), Some((40.0, 35.0)));
        assert_eq!(Placer::new(FRAME).place((50.0, 50.0), (200.0, 10.0), 5.0), None);
    }
}
