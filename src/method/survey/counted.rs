//! Recommendation, satisfaction and effort: figures of how many gave each answer of a scale.

use super::estimate::{Estimate, difference, share, t};

/// How often each place of a scale was answered, with weights.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// By place of the scale: the sum of weights.
    weights: Vec<f64>,
    /// By place: the sum of their squares.
    squares: Vec<f64>,
    /// How many answered.
    n: u32,
}

impl Counts {
    /// No answers on a scale of so many places.
    pub fn empty(places: usize) -> Self {
        Self { weights: vec![0.0; places], squares: vec![0.0; places], n: 0 }
    }

    /// So many people at each place, each counting once.
    pub fn of(people: &[u32]) -> Self {
        let weights: Vec<f64> = people.iter().copied().map(f64::from).collect();
        Self { squares: weights.clone(), weights, n: people.iter().sum() }
    }

    /// Counts an answer at a place; nothing outside the scale.
    pub fn add(&mut self, place: usize, weight: f64) {
        if let (Some(sum), Some(square)) = (self.weights.get_mut(place), self.squares.get_mut(place)) {
            (*sum, *square) = (*sum + weight, *square + weight * weight);
            self.n += 1;
        }
    }

    /// How many answered.
    pub fn n(&self) -> u32 {
        self.n
    }

    /// The share of answers at these places, 0 to 1.
    pub fn share(&self, places: std::ops::Range<usize>) -> f64 {
        let own: f64 = self.weights.get(places).unwrap_or_default().iter().sum();
        own / self.weights.iter().sum::<f64>()
    }

    /// Kish's effective number of answers, `(Σw)² / Σw²`: as many of equal weight would be as sure.
    fn effective(&self) -> f64 {
        let sum: f64 = self.weights.iter().sum();
        sum * sum / self.squares.iter().sum::<f64>()
    }

    fn estimate(&self, places: std::ops::Range<usize>) -> Estimate {
        share(self.share(places), self.effective())
    }

    /// The mean answer with its t interval; the first place is worth `low`.
    fn mean(&self, low: f64) -> Estimate {
        let answer = |place: usize| low + place as f64;
        let total: f64 = self.weights.iter().sum();
        let value = self.weights.iter().enumerate().map(|(at, weight)| weight * answer(at)).sum::<f64>() / total;
        let distances = self.squares.iter().enumerate().map(|(at, square)| square * (answer(at) - value).powi(2));
        let squares = distances.sum::<f64>() / (total * total);
        let n = f64::from(self.n);
        let half = (self.n > 1).then(|| t(self.n - 1) * (squares * n / (n - 1.0)).sqrt());
        Estimate { value, interval: half.map(|half| (value - half, value + half)) }
    }
}

/// Net promoter score 净推荐值 (Reichheld 2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nps {
    /// 9 and 10, in per cent.
    pub promoters: Estimate,
    /// 7 and 8.
    pub passives: Estimate,
    /// 0 to 6: those who answer 0 are among them.
    pub detractors: Estimate,
    /// Promoters less detractors in per cent of all, −100 to 100, with its interval.
    pub score: Estimate,
    /// The standard error of the score, in points: `100 · √(p + d − (p − d)²) / √n`.
    pub standard_error: f64,
}

/// The net promoter score of answers from 0 to 10. `None` without answers, or on another scale.
///
/// Shares are subtracted unrounded.
pub fn nps(counts: &Counts) -> Option<Nps> {
    if counts.n == 0 || counts.weights.len() != 11 {
        return None;
    }
    let [detractors, passives, promoters] = [0..7, 7..9, 9..11].map(|places| counts.estimate(places));
    let (score, standard_error) = difference(counts.share(9..11), counts.share(0..7), counts.effective());
    Some(Nps { promoters, passives, detractors, score, standard_error })
}

/// Customer satisfaction 满意度 in its three usual forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Csat {
    /// The share of the two best answers, in per cent.
    pub top_two: Estimate,
    /// The mean answer.
    pub mean: Estimate,
    /// The mean on a scale from 0 to 100: `100 · (mean − low) / (high − low)`, as the ACSI has it.
    pub index: Estimate,
}

/// Satisfaction from answers on a scale that begins at `low` and whose highest is the best. `None` without answers, or with
/// fewer than two possible ones.
pub fn csat(counts: &Counts, low: f64) -> Option<Csat> {
    let places = counts.weights.len();
    if counts.n == 0 || places < 2 {
        return None;
    }
    let rescale = |value: f64| 100.0 * (value - low) / (places - 1) as f64;
    let mean = counts.mean(low);
    let interval = mean.interval.map(|(from, to)| (rescale(from), rescale(to)));
    let index = Estimate { value: rescale(mean.value), interval };
    Some(Csat { top_two: counts.estimate(places - 2..places), mean, index })
}

/// Customer effort score 费力度.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ces {
    /// The mean answer.
    pub mean: Estimate,
    /// The share for whom it was easy, in per cent: 5 to 7 of 7, or 1 and 2 of 5 where little effort is good.
    pub easy: Estimate,
    /// 6 and 7 less 1 to 3 in per cent, of the second version alone.
    pub net: Option<Estimate>,
}

/// The effort score. The first version asks "how much effort did you have to put in?", 1 to 5, low is good (Dixon, Freeman
/// and Toman 2010); the second whether it was easy, 1 to 7, high is good: the scale tells which it is. `None` without
/// answers, or on another scale.
pub fn ces(counts: &Counts) -> Option<Ces> {
    if counts.n == 0 {
        return None;
    }
    let (easy, net) = match counts.weights.len() {
        5 => (counts.estimate(0..2), None),
        7 => {
            let (net, _) = difference(counts.share(5..7), counts.share(0..3), counts.effective());
            (counts.estimate(4..7), Some(net))
        }
        _ => return None,
    };
    Some(Ces { mean: counts.mean(1.0), easy, net })
}
