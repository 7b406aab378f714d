//! Who went from which tier to which since the period before.

use serde::Serialize;

use super::sight::Sight;
use crate::method::customers::rate;
use crate::report::view::Quantity;
use crate::scorecard::Moves;

/// From tier to tier.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovesView {
    /// `From the end of September to the end of October 2026`
    pub span: String,
    /// Tiers afterwards, and `no customer`.
    pub heads: Vec<String>,
    /// Tiers before, and `no customer`.
    pub rows: Vec<MoveRow>,
    /// How many rose and fell, came and went, a sentence each.
    pub said: Vec<String>,
}

/// Where the customers of a tier went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveRow {
    /// Their tier before.
    pub title: String,
    /// Where they are, in the order of the heads.
    pub cells: Vec<MoveCell>,
    /// All of them.
    pub total: Quantity,
}

/// Customers who went the same way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveCell {
    /// How many; `None` for those who were and are no customers.
    pub customers: Option<Quantity>,
    /// Which share of their tier before.
    pub share: Option<Quantity>,
    /// 0 to 4: how large that share is, for the shade.
    pub level: u8,
    /// `stayed`, `rose`, `fell`, `came`, `left`, or nothing.
    pub way: &'static str,
}

impl Sight<'_> {
    /// Who went where since the period before.
    pub fn moves(&self) -> Option<MovesView> {
        let now = self.now()?;
        let moves = now.moves.as_ref()?;
        let before = self.own.facts.periods.iter().rev().nth(1)?;
        let (from, to) = (self.pen.period_beside(before.period, now.period), self.pen.period(now.period));
        let places = moves.counts.len();
        Some(MovesView {
            span: self.pen.say("customers.moves-span", &[("from", &from), ("to", &to)]),
            heads: (0..places).map(|at| self.tier(at)).collect(),
            rows: (0..places).map(|from| self.move_row(moves, from)).collect(),
            said: self.moves_said(),
        })
    }

    fn move_row(&self, moves: &Moves, from: usize) -> MoveRow {
        let outside = moves.counts.len().saturating_sub(1);
        let counts = &moves.counts[from];
        let total = counts.iter().sum();
        let cell = |(to, n): (usize, &u64)| {
            let share = rate(*n, total);
            MoveCell {
                customers: (from != outside || to != outside).then(|| self.count(*n)),
                share: share.filter(|_| *n > 0 && from != outside).map(|share| self.percent(share)),
                level: share.map_or(0, |share| level(share, *n)),
                way: way(from, to, outside),
            }
        };
        MoveRow {
            title: self.tier(from),
            cells: counts.iter().enumerate().map(cell).collect(),
            total: self.count(total),
        }
    }

    fn moves_said(&self) -> Vec<String> {
        let Some(flow) = self.flow() else { return Vec::new() };
        let n = |n: u64| self.pen.number(n);
        let share = |part, whole| rate(part, whole).map(|share| self.percent(share).text());
        let say = |key: &str, part: u64, whole: u64| {
            let share = share(part, whole)?;
            let fill = [("part", n(part)), ("whole", n(whole)), ("share", share)];
            let fill: Vec<(&str, &str)> = fill.iter().map(|(name, text)| (*name, text.as_str())).collect();
            Some(self.pen.say(&format!("customers.{key}"), &fill))
        };
        let lost = self.own.customers.window.and_then(|_| say("lost", flow.lost, flow.begin));
        let numbers = [
            ("begin", n(flow.begin)),
            ("new", n(flow.new)),
            ("back", n(flow.returned)),
            ("lost", n(flow.lost)),
            ("end", n(flow.end)),
        ];
        let numbers: Vec<(&str, &str)> = numbers.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let balance = Some(self.pen.say("customers.balance", &numbers));
        let rose = say("rose", flow.upgraded, flow.could_rise);
        let fell = say("fell", flow.downgraded, flow.could_fall);
        [rose, fell, lost, balance].into_iter().flatten().collect()
    }
}

/// 0 for nobody, 1 to 4 by quarters.
fn level(share: f64, n: u64) -> u8 {
    if n == 0 { 0 } else { ((share * 4.0).floor() as u8 + 1).min(4) }
}

fn way(from: usize, to: usize, outside: usize) -> &'static str {
    match (from == outside, to == outside) {
        (true, true) => "",
        (true, false) => "came",
        (false, true) => "left",
        (false, false) if from == to => "stayed",
        (false, false) if to < from => "rose",
        (false, false) => "fell",
    }
}
