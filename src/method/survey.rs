//! What customers say: recommendation, satisfaction, effort, quality expected and perceived, value delivered.
//!
//! One sample gives different numbers under different definitions, so each result names its variant, and says how many
//! answers it rests on and within which bounds the truth lies (95 %).

/// Two-sided 95 % of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// A number with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The number itself.
    pub value: f64,
    /// Lower and upper bound; `None` where one answer alone tells nothing of the spread.
    pub interval: Option<(f64, f64)>,
}

/// Net promoter score 净推荐值 (Reichheld 2003).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nps {
    /// How many answered.
    pub n: u64,
    /// 9 and 10.
    pub promoters: u64,
    /// 7 and 8.
    pub passives: u64,
    /// 0 to 6: those who answer 0 are among them.
    pub detractors: u64,
    /// Promoters less detractors in per cent of all, −100 to 100, with its interval.
    pub score: Estimate,
    /// The standard error of the score, in points: `100 · √(p + d − (p − d)²) / √n`.
    pub standard_error: f64,
}

/// The net promoter score of answers from 0 to 10; `counts[a]` people answered `a`. `None` without answers.
///
/// Shares are subtracted unrounded.
pub fn nps(counts: &[u64; 11]) -> Option<Nps> {
    let [detractors, passives, promoters] = [0..7, 7..9, 9..11].map(|range| counts[range].iter().sum::<u64>());
    let n = detractors + passives + promoters;
    if n == 0 {
        return None;
    }
    let [d, p] = [detractors, promoters].map(|count| count as f64 / n as f64);
    let standard_error = 100.0 * ((p + d - (p - d).powi(2)).max(0.0) / n as f64).sqrt();
    let value = 100.0 * (p - d);
    let interval = ((value - Z * standard_error).max(-100.0), (value + Z * standard_error).min(100.0));
    let score = Estimate { value, interval: Some(interval) };
    Some(Nps { n, promoters, passives, detractors, score, standard_error })
}

/// Customer satisfaction 满意度 in its three usual forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Csat {
    /// How many answered.
    pub n: u64,
    /// The share of the two best answers, in per cent.
    pub top_two: Estimate,
    /// The mean answer.
    pub mean: Estimate,
    /// The mean on a scale from 0 to 100: `100 · (mean − low) / (high − low)`, as the ACSI has it.
    pub index: Estimate,
}

/// Satisfaction from answers on a scale that begins at `low`: `counts[k]` people answered `low + k`, the highest is the
/// best. `None` without answers, or with fewer than two possible ones.
pub fn csat(counts: &[u64], low: i32) -> Option<Csat> {
    let sample = Sample::of(counts, low)?;
    let top: u64 = counts[counts.len() - 2..].iter().sum();
    let width = (counts.len() - 1) as f64;
    let rescale = |value: f64| 100.0 * (value - f64::from(low)) / width;
    let mean = sample.mean();
    let interval = mean.interval.map(|(from, to)| (rescale(from), rescale(to)));
    let index = Estimate { value: rescale(mean.value), interval };
    Some(Csat { n: sample.n, top_two: share(top, sample.n), mean, index })
}

/// Which question was asked about effort 费力度.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CesVariant {
    /// "How much effort did you have to put in?", 1 to 5: low is good (Dixon, Freeman and Toman 2010).
    Effort,
    /// "It was easy to …", 1 to 7: high is good.
    Ease,
}

/// Customer effort score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ces {
    /// Which question was asked.
    pub variant: CesVariant,
    /// How many answered.
    pub n: u64,
    /// The mean answer.
    pub mean: Estimate,
    /// The share for whom it was easy, in per cent: 5 to 7 of [`CesVariant::Ease`], 1 and 2 of [`CesVariant::Effort`].
    pub easy: Estimate,
    /// 6 and 7 less 1 to 3 in per cent, of [`CesVariant::Ease`] alone.
    pub net: Option<f64>,
}

/// The effort score of answers; `counts[k]` people answered `k + 1`. `None` without answers, or where there are not as
/// many possible answers as the variant has.
pub fn ces(variant: CesVariant, counts: &[u64]) -> Option<Ces> {
    let answers = match variant {
        CesVariant::Effort => 5,
        CesVariant::Ease => 7,
    };
    let sample = Sample::of(counts, 1).filter(|_| counts.len() == answers)?;
    let people = |range: std::ops::Range<usize>| counts[range].iter().sum::<u64>();
    let (easy, net) = match variant {
        CesVariant::Effort => (people(0..2), None),
        CesVariant::Ease => (people(4..7), Some((people(5..7) as f64 - people(0..3) as f64) * 100.0 / sample.n as f64)),
    };
    Some(Ces { variant, n: sample.n, mean: sample.mean(), easy: share(easy, sample.n), net })
}

