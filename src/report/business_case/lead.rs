//! A case in a sentence and four figures.

use super::Desk;
use crate::method::finance::payback::Payback;
use crate::report::number::NumberFormat;
use crate::report::sentence::Headline;
use crate::scorecard::Money;

impl Desk<'_> {
    /// `The CRM programme is worth ¥3.2M today: it brings ¥14.9M for ¥9.8M from 2026 to 2031.`
    pub fn lead(&self) -> Headline {
        let total = self.short(self.own.outcome.costs.ownership.total.to_number());
        let (title, span) = (self.pen.text(&self.own.case.title), self.span());
        let fill = [("title", title.as_str()), ("total", &total), ("span", &span)];
        let Some(returned) = &self.own.outcome.returned else {
            let said = self.pen.say("case.lead-costs", &fill);
            return Headline { headline: self.pen.sentence(&said), deck: String::new() };
        };
        let earned: Money = self.own.outcome.benefits.all().into_iter().sum();
        let (npv, earned) = (self.short(returned.npv.abs()), self.short(earned.to_number()));
        let more = [("npv", npv.as_str()), ("benefits", &earned)];
        let key = if returned.npv >= 0.0 { "case.lead-gain" } else { "case.lead-loss" };
        let said = self.pen.say(key, &[&fill[..], &more[..]].concat());
        let deck = [self.hard_sentence(), Some(self.payback_sentence()), self.chance_sentence()];
        Headline { headline: self.pen.sentence(&said), deck: self.pen.paragraph(deck.into_iter().flatten()) }
    }

    /// What is left without soft benefits, where there are any.
    fn hard_sentence(&self) -> Option<String> {
        let returned = self.own.outcome.returned.as_ref()?;
        let soft: Money = self.own.outcome.benefits.soft.iter().copied().sum();
        let key = if returned.hard_npv < 0.0 { "case.hard-loss" } else { "case.hard" };
        (soft != Money::ZERO).then(|| self.pen.say(key, &[("npv", &self.short(returned.hard_npv))]))
    }

    /// When the money is back, whether that holds, or that it never is.
    pub fn payback_sentence(&self) -> String {
        let back = self.own.outcome.returned.as_ref().and_then(|returned| returned.payback);
        match back {
            None => self.pen.say("case.never-back", &[("last", &self.own.case.last_year().to_string())]),
            Some(back) => {
                let key = if back.falls_again { "case.back-and-again" } else { "case.back" };
                self.pen.say(key, &[("time", &self.duration(back))])
            }
        }
    }

    /// `3 years 11 months`
    pub fn duration(&self, back: Payback) -> String {
        let (years, months) = back.years_and_months();
        let years = (years > 0 || months == 0).then(|| self.pen.count("case.years", years as usize, &[]));
        let months = (months > 0).then(|| self.pen.count("case.months", months as usize, &[]));
        let parts: Vec<String> = years.into_iter().chain(months).collect();
        parts.join(&self.pen.say("case.duration-separator", &[]))
    }

    fn chance_sentence(&self) -> Option<String> {
        let chance = self.own.outcome.risk.as_ref()?.chance.as_ref()?;
        let (share, runs) = (self.pen.share_text(chance.loss), self.pen.number(chance.runs.into()));
        Some(self.pen.say("case.chance-of-loss", &[("share", &share), ("runs", &runs)]))
    }

    /// Four figures: what it costs, what it is worth, its return, when it is back.
    pub fn figures(&self) -> Vec<(String, String)> {
        let owned = &self.own.outcome.costs.ownership;
        let rate = self.percent(self.own.case.rate);
        let say = |key: &str| self.pen.say(key, &[("rate", &rate)]);
        let total = (say("case.total-cost"), self.short(owned.total.to_number()));
        let Some(returned) = &self.own.outcome.returned else {
            let worth = owned.present_value.map(|value| (say("case.present-value"), self.short(value)));
            return std::iter::once(total).chain(worth).collect();
        };
        let none = self.pen.say("none", &[]);
        let roi = returned.returns.simple.map_or_else(|| none.clone(), |roi| self.percent(roi));
        let back = returned.payback.map_or_else(|| self.pen.say("case.never", &[]), |back| self.duration(back));
        vec![
            total,
            (say("case.npv"), self.short(returned.npv)),
            (say("case.roi-simple"), roi),
            (say("case.payback"), back),
        ]
    }

    /// A number of years with one decimal.
    pub fn years(&self, years: f64) -> String {
        NumberFormat::score(self.pen.locale()).bare(years)
    }
}