/// Answers on a scale.
struct Sample {
    n: u64,
    mean: f64,
    /// Sum of squared distances from the mean.
    squares: f64,
}

impl Sample {
    fn of(counts: &[u64], low: i32) -> Option<Self> {
        let n: u64 = counts.iter().sum();
        if n == 0 || counts.len() < 2 {
            return None;
        }
        let answers = || counts.iter().enumerate().map(|(at, count)| (f64::from(low) + at as f64, *count as f64));
        let mean = answers().map(|(answer, count)| answer * count).sum::<f64>() / n as f64;
        let squares = answers().map(|(answer, count)| (answer - mean).powi(2) * count).sum();
        Some(Self { n, mean, squares })
    }

    fn mean(&self) -> Estimate {
        let n = self.n as f64;
        let error = (self.n > 1).then(|| Z * (self.squares / (n - 1.0) / n).sqrt());
        Estimate { value: self.mean, interval: error.map(|error| (self.mean - error, self.mean + error)) }
    }
}

/// A share in per cent with the interval of Wilson (1927), which stays within 0 and 100.
fn share(count: u64, n: u64) -> Estimate {
    let (n, p) = (n as f64, count as f64 / n as f64);
    let scale = 1.0 + Z * Z / n;
    let centre = (p + Z * Z / (2.0 * n)) / scale;
    let half = Z / scale * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Estimate { value: 100.0 * p, interval: Some((100.0 * (centre - half), 100.0 * (centre + half))) }
}

/// A dimension of service quality.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Its share of the whole; shares sum to any whole, such as 100.
    pub importance: f64,
    /// Expected and perceived, an item each, on one scale.
    pub items: Vec<(f64, f64)>,
}

/// Quality as the gap between what was perceived and what was expected; below 0 falls short.
#[derive(Clone, Debug, PartialEq)]
pub struct Gaps {
    /// By dimension: the mean of its items' gaps; `None` without items.
    pub dimensions: Vec<Option<f64>>,
    /// The mean of the dimensions' gaps.
    pub unweighted: f64,
    /// The same, weighted by importance; `None` where none is important.
    pub weighted: Option<f64>,
}

/// SERVQUAL (Parasuraman, Zeithaml and Berry 1988): perceived less expected.
///
/// Items are averaged within their dimension first, since dimensions have 4 or 5 of them. `None` without any item.
pub fn servqual(dimensions: &[Dimension]) -> Option<Gaps> {
    let gap = |dimension: &Dimension| {
        let sum: f64 = dimension.items.iter().map(|(expected, perceived)| perceived - expected).sum();
        (!dimension.items.is_empty()).then(|| sum / dimension.items.len() as f64)
    };
    let gaps: Vec<Option<f64>> = dimensions.iter().map(gap).collect();
    let asked = || dimensions.iter().zip(&gaps).filter_map(|(dimension, gap)| Some((dimension.importance, (*gap)?)));
    let n = asked().count();
    let importance: f64 = asked().map(|(importance, _)| importance).sum();
    let weighted = asked().map(|(importance, gap)| importance * gap).sum::<f64>() / importance;
    (n > 0).then(|| Gaps {
        unweighted: asked().map(|(_, gap)| gap).sum::<f64>() / n as f64,
        weighted: (importance > 0.0).then_some(weighted),
        dimensions: gaps.clone(),
    })
}

/// Customer delivered value 让渡价值 (Kotler): what a customer gets less what it costs him, in one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeliveredValue {
    /// Of product, service, personnel and image.
    pub value: f64,
    /// Of money, time, energy and mind.
    pub cost: f64,
    /// Value less cost.
    pub delivered: f64,
    /// Value over cost, which may rank offers differently; `None` where the cost is 0.
    pub ratio: Option<f64>,
}

/// Delivered value from (product, service, personnel, image) and (money, time, energy, psychic).
pub fn delivered_value(value: [f64; 4], cost: [f64; 4]) -> DeliveredValue {
    let [value, cost] = [value, cost].map(|parts| parts.iter().sum::<f64>());
    DeliveredValue { value, cost, delivered: value - cost, ratio: (cost != 0.0).then(|| value / cost) }
}

#[cfg(test)]
mod tests;
